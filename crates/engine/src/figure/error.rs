//! What the arithmetic refuses, each as a sentence a reader can act on.

use journey_plan::number::pen::{CUSTOMERS, Pen};
use thiserror::Error;

/// A refusal of the engine. It is returned instead of a NaN, an infinity or a silent zero.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum EngineError {
    /// A number lies outside the range in which the formula means anything.
    #[error("{what} is {}, but must be {must_be}", Pen::PLAIN.refused(*value))]
    OutOfRange {
        /// The quantity, in the field's words.
        what: &'static str,
        /// The value that was given.
        value: f64,
        /// The accepted range, in words.
        must_be: &'static str,
    },
    /// More customers left than there were at the start of the year.
    #[error("{} left, but only {} were there at the start of the year", Pen::PLAIN.people(*churned, CUSTOMERS), Pen::PLAIN.customers(*at_start))]
    ChurnAboveBase {
        /// Customers who left.
        churned: f64,
        /// Customers at the start.
        at_start: f64,
    },
    /// The shares of a score mix or the weights of a list do not add up.
    #[error("{what} add up to {}, but must add up to 1", Pen::PLAIN.refused(*sum))]
    DoesNotSumToOne {
        /// Name of the numbers that were summed.
        what: &'static str,
        /// The sum found.
        sum: f64,
    },
    /// Two lists that belong together have different lengths.
    #[error("{what}: expected {} values, got {}", Pen::PLAIN.whole(*expected), Pen::PLAIN.whole(*got))]
    Shape {
        /// The list.
        what: &'static str,
        /// The length needed.
        expected: usize,
        /// The length given.
        got: usize,
    },
    /// Survivors of a cohort grow from one year to the next.
    #[error("cohort {}: survivors rise in year {}; a cohort can only shrink", Pen::PLAIN.whole(*cohort), Pen::PLAIN.whole(*year))]
    SurvivorsRise {
        /// Position of the cohort, from 1.
        cohort: usize,
        /// Years since acquisition of the offending cell.
        year: usize,
    },
    /// Not enough data for a fit.
    #[error("the retention fit needs one cohort followed over at least two renewals")]
    TooFewTransitions,
    /// The cohorts do not tell a mixture from a constant rate.
    #[error(
        "the cohorts do not identify a retention curve: {why}; a constant rate of {} describes them as well",
        Pen::PLAIN.share_brief(*constant_rate)
    )]
    NotIdentified {
        /// Pattern in the data that prevents a curve, in words.
        why: &'static str,
        /// The constant retention rate with the highest likelihood.
        constant_rate: f64,
    },
    /// A cohort entered in percent was to be drawn anew.
    #[error("cohort {} is in percent: percentages carry no sample size, so there is no band", Pen::PLAIN.whole(*cohort))]
    NoSampleSize {
        /// Position of the cohort, from 1.
        cohort: usize,
    },
    /// A number left the range that numbers have.
    #[error("{what} is larger than a number can be")]
    NotFinite {
        /// The quantity, in the field's words.
        what: &'static str,
    },
    /// A series has no finite sum.
    #[error("{what} does not converge: {why}")]
    DoesNotConverge {
        /// The series.
        what: &'static str,
        /// The condition that fails.
        why: &'static str,
    },
    /// A system of equations has no single solution.
    #[error("{what} cannot be solved: {why}")]
    Singular {
        /// The system.
        what: &'static str,
        /// The reason.
        why: &'static str,
    },
    /// Too few survey rows for relative weights.
    #[error("{} survey rows are too few for {} stages: at least {} are needed", Pen::PLAIN.whole(*rows), Pen::PLAIN.whole(*stages), Pen::PLAIN.whole(*needed))]
    TooFewRows {
        /// Rows given.
        rows: usize,
        /// Stages explained.
        stages: usize,
        /// Rows needed.
        needed: usize,
    },
}

/// Checks that `value` is finite and inside `[low, high]`; `must_be` says the range in words.
///
/// # Errors
/// [`EngineError::OutOfRange`] naming `what`.
pub fn check_range(
    what: &'static str,
    value: f64,
    low: f64,
    high: f64,
    must_be: &'static str,
) -> Result<f64, EngineError> {
    if !value.is_finite() {
        return Err(EngineError::NotFinite { what });
    }
    if value >= low && value <= high { Ok(value) } else { Err(EngineError::OutOfRange { what, value, must_be }) }
}

/// Checks that `value` is a share between 0 and 1.
///
/// # Errors
/// [`EngineError::OutOfRange`] naming `what`.
pub fn check_share(what: &'static str, value: f64) -> Result<f64, EngineError> {
    check_range(what, value, 0.0, 1.0, "between 0 and 1")
}

/// Checks that `value` is finite and not negative.
///
/// # Errors
/// [`EngineError::OutOfRange`] naming `what`.
pub fn check_not_negative(what: &'static str, value: f64) -> Result<f64, EngineError> {
    check_range(what, value, 0.0, f64::MAX, "zero or more")
}

/// Checks that `value` is finite.
///
/// # Errors
/// [`EngineError::OutOfRange`] naming `what`.
pub fn check_finite(what: &'static str, value: f64) -> Result<f64, EngineError> {
    check_range(what, value, f64::MIN, f64::MAX, "a finite number")
}

/// Checks that a yearly discount rate lies above −100 %.
///
/// # Errors
/// [`EngineError::OutOfRange`] for rates at or below −1.
pub fn check_discount(rate: f64) -> Result<f64, EngineError> {
    if rate.is_finite() && rate > -1.0 {
        Ok(rate)
    } else {
        Err(EngineError::OutOfRange { what: "discount rate", value: rate, must_be: "above -100 %" })
    }
}
