//! Maximum likelihood for the sBG curve.
//!
//! At every renewal a cohort faces, survivors are a binomial draw at the rate r(age + 1), so the likelihood of all
//! cohorts, the censored term included, needs only two numbers per age: customers at risk and customers kept.

use crate::figure::error::{EngineError, check_not_negative};
use crate::model::sbg::Sbg;

/// ln α and ln β are sought between −`BOUND` and `BOUND`.
const BOUND: f64 = 12.0;
/// The fit has converged when no component of the gradient in (ln α, ln β) exceeds this.
const GRADIENT: f64 = 1e-6;
/// A likelihood less than this above the constant rate's does not tell the two apart.
const IDENTIFIED: f64 = 1e-4;
/// Starting points (ln α, ln β).
const STARTS: [[f64; 2]; 4] = [[0.0, 1.0], [-1.5, 0.0], [1.5, 3.0], [3.5, 5.0]];

/// A fitted curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SbgFit {
    /// The curve with the highest likelihood.
    pub curve: Sbg,
    /// Log-likelihood of the curve.
    pub log_likelihood: f64,
    /// Points in the longest cohort, the initial one included; under 5 the reader is warned.
    pub points: usize,
}

/// Customers at risk and kept, by renewals made before.
pub(crate) struct Transitions {
    pub(crate) at_risk: Vec<f64>,
    pub(crate) kept: Vec<f64>,
}

/// Fits the curve to `cohorts`, each `[initial, survivors after 1, 2, …]`; fractions are allowed.
///
/// # Errors
/// Negative or rising survivors, no cohort with two transitions, or data that a constant rate describes as well.
pub fn fit(cohorts: &[Vec<f64>]) -> Result<SbgFit, EngineError> {
    let data = Transitions::count(cohorts)?;
    if data.at_risk.len() < 2 {
        return Err(EngineError::TooFewTransitions);
    }
    let kept: f64 = data.kept.iter().sum();
    let at_risk: f64 = data.at_risk.iter().sum();
    if at_risk <= 0.0 {
        return Err(EngineError::TooFewTransitions);
    }
    let constant_rate = kept / at_risk;
    let lost = at_risk - kept;
    if lost <= 0.0 {
        return Err(EngineError::NotIdentified { why: "nobody was lost", constant_rate });
    }
    let constant = term(kept, constant_rate) + term(lost, 1.0 - constant_rate);
    let best = STARTS.iter().filter_map(|start| data.climb(*start)).max_by(|a, b| a.value.total_cmp(&b.value));
    let Some(best) = best else {
        return Err(EngineError::NotIdentified { why: "the likelihood rises without end", constant_rate });
    };
    if best.value - constant < IDENTIFIED {
        return Err(EngineError::NotIdentified { why: "retention does not rise with tenure", constant_rate });
    }
    let curve = Sbg::new(libm::exp(best.at[0]), libm::exp(best.at[1]))?;
    let points = cohorts.iter().map(Vec::len).max().unwrap_or(0);
    Ok(SbgFit { curve, log_likelihood: best.value, points })
}

/// count · ln p, with 0 · ln 0 = 0.
fn term(count: f64, p: f64) -> f64 {
    if count > 0.0 { count * libm::log(p) } else { 0.0 }
}

/// A point of the search with the likelihood and its derivatives in (ln α, ln β).
struct SearchPoint {
    at: [f64; 2],
    value: f64,
    gradient: [f64; 2],
    hessian: [f64; 3],
}

impl Transitions {
    /// Adds up `cohorts`, as for [`fit`].
    ///
    /// # Errors
    /// Negative or rising survivors.
    pub(crate) fn count(cohorts: &[Vec<f64>]) -> Result<Self, EngineError> {
        let ages = cohorts.iter().map(|c| c.len().saturating_sub(1)).max().unwrap_or(0);
        let mut data = Self { at_risk: vec![0.0; ages], kept: vec![0.0; ages] };
        for (index, cohort) in cohorts.iter().enumerate() {
            for &count in cohort {
                check_not_negative("survivors", count)?;
            }
            for (age, pair) in cohort.windows(2).enumerate() {
                if pair[1] > pair[0] {
                    return Err(EngineError::SurvivorsRise { cohort: index + 1, year: age + 1 });
                }
                data.at_risk[age] += pair[0];
                data.kept[age] += pair[1];
            }
        }
        Ok(data)
    }

