//! Binomial draws against theory: seeded, so that every run judges the same draws.

use journey_engine::math::binomial::binomial;

#[test]
fn binomial_draws_have_the_mean_and_the_variance_of_theory() {
    // Inverted and rejected draws, both sides of one half, and counts no loop could afford.
    for (n, p) in [
        (1.0, 0.3),
        (20.0, 0.04),
        (400.0, 0.02),
        (60.0, 0.25),
        (60.0, 0.75),
        (10_000.0, 0.131),
        (1e7, 0.5),
        (1e12, 0.2),
    ] {
        let draws = 40_000_u64;
        let (mean, variance) = (n * p, n * p * (1.0 - p));
        // Distances from the mean of theory keep the digits that sums of 1e12 would lose.
        let distance: Vec<f64> = (0..draws).map(|i| binomial(n, p, 11, i) - mean).collect();
        let m = draws as f64;
        let bias = distance.iter().sum::<f64>() / m;
        let spread = distance.iter().map(|d| d * d).sum::<f64>() / m;
        // The fourth central moment of a binomial is v(1 + 3v − 6p(1−p)); the variance of a squared distance is it − v².
        let fourth = variance * (1.0 + 3.0 * variance - 6.0 * p * (1.0 - p));
        let (error_of_mean, error_of_spread) = ((variance / m).sqrt(), ((fourth - variance * variance) / m).sqrt());
        assert!(bias.abs() < 4.0 * error_of_mean, "mean of {n}, {p}: off by {bias}, standard error {error_of_mean}");
        assert!((spread - variance).abs() < 4.0 * error_of_spread, "variance of {n}, {p}: {spread}, {variance}");
        assert!(distance.iter().all(|d| (0.0..=n).contains(&(d + mean).round())));
    }
}

#[test]
fn binomial_draws_have_the_frequencies_of_theory() {
    for (n, p) in [(40.0, 0.2), (200.0, 0.08), (1_000.0, 0.35)] {
        let draws = 60_000_u64;
        let mut found = vec![0.0; n as usize + 1];
        for i in 0..draws {
            found[binomial(n, p, 5, i) as usize] += 1.0;
        }
        // P(k+1) = P(k)·(n−k)/(k+1)·p/(1−p), started at the mode and scaled to add up to 1.
        let mode = (n * p) as usize;
        let mut mass = vec![0.0; found.len()];
        mass[mode] = 1.0;
        let step = |k: usize| (n - k as f64) / (k as f64 + 1.0) * p / (1.0 - p);
        for k in mode..n as usize {
            mass[k + 1] = mass[k] * step(k);
        }
        for k in (0..mode).rev() {
            mass[k] = mass[k + 1] / step(k);
        }
        let total: f64 = mass.iter().sum();
        let cells =
            mass.iter().zip(&found).map(|(m, f)| (m / total * draws as f64, f)).filter(|(wanted, _)| *wanted > 20.0);
        let (mut chi_square, mut degrees) = (0.0, -1.0);
        for (wanted, got) in cells {
            chi_square += (got - wanted).powi(2) / wanted;
            degrees += 1.0;
        }
        // χ² has mean ν and variance 2ν: four standard deviations.
        assert!(chi_square < degrees + 4.0 * (2.0_f64 * degrees).sqrt(), "{n}, {p}: {chi_square} on {degrees}");
    }
}

#[test]
fn certain_outcomes_are_certain() {
    for (n, p, wanted) in [(0.0, 0.5, 0.0), (500.0, 0.0, 0.0), (500.0, 1.0, 500.0), (3.0, 1.0, 3.0)] {
        assert!((binomial(n, p, 1, 1) - wanted).abs() <= 0.0);
    }
}
