//! One segment out of two. What is of all customers adds up; what is of one customer becomes the mean of both, weighted
//! by the customers it is of. What cannot be expressed by one number is refused with a sentence (our choice, C).

mod ahead;
mod figures;
mod mix;
mod notes;
mod overrides;
mod states;

use super::CommandError;
use crate::document::Plan;
use crate::ids::SegmentId;
use crate::number::Number;
use crate::segment::{BusinessModel, CostEntry, ExistingBasis, RetentionModel, Segment};

type Merged<T> = Result<T, CommandError>;

/// Two segments about to become one, and what is to be said about it.
pub(super) struct Merge<'a> {
    plan: &'a Plan,
    into: &'a Segment,
    from: &'a Segment,
    said: Vec<String>,
    averaged: bool,
}

impl<'a> Merge<'a> {
    pub(super) fn new(plan: &'a Plan, into: SegmentId, from: SegmentId) -> Merged<Self> {
        if into == from {
            return Err(CommandError::Refused("A segment cannot be merged with itself.".to_owned()));
        }
        let find = |id| plan.segment(id).ok_or(CommandError::Missing("segment"));
        let merge = Self { plan, into: find(into)?, from: find(from)?, said: Vec::new(), averaged: false };
        merge.check_settings()?;
        Ok(merge)
    }

    /// The merged segment.
    pub(super) fn segment(&mut self) -> Merged<Segment> {
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

    /// What is to be said about the merge, the rule first.
    pub(super) fn remarks(self) -> Vec<String> {
        let costs = if self.into.costs == CostEntry::Total { " and total costs" } else { "" };
        let mut all = vec![format!("Customers{costs} of “{}” are added to “{}”.", self.from.name, self.into.name)];
        let uneven = self.averaged || self.differs_ahead();
        all.extend(self.said);
        if uneven {
            all.push(
                "Entered years keep their sums. The years ahead follow the averages, so that present value and gain \
                 may differ from the two apart."
                    .to_owned(),
            );
        }
        all
    }

    /// Refuses segments of different kinds: their numbers do not mean the same.
    fn check_settings(&self) -> Merged<()> {
        let (a, b) = (self.into, self.from);
        let subscription = |s: &Segment| s.model == BusinessModel::Subscription;
        let opening = |s: &Segment| s.basis == ExistingBasis::Opening;
        let totals = |s: &Segment| s.costs == CostEntry::Total;
        let one_rate = |s: &Segment| s.retention_model == RetentionModel::Constant;
        let settings: [(&str, [&str; 2], [bool; 2]); 4] = [
            ("Business", ["Subscription", "Transaction"], [a, b].map(subscription)),
            ("Existing customers", ["include leavers", "exclude leavers"], [a, b].map(opening)),
            ("Costs are", ["totals", "per customer"], [a, b].map(totals)),
            ("Retention", ["one rate", "fitted to cohorts"], [a, b].map(one_rate)),
        ];
        let differing = settings.into_iter().find(|(.., [of_a, of_b])| of_a != of_b);
        if let Some((setting, [first, second], [a_has_first, _])) = differing {
            let (of_a, of_b) = if a_has_first { (first, second) } else { (second, first) };
            return Err(CommandError::Refused(format!(
                "“{setting}” is “{of_a}” for “{}” and “{of_b}” for “{}”. Make it the same for both on the Customers \
                 screen, with numbers that fit it.",
                a.name, b.name
            )));
        }
        if a.both_effects != b.both_effects {
            let (with, without) = if a.both_effects { (a, b) } else { (b, a) };
            return Err(CommandError::Refused(format!(
                "Experience acts on spend and on retention in “{}”, but only on one of them in “{}”.",
                with.name, without.name
            )));
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
    Number::new(a.get() + b.get()).map_err(|_| CommandError::Refused("The sum is too large for a number.".to_owned()))
}

/// Texts in quotes, as a list in a sentence.
fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}
