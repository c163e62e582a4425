//! The simulation against closed forms, and against a loop of its own through whole projections.

use journey_samples::drawing::{against_projections, edit, everything_ranged, note, npv, write};

use journey_engine::simulation::{
    RangedDriver, Simulation, SimulationNote, Uncertainty, simulate, simulate_draws, write_driver,
};
use journey_engine::{Projection, project};
use journey_plan::library::example;
use journey_plan::number::pen::Pen;
use journey_plan::{
    Driver, Estimate, Evidence, Initiative, InitiativeAmount, InitiativeId, NumberId, Place, Plan, Role, RoleId,
    RoleScore, Scale, Scenario, ScenarioId, ScoreMix, Segment, SegmentId, Setting, Shape, Spread, Stage, StageId,
    StagePoints, Timing, YearlyFigure,
};
use journey_samples::plans::{n, plan_of, rolled};
use proptest::prelude::*;
use std::sync::Arc;

const SCENARIO: ScenarioId = ScenarioId(9);
const FIRST: InitiativeId = InitiativeId(50);
const SECOND: InitiativeId = InitiativeId(51);
const STAGE: StageId = StageId(10);

fn spread(low: f64, high: f64, shape: Shape) -> Spread {
    Spread { low: Some(n(low)), high: Some(n(high)), shape }
}

fn estimate(low: f64, likely: f64, high: f64, shape: Shape) -> Estimate {
    Estimate::of(n(likely)).with_spread(spread(low, high, shape))
}

/// The worked roll-forward with a stage that gains a point, and a causal share that is not drawn.
fn plan() -> Plan {
    let mut plan = rolled(Timing::End);
    plan.roles = vec![Role { id: RoleId(1), name: "Buyer".into(), weight: n(1.0), colour: 0 }];
    let mut stage = Stage::named(STAGE, "Support");
    stage.scores.push(RoleScore { role: RoleId(1), today: Some(n(6.0)), target: None });
    stage.evidence = Evidence::Measured;
    plan.stages.push(Arc::new(stage));
    fix_causal_share(&mut plan, 0.5);
    let mut first = Initiative::named(FIRST, "First");
    let points = estimate(1.0, 1.0, 1.0, Shape::Triangular);
    first.lifts = vec![StagePoints { stage: STAGE, points }];
    plan.initiatives.push(Arc::new(first));
    plan.initiatives.push(Arc::new(Initiative { start_year: 2, ..Initiative::named(SECOND, "Second") }));
    let mut scenario = Scenario::named(SCENARIO, "Both");
    scenario.initiatives = vec![FIRST, SECOND];
    plan.scenarios.push(scenario);
    plan.active_scenario = Some(SCENARIO);
    plan
}

fn fix_causal_share(plan: &mut Plan, share: f64) {
    plan.settings.causal_share = n(share);
    plan.notes.insert(Setting::CausalShare, note(share, share, Shape::Triangular));
}

fn segment(plan: &mut Plan) -> &mut Segment {
    Arc::make_mut(&mut plan.segments[0])
}

fn run(plan: &Plan) -> Uncertainty {
    simulate_draws(plan, plan.active_scenario).unwrap()
}

fn searched(plan: &Plan) -> Uncertainty {
    simulate(plan, plan.active_scenario).unwrap()
}

fn case(plan: &Plan) -> Projection {
    let mut plan = plan.clone();
    (plan.settings.benefit_risk, plan.settings.cost_risk) = (n(0.0), n(0.0));
    project(&plan, plan.active_scenario)
}

/// How large the parts of an NPV are, against which it is rounded.
fn size(projection: &Projection) -> f64 {
    let forecast = projection.forecast.as_ref().unwrap();
    let costs = projection.case().unwrap().case.pv_costs;
    forecast.present_value.abs() + forecast.baseline_present_value.abs() + costs.abs() + 1.0
}

/// The likely NPV, gain and cash line are those of the projection without risk.
fn assert_likely_is_the_projection(plan: &Plan, outcome: &Uncertainty) {
    let projection = case(plan);
    let scale = 1e-12 * size(&projection);
    let figures = &projection.case().unwrap().case;
    assert!((outcome.likely - figures.npv).abs() <= scale, "{} {}", outcome.likely, figures.npv);
    let by_year = figures.discounted_line();
    assert_eq!(outcome.likely_cumulative.len(), by_year.len() + 1);
    let mut sum = 0.0;
    for (year, cash) in by_year.iter().enumerate() {
        sum += cash.lump + cash.spread;
        let got = outcome.likely_cumulative[year + 1];
        assert!((got - sum).abs() <= scale, "year {year}: {got} {sum}");
    }
    assert_eq!(outcome.first_year, projection.forecast.as_ref().unwrap().first_year);
}

