//! Satisfied → loyal → advocate: a Markov chain of customer states (SiriusDecisions/Forrester practice note).

use crate::figure::error::{EngineError, check_discount, check_not_negative};
use crate::math::linear::solve;

/// Lifetimes and values that a transition matrix implies, per starting state.
#[derive(Debug, Clone, PartialEq)]
pub struct ContinuumValues {
    /// Expected years as a customer, (I − Q)⁻¹ 1; refused where somebody never leaves.
    pub expected_years: Result<Vec<f64>, EngineError>,
    /// Present value including today, start of year, (I − Q/(1+d))⁻¹ v; refused where it is not finite.
    pub present_value: Result<Vec<f64>, EngineError>,
    /// Customers per state after 1, 2, … years.
    pub customers: Vec<Vec<f64>>,
}

/// Follows `customers` through the yearly `transition` matrix Q (rows: from, columns: to; what is missing to 1 churns)
/// for `years`, with `inflow` new ones a year, and values each state at `yearly_revenue` and the yearly `discount`.
///
/// # Errors
/// Lists of unequal length, negative entries, or rows above 1.
pub fn continuum(
    transition: &[Vec<f64>],
    yearly_revenue: &[f64],
    customers: &[f64],
    inflow: &[f64],
    discount: f64,
    years: usize,
) -> Result<ContinuumValues, EngineError> {
    let states = transition.len();
    check_discount(discount)?;
    for list in [yearly_revenue, customers, inflow] {
        if list.len() != states {
            return Err(EngineError::Shape { what: "one value per state", expected: states, got: list.len() });
        }
        for &value in list {
            check_not_negative("a customer count or yearly revenue", value)?;
        }
    }
    for row in transition {
        if row.len() != states {
            return Err(EngineError::Shape { what: "transition row", expected: states, got: row.len() });
        }
        for &share in row {
            check_not_negative("transition share", share)?;
        }
        let sum: f64 = row.iter().sum();
        if sum > 1.0 + 1e-9 {
            return Err(EngineError::OutOfRange { what: "sum of a transition row", value: sum, must_be: "1 or less" });
        }
    }
    let mut stocks = Vec::with_capacity(years);
    let mut now = customers.to_vec();
    for _ in 0..years {
        let moved = |to: usize| (0..states).map(|from| now[from] * transition[from][to]).sum::<f64>() + inflow[to];
        now = (0..states).map(moved).collect();
        stocks.push(now.clone());
    }
    Ok(ContinuumValues {
        expected_years: resolvent(transition, 1.0, &vec![1.0; states]),
        present_value: resolvent(transition, 1.0 / (1.0 + discount), yearly_revenue),
        customers: stocks,
    })
}

/// (I − scale·Q)⁻¹ right, refused unless it is finite and no state is worth a negative multiple.
fn resolvent(transition: &[Vec<f64>], scale: f64, right: &[f64]) -> Result<Vec<f64>, EngineError> {
    let matrix = (0..right.len())
        .map(|i| (0..right.len()).map(|j| f64::from(u8::from(i == j)) - scale * transition[i][j]).collect())
        .collect();
    let solution = solve(matrix, right.to_vec()).filter(|s| s.iter().all(|x| x.is_finite()));
    let never_leave = EngineError::Singular { what: "the transition matrix", why: "some customers never leave" };
    let solution = solution.ok_or_else(|| never_leave.clone())?;
    // With non-negative revenue a convergent series cannot be negative: a sign change means the sum is infinite.
    if right.iter().all(|&x| x >= 0.0) && solution.iter().any(|&x| x < 0.0) {
        return Err(never_leave);
    }
    Ok(solution)
}
