//! The assumptions register: everything the figures of a scenario rest on, who answers for it and how good it is.
//!
//! The order is that of the work: what holds for the whole plan, then segment by segment as the plan lists them, then
//! the initiatives. Equal plans give equal lists.

use crate::provenance::{self, Provenance};
use journey_engine::model::sbg_fit::fit;
use journey_engine::projection::Projection;
use journey_engine::projection::triangle::cohort_counts;
use journey_engine::registry::Measure;
use journey_engine::registry::pen::FigurePen;
use journey_plan::number::pen::{Noun, Pen};
use journey_plan::{
    BANDS, CellNote, Date, Driver, Estimate, Evidence, Grade, Initiative, InitiativeAmount, Number, NumberId, Place,
    Plan, RetentionModel, ScoreMix, Segment, SegmentId, Setting, Shape,
};

/// Part of the plan that an assumption is about, so that it can be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A number of the plan.
    Number(NumberId),
    /// Today's scores of a segment.
    ScoreMix(SegmentId),
    /// Source of a segment's retention.
    Retention(SegmentId),
}

/// One line of the register.
#[derive(Debug, Clone, PartialEq)]
pub struct Assumption {
    /// Label of what is assumed.
    pub what: String,
    /// Name of the segment or the initiative, or “whole plan”.
    pub where_: String,
    /// Part of the plan that the line is about.
    pub subject: Subject,
    /// The value in use in the scenario, in full.
    pub value: String,
    /// Way the value came into the plan: entered, following from a year, our choice, as published.
    pub origin: String,
    /// Whether nobody typed the value.
    pub follows: bool,
    /// Person who answers for the value; empty where nobody is noted.
    pub owner: String,
    /// Source of the value: what the user noted, otherwise who published it; empty where nobody knows.
    pub source: String,
    /// Day on which the value was established, where it is noted.
    pub date: Option<Date>,
    /// Grade of the value: how well it is founded.
    pub grade: Grade,
    /// Level of evidence the value rests on; `None` where nothing is noted about it.
    pub evidence: Option<Evidence>,
    /// Low end of the value's range, in full, where one is typed.
    pub low: Option<String>,
    /// High end of the value's range, in full, where one is typed.
    pub high: Option<String>,
    /// Shape of the range between its ends.
    pub shape: Shape,
    /// Any other text that is noted about the value.
    pub remark: String,
}

impl Assumption {
    /// Whether the value is our choice or the user's own figure and has no source.
    pub fn is_ungrounded(&self) -> bool {
        matches!(self.grade, Grade::C | Grade::D) && self.source.trim().is_empty()
    }

    fn of(known: &Provenance, where_: &str, subject: Subject, write: impl Fn(f64) -> String) -> Self {
        let empty = CellNote::default();
        let note = known.note.unwrap_or(&empty);
        let source = if note.source.is_empty() { known.source } else { &note.source };
        let end = |end: Option<Number>| end.map(|v| write(v.get()));
        Self {
            what: known.label.clone(),
            where_: where_.to_owned(),
            subject,
            value: known.value.clone(),
            origin: known.origin.clone(),
            follows: known.follows,
            owner: note.owner.clone(),
            source: source.to_owned(),
            date: note.date,
            grade: known.graded(),
            evidence: known.note.map(|n| n.evidence),
            low: end(note.spread.low),
            high: end(note.spread.high),
            shape: note.spread.shape,
            remark: note.text.clone(),
        }
    }
}

/// The register of `plan`, with the values that `projection` of one of its scenarios uses.
pub fn assumptions(plan: &Plan, projection: &Projection) -> Vec<Assumption> {
    register(FigurePen::of(plan), plan, projection)
}

/// The register of `plan` for `projection`, with its values written by `pen`.
pub(super) fn register(pen: FigurePen, plan: &Plan, projection: &Projection) -> Vec<Assumption> {
    let whole = |setting| {
        let known = provenance::setting(pen, plan, projection, setting);
        Assumption::of(&known, "whole plan", Subject::Number(NumberId::Setting(setting)), |v| pen.setting(setting, v))
    };
    let mut register: Vec<Assumption> = Setting::ALL.into_iter().map(whole).collect();
    for segment in &plan.segments {
        of_segment(pen, plan, projection, segment, &mut register);
    }
    for initiative in &plan.initiatives {
        of_initiative(pen, plan, initiative, &mut register);
    }
    register
}

/// Number of the register's lines without a source, as a sentence.
pub fn ungrounded(pen: Pen, register: &[Assumption]) -> String {
    let all = pen.count(register.len(), Noun("assumption", "assumptions"));
    match register.iter().filter(|a| a.is_ungrounded()).count() {
        0 if register.len() == 1 => "The one assumption has a source.".to_owned(),
        0 => format!("Every one of the {all} has a source."),
        1 => format!("1 of {all} is a choice or an own figure without a source."),
        some => format!("{} of {all} are choices or own figures without a source.", pen.whole(some)),
    }
}

fn of_segment(pen: FigurePen, plan: &Plan, projection: &Projection, segment: &Segment, register: &mut Vec<Assumption>) {
    let mut listed: Vec<Place> = drivers_in_use(projection, segment).into_iter().map(Place::Driver).collect();
    listed.extend([Place::GrossMargin, Place::ChurnTiming]);
    for place in &listed {
        register.push(of_place(pen, plan, projection, segment, *place));
    }
    register.push(score_mix(pen, segment));
    register.push(retention(pen, segment));
    // Whatever else is noted is worth listing, because somebody thought it was.
    for place in segment.notes.keys().filter(|p| !listed.contains(p)) {
        register.push(of_place(pen, plan, projection, segment, *place));
    }
}

