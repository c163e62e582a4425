//! The reference cases that a plan can express, computed through a whole plan: the screens and the auditor's evaluation
//! show the figures of the formulas. Reads the fixture of `cargo xtask reference`.

use journey_engine::model::sbg::Sbg;
use journey_engine::{Forecast, project};
use journey_output::exchange::evaluation::evaluate;
use journey_plan::{
    BusinessModel, Cohort, Continuum, CustomerState, Driver, Estimate, ExistingBasis, Initiative, InitiativeId, Number,
    Plan, RetentionModel, Role, RoleId, RoleScore, Scenario, ScenarioId, ScoreMix, Segment, SegmentId, SpendCurve,
    Stage, StageId, StagePoints, Timing, YearFigures,
};
use journey_samples::plans::n;
use serde_json::Value;
use std::sync::Arc;

const YEAR: i32 = 2026;
const STAGE: StageId = StageId(1);

fn num(inputs: &Value, key: &str) -> f64 {
    inputs[key].as_f64().unwrap_or_else(|| panic!("“{key}” is not a number"))
}

fn list(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect()
}

/// The cases of `op` that expect figures and that a plan can express; there is at least one.
fn cases(op: &str, expressible: impl Fn(&Value) -> bool) -> Vec<Value> {
    let all: Vec<Value> = serde_json::from_str(include_str!("../../../engine/tests/fixtures/cases.json")).unwrap();
    let expected = |case: &Value| case["op"] == op && case["expected"]["error"] != true;
    let cases: Vec<Value> = all.into_iter().filter(|case| expected(case) && expressible(&case["inputs"])).collect();
    assert!(!cases.is_empty(), "no case of {op}");
    cases
}

/// Compares a figure with the case, within the case's own tolerance.
fn check(case: &Value, key: &str, got: f64, expected: &Value) {
    let tolerance = case["tolerance"].get(key).unwrap_or(&case["tolerance"]);
    let expected = expected.as_f64().unwrap();
    let allowed = tolerance["rel"].as_f64().map_or_else(|| num(tolerance, "abs"), |rel| rel * expected.abs() + 1e-12);
    assert!((got - expected).abs() <= allowed, "{} {key}: got {got} … expected {expected}", case["name"]);
}

fn check_all(case: &Value, key: &str, got: impl Iterator<Item = f64>) {
    let expected = case["expected"][key].as_array().unwrap();
    let got: Vec<f64> = got.collect();
    assert_eq!(got.len(), expected.len(), "{} {key}", case["name"]);
    for (got, expected) in got.into_iter().zip(expected) {
        check(case, key, got, expected);
    }
}

/// A segment that earns nothing yet: every driver typed, one customer who stays.
fn segment(id: u32, model: BusinessModel) -> Segment {
    let mut segment = Segment::empty(SegmentId(id), format!("Segment {id}"), [YEAR]);
    segment.model = model;
    segment.gross_margin = Some(Number::ONE);
    for driver in Driver::ALL {
        segment.drivers.insert(driver, Number::ZERO);
    }
    segment.drivers.insert(Driver::OpeningCustomers, Number::ONE);
    segment.drivers.insert(Driver::Retention, Number::ONE);
    segment
}

/// A plan of `segments` with one stage, scored 1 so that no lift is capped.
fn plan_of(segments: Vec<Segment>, years: usize) -> Plan {
    let mut plan = Plan::empty("case");
    plan.settings.horizon = years as u32;
    plan.roles = vec![Role { id: RoleId(2), name: "Buyer".into(), weight: Number::ONE, colour: 0 }];
    let mut stage = Stage::named(STAGE, "Use");
    stage.scores.push(RoleScore { role: RoleId(2), today: Some(Number::ONE), target: None });
    plan.stages.push(Arc::new(stage));
    plan.segments = segments.into_iter().map(Arc::new).collect();
    plan
}

/// The rows of the baseline as the auditor's evaluation prints them.
fn evaluated(plan: &Plan) -> (Vec<Value>, Value) {
    let all = evaluate(plan);
    let baseline = &all["scenarios"][0];
    (baseline["equity"].as_array().unwrap().clone(), baseline.clone())
}

