//! The edges of every input (models, section 12), and the models' worked examples through whole plans.

use journey_engine::model::cash_flow::{Flow, Irr, PaybackYear, irr, payback};
use journey_engine::model::equity::EquityYear;
use journey_engine::{Forecast, Projection, project};
use journey_output::exchange::evaluation::evaluate;
use journey_plan::library::example;
use journey_plan::number::locale::Locale;
use journey_plan::number::pen::{Bases, Pen};
use journey_plan::{
    BusinessModel, CostEntry, Driver, Estimate, ExistingBasis, Initiative, InitiativeId, Number, Plan, Role, RoleId,
    RoleScore, Scenario, ScenarioId, ScoreMix, Segment, SegmentId, Stage, StageId, StagePoints, Timing, YearFigures,
};
use journey_samples::plans::n;
use std::sync::Arc;

/// N, ARn, AC, O, ARo, SC, C, ARc.
fn year(year: i32, v: [f64; 8]) -> YearFigures {
    let v = v.map(|x| Some(n(x)));
    YearFigures {
        year,
        new_customers: v[0],
        revenue_per_new: v[1],
        acquisition_cost: v[2],
        existing_customers: v[3],
        revenue_per_existing: v[4],
        servicing_cost: v[5],
        churned_customers: v[6],
        revenue_per_churned: v[7],
    }
}

const WORKED: [f64; 8] = [1000.0, 500.0, 200_000.0, 4000.0, 800.0, 900_000.0, 500.0, 700.0];

/// A plan with one segment, one stage scored 5, and one scenario with one initiative.
fn plan_of(edit: impl FnOnce(&mut Segment)) -> Plan {
    let mut plan = Plan::empty("edge");
    plan.roles = vec![Role { id: RoleId(1), name: "Buyer".into(), weight: Number::ONE, colour: 0 }];
    let mut stage = Stage::named(StageId(2), "Deploy");
    stage.scores.push(RoleScore { role: RoleId(1), today: Some(n(5.0)), target: None });
    plan.stages.push(Arc::new(stage));
    let mut segment = Segment::empty(SegmentId(3), "Base", []);
    segment.gross_margin = Some(Number::ONE);
    segment.years.push(year(2026, WORKED));
    edit(&mut segment);
    plan.segments.push(Arc::new(segment));
    let mut initiative = Initiative::named(InitiativeId(4), "Fix");
    initiative.lifts = vec![StagePoints { stage: StageId(2), points: Estimate::of(Number::ONE) }];
    initiative.one_off_cost = Some(Estimate::of(n(10_000.0)));
    plan.initiatives.push(Arc::new(initiative));
    let mut scenario = Scenario::named(ScenarioId(5), "Fix it");
    scenario.initiatives.push(InitiativeId(4));
    plan.scenarios.push(scenario);
    plan.active_scenario = Some(ScenarioId(5));
    plan
}

fn shown(plan: &Plan) -> Projection {
    project(plan, plan.active_scenario)
}

fn forecast(plan: &Plan) -> Forecast {
    shown(plan).forecast.unwrap_or_else(|reason| panic!("{reason:?}"))
}

fn reason(plan: &Plan) -> String {
    shown(plan).forecast.unwrap_err().written(Pen::PLAIN)
}

fn close(got: f64, expected: f64) {
    assert!((got - expected).abs() <= 1e-9 * expected.abs().max(1.0), "got {got}, expected {expected}");
}

#[test]
fn the_worked_year_of_the_models() {
    close(shown(&plan_of(|_| {})).equity_this_year.unwrap(), 2_250_000.0);
    let retained = plan_of(|s| {
        s.basis = ExistingBasis::Retained;
        s.years = vec![year(2026, [1000.0, 500.0, 200_000.0, 3500.0, 800.0, 900_000.0, 500.0, 800.0])];
    });
    let row = shown(&retained).rows[0];
    close(row.as_published, 1_800_000.0);
    close(row.reconciled, 2_200_000.0);
    // The one measure is on opening basis: leavers are counted at the start and taken off once.
    close(row.equity, 2_200_000.0);
    close(row.opening, 4_000.0);
    close(row.closing, 4_500.0);
}

