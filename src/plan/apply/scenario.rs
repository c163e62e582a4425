//! Changes of the scenarios.

use super::{Applied, CommandError, refuse, set_text};
use crate::plan::command::ScenarioChange;
use crate::plan::document::Plan;
use crate::plan::ids::ScenarioId;
use crate::plan::scenario::Scenario;
use crate::plan::validation::check;

impl Plan {
    pub(super) fn add_scenario(&mut self, name: &str, copy_of: Option<ScenarioId>) -> Applied {
        let id = ScenarioId(self.take_id());
        let mut scenario = match copy_of {
            Some(original) => self.scenario(original).cloned().ok_or(CommandError::Missing("scenario"))?,
            None => Scenario::named(id, String::new()),
        };
        scenario.id = id;
        set_text(&mut scenario.name, name)?;
        self.scenarios.push(scenario);
        self.active_scenario = Some(id);
        Ok(())
    }

    pub(super) fn change_scenario(&mut self, id: ScenarioId, change: &ScenarioChange) -> Applied {
        if *change == ScenarioChange::Remove {
            self.scenarios.retain(|s| s.id != id);
            self.active_scenario = self.active_scenario.filter(|active| *active != id);
            return Ok(());
        }
        match change {
            ScenarioChange::Enable(initiative, _) if self.initiative(*initiative).is_none() => {
                return Err(CommandError::Missing("initiative"));
            }
            ScenarioChange::Points(stage, _) if self.stage(*stage).is_none() => {
                return Err(CommandError::Missing("stage"));
            }
            _ => {}
        }
        let scenario = self.scenarios.iter_mut().find(|s| s.id == id).ok_or(CommandError::Missing("scenario"))?;
        match change {
            ScenarioChange::Name(name) => set_text(&mut scenario.name, name),
            ScenarioChange::Enable(initiative, on) => {
                scenario.initiatives.retain(|i| i != initiative);
                if *on {
                    scenario.initiatives.push(*initiative);
                }
                Ok(())
            }
            ScenarioChange::Points(stage, points) => {
                refuse(points.and_then(|p| check::range("The points", p, 0.0, 9.0)))?;
                match (scenario.points_by_hand.iter_mut().find(|(id, _)| id == stage), points) {
                    (Some(entry), Some(points)) => entry.1 = *points,
                    (None, Some(points)) => scenario.points_by_hand.push((*stage, *points)),
                    (_, None) => scenario.points_by_hand.retain(|(id, _)| id != stage),
                }
                Ok(())
            }
            ScenarioChange::CostToServe(share) => {
                refuse(share.and_then(|c| check::range("The saving in cost to serve", c, 0.0, 0.33)))?;
                scenario.cost_to_serve = *share;
                Ok(())
            }
            ScenarioChange::CausalShare(share) => {
                refuse(share.and_then(|k| check::share("The causal share", k)))?;
                scenario.overrides.causal_share = *share;
                Ok(())
            }
            ScenarioChange::Remove => Ok(()),
        }
    }
}
