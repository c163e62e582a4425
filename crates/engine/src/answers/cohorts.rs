//! Everything about the cohorts of one segment: what was observed, the curve behind it, what it promises, and the
//! doubts that belong beside it (models, section 3).

use crate::figure::error::{EngineError, check_discount};
use crate::model::sbg::{BaseValue, Sbg};
use crate::model::sbg_fit::{SbgFit, Transitions, fit};
use crate::model::trend::TrendComparison;
use crate::model::triangle::CohortData;
use journey_plan::number::pen::{Noun, Pen};

/// Fewer points than this in the longest cohort are warned about.
pub const COMFORTABLE_POINTS: usize = 5;

/// One cohort as observed.
#[derive(Debug, Clone, PartialEq)]
pub struct ObservedCohort {
    /// Name of the cohort.
    pub label: String,
    /// Share still there, by year from 0; empty where nobody was there at the start.
    pub survival: Vec<f64>,
}

/// All cohorts together as observed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pooled {
    /// Customers who faced each renewal, from the first.
    pub at_risk: Vec<f64>,
    /// Share of the customers at risk who renewed, by renewal from the first.
    pub retention: Vec<f64>,
    /// Product of the retention rates up to each year, from year 0.
    pub survival: Vec<f64>,
}

/// The model behind a projection.
#[derive(Debug, Clone, PartialEq)]
pub enum SurvivalModel {
    /// The fitted sBG curve.
    Curve(SbgFit),
    /// The data do not identify a curve.
    Constant {
        /// Yearly retention rate that describes the data as well as a curve.
        rate: f64,
        /// Why there is no curve.
        reason: EngineError,
    },
}

impl SurvivalModel {
    /// r(t): the chance to make renewal `t`, from 1.
    pub fn retention(&self, t: usize) -> f64 {
        match self {
            Self::Curve(found) => found.curve.retention(t),
            Self::Constant { rate, .. } => *rate,
        }
    }

    /// The fitted curve, if there is one.
    pub fn curve(&self) -> Option<Sbg> {
        match self {
            Self::Curve(found) => Some(found.curve),
            Self::Constant { .. } => None,
        }
    }

    /// Mean lifetime in years, the first one included: (α+β−1)/(α−1), or 1/(1−r).
    ///
    /// # Errors
    /// An infinite mean.
    pub fn mean_lifetime(&self) -> Result<f64, EngineError> {
        let infinite = |why| EngineError::DoesNotConverge { what: "the mean lifetime", why };
        match self {
            Self::Curve(found) if found.curve.alpha() > 1.0 => {
                Ok((found.curve.alpha() + found.curve.beta() - 1.0) / (found.curve.alpha() - 1.0))
            }
            Self::Curve(_) => Err(infinite("α is not above 1, so it is infinite: truncated or discounted life only")),
            Self::Constant { rate, .. } if *rate < 1.0 => Ok(1.0 / (1.0 - rate)),
            Self::Constant { .. } => Err(infinite("nobody leaves: truncated or discounted life only")),
        }
    }

    /// DERL(n): discounted expected renewals of a customer who made `n`, the next one, due now, counting 1.
    ///
    /// # Errors
    /// A discount rate at which the sum is infinite.
    pub fn residual_renewals(&self, n: usize, discount: f64) -> Result<f64, EngineError> {
        match self {
            Self::Curve(found) => found.curve.residual_renewals(n, discount),
            Self::Constant { rate, .. } => {
                let gap = 1.0 + check_discount(discount)? - rate;
                if gap <= 0.0 {
                    let why = "nobody leaves and nothing is discounted";
                    return Err(EngineError::DoesNotConverge { what: "the residual lifetime", why });
                }
                Ok(rate * (1.0 + discount) / gap)
            }
        }
    }

    /// DEL: discounted expected lifetime of a customer not yet acquired, the first year counting 1.
    ///
    /// # Errors
    /// A discount rate at which the sum is infinite.
    pub fn lifetime(&self, discount: f64) -> Result<f64, EngineError> {
        Ok(1.0 + self.residual_renewals(0, discount)? / (1.0 + discount))
    }
}

/// The cohorts projected with the fitted curve or the constant rate.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlook {
    /// The curve or the rate behind the projection.
    pub estimate: SurvivalModel,
    /// S(t): share still there, by year from 0.
    pub survival: Vec<f64>,
    /// r(t): retention rate, by renewal from the first.
    pub retention: Vec<f64>,
    /// Mean lifetime in years, the first one included.
    pub mean_lifetime: Result<f64, EngineError>,
    /// DEL: discounted expected lifetime of a customer not yet acquired.
    pub lifetime: Result<f64, EngineError>,
    /// DERL: discounted expected renewals, by renewals made from 0 to those of the oldest cohort.
    pub residual_renewals: Vec<Result<f64, EngineError>>,
}

/// The analysis of one segment's cohorts, as the screen shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct CohortAnalysis {
    /// Every cohort, in the order given.
    pub observed: Vec<ObservedCohort>,
    /// All cohorts together; empty where the data contradict themselves.
    pub pooled: Pooled,
    /// The projection, or why there is none.
    pub outlook: Result<Outlook, EngineError>,
    /// Common trends against the curve on the longest cohort, where a part of it can be held out.
    pub held_out: Option<TrendComparison>,
    /// Doubts that belong beside the analysis, as sentences.
    pub warnings: Vec<String>,
}

impl CohortAnalysis {
    /// Renewals observed of the oldest cohort: what lies beyond is extrapolated.
    pub fn observed_years(&self) -> usize {
        self.pooled.retention.len()
    }
}