#[test]
fn derived_ratios_are_missing_where_their_base_is_zero() {
    let worked = EquityYear {
        new_customers: 1000.0,
        revenue_per_new: 500.0,
        acquisition_cost: 200_000.0,
        existing_customers: 4000.0,
        revenue_per_existing: 800.0,
        servicing_cost: 900_000.0,
        churned_customers: 500.0,
        revenue_per_churned: 700.0,
    };
    let basis = ExistingBasis::Opening;
    close(worked.churn_rate(basis).unwrap(), 0.125);
    close(worked.churn_rate(ExistingBasis::Retained).unwrap(), 500.0 / 4500.0);
    close(worked.acquisition_cost_per_new().unwrap(), 200.0);
    close(worked.servicing_cost_per_customer(basis).unwrap(), 225.0);
    let nobody = EquityYear { new_customers: 0.0, existing_customers: 0.0, churned_customers: 0.0, ..worked };
    assert_eq!(nobody.churn_rate(basis), None);
    assert_eq!(nobody.acquisition_cost_per_new(), None);
}

#[test]
fn the_worked_roll_forward_of_the_models() {
    let mut plan = plan_of(|s| {
        for (driver, value) in [
            (Driver::OpeningCustomers, 4000.0),
            (Driver::NewGrowth, 0.05),
            (Driver::Retention, 0.85),
            (Driver::RevenuePerChurned, 800.0),
        ] {
            s.drivers.insert(driver, n(value));
        }
    });
    plan.active_scenario = None;
    for (timing, expected) in [
        (Timing::Start, 10_306_112.970_425_516),
        (Timing::Mid, 9_826_493.157_839_494),
        (Timing::End, 9_369_193.609_477_742),
    ] {
        plan.settings.timing = timing;
        close(forecast(&plan).present_value, expected);
    }
    let closings: Vec<f64> = shown(&plan).rows.iter().filter(|r| r.forecast).map(|r| r.closing).collect();
    for (got, expected) in closings.iter().zip([4400.0, 4790.0, 5174.0, 5555.525, 5937.7025]) {
        close(*got, expected);
    }
}

#[test]
fn refined_blocks_use_margin_and_timing() {
    let mut plan = plan_of(|s| {
        s.gross_margin = Some(n(0.62));
        s.churn_timing = n(0.5);
    });
    close(shown(&plan).equity_this_year.unwrap(), 2_250_000.0);
    plan.settings.refined = true;
    close(shown(&plan).equity_this_year.unwrap(), 1_085_500.0);
}

#[test]
fn retention_at_its_ends() {
    for (retention, kept) in [(0.0, 0.0), (1.0, 4_500.0)] {
        let plan = plan_of(|s| {
            s.drivers.insert(Driver::Retention, n(retention));
        });
        let rows = shown(&plan).rows;
        let first = rows.iter().find(|r| r.forecast).unwrap();
        close(first.opening - first.churned, kept);
        // No experience moves a retention of 0 or 1.
        close(forecast(&plan).scenario_gain, 0.0);
    }
}

#[test]
fn horizon_and_discount_at_their_ends() {
    let mut plan = plan_of(|_| {});
    plan.settings.horizon = 0;
    assert!(reason(&plan).contains("horizon"), "{}", reason(&plan));
    plan.settings.horizon = u32::MAX;
    assert!(reason(&plan).contains("horizon"));
    for years in [1, 20] {
        plan.settings.horizon = years;
        assert_eq!(shown(&plan).rows.iter().filter(|r| r.forecast).count(), years as usize);
    }
    plan.settings.discount = n(-1.0);
    assert!(reason(&plan).to_lowercase().contains("discount rate"));
    for rate in [0.0, 10.0] {
        plan.settings.discount = n(rate);
        assert!(forecast(&plan).present_value.is_finite());
    }
}

