//! How a scenario moves the scores, the spend and the retention of one segment.

use crate::model::experience::logit;
use crate::model::mix::{Mix, mean_score, shifted_mix};
use crate::model::roll_forward::TenureClasses;
use crate::model::timeline::LiftState;
use crate::projection::both_worlds::BothWorlds;
use crate::projection::evaluator::Evaluator;
use crate::projection::world::{CalibratedScenario, Prepared};
use journey_plan::{Plan, SegmentId, StageId};

/// A segment in a scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct SegmentExperience {
    /// The segment.
    pub id: SegmentId,
    /// Today's scores, on which the segment's effects are calibrated.
    pub today: Mix,
    /// The mix edited by hand, where the scenario has one.
    pub edited: Option<Mix>,
    /// The scores after the whole lift: of the edited mix where there is one, otherwise of today's.
    pub after: Mix,
    /// Mean of today's scores.
    pub mean_today: f64,
    /// Mean of the scores after the whole lift.
    pub mean_after: f64,
    /// Δ: points the whole scenario lifts the segment by, before customers are kept on the scale.
    pub lift: f64,
    /// Parts of Δ, in the order of the stages.
    pub by_stage: Vec<StageLift>,
    /// Steps of the scores, in order of time.
    pub steps: Vec<EffectStep>,
    /// Effect of the scenario on spend, where the segment answers with spend.
    pub spend: Option<SpendEffect>,
    /// Effect of the scenario on retention, where the segment answers with retention.
    pub retention: Option<RetentionEffect>,
}

/// A stage's part in a segment's lift.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StageLift {
    /// The stage.
    pub id: StageId,
    /// Lift of the segment by a point on the stage: its normalised weight, times the survey's slopes where chosen.
    pub weight: f64,
    /// Points gained on the stage in the scenario, after the cap.
    pub points: f64,
}

/// One step in time: a lift that starts, or the edited mix coming in force.
#[derive(Debug, Clone, PartialEq)]
pub struct EffectStep {
    /// Calendar year in which the step starts.
    pub from: i32,
    /// Δ after the step, all earlier ones included.
    pub lift: f64,
    /// Whether the edited mix is in force after the step.
    pub edited: bool,
    /// φ of the step's own start, by year ahead.
    pub arrived: Vec<f64>,
}

/// A figure of each year ahead at three causal shares.
#[derive(Debug, Clone, PartialEq)]
pub struct ByCausalShare {
    /// Figure at κ = 0, by year.
    pub none: Vec<f64>,
    /// Figure at κ in use, by year.
    pub chosen: Vec<f64>,
    /// Figure at κ = 1, by year.
    pub all: Vec<f64>,
}

/// Effect of a scenario on spend.
#[derive(Debug, Clone, PartialEq)]
pub struct SpendEffect {
    /// Spend over today's, all of the effect causal and fully phased in.
    pub full: f64,
    /// Spend over today's in the last year, at κ in use.
    pub applied: f64,
    /// Full change of spend after each step, as a share of today's.
    pub changes: Vec<f64>,
    /// Multiplier of revenue per existing and per churned customer, by year.
    pub by_year: ByCausalShare,
}

/// Customers whose retention stands for that of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RetentionOf {
    /// One rate holds for everybody.
    Everybody,
    /// The opening base keeps one pooled rate; customers won later follow a curve.
    OpeningBase,
    /// Everybody follows a curve: those who face their first renewal.
    FirstRenewal,
}

impl RetentionOf {
    /// Whose retention the first class of `classes` is.
    pub fn of(classes: &TenureClasses) -> Self {
        match (classes.is_settled(), classes.rates.len()) {
            (true, 1) => Self::Everybody,
            (true, _) => Self::OpeningBase,
            (false, _) => Self::FirstRenewal,
        }
    }

    /// The customers in words, behind “retention”.
    pub fn label(self) -> &'static str {
        match self {
            Self::Everybody => "of all customers",
            Self::OpeningBase => "of today’s customers, pooled",
            Self::FirstRenewal => "at the first renewal",
        }
    }
}

/// Effect of a scenario on retention, of the customers that [`RetentionOf`] names.
#[derive(Debug, Clone, PartialEq)]
pub struct RetentionEffect {
    /// Customers whose retention it is.
    pub whose: RetentionOf,
    /// Retention without any effect.
    pub before: f64,
    /// Retention with all of the effect causal and fully phased in.
    pub full: f64,
    /// Retention in the last year, at κ in use.
    pub applied: f64,
    /// Full change of retention after each step, against today.
    pub changes: Vec<f64>,
    /// a: the intercept at which today's mix gives today's retention; none where that is 0 or 1 and stays so.
    pub intercept: Option<f64>,
    /// Retention by year.
    pub by_year: ByCausalShare,
}

