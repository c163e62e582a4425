//! The PERT distribution: a beta distribution between low and high whose mean is (low + 4·likely + high) / 6.

/// The weight of the likely value.
const SHAPE: f64 = 4.0;
/// Sum of the two exponents of the beta distribution.
const EXPONENTS: f64 = SHAPE + 2.0;
/// Γ of [`EXPONENTS`]: 5!.
const GAMMA: f64 = 120.0;
/// A step of the search that moves the result by less than this share ends it: the next would be far below its digits.
const SMALL_STEP: f64 = 1e-8;

/// A PERT range with low < high.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pert {
    low: f64,
    high: f64,
    /// Exponents at the low and at the high end, from 1 to 5.
    exponents: [f64; 2],
    /// The complete beta function of the two exponents.
    beta: f64,
}

impl Pert {
    /// A range with low ≤ likely ≤ high and low < high.
    pub(super) fn new(low: f64, likely: f64, high: f64) -> Self {
        let width = high - low;
        let a = 1.0 + SHAPE * (likely - low) / width;
        let b = EXPONENTS - a;
        Self { low, high, exponents: [a, b], beta: libm::tgamma(a) * libm::tgamma(b) / GAMMA }
    }

    /// Mean of the range.
    pub fn mean(&self) -> f64 {
        let [a, b] = self.exponents;
        (self.low * b + self.high * a) / EXPONENTS
    }

    /// The value below which a share `p` of the draws lies; `p` strictly between 0 and 1.
    pub fn quantile(&self, p: f64) -> f64 {
        let [a, b] = self.exponents;
        let width = self.high - self.low;
        // From the nearer end, so that neither end loses digits.
        if p <= 0.5 {
            self.low + width * self.inverse(a, b, p)
        } else {
            self.high - width * self.inverse(b, a, 1.0 - p)
        }
    }

    /// The x at which the regularised incomplete beta function with exponents `a` and `b` is `p`: Halley's method, kept
    /// in a bracket that shrinks.
    fn inverse(&self, a: f64, b: f64, p: f64) -> f64 {
        let (mut low, mut high) = (0.0, 1.0);
        let mut x = near(a, b, p);
        for _ in 0..60 {
            let density = libm::exp((a - 1.0) * libm::log(x) + (b - 1.0) * libm::log(1.0 - x)) / self.beta;
            let off = below(a, b, x, density) - p;
            if off > 0.0 {
                high = x;
            } else {
                low = x;
            }
            let newton = off / density;
            let bend = (a - 1.0) / x - (b - 1.0) / (1.0 - x);
            let step = newton / (1.0 - 0.5 * (newton * bend).min(1.0));
            let next = x - step;
            let inside = next > low && next < high;
            x = if inside || step.abs() <= SMALL_STEP * x { next } else { f64::midpoint(low, high) };
            if step.abs() <= SMALL_STEP * x {
                break;
            }
        }
        x
    }
}

/// A start near the x of `inverse`, for `p` ≤ ½ (normal distribution; Abramowitz and Stegun, 26.2.22 and 26.5.22).
fn near(a: f64, b: f64, p: f64) -> f64 {
    let t = (-2.0 * libm::log(p)).sqrt();
    let normal = (2.30753 + 0.27061 * t) / (1.0 + t * (0.99229 + 0.04481 * t)) - t;
    let (of_a, of_b) = (1.0 / (2.0 * a - 1.0), 1.0 / (2.0 * b - 1.0));
    let (h, l) = (2.0 / (of_a + of_b), (normal * normal - 3.0) / 6.0);
    let w = -normal * (h + l).sqrt() / h - (of_b - of_a) * (l + 5.0 / 6.0 - 2.0 / (3.0 * h));
    a / (a + b * libm::exp(2.0 * w))
}

/// The regularised incomplete beta function with exponents `a` and `b` at `x`, where its derivative is `density`.
fn below(a: f64, b: f64, x: f64, density: f64) -> f64 {
    let front = density * x * (1.0 - x);
    if x < (a + 1.0) / (EXPONENTS + 2.0) {
        front / a * continued_fraction(a, b, x)
    } else {
        1.0 - front / b * continued_fraction(b, a, 1.0 - x)
    }
}

/// The continued fraction of the incomplete beta function (NIST Digital Library of Mathematical Functions, 8.17.22), by
/// Lentz's method in the form of Thompson and Barnett (1986). All its terms are in range for exponents from 1 to 5.
fn continued_fraction(a: f64, b: f64, x: f64) -> f64 {
    let mut c = 1.0;
    let mut d = 1.0 / (1.0 - (a + b) * x / (a + 1.0));
    let mut sum = d;
    for step in 1..200 {
        let m = f64::from(step);
        for term in [
            m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0)),
        ] {
            d = 1.0 / (1.0 + term * d);
            c = 1.0 + term / c;
            sum *= c * d;
        }
        if (c * d - 1.0).abs() <= f64::EPSILON {
            break;
        }
    }
    sum
}
