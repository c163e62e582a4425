//! A resolved plan, prepared so that present value can be computed thousands of times: along the attribution
//! path, for every stage, in every root search. The computing itself is in [`super::evaluator`].

use super::points::Lift;
use super::resolve::{ResolvedPlan, ResolvedSegment};
use crate::figure::Figure;
use crate::figure::error::{EngineError, check_share};
use crate::model::discount::{factor, factors, flow_date};
use crate::model::experience::Curves;
use crate::model::response::{RetentionResponse, SpendResponse};
use crate::model::roll_forward::{ExperienceEffects, Ledger, Path, Sensitivity};
use crate::model::timeline::{PhaseIn, Timeline};
use journey_plan::Timing;
use journey_plan::order::sort_short;
use std::sync::Arc;

/// How much of a scenario's change is on: the points of each lift and the saving in cost to serve.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Level {
    pub(crate) points: Vec<f64>,
    pub(crate) cost_to_serve: f64,
}

impl Level {
    /// Nothing.
    pub(crate) fn none() -> Self {
        Self { points: Vec::new(), cost_to_serve: 0.0 }
    }

    /// The whole scenario.
    pub(crate) fn full(lifts: &[Lift], cost_to_serve: f64) -> Self {
        Self { points: lifts.iter().map(|l| l.points).collect(), cost_to_serve }
    }

    /// A share of it.
    pub(crate) fn scaled(&self, share: f64) -> Self {
        Self { points: self.points.iter().map(|p| p * share).collect(), cost_to_serve: self.cost_to_serve * share }
    }
}

/// One segment with its calibrated responses.
#[derive(Clone)]
pub(crate) struct Prepared {
    pub(crate) inputs: ResolvedSegment,
    pub(crate) path: Path,
    pub(crate) spend: Option<SpendResponse>,
    pub(crate) retention: Option<RetentionResponse>,
    pub(crate) rest: Rest,
}

/// A segment without any effect. While nothing moves its customers, what it earns is linear in spend and servicing.
#[derive(Clone, Default)]
pub(crate) struct Rest {
    /// Equity per year.
    pub(crate) equity: Vec<f64>,
    /// d equity / d spend multiplier, per year.
    pub(crate) spend: Vec<f64>,
    /// d equity / d servicing multiplier, per year.
    pub(crate) servicing: Vec<f64>,
}

/// The present value of a segment at rest, and what moves it: linear in the changes of its spend.
#[derive(Clone)]
pub(crate) struct Resting {
    /// Without any effect.
    pub(crate) present_value: f64,
    /// d PV / d change of spend in each state.
    pub(crate) spend: Vec<f64>,
    /// −d PV / d cost to serve.
    pub(crate) servicing: f64,
}

impl Resting {
    fn of(rest: &Rest, timeline: &Timeline, weights: &[f64], saving: &[f64]) -> Self {
        let mut resting = Self { present_value: 0.0, spend: Vec::new(), servicing: 0.0 };
        resting.measure(rest, timeline, weights, saving);
        resting
    }

    fn measure(&mut self, rest: &Rest, timeline: &Timeline, weights: &[f64], saving: &[f64]) {
        let worth = |slopes: &[f64], shares: &[f64]| -> f64 {
            slopes.iter().zip(weights).zip(shares).map(|((slope, weight), share)| slope * weight * share).sum()
        };
        self.present_value = rest.equity.iter().zip(weights).map(|(equity, weight)| equity * weight).sum();
        self.spend.clear();
        self.spend.extend(timeline.shares().map(|shares| worth(&rest.spend, shares)));
        self.servicing = worth(&rest.servicing, saving);
    }
}

/// A plan in one scenario, calibrated: what present value and yearly equity are computed from.
#[derive(Clone)]
pub(crate) struct CalibratedScenario {
    pub(crate) segments: Arc<Vec<Prepared>>,
    /// Stage of each lift, and which of the start years it has.
    pub(crate) lifts: Vec<(usize, usize)>,
    /// φ per year of every distinct start year of the lifts, in order.
    pub(crate) arriving: Vec<Vec<f64>>,
    /// The steps of each segment.
    pub(crate) timelines: Vec<Arc<Timeline>>,
    /// Present value of each segment whose customers nothing can move.
    pub(crate) resting: Vec<Option<Resting>>,
    pub(crate) conversion: Vec<f64>,
    /// Whether some stage converts, so that lifts move the number of new customers.
    pub(crate) converts: bool,
    pub(crate) causal_share: f64,
    /// Discount factors.
    pub(crate) weights: Vec<f64>,
    /// φ per year of the saving in the cost to serve.
    pub(crate) saving: Vec<f64>,
    phase_in: PhaseIn,
    curves: Curves,
}

