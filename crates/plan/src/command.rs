//! Everything a user can do to a plan, as data.

use crate::card::Detail;
use crate::cells::Row;
use crate::document::Plan;
use crate::ids::{CardId, InitiativeId, RoleId, ScenarioId, SegmentId, StageId, StepId};
use crate::import::ImportedFigures;
use crate::lane::Lane;
use crate::locale::Locale;
use crate::note::{CellNote, Spread};
use crate::number::Number;
use crate::obstacle::{Obstacle, ObstacleState};
use crate::paper::PaperChange;
use crate::parts::Parts;
use crate::place::Place;
use crate::scale::Scale;
use crate::scenario::{Agreed, Amount, Evidence, Overrides};
use crate::segment::{BusinessModel, CostEntry, Driver, ExistingBasis, RetentionModel, ScoreMix, Segment};
use crate::setting::Setting;
use crate::settings::{PublishedEndPoints, RetentionAnchor, SpendCurve, Timing, WeightSource};
use crate::stage::BudgetType;
use crate::survey::Survey;
use std::sync::Arc;

/// A change of the plan. It is applied by [`Plan::apply`](crate::Plan::apply), as a whole or not at all.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Puts another state in the place of the whole plan, as it is.
    Restore(Arc<Plan>),
    /// Replaces the title.
    SetTitle(String),
    /// Changes a plan-wide setting.
    Set(SettingChange),
    /// Says what is known about a plan-wide setting; an empty note removes it.
    Note(Setting, CellNote),
    /// Adds a stage.
    AddStage {
        /// Its name.
        name: String,
        /// Its position, from 0; at the end if absent.
        at: Option<usize>,
    },
    /// Changes one stage.
    Stage(StageId, StageChange),
    /// Adds a role.
    AddRole {
        /// Its name.
        name: String,
    },
    /// Changes one role.
    Role(RoleId, RoleChange),
    /// Adds a lane of texts at the end.
    AddLane {
        /// Its name.
        name: String,
    },
    /// Changes how a lane is arranged.
    Lane(Lane, LaneChange),
    /// Writes texts into cells of the map, as a paste does.
    Write(Vec<(Row, StageId, String)>),
    /// Makes an opportunity an initiative, enabled in the active scenario.
    MakeInitiative(StageId, CardId),
    /// Sets points by hand in a scenario so that the stages reach their targets; a new scenario if it is `None`.
    UseTargetsAsPoints {
        /// The scenario.
        scenario: Option<ScenarioId>,
        /// The stages.
        stages: Vec<StageId>,
    },
    /// Keeps or drops what a survey says about the weights.
    SetSurvey(Option<Survey>),
    /// Adds roles, lanes and stages of another plan.
    AddParts(Parts),
    /// Adds a segment with the years the others list.
    AddSegment {
        /// Its name.
        name: String,
        /// Years for the grid when no segment lists any.
        years: Vec<i32>,
    },
    /// Changes one segment.
    Segment(SegmentId, SegmentChange),
    /// Takes over what a table says about segments.
    Import(Vec<ImportedFigures>),
    /// Divides a segment in two of the same kind. The first keeps its identity and takes what is left of its customers;
    /// everything per customer is copied, so that no figure of the plan changes.
    SplitSegment {
        /// The segment.
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
        /// What scenarios then override.
        overrides: Vec<(ScenarioId, Overrides)>,
    },
    /// Adds the year after the last listed one to every segment.
    AddYear,
    /// Adds an initiative, enabled in the active scenario.
    AddInitiative {
        /// Its name.
        name: String,
    },
    /// Renames an initiative.
    RenameInitiative(InitiativeId, String),
    /// Sets an initiative's points on a stage; empty removes them.
    SetInitiativePoints(InitiativeId, StageId, Option<Number>),
    /// Sets the first year of an initiative.
    SetInitiativeStart(InitiativeId, u32),
    /// Sets its one-off cost.
    SetOneOffCost(InitiativeId, Option<Number>),
    /// Sets its yearly running cost.
    SetRunningCost(InitiativeId, Option<Number>),
    /// Says how far one of its numbers may be off.
    SetAmountSpread(InitiativeId, Amount, Spread),
    /// Says what its points rest on.
    SetInitiativeSource(InitiativeId, String),
    /// Sets its owner.
    SetInitiativeOwner(InitiativeId, String),
    /// Sets its evidence level.
    SetInitiativeEvidence(InitiativeId, Evidence),
    /// Removes it, from every scenario too.
    RemoveInitiative(InitiativeId),
    /// Adds a scenario and shows it.
    AddScenario {
        /// Its name.
        name: String,
        /// The scenario whose content it copies.
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

/// A change of a plan-wide setting.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)] // named like the settings
pub enum SettingChange {
    Currency(String),
    Locale(Locale),
    Discount(Number),
    Timing(Timing),
    Horizon(u32),
    Refined(bool),
    CausalShare(Number),
    PhaseIn(usize, Number),
    WholePhaseIn(Vec<Number>),
    EndPoints(PublishedEndPoints),
    SpendRatio(Number),
    RetentionPoorest(Number),
    RetentionBest(Number),
    SpendCurve(SpendCurve),
    RetentionAnchor(RetentionAnchor),
    Weights(WeightSource),
    BenefitRisk(Number),
    CostRisk(Number),
    Risk { benefit: Number, cost: Number },
    Scale(Scale),
    ScaleLabel(usize, String),
    Conductor(String),
    InsightRenewal(u32),
    Seed(u64),
    Draws(u32),
    AcquisitionSpendFixed(bool),
}

/// A change of one stage.
#[derive(Debug, Clone, PartialEq)]
pub enum StageChange {
    /// Renames it.
    Name(String),
    /// Replaces the text of a lane.
    Text(Lane, String),
    /// Adds cards to a lane, one per text.
    AddCards(Lane, Vec<String>),
    /// Adds one card with its details.
    AddCard(Lane, String, Detail),
    /// Changes one card.
    Card(CardId, CardChange),
    /// Sets a role's score today; empty keeps the role active without a score.
    ScoreToday(RoleId, Option<Number>),
    /// Sets a role's target.
    ScoreTarget(RoleId, Option<Number>),
    /// Makes a role active or inactive.
    Active(RoleId, bool),
    /// Says how well today's scores are founded.
    Evidence(Evidence),
    /// Sets what is spent on it.
    Budget(BudgetType, Option<Number>),
    /// Sets its weight.
    Weight(Option<Number>),
    /// Sets its conversion per point.
    Conversion(Option<Number>),
    /// Adds steps at the end, one per name.
    AddSteps(Vec<String>),
    /// Changes one step.
    Step(StepId, StepChange),
    /// Moves it to a position, from 0.
    MoveTo(usize),
    /// Puts a copy behind it.
    Duplicate,
    /// Removes it, from initiatives and scenarios too.
    Remove,
}

/// A change of one card.
#[derive(Debug, Clone, PartialEq)]
pub enum CardChange {
    /// Replaces its text.
    Text(String),
    /// Replaces what its lane asks for.
    Detail(Detail),
    /// Lays it into a step, or into the whole stage.
    Step(Option<StepId>),
    /// Moves it to a position within its lane, from 0.
    MoveTo(usize),
    /// Removes it.
    Remove,
}

/// A change of one step.
#[derive(Debug, Clone, PartialEq)]
pub enum StepChange {
    /// Renames it.
    Name(String),
    /// Moves it to a position, from 0.
    MoveTo(usize),
    /// Puts a copy behind it, with its cards.
    Duplicate,
    /// Removes it; its cards stay with the stage.
    Remove,
}

/// A change of one role.
#[derive(Debug, Clone, PartialEq)]
pub enum RoleChange {
    /// Renames it.
    Name(String),
    /// Sets its weight in the stages' scores.
    Weight(Number),
    /// Sets its colour, a position in the palette.
    Colour(u8),
    /// Moves it to a position, from 0.
    MoveTo(usize),
    /// Removes it and its scores.
    Remove,
}

/// A change of how a lane is arranged.
#[derive(Debug, Clone, PartialEq)]
pub enum LaneChange {
    /// Renames it; empty returns to the usual name.
    Name(String),
    /// Hides or shows it.
    Hide(bool),
    /// Pins it under the stages, or lets it go.
    Pin(bool),
    /// Shows it on one line, or in full.
    Collapse(bool),
    /// Moves it to a position among all lanes, from 0.
    MoveTo(usize),
    /// Adds a lane of texts behind it with the same content.
    Duplicate,
    /// Removes it with its texts; only lanes the user added.
    Remove,
}

/// A change of one segment.
#[derive(Debug, Clone, PartialEq)]
pub enum SegmentChange {
    /// Renames it.
    Name(String),
    /// Sets or empties numbers, all of them or none.
    Write(Vec<(Place, Option<Number>)>),
    /// Says what is known about a number; an empty note removes it.
    Note(Place, CellNote),
    /// Adds a cohort to the retention triangle, if it is not there.
    AddCohort(i32),
    /// Removes a cohort.
    RemoveCohort(i32),
    /// Sets whether a cohort's numbers are shares of an unknown count.
    CohortInPercent(i32, bool),
    /// Adds an empty year, if it is not there.
    AddYear(i32),
    /// Removes a year with its figures.
    RemoveYear(i32),
    /// Sets whether the referral value is shown.
    CountReferrals(bool),
    /// Sets its business model.
    Model(BusinessModel),
    /// Sets whether experience moves both spend and retention.
    BothEffects(bool),
    /// Sets a stage's weight for this segment; empty returns to the plan's.
    StageWeight(StageId, Option<Number>),
    /// Sets what existing customers include.
    Basis(ExistingBasis),
    /// Sets how costs are entered.
    Costs(CostEntry),
    /// Sets where retention comes from.
    Retention(RetentionModel),
    /// Replaces the score mix.
    Mix(ScoreMix),
    /// Removes it.
    Remove,
}

/// A change of one scenario.
#[derive(Debug, Clone, PartialEq)]
pub enum ScenarioChange {
    /// Renames it.
    Name(String),
    /// Enables or disables an initiative.
    Enable(InitiativeId, bool),
    /// Sets points by hand; empty returns to the initiatives' points.
    Points(StageId, Option<Number>),
    /// Sets the share of the servicing cost saved at full effect.
    CostToServe(Option<Number>),
    /// Overrides κ; empty returns to the plan's.
    CausalShare(Option<Number>),
    /// Overrides φ; empty returns to the plan's.
    PhaseIn(Option<Vec<Number>>),
    /// Overrides R, lo and hi; empty returns to the plan's.
    EndPoints(Option<PublishedEndPoints>),
    /// Overrides a driver of a segment; empty returns to the segment's.
    Driver(SegmentId, Driver, Option<Number>),
    /// Overrides a segment's score mix from a year on (from 1); empty returns to the segment's.
    Mix(SegmentId, Option<(ScoreMix, u32)>),
    /// Overrides a stage's conversion per point; empty returns to the stage's.
    Conversion(StageId, Option<Number>),
    /// Agrees on it, or opens it to changes again.
    Agree(Option<Agreed>),
    /// Removes it; the baseline is shown if it was active.
    Remove,
}

impl SegmentChange {
    /// Sets or empties one number.
    pub fn put(place: Place, value: Option<Number>) -> Self {
        Self::Write(vec![(place, value)])
    }
}

impl Command {
    /// Commands with the same key that follow one another without a pause are one step of the history.
    pub fn burst(&self) -> Option<String> {
        match self {
            Self::Scenario(id, ScenarioChange::Points(stage, Some(_))) => Some(format!("points {id} {stage}")),
            Self::Scenario(id, ScenarioChange::CausalShare(Some(_))) => Some(format!("causal share {id}")),
            Self::Scenario(id, ScenarioChange::CostToServe(Some(_))) => Some(format!("cost to serve {id}")),
            Self::Scenario(id, ScenarioChange::PhaseIn(Some(_))) => Some(format!("phase-in {id}")),
            Self::Set(SettingChange::CausalShare(_)) => Some("causal share".to_owned()),
            Self::Set(SettingChange::PhaseIn(year, _)) => Some(format!("phase-in {year}")),
            Self::Set(SettingChange::WholePhaseIn(_)) => Some("phase-in".to_owned()),
            Self::Stage(stage, StageChange::ScoreToday(role, Some(_))) => Some(format!("score {stage} {role}")),
            Self::Stage(stage, StageChange::ScoreTarget(role, Some(_))) => Some(format!("target {stage} {role}")),
            _ => None,
        }
    }
}
