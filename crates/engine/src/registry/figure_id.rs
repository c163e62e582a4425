//! The addresses of all figures: one for each.

use super::entry::FigureEntry;
use super::{CauseKind, Headline, KeyRatio, LeverFigure, LeverKind};
use crate::projection::EquityRow;
use crate::simulation::Percentiles;
use journey_plan::{CustomerState, InitiativeId, SegmentId, StageId};

/// Any figure that has a working. Without a segment it is the figure of all segments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // the parts name themselves
pub enum FigureId {
    /// A figure of the headline.
    Headline(Headline),
    /// A block or a total of customer equity in a year, entered or ahead.
    Equity { part: EquityPart, year: i32, segment: Option<SegmentId> },
    /// Customers at the end of a year.
    Customers { year: i32, segment: Option<SegmentId> },
    /// A ratio of a year; of one segment only where it is entered.
    Derived { ratio: KeyRatio, year: i32, segment: Option<SegmentId> },
    /// Present value of one segment.
    PresentValue(SegmentId),
    /// Today's base, cohort by cohort or pooled.
    BaseValue(BaseFigure, SegmentId),
    /// The retention curve fitted to the cohorts.
    Curve(CurveFigure, SegmentId),
    /// A cause on the way from one year's equity to another's.
    Cause { cause: CauseKind, from: i32, to: i32 },
    /// A figure of the states of a segment's customers: satisfied, loyal, advocate.
    States(StateFigure, SegmentId),
    /// The stages' budgets beside the survey.
    Budget(BudgetFigure),
    /// An effect of the scenario's points on a segment.
    Experience(ExperienceFigure, SegmentId),
    /// The scenario's gain in a year, or over the horizon, before programme cost.
    Gain { causal: Causal, year: Option<i32> },
    /// A stage's part of the scenario's gain.
    ValueByStage(StageId),
    /// Worth of one more point on a stage alone.
    ValueAtStake(StageId),
    /// X: how the journey scores.
    JourneyScore,
    /// The business case of the scenario.
    Case(CaseFigure),
    /// A year of the business case.
    CaseYear { part: CaseYearPart, year: i32 },
    /// A part of the gain that belongs to no one stage.
    GainPart(GainPart),
    /// What a quick lever changes.
    Lever(LeverKind, LeverFigure),
    /// A figure of a simulation, without which there is no working.
    Uncertain(UncertainFigure),
}

/// A part of a year's customer equity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EquityPart {
    /// Block of new customers: N·ARn − AC.
    New,
    /// Block of existing customers: O·ARo − SC.
    Existing,
    /// Block of churned customers: C·ARc, positive.
    Churn,
    /// Total as published: new + existing − churn.
    AsPublished,
    /// Total without counting leavers twice.
    Reconciled,
    /// The measure behind present value: on opening basis, with the entered margin and churn timing.
    Measured,
}

impl EquityPart {
    /// All parts: blocks, then totals.
    pub const ALL: [Self; 6] =
        [Self::New, Self::Existing, Self::Churn, Self::AsPublished, Self::Reconciled, Self::Measured];
}

impl EquityPart {
    /// The part's value in a year.
    pub fn of(self, row: &EquityRow) -> f64 {
        match self {
            Self::New => row.new_block,
            Self::Existing => row.existing_block,
            Self::Churn => row.churn_block,
            Self::AsPublished => row.as_published,
            Self::Reconciled => row.reconciled,
            Self::Measured => row.equity,
        }
    }
}

/// Customers of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // the labels say it
pub enum CustomerCount {
    AtStart,
    New,
    Churned,
    AtEnd,
}

impl CustomerCount {
    /// All counts, in the order in which they add up.
    pub const ALL: [Self; 4] = [Self::AtStart, Self::New, Self::Churned, Self::AtEnd];

    /// The count in a year.
    pub fn of(self, row: &EquityRow) -> f64 {
        match self {
            Self::AtStart => row.opening,
            Self::New => row.new,
            Self::Churned => row.churned,
            Self::AtEnd => row.closing,
        }
    }
}

/// A number of a year and a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum YearFigure {
    /// A part of the year's customer equity.
    Equity(EquityPart),
    /// A count of the year's customers.
    Customers(CustomerCount),
}

impl YearFigure {
    /// All ten figures, equity first.
    pub fn all() -> impl Iterator<Item = Self> {
        EquityPart::ALL.into_iter().map(Self::Equity).chain(CustomerCount::ALL.into_iter().map(Self::Customers))
    }

    /// The figure's entry in the registry.
    pub fn entry(self) -> FigureEntry {
        match self {
            Self::Equity(part) => part.entry(),
            Self::Customers(count) => count.entry(),
        }
    }

    /// The figure of a year.
    pub fn of(self, row: &EquityRow) -> f64 {
        match self {
            Self::Equity(part) => part.of(row),
            Self::Customers(count) => count.of(row),
        }
    }
}

/// A value of today's customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BaseFigure {
    /// Value by the curve fitted to the cohorts.
    Cohorts,
    /// Value by one pooled rate.
    Pooled,
    /// Share by which the pooled value is too low.
    Shortfall,
}

