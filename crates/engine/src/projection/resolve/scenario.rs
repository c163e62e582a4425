//! What a scenario changes, beside the drivers and mixes of the segments, and what holds where it changes nothing.

use super::common::Common;
use crate::model::business_case::CaseInputs;
use crate::model::experience::EndPoints;
use crate::projection::remarks::ForecastNote;
use journey_plan::order::sort_short;
use journey_plan::{
    Estimate, Initiative, InitiativeId, Number, Plan, PublishedEndPoints, RetentionAnchor, Scenario, SpendCurve,
    StageId,
};
use std::sync::Arc;

/// A scenario of a plan, resolved; of the baseline it has the plan's parameters and nothing that moves.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ResolvedScenario {
    pub(crate) is_baseline: bool,
    /// Points set by hand, by position of the stage.
    pub(crate) by_hand: Vec<Option<f64>>,
    /// c: share of the servicing cost saved at full effect.
    pub(crate) cost_to_serve: f64,
    /// New customers won per point, by position of the stage.
    pub(crate) conversion: Vec<f64>,
    /// κ.
    pub(crate) causal_share: f64,
    /// φ, year by year.
    pub(crate) phase_in: Vec<f64>,
    pub(crate) end_points: EndPoints,
    pub(crate) spend_curve: SpendCurve,
    pub(crate) retention_anchor: RetentionAnchor,
    /// Every initiative of the plan, in its order.
    pub(crate) initiatives: Vec<ResolvedInitiative>,
    /// `h_b`: share by which benefits are cut.
    benefit_risk: f64,
    /// `h_c`: share by which costs are raised.
    cost_risk: f64,
}

/// An initiative as the money sees it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ResolvedInitiative {
    pub(crate) id: InitiativeId,
    pub(crate) name: String,
    pub(crate) enabled: bool,
    /// First year in which it runs, from 1.
    pub(crate) start: usize,
    /// Whether that year lies within the horizon; otherwise the initiative neither costs nor gains anything.
    pub(crate) within_horizon: bool,
    /// Points by position of the stage, in the order of the positions.
    points: Vec<(usize, f64)>,
    /// Paid at the start of its first year, in currency.
    pub(crate) one_off_cost: f64,
    /// Paid in every year from then on, in currency.
    pub(crate) running_cost: f64,
}

impl ResolvedInitiative {
    /// Resolves `initiative`; `positions` are those of the stages, in the order of their ids.
    fn of(plan: &Plan, initiative: &Initiative, enabled: bool, positions: &[(StageId, usize)]) -> Self {
        let amount = |cost: Option<Estimate>| cost.map_or(0.0, |cost| cost.likely.get());
        let position =
            |stage| positions.binary_search_by_key(&stage, |(id, _)| *id).ok().map(|found| positions[found].1);
        let points = initiative.lifts.iter().filter_map(|l| Some((position(l.stage)?, l.points.likely.get())));
        let mut points: Vec<(usize, f64)> = points.collect();
        sort_short(&mut points, |(at, _)| *at);
        Self {
            id: initiative.id,
            name: initiative.name.clone(),
            enabled,
            start: initiative.start_year as usize,
            within_horizon: initiative.starts_within(plan.settings.horizon),
            points,
            one_off_cost: amount(initiative.one_off_cost),
            running_cost: amount(initiative.running_cost),
        }
    }

    /// Points on the stage at a position, if any are entered.
    pub(crate) fn points(&self, stage: usize) -> Option<f64> {
        self.points.binary_search_by_key(&stage, |(at, _)| *at).ok().map(|found| self.points[found].1)
    }

    /// Position of its first year, from 0.
    pub(crate) fn first(&self) -> usize {
        self.start.max(1) - 1
    }
}

