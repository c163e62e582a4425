//! Customer segments: past years, drivers of the years ahead, cohorts and score mix.

use crate::customers::cohort::Cohort;
use crate::customers::continuum::Continuum;
use crate::customers::driver::DriverTable;
use crate::customers::place::Place;
use crate::ids::{SegmentId, StageId};
use crate::note::CellNote;
use crate::number::finite::Number;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How a segment earns: by separate purchases or by renewal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BusinessModel {
    /// Experience acts on spend; a year of spending already includes coming back.
    Transaction,
    /// Experience acts on retention.
    #[default]
    Subscription,
}

/// Whether existing customers include those who leave during the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExistingBasis {
    /// Counted at the start of the year, leavers included.
    #[default]
    Opening,
    /// Counted without the leavers of the year.
    Retained,
}

/// Whether the two cost rows are entered as totals or per customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CostEntry {
    /// Totals of the year.
    #[default]
    Total,
    /// Per new customer and per customer at the start of the year.
    PerCustomer,
}

/// Where the retention of the years ahead comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RetentionModel {
    /// One rate for everybody.
    #[default]
    Constant,
    /// The curve fitted to the cohorts, by tenure.
    CohortFit,
}

/// One of the eight Patterson inputs of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)] // the labels say it
pub enum YearlyFigure {
    NewCustomers,
    RevenuePerNew,
    AcquisitionCost,
    ExistingCustomers,
    RevenuePerExisting,
    ServicingCost,
    ChurnedCustomers,
    RevenuePerChurned,
}

impl YearlyFigure {
    /// All eight, in the order of the grid.
    pub const ALL: [Self; 8] = [
        Self::NewCustomers,
        Self::RevenuePerNew,
        Self::AcquisitionCost,
        Self::ExistingCustomers,
        Self::RevenuePerExisting,
        Self::ServicingCost,
        Self::ChurnedCustomers,
        Self::RevenuePerChurned,
    ];

    /// Name of the figure's row.
    pub fn label(self) -> &'static str {
        match self {
            Self::NewCustomers => "New customers",
            Self::RevenuePerNew => "Revenue per new customer",
            Self::AcquisitionCost => "Acquisition cost",
            Self::ExistingCustomers => "Existing customers",
            Self::RevenuePerExisting => "Revenue per existing customer",
            Self::ServicingCost => "Servicing cost",
            Self::ChurnedCustomers => "Churned customers",
            Self::RevenuePerChurned => "Revenue per churned customer",
        }
    }

    /// Name of the figure in the plan file and in tables.
    pub fn key(self) -> &'static str {
        match self {
            Self::NewCustomers => "new_customers",
            Self::RevenuePerNew => "revenue_per_new",
            Self::AcquisitionCost => "acquisition_cost",
            Self::ExistingCustomers => "existing_customers",
            Self::RevenuePerExisting => "revenue_per_existing",
            Self::ServicingCost => "servicing_cost",
            Self::ChurnedCustomers => "churned_customers",
            Self::RevenuePerChurned => "revenue_per_churned",
        }
    }

    /// Whether the figure is a count of customers.
    pub fn is_count(self) -> bool {
        matches!(self, Self::NewCustomers | Self::ExistingCustomers | Self::ChurnedCustomers)
    }

    /// Whether the figure is a cost, which alone may be negative (a refund).
    pub fn is_cost(self) -> bool {
        matches!(self, Self::AcquisitionCost | Self::ServicingCost)
    }
}

/// The eight inputs of one year; an empty one is not zero.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs)] // named like the figures
pub struct YearFigures {
    pub year: i32,
    pub new_customers: Option<Number>,
    pub revenue_per_new: Option<Number>,
    pub acquisition_cost: Option<Number>,
    pub existing_customers: Option<Number>,
    pub revenue_per_existing: Option<Number>,
    pub servicing_cost: Option<Number>,
    pub churned_customers: Option<Number>,
    pub revenue_per_churned: Option<Number>,
}

impl YearFigures {
    /// An empty year.
    pub fn empty(year: i32) -> Self {
        Self { year, ..Self::default() }
    }

    /// The value of `figure`, if entered.
    pub fn get(&self, figure: YearlyFigure) -> Option<Number> {
        match figure {
            YearlyFigure::NewCustomers => self.new_customers,
            YearlyFigure::RevenuePerNew => self.revenue_per_new,
            YearlyFigure::AcquisitionCost => self.acquisition_cost,
            YearlyFigure::ExistingCustomers => self.existing_customers,
            YearlyFigure::RevenuePerExisting => self.revenue_per_existing,
            YearlyFigure::ServicingCost => self.servicing_cost,
            YearlyFigure::ChurnedCustomers => self.churned_customers,
            YearlyFigure::RevenuePerChurned => self.revenue_per_churned,
        }
    }

