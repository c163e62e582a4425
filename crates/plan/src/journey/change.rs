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
    /// Renames the stage.
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
    /// Sets how much is spent on the stage, by type.
    Budget(BudgetType, Option<Number>),
    /// Sets the weight of the stage.
    Weight(Option<Number>),
    /// Sets the conversion per point.
    Conversion(Option<Number>),
    /// Adds steps at the end, one per name.
    AddSteps(Vec<String>),
    /// Changes one step.
    Step(StepId, StepChange),
    /// Moves the stage to a position, from 0.
    MoveTo(usize),
    /// Puts a copy behind the stage.
    Duplicate,
    /// Removes the stage, from initiatives and scenarios too.
    Remove,
}

/// A change of one card.
#[derive(Debug, Clone, PartialEq)]
pub enum CardChange {
    /// Replaces the text of the card.
    Text(String),
    /// Replaces the details that its lane asks for.
    Detail(Detail),
    /// Lays the card into a step, or into the whole stage.
    Step(Option<StepId>),
    /// Moves the card to a position within its lane, from 0.
    MoveTo(usize),
    /// Removes the card.
    Remove,
}

/// A change of one step.
#[derive(Debug, Clone, PartialEq)]
pub enum StepChange {
    /// Renames the step.
    Name(String),
    /// Moves the step to a position, from 0.
    MoveTo(usize),
    /// Puts a copy behind the step, with its cards.
    Duplicate,
    /// Removes the step; its cards stay with the stage.
    Remove,
}

/// A change of one role.
#[derive(Debug, Clone, PartialEq)]
pub enum RoleChange {
    /// Renames the role.
    Name(String),
    /// Sets the role's weight in the stages' scores.
    Weight(Number),
    /// Sets the role's colour, a position in the palette.
    Colour(u8),
    /// Moves the role to a position, from 0.
    MoveTo(usize),
    /// Removes the role and its scores.
    Remove,
}

/// A change of how a lane is arranged.
#[derive(Debug, Clone, PartialEq)]
pub enum LaneChange {
    /// Renames the lane; empty returns to the usual name.
    Name(String),
    /// Moves the lane to a position among all lanes, from 0.
    MoveTo(usize),
    /// Adds a lane of texts behind this one, with a copy of its content.
    Duplicate,
    /// Removes the lane and its texts; only for lanes the user added.
    Remove,
}
