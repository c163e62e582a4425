//! Whole powers.

/// `base` to a whole power, by squaring: identical digits on every platform, unlike `f64::powi`.
pub fn power(mut base: f64, mut exponent: u64) -> f64 {
    let mut result = 1.0;
    while exponent > 0 {
        if exponent & 1 == 1 {
            result *= base;
        }
        base *= base;
        exponent >>= 1;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::power;

    #[test]
    #[allow(clippy::float_cmp)] // whole numbers are exact
    fn multiplies_as_often_as_it_says() {
        assert_eq!([0, 1, 2, 5, 13].map(|n| power(-3.0, n)), [1.0, -3.0, 9.0, -243.0, -1_594_323.0]);
    }
}
