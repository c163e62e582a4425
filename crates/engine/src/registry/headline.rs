//! The six figures of the headline.

use super::context::FigureContext;
use super::entry::{FigureEntry, Measure};
use super::sources::{EFFECT, PATTERSON};
use crate::figure::Figure;
use journey_plan::Grade;

/// One of the six figures of the headline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // the labels say it
pub enum Headline {
    EquityThisYear,
    PresentValue,
    ScenarioGain,
    Npv,
    ProbabilityPositive,
    BreakEvenCausalShare,
}

impl Headline {
    /// All six, in the order of the strip.
    pub const ALL: [Self; 6] = [
        Self::EquityThisYear,
        Self::PresentValue,
        Self::ScenarioGain,
        Self::Npv,
        Self::ProbabilityPositive,
        Self::BreakEvenCausalShare,
    ];

    /// The figure's entry in the registry.
    pub fn entry(self) -> FigureEntry {
        let entry: &'static FigureEntry = match self {
            Self::EquityThisYear => {
                &const {
                    FigureEntry::new(
                        "Customer equity, this year",
                        Measure::Money,
                        "(new customers × revenue − acquisition cost) + (existing customers × revenue − servicing cost) − churned customers × revenue",
                        PATTERSON,
                        Grade::A,
                    )
                }
            }
            Self::PresentValue => {
                &const {
                    FigureEntry::new(
                "Present value of customer equity",
                Measure::Money,
                "sum over the horizon of yearly customer equity, with gross margin and churn timing, × discount factor",
                "the roll-forward of your drivers; no value beyond the horizon",
                Grade::D,
            )
            .in_short("Present value")
                }
            }
            Self::ScenarioGain => {
                &const {
                    FigureEntry::new(
                        "Scenario gain, before programme cost",
                        Measure::Change,
                        "present value of the scenario − present value of the baseline, before programme cost",
                        EFFECT,
                        Grade::C,
                    )
                    .in_short("Scenario gain")
                }
            }
            Self::Npv => {
                &const {
                    FigureEntry::new(
                        "Net present value, after programme cost",
                        Measure::Change,
                        "present value of the yearly gains after risk − present value of programme costs after risk",
                        "the scenario's gain and your costs",
                        Grade::C,
                    )
                    .in_short("NPV after cost")
                }
            }
            Self::ProbabilityPositive => {
                &const {
                    FigureEntry::new(
                        "Chance that it pays, P(NPV > 0)",
                        Measure::Share,
                        "share of simulated futures in which the NPV is above zero",
                        "your ranges",
                        Grade::C,
                    )
                    .in_short("Chance that it pays")
                }
            }
            Self::BreakEvenCausalShare => {
                &const {
                    FigureEntry::new(
                        "Break-even causal share",
                        Measure::Share,
                        "the causal share at which the NPV is zero",
                        "root of the NPV between 0 and 1",
                        Grade::C,
                    )
                    .in_short("Must be real")
                }
            }
        };
        FigureEntry { key: Some(self.key()), ..*entry }
    }

    /// Stable name of the figure: `data-figure` on screen, the key in `evaluate` and in the workbook.
    pub const fn key(self) -> &'static str {
        match self {
            Self::EquityThisYear => "equity_this_year",
            Self::PresentValue => "present_value",
            Self::ScenarioGain => "scenario_gain",
            Self::Npv => "npv",
            Self::ProbabilityPositive => "probability_positive",
            Self::BreakEvenCausalShare => "break_even_causal_share",
        }
    }

    /// The figure's value, in its measure.
    ///
    /// # Errors
    /// The reason why there is none.
    pub fn value(self, context: FigureContext) -> Figure {
        let projection = context.projection;
        match self {
            Self::EquityThisYear => projection.equity_this_year.clone(),
            Self::PresentValue => projection.present_value(),
            Self::ScenarioGain => projection.scenario_gain(),
            Self::Npv => projection.npv(),
            Self::ProbabilityPositive => context.uncertainty().map(|found| found.probability_positive),
            Self::BreakEvenCausalShare => projection.break_even_causal_share(),
        }
    }
}
