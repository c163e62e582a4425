//! From the plan to the engine's plain numbers: entered years, stages, drivers, tenure, score mixes, states, and what the
//! scenario changes. What computes in `projection` reads these, never the plan.

pub(crate) mod checks;
mod common;
mod continuum;
mod drivers;
mod entered;
mod follows;
mod scenario;
mod stages;
mod tenure;
pub mod triangle;

pub use drivers::{DriverOrigin, ResolvedDriver};
pub use follows::DriverRule;

pub(crate) use common::Common;
pub(crate) use continuum::{ResolvedContinuum, ResolvedReferrals};
pub use drivers::driver_set;
pub(crate) use entered::{EnteredSegment, budgets, entered_segments};
pub use entered::{entered_terms, year_inputs};
pub(crate) use follows::BaseYear;
pub(crate) use scenario::{ResolvedInitiative, ResolvedScenario};
pub use stages::no_weight;
pub(crate) use stages::{ResolvedStage, by_id};

use super::remarks::ForecastNote;
use crate::figure::error::EngineError;
use crate::figure::{Figure, NotAvailable};
use crate::model::mix::{Mix, check_mix, mix_from_bands, mix_from_mean};
use crate::model::roll_forward::{Drivers, TenureClasses};
use crate::model::sbg::Sbg;
use drivers::DriverResolver;
use journey_plan::order::sort_short;
use journey_plan::{BusinessModel, NeededFor, Number, Overrides, Plan, Scenario, ScoreMix, Segment, SegmentId};
use tenure::{CohortTriangle, Tenure};

/// The whole plan in one of its scenarios, resolved.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ResolvedPlan {
    pub(crate) common: Common,
    /// The stages in the order of the plan.
    pub(crate) stages: Vec<ResolvedStage>,
    /// The segments in the order of their ids, so that the order of rows never changes a digit.
    pub(crate) segments: Vec<ResolvedSegment>,
    pub(crate) scenario: ResolvedScenario,
    /// The first setting that the business case needs and the plan has no number for, as the reason.
    pub(crate) case_settings: Figure<()>,
    /// What the drivers of the segments rest on.
    notes: Vec<ForecastNote>,
}

/// One segment, resolved.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ResolvedSegment {
    pub(crate) id: SegmentId,
    pub(crate) drivers: Drivers,
    pub(crate) classes: TenureClasses,
    pub(crate) mix: Mix,
    pub(crate) edited_mix: Option<(usize, Mix)>,
    /// Normalised weight of each stage, in the order of the plan; a stage without one is not lifted ([`ResolvedPlan::check_weights`]).
    pub(crate) weights: Vec<Option<f64>>,
    pub(crate) on_spend: bool,
    pub(crate) on_retention: bool,
    /// Every driver in use, in the order of the grid.
    pub(crate) resolved: Vec<ResolvedDriver>,
    /// The states of the customers, where a continuum is entered.
    pub(crate) continuum: Option<Figure<ResolvedContinuum>>,
    triangle: CohortTriangle,
    tenure: Tenure,
}

impl ResolvedPlan {
    /// Resolves `plan` in `scenario`; the baseline without one.
    ///
    /// # Errors
    /// What is missing, or the first figures that do not go together, as a sentence.
    pub(crate) fn resolve(plan: &Plan, scenario: Option<&Scenario>) -> Figure<Self> {
        let none = Overrides::default();
        let overrides = scenario.map_or(&none, |s| &s.overrides);
        let ordered = segments_by_id(plan)?;
        let common = Common::of(plan)?;
        let (mut segments, mut notes) = (Vec::with_capacity(ordered.len()), Vec::new());
        for segment in ordered {
            let named = |e: NotAvailable| e.within(&segment.name);
            let inputs = ResolvedSegment::resolve(plan, &common, segment, overrides).map_err(named)?;
            notes.extend(inputs.tenure.note(segment, &inputs.triangle));
            segments.push(inputs);
        }
        Ok(Self {
            common,
            stages: stages::resolved_stages(plan, |stage| {
                segments.iter().all(|s: &ResolvedSegment| s.weights[stage].is_some())
            }),
            segments,
            scenario: ResolvedScenario::of(plan, scenario),
            case_settings: checks::check_settings(plan, NeededFor::Case),
            notes,
        })
    }