impl CalibratedScenario {
    /// Prepares `inputs`. Where its customers are those of `like`, that calibration is used again.
    pub(crate) fn new(inputs: &ResolvedPlan, like: Option<&Self>) -> Figure<Self> {
        let ResolvedPlan { common, scenario, .. } = inputs;
        let years = common.years;
        let phase_in = PhaseIn::new(scenario.phase_in.clone())?;
        let curves = Curves::new(scenario.end_points, scenario.spend_curve, scenario.retention_anchor)?;
        let conversion = scenario.conversion.clone();
        let prepare = |segment| Prepared::new(segment, &curves, years);
        let segments = match like.filter(|like| like.curves == curves) {
            Some(like) => Arc::clone(&like.segments),
            None => Arc::new(inputs.segments.iter().map(prepare).collect::<Result<_, _>>()?),
        };
        let world = Self {
            segments,
            lifts: Vec::new(),
            arriving: Vec::new(),
            timelines: Vec::new(),
            resting: Vec::new(),
            converts: conversion.iter().any(|c| *c > 0.0),
            conversion,
            causal_share: check_share("causal share", scenario.causal_share)?,
            weights: factors(common.discount, common.timing, years)?,
            saving: phase_in.shares(scenario.first_start(), years),
            phase_in,
            curves,
        };
        Ok(world.with_lifts(&[]))
    }

    /// This world with other lifts.
    pub(crate) fn with_lifts(&self, lifts: &[Lift]) -> Self {
        let mut starts: Vec<usize> = lifts.iter().map(|l| l.start).collect();
        sort_short(&mut starts, |s| *s);
        starts.dedup();
        let years = self.years();
        let group = |start| starts.iter().position(|s| *s == start).unwrap_or_default();
        let timeline = |edit| Arc::new(Timeline::new(&self.phase_in, &starts, edit, years));
        let usual = timeline(None);
        let of_segment = |s: &Prepared| match s.inputs.edited_mix {
            Some((start, _)) => timeline(Some(start)),
            None => Arc::clone(&usual),
        };
        let timelines: Vec<_> = self.segments.iter().map(of_segment).collect();
        let resting = |(s, timeline): (&Prepared, &Arc<Timeline>)| {
            (s.retention.is_none() && !self.converts)
                .then(|| Resting::of(&s.rest, timeline, &self.weights, &self.saving))
        };
        Self {
            resting: self.segments.iter().zip(&timelines).map(resting).collect(),
            timelines,
            lifts: lifts.iter().map(|l| (l.stage, group(l.start))).collect(),
            arriving: starts.iter().map(|start| self.phase_in.shares(*start, years)).collect(),
            ..self.clone()
        }
    }

    pub(crate) fn years(&self) -> usize {
        self.weights.len()
    }

    pub(crate) fn curves(&self) -> &Curves {
        &self.curves
    }

    /// Takes other numbers of a segment; [`Self::follow`] comes next.
    pub(crate) fn inputs_mut(&mut self, segment: usize) -> &mut ResolvedSegment {
        &mut Arc::make_mut(&mut self.segments)[segment].inputs
    }

    /// Takes other curves; every segment has to [`Self::follow`].
    pub(crate) fn set_curves(&mut self, curves: Curves) {
        self.curves = curves;
    }

    /// Takes another discount rate; every segment has to [`Self::follow`].
    pub(crate) fn set_discount(&mut self, rate: f64, timing: Timing) {
        for (index, weight) in self.weights.iter_mut().enumerate() {
            *weight = factor(rate, flow_date(timing, index + 1));
        }
    }

