//! Satisfied, loyal, advocate: what the states of a segment's customers are worth (models, section 8).

use super::resolve::{ResolvedContinuum, ResolvedReferrals};
use crate::figure::{Figure, NotAvailable};
use crate::model::continuum::{self as model, ContinuumValues};
use crate::model::mix::Mix;
use journey_plan::CustomerState;

/// A segment's customers by state. The lists have one value per state in use, in the order of `states`.
#[derive(Debug, Clone, PartialEq)]
pub struct StatesView {
    /// The states in use.
    pub states: Vec<CustomerState>,
    /// Customers today.
    pub customers: Vec<f64>,
    /// Yearly shares that leave.
    pub leaving: Vec<f64>,
    /// Years as a customer, present value per customer, and customers in the years ahead.
    pub outlook: ContinuumValues,
    /// Share of today's customers who are still there after a year.
    pub implied_retention: Option<f64>,
    /// Value of moving 1 % of the customers of each state up to the next, in currency.
    pub value_of_moving_up: Figure,
    /// Value of a year's referrals, where it is asked for.
    pub referral_value: Option<Figure>,
}

impl StatesView {
    /// Expected years as a customer, state by state.
    ///
    /// # Errors
    /// Somebody never leaves.
    pub fn expected_years(&self) -> Figure<&[f64]> {
        self.outlook.expected_years.as_deref().map_err(|why| why.clone().into())
    }

    /// Present value of a customer, state by state, in currency.
    ///
    /// # Errors
    /// It is not finite.
    pub fn present_values(&self) -> Figure<&[f64]> {
        self.outlook.present_value.as_deref().map_err(|why| why.clone().into())
    }
}

/// Values a `continuum`, whose year 1 opens with `opening` customers scored as in `mix`.
pub(super) fn states_view(
    continuum: &ResolvedContinuum,
    mix: &Mix,
    opening: f64,
    discount: f64,
    years: usize,
) -> Figure<StatesView> {
    let ResolvedContinuum { states, transition, revenue, inflow, referrals, .. } = continuum;
    let customers: Vec<f64> = start(continuum, mix)?.iter().map(|share| share * opening).collect();
    let outlook = model::continuum(transition, revenue, &customers, inflow, discount, years)?;
    let leaving: Vec<f64> = transition.iter().map(|row| (1.0 - row.iter().sum::<f64>()).max(0.0)).collect();
    let total: f64 = customers.iter().sum();
    let left: f64 = customers.iter().zip(&leaving).map(|(n, share)| n * share).sum();
    let moved_up = |values: &Vec<f64>| {
        values.windows(2).zip(&customers).map(|(pair, n)| 0.01 * n * (pair[1] - pair[0])).sum::<f64>()
    };
    let value_of_moving_up = outlook.present_value.as_ref().map(moved_up).map_err(|why| why.clone().into());
    let referral_value = referrals.as_ref().map(|r| value_of_referrals(r, states, &customers, inflow, &outlook));
    Ok(StatesView {
        implied_retention: (total > 0.0).then(|| 1.0 - left / total),
        states: states.clone(),
        customers,
        leaving,
        outlook,
        value_of_moving_up,
        referral_value,
    })
}

/// Shares of today's customers: the entered ones, or those that follow from the scores where none is entered.
fn start(continuum: &ResolvedContinuum, mix: &Mix) -> Figure<Vec<f64>> {
    let states = &continuum.states;
    let shares = if let Some(entered) = &continuum.start {
        entered.clone()
    } else {
        let followed = shares_of(mix);
        let lost = followed.iter().find(|(state, share)| *share > 0.0 && !states.contains(state));
        if let Some((state, _)) = lost {
            let name = state.label();
            return Err(NotAvailable::because(format!("enter how customers “{name}” move, or today's shares")));
        }
        followed.into_iter().filter(|(state, _)| states.contains(state)).map(|(_, share)| share).collect()
    };
    let sum: f64 = shares.iter().sum();
    if (sum - 1.0).abs() > 1e-9 {
        return Err(NotAvailable::because("today's shares of the states must add up to 100 %"));
    }
    Ok(shares)
}

/// The states that scores stand for: up to 6, 7 and 8, 9, 10 (our choice, C).
pub fn shares_of(mix: &Mix) -> [(CustomerState, f64); 4] {
    let sum = |scores: std::ops::Range<usize>| mix[scores].iter().sum();
    [
        (CustomerState::AtRisk, sum(0..6)),
        (CustomerState::Satisfied, sum(6..8)),
        (CustomerState::Loyal, sum(8..9)),
        (CustomerState::Advocate, sum(9..10)),
    ]
}

/// Referrals × conversion × the value of a new customer: of the states in which the entered new ones begin, otherwise of
/// a satisfied one (our choice, C).
fn value_of_referrals(
    referrals: &ResolvedReferrals,
    states: &[CustomerState],
    customers: &[f64],
    inflow: &[f64],
    outlook: &ContinuumValues,
) -> Figure {
    let missing = || NotAvailable::because("enter the share of referrals that become customers");
    let conversion = referrals.conversion.ok_or_else(missing)?;
    let made: f64 = referrals.made.iter().zip(customers).map(|(made, n)| made * n).sum();
    let new: f64 = inflow.iter().sum();
    let values = outlook.present_value.as_ref().map_err(Clone::clone)?;
    let of_new = if new > 0.0 {
        Some(inflow.iter().zip(values).map(|(n, v)| n * v).sum::<f64>() / new)
    } else {
        states.iter().position(|s| *s == CustomerState::Satisfied).map(|i| values[i])
    };
    let of_new = of_new.ok_or_else(|| NotAvailable::because("enter in which state new customers begin"))?;
    Ok(made * conversion * of_new)
}
