//! The filled example: an invented but realistic business-to-business software company.
//!
//! The subscription segment follows the five staggered cohorts that Fader & Hardie (2010) publish as case 2, so the
//! yearly figures, the corkscrew and the retention triangle are one set of customers and tie to the last one.

mod journey;

use crate::case::obstacle::{Obstacle, ObstacleSeverity, ObstacleState};
use crate::case::scenario::{Estimate, Initiative, Scenario, StagePoints};
use crate::customers::cohort::Cohort;
use crate::customers::continuum::{Continuum, CustomerState};
use crate::customers::driver::Driver;
use crate::customers::place::Place;
use crate::customers::segment::{BusinessModel, RetentionModel, ScoreMix, Segment, YearFigures, YearlyFigure};
use crate::document::Plan;
use crate::ids::{InitiativeId, ScenarioId, SegmentId, StageId};
use crate::journey::card::Detail;
use crate::journey::lane::Lane;
use crate::note::{CellNote, Evidence, Shape, Spread};
use crate::number::finite::Number;
use crate::settings::setting::Setting;
use crate::settings::values::WeightSource;
use std::sync::Arc;

const fn n(value: f64) -> Number {
    Number::of(value)
}

/// Figures of a year: new, revenue per new, acquisition cost, existing, revenue per existing, servicing cost, churned,
/// revenue per churned.
type YearRow = [f64; 8];

const SUBSCRIPTION: [(i32, YearRow); 4] = [
    (2023, [10_000.0, 590.0, 4_450_000.0, 10_000.0, 780.0, 2_050_000.0, 2_000.0, 720.0]),
    (2024, [10_000.0, 600.0, 4_600_000.0, 18_000.0, 800.0, 3_700_000.0, 2_400.0, 740.0]),
    (2025, [10_000.0, 610.0, 4_700_000.0, 25_600.0, 820.0, 5_300_000.0, 2_617.0, 760.0]),
    (2026, [10_000.0, 620.0, 4_800_000.0, 32_983.0, 840.0, 6_900_000.0, 2_765.0, 780.0]),
];

const SERVICES: [(i32, YearRow); 4] = [
    (2023, [540.0, 2_900.0, 760_000.0, 1_820.0, 4_100.0, 2_900_000.0, 290.0, 3_300.0]),
    (2024, [560.0, 3_000.0, 800_000.0, 2_070.0, 4_200.0, 3_350_000.0, 330.0, 3_400.0]),
    (2025, [580.0, 3_050.0, 840_000.0, 2_300.0, 4_300.0, 3_800_000.0, 370.0, 3_450.0]),
    (2026, [600.0, 3_100.0, 880_000.0, 2_510.0, 4_400.0, 4_250_000.0, 400.0, 3_500.0]),
];

/// Survivors of the cohorts won in 2022 … 2026 (Fader & Hardie 2010, case 2).
const COHORTS: [(i32, &[f64]); 5] = [
    (2022, &[10_000.0, 8_000.0, 7_600.0, 7_383.0, 7_235.0]),
    (2023, &[10_000.0, 8_000.0, 7_600.0, 7_383.0]),
    (2024, &[10_000.0, 8_000.0, 7_600.0]),
    (2025, &[10_000.0, 8_000.0]),
    (2026, &[10_000.0]),
];

