//! The continuum of a segment as the model takes it (models, section 8).

use crate::figure::{Figure, NotAvailable};
use journey_plan::{Continuum, CustomerState, Number};

/// The entered continuum of a segment. The lists have one value per state in use, in the order of `states`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ResolvedContinuum {
    /// The states in use.
    pub(crate) states: Vec<CustomerState>,
    /// Yearly share of each state that moves to each.
    pub(crate) transition: Vec<Vec<f64>>,
    /// Yearly revenue of a customer, in currency.
    pub(crate) revenue: Vec<f64>,
    /// Today's shares; `None` where none is entered, so that they follow from the scores.
    pub(crate) start: Option<Vec<f64>>,
    /// New customers a year.
    pub(crate) inflow: Vec<f64>,
    /// Referrals, where they are asked for.
    pub(crate) referrals: Option<ResolvedReferrals>,
}

/// What customers refer.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ResolvedReferrals {
    /// Referrals a customer makes in a year, by state in use.
    pub(crate) made: Vec<f64>,
    /// Share of them that become customers.
    pub(crate) conversion: Option<f64>,
}

impl ResolvedContinuum {
    /// Reads what is `entered`.
    ///
    /// # Errors
    /// The first share that is missing, or the first revenue, named.
    pub(super) fn of(entered: &Continuum) -> Figure<Self> {
        let states: Vec<CustomerState> = CustomerState::ALL.into_iter().filter(|s| in_use(entered, *s)).collect();
        let transition = transitions(entered, &states)?;
        let revenue = |state: &CustomerState| {
            let missing =
                || NotAvailable::because(format!("enter the yearly revenue of a customer “{}”", state.label()));
            entered.revenue.get(state).map(|v| v.get()).ok_or_else(missing)
        };
        let revenue = states.iter().map(revenue).collect::<Figure<Vec<f64>>>()?;
        // What is not entered of a list that needs no complete one is none.
        let or_none = |number: Option<&Number>| number.map_or(0.0, |v| v.get());
        let start = || states.iter().map(|s| or_none(entered.start.get(s))).collect();
        let referrals = || ResolvedReferrals {
            made: states.iter().map(|s| or_none(entered.referrals.get(s))).collect(),
            conversion: entered.referral_conversion.map(Number::get),
        };
        Ok(Self {
            start: (!entered.start.is_empty()).then(start),
            inflow: states.iter().map(|s| or_none(entered.inflow.get(s))).collect(),
            referrals: entered.count_referrals.then(referrals),
            transition,
            revenue,
            states,
        })
    }
}

/// Whether anything is entered for `state`.
fn in_use(entered: &Continuum, state: CustomerState) -> bool {
    entered.revenue.contains_key(&state)
        || entered.start.contains_key(&state)
        || entered.inflow.contains_key(&state)
        || entered.transitions.keys().any(|(from, _)| *from == state)
}

fn transitions(entered: &Continuum, states: &[CustomerState]) -> Figure<Vec<Vec<f64>>> {
    let share = |from: CustomerState, to: CustomerState| {
        let missing = || {
            let (from, to) = (from.label(), to.label());
            NotAvailable::because(format!("enter the share that moves from “{from}” to “{to}”; 0 if nobody does"))
        };
        entered.transitions.get(&(from, to)).map(|v| v.get()).ok_or_else(missing)
    };
    states.iter().map(|from| states.iter().map(|to| share(*from, *to)).collect()).collect()
}