fn within_four_errors(got: f64, expected: f64, error: f64) {
    assert!((got - expected).abs() <= 4.0 * error, "{got} against {expected}: {} errors", (got - expected) / error);
}

#[test]
fn likely_values_give_the_projection() {
    let plan = example::plan();
    for scenario in &plan.scenarios {
        let mut plan = plan.clone();
        plan.active_scenario = Some(scenario.id);
        plan.settings.draws = 1_000;
        assert_likely_is_the_projection(&plan, &run(&plan));
    }
}

/// Mean of each shape, and the share of its mean by which PV changes, computed by hand: a one-off at the start of year 1
/// counts in full, one of year 2 is discounted once, a running cost from year 1 counts 1/1.1 + … + 1/1.1⁵.
#[test]
fn the_mean_of_costs_is_the_closed_form() {
    let annuity: f64 = (1..=5).map(|year| 1.1_f64.powi(-year)).sum();
    let z = 1.644_853_626_951_472_2;
    let (mu, sigma) = ((90.0_f64 * 160.0).ln() / 2.0, (160.0_f64 / 90.0).ln() / (2.0 * z));
    let shapes = [
        (Shape::Triangular, (90.0 + 100.0 + 160.0) / 3.0),
        (Shape::Pert, (90.0 + 400.0 + 160.0) / 6.0),
        (Shape::Normal, 125.0),
        (Shape::Lognormal, (mu + sigma * sigma / 2.0).exp()),
    ];
    for (shape, mean) in shapes {
        let cost = |scale: f64| Some(estimate(90.0 * scale, 100.0 * scale, 160.0 * scale, shape));
        let mut plan = plan();
        let without = npv(&plan);
        edit(&mut plan, FIRST, |i| (i.one_off_cost, i.running_cost) = (cost(1e3), cost(4e2)));
        edit(&mut plan, SECOND, |i| i.one_off_cost = cost(2e3));
        let outcome = run(&plan);
        let expected = without - mean * (1e3 + 4e2 * annuity + 2e3 / 1.1);
        assert_eq!((outcome.draws, outcome.refused), (10_000, 0));
        assert!(outcome.clamped.is_empty() && outcome.standard_error > 0.0);
        within_four_errors(outcome.mean, expected, outcome.standard_error);
        assert_likely_is_the_projection(&plan, &outcome);
    }
}

/// Variances in proportion 1 : 4 for two normal costs give shares of about 1/5 and 4/5: Spearman's ρ of a bivariate normal
/// is 6/π·asin(r/2), with r² = 0.2 and 0.8.
#[test]
fn shares_are_those_of_the_variance() {
    let mut plan = plan();
    edit(&mut plan, FIRST, |i| i.one_off_cost = Some(estimate(90e3, 100e3, 110e3, Shape::Normal)));
    edit(&mut plan, SECOND, |i| {
        i.start_year = 1;
        i.one_off_cost = Some(estimate(80e3, 100e3, 120e3, Shape::Normal));
    });
    let outcome = run(&plan);
    let spearman = |r: f64| -6.0 / std::f64::consts::PI * (r / 2.0).asin();
    let (small, large) = (spearman(0.2_f64.sqrt()), spearman(0.8_f64.sqrt()));
    let [first, second, score] = outcome.shares.as_slice() else { panic!("{:?}", outcome.shares) };
    assert_eq!(first.driver.id, NumberId::Amount(SECOND, InitiativeAmount::OneOffCost));
    assert_eq!(second.driver.id, NumberId::Amount(FIRST, InitiativeAmount::OneOffCost));
    assert_eq!(score.driver.id, NumberId::StageScore(STAGE));
    // The standard error of a rank correlation of 10 000 pairs is about (1 − ρ²)/100.
    assert!((first.correlation - large).abs() < 0.04 * (1.0 - large * large), "{} {large}", first.correlation);
    assert!((second.correlation - small).abs() < 0.04 * (1.0 - small * small), "{} {small}", second.correlation);
    let expected = large * large / (large * large + small * small);
    assert!((first.share - expected).abs() < 0.02, "{} {expected}", first.share);
    assert!((outcome.shares.iter().map(|s| s.share).sum::<f64>() - 1.0).abs() < 1e-12);
}

