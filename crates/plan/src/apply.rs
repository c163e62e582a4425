//! Applying a command: pure, whole or not at all.

use crate::case::change::ScenarioChange;
use crate::case::scenario::Overrides;
use crate::command::Command;
use crate::customers::segment::Segment;
use crate::document::Plan;
use crate::domain::NumberId;
use crate::ids::{ScenarioId, SegmentId};
use crate::limits::Limit;
use crate::note::CellNote;
use crate::number::finite::Number;
use crate::validate::{Severity, check_integrity, problems};
use std::collections::BTreeMap;
use std::sync::Arc;
use thiserror::Error;

/// Why a command was refused; a refused command leaves the plan as it was.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CommandError {
    /// The part that the command names is not in the plan.
    #[error("This {0} is no longer in the plan.")]
    Missing(&'static str),
    /// A value lies outside its range.
    #[error("{0}")]
    Refused(String),
}

pub(crate) type Applied = Result<(), CommandError>;

impl Plan {
    /// Returns the plan after `command`.
    ///
    /// # Errors
    /// A sentence that says what was refused and why.
    pub fn apply(&self, command: &Command) -> Result<Self, CommandError> {
        let mut plan = self.clone();
        plan.execute(command)?;
        plan.keep_agreements_of(self, command)?;
        // A state that comes back whole was read, and checked, before.
        if !matches!(command, Command::Restore(_)) {
            check_integrity(self, &plan)?;
        }
        Ok(plan)
    }

    /// What a room agreed on stays as it is, whatever a command is about. Reopening it is not a change of it, a segment
    /// that is divided takes its overrides with it without changing a figure, and an earlier state comes back whole.
    fn keep_agreements_of(&self, before: &Self, command: &Command) -> Applied {
        let reopened = |id| matches!(command, Command::Scenario(of, ScenarioChange::Agree(_)) if *of == id);
        if matches!(command, Command::SplitSegment { .. } | Command::Restore(_)) {
            return Ok(());
        }
        for scenario in before.scenarios.iter().filter(|s| s.agreed.is_some() && !reopened(s.id)) {
            if self.scenario(scenario.id) != Some(scenario) {
                return Err(scenario.refused_as_agreed());
            }
        }
        Ok(())
    }

    fn annotate(&mut self, id: NumberId, note: &CellNote) -> Applied {
        match id {
            NumberId::Setting(setting) => annotate(&mut self.notes, setting, note, self.settings.at(setting)),
            NumberId::Segment(segment, place) => {
                let mut segments = self.segments.iter_mut();
                let segment = segments.find(|s| s.id == segment).ok_or(CommandError::Missing("segment"))?;
                let segment = Arc::make_mut(segment);
                let likely = segment.at(place);
                annotate(&mut segment.notes, place, note, likely)
            }
            _ => Err(CommandError::Refused("There is no note about this number.".to_owned())),
        }
    }

