//! The registry of figures: what each is called, what it is measured in, its formula, its source and its grade. The six
//! of the headline feed the headline, `evaluate` and the workings; all of them have a working
//! ([`working`](crate::account::workings::working)).

mod about;
mod cause;
mod figure_id;
pub(crate) mod pen;
mod ratio;

pub use about::{About, Measure};
pub use cause::CauseKind;
pub use figure_id::{
    BaseFigure, BudgetFigure, CaseFigure, CaseYearPart, Causal, CurveFigure, EquityPart, ExperienceFigure, FigureId,
    GainPart, Percentile, StateFigure, UncertainFigure,
};
pub use ratio::{Derived, DerivedUnit};

use crate::figure::Figure;
use crate::projection::Projection;
pub use journey_plan::Grade;

/// The unit of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Currency.
    Money,
    /// Currency, as a change against the baseline.
    Change,
    /// A share, shown in percent.
    Share,
}

/// One of the six figures of the headline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // named like their specifications
pub enum Headline {
    EquityThisYear,
    PresentValue,
    ScenarioGain,
    Npv,
    ProbabilityPositive,
    BreakEvenCausalShare,
}

/// A figure the outside relies on.
#[derive(Debug, Clone, Copy)]
pub struct FigureSpec {
    /// Which it is.
    pub figure: Headline,
    /// Stable name: `data-figure` on screen, the key in `evaluate`.
    pub id: &'static str,
    /// Label on screen.
    pub label: &'static str,
    /// Unit.
    pub unit: Unit,
    /// The formula in words.
    pub formula: &'static str,
    /// Where it comes from.
    pub source: &'static str,
    /// How well it is founded.
    pub grade: Grade,
    /// Reads it off a projection.
    pub value: fn(&Projection) -> Figure,
}

/// The six figures of the headline, in their order.
pub const HEADLINE: [FigureSpec; 6] = [
    FigureSpec {
        figure: Headline::EquityThisYear,
        id: "equity_this_year",
        label: "Customer equity, this year",
        unit: Unit::Money,
        formula: "(new customers × revenue − acquisition cost) + (existing customers × revenue − servicing cost) − churned customers × revenue",
        source: "L. Patterson, How Marketers Must Adapt to the New Era of Customer Engagement",
        grade: Grade::A,
        value: |p| p.equity_this_year.clone(),
    },
    FigureSpec {
        figure: Headline::PresentValue,
        id: "present_value",
        label: "Present value",
        unit: Unit::Money,
        formula: "sum over the horizon of yearly customer equity, with gross margin and churn timing, × discount factor",
        source: "the roll-forward of your drivers; no value beyond the horizon",
        grade: Grade::D,
        value: Projection::present_value,
    },
    FigureSpec {
        figure: Headline::ScenarioGain,
        id: "scenario_gain",
        label: "Scenario gain",
        unit: Unit::Change,
        formula: "present value of the scenario − present value of the baseline, before programme cost",
        source: "published end points (P. Kriss, HBR 2014), the curve between them ours",
        grade: Grade::C,
        value: Projection::scenario_gain,
    },
    FigureSpec {
        figure: Headline::Npv,
        id: "npv",
        label: "NPV after cost",
        unit: Unit::Change,
        formula: "present value of the yearly gains after risk − present value of programme costs after risk",
        source: "the scenario's gain and your costs",
        grade: Grade::C,
        value: Projection::npv,
    },
    FigureSpec {
        figure: Headline::ProbabilityPositive,
        id: "probability_positive",
        label: "Chance that it pays",
        unit: Unit::Share,
        formula: "share of simulated futures in which the NPV is above zero",
        source: "your ranges",
        grade: Grade::C,
        value: Projection::probability_positive,
    },
    FigureSpec {
        figure: Headline::BreakEvenCausalShare,
        id: "break_even_causal_share",
        label: "Must be real",
        unit: Unit::Share,
        formula: "the causal share at which the NPV is zero",
        source: "root of the NPV between 0 and 1",
        grade: Grade::C,
        value: Projection::break_even_causal_share,
    },
];

impl Headline {
    /// Its entry in the registry.
    pub fn spec(self) -> &'static FigureSpec {
        &HEADLINE[self as usize]
    }
}
