//! Quantiles of a list of draws.

/// The quantile of type 7 (Hyndman and Fan 1996) of values in rising order; `None` of nothing.
pub fn quantile(sorted: &[f64], p: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let at = p.clamp(0.0, 1.0) * last as f64;
    let low = at.floor() as usize;
    Some(sorted[low] + (sorted[(low + 1).min(last)] - sorted[low]) * (at - low as f64))
}

#[cfg(test)]
mod tests {
    use super::quantile;

    #[test]
    fn lies_between_its_neighbours() {
        assert_eq!(quantile(&[], 0.05), None);
        // Type 7 of 1, 2, 4 at 0.25 lies half way between the first two.
        assert_eq!(quantile(&[1.0, 2.0, 4.0], 0.25), Some(1.5));
        assert_eq!(quantile(&[1.0, 2.0, 4.0], 1.0), Some(4.0));
    }
}
