//! Which stages explain the overall score: Johnson's relative weights.
//!
//! J. W. Johnson, "A Heuristic Method for Estimating the Relative Weight of Predictor Variables in Multiple
//! Regression", Multivariate Behavioral Research 35 (2000). The weights are shares of R², not slopes.

use super::error::{EngineError, check_finite};
use super::linear::symmetric_eigen;

/// Fewest survey rows per stage for which weights are computed at all.
pub const ROWS_PER_STAGE: usize = 10;

/// The weights of the stages and how much they explain together.
#[derive(Debug, Clone, PartialEq)]
pub struct RelativeWeights {
    /// One share per stage, adding up to 1.
    pub weights: Vec<f64>,
    /// Share of the variance of the overall score that the stages explain.
    pub r_squared: f64,
}

/// Derives weights from survey `rows`: the scores of the stages, the overall score last.
///
/// # Errors
/// Ragged rows, fewer than ten rows per stage, a column that never varies, or stages that repeat each other.
pub fn relative_weights(rows: &[Vec<f64>]) -> Result<RelativeWeights, EngineError> {
    let columns = rows.first().map_or(0, Vec::len);
    let stages = columns.saturating_sub(1);
    let needed = ROWS_PER_STAGE * stages.max(1);
    if stages == 0 || rows.len() < needed {
        return Err(EngineError::TooFewRows { rows: rows.len(), stages, needed });
    }
    let standard = standardise(rows, columns)?;
    let correlation = |a: usize, b: usize| standard.iter().map(|row| row[a] * row[b]).sum::<f64>() / rows.len() as f64;
    let matrix = (0..stages).map(|a| (0..stages).map(|b| correlation(a, b)).collect()).collect();
    let (values, vectors) = symmetric_eigen(matrix);
    if values.iter().any(|&v| v < 1e-10) {
        return Err(EngineError::Singular { what: "the stage weights", why: "two stages always score alike" });
    }
    // Λ = V √D Vᵀ maps orthogonal counterparts z of the stages onto the stages; Λ⁻¹ r are the slopes on z.
    let root = |a: usize, b: usize, power: f64| -> f64 {
        (0..stages).map(|k| vectors[a][k] * values[k].powf(power) * vectors[b][k]).sum()
    };
    let slopes: Vec<f64> =
        (0..stages).map(|a| (0..stages).map(|b| root(a, b, -0.5) * correlation(b, stages)).sum()).collect();
    let raw: Vec<f64> = (0..stages).map(|a| (0..stages).map(|k| (root(a, k, 0.5) * slopes[k]).powi(2)).sum()).collect();
    let r_squared: f64 = raw.iter().sum();
    if r_squared < 1e-12 {
        return Err(EngineError::Singular { what: "the stage weights", why: "no stage moves with the overall score" });
    }
    Ok(RelativeWeights { weights: raw.iter().map(|w| w / r_squared).collect(), r_squared })
}

/// Centres and scales every column by its population standard deviation.
fn standardise(rows: &[Vec<f64>], columns: usize) -> Result<Vec<Vec<f64>>, EngineError> {
    let n = rows.len() as f64;
    for row in rows {
        if row.len() != columns {
            return Err(EngineError::Shape { what: "survey row", expected: columns, got: row.len() });
        }
        for &score in row {
            check_finite("survey score", score)?;
        }
    }
    let mut out = rows.to_vec();
    for column in 0..columns {
        let mean = rows.iter().map(|row| row[column]).sum::<f64>() / n;
        let sd = (rows.iter().map(|row| (row[column] - mean).powi(2)).sum::<f64>() / n).sqrt();
        if sd < 1e-12 {
            return Err(EngineError::Singular { what: "the stage weights", why: "one column never varies" });
        }
        for row in &mut out {
            row[column] = (row[column] - mean) / sd;
        }
    }
    Ok(out)
}