/// A figure of a fitted retention curve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CurveFigure {
    /// α of the curve.
    Alpha,
    /// β of the curve.
    Beta,
    /// r(t): the rate at renewal t, from 1.
    Retention(u32),
    /// S(t): the share still there after t renewals.
    Survival(u32),
}

/// A figure of the states of a segment's customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StateFigure {
    /// Expected years as a customer, from a state on.
    ExpectedYears(CustomerState),
    /// Present value of a customer in a state.
    PresentValue(CustomerState),
    /// Value of moving 1 % of each state up to the next.
    MovingUp,
    /// Share of today's customers who are still there after a year.
    ImpliedRetention,
    /// Value of a year's referrals.
    Referrals,
}

/// A figure of the stages' budgets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BudgetFigure {
    /// Share spent on retention and expansion.
    Share,
    /// Money that would move to reach the survey's average.
    ToAverage,
    /// Money that would move to reach the survey's top performers.
    ToTop,
}

/// An effect of a better experience on a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ExperienceFigure {
    /// Δ: points the scenario lifts the segment by.
    Lift,
    /// Spend over today's, all of the effect causal and fully phased in.
    FullSpend,
    /// Spend over today's in a year ahead, at the causal share in use.
    Spend(i32),
    /// Retention, all of the effect causal and fully phased in.
    FullRetention,
    /// Retention in a year ahead, at the causal share in use.
    Retention(i32),
}

/// The part of the effect that is taken as causal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Causal {
    /// None of the effect: κ = 0.
    None,
    /// The part of the effect that is in use: κ.
    Chosen,
    /// All of the effect: κ = 1.
    All,
}

/// A figure of the business case besides the NPV.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CaseFigure {
    /// Present value of the gains after risk.
    PvBenefits,
    /// Present value of the costs after risk.
    PvCosts,
    /// Present value of the costs before risk.
    ProgrammeCost,
    /// Benefits over costs, both after risk.
    BenefitCost,
    /// NPV over present value of the costs.
    Roi,
    /// Internal rate of return.
    Irr,
    /// Months until the undiscounted cash is back at zero.
    Payback,
    /// Months until the discounted cash is back at zero.
    DiscountedPayback,
    /// Lowest point of the undiscounted running sum.
    PeakFunding,
    /// The common factor on all points at which the NPV is zero.
    BreakEvenPoints,
    /// The programme cost, before risk, at which the NPV is zero.
    AffordableCost,
    /// Loss of NPV to risk.
    Risk,
}

impl CaseFigure {
    /// All figures of the case.
    pub const ALL: [Self; 12] = [
        Self::PvBenefits,
        Self::PvCosts,
        Self::ProgrammeCost,
        Self::BenefitCost,
        Self::Roi,
        Self::Irr,
        Self::Payback,
        Self::DiscountedPayback,
        Self::PeakFunding,
        Self::BreakEvenPoints,
        Self::AffordableCost,
        Self::Risk,
    ];
}

/// A part of a year of the business case, after risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CaseYearPart {
    /// Gain of the year.
    Benefit,
    /// One-off and running cost of the year.
    Cost,
    /// Net cash of the year: gain − cost.
    NetCash,
    /// Net cash up to the end of the year.
    Cumulative,
    /// Net cash of the year, discounted.
    DiscountedCash,
    /// Discounted net cash up to the end of the year.
    DiscountedCumulative,
}

impl CaseYearPart {
    /// All parts of a year.
    pub const ALL: [Self; 6] =
        [Self::Benefit, Self::Cost, Self::NetCash, Self::Cumulative, Self::DiscountedCash, Self::DiscountedCumulative];
}

/// A part of the gain by initiative, or one that no initiative brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GainPart {
    /// The part that an initiative brings.
    Initiative(InitiativeId),
    /// Points set by hand.
    SetByHand,
    /// Overrides and a mix edited by hand.
    OtherChanges,
    /// A lower cost to serve.
    CostToServe,
}

/// A figure of a simulation in currency; the chance that the NPV is above zero is of the headline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UncertainFigure {
    /// A percentile of the NPV.
    Npv(Percentile),
    /// A percentile of the gain before programme cost.
    Gain(Percentile),
    /// Mean of the NPV.
    MeanNpv,
    /// NPV with every driver at its likely value.
    LikelyNpv,
}

/// The percentiles of a simulation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // named after themselves
pub enum Percentile {
    P10,
    P25,
    P50,
    P75,
    P90,
}

impl Percentile {
    /// All percentiles, lowest first.
    pub const ALL: [Self; 5] = [Self::P10, Self::P25, Self::P50, Self::P75, Self::P90];

    /// Name of the percentile, such as `P10`.
    pub fn label(self) -> &'static str {
        match self {
            Self::P10 => "P10",
            Self::P25 => "P25",
            Self::P50 => "P50",
            Self::P75 => "P75",
            Self::P90 => "P90",
        }
    }

    /// Value of the percentile in `percentiles`, in currency.
    pub fn of(self, percentiles: &Percentiles) -> f64 {
        match self {
            Self::P10 => percentiles.p10,
            Self::P25 => percentiles.p25,
            Self::P50 => percentiles.p50,
            Self::P75 => percentiles.p75,
            Self::P90 => percentiles.p90,
        }
    }
}
