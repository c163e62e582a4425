//! Applying a command: pure, whole or not at all.

mod segment;
mod settings;

use super::command::{Command, ScenarioChange, SegmentChange, StageChange};
use super::document::Plan;
use super::ids::{InitiativeId, RoleId, ScenarioId, SegmentId, StageId};
use super::number::Number;
use super::scenario::{Estimate, Initiative, Scenario, StagePoints};
use super::segment::{Segment, YearFigures};
use super::stage::{Role, RoleScore, Stage};
use super::validation::{LONGEST_TEXT, check};
use std::sync::Arc;
use thiserror::Error;

pub(super) use segment::{check_driver, check_mix};

/// Why a command was refused; the plan is as it was.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CommandError {
    /// The part it names is not in the plan.
    #[error("this {0} is no longer in the plan")]
    Missing(&'static str),
    /// A value lies outside its range.
    #[error("{0}")]
    Refused(String),
    /// A text is longer than a field holds.
    #[error("this text has {0} characters; at most 10 000 fit here")]
    TooLong(usize),
}

type Applied = Result<(), CommandError>;

impl Plan {
    /// Returns the plan after `command`.
    ///
    /// # Errors
    /// A sentence that says what was refused and why.
    pub fn apply(&self, command: &Command) -> Result<Self, CommandError> {
        let mut plan = self.clone();
        plan.execute(command)?;
        Ok(plan)
    }

    fn execute(&mut self, command: &Command) -> Applied {
        match command {
            Command::SetTitle(title) => set_text(&mut self.title, title),
            Command::Set(change) => self.settings.change(change),
            Command::AddStage { name } => {
                let id = StageId(self.take_id());
                let mut stage = Stage::named(id, String::new());
                set_text(&mut stage.name, name)?;
                stage.weight = self.mean_stage_weight();
                self.stages.push(Arc::new(stage));
                Ok(())
            }
            Command::Stage(id, change) => self.change_stage(*id, change),
            Command::AddRole { name } => {
                let id = RoleId(self.take_id());
                let mut role = Role { id, name: String::new(), weight: Number::ONE };
                set_text(&mut role.name, name)?;
                self.roles.push(role);
                Ok(())
            }
            Command::RenameRole(id, name) => {
                let role = self.roles.iter_mut().find(|r| r.id == *id).ok_or(CommandError::Missing("role"))?;
                set_text(&mut role.name, name)
            }
            Command::RemoveRole(id) => {
                self.roles.retain(|r| r.id != *id);
                for stage in self.stages.iter_mut().filter(|s| s.score(*id).is_some()) {
                    Arc::make_mut(stage).scores.retain(|s| s.role != *id);
                }
                Ok(())
            }
            Command::AddSegment { name, years } => {
                let listed = self.listed_years();
                let id = SegmentId(self.take_id());
                let mut segment =
                    Segment::empty(id, String::new(), if listed.is_empty() { years.clone() } else { listed });
                set_text(&mut segment.name, name)?;
                self.segments.push(Arc::new(segment));
                Ok(())
            }
            Command::Segment(id, change) => self.change_segment(*id, change),
            Command::AddYear => {
                let next = self.listed_years().last().map(|y| y.saturating_add(1));
                let next = next.ok_or(CommandError::Missing("segment"))?;
                for segment in &mut self.segments {
                    Arc::make_mut(segment).years.push(YearFigures::empty(next));
                }
                Ok(())
            }
            Command::AddScenario { name, copy_of } => self.add_scenario(name, *copy_of),
            Command::Scenario(id, change) => self.change_scenario(*id, change),
            Command::Activate(id) => {
                if id.is_some_and(|id| self.scenario(id).is_none()) {
                    return Err(CommandError::Missing("scenario"));
                }
                self.active_scenario = *id;
                Ok(())
            }
            initiative => self.change_initiative(initiative),
        }
    }

    /// The weight a new stage starts with when weights are entered: that of an average stage.
    fn mean_stage_weight(&self) -> Option<Number> {
        let weights: Vec<f64> = self.stages.iter().filter_map(|s| s.weight).map(Number::get).collect();
        if weights.is_empty() {
            return None;
        }
        Number::new(weights.iter().sum::<f64>() / weights.len() as f64).ok()
    }

    fn change_stage(&mut self, id: StageId, change: &StageChange) -> Applied {
        let position = self.stages.iter().position(|s| s.id == id).ok_or(CommandError::Missing("stage"))?;
        match change {
            StageChange::Remove => {
                self.stages.remove(position);
                self.forget_stage(id);
                return Ok(());
            }
            StageChange::MoveTo(to) => {
                let stage = self.stages.remove(position);
                self.stages.insert((*to).min(self.stages.len()), stage);
                return Ok(());
            }
            _ => {}
        }
        let roles = &self.roles;
        let stage = self.stages.get_mut(position).map(Arc::make_mut).ok_or(CommandError::Missing("stage"))?;
        let known = |role: RoleId| {
            if roles.iter().any(|r| r.id == role) { Ok(role) } else { Err(CommandError::Missing("role")) }
        };
        match change {
            StageChange::Name(name) => set_text(&mut stage.name, name),
            StageChange::Text(lane, text) => set_text(stage.text_mut(*lane), text),
            StageChange::ScoreToday(role, score) => {
                refuse(score.and_then(|s| check::score("The score", s)))?;
                stage.activate(known(*role)?).today = *score;
                Ok(())
            }
            StageChange::ScoreTarget(role, score) => {
                refuse(score.and_then(|s| check::score("The target", s)))?;
                stage.activate(known(*role)?).target = *score;
                Ok(())
            }
            StageChange::Active(role, true) => {
                stage.activate(known(*role)?);
                Ok(())
            }
            StageChange::Active(role, false) => {
                stage.scores.retain(|s| s.role != *role);
                Ok(())
            }
            StageChange::Weight(weight) => {
                refuse(weight.and_then(|w| check::not_negative("The weight", w)))?;
                stage.weight = *weight;
                Ok(())
            }
            StageChange::MoveTo(_) | StageChange::Remove => Ok(()),
        }
    }

