//! One scenario of a plan, computed whole: every figure that a screen, an export or an auditor reads.

mod attribution;
pub(crate) mod both_worlds;
mod case;
pub(crate) mod checks;
pub(crate) mod evaluator;
mod past;
pub(crate) mod points;
mod remarks;
pub(crate) mod resolve;
mod rows;
mod states;
pub mod triangle;
mod types;
pub(crate) mod world;

pub use remarks::{ForecastNote, YearProblem, YearProblemKind};
pub use resolve::{DriverOrigin, DriverRule, ResolvedDriver};
pub use states::{StatesView, shares_of};
pub use types::{
    BudgetSplit, CaseFigures, EquityRow, Forecast, Projection, SegmentForecast, Shares, StageView, Valued, YearTerms,
};

pub(crate) use case::case_inputs;
pub(crate) use past::{entered_terms, year_inputs};
pub(crate) use rows::segments_by_id;

use crate::figure::{Figure, NotAvailable, finite};
use crate::model::budget_gap::budget_gap;
use crate::model::mix::mean_score;
use crate::model::roll_forward::YearFlow;
use crate::model::sbg::{BaseValue, base_value_of};
use both_worlds::BothWorlds;
use evaluator::Evaluator;
use journey_plan::order::sort_short;
use journey_plan::{BudgetType, Plan, Scenario, ScenarioId, SegmentId, Stage};
use points::{Lift, StageScores};
use resolve::ResolvedPlan;
use world::{CalibratedScenario, Level};

/// Computes the scenario `id` of `plan`; `None` (or an id that is not in the plan) is the baseline.
///
/// Nothing is refused: whatever cannot be computed is a [`NotAvailable`] with the reason, beside all that can.
pub fn project(plan: &Plan, id: Option<ScenarioId>) -> Projection {
    let scenario = id.and_then(|id| plan.scenario(id));
    let past = past::entered_years(plan);
    let this_year = plan.latest_entered_year();
    let equity_this_year = past::equity_this_year(plan, this_year, &past.rows);
    let mut rows = past.rows;
    let forecast = forecast(plan, scenario, &mut rows);
    Projection {
        scenario: scenario.map(|s| s.id),
        name: scenario.map_or_else(|| "Baseline".to_owned(), |s| s.name.clone()),
        rows,
        problems: past.problems,
        budget: budget_split(plan),
        this_year,
        equity_this_year,
        forecast,
    }
}

/// Computes everything after the latest entered year and appends its rows.
fn forecast(plan: &Plan, scenario: Option<&Scenario>, rows: &mut Vec<EquityRow>) -> Figure<Forecast> {
    let BothWorlds { inputs, scores, lifts, baseline, world, level } = BothWorlds::of(plan, scenario)?;
    let mut evaluator = Evaluator::new(&world);
    let flows = evaluator.flows(&level, world.causal_share);
    let equity = evaluator.equity(&level, world.causal_share);
    let present_value = finite(evaluator.present_value(&level, world.causal_share), "the present value")?;
    let mut at_rest = Evaluator::new(&baseline);
    let baseline_equity = at_rest.equity(&Level::none(), baseline.causal_share);
    let baseline_present_value = at_rest.present_value(&Level::none(), baseline.causal_share);
    let baseline_present_value = finite(baseline_present_value, "the baseline's present value")?;
    let benefits = gains_at(&mut evaluator, &level, &baseline_equity, world.causal_share);
    let shares = attribution::split(plan, &world, &lifts, &level, baseline_present_value, present_value);
    let case = case::figures(plan, scenario, &world, &scores, &baseline_equity, &benefits);
    let ahead = forecast_rows(plan, &inputs, &flows)?;
    let forecast = Forecast {
        first_year: inputs.common.base_year + 1,
        years: world.years(),
        present_value,
        baseline_present_value,
        scenario_gain: present_value - baseline_present_value,
        in_revenue_terms: inputs.common.in_revenue_terms,
        gain_at_full_effect: gains_at(&mut evaluator, &level, &baseline_equity, 1.0),
        gain_without_effect: gains_at(&mut evaluator, &level, &baseline_equity, 0.0),
        causal_share: world.causal_share,
        curves: *world.curves(),
        benefits,
        equity,
        baseline_equity,
        shares,
        value_at_stake: value_at_stake(plan, &inputs, &baseline, &scores, baseline_present_value)?,
        stages: scores.views(plan, &lifts),
        journey_score: scores.journey_score(plan),
        case,
        segments: segment_forecasts(&inputs, &world, &level),
        base_values: base_values(plan, &inputs),
        states: states(plan, &inputs),
        notes: (inputs.notes.iter().cloned())
            .chain(after_the_horizon(plan, scenario))
            .chain(unweighted(plan, &inputs))
            .collect(),
    };
    rows.extend(ahead);
    Ok(forecast)
}

/// A note on each enabled initiative that starts too late to count, in the order of their ids.
fn after_the_horizon(plan: &Plan, scenario: Option<&Scenario>) -> Vec<ForecastNote> {
    let enabled = plan.initiatives.iter().filter(|i| scenario.is_some_and(|s| s.initiatives.contains(&i.id)));
    let mut late: Vec<_> = enabled.filter(|i| !i.starts_within(plan.settings.horizon)).collect();
    sort_short(&mut late, |i| i.id);
    late.into_iter().map(|i| ForecastNote::AfterHorizon { initiative: i.name.clone() }).collect()
}

