//! Scenarios side by side: the baseline and every scenario of a plan, figure by figure, for the screen, the exports and
//! the paper alike.

mod changes;

use crate::figure::{Figure, NotAvailable};
use crate::model::business_case::BusinessCase;
use crate::model::cash_flow::{Irr, Payback};
use crate::projection::points::no_journey_score;
use crate::projection::{Forecast, Projection, project};
use crate::registry::Measure;
use journey_plan::number::locale::Locale;
use journey_plan::number::text::{fixed, money_short, percent};
use journey_plan::order::sort_short;
use journey_plan::{Agreed, Plan, ScenarioId};

/// A figure that scenarios are compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // the labels say it
pub enum Compared {
    PresentValue,
    ScenarioGain,
    ProgrammeCost,
    Npv,
    BenefitPerCost,
    Roi,
    RateOfReturn,
    Payback,
    DiscountedPayback,
    PeakFunding,
    BreakEvenCausalShare,
    CausalShare,
    PointsGained,
    JourneyScore,
    AgreedNpv,
    SinceAgreed,
}

impl Compared {
    /// All of them, in the order of the rows.
    pub const ALL: [Self; 16] = [
        Self::PresentValue,
        Self::ScenarioGain,
        Self::ProgrammeCost,
        Self::Npv,
        Self::BenefitPerCost,
        Self::Roi,
        Self::RateOfReturn,
        Self::Payback,
        Self::DiscountedPayback,
        Self::PeakFunding,
        Self::BreakEvenCausalShare,
        Self::CausalShare,
        Self::PointsGained,
        Self::JourneyScore,
        Self::AgreedNpv,
        Self::SinceAgreed,
    ];

    /// Its name on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::PresentValue => "Present value of customer equity",
            Self::ScenarioGain => "Scenario gain, before cost",
            Self::ProgrammeCost => "Programme cost, after risk",
            Self::Npv => "NPV after cost",
            Self::BenefitPerCost => "Benefit / cost",
            Self::Roi => "ROI",
            Self::RateOfReturn => "Rate of return",
            Self::Payback => "Payback",
            Self::DiscountedPayback => "Discounted payback",
            Self::PeakFunding => "Peak funding",
            Self::BreakEvenCausalShare => "Break-even causal share",
            Self::CausalShare => "Causal share in use",
            Self::PointsGained => "Points gained, all stages",
            Self::JourneyScore => "Journey score",
            Self::AgreedNpv => "NPV when it was agreed on",
            Self::SinceAgreed => "NPV since then",
        }
    }

    /// Whether it is about what was agreed on, and so nothing that two scenarios differ in.
    pub fn is_of_agreement(self) -> bool {
        matches!(self, Self::AgreedNpv | Self::SinceAgreed)
    }

    /// What it is measured in.
    pub fn measure(self) -> Measure {
        match self {
            Self::Roi | Self::RateOfReturn | Self::BreakEvenCausalShare | Self::CausalShare => Measure::Share,
            Self::Payback | Self::DiscountedPayback => Measure::Number(" months"),
            Self::BenefitPerCost | Self::PointsGained | Self::JourneyScore => Measure::Number(""),
            _ => Measure::Money,
        }
    }

    /// Writes one of its values: money to three significant figures, a change with its sign.
    pub fn write(self, value: f64, currency: &str, locale: Locale) -> String {
        let text = match self.measure() {
            Measure::Money => money_short(value, currency, locale),
            Measure::Share => percent(value, self.decimals(), locale),
            Measure::Number(unit) => format!("{}{unit}", fixed(value, self.decimals(), locale)),
        };
        if matches!(self, Self::ScenarioGain | Self::Npv | Self::SinceAgreed) { with_plus(value, text) } else { text }
    }

    /// Writes the difference of two of its values with its sign; of shares in percentage points.
    pub fn write_difference(self, difference: f64, currency: &str, locale: Locale) -> String {
        let text = match self.measure() {
            Measure::Share => format!("{} points", fixed(100.0 * difference, self.decimals(), locale)),
            _ => self.write(difference, currency, locale),
        };
        with_plus(difference, text)
    }

    /// Decimals that tell usual values apart.
    fn decimals(self) -> usize {
        match self {
            Self::BenefitPerCost => 2,
            Self::RateOfReturn | Self::PointsGained | Self::JourneyScore => 1,
            _ => 0,
        }
    }
}