/// The example plan. It opens on a scenario made of initiatives only.
pub fn plan() -> Plan {
    let mut plan = Plan::empty("Example: renewal plan of a software company");
    plan.settings.weights = WeightSource::Entered;
    journey::fill(&mut plan);
    let mut subscription = segment(&mut plan, "Subscriptions", BusinessModel::Subscription, 0.78, &SUBSCRIPTION);
    subscription.retention_model = RetentionModel::CohortFit;
    subscription.cohorts = COHORTS
        .iter()
        .map(|(year, survivors)| Cohort {
            year: *year,
            survivors: survivors.iter().map(|s| Some(n(*s))).collect(),
            percent: false,
        })
        .collect();
    subscription.score_mix = ScoreMix::Bands([n(0.16), n(0.34), n(0.34), n(0.16)]);
    subscription.drivers.insert(Driver::NewGrowth, n(0.02));
    subscription.drivers.insert(Driver::PriceGrowth, n(0.015));
    subscription.drivers.insert(Driver::CostGrowth, n(0.02));
    subscription.continuum = Some(continuum());
    plan.segments.push(Arc::new(subscription));
    let mut services = segment(&mut plan, "Services and training", BusinessModel::Transaction, 0.46, &SERVICES);
    services.score_mix = ScoreMix::Bands([n(0.18), n(0.34), n(0.32), n(0.16)]);
    services.drivers.insert(Driver::NewGrowth, n(0.03));
    services.drivers.insert(Driver::PriceGrowth, n(0.02));
    services.drivers.insert(Driver::CostGrowth, n(0.02));
    plan.segments.push(Arc::new(services));
    initiatives_and_scenarios(&mut plan);
    obstacles(&mut plan);
    ranges(&mut plan);
    plan
}

/// Ranges of some of the figures: what the simulation draws from, besides the initiatives and the causal share.
fn ranges(plan: &mut Plan) {
    let note = |low, high, shape, evidence, text: &str| CellNote {
        text: text.to_owned(),
        evidence,
        spread: Spread { low: Some(n(low)), high: Some(n(high)), shape },
        ..CellNote::default()
    };
    let price = Place::Figure(2026, YearlyFigure::RevenuePerExisting);
    let growth = Place::Driver(Driver::NewGrowth);
    let measured = note(810.0, 870.0, Shape::Triangular, Evidence::Measured, "Discounts at renewal differ by region.");
    let growing = note(0.0, 0.04, Shape::Normal, Evidence::Anecdote, "The sales plan and last year’s pipeline.");
    let training = note(4_000.0, 4_700.0, Shape::Pert, Evidence::Survey, "");
    for (segment, (place, note)) in [(0, (price, measured)), (0, (growth, growing)), (1, (price, training))] {
        if let Some(segment) = plan.segments.get_mut(segment) {
            Arc::make_mut(segment).notes.insert(place, note);
        }
    }
    let elsewhere = "Measured at another company; ours may answer less.";
    plan.notes = [
        (Setting::SpendRatio, note(1.6, 2.8, Shape::Triangular, Evidence::Assumption, elsewhere)),
        (Setting::RetentionBest, note(0.65, 0.80, Shape::Triangular, Evidence::Assumption, elsewhere)),
    ]
    .into();
}

/// The example's continuum: how subscribers move between the states in a year, and what they spend in each.
fn continuum() -> Continuum {
    const MOVES: [[f64; 4]; 4] =
        [[0.60, 0.23, 0.03, 0.01], [0.08, 0.73, 0.13, 0.02], [0.03, 0.10, 0.74, 0.10], [0.01, 0.04, 0.10, 0.83]];
    let states = CustomerState::ALL;
    let mut continuum = Continuum::default();
    for (from, row) in states.into_iter().zip(MOVES) {
        continuum.transitions.extend(states.into_iter().zip(row).map(|(to, share)| ((from, to), n(share))));
    }
    continuum.revenue = states.into_iter().zip([700.0, 880.0, 1_050.0, 1_300.0].map(n)).collect();
    continuum
}

fn obstacles(plan: &mut Plan) {
    for (obstacle, severity, owner) in [
        (Obstacle::CustomerData, ObstacleSeverity::Serious, "Data engineers"),
        (Obstacle::SalesAlignment, ObstacleSeverity::Minor, "Sales"),
        (Obstacle::FragmentedSystems, ObstacleSeverity::Blocking, ""),
    ] {
        let state = ObstacleState { severity: Some(severity), owner: owner.to_owned(), note: String::new() };
        plan.obstacles.insert(obstacle, state);
    }
}

