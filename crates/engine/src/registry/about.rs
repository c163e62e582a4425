//! What the registry says about each figure.

use super::{
    BaseFigure, BudgetFigure, CaseFigure, CaseYearPart, Causal, CurveFigure, EquityPart, ExperienceFigure, FigureId,
    FigureSpec, GainPart, Grade, Headline, StateFigure, UncertainFigure, Unit,
};
use crate::registry::{CauseKind, Derived, DerivedUnit};

/// How a figure is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Currency.
    Money,
    /// Percent.
    Share,
    /// A number and the unit behind it, which may be empty.
    Number(&'static str),
}

/// What the registry says about a figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct About {
    /// Its name, without year and segment.
    pub label: &'static str,
    /// What it is measured in.
    pub measure: Measure,
    /// The formula in words and symbols.
    pub formula: &'static str,
    /// Paper and section.
    pub source: &'static str,
    /// How well it is founded.
    pub grade: Grade,
}

const PATTERSON: &str = "L. Patterson, How Marketers Must Adapt to the New Era of Customer Engagement (VisionEdge \
                         Marketing): customer equity";
const COHORTS: &str = "P. Fader, B. Hardie, Customer-Base Valuation in a Contractual Setting, Marketing Science 29 \
                       (2010): residual lifetime value, case 2";
const CURVE: &str = "P. Fader, B. Hardie, How to Project Customer Retention, Journal of Interactive Marketing 21 (2007): \
                     the shifted-beta-geometric model";
const STATES: &str =
    "SiriusDecisions/Forrester practice note: satisfied, loyal, advocate; a Markov chain of yearly moves";
const SURVEY: &str = "Gleanster–Act-On survey of 750 B2B firms (2015)";
const EFFECT: &str = "published end points (P. Kriss, The Value of Customer Experience, Quantified, HBR, 1 August 2014), the curve \
     between them ours";
const CASE: &str = "standard definition, on the dates shown; your costs and the scenario’s gain";
const PATH: &str = "ours: along the straight path that scales all points and the cost to serve together from 0 to 1";
const DRAWS: &str = "your ranges, drawn independently of each other";
const BRIDGE: &str = "ours: every product split evenly between its two factors, so that the bridge closes";

impl FigureId {
    /// Its entry in the registry.
    pub fn about(self) -> About {
        match self {
            Self::Headline(figure) => {
                let FigureSpec { label, unit, formula, source, grade, .. } = *figure.spec();
                let measure = if unit == Unit::Share { Measure::Share } else { Measure::Money };
                About { label, measure, formula, source, grade }
            }
            Self::Equity { part, .. } => part.about(),
            Self::Customers { .. } => About {
                label: "Customers at the end of the year",
                measure: Measure::Number(""),
                formula: "customers at the start + new customers − churned customers",
                source: "identity of the roll-forward",
                grade: Grade::D,
            },
            Self::Derived { ratio, .. } => ratio.about(),
            Self::PresentValue(_) => About { label: "Present value", ..Self::Headline(Headline::PresentValue).about() },
            Self::BaseValue(figure, _) => figure.about(),
            Self::Curve(figure, _) => figure.about(),
            Self::Cause { cause, .. } => cause.about(),
            Self::States(figure, _) => figure.about(),
            Self::Budget(figure) => figure.about(),
            Self::Experience(figure, _) => figure.about(),
            Self::Gain { causal, year } => gain(causal, year.is_some()),
            Self::ValueByStage(_) => About {
                label: "Part of the gain",
                measure: Measure::Money,
                formula: "gain − every other stage − other changes − cost to serve",
                source: "ours: along the straight path that raises all points together from nothing to the whole",
                grade: Grade::C,
            },
            Self::ValueAtStake(_) => About {
                label: "Value at stake",
                measure: Measure::Money,
                formula: "present value with min(1, 10 − x) more points on this stage alone from year 1 − present value of the baseline",
                source: EFFECT,
                grade: Grade::C,
            },
            Self::JourneyScore => About {
                label: "Score of the journey",
                measure: Measure::Number(""),
                formula: "X = Σ weight × score ÷ Σ weight, over the stages that have a score, on 1–10",
                source: "weighted mean of your scores",
                grade: Grade::D,
            },
            Self::Case(figure) => figure.about(),
            Self::CaseYear { part, .. } => part.about(),
            Self::GainPart(part) => part.about(),
            Self::Uncertain(figure) => figure.about(),
        }
    }
}

