//! What a command did, in words: said with a way back where something went, moved or came in, and named when it is undone.

use crate::case::change::{InitiativeChange, ScenarioChange};
use crate::command::Command;
use crate::customers::change::SegmentChange;
use crate::document::Plan;
use crate::ids::{CardId, RoleId, StageId};
use crate::journey::cells::MapRow;
use crate::journey::change::{CardChange, LaneChange, RoleChange, StageChange, StepChange};
use crate::journey::lane::Lane;
use crate::journey::stage::Stage;
use crate::number::pen::Noun;

/// What a command did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandWords {
    /// What was done, as a sentence without its full stop: `Removed the stage “Deploy”`.
    pub text: String,
    /// Whether it is told at once, with a way back: it removes, moves, replaces or brings in more than one thing. What is
    /// seen where it is done, as typing is, is not told.
    pub is_told: bool,
}

/// The longest part of a card's text that names it, in characters.
const LONGEST_NAME: usize = 40;

fn told(text: impl Into<String>) -> CommandWords {
    CommandWords { text: text.into(), is_told: true }
}

fn seen(text: impl Into<String>) -> CommandWords {
    CommandWords { text: text.into(), is_told: false }
}

impl Command {
    /// What the command does to `plan`, which it was not applied to yet.
    pub fn words(&self, plan: &Plan) -> CommandWords {
        let count = |number: usize, one, more| plan.settings.pen().count(number, Noun(one, more));
        match self {
            Self::Restore(_) => told("Replaced the plan"),
            Self::SetTitle(_) => seen("Changed the title"),
            Self::Set(_) => seen("Changed a setting"),
            Self::Note(..) => seen("Changed a note"),
            Self::AddStage { name, .. } => seen(format!("Added the stage “{name}”")),
            Self::Stage(id, change) => plan.stage_words(*id, change),
            Self::AddRole { name } => seen(format!("Added the role “{name}”")),
            Self::Role(id, change) => plan.role_words(*id, change),
            Self::AddLane { name } => seen(format!("Added the lane “{name}”")),
            Self::Lane(lane, change) => plan.lane_words(*lane, change),
            Self::Write(cells) if cells.iter().all(|(_, _, text)| text.trim().is_empty()) => {
                told(format!("Emptied {} of the map", count(cells.len(), "cell", "cells")))
            }
            Self::Write(cells) if cells.len() > 1 => {
                told(format!("Changed {} of the map", count(cells.len(), "cell", "cells")))
            }
            Self::Write(cells) => match plan.cards_lost(cells) {
                0 => seen("Changed a cell of the map"),
                lost => told(format!("Wrote over {}", count(lost, "card", "cards"))),
            },
            Self::MakeInitiative(stage, card) => told(format!(
                "Made the opportunity {} an initiative; its points and cost are entered on the Case screen",
                plan.card_name(*stage, *card)
            )),
            Self::UseTargetsAsPoints { .. } => told("Set points by the targets"),
            Self::SetSurvey(Some(_)) => told("Derived the weights from the survey"),
            Self::SetSurvey(None) => told("Removed what the survey says about the weights"),
            Self::AddParts(parts) => told(format!("Copied {}", count(parts.stages.len(), "stage", "stages"))),
            Self::AddSegment { name, .. } => seen(format!("Added the segment “{name}”")),
            Self::Segment(id, change) => {
                let name = plan.segment(*id).map(|s| s.name.clone()).unwrap_or_default();
                segment_words(&name, change, |cells| count(cells, "number", "numbers"))
            }
            Self::Import(_) => told("Imported figures"),
            Self::SplitSegment { segment, .. } => {
                let name = plan.segment(*segment).map(|s| s.name.as_str()).unwrap_or_default();
                told(format!("Divided the segment “{name}”"))
            }
            Self::ReplaceSegments { merged, .. } => told(format!("Merged two segments into “{}”", merged.name)),
            Self::AddYear => seen("Added a year"),
            Self::AddInitiative { name } => seen(format!("Added the initiative “{name}”")),
            Self::Initiative(id, change) => {
                let name = plan.initiative(*id).map(|i| i.name.as_str()).unwrap_or_default();
                match change {
                    InitiativeChange::Remove => told(format!("Removed the initiative “{name}”")),
                    InitiativeChange::Name(_)
                    | InitiativeChange::Points(..)
                    | InitiativeChange::Start(_)
                    | InitiativeChange::OneOffCost(_)
                    | InitiativeChange::RunningCost(_)
                    | InitiativeChange::Spread(..)
                    | InitiativeChange::Source(_)
                    | InitiativeChange::Owner(_)
                    | InitiativeChange::Evidence(_) => seen(format!("Changed the initiative “{name}”")),
                }
            }
            Self::AddScenario { name, .. } => seen(format!("Added the scenario “{name}”")),
            Self::Scenario(id, change) => {
                let name = plan.scenario(*id).map(|s| s.name.as_str()).unwrap_or_default();
                match change {
                    ScenarioChange::Remove => told(format!("Removed the scenario “{name}”")),
                    ScenarioChange::Agree(Some(_)) => seen(format!("Locked the scenario “{name}” as agreed")),
                    ScenarioChange::Agree(None) => seen(format!("Unlocked the scenario “{name}”")),
                    ScenarioChange::Name(_)
                    | ScenarioChange::Enable(..)
                    | ScenarioChange::Points(..)
                    | ScenarioChange::CostToServe(_)
                    | ScenarioChange::CausalShare(_)
                    | ScenarioChange::PhaseIn(_)
                    | ScenarioChange::EndPoints(_)
                    | ScenarioChange::Driver(..)
                    | ScenarioChange::Mix(..)
                    | ScenarioChange::Conversion(..) => seen(format!("Changed the scenario “{name}”")),
                }
            }
            Self::SetObstacle(..) => seen("Changed an obstacle"),
            Self::Paper(_) => seen("Changed the board paper"),
            Self::Activate(_) => seen("Chose a scenario"),
        }
    }
}

