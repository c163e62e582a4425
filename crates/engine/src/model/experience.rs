//! From an experience score to spend and retention.
//!
//! Peter Kriss, "The Value of Customer Experience, Quantified", Harvard Business Review, 1 August 2014. Only the end
//! points are published (grade B); the curves between them are this product's interpolation (grade C).

use crate::figure::error::{EngineError, check_range};
use journey_plan::{RetentionAnchor, SpendCurve};

/// Spending of the best past experience over the poorest, transaction business: 140 % more.
pub const SPEND_RATIO: f64 = 2.4;
/// Chance of still being a member a year later after the poorest experience, subscription business.
pub const RETENTION_POOREST: f64 = 0.43;
/// Chance of still being a member a year later after one of the top two scores, subscription business.
pub const RETENTION_BEST: f64 = 0.74;
/// Points between the worst and the best score.
pub const SPAN: f64 = 9.0;
/// Steps after which the search for a slope stops; it needs about four.
const MOST_STEPS: usize = 50;
/// A step of the search below this share of the result is its last.
const SMALL_STEP: f64 = 1e-8;

/// The end points in use, published or the user's own.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EndPoints {
    /// R ≥ 1: spend at the best score over spend at the worst.
    pub spend_ratio: f64,
    /// lo: retention at the worst score.
    pub retention_poorest: f64,
    /// hi > lo: retention at the best experience.
    pub retention_best: f64,
}

impl EndPoints {
    /// The figures of the 2014 article.
    pub const PUBLISHED: Self =
        Self { spend_ratio: SPEND_RATIO, retention_poorest: RETENTION_POOREST, retention_best: RETENTION_BEST };
}

/// The curves between the end points, on scores 1–10.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Curves {
    points: EndPoints,
    spend: SpendCurve,
    slope: f64,
}

impl Curves {
    /// Draws the curves through `points`; `anchor` says whether the top two scores or only the best one reach hi.
    ///
    /// # Errors
    /// R below 1, or retention end points not strictly between 0 and 1 in rising order.
    pub fn new(points: EndPoints, spend: SpendCurve, anchor: RetentionAnchor) -> Result<Self, EngineError> {
        let EndPoints { spend_ratio, retention_poorest: lo, retention_best: hi } = points;
        check_range("spend ratio", spend_ratio, 1.0, f64::MAX, "1 or more")?;
        check_range("retention after the poorest experience", lo, f64::MIN_POSITIVE, 1.0, "above 0 and below 1")?;
        if hi.is_nan() || hi <= lo || hi >= 1.0 {
            return Err(EngineError::OutOfRange {
                what: "retention after the best experience",
                value: hi,
                must_be: "above that after the poorest and below 1",
            });
        }
        let steepest = logit(hi) - logit(lo);
        let slope = match anchor {
            RetentionAnchor::EndPoint => steepest / SPAN,
            RetentionAnchor::TopTwo => top_two_slope(logit(lo), hi, steepest),
        };
        Ok(Self { points, spend, slope })
    }

    /// The end points the curves run through.
    pub fn end_points(&self) -> EndPoints {
        self.points
    }

    /// The spend curve in use.
    pub fn spend_curve(&self) -> SpendCurve {
        self.spend
    }

    /// b: the rise of the retention's log-odds per point of score.
    pub fn slope(&self) -> f64 {
        self.slope
    }

    /// Spend at `score` relative to the worst score.
    pub fn spend(&self, score: f64) -> f64 {
        let u = (score - 1.0) / SPAN;
        match self.spend {
            SpendCurve::Geometric => libm::pow(self.points.spend_ratio, u),
            SpendCurve::Linear => 1.0 + (self.points.spend_ratio - 1.0) * u,
        }
    }

    /// Retention at `score` on the logit-linear curve.
    pub fn retention(&self, score: f64) -> f64 {
        logistic(logit(self.points.retention_poorest) + self.slope * (score - 1.0))
    }

    /// Retention at `score` on the straight line between the end points, for comparison only.
    pub fn retention_linear(&self, score: f64) -> f64 {
        let EndPoints { retention_poorest: lo, retention_best: hi, .. } = self.points;
        lo + (hi - lo) * (score - 1.0) / SPAN
    }
}

/// b at which the mean retention of the scores 9 and 10 is `hi`, between `steepest`/9 and `steepest`/8 (Newton's method
/// kept between the two).
fn top_two_slope(start: f64, hi: f64, steepest: f64) -> f64 {
    let (flattest, steepest) = (steepest / SPAN, steepest / 8.0);
    let mut b = flattest;
    for _ in 0..MOST_STEPS {
        let (nine, ten) = (logistic(start + 8.0 * b), logistic(start + 9.0 * b));
        let rise = 4.0 * nine * (1.0 - nine) + 4.5 * ten * (1.0 - ten);
        let step = (hi - f64::midpoint(nine, ten)) / rise;
        b = (b + step).clamp(flattest, steepest);
        // The error after a step is of the order of its square.
        if step.abs() <= SMALL_STEP * b {
            break;
        }
    }
    b
}

/// 1 / (1 + e⁻ˣ).
pub fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}

/// ln(p / (1 − p)).
pub fn logit(p: f64) -> f64 {
    libm::log(p / (1.0 - p))
}
