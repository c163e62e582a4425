//! Score mixes: which share of the customers gives which score from 1 to 10.

use crate::figure::error::{EngineError, check_range, check_share};
use crate::math::root::find_root;

/// Shares of customers by score; index 0 is score 1.
pub type Mix = [f64; 10];

/// Distance from 1 up to which the sum of the shares is accepted.
const TOLERANCE: f64 = 1e-9;

/// Checks that `shares` is a mix: ten shares that add up to 1.
///
/// # Errors
/// Another length, a share outside 0–1, or another sum.
pub fn check_mix(shares: &[f64]) -> Result<Mix, EngineError> {
    let mix: Mix =
        shares.try_into().map_err(|_| EngineError::Shape { what: "score mix", expected: 10, got: shares.len() })?;
    check_sum("the shares of the score mix", &mix)?;
    Ok(mix)
}

/// Spreads the bands poor 1–3, fair 4–6, good 7–8, best 9–10 evenly over their scores.
///
/// # Errors
/// A share outside 0–1 or a sum other than 1.
pub fn mix_from_bands(bands: &[f64; 4]) -> Result<Mix, EngineError> {
    check_sum("the bands of the score mix", bands)?;
    let [poor, fair, good, best] = *bands;
    let (poor, fair, good, best) = (poor / 3.0, fair / 3.0, good / 2.0, best / 2.0);
    Ok([poor, poor, poor, fair, fair, fair, good, good, best, best])
}

/// The shares of poor 1–3, fair 4–6, good 7–8 and best 9–10.
pub fn bands(mix: &Mix) -> [f64; 4] {
    [&mix[..3], &mix[3..6], &mix[6..8], &mix[8..]].map(|scores| scores.iter().sum())
}

/// The mix w(s) ∝ e^(ks) with the given `mean`; a mean of exactly 1 or 10 is one point.
///
/// # Errors
/// A mean outside 1–10.
pub fn mix_from_mean(mean: f64) -> Result<Mix, EngineError> {
    check_range("mean score", mean, 1.0, 10.0, "between 1 and 10")?;
    // The tilt that reaches the mean; beyond ±60 the mix is one point to the last digit.
    let tilt = find_root(|k| mean_score(&tilted(k)) - mean, -60.0, 60.0);
    Ok(tilt.map_or_else(|| tilted(if mean < 5.5 { f64::NEG_INFINITY } else { f64::INFINITY }), tilted))
}

/// Mean score of a mix.
pub fn mean_score(mix: &Mix) -> f64 {
    mix.iter().enumerate().map(|(i, w)| w * (i as f64 + 1.0)).sum()
}

/// The mix after every customer gained `points`, kept on the scale; a share between two scores is split between them.
pub fn shifted_mix(mix: &Mix, points: f64) -> Mix {
    let mut shifted = [0.0; 10];
    for (index, share) in mix.iter().enumerate() {
        let at = (index as f64 + points).clamp(0.0, 9.0);
        let (below, part) = (at.floor() as usize, at.fract());
        shifted[below] += share * (1.0 - part);
        if part > 0.0 {
            shifted[below + 1] += share * part;
        }
    }
    shifted
}

fn tilted(k: f64) -> Mix {
    let mut mix = [1.0; 10];
    // Falling from the favoured end, so that nothing overflows.
    let step = libm::exp(-k.abs());
    for i in 1..mix.len() {
        mix[i] = mix[i - 1] * step;
    }
    if k > 0.0 {
        mix.reverse();
    }
    let sum: f64 = mix.iter().sum();
    mix.map(|w| w / sum)
}

fn check_sum(what: &'static str, shares: &[f64]) -> Result<(), EngineError> {
    for &share in shares {
        check_share("share of a score", share)?;
    }
    let sum: f64 = shares.iter().sum();
    if (sum - 1.0).abs() > TOLERANCE {
        return Err(EngineError::DoesNotSumToOne { what, sum });
    }
    Ok(())
}
