//! A scenario beside the baseline, both calibrated, ready to be evaluated.

use super::points::{Lift, StageScores, scenario_lifts};
use super::resolve::{ResolvedPair, ResolvedPlan};
use super::world::{CalibratedScenario, Level};
use crate::figure::Figure;

/// A scenario and the baseline it is compared with.
pub(crate) struct BothWorlds {
    /// The plan with what the scenario changes.
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
    /// Calibrates a plan with and without its scenario.
    ///
    /// # Errors
    /// A stage that gains points and has no weight, or parameters that do not go together, as a sentence.
    pub(crate) fn of(ResolvedPair { baseline, with: inputs }: ResolvedPair) -> Figure<Self> {
        let scores = StageScores::of(&baseline);
        let lifts = scenario_lifts(&inputs, &scores, 1.0);
        let gaining = lifts.iter().filter(|lift| lift.points > 0.0).map(|lift| lift.stage);
        inputs.check_weights(gaining)?;
        let same_customers = inputs.segments == baseline.segments;
        let baseline = CalibratedScenario::new(&baseline, None)?;
        let world = CalibratedScenario::new(&inputs, same_customers.then_some(&baseline))?.with_lifts(&lifts);
        let level = Level::full(&lifts, inputs.scenario.cost_to_serve);
        Ok(Self { inputs, scores, lifts, baseline, world, level })
    }
}
