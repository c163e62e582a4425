//! Discounting: when in a year its flow counts, and what it is worth today.

use crate::figure::error::{EngineError, check_discount};
use journey_plan::Timing;

/// The date, in years from now, at which the flow of year `year` (from 1) counts.
pub fn flow_date(timing: Timing, year: usize) -> f64 {
    let end = year as f64;
    match timing {
        Timing::Start => end - 1.0,
        Timing::Mid => end - 0.5,
        Timing::End => end,
    }
}

/// What one unit of currency at `date` (years from now) is worth today at the yearly rate `discount`.
pub fn factor(discount: f64, date: f64) -> f64 {
    libm::pow(1.0 + discount, -date)
}

/// The discount factors of years 1..=`years`.
///
/// # Errors
/// A rate at or below −100 %.
pub fn factors(discount: f64, timing: Timing, years: usize) -> Result<Vec<f64>, EngineError> {
    check_discount(discount)?;
    Ok((1..=years).map(|year| factor(discount, flow_date(timing, year))).collect())
}

/// Present value of the yearly `flows` of years 1, 2, ….
///
/// # Errors
/// A rate at or below −100 %.
pub fn present_value(flows: &[f64], discount: f64, timing: Timing) -> Result<f64, EngineError> {
    Ok(factors(discount, timing, flows.len())?.iter().zip(flows).map(|(f, x)| f * x).sum())
}
