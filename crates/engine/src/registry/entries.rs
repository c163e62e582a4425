//! What the registry says of every figure but those of headline, case and simulation, which have files of their own.

use super::entry::{FigureEntry, Measure};
use super::sources::{BRIDGE, COHORTS, CURVE, EFFECT, PATH, PATTERSON, STATES, SURVEY};
use super::{
    BaseFigure, BudgetFigure, Causal, CauseKind, CurveFigure, CustomerCount, EquityPart, ExperienceFigure, FigureId,
    GainPart, Headline, KeyRatio, StateFigure,
};
use journey_plan::Grade;

impl FigureId {
    /// The figure's entry in the registry.
    pub fn entry(self) -> FigureEntry {
        match self {
            Self::Headline(figure) => figure.entry(),
            Self::Equity { part, .. } => part.entry(),
            Self::Customers { .. } => CustomerCount::AtEnd.entry(),
            Self::Derived { ratio, .. } => ratio.entry(),
            Self::PresentValue(_) => FigureEntry { key: None, ..Headline::PresentValue.entry() },
            Self::BaseValue(figure, _) => figure.entry(),
            Self::Curve(figure, _) => figure.entry(),
            Self::Cause { cause, .. } => cause.entry(),
            Self::States(figure, _) => figure.entry(),
            Self::Budget(figure) => figure.entry(),
            Self::Experience(figure, _) => figure.entry(),
            Self::Gain { causal, year } => gain(causal, year.is_some()),
            Self::ValueByStage(_) => FigureEntry::new(
                "Part of the gain",
                Measure::Money,
                "gain − every other stage − other changes − cost to serve",
                "ours: along the straight path that raises all points together from nothing to the whole",
                Grade::C,
            ),
            Self::ValueAtStake(_) => FigureEntry::new(
                "Value at stake",
                Measure::Money,
                "present value with min(1, 10 − x) more points on this stage alone from year 1 − present value of the baseline",
                EFFECT,
                Grade::C,
            ),
            Self::JourneyScore => FigureEntry::new(
                "Score of the journey",
                Measure::Number(""),
                "X = Σ weight × score ÷ Σ weight, over the stages that have a score, on 1–10",
                "weighted mean of your scores",
                Grade::D,
            ),
            Self::Case(figure) => figure.entry(),
            Self::CaseYear { part, .. } => part.entry(),
            Self::GainPart(part) => part.entry(),
            Self::Lever(_, figure) => figure.entry(),
            Self::Uncertain(figure) => figure.entry(),
        }
    }
}

impl ExperienceFigure {
    /// The figure's entry in the registry.
    pub fn entry(self) -> FigureEntry {
        let (label, measure, formula) = match self {
            Self::Lift => ("Points gained", Measure::Number(""), "Δ = Σ stage weight × points on the stage"),
            Self::FullSpend => (
                "Spend over today’s at full effect",
                Measure::Number(""),
                "Σ w(s) × m(s + Δ) ÷ Σ w(s) × m(s), m(s) = R^((s − 1) ÷ 9) or 1 + (R − 1) × (s − 1) ÷ 9, scores at most 10",
            ),
            Self::Spend(_) => {
                ("Spend over today’s", Measure::Number(""), "1 + κ × Σ φ × change of the ratio that each start adds")
            }
            Self::FullRetention => (
                "Retention at full effect",
                Measure::Share,
                "Σ w(s) ÷ (1 + e^−(a + b × (s + Δ − 1))), a so that today’s mix gives today’s retention, scores at most 10",
            ),
            Self::Retention(_) => (
                "Retention after the effect",
                Measure::Share,
                "retention today + κ × Σ φ × change of retention that each start adds",
            ),
        };
        let grade = if self == Self::Lift { Grade::D } else { Grade::C };
        let source = if self == Self::Lift { "your points and the weights of the stages" } else { EFFECT };
        FigureEntry::new(label, measure, formula, source, grade)
    }
}

/// A gain at a causal share, of a year or over the horizon.
fn gain(causal: Causal, of_a_year: bool) -> FigureEntry {
    let label = match (causal, of_a_year) {
        (Causal::None, true) => "Gain of a year, none of the effect causal",
        (Causal::Chosen, true) => "Gain of a year",
        (Causal::All, true) => "Gain of a year, all of the effect causal",
        (Causal::None, false) => "Gain, none of the effect causal",
        (Causal::Chosen, false) => "Gain",
        (Causal::All, false) => "Gain, all of the effect causal",
    };
    let formula = if of_a_year {
        "customer equity of the scenario − of the baseline, in that year, before programme cost"
    } else {
        "Σ yearly gain × discount factor, before programme cost"
    };
    FigureEntry::new(label, Measure::Money, formula, EFFECT, Grade::C)
}