    /// Removes every mention of a stage.
    fn forget_stage(&mut self, id: StageId) {
        for initiative in self.initiatives.iter_mut().filter(|i| i.lifts.iter().any(|l| l.stage == id)) {
            Arc::make_mut(initiative).lifts.retain(|l| l.stage != id);
        }
        for segment in self.segments.iter_mut().filter(|s| s.stage_weights.iter().any(|(stage, _)| *stage == id)) {
            Arc::make_mut(segment).stage_weights.retain(|(stage, _)| *stage != id);
        }
        for scenario in &mut self.scenarios {
            scenario.points_by_hand.retain(|(stage, _)| *stage != id);
            scenario.overrides.conversion.retain(|(stage, _)| *stage != id);
        }
    }

    fn change_segment(&mut self, id: SegmentId, change: &SegmentChange) -> Applied {
        if *change == SegmentChange::Remove {
            self.segments.retain(|s| s.id != id);
            for scenario in &mut self.scenarios {
                scenario.overrides.drivers.retain(|(segment, ..)| *segment != id);
                scenario.overrides.mixes.retain(|(segment, ..)| *segment != id);
            }
            return Ok(());
        }
        let segment = self.segments.iter_mut().find(|s| s.id == id).ok_or(CommandError::Missing("segment"))?;
        Arc::make_mut(segment).change(change)
    }

    fn change_initiative(&mut self, command: &Command) -> Applied {
        if let Command::AddInitiative { name } = command {
            let id = InitiativeId(self.take_id());
            let mut initiative = Initiative::named(id, String::new());
            set_text(&mut initiative.name, name)?;
            self.initiatives.push(Arc::new(initiative));
            let active = self.active_scenario;
            if let Some(scenario) = self.scenarios.iter_mut().find(|s| Some(s.id) == active) {
                scenario.initiatives.push(id);
            }
            return Ok(());
        }
        match command {
            Command::RenameInitiative(id, name) => set_text(&mut self.initiative_mut(*id)?.name, name),
            Command::SetInitiativeOwner(id, owner) => set_text(&mut self.initiative_mut(*id)?.owner, owner),
            Command::SetInitiativePoints(id, stage, points) => {
                refuse(points.and_then(|p| check::range("The points", p, 0.0, 9.0)))?;
                self.stage(*stage).ok_or(CommandError::Missing("stage"))?;
                let initiative = self.initiative_mut(*id)?;
                let kept = initiative.lifts.iter().find(|l| l.stage == *stage).map(|l| l.points);
                initiative.lifts.retain(|l| l.stage != *stage);
                if let Some(likely) = *points {
                    let points = kept.map_or(Estimate::of(likely), |old| old.with_likely(likely));
                    initiative.lifts.push(StagePoints { stage: *stage, points });
                }
                Ok(())
            }
            Command::SetInitiativeStart(id, year) => {
                refuse(check::whole("The start year", *year, 1, 20))?;
                self.initiative_mut(*id)?.start_year = *year;
                Ok(())
            }
            Command::SetOneOffCost(id, cost) => {
                refuse(cost.and_then(|c| check::not_negative("The one-off cost", c)))?;
                self.initiative_mut(*id)?.one_off_cost = *cost;
                Ok(())
            }
            Command::SetRunningCost(id, cost) => {
                refuse(cost.and_then(|c| check::not_negative("The running cost", c)))?;
                self.initiative_mut(*id)?.running_cost = *cost;
                Ok(())
            }
            Command::SetInitiativeEvidence(id, evidence) => {
                self.initiative_mut(*id)?.evidence = *evidence;
                Ok(())
            }
            Command::RemoveInitiative(id) => {
                self.initiatives.retain(|i| i.id != *id);
                for scenario in &mut self.scenarios {
                    scenario.initiatives.retain(|i| i != id);
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn initiative_mut(&mut self, id: InitiativeId) -> Result<&mut Initiative, CommandError> {
        let found = self.initiatives.iter_mut().find(|i| i.id == id);
        found.map(Arc::make_mut).ok_or(CommandError::Missing("initiative"))
    }

    fn add_scenario(&mut self, name: &str, copy_of: Option<ScenarioId>) -> Applied {
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

    fn change_scenario(&mut self, id: ScenarioId, change: &ScenarioChange) -> Applied {
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

impl Stage {
    /// The score entry of `role`, added when the role was not active.
    fn activate(&mut self, role: RoleId) -> &mut RoleScore {
        let position = self.scores.iter().position(|s| s.role == role).unwrap_or_else(|| {
            self.scores.push(RoleScore { role, today: None, target: None });
            self.scores.len() - 1
        });
        #[allow(clippy::indexing_slicing)] // found or pushed just above
        &mut self.scores[position]
    }
}

fn set_text(slot: &mut String, text: &str) -> Applied {
    let length = text.chars().count();
    if length > LONGEST_TEXT {
        return Err(CommandError::TooLong(length));
    }
    text.clone_into(slot);
    Ok(())
}

fn refuse(problem: Option<String>) -> Applied {
    problem.map_or(Ok(()), |sentence| Err(CommandError::Refused(sentence)))
}
