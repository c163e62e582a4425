//! What the arithmetic refuses, each as a sentence a reader can act on.

use journey_plan::number::pen::{CUSTOMERS, Pen};

/// A refusal of the engine. It is returned instead of a NaN, an infinity or a silent zero.
#[derive(Debug, Clone, PartialEq)]
pub enum EngineError {
    /// A number lies outside the range in which the formula means anything.
    OutOfRange {
        /// The quantity, in the field's words.
        what: &'static str,
        /// The value that was given.
        value: f64,
        /// The accepted range, in words.
        must_be: &'static str,
    },
    /// More customers left than there were at the start of the year.
    ChurnAboveBase {
        /// Customers who left.
        churned: f64,
        /// Customers at the start.
        at_start: f64,
    },
    /// The shares of a score mix or the weights of a list do not add up.
    DoesNotSumToOne {
        /// Name of the numbers that were summed.
        what: &'static str,
        /// The sum found.
        sum: f64,
    },
    /// Two lists that belong together have different lengths.
    Shape {
        /// The list.
        what: &'static str,
        /// The length needed.
        expected: usize,
        /// The length given.
        got: usize,
    },
    /// Survivors of a cohort grow from one year to the next.
    SurvivorsRise {
        /// Position of the cohort, from 1.
        cohort: usize,
        /// Years since acquisition of the offending cell.
        year: usize,
    },
    /// Not enough data for a fit.
    TooFewTransitions,
    /// The cohorts do not tell a mixture from a constant rate.
    NotIdentified {
        /// Pattern in the data that prevents a curve, in words.
        why: &'static str,
        /// The constant retention rate with the highest likelihood.
        constant_rate: f64,
    },
    /// A cohort entered in percent was to be drawn anew.
    NoSampleSize {
        /// Position of the cohort, from 1.
        cohort: usize,
    },
    /// A number left the range that numbers have.
    NotFinite {
        /// The quantity, in the field's words.
        what: &'static str,
    },
    /// A series has no finite sum.
    DoesNotConverge {
        /// The series.
        what: &'static str,
        /// The condition that fails.
        why: &'static str,
    },
    /// A system of equations has no single solution.
    Singular {
        /// The system.
        what: &'static str,
        /// The reason.
        why: &'static str,
    },
    /// Too few survey rows for relative weights.
    TooFewRows {
        /// Rows given.
        rows: usize,
        /// Stages explained.
        stages: usize,
        /// Rows needed.
        needed: usize,
    },
}

impl EngineError {
    /// The refusal as a clause without capital and full stop, its numbers written by `pen`.
    pub fn written(&self, pen: Pen) -> String {
        match self {
            Self::OutOfRange { what, value, must_be } => {
                format!("{what} is {}, but must be {must_be}", pen.refused(*value))
            }
            Self::ChurnAboveBase { churned, at_start } => format!(
                "{} left, but only {} were there at the start of the year",
                pen.people(*churned, CUSTOMERS),
                pen.customers(*at_start)
            ),
            Self::DoesNotSumToOne { what, sum } => {
                format!("{what} add up to {}, but must add up to 1", pen.refused(*sum))
            }
            Self::Shape { what, expected, got } => {
                format!("{what}: expected {} values, got {}", pen.whole(*expected), pen.whole(*got))
            }
            Self::SurvivorsRise { cohort, year } => format!(
                "cohort {}: survivors rise in year {}; a cohort can only shrink",
                pen.whole(*cohort),
                pen.whole(*year)
            ),
            Self::TooFewTransitions => {
                "the retention fit needs one cohort followed over at least two renewals".to_owned()
            }
            Self::NotIdentified { why, constant_rate } => format!(
                "the cohorts do not identify a retention curve: {why}; a constant rate of {} describes them as well",
                pen.share_brief(*constant_rate)
            ),
            Self::NoSampleSize { cohort } => format!(
                "cohort {} is in percent: percentages carry no sample size, so there is no band",
                pen.whole(*cohort)
            ),
            Self::NotFinite { what } => format!("{what} is larger than a number can be"),
            Self::DoesNotConverge { what, why } => format!("{what} does not converge: {why}"),
            Self::Singular { what, why } => format!("{what} cannot be solved: {why}"),
            Self::TooFewRows { rows, stages, needed } => format!(
                "{} survey rows are too few for {} stages: at least {} are needed",
                pen.whole(*rows),
                pen.whole(*stages),
                pen.whole(*needed)
            ),
        }
    }
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
