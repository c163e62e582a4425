//! A plan and a scenario, prepared so that present value can be computed thousands of times: along the attribution
//! path, for every stage, in every root search. The computing itself is in [`super::evaluator`].

use super::inputs::{Inputs, SegmentInputs};
use super::points::Lift;
use super::types::Figure;
use crate::engine::discount::factors;
use crate::engine::error::{EngineError, check_share};
use crate::engine::experience::{Curves, EndPoints};
use crate::engine::response::{RetentionResponse, SpendResponse};
use crate::engine::roll_forward::{Effects, Ledger, Path, Sensitivity, TenureClasses};
use crate::engine::timeline::{PhaseIn, Timeline};
use crate::plan::order::sort_short;
use crate::plan::{Number, Plan, PublishedEndPoints, Scenario};
use std::rc::Rc;

/// How much of a scenario's change is on: the points of each lift and the saving in cost to serve.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Level {
    pub(super) points: Vec<f64>,
    pub(super) cost_to_serve: f64,
}

impl Level {
    /// Nothing.
    pub(super) fn none() -> Self {
        Self { points: Vec::new(), cost_to_serve: 0.0 }
    }

    /// The whole scenario.
    pub(super) fn full(lifts: &[Lift], scenario: Option<&Scenario>) -> Self {
        Self {
            points: lifts.iter().map(|l| l.points).collect(),
            cost_to_serve: scenario.and_then(|s| s.cost_to_serve).map_or(0.0, Number::get),
        }
    }

    /// A share of it.
    pub(super) fn scaled(&self, share: f64) -> Self {
        Self { points: self.points.iter().map(|p| p * share).collect(), cost_to_serve: self.cost_to_serve * share }
    }
}

/// One segment with its calibrated responses.
pub(super) struct Prepared {
    pub(super) inputs: SegmentInputs,
    pub(super) path: Path,
    pub(super) spend: Option<SpendResponse>,
    pub(super) retention: Option<RetentionResponse>,
    pub(super) rest: Rest,
}

/// A segment without any effect. While nothing moves its customers, what it earns is linear in spend and servicing.
pub(super) struct Rest {
    /// Equity per year.
    pub(super) equity: Vec<f64>,
    /// d equity / d spend multiplier, per year.
    pub(super) spend: Vec<f64>,
    /// d equity / d servicing multiplier, per year.
    pub(super) servicing: Vec<f64>,
}

/// The present value of a segment at rest, and what moves it: linear in the changes of its spend.
#[derive(Clone)]
pub(super) struct Resting {
    /// Without any effect.
    pub(super) present_value: f64,
    /// d PV / d change of spend in each state.
    pub(super) spend: Vec<f64>,
    /// −d PV / d cost to serve.
    pub(super) servicing: f64,
}

impl Resting {
    fn of(segment: &Prepared, timeline: &Timeline, weights: &[f64], saving: &[f64]) -> Self {
        let rest = &segment.rest;
        let worth = |slopes: &[f64], shares: &[f64]| -> f64 {
            slopes.iter().zip(weights).zip(shares).map(|((slope, weight), share)| slope * weight * share).sum()
        };
        Self {
            present_value: rest.equity.iter().zip(weights).map(|(equity, weight)| equity * weight).sum(),
            spend: timeline.shares().map(|shares| worth(&rest.spend, shares)).collect(),
            servicing: worth(&rest.servicing, saving),
        }
    }
}

/// See the module.
#[derive(Clone)]
pub(super) struct World {
    pub(super) segments: Rc<Vec<Prepared>>,
    /// Stage of each lift, and which of the start years it has.
    pub(super) lifts: Vec<(usize, usize)>,
    /// φ per year of every distinct start year of the lifts, in order.
    pub(super) arriving: Vec<Vec<f64>>,
    /// The steps of each segment.
    pub(super) timelines: Vec<Rc<Timeline>>,
    /// Present value of each segment whose customers nothing can move.
    pub(super) resting: Vec<Option<Resting>>,
    pub(super) conversion: Vec<f64>,
    /// Whether some stage converts, so that lifts move the number of new customers.
    pub(super) converts: bool,
    pub(super) causal_share: f64,
    /// Discount factors.
    pub(super) weights: Vec<f64>,
    /// φ per year of the saving in the cost to serve.
    pub(super) saving: Vec<f64>,
    phase_in: PhaseIn,
    curves: Curves,
}

