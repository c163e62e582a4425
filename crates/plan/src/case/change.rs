//! What can be changed about scenarios and initiatives.

use super::scenario::{Agreed, InitiativeAmount};
use crate::customers::driver::Driver;
use crate::customers::segment::ScoreMix;
use crate::ids::{InitiativeId, SegmentId, StageId};
use crate::note::{Evidence, Spread};
use crate::number::finite::Number;
use crate::settings::values::PublishedEndPoints;

/// A change of one scenario.
#[derive(Debug, Clone, PartialEq)]
pub enum ScenarioChange {
    /// Renames the scenario.
    Name(String),
    /// Enables or disables an initiative.
    Enable(InitiativeId, bool),
    /// Sets points by hand; empty returns to the initiatives' points.
    Points(StageId, Option<Number>),
    /// Sets the share of the servicing cost saved at full effect.
    CostToServe(Option<Number>),
    /// Overrides κ; empty returns to the plan's value.
    CausalShare(Option<Number>),
    /// Overrides φ; empty returns to the plan's values.
    PhaseIn(Option<Vec<Number>>),
    /// Overrides R, lo and hi; empty returns to the plan's values.
    EndPoints(Option<PublishedEndPoints>),
    /// Overrides a driver of a segment; empty returns to the segment's value.
    Driver(SegmentId, Driver, Option<Number>),
    /// Overrides a segment's score mix from a year on (from 1); empty returns to the segment's mix.
    Mix(SegmentId, Option<(ScoreMix, u32)>),
    /// Overrides a stage's conversion per point; empty returns to the stage's value.
    Conversion(StageId, Option<Number>),
    /// Agrees on the scenario, or opens it to changes again.
    Agree(Option<Agreed>),
    /// Removes the scenario; the baseline is shown if it was active.
    Remove,
}

/// A change of one initiative.
#[derive(Debug, Clone, PartialEq)]
pub enum InitiativeChange {
    /// Renames the initiative.
    Name(String),
    /// Sets the initiative's points on a stage; empty removes them.
    Points(StageId, Option<Number>),
    /// Sets the first year of the initiative.
    Start(u32),
    /// Sets the one-off cost.
    OneOffCost(Option<Number>),
    /// Sets the yearly running cost.
    RunningCost(Option<Number>),
    /// Says how far one of the initiative's numbers may be off.
    Spread(InitiativeAmount, Spread),
    /// Says what the points rest on.
    Source(String),
    /// Sets the owner of the initiative.
    Owner(String),
    /// Sets the evidence level of the initiative.
    Evidence(Evidence),
    /// Removes the initiative, from every scenario too.
    Remove,
}
