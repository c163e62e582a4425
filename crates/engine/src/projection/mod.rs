//! One scenario of a plan, computed whole: every figure that a screen, an export or an auditor reads.

mod attribution;
pub(crate) mod both_worlds;
mod case;
pub(crate) mod evaluator;
mod past;
pub(crate) mod points;
mod remarks;
pub(crate) mod resolve;
mod rows;
mod states;
mod types;
pub(crate) mod world;

pub use remarks::{ForecastNote, YearProblem, YearProblemKind};
pub use resolve::{
    DriverOrigin, DriverRule, ResolvedDriver, driver_set, entered_terms, no_weight, segments_by_id, triangle,
    year_inputs,
};
pub use states::{StatesView, shares_of};
pub use types::{
    BudgetSplit, CaseFigures, EquityRow, Forecast, Projection, SegmentForecast, SegmentYears, Shares, StageView,
    Valued, YearTerms,
};

use crate::figure::{Figure, NotAvailable, finite};
use crate::model::budget_gap::budget_gap;
use crate::model::mix::mean_score;
use crate::model::roll_forward::YearFlow;
use crate::model::sbg::{BaseValue, base_value_of};
use both_worlds::BothWorlds;
use evaluator::Evaluator;
use journey_plan::order::sort_short;
use journey_plan::{Plan, ScenarioId, SegmentId};
use points::Lift;
use resolve::{Common, EnteredSegment, ResolvedPair, ResolvedPlan, ResolvedSegment};
use world::{CalibratedScenario, Level};

/// Computes the scenario `id` of `plan`; `None` (or an id that is not in the plan) is the baseline.
///
/// Nothing is refused: whatever cannot be computed is a [`NotAvailable`] with the reason, beside all that can.
pub fn project(plan: &Plan, id: Option<ScenarioId>) -> Projection {
    let scenario = id.and_then(|id| plan.scenario(id));
    let segments = resolve::entered_segments(plan);
    let past = past::entered_years(&segments);
    let this_year = plan.latest_entered_year();
    let equity_this_year = past::equity_this_year(&segments, this_year, &past.rows);
    let mut rows = past.rows;
    let both = ResolvedPair::resolve(plan, scenario).and_then(BothWorlds::of);
    let forecast = both.and_then(|both| forecast(&both, &segments, &mut rows));
    let mut listing: Vec<_> = segments.iter().map(EnteredSegment::listing).collect();
    sort_short(&mut listing, |segment| segment.id);
    Projection {
        scenario: scenario.map(|s| s.id),
        name: scenario.map_or_else(|| "Baseline".to_owned(), |s| s.name.clone()),
        segments: listing,
        rows,
        problems: past.problems,
        budget: budget_split(resolve::budgets(plan)),
        this_year,
        equity_this_year,
        forecast,
    }
}

/// Computes everything after the latest entered year and appends its rows.
fn forecast(both: &BothWorlds, segments: &[EnteredSegment], rows: &mut Vec<EquityRow>) -> Figure<Forecast> {
    let BothWorlds { inputs, scores, lifts, baseline, world, level } = both;
    let mut evaluator = Evaluator::new(world);
    let flows = evaluator.flows(level, world.causal_share);
    let equity = evaluator.equity(level, world.causal_share);
    let present_value = finite(evaluator.present_value(level, world.causal_share), "the present value")?;
    let mut at_rest = Evaluator::new(baseline);
    let baseline_equity = at_rest.equity(&Level::none(), baseline.causal_share);
    let baseline_present_value = at_rest.present_value(&Level::none(), baseline.causal_share);
    let baseline_present_value = finite(baseline_present_value, "the baseline's present value")?;
    let benefits = gains_at(&mut evaluator, level, &baseline_equity, world.causal_share);
    let case_inputs = inputs.scenario.case_inputs(&inputs.common, &benefits);
    let ahead = forecast_rows(segments, inputs, &flows)?;
    let forecast = Forecast {
        first_year: inputs.common.base_year + 1,
        years: world.years(),
        present_value,
        baseline_present_value,
        scenario_gain: present_value - baseline_present_value,
        in_revenue_terms: inputs.common.in_revenue_terms,
        gain_at_full_effect: gains_at(&mut evaluator, level, &baseline_equity, 1.0),
        gain_without_effect: gains_at(&mut evaluator, level, &baseline_equity, 0.0),
        causal_share: world.causal_share,
        curves: *world.curves(),
        shares: attribution::split(both, baseline_present_value, present_value),
        value_at_stake: value_at_stake(both, baseline_present_value)?,
        stages: scores.views(&inputs.stages, lifts),
        journey_score: points::journey_score(&inputs.stages),
        case: case::figures(both, &baseline_equity, &case_inputs),
        case_inputs,
        benefits,
        equity,
        baseline_equity,
        segments: segment_forecasts(inputs, world, level),
        base_values: base_values(inputs),
        states: states(inputs),
        notes: inputs.notes(),
    };
    rows.extend(ahead);
    Ok(forecast)
}

