//! Points by hand that bring stages to their targets.

use crate::apply::{Applied, CommandError};
use crate::case::scenario::Scenario;
use crate::document::Plan;
use crate::ids::{ScenarioId, StageId};
use crate::number::finite::Number;

impl Plan {
    /// The distance from today to the target, set by hand as points where both are scored and the target lies above.
    pub(crate) fn use_targets_as_points(&mut self, scenario: Option<ScenarioId>, stages: &[StageId]) -> Applied {
        let mut points = Vec::new();
        for stage in stages.iter().filter_map(|id| self.stage(*id)) {
            let Some((today, target)) = stage.score_today(&self.roles).zip(stage.score_target(&self.roles)) else {
                continue;
            };
            // Scores have one or two decimals; so have the points between them.
            let distance = Number::new(((target - today) * 1e6).round() / 1e6).ok().filter(|d| d.get() > 0.0);
            points.extend(distance.map(|distance| (stage.id, distance)));
        }
        if points.is_empty() {
            return Err(CommandError::Refused("No stage has a target above its score today.".to_owned()));
        }
        let id = scenario.unwrap_or_else(|| {
            let id = ScenarioId(self.take_id());
            self.scenarios.push(Scenario::named(id, "Targets reached"));
            self.active_scenario = Some(id);
            id
        });
        let scenario = self.scenarios.iter_mut().find(|s| s.id == id).ok_or(CommandError::Missing("scenario"))?;
        scenario.points_by_hand.retain(|(stage, _)| points.iter().all(|(new, _)| new != stage));
        scenario.points_by_hand.extend(points);
        Ok(())
    }
}
