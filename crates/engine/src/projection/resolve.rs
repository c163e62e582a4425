//! From the plan to the engine's plain numbers: every driver resolved, every segment's tenure classes and score mix.

mod drivers;
mod follows;
mod tenure;

pub use drivers::{DriverOrigin, ResolvedDriver};
pub use follows::DriverRule;

pub(crate) use drivers::set;
pub(crate) use follows::BaseYear;

use super::past::in_revenue_terms;
use super::remarks::ForecastNote;
use crate::figure::error::EngineError;
use crate::figure::{Figure, NotAvailable};
use crate::model::mix::{Mix, check_mix, mix_from_bands, mix_from_mean};
use crate::model::roll_forward::{Drivers, TenureClasses};
use crate::model::sbg::Sbg;
use drivers::DriverResolver;
use journey_plan::order::sort_short;
use journey_plan::{
    BusinessModel, Number, NumberId, Overrides, Plan, ScoreMix, Segment, SegmentId, Stage, StageId, WeightSource,
};
use tenure::{CohortTriangle, Tenure};

/// What all segments of a plan have in common.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Common {
    /// The year before year 1.
    pub(crate) base_year: i32,
    /// Whether a segment lacks its gross margin, so that all are counted at 1.
    pub(crate) in_revenue_terms: bool,
    acquisition_spend_fixed: bool,
    years: usize,
}

impl Common {
    fn of(plan: &Plan) -> Figure<Self> {
        let base_year = plan
            .base_year()
            .ok_or_else(|| NotAvailable::because("add a year to the yearly figures on the Customers screen"))?;
        Ok(Self {
            base_year,
            in_revenue_terms: in_revenue_terms(plan),
            acquisition_spend_fixed: plan.settings.acquisition_spend_fixed,
            years: plan.settings.horizon as usize,
        })
    }
}

/// The whole plan, resolved. Segments and stages are in the order of their ids, so that the order of rows never
/// changes a digit.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ResolvedPlan {
    pub(crate) common: Common,
    pub(crate) segments: Vec<ResolvedSegment>,
    pub(crate) notes: Vec<ForecastNote>,
}

/// One segment, resolved.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ResolvedSegment {
    pub(crate) id: SegmentId,
    pub(crate) drivers: Drivers,
    pub(crate) classes: TenureClasses,
    pub(crate) mix: Mix,
    pub(crate) edited_mix: Option<(usize, Mix)>,
    /// Normalised weight of each stage, in the order of the plan; a stage without one is not lifted ([`check_weights`]).
    pub(crate) weights: Vec<Option<f64>>,
    pub(crate) on_spend: bool,
    pub(crate) on_retention: bool,
    /// Every driver in use, in the order of the grid.
    pub(crate) resolved: Vec<ResolvedDriver>,
    triangle: CohortTriangle,
    tenure: Tenure,
}

impl ResolvedPlan {
    /// Resolves `plan` with the overrides of a scenario.
    pub(crate) fn resolve(plan: &Plan, overrides: Option<&Overrides>) -> Figure<Self> {
        let none = Overrides::default();
        let overrides = overrides.unwrap_or(&none);
        if plan.segments.is_empty() {
            return Err(NotAvailable::because("add a customer segment on the Customers screen"));
        }
        let mut resolved =
            Self { common: Common::of(plan)?, segments: Vec::with_capacity(plan.segments.len()), notes: Vec::new() };
        for segment in super::segments_by_id(plan)? {
            let named = |e: NotAvailable| NotAvailable::because(format!("{}: {e}", segment.name));
            let inputs = ResolvedSegment::resolve(plan, &resolved.common, segment, overrides).map_err(named)?;
            resolved.notes.extend(inputs.tenure.note(segment, &inputs.triangle));
            resolved.segments.push(inputs);
        }
        Ok(resolved)
    }
}

impl ResolvedSegment {
    fn resolve(plan: &Plan, common: &Common, segment: &Segment, overrides: &Overrides) -> Figure<Self> {
        let mut resolver = DriverResolver::new(segment, common.base_year, overrides, Vec::new());
        let triangle = CohortTriangle::of(segment)?;
        let tenure = Tenure::of(&mut resolver, segment, &triangle)?;
        let edited = overrides.mixes.iter().find(|(id, ..)| *id == segment.id);
        let subscription = segment.model == BusinessModel::Subscription;
        Ok(Self {
            id: segment.id,
            drivers: resolver.drivers(common)?,
            classes: tenure.classes(&triangle, common.years),
            mix: score_mix(&segment.score_mix)?,
            edited_mix: edited
                .map(|(_, mix, start)| Ok::<_, EngineError>((*start as usize, score_mix(mix)?)))
                .transpose()?,
            weights: lift_weights(plan, segment),
            on_spend: !subscription || segment.both_effects,
            on_retention: subscription || segment.both_effects,
            resolved: resolver.finish(),
            triangle,
            tenure,
        })
    }

