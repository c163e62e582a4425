//! A plan and a scenario, prepared so that present value can be computed thousands of times: along the attribution
//! path, for every stage, in every root search.

use super::inputs::{Inputs, SegmentInputs};
use super::points::Lift;
use super::types::Figure;
use crate::engine::discount::factors;
use crate::engine::error::EngineError;
use crate::engine::experience::{Curves, EndPoints};
use crate::engine::response::{Arrivals, Realisation, Responses, RetentionResponse, SpendResponse, Step, steps};
use crate::engine::roll_forward::{Effects, Path, YearFlow};
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

/// d PV / d points of each lift, and d PV / d cost to serve.
pub(super) struct Gradient {
    pub(super) points: Vec<f64>,
    pub(super) cost_to_serve: f64,
}

/// One segment with its calibrated responses.
struct Prepared {
    inputs: SegmentInputs,
    path: Path,
    spend: Option<Responses<SpendResponse>>,
    retention: Option<Vec<Responses<RetentionResponse>>>,
}

/// See the module.
#[derive(Clone)]
pub(super) struct World {
    segments: Rc<Vec<Prepared>>,
    /// Stage and start year of each lift.
    lifts: Vec<(usize, usize)>,
    /// Distinct start years of the lifts, in order.
    starts: Vec<usize>,
    conversion: Vec<f64>,
    realisation: Realisation,
    curves: Curves,
    weights: Vec<f64>,
    cost_to_serve_start: usize,
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
        let phase_in: Vec<f64> = phase_in.iter().map(|n| n.get()).collect();
        let end_points = overrides.and_then(|o| o.end_points).unwrap_or(settings.end_points);
        let curves = Curves::new(plain(end_points), settings.spend_curve, settings.retention_anchor)?;
        let by_scenario = |id| overrides.and_then(|o| o.conversion.iter().find(|(stage, _)| *stage == id));
        let conversion = plan
            .stages
            .iter()
            .map(|s| by_scenario(s.id).map(|(_, c)| *c).or(s.conversion).map_or(0.0, Number::get))
            .collect();
        let prepare = |segment| Prepared::new(segment, &curves, years);
        let segments = match like.filter(|like| like.curves == curves) {
            Some(like) => Rc::clone(&like.segments),
            None => Rc::new(inputs.segments.iter().map(prepare).collect::<Result<_, _>>()?),
        };
        Ok(Self {
            segments,
            lifts: Vec::new(),
            starts: Vec::new(),
            conversion,
            realisation: Realisation::new(causal_share, &phase_in)?,
            curves,
            weights: factors(settings.discount.get(), settings.timing, years)?,
            cost_to_serve_start: first_start(plan, scenario),
        })
    }

    /// The same world with other lifts.
    pub(super) fn with_lifts(&self, lifts: &[Lift]) -> Self {
        let mut starts: Vec<usize> = lifts.iter().map(|l| l.start).collect();
        sort_short(&mut starts, |s| *s);
        starts.dedup();
        Self { lifts: lifts.iter().map(|l| (l.stage, l.start)).collect(), starts, ..self.clone() }
    }

    pub(super) fn years(&self) -> usize {
        self.weights.len()
    }

    pub(super) fn realisation(&self) -> &Realisation {
        &self.realisation
    }

    pub(super) fn realisation_at(&self, causal_share: f64) -> Result<Realisation, EngineError> {
        Realisation::new(causal_share, &self.realisation.phase_in)
    }

    pub(super) fn curves(&self) -> &Curves {
        &self.curves
    }

    /// Points a whole `level` lifts a segment by.
    pub(super) fn total_lift(&self, segment: usize, level: &Level) -> f64 {
        self.segment_lifts(&self.segments[segment].inputs, level).iter().map(|(_, points)| points).sum()
    }

    /// The yearly flows of every segment.
    pub(super) fn flows(&self, level: &Level, realisation: &Realisation) -> Vec<Vec<YearFlow>> {
        let mut flows = Vec::with_capacity(self.segments.len());
        self.each(level, realisation, |segment, effects| flows.push(segment.path.flows(effects)));
        flows
    }

    /// Equity per year, all segments.
    pub(super) fn equity(&self, level: &Level, realisation: &Realisation) -> Vec<f64> {
        let mut sums = vec![0.0; self.years()];
        self.each(level, realisation, |segment, effects| segment.path.add_equity(effects, &mut sums));
        sums
    }

    /// Present value of all segments.
    pub(super) fn present_value(&self, level: &Level, realisation: &Realisation) -> f64 {
        let mut sum = 0.0;
        self.each(level, realisation, |segment, effects| sum += segment.path.present_value(effects, &self.weights));
        sum
    }

    fn each(&self, level: &Level, realisation: &Realisation, mut visit: impl FnMut(&Prepared, &Effects)) {
        let shared = self.shared(level, realisation);
        for segment in self.segments.iter() {
            let steps = self.steps(&segment.inputs, level);
            let arrivals = Arrivals::new(realisation, &steps, self.years());
            visit(segment, &self.effects(segment, &steps, &shared, &arrivals));
        }
    }

    /// The derivative of present value to every lift's points and to the cost to serve, at `level`.
    pub(super) fn gradient(&self, level: &Level) -> Gradient {
        let shared = self.shared(level, &self.realisation);
        let mut points = vec![0.0; self.lifts.len()];
        let mut cost_to_serve = 0.0;
        for segment in self.segments.iter() {
            let steps = self.steps(&segment.inputs, level);
            let arrivals = Arrivals::new(&self.realisation, &steps, self.years());
            let effects = self.effects(segment, &steps, &shared, &arrivals);
            let s = segment.path.sensitivity(&effects, &self.weights);
            let by_start = self.by_start(segment, &steps, &arrivals, &s.spend, &s.retention);
            for (value, (stage, start)) in points.iter_mut().zip(&self.lifts) {
                let group = self.starts.iter().position(|g| g == start).map_or(0.0, |g| by_start[g]);
                *value += segment.inputs.weights[*stage] * group;
                let arriving = |year: usize| self.realisation.share(year + 1, *start);
                *value += self.conversion[*stage]
                    * s.acquisition.iter().enumerate().map(|(year, d)| d * arriving(year)).sum::<f64>();
            }
            for (year, d) in s.servicing.iter().enumerate() {
                cost_to_serve -= d * self.realisation.share(year + 1, self.cost_to_serve_start);
            }
        }
        Gradient { points, cost_to_serve }
    }

    /// d PV / d Δ of each start year, for one segment. A point more in one step moves that step's end and both ends of
    /// every later step.
    fn by_start(
        &self,
        segment: &Prepared,
        steps: &[Step],
        arrivals: &Arrivals,
        spend: &[f64],
        retention: &[f64],
    ) -> Vec<f64> {
        let mut by_step = vec![0.0; steps.len()];
        let mut add = |slopes: &[f64], worth: &[f64]| {
            let mut later = 0.0;
            for step in (0..slopes.len()).rev() {
                by_step[step] += slopes[step] * worth[step] + later;
                later += (slopes[step] - step.checked_sub(1).map_or(0.0, |before| slopes[before])) * worth[step];
            }
        };
        if let Some(response) = &segment.spend {
            add(&response.slopes(steps), &arrivals.worth(&spend.iter().copied()));
        }
        let classes = segment.inputs.classes.rates.len();
        for (class, response) in segment.retention.iter().flatten().enumerate() {
            let of_class = retention.iter().skip(class).step_by(classes).copied();
            add(&response.slopes(steps), &arrivals.worth(&of_class));
        }
        let moved = |start: usize| steps.iter().position(|s| s.start == start && s.before.edited == s.after.edited);
        self.starts.iter().map(|start| moved(*start).map_or(0.0, |step| by_step[step])).collect()
    }

    /// Lift of a segment by start year: Σ stage weight · points.
    fn segment_lifts(&self, segment: &SegmentInputs, level: &Level) -> Vec<(usize, f64)> {
        let of_group = |start: &usize| {
            let items = self.lifts.iter().zip(&level.points).filter(|((_, s), _)| s == start);
            (*start, items.map(|((stage, _), points)| segment.weights[*stage] * points).sum())
        };
        self.starts.iter().map(of_group).collect()
    }

    fn steps(&self, segment: &SegmentInputs, level: &Level) -> Vec<Step> {
        steps(&self.segment_lifts(segment, level), segment.edited_mix.map(|(start, _)| start))
    }

    /// The multipliers that are the same in every segment: servicing cost and new customers, per year.
    fn shared(&self, level: &Level, realisation: &Realisation) -> (Vec<f64>, Vec<f64>) {
        let servicing = |year| 1.0 - realisation.share(year, self.cost_to_serve_start) * level.cost_to_serve;
        let converted = |year| {
            let items = self.lifts.iter().zip(&level.points);
            1.0 + items
                .map(|((stage, start), points)| self.conversion[*stage] * realisation.share(year, *start) * points)
                .sum::<f64>()
        };
        ((1..=self.years()).map(servicing).collect(), (1..=self.years()).map(converted).collect())
    }

    fn effects(
        &self,
        segment: &Prepared,
        steps: &[Step],
        (servicing, acquisition): &(Vec<f64>, Vec<f64>),
        arrivals: &Arrivals,
    ) -> Effects {
        let mut spend = vec![1.0; self.years()];
        if let Some(response) = &segment.spend {
            arrivals.add_effect(&response.changes(steps), spend.iter_mut());
        }
        let rates = &segment.inputs.classes.rates;
        let mut retention = rates.repeat(self.years());
        if let Some(responses) = &segment.retention {
            for (class, response) in responses.iter().enumerate() {
                let of_class = retention.iter_mut().skip(class).step_by(rates.len());
                arrivals.add_effect(&response.changes(steps), of_class);
            }
            for rate in &mut retention {
                *rate = rate.clamp(0.0, 1.0);
            }
        }
        Effects { spend, servicing: servicing.clone(), acquisition: acquisition.clone(), retention }
    }
}

impl Prepared {
    fn new(segment: &SegmentInputs, curves: &Curves, years: usize) -> Result<Self, EngineError> {
        let today = &segment.mix;
        let edited = segment.edited_mix.map(|(_, mix)| mix);
        let spend = segment.on_spend.then(|| Responses {
            today: SpendResponse::new(*curves, today, *today),
            edited: edited.map(|mix| SpendResponse::new(*curves, today, mix)),
        });
        let of_class = |rate: &f64| {
            Ok(Responses {
                today: RetentionResponse::new(curves, today, *today, *rate)?,
                edited: edited.map(|mix| RetentionResponse::new(curves, today, mix, *rate)).transpose()?,
            })
        };
        let retention = if segment.on_retention {
            Some(segment.classes.rates.iter().map(of_class).collect::<Result<_, EngineError>>()?)
        } else {
            None
        };
        let path = Path::new(segment.drivers, segment.classes.clone(), years);
        Ok(Self { inputs: segment.clone(), path, spend, retention })
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