    fn execute(&mut self, command: &Command) -> Applied {
        match command {
            Command::Restore(state) => {
                let view = std::mem::take(&mut self.view);
                self.clone_from(state);
                self.view = view;
            }
            Command::SetTitle(title) => title.clone_into(&mut self.title),
            Command::Set(change) => return self.change_settings(change),
            Command::Note(id, note) => return self.annotate(*id, note),
            Command::AddStage { name, at } => self.add_stage(name, *at),
            Command::Stage(id, change) => return self.change_stage(*id, change),
            Command::AddRole { name } => drop(self.add_role(name)),
            Command::Role(id, change) => return self.change_role(*id, change),
            Command::AddLane { name } => drop(self.add_lane(name, self.lanes.len())),
            Command::Lane(lane, change) => return self.change_lane(*lane, change),
            Command::Write(cells) => return self.write_cells(cells),
            Command::MakeInitiative(stage, card) => return self.make_initiative(*stage, *card),
            Command::AddParts(parts) => self.add_parts(parts),
            Command::UseTargetsAsPoints { scenario, stages } => return self.use_targets_as_points(*scenario, stages),
            Command::SetSurvey(survey) => return self.set_survey(survey.as_ref()),
            Command::AddSegment { name, years } => drop(self.add_segment(name, years)),
            Command::Segment(id, change) => return self.change_segment(*id, change),
            Command::Import(figures) => return figures.iter().try_for_each(|f| self.import(f)),
            Command::SplitSegment { segment, share, name } => return self.split_segment(*segment, *share, name),
            Command::ReplaceSegments { merged, removed, overrides } => {
                return self.replace_segments(merged, *removed, overrides);
            }
            Command::AddYear => return self.add_year(),
            Command::AddInitiative { name } => drop(self.add_initiative(name)),
            Command::Initiative(id, change) => return self.change_initiative(*id, change),
            Command::AddScenario { name, copy_of } => return self.add_scenario(name, *copy_of),
            Command::Scenario(id, change) => return self.change_scenario(*id, change),
            Command::SetObstacle(obstacle, state) => self.set_obstacle(*obstacle, state),
            Command::Paper(change) => self.paper.change(change),
            Command::Activate(id) => {
                if id.is_some_and(|id| self.scenario(id).is_none()) {
                    return Err(CommandError::Missing("scenario"));
                }
                self.active_scenario = *id;
            }
        }
        Ok(())
    }

    /// Puts `merged` in the place of the segment of its identity and of `removed`, with the overrides that go with it.
    fn replace_segments(
        &mut self,
        merged: &Arc<Segment>,
        removed: SegmentId,
        overrides: &[(ScenarioId, Overrides)],
    ) -> Applied {
        let before = self.clone();
        if merged.id == removed || self.segment(removed).is_none() {
            return Err(CommandError::Missing("segment"));
        }
        let slot = self.segments.iter_mut().find(|s| s.id == merged.id).ok_or(CommandError::Missing("segment"))?;
        *slot = Arc::clone(merged);
        self.segments.retain(|s| s.id != removed);
        for (id, overrides) in overrides {
            let scenario = self.scenarios.iter_mut().find(|s| s.id == *id).ok_or(CommandError::Missing("scenario"))?;
            scenario.overrides = overrides.clone();
        }
        // It is checked like anything that is read; what was wrong before is not its fault.
        let wrong = |plan: &Self, other| problems(plan, Some(other));
        let (then, now) = (wrong(&before, self), wrong(self, &before));
        let is_worse = now.len() > then.len();
        refuse(now.into_iter().find(|p| is_worse || p.severity == Severity::Broken).map(|p| p.message))
    }
}

/// Keeps a note about the number `likely` under `key`; an empty note removes the one that is there.
fn annotate<K: Ord>(notes: &mut BTreeMap<K, CellNote>, key: K, note: &CellNote, likely: Option<Number>) -> Applied {
    refuse(note.spread.problem(likely))?;
    if note.is_empty() {
        notes.remove(&key);
    } else {
        notes.insert(key, note.clone());
    }
    Ok(())
}

/// Moves an item of a list to a position, from 0; a position beyond the end is the end.
pub(crate) fn move_to<T>(list: &mut Vec<T>, from: usize, to: usize) {
    if from < list.len() {
        let item = list.remove(from);
        list.insert(to.min(list.len()), item);
    }
}

/// Refuses `more` parts where there would be `amount`, more than the limit, before any is made.
pub(crate) fn check_room(limit: Limit, amount: usize, more: usize) -> Applied {
    refuse((more > 0 && amount > limit.most()).then(|| limit.exceeded_by(amount)))
}

/// Refuses with the sentence `problem`, if there is one.
pub(crate) fn refuse(problem: Option<String>) -> Applied {
    problem.map_or(Ok(()), |sentence| Err(CommandError::Refused(sentence)))
}