/// A text with the plus of a gain, unless it has one or is a zero.
fn with_plus(value: f64, text: String) -> String {
    let says_more = value > 0.0 && !text.starts_with('+') && text.chars().any(|c| ('1'..='9').contains(&c));
    if says_more { format!("+{text}") } else { text }
}

/// One scenario of the comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// The scenario; `None` is the baseline.
    pub scenario: Option<ScenarioId>,
    /// Its name.
    pub name: String,
    /// Whether it is the active one.
    pub is_active: bool,
    /// Its figures in the order of [`Compared::ALL`].
    figures: Vec<Figure>,
    /// Whether the running sum turns negative again after the payback, and after the discounted one.
    negative_again: [bool; 2],
    /// The initiatives it is made of, as a list in words.
    pub initiatives: String,
    /// What it changes besides its initiatives, as a sentence.
    pub changes: String,
    /// The day and the time it was agreed on.
    pub agreed_on: Option<String>,
}

impl Column {
    /// What is to be said beside one of its figures, if anything.
    pub fn remark(&self, compared: Compared) -> Option<&'static str> {
        let [payback, discounted] = self.negative_again;
        let is_so = match compared {
            Compared::Payback => payback,
            Compared::DiscountedPayback => discounted,
            _ => false,
        };
        is_so.then_some("turns negative again later")
    }

    /// One of its figures.
    ///
    /// # Errors
    /// Why the scenario has none.
    pub fn figure(&self, compared: Compared) -> Figure {
        let missing = || Err(NotAvailable::because("it is not compared"));
        self.figures.get(compared as usize).cloned().unwrap_or_else(missing)
    }
}

/// What a difference is taken against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// The baseline.
    Baseline,
    /// The active scenario.
    Active,
}

/// The baseline and every scenario, in the order of the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The columns, the baseline first.
    pub columns: Vec<Column>,
    /// Years looked ahead.
    pub years: u32,
}

impl Comparison {
    /// The column that differences are taken against.
    pub fn reference(&self, against: Against) -> Option<&Column> {
        match against {
            Against::Baseline => self.columns.first(),
            Against::Active => self.columns.iter().find(|c| c.is_active),
        }
    }

    /// How far a figure of `column` lies from that of the reference.
    ///
    /// # Errors
    /// Why one of the two has none.
    pub fn difference(&self, column: &Column, compared: Compared, against: Against) -> Figure {
        if compared.is_of_agreement() {
            return Err(NotAvailable::because("every scenario has its own agreement"));
        }
        let reference = self.reference(against).ok_or_else(|| NotAvailable::because("no scenario is active"))?;
        Ok(column.figure(compared)? - reference.figure(compared)?)
    }
}

/// Projects the baseline and every scenario of `plan`, each once.
pub fn compare(plan: &Plan) -> Comparison {
    let ids = std::iter::once(None).chain(plan.scenarios.iter().map(|s| Some(s.id)));
    let columns = ids.map(|id| column(plan, &project(plan, id))).collect();
    Comparison { columns, years: plan.settings.horizon }
}

fn column(plan: &Plan, projection: &Projection) -> Column {
    let scenario = projection.scenario.and_then(|id| plan.scenario(id));
    let agreed = scenario.and_then(|s| s.agreed.as_ref());
    Column {
        scenario: projection.scenario,
        name: projection.name.clone(),
        is_active: plan.active_scenario == projection.scenario,
        figures: Compared::ALL.into_iter().map(|c| figure(plan, projection, agreed, c)).collect(),
        negative_again: projection.case().map_or([false; 2], |figures| {
            [&figures.case.payback, &figures.case.discounted_payback].map(|payback| payback.turns_negative_again)
        }),
        initiatives: changes::initiatives(plan, scenario),
        changes: changes::changes(plan, scenario),
        agreed_on: agreed.map(|a| format!("{} {}", a.on, a.at).trim_end().to_owned()),
    }
}