/// A note on each stage without a weight in a segment that knows others, in the order of their ids; one where a segment
/// knows none at all.
fn unweighted(plan: &Plan, inputs: &resolve::ResolvedPlan) -> Vec<ForecastNote> {
    let (knowing, ignorant): (Vec<_>, Vec<_>) =
        inputs.segments.iter().map(|s| &s.weights).partition(|weights| weights.iter().any(Option::is_some));
    let lacks = |index: usize| knowing.iter().any(|weights| weights[index].is_none());
    let mut without: Vec<&Stage> =
        plan.stages.iter().enumerate().filter(|(index, _)| lacks(*index)).map(|(_, stage)| &**stage).collect();
    sort_short(&mut without, |stage| stage.id);
    let all_zero = (!ignorant.is_empty() && !plan.stages.is_empty()).then_some(ForecastNote::NoWeights);
    let each = without.into_iter().map(|stage| ForecastNote::Unweighted { stage: stage.name.clone() });
    all_zero.into_iter().chain(each).collect()
}

/// Yearly gains with another causal share, everything else as it is.
fn gains_at(evaluator: &mut Evaluator, level: &Level, baseline: &[f64], causal_share: f64) -> Vec<f64> {
    let equity = evaluator.equity(level, causal_share);
    equity.iter().zip(baseline).map(|(a, b)| a - b).collect()
}

/// Change of present value when one stage alone gains a point (or what is left to 10) from year 1, from the baseline.
fn value_at_stake(
    plan: &Plan,
    inputs: &ResolvedPlan,
    world: &CalibratedScenario,
    scores: &StageScores,
    baseline: f64,
) -> Figure<Vec<Valued>> {
    let mut out = Vec::with_capacity(plan.stages.len());
    for (stage, view) in plan.stages.iter().enumerate() {
        if inputs.segments.iter().any(|segment| segment.weights[stage].is_none()) {
            continue;
        }
        let lift = [Lift { stage, start: 1, points: scores.points_left(stage).min(1.0), from: Vec::new() }];
        let world = world.with_lifts(&lift);
        let value = Evaluator::new(&world).present_value(&Level::full(&lift, None), world.causal_share) - baseline;
        out.push(Valued { id: view.id, value: finite(value, "the value at stake")? });
    }
    Ok(out)
}

/// The forecast years of every segment, segment by segment in the order of the plan.
fn forecast_rows(plan: &Plan, inputs: &ResolvedPlan, flows: &[Vec<YearFlow>]) -> Figure<Vec<EquityRow>> {
    let mut rows = Vec::new();
    for segment in &plan.segments {
        let Some(index) = inputs.segments.iter().position(|s| s.id == segment.id) else { continue };
        let (margin, timing) = past::published_terms(plan, segment);
        for (year, flow) in flows[index].iter().enumerate() {
            rows.push(past::forecast_row(segment, inputs.common.base_year + 1 + year as i32, flow, margin, timing)?);
        }
    }
    Ok(rows)
}

fn segment_forecasts(inputs: &ResolvedPlan, world: &CalibratedScenario, level: &Level) -> Vec<SegmentForecast> {
    let forecast = |(index, segment): (usize, &resolve::ResolvedSegment)| SegmentForecast {
        id: segment.id,
        drivers: segment.resolved.clone(),
        mix: segment.mix,
        mean_score: mean_score(&segment.mix),
        lift: world.total_lift(index, level),
        opening_customers: segment.opening(),
    };
    inputs.segments.iter().enumerate().map(forecast).collect()
}

/// What today's base is worth, at the yearly margin of an existing customer after servicing.
fn base_values(plan: &Plan, inputs: &ResolvedPlan) -> Vec<(SegmentId, BaseValue)> {
    let value = |segment: &resolve::ResolvedSegment| {
        // Percentages of an unknown count have no value in currency.
        let counted = plan.segment(segment.id)?.cohorts.iter().all(|c| !c.percent);
        let (cohorts, curve) = segment.cohorts().filter(|_| counted)?;
        let d = &segment.drivers;
        let margin = d.gross_margin * d.revenue_per_existing - d.servicing_cost_per_existing;
        Some((segment.id, base_value_of(curve, cohorts, margin, plan.settings.discount.get()).ok()?))
    };
    inputs.segments.iter().filter_map(value).collect()
}

/// What the states of every segment with a continuum are worth.
fn states(plan: &Plan, inputs: &ResolvedPlan) -> Vec<(SegmentId, Figure<states::StatesView>)> {
    let (discount, years) = (plan.settings.discount.get(), plan.settings.horizon as usize);
    let view = |s: &resolve::ResolvedSegment| {
        Some((s.id, states::states_view(plan.segment(s.id)?, &s.mix, s.opening(), discount, years)?))
    };
    inputs.segments.iter().filter_map(view).collect()
}

/// The budgets of all stages by type, beside the survey's benchmarks.
fn budget_split(plan: &Plan) -> Figure<BudgetSplit> {
    let of = |kind| {
        // Summed in the order of the ids, so that the order of the stages never changes a digit.
        let mut entered: Vec<_> = plan.stages.iter().filter_map(|s| Some((s.id, s.budget.get(kind)?.get()))).collect();
        sort_short(&mut entered, |(id, _)| *id);
        (!entered.is_empty()).then(|| entered.iter().map(|(_, amount)| amount).sum::<f64>())
    };
    let [acquisition, retention, expansion] = BudgetType::ALL.map(of);
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