#[test]
fn zero_customers_and_costs_without_anyone() {
    let empty = plan_of(|s| {
        s.years = vec![year(2026, [0.0; 8])];
        s.drivers.insert(Driver::Retention, n(0.8));
        s.drivers.insert(Driver::ServicingCostPerExisting, n(10.0));
    });
    close(forecast(&empty).present_value, 0.0);
    // A year that won nobody keeps what it spent on winning them.
    let wasted = plan_of(|s| s.years = vec![year(2026, [0.0, 0.0, 50_000.0, 1000.0, 100.0, 0.0, 0.0, 0.0])]);
    let rows = shown(&wasted).rows;
    close(rows[0].new_block, -50_000.0);
    close(rows[1].new_block, -50_000.0);
    // But a cost per customer cannot be guessed from it.
    let growing = plan_of(|s| {
        s.years = vec![year(2026, [0.0, 100.0, 50_000.0, 1000.0, 100.0, 0.0, 0.0, 0.0])];
        s.drivers.insert(Driver::NewFirstYear, n(10.0));
    });
    assert!(reason(&growing).contains("Acquisition cost per new customer"));
}

#[test]
fn costs_per_customer_need_no_customers() {
    let plan = plan_of(|s| {
        s.costs = CostEntry::PerCustomer;
        s.years = vec![year(2026, [1000.0, 500.0, 200.0, 0.0, 800.0, 225.0, 0.0, 700.0])];
        s.drivers.insert(Driver::Retention, n(0.9));
    });
    let used = &forecast(&plan).segments[0].drivers;
    let value = |driver| used.iter().find(|d| d.driver == driver).map(|d| d.value);
    assert_eq!(value(Driver::ServicingCostPerExisting), Some(225.0));
    assert_eq!(value(Driver::AcquisitionCostPerNew), Some(200.0));
}

#[test]
fn an_entered_year_that_cannot_be_is_no_base_for_a_forecast() {
    let plan = plan_of(|s| {
        s.years = vec![year(2026, [1000.0, 500.0, 0.0, 100.0, 800.0, 0.0, 500.0, 700.0])];
        s.drivers.insert(Driver::Retention, n(0.8));
    });
    assert!(reason(&plan).contains("500 customers left"), "{}", reason(&plan));
}

#[test]
fn a_year_that_does_not_start_where_the_last_one_closed_is_flagged() {
    let mut second = WORKED;
    second[3] = 4_600.0;
    let plan = plan_of(|s| s.years.push(year(2027, second)));
    let problems: Vec<String> = shown(&plan).problems.iter().map(|e| e.written(Pen::PLAIN)).collect();
    assert_eq!(problems, ["Base, 2027: starts with 4,600 customers, but 2026 closed with 4,500; 100 are unexplained."]);
    assert!(shown(&example::plan()).problems.is_empty());
}

#[test]
fn what_is_wrong_is_written_as_the_plan_writes_numbers() {
    let mut second = WORKED;
    second[3] = 4_600.0;
    let plan = plan_of(|s| s.years.push(year(2027, second)));
    let pen = Pen::new(Locale::DeDe, "EUR");
    let gap = shown(&plan).problems[0].written(pen);
    assert_eq!(gap, "Base, 2027: starts with 4.600 customers, but 2026 closed with 4.500; 100 are unexplained.");
    let hidden = pen.screen_safe(Bases { customers: Some(4_500.0), ..Bases::default() });
    let gap = shown(&plan).problems[0].written(hidden);
    assert!(!gap.contains("4.6") && !gap.contains("4600"), "{gap}");
    // What a year refuses is the reason of everything that needs the year.
    let left = plan_of(|s| s.years[0].churned_customers = Some(n(5_000.5)));
    let reason = shown(&left).row(left.segments[0].id, 2026).unwrap_err();
    assert!(reason.written(pen).contains("5.000"), "{}", reason.written(pen));
    assert!(reason.written(Pen::PLAIN).contains("5,000"), "{}", reason.written(Pen::PLAIN));
}

