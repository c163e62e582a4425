//! Applying a command: pure, whole or not at all.

use crate::case::change::ScenarioChange;
use crate::case::scenario::Overrides;
use crate::command::Command;
use crate::customers::segment::{Segment, YearFigures};
use crate::document::Plan;
use crate::ids::{ScenarioId, SegmentId};
use crate::limits::LONGEST_TEXT;
use crate::note::CellNote;
use crate::number::finite::Number;
use crate::settings::change::SettingChange;
use crate::validate::{Severity, problems_of};
use std::collections::BTreeMap;
use std::sync::Arc;
use thiserror::Error;

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

    fn execute(&mut self, command: &Command) -> Applied {
        match command {
            Command::Restore(state) => {
                self.clone_from(state);
                Ok(())
            }
            Command::SetTitle(title) => set_text(&mut self.title, title),
            Command::Set(SettingChange::Weights(source)) => self.set_weights(*source),
            Command::Set(change) => {
                self.settings.change(change)?;
                for (setting, note) in &mut self.notes {
                    note.follow(self.settings.at(*setting));
                }
                Ok(())
            }
            Command::Note(setting, note) => annotate(&mut self.notes, *setting, note, self.settings.at(*setting)),
            Command::AddStage { name, at } => self.add_stage(name, *at),
            Command::Stage(id, change) => self.change_stage(*id, change),
            Command::AddRole { name } => self.add_role(name).map(|_| ()),
            Command::Role(id, change) => self.change_role(*id, change),
            Command::AddLane { name } => self.add_lane(name, self.lanes.len()).map(|_| ()),
            Command::Lane(lane, change) => self.change_lane(*lane, change),
            Command::Write(cells) => self.write_cells(cells),
            Command::AddParts(parts) => self.add_parts(parts),
            Command::UseTargetsAsPoints { scenario, stages } => self.use_targets_as_points(*scenario, stages),
            Command::SetSurvey(survey) => self.set_survey(survey.as_ref()),
            Command::AddSegment { name, years } => self.add_segment(name, years).map(|_| ()),
            Command::Segment(id, change) => self.change_segment(*id, change),
            Command::Import(figures) => figures.iter().try_for_each(|f| self.import(f)),
            Command::SplitSegment { segment, share, name } => self.split_segment(*segment, *share, name),
            Command::ReplaceSegments { merged, removed, overrides } => {
                self.replace_segments(merged, *removed, overrides)
            }
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
            Command::SetObstacle(obstacle, state) => self.set_obstacle(*obstacle, state),
            Command::Paper(change) => self.change_paper(change),
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

    /// Puts `merged` in the place of the segment of its identity and of `removed`, with the overrides that go with it.
    fn replace_segments(
        &mut self,
        merged: &Arc<Segment>,
        removed: SegmentId,
        overrides: &[(ScenarioId, Overrides)],
    ) -> Applied {
        let wrong_before = problems_of(self, &[merged.id, removed]).len();
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
        let problems = problems_of(self, &[merged.id]);
        let is_worse = problems.len() > wrong_before;
        refuse(problems.into_iter().find(|p| is_worse || p.severity == Severity::Broken).map(|p| p.message))
    }
}

pub(crate) fn set_text(slot: &mut String, text: &str) -> Applied {
    check_length(text)?;
    text.clone_into(slot);
    Ok(())
}

pub(crate) fn check_length(text: &str) -> Applied {
    let length = text.chars().count();
    if length > LONGEST_TEXT { Err(CommandError::TooLong(length)) } else { Ok(()) }
}

/// Keeps a note about the number `likely` under `key`; an empty note removes the one there is.
pub(crate) fn annotate<K: Ord>(
    notes: &mut BTreeMap<K, CellNote>,
    key: K,
    note: &CellNote,
    likely: Option<Number>,
) -> Applied {
    for text in note.texts() {
        check_length(text)?;
    }
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

pub(crate) fn refuse(problem: Option<String>) -> Applied {
    problem.map_or(Ok(()), |sentence| Err(CommandError::Refused(sentence)))
}
