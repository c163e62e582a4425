//! One root finder for every place where a figure is found by search.

/// Finds a root of `f` between `low` and `high`, where `f` must change sign, by Brent's method
/// (R. P. Brent, *Algorithms for Minimization Without Derivatives*, 1973, chapter 4).
///
/// Returns `None` when the ends do not bracket a root or `f` is not finite there. The result is exact to a few units
/// in the last place of the argument.
pub fn find_root(mut f: impl FnMut(f64) -> f64, low: f64, high: f64) -> Option<f64> {
    let (mut a, mut b) = (low, high);
    let (mut fa, mut fb) = (f(a), f(b));
    if !fa.is_finite() || !fb.is_finite() || fa * fb > 0.0 {
        return None;
    }
    let (mut c, mut fc) = (a, fa);
    let mut step = b - a;
    let mut previous_step = step;
    for _ in 0..200 {
        if fc.abs() < fb.abs() {
            (a, b, c) = (b, c, b);
            (fa, fb, fc) = (fb, fc, fb);
        }
        let tolerance = 2.0 * f64::EPSILON * b.abs() + f64::MIN_POSITIVE;
        let half = 0.5 * (c - b);
        if fb.abs() <= 0.0 || half.abs() <= tolerance {
            return Some(b);
        }
        if previous_step.abs() < tolerance || fa.abs() <= fb.abs() {
            (step, previous_step) = (half, half);
        } else {
            (step, previous_step) = interpolate(a, b, c, fa, fb, fc, previous_step, step, tolerance);
        }
        (a, fa) = (b, fb);
        b += if step.abs() > tolerance { step } else { tolerance.copysign(half) };
        fb = f(b);
        if !fb.is_finite() {
            return None;
        }
        if fb * fc > 0.0 {
            (c, fc) = (a, fa);
            step = b - a;
            previous_step = step;
        }
    }
    Some(b)
}

/// The next step of Brent's method: inverse quadratic interpolation where it is safe, bisection otherwise.
#[allow(clippy::too_many_arguments)] // the state of the search, passed once
fn interpolate(
    a: f64,
    b: f64,
    c: f64,
    fa: f64,
    fb: f64,
    fc: f64,
    previous_step: f64,
    step: f64,
    tolerance: f64,
) -> (f64, f64) {
    let half = 0.5 * (c - b);
    let s = fb / fa;
    let (mut p, mut q) = if (a - c).abs() <= 0.0 {
        (2.0 * half * s, 1.0 - s)
    } else {
        let (q, r) = (fa / fc, fb / fc);
        (s * (2.0 * half * q * (q - r) - (b - a) * (r - 1.0)), (q - 1.0) * (r - 1.0) * (s - 1.0))
    };
    if p > 0.0 {
        q = -q;
    }
    p = p.abs();
    let limit = (3.0 * half * q - (tolerance * q).abs()).min((previous_step * q).abs());
    if 2.0 * p < limit { (p / q, step) } else { (half, half) }
}

#[cfg(test)]
mod tests {
    use super::find_root;

    #[test]
    fn finds_the_golden_ratio() {
        let root = find_root(|x| x * x - x - 1.0, 1.0, 2.0).unwrap();
        assert!((root - 1.618_033_988_749_895).abs() < 1e-15);
    }

    #[test]
    fn refuses_an_interval_without_a_change_of_sign() {
        assert_eq!(find_root(|x| x * x + 1.0, -1.0, 1.0), None);
    }
}