#[test]
fn the_tornado_is_one_number_at_a_time() {
    let mut plan = plan();
    edit(&mut plan, FIRST, |i| {
        i.one_off_cost = Some(estimate(80e3, 100e3, 130e3, Shape::Pert));
        i.lifts[0].points = estimate(0.2, 1.0, 1.5, Shape::Triangular);
    });
    segment(&mut plan).notes.insert(Place::Driver(Driver::Retention), note(0.8, 0.9, Shape::Normal));
    plan.notes.insert(Setting::Discount, note(0.08, 0.12, Shape::Triangular));
    let outcome = run(&plan);
    let at = |id: NumberId, end: f64| {
        let mut plan = plan.clone();
        write(&mut plan, id, end);
        npv(&plan)
    };
    assert_eq!(outcome.tornado.len(), 5);
    for bar in &outcome.tornado {
        let RangedDriver { id, low, high, .. } = bar.driver;
        let scale = 1e-11 * size(&case(&plan));
        assert!((bar.at_low - at(id, low)).abs() < scale && (bar.at_high - at(id, high)).abs() < scale, "{bar:?}");
    }
    assert!(outcome.tornado.windows(2).all(|pair| pair[0].width() >= pair[1].width()));
}

/// `journey-evaluate --prove-simulation` does the same with 20 000 projections and with 10⁶ draws.
#[test]
fn the_figures_are_those_of_a_loop_through_projections() {
    let plan = everything_ranged();
    let off = against_projections(&plan, &run(&plan), 1_000);
    assert!(off.iter().all(|errors| errors.abs() < 4.0), "{off:?}");
}

#[test]
fn the_same_seed_gives_the_same_bytes_however_it_is_sliced() {
    let mut plan = example::plan();
    plan.settings.draws = 300;
    let whole = format!("{:?}", searched(&plan));
    let mut sliced = Simulation::new(&plan, plan.active_scenario).unwrap();
    let mut before = 0.0;
    while !sliced.step() {
        // Looking at it in between leaves no trace either.
        let outcome = sliced.outcome();
        assert_eq!(outcome.draws + outcome.refused, sliced.draws());
        let progress = sliced.progress();
        assert!((before..=1.0).contains(&progress), "{before} {progress}");
        before = progress;
    }
    assert_eq!(format!("{:?}", sliced.outcome()), whole);
    assert!((sliced.progress() - 1.0).abs() <= 0.0 && sliced.step());
    plan.settings.seed += 1;
    assert_ne!(format!("{:?}", searched(&plan)), whole);
}

#[test]
fn the_order_of_the_plan_does_not_matter() {
    let mut plan = example::plan();
    plan.settings.draws = 300;
    let before = format!("{:?}", searched(&plan));
    plan.segments.reverse();
    plan.stages.reverse();
    plan.initiatives.reverse();
    plan.roles.reverse();
    plan.scenarios[0].initiatives.reverse();
    for initiative in &mut plan.initiatives {
        Arc::make_mut(initiative).lifts.reverse();
    }
    for segment in &mut plan.segments {
        Arc::make_mut(segment).cohorts.reverse();
    }
    assert_eq!(format!("{:?}", searched(&plan)), before);
}

#[test]
fn an_added_range_leaves_the_draws_of_the_others_alone() {
    let mut plan = plan();
    edit(&mut plan, FIRST, |i| i.one_off_cost = Some(estimate(90e3, 100e3, 160e3, Shape::Triangular)));
    let alone = run(&plan);
    // A cost that is spread around nothing moves nothing, but is drawn.
    edit(&mut plan, SECOND, |i| i.one_off_cost = Some(estimate(0.0, 0.0, 1e-9, Shape::Triangular)));
    let beside = run(&plan);
    assert_eq!(beside.tornado.len(), alone.tornado.len() + 1);
    assert!((beside.npv.p10 - alone.npv.p10).abs() < 1e-6 && (beside.npv.p90 - alone.npv.p90).abs() < 1e-6);
}

#[test]
fn scenarios_meet_the_same_draws() {
    let mut plan = plan();
    edit(&mut plan, FIRST, |i| i.one_off_cost = Some(estimate(90e3, 100e3, 160e3, Shape::Triangular)));
    let mut other = plan.scenarios[0].clone();
    (other.id, other.initiatives) = (ScenarioId(10), vec![FIRST]);
    plan.scenarios.push(other);
    let [both, one] = [SCENARIO, ScenarioId(10)].map(|id| simulate_draws(&plan, Some(id)).unwrap());
    assert_eq!(both.npv, one.npv);
}

#[test]
fn draws_beyond_the_domain_are_brought_back_and_counted() {
    let mut plan = plan();
    segment(&mut plan).notes.insert(Place::Driver(Driver::Retention), note(0.75, 0.99, Shape::Normal));
    let outcome = run(&plan);
    // Normal with mean 0.87 and sd 0.24 / 3.289707: above 1 with chance 1 − Φ(1.781925) = 3.738 %.
    let [(driver, count)] = outcome.clamped.as_slice() else { panic!("{:?}", outcome.clamped) };
    assert_eq!(driver.id, NumberId::Segment(SegmentId(3), Place::Driver(Driver::Retention)));
    assert!((*count as f64 - 373.8).abs() < 4.0 * 19.0, "{count}");
    assert_eq!((outcome.draws, outcome.refused), (10_000, 0));
}

