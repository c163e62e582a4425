//! A plan and a scenario that are computed again and again with other numbers, as a simulation does: what no number
//! moves is prepared once, what some number moves follows it. What comes out depends on the numbers alone, never on those
//! before them.

mod cash;
mod member;

pub(crate) use cash::Cash;

use crate::figure::{Figure, NotAvailable, finite};
use crate::model::experience::{Curves, EndPoints};
use crate::projection::evaluator::{Evaluator, Scratch};
use crate::projection::points::{Lift, Request, StageScores, capped, requests};
use crate::projection::resolve::{Common, ResolvedPair};
use crate::projection::world::{CalibratedScenario, Level, RestBench};
use cash::Spending;
use journey_plan::{
    InitiativeAmount, InitiativeId, Number, NumberId, Overrides, Place, Plan, RetentionAnchor, Scenario, Setting,
    SpendCurve, Timing,
};
use member::Member;

/// A gain is rounding up to this share of the size of what was added up.
const ROUNDING: f64 = 1e-12;

/// A sum, and how large its parts are.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    value: f64,
    size: f64,
}

impl Sum {
    fn add(&mut self, part: f64) {
        self.value += part;
        self.size += part.abs();
    }
}

/// A number that can be set, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum VariedNumber {
    Discount,
    CausalShare,
    SpendRatio,
    RetentionPoorest,
    RetentionBest,
    /// A number of the segment at a position.
    Place(usize, Place),
    /// Points that an initiative asks for: position of the request, and of the initiative in it.
    Points(usize, usize),
    /// One-off cost of the initiative at a position in the costs.
    OneOffCost(usize),
    RunningCost(usize),
    /// The score of the stage at a position.
    Score(usize),
}

/// A scenario that is computed again and again with other numbers.
pub(crate) struct Variant {
    common: Common,
    overrides: Overrides,
    timing: Timing,
    spend_curve: SpendCurve,
    retention_anchor: RetentionAnchor,
    discount: f64,
    causal_share: f64,
    end_points: EndPoints,
    /// Segments in the order of their ids, as in the world.
    members: Vec<Member>,
    scores: StageScores,
    requests: Vec<Request>,
    spending: Vec<Spending>,
    world: CalibratedScenario,
    level: Level,
    /// Whether the end points of the curves may change.
    moves_curves: bool,
    moves_discount: bool,
    scratch: Scratch,
    bench: RestBench,
    /// Gain of the scenario over the baseline, per year.
    benefits: Vec<f64>,
    /// Equity of the baseline per year.
    without: Vec<Sum>,
    cash: Cash,
}

impl Variant {
    /// Prepares `scenario`.
    ///
    /// # Errors
    /// Why there is no business case.
    pub(crate) fn new(plan: &Plan, scenario: &Scenario) -> Figure<Self> {
        let ResolvedPair { baseline, with: inputs } = ResolvedPair::resolve(plan, Some(scenario))?;
        if baseline.common.in_revenue_terms {
            return Err(NotAvailable::because("enter the gross margin of every segment"));
        }
        let requests = requests(&inputs);
        let lift = |r: &Request| Lift { stage: r.stage, start: r.start, points: 0.0, from: Vec::new() };
        let lifts: Vec<Lift> = requests.iter().map(lift).collect();
        let gaining = requests.iter().filter(|request| may_gain(plan, request)).map(|request| request.stage);
        inputs.check_weights(gaining)?;
        let world = CalibratedScenario::new(&inputs, None)?.with_lifts(&lifts);
        let overrides = &scenario.overrides;
        let years = world.years();
        let members = crate::projection::segments_by_id(plan)?.into_iter().zip(&baseline.segments);
        Ok(Self {
            common: baseline.common,
            overrides: overrides.clone(),
            timing: baseline.common.timing,
            spend_curve: inputs.scenario.spend_curve,
            retention_anchor: inputs.scenario.retention_anchor,
            discount: baseline.common.discount,
            causal_share: world.causal_share,
            end_points: inputs.scenario.end_points,
            members: members.map(|(segment, inputs)| Member::new(segment, inputs, overrides, years)).collect(),
            scores: StageScores::of(&baseline),
            spending: cash::spending(&inputs.scenario),
            level: Level::full(&lifts, inputs.scenario.cost_to_serve),
            benefits: vec![0.0; years],
            without: vec![Sum::default(); years],
            cash: Cash::new(baseline.common.discount, years),
            requests,
            world,
            moves_curves: false,
            moves_discount: false,
            scratch: Scratch::default(),
            bench: RestBench::default(),
        })
    }

