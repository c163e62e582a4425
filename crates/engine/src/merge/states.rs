//! The continuum of two segments, merged where the numbers of both are in equal places.

use super::mix::by_score;
use super::words::{MergeError, MergeRemark};
use super::{Merge, Merged, shares, sum};
use journey_plan::{Continuum, CustomerState, Number, PerState, Segment};
use std::collections::BTreeMap;

/// Customers of each state in each segment.
type Weights = BTreeMap<CustomerState, (f64, f64)>;

impl Merge<'_> {
    pub(super) fn continuum(&mut self) -> Merged<Option<Continuum>> {
        let (Some(a), Some(b)) = (&self.into.continuum, &self.from.continuum) else {
            if self.into.continuum.is_none() && self.from.continuum.is_none() {
                return Ok(None);
            }
            return Err(self.other_states());
        };
        if !alike(a, b) {
            return Err(self.other_states());
        }
        let mut merged = a.clone();
        for (state, inflow) in &mut merged.inflow {
            *inflow = sum(*inflow, b.inflow.get(state).copied().unwrap_or(Number::ZERO))?;
        }
        let apart_from_inflow = Continuum { inflow: a.inflow.clone(), ..b.clone() };
        if *a == apart_from_inflow {
            return Ok(Some(merged));
        }
        let customers = self.customers("The movement of customers between states")?;
        let weights = self.state_weights(a, b, customers)?;
        let of = |state: &CustomerState| weights.get(state).copied().unwrap_or_default();
        for (from_to, share) in &mut merged.transitions {
            let other = b.transitions.get(from_to).copied().unwrap_or(*share);
            *share = self.mean((*share, other), of(&from_to.0));
        }
        let lists = [(&mut merged.revenue, &b.revenue), (&mut merged.referrals, &b.referrals)];
        for (list, others) in lists {
            for (state, value) in list.iter_mut() {
                let other = others.get(state).copied().unwrap_or(*value);
                *value = self.mean((*value, other), of(state));
            }
        }
        for (state, share) in &mut merged.start {
            let other = b.start.get(state).copied().unwrap_or(*share);
            *share = self.mean((*share, other), customers);
        }
        if let Some((of_a, of_b)) = a.referral_conversion.zip(b.referral_conversion) {
            let referrals = |list: &PerState, pick: fn((f64, f64)) -> f64| -> f64 {
                list.iter().map(|(state, each)| pick(of(state)) * each.get()).sum()
            };
            let made = (referrals(&a.referrals, |w| w.0), referrals(&b.referrals, |w| w.1));
            merged.referral_conversion = Some(self.mean((of_a, of_b), made));
        }
        self.said.push(MergeRemark::StatesAveraged);
        Ok(Some(merged))
    }

    /// Customers of every state: today's share, entered or from the scores, of the segment's customers.
    fn state_weights(&self, a: &Continuum, b: &Continuum, customers: (f64, f64)) -> Merged<Weights> {
        // As shares, so that huge counts do not overflow.
        let customers = shares(customers);
        let (of_a, of_b) = (state_shares(a, self.into)?, state_shares(b, self.from)?);
        let of = |list: &PerState, state| list.get(state).map_or(0.0, |share| share.get());
        Ok(CustomerState::ALL
            .iter()
            .map(|state| (*state, (of(&of_a, state) * customers.0, of(&of_b, state) * customers.1)))
            .collect())
    }

    fn other_states(&self) -> MergeError {
        MergeError::OtherStates { segments: [self.into.name.clone(), self.from.name.clone()] }
    }
}

/// Today's shares of the states: entered, or those that follow from the scores.
fn state_shares(entered: &Continuum, segment: &Segment) -> Merged<PerState> {
    if !entered.start.is_empty() {
        return Ok(entered.start.clone());
    }
    let unknown = || MergeError::StatesUnknown { segment: segment.name.clone() };
    let scores = by_score(&segment.score_mix).ok_or_else(unknown)?;
    let mut states = PerState::new();
    for (score, share) in (1..).zip(scores) {
        // Models, section 8: up to 6, 7 and 8, 9, 10.
        let state = match score {
            ..=6 => CustomerState::AtRisk,
            7 | 8 => CustomerState::Satisfied,
            9 => CustomerState::Loyal,
            _ => CustomerState::Advocate,
        };
        let slot = states.entry(state).or_insert(Number::ZERO);
        *slot = sum(*slot, share)?;
    }
    Ok(states)
}

/// Whether the numbers of both are in equal places.
fn alike(a: &Continuum, b: &Continuum) -> bool {
    let same = |a: &PerState, b: &PerState| a.keys().eq(b.keys());
    a.transitions.keys().eq(b.transitions.keys())
        && same(&a.revenue, &b.revenue)
        && same(&a.start, &b.start)
        && same(&a.inflow, &b.inflow)
        && same(&a.referrals, &b.referrals)
        && a.referral_conversion.is_some() == b.referral_conversion.is_some()
        && a.count_referrals == b.count_referrals
}
