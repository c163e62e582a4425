//! Everything a user can do to a plan, as data.

use crate::case::change::{InitiativeChange, ScenarioChange};
use crate::case::obstacle::{Obstacle, ObstacleState};
use crate::case::paper::PaperChange;
use crate::case::scenario::Overrides;
use crate::customers::change::SegmentChange;
use crate::customers::import::ImportedFigures;
use crate::customers::segment::Segment;
use crate::document::Plan;
use crate::domain::NumberId;
use crate::ids::{CardId, InitiativeId, RoleId, ScenarioId, SegmentId, StageId};
use crate::journey::cells::MapRow;
use crate::journey::change::{LaneChange, RoleChange, StageChange};
use crate::journey::lane::Lane;
use crate::journey::parts::JourneyParts;
use crate::journey::survey::Survey;
use crate::note::CellNote;
use crate::number::finite::Number;
use crate::settings::change::SettingChange;
use crate::settings::setting::Setting;
use std::sync::Arc;

/// A change of the plan. It is applied by [`Plan::apply`](crate::Plan::apply), as a whole or not at all.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Puts another state in the place of the whole plan, as it is; it is looked at as the plan was.
    Restore(Arc<Plan>),
    /// Replaces the title.
    SetTitle(String),
    /// Changes a plan-wide setting.
    Set(SettingChange),
    /// Says what is known about a number of a segment or a plan-wide setting; an empty note removes it.
    Note(NumberId, CellNote),
    /// Adds a stage.
    AddStage {
        /// Name of the new stage.
        name: String,
        /// Position of the stage in the journey, from 0; the end if absent.
        at: Option<usize>,
    },
    /// Changes one stage.
    Stage(StageId, StageChange),
    /// Adds a role.
    AddRole {
        /// Name of the new role.
        name: String,
    },
    /// Changes one role.
    Role(RoleId, RoleChange),
    /// Adds a lane of texts at the end.
    AddLane {
        /// Name of the new lane.
        name: String,
    },
    /// Changes how a lane is arranged.
    Lane(Lane, LaneChange),
    /// Writes texts into cells of the map, as a paste does.
    Write(Vec<(MapRow, StageId, String)>),
    /// Makes an opportunity an initiative, enabled in the active scenario.
    MakeInitiative(StageId, CardId),
    /// Sets points by hand in a scenario so that the stages reach their targets; a new scenario if it is `None`.
    UseTargetsAsPoints {
        /// The scenario in which the points are set; a new one if `None`.
        scenario: Option<ScenarioId>,
        /// The stages that are to reach their targets.
        stages: Vec<StageId>,
    },
    /// Keeps or drops what a survey says about the weights.
    SetSurvey(Option<Survey>),
    /// Adds roles, lanes and stages of another plan.
    AddParts(JourneyParts),
    /// Adds a segment with the years the others list.
    AddSegment {
        /// Name of the new segment.
        name: String,
        /// Years for the grid when no segment lists any.
        years: Vec<i32>,
    },
    /// Changes one segment.
    Segment(SegmentId, SegmentChange),
    /// Takes over what a table says about segments.
    Import(Vec<ImportedFigures>),
    /// Divides a segment into two of one kind. The first keeps its identity and takes what is left of the customers;
    /// everything per customer is copied, so that no figure of the plan changes.
    SplitSegment {
        /// The segment to divide.
        segment: SegmentId,
        /// Share of the customers that go to the new segment, above 0 and below 1.
        share: Number,
        /// Name of the new segment, which is placed behind the first.
        name: String,
    },
    /// Puts one segment in the place of two, as the engine's `merge` makes it.
    ReplaceSegments {
        /// The segment that remains, with the identity of one of the two.
        merged: Arc<Segment>,
        /// The segment that goes.
        removed: SegmentId,
        /// Overrides of each scenario that names the segments, as they are after the merge.
        overrides: Vec<(ScenarioId, Overrides)>,
    },
    /// Adds the year after the last listed one to every segment.
    AddYear,
    /// Adds an initiative, enabled in the active scenario.
    AddInitiative {
        /// Name of the new initiative.
        name: String,
    },
    /// Changes one initiative.
    Initiative(InitiativeId, InitiativeChange),
    /// Adds a scenario and shows it.
    AddScenario {
        /// Name of the new scenario.
        name: String,
        /// The scenario whose content the new one copies; `None` for an empty one.
        copy_of: Option<ScenarioId>,
    },
    /// Changes one scenario.
    Scenario(ScenarioId, ScenarioChange),
    /// Says how much an obstacle is in the way and who removes it; an empty state removes what was said.
    SetObstacle(Obstacle, ObstacleState),
    /// Changes a text of the board paper.
    Paper(PaperChange),
    /// Shows a scenario; `None` is the baseline.
    Activate(Option<ScenarioId>),
}

impl Command {
    /// Key of a burst: commands with one key that follow one another without a pause are one step of the history.
    /// `None` for a command that is a step of its own.
    pub fn burst(&self) -> Option<String> {
        match self {
            Self::Scenario(id, ScenarioChange::Points(stage, Some(_))) => Some(format!("points {id} {stage}")),
            Self::Scenario(id, ScenarioChange::CausalShare(Some(_))) => Some(format!("causal share {id}")),
            Self::Scenario(id, ScenarioChange::CostToServe(Some(_))) => Some(format!("cost to serve {id}")),
            Self::Scenario(id, ScenarioChange::PhaseIn(Some(_))) => Some(format!("phase-in {id}")),
            Self::Set(SettingChange::Number(Setting::CausalShare, _)) => Some("causal share".to_owned()),
            Self::Set(SettingChange::PhaseIn(year, _)) => Some(format!("phase-in {year}")),
            Self::Set(SettingChange::WholePhaseIn(_)) => Some("phase-in".to_owned()),
            Self::Stage(stage, StageChange::ScoreToday(role, Some(_))) => Some(format!("score {stage} {role}")),
            Self::Stage(stage, StageChange::ScoreTarget(role, Some(_))) => Some(format!("target {stage} {role}")),
            _ => None,
        }
    }
}