impl Plan {
    fn stage_words(&self, id: StageId, change: &StageChange) -> CommandWords {
        let name = self.stage(id).map(|s| s.name.as_str()).unwrap_or_default();
        match change {
            StageChange::Remove => told(format!("Removed the stage “{name}”")),
            StageChange::MoveTo(to) => {
                told(format!("Moved the stage “{name}” to {}", self.position(*to, self.stages.len())))
            }
            StageChange::Duplicate => told(format!("Duplicated the stage “{name}”")),
            StageChange::Card(card, change) => {
                let card = self.card_name(id, *card);
                match change {
                    CardChange::Remove => told(format!("Removed the card {card}")),
                    CardChange::MoveTo(_) => told(format!("Moved the card {card}")),
                    CardChange::Text(_) | CardChange::Detail(_) | CardChange::Step(_) => {
                        seen(format!("Changed the card {card}"))
                    }
                }
            }
            StageChange::Step(step, change) => {
                let step = self.stage(id).and_then(|s| s.steps.iter().find(|s| s.id == *step));
                let (step, count) =
                    (step.map(|s| s.name.as_str()).unwrap_or_default(), self.stage(id).map_or(0, |s| s.steps.len()));
                match change {
                    StepChange::Remove => told(format!("Removed the step “{step}”")),
                    StepChange::MoveTo(to) => told(format!("Moved the step “{step}” to {}", self.position(*to, count))),
                    StepChange::Duplicate => told(format!("Duplicated the step “{step}”")),
                    StepChange::Name(_) => seen(format!("Changed the step “{step}”")),
                }
            }
            StageChange::AddCards(_, texts) if texts.len() > 1 => {
                told(format!("Added {}", self.settings.pen().count(texts.len(), Noun("card", "cards"))))
            }
            StageChange::AddCards(..) | StageChange::AddCard(..) => seen(format!("Added a card to “{name}”")),
            StageChange::AddSteps(_) => seen(format!("Added steps to “{name}”")),
            StageChange::Name(_)
            | StageChange::Text(..)
            | StageChange::ScoreToday(..)
            | StageChange::ScoreTarget(..)
            | StageChange::Active(..)
            | StageChange::Evidence(_)
            | StageChange::Budget(..)
            | StageChange::Weight(_)
            | StageChange::Conversion(_) => seen(format!("Changed the stage “{name}”")),
        }
    }