impl EquityPart {
    /// The figure's entry in the registry.
    pub fn entry(self) -> FigureEntry {
        let (key, label, short, formula) = match self {
            Self::New => ("new_block", "New customers’ block", "New customers", "N × ARn − AC"),
            Self::Existing => ("existing_block", "Existing customers’ block", "Existing customers", "O × ARo − SC"),
            Self::Churn => {
                ("churn_block", "Churned customers’ block", "Churned customers", "C × ARc, subtracted in the total")
            }
            Self::AsPublished => (
                "as_published",
                "Customer equity, as published",
                "As published",
                "(N × ARn − AC) + (O × ARo − SC) − C × ARc",
            ),
            Self::Reconciled => (
                "reconciled",
                "Customer equity, reconciled",
                "Reconciled",
                "(N × ARn − AC) + (O × ARo − SC), − C × ARc only where O includes those who leave",
            ),
            Self::Measured => (
                "equity",
                "Customer equity behind present value",
                "Behind present value",
                "gm × (N × ARn + O × ARo − λ × C × ARc) − AC − SC, O counted at the start of the year",
            ),
        };
        // Two of the totals are ours: the source prints neither.
        let ours = matches!(self, Self::Reconciled | Self::Measured);
        let grade = if ours { Grade::C } else { Grade::A };
        FigureEntry::new(label, Measure::Money, formula, PATTERSON, grade).keyed(key).in_short(short)
    }
}

impl CustomerCount {
    /// The figure's entry in the registry.
    pub fn entry(self) -> FigureEntry {
        *match self {
            Self::AtStart => {
                &const {
                    FigureEntry::new(
                        "Customers at the start",
                        Measure::Number(""),
                        "customers at the end of the year before",
                        "identity of the roll-forward",
                        Grade::D,
                    )
                    .keyed("opening")
                }
            }

            Self::New => {
                &const {
                    FigureEntry::new(
                        "New customers",
                        Measure::Number(""),
                        "customers won in the year",
                        "identity of the roll-forward",
                        Grade::D,
                    )
                    .keyed("new")
                }
            }

            Self::Churned => {
                &const {
                    FigureEntry::new(
                        "Churned customers",
                        Measure::Number(""),
                        "customers at the start × share that leaves",
                        "identity of the roll-forward",
                        Grade::D,
                    )
                    .keyed("churned")
                }
            }

            Self::AtEnd => {
                &const {
                    FigureEntry::new(
                        "Customers at the end",
                        Measure::Number(""),
                        "customers at the start + new customers − churned customers",
                        "identity of the roll-forward",
                        Grade::D,
                    )
                    .keyed("closing")
                }
            }
        }
    }
}

impl KeyRatio {
    /// The figure's entry in the registry.
    pub fn entry(self) -> FigureEntry {
        let source = "standard definition; of all segments the ratio of the sums";
        FigureEntry::new(self.label(), self.measure(), self.formula(), source, Grade::D)
    }
}

impl BaseFigure {
    /// The figure's entry in the registry.
    pub fn entry(self) -> FigureEntry {
        *match self {
            Self::Cohorts => {
                &const {
                    FigureEntry::new(
                        "Base value, cohort by cohort",
                        Measure::Money,
                        "Σ cohorts customers × yearly margin × DERL(renewals made)",
                        COHORTS,
                        Grade::A,
                    )
                }
            }

            Self::Pooled => {
                &const {
                    FigureEntry::new(
                        "Base value, pooled",
                        Measure::Money,
                        "customers × yearly margin × r × (1 + d) ÷ (1 + d − r), r pooled over each cohort’s latest renewal",
                        COHORTS,
                        Grade::A,
                    )
                }
            }

            Self::Shortfall => {
                &const {
                    FigureEntry::new(
                        "Pooled value too low by",
                        Measure::Share,
                        "1 − pooled value ÷ value cohort by cohort",
                        COHORTS,
                        Grade::A,
                    )
                }
            }
        }
    }
}

impl CurveFigure {
    /// The figure's entry in the registry.
    pub fn entry(self) -> FigureEntry {
        const FIT: &str = "the α and β at which Σ lost(t) × ln P(T = t) + survivors × ln S is highest";
        *match self {
            Self::Alpha => {
                &const { FigureEntry::new("α of the retention curve", Measure::Number(""), FIT, CURVE, Grade::A) }
            }

            Self::Beta => {
                &const { FigureEntry::new("β of the retention curve", Measure::Number(""), FIT, CURVE, Grade::A) }
            }

            Self::Retention(_) => {
                &const {
                    FigureEntry::new(
                        "Retention at renewal",
                        Measure::Share,
                        "r(t) = (β + t − 1) ÷ (α + β + t − 1)",
                        CURVE,
                        Grade::A,
                    )
                }
            }

            Self::Survival(_) => {
                &const {
                    FigureEntry::new(
                        "Share left after renewal",
                        Measure::Share,
                        "S(t) = r(1) × r(2) × … × r(t)",
                        CURVE,
                        Grade::A,
                    )
                }
            }
        }
    }
}

