//! Present value, yearly equity and their derivatives for any level of a world's lifts, without allocating anew.

use super::world::{CalibratedScenario, Level, Prepared, Resting};
use crate::model::response::SpendResponse;
use crate::model::roll_forward::{ExperienceEffects, Ledger, Sensitivity, YearFlow};
use crate::model::timeline::{LiftState, Timeline};

/// d PV / d points of each lift, and d PV / d cost to serve.
pub(crate) struct Gradient {
    pub(crate) points: Vec<f64>,
    pub(crate) cost_to_serve: f64,
}

/// Evaluates a world.
pub(crate) struct Evaluator<'w> {
    world: &'w CalibratedScenario,
    scratch: Scratch,
}

/// What an evaluator keeps between evaluations: scratch, nothing else. Results depend on the arguments alone.
#[derive(Default)]
pub(crate) struct Scratch {
    effects: ExperienceEffects,
    /// By start year: points, or what one more of them is worth.
    lifts: Vec<f64>,
    states: Vec<LiftState>,
    /// What a point more in each state is worth.
    by_state: Vec<f64>,
    /// Per tenure class: the full change in one state, or what that change is worth.
    changes: Vec<f64>,
    ledger: Ledger,
    slopes: Sensitivity,
}

impl<'w> Evaluator<'w> {
    pub(crate) fn new(world: &'w CalibratedScenario) -> Self {
        Self::within(world, Scratch::default())
    }

    /// In scratch that an evaluator left.
    pub(crate) fn within(world: &'w CalibratedScenario, mut scratch: Scratch) -> Self {
        let years = world.years();
        let ExperienceEffects { spend, servicing, acquisition, .. } = &mut scratch.effects;
        for list in [spend, servicing, acquisition] {
            list.resize(years, 1.0);
        }
        Self { world, scratch }
    }

    /// Leaves its scratch to the next one.
    pub(crate) fn leave(self) -> Scratch {
        self.scratch
    }

    /// The yearly flows of every segment.
    pub(crate) fn flows(&mut self, level: &Level, causal_share: f64) -> Vec<Vec<YearFlow>> {
        let world = self.world;
        self.shared(level, causal_share);
        let of_segment = |(index, segment): (usize, &Prepared)| {
            self.states(index, level);
            self.spend(index, causal_share);
            self.retention(index, causal_share);
            segment.path.flows(&self.scratch.effects)
        };
        world.segments.iter().enumerate().map(of_segment).collect()
    }

    /// Everything a level does to one segment, year by year.
    pub(crate) fn effects(&mut self, index: usize, level: &Level, causal_share: f64) -> &ExperienceEffects {
        self.shared(level, causal_share);
        self.states(index, level);
        self.spend(index, causal_share);
        self.retention(index, causal_share);
        &self.scratch.effects
    }

    /// Equity per year, all segments.
    pub(crate) fn equity(&mut self, level: &Level, causal_share: f64) -> Vec<f64> {
        let mut sums = vec![0.0; self.world.years()];
        self.add_equity(level, causal_share, &mut sums);
        sums
    }

    /// Adds the equity of every year to `sums`.
    pub(crate) fn add_equity(&mut self, level: &Level, causal_share: f64, sums: &mut [f64]) {
        self.shared(level, causal_share);
        for (index, segment) in self.world.segments.iter().enumerate() {
            self.states(index, level);
            self.spend(index, causal_share);
            if self.world.resting[index].is_some() {
                for (year, sum) in sums.iter_mut().enumerate() {
                    *sum += self.linear(segment, year);
                }
            } else {
                self.retention(index, causal_share);
                segment.path.add_equity(&self.scratch.effects, sums, &mut self.scratch.ledger);
            }
        }
    }

    /// Present value of all segments.
    pub(crate) fn present_value(&mut self, level: &Level, causal_share: f64) -> f64 {
        let world = self.world;
        let mut sum = 0.0;
        self.shared(level, causal_share);
        for (index, segment) in world.segments.iter().enumerate() {
            self.states(index, level);
            sum += if let Some(resting) = &world.resting[index] {
                let spend = segment.spend.as_ref().map_or(0.0, |response| self.spend_at_rest(response, resting));
                resting.present_value + causal_share * (spend - level.cost_to_serve * resting.servicing)
            } else {
                self.spend(index, causal_share);
                self.retention(index, causal_share);
                segment.path.present_value(&self.scratch.effects, &world.weights, &mut self.scratch.ledger)
            };
        }
        sum
    }

    /// What the changes of spend in the current states are worth to a segment whose customers nothing can move.
    fn spend_at_rest(&self, response: &SpendResponse, resting: &Resting) -> f64 {
        self.scratch.states.iter().zip(&resting.spend).map(|(state, worth)| response.change(*state) * worth).sum()
    }

    /// The derivative of present value to every lift's points and to the cost to serve, at `level`.
    pub(crate) fn gradient(&mut self, level: &Level) -> Gradient {
        let world = self.world;
        let causal_share = world.causal_share;
        let mut out = Gradient { points: vec![0.0; world.lifts.len()], cost_to_serve: 0.0 };
        self.shared(level, causal_share);
        for (index, segment) in world.segments.iter().enumerate() {
            self.states(index, level);
            if let Some(resting) = &world.resting[index] {
                self.by_state_at_rest(segment, resting);
                out.cost_to_serve -= causal_share * resting.servicing;
            } else {
                self.spend(index, causal_share);
                self.retention(index, causal_share);
                segment.path.sensitivity(
                    &self.scratch.effects,
                    &world.weights,
                    &mut self.scratch.ledger,
                    &mut self.scratch.slopes,
                );
                self.by_state(segment, &world.timelines[index]);
                out.cost_to_serve -= causal_share * dot(&self.scratch.slopes.servicing, &world.saving);
            }
            self.by_start(&world.timelines[index]);
            for (value, (stage, start)) in out.points.iter_mut().zip(&world.lifts) {
                *value += causal_share * segment.inputs.weights[*stage].unwrap_or(0.0) * self.scratch.lifts[*start];
                if world.converts {
                    let converted = dot(&self.scratch.slopes.acquisition, &world.arriving[*start]);
                    *value += causal_share * world.conversion[*stage] * converted;
                }
            }
        }
        out
    }

