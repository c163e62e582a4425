//! The registry of headline figures: one definition feeds the headline, `evaluate` and the workings.

use super::projection::{Figure, Projection};
pub use crate::plan::Grade;

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

/// A figure the outside relies on.
#[derive(Debug, Clone, Copy)]
pub struct FigureSpec {
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
        id: "equity_this_year",
        label: "Customer equity, this year",
        unit: Unit::Money,
        formula: "(new customers × revenue − acquisition cost) + (existing customers × revenue − servicing cost) − churned customers × revenue",
        source: "L. Patterson, How Marketers Must Adapt to the New Era of Customer Engagement",
        grade: Grade::A,
        value: |p| p.equity_this_year.clone(),
    },
    FigureSpec {
        id: "present_value",
        label: "Present value",
        unit: Unit::Money,
        formula: "sum over the horizon of yearly customer equity, with gross margin and churn timing, × discount factor",
        source: "the roll-forward of your drivers; no value beyond the horizon",
        grade: Grade::D,
        value: Projection::present_value,
    },
    FigureSpec {
        id: "scenario_gain",
        label: "Scenario gain",
        unit: Unit::Change,
        formula: "present value of the scenario − present value of the baseline, before programme cost",
        source: "published end points (P. Kriss, HBR 2014), the curve between them ours",
        grade: Grade::C,
        value: Projection::scenario_gain,
    },
    FigureSpec {
        id: "npv",
        label: "NPV after cost",
        unit: Unit::Change,
        formula: "present value of the yearly gains after risk − present value of programme costs after risk",
        source: "the scenario's gain and your costs",
        grade: Grade::C,
        value: Projection::npv,
    },
    FigureSpec {
        id: "probability_positive",
        label: "Chance that it pays",
        unit: Unit::Share,
        formula: "share of simulated futures in which the NPV is above zero",
        source: "your ranges",
        grade: Grade::C,
        value: Projection::probability_positive,
    },
    FigureSpec {
        id: "break_even_causal_share",
        label: "Must be real",
        unit: Unit::Share,
        formula: "the causal share at which the NPV is zero",
        source: "root of the NPV between 0 and 1",
        grade: Grade::C,
        value: Projection::break_even_causal_share,
    },
];