impl ExperienceFigure {
    fn about(self) -> About {
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
        About { label, measure, formula, source, grade }
    }
}

/// A gain at a causal share, of a year or over the horizon.
fn gain(causal: Causal, of_a_year: bool) -> About {
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
    About { label, measure: Measure::Money, formula, source: EFFECT, grade: Grade::C }
}

impl EquityPart {
    fn about(self) -> About {
        let (label, formula) = match self {
            Self::New => ("New customers’ block", "N × ARn − AC"),
            Self::Existing => ("Existing customers’ block", "O × ARo − SC"),
            Self::Churn => ("Churned customers’ block", "C × ARc, subtracted in the total"),
            Self::AsPublished => ("Customer equity, as published", "(N × ARn − AC) + (O × ARo − SC) − C × ARc"),
            Self::Reconciled => (
                "Customer equity, reconciled",
                "(N × ARn − AC) + (O × ARo − SC), − C × ARc only where O includes those who leave",
            ),
            Self::Measured => (
                "Customer equity, after margin",
                "gm × (N × ARn + O × ARo − λ × C × ARc) − AC − SC, O counted at the start of the year",
            ),
        };
        // Two of the totals are ours: the source prints neither.
        let ours = matches!(self, Self::Reconciled | Self::Measured);
        let grade = if ours { Grade::C } else { Grade::A };
        About { label, measure: Measure::Money, formula, source: PATTERSON, grade }
    }
}

impl Derived {
    fn about(self) -> About {
        let measure = match self.unit() {
            DerivedUnit::Share => Measure::Share,
            DerivedUnit::Money => Measure::Money,
            DerivedUnit::Months => Measure::Number(" months"),
        };
        let source = "standard definition; of all segments the ratio of the sums";
        About { label: self.label(), measure, formula: self.formula(), source, grade: Grade::D }
    }
}

impl BaseFigure {
    fn about(self) -> About {
        let (label, measure, formula) = match self {
            Self::Cohorts => (
                "Base value, cohort by cohort",
                Measure::Money,
                "Σ cohorts customers × yearly margin × DERL(renewals made)",
            ),
            Self::Pooled => (
                "Base value, pooled",
                Measure::Money,
                "customers × yearly margin × r × (1 + d) ÷ (1 + d − r), r pooled over each cohort’s latest renewal",
            ),
            Self::Shortfall => ("Pooled value too low by", Measure::Share, "1 − pooled value ÷ value cohort by cohort"),
        };
        About { label, measure, formula, source: COHORTS, grade: Grade::A }
    }
}

impl CurveFigure {
    fn about(self) -> About {
        let fit = "the α and β at which Σ lost(t) × ln P(T = t) + survivors × ln S is highest";
        let (label, measure, formula) = match self {
            Self::Alpha => ("α of the retention curve", Measure::Number(""), fit),
            Self::Beta => ("β of the retention curve", Measure::Number(""), fit),
            Self::Retention(_) => ("Retention at renewal", Measure::Share, "r(t) = (β + t − 1) ÷ (α + β + t − 1)"),
            Self::Survival(_) => ("Share left after renewal", Measure::Share, "S(t) = r(1) × r(2) × … × r(t)"),
        };
        About { label, measure, formula, source: CURVE, grade: Grade::A }
    }
}

impl CauseKind {
    fn about(self) -> About {
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
        About { label: self.label(), measure: Measure::Money, formula, source: BRIDGE, grade: Grade::C }
    }
}

impl StateFigure {
    fn about(self) -> About {
        let (label, measure, formula) = match self {
            Self::ExpectedYears(_) => (
                "Expected years as a customer",
                Measure::Number(" years"),
                "(I − Q)⁻¹ 1: this year + Σ shares that move × expected years in the state they move to",
            ),
            Self::PresentValue(_) => (
                "Present value of a customer",
                Measure::Money,
                "(I − Q ÷ (1 + d))⁻¹ v: this year’s revenue + Σ shares that move × present value there ÷ (1 + d)",
            ),
            Self::MovingUp => (
                "Value of moving 1 % of each state up",
                Measure::Money,
                "Σ 1 % × customers × (present value in the next state − in their own)",
            ),
            Self::ImpliedRetention => {
                ("Retention implied by the states", Measure::Share, "1 − Σ customers × share that leaves ÷ customers")
            }
            Self::Referrals => (
                "Value of a year’s referrals",
                Measure::Money,
                "referrals × share that become customers × value of a new customer",
            ),
        };
        About { label, measure, formula, source: STATES, grade: Grade::B }
    }
}