/// Yearly gains with another causal share, everything else as it is.
fn gains_at(evaluator: &mut Evaluator, level: &Level, baseline: &[f64], causal_share: f64) -> Vec<f64> {
    let equity = evaluator.equity(level, causal_share);
    equity.iter().zip(baseline).map(|(a, b)| a - b).collect()
}

/// Change of present value when one stage alone gains a point (or what is left to 10) from year 1, from the baseline.
fn value_at_stake(both: &BothWorlds, baseline: f64) -> Figure<Vec<Valued>> {
    let BothWorlds { inputs, scores, baseline: world, .. } = both;
    let mut out = Vec::with_capacity(inputs.stages.len());
    for (stage, resolved) in inputs.stages.iter().enumerate() {
        if inputs.segments.iter().any(|segment| segment.weights[stage].is_none()) {
            continue;
        }
        let lift = [Lift { stage, start: 1, points: scores.points_left(stage).min(1.0), from: Vec::new() }];
        let world = world.with_lifts(&lift);
        let value = Evaluator::new(&world).present_value(&Level::full(&lift, 0.0), world.causal_share) - baseline;
        out.push(Valued { id: resolved.id, value: finite(value, "the value at stake")? });
    }
    Ok(out)
}

/// The forecast years of every segment, segment by segment in the order of the plan.
fn forecast_rows(
    segments: &[EnteredSegment],
    inputs: &ResolvedPlan,
    flows: &[Vec<YearFlow>],
) -> Figure<Vec<EquityRow>> {
    let mut rows = Vec::new();
    for segment in segments {
        let Some(index) = inputs.segments.iter().position(|s| s.id == segment.id) else { continue };
        for (year, flow) in flows[index].iter().enumerate() {
            rows.push(past::forecast_row(segment, inputs.common.base_year + 1 + year as i32, flow)?);
        }
    }
    Ok(rows)
}

fn segment_forecasts(inputs: &ResolvedPlan, world: &CalibratedScenario, level: &Level) -> Vec<SegmentForecast> {
    let forecast = |(index, segment): (usize, &ResolvedSegment)| SegmentForecast {
        id: segment.id,
        drivers: segment.resolved.clone(),
        mix: segment.mix,
        mean_score: mean_score(&segment.mix),
        lift: world.total_lift(index, level),
        opening_customers: segment.opening(),
    };
    inputs.segments.iter().enumerate().map(forecast).collect()
}

/// What today's base is worth, at the yearly margin of an existing customer after servicing. Percentages of an unknown
/// count have no value in currency.
fn base_values(inputs: &ResolvedPlan) -> Vec<(SegmentId, BaseValue)> {
    let value = |segment: &ResolvedSegment| {
        let (cohorts, curve) = segment.counted_cohorts()?;
        let d = &segment.drivers;
        let margin = d.gross_margin * d.revenue_per_existing - d.servicing_cost_per_existing;
        Some((segment.id, base_value_of(curve, cohorts, margin, inputs.common.discount).ok()?))
    };
    inputs.segments.iter().filter_map(value).collect()
}

/// What the states of every segment with a continuum are worth.
fn states(inputs: &ResolvedPlan) -> Vec<(SegmentId, Figure<StatesView>)> {
    let Common { discount, years, .. } = inputs.common;
    let view = |s: &ResolvedSegment| {
        let valued = |entered| states::states_view(entered, &s.mix, s.opening(), discount, years);
        Some((s.id, s.continuum.as_ref()?.as_ref().map_err(Clone::clone).and_then(valued)))
    };
    inputs.segments.iter().filter_map(view).collect()
}

/// The budgets of all stages by type, beside the survey's benchmarks.
fn budget_split([acquisition, retention, expansion]: [Option<f64>; 3]) -> Figure<BudgetSplit> {
    if acquisition.or(retention).or(expansion).is_none() {
        return Err(NotAvailable::because("enter the stages' budgets in the lane “Budget” of the journey"));
    }
    // A type nothing is entered for has no line in anybody's budget.
    let [acquisition, retention, expansion] = [acquisition, retention, expansion].map(|sum| sum.unwrap_or(0.0));
    let total = acquisition + retention + expansion;
    if total <= 0.0 {
        return Err(NotAvailable::because("the stages' budgets add up to nothing"));
    }
    let gap = budget_gap(total, (retention + expansion) / total)?;
    Ok(BudgetSplit { acquisition, retention, expansion, gap })
}