    /// Brings what is prepared of a segment up to its numbers, the curves and the discount rate.
    pub(crate) fn follow(&mut self, segment: usize, bench: &mut RestBench) -> Result<(), EngineError> {
        let prepared = &mut Arc::make_mut(&mut self.segments)[segment];
        prepared.follow(&self.curves, bench)?;
        if let Some(resting) = &mut self.resting[segment] {
            resting.measure(&prepared.rest, &self.timelines[segment], &self.weights, &self.saving);
        }
        Ok(())
    }

    /// Points a whole `level` lifts a segment by.
    pub(crate) fn total_lift(&self, segment: usize, level: &Level) -> f64 {
        let mut by_start = Vec::new();
        self.segment_lifts(segment, level, &mut by_start);
        by_start.iter().sum()
    }

    /// Lift of a segment by start year: Σ stage weight · points.
    pub(crate) fn segment_lifts(&self, segment: usize, level: &Level, by_start: &mut Vec<f64>) {
        let weights = &self.segments[segment].inputs.weights;
        by_start.clear();
        by_start.resize(self.arriving.len(), 0.0);
        for ((stage, start), points) in self.lifts.iter().zip(&level.points) {
            by_start[*start] += weights[*stage].unwrap_or(0.0) * points;
        }
    }
}

impl Prepared {
    fn new(segment: &ResolvedSegment, curves: &Curves, years: usize) -> Result<Self, EngineError> {
        let today = segment.mix;
        let edited = segment.edited_mix.map(|(_, mix)| mix);
        let rates = &segment.classes.rates;
        let retention =
            segment.on_retention.then(|| RetentionResponse::new(curves, today, edited, rates)).transpose()?;
        let path = Path::new(segment.drivers, segment.classes.clone(), years);
        Ok(Self {
            inputs: segment.clone(),
            spend: segment.on_spend.then(|| SpendResponse::new(*curves, today, edited)),
            retention,
            rest: Rest::of(&path, years),
            path,
        })
    }

    /// The segment without anything that answers to experience.
    pub(crate) fn inert(segment: &ResolvedSegment, years: usize) -> Self {
        let path = Path::new(segment.drivers, segment.classes.clone(), years);
        Self { inputs: segment.clone(), spend: None, retention: None, rest: Rest::of(&path, years), path }
    }

    /// Whether experience moves its spend alone.
    fn at_rest(&self) -> bool {
        self.spend.is_some() && self.retention.is_none()
    }

    /// Follows its drivers and classes, which is all that an inert segment has.
    pub(crate) fn follow_path(&mut self, bench: &mut RestBench) {
        let ResolvedSegment { drivers, classes, .. } = &self.inputs;
        if !self.path.runs_on(drivers, classes) {
            self.path.change(drivers, classes);
            self.rest.measure(&self.path, self.at_rest(), bench);
        }
    }

    /// Follows its inputs and the curves after one of them changed.
    fn follow(&mut self, curves: &Curves, bench: &mut RestBench) -> Result<(), EngineError> {
        self.follow_path(bench);
        let ResolvedSegment { classes, mix, .. } = &self.inputs;
        if let Some(spend) = &mut self.spend {
            spend.calibrate(curves, mix);
        }
        if let Some(retention) = &mut self.retention {
            retention.calibrate(curves, mix, &classes.rates)?;
        }
        Ok(())
    }
}

/// Scratch for measuring segments at rest.
#[derive(Default)]
pub(crate) struct RestBench {
    none: ExperienceEffects,
    ones: Vec<f64>,
    ledger: Ledger,
    slopes: Sensitivity,
}

impl Rest {
    fn of(path: &Path, years: usize) -> Self {
        let mut rest = Self { equity: vec![0.0; years], ..Self::default() };
        rest.measure(path, true, &mut RestBench::default());
        rest
    }

    /// Measures a path; the slopes only where they are wanted.
    fn measure(&mut self, path: &Path, slopes_too: bool, bench: &mut RestBench) {
        let RestBench { none, ones, ledger, slopes } = bench;
        let years = self.equity.len();
        none.reset(path.classes(), years);
        ones.resize(years, 1.0);
        self.equity.fill(0.0);
        path.add_equity(none, &mut self.equity, ledger);
        if slopes_too {
            path.sensitivity(none, ones, ledger, slopes);
            self.spend.clone_from(&slopes.spend);
            self.servicing.clone_from(&slopes.servicing);
        }
    }
}