#[test]
fn draws_that_do_not_go_together_are_left_out_and_counted() {
    let mut plan = plan();
    for driver in [Driver::Retention, Driver::OpeningCustomers] {
        segment(&mut plan).drivers.remove(&driver);
    }
    // 4000 customers, of whom between 3000 and 5000 leave: a quarter of a triangle around 4000 lies above on one side.
    let churned = Place::Figure(2026, YearlyFigure::ChurnedCustomers);
    *segment(&mut plan).years[0].slot(YearlyFigure::ChurnedCustomers) = Some(n(3500.0));
    segment(&mut plan).notes.insert(churned, note(3000.0, 5000.0, Shape::Triangular));
    let outcome = run(&plan);
    // P(x > 4000) = (5000 − 4000)² / (2000 · 1500) = 1/3.
    assert!((outcome.refused as f64 - 10_000.0 / 3.0).abs() < 4.0 * 47.2, "{}", outcome.refused);
    assert_eq!(outcome.draws + outcome.refused, 10_000);
    let (draws, of) = (outcome.refused, 10_000);
    assert!(outcome.notes.contains(&SimulationNote::LeftOut { draws, of }), "{:?}", outcome.notes);
    let no_end = |n: &&SimulationNote| matches!(n, SimulationNote::NoEnd { high: true, .. });
    let said = outcome.notes.iter().find(no_end).unwrap().written(Pen::PLAIN);
    assert!(said.starts_with("The high end of “Base: Churned customers, 2026”"), "{said}");
}

#[test]
fn without_a_causal_effect_there_is_no_gain() {
    let mut plan = plan();
    fix_causal_share(&mut plan, 0.0);
    edit(&mut plan, FIRST, |i| i.lifts[0].points = estimate(0.5, 1.0, 2.0, Shape::Pert));
    let outcome = searched(&plan);
    assert!([outcome.gain.p10, outcome.gain.p50, outcome.gain.p90].iter().all(|gain| gain.abs() < 1e-6));
    assert!(outcome.shares.iter().all(|s| s.share.is_finite() && s.correlation.is_finite()));
    assert_eq!(outcome.cheapest, None);
}

/// Money on neither side: the case is exactly nothing, not the rounding of two large sums.
fn assert_nothing_happens(plan: &Plan) {
    let outcome = searched(plan);
    let zero = |value: f64| value.to_bits() == 0.0_f64.to_bits();
    assert!(
        zero(outcome.likely) && zero(outcome.mean) && zero(outcome.npv.p10) && zero(outcome.npv.p90),
        "{outcome:?}"
    );
    assert!(zero(outcome.probability_positive) && zero(outcome.standard_error), "{}", outcome.probability_positive);
    assert!(!outcome.tornado.is_empty() && outcome.tornado.iter().all(|bar| zero(bar.width())));
    assert!(!outcome.shares.is_empty() && outcome.shares.iter().all(|share| zero(share.share)));
    assert_eq!(outcome.cheapest, None);
}

#[test]
fn a_scenario_that_does_nothing_gains_exactly_nothing() {
    let mut plan = example::plan();
    plan.settings.draws = 1_000;
    let active = plan.active_scenario;
    let scenario = plan.scenarios.iter_mut().find(|s| Some(s.id) == active).unwrap();
    scenario.initiatives.clear();
    assert_nothing_happens(&plan);
}

#[test]
fn without_a_causal_effect_or_a_cost_the_example_gains_exactly_nothing() {
    let mut plan = example::plan();
    plan.settings.draws = 1_000;
    fix_causal_share(&mut plan, 0.0);
    for initiative in &mut plan.initiatives {
        let initiative = Arc::make_mut(initiative);
        (initiative.one_off_cost, initiative.running_cost) = (None, None);
    }
    assert_nothing_happens(&plan);
}

#[test]
fn an_initiative_beyond_the_horizon_has_no_drivers() {
    let mut plan = plan();
    edit(&mut plan, FIRST, |i| {
        i.lifts[0].points = estimate(0.5, 1.0, 2.0, Shape::Pert);
        i.one_off_cost = Some(estimate(1e3, 2e3, 3e3, Shape::Pert));
        i.running_cost = Some(estimate(1e2, 2e2, 3e2, Shape::Pert));
    });
    let drivers = |start: u32| {
        let mut plan = plan.clone();
        edit(&mut plan, FIRST, |i| i.start_year = start);
        run(&plan).tornado.len()
    };
    let horizon = plan.settings.horizon;
    // Points, both costs, and the score that caps the points.
    assert_eq!((drivers(horizon), drivers(horizon + 1)), (4, 0));
}

