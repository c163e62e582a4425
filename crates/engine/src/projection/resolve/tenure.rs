//! How long customers have been there, and what that says about who stays.

use super::drivers::DriverResolver;
use crate::figure::error::EngineError;
use crate::figure::{Figure, NotAvailable};
use crate::model::roll_forward::TenureClasses;
use crate::model::sbg::{Sbg, pooled_retention};
use crate::model::sbg_fit::{SbgFit, fit};
use crate::projection::remarks::ForecastNote;
use crate::projection::resolve::triangle::cohort_counts;
use journey_plan::{Driver, RetentionModel, Segment};

/// What the cohorts of a segment say.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::projection) struct CohortTriangle {
    /// Customers by renewals made, cohort by cohort.
    counts: Vec<Vec<f64>>,
    /// Whether every cohort is counted, and none only known in percent.
    counted: bool,
    /// The curve behind them, or why there is none; `None` without cohorts.
    fitted: Option<Result<SbgFit, EngineError>>,
    /// Customers of all cohorts by renewals made, as far as they are counted and not only known in percent.
    by_age: Vec<f64>,
}

impl CohortTriangle {
    /// Fits the curve to the cohorts of `segment`.
    pub(super) fn of(segment: &Segment) -> Figure<Self> {
        let counts = cohort_counts(segment);
        if let (Err(reason), RetentionModel::CohortFit) = (&counts, segment.retention_model) {
            return Err(reason.clone());
        }
        let counts = counts.unwrap_or_default();
        let mut by_age = vec![0.0; counts.iter().map(Vec::len).max().unwrap_or(0)];
        let counted = segment.cohorts.iter().all(|c| !c.percent);
        if counted {
            for cohort in &counts {
                if let Some(alive) = cohort.last() {
                    by_age[cohort.len() - 1] += alive;
                }
            }
        }
        let fitted = if counts.is_empty() { None } else { Some(fit(&counts)) };
        Ok(Self { counts, counted, fitted, by_age })
    }

    /// The cohorts and the curve, where they identify one.
    pub(super) fn curve(&self) -> Option<(&[Vec<f64>], Sbg)> {
        let fitted = self.fitted.as_ref()?.as_ref().ok()?;
        Some((&self.counts, fitted.curve))
    }

    /// Whether every cohort is counted, and none only known in percent.
    pub(super) fn is_counted(&self) -> bool {
        self.counted
    }
}

/// Where the retention of a segment comes from.
#[derive(Debug, Clone, Copy, PartialEq)]
enum RetentionSource {
    /// One rate for everybody.
    Constant(f64),
    /// One rate for everybody, because the cohorts identify no curve.
    Unidentified(f64),
    /// The curve; the base takes its ages from the cohorts.
    Curve(Sbg),
    /// The curve for customers won from now on; the base keeps one rate.
    Pooled(Sbg, f64),
}

/// Customers at the start of year 1 and how they stay.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::projection) struct Tenure {
    source: RetentionSource,
    opening: f64,
}

impl Tenure {
    pub(super) fn of(resolver: &mut DriverResolver, segment: &Segment, triangle: &CohortTriangle) -> Figure<Self> {
        let opening = resolver.opening()?;
        Ok(Self { source: source(resolver, segment, triangle, opening)?, opening })
    }

    /// The tenure classes of `years` years ahead.
    pub(super) fn classes(&self, triangle: &CohortTriangle, years: usize) -> TenureClasses {
        match self.source {
            RetentionSource::Constant(rate) | RetentionSource::Unidentified(rate) => {
                TenureClasses::constant(rate, self.opening)
            }
            RetentionSource::Curve(curve) => {
                let scale = self.opening / triangle.by_age.iter().sum::<f64>();
                let opening: Vec<f64> = triangle.by_age.iter().map(|n| n * scale).collect();
                TenureClasses::by_age(curve, &opening, years)
            }
            RetentionSource::Pooled(curve, rate) => TenureClasses::pooled_base(curve, rate, self.opening, years),
        }
    }

    /// What was chosen, where there was a choice.
    pub(super) fn note(&self, segment: &Segment, triangle: &CohortTriangle) -> Option<ForecastNote> {
        let segment = segment.name.clone();
        match (self.source, &triangle.fitted) {
            (RetentionSource::Curve(_), _) => Some(ForecastNote::FollowsCurve { segment }),
            (RetentionSource::Pooled(..), _) => Some(ForecastNote::PooledBase { segment }),
            (RetentionSource::Unidentified(_), Some(Err(error))) => {
                Some(ForecastNote::NotIdentified { segment, error: error.clone() })
            }
            _ => None,
        }
    }
}

fn source(
    resolver: &mut DriverResolver,
    segment: &Segment,
    triangle: &CohortTriangle,
    opening: f64,
) -> Figure<RetentionSource> {
    let overridden = resolver.is_overridden(Driver::Retention);
    if segment.retention_model == RetentionModel::Constant || overridden {
        return Ok(RetentionSource::Constant(resolver.retention()?));
    }
    let curve = match &triangle.fitted {
        Some(Ok(fit)) => fit.curve,
        Some(Err(EngineError::NotIdentified { constant_rate, .. })) => {
            return Ok(RetentionSource::Unidentified(*constant_rate));
        }
        Some(Err(error)) => return Err(error.clone().into()),
        None => return Err(NotAvailable::because("enter the cohorts that retention is fitted to")),
    };
    let known: f64 = triangle.by_age.iter().sum();
    if known > 0.0 && (0.5 * opening..=2.0 * opening).contains(&known) {
        return Ok(RetentionSource::Curve(curve));
    }
    let pooled = pooled_retention(&triangle.counts).ok_or(EngineError::TooFewTransitions)?;
    Ok(RetentionSource::Pooled(curve, pooled))
}
