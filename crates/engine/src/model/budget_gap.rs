//! A budget beside the two groups of the Gleanster–Act-On survey of 750 B2B firms (2015).

use crate::figure::error::{EngineError, check_not_negative, check_share};

/// Share of the budget that top performers spend on retention and expansion.
pub const TOP_PERFORMERS: f64 = 0.52;
/// Share of the budget that average performers spend on retention and expansion.
pub const AVERAGE_PERFORMERS: f64 = 0.44;

/// Distance of a budget split from the survey's two groups; negative above the benchmark.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BudgetGap {
    /// Average benchmark − share, as a fraction.
    pub points_to_average: f64,
    /// Top benchmark − share, as a fraction.
    pub points_to_top: f64,
    /// Money that would move to reach the average, in currency.
    pub move_to_average: f64,
    /// Money that would move to reach the top, in currency.
    pub move_to_top: f64,
}

/// Compares the share of `budget` that goes to retention and expansion with the survey.
///
/// # Errors
/// A negative budget or a share outside 0–1.
pub fn budget_gap(budget: f64, retention_and_expansion_share: f64) -> Result<BudgetGap, EngineError> {
    check_not_negative("budget", budget)?;
    let share = check_share("retention and expansion share", retention_and_expansion_share)?;
    let (average, top) = (AVERAGE_PERFORMERS - share, TOP_PERFORMERS - share);
    Ok(BudgetGap {
        points_to_average: average,
        points_to_top: top,
        move_to_average: average * budget,
        move_to_top: top * budget,
    })
}