    /// Reads the drivers of `segment` again after some of its numbers changed; those of its cohorts and its mix did not.
    pub(crate) fn read_drivers(&mut self, common: &Common, segment: &Segment, overrides: &Overrides) -> Figure<()> {
        let mut resolver =
            DriverResolver::new(segment, common.base_year, overrides, std::mem::take(&mut self.resolved));
        let tenure = Tenure::of(&mut resolver, segment, &self.triangle)?;
        self.drivers = resolver.drivers(common)?;
        self.resolved = resolver.finish();
        if tenure != self.tenure {
            self.classes = tenure.classes(&self.triangle, common.years);
            self.tenure = tenure;
        }
        Ok(())
    }

    /// Fits the curve again, after numbers of the cohorts changed; [`SegmentInputs::read_drivers`] comes next.
    pub(crate) fn read_cohorts(&mut self, common: &Common, segment: &Segment) -> Figure<()> {
        self.triangle = CohortTriangle::of(segment)?;
        self.classes = self.tenure.classes(&self.triangle, common.years);
        Ok(())
    }

    /// Takes another mix of today.
    pub(crate) fn read_mix(&mut self, mix: &ScoreMix) -> Figure<()> {
        self.mix = score_mix(mix)?;
        Ok(())
    }

    /// Whether the years ahead are the same as with `other`.
    pub(crate) fn forecasts_like(&self, other: &Self) -> bool {
        let digits = |mix: &Mix| mix.map(f64::to_bits);
        self.drivers == other.drivers && self.classes == other.classes && digits(&self.mix) == digits(&other.mix)
    }

    /// The retention triangle and the curve fitted to it, where it identifies one.
    pub(crate) fn cohorts(&self) -> Option<(&[Vec<f64>], Sbg)> {
        self.triangle.curve()
    }

    /// Customers at the start of year 1.
    pub(crate) fn opening(&self) -> f64 {
        self.classes.opening.iter().sum()
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
fn lift_weights(plan: &Plan, segment: &Segment) -> Vec<Option<f64>> {
    let factor = match plan.settings.weights {
        WeightSource::Derived => plan.survey.as_ref().map_or(1.0, |s| s.factor()),
        WeightSource::Equal | WeightSource::Entered => 1.0,
    };
    stage_weights(plan, Some(segment)).into_iter().map(|weight| weight.map(|w| w * factor)).collect()
}

/// The weights of the stages for a segment, or the plan's without one, normalised over those that have one: `None` for a
/// stage without, see [`no_weight`].
pub(crate) fn stage_weights(plan: &Plan, segment: Option<&Segment>) -> Vec<Option<f64>> {
    let own = |id| {
        let weights = &segment?.stage_weights;
        weights.iter().find(|(stage, _)| *stage == id).map(|(_, w)| w.get())
    };
    let plan_wide = |stage: &Stage| match plan.settings.weights {
        WeightSource::Equal => Some(1.0),
        WeightSource::Entered => stage.weight.map(Number::get),
        WeightSource::Derived => plan.survey.as_ref().and_then(|s| s.weight(stage.id)).map(Number::get),
    };
    let weights: Vec<_> = plan
        .stages
        .iter()
        .map(|stage| {
            (stage.id, own(stage.id).or_else(|| plan_wide(stage)).filter(|weight| is_weight(stage.id, *weight)))
        })
        .collect();
    // Summed in the order of the ids, so that the order of the stages never changes a digit.
    let mut in_order = weights.clone();
    sort_short(&mut in_order, |(id, _)| *id);
    let sum: f64 = in_order.iter().filter_map(|(_, w)| *w).sum();
    weights.into_iter().map(|(_, w)| w.filter(|_| sum > 0.0).map(|w| w / sum)).collect()
}

fn is_weight(stage: StageId, weight: f64) -> bool {
    NumberId::StageWeight(stage).domain().holds(weight)
}

/// Why a stage has no weight.
pub(crate) fn no_weight(plan: &Plan, stage: &Stage) -> NotAvailable {
    let name = &stage.name;
    NotAvailable::because(match plan.settings.weights {
        WeightSource::Derived if plan.survey.as_ref().and_then(|s| s.weight(stage.id)).is_none() => {
            format!("the survey says nothing about the stage “{name}”")
        }
        WeightSource::Entered if stage.weight.is_none() => format!("enter a weight for the stage “{name}”"),
        WeightSource::Entered if stage.weight.is_some_and(|w| !is_weight(stage.id, w.get())) => {
            format!("correct the weight of the stage “{name}”")
        }
        _ => "the stage weights are all zero".to_owned(),
    })
}

/// Refuses a lift of stages of which one has a weight that is not known to some segment.
pub(crate) fn check_weights(plan: &Plan, inputs: &ResolvedPlan, lifted: impl Iterator<Item = usize>) -> Figure<()> {
    let unknown = |stage: &usize| inputs.segments.iter().any(|segment| segment.weights[*stage].is_none());
    let mut lifted = lifted;
    lifted.find(unknown).map_or(Ok(()), |stage| Err(no_weight(plan, &plan.stages[stage])))
}