/// The drivers that the scenario uses; without a forecast, those that are typed.
fn drivers_in_use(projection: &Projection, segment: &Segment) -> Vec<Driver> {
    let forecast = projection.forecast.as_ref().ok();
    match forecast.and_then(|f| f.segment(segment.id)) {
        Some(of_segment) => of_segment.drivers.iter().map(|resolved| resolved.driver).collect(),
        None => segment.drivers.keys().copied().collect(),
    }
}

fn of_place(pen: FigurePen, plan: &Plan, projection: &Projection, segment: &Segment, place: Place) -> Assumption {
    let known = provenance::place(pen, plan, projection, segment, place);
    let in_percent = provenance::counts_in_percent(segment, place);
    Assumption::of(&known, &segment.name, Subject::Number(NumberId::Segment(segment.id, place)), |v| {
        pen.at(place, in_percent, v)
    })
}

/// A line of what is entered as a whole and has no note of its own.
fn entered(what: &str, value: String, origin: &str, grade: Grade) -> Provenance<'static> {
    Provenance {
        label: what.to_owned(),
        value,
        origin: origin.to_owned(),
        follows: grade != Grade::D,
        source: "",
        grade,
        note: None,
    }
}

fn score_mix(pen: FigurePen, segment: &Segment) -> Assumption {
    let share = |v: &Number| pen.write(Measure::Share, v.get());
    let value = match &segment.score_mix {
        ScoreMix::Mean(mean) => format!("mean {}", pen.write(Measure::Number(""), mean.get())),
        ScoreMix::Bands(shares) => {
            let bands: Vec<String> =
                BANDS.iter().zip(shares).map(|(band, v)| format!("{band}: {}", share(v))).collect();
            bands.join("; ")
        }
        ScoreMix::Scores(shares) => {
            let scores: Vec<String> = (1..).zip(shares).map(|(score, v)| format!("{score}: {}", share(v))).collect();
            scores.join("; ")
        }
    };
    let usual = segment.score_mix == ScoreMix::default();
    let (origin, grade) = if usual { ("our choice", Grade::C) } else { ("entered", Grade::D) };
    let mut line = Assumption::of(
        &entered("Score mix", value, origin, grade),
        &segment.name,
        Subject::ScoreMix(segment.id),
        |v| pen.write(Measure::Share, v),
    );
    let remark = match segment.score_mix {
        ScoreMix::Mean(_) => "The spread around the mean is our choice; it stays the same over time and tenure",
        ScoreMix::Bands(_) => "Spread evenly within a band; it stays the same over time and tenure",
        ScoreMix::Scores(_) => "It stays the same over time and tenure",
    };
    line.remark = format!("{remark} ({}).", Grade::C.letter());
    line
}

fn retention(pen: FigurePen, segment: &Segment) -> Assumption {
    let number = |v| pen.write(Measure::Number(""), v);
    let known = match segment.retention_model {
        RetentionModel::Constant => {
            entered("Retention model", "one rate for everybody".to_owned(), "our choice", Grade::C)
        }
        RetentionModel::CohortFit => {
            let fitted = cohort_counts(segment).and_then(|counts| Ok(fit(&counts)?.curve));
            match fitted {
                Ok(curve) => Provenance {
                    source: "P. Fader, B. Hardie 2007, 2010: shifted-beta-geometric model, maximum likelihood",
                    ..entered(
                        "Retention model",
                        format!(
                            "curve fitted to the cohorts, α = {}, β = {}",
                            number(curve.alpha()),
                            number(curve.beta())
                        ),
                        "fitted",
                        Grade::A,
                    )
                },
                Err(reason) => entered("Retention model", reason.written(pen.plain()), "not fitted", Grade::C),
            }
        }
    };
    Assumption::of(&known, &segment.name, Subject::Retention(segment.id), number)
}

fn of_initiative(pen: FigurePen, plan: &Plan, initiative: &Initiative, register: &mut Vec<Assumption>) {
    for lift in &initiative.lifts {
        let stage = plan.stage(lift.stage).map_or("a stage", |s| s.name.as_str());
        let number = |v: Number| pen.write(Measure::Number(""), v.get());
        let what = format!("Points on the stage “{stage}”");
        let mut line = estimated(initiative, &what, &lift.points, &number);
        line.subject = Subject::Number(NumberId::Amount(initiative.id, InitiativeAmount::Points(lift.stage)));
        line.evidence = Some(initiative.evidence);
        if !initiative.source.is_empty() {
            line.source.clone_from(&initiative.source);
        }
        register.push(line);
    }
    for (what, subject, cost) in [
        (
            "One-off cost",
            Subject::Number(NumberId::Amount(initiative.id, InitiativeAmount::OneOffCost)),
            initiative.one_off_cost,
        ),
        (
            "Running cost, a year",
            Subject::Number(NumberId::Amount(initiative.id, InitiativeAmount::RunningCost)),
            initiative.running_cost,
        ),
    ] {
        let Some(cost) = cost else { continue };
        let line = estimated(initiative, what, &cost, &|v: Number| pen.price(v.get()));
        register.push(Assumption { subject, ..line });
    }
}

fn estimated(initiative: &Initiative, what: &str, estimate: &Estimate, write: &dyn Fn(Number) -> String) -> Assumption {
    let known = entered(what, write(estimate.likely), "entered", Grade::D);
    let line = Assumption::of(
        &known,
        &initiative.name,
        Subject::Number(NumberId::Amount(initiative.id, InitiativeAmount::OneOffCost)),
        |v| v.to_string(),
    );
    let (low, high) = (estimate.low.map(write), estimate.high.map(write));
    Assumption { owner: initiative.owner.clone(), low, high, ..line }
}
