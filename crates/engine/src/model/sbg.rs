//! Retention of contractual customers: the shifted-beta-geometric model.
//!
//! Fader & Hardie, "How to Project Customer Retention", Journal of Interactive Marketing 21 (2007), and
//! "Customer-Base Valuation in a Contractual Setting", Marketing Science 29 (2010). The churn propensity of a customer
//! is constant and Beta(α, β)-distributed over customers; renewals are yearly. Everything uses the recursion
//! r(t) = (β+t−1)/(α+β+t−1), never the log-gamma function, which cancels for large α and β.

use crate::figure::error::{EngineError, check_discount, check_finite, check_range};
use crate::model::sbg_fit::fit;

/// A term below this share of the running sum ends a discounted sum.
const NEGLIGIBLE: f64 = 1e-14;
/// Terms after which a slowly converging sum is refused instead of waited for.
const MOST_TERMS: usize = 2_000_000;

/// The two parameters of the churn propensity's Beta distribution.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sbg {
    alpha: f64,
    beta: f64,
}

impl Sbg {
    /// A curve with positive, finite parameters.
    ///
    /// # Errors
    /// α or β not positive.
    pub fn new(alpha: f64, beta: f64) -> Result<Self, EngineError> {
        check_range("alpha", alpha, f64::MIN_POSITIVE, f64::MAX, "above 0")?;
        check_range("beta", beta, f64::MIN_POSITIVE, f64::MAX, "above 0")?;
        Ok(Self { alpha, beta })
    }

    /// α of the curve; at or below 1 the mean lifetime is infinite.
    pub fn alpha(self) -> f64 {
        self.alpha
    }

    /// β of the curve.
    pub fn beta(self) -> f64 {
        self.beta
    }

    /// r(t): the chance that a customer who made t − 1 renewals makes renewal `t` (from 1).
    pub fn retention(self, t: usize) -> f64 {
        let before = t as f64 - 1.0;
        (self.beta + before) / (self.alpha + self.beta + before)
    }

    /// S(t): the share of a cohort still there after `t` renewals.
    pub fn survival(self, t: usize) -> f64 {
        (1..=t).map(|i| self.retention(i)).product()
    }

    /// P(T = t): the share of a cohort that leaves at renewal `t`.
    pub fn lost(self, t: usize) -> f64 {
        self.survival(t - 1) * (1.0 - self.retention(t))
    }

    /// DERL(n): discounted expected renewals of a customer who made `n` of them and decides next about the following
    /// one, which counts 1.
    ///
    /// # Errors
    /// A discount rate at which the sum is infinite.
    pub fn residual_renewals(self, n: usize, discount: f64) -> Result<f64, EngineError> {
        check_discount(discount)?;
        if discount <= 0.0 {
            return self.undiscounted(n, discount);
        }
        let mut survival = 1.0;
        let mut weight = 1.0;
        let mut sum = 0.0;
        for k in 1..MOST_TERMS {
            survival *= self.retention(n + k);
            let term = survival * weight;
            sum += term;
            if term <= NEGLIGIBLE * sum {
                return Ok(sum);
            }
            weight /= 1.0 + discount;
        }
        Err(EngineError::DoesNotConverge { what: "the residual lifetime", why: "the discount rate is too close to 0" })
    }

    /// DEL: discounted expected lifetime of a customer not yet acquired, the first year counting 1.
    ///
    /// # Errors
    /// A discount rate at which the sum is infinite.
    pub fn lifetime(self, discount: f64) -> Result<f64, EngineError> {
        Ok(1.0 + self.residual_renewals(0, discount)? / (1.0 + discount))
    }

    /// The closed form of the undiscounted sum, which exists only for α > 1.
    fn undiscounted(self, n: usize, discount: f64) -> Result<f64, EngineError> {
        if discount < 0.0 || self.alpha <= 1.0 {
            return Err(EngineError::DoesNotConverge {
                what: "the residual lifetime",
                why: "the mean lifetime is infinite, so the discount rate must be above 0",
            });
        }
        Ok((self.beta + n as f64) / (self.alpha - 1.0))
    }
}

/// The value of today's customer base, cohort by cohort, beside the value that one pooled rate gives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BaseValue {
    /// The fitted curve.
    pub curve: Sbg,
    /// Renewals over customers at risk, pooled over each cohort's latest transition.
    pub pooled_retention: f64,
    /// Customers alive in all cohorts.
    pub customers: f64,
    /// Value by cohorts, in currency: Σ cohorts customers · margin · DERL(age).
    pub cohort_value: f64,
    /// Value by the pooled rate, in currency: customers · margin · r(1+d)/(1+d−r).
    pub pooled_value: f64,
}

impl BaseValue {
    /// Share of the cohort value by which the pooled value is too low (negative: too high).
    pub fn shortfall(&self) -> Option<f64> {
        (self.cohort_value > 0.0).then(|| 1.0 - self.pooled_value / self.cohort_value)
    }
}

/// Values the base described by `cohorts` (each `[initial, survivors after 1, 2, …]`) at a yearly `margin` per customer.
///
/// # Errors
/// Whatever the fit refuses, or a discount rate at which a sum is infinite.
pub fn base_value(cohorts: &[Vec<f64>], margin: f64, discount: f64) -> Result<BaseValue, EngineError> {
    base_value_of(fit(cohorts)?.curve, cohorts, margin, discount)
}

/// Values the base described by `cohorts` on a given `curve`, at a yearly `margin` per customer.
///
/// # Errors
/// A margin that is not finite, nobody at risk, or a discount rate at which a sum is infinite.
pub fn base_value_of(curve: Sbg, cohorts: &[Vec<f64>], margin: f64, discount: f64) -> Result<BaseValue, EngineError> {
    check_finite("margin", margin)?;
    let pooled = pooled_retention(cohorts).ok_or(EngineError::TooFewTransitions)?;
    let mut customers = 0.0;
    let mut cohort_value = 0.0;
    for cohort in cohorts.iter().filter(|c| !c.is_empty()) {
        let age = cohort.len() - 1;
        customers += cohort[age];
        cohort_value += cohort[age] * margin * curve.residual_renewals(age, discount)?;
    }
    let gap = 1.0 + discount - pooled;
    if gap <= 0.0 {
        return Err(EngineError::DoesNotConverge {
            what: "the pooled value",
            why: "nobody leaves and nothing is discounted",
        });
    }
    let pooled_value = customers * margin * pooled * (1.0 + discount) / gap;
    Ok(BaseValue { curve, pooled_retention: pooled, customers, cohort_value, pooled_value })
}

/// One retention rate pooled over each cohort's latest transition; `None` where nobody was at risk.
pub fn pooled_retention(cohorts: &[Vec<f64>]) -> Option<f64> {
    let (mut kept, mut at_risk) = (0.0, 0.0);
    for cohort in cohorts {
        if let [.., before, last] = cohort.as_slice() {
            kept += last;
            at_risk += before;
        }
    }
    (at_risk > 0.0).then(|| kept / at_risk)
}