#[test]
fn equity_of_a_year() {
    let cases = cases("equity_year", |_| true);
    for case in &cases {
        let i = &case["inputs"];
        let mut segment = segment(10, BusinessModel::Transaction);
        let value = |key| Some(n(num(i, key)));
        segment.years = vec![YearFigures {
            year: YEAR,
            new_customers: value("new_customers"),
            revenue_per_new: value("revenue_per_new"),
            acquisition_cost: value("acquisition_cost"),
            existing_customers: value("existing_customers"),
            revenue_per_existing: value("revenue_per_existing"),
            servicing_cost: value("servicing_cost"),
            churned_customers: value("churned_customers"),
            revenue_per_churned: value("revenue_per_churned"),
        }];
        segment.gross_margin = value("gross_margin");
        segment.churn_timing = n(num(i, "churn_timing"));
        segment.basis =
            if i["existing_basis"] == "retained" { ExistingBasis::Retained } else { ExistingBasis::Opening };
        let mut plan = plan_of(vec![segment], 1);
        plan.settings.refined = true;
        let (rows, _) = evaluated(&plan);
        for (key, expected) in case["expected"].as_object().unwrap() {
            check(case, key, num(&rows[0], key), expected);
        }
    }
}

#[test]
fn a_roll_forward_at_a_constant_rate() {
    let cases = cases("roll_forward", |i| num(i, "years") <= 20.0);
    for case in &cases {
        let i = &case["inputs"];
        let mut segment = segment(10, BusinessModel::Subscription);
        for (driver, key) in [
            (Driver::OpeningCustomers, "opening_customers"),
            (Driver::NewFirstYear, "new_first_year"),
            (Driver::NewGrowth, "new_growth"),
            (Driver::RevenuePerNew, "revenue_per_new"),
            (Driver::AcquisitionCostPerNew, "acquisition_cost_per_new"),
            (Driver::RevenuePerExisting, "revenue_per_existing"),
            (Driver::ServicingCostPerExisting, "servicing_cost_per_existing"),
            (Driver::RevenuePerChurned, "revenue_per_churned"),
            (Driver::PriceGrowth, "price_growth"),
            (Driver::CostGrowth, "cost_growth"),
        ] {
            segment.drivers.insert(driver, n(num(i, key)));
        }
        segment.drivers.insert(Driver::Retention, n(1.0 - num(i, "churn_rate")));
        let mut plan = plan_of(vec![segment], num(i, "years") as usize);
        plan.settings.discount = n(num(i, "discount_rate"));
        for (timing, key) in [(Timing::Start, "pv_start"), (Timing::Mid, "pv_mid"), (Timing::End, "pv_end")] {
            plan.settings.timing = timing;
            let (rows, scenario) = evaluated(&plan);
            check_all(case, "closing", rows.iter().map(|row| num(row, "closing")));
            check_all(case, "equity", rows.iter().map(|row| num(row, "equity")));
            check(case, key, num(&scenario, "present_value"), &case["expected"][key]);
        }
    }
}

/// Cohorts that lie exactly on `curve`, so that the fit finds it: one per age, `alive` of each left today.
fn cohorts_on(curve: Sbg, alive: &[f64]) -> Vec<Cohort> {
    let cohort = |(age, alive): (usize, &f64)| {
        let survivors = (0..=age).map(|t| Some(n(alive * curve.survival(t) / curve.survival(age))));
        Cohort { year: YEAR - age as i32, survivors: survivors.collect(), percent: false }
    };
    alive.iter().enumerate().map(cohort).collect()
}

#[test]
fn a_roll_forward_by_age() {
    // A plan's new customers grow at one rate, and a curve is fitted to two transitions at least.
    let grown = |new: &[f64], t: usize| new[0] * (new.get(1).map_or(1.0, |second| second / new[0])).powi(t as i32);
    let cases = cases("age_roll_forward", |i| {
        let (opening, new) = (list(&i["opening_by_renewals_made"]), list(&i["new_customers"]));
        opening.len() > 2
            && opening.iter().all(|n| *n > 0.0)
            && new.iter().enumerate().all(|(t, n)| (n - grown(&new, t)).abs() <= 1e-9 * n.abs())
    });
    for case in &cases {
        let i = &case["inputs"];
        let curve = Sbg::new(num(i, "alpha"), num(i, "beta")).unwrap();
        let (opening, new) = (list(&i["opening_by_renewals_made"]), list(&i["new_customers"]));
        let years = num(i, "years") as usize;
        let growth = new.get(1).map_or(0.0, |second| second / new[0] - 1.0);
        let mut segment = segment(10, BusinessModel::Subscription);
        segment.retention_model = RetentionModel::CohortFit;
        segment.cohorts = cohorts_on(curve, &opening);
        segment.drivers.remove(&Driver::Retention);
        segment.drivers.insert(Driver::OpeningCustomers, n(opening.iter().sum()));
        segment.drivers.insert(Driver::NewFirstYear, n(new[0]));
        segment.drivers.insert(Driver::NewGrowth, n(growth));
        let (rows, _) = evaluated(&plan_of(vec![segment], years));
        // The fit finds the curve to about eight digits, which is what is left here.
        for key in ["closing", "churned"] {
            for (row, expected) in rows.iter().zip(list(&case["expected"][key])) {
                assert!(
                    (num(row, key) - expected).abs() <= 1e-7 * expected,
                    "{} {key}: {row} {expected}",
                    case["name"]
                );
            }
        }
    }
}