    /// Calendar year of year 1.
    pub(crate) fn first_year(&self) -> i32 {
        self.common.base_year + 1
    }

    /// Years of the horizon.
    pub(crate) fn years(&self) -> usize {
        self.world.years()
    }

    /// The positions in the plan of the stages on which points are gained within the horizon and which have a score of
    /// their own.
    pub(crate) fn lifted_stages(&self) -> Vec<(usize, f64)> {
        let within = self.requests.iter().filter(|r| r.start <= self.years());
        let mut stages: Vec<usize> = within.map(|r| r.stage).collect();
        stages.dedup();
        stages.into_iter().filter_map(|stage| Some((stage, self.scores.own(stage)?))).collect()
    }

    /// Whether the number at `place` of a segment moves anything the case is made of, when it becomes `value`.
    pub(crate) fn reads(&self, segment: usize, place: Place, value: f64) -> bool {
        let member = &self.members[segment];
        member.reads(&self.common, &self.world.segments[segment].inputs, &self.overrides, place, value)
    }

    /// The slot of a number that will change from now on; `None` where the scenario does not read it.
    pub(crate) fn free(&mut self, plan: &Plan, id: NumberId) -> Option<VariedNumber> {
        let slot = self.slot(plan, id)?;
        match slot {
            VariedNumber::Discount => self.moves_discount = true,
            VariedNumber::SpendRatio | VariedNumber::RetentionPoorest | VariedNumber::RetentionBest => {
                self.moves_curves = true;
            }
            VariedNumber::Place(segment, place) => self.members[segment].free(place),
            _ => {}
        }
        Some(slot)
    }

    fn slot(&self, plan: &Plan, id: NumberId) -> Option<VariedNumber> {
        let spender = |id: InitiativeId| self.spending.iter().position(|s| s.initiative == id);
        Some(match id {
            NumberId::Setting(Setting::Discount) => VariedNumber::Discount,
            NumberId::Setting(Setting::CausalShare) => VariedNumber::CausalShare,
            NumberId::Setting(Setting::SpendRatio) => VariedNumber::SpendRatio,
            NumberId::Setting(Setting::RetentionPoorest) => VariedNumber::RetentionPoorest,
            NumberId::Setting(Setting::RetentionBest) => VariedNumber::RetentionBest,
            NumberId::Segment(id, place) => VariedNumber::Place(self.members.iter().position(|m| m.is(id))?, place),
            NumberId::Amount(initiative, InitiativeAmount::Points(stage)) => {
                let at = |r: &Request| plan.stages.get(r.stage).is_some_and(|s| s.id == stage);
                let asks = |r: &Request| r.wanted.iter().position(|(id, _)| *id == initiative);
                let mut found = self.requests.iter().enumerate().filter(|(_, r)| at(r));
                found.find_map(|(request, r)| Some(VariedNumber::Points(request, asks(r)?)))?
            }
            NumberId::Amount(id, InitiativeAmount::OneOffCost) => VariedNumber::OneOffCost(spender(id)?),
            NumberId::Amount(id, InitiativeAmount::RunningCost) => VariedNumber::RunningCost(spender(id)?),
            NumberId::StageScore(id) => VariedNumber::Score(plan.stages.iter().position(|s| s.id == id)?),
            _ => return None,
        })
    }