#[test]
fn without_any_range_every_draw_is_the_likely_one() {
    let mut plan = plan();
    Arc::make_mut(&mut plan.stages[0]).scores.clear();
    edit(&mut plan, FIRST, |i| i.one_off_cost = Some(Estimate::of(n(100e3))));
    let outcome = searched(&plan);
    assert!(outcome.shares.is_empty() && outcome.tornado.is_empty() && outcome.cheapest.is_none());
    assert!((outcome.npv.p10 - outcome.likely).abs() < 1e-6 && (outcome.mean - outcome.likely).abs() < 1e-6);
    assert!(outcome.standard_error < 1e-6);
    assert!(outcome.histogram.len() == 1 && outcome.histogram[0].draws == 10_000, "{:?}", outcome.histogram);
    assert!(outcome.notes.contains(&SimulationNote::NothingRanged));
}

#[test]
fn evidence_sets_the_range_where_none_is_typed() {
    for (evidence, half) in
        [(Evidence::Assumption, 0.3), (Evidence::Anecdote, 0.2), (Evidence::Survey, 0.1), (Evidence::Measured, 0.05)]
    {
        let mut plan = plan();
        plan.notes.clear();
        edit(&mut plan, FIRST, |i| {
            i.evidence = evidence;
            i.lifts[0].points = Estimate::of(n(2.0));
        });
        Arc::make_mut(&mut plan.stages[0]).evidence = evidence;
        let outcome = run(&plan);
        let ends = |id| {
            let bar = outcome.tornado.iter().find(|bar| bar.driver.id == id).unwrap();
            assert!(bar.driver.by_default);
            (bar.driver.low, bar.driver.high)
        };
        for (id, value) in
            [(NumberId::Amount(FIRST, InitiativeAmount::Points(STAGE)), 2.0), (NumberId::StageScore(STAGE), 6.0)]
        {
            let (low, high) = ends(id);
            assert!((low - value * (1.0 - half)).abs() < 1e-12 && (high - value * (1.0 + half)).abs() < 1e-12);
        }
        assert_eq!(ends(NumberId::Setting(Setting::CausalShare)), (0.0, 1.0));
    }
}

/// The first stage's score and its range, as they are written.
fn score_as_written(plan: &Plan) -> [String; 3] {
    let outcome = run(plan);
    let bar = outcome.tornado.iter().find(|bar| bar.driver.id == NumberId::StageScore(STAGE)).unwrap();
    let RangedDriver { low, likely, high, unit, .. } = bar.driver;
    [low, likely, high].map(|value| write_driver(value, unit, plan.settings.pen()))
}

fn score(plan: &mut Plan, today: f64) {
    Arc::make_mut(&mut plan.stages[0]).scores[0].today = Some(n(today));
}

#[test]
fn scores_are_written_on_the_scale_of_the_plan() {
    let mut plan = plan();
    score(&mut plan, 5.5);
    Arc::make_mut(&mut plan.stages[0]).evidence = Evidence::Survey;
    assert_eq!(score_as_written(&plan), ["4.95", "5.5", "6.05"]);
    // 4.95 lies 3.95/9 up any scale: 1 + 4·3.95/9 = 2.756 and 100·3.95/9 = 43.89.
    plan.settings.scale = Scale::OneToFive;
    assert_eq!(score_as_written(&plan), ["2.76", "3", "3.24"]);
    plan.settings.scale = Scale::ZeroToHundred;
    assert_eq!(score_as_written(&plan), ["43.9", "50", "56.1"]);
    // The mean of a segment's mix is entered on 1–10 in every plan.
    segment(&mut plan).score_mix = ScoreMix::Mean(n(5.5));
    segment(&mut plan).notes.insert(Place::MeanScore, note(5.0, 6.0, Shape::Triangular));
    let outcome = run(&plan);
    let id = NumberId::Segment(SegmentId(3), Place::MeanScore);
    let mean = &outcome.tornado.iter().find(|bar| bar.driver.id == id).unwrap().driver;
    assert_eq!(write_driver(mean.high, mean.unit, plan.settings.pen()), "6");
}