fn figure(plan: &Plan, projection: &Projection, agreed: Option<&Agreed>, compared: Compared) -> Figure {
    let forecast = || projection.forecast.as_ref().map_err(Clone::clone);
    let case = || projection.case().map(|figures| &figures.case);
    let years = plan.settings.horizon;
    let agreed_npv = || {
        let agreed = agreed.ok_or_else(|| NotAvailable::because("not agreed on"))?;
        agreed.npv.map(f64::from).ok_or_else(|| NotAvailable::because("there was no NPV then"))
    };
    match compared {
        Compared::PresentValue => projection.present_value(),
        Compared::ScenarioGain => projection.scenario_gain(),
        Compared::ProgrammeCost => Ok(case()?.pv_costs),
        Compared::Npv => projection.npv(),
        Compared::BenefitPerCost => benefit_per_cost(case()?),
        Compared::Roi => case()?.roi.ok_or_else(no_cost),
        Compared::RateOfReturn => rate_of_return(case()?.irr),
        Compared::Payback => months(&case()?.payback, years),
        Compared::DiscountedPayback => months(&case()?.discounted_payback, years),
        // Subtracted from zero, so that nothing to fund is 0 and not −0.
        Compared::PeakFunding => Ok(0.0 - case()?.payback.lowest),
        Compared::BreakEvenCausalShare => projection.break_even_causal_share(),
        Compared::CausalShare => Ok(forecast()?.causal_share),
        Compared::PointsGained => Ok(points_gained(forecast()?)),
        Compared::JourneyScore => journey_score(plan, forecast()?),
        Compared::AgreedNpv => agreed_npv(),
        Compared::SinceAgreed => Ok(projection.npv()? - agreed_npv()?),
    }
}

fn no_cost() -> NotAvailable {
    NotAvailable::because("there is no programme cost")
}

fn benefit_per_cost(case: &BusinessCase) -> Figure {
    let ratio = case.pv_benefits / case.pv_costs;
    if case.pv_costs > 0.0 && ratio.is_finite() { Ok(ratio) } else { Err(no_cost()) }
}

fn rate_of_return(irr: Irr) -> Figure {
    match irr {
        Irr::Rate(rate) => Ok(rate),
        Irr::None => Err(NotAvailable::because("none: the flows do not change sign")),
        Irr::Multiple => Err(NotAvailable::because("not unique or undefined")),
    }
}

fn months(payback: &Payback, years: u32) -> Figure {
    payback.month().map(f64::from).ok_or_else(|| {
        NotAvailable::because(format!("never within {years} {}", if years == 1 { "year" } else { "years" }))
    })
}

/// Points gained over all stages, after the cap, summed in the order of the stages' ids.
fn points_gained(forecast: &Forecast) -> f64 {
    let mut stages = forecast.stages.clone();
    sort_short(&mut stages, |s| s.id);
    stages.iter().map(|s| s.points).fold(0.0, |sum, points| sum + points)
}

/// The weighted mean of the scored stages with the points gained on them, on the plan's scale.
fn journey_score(plan: &Plan, forecast: &Forecast) -> Figure {
    let mut stages: Vec<_> = forecast.stages.iter().filter(|s| s.score.is_some()).collect();
    sort_short(&mut stages, |s| s.id);
    let weight: f64 = stages.iter().filter_map(|s| s.weight).sum();
    let gained: f64 = stages.iter().filter_map(|s| Some(s.weight? * s.points)).sum();
    let today = forecast.journey_score.filter(|_| weight > 0.0);
    let score = today.map(|score| plan.settings.scale.from_ten(score + gained / weight));
    score.ok_or_else(|| no_journey_score(plan, &forecast.stages))
}