    /// The place of `figure`.
    pub fn slot(&mut self, figure: YearlyFigure) -> &mut Option<Number> {
        match figure {
            YearlyFigure::NewCustomers => &mut self.new_customers,
            YearlyFigure::RevenuePerNew => &mut self.revenue_per_new,
            YearlyFigure::AcquisitionCost => &mut self.acquisition_cost,
            YearlyFigure::ExistingCustomers => &mut self.existing_customers,
            YearlyFigure::RevenuePerExisting => &mut self.revenue_per_existing,
            YearlyFigure::ServicingCost => &mut self.servicing_cost,
            YearlyFigure::ChurnedCustomers => &mut self.churned_customers,
            YearlyFigure::RevenuePerChurned => &mut self.revenue_per_churned,
        }
    }

    /// Whether all eight figures are entered.
    pub fn is_complete(&self) -> bool {
        self.missing().is_none()
    }

    /// The first figure that is not entered.
    pub fn missing(&self) -> Option<YearlyFigure> {
        YearlyFigure::ALL.into_iter().find(|f| self.get(*f).is_none())
    }
}

/// How the distribution of today's scores is known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScoreMix {
    /// Only the mean score is known.
    Mean(Number),
    /// Shares of poor 1–3, fair 4–6, good 7–8, best 9–10.
    Bands([Number; 4]),
    /// Shares of the scores 1 to 10.
    Scores([Number; 10]),
}

impl Default for ScoreMix {
    fn default() -> Self {
        Self::Bands([Number::of(0.15), Number::of(0.25), Number::of(0.35), Number::of(0.25)])
    }
}

/// One group of customers with its own drivers and score mix.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Segment {
    /// Identity of the segment.
    pub id: SegmentId,
    /// Name of the segment.
    pub name: String,
    /// Business model: how the segment earns.
    #[serde(default)]
    pub model: BusinessModel,
    /// What existing customers include.
    #[serde(default)]
    pub basis: ExistingBasis,
    /// How the two cost rows are entered.
    #[serde(default)]
    pub costs: CostEntry,
    /// gm: the gross margin, as a fraction; without it the whole plan runs in revenue terms.
    #[serde(default)]
    pub gross_margin: Option<Number>,
    /// λ: share of the year's revenue a leaver takes away.
    #[serde(default = "one")]
    pub churn_timing: Number,
    /// Whether experience acts on spend and retention alike (double counting, warned about).
    #[serde(default)]
    pub both_effects: bool,
    /// Past years, in order.
    #[serde(default)]
    pub years: Vec<YearFigures>,
    /// Drivers that the user has typed.
    #[serde(default)]
    pub drivers: DriverTable,
    /// Source of the retention of the years ahead.
    #[serde(default)]
    pub retention_model: RetentionModel,
    /// The retention triangle: one cohort a row.
    #[serde(default)]
    pub cohorts: Vec<Cohort>,
    /// Distribution of today's scores.
    #[serde(default)]
    pub score_mix: ScoreMix,
    /// Weights of the stages for this segment; an absent one is the plan's.
    #[serde(default)]
    pub stage_weights: Vec<(StageId, Number)>,
    /// Movement of customers between satisfied, loyal and advocate, where it is known.
    #[serde(default)]
    pub continuum: Option<Continuum>,
    /// What is known about the segment's numbers: source, grade, range.
    #[serde(default)]
    pub notes: BTreeMap<Place, CellNote>,
}

fn one() -> Number {
    Number::ONE
}

impl Segment {
    /// An empty segment with `years` to fill in.
    pub fn empty(id: SegmentId, name: impl Into<String>, years: impl IntoIterator<Item = i32>) -> Self {
        Self {
            id,
            name: name.into(),
            model: BusinessModel::default(),
            basis: ExistingBasis::default(),
            costs: CostEntry::default(),
            gross_margin: None,
            churn_timing: Number::ONE,
            both_effects: false,
            years: years.into_iter().map(YearFigures::empty).collect(),
            drivers: DriverTable::new(),
            retention_model: RetentionModel::default(),
            cohorts: Vec::new(),
            score_mix: ScoreMix::default(),
            stage_weights: Vec::new(),
            continuum: None,
            notes: BTreeMap::new(),
        }
    }

    /// The cohort won in `year`.
    pub fn cohort(&self, year: i32) -> Option<&Cohort> {
        self.cohorts.iter().find(|c| c.year == year)
    }

    /// The figures of `year`.
    pub fn year(&self, year: i32) -> Option<&YearFigures> {
        self.years.iter().find(|y| y.year == year)
    }
}