impl CauseKind {
    /// The figure's entry in the registry.
    pub fn entry(self) -> FigureEntry {
        let formula = match self {
            Self::Acquisition => "ΔN × mean ARn + customers won on the way × mean ARo",
            Self::Retention => "−ΔC × mean ARc − customers lost on the way × mean ARo",
            Self::RevenuePerCustomer => "mean N × ΔARn + mean O × ΔARo − mean C × ΔARc",
            Self::Costs => "−ΔAC − ΔSC",
            Self::UnexplainedCustomers => {
                "customers by whom the last year’s start differs from winning and losing × mean ARo"
            }
            Self::CountingOfLeavers => "leavers that O leaves out in one of the two years × mean ARo",
        };
        FigureEntry::new(self.label(), Measure::Money, formula, BRIDGE, Grade::C)
    }
}

impl StateFigure {
    /// The figure's entry in the registry.
    pub fn entry(self) -> FigureEntry {
        *match self {
            Self::ExpectedYears(_) => {
                &const {
                    FigureEntry::new(
                        "Expected years as a customer",
                        Measure::Number(" years"),
                        "(I − Q)⁻¹ 1: this year + Σ shares that move × expected years in the state they move to",
                        STATES,
                        Grade::B,
                    )
                }
            }

            Self::PresentValue(_) => {
                &const {
                    FigureEntry::new(
                        "Present value of a customer",
                        Measure::Money,
                        "(I − Q ÷ (1 + d))⁻¹ v: this year’s revenue + Σ shares that move × present value there ÷ (1 + d)",
                        STATES,
                        Grade::B,
                    )
                }
            }

            Self::MovingUp => {
                &const {
                    FigureEntry::new(
                        "Value of moving 1 % of each state up",
                        Measure::Money,
                        "Σ 1 % × customers × (present value in the next state − in their own)",
                        STATES,
                        Grade::B,
                    )
                }
            }

            Self::ImpliedRetention => {
                &const {
                    FigureEntry::new(
                        "Retention implied by the states",
                        Measure::Share,
                        "1 − Σ customers × share that leaves ÷ customers",
                        STATES,
                        Grade::B,
                    )
                }
            }
            Self::Referrals => {
                &const {
                    FigureEntry::new(
                        "Value of a year’s referrals",
                        Measure::Money,
                        "referrals × share that become customers × value of a new customer",
                        STATES,
                        Grade::B,
                    )
                }
            }
        }
    }
}

impl BudgetFigure {
    /// The figure's entry in the registry.
    pub fn entry(self) -> FigureEntry {
        *match self {
            Self::Share => {
                &const {
                    FigureEntry::new(
                        "Share spent on retention and expansion",
                        Measure::Share,
                        "(retention + expansion) ÷ (acquisition + retention + expansion)",
                        SURVEY,
                        Grade::B,
                    )
                }
            }

            Self::ToAverage => {
                &const {
                    FigureEntry::new(
                        "Money that would move to the average",
                        Measure::Money,
                        "(44 % − share) × budget",
                        SURVEY,
                        Grade::B,
                    )
                }
            }

            Self::ToTop => {
                &const {
                    FigureEntry::new(
                        "Money that would move to the top",
                        Measure::Money,
                        "(52 % − share) × budget",
                        SURVEY,
                        Grade::B,
                    )
                }
            }
        }
    }
}

impl GainPart {
    /// The figure's entry in the registry.
    pub fn entry(self) -> FigureEntry {
        *match self {
            Self::Initiative(_) => {
                &const {
                    FigureEntry::new(
                        "Value of an initiative",
                        Measure::Money,
                        "Σ stages and start years value of its points, shared in proportion to the capped points there",
                        PATH,
                        Grade::C,
                    )
                    .in_short("Initiative")
                }
            }

            Self::SetByHand => {
                &const {
                    FigureEntry::new(
                        "Value of points set by hand",
                        Measure::Money,
                        "Σ stages set by hand value of their points",
                        PATH,
                        Grade::C,
                    )
                    .in_short("Set by hand")
                }
            }
            Self::OtherChanges => {
                &const {
                    FigureEntry::new("Value of other changes", Measure::Money, "present value with overrides and edited mix, but without points and cost to serve − of the baseline", PATH, Grade::C).in_short("Other changes")
                }
            }

            Self::CostToServe => {
                &const {
                    FigureEntry::new(
                        "Value of a lower cost to serve",
                        Measure::Money,
                        "its part of the gain along the path on which it grows together with the points",
                        PATH,
                        Grade::C,
                    )
                    .in_short("Cost to serve")
                }
            }
        }
    }
}
