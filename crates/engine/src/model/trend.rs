//! Why a curve fitted by eye will not do: common trends extended beyond the data, beside the sBG curve.
//!
//! The comparison of P. Fader and B. Hardie, "How to Project Customer Retention", Journal of Interactive Marketing 21
//! (2007): least-squares regressions of the share still there on the year t, counted from 0 at acquisition, the year
//! of acquisition itself included; the exponential one is linear in the logarithm of the share.

use crate::figure::error::{EngineError, check_range};
use crate::math::power::power;
use crate::model::sbg_fit::fit;

/// Share of the "High End" customers still there after 0, 1, … 12 years (Fader & Hardie 2007, Table 1, grade A).
pub const HIGH_END: [f64; 13] =
    [1.0, 0.869, 0.743, 0.653, 0.593, 0.551, 0.517, 0.491, 0.468, 0.445, 0.427, 0.409, 0.394];
/// Label of the customers in [`HIGH_END`], with the place of publication.
pub const HIGH_END_LABEL: &str = "High End customers (Fader & Hardie 2007, Table 1)";
/// The last year of [`HIGH_END`] that the published comparison is fitted to.
const HIGH_END_FITTED_TO: usize = 7;
/// Customers behind [`HIGH_END`] in the likelihood; the curve does not depend on their number.
const HIGH_END_CUSTOMERS: f64 = 1_000.0;
/// Fewest points for a trend: a parabola runs through three.
const FEWEST_POINTS: usize = 3;
/// Fewest points of a cohort for a comparison on the user's own data.
const FEWEST_FOR_HOLD_OUT: usize = 5;

/// A way to extend survival into the future.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// A straight line.
    Linear,
    /// A parabola.
    Quadratic,
    /// An equal rate of loss every year, by regression on the logarithm.
    Exponential,
    /// The shifted-beta-geometric curve.
    Sbg,
    /// One retention rate, where the data do not identify a curve.
    ConstantRate,
}

impl Method {
    /// Name of the method in a label.
    pub fn label(self) -> &'static str {
        match self {
            Self::Linear => "linear",
            Self::Quadratic => "quadratic",
            Self::Exponential => "exponential",
            Self::Sbg => "sBG",
            Self::ConstantRate => "constant rate",
        }
    }
}

/// The shape of a regression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrendKind {
    /// a + b·t.
    Linear,
    /// a + b·t + c·t².
    Quadratic,
    /// exp(a + b·t).
    Exponential,
}

/// A regression of survival on the year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trend {
    /// Shape of the trend.
    pub kind: TrendKind,
    /// Coefficients a, b and c of the shape, t in years from acquisition; c is 0 but for a parabola.
    pub coefficients: [f64; 3],
}

impl Trend {
    /// Fits `kind` to `survival`, the shares still there after 0, 1, 2, … years.
    ///
    /// # Errors
    /// Fewer than three points, a share outside 0–1, or nobody left where a logarithm is needed.
    pub fn fit(kind: TrendKind, survival: &[f64]) -> Result<Self, EngineError> {
        if survival.len() < FEWEST_POINTS {
            return Err(EngineError::Shape { what: "trend", expected: FEWEST_POINTS, got: survival.len() });
        }
        let exponential = kind == TrendKind::Exponential;
        let mut values = Vec::with_capacity(survival.len());
        for &share in survival {
            check_range("share still there", share, 0.0, 1.0, "between 0 and 1")?;
            if exponential {
                check_range("share still there", share, f64::MIN_POSITIVE, 1.0, "above 0 for an exponential trend")?;
            }
            values.push(if exponential { libm::log(share) } else { share });
        }
        // Years centred on their mean: the sums of odd powers vanish, so every coefficient stands alone.
        let points = values.len() as f64;
        let centre = (points - 1.0) / 2.0;
        let mean = |f: &dyn Fn(f64, f64) -> f64| {
            values.iter().enumerate().map(|(t, y)| f(t as f64 - centre, *y)).sum::<f64>() / points
        };
        let variance = mean(&|x, _| x * x);
        let slope = mean(&|x, y| x * y) / variance;
        let bend = if kind == TrendKind::Quadratic {
            mean(&|x, y| (x * x - variance) * y) / mean(&|x, _| (x * x - variance) * (x * x - variance))
        } else {
            0.0
        };
        let level = mean(&|_, y| y);
        let start = level - slope * centre + bend * (centre * centre - variance);
        Ok(Self { kind, coefficients: [start, slope - 2.0 * bend * centre, bend] })
    }

