//! The business case of a scenario: its costs, its NPV, and what would have to be true.

use super::evaluator::Evaluator;
use super::past::in_revenue_terms;
use super::points::{StageScores, scenario_lifts};
use super::types::CaseFigures;
use super::world::{CalibratedScenario, Level};
use crate::figure::{Figure, NotAvailable, finite};
use crate::math::root::find_root;
use crate::model::business_case::{BusinessCase, CaseInputs, business_case};
use journey_plan::order::sort_short;
use journey_plan::{NeededFor, Plan, Scenario};

/// Works out the case of `scenario` from its yearly `benefits`.
pub(super) fn figures(
    plan: &Plan,
    scenario: Option<&Scenario>,
    world: &CalibratedScenario,
    scores: &StageScores,
    baseline_equity: &[f64],
    benefits: &[f64],
) -> Figure<CaseFigures> {
    if in_revenue_terms(plan) {
        return Err(NotAvailable::because("enter the gross margin of every segment"));
    }
    super::checks::check_settings(plan, NeededFor::Case)?;
    let inputs = case_inputs(plan, scenario, benefits);
    let case = business_case(&inputs)?;
    finite(case.npv, "the NPV")?;
    let affordable_cost = case.pv_benefits / (1.0 + inputs.cost_risk);
    let mut search = Search {
        evaluator: Evaluator::new(world),
        plan,
        scenario,
        world,
        scores,
        baseline_equity,
        inputs,
        pv_costs: case.pv_costs,
    };
    Ok(CaseFigures {
        break_even_causal_share: search.causal_share(),
        break_even_points: search.points(&case),
        affordable_cost,
        case,
    })
}

/// The dated amounts of a case: each enabled initiative pays its one-off cost at the start of its first year and its
/// running cost every year from then on.
pub(crate) fn case_inputs(plan: &Plan, scenario: Option<&Scenario>, benefits: &[f64]) -> CaseInputs {
    let years = benefits.len();
    let mut one_off_costs = vec![0.0; years];
    let mut running_costs = vec![0.0; years];
    let mut enabled: Vec<_> =
        plan.initiatives.iter().filter(|i| scenario.is_some_and(|s| s.initiatives.contains(&i.id))).collect();
    sort_short(&mut enabled, |i| i.id);
    for initiative in enabled {
        let first = initiative.start_year.max(1) as usize - 1;
        if let Some(cost) = one_off_costs.get_mut(first) {
            *cost += initiative.one_off_cost.map_or(0.0, |cost| cost.likely.get());
        }
        for cost in running_costs.iter_mut().skip(first) {
            *cost += initiative.running_cost.map_or(0.0, |cost| cost.likely.get());
        }
    }
    CaseInputs {
        one_off_costs,
        running_costs,
        benefits: benefits.to_vec(),
        benefit_risk: plan.settings.benefit_risk.get(),
        cost_risk: plan.settings.cost_risk.get(),
        discount: plan.settings.discount.get(),
        timing: plan.settings.timing,
    }
}

/// The break-evens: NPV as a function of one unknown.
struct Search<'a> {
    plan: &'a Plan,
    scenario: Option<&'a Scenario>,
    world: &'a CalibratedScenario,
    evaluator: Evaluator<'a>,
    scores: &'a StageScores,
    baseline_equity: &'a [f64],
    inputs: CaseInputs,
    pv_costs: f64,
}

impl Search<'_> {
    fn npv(&mut self, level: &Level, causal_share: f64) -> f64 {
        let equity = self.evaluator.equity(level, causal_share);
        let benefits = equity.iter().zip(self.baseline_equity).map(|(a, b)| self.inputs.after_risk(a - b));
        benefits.zip(&self.world.weights).map(|(benefit, weight)| benefit * weight).sum::<f64>() - self.pv_costs
    }

    /// κ* in [0, 1].
    fn causal_share(&mut self) -> Figure {
        let lifts = scenario_lifts(self.plan, self.scenario, self.scores, 1.0);
        let level = Level::full(&lifts, self.scenario);
        if self.scenario.is_none() {
            return Err(NotAvailable::because("the baseline has no effect to test"));
        }
        let mut npv = |causal_share: f64| self.npv(&level, causal_share);
        let without = npv(0.0);
        if without >= 0.0 {
            return Err(NotAvailable::because("pays without any effect"));
        }
        first_root(&mut npv, 0.0, 1.0).ok_or_else(|| NotAvailable::because("even the full effect does not pay"))
    }

    /// The common factor on all points.
    fn points(&mut self, case: &BusinessCase) -> Figure {
        let Some(scenario) = self.scenario else {
            return Err(NotAvailable::because("the baseline has no points"));
        };
        let causal_share = self.world.causal_share;
        let any = scenario_lifts(self.plan, Some(scenario), self.scores, 1.0);
        if any.iter().all(|l| l.points <= 0.0) {
            return Err(NotAvailable::because("the scenario has no points"));
        }
        let without = Level { points: vec![0.0; any.len()], ..Level::full(&any, self.scenario) };
        if self.npv(&without, causal_share) >= 0.0 {
            return Err(NotAvailable::because("pays without any points"));
        }
        // Beyond the factor at which the last stage reaches 10 the NPV does not change any more.
        let growing = any.iter().filter(|l| l.points > 0.0);
        let most = growing.map(|l| self.scores.points_left(l.stage) / l.points).fold(1.0, f64::max);
        let (low, high) = if case.npv >= 0.0 { (1e-9, 1.0) } else { (1.0, most) };
        let npv = |factor: f64| {
            let lifts = scenario_lifts(self.plan, Some(scenario), self.scores, factor);
            self.npv(&Level::full(&lifts, self.scenario), causal_share)
        };
        first_root(npv, low, high).ok_or_else(|| NotAvailable::because("no number of points makes it pay"))
    }
}

/// The lowest root of a function that need not be monotone: the first of a few brackets in which it changes sign.
fn first_root(mut f: impl FnMut(f64) -> f64, low: f64, high: f64) -> Option<f64> {
    const BRACKETS: u32 = 8;
    let at = |index: u32| low + (high - low) * f64::from(index) / f64::from(BRACKETS);
    let mut before = f(at(0));
    for index in 1..=BRACKETS {
        let after = f(at(index));
        if before * after <= 0.0 {
            return find_root(&mut f, at(index - 1), at(index));
        }
        before = after;
    }
    None
}