fn segment(plan: &mut Plan, name: &str, model: BusinessModel, margin: f64, years: &[(i32, YearRow)]) -> Segment {
    let mut segment = Segment::empty(SegmentId(plan.take_id()), name, []);
    segment.model = model;
    segment.gross_margin = Some(n(margin));
    segment.years = years
        .iter()
        .map(|(year, [new, per_new, acquisition, existing, per_existing, servicing, churned, per_churned])| {
            YearFigures {
                year: *year,
                new_customers: Some(n(*new)),
                revenue_per_new: Some(n(*per_new)),
                acquisition_cost: Some(n(*acquisition)),
                existing_customers: Some(n(*existing)),
                revenue_per_existing: Some(n(*per_existing)),
                servicing_cost: Some(n(*servicing)),
                churned_customers: Some(n(*churned)),
                revenue_per_churned: Some(n(*per_churned)),
            }
        })
        .collect();
    segment
}

fn initiatives_and_scenarios(plan: &mut Plan) {
    let stages: Vec<StageId> = plan.stages.iter().map(|s| s.id).collect();
    let [_, consider, deploy, support, loyalty] = stages.as_slice() else { return };
    let guided = initiative(plan, "Guided onboarding", &[(*deploy, 1.2, 2.4, 3.2), (*support, 0.1, 0.3, 0.5)]);
    let billing = initiative(plan, "Invoices people understand", &[(*support, 0.6, 1.2, 1.6)]);
    let board = initiative(plan, "Customer advisory board", &[(*loyalty, 0.2, 0.5, 0.9), (*consider, 0.0, 0.2, 0.4)]);
    let ids = [guided.id, billing.id, board.id];
    let with = |mut initiative: Initiative, start, one_off: [f64; 3], running: [f64; 3], owner: &str, evidence| {
        initiative.start_year = start;
        initiative.one_off_cost = Some(ranged(one_off[0], one_off[1], one_off[2]));
        initiative.running_cost = Some(ranged(running[0], running[1], running[2]));
        owner.clone_into(&mut initiative.owner);
        initiative.evidence = evidence;
        Arc::new(initiative)
    };
    plan.initiatives = vec![
        with(guided, 1, [380e3, 420e3, 560e3], [80e3, 90e3, 120e3], "Customer success", Evidence::Survey),
        with(billing, 2, [140e3, 160e3, 230e3], [30e3, 35e3, 45e3], "Service", Evidence::Anecdote),
        with(board, 1, [15e3, 20e3, 30e3], [50e3, 60e3, 80e3], "Customer marketing", Evidence::Assumption),
    ];
    for (stage, initiative) in [(*deploy, ids[0]), (*support, ids[1]), (*loyalty, ids[2])] {
        became(plan, stage, initiative);
    }
    let mut fix = Scenario::named(ScenarioId(plan.take_id()), "Fix onboarding and billing");
    fix.initiatives = ids.iter().take(2).copied().collect();
    let mut everything = Scenario::named(ScenarioId(plan.take_id()), "Everything");
    everything.initiatives = ids.to_vec();
    plan.active_scenario = Some(fix.id);
    plan.scenarios = vec![fix, everything];
}

fn ranged(low: f64, likely: f64, high: f64) -> Estimate {
    Estimate { low: Some(n(low)), high: Some(n(high)), ..Estimate::of(n(likely)) }
}

/// Marks the first opportunity of a stage as the one that became the initiative `id`.
fn became(plan: &mut Plan, stage: StageId, id: InitiativeId) {
    let Some(stage) = plan.stages.iter_mut().find(|s| s.id == stage).map(Arc::make_mut) else { return };
    let first = stage.cards.iter_mut().find(|c| c.lane == Lane::Opportunities);
    if let Some(Detail::Opportunity { initiative, .. }) = first.map(|c| &mut c.detail) {
        *initiative = Some(id);
    }
}

fn initiative(plan: &mut Plan, name: &str, lifts: &[(StageId, f64, f64, f64)]) -> Initiative {
    let mut initiative = Initiative::named(InitiativeId(plan.take_id()), name);
    initiative.lifts = lifts
        .iter()
        .map(|(stage, low, likely, high)| StagePoints { stage: *stage, points: ranged(*low, *likely, *high) })
        .collect();
    initiative
}
