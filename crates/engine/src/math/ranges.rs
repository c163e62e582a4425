//! Low / likely / high: the ranges a driver may carry, their moments, and the values to draw from them.

mod normal;
mod pert;

use crate::figure::error::{EngineError, check_finite, check_share};
use journey_plan::Shape;
pub use normal::standard_normal_quantile;
pub use pert::Pert;

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

    /// Mean of the range: (low + likely + high) / 3.
    pub fn mean(&self) -> f64 {
        (self.low + self.likely + self.high) / 3.0
    }

    /// Standard deviation of the range.
    pub fn sd(&self) -> f64 {
        let (a, c, b) = (self.low, self.likely, self.high);
        // The sum of squared distances has no cancellation, unlike a² + b² + c² − ab − ac − bc.
        let (whole, left, right) = (b - a, c - a, b - c);
        ((whole * whole + left * left + right * right) / 36.0).sqrt()
    }

    /// The value below which a share `p` of the draws lies.
    ///
    /// # Errors
    /// `p` outside 0–1.
    pub fn quantile(&self, p: f64) -> Result<f64, EngineError> {
        Ok(self.at(check_share("probability", p)?))
    }

    fn at(&self, p: f64) -> f64 {
        let width = self.high - self.low;
        if width <= 0.0 {
            return self.low;
        }
        let (left, right) = (self.likely - self.low, self.high - self.likely);
        if p <= left / width {
            self.low + (p * width * left).sqrt()
        } else {
            self.high - ((1.0 - p) * width * right).sqrt()
        }
    }

    /// Mean of the PERT range with these three points and shape 4.
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
        let (a, b) = (libm::log(low), libm::log(high));
        let (mu, sigma) = (f64::midpoint(a, b), (b - a) / (2.0 * Z_95));
        (mu, sigma, libm::exp(mu + 0.5 * sigma * sigma))
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

/// A range of any shape, ready to be drawn from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Distribution {
    /// A constant, where low = high.
    Constant(f64),
    /// The triangular distribution.
    Triangular(Triangular),
    /// The PERT distribution with shape 4.
    Pert(Pert),
    /// The normal distribution between P5 and P95.
    Normal {
        /// Mean of the distribution.
        mean: f64,
        /// Standard deviation of the distribution.
        sd: f64,
    },
    /// The lognormal distribution between P5 and P95.
    Lognormal {
        /// Mean of the logarithm.
        mu: f64,
        /// Standard deviation of the logarithm.
        sigma: f64,
    },
}

impl Distribution {
    /// The range from `low` to `high`. `likely` is the peak of a triangular or PERT range and is ignored by the others,
    /// of which `low` and `high` are P5 and P95.
    ///
    /// # Errors
    /// Ends out of order or not finite, a likely value outside its range, a lognormal low that is not above 0.
    pub fn new(shape: Shape, low: f64, likely: f64, high: f64) -> Result<Self, EngineError> {
        let ends = ninety_percent_range(low, high)?;
        if let (Shape::Lognormal, None) = (shape, ends.lognormal_mu) {
            return Err(EngineError::OutOfRange { what: "low of a lognormal range", value: low, must_be: "above 0" });
        }
        let peaked = matches!(shape, Shape::Triangular | Shape::Pert);
        let triangular = Triangular::new(low, if peaked { likely } else { low }, high)?;
        if low >= high {
            return Ok(Self::Constant(low));
        }
        Ok(match (shape, ends.lognormal_mu, ends.lognormal_sigma) {
            (Shape::Triangular, ..) => Self::Triangular(triangular),
            (Shape::Pert, ..) => Self::Pert(Pert::new(low, likely, high)),
            (Shape::Lognormal, Some(mu), Some(sigma)) => Self::Lognormal { mu, sigma },
            _ => Self::Normal { mean: ends.normal_mean, sd: ends.normal_sd },
        })
    }

    /// The value below which a share `p` of the draws lies; `p` strictly between 0 and 1.
    pub fn quantile(&self, p: f64) -> f64 {
        match self {
            Self::Constant(value) => *value,
            Self::Triangular(range) => range.at(p),
            Self::Pert(range) => range.quantile(p),
            Self::Normal { mean, sd } => mean + sd * standard_normal_quantile(p),
            Self::Lognormal { mu, sigma } => libm::exp(mu + sigma * standard_normal_quantile(p)),
        }
    }

    /// The mean of the draws.
    pub fn mean(&self) -> f64 {
        match self {
            Self::Constant(value) => *value,
            Self::Triangular(range) => range.mean(),
            Self::Pert(range) => range.mean(),
            Self::Normal { mean, .. } => *mean,
            Self::Lognormal { mu, sigma } => libm::exp(mu + 0.5 * sigma * sigma),
        }
    }
}
