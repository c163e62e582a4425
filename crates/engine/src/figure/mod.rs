//! The bottom floor: a figure, or the reason why there is none.

pub mod error;

use error::{EngineError, check_finite};
use journey_plan::number::pen::Pen;
use std::sync::Arc;

/// Why a figure is not available. It is a sentence once a pen has written it. Small, because it travels with every figure.
#[derive(Debug, Clone, PartialEq)]
pub struct NotAvailable(Arc<Reason>);

#[derive(Debug, PartialEq)]
enum Reason {
    /// The reason of a part, by its name.
    Within(String, NotAvailable),
    /// A sentence without a number that somebody entered.
    Said(String),
    /// What the arithmetic refuses, with its numbers.
    Refused(EngineError),
}

impl NotAvailable {
    /// The reason in words.
    pub fn because(reason: impl Into<String>) -> Self {
        Self(Arc::new(Reason::Said(reason.into())))
    }

    /// This reason as that of a part called `name`.
    #[must_use]
    pub fn within(self, name: impl Into<String>) -> Self {
        Self(Arc::new(Reason::Within(name.into(), self)))
    }

    /// The reason as a sentence with a capital and a full stop, its numbers written by `pen`.
    pub fn written(&self, pen: Pen) -> String {
        sentence(&match &*self.0 {
            Reason::Said(reason) => reason.clone(),
            Reason::Refused(error) => error.written(pen),
            Reason::Within(name, reason) => format!("{name}: {}", reason.written(pen)),
        })
    }
}

/// A text with a capital and one full stop.
fn sentence(text: &str) -> String {
    let text = text.trim_end_matches('.');
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

/// A figure, or the reason why there is none. Never NaN, never a silent zero.
pub type Figure<T = f64> = Result<T, NotAvailable>;

impl From<EngineError> for NotAvailable {
    fn from(error: EngineError) -> Self {
        Self(Arc::new(Reason::Refused(error)))
    }
}

/// Refuses a figure that left the range of numbers, under the name `what`.
///
/// # Errors
/// A value that is infinite or no number.
pub fn finite(value: f64, what: &'static str) -> Figure {
    check_finite(what, value).map_err(NotAvailable::from)
}
