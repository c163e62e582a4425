//! Quick levers (models, section 6), each against the worked roll-forward of section 2 computed apart: in a script whose
//! results are quoted, or in a loop of its own.

use journey_engine::answers::levers::{Lever, RENEWED, levers};
use journey_engine::model::sbg_fit::fit;
use journey_engine::project;
use journey_engine::registry::LeverKind;
use journey_output::exchange::evaluation::evaluate;
use journey_plan::library::example;
use journey_plan::number::pen::Pen;
use journey_plan::{
    BusinessModel, Driver, Initiative, InitiativeId, Number, Plan, Scenario, ScenarioId, ScoreMix, Segment, SegmentId,
    StagePoints, YearFigures, YearlyFigure,
};
use journey_samples::plans::n;
use std::sync::Arc;

/// The worked roll-forward: 4000 at the start, 1000 won growing by 5 %, 15 % leave, revenues 500/800/800, unit costs
/// 200 and 225, margin and churn timing 1, 10 %, mid-year, five years; everybody's score is 5.
fn worked() -> Segment {
    let mut segment = Segment::empty(SegmentId(1), "Base", [2026]);
    segment.gross_margin = Some(Number::ONE);
    segment.score_mix = ScoreMix::Scores([0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0].map(n));
    for (driver, value) in [
        (Driver::OpeningCustomers, 4000.0),
        (Driver::NewFirstYear, 1000.0),
        (Driver::NewGrowth, 0.05),
        (Driver::Retention, 0.85),
        (Driver::RevenuePerNew, 500.0),
        (Driver::AcquisitionCostPerNew, 200.0),
        (Driver::RevenuePerExisting, 800.0),
        (Driver::ServicingCostPerExisting, 225.0),
        (Driver::RevenuePerChurned, 800.0),
    ] {
        segment.drivers.insert(driver, n(value));
    }
    segment
}

fn plan_of(segments: impl IntoIterator<Item = Segment>) -> Plan {
    let mut plan = Plan::empty("levers");
    plan.segments = segments.into_iter().map(Arc::new).collect();
    plan
}

fn pulled(plan: &Plan, renewed: f64) -> Vec<Lever> {
    levers(plan, plan.active_scenario, renewed).unwrap_or_else(|reason| panic!("{reason:?}"))
}

fn lever(plan: &Plan, kind: LeverKind) -> Lever {
    pulled(plan, RENEWED).into_iter().find(|l| l.kind == kind).unwrap()
}

