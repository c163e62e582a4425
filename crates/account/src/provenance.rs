//! What is known about an input: its value, where that comes from, how well it is founded, and what is noted about it.

use journey_engine::projection::{DriverOrigin, DriverRule, Projection, driver_set};
use journey_engine::registry::Measure;
use journey_engine::registry::pen::FigurePen;
use journey_plan::{
    CellNote, Driver, Grade, Number, NumberId, Overrides, Place, Plan, RetentionAnchor, Segment, Setting, Settings,
    SpendCurve, Timing, WeightSource,
};

/// Article that publishes the end points of spend and retention.
pub(crate) const KRISS: &str = "P. Kriss, The Value of Customer Experience, Quantified, HBR, 1 August 2014";

/// An input and everything known about it.
#[derive(Debug, Clone)]
pub(crate) struct Provenance<'a> {
    pub(crate) label: String,
    pub(crate) value: String,
    /// Way the value came into the plan, in words.
    pub(crate) origin: String,
    /// Whether nobody typed the value.
    pub(crate) follows: bool,
    /// Paper and section of a published value; empty where there is none.
    pub(crate) source: &'static str,
    pub(crate) grade: Grade,
    pub(crate) note: Option<&'a CellNote>,
}

impl Provenance<'_> {
    /// Grade of the input: the user's where one is noted.
    pub(crate) fn graded(&self) -> Grade {
        self.note.and_then(|n| n.grade).unwrap_or(self.grade)
    }

    /// Way the value came into the plan, and who published it.
    pub(crate) fn traced(&self) -> String {
        if self.source.is_empty() { self.origin.clone() } else { format!("{}: {}", self.origin, self.source) }
    }
}

/// The number at a place of a segment, written with `pen`; an empty one says so.
pub(crate) fn place<'a>(
    pen: FigurePen,
    plan: &'a Plan,
    projection: &Projection,
    segment: &'a Segment,
    place: Place,
) -> Provenance<'a> {
    let note = plan.note(NumberId::Segment(segment.id, place));
    let known = |value: Option<f64>, origin: String, follows: bool, grade: Grade| Provenance {
        label: place.label(),
        value: value.map_or_else(|| "empty".to_owned(), |v| pen.at(place, counts_in_percent(segment, place), v)),
        origin,
        follows,
        source: "",
        grade,
        note,
    };
    let typed = segment.at(place).map(Number::get);
    match place {
        Place::Driver(driver) => {
            let (value, origin, follows, grade) = of_driver(plan, projection, segment, driver);
            known(value, origin, follows, grade)
        }
        Place::ChurnTiming if segment.churn_timing == Number::ONE => Provenance {
            source: "L. Patterson: who leaves takes the whole year’s revenue away",
            ..known(typed, "as published".to_owned(), true, Grade::A)
        },
        Place::GrossMargin if typed.is_none() => {
            known(None, "not entered: the whole plan runs in revenue terms".to_owned(), true, Grade::D)
        }
        _ if typed.is_none() => known(None, "not entered".to_owned(), true, Grade::D),
        _ => known(typed, "entered".to_owned(), false, Grade::D),
    }
}

/// Whether a place holds the survivors of a cohort that is entered in percent.
pub(crate) fn counts_in_percent(segment: &Segment, place: Place) -> bool {
    matches!(place, Place::Survivors(year, _) if segment.cohort(year).is_some_and(|c| c.percent))
}

/// A driver's value in the scenario, its origin in words, whether it follows, and its grade.
fn of_driver(
    plan: &Plan,
    projection: &Projection,
    segment: &Segment,
    driver: Driver,
) -> (Option<f64>, String, bool, Grade) {
    let origin = match driver_set(segment, overrides(plan, projection), driver) {
        Some((value, DriverOrigin::Scenario)) => (value, changed(projection)),
        Some((value, _)) => (value, "entered".to_owned()),
        None => {
            let forecast = projection.forecast.as_ref().ok().and_then(|f| f.segment(segment.id));
            let value = forecast.and_then(|f| f.driver(driver)).map(|resolved| resolved.value);
            let rule = DriverRule::of(driver);
            return (value, rule.origin(plan.base_year()), true, rule.grade());
        }
    };
    (Some(origin.0.get()), origin.1, false, Grade::D)
}

/// The overrides of the scenario that a projection is of.
pub(crate) fn overrides<'a>(plan: &'a Plan, projection: &Projection) -> Option<&'a Overrides> {
    projection.scenario.and_then(|id| plan.scenario(id)).map(|s| &s.overrides)
}

