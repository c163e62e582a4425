//! From the plan to the engine's plain numbers: every driver resolved, every segment's tenure classes and score mix.

use super::past::{in_revenue_terms, year_inputs};
use super::types::{Figure, NotAvailable};
use crate::engine::cohort_analysis::cohort_counts;
use crate::engine::equity::{EquityYear, equity_year};
use crate::engine::error::{EngineError, check_not_negative, check_share};
use crate::engine::mix::{Mix, check_mix, mix_from_bands, mix_from_mean};
use crate::engine::roll_forward::{Drivers, TenureClasses};
use crate::engine::sbg::{Sbg, pooled_retention};
use crate::engine::sbg_fit::{SbgFit, fit};
use crate::plan::order::sort_short;
use crate::plan::{
    BusinessModel, CostEntry, Driver, Number, Overrides, Plan, RetentionModel, ScoreMix, Segment, SegmentId,
    WeightSource, YearFigures, YearlyFigure,
};

/// The end of the note of a segment whose customers are tracked by tenure: the one note that names no shortcoming.
pub(in crate::engine) const FOLLOWS_THE_CURVE: &str =
    "retention follows the curve fitted to the cohorts; the opening base takes its ages from them.";

/// The whole plan, resolved. Segments and stages are in the order of their ids, so that the order of rows never
/// changes a digit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Inputs {
    pub(super) base_year: i32,
    pub(super) in_revenue_terms: bool,
    pub(super) segments: Vec<SegmentInputs>,
    pub(super) notes: Vec<String>,
}

/// One segment, resolved.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SegmentInputs {
    pub(super) id: SegmentId,
    pub(super) drivers: Drivers,
    pub(super) classes: TenureClasses,
    /// The retention triangle and the curve fitted to it, where it identifies one.
    pub(super) cohorts: Option<(Vec<Vec<f64>>, Sbg)>,
    pub(super) mix: Mix,
    pub(super) edited_mix: Option<(usize, Mix)>,
    /// Normalised weight of each stage, in the order of the plan.
    pub(super) weights: Vec<f64>,
    pub(super) on_spend: bool,
    pub(super) on_retention: bool,
    /// Every driver's value and whether it follows from the latest entered year.
    pub(super) resolved: Vec<(Driver, f64, bool)>,
}

impl Inputs {
    /// Resolves `plan` with the overrides of a scenario.
    pub(super) fn resolve(plan: &Plan, overrides: Option<&Overrides>) -> Figure<Self> {
        let none = Overrides::default();
        let overrides = overrides.unwrap_or(&none);
        if plan.segments.is_empty() {
            return Err(NotAvailable::because("add a customer segment on the Customers screen"));
        }
        let base_year = plan
            .base_year()
            .ok_or_else(|| NotAvailable::because("add a year to the yearly figures on the Customers screen"))?;
        let mut resolved = Self {
            base_year,
            in_revenue_terms: in_revenue_terms(plan),
            segments: Vec::with_capacity(plan.segments.len()),
            notes: Vec::new(),
        };
        let mut segments: Vec<&Segment> = plan.segments.iter().map(AsRef::as_ref).collect();
        sort_short(&mut segments, |s| s.id);
        for segment in segments {
            let inputs = resolved.segment(plan, segment, overrides);
            let named = |e: NotAvailable| NotAvailable::because(format!("{}: {e}", segment.name));
            resolved.segments.push(inputs.map_err(named)?);
        }
        Ok(resolved)
    }

    fn segment(&mut self, plan: &Plan, segment: &Segment, overrides: &Overrides) -> Figure<SegmentInputs> {
        let mut table = Table {
            segment,
            overrides,
            year: segment.year(self.base_year),
            base_year: self.base_year,
            out: Vec::new(),
        };
        let opening = table.opening()?;
        let (acquisition_cost_per_new, fixed_acquisition_cost, new_first_year) = table.acquisition()?;
        let drivers = Drivers {
            new_first_year,
            new_growth: table.growth(Driver::NewGrowth)?,
            revenue_per_new: table.revenue(Driver::RevenuePerNew, YearlyFigure::RevenuePerNew)?,
            acquisition_cost_per_new,
            fixed_acquisition_cost,
            revenue_per_existing: table.revenue(Driver::RevenuePerExisting, YearlyFigure::RevenuePerExisting)?,
            servicing_cost_per_existing: table.servicing()?,
            revenue_per_churned: table.revenue(Driver::RevenuePerChurned, YearlyFigure::RevenuePerChurned)?,
            price_growth: table.growth(Driver::PriceGrowth)?,
            cost_growth: table.growth(Driver::CostGrowth)?,
            gross_margin: if self.in_revenue_terms { 1.0 } else { segment.gross_margin.map_or(1.0, Number::get) },
            churn_timing: segment.churn_timing.get(),
            acquisition_spend_fixed: plan.settings.acquisition_spend_fixed,
        };
        drivers.check()?;
        let counted = cohort_counts(segment);
        if let (Err(reason), RetentionModel::CohortFit) = (&counted, segment.retention_model) {
            return Err(reason.clone());
        }
        let cohorts: Vec<Vec<f64>> = counted.unwrap_or_default();
        let fitted = if cohorts.is_empty() { None } else { Some(fit(&cohorts)) };
        let classes = self.classes(&mut table, opening, plan.settings.horizon as usize, &cohorts, fitted.as_ref())?;
        let edited = overrides.mixes.iter().find(|(id, ..)| *id == segment.id);
        let subscription = segment.model == BusinessModel::Subscription;
        sort_short(&mut table.out, |(driver, ..)| *driver);
        Ok(SegmentInputs {
            id: segment.id,
            drivers,
            classes,
            cohorts: fitted.and_then(Result::ok).map(|fit| (cohorts, fit.curve)),
            mix: score_mix(&segment.score_mix)?,
            edited_mix: edited
                .map(|(_, mix, start)| Ok::<_, EngineError>((*start as usize, score_mix(mix)?)))
                .transpose()?,
            weights: lift_weights(plan, segment)?,
            on_spend: !subscription || segment.both_effects,
            on_retention: subscription || segment.both_effects,
            resolved: table.out,
        })
    }