fn near(got: f64, expected: f64, what: &str) {
    assert!((got - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{what}: got {got}, expected {expected}");
}

/// The change of year-1 equity and of present value.
fn is(lever: &Lever, equity: f64, present_value: f64) {
    let change = lever.change.as_ref().unwrap_or_else(|reason| panic!("{:?}: {reason:?}", lever.kind));
    near(change.equity, equity, &lever.label);
    // The quoted present values have six decimals.
    let got = change.present_value;
    assert!((got - present_value).abs() < 1e-6, "{}: got {got}, expected {present_value}", lever.label);
}

/// One segment's year-1 equity and present value by the formula of the models: retention of year 1 and of later years,
/// a factor on spend, margin and churn timing.
struct Loop {
    opening: f64,
    retention: (f64, f64),
    unit_cost: f64,
    revenues: [f64; 3],
    spend: f64,
    margin: f64,
    timing: f64,
}

const WORKED: Loop = Loop {
    opening: 4000.0,
    retention: (0.85, 0.85),
    unit_cost: 200.0,
    revenues: [500.0, 800.0, 800.0],
    spend: 1.0,
    margin: 1.0,
    timing: 1.0,
};

impl Loop {
    fn run(&self) -> (f64, f64) {
        let [per_new, per_existing, per_churned] = self.revenues;
        let (mut opening, mut first, mut present_value) = (self.opening, 0.0, 0.0);
        for t in 1..=5 {
            let retention = if t == 1 { self.retention.0 } else { self.retention.1 };
            let new = 1000.0 * 1.05_f64.powi(t - 1);
            let churned = (1.0 - retention) * opening;
            let revenue = new * per_new + self.spend * (opening * per_existing - self.timing * churned * per_churned);
            let equity = self.margin * revenue - new * self.unit_cost - opening * 225.0;
            first = if t == 1 { equity } else { first };
            present_value += equity * 1.1_f64.powf(0.5 - f64::from(t));
            opening += new - churned;
        }
        (first, present_value)
    }

    fn less(&self, base: &Self) -> (f64, f64) {
        let (after, before) = (self.run(), base.run());
        (after.0 - before.0, after.1 - before.1)
    }
}

#[test]
fn the_levers_of_the_worked_roll_forward() {
    use LeverKind as K;
    // Quoted from a script of twenty lines that rolls the example forward: 2 120 000 and 9 826 493.157839 before, as
    // the models print it.
    let plan = plan_of([worked()]);
    let found = pulled(&plan, RENEWED);
    let kinds: Vec<LeverKind> = found.iter().map(|l| l.kind).collect();
    assert_eq!(kinds, [K::Retention, K::Renewal, K::Experience, K::AcquisitionCost, K::Prices]);
    // 40 of 4000 more stay: 40·800.
    is(&found[0], 32_000.0, 278_222.086_841);
    // 400 of the 600 who leave renew: 400·800, and 400 more at the start of 2028.
    is(&found[1], 320_000.0, 751_748.855_295);
    // Everybody goes from 5 to 6: r = logistic(logit 0.85 + 0.156386747) = 0.868868118, half of it counted.
    is(&found[2], 30_188.988_954, 262_296.026_903);
    // A tenth of 200 000.
    is(&found[3], 20_000.0, 87_063.537_031);
    // 5 % of 1000·500 + 4000·800 − 600·800.
    is(&found[4], 161_000.0, 745_529.121_246);
}

#[test]
fn the_sources_gross_figure_stands_beside_the_renewal() {
    let renewal = lever(&plan_of([worked()]), LeverKind::Renewal);
    near(renewal.gross.unwrap(), 0.1 * 4000.0 * 800.0, "x·O·ARo");
    assert_eq!(renewal.label, "Renew another 10\u{a0}% of the base");
    assert_eq!(
        renewal.sentence,
        "In 2027 another 10\u{a0}% of the 4,000 customers at the start of the year renew: 200 leave instead of 600."
    );
    assert!(renewal.note.unwrap().starts_with("Gross, as C. Hidalgo counts it, they spend €320k a year"));
}

#[test]
fn no_more_customers_renew_than_leave() {
    let plan = plan_of([worked()]);
    let renewal = pulled(&plan, 0.5).swap_remove(1);
    let all_stay = Loop { retention: (1.0, 0.85), ..WORKED }.less(&WORKED);
    let change = renewal.change.as_ref().unwrap();
    near(change.equity, 600.0 * 800.0, "all 600 stay");
    near(change.present_value, all_stay.1, "all 600 stay");
    near(renewal.gross.unwrap(), 600.0 * 800.0, "gross");
    assert!(renewal.sentence.ends_with("0 leave instead of 600."), "{}", renewal.sentence);
    assert!(renewal.note.unwrap().starts_with("Fewer than 50\u{a0}% leave, so that only those can renew: Base."));
    let error = levers(&plan, None, 1.2).unwrap_err().written(Pen::PLAIN);
    assert!(error.contains("share of the base that renews"), "{error}");
    assert!(levers(&plan, None, f64::NAN).is_err());
}

#[test]
fn a_higher_price_at_the_same_unit_cost_is_all_margin() {
    let mut segment = worked();
    segment.gross_margin = Some(n(0.6));
    segment.churn_timing = n(0.5);
    // 5 % of the revenue 1000·500 + 4000·800 − 0.5·600·800 = 3 460 000, not 60 % of it.
    is(&lever(&plan_of([segment.clone()]), LeverKind::Prices), 173_000.0, 801_708.506_537);
    // With prices that grow, too: unit costs grow with them, as without the lever.
    segment.drivers.insert(Driver::PriceGrowth, n(0.03));
    let change = lever(&plan_of([segment]), LeverKind::Prices).change.unwrap();
    let mut opening = 4000.0;
    let mut expected = 0.0;
    for t in 0..5 {
        let new = 1000.0 * 1.05_f64.powi(t);
        let revenue = 1.03_f64.powi(t) * (new * 500.0 + opening * 800.0 - 0.5 * 0.15 * opening * 800.0);
        expected += 0.05 * revenue * 1.1_f64.powf(-0.5 - f64::from(t));
        opening += new - 0.15 * opening;
    }
    near(change.present_value, expected, "prices that grow");
}

#[test]
fn a_point_moves_spend_where_customers_buy_and_retention_where_they_renew() {
    let mut segment = worked();
    segment.model = BusinessModel::Transaction;
    // 2.4^(1/9) − 1 = 10.216 %, half of it counted, on 800 of existing and churned alike.
    is(&lever(&plan_of([segment.clone()]), LeverKind::Experience), 138_941.217_535, 650_469.349_383);
    // Who gives a 10 stays there.
    segment.score_mix = ScoreMix::Scores([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0].map(n));
    let best = lever(&plan_of([segment]), LeverKind::Experience).change.unwrap_err();
    assert_eq!(best.written(Pen::PLAIN), "Every customer gives the best score already.");
}

#[test]
fn a_point_counts_with_the_chosen_causal_share_from_year_one() {
    let mut plan = plan_of([worked()]);
    plan.settings.phase_in = vec![n(0.0), n(0.0), n(0.0), n(0.0), n(0.0)];
    let mut scenario = Scenario::named(ScenarioId(9), "All of it");
    scenario.overrides.causal_share = Some(Number::ONE);
    plan.scenarios.push(scenario);
    is(&lever(&plan, LeverKind::Experience), 30_188.988_954, 262_296.026_903);
    plan.active_scenario = Some(ScenarioId(9));
    is(&lever(&plan, LeverKind::Experience), 60_377.977_909, 530_645.126_513);
    plan.scenarios[0].overrides.causal_share = Some(Number::ZERO);
    let reason = lever(&plan, LeverKind::Experience).change.unwrap_err().written(Pen::PLAIN);
    assert_eq!(reason, "With a causal share of 0\u{a0}% experience moves nothing.");
}

#[test]
fn levers_start_from_the_baseline_whatever_the_scenario_changes() {
    let mut plan = plan_of([worked()]);
    let before = pulled(&plan, RENEWED);
    let stage = journey_plan::Stage::named(journey_plan::StageId(2), "Deploy");
    let points = journey_plan::Estimate::of(Number::ONE);
    let mut initiative = Initiative::named(InitiativeId(3), "Fix");
    initiative.lifts.push(StagePoints { stage: stage.id, points });
    plan.stages.push(Arc::new(stage));
    plan.initiatives.push(Arc::new(initiative));
    let mut scenario = Scenario::named(ScenarioId(9), "Other drivers");
    scenario.initiatives.push(InitiativeId(3));
    scenario.overrides.drivers.push((SegmentId(1), Driver::Retention, n(0.5)));
    plan.scenarios.push(scenario);
    plan.active_scenario = Some(ScenarioId(9));
    assert_eq!(pulled(&plan, RENEWED), before);
}

#[test]
fn retention_stops_at_all_of_them() {
    let mut almost = worked();
    almost.drivers.insert(Driver::Retention, n(0.996));
    let base = Loop { retention: (0.996, 0.996), ..WORKED };
    let found = lever(&plan_of([almost]), LeverKind::Retention);
    let (equity, present_value) = Loop { retention: (1.0, 1.0), ..WORKED }.less(&base);
    let change = found.change.unwrap();
    near(change.equity, equity, "capped");
    near(change.present_value, present_value, "capped");
    assert_eq!(found.note.unwrap(), "Retention ends at 100\u{a0}%: Base.");

    let mut loyal = worked();
    loyal.drivers.insert(Driver::Retention, Number::ONE);
    let plan = plan_of([loyal]);
    let reason = |kind| lever(&plan, kind).change.unwrap_err().written(Pen::PLAIN);
    assert_eq!(reason(LeverKind::Retention), "Nobody leaves, so that retention cannot rise.");
    assert_eq!(reason(LeverKind::Renewal), "Nobody leaves, so that nobody more can renew.");
}

#[test]
fn levers_without_anything_to_pull_say_so() {
    let mut free = worked();
    free.drivers.insert(Driver::AcquisitionCostPerNew, Number::ZERO);
    for revenue in [Driver::RevenuePerNew, Driver::RevenuePerExisting, Driver::RevenuePerChurned] {
        free.drivers.insert(revenue, Number::ZERO);
    }
    let plan = plan_of([free]);
    let reason = |kind| lever(&plan, kind).change.unwrap_err().written(Pen::PLAIN);
    assert_eq!(reason(LeverKind::AcquisitionCost), "There is no acquisition cost to cut.");
    assert_eq!(reason(LeverKind::Prices), "There is no revenue to raise.");
    let nothing = levers(&Plan::empty("nothing"), None, RENEWED).unwrap_err();
    assert_eq!(nothing.written(Pen::PLAIN), "Add a customer segment on the Customers screen.");
}

#[test]
fn segments_add_up_and_a_missing_margin_is_told() {
    let mut second = worked();
    second.id = SegmentId(2);
    second.drivers.insert(Driver::OpeningCustomers, n(500.0));
    let alone = [plan_of([worked()]), plan_of([second.clone()])].map(|plan| pulled(&plan, RENEWED));
    let mut plan = plan_of([second, worked()]);
    for (index, both) in pulled(&plan, RENEWED).iter().enumerate() {
        let sum = |read: fn(&Lever) -> f64| alone.iter().map(|levers| read(&levers[index])).sum::<f64>();
        near(both.change.as_ref().unwrap().equity, sum(|l| l.change.as_ref().unwrap().equity), &both.label);
        let present_value = sum(|l| l.change.as_ref().unwrap().present_value);
        near(both.change.as_ref().unwrap().present_value, present_value, &both.label);
    }
    Arc::make_mut(&mut plan.segments[0]).gross_margin = None;
    for found in pulled(&plan, RENEWED) {
        let note = found.note.unwrap();
        assert!(note.ends_with("In revenue terms, because a segment lacks its gross margin."), "{note}");
    }
}

/// The subscriptions of the example alone: cohorts that follow a fitted curve, and growth in all prices and costs.
fn subscriptions() -> Plan {
    let mut plan = example::plan();
    plan.segments.truncate(1);
    plan.scenarios.clear();
    plan.active_scenario = None;
    plan
}

/// Year-1 equity and present value of the subscriptions with retention by age and year, (renewals made, year) → rate.
fn by_age(retention: &dyn Fn(usize, usize) -> f64) -> (f64, f64) {
    // Won 2022–2026, still there at the end of 2026: those who have made 4, 3, 2, 1 and no renewals; they are the base.
    let mut base: Vec<f64> = vec![10_000.0, 8_000.0, 7_600.0, 7_383.0, 7_235.0];
    assert!((base.iter().sum::<f64>() - (32_983.0 + 10_000.0 - 2_765.0)).abs() < 1e-9, "they tie to the base");
    let (mut first, mut present_value) = (0.0, 0.0);
    for t in 0..5 {
        let grown = |rate: f64| (1.0 + rate).powi(t);
        let (price, cost) = (grown(0.015), grown(0.02));
        let new = 10_000.0 * grown(0.02);
        let rate = |age: usize| retention(age, t as usize);
        let opening: f64 = base.iter().sum();
        let churned: f64 = base.iter().enumerate().map(|(age, n)| n * (1.0 - rate(age))).sum();
        let revenue = price * (new * 620.0 + opening * 840.0 - churned * 780.0);
        let equity = 0.78 * revenue - cost * (new * 480.0 + opening * 6_900_000.0 / 32_983.0);
        first = if t == 0 { equity } else { first };
        present_value += equity * 1.1_f64.powf(-0.5 - f64::from(t));
        base = std::iter::once(new).chain(base.iter().enumerate().map(|(age, n)| n * rate(age))).collect();
    }
    (first, present_value)
}

#[test]
fn levers_follow_the_tenure_of_fitted_cohorts() {
    let plan = subscriptions();
    let cohorts: Vec<Vec<f64>> = vec![
        vec![10_000.0, 8_000.0, 7_600.0, 7_383.0, 7_235.0],
        vec![10_000.0, 8_000.0, 7_600.0, 7_383.0],
        vec![10_000.0, 8_000.0, 7_600.0],
        vec![10_000.0, 8_000.0],
        vec![10_000.0],
    ];
    let curve = fit(&cohorts).unwrap().curve;
    // r(t) = (β + t − 1)/(α + β + t − 1), a renewals made: r(a + 1).
    let (alpha, beta) = (curve.alpha(), curve.beta());
    let usual = |age: usize| (beta + age as f64) / (alpha + beta + age as f64);
    let before = by_age(&|age, _| usual(age));
    let forecast = project(&plan, None).forecast.unwrap();
    near(forecast.baseline_present_value, before.1, "the baseline itself");
    let check = |kind, after: (f64, f64)| {
        let change = lever(&plan, kind).change.unwrap();
        let what = format!("{kind:?}");
        // Differences of two figures of some 10⁷ each.
        assert!((change.equity - (after.0 - before.0)).abs() < 1e-5, "{what}: {change:?} {:?}", after.0 - before.0);
        assert!((change.present_value - (after.1 - before.1)).abs() < 1e-5, "{what}: {change:?}");
    };
    // Every age's rate, in every year.
    check(LeverKind::Retention, by_age(&|age, _| (usual(age) + 0.01).min(1.0)));
    // One round of renewals; fewer than 10 % of the base leave, so that all who would leave in 2027 stay …
    let opening = 40_218.0;
    let base = [10_000.0, 8_000.0, 7_600.0, 7_383.0, 7_235.0];
    let left: f64 = base.iter().enumerate().map(|(age, n)| n * (1.0 - usual(age))).sum();
    let share = (0.1 * opening / left).min(1.0);
    check(LeverKind::Renewal, by_age(&|age, t| usual(age) + if t == 0 { share * (1.0 - usual(age)) } else { 0.0 }));
    // … and some of them when 3 % renew, the same part of every tenure's leavers.
    let some = pulled(&plan, 0.03).swap_remove(1);
    let part = 0.03 * opening / left;
    let after = by_age(&|age, t| usual(age) + if t == 0 { part * (1.0 - usual(age)) } else { 0.0 });
    near(some.change.unwrap().equity, 0.03 * opening * 0.78 * 780.0, "C falls by x·O");
    near(pulled(&plan, 0.03)[1].change.as_ref().unwrap().present_value, after.1 - before.1, "the kept ones stay");
    near(some.gross.unwrap(), 0.03 * opening * 840.0, "gross");
}

#[test]
fn a_cost_that_wins_nobody_can_be_cut_too() {
    let mut segment = Segment::empty(SegmentId(1), "Base", []);
    segment.gross_margin = Some(Number::ONE);
    let mut year = YearFigures::empty(2026);
    // N, ARn, AC, O, ARo, SC, C, ARc: 50 000 were spent and nobody was won.
    for (figure, value) in YearlyFigure::ALL.into_iter().zip([0.0, 0.0, 50_000.0, 100.0, 10.0, 0.0, 10.0, 10.0]) {
        *year.slot(figure) = Some(n(value));
    }
    segment.years.push(year);
    let found = lever(&plan_of([segment]), LeverKind::AcquisitionCost);
    near(found.change.unwrap().equity, 5_000.0, "a tenth of the total");
    assert_eq!(
        found.sentence,
        "The same new customers cost 10\u{a0}% less in every year, €45.0k instead of €50.0k in 2027."
    );
}

#[test]
fn every_lever_says_what_was_changed_in_the_plans_words() {
    let told: Vec<String> = pulled(&example::plan(), RENEWED).into_iter().map(|l| l.sentence).collect();
    assert_eq!(
        told[0],
        "Retention of all 2 segments is one percentage point higher in every year from 2027, whatever the tenure."
    );
    assert_eq!(
        told[2],
        "Every customer’s score is one point higher, at most 10, from 2027 on and fully phased in; 50\u{a0}% of the \
         published effect is counted."
    );
    assert!(told[4].starts_with("Revenue per new, existing and churned customer of all 2 segments is 5\u{a0}% higher"));
}

#[test]
fn an_auditor_reads_the_levers_of_every_scenario() {
    let mut plan = plan_of([worked()]);
    let mut scenario = Scenario::named(ScenarioId(9), "Nothing is real");
    scenario.overrides.causal_share = Some(Number::ZERO);
    plan.scenarios.push(scenario);
    let evaluated = evaluate(&plan);
    let of = |scenario: usize| evaluated["scenarios"][scenario]["levers"].as_array().unwrap();
    let keys: Vec<&str> = of(0).iter().map(|l| l["lever"].as_str().unwrap()).collect();
    assert_eq!(keys, ["retention", "renewal", "experience", "acquisition_cost", "prices"]);
    near(of(0)[1]["equity"].as_f64().unwrap(), 320_000.0, "renewal");
    near(of(0)[1]["gross"].as_f64().unwrap(), 320_000.0, "gross");
    assert!(of(1)[2]["present_value"].is_null() && of(1)[2]["reason"].is_string());
}
