//! The bottom floor: a figure, or the reason why there is none.

pub mod error;

use error::{EngineError, check_finite};
use std::fmt;

/// Why a figure is not available, as a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAvailable(String);

impl NotAvailable {
    /// The reason as a sentence with a capital and a full stop.
    pub fn because(reason: impl AsRef<str>) -> Self {
        let reason = reason.as_ref().trim_end_matches('.');
        let mut letters = reason.chars();
        let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
        Self(format!("{first}{}.", letters.as_str()))
    }
}

impl fmt::Display for NotAvailable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A figure, or the reason why there is none. Never NaN, never a silent zero.
pub type Figure<T = f64> = Result<T, NotAvailable>;

impl From<EngineError> for NotAvailable {
    fn from(error: EngineError) -> Self {
        Self::because(error.to_string())
    }
}

/// Refuses a figure that left the range of numbers.
pub(crate) fn finite(value: f64, what: &'static str) -> Figure {
    check_finite(what, value).map_err(NotAvailable::from)
}