    /// Newton's method with a step limit from `start`; `None` when it runs into a bound.
    fn climb(&self, start: [f64; 2]) -> Option<SearchPoint> {
        let total: f64 = self.at_risk.iter().sum();
        let tolerance = GRADIENT.max(1e-14 * total);
        let mut here = self.at(start);
        for _ in 0..500 {
            if here.gradient.iter().all(|g| g.abs() < tolerance) {
                return Some(self.polish(here));
            }
            here = self.uphill(&here)?;
            if here.at.iter().any(|x| x.abs() >= BOUND) {
                return None;
            }
        }
        None
    }

    /// A few more steps from a point that has converged, as far as they still flatten the gradient: the size of a cohort
    /// then does not decide in which digit its curve ends.
    fn polish(&self, mut here: SearchPoint) -> SearchPoint {
        let steepness = |point: &SearchPoint| libm::hypot(point.gradient[0], point.gradient[1]);
        for _ in 0..3 {
            match self.uphill(&here).filter(|next| steepness(next) < steepness(&here)) {
                Some(next) => here = next,
                None => break,
            }
        }
        here
    }

    /// The next better point along Newton's direction. Where the surface is not concave its curvature is shifted until
    /// it is: following the gradient instead would zigzag along the ridge on which α / (α + β) is constant.
    fn uphill(&self, here: &SearchPoint) -> Option<SearchPoint> {
        let [g0, g1] = here.gradient;
        let [h00, h01, h11] = here.hessian;
        let spread = libm::hypot(0.5 * (h00 - h11), h01);
        let highest = f64::midpoint(h00, h11) + spread;
        let concave = highest < 0.0;
        let shift = if concave { 0.0 } else { highest + 0.1 * spread.max(1.0) };
        let (h00, h11) = (h00 - shift, h11 - shift);
        let determinant = h00 * h11 - h01 * h01;
        let mut step = [-(h11 * g0 - h01 * g1) / determinant, -(h00 * g1 - h01 * g0) / determinant];
        let length = libm::hypot(step[0], step[1]);
        if length > 1.0 {
            step = [step[0] / length, step[1] / length];
        }
        // Near the top the likelihood is flat to its last digits: a step of Newton's that lowers it by no more than
        // rounding is taken.
        let slack = if concave { 1e-12 * here.value.abs() } else { 0.0 };
        for _ in 0..60 {
            let next = self.at([here.at[0] + step[0], here.at[1] + step[1]]);
            if next.value.is_finite() && next.value >= here.value - slack {
                return Some(next);
            }
            step = [step[0] / 2.0, step[1] / 2.0];
        }
        None
    }

    fn at(&self, at: [f64; 2]) -> SearchPoint {
        let (alpha, beta) = (libm::exp(at[0]), libm::exp(at[1]));
        let mut value = 0.0;
        let (mut d_alpha, mut d_beta) = (0.0, 0.0);
        let (mut d_aa, mut d_ab, mut d_bb) = (0.0, 0.0, 0.0);
        for (age, (&n, &kept)) in self.at_risk.iter().zip(&self.kept).enumerate() {
            let b = beta + age as f64;
            let sum = alpha + b;
            let lost = n - kept;
            value += term(kept, b / sum) + term(lost, alpha / sum);
            d_alpha += lost / alpha - n / sum;
            d_beta += kept / b - n / sum;
            let curvature = n / (sum * sum);
            d_aa += curvature - lost / (alpha * alpha);
            d_bb += curvature - kept / (b * b);
            d_ab += curvature;
        }
        SearchPoint {
            at,
            value,
            gradient: [alpha * d_alpha, beta * d_beta],
            hessian: [alpha * alpha * d_aa + alpha * d_alpha, alpha * beta * d_ab, beta * beta * d_bb + beta * d_beta],
        }
    }
}
