//! Random numbers without a state: every draw is a function of its names, so that order never matters.

/// A number in [0, 1) that depends on `seed`, `stream` and `index` alone (three rounds of the SplitMix64 finaliser;
/// Steele, Lea and Flood, OOPSLA 2014).
pub fn uniform(seed: u64, stream: u64, index: u64) -> f64 {
    // The upper 53 bits are the digits of a double.
    (mixed(seed, stream, index) >> 11) as f64 / (1_u64 << 53) as f64
}

/// A number strictly between 0 and 1 that depends on `seed`, `stream` and `index` alone, for quantiles that are
/// infinite at an end: the middle of one of 2⁵² cells.
pub fn inside(seed: u64, stream: u64, index: u64) -> f64 {
    ((mixed(seed, stream, index) >> 12) as f64 + 0.5) / (1_u64 << 52) as f64
}

fn mixed(seed: u64, stream: u64, index: u64) -> u64 {
    mix(mix(mix(seed).wrapping_add(stream)).wrapping_add(index))
}

fn mix(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::uniform;

    #[test]
    fn draws_are_even_and_independent_of_their_neighbours() {
        let n = 100_000_u64;
        let draws: Vec<f64> = (0..n).map(|i| uniform(7, 3, i)).collect();
        let mean = draws.iter().sum::<f64>() / n as f64;
        let pairs = draws.windows(2).map(|w| (w[0] - 0.5) * (w[1] - 0.5)).sum::<f64>() / n as f64 * 12.0;
        // Four standard errors of a mean of n even draws, and of their serial correlation.
        assert!((mean - 0.5).abs() < 4.0 * (1.0 / 12.0_f64).sqrt() / (n as f64).sqrt());
        assert!(pairs.abs() < 4.0 / (n as f64).sqrt());
        assert!(draws.iter().all(|d| (0.0..1.0).contains(d)));
    }
}