#[test]
fn a_range_by_default_is_named_where_the_driver_ends() {
    let mut plan = plan();
    Arc::make_mut(&mut plan.stages[0]).evidence = Evidence::Assumption;
    score(&mut plan, 9.0);
    edit(&mut plan, FIRST, |i| {
        i.evidence = Evidence::Assumption;
        i.lifts[0].points = Estimate::of(n(8.0));
    });
    let ends = |plan: &Plan, id| {
        let outcome = run(plan);
        let bar = outcome.tornado.iter().find(|bar| bar.driver.id == id).unwrap();
        ([bar.driver.low, bar.driver.high].map(|end| n((end * 1e9).round() / 1e9)), outcome.clamped.len())
    };
    // 9 ± 2.7 and 8 ± 2.4: a score is at most 10, and from 1 to 10 there are 9 points. What is drawn beyond is brought
    // back and counted, of both.
    assert_eq!(ends(&plan, NumberId::StageScore(STAGE)), ([6.3, 10.0].map(n), 2));
    assert_eq!(ends(&plan, NumberId::Amount(FIRST, InitiativeAmount::Points(STAGE))), ([5.6, 9.0].map(n), 2));
    // What was typed is shown as typed.
    edit(&mut plan, FIRST, |i| i.lifts[0].points = estimate(5.0, 8.0, 12.0, Shape::Triangular));
    assert_eq!(ends(&plan, NumberId::Amount(FIRST, InitiativeAmount::Points(STAGE))), ([5.0, 12.0].map(n), 2));
}

/// Tens of three roles, weighted 0.1, 0.1 and 0.7, are 10.000000000000002 on average.
#[test]
fn the_best_score_may_lie_beyond_the_scale_by_its_rounding() {
    let mut plan = plan();
    let role = |(id, weight)| Role { id: RoleId(id), name: format!("Role {id}"), weight: n(weight), colour: 0 };
    plan.roles = (1..).zip([0.1, 0.1, 0.7]).map(role).collect();
    let scored = |r: &Role| RoleScore { role: r.id, today: Some(n(10.0)), target: None };
    let scores = plan.roles.iter().map(scored).collect();
    Arc::make_mut(&mut plan.stages[0]).scores = scores;
    assert!(plan.stages[0].score_today(&plan.roles).unwrap() > 10.0);
    assert_eq!(score_as_written(&plan), ["9.5", "10", "10"]);
}

#[test]
fn a_scenario_keeps_the_ends_of_the_causal_share() {
    let ends = |outcome: &Uncertainty| {
        let id = NumberId::Setting(Setting::CausalShare);
        let driver = &outcome.tornado.iter().find(|bar| bar.driver.id == id).unwrap().driver;
        [driver.low, driver.likely, driver.high].map(n)
    };
    let mut plan = plan();
    plan.notes.insert(Setting::CausalShare, note(0.3, 0.6, Shape::Triangular));
    assert_eq!(ends(&run(&plan)), [0.3, 0.5, 0.6].map(n));
    for (own, expected) in [(0.4, [0.3, 0.4, 0.6]), (0.2, [0.2, 0.2, 0.6]), (0.9, [0.3, 0.9, 0.9])] {
        plan.scenarios[0].overrides.causal_share = Some(n(own));
        let outcome = run(&plan);
        assert_eq!(ends(&outcome), expected.map(n));
        assert_likely_is_the_projection(&plan, &outcome);
    }
}

#[test]
fn what_a_scenario_sets_is_held_and_said() {
    let mut plan = plan();
    segment(&mut plan).notes.insert(Place::Driver(Driver::RevenuePerExisting), note(700.0, 900.0, Shape::Triangular));
    plan.scenarios[0].points_by_hand = vec![(STAGE, n(1.5))];
    plan.scenarios[0].overrides.drivers =
        vec![(SegmentId(3), Driver::RevenuePerExisting, n(850.0)), (SegmentId(3), Driver::Retention, n(0.9))];
    edit(&mut plan, FIRST, |i| i.lifts[0].points = estimate(0.5, 1.0, 2.0, Shape::Pert));
    let outcome = run(&plan);
    let ids: Vec<NumberId> = outcome.tornado.iter().map(|bar| bar.driver.id).collect();
    let revenue = NumberId::Segment(SegmentId(3), Place::Driver(Driver::RevenuePerExisting));
    assert!(
        !ids.contains(&NumberId::Amount(FIRST, InitiativeAmount::Points(STAGE))),
        "points set by hand have no range: {ids:?}"
    );
    assert!(ids.contains(&revenue), "the baseline still draws its own: {ids:?}");
    let bar = outcome.tornado.iter().find(|bar| bar.driver.id == revenue).unwrap();
    assert!(bar.at_low > bar.at_high, "the dearer the baseline, the smaller the gain");
    for said in [
        "Held at what the scenario sets, without a range: points on Support, retention of Base.",
        "Held in the scenario; the baseline still draws it: revenue per existing customer of Base.",
    ] {
        assert!(outcome.notes.iter().any(|n| n.written(Pen::PLAIN) == said), "{:?}", outcome.notes);
    }
    assert_likely_is_the_projection(&plan, &outcome);
}

