//! What a projection holds.

use super::remarks::{ForecastNote, YearProblem};
use super::resolve::ResolvedDriver;
use super::states::StatesView;
use crate::figure::Figure;
use crate::figure::error::EngineError;
use crate::model::budget_gap::BudgetGap;
use crate::model::business_case::{BusinessCase, CaseInputs};
use crate::model::equity::{EquityBlocks, EquityYear, equity_year};
use crate::model::experience::Curves;
use crate::model::mix::Mix;
use crate::model::sbg::BaseValue;
use journey_plan::{Driver, ExistingBasis, InitiativeId, Lane, ScenarioId, SegmentId, StageId};

/// What the three blocks of a year are made of: everything that [`equity_year`] takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct YearTerms {
    /// The eight figures, costs as totals; of a year ahead with the effects of experience in them.
    pub figures: EquityYear,
    /// What O counts: the segment's basis in entered years, always the opening one in the years ahead.
    pub basis: ExistingBasis,
    /// gm in the published blocks: 1, or the entered one when the plan is refined. One value for all years of a segment.
    pub gross_margin: f64,
    /// λ in the published blocks: 1, or the entered one when the plan is refined.
    pub churn_timing: f64,
}

impl YearTerms {
    /// The three blocks and the two totals.
    ///
    /// # Errors
    /// What [`equity_year`] refuses.
    pub fn blocks(&self) -> Result<EquityBlocks, EngineError> {
        equity_year(&self.figures, self.basis, self.gross_margin, self.churn_timing)
    }

    /// Customers who left and whom O therefore does not count.
    pub fn leavers_left_out(&self) -> f64 {
        match self.basis {
            ExistingBasis::Opening => 0.0,
            ExistingBasis::Retained => self.figures.churned_customers,
        }
    }
}

/// A segment by name, and the years that are entered for it.
#[derive(Debug, Clone, PartialEq)]
pub struct SegmentYears {
    /// The segment.
    pub id: SegmentId,
    /// Name of the segment.
    pub name: String,
    /// The years with all eight figures, in order.
    pub complete: Vec<i32>,
}

/// One segment in one year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EquityRow {
    /// Calendar year.
    pub year: i32,
    /// The segment.
    pub segment: SegmentId,
    /// Whether the year lies ahead.
    pub forecast: bool,
    /// N·ARn − AC.
    pub new_block: f64,
    /// O·ARo − SC.
    pub existing_block: f64,
    /// C·ARc, positive.
    pub churn_block: f64,
    /// new + existing − churn.
    pub as_published: f64,
    /// The sum of the blocks without counting leavers twice.
    pub reconciled: f64,
    /// The measure behind present value, gain and case: with the entered margin and churn timing.
    pub equity: f64,
    /// Customers at the start.
    pub opening: f64,
    /// Customers won.
    pub new: f64,
    /// Customers lost.
    pub churned: f64,
    /// Customers at the end.
    pub closing: f64,
    /// What the blocks are made of.
    pub terms: YearTerms,
}

/// A value that belongs to a part of the plan, in currency.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Valued<Id = StageId> {
    /// The part.
    pub id: Id,
    /// Present value over the horizon.
    pub value: f64,
}

/// Where the scenario's gain comes from; the parts add up to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Shares {
    /// By stage.
    pub by_stage: Vec<Valued<StageId>>,
    /// By initiative.
    pub by_initiative: Vec<Valued<InitiativeId>>,
    /// By points set by hand.
    pub set_by_hand: f64,
    /// By overrides and a mix edited by hand.
    pub other_changes: f64,
    /// By a lower cost to serve.
    pub cost_to_serve: f64,
}

/// A stage as the money sees it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StageView {
    /// The stage.
    pub id: StageId,
    /// Score today, where a role has scored it.
    pub score: Option<f64>,
    /// Share of the stage in the journey score with the plan's weights, where it has one.
    pub weight: Option<f64>,
    /// The score used for the cap: the stage's own, or the mean of the segments' mixes.
    pub score_for_cap: f64,
    /// Points gained in the scenario, after the cap.
    pub points: f64,
}

/// A segment over the years ahead.
#[derive(Debug, Clone, PartialEq)]
pub struct SegmentForecast {
    /// The segment.
    pub id: SegmentId,
    /// Every driver in use, in the order of the grid.
    pub drivers: Vec<ResolvedDriver>,
    /// Today's scores.
    pub mix: Mix,
    /// Their mean.
    pub mean_score: f64,
    /// Points the whole scenario lifts the segment by.
    pub lift: f64,
    /// Customers at the start of year 1.
    pub opening_customers: f64,
}

impl SegmentForecast {
    /// The driver `driver`, where it is in use.
    pub fn driver(&self, driver: Driver) -> Option<&ResolvedDriver> {
        self.drivers.iter().find(|resolved| resolved.driver == driver)
    }
}

/// The business case and what would have to be true.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseFigures {
    /// Benefits, costs, NPV and their family.
    pub case: BusinessCase,
    /// κ at which the NPV is zero.
    pub break_even_causal_share: Figure,
    /// The common factor on all points at which it is zero.
    pub break_even_points: Figure,
    /// The programme cost (before risk) at which it is zero.
    pub affordable_cost: f64,
}

