//! Statistics of a list of draws.

use super::outcome::{Bin, Percentiles};
use crate::math::power::power;
use crate::math::quantile::quantile;

/// A histogram has at most about this many columns.
const MOST_BINS: f64 = 40.0;
/// Widths of a histogram's columns, times a power of ten.
const ROUND: [f64; 9] = [1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0];
/// Draws closer together than this share of their size are one value.
const ONE_VALUE: f64 = 1e-9;

/// The values in rising order.
pub(super) fn sorted(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted
}

/// The percentiles of values in rising order; all `otherwise` where there are none.
pub(super) fn percentiles(sorted: &[f64], otherwise: f64) -> Percentiles {
    let at = |p| quantile(sorted, p).unwrap_or(otherwise);
    Percentiles { p10: at(0.1), p25: at(0.25), p50: at(0.5), p75: at(0.75), p90: at(0.9) }
}

/// Spread of the values: P90 − P10.
pub(super) fn spread(values: &[f64]) -> f64 {
    let percentiles = percentiles(&sorted(values), 0.0);
    percentiles.p90 - percentiles.p10
}

/// Mean of the values and its standard error, which is 0 of fewer than two values.
pub(super) fn mean(values: &[f64]) -> Option<(f64, f64)> {
    if values.is_empty() {
        return None;
    }
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|v| (v - mean) * (v - mean)).sum();
    Some((mean, if n > 1.0 { (squares / (n - 1.0) / n).sqrt() } else { 0.0 }))
}

/// Values in rising order by columns of one round width, which have 0 as an edge.
pub(super) fn histogram(sorted: &[f64]) -> Vec<Bin> {
    let (Some(lowest), Some(highest)) = (sorted.first(), sorted.last()) else { return Vec::new() };
    let size = lowest.abs().max(highest.abs());
    let range = highest - lowest;
    let width = round_width(if range > ONE_VALUE * size { range / MOST_BINS } else { size / MOST_BINS });
    let (first, last) = ((lowest / width).floor(), (highest / width).floor());
    let mut bins = Vec::new();
    let mut rest = sorted;
    for column in 0..=(last - first) as usize {
        let from = (first + column as f64) * width;
        let to = (first + column as f64 + 1.0) * width;
        let inside = rest.partition_point(|value| (value / width).floor() <= first + column as f64);
        bins.push(Bin { from, to, draws: inside });
        rest = &rest[inside..];
    }
    bins
}

/// The smallest round number at or above `least`; 1 where `least` is 0.
fn round_width(least: f64) -> f64 {
    if least <= 0.0 {
        return 1.0;
    }
    let exponent = libm::log10(least).floor() as i32;
    let scale = power(10.0, u64::from(exponent.unsigned_abs()));
    let times = |round: f64| if exponent < 0 { round / scale } else { round * scale };
    ROUND.into_iter().map(times).find(|width| *width >= least).unwrap_or(least)
}

/// The rank of each value, from 1; equal values share the mean of their ranks.
pub(super) fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<(f64, u32)> = values.iter().copied().zip(0..).collect();
    order.sort_unstable_by(by_value);
    let mut ranks = vec![0.0; values.len()];
    let mut before = 0;
    for equal in order.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
        let rank = before as f64 + f64::midpoint(1.0, equal.len() as f64);
        for (_, index) in equal {
            ranks[*index as usize] = rank;
        }
        before += equal.len();
    }
    ranks
}

/// Spearman's rank correlation of `values`, of which no two are equal, with another list of which `ranks` are known; 0
/// where that list does not vary.
pub(super) fn rank_correlation(values: impl Iterator<Item = f64>, ranks: &[f64]) -> f64 {
    let mut order: Vec<(f64, u32)> = values.zip(0..).collect();
    order.sort_unstable_by(by_value);
    let middle = f64::midpoint(1.0, ranks.len() as f64);
    let (mut together, mut ours, mut theirs) = (0.0, 0.0, 0.0);
    for (place, (_, index)) in order.iter().enumerate() {
        let (a, b) = (place as f64 + 1.0 - middle, ranks[*index as usize] - middle);
        together += a * b;
        ours += a * a;
        theirs += b * b;
    }
    if ours > 0.0 && theirs > 0.0 { together / (ours * theirs).sqrt() } else { 0.0 }
}

fn by_value(a: &(f64, u32), b: &(f64, u32)) -> std::cmp::Ordering {
    a.0.total_cmp(&b.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_share_their_ranks() {
        assert_eq!(ranks(&[30.0, 10.0, 20.0, 20.0]), [4.0, 1.0, 2.5, 2.5]);
    }

    #[test]
    fn the_rank_correlation_is_spearmans() {
        // Ranks 1 2 3 4 5 against 2 1 4 3 5: 1 − 6·Σd²/(n(n²−1)) = 1 − 24/120.
        let rho = rank_correlation([0.1, 0.2, 0.3, 0.4, 0.5].into_iter(), &ranks(&[20.0, 10.0, 40.0, 30.0, 50.0]));
        assert!((rho - 0.8).abs() < 1e-15);
        assert_eq!(rank_correlation([0.1, 0.2].into_iter(), &ranks(&[7.0, 7.0])).to_bits(), 0.0_f64.to_bits());
    }

    #[test]
    fn columns_are_round_and_zero_is_an_edge() {
        let values: Vec<f64> = (0..=1000).map(|i| -37_000.0 + 123.0 * f64::from(i)).collect();
        let bins = histogram(&values);
        assert!((27..=42).contains(&bins.len()), "{}", bins.len());
        assert_eq!(bins.iter().map(|b| b.draws).sum::<usize>(), values.len());
        assert!(bins.iter().any(|b| b.from.abs() <= 0.0));
        for bin in &bins {
            assert!((bin.to - bin.from - 4_000.0).abs() < 1e-6);
            assert_eq!(bin.draws, values.iter().filter(|v| **v >= bin.from && **v < bin.to).count());
        }
    }

    #[test]
    fn a_constant_is_one_column() {
        for value in [0.0, 5.25e6, -3e-7] {
            let bins = histogram(&[value; 50]);
            assert!(bins.len() == 1 && bins[0].draws == 50, "{value}: {bins:?}");
            assert!(bins[0].from <= value && value < bins[0].to && bins[0].to - bins[0].from <= 1.0_f64.max(value));
        }
        assert!(histogram(&[]).is_empty());
    }
}