    /// The customers of the baseline with the parameters of `scenario`.
    ///
    /// # Errors
    /// What is missing, or the first figures that do not go together, as a sentence.
    pub(crate) fn without_changes(plan: &Plan, scenario: Option<&Scenario>) -> Figure<Self> {
        Ok(Self { scenario: ResolvedScenario::of(plan, scenario), ..Self::resolve(plan, None)? })
    }

    /// Refuses a lift of stages of which one has a weight that is not known to some segment.
    pub(crate) fn check_weights(&self, mut lifted: impl Iterator<Item = usize>) -> Figure<()> {
        let lacks = |stage: &usize| self.segments.iter().any(|segment| segment.weights[*stage].is_none());
        let reason = lifted.find(lacks).and_then(|stage| self.stages[stage].no_weight.clone());
        reason.map_or(Ok(()), Err)
    }

    /// What the years ahead rest on or leave out.
    pub(crate) fn notes(&self) -> Vec<ForecastNote> {
        let notes = self.notes.iter().cloned();
        notes.chain(self.scenario.after_the_horizon()).chain(self.unweighted()).collect()
    }

    /// A note on each stage without a weight in a segment that knows others, in the order of their ids; one where a segment
    /// knows none at all.
    fn unweighted(&self) -> Vec<ForecastNote> {
        let (knowing, ignorant): (Vec<_>, Vec<_>) =
            self.segments.iter().map(|s| &s.weights).partition(|weights| weights.iter().any(Option::is_some));
        let lacks = |index: usize| knowing.iter().any(|weights| weights[index].is_none());
        let without = by_id(&self.stages).into_iter().filter(|(index, _)| lacks(*index));
        let all_zero = (!ignorant.is_empty() && !self.stages.is_empty()).then_some(ForecastNote::NoWeights);
        let each = without.map(|(_, stage)| ForecastNote::Unweighted { stage: stage.name.clone() });
        all_zero.into_iter().chain(each).collect()
    }
}

/// A plan resolved in a scenario and as it is without one.
pub(crate) struct ResolvedPair {
    pub(crate) baseline: ResolvedPlan,
    /// With what the scenario changes.
    pub(crate) with: ResolvedPlan,
}

impl ResolvedPair {
    /// Checks and resolves `plan` with and without `scenario`.
    ///
    /// # Errors
    /// The first value that no formula accepts, or what is missing, as a sentence.
    pub(crate) fn resolve(plan: &Plan, scenario: Option<&Scenario>) -> Figure<Self> {
        checks::check_values(plan, scenario)?;
        let baseline = ResolvedPlan::resolve(plan, None)?;
        let moves_customers = |s: &&Scenario| !s.overrides.drivers.is_empty() || !s.overrides.mixes.is_empty();
        let with = match scenario.filter(moves_customers) {
            Some(scenario) => ResolvedPlan::resolve(plan, Some(scenario))?,
            None => ResolvedPlan { scenario: ResolvedScenario::of(plan, scenario), ..baseline.clone() },
        };
        Ok(Self { baseline, with })
    }
}

/// The segments of a plan in the order of their ids, so that the order of rows never changes a digit of a sum.
///
/// # Errors
/// That there is none.
pub fn segments_by_id(plan: &Plan) -> Figure<Vec<&Segment>> {
    let mut segments: Vec<&Segment> = plan.segments.iter().map(AsRef::as_ref).collect();
    if segments.is_empty() {
        return Err(NotAvailable::because("add a customer segment on the Customers screen"));
    }
    sort_short(&mut segments, |s| s.id);
    Ok(segments)
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
            weights: stages::lift_weights(plan, segment),
            on_spend: !subscription || segment.both_effects,
            on_retention: subscription || segment.both_effects,
            resolved: resolver.finish(),
            continuum: segment.continuum.as_ref().map(ResolvedContinuum::of),
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

    /// Fits the curve again, after numbers of the cohorts changed; [`Self::read_drivers`] comes next.
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

    /// Whether `other` leads to identical years ahead.
    pub(crate) fn forecasts_like(&self, other: &Self) -> bool {
        let digits = |mix: &Mix| mix.map(f64::to_bits);
        self.drivers == other.drivers && self.classes == other.classes && digits(&self.mix) == digits(&other.mix)
    }

    /// The retention triangle and the curve fitted to it, where it identifies one and every cohort is counted.
    pub(crate) fn counted_cohorts(&self) -> Option<(&[Vec<f64>], Sbg)> {
        self.triangle.curve().filter(|_| self.triangle.is_counted())
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
