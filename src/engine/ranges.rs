//! Low / likely / high: the closed forms of the ranges a driver may carry.

use super::error::{EngineError, check_finite, check_share};

/// The standard normal quantile of 95 %: half the width of a 90 % range in standard deviations.
pub const Z_95: f64 = 1.644_853_626_951_472_2;

/// A triangular range; `low == high` is a constant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Triangular {
    low: f64,
    likely: f64,
    high: f64,
}

impl Triangular {
    /// A range in which `low ≤ likely ≤ high`.
    ///
    /// # Errors
    /// Values out of order or not finite.
    pub fn new(low: f64, likely: f64, high: f64) -> Result<Self, EngineError> {
        check_finite("low", low)?;
        check_finite("high", high)?;
        if !likely.is_finite() || likely < low || likely > high {
            return Err(EngineError::OutOfRange { what: "likely", value: likely, must_be: "between low and high" });
        }
        Ok(Self { low, likely, high })
    }

    /// (low + likely + high) / 3.
    pub fn mean(&self) -> f64 {
        (self.low + self.likely + self.high) / 3.0
    }

    /// Standard deviation.
    pub fn sd(&self) -> f64 {
        let (a, c, b) = (self.low, self.likely, self.high);
        // The sum of squared distances has no cancellation, unlike a² + b² + c² − ab − ac − bc.
        (((b - a).powi(2) + (c - a).powi(2) + (b - c).powi(2)) / 36.0).sqrt()
    }

    /// The value below which a share `p` of the draws lies.
    ///
    /// # Errors
    /// `p` outside 0–1.
    pub fn quantile(&self, p: f64) -> Result<f64, EngineError> {
        check_share("probability", p)?;
        let width = self.high - self.low;
        if width <= 0.0 {
            return Ok(self.low);
        }
        let (left, right) = (self.likely - self.low, self.high - self.likely);
        Ok(if p <= left / width {
            self.low + (p * width * left).sqrt()
        } else {
            self.high - ((1.0 - p) * width * right).sqrt()
        })
    }

    /// Mean of the PERT range with the same three points and shape 4.
    pub fn pert_mean(&self) -> f64 {
        (self.low + 4.0 * self.likely + self.high) / 6.0
    }
}

/// A normal or lognormal range whose ends are its 5th and 95th percentile.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NinetyPercentRange {
    /// Mean of the normal.
    pub normal_mean: f64,
    /// Standard deviation of the normal.
    pub normal_sd: f64,
    /// Mean of the logarithm; `None` where low is not positive.
    pub lognormal_mu: Option<f64>,
    /// Standard deviation of the logarithm; `None` where low is not positive.
    pub lognormal_sigma: Option<f64>,
    /// Mean of the lognormal; `None` where low is not positive.
    pub lognormal_mean: Option<f64>,
}

/// The parameters of the range from `low` (P5) to `high` (P95).
///
/// # Errors
/// Values not finite or out of order.
pub fn ninety_percent_range(low: f64, high: f64) -> Result<NinetyPercentRange, EngineError> {
    check_finite("low", low)?;
    if !high.is_finite() || low > high {
        return Err(EngineError::OutOfRange { what: "high", value: high, must_be: "at or above low" });
    }
    let logs = (low > 0.0).then(|| {
        let (a, b) = (low.ln(), high.ln());
        let (mu, sigma) = (f64::midpoint(a, b), (b - a) / (2.0 * Z_95));
        (mu, sigma, (mu + 0.5 * sigma * sigma).exp())
    });
    if let Some((.., mean)) = logs {
        check_finite("the mean of the lognormal range", mean)?;
    }
    Ok(NinetyPercentRange {
        normal_mean: f64::midpoint(low, high),
        normal_sd: (high - low) / (2.0 * Z_95),
        lognormal_mu: logs.map(|l| l.0),
        lognormal_sigma: logs.map(|l| l.1),
        lognormal_mean: logs.map(|l| l.2),
    })
}