/// Reads the effects on the segment at `index` off the two worlds.
pub(super) fn experience(plan: &Plan, worlds: &BothWorlds, first_year: i32, index: usize) -> SegmentExperience {
    let (world, level) = (&worlds.world, &worlds.level);
    let prepared = &world.segments[index];
    let inputs = &prepared.inputs;
    let lift = world.total_lift(index, level);
    let edited = inputs.edited_mix.map(|(_, mix)| mix);
    let after = shifted_mix(edited.as_ref().unwrap_or(&inputs.mix), lift);
    let points = |stage: usize| worlds.lifts.iter().filter(|l| l.stage == stage).fold(0.0, |sum, l| sum + l.points);
    let by_stage = plan.stages.iter().zip(&inputs.weights).enumerate();
    let states = states(world, worlds, index);
    SegmentExperience {
        id: inputs.id,
        today: inputs.mix,
        edited,
        mean_today: mean_score(&inputs.mix),
        mean_after: mean_score(&after),
        after,
        lift,
        by_stage: by_stage
            .filter_map(|(at, (stage, weight))| {
                Some(StageLift { id: stage.id, weight: (*weight)?, points: points(at) })
            })
            .collect(),
        steps: steps(world, worlds, index, first_year, &states),
        spend: spend(worlds, index, prepared, &states),
        retention: retention(worlds, index, prepared, &states),
    }
}

/// States of the segment after each step.
fn states(world: &CalibratedScenario, worlds: &BothWorlds, index: usize) -> Vec<LiftState> {
    let (mut by_start, mut states) = (Vec::new(), Vec::new());
    world.segment_lifts(index, &worlds.level, &mut by_start);
    world.timelines[index].states(&by_start, &mut states);
    states
}

fn steps(
    world: &CalibratedScenario,
    worlds: &BothWorlds,
    index: usize,
    first_year: i32,
    states: &[LiftState],
) -> Vec<EffectStep> {
    let timeline = &world.timelines[index];
    let edit = world.segments[index].inputs.edited_mix.map_or(1, |(start, _)| start);
    let start_of = |lift: usize| {
        let group = world.lifts.iter().position(|(_, start)| *start == lift);
        group.and_then(|at| worlds.lifts.get(at)).map_or(1, |l| l.start)
    };
    // A state holds what has arrived of its own step and not yet of the next, so that the sum from a step on is φ.
    let mut arrived = vec![0.0; world.years()];
    let mut steps = Vec::with_capacity(states.len());
    for ((step, state), shares) in timeline.steps().iter().zip(states).zip(timeline.shares()).rev() {
        for (sum, share) in arrived.iter_mut().zip(shares) {
            *sum += share;
        }
        let from = first_year + step.map_or(edit, start_of) as i32 - 1;
        steps.push(EffectStep { from, lift: state.lift, edited: state.edited, arrived: arrived.clone() });
    }
    steps.reverse();
    steps
}

fn spend(worlds: &BothWorlds, index: usize, segment: &Prepared, states: &[LiftState]) -> Option<SpendEffect> {
    let response = segment.spend.as_ref()?;
    let by_year = by_causal_share(worlds, |evaluator, causal_share| {
        evaluator.effects(index, &worlds.level, causal_share).spend.clone()
    });
    let changes: Vec<f64> = states.iter().map(|state| response.change(*state)).collect();
    Some(SpendEffect {
        full: 1.0 + changes.last().copied().unwrap_or(0.0),
        applied: by_year.chosen.last().copied().unwrap_or(1.0),
        changes,
        by_year,
    })
}

fn retention(worlds: &BothWorlds, index: usize, segment: &Prepared, states: &[LiftState]) -> Option<RetentionEffect> {
    let response = segment.retention.as_ref()?;
    let classes = &segment.inputs.classes;
    let before = classes.rates.first().copied()?;
    let of_first = |rates: &[f64]| rates.chunks(classes.rates.len()).filter_map(|year| year.first().copied()).collect();
    let by_year = by_causal_share(worlds, |evaluator, causal_share| {
        of_first(&evaluator.effects(index, &worlds.level, causal_share).retention)
    });
    let changes: Vec<f64> = states.iter().filter_map(|state| response.changes(*state).next()).collect();
    Some(RetentionEffect {
        whose: RetentionOf::of(classes),
        before,
        full: (before + changes.last().copied().unwrap_or(0.0)).clamp(0.0, 1.0),
        applied: by_year.chosen.last().copied().unwrap_or(before),
        changes,
        intercept: response.odds_of_leaving(0).map(|[worst, ..]| logit(1.0 / (1.0 + worst))),
        by_year,
    })
}

fn by_causal_share(worlds: &BothWorlds, read: impl Fn(&mut Evaluator, f64) -> Vec<f64>) -> ByCausalShare {
    let mut evaluator = Evaluator::new(&worlds.world);
    let chosen = read(&mut evaluator, worlds.world.causal_share);
    ByCausalShare { none: read(&mut evaluator, 0.0), chosen, all: read(&mut evaluator, 1.0) }
}