#[test]
fn the_value_of_the_base() {
    let cases = cases("base_value", |i| num(i, "margin") >= 0.0);
    for case in &cases {
        let i = &case["inputs"];
        let mut segment = segment(10, BusinessModel::Subscription);
        let triangle = i["cohorts"].as_array().unwrap();
        let cohort = |(age, row): (usize, &Value)| Cohort {
            year: YEAR - triangle.len() as i32 + 1 + age as i32,
            survivors: list(row).into_iter().map(|count| Some(n(count))).collect(),
            percent: false,
        };
        segment.cohorts = triangle.iter().enumerate().map(cohort).collect();
        segment.drivers.insert(Driver::RevenuePerExisting, n(num(i, "margin")));
        let mut plan = plan_of(vec![segment], 1);
        plan.settings.discount = n(num(i, "discount_rate"));
        let forecast = forecast(&plan);
        let (_, value) = forecast.base_values.first().unwrap();
        for (key, got) in [
            ("alpha", value.curve.alpha()),
            ("beta", value.curve.beta()),
            ("pooled_retention", value.pooled_retention),
            ("customers", value.customers),
            ("cohort_value", value.cohort_value),
            ("pooled_value", value.pooled_value),
        ] {
            check(case, key, got, &case["expected"][key]);
        }
    }
}

fn forecast(plan: &Plan) -> Forecast {
    project(plan, plan.active_scenario).forecast.unwrap()
}

/// What the scores of a case do to spend and retention, year by year, through a plan with one segment that spends and
/// one that stays: a single customer of each, who spends 1 a year or stays with the case's chance.
struct Lifted {
    mean_score: f64,
    spend: Vec<f64>,
    retention: Vec<f64>,
}

fn lifted(
    inputs: &Value,
    lifts: &[(usize, f64)],
    years: usize,
    kappa: f64,
    phase_in: Vec<f64>,
    curve: SpendCurve,
) -> Lifted {
    let mix: [f64; 10] = list(&inputs["mix"]).try_into().unwrap();
    let mut spends = segment(10, BusinessModel::Transaction);
    spends.drivers.insert(Driver::RevenuePerExisting, Number::ONE);
    let mut stays = segment(11, BusinessModel::Subscription);
    stays.drivers.insert(Driver::Retention, n(num(inputs, "retention")));
    for segment in [&mut spends, &mut stays] {
        segment.score_mix = ScoreMix::Scores(mix.map(n));
    }
    let mut plan = plan_of(vec![spends, stays], years);
    plan.settings.causal_share = n(kappa);
    plan.settings.phase_in = phase_in.into_iter().map(n).collect();
    plan.settings.spend_curve = curve;
    let mut scenario = Scenario::named(ScenarioId(20), "Lifted");
    for (index, (start, points)) in lifts.iter().enumerate() {
        let mut initiative = Initiative::named(InitiativeId(30 + index as u32), "Lift");
        initiative.start_year = *start as u32;
        initiative.lifts = vec![StagePoints { stage: STAGE, points: Estimate::of(n(*points)) }];
        scenario.initiatives.push(initiative.id);
        plan.initiatives.push(Arc::new(initiative));
    }
    plan.active_scenario = Some(scenario.id);
    plan.scenarios.push(scenario);
    let projection = project(&plan, plan.active_scenario);
    let of = |id| projection.rows.iter().filter(move |row| row.segment == SegmentId(id));
    Lifted {
        mean_score: projection.forecast.as_ref().unwrap().segments[0].mean_score,
        spend: of(10).map(|row| row.existing_block / row.opening).collect(),
        retention: of(11).map(|row| 1.0 - row.churned / row.opening).collect(),
    }
}

