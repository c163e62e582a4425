//! How sure the fitted retention curve is: a parametric bootstrap (models, section 3).
//!
//! Every cohort is drawn anew from the fitted curve, renewal by renewal, with its own start and as many years as were
//! observed; the curve is fitted again. The spread of many refits is the band around the curve. It holds what chance
//! alone does to cohorts of this size, not the doubt whether the model is right.

use crate::figure::error::{EngineError, check_range};
use crate::math::binomial::binomial;
use crate::math::quantile::quantile;
use crate::model::sbg::Sbg;
use crate::model::sbg_fit::{SbgFit, fit};
use crate::model::triangle::CohortData;
use journey_plan::order::sort_short;

/// Refits of the usual band.
pub const REFITS: usize = 200;
/// Share of the refits that the usual band holds at every year.
pub const LEVEL: f64 = 0.9;
/// More refits than this are refused.
const MOST_REFITS: usize = 100_000;

/// Result of one refit.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Refit {
    Curve(Sbg),
    /// The redrawn cohorts do not tell a curve from this rate.
    Constant(f64),
}

impl Refit {
    fn retention(self, renewal: usize) -> f64 {
        match self {
            Self::Curve(curve) => curve.retention(renewal),
            Self::Constant(rate) => rate,
        }
    }
}

/// Progress of a bootstrap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Refits made.
    pub done: usize,
    /// Refits asked for.
    pub total: usize,
}

/// Refits in the making; a browser advances them in slices between two frames.
#[derive(Debug, Clone, PartialEq)]
pub struct Bootstrap {
    curve: Sbg,
    /// Per cohort: customers at the start, and renewals observed.
    cohorts: Vec<(f64, usize)>,
    seed: u64,
    total: usize,
    refits: Vec<Refit>,
}

/// A pointwise band around the curve.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// Share of the refits between the two edges, at every year by itself.
    pub level: f64,
    /// Lower edge of S(t), by year from 0.
    pub survival_low: Vec<f64>,
    /// Upper edge of S(t), by year from 0.
    pub survival_high: Vec<f64>,
    /// Lower edge of r(t), by renewal from the first.
    pub retention_low: Vec<f64>,
    /// Upper edge of r(t), by renewal from the first.
    pub retention_high: Vec<f64>,
    /// Refits that identified no curve and count with their constant rate.
    pub not_identified: usize,
    /// All refits behind the band.
    pub refits: usize,
}

impl Bootstrap {
    /// Prepares `refits` refits of `fit`, which was made from `cohorts`. Fractional counts at the start are rounded.
    ///
    /// # Errors
    /// A cohort in percent, no whole customer in any cohort followed over two renewals, or a number of refits outside
    /// 1–100 000.
    pub fn new(fit: &SbgFit, cohorts: &[CohortData], seed: u64, refits: usize) -> Result<Self, EngineError> {
        check_range("number of refits", refits as f64, 1.0, MOST_REFITS as f64, "between 1 and 100 000")?;
        if let Some(at) = cohorts.iter().position(|c| c.percent) {
            return Err(EngineError::NoSampleSize { cohort: at + 1 });
        }
        let shape = |c: &CohortData| Some((c.survivors.first()?.round(), c.survivors.len() - 1));
        let shapes: Vec<(f64, usize)> = cohorts.iter().filter_map(shape).collect();
        if !shapes.iter().any(|(start, renewals)| *start >= 1.0 && *renewals >= 2) {
            return Err(EngineError::TooFewTransitions);
        }
        Ok(Self { curve: fit.curve, cohorts: shapes, seed, total: refits, refits: Vec::with_capacity(refits) })
    }

    /// Makes up to `most` further refits. The size of the slices changes no digit.
    ///
    /// # Errors
    /// Counts so large that a refit overflows.
    pub fn advance(&mut self, most: usize) -> Result<Progress, EngineError> {
        let end = self.total.min(self.refits.len().saturating_add(most));
        for index in self.refits.len()..end {
            self.refits.push(match fit(&self.redrawn(index)) {
                Ok(found) => Refit::Curve(found.curve),
                Err(EngineError::NotIdentified { constant_rate, .. }) => Refit::Constant(constant_rate),
                Err(error) => return Err(error),
            });
        }
        Ok(self.progress())
    }

    /// Refits made so far, out of those asked for.
    pub fn progress(&self) -> Progress {
        Progress { done: self.refits.len(), total: self.total }
    }

    /// Whether every refit is made.
    pub fn is_done(&self) -> bool {
        self.refits.len() == self.total
    }

    /// The band that holds a share `level` of the refits made so far, over `years` years; quantiles of type 7.
    ///
    /// # Errors
    /// A level that is not a share, or no refit made yet.
    pub fn band(&self, years: usize, level: f64) -> Result<Band, EngineError> {
        check_range("level of the band", level, 0.0, 1.0, "between 0 and 1")?;
        let tail = (1.0 - level) / 2.0;
        let mut paths: Vec<(Refit, f64)> = self.refits.iter().map(|r| (*r, 1.0)).collect();
        let (mut survival_low, mut survival_high) = (vec![1.0], vec![1.0]);
        let (mut retention_low, mut retention_high) = (Vec::with_capacity(years), Vec::with_capacity(years));
        for renewal in 1..=years {
            let rates = paths.iter().map(|(refit, _)| refit.retention(renewal)).collect();
            let [low, high] = edges(rates, tail)?;
            retention_low.push(low);
            retention_high.push(high);
            for (refit, survival) in &mut paths {
                *survival *= refit.retention(renewal);
            }
            // From year to year the order hardly changes, and what is almost in order is sorted at once.
            sort_short(&mut paths, |(_, survival)| *survival);
            let [low, high] = edges(paths.iter().map(|(_, survival)| *survival).collect(), tail)?;
            survival_low.push(low);
            survival_high.push(high);
        }
        let not_identified = self.refits.iter().filter(|r| matches!(r, Refit::Constant(_))).count();
        let refits = self.refits.len();
        Ok(Band { level, survival_low, survival_high, retention_low, retention_high, not_identified, refits })
    }

    /// The cohorts of refit `index`.
    fn redrawn(&self, index: usize) -> Vec<Vec<f64>> {
        let draw = |(number, (start, renewals)): (usize, &(f64, usize))| {
            let mut cohort = Vec::with_capacity(renewals + 1);
            let mut alive = *start;
            cohort.push(alive);
            for renewal in 1..=*renewals {
                let stream = (index as u64) << 40 | (number as u64) << 20 | renewal as u64;
                alive -= binomial(alive, 1.0 - self.curve.retention(renewal), self.seed, stream);
                cohort.push(alive);
            }
            cohort
        };
        self.cohorts.iter().enumerate().map(draw).collect()
    }
}

/// The quantiles of `values` that leave `tail` on either side.
fn edges(mut values: Vec<f64>, tail: f64) -> Result<[f64; 2], EngineError> {
    sort_short(&mut values, |v| *v);
    let edge = |p| quantile(&values, p);
    edge(tail).zip(edge(1.0 - tail)).map(|(low, high)| [low, high]).ok_or(EngineError::OutOfRange {
        what: "number of refits made",
        value: 0.0,
        must_be: "at least 1",
    })
}
