//! The scale on which a plan's scores are entered and shown. Inside the plan a score is always on 1–10.

use crate::number::finite::Number;
use serde::{Deserialize, Serialize};

/// A rating scale; it maps linearly onto 1–10 (models, section 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // the labels say it
pub enum Scale {
    #[default]
    OneToTen,
    ZeroToTen,
    OneToFive,
    OneToSeven,
    ZeroToHundred,
}

impl Scale {
    /// All scales.
    pub const ALL: [Self; 5] =
        [Self::OneToTen, Self::ZeroToTen, Self::OneToFive, Self::OneToSeven, Self::ZeroToHundred];

    /// Lowest and highest score of the scale.
    pub fn ends(self) -> (f64, f64) {
        match self {
            Self::OneToTen => (1.0, 10.0),
            Self::ZeroToTen => (0.0, 10.0),
            Self::OneToFive => (1.0, 5.0),
            Self::OneToSeven => (1.0, 7.0),
            Self::ZeroToHundred => (0.0, 100.0),
        }
    }

    /// Name of the scale: `1–10`.
    pub fn label(self) -> String {
        let (low, high) = self.ends();
        format!("{low}–{high}")
    }

    /// A score of this scale, mapped onto 1–10.
    ///
    /// # Errors
    /// A sentence when `score` lies outside the scale.
    pub fn to_ten(self, score: Number) -> Result<Number, String> {
        let (low, high) = self.ends();
        let value = score.get();
        if value < low || value > high {
            return Err(format!("A score must be between {low} and {high}, not {value}."));
        }
        if self == Self::OneToTen {
            return Ok(score);
        }
        Number::new(1.0 + 9.0 * (value - low) / (high - low)).map_err(|e| e.to_string())
    }

    /// A score on 1–10, mapped onto this scale. Rounded at the twelfth digit, so that what was typed is what is shown.
    pub fn from_ten(self, score: f64) -> f64 {
        let (low, high) = self.ends();
        let value = low + (score - 1.0) / 9.0 * (high - low);
        if self == Self::OneToTen { score } else { (value * 1e10).round() / 1e10 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_map_onto_ends_and_back() {
        for scale in Scale::ALL {
            let (low, high) = scale.ends();
            assert!((scale.to_ten(Number::new(low).unwrap()).unwrap().get() - 1.0).abs() < 1e-12);
            assert!((scale.to_ten(Number::new(high).unwrap()).unwrap().get() - 10.0).abs() < 1e-12);
            assert!(scale.to_ten(Number::new(high + 0.1).unwrap()).is_err());
            for tenth in 0..=10 {
                let typed = (low * 10.0 + f64::from(tenth) * (high - low)).round() / 10.0;
                let back = scale.from_ten(scale.to_ten(Number::new(typed).unwrap()).unwrap().get());
                assert!((back - typed).abs() < 1e-12 && back.to_string() == typed.to_string(), "{scale:?} {typed}");
            }
        }
        // A neutral 3 of 5 is 5.5 of 10.
        assert!((Scale::OneToFive.to_ten(Number::of(3.0)).unwrap().get() - 5.5).abs() < 1e-12);
    }
}
