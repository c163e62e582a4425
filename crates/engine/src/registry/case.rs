//! The figures of the business case besides its NPV.

use super::context::FigureContext;
use super::entry::{FigureEntry, Measure};
use super::figure_id::{CaseFigure, CaseYearPart};
use super::sources::CASE;
use crate::figure::{Figure, NotAvailable};
use crate::model::business_case::BusinessCase;
use crate::model::cash_flow::{Irr, Payback};
use journey_plan::Grade;

/// A figure of the case with its names.
const fn of_case(label: &'static str, short: &'static str, measure: Measure, formula: &'static str) -> FigureEntry {
    FigureEntry::new(label, measure, formula, CASE, Grade::C).in_short(short)
}

impl CaseFigure {
    /// The figure's entry in the registry.
    #[allow(clippy::too_many_lines)] // a table
    pub fn entry(self) -> FigureEntry {
        let entry: &'static FigureEntry = match self {
            Self::PvBenefits => {
                &const {
                    of_case(
                        "Benefits after risk, present value",
                        "Benefits",
                        Measure::Money,
                        "Σ gain after risk × discount factor",
                    )
                }
            }
            Self::PvCosts => {
                &const {
                    of_case(
                        "Programme cost after risk, present value",
                        "Programme cost",
                        Measure::Money,
                        "Σ cost × discount factor × (1 + cost risk)",
                    )
                }
            }

            Self::ProgrammeCost => {
                &const {
                    of_case(
                        "Programme cost before risk, present value",
                        "Cost before risk",
                        Measure::Money,
                        "Σ cost × discount factor",
                    )
                }
            }
            Self::BenefitCost => {
                &const {
                    of_case(
                        "Benefits over programme cost",
                        "Benefit / cost",
                        Measure::Number(""),
                        "present value of the benefits ÷ present value of the programme cost",
                    )
                }
            }

            Self::Roi => {
                &const {
                    of_case("Return on investment", "ROI", Measure::Share, "NPV ÷ present value of the programme cost")
                }
            }

            Self::Irr => {
                &const {
                    of_case(
                        "Internal rate of return",
                        "Rate of return",
                        Measure::Share,
                        "the one yearly rate at which the net flows, on the dates of the NPV, are worth nothing",
                    )
                }
            }

            Self::Payback => {
                &const {
                    of_case(
                        "Payback",
                        "Payback",
                        Measure::Months,
                        "12 × (full years + sum still missing ÷ net cash of the year in which it is back at zero)",
                    )
                }
            }

            Self::DiscountedPayback => {
                &const {
                    of_case(
                        "Discounted payback",
                        "Discounted payback",
                        Measure::Months,
                        "payback of the discounted flows",
                    )
                }
            }
            Self::PeakFunding => {
                &const {
                    of_case(
                        "Peak funding",
                        "Peak funding",
                        Measure::Money,
                        "lowest point of the undiscounted running sum of cash",
                    )
                }
            }
            Self::BreakEvenPoints => {
                &const {
                    of_case(
                        "Break-even of the points gained, against plan",
                        "Points gained, against plan",
                        Measure::Share,
                        "the common factor on all points at which the NPV is 0",
                    )
                }
            }

            Self::AffordableCost => {
                &const {
                    of_case(
                        "Largest affordable programme cost",
                        "Affordable cost",
                        Measure::Money,
                        "present value of the benefits ÷ (1 + cost risk)",
                    )
                }
            }

            Self::Risk => {
                &const {
                    of_case(
                        "What risk takes, present value",
                        "Risk",
                        Measure::Money,
                        "(benefits before − after risk) + (programme cost after − before risk), present values",
                    )
                }
            }
        };
        let decimals = match self {
            Self::BenefitCost => 2,
            Self::Irr => 1,
            _ => 0,
        };
        FigureEntry { key: Some(self.key()), decimals, ..*entry }
    }

    /// Stable name of the figure in `evaluate` and in the workbook; a payback stands there in years.
    pub const fn key(self) -> &'static str {
        match self {
            Self::PvBenefits => "pv_benefits",
            Self::PvCosts => "pv_costs",
            Self::ProgrammeCost => "programme_cost",
            Self::BenefitCost => "benefit_cost",
            Self::Roi => "roi",
            Self::Irr => "irr",
            Self::Payback => "payback_years",
            Self::DiscountedPayback => "discounted_payback_years",
            Self::PeakFunding => "peak_funding",
            Self::BreakEvenPoints => "break_even_points",
            Self::AffordableCost => "affordable_cost",
            Self::Risk => "risk",
        }
    }

    /// The figure's value, in its measure.
    ///
    /// # Errors
    /// The reason why there is none.
    pub fn value(self, context: FigureContext) -> Figure {
        let figures = context.projection.case()?;
        let case = &figures.case;
        match self {
            Self::PvBenefits => Ok(case.pv_benefits),
            Self::PvCosts => Ok(case.pv_costs),
            Self::ProgrammeCost => Ok(case.pv_costs_before_risk),
            Self::BenefitCost => benefit_cost(case),
            Self::Roi => case.roi.ok_or_else(no_cost),
            Self::Irr => rate_of_return(case.irr),
            Self::Payback => months(&case.payback, context),
            Self::DiscountedPayback => months(&case.discounted_payback, context),
            // Subtracted from zero, so that nothing to fund is 0 and not −0.
            Self::PeakFunding => Ok(0.0 - case.payback.lowest),
            Self::BreakEvenPoints => figures.break_even_points.clone(),
            Self::AffordableCost if figures.affordable_cost > 0.0 => Ok(figures.affordable_cost),
            Self::AffordableCost => Err(NotAvailable::because("it gains nothing that could be spent")),
            Self::Risk => Ok(case.risk()),
        }
    }

    /// Remark beside the figure, if there is any.
    pub fn remark(self, case: &BusinessCase) -> Option<&'static str> {
        let payback = match self {
            Self::Payback => &case.payback,
            Self::DiscountedPayback => &case.discounted_payback,
            _ => return None,
        };
        payback.turns_negative_again.then_some("turns negative again later")
    }
}

