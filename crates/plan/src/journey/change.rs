//! What can be changed about stages, cards, steps, roles and lanes.

use super::card::Detail;
use super::lane::Lane;
use super::stage::BudgetType;
use crate::ids::{CardId, RoleId, StepId};
use crate::note::Evidence;
use crate::number::finite::Number;

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