    /// Sets a number.
    ///
    /// # Errors
    /// A number that its place refuses.
    pub(crate) fn set(&mut self, slot: VariedNumber, value: f64) -> Figure<()> {
        match slot {
            VariedNumber::Discount => self.discount = value,
            VariedNumber::CausalShare => self.causal_share = value,
            VariedNumber::SpendRatio => self.end_points.spend_ratio = value,
            VariedNumber::RetentionPoorest => self.end_points.retention_poorest = value,
            VariedNumber::RetentionBest => self.end_points.retention_best = value,
            VariedNumber::Place(segment, place) => self.members[segment].put(place, value)?,
            VariedNumber::Points(request, who) => self.requests[request].wanted[who].1 = value,
            VariedNumber::OneOffCost(initiative) => self.spending[initiative].one_off = value,
            VariedNumber::RunningCost(initiative) => self.spending[initiative].running = value,
            VariedNumber::Score(stage) => self.scores.set(stage, value),
        }
        Ok(())
    }

    /// The case with the numbers as they are set, before risk.
    ///
    /// # Errors
    /// Numbers that do not go together.
    pub(crate) fn evaluate(&mut self) -> Figure<&Cash> {
        self.follow()?;
        capped(&self.requests, &self.scores, 1.0, &mut self.level.points);
        let mut evaluator = Evaluator::within(&self.world, std::mem::take(&mut self.scratch));
        self.benefits.fill(0.0);
        evaluator.add_equity(&self.level, self.causal_share, &mut self.benefits);
        self.scratch = evaluator.leave();
        self.take_off_baseline();
        self.cash.add_up(&self.benefits, &self.spending, &self.world.weights);
        finite(self.cash.npv, "the NPV")?;
        Ok(&self.cash)
    }

    /// Turns the yearly equity of the scenario into what it gains over the baseline. Both are added up in one order,
    /// and a difference that is only their rounding is none: otherwise a scenario that does nothing would pay or not by
    /// chance.
    fn take_off_baseline(&mut self) {
        self.without.fill(Sum::default());
        for (member, prepared) in self.members.iter().zip(self.world.segments.iter()) {
            for (sum, equity) in self.without.iter_mut().zip(&member.baseline(prepared).rest.equity) {
                sum.add(*equity);
            }
        }
        for (benefit, without) in self.benefits.iter_mut().zip(&self.without) {
            let gain = *benefit - without.value;
            *benefit = if gain.abs() <= ROUNDING * without.size { 0.0 } else { gain };
        }
    }

    /// Brings everything prepared in line with the numbers.
    fn follow(&mut self) -> Figure<()> {
        if self.moves_curves {
            self.world.set_curves(Curves::new(self.end_points, self.spend_curve, self.retention_anchor)?);
        }
        if self.moves_discount {
            self.world.set_discount(self.discount, self.timing);
            self.cash.set_discount(self.discount);
        }
        let mut moved = false;
        for (index, member) in self.members.iter_mut().enumerate() {
            if member.moves() {
                member.read(&self.common, &self.overrides, self.world.inputs_mut(index), &mut self.bench)?;
                moved = true;
            }
            if member.moves() || self.moves_curves || self.moves_discount {
                self.world.follow(index, &mut self.bench)?;
            }
        }
        if moved {
            let prepared = self.members.iter().zip(self.world.segments.iter());
            self.scores.follow(prepared.map(|(member, prepared)| &member.baseline(prepared).inputs));
        }
        Ok(())
    }
}

/// Whether some draw of who asks may gain a point.
fn may_gain(plan: &Plan, request: &Request) -> bool {
    let Some(stage) = plan.stages.get(request.stage) else { return false };
    let most = |id: InitiativeId| {
        let initiative = plan.initiatives.iter().find(|i| i.id == id)?;
        let points = initiative.amount(InitiativeAmount::Points(stage.id))?;
        Some(points.spread().high.unwrap_or(points.likely).get().max(points.likely.get()))
    };
    request.points() > 0.0 || request.wanted.iter().any(|(id, _)| most(*id).is_some_and(|most| most > 0.0))
}

/// A number of the plan that a draw may be.
fn number(value: f64) -> Figure<Number> {
    Number::new(value).map_err(|error| NotAvailable::because(error.to_string()))
}