#[test]
fn only_what_the_forecast_reads_is_a_driver() {
    let mut plan = plan_of(|segment| {
        let range = || note(100.0, 1e6, Shape::Normal);
        for figure in YearlyFigure::ALL {
            segment.notes.insert(Place::Figure(2026, figure), range());
        }
        segment.drivers.insert(Driver::RevenuePerExisting, n(800.0));
    });
    plan.scenarios.push(Scenario::named(SCENARIO, "Nothing"));
    plan.active_scenario = Some(SCENARIO);
    let read = |plan: &Plan| -> Vec<NumberId> {
        let mut ids: Vec<NumberId> = run(plan).tornado.iter().map(|bar| bar.driver.id).collect();
        ids.sort();
        ids
    };
    plan.settings.draws = 1_000;
    let figure = |f| NumberId::Segment(SegmentId(3), Place::Figure(2026, f));
    let all = read(&plan);
    assert!(!all.contains(&figure(YearlyFigure::RevenuePerExisting)), "the typed driver hides it: {all:?}");
    for read in [YearlyFigure::NewCustomers, YearlyFigure::AcquisitionCost, YearlyFigure::ChurnedCustomers] {
        assert!(all.contains(&figure(read)), "{read:?}");
    }
}

/// A cost that swings by 900 000 on an assumption beside one of 100 000: to know the first better narrows the NPV most.
#[test]
fn the_cheapest_fact_is_the_one_that_narrows_most() {
    let mut plan = plan();
    edit(&mut plan, FIRST, |i| i.one_off_cost = Some(estimate(100e3, 500e3, 1e6, Shape::Triangular)));
    edit(&mut plan, SECOND, |i| i.one_off_cost = Some(estimate(100e3, 150e3, 200e3, Shape::Triangular)));
    let found = searched(&plan).cheapest.unwrap();
    assert_eq!(
        (found.driver.id, found.better),
        (NumberId::Amount(FIRST, InitiativeAmount::OneOffCost), Evidence::Anecdote)
    );
    // The same with the narrower range typed: two thirds of 400 000 below and of 500 000 above.
    let before = searched(&plan);
    edit(&mut plan, FIRST, |i| {
        i.one_off_cost = Some(estimate(500e3 - 8e5 / 3.0, 500e3, 500e3 + 1e6 / 3.0, Shape::Triangular));
    });
    let after = searched(&plan);
    assert!((found.spread_now - (before.npv.p90 - before.npv.p10)).abs() < 1e-6);
    assert!((found.spread_then - (after.npv.p90 - after.npv.p10)).abs() < 1e-6 * found.spread_then);
    // A measurement cannot be improved on.
    edit(&mut plan, FIRST, |i| i.evidence = Evidence::Measured);
    assert_eq!(searched(&plan).cheapest.unwrap().driver.id, NumberId::Amount(SECOND, InitiativeAmount::OneOffCost));
}

#[test]
fn the_histogram_holds_every_draw_and_has_an_edge_at_zero() {
    let outcome = run(&example::plan());
    let bins = &outcome.histogram;
    assert!((20..=42).contains(&bins.len()), "{}", bins.len());
    assert_eq!(bins.iter().map(|b| b.draws).sum::<usize>(), outcome.draws);
    assert!(bins.windows(2).all(|pair| (pair[0].to - pair[1].from).abs() < 1e-6));
    let below: usize = bins.iter().filter(|b| b.to <= 0.0).map(|b| b.draws).sum();
    assert!((1.0 - below as f64 / outcome.draws as f64 - outcome.probability_positive).abs() < 1e-12);
}

#[test]
fn there_is_a_reason_where_there_is_no_simulation() {
    let reason = |plan: &Plan, id| simulate(plan, id).unwrap_err().written(Pen::PLAIN);
    let good = plan();
    assert_eq!(reason(&good, None), "The baseline has no case to simulate.");
    let mut plan = good.clone();
    segment(&mut plan).gross_margin = None;
    assert_eq!(reason(&plan, Some(SCENARIO)), "Enter the gross margin of every segment.");
    let mut plan = good.clone();
    plan.segments.clear();
    assert_eq!(reason(&plan, Some(SCENARIO)), "Add a customer segment on the Customers screen.");
    let mut plan = good.clone();
    edit(&mut plan, FIRST, |i| i.one_off_cost = Some(estimate(0.0, 1.0, 2.0, Shape::Lognormal)));
    assert!(reason(&plan, Some(SCENARIO)).contains("“First: one-off cost”"));
    let mut plan = good;
    edit(&mut plan, FIRST, |i| i.one_off_cost = Some(estimate(5.0, 1.0, 2.0, Shape::Triangular)));
    assert!(reason(&plan, Some(SCENARIO)).contains("low end lies above the high end"));
}

