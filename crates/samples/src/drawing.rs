//! Drawing by other means than the engine's: numbers of a generator of its own, ranges by rejection, written into the plan
//! by its own fields.

use crate::plans::n;
use journey_engine::project;
use journey_engine::simulation::{RangedDriver, Uncertainty};
use journey_plan::library::example;
use journey_plan::{
    CellNote, Driver, Estimate, Initiative, InitiativeAmount, InitiativeId, NumberId, Place, Plan, RoleScore, ScoreMix,
    Setting, Shape, Spread, YearlyFigure,
};
use std::sync::Arc;

pub fn edit(plan: &mut Plan, initiative: InitiativeId, change: impl FnOnce(&mut Initiative)) {
    change(Arc::make_mut(plan.initiatives.iter_mut().find(|i| i.id == initiative).unwrap()));
}

pub fn note(low: f64, high: f64, shape: Shape) -> CellNote {
    CellNote { spread: Spread { low: Some(n(low)), high: Some(n(high)), shape }, ..CellNote::default() }
}

/// NPV before risk.
pub fn npv(plan: &Plan) -> f64 {
    let mut plan = plan.clone();
    (plan.settings.benefit_risk, plan.settings.cost_risk) = (n(0.0), n(0.0));
    project(&plan, plan.active_scenario).npv().unwrap()
}

/// Writes a drawn number into a plan, by the plan's own fields.
pub fn write(plan: &mut Plan, id: NumberId, value: f64) {
    match id {
        NumberId::Setting(Setting::Discount) => plan.settings.discount = n(value),
        NumberId::Setting(Setting::CausalShare) => {
            plan.settings.causal_share = n(value);
            plan.notes.remove(&Setting::CausalShare);
        }
        NumberId::Setting(Setting::SpendRatio) => plan.settings.end_points.spend_ratio = n(value),
        NumberId::Setting(Setting::RetentionPoorest) => plan.settings.end_points.retention_poorest = n(value),
        NumberId::Setting(Setting::RetentionBest) => plan.settings.end_points.retention_best = n(value),
        NumberId::Segment(id, place) => {
            let segment = Arc::make_mut(plan.segments.iter_mut().find(|s| s.id == id).unwrap());
            match place {
                Place::Driver(driver) => drop(segment.drivers.insert(driver, n(value))),
                Place::Figure(year, figure) => {
                    *segment.years.iter_mut().find(|y| y.year == year).unwrap().slot(figure) = Some(n(value));
                }
                Place::Survivors(year, age) => {
                    segment.cohorts.iter_mut().find(|c| c.year == year).unwrap().survivors[age] = Some(n(value));
                }
                Place::MeanScore => segment.score_mix = ScoreMix::Mean(n(value)),
                Place::GrossMargin => segment.gross_margin = Some(n(value)),
                Place::ChurnTiming => segment.churn_timing = n(value),
                other => panic!("{other}"),
            }
        }
        NumberId::Amount(initiative, InitiativeAmount::Points(stage)) => edit(plan, initiative, |i| {
            i.lifts.iter_mut().find(|l| l.stage == stage).unwrap().points = Estimate::of(n(value));
        }),
        NumberId::Amount(initiative, InitiativeAmount::OneOffCost) => {
            edit(plan, initiative, |i| i.one_off_cost = Some(Estimate::of(n(value))));
        }
        NumberId::Amount(initiative, InitiativeAmount::RunningCost) => {
            edit(plan, initiative, |i| i.running_cost = Some(Estimate::of(n(value))));
        }
        NumberId::StageScore(stage) => {
            let stage = Arc::make_mut(plan.stages.iter_mut().find(|s| s.id == stage).unwrap());
            stage.scores = vec![RoleScore { role: plan.roles[0].id, today: Some(n(value)), target: None }];
        }
        other => panic!("{other:?}"),
    }
}

/// D. H. Lehmer's multiplicative generator modulo 2¹²⁸, of which the upper digits are used.
pub struct Lehmer(u128);

impl Lehmer {
    /// A generator from any seed; the seed becomes odd, as the generator needs.
    pub fn new(seed: u128) -> Self {
        Self(seed | 1)
    }

    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(0xda94_2042_e4dd_58b5);
        (((self.0 >> 76) as f64) + 0.5) / (1_u64 << 52) as f64
    }

    /// Triangular by acceptance under its own density.
    fn triangular(&mut self, low: f64, likely: f64, high: f64) -> f64 {
        loop {
            let x = low + (high - low) * self.next();
            let height = if x < likely { (x - low) / (likely - low) } else { (high - x) / (high - likely) };
            if self.next() <= height {
                return x;
            }
        }
    }
}

/// The example with triangular ranges on everything that reaches the money in a way of its own.
pub fn everything_ranged() -> Plan {
    let mut plan = example::plan();
    plan.settings.horizon = 3;
    let triangular = |low, high| note(low, high, Shape::Triangular);
    plan.notes.insert(Setting::Discount, triangular(0.05, 0.12));
    let services = Arc::make_mut(&mut plan.segments[1]);
    services.notes.clear();
    let margin = services.gross_margin.unwrap().get();
    services.notes.insert(Place::GrossMargin, triangular(margin - 0.1, margin + 0.05));
    services.notes.insert(Place::Driver(Driver::NewGrowth), triangular(-0.1, 0.2));
    let subscriptions = Arc::make_mut(&mut plan.segments[0]);
    subscriptions.notes.clear();
    let existing = Place::Figure(2026, YearlyFigure::ExistingCustomers);
    subscriptions.notes.insert(existing, triangular(30_000.0, 36_000.0));
    plan
}

/// How far the simulation lies from a loop of `draws` projections, in standard errors: of the mean, of the chance that it
/// pays, and of P10, P50 and P90.
pub fn against_projections(plan: &Plan, outcome: &Uncertainty, draws: usize) -> [f64; 5] {
    let drivers: Vec<RangedDriver> = outcome.tornado.iter().map(|bar| bar.driver.clone()).collect();
    assert!(drivers.len() > 15 && drivers.iter().all(|d| d.shape == Shape::Triangular), "{}", drivers.len());
    let mut random = Lehmer::new(0x1234_5678_9abc_def1_2345_6789_abcd_ef01);
    let mut values = Vec::with_capacity(draws);
    for _ in 0..draws {
        let mut drawn = plan.clone();
        for RangedDriver { id, low, likely, high, .. } in &drivers {
            write(&mut drawn, *id, random.triangular(*low, *likely, *high));
        }
        values.push(npv(&drawn));
    }
    values.sort_by(f64::total_cmp);
    let count = draws as f64;
    let mean = values.iter().sum::<f64>() / count;
    let variance = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / (count - 1.0);
    let positive = values.iter().filter(|v| **v > 0.0).count() as f64 / count;
    let both = 1.0 / count + 1.0 / outcome.draws as f64;
    let at = |got: f64, p: f64| {
        // √(p(1−p)) over the density there; that of a normal variable of the same variance is close enough.
        let spread = if p.to_bits() == 0.5_f64.to_bits() { 1.2533 } else { 1.7094 };
        (got - values[(p * count) as usize]) / (spread * (variance * both).sqrt())
    };
    [
        (outcome.mean - mean) / (variance * both).sqrt(),
        (outcome.probability_positive - positive) / (positive * (1.0 - positive) * both).sqrt(),
        at(outcome.npv.p10, 0.1),
        at(outcome.npv.p50, 0.5),
        at(outcome.npv.p90, 0.9),
    ]
}
