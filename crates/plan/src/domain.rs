//! What the numbers of a plan may be: one place for fields, validation, simulation, workbook and import.

use crate::case::scenario::InitiativeAmount;
use crate::customers::place::Place;
use crate::ids::{CardId, InitiativeId, RoleId, ScenarioId, SegmentId, StageId};
use crate::journey::stage::BudgetType;
use crate::number::finite::Number;
use crate::number::locale::Locale;
use crate::number::text::{NumberUnit, write};
use crate::settings::setting::Setting;

/// The address of a number of the plan. An override in a scenario has the address of the number it replaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NumberId {
    /// A plan-wide setting.
    Setting(Setting),
    /// Draws of the simulation.
    Draws,
    /// Seed of the simulation.
    Seed,
    /// Months after which an insight should be renewed.
    InsightRenewal,
    /// Weight of a role in the score of a stage.
    RoleWeight(RoleId),
    /// Score a role gives a stage today.
    Score(StageId, RoleId),
    /// Score a role should give a stage: the target.
    Target(StageId, RoleId),
    /// Today's score of a stage: the mean over its roles.
    StageScore(StageId),
    /// Weight of a stage in the score of the journey.
    StageWeight(StageId),
    /// Conversion per point of a stage.
    Conversion(StageId),
    /// Money spent on a stage in a year.
    Budget(StageId, BudgetType),
    /// Impact of an opportunity.
    Impact(CardId),
    /// Effort of an opportunity.
    Effort(CardId),
    /// A number of a segment.
    Segment(SegmentId, Place),
    /// Weight of a stage for a segment.
    SegmentWeight(SegmentId, StageId),
    /// First year of an initiative.
    StartYear(InitiativeId),
    /// Points or costs of an initiative.
    Amount(InitiativeId, InitiativeAmount),
    /// Points a scenario sets on a stage by hand.
    PointsByHand(ScenarioId, StageId),
    /// Share of the servicing cost a scenario saves.
    CostToServe(ScenarioId),
    /// First year of a score mix that a scenario sets for a segment.
    MixStart(ScenarioId, SegmentId),
}

/// The values a number may take.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Domain {
    /// Noun of the number, as the subject of a sentence.
    pub noun: &'static str,
    /// Lowest value, in the number's own unit; −∞ where there is none.
    pub low: f64,
    /// Highest value, in the number's own unit; ∞ where there is none.
    pub high: f64,
    /// Whether the ends themselves are no values.
    pub open: bool,
    /// Whether the values are whole.
    pub whole: bool,
    /// How the number is written.
    pub unit: NumberUnit,
}

impl Domain {
    pub(crate) const fn of(noun: &'static str, low: f64, high: f64, unit: NumberUnit) -> Self {
        Self { noun, low, high, open: false, whole: false, unit }
    }

    pub(crate) const fn between(noun: &'static str, low: f64, high: f64) -> Self {
        Self::of(noun, low, high, NumberUnit::Plain)
    }

    /// Whole numbers between two ends.
    pub const fn whole(noun: &'static str, low: f64, high: f64) -> Self {
        Self { whole: true, ..Self::between(noun, low, high) }
    }

    pub(crate) const fn not_negative(noun: &'static str) -> Self {
        Self::between(noun, 0.0, f64::INFINITY)
    }

    pub(crate) const fn any(noun: &'static str) -> Self {
        Self::between(noun, f64::NEG_INFINITY, f64::INFINITY)
    }

    /// A share of something.
    pub const fn share(noun: &'static str) -> Self {
        Self::of(noun, 0.0, 1.0, NumberUnit::Percent)
    }

    const fn score(noun: &'static str) -> Self {
        Self::between(noun, 1.0, 10.0)
    }

    /// Whether `value` is one of the values.
    pub fn holds(&self, value: f64) -> bool {
        let inside =
            if self.open { value > self.low && value < self.high } else { value >= self.low && value <= self.high };
        inside && (!self.whole || value.fract().abs() <= 0.0)
    }

    /// What is wrong with `value`, if anything, as a sentence.
    pub fn problem(&self, value: Number) -> Option<String> {
        self.problem_of(value.get())
    }

