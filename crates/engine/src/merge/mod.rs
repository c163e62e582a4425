//! One segment out of two. What is of all customers adds up; what is of one customer becomes the mean of both, weighted
//! by the customers it is of. What cannot be expressed by one number is refused with a sentence (our choice, C).

mod ahead;
mod figures;
mod mix;
mod notes;
mod overrides;
mod states;
mod words;

pub use words::{MergeError, MergeRemark};

use journey_plan::{
    BusinessModel, Command, CostEntry, ExistingBasis, Number, Overrides, Plan, RetentionModel, ScenarioId, Segment,
    SegmentId, YearlyFigure,
};
use std::sync::Arc;

type Merged<T> = Result<T, MergeError>;

/// Two segments made one.
#[derive(Debug, Clone, PartialEq)]
pub struct MergedSegments {
    /// Segment that remains, with the identity and the name it had.
    pub merged: Segment,
    /// Segment that goes into the other.
    pub removed: SegmentId,
    /// Overrides of every scenario after the merge.
    pub overrides: Vec<(ScenarioId, Overrides)>,
    /// Remarks on what is averaged, left empty or dropped on the way, the rule first.
    pub remarks: Vec<MergeRemark>,
}

impl MergedSegments {
    /// The command that puts the merged segment into the plan it was made from.
    pub fn command(self) -> Command {
        Command::ReplaceSegments { merged: Arc::new(self.merged), removed: self.removed, overrides: self.overrides }
    }
}

/// Makes one segment of `into` and `from`: what is counted adds up, what is per customer becomes a weighted mean.
///
/// # Errors
/// Why one number cannot stand for both.
pub fn merge_segments(plan: &Plan, into: SegmentId, from: SegmentId) -> Result<MergedSegments, MergeError> {
    let mut merge = Merge::new(plan, into, from)?;
    let merged = merge.segment()?;
    let overrides = plan.scenarios.iter().map(|s| Ok((s.id, merge.overrides(s)?))).collect::<Merged<_>>()?;
    Ok(MergedSegments { merged, removed: from, overrides, remarks: merge.remarks() })
}

/// Two segments about to become one, and what is to be said about it.
struct Merge<'a> {
    plan: &'a Plan,
    into: &'a Segment,
    from: &'a Segment,
    said: Vec<MergeRemark>,
    averaged: bool,
}

impl<'a> Merge<'a> {
    fn new(plan: &'a Plan, into: SegmentId, from: SegmentId) -> Merged<Self> {
        if into == from {
            return Err(MergeError::WithItself);
        }
        let find = |id| plan.segment(id).ok_or(MergeError::Missing);
        let merge = Self { plan, into: find(into)?, from: find(from)?, said: Vec::new(), averaged: false };
        merge.check_settings()?;
        Ok(merge)
    }

    /// The merged segment.
    fn segment(&mut self) -> Merged<Segment> {
        let mut merged = self.into.clone();
        merged.years = self.years()?;
        merged.drivers = self.drivers()?;
        merged.gross_margin = self.gross_margin()?;
        merged.churn_timing = self.churn_timing()?;
        merged.cohorts = self.cohorts()?;
        merged.score_mix = self.score_mix()?;
        merged.stage_weights = self.stage_weights()?;
        merged.continuum = self.continuum()?;
        merged.notes = self.notes(&merged);
        Ok(merged)
    }

    /// Remarks on the merge, the rule first.
    fn remarks(self) -> Vec<MergeRemark> {
        let with_costs = self.into.costs == CostEntry::Total;
        let mut all =
            vec![MergeRemark::Added { with_costs, from: self.from.name.clone(), into: self.into.name.clone() }];
        let uneven = self.averaged || self.differs_ahead();
        all.extend(self.said);
        if uneven {
            all.push(MergeRemark::AheadMayDiffer);
        }
        all
    }

    /// Refuses segments of different kinds, whose numbers differ in meaning.
    fn check_settings(&self) -> Merged<()> {
        let (a, b) = (self.into, self.from);
        let subscription = |s: &Segment| s.model == BusinessModel::Subscription;
        let opening = |s: &Segment| s.basis == ExistingBasis::Opening;
        let totals = |s: &Segment| s.costs == CostEntry::Total;
        let one_rate = |s: &Segment| s.retention_model == RetentionModel::Constant;
        let settings: [(&str, [&str; 2], [bool; 2]); 4] = [
            ("Business", ["Subscription", "Transaction"], [a, b].map(subscription)),
            (YearlyFigure::ExistingCustomers.label(), ["include leavers", "exclude leavers"], [a, b].map(opening)),
            ("Costs are", ["totals", "per customer"], [a, b].map(totals)),
            ("Retention", ["one rate", "fitted to cohorts"], [a, b].map(one_rate)),
        ];
        let differing = settings.into_iter().find(|(.., [of_a, of_b])| of_a != of_b);
        if let Some((setting, [first, second], [a_has_first, _])) = differing {
            let (of_a, of_b) = if a_has_first { (first, second) } else { (second, first) };
            let segments = [(a.name.clone(), of_a), (b.name.clone(), of_b)];
            return Err(MergeError::OtherSetting { setting, segments });
        }
        if a.both_effects != b.both_effects {
            let (with, without) = if a.both_effects { (a, b) } else { (b, a) };
            return Err(MergeError::OtherEffects { both: with.name.clone(), one: without.name.clone() });
        }
        Ok(())
    }

    /// The mean of a number of each segment; `weights` says by what each counts.
    fn mean(&mut self, values: (Number, Number), weights: (f64, f64)) -> Number {
        let (a, b) = values;
        if a == b {
            return a;
        }
        self.averaged = true;
        let (of_a, of_b) = shares(weights);
        // Rounding must not carry a mean outside the values it lies between, which are in their ranges.
        let (low, high) = if a < b { (a, b) } else { (b, a) };
        let mean = a.get() * of_a + b.get() * of_b;
        Number::new(mean.clamp(low.get(), high.get())).unwrap_or(a)
    }
}

/// The weights as shares of their sum; halves where nothing has weight.
fn shares(weights: (f64, f64)) -> (f64, f64) {
    let sum = weights.0 + weights.1;
    if sum > 0.0 && sum.is_finite() { (weights.0 / sum, weights.1 / sum) } else { (0.5, 0.5) }
}

/// The sum of a number of each segment.
fn sum(a: Number, b: Number) -> Merged<Number> {
    Number::new(a.get() + b.get()).map_err(|_| MergeError::SumTooLarge)
}