    /// The tenure classes of a segment: a constant rate, or the curve fitted to its cohorts.
    fn classes(
        &mut self,
        table: &mut Table,
        opening: f64,
        years: usize,
        counts: &[Vec<f64>],
        fitted: Option<&Result<SbgFit, EngineError>>,
    ) -> Figure<TenureClasses> {
        let segment = table.segment;
        let overridden = table.overridden(Driver::Retention).is_some();
        if segment.retention_model == RetentionModel::Constant || overridden {
            return Ok(TenureClasses::constant(table.retention()?, opening));
        }
        let curve = match fitted {
            Some(Ok(fit)) => fit.curve,
            Some(Err(error @ EngineError::NotIdentified { constant_rate, .. })) => {
                self.notes.push(format!("{}: {error}.", segment.name));
                return Ok(TenureClasses::constant(*constant_rate, opening));
            }
            Some(Err(error)) => return Err(error.clone().into()),
            None => return Err(NotAvailable::because("enter the cohorts that retention is fitted to")),
        };
        let mut by_age = vec![0.0; counts.iter().map(Vec::len).max().unwrap_or(0)];
        for cohort in counts {
            if let Some(alive) = cohort.last() {
                by_age[cohort.len() - 1] += alive;
            }
        }
        let known: f64 = by_age.iter().sum();
        let in_counts = segment.cohorts.iter().all(|c| !c.percent);
        if in_counts && known > 0.0 && (0.5 * opening..=2.0 * opening).contains(&known) {
            let scale = opening / known;
            let scaled: Vec<f64> = by_age.iter().map(|n| n * scale).collect();
            self.notes.push(format!("{}: {FOLLOWS_THE_CURVE}", segment.name));
            return Ok(TenureClasses::by_age(curve, &scaled, years));
        }
        let pooled = pooled_retention(counts).ok_or(EngineError::TooFewTransitions)?;
        self.notes.push(format!(
            "{}: customers won from now on follow the fitted curve; the opening base keeps the pooled rate, because \
             the cohorts do not count it.",
            segment.name
        ));
        Ok(TenureClasses::pooled_base(curve, pooled, opening, years))
    }
}

/// The drivers of one segment: overridden, typed, or following from the latest entered year.
struct Table<'a> {
    segment: &'a Segment,
    overrides: &'a Overrides,
    year: Option<&'a YearFigures>,
    base_year: i32,
    out: Vec<(Driver, f64, bool)>,
}