#[test]
fn the_shortest_plan_without_discount_is_simulated() {
    let mut plan = plan();
    (plan.settings.horizon, plan.settings.discount) = (1, n(0.0));
    edit(&mut plan, FIRST, |i| i.one_off_cost = Some(estimate(1e3, 2e3, 3e3, Shape::Pert)));
    let outcome = run(&plan);
    assert_eq!(outcome.cumulative.len(), 2);
    assert!((outcome.likely_cumulative[0] + 2e3).abs() < 1e-9);
    assert_likely_is_the_projection(&plan, &outcome);
}

#[test]
fn drawn_cohorts_are_fitted_again() {
    let mut plan = example::plan();
    plan.settings.draws = 1_000;
    let id = plan.segments[0].id;
    Arc::make_mut(&mut plan.segments[0])
        .notes
        .insert(Place::Survivors(2022, 4), note(7_000.0, 7_300.0, Shape::Triangular));
    let outcome = run(&plan);
    let driver = NumberId::Segment(id, Place::Survivors(2022, 4));
    let bar = outcome.tornado.iter().find(|bar| bar.driver.id == driver).unwrap();
    for (got, end) in [(bar.at_low, 7_000.0), (bar.at_high, 7_300.0)] {
        let mut plan = plan.clone();
        write(&mut plan, driver, end);
        assert!((got - npv(&plan)).abs() < 1e-9 * size(&case(&plan)), "{end}");
    }
    assert_likely_is_the_projection(&plan, &outcome);
}

#[test]
fn drawn_shares_of_a_mix_are_scaled_to_add_up() {
    let mut plan = example::plan();
    plan.settings.draws = 1_000;
    let id = plan.segments[0].id;
    Arc::make_mut(&mut plan.segments[0]).notes.insert(Place::Band(0), note(0.08, 0.24, Shape::Triangular));
    let outcome = run(&plan);
    let driver = NumberId::Segment(id, Place::Band(0));
    let bar = outcome.tornado.iter().find(|bar| bar.driver.id == driver).unwrap();
    // 0.24, 0.34, 0.34, 0.16 add up to 1.08.
    let scaled = [0.24, 0.34, 0.34, 0.16].map(|share| n(share / 1.08));
    let mut high = plan.clone();
    Arc::make_mut(&mut high.segments[0]).score_mix = ScoreMix::Bands(scaled);
    assert!((bar.at_high - npv(&high)).abs() < 1e-9 * size(&case(&high)));
    assert_eq!(outcome.refused, 0);
    assert_likely_is_the_projection(&plan, &outcome);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// Ranges around everything; at likely values the case is the projection's, and no figure is anything but a number.
    #[test]
    fn every_plan_is_simulated_around_its_projection(seed in journey_samples::generated::plan_seed(), wide in 0.0..0.5) {
        let mut plan = journey_samples::generated::build(&seed);
        plan.settings.draws = 64;
        for segment in &mut plan.segments {
            let segment = Arc::make_mut(segment);
            let ends = |v: f64| note(v - wide * v.abs(), v + wide * v.abs(), Shape::Triangular);
            let noted: Vec<(Place, f64)> = segment.drivers.iter().map(|(d, v)| (Place::Driver(*d), v.get())).collect();
            segment.notes = noted.into_iter().map(|(place, value)| (place, ends(value))).collect();
            let mean = segment.at(Place::MeanScore).unwrap().get();
            segment.notes.insert(Place::MeanScore, note(mean - wide, mean + wide, Shape::Pert));
        }
        prop_assume!(case(&plan).npv().is_ok());
        let outcome = simulate_draws(&plan, plan.active_scenario);
        let Ok(outcome) = outcome else { return Err(TestCaseError::fail(format!("{outcome:?}"))) };
        assert_likely_is_the_projection(&plan, &outcome);
        let p = outcome.npv;
        let figures = [p.p10, p.p25, p.p50, p.p75, p.p90, outcome.mean, outcome.standard_error];
        prop_assert!(figures.iter().all(|v| v.is_finite()));
        prop_assert!(p.p10 <= p.p25 && p.p25 <= p.p50 && p.p50 <= p.p75 && p.p75 <= p.p90);
        let last = outcome.cumulative.last().unwrap();
        prop_assert!((last.p50 - p.p50).abs() <= 1e-12 * size(&case(&plan)));
        prop_assert!((0.0..=1.0).contains(&outcome.probability_positive));
        prop_assert_eq!(outcome.draws + outcome.refused, 64);
        prop_assert!(outcome.shares.iter().all(|s| s.share.is_finite()));
    }
}
