//! What can be changed about a segment.

use super::place::Place;
use super::segment::{BusinessModel, CostEntry, ExistingBasis, RetentionModel, ScoreMix};
use crate::ids::StageId;
use crate::number::finite::Number;

/// A change of one segment.
#[derive(Debug, Clone, PartialEq)]
pub enum SegmentChange {
    /// Renames the segment.
    Name(String),
    /// Sets or empties numbers, all of them or none.
    Write(Vec<(Place, Option<Number>)>),
    /// Adds a cohort to the retention triangle, if it is not there.
    AddCohort(i32),
    /// Removes a cohort.
    RemoveCohort(i32),
    /// Sets whether a cohort's numbers are shares of an unknown count.
    CohortInPercent(i32, bool),
    /// Adds an empty year, if it is not there.
    AddYear(i32),
    /// Removes a year and the figures in it.
    RemoveYear(i32),
    /// Sets whether the referral value is shown.
    CountReferrals(bool),
    /// Sets the business model.
    Model(BusinessModel),
    /// Sets whether experience moves both spend and retention.
    BothEffects(bool),
    /// Sets a stage's weight for this segment; empty returns to the plan's weight.
    StageWeight(StageId, Option<Number>),
    /// Sets what existing customers include.
    Basis(ExistingBasis),
    /// Sets how costs are entered.
    Costs(CostEntry),
    /// Sets where retention comes from.
    Retention(RetentionModel),
    /// Replaces the score mix.
    Mix(ScoreMix),
    /// Scales the shares of the score mix so that they add up.
    NormaliseMix,
    /// Removes the segment.
    Remove,
}

impl SegmentChange {
    /// Sets or empties one number.
    pub fn put(place: Place, value: Option<Number>) -> Self {
        Self::Write(vec![(place, value)])
    }
}
