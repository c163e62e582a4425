//! Johnson's relative weights: how much each stage explains of the overall score.
//!
//! J. W. Johnson, "A Heuristic Method for Estimating the Relative Weight of Predictor Variables in Multiple
//! Regression", Multivariate Behavioral Research 35 (2000). The weights are shares of R², not slopes.

use crate::figure::error::{EngineError, check_finite};
use crate::math::linear::symmetric_eigen;
use crate::math::quantile::quantile;
use crate::math::random::uniform;
use journey_plan::order::sort_short;

/// Fewest survey rows per stage for which weights are computed at all.
pub const ROWS_PER_STAGE: usize = 10;

/// The weights of the stages and how much they explain together.
#[derive(Debug, Clone, PartialEq)]
pub struct RelativeWeights {
    /// Weight of each stage, a share; all add up to 1.
    pub weights: Vec<f64>,
    /// Share of the variance of the overall score that the stages explain.
    pub r_squared: f64,
    /// Sum of the regression slopes: how far the overall score moves when every stage moves one point.
    pub slopes: f64,
}

/// Rows per stage below which the weights are shaky.
pub const COMFORTABLE_ROWS_PER_STAGE: usize = 20;

/// Resamples of the bootstrap.
const RESAMPLES: usize = 200;

/// Derives weights from survey `rows`: the scores of the stages, the overall score last.
///
/// # Errors
/// Ragged rows, fewer than ten rows per stage, a column that never varies, or stages that repeat each other.
pub fn relative_weights(rows: &[Vec<f64>]) -> Result<RelativeWeights, EngineError> {
    let scores = Centred::of(rows)?;
    from_moments(&scores.moments(&vec![1.0; rows.len()]))
}

/// The 5th and 95th percentile of every stage's weight over seeded resamples of the rows (type-7 quantiles). A resample
/// in which a column does not vary says nothing and is left out.
///
/// # Errors
/// Whatever [`relative_weights`] refuses, or rows of which no resample varies.
pub fn bootstrap_interval(rows: &[Vec<f64>], seed: u64) -> Result<Vec<[f64; 2]>, EngineError> {
    let scores = Centred::of(rows)?;
    let mut drawn: Vec<Vec<f64>> = vec![Vec::with_capacity(RESAMPLES); scores.columns - 1];
    let mut times = vec![0.0_f64; rows.len()];
    for resample in 0..RESAMPLES {
        times.fill(0.0);
        for draw in 0..rows.len() {
            let at = (uniform(seed, resample as u64, draw as u64) * rows.len() as f64) as usize;
            times[at.min(rows.len() - 1)] += 1.0;
        }
        if let Ok(found) = from_moments(&scores.moments(&times)) {
            for (list, weight) in drawn.iter_mut().zip(found.weights) {
                list.push(weight);
            }
        }
    }
    drawn
        .into_iter()
        .map(middle_ninety)
        .collect::<Option<Vec<_>>>()
        .ok_or(EngineError::Singular { what: "the interval of the weights", why: "no resample of the rows varies" })
}

/// The 5th and 95th percentile of `values`; `None` without values.
fn middle_ninety(mut values: Vec<f64>) -> Option<[f64; 2]> {
    sort_short(&mut values, |v| *v);
    Some([quantile(&values, 0.05)?, quantile(&values, 0.95)?])
}

/// Correlations and spreads of the columns: all that the weights need to know of the rows.
struct Moments {
    /// Correlation of every pair of columns.
    correlation: Vec<Vec<f64>>,
    /// Standard deviation of every column.
    spread: Vec<f64>,
}

/// The rows one after the other, every column less its mean, so that large means cost no digits and the moments of a
/// resample need one pass.
struct Centred {
    scores: Vec<f64>,
    columns: usize,
}

impl Centred {
    /// Checks and centres `rows`.
    fn of(rows: &[Vec<f64>]) -> Result<Self, EngineError> {
        let columns = rows.first().map_or(0, Vec::len);
        let stages = columns.saturating_sub(1);
        let needed = ROWS_PER_STAGE * stages.max(1);
        if stages == 0 || rows.len() < needed {
            return Err(EngineError::TooFewRows { rows: rows.len(), stages, needed });
        }
        check_rows(rows, columns)?;
        let mean = |column: usize| rows.iter().map(|row| row[column]).sum::<f64>() / rows.len() as f64;
        let means: Vec<f64> = (0..columns).map(mean).collect();
        let scores = rows.iter().flat_map(|row| row.iter().zip(&means).map(|(score, mean)| score - mean)).collect();
        Ok(Self { scores, columns })
    }

    /// The moments of the rows, each counted a number of `times`.
    fn moments(&self, times: &[f64]) -> Moments {
        let columns = self.columns;
        let count: f64 = times.iter().sum();
        let mut sums = vec![0.0; columns];
        let mut products = vec![0.0; columns * columns];
        for (row, &times) in self.scores.chunks_exact(columns).zip(times) {
            if times <= 0.0 {
                continue;
            }
            for (a, line) in products.chunks_exact_mut(columns).enumerate() {
                let first = row[a] * times;
                sums[a] += first;
                for (sum, second) in line[..=a].iter_mut().zip(row) {
                    *sum += first * second;
                }
            }
        }
        let covariance = |a: usize, b: usize| {
            products[a.max(b) * columns + a.min(b)] / count - (sums[a] / count) * (sums[b] / count)
        };
        // A column that does not vary in a resample leaves nothing but rounding behind.
        let variance = |a: usize| {
            let (found, whole) = (covariance(a, a), products[a * columns + a] / count);
            if found > 1e-12 * whole { found } else { 0.0 }
        };
        let spread: Vec<f64> = (0..columns).map(|a| variance(a).sqrt()).collect();
        let of = |a: usize, b: usize| covariance(a, b) / (spread[a] * spread[b]);
        let correlation = (0..columns).map(|a| (0..columns).map(|b| of(a, b)).collect()).collect();
        Moments { correlation, spread }
    }
}