fn changed(projection: &Projection) -> String {
    format!("changed in the scenario “{}”", projection.name)
}

/// A plan-wide setting as the scenario uses it, written with `pen`.
pub(crate) fn setting<'a>(pen: FigurePen, plan: &'a Plan, projection: &Projection, setting: Setting) -> Provenance<'a> {
    let mut in_use = plan.settings.clone();
    let mut overridden = false;
    if let Some(o) = overrides(plan, projection) {
        overridden = match setting {
            Setting::CausalShare => o.causal_share.is_some(),
            Setting::PhaseIn => o.phase_in.is_some(),
            Setting::SpendRatio | Setting::RetentionPoorest | Setting::RetentionBest => o.end_points.is_some(),
            _ => false,
        };
        in_use.causal_share = o.causal_share.unwrap_or(in_use.causal_share);
        in_use.end_points = o.end_points.unwrap_or(in_use.end_points);
        in_use.phase_in = o.phase_in.clone().unwrap_or(in_use.phase_in);
    }
    let (grade, source) = standing(plan, &in_use, setting);
    let origin = match grade {
        _ if overridden => changed(projection),
        Grade::B => "as published".to_owned(),
        Grade::A => "derived".to_owned(),
        Grade::C => "our choice".to_owned(),
        Grade::D => "entered".to_owned(),
    };
    Provenance {
        label: setting.label().to_owned(),
        value: setting_text(pen, &in_use, setting),
        origin,
        follows: grade != Grade::D && !overridden,
        source,
        grade,
        note: plan.note(NumberId::Setting(setting)),
    }
}

/// Grade of a setting at its present value, and who published it.
fn standing(plan: &Plan, settings: &Settings, setting: Setting) -> (Grade, &'static str) {
    let usual = Settings::default();
    // A missing number stands where the usual one does.
    let is_usual = match setting {
        Setting::Timing => settings.timing == usual.timing,
        Setting::PhaseIn => settings.phase_in == usual.phase_in,
        number => settings.at(number).is_none_or(|value| usual.at(number) == Some(value)),
    };
    match setting {
        Setting::RetentionAnchor if settings.retention_anchor == RetentionAnchor::TopTwo => (Grade::B, KRISS),
        // Only end points are published, so that any curve between them is a choice, as is the common misquotation.
        Setting::RetentionAnchor | Setting::SpendCurve => (Grade::C, ""),
        Setting::Weights => match settings.weights {
            WeightSource::Equal => (Grade::C, ""),
            WeightSource::Derived if plan.survey.is_some() => {
                (Grade::A, "J. W. Johnson, A Heuristic Method for Estimating the Relative Weight of Predictors (2000)")
            }
            WeightSource::Derived | WeightSource::Entered => (Grade::D, ""),
        },
        _ if !is_usual => (Grade::D, ""),
        published if Setting::END_POINTS.contains(&published) => (Grade::B, KRISS),
        _ => (Grade::C, ""),
    }
}

fn setting_text(pen: FigurePen, settings: &Settings, setting: Setting) -> String {
    let words = match setting {
        Setting::Timing => timing_words(settings.timing),
        Setting::SpendCurve => match settings.spend_curve {
            SpendCurve::Geometric => "geometric: the same percentage for every point",
            SpendCurve::Linear => "linear: the same amount for every point",
        },
        Setting::RetentionAnchor => match settings.retention_anchor {
            RetentionAnchor::TopTwo => "the top two scores",
            RetentionAnchor::EndPoint => "score 10 alone",
        },
        Setting::Weights => match settings.weights {
            WeightSource::Equal => "equal",
            WeightSource::Entered => "entered",
            WeightSource::Derived => "derived from a survey",
        },
        Setting::PhaseIn => {
            let shares: Vec<String> = settings.phase_in.iter().map(|s| pen.write(Measure::Share, s.get())).collect();
            return shares.join(", ");
        }
        number => {
            let text = settings.at(number).map_or_else(String::new, |v| pen.setting(number, v.get()));
            return if number == Setting::Horizon { format!("{text} years") } else { text };
        }
    };
    words.to_owned()
}

/// Point in a year at which the year's flow counts, in words.
pub(crate) fn timing_words(timing: Timing) -> &'static str {
    match timing {
        Timing::Start => "start of year",
        Timing::Mid => "middle of year",
        Timing::End => "end of year",
    }
}