#[test]
fn empty_is_not_zero() {
    let plan = plan_of(|s| s.years[0].churned_customers = None);
    let projection = shown(&plan);
    assert!(projection.equity_this_year.unwrap_err().written(Pen::PLAIN).contains("all eight figures"));
    assert!(projection.forecast.unwrap_err().written(Pen::PLAIN).contains("Opening customers"));
}

#[test]
fn a_missing_margin_leaves_revenue_terms_and_no_case() {
    let plan = plan_of(|s| s.gross_margin = None);
    let projection = shown(&plan);
    assert!(projection.forecast.as_ref().unwrap().in_revenue_terms);
    assert!(projection.npv().unwrap_err().written(Pen::PLAIN).contains("gross margin"));
    assert!(projection.scenario_gain().unwrap() > 0.0);
}

#[test]
fn every_value_out_of_its_range_is_refused_by_name() {
    type Spoil = fn(&mut Plan);
    let cases: [(&str, Spoil); 10] = [
        ("saving", |p| p.scenarios[0].cost_to_serve = Some(n(0.9))),
        ("score", |p| Arc::make_mut(&mut p.stages[0]).scores[0].today = Some(n(15.0))),
        ("points", |p| p.scenarios[0].points_by_hand.push((StageId(2), n(-2.0)))),
        ("one-off cost", |p| Arc::make_mut(&mut p.initiatives[0]).one_off_cost = Some(Estimate::of(n(-1e6)))),
        ("start year", |p| Arc::make_mut(&mut p.initiatives[0]).start_year = 0),
        ("role", |p| p.roles[0].weight = n(-1.0)),
        ("causal share", |p| p.settings.causal_share = n(1.5)),
        ("phase-in", |p| p.settings.phase_in = vec![n(0.9), n(0.5)]),
        ("spend ratio", |p| p.settings.end_points.spend_ratio = n(0.5)),
        ("best experience", |p| p.settings.end_points.retention_best = n(0.4)),
    ];
    for (word, spoil) in cases {
        let mut plan = plan_of(|_| {});
        spoil(&mut plan);
        assert!(reason(&plan).to_lowercase().contains(word), "{word}: {}", reason(&plan));
        // What does not depend on it is still there, and evaluate explains the rest.
        assert!(shown(&plan).equity_this_year.is_ok());
        let text = evaluate(&plan).to_string();
        assert!(text.contains("\"present_value\":null") && text.contains("\"reasons\":{"));
    }
}

#[test]
fn scores_that_all_reach_ten_at_once_still_share_the_gain() {
    let mut nines = [Number::ZERO; 10];
    nines[8] = Number::ONE;
    let mut plan = plan_of(|s| {
        s.model = BusinessModel::Transaction;
        s.score_mix = ScoreMix::Scores(nines);
    });
    Arc::make_mut(&mut plan.initiatives[0]).lifts[0].points = Estimate::of(n(3.0));
    let f = forecast(&plan);
    close(f.shares.by_stage[0].value, f.scenario_gain);
}

#[test]
fn break_even_sentences() {
    let mut plan = plan_of(|_| {});
    let share = |plan: &Plan| shown(plan).break_even_causal_share();
    assert!((0.0..1.0).contains(&share(&plan).unwrap()));
    Arc::make_mut(&mut plan.initiatives[0]).one_off_cost = Some(Estimate::of(n(1e9)));
    assert_eq!(share(&plan).unwrap_err().written(Pen::PLAIN), "Even the full effect does not pay.");
    Arc::make_mut(&mut plan.initiatives[0]).one_off_cost = None;
    assert_eq!(share(&plan).unwrap_err().written(Pen::PLAIN), "Pays without any effect.");
}