impl BudgetFigure {
    fn about(self) -> About {
        let (label, measure, formula) = match self {
            Self::Share => (
                "Share spent on retention and expansion",
                Measure::Share,
                "(retention + expansion) ÷ (acquisition + retention + expansion)",
            ),
            Self::ToAverage => ("Money that would move to the average", Measure::Money, "(44 % − share) × budget"),
            Self::ToTop => ("Money that would move to the top", Measure::Money, "(52 % − share) × budget"),
        };
        About { label, measure, formula, source: SURVEY, grade: Grade::B }
    }
}

impl CaseFigure {
    fn about(self) -> About {
        let money = Measure::Money;
        let (label, measure, formula) = match self {
            Self::PvBenefits => ("Benefits, present value", money, "Σ gain after risk × discount factor"),
            Self::PvCosts => ("Programme cost, present value", money, "Σ cost × discount factor × (1 + cost risk)"),
            Self::BenefitCost => (
                "Benefit over cost",
                Measure::Number(""),
                "present value of the benefits ÷ present value of the programme cost",
            ),
            Self::Roi => ("Return on investment", Measure::Share, "NPV ÷ present value of the programme cost"),
            Self::Irr => (
                "Internal rate of return",
                Measure::Share,
                "the one yearly rate at which the net flows, on the dates of the NPV, are worth nothing",
            ),
            Self::Payback => (
                "Payback",
                Measure::Number(" months"),
                "12 × (full years + sum still missing ÷ net cash of the year in which it is back at zero)",
            ),
            Self::DiscountedPayback => {
                ("Discounted payback", Measure::Number(" months"), "payback of the discounted flows")
            }
            Self::PeakFunding => ("Peak funding", money, "lowest point of the undiscounted running sum of cash"),
            Self::BreakEvenPoints => {
                ("Points gained, against plan", Measure::Share, "the common factor on all points at which the NPV is 0")
            }
            Self::AffordableCost => {
                ("Largest affordable programme cost", money, "present value of the benefits ÷ (1 + cost risk)")
            }
            Self::Risk => {
                ("Risk", money, "(benefits before − after risk) + (programme cost after − before risk), present values")
            }
        };
        About { label, measure, formula, source: CASE, grade: Grade::C }
    }
}

impl CaseYearPart {
    fn about(self) -> About {
        let (label, formula) = match self {
            Self::Benefit => ("Gain after risk", "gain × (1 − benefit risk); a loss × (1 + benefit risk)"),
            Self::Cost => ("Programme cost after risk", "(one-off cost + running cost) × (1 + cost risk)"),
            Self::NetCash => ("Net cash", "gain after risk − programme cost after risk"),
            Self::Cumulative => ("Cumulative cash", "Σ net cash up to the end of the year"),
            Self::DiscountedCash => (
                "Discounted net cash",
                "(gain − running cost) × discount factor − one-off cost × discount factor at the start of the year",
            ),
            Self::DiscountedCumulative => {
                ("Cumulative discounted cash", "Σ discounted net cash up to the end of the year")
            }
        };
        About { label, measure: Measure::Money, formula, source: CASE, grade: Grade::C }
    }
}

impl GainPart {
    fn about(self) -> About {
        let (label, formula) = match self {
            Self::Initiative(_) => (
                "Value of an initiative",
                "Σ stages and start years value of its points, shared in proportion to the capped points there",
            ),
            Self::SetByHand => ("Value of points set by hand", "Σ stages set by hand value of their points"),
            Self::OtherChanges => (
                "Value of other changes",
                "present value with overrides and edited mix, but without points and cost to serve − of the baseline",
            ),
            Self::CostToServe => (
                "Value of a lower cost to serve",
                "its part of the gain along the path on which it grows together with the points",
            ),
        };
        About { label, measure: Measure::Money, formula, source: PATH, grade: Grade::C }
    }
}

impl UncertainFigure {
    fn about(self) -> About {
        let (label, formula) = match self {
            Self::Npv(_) => ("Simulated NPV", "the value below which that share of the draws lies, by interpolation"),
            Self::Gain(_) => {
                ("Simulated gain before cost", "the value below which that share of the draws lies, by interpolation")
            }
            Self::MeanNpv => ("Mean simulated NPV", "Σ NPV of the draws ÷ draws"),
        };
        About { label, measure: Measure::Money, formula, source: DRAWS, grade: Grade::C }
    }
}
