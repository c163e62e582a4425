//! A scenario beside the baseline, both resolved and calibrated, ready to be evaluated.

use super::inputs::Inputs;
use super::points::{Lift, StageScores, scenario_lifts};
use super::types::Figure;
use super::world::{Level, World};
use journey_plan::{Plan, Scenario};

/// See the module.
pub(super) struct BothWorlds {
    /// The plan with the scenario's overrides.
    pub(super) inputs: Inputs,
    pub(super) scores: StageScores,
    /// The scenario's capped points.
    pub(super) lifts: Vec<Lift>,
    pub(super) baseline: World,
    pub(super) world: World,
    /// The whole scenario.
    pub(super) level: Level,
}

impl BothWorlds {
    /// Resolves `plan` with and without `scenario`.
    ///
    /// # Errors
    /// The first value that no formula accepts, or what is missing, as a sentence.
    pub(super) fn of(plan: &Plan, scenario: Option<&Scenario>) -> Figure<Self> {
        super::checks::check_values(plan, scenario)?;
        let baseline_inputs = Inputs::resolve(plan, None)?;
        let inputs = match scenario {
            Some(scenario) if !scenario.overrides.drivers.is_empty() || !scenario.overrides.mixes.is_empty() => {
                Inputs::resolve(plan, Some(&scenario.overrides))?
            }
            _ => baseline_inputs.clone(),
        };
        let scores = StageScores::of(plan, &baseline_inputs);
        let lifts = scenario_lifts(plan, scenario, &scores, 1.0);
        let baseline = World::new(plan, None, &baseline_inputs, None)?;
        let same_customers = inputs == baseline_inputs;
        let world = World::new(plan, scenario, &inputs, same_customers.then_some(&baseline))?.with_lifts(&lifts);
        let level = Level::full(&lifts, scenario);
        Ok(Self { inputs, scores, lifts, baseline, world, level })
    }
}