/// Analyses `cohorts` and projects them over `years` years at a yearly `discount` rate.
pub fn analyse(cohorts: &[CohortData], years: usize, discount: f64, pen: Pen) -> CohortAnalysis {
    let counts: Vec<Vec<f64>> = cohorts.iter().map(|c| c.survivors.clone()).collect();
    let pooled = Transitions::count(&counts).map(|t| Pooled::of(&t)).unwrap_or_default();
    let outlook = estimate(&counts).map(|e| Outlook::of(e, years, pooled.retention.len(), discount));
    let mut analysis = CohortAnalysis {
        observed: cohorts.iter().map(observed).collect(),
        held_out: longest(cohorts)
            .and_then(|c| TrendComparison::held_out(&format!("cohort {}", c.label), &c.survivors)),
        pooled,
        outlook,
        warnings: Vec::new(),
    };
    analysis.warnings = warnings(&analysis, cohorts, years, pen);
    analysis
}

fn estimate(counts: &[Vec<f64>]) -> Result<SurvivalModel, EngineError> {
    match fit(counts) {
        Ok(found) => Ok(SurvivalModel::Curve(found)),
        Err(EngineError::NotIdentified { why, constant_rate }) => {
            let reason = EngineError::NotIdentified { why, constant_rate };
            Ok(SurvivalModel::Constant { rate: constant_rate, reason })
        }
        Err(error) => Err(error),
    }
}

impl Outlook {
    fn of(estimate: SurvivalModel, years: usize, observed_years: usize, discount: f64) -> Self {
        let retention: Vec<f64> = (1..=years).map(|t| estimate.retention(t)).collect();
        Self {
            survival: survival_of(&retention),
            retention,
            mean_lifetime: estimate.mean_lifetime(),
            lifetime: estimate.lifetime(discount),
            residual_renewals: (0..=observed_years).map(|n| estimate.residual_renewals(n, discount)).collect(),
            estimate,
        }
    }
}

impl Pooled {
    /// The rates as far as somebody faced a renewal.
    fn of(transitions: &Transitions) -> Self {
        let known = transitions.at_risk.iter().zip(&transitions.kept).take_while(|(at_risk, _)| **at_risk > 0.0);
        let retention: Vec<f64> = known.map(|(at_risk, kept)| kept / at_risk).collect();
        let at_risk = transitions.at_risk[..retention.len()].to_vec();
        Self { at_risk, survival: survival_of(&retention), retention }
    }
}

/// S(0), S(1), … of retention rates from the first renewal.
fn survival_of(retention: &[f64]) -> Vec<f64> {
    let mut survival = vec![1.0];
    let mut left = 1.0;
    for rate in retention {
        left *= rate;
        survival.push(left);
    }
    survival
}

fn observed(cohort: &CohortData) -> ObservedCohort {
    let start = cohort.survivors.first().copied().filter(|s| *s > 0.0);
    let survival = start.map_or_else(Vec::new, |start| cohort.survivors.iter().map(|s| s / start).collect());
    ObservedCohort { label: cohort.label.clone(), survival }
}

/// The cohort followed longest; of several the largest, then the first.
fn longest(cohorts: &[CohortData]) -> Option<&CohortData> {
    let rank = |c: &CohortData| (c.survivors.len(), c.survivors.first().copied().unwrap_or_default());
    cohorts.iter().fold(None, |best: Option<&CohortData>, c| match best {
        Some(best) if rank(best) >= rank(c) => Some(best),
        _ => Some(c),
    })
}

fn warnings(analysis: &CohortAnalysis, cohorts: &[CohortData], years: usize, pen: Pen) -> Vec<String> {
    let mut warnings = Vec::new();
    let points = cohorts.iter().map(|c| c.survivors.len()).max().unwrap_or(0);
    let Ok(outlook) = &analysis.outlook else { return warnings };
    if points < COMFORTABLE_POINTS {
        warnings.push(format!(
            "The longest cohort has {points} points; with fewer than {COMFORTABLE_POINTS} the projection is shaky."
        ));
    }
    match &outlook.estimate {
        SurvivalModel::Curve(found) if found.curve.alpha() <= 1.0 => warnings
            .push("The mean lifetime is infinite (α is not above 1): truncated or discounted life only.".to_owned()),
        SurvivalModel::Constant { rate, reason: EngineError::NotIdentified { why, .. } } => warnings.push(format!(
            "The cohorts do not identify a retention curve: {why}. The constant rate of {} is used.",
            pen.share(*rate, 1)
        )),
        _ => {}
    }
    let seen = analysis.observed_years();
    if years > seen {
        let seen = pen.count(seen, Noun("renewal", "renewals"));
        warnings.push(format!("Observed over {seen}; what lies beyond is extrapolated."));
    }
    if cohorts.iter().any(|c| c.percent) {
        warnings.push(
            "Percentages carry no sample size: a cohort in percent weighs as much as 100 customers, its customers \
             cannot be counted, and there is no band."
                .to_owned(),
        );
    }
    warnings
}

/// Error that one pooled rate makes in the value of today's base, in a sentence.
pub fn shortfall_sentence(value: &BaseValue, pen: Pen) -> String {
    let rate = pen.share(value.pooled_retention, 1);
    let Some(shortfall) = value.shortfall() else {
        return "Today's base has no value at this margin, so the pooled rate has nothing to be held against."
            .to_owned();
    };
    let size = pen.share(shortfall.abs(), 2);
    if size == pen.share(0.0, 2) {
        return format!("One pooled rate of {rate} values today's base as the fitted curve does.");
    }
    if shortfall > 0.0 {
        return format!(
            "One pooled rate of {rate} undervalues today's base by {size}: those who have renewed before leave less \
             and less often, and one rate hides it."
        );
    }
    format!(
        "One pooled rate of {rate} overvalues today's base by {size}: over their remaining life more customers leave \
         than the latest renewals show."
    )
}
