//! Generated plans, shared by the tests of properties.

use crate::plans::n;
use journey_engine::Forecast;
use journey_plan::{
    BusinessModel, Cohort, Driver, Estimate, Initiative, InitiativeId, Number, Plan, RetentionModel, Role, RoleId,
    RoleScore, Scenario, ScenarioId, ScoreMix, Segment, SegmentId, Stage, StageId, StagePoints, WeightSource,
};
use proptest::prelude::*;
use std::sync::Arc;

/// What a generated segment is made of.
#[derive(Debug, Clone)]
pub struct SegmentSeed {
    pub subscription: bool,
    pub both: bool,
    pub opening: f64,
    pub new: f64,
    pub retention: f64,
    pub revenue: f64,
    pub unit_cost: f64,
    pub growth: f64,
    pub margin: f64,
    pub timing: f64,
    pub mean: f64,
    pub fitted: bool,
}

pub fn segment_seed() -> impl Strategy<Value = SegmentSeed> {
    (
        (any::<bool>(), any::<bool>(), 0.0..1e5, 0.0..2e4, 0.0..=1.0, 1.0..5e3),
        (0.0..400.0, -0.1..0.2, 0.1..=1.0, 0.0..=1.0, 1.0..=10.0, any::<bool>()),
    )
        .prop_map(
            |(
                (subscription, both, opening, new, retention, revenue),
                (unit_cost, growth, margin, timing, mean, fitted),
            )| {
                SegmentSeed {
                    subscription,
                    both,
                    opening,
                    new,
                    retention,
                    revenue,
                    unit_cost,
                    growth,
                    margin,
                    timing,
                    mean,
                    fitted,
                }
            },
        )
}

/// A generated stage: score (if any), weight, conversion per point.
pub type StageSeed = (Option<f64>, f64, f64);
/// A generated initiative: start year, one-off, running, points per stage.
pub type InitiativeSeed = (u32, f64, f64, Vec<f64>);

#[derive(Debug, Clone)]
pub struct PlanSeed {
    pub segments: Vec<SegmentSeed>,
    pub stages: Vec<StageSeed>,
    pub initiatives: Vec<InitiativeSeed>,
    pub by_hand: Option<f64>,
    pub cost_to_serve: f64,
    pub override_retention: Option<f64>,
    pub edited_mean: Option<(f64, u32)>,
    pub causal_share: f64,
    pub horizon: u32,
    pub discount: f64,
    pub risk: (f64, f64),
}

pub fn plan_seed() -> impl Strategy<Value = PlanSeed> {
    let stage = (proptest::option::of(1.0..=10.0), 0.01..5.0, prop_oneof![Just(0.0), 0.0..0.05]);
    let initiative = (1u32..7, 0.0..1e6, 0.0..2e5, proptest::collection::vec(prop_oneof![Just(0.0), 0.0..4.0], 5));
    (
        proptest::collection::vec(segment_seed(), 1..4),
        proptest::collection::vec(stage, 1..5),
        proptest::collection::vec(initiative, 0..4),
        (proptest::option::of(0.0..6.0), 0.0..=0.33, proptest::option::of(0.0..=1.0)),
        (proptest::option::of((1.0..=10.0, 1u32..5)), 0.0..=1.0, 1u32..9, -0.05..0.5, (0.0..0.5, 0.0..0.5)),
    )
        .prop_map(|(segments, stages, initiatives, (by_hand, cost_to_serve, override_retention), rest)| {
            let (edited_mean, causal_share, horizon, discount, risk) = rest;
            PlanSeed {
                segments,
                stages,
                initiatives,
                by_hand,
                cost_to_serve,
                override_retention,
                edited_mean,
                causal_share,
                horizon,
                discount,
                risk,
            }
        })
}

/// Survivors that identify a curve (Fader & Hardie 2010, case 1).
pub const COHORTS: [&[f64]; 3] =
    [&[10_000.0, 8_000.0, 6_480.0, 5_307.0, 4_391.0], &[10_000.0, 8_000.0, 6_480.0], &[10_000.0]];

