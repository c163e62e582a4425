//! Everything a user can do to a plan, as data.

use super::ids::{InitiativeId, RoleId, ScenarioId, SegmentId, StageId};
use super::locale::Locale;
use super::number::Number;
use super::scenario::Evidence;
use super::segment::{BusinessModel, CostEntry, Driver, ExistingBasis, RetentionModel, ScoreMix, YearlyFigure};
use super::settings::{RetentionAnchor, SpendCurve, Timing, WeightSource};
use super::stage::StageText;

/// A change of the plan. It is applied by [`Plan::apply`](super::Plan::apply), as a whole or not at all.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Replaces the title.
    SetTitle(String),
    /// Changes a plan-wide setting.
    Set(SettingChange),
    /// Adds a stage at the end.
    AddStage {
        /// Its name.
        name: String,
    },
    /// Changes one stage.
    Stage(StageId, StageChange),
    /// Adds a role.
    AddRole {
        /// Its name.
        name: String,
    },
    /// Renames a role.
    RenameRole(RoleId, String),
    /// Removes a role and its scores.
    RemoveRole(RoleId),
    /// Adds a segment with the years the others list.
    AddSegment {
        /// Its name.
        name: String,
        /// Years for the grid when no segment lists any.
        years: Vec<i32>,
    },
    /// Changes one segment.
    Segment(SegmentId, SegmentChange),
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
    SpendRatio(Number),
    RetentionPoorest(Number),
    RetentionBest(Number),
    SpendCurve(SpendCurve),
    RetentionAnchor(RetentionAnchor),
    Weights(WeightSource),
    BenefitRisk(Number),
    CostRisk(Number),
}

/// A change of one stage.
#[derive(Debug, Clone, PartialEq)]
pub enum StageChange {
    /// Renames it.
    Name(String),
    /// Replaces the text of a lane.
    Text(StageText, String),
    /// Sets a role's score today; empty keeps the role active without a score.
    ScoreToday(RoleId, Option<Number>),
    /// Sets a role's target.
    ScoreTarget(RoleId, Option<Number>),
    /// Makes a role active or inactive.
    Active(RoleId, bool),
    /// Sets its weight.
    Weight(Option<Number>),
    /// Moves it to a position, from 0.
    MoveTo(usize),
    /// Removes it, from initiatives and scenarios too.
    Remove,
}

/// A change of one segment.
#[derive(Debug, Clone, PartialEq)]
pub enum SegmentChange {
    /// Renames it.
    Name(String),
    /// Sets or empties one figure of a year.
    Figure(i32, YearlyFigure, Option<Number>),
    /// Sets or empties a driver; empty follows from the latest entered year.
    Driver(Driver, Option<Number>),
    /// Sets its business model.
    Model(BusinessModel),
    /// Sets what existing customers include.
    Basis(ExistingBasis),
    /// Sets how costs are entered.
    Costs(CostEntry),
    /// Sets gm.
    GrossMargin(Option<Number>),
    /// Sets λ.
    ChurnTiming(Number),
    /// Sets where retention comes from.
    Retention(RetentionModel),
    /// Replaces the score mix.
    Mix(ScoreMix),
    /// Sets one of the four bands of the score mix.
    Band(usize, Number),
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
    /// Removes it; the baseline is shown if it was active.
    Remove,
}

impl Command {
    /// Commands with the same key that follow one another without a pause are one step of the history.
    pub fn burst(&self) -> Option<String> {
        match self {
            Self::Scenario(id, ScenarioChange::Points(stage, Some(_))) => Some(format!("points {id} {stage}")),
            Self::Scenario(id, ScenarioChange::CausalShare(Some(_))) => Some(format!("causal share {id}")),
            Self::Scenario(id, ScenarioChange::CostToServe(Some(_))) => Some(format!("cost to serve {id}")),
            Self::Set(SettingChange::CausalShare(_)) => Some("causal share".to_owned()),
            Self::Set(SettingChange::PhaseIn(year, _)) => Some(format!("phase-in {year}")),
            _ => None,
        }
    }
}