    /// What is wrong with a plain `value`, if anything, as a sentence.
    pub fn problem_of(&self, value: f64) -> Option<String> {
        if self.holds(value) {
            return None;
        }
        let Self { noun, low, high, .. } = *self;
        let text = |number: f64| write(number, Locale::EnGb, self.unit);
        Some(match (low.is_finite(), high.is_finite()) {
            (true, true) if self.open => format!("{noun} must lie between {} and {}.", text(low), text(high)),
            (true, true) if self.whole => {
                format!("{noun} must be a whole number between {} and {}, not {}.", text(low), text(high), text(value))
            }
            (true, true) if value < 0.0 && low.abs() <= 0.0 && self.unit == NumberUnit::Plain => {
                format!("{noun} cannot be negative.")
            }
            (true, true) => format!("{noun} must be between {} and {}, not {}.", text(low), text(high), text(value)),
            (true, false) if low.abs() <= 0.0 => format!("{noun} cannot be negative."),
            _ => format!("{noun} must be above {}.", text(low)),
        })
    }
}

impl NumberId {
    /// The values the number may take.
    pub fn domain(self) -> Domain {
        match self {
            Self::Setting(setting) => setting.domain(),
            // Fewer draws say little; more take minutes.
            Self::Draws => Domain::whole("The number of draws", 1_000.0, 1_000_000.0),
            // Larger whole numbers are no longer told apart by the readers of JSON.
            Self::Seed => Domain::whole("The seed", 0.0, 9_007_199_254_740_991.0),
            Self::InsightRenewal => Domain::whole("The renewal period in months", 1.0, 120.0),
            // Weights are relative to one another; their sums stay in the range of numbers.
            Self::RoleWeight(_) | Self::StageWeight(_) | Self::SegmentWeight(..) => {
                Domain::between("The weight", 0.0, 1e12)
            }
            Self::Score(..) | Self::StageScore(_) => Domain::score("The score"),
            Self::Target(..) => Domain::score("The target"),
            Self::Conversion(_) => Domain { unit: NumberUnit::Percent, ..Domain::not_negative("Conversion per point") },
            Self::Budget(..) => Domain::not_negative("The budget"),
            Self::Impact(_) => Domain::whole("The impact", 1.0, 5.0),
            Self::Effort(_) => Domain::whole("The effort", 1.0, 5.0),
            Self::Segment(_, place) => place.domain(),
            Self::StartYear(_) => Domain::whole("The start year", 1.0, LONGEST_HORIZON),
            Self::Amount(_, amount) => amount.domain(),
            Self::PointsByHand(..) => POINTS,
            // The published remark: up to 33 %.
            Self::CostToServe(_) => Domain::of("The saving in cost to serve", 0.0, 0.33, NumberUnit::Percent),
            Self::MixStart(..) => Domain::whole("The first year", 1.0, LONGEST_HORIZON),
        }
    }
}

/// Years looked ahead at most.
pub(crate) const LONGEST_HORIZON: f64 = 20.0;

/// Points gained on a score of 1 to 10.
const POINTS: Domain = Domain::between("The points", 0.0, 9.0);

impl InitiativeAmount {
    /// The values the amount may take.
    pub fn domain(self) -> Domain {
        match self {
            Self::Points(_) => POINTS,
            Self::OneOffCost => Domain::not_negative("The one-off cost"),
            Self::RunningCost => Domain::not_negative("The running cost"),
        }
    }
}

impl Place {
    /// The values the number may take. Survivors of a cohort in percent are shares besides.
    pub fn domain(self) -> Domain {
        match self {
            Self::Figure(_, figure) if figure.is_cost() => Domain::any(figure.label()),
            Self::Figure(_, figure) => Domain::not_negative(figure.label()),
            Self::Driver(driver) => driver.domain(),
            Self::Survivors(..) => Domain::not_negative("Survivors"),
            Self::Band(_) | Self::Score(_) | Self::Transition(..) | Self::StartShare(_) | Self::ReferralConversion => {
                Domain::share("The share")
            }
            Self::GrossMargin => Domain::share("The gross margin"),
            Self::ChurnTiming => Domain::share("The churn timing"),
            Self::MeanScore => Domain::score("The mean score"),
            Self::StateRevenue(_) => Domain::not_negative("Revenue"),
            Self::StateInflow(_) => Domain::not_negative("New customers"),
            Self::Referrals(_) => Domain::not_negative("Referrals"),
        }
    }
}

/// What the survivors of a cohort that is entered in percent may be.
pub(crate) const SURVIVORS_IN_PERCENT: Domain = Domain::share("The share that is left");