pub fn build_segment(index: usize, seed: &SegmentSeed) -> Segment {
    let mut segment = Segment::empty(SegmentId(100 + index as u32), format!("Segment {index}"), [2026]);
    segment.model = if seed.subscription { BusinessModel::Subscription } else { BusinessModel::Transaction };
    segment.both_effects = seed.both;
    segment.gross_margin = Some(n(seed.margin));
    segment.churn_timing = n(seed.timing);
    segment.score_mix = ScoreMix::Mean(n(seed.mean));
    if seed.fitted {
        segment.retention_model = RetentionModel::CohortFit;
        let cohort = |(i, survivors): (usize, &&[f64])| Cohort {
            year: 2020 + i as i32,
            survivors: survivors.iter().map(|s| Some(n(*s))).collect(),
            percent: false,
        };
        segment.cohorts = COHORTS.iter().enumerate().map(cohort).collect();
    }
    for (driver, value) in [
        (Driver::OpeningCustomers, seed.opening),
        (Driver::NewFirstYear, seed.new),
        (Driver::NewGrowth, seed.growth),
        (Driver::Retention, seed.retention),
        (Driver::RevenuePerNew, 0.8 * seed.revenue),
        (Driver::AcquisitionCostPerNew, 1.5 * seed.unit_cost),
        (Driver::RevenuePerExisting, seed.revenue),
        (Driver::ServicingCostPerExisting, seed.unit_cost),
        (Driver::RevenuePerChurned, 0.9 * seed.revenue),
        (Driver::PriceGrowth, seed.growth / 3.0),
        (Driver::CostGrowth, seed.growth / 2.0),
    ] {
        segment.drivers.insert(driver, n(value));
    }
    segment
}

pub fn build(seed: &PlanSeed) -> Plan {
    let mut plan = Plan::empty("generated");
    plan.settings.causal_share = n(seed.causal_share);
    plan.settings.horizon = seed.horizon;
    plan.settings.discount = n(seed.discount);
    plan.settings.weights = WeightSource::Entered;
    (plan.settings.benefit_risk, plan.settings.cost_risk) = (n(seed.risk.0), n(seed.risk.1));
    plan.roles = vec![Role { id: RoleId(1), name: "Buyer".into(), weight: Number::ONE, colour: 0 }];
    for (index, (score, weight, conversion)) in seed.stages.iter().enumerate() {
        let mut stage = Stage::named(StageId(10 + index as u32), format!("Stage {index}"));
        stage.weight = Some(n(*weight));
        stage.conversion = Some(n(*conversion));
        stage.scores.extend(score.map(|s| RoleScore { role: RoleId(1), today: Some(n(s)), target: None }));
        plan.stages.push(Arc::new(stage));
    }
    plan.segments = seed.segments.iter().enumerate().map(|(i, s)| Arc::new(build_segment(i, s))).collect();
    let mut scenario = Scenario::named(ScenarioId(1), "Scenario");
    for (index, (start, one_off, running, points)) in seed.initiatives.iter().enumerate() {
        let mut initiative = Initiative::named(InitiativeId(50 + index as u32), format!("Initiative {index}"));
        initiative.start_year = *start;
        initiative.one_off_cost = Some(Estimate::of(n(*one_off)));
        initiative.running_cost = Some(Estimate::of(n(*running)));
        let lift =
            |(stage, points): (&Arc<Stage>, &f64)| StagePoints { stage: stage.id, points: Estimate::of(n(*points)) };
        initiative.lifts = plan.stages.iter().zip(points).map(lift).collect();
        scenario.initiatives.push(initiative.id);
        plan.initiatives.push(Arc::new(initiative));
    }
    scenario.points_by_hand.extend(seed.by_hand.map(|p| (StageId(10), n(p))));
    scenario.cost_to_serve = Some(n(seed.cost_to_serve));
    let first = SegmentId(100);
    scenario.overrides.drivers.extend(seed.override_retention.map(|r| (first, Driver::Retention, n(r))));
    scenario.overrides.mixes.extend(seed.edited_mean.map(|(mean, start)| (first, ScoreMix::Mean(n(mean)), start)));
    plan.scenarios = vec![scenario];
    plan.active_scenario = Some(ScenarioId(1));
    plan
}

pub fn close(got: f64, expected: f64, scale: f64) -> bool {
    (got - expected).abs() <= 1e-9 * scale.abs().max(1.0)
}

pub fn sizes(forecast: &Forecast) -> f64 {
    let s = &forecast.shares;
    s.by_stage.iter().map(|v| v.value.abs()).sum::<f64>() + s.other_changes.abs() + s.cost_to_serve.abs()
}
