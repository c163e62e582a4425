//! A scenario beside the baseline, both resolved and calibrated, ready to be evaluated.

use super::points::{Lift, StageScores, scenario_lifts};
use super::resolve::{ResolvedPlan, check_weights};
use super::world::{CalibratedScenario, Level};
use crate::figure::Figure;
use journey_plan::{Plan, Scenario};

/// See the module.
pub(crate) struct BothWorlds {
    /// The plan with the scenario's overrides.
    pub(crate) inputs: ResolvedPlan,
    pub(crate) scores: StageScores,
    /// The scenario's capped points.
    pub(crate) lifts: Vec<Lift>,
    pub(crate) baseline: CalibratedScenario,
    pub(crate) world: CalibratedScenario,
    /// The whole scenario.
    pub(crate) level: Level,
}

impl BothWorlds {
    /// Resolves `plan` with and without `scenario`.
    ///
    /// # Errors
    /// The first value that no formula accepts, or what is missing, as a sentence.
    pub(crate) fn of(plan: &Plan, scenario: Option<&Scenario>) -> Figure<Self> {
        super::checks::check_values(plan, scenario)?;
        let baseline_inputs = ResolvedPlan::resolve(plan, None)?;
        let inputs = match scenario {
            Some(scenario) if !scenario.overrides.drivers.is_empty() || !scenario.overrides.mixes.is_empty() => {
                ResolvedPlan::resolve(plan, Some(&scenario.overrides))?
            }
            _ => baseline_inputs.clone(),
        };
        let scores = StageScores::of(plan, &baseline_inputs);
        let lifts = scenario_lifts(plan, scenario, &scores, 1.0);
        let gaining = lifts.iter().filter(|lift| lift.points > 0.0).map(|lift| lift.stage);
        check_weights(plan, &inputs, gaining)?;
        let baseline = CalibratedScenario::new(plan, None, &baseline_inputs, None)?;
        let same_customers = inputs == baseline_inputs;
        let world =
            CalibratedScenario::new(plan, scenario, &inputs, same_customers.then_some(&baseline))?.with_lifts(&lifts);
        let level = Level::full(&lifts, scenario);
        Ok(Self { inputs, scores, lifts, baseline, world, level })
    }
}