/// The years ahead.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    /// Calendar year of year 1.
    pub first_year: i32,
    /// Horizon.
    pub years: usize,
    /// Present value of the scenario's yearly equity.
    pub present_value: f64,
    /// Present value of the baseline's yearly equity.
    pub baseline_present_value: f64,
    /// Present value of the scenario − that of the baseline, before programme cost.
    pub scenario_gain: f64,
    /// Whether a segment lacks its gross margin, so that the whole plan runs in revenue terms.
    pub in_revenue_terms: bool,
    /// Gain per year: equity of the scenario − of the baseline.
    pub benefits: Vec<f64>,
    /// Gain per year if all of the effect were causal.
    pub gain_at_full_effect: Vec<f64>,
    /// Gain per year if none of the effect were causal.
    pub gain_without_effect: Vec<f64>,
    /// κ in use.
    pub causal_share: f64,
    /// The curves in use.
    pub curves: Curves,
    /// Equity per year of the scenario, all segments.
    pub equity: Vec<f64>,
    /// Equity per year of the baseline.
    pub baseline_equity: Vec<f64>,
    /// Where the gain comes from.
    pub shares: Shares,
    /// What one more point on each stage would be worth; stages without a weight are left out.
    pub value_at_stake: Vec<Valued<StageId>>,
    /// The stages' scores and points.
    pub stages: Vec<StageView>,
    /// X: the weighted mean of the scored stages, on 1–10.
    pub journey_score: Figure,
    /// What the scenario costs and gains, undiscounted and before risk; also in revenue terms.
    pub case_inputs: CaseInputs,
    /// The business case; not available in revenue terms.
    pub case: Figure<CaseFigures>,
    /// Per segment.
    pub segments: Vec<SegmentForecast>,
    /// Today's base by cohorts against one pooled rate, for every segment whose cohorts identify a curve.
    pub base_values: Vec<(SegmentId, BaseValue)>,
    /// The states of the customers, for every segment with a continuum.
    pub states: Vec<(SegmentId, Figure<StatesView>)>,
    /// What the figures rest on and what they leave out.
    pub notes: Vec<ForecastNote>,
}

impl Forecast {
    /// The segment `id` over the years ahead.
    pub fn segment(&self, id: SegmentId) -> Option<&SegmentForecast> {
        self.segments.iter().find(|segment| segment.id == id)
    }

    /// What the scenario costs, with other yearly `benefits`.
    pub fn case_inputs_with(&self, benefits: &[f64]) -> CaseInputs {
        CaseInputs { benefits: benefits.to_vec(), ..self.case_inputs.clone() }
    }

    /// The figure of a money lane at a stage: what one more point is worth, or what the scenario gains, as a present value
    /// in currency. `None` for any other lane, and for a stage without one.
    pub fn stage_value(&self, lane: Lane, stage: StageId) -> Option<f64> {
        let values = match lane {
            Lane::ValueAtStake => &self.value_at_stake,
            Lane::ScenarioGain => &self.shares.by_stage,
            _ => return None,
        };
        values.iter().find(|v| v.id == stage).map(|v| v.value)
    }
}

/// The budgets of all stages, in currency a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BudgetSplit {
    /// Spent on winning customers.
    pub acquisition: f64,
    /// On keeping them.
    pub retention: f64,
    /// On selling them more.
    pub expansion: f64,
    /// Distance to the survey's two groups.
    pub gap: BudgetGap,
}

impl BudgetSplit {
    /// Everything that is spent.
    pub fn total(&self) -> f64 {
        self.acquisition + self.retention + self.expansion
    }

    /// The share that goes to customers the company already has.
    pub fn retention_and_expansion_share(&self) -> f64 {
        (self.retention + self.expansion) / self.total()
    }
}

/// Every figure of one scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct Projection {
    /// The scenario; `None` is the baseline.
    pub scenario: Option<ScenarioId>,
    /// Name of the scenario.
    pub name: String,
    /// The segments with their entered years, in the order of their ids.
    pub segments: Vec<SegmentYears>,
    /// Entered years, then forecast years, segment by segment.
    pub rows: Vec<EquityRow>,
    /// Entered years that could not be computed or do not follow from the year before.
    pub problems: Vec<YearProblem>,
    /// The stages' budgets beside the benchmarks.
    pub budget: Figure<BudgetSplit>,
    /// The plan's latest entered year.
    pub this_year: Option<i32>,
    /// Equity of that year as published, all segments.
    pub equity_this_year: Figure,
    /// The years ahead.
    pub forecast: Figure<Forecast>,
}

impl Projection {
    /// Present value of customer equity over the horizon.
    ///
    /// # Errors
    /// The reason why there is no forecast.
    pub fn present_value(&self) -> Figure {
        self.forecast.as_ref().map(|f| f.present_value).map_err(Clone::clone)
    }

    /// Present value against the baseline's, before programme cost.
    ///
    /// # Errors
    /// The reason why there is no forecast.
    pub fn scenario_gain(&self) -> Figure {
        self.forecast.as_ref().map(|f| f.scenario_gain).map_err(Clone::clone)
    }

    /// The business case.
    ///
    /// # Errors
    /// The reason why there is none.
    pub fn case(&self) -> Figure<&CaseFigures> {
        self.forecast.as_ref().map_err(Clone::clone)?.case.as_ref().map_err(Clone::clone)
    }

    /// NPV after programme cost and risk.
    ///
    /// # Errors
    /// The reason why there is none.
    pub fn npv(&self) -> Figure {
        self.case().map(|c| c.case.npv)
    }

    /// κ at which the NPV is zero.
    ///
    /// # Errors
    /// The reason why there is none.
    pub fn break_even_causal_share(&self) -> Figure {
        self.case()?.break_even_causal_share.clone()
    }
}