    /// d PV / d Δ of every state of a segment whose customers nothing can move, at a causal share of 1.
    fn by_state_at_rest(&mut self, segment: &Prepared, resting: &Resting) {
        let Scratch { states, by_state, .. } = &mut self.scratch;
        let slope = |state: &LiftState| segment.spend.as_ref().map_or(0.0, |response| response.slope(*state));
        by_state.clear();
        by_state.extend(states.iter().zip(&resting.spend).map(|(state, worth)| slope(state) * worth));
    }

    /// d PV / d Δ of every state of any segment, at a causal share of 1, from the slopes of its path.
    fn by_state(&mut self, segment: &Prepared, timeline: &Timeline) {
        let classes = segment.inputs.classes.rates.len();
        self.scratch.by_state.clear();
        for (state, shares) in self.scratch.states.iter().zip(timeline.shares()) {
            let mut moved = 0.0;
            if let Some(response) = &segment.spend {
                moved += response.slope(*state) * dot(&self.scratch.slopes.spend, shares);
            }
            if let Some(response) = &segment.retention {
                self.scratch.changes.clear();
                self.scratch.changes.resize(classes, 0.0);
                for (share, row) in shares.iter().zip(self.scratch.slopes.retention.chunks(classes)) {
                    add(&mut self.scratch.changes, *share, row);
                }
                moved +=
                    response.slopes(*state).zip(&self.scratch.changes).map(|(slope, worth)| slope * worth).sum::<f64>();
            }
            self.scratch.by_state.push(moved);
        }
    }

    /// Turns `lifts` into d PV / d Δ of each start year: a point more moves the state after its own step and all later
    /// ones.
    fn by_start(&mut self, timeline: &Timeline) {
        let mut moved = 0.0;
        for (step, by_state) in timeline.steps().iter().zip(&self.scratch.by_state).rev() {
            moved += by_state;
            if let Some(lift) = step {
                self.scratch.lifts[*lift] = moved;
            }
        }
    }

    /// What a segment at rest earns in a year under the current effects.
    fn linear(&self, segment: &Prepared, year: usize) -> f64 {
        let rest = &segment.rest;
        rest.equity[year]
            + (self.scratch.effects.spend[year] - 1.0) * rest.spend[year]
            + (self.scratch.effects.servicing[year] - 1.0) * rest.servicing[year]
    }

    /// The effects that all segments share: on servicing cost and on new customers.
    fn shared(&mut self, level: &Level, causal_share: f64) {
        let world = self.world;
        for (servicing, share) in self.scratch.effects.servicing.iter_mut().zip(&world.saving) {
            *servicing = 1.0 - causal_share * share * level.cost_to_serve;
        }
        self.scratch.effects.acquisition.fill(1.0);
        if world.converts {
            for ((stage, start), points) in world.lifts.iter().zip(&level.points) {
                let full = causal_share * world.conversion[*stage] * points;
                add(&mut self.scratch.effects.acquisition, full, &world.arriving[*start]);
            }
        }
    }

    /// Where a segment stands after each step at `level`.
    fn states(&mut self, index: usize, level: &Level) {
        self.world.segment_lifts(index, level, &mut self.scratch.lifts);
        self.world.timelines[index].states(&self.scratch.lifts, &mut self.scratch.states);
    }

    /// The effect on a segment's spend in the current states.
    fn spend(&mut self, index: usize, causal_share: f64) {
        self.scratch.effects.spend.fill(1.0);
        if let Some(response) = &self.world.segments[index].spend {
            for (state, shares) in self.scratch.states.iter().zip(self.world.timelines[index].shares()) {
                add(&mut self.scratch.effects.spend, causal_share * response.change(*state), shares);
            }
        }
    }

    /// The effect on a segment's retention in the current states. Only where something can move its customers: it is by
    /// far the dearest effect.
    fn retention(&mut self, index: usize, causal_share: f64) {
        let segment = &self.world.segments[index];
        let classes = &segment.inputs.classes;
        let rates = &classes.rates;
        self.scratch.effects.reset_retention(classes, self.world.years());
        let Some(response) = &segment.retention else { return };
        let retention = &mut self.scratch.effects.retention;
        for (state, shares) in self.scratch.states.iter().zip(self.world.timelines[index].shares()) {
            self.scratch.changes.clear();
            self.scratch.changes.extend(response.changes(*state));
            for (year, (share, row)) in shares.iter().zip(retention.chunks_mut(rates.len())).enumerate() {
                let reached = classes.reached(year);
                add(&mut row[..reached], causal_share * share, &self.scratch.changes[..reached]);
            }
        }
        for rate in retention {
            *rate = rate.clamp(0.0, 1.0);
        }
    }
}

/// Adds `factor`·`values` to `sums`.
fn add(sums: &mut [f64], factor: f64, values: &[f64]) {
    for (sum, value) in sums.iter_mut().zip(values) {
        *sum += factor * value;
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