#[test]
fn small_points_have_a_break_even_factor_far_away() {
    let mut plan = plan_of(|_| {});
    Arc::make_mut(&mut plan.initiatives[0]).lifts[0].points = Estimate::of(n(0.05));
    Arc::make_mut(&mut plan.initiatives[0]).one_off_cost = Some(Estimate::of(n(450_000.0)));
    let factor = shown(&plan).case().unwrap().break_even_points.clone().unwrap();
    assert!(factor > 50.0, "{factor}");
}

#[test]
fn percentages_of_an_unknown_count_have_no_value_in_currency() {
    let mut plan = example::plan();
    assert_eq!(forecast(&plan).base_values.len(), 1);
    for cohort in &mut Arc::make_mut(&mut plan.segments[0]).cohorts {
        cohort.percent = true;
    }
    let f = forecast(&plan);
    assert!(f.base_values.is_empty());
    assert!(f.notes.iter().any(|n| n.written(Pen::PLAIN).contains("pooled rate")), "{:?}", f.notes);
}

#[test]
fn the_example_shows_the_published_shortfall() {
    let shortfall = forecast(&example::plan()).base_values[0].1.shortfall().unwrap();
    assert!((shortfall - 0.4127).abs() < 5e-5, "{shortfall}");
}

#[test]
fn rounding_is_not_money() {
    let mut line = vec![PaybackYear { lump: -0.7, spread: 0.1 }];
    line.extend([PaybackYear { lump: 0.0, spread: 0.1 }; 6]);
    close(payback(&line).years.unwrap(), 7.0);
    let flows = [(0.0, -1.0), (1.0, 1.2), (2.0, 0.1), (2.0, 0.2), (2.0, -0.3)];
    let flows = flows.map(|(date, amount)| Flow { date, amount });
    assert!(matches!(irr(&flows).unwrap(), Irr::Rate(rate) if (rate - 0.2).abs() < 1e-12));
}

#[test]
fn very_large_and_very_small_money_survives() {
    for scale in [1e-9, 1e12] {
        let plan = plan_of(|_| {});
        let mut scaled = plan.clone();
        let year = &mut Arc::make_mut(&mut scaled.segments[0]).years[0];
        for value in [
            &mut year.revenue_per_new,
            &mut year.acquisition_cost,
            &mut year.revenue_per_existing,
            &mut year.servicing_cost,
            &mut year.revenue_per_churned,
        ] {
            *value = value.map(|v| n(v.get() * scale));
        }
        let (a, b) = (forecast(&plan).present_value, forecast(&scaled).present_value);
        assert!((b / (a * scale) - 1.0).abs() < 1e-9, "{a} {b}");
    }
}

#[test]
fn the_shortcut_for_customers_at_rest_equals_the_walk_through_the_years() {
    // A transaction segment is linear in its spend; a conversion too small to matter takes the general way.
    let mut plan = example::plan();
    let spending = plan.segments.iter().find(|s| s.model == BusinessModel::Transaction).map(Arc::clone);
    plan.segments = spending.into_iter().collect();
    let short = shown(&plan);
    for stage in &mut plan.stages {
        Arc::make_mut(stage).conversion = Some(n(1e-200));
    }
    let long = shown(&plan);
    let (short, long) = (short.forecast.unwrap(), long.forecast.unwrap());
    assert!(short.scenario_gain > 1.0);
    let pairs = short.shares.by_stage.iter().zip(&long.shares.by_stage).map(|(a, b)| (a.value, b.value));
    let totals = [(short.present_value, long.present_value), (short.scenario_gain, long.scenario_gain)];
    let yearly = short.equity.iter().copied().zip(long.equity.iter().copied());
    for (a, b) in pairs.chain(totals).chain(yearly) {
        assert!((a - b).abs() <= 1e-10 * short.present_value, "{a} {b}");
    }
}