impl Table<'_> {
    fn overridden(&self, driver: Driver) -> Option<f64> {
        let mut hits = self.overrides.drivers.iter().filter(|(id, d, _)| *id == self.segment.id && *d == driver);
        hits.next().map(|(_, _, value)| value.get())
    }

    fn typed(&self, driver: Driver) -> Option<f64> {
        self.overridden(driver).or_else(|| self.segment.drivers.get(&driver).map(|v| v.get()))
    }

    /// The typed value, or `default` if there is one; otherwise a sentence that names both ways out.
    fn take(&mut self, driver: Driver, default: Option<f64>) -> Figure {
        let typed = self.typed(driver);
        let value = typed.or(default).ok_or_else(|| {
            let complete = self.year.is_some_and(YearFigures::is_complete);
            let or = if complete { String::new() } else { format!(", or complete {}", self.base_year) };
            NotAvailable::because(format!("enter “{}” among the drivers{or}", driver.label()))
        })?;
        self.out.push((driver, value, typed.is_none()));
        Ok(value)
    }

    fn entered(&self, figure: YearlyFigure) -> Option<f64> {
        self.year.and_then(|y| y.get(figure)).map(Number::get)
    }

    /// The base year's eight inputs, if complete; a year that the formula refuses is no base for a forecast.
    fn complete(&self) -> Figure<Option<EquityYear>> {
        let Some(year) = self.year.filter(|y| y.is_complete()) else { return Ok(None) };
        let figures = year_inputs(self.segment, year, f64::NAN);
        equity_year(&figures, self.segment.basis, 1.0, 1.0)?;
        Ok(Some(figures))
    }

    /// A cost that was entered per customer needs no division.
    fn entered_unit_cost(&self, figure: YearlyFigure) -> Option<f64> {
        self.entered(figure).filter(|_| self.segment.costs == CostEntry::PerCustomer)
    }

    fn opening(&mut self) -> Figure {
        let default = self.complete()?.map(|y| y.customers_at_end(self.segment.basis));
        Ok(check_not_negative("opening customers", self.take(Driver::OpeningCustomers, default)?)?)
    }

    fn growth(&mut self, driver: Driver) -> Figure {
        self.take(driver, Some(0.0))
    }

    fn revenue(&mut self, driver: Driver, figure: YearlyFigure) -> Figure {
        let default = self.entered(figure);
        self.take(driver, default)
    }

    /// Acquisition cost per new customer, the fixed total, and the new customers of year 1. A year that won nobody
    /// keeps its total, because a cost per customer cannot be derived from it.
    fn acquisition(&mut self) -> Figure<(f64, f64, f64)> {
        let default = self.entered(YearlyFigure::NewCustomers);
        let new = check_not_negative("new customers", self.take(Driver::NewFirstYear, default)?)?;
        let year = self.complete()?;
        let entered = self.entered_unit_cost(YearlyFigure::AcquisitionCost);
        let unit = entered.or_else(|| year.and_then(|y| y.acquisition_cost_per_new()));
        let nobody = year.filter(|y| y.new_customers <= 0.0 && new <= 0.0 && entered.is_none());
        if let (Some(year), None) = (nobody, self.typed(Driver::AcquisitionCostPerNew)) {
            return Ok((0.0, year.acquisition_cost, new));
        }
        Ok((self.take(Driver::AcquisitionCostPerNew, unit)?, 0.0, new))
    }

    fn servicing(&mut self) -> Figure {
        let entered = self.entered_unit_cost(YearlyFigure::ServicingCost);
        let year = self.complete()?;
        let default = entered.or_else(|| year.and_then(|y| y.servicing_cost_per_customer(self.segment.basis)));
        self.take(Driver::ServicingCostPerExisting, default)
    }

    fn retention(&mut self) -> Figure {
        let default = self.complete()?.and_then(|y| y.churn_rate(self.segment.basis)).map(|churn| 1.0 - churn);
        Ok(check_share("retention", self.take(Driver::Retention, default)?)?)
    }
}

/// The mix of scores as shares of the scores 1 to 10.
fn score_mix(mix: &ScoreMix) -> Result<Mix, EngineError> {
    match mix {
        ScoreMix::Mean(mean) => mix_from_mean(mean.get()),
        ScoreMix::Bands(shares) => mix_from_bands(&shares.map(Number::get)),
        ScoreMix::Scores(shares) => check_mix(&shares.map(Number::get)),
    }
}

/// How far a point on each stage lifts the segment: the normalised weights, times the sum of the survey's slopes where
/// the user chose to multiply by it (models, section 5).
fn lift_weights(plan: &Plan, segment: &Segment) -> Figure<Vec<f64>> {
    let factor = match plan.settings.weights {
        WeightSource::Derived => plan.survey.as_ref().map_or(1.0, |s| s.factor()),
        WeightSource::Equal | WeightSource::Entered => 1.0,
    };
    Ok(stage_weights(plan, Some(segment))?.into_iter().map(|w| w * factor).collect())
}

/// The normalised weights of the stages for a segment; without one, the plan's.
pub(super) fn stage_weights(plan: &Plan, segment: Option<&Segment>) -> Figure<Vec<f64>> {
    let own = |id| {
        let weights = &segment?.stage_weights;
        weights.iter().find(|(stage, _)| *stage == id).map(|(_, w)| w.get())
    };
    let mut weights = Vec::with_capacity(plan.stages.len());
    for stage in &plan.stages {
        let plan_wide = match plan.settings.weights {
            WeightSource::Equal => Some(1.0),
            WeightSource::Entered => stage.weight.map(Number::get),
            WeightSource::Derived => plan.survey.as_ref().and_then(|s| s.weight(stage.id)).map(Number::get),
        };
        let weight = own(stage.id).or(plan_wide).ok_or_else(|| {
            NotAvailable::because(match plan.settings.weights {
                WeightSource::Derived => format!("the survey says nothing about the stage “{}”", stage.name),
                _ => format!("enter a weight for the stage “{}”", stage.name),
            })
        })?;
        weights.push((stage.id, check_not_negative("stage weight", weight)?));
    }
    // Summed in the order of the ids, so that the order of the stages never changes a digit.
    let mut in_order = weights.clone();
    sort_short(&mut in_order, |(id, _)| *id);
    let sum: f64 = in_order.iter().map(|(_, w)| w).sum();
    if !weights.is_empty() && sum <= 0.0 {
        return Err(NotAvailable::because("the stage weights are all zero"));
    }
    Ok(weights.into_iter().map(|(_, w)| w / sum).collect())
}