    /// Share still there after `year` years, as the trend expects: below 0 or above 1 where it makes no sense.
    pub fn at(&self, year: usize) -> f64 {
        let t = year as f64;
        let [a, b, c] = self.coefficients;
        let value = a + t * (b + t * c);
        if self.kind == TrendKind::Exponential { libm::exp(value) } else { value }
    }
}

/// One way to extend the data, and how far it misses.
#[derive(Debug, Clone, PartialEq)]
pub struct Extension {
    /// Method that extends the data.
    pub method: Method,
    /// Share still there as the method expects, by year from 0 to the last observed one.
    pub path: Vec<f64>,
    /// Miss in the last year: expected over observed share, less 1.
    pub miss: f64,
}

/// Trends and the sBG curve fitted to the first years of a cohort and held against the rest.
#[derive(Debug, Clone, PartialEq)]
pub struct TrendComparison {
    /// Name of the data, as part of a sentence.
    pub label: String,
    /// Share observed, by year from 0.
    pub observed: Vec<f64>,
    /// The last year the lines were fitted to; those after it were held out.
    pub fitted_to: usize,
    /// Extensions: linear, quadratic, exponential, then sBG (or the constant rate that stands for it).
    pub lines: Vec<Extension>,
}

impl TrendComparison {
    /// Fits all lines to years 0 to `fitted_to` of a cohort's `survivors`, and extends them to its last year.
    ///
    /// # Errors
    /// What the fits refuse, no year held out, or nobody left in the last year to measure a miss by.
    pub fn of(label: &str, survivors: &[f64], fitted_to: usize) -> Result<Self, EngineError> {
        let last = survivors.len().saturating_sub(1);
        if fitted_to >= last {
            return Err(EngineError::Shape { what: "years held out", expected: 1, got: 0 });
        }
        let start = check_range("customers at the start", survivors[0], f64::MIN_POSITIVE, f64::MAX, "above 0")?;
        let observed: Vec<f64> = survivors.iter().map(|s| s / start).collect();
        let actual = check_range("share still there", observed[last], f64::MIN_POSITIVE, 1.0, "above 0")?;
        let extend = |method, value: &dyn Fn(usize) -> f64| {
            let path: Vec<f64> = (0..=last).map(value).collect();
            Extension { method, miss: path[last] / actual - 1.0, path }
        };
        let mut lines = Vec::with_capacity(4);
        for (kind, method) in [
            (TrendKind::Linear, Method::Linear),
            (TrendKind::Quadratic, Method::Quadratic),
            (TrendKind::Exponential, Method::Exponential),
        ] {
            let trend = Trend::fit(kind, &observed[..=fitted_to])?;
            lines.push(extend(method, &|t| trend.at(t)));
        }
        lines.push(match fit(&[survivors[..=fitted_to].to_vec()]) {
            Ok(found) => extend(Method::Sbg, &|t| found.curve.survival(t)),
            Err(EngineError::NotIdentified { constant_rate, .. }) => {
                extend(Method::ConstantRate, &|t| power(constant_rate, t as u64))
            }
            Err(error) => return Err(error),
        });
        Ok(Self { label: label.to_owned(), observed, fitted_to, lines })
    }

    /// The comparison on one of the user's own cohorts: the first 60 % of its points are fitted, the rest held out.
    /// `None` where it has fewer than five points or they do not allow the fits.
    pub fn held_out(label: &str, survivors: &[f64]) -> Option<Self> {
        if survivors.len() < FEWEST_FOR_HOLD_OUT {
            return None;
        }
        let fitted = (survivors.len() * 3).div_ceil(5).max(FEWEST_POINTS);
        Self::of(label, survivors, fitted - 1).ok()
    }

    /// The published comparison: years 0 to 7 of [`HIGH_END`], extended to year 12.
    ///
    /// # Errors
    /// None on the published data.
    pub fn published() -> Result<Self, EngineError> {
        let survivors = HIGH_END.map(|share| share * HIGH_END_CUSTOMERS);
        Self::of(HIGH_END_LABEL, &survivors, HIGH_END_FITTED_TO)
    }
}