fn from_moments(moments: &Moments) -> Result<RelativeWeights, EngineError> {
    let stages = moments.spread.len() - 1;
    if moments.spread.iter().any(|sd| sd.is_nan() || *sd < 1e-12) {
        return Err(EngineError::Singular { what: "the stage weights", why: "one column never varies" });
    }
    let correlation = |a: usize, b: usize| moments.correlation[a][b];
    let matrix = (0..stages).map(|a| (0..stages).map(|b| correlation(a, b)).collect()).collect();
    let (values, vectors) = symmetric_eigen(matrix);
    if values.iter().any(|&v| v < 1e-10) {
        return Err(EngineError::Singular { what: "the stage weights", why: "two stages always score alike" });
    }
    // Λ = V √D Vᵀ maps orthogonal counterparts z of the stages onto the stages; Λ⁻¹ r are the slopes on z.
    let square = |x: f64| x * x;
    let root = |a: usize, b: usize, power: f64| -> f64 {
        (0..stages).map(|k| vectors[a][k] * libm::pow(values[k], power) * vectors[b][k]).sum()
    };
    let with_overall = |power: f64| -> Vec<f64> {
        (0..stages).map(|a| (0..stages).map(|b| root(a, b, power) * correlation(b, stages)).sum()).collect()
    };
    let slopes_on_z = with_overall(-0.5);
    let raw: Vec<f64> =
        (0..stages).map(|a| (0..stages).map(|k| square(root(a, k, 0.5) * slopes_on_z[k])).sum()).collect();
    let r_squared: f64 = raw.iter().sum();
    if r_squared < 1e-12 {
        return Err(EngineError::Singular { what: "the stage weights", why: "no stage moves with the overall score" });
    }
    // R⁻¹ r are the slopes in standard deviations; undone, they are in points of the overall score per point.
    let standardised = with_overall(-1.0);
    let slopes = standardised.iter().zip(&moments.spread).map(|(b, sd)| b * moments.spread[stages] / sd).sum();
    Ok(RelativeWeights { weights: raw.iter().map(|w| w / r_squared).collect(), r_squared, slopes })
}

/// Checks that every row has `columns` finite scores.
fn check_rows(rows: &[Vec<f64>], columns: usize) -> Result<(), EngineError> {
    for row in rows {
        if row.len() != columns {
            return Err(EngineError::Shape { what: "survey row", expected: columns, got: row.len() });
        }
        for &score in row {
            check_finite("survey score", score)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three stages that never move together, and an overall score made of them: each row of a full factorial design.
    fn factorial() -> Vec<Vec<f64>> {
        let levels = [2.0, 5.0, 8.0, 9.0];
        let mut rows = Vec::new();
        for a in levels {
            for b in levels {
                for c in levels {
                    rows.push(vec![a, b, c, 0.5 * a + 0.25 * b]);
                }
            }
        }
        rows
    }

    #[test]
    fn independent_stages_share_the_variance_by_their_squared_slopes() {
        let found = relative_weights(&factorial()).unwrap();
        // 0.5² : 0.25² : 0 = 0.8 : 0.2 : 0, all of the variance explained, slopes 0.5 + 0.25.
        for (got, wanted) in found.weights.iter().zip([0.8, 0.2, 0.0]) {
            assert!((got - wanted).abs() < 1e-12, "{got} {wanted}");
        }
        assert!((found.r_squared - 1.0).abs() < 1e-12 && (found.slopes - 0.75).abs() < 1e-12);
    }

    #[test]
    fn a_resample_without_variation_says_nothing() {
        let rows = factorial();
        let scores = Centred::of(&rows).unwrap();
        // Only the rows in which the first stage scores 9.
        let times: Vec<f64> = rows.iter().map(|row| if row[0] > 8.5 { 3.0 } else { 0.0 }).collect();
        let moments = scores.moments(&times);
        assert!(moments.spread[0].abs() <= 0.0 && moments.spread[1] > 1.0, "{:?}", moments.spread);
        assert!(from_moments(&moments).is_err());
    }

    #[test]
    fn the_interval_holds_the_weight_and_is_the_same_every_time() {
        let rows = factorial();
        let interval = bootstrap_interval(&rows, 7).unwrap();
        assert_eq!(interval, bootstrap_interval(&rows, 7).unwrap());
        assert_ne!(interval, bootstrap_interval(&rows, 8).unwrap());
        let weights = relative_weights(&rows).unwrap().weights;
        for ([low, high], weight) in interval.iter().zip(weights).take(2) {
            assert!(*low < weight && weight < *high && high - low < 0.5, "{low} {weight} {high}");
        }
    }
}