impl World {
    /// Prepares `inputs` for `scenario` (`None`: the baseline's parameters). Where its customers are those of `like`,
    /// that world's calibration is used again.
    pub(super) fn new(plan: &Plan, scenario: Option<&Scenario>, inputs: &Inputs, like: Option<&Self>) -> Figure<Self> {
        let settings = &plan.settings;
        let overrides = scenario.map(|s| &s.overrides);
        let years = settings.horizon as usize;
        let causal_share = overrides.and_then(|o| o.causal_share).unwrap_or(settings.causal_share).get();
        let phase_in = overrides.and_then(|o| o.phase_in.as_ref()).unwrap_or(&settings.phase_in);
        let phase_in = PhaseIn::new(phase_in.iter().map(|n| n.get()).collect())?;
        let end_points = overrides.and_then(|o| o.end_points).unwrap_or(settings.end_points);
        let curves = Curves::new(plain(end_points), settings.spend_curve, settings.retention_anchor)?;
        let by_scenario = |id| overrides.and_then(|o| o.conversion.iter().find(|(stage, _)| *stage == id));
        let conversion: Vec<f64> = plan
            .stages
            .iter()
            .map(|s| by_scenario(s.id).map(|(_, c)| *c).or(s.conversion).map_or(0.0, Number::get))
            .collect();
        let prepare = |segment| Prepared::new(segment, &curves, years);
        let segments = match like.filter(|like| like.curves == curves) {
            Some(like) => Rc::clone(&like.segments),
            None => Rc::new(inputs.segments.iter().map(prepare).collect::<Result<_, _>>()?),
        };
        let world = Self {
            segments,
            lifts: Vec::new(),
            arriving: Vec::new(),
            timelines: Vec::new(),
            resting: Vec::new(),
            converts: conversion.iter().any(|c| *c > 0.0),
            conversion,
            causal_share: check_share("causal share", causal_share)?,
            weights: factors(settings.discount.get(), settings.timing, years)?,
            saving: phase_in.shares(first_start(plan, scenario), years),
            phase_in,
            curves,
        };
        Ok(world.with_lifts(&[]))
    }

    /// The same world with other lifts.
    pub(super) fn with_lifts(&self, lifts: &[Lift]) -> Self {
        let mut starts: Vec<usize> = lifts.iter().map(|l| l.start).collect();
        sort_short(&mut starts, |s| *s);
        starts.dedup();
        let years = self.years();
        let group = |start| starts.iter().position(|s| *s == start).unwrap_or_default();
        let timeline = |edit| Rc::new(Timeline::new(&self.phase_in, &starts, edit, years));
        let usual = timeline(None);
        let of_segment = |s: &Prepared| match s.inputs.edited_mix {
            Some((start, _)) => timeline(Some(start)),
            None => Rc::clone(&usual),
        };
        let timelines: Vec<_> = self.segments.iter().map(of_segment).collect();
        let resting = |(s, timeline): (&Prepared, &Rc<Timeline>)| {
            (s.retention.is_none() && !self.converts).then(|| Resting::of(s, timeline, &self.weights, &self.saving))
        };
        Self {
            resting: self.segments.iter().zip(&timelines).map(resting).collect(),
            timelines,
            lifts: lifts.iter().map(|l| (l.stage, group(l.start))).collect(),
            arriving: starts.iter().map(|start| self.phase_in.shares(*start, years)).collect(),
            ..self.clone()
        }
    }

    pub(super) fn years(&self) -> usize {
        self.weights.len()
    }

    pub(super) fn curves(&self) -> &Curves {
        &self.curves
    }

    /// Points a whole `level` lifts a segment by.
    pub(super) fn total_lift(&self, segment: usize, level: &Level) -> f64 {
        let mut by_start = Vec::new();
        self.segment_lifts(segment, level, &mut by_start);
        by_start.iter().sum()
    }

    /// Lift of a segment by start year: Σ stage weight · points.
    pub(super) fn segment_lifts(&self, segment: usize, level: &Level, by_start: &mut Vec<f64>) {
        let weights = &self.segments[segment].inputs.weights;
        by_start.clear();
        by_start.resize(self.arriving.len(), 0.0);
        for ((stage, start), points) in self.lifts.iter().zip(&level.points) {
            by_start[*start] += weights[*stage] * points;
        }
    }
}

impl Prepared {
    fn new(segment: &SegmentInputs, curves: &Curves, years: usize) -> Result<Self, EngineError> {
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
            rest: Rest::of(&path, &segment.classes, years),
            path,
        })
    }
}

impl Rest {
    fn of(path: &Path, classes: &TenureClasses, years: usize) -> Self {
        let none = Effects::none(classes, years);
        let (mut ledger, mut slopes) = (Ledger::default(), Sensitivity::default());
        let mut equity = vec![0.0; years];
        path.add_equity(&none, &mut equity, &mut ledger);
        path.sensitivity(&none, &vec![1.0; years], &mut ledger, &mut slopes);
        Self { equity, spend: slopes.spend, servicing: slopes.servicing }
    }
}

/// The first start year of the enabled initiatives; 1 where points are set by hand or nothing is enabled.
fn first_start(plan: &Plan, scenario: Option<&Scenario>) -> usize {
    let Some(scenario) = scenario.filter(|s| s.points_by_hand.is_empty()) else { return 1 };
    let enabled = plan.initiatives.iter().filter(|i| scenario.initiatives.contains(&i.id));
    enabled.map(|i| i.start_year as usize).min().unwrap_or(1)
}

fn plain(points: PublishedEndPoints) -> EndPoints {
    EndPoints {
        spend_ratio: points.spend_ratio.get(),
        retention_poorest: points.retention_poorest.get(),
        retention_best: points.retention_best.get(),
    }
}