#[test]
fn a_shift_of_the_scores() {
    let cases = cases("experience_shift", |i| (0.0..=9.0).contains(&num(i, "shift_points")));
    for case in &cases {
        let i = &case["inputs"];
        let lifts = [(1, num(i, "shift_points"))];
        let full = |curve| lifted(i, &lifts, 1, 1.0, vec![1.0], curve);
        let applied = lifted(i, &lifts, 1, num(i, "causal_share"), vec![num(i, "phase_in")], SpendCurve::Geometric);
        let geometric = full(SpendCurve::Geometric);
        for (key, got) in [
            ("mean_score", geometric.mean_score),
            ("spend_ratio_geometric", geometric.spend[0]),
            ("spend_ratio_linear", full(SpendCurve::Linear).spend[0]),
            ("retention_full", geometric.retention[0]),
            ("spend_ratio_applied", applied.spend[0]),
            ("retention_applied", applied.retention[0]),
        ] {
            check(case, key, got, &case["expected"][key]);
        }
    }
}

#[test]
fn lifts_that_start_in_different_years() {
    let cases = cases("staggered_lift", |i| {
        let points: f64 = i["lifts"].as_array().unwrap().iter().map(|l| num(l, "points")).sum();
        points <= 9.0 && num(i, "retention") > 0.0
    });
    for case in &cases {
        let i = &case["inputs"];
        let lift = |l: &Value| (num(l, "start_year") as usize, num(l, "points"));
        let lifts: Vec<(usize, f64)> = i["lifts"].as_array().unwrap().iter().map(lift).collect();
        let years = num(i, "years") as usize;
        let got = lifted(i, &lifts, years, num(i, "causal_share"), list(&i["phase_in"]), SpendCurve::Geometric);
        check_all(case, "spend_ratio", got.spend.into_iter());
        check_all(case, "retention", got.retention.into_iter());
    }
}

#[test]
fn customers_by_state() {
    let names = CustomerState::ALL;
    let cases = cases("continuum", |i| {
        let customers = list(&i["customers"]);
        let states = customers.len();
        (1..=4).contains(&states) && customers.iter().sum::<f64>() > 0.0 && (1.0..=20.0).contains(&num(i, "years"))
    });
    for case in &cases {
        let i = &case["inputs"];
        let customers = list(&i["customers"]);
        let total: f64 = customers.iter().sum();
        let states = &names[names.len() - customers.len()..];
        let mut segment = segment(10, BusinessModel::Subscription);
        segment.drivers.insert(Driver::OpeningCustomers, n(total));
        let mut continuum = Continuum::default();
        for (from, row) in states.iter().zip(i["transition"].as_array().unwrap()) {
            for (to, share) in states.iter().zip(list(row)) {
                continuum.transitions.insert((*from, *to), n(share));
            }
        }
        continuum.revenue = states.iter().copied().zip(list(&i["yearly_revenue"]).into_iter().map(n)).collect();
        continuum.start = states.iter().copied().zip(customers.iter().map(|c| n(c / total))).collect();
        segment.continuum = Some(continuum);
        let mut plan = plan_of(vec![segment], num(i, "years") as usize);
        plan.settings.discount = n(num(i, "discount_rate"));
        let forecast = forecast(&plan);
        let view = forecast.states[0].1.as_ref().unwrap();
        check_all(case, "expected_years", view.expected_years().unwrap().iter().copied());
        check_all(case, "present_value", view.present_values().unwrap().iter().copied());
        let expected = case["expected"]["customers"].as_array().unwrap();
        assert_eq!(view.outlook.customers.len(), expected.len());
        for (got, expected) in view.outlook.customers.iter().zip(expected) {
            for (got, expected) in got.iter().zip(expected.as_array().unwrap()) {
                check(case, "customers", *got, expected);
            }
        }
    }
}

#[test]
fn budgets_beside_the_survey() {
    let cases = cases("budget_gap", |i| num(i, "budget") > 0.0);
    for case in &cases {
        let i = &case["inputs"];
        let (budget, share) = (num(i, "budget"), num(i, "retention_and_expansion_share"));
        let mut plan = plan_of(vec![segment(10, BusinessModel::Subscription)], 1);
        let stage = Arc::make_mut(&mut plan.stages[0]);
        stage.budget.acquisition = Some(n(budget * (1.0 - share)));
        stage.budget.retention = Some(n(budget * share * 0.6));
        stage.budget.expansion = Some(n(budget * share * 0.4));
        let gap = project(&plan, None).budget.unwrap().gap;
        for (key, got) in [
            ("points_to_average", gap.points_to_average),
            ("points_to_top", gap.points_to_top),
            ("move_to_average", gap.move_to_average),
            ("move_to_top", gap.move_to_top),
        ] {
            check(case, key, got, &case["expected"][key]);
        }
    }
}
