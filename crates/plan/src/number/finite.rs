//! The number a plan may hold: any `f64` but NaN and the infinities.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A finite number. JSON has no NaN and no infinity, so a plan that holds only these always loads again.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Number(f64);

/// The refusal of NaN and the infinities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a finite number")]
pub struct NotFinite;

impl Number {
    /// Zero.
    pub const ZERO: Self = Self(0.0);
    /// One.
    pub const ONE: Self = Self(1.0);

    /// Wraps `value`.
    ///
    /// # Errors
    /// [`NotFinite`] for NaN and the infinities.
    pub fn new(value: f64) -> Result<Self, NotFinite> {
        // Adding 0 turns −0 into 0, which would print as «-0».
        if value.is_finite() { Ok(Self(value + 0.0)) } else { Err(NotFinite) }
    }

    /// A constant known to be finite.
    ///
    /// # Panics
    /// At compile time, when the literal is not finite.
    pub const fn of(value: f64) -> Self {
        assert!(value.is_finite(), "a constant must be finite");
        Self(value)
    }

    /// A share of the number, which is as finite as the number.
    pub(crate) fn part(self, share: f64) -> Self {
        Self::new(self.0 * share).unwrap_or(self)
    }

    /// The number as an `f64`.
    pub const fn get(self) -> f64 {
        self.0
    }
}

impl TryFrom<f64> for Number {
    type Error = NotFinite;

    fn try_from(value: f64) -> Result<Self, NotFinite> {
        Self::new(value)
    }
}

impl From<Number> for f64 {
    fn from(number: Number) -> Self {
        number.0
    }
}

#[cfg(test)]
mod tests {
    use super::Number;

    #[test]
    fn refuses_what_json_cannot_hold() {
        for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert!(Number::new(bad).is_err());
        }
        assert!(serde_json::from_str::<Number>("1e999").is_err());
    }

    #[test]
    fn negative_zero_becomes_zero() {
        assert!(Number::new(-0.0).unwrap().get().is_sign_positive());
    }
}