    fn role_words(&self, id: RoleId, change: &RoleChange) -> CommandWords {
        let name = self.role(id).map(|r| r.name.as_str()).unwrap_or_default();
        match change {
            RoleChange::Remove => told(format!("Removed the role “{name}”")),
            RoleChange::MoveTo(to) => {
                told(format!("Moved the role “{name}” to {}", self.position(*to, self.roles.len())))
            }
            RoleChange::Name(_) | RoleChange::Weight(_) | RoleChange::Colour(_) => {
                seen(format!("Changed the role “{name}”"))
            }
        }
    }

    fn lane_words(&self, lane: Lane, change: &LaneChange) -> CommandWords {
        let name = self.lane_label(lane);
        match change {
            LaneChange::Remove => told(format!("Removed the lane “{name}”")),
            LaneChange::MoveTo(_) => told(format!("Moved the lane “{name}”")),
            LaneChange::Duplicate => told(format!("Duplicated the lane “{name}”")),
            LaneChange::Name(_) => seen(format!("Changed the lane “{name}”")),
        }
    }

    /// How many cards go when `cells` are written: a line makes a card, and the lines take the place of those there.
    fn cards_lost(&self, cells: &[(MapRow, StageId, String)]) -> usize {
        let lost = |(row, stage, text): &(MapRow, StageId, String)| {
            let there = |stage: &Stage| stage.cards.iter().filter(|card| *row == MapRow::Lane(card.lane)).count();
            let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
            self.stage(*stage).map_or(0, there).saturating_sub(lines)
        };
        cells.iter().map(lost).sum()
    }

    /// The text of a card in quotation marks, as far as it names the card.
    fn card_name(&self, stage: StageId, card: CardId) -> String {
        let text = self.stage(stage).and_then(|s| s.card(card)).map(|c| c.text.as_str()).unwrap_or_default();
        let name: String = text.chars().take(LONGEST_NAME).collect();
        if name.len() < text.len() { format!("“{}…”", name.trim_end()) } else { format!("“{name}”") }
    }

    /// A position among `count`, which a command may go beyond.
    fn position(&self, to: usize, count: usize) -> String {
        format!("position {}", self.settings.pen().nth_of(to.min(count.saturating_sub(1)), count))
    }
}

fn segment_words(name: &str, change: &SegmentChange, numbers: impl Fn(usize) -> String) -> CommandWords {
    match change {
        SegmentChange::Remove => told(format!("Removed the segment “{name}”")),
        SegmentChange::RemoveYear(year) => told(format!("Removed the year {year} from “{name}”")),
        SegmentChange::RemoveCohort(year) => told(format!("Removed the cohort {year} from “{name}”")),
        SegmentChange::Write(written) if written.len() > 1 => {
            told(format!("Changed {} of “{name}”", numbers(written.len())))
        }
        SegmentChange::Write(_) => seen(format!("Changed a number of “{name}”")),
        SegmentChange::AddYear(year) => seen(format!("Added the year {year} to “{name}”")),
        SegmentChange::AddCohort(year) => seen(format!("Added the cohort {year} to “{name}”")),
        SegmentChange::Name(_)
        | SegmentChange::CohortInPercent(..)
        | SegmentChange::CountReferrals(_)
        | SegmentChange::Model(_)
        | SegmentChange::BothEffects(_)
        | SegmentChange::StageWeight(..)
        | SegmentChange::Basis(_)
        | SegmentChange::Costs(_)
        | SegmentChange::Retention(_)
        | SegmentChange::Mix(_)
        | SegmentChange::NormaliseMix => seen(format!("Changed the segment “{name}”")),
    }
}
