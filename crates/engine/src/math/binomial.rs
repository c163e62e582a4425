//! Binomial draws whose cost does not grow with the number of customers.
//!
//! Small expected counts are found by inversion, large ones by transformed rejection with squeeze (BTRS; W. Hörmann,
//! "The generation of binomial random variates", Journal of Statistical Computation and Simulation 46, 1993). Both are
//! exact. Only the four operations and the square root are used, so that the counts do not depend on the platform.

use crate::math::power::power;
use crate::math::random::uniform;

/// Below this expected count a draw is inverted.
const INVERTED_BELOW: f64 = 10.0;
/// No draw with an expected count below 10 is larger, but for a chance of 1e−70.
const LARGEST_INVERTED: f64 = 120.0;

/// The random numbers that one draw may use, named by `seed` and `stream` alone.
struct Uniforms {
    seed: u64,
    stream: u64,
    used: u64,
}

impl Uniforms {
    fn next(&mut self) -> f64 {
        self.used += 1;
        uniform(self.seed, self.stream, self.used)
    }
}

/// Number of successes in `trials` (a whole number), each with `chance`, a share; `seed` and `stream` alone decide the
/// draw.
pub fn binomial(trials: f64, chance: f64, seed: u64, stream: u64) -> f64 {
    let mut uniforms = Uniforms { seed, stream, used: 0 };
    let rare = chance.min(1.0 - chance);
    let count = if trials <= 0.0 || rare <= 0.0 {
        0.0
    } else if trials * rare < INVERTED_BELOW {
        inverted(trials, rare, uniforms.next())
    } else {
        rejected(trials, rare, &mut uniforms)
    };
    if chance > 0.5 { trials - count } else { count }
}

/// The count at which the distribution function passes `level`.
fn inverted(trials: f64, chance: f64, level: f64) -> f64 {
    let odds = chance / (1.0 - chance);
    let mut mass = power(1.0 - chance, trials as u64);
    let (mut rest, mut count) = (level, 0.0);
    while rest >= mass && count < trials.min(LARGEST_INVERTED) {
        rest -= mass;
        mass *= odds * (trials - count) / (count + 1.0);
        count += 1.0;
    }
    count
}

/// Hörmann's BTRS: a point under a hat is turned into a count, and accepted at once inside the squeeze.
fn rejected(trials: f64, chance: f64, uniforms: &mut Uniforms) -> f64 {
    let spread = (trials * chance * (1.0 - chance)).sqrt();
    let b = 1.15 + 2.53 * spread;
    let a = -0.0873 + 0.0248 * b + 0.01 * chance;
    let centre = trials * chance + 0.5;
    let squeeze = 0.92 - 4.2 / b;
    let scale = (2.83 + 5.1 / b) * spread;
    let mode = ((trials + 1.0) * chance).floor();
    loop {
        let u = uniforms.next() - 0.5;
        // Above 0, so that it has a logarithm.
        let v = 1.0 - uniforms.next();
        let edge = 0.5 - u.abs();
        let count = ((2.0 * a / edge + b) * u + centre).floor();
        if edge >= 0.07 && v <= squeeze {
            return count;
        }
        if (0.0..=trials).contains(&count)
            && ln_ratio(v * scale, a / (edge * edge) + b) <= ln_mass(trials, chance, count, mode)
        {
            return count;
        }
    }
}

/// ln of the chance of `count` over the chance of `mode`, by Stirling's series. Ratios of neighbours are taken before
/// logarithms, so that nothing cancels for large counts.
fn ln_mass(trials: f64, chance: f64, count: f64, mode: f64) -> f64 {
    let odds = chance / (1.0 - chance);
    let (left, left_of_mode) = (trials - count, trials - mode);
    (mode + 0.5) * ln_ratio(mode + 1.0, count + 1.0)
        + (left_of_mode + 0.5) * ln_ratio(left_of_mode + 1.0, left + 1.0)
        + (count - mode) * ln_ratio(odds * (left + 1.0), count + 1.0)
        + (stirling(mode) - stirling(count))
        + (stirling(left_of_mode) - stirling(left))
}

/// ln k! − (½ ln 2π + (k + ½) ln(k + 1) − (k + 1)).
fn stirling(k: f64) -> f64 {
    const FIRST: [f64; 10] = [
        0.081_061_466_795_327_26,
        0.041_340_695_955_409_29,
        0.027_677_925_684_998_34,
        0.020_790_672_103_765_09,
        0.016_644_691_189_821_19,
        0.013_876_128_823_070_75,
        0.011_896_709_945_891_77,
        0.010_411_265_261_972_09,
        0.009_255_462_182_712_733,
        0.008_330_563_433_362_87,
    ];
    FIRST.get(k as usize).copied().unwrap_or_else(|| {
        let x = k + 1.0;
        let square = x * x;
        (1.0 / 12.0 - (1.0 / 360.0 - 1.0 / 1260.0 / square) / square) / x
    })
}

/// ln(a / b) for positive, finite numbers, by the series of the area tangent: identical digits on every platform.
fn ln_ratio(a: f64, b: f64) -> f64 {
    use std::f64::consts::{FRAC_1_SQRT_2, LN_2, SQRT_2};
    let (mut a, mut halvings) = (a, 0.0);
    while a > SQRT_2 * b {
        a *= 0.5;
        halvings += 1.0;
    }
    while a < FRAC_1_SQRT_2 * b {
        a *= 2.0;
        halvings -= 1.0;
    }
    let s = (a - b) / (a + b);
    let square = s * s;
    // |s| < 0.172: the term s²⁵ is the first below the last digit.
    let series = (0..12).rev().fold(0.0, |sum, k| sum * square + 1.0 / f64::from(2 * k + 1));
    halvings * LN_2 + 2.0 * s * series
}

#[cfg(test)]
mod tests {
    use super::{ln_mass, ln_ratio, stirling};

    #[test]
    fn the_logarithm_is_the_logarithm() {
        for (a, b) in [(1.0, 1.0), (1e-300, 1e300), (3.0, 7.0), (1e12 + 1.0, 1e12), (0.7, 1.0), (1.42, 1.0)] {
            let wanted = libm::log1p((a - b) / b);
            let wanted = if a / b < 1e-9 { libm::log(a) - libm::log(b) } else { wanted };
            assert!((ln_ratio(a, b) - wanted).abs() <= 4e-16 * wanted.abs(), "{a}/{b}: {} {wanted}", ln_ratio(a, b));
        }
    }

    #[test]
    fn stirling_is_what_is_left_of_the_factorial() {
        let mut ln_factorial = 0.0;
        for k in 0..40 {
            let k = f64::from(k);
            ln_factorial += libm::log(k.max(1.0));
            let leading = 0.5 * libm::log(2.0 * std::f64::consts::PI) + (k + 0.5) * libm::log(k + 1.0) - (k + 1.0);
            assert!((stirling(k) - (ln_factorial - leading)).abs() < 1e-10, "{k}");
        }
    }

    #[test]
    fn masses_of_neighbours_are_in_their_ratio() {
        // P(k+1)/P(k) = (n−k)/(k+1) · p/(1−p).
        let (n, p) = (250.0, 0.2_f64);
        for k in 20..80 {
            let k = f64::from(k);
            let ratio = (n - k) / (k + 1.0) * p / (1.0 - p);
            let got = ln_mass(n, p, k + 1.0, 50.0) - ln_mass(n, p, k, 50.0);
            assert!((got - libm::log(ratio)).abs() < 1e-9, "{k}: {got} {}", libm::log(ratio));
        }
    }
}