/// Why there is no return on a cost, within a sentence.
pub const NO_COST: &str = "no programme cost";

fn no_cost() -> NotAvailable {
    NotAvailable::because(NO_COST)
}

fn benefit_cost(case: &BusinessCase) -> Figure {
    let ratio = case.pv_benefits / case.pv_costs;
    if case.pv_costs > 0.0 && ratio.is_finite() { Ok(ratio) } else { Err(no_cost()) }
}

fn rate_of_return(irr: Irr) -> Figure {
    match irr {
        Irr::Rate(rate) => Ok(rate),
        Irr::None => Err(NotAvailable::because("none: the net flows never change sign")),
        Irr::Multiple => {
            Err(NotAvailable::because("not unique or undefined: the net flows change sign more than once"))
        }
    }
}

fn months(payback: &Payback, context: FigureContext) -> Figure {
    let years = context.plan.settings.horizon;
    payback.years.map(|years| 12.0 * years).ok_or_else(|| {
        NotAvailable::because(format!("never within {years} {}", if years == 1 { "year" } else { "years" }))
    })
}

impl CaseYearPart {
    /// The figure's entry in the registry.
    pub fn entry(self) -> FigureEntry {
        *match self {
            Self::Benefit => {
                &const {
                    FigureEntry::new(
                        "Gain after risk",
                        Measure::Money,
                        "gain × (1 − benefit risk); a loss × (1 + benefit risk)",
                        CASE,
                        Grade::C,
                    )
                }
            }

            Self::Cost => {
                &const {
                    FigureEntry::new(
                        "Programme cost after risk",
                        Measure::Money,
                        "(one-off cost + running cost) × (1 + cost risk)",
                        CASE,
                        Grade::C,
                    )
                }
            }

            Self::NetCash => {
                &const {
                    FigureEntry::new(
                        "Net cash",
                        Measure::Money,
                        "gain after risk − programme cost after risk",
                        CASE,
                        Grade::C,
                    )
                }
            }

            Self::Cumulative => {
                &const {
                    FigureEntry::new(
                        "Cumulative cash",
                        Measure::Money,
                        "Σ net cash up to the end of the year",
                        CASE,
                        Grade::C,
                    )
                }
            }

            Self::DiscountedCash => {
                &const {
                    FigureEntry::new(
                        "Discounted net cash",
                        Measure::Money,
                        "(gain − running cost) × discount factor − one-off cost × discount factor at the start of the year",
                        CASE,
                        Grade::C,
                    )
                }
            }

            Self::DiscountedCumulative => {
                &const {
                    FigureEntry::new(
                        "Cumulative discounted cash",
                        Measure::Money,
                        "Σ discounted net cash up to the end of the year",
                        CASE,
                        Grade::C,
                    )
                }
            }
        }
    }
}