impl ResolvedScenario {
    /// Resolves `scenario` of `plan`; the baseline without one.
    pub(crate) fn of(plan: &Plan, scenario: Option<&Scenario>) -> Self {
        let settings = &plan.settings;
        let overrides = scenario.map(|s| &s.overrides);
        let by_scenario = |id| overrides.and_then(|o| o.conversion.iter().find(|(stage, _)| *stage == id));
        let conversion = |id| by_scenario(id).map(|(_, c)| *c);
        let phase_in = overrides.and_then(|o| o.phase_in.as_ref()).unwrap_or(&settings.phase_in);
        let enabled = |id| scenario.is_some_and(|s| s.initiatives.contains(&id));
        let mut positions: Vec<_> = plan.stages.iter().enumerate().map(|(index, stage)| (stage.id, index)).collect();
        sort_short(&mut positions, |(id, _)| *id);
        let initiative = |i: &Arc<Initiative>| ResolvedInitiative::of(plan, i, enabled(i.id), &positions);
        Self {
            is_baseline: scenario.is_none(),
            by_hand: plan.stages.iter().map(|s| scenario?.hand_set(s.id).map(Number::get)).collect(),
            cost_to_serve: scenario.and_then(|s| s.cost_to_serve).map_or(0.0, Number::get),
            conversion: plan
                .stages
                .iter()
                .map(|s| conversion(s.id).or(s.conversion).map_or(0.0, Number::get))
                .collect(),
            causal_share: overrides.and_then(|o| o.causal_share).unwrap_or(settings.causal_share).get(),
            phase_in: phase_in.iter().map(|n| n.get()).collect(),
            end_points: plain(overrides.and_then(|o| o.end_points).unwrap_or(settings.end_points)),
            spend_curve: settings.spend_curve,
            retention_anchor: settings.retention_anchor,
            initiatives: plan.initiatives.iter().map(initiative).collect(),
            benefit_risk: settings.benefit_risk.get(),
            cost_risk: settings.cost_risk.get(),
        }
    }

    /// The enabled initiatives, in the order of their ids.
    pub(crate) fn enabled(&self) -> Vec<&ResolvedInitiative> {
        let mut enabled: Vec<_> = self.initiatives.iter().filter(|i| i.enabled).collect();
        sort_short(&mut enabled, |i| i.id);
        enabled
    }

    /// The first start year of the enabled initiatives within the horizon; 1 where points are set by hand or none is.
    pub(crate) fn first_start(&self) -> usize {
        if self.by_hand.iter().any(Option::is_some) {
            return 1;
        }
        // One that starts later neither costs nor gains anything within the horizon.
        let counting = self.initiatives.iter().filter(|i| i.enabled && i.within_horizon);
        counting.map(|i| i.start).min().unwrap_or(1)
    }

    /// The dated amounts of the case with these yearly `benefits`: each enabled initiative pays its one-off cost at the
    /// start of its first year and its running cost every year from then on.
    pub(crate) fn case_inputs(&self, common: &Common, benefits: &[f64]) -> CaseInputs {
        let years = benefits.len();
        let mut one_off_costs = vec![0.0; years];
        let mut running_costs = vec![0.0; years];
        for initiative in self.enabled() {
            if let Some(cost) = one_off_costs.get_mut(initiative.first()) {
                *cost += initiative.one_off_cost;
            }
            for cost in running_costs.iter_mut().skip(initiative.first()) {
                *cost += initiative.running_cost;
            }
        }
        CaseInputs {
            one_off_costs,
            running_costs,
            benefits: benefits.to_vec(),
            benefit_risk: self.benefit_risk,
            cost_risk: self.cost_risk,
            discount: common.discount,
            timing: common.timing,
        }
    }

    /// A note on each enabled initiative that starts too late to count, in the order of their ids.
    pub(crate) fn after_the_horizon(&self) -> impl Iterator<Item = ForecastNote> {
        let late = self.enabled().into_iter().filter(|i| !i.within_horizon);
        late.map(|i| ForecastNote::AfterHorizon { initiative: i.name.clone() })
    }
}

fn plain(points: PublishedEndPoints) -> EndPoints {
    EndPoints {
        spend_ratio: points.spend_ratio.get(),
        retention_poorest: points.retention_poorest.get(),
        retention_best: points.retention_best.get(),
    }
}
