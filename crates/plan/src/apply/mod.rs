//! Applying a command: pure, whole or not at all.

mod cells;
mod import;
mod initiative;
mod lane;
mod parts;
mod role;
mod scenario;
mod segment;
mod segments;
mod settings;
mod stage;

use crate::command::{Command, ScenarioChange, SegmentChange, SettingChange};
use crate::document::Plan;
use crate::ids::SegmentId;
use crate::limits::LONGEST_TEXT;
use crate::note::CellNote;
use crate::number::Number;
use crate::obstacle::{Obstacle, ObstacleState};
use crate::paper::PaperChange;
use crate::segment::{Segment, YearFigures};
use std::collections::BTreeMap;
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
                return Err(scenario::agreed(scenario));
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

    /// Adds a segment with the years the others list, or `years` where none lists any.
    fn add_segment(&mut self, name: &str, years: &[i32]) -> Result<SegmentId, CommandError> {
        let listed = self.listed_years();
        let id = SegmentId(self.take_id());
        let years = if listed.is_empty() { years.to_vec() } else { listed };
        let mut segment = Segment::empty(id, String::new(), years);
        set_text(&mut segment.name, name)?;
        self.segments.push(Arc::new(segment));
        Ok(id)
    }

    fn set_obstacle(&mut self, obstacle: Obstacle, state: &ObstacleState) -> Applied {
        if state.is_empty() {
            self.obstacles.remove(&obstacle);
            return Ok(());
        }
        check_length(&state.owner)?;
        check_length(&state.note)?;
        self.obstacles.insert(obstacle, state.clone());
        Ok(())
    }

    fn change_paper(&mut self, change: &PaperChange) -> Applied {
        let paper = &mut self.paper;
        match change {
            PaperChange::Question(text) => set_text(&mut paper.question, text),
            PaperChange::Risks(text) => set_text(&mut paper.risks, text),
            PaperChange::NextStep(text) => set_text(&mut paper.next_step, text),
            PaperChange::DecideOn(day) => {
                paper.decide_on = *day;
                Ok(())
            }
            PaperChange::Confidential(on) => {
                paper.confidential = *on;
                Ok(())
            }
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
        if matches!(change, SegmentChange::StageWeight(stage, _) if self.stage(*stage).is_none()) {
            return Err(CommandError::Missing("stage"));
        }
        let segment = self.segments.iter_mut().find(|s| s.id == id).ok_or(CommandError::Missing("segment"))?;
        Arc::make_mut(segment).change(change)
    }
}

fn set_text(slot: &mut String, text: &str) -> Applied {
    check_length(text)?;
    text.clone_into(slot);
    Ok(())
}

fn check_length(text: &str) -> Applied {
    let length = text.chars().count();
    if length > LONGEST_TEXT { Err(CommandError::TooLong(length)) } else { Ok(()) }
}

/// Keeps a note about the number `likely` under `key`; an empty note removes the one there is.
fn annotate<K: Ord>(notes: &mut BTreeMap<K, CellNote>, key: K, note: &CellNote, likely: Option<Number>) -> Applied {
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
fn move_to<T>(list: &mut Vec<T>, from: usize, to: usize) {
    if from < list.len() {
        let item = list.remove(from);
        list.insert(to.min(list.len()), item);
    }
}

fn refuse(problem: Option<String>) -> Applied {
    problem.map_or(Ok(()), |sentence| Err(CommandError::Refused(sentence)))
}
