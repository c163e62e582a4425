//! From one year's customer equity to another's by cause (grade C: the method is in `answers/bridge.rs`).

use journey_engine::answers::bridge::{Bridge, bridge};
use journey_engine::registry::CauseKind;
use journey_engine::{Figure, Projection, project};
use journey_plan::library::example;
use journey_plan::number::locale::Locale;
use journey_plan::number::pen::Pen;
use journey_plan::{CostEntry, Driver, ExistingBasis, Number, Plan, Segment, SegmentId, YearFigures};
use journey_samples::plans::{n, year};
use proptest::prelude::*;
use std::sync::Arc;

const BEFORE: [f64; 8] = [100.0, 10.0, 300.0, 1000.0, 20.0, 4000.0, 200.0, 15.0];
/// 900 existing customers: 1000 + 100 − 200.
const AFTER: [f64; 8] = [140.0, 12.0, 400.0, 900.0, 22.0, 4100.0, 150.0, 17.0];

fn segment(id: u32, years: impl IntoIterator<Item = YearFigures>) -> Segment {
    let mut segment = Segment::empty(SegmentId(id), format!("Segment {id}"), []);
    segment.gross_margin = Some(Number::ONE);
    segment.years = years.into_iter().collect();
    segment
}

fn plan_of(segments: impl IntoIterator<Item = Segment>) -> Plan {
    let mut plan = Plan::empty("bridge");
    plan.segments = segments.into_iter().map(Arc::new).collect();
    plan
}

/// One segment with the two years; existing customers of each as given.
fn two_years(existing: [f64; 2], edit: impl FnOnce(&mut Segment)) -> Plan {
    let (mut before, mut after) = (BEFORE, AFTER);
    [before[3], after[3]] = existing;
    let mut one = segment(1, [year(2025, before), year(2026, after)]);
    edit(&mut one);
    plan_of([one])
}

fn shown(plan: &Plan) -> Projection {
    project(plan, plan.active_scenario)
}

fn between(plan: &Plan, from: i32, to: i32) -> Figure<Bridge> {
    bridge(plan, &shown(plan), from, to)
}

fn close(got: f64, expected: f64) {
    assert!((got - expected).abs() <= 1e-9 * expected.abs().max(1.0), "got {got}, expected {expected}");
}

fn check(bridge: &Bridge, start: f64, causes: &[(CauseKind, f64)], end: f64) {
    let kinds: Vec<CauseKind> = bridge.causes.iter().map(|c| c.kind).collect();
    assert_eq!(kinds, causes.iter().map(|(kind, _)| *kind).collect::<Vec<_>>());
    close(bridge.start, start);
    close(bridge.end, end);
    for (cause, (_, expected)) in bridge.causes.iter().zip(causes) {
        close(cause.value, *expected);
    }
}

#[test]
fn the_worked_bridge_on_opening_basis() {
    // 2025: 100·10 − 300 + 1000·20 − 4000 − 200·15 = 13 700; 2026: 140·12 − 400 + 900·22 − 4100 − 150·17 = 14 430.
    // Means: ARn 11, ARo 21, ARc 16, N 120, O 950, C 175.
    // Acquisition: 40·11 + 100 won in 2025 ·21 = 440 + 2100 = 2540.
    // Retention: −200 lost in 2025 ·21 + 50 fewer·16 = −4200 + 800 = −3400.
    // Revenue per customer: 120·2 + 950·2 − 175·2 = 240 + 1900 − 350 = 1790.
    // Costs: −100 − 100. And 13 700 + 2540 − 3400 + 1790 − 200 = 14 430.
    let bridge = between(&two_years([1000.0, 900.0], |_| {}), 2025, 2026).unwrap();
    let causes = [
        (CauseKind::Acquisition, 2540.0),
        (CauseKind::Retention, -3400.0),
        (CauseKind::RevenuePerCustomer, 1790.0),
        (CauseKind::Costs, -200.0),
    ];
    check(&bridge, 13_700.0, &causes, 14_430.0);
    assert_eq!(bridge.forecast, (false, false));
    let sentences: Vec<&str> = bridge.causes.iter().map(|c| c.sentence.as_str()).collect();
    assert_eq!(
        sentences,
        [
            "100 customers won in 2025 are existing customers in 2026; new customers: 100 in 2025, 140 in 2026.",
            "200 customers lost in 2025 are missing in 2026; churned customers: 200 in 2025, 150 in 2026.",
            "+€1.90k from revenue per existing customer, +€240 per new and −€350 per churned customer.",
            "Acquisition cost: €300 in 2025, €400 in 2026; servicing cost: €4.00k and €4.10k.",
        ]
    );
}

#[test]
fn the_worked_bridge_on_retained_basis() {
    // O without the year's leavers: 800 and 750, mean 775. 2025: 700 + 800·20 − 4000 − 3000 = 9700;
    // 2026: 1280 + 750·22 − 4100 − 2550 = 11 130.
    // Retention as before, and 50 fewer leavers left out of O ·21: −3400 + 1050 = −2350.
    // Revenue per customer: 240 + 775·2 − 350 = 1440. And 9700 + 2540 − 2350 + 1440 − 200 = 11 130.
    let plan = two_years([800.0, 750.0], |s| s.basis = ExistingBasis::Retained);
    let causes = [
        (CauseKind::Acquisition, 2540.0),
        (CauseKind::Retention, -2350.0),
        (CauseKind::RevenuePerCustomer, 1440.0),
        (CauseKind::Costs, -200.0),
    ];
    check(&between(&plan, 2025, 2026).unwrap(), 9_700.0, &causes, 11_130.0);
}

#[test]
fn the_worked_bridge_refined() {
    // gm = λ = 0.5: half of every revenue, a quarter of the leavers' in the year they leave.
    // 2025: 500 − 300 + 10 000 − 4000 − 750 = 5450; 2026: 840 − 400 + 9900 − 4100 − 637.5 = 5602.5.
    // 1270; −2100 + 200 = −1900; 120 + 950 − 87.5 = 982.5; −200.
    let mut plan = two_years([1000.0, 900.0], |s| {
        s.gross_margin = Some(n(0.5));
        s.churn_timing = n(0.5);
    });
    plan.settings.refined = true;
    let causes = [
        (CauseKind::Acquisition, 1270.0),
        (CauseKind::Retention, -1900.0),
        (CauseKind::RevenuePerCustomer, 982.5),
        (CauseKind::Costs, -200.0),
    ];
    check(&between(&plan, 2025, 2026).unwrap(), 5_450.0, &causes, 5_602.5);
}

#[test]
fn customers_that_no_year_explains_are_a_cause_of_their_own() {
    // 2026 starts with 30 more than 2025 closed with: 30·21 = 630. Revenue per existing: 965·2 = 1930 instead of 1900.
    // 2026: 1280 + 930·22 − 4100 − 2550 = 15 090 = 13 700 + 2540 − 3400 + 1820 − 200 + 630.
    let plan = two_years([1000.0, 930.0], |_| {});
    let causes = [
        (CauseKind::Acquisition, 2540.0),
        (CauseKind::Retention, -3400.0),
        (CauseKind::RevenuePerCustomer, 1820.0),
        (CauseKind::Costs, -200.0),
        (CauseKind::UnexplainedCustomers, 630.0),
    ];
    let bridge = between(&plan, 2025, 2026).unwrap();
    check(&bridge, 13_700.0, &causes, 15_090.0);
    assert_eq!(
        bridge.causes[4].sentence,
        "30 customers more than winning and losing explains: a year does not start where the one before closed."
    );
}

#[test]
fn leavers_counted_differently_in_the_forecast_are_a_cause_of_their_own() {
    // Entered on retained basis: 700 + 800·20 − 4000 − 3000 = 9700, 1000 at the start, 900 at the end. The forecast keeps
    // every rate and counts at the start: N 100, O 900, C 20 % = 180, cost 3 per new, 4 per customer:
    // 1000 − 300 + 900·20 − 3600 − 180·15 = 12 400.
    // Acquisition 100·20; retention −200·20 + 20·15 = −3700; costs +400; the 200 leavers of 2025 counted again ·20 = 4000.
    let mut before = BEFORE;
    before[3] = 800.0;
    let mut one = segment(1, [year(2025, before)]);
    one.basis = ExistingBasis::Retained;
    let causes = [
        (CauseKind::Acquisition, 2000.0),
        (CauseKind::Retention, -3700.0),
        (CauseKind::RevenuePerCustomer, 0.0),
        (CauseKind::Costs, 400.0),
        (CauseKind::CountingOfLeavers, 4000.0),
    ];
    let bridge = between(&plan_of([one]), 2025, 2026).unwrap();
    check(&bridge, 9_700.0, &causes, 12_400.0);
    assert_eq!(bridge.forecast, (false, true));
}

#[test]
fn several_years_count_everybody_won_and_lost_on_the_way() {
    // A third year: 900 + 140 − 150 = 890 at the start, everything else as in 2026.
    let mut last = AFTER;
    last[3] = 890.0;
    let plan = two_years([1000.0, 900.0], |s| s.years.push(year(2027, last)));
    let bridge = between(&plan, 2025, 2027).unwrap();
    // 40·11 + (100 + 140)·21 = 5480; −(200 + 150)·21 + 50·16 = −6550.
    close(bridge.causes[0].value, 5480.0);
    close(bridge.causes[1].value, -6550.0);
    assert_eq!(
        bridge.causes[0].sentence,
        "240 customers won from 2025 to 2026 are existing customers in 2027; new customers: 100 in 2025, 140 in 2027."
    );
}

#[test]
fn segments_add_up_and_the_way_back_has_the_opposite_sign() {
    let other = || segment(2, [year(2025, AFTER), year(2026, BEFORE)]);
    let one = || segment(1, [year(2025, BEFORE), year(2026, AFTER)]);
    let both = between(&plan_of([one(), other()]), 2025, 2026).unwrap();
    let alone = [one(), other()].map(|s| between(&plan_of([s]), 2025, 2026).unwrap());
    close(both.start, alone[0].start + alone[1].start);
    for kind in [CauseKind::Acquisition, CauseKind::Retention, CauseKind::RevenuePerCustomer, CauseKind::Costs] {
        let of = |b: &Bridge| b.causes.iter().find(|c| c.kind == kind).unwrap().value;
        close(of(&both), of(&alone[0]) + of(&alone[1]));
    }
    let back = between(&plan_of([other(), one()]), 2026, 2025).unwrap();
    assert_eq!((back.from, back.to), (2026, 2025));
    assert_eq!((back.start.to_bits(), back.end.to_bits()), (both.end.to_bits(), both.start.to_bits()));
    for (a, b) in both.causes.iter().zip(&back.causes) {
        assert!(a.kind == b.kind && (a.value + b.value).abs() <= 0.0, "{a:?} {b:?}");
    }
    // The amounts in the sentence follow the direction, the counts are those of the years they name.
    let alone_back = between(&two_years([1000.0, 900.0], |_| {}), 2026, 2025).unwrap();
    assert!(alone_back.causes[2].sentence.starts_with("−€1.90k from"), "{}", alone_back.causes[2].sentence);
    assert!(alone_back.causes[0].sentence.starts_with("100 customers won in 2025"));
}

#[test]
fn numbers_in_sentences_follow_the_locale() {
    let mut plan = two_years([1000.0, 900.0], |s| s.years[0].new_customers = Some(n(1234.0)));
    plan.settings.locale = Locale::DeDe;
    let bridge = between(&plan, 2025, 2026).unwrap();
    assert!(bridge.causes[0].sentence.starts_with("1.234 customers won in 2025"), "{}", bridge.causes[0].sentence);
}

#[test]
fn a_bridge_that_cannot_be_built_says_why() {
    let reason = |plan: &Plan, from, to| between(plan, from, to).unwrap_err().written(Pen::PLAIN);
    let whole = two_years([1000.0, 900.0], |_| {});
    assert_eq!(reason(&whole, 2026, 2026), "Choose two different years.");
    assert_eq!(reason(&whole, 2024, 2026), "Segment 1 lacks complete figures for 2024.");
    assert_eq!(
        reason(&whole, 2026, 2040),
        "Segment 1 has no figures for 2032, which lies beyond the horizon.",
        "the horizon is five years"
    );
    let gap = two_years([1000.0, 900.0], |s| s.years[1].year = 2027);
    assert_eq!(reason(&gap, 2025, 2027), "Segment 1 lacks complete figures for 2026.");
    let late = segment(2, [year(2026, AFTER)]);
    let both = plan_of([whole.segments[0].as_ref().clone(), late]);
    assert_eq!(reason(&both, 2025, 2026), "Segment 2 lacks complete figures for 2025.");
    let impossible = two_years([100.0, 900.0], |_| {});
    assert_eq!(
        reason(&impossible, 2025, 2026),
        "Segment 1, 2025: 200 customers left, but only 100 were there at the start of the year."
    );
    let no_forecast = two_years([1000.0, 900.0], |s| {
        s.drivers.insert(Driver::Retention, n(1.5));
    });
    let why = reason(&no_forecast, 2026, 2027);
    assert!(why.starts_with("Segment 1 has no forecast for 2027: Segment 1: Retention must be between"), "{why}");
    assert_eq!(reason(&Plan::empty("nothing"), 2025, 2026), "Add a customer segment on the Customers screen.");
}

/// A generated entered year: N, ARn, AC, ARo, SC, share of leavers, ARc, and the customers it starts with if not those
/// the year before closed with.
type YearSeed = (f64, f64, f64, f64, f64, f64, f64, Option<f64>);

#[derive(Debug, Clone)]
struct SegmentSeed {
    years: Vec<YearSeed>,
    start: f64,
    retained: bool,
    per_customer: bool,
    margin: Option<f64>,
    timing: f64,
    opening: Option<f64>,
    growth: f64,
}

fn segment_seed() -> impl Strategy<Value = SegmentSeed> {
    let year = (
        (prop_oneof![Just(0.0), 0.0..1e4], 0.0..1e3, 0.0..1e5, 0.0..1e3),
        (0.0..1e6, 0.0..=1.0, 0.0..1e3, proptest::option::weighted(0.3, 1.0..1e5)),
    )
        .prop_map(|((new, arn, ac, aro), (sc, left, arc, gap))| (new, arn, ac, aro, sc, left, arc, gap));
    (
        (proptest::collection::vec(year, 3), 1.0..1e5, any::<bool>(), any::<bool>()),
        (proptest::option::weighted(0.8, 0.0..=1.0), 0.0..=1.0, proptest::option::weighted(0.2, 0.0..1e5), -0.1..0.2),
    )
        .prop_map(|((years, start, retained, per_customer), (margin, timing, opening, growth))| SegmentSeed {
            years,
            start,
            retained,
            per_customer,
            margin,
            timing,
            opening,
            growth,
        })
}

fn build_segment(id: u32, seed: &SegmentSeed) -> Segment {
    let mut start = seed.start;
    let mut years = Vec::new();
    for (index, (new, arn, ac, aro, sc, left, arc, gap)) in seed.years.iter().enumerate() {
        start = gap.unwrap_or(start);
        let churned = start * left;
        let existing = if seed.retained { start - churned } else { start };
        years.push(year(2024 + index as i32, [*new, *arn, *ac, existing, *aro, *sc, churned, *arc]));
        start += new - churned;
    }
    let mut built = segment(id, years);
    built.basis = if seed.retained { ExistingBasis::Retained } else { ExistingBasis::Opening };
    built.costs = if seed.per_customer { CostEntry::PerCustomer } else { CostEntry::Total };
    built.gross_margin = seed.margin.map(n);
    built.churn_timing = n(seed.timing);
    // What a generated last year may leave undefined: a base of nobody has no rate and no cost per customer.
    for (driver, value) in [
        (Driver::Retention, 0.8),
        (Driver::AcquisitionCostPerNew, 12.0),
        (Driver::ServicingCostPerExisting, 7.0),
        (Driver::NewGrowth, seed.growth),
        (Driver::PriceGrowth, seed.growth / 2.0),
        (Driver::CostGrowth, -seed.growth / 3.0),
    ] {
        built.drivers.insert(driver, n(value));
    }
    built.drivers.extend(seed.opening.map(|o| (Driver::OpeningCustomers, n(o))));
    built
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn every_bridge_closes(seeds in proptest::collection::vec(segment_seed(), 1..4), refined in any::<bool>()) {
        let mut plan = plan_of(seeds.iter().enumerate().map(|(i, s)| build_segment(10 + i as u32, s)));
        plan.settings.refined = refined;
        plan.settings.horizon = 3;
        let projection = shown(&plan);
        let mut reversed = plan.clone();
        reversed.segments.reverse();
        let other_order = shown(&reversed);
        for from in 2024..=2029 {
            for to in (2024..=2029).filter(|to| *to != from) {
                let built = bridge(&plan, &projection, from, to).unwrap();
                let total = |year| projection.rows.iter().filter(|r| r.year == year).map(|r| r.as_published).sum::<f64>();
                let causes: f64 = built.causes.iter().map(|c| c.value).sum();
                let size = built.start.abs() + built.end.abs() + built.causes.iter().map(|c| c.value.abs()).sum::<f64>();
                prop_assert!((built.start + causes - built.end).abs() <= 1e-9 * size, "{built:?}");
                prop_assert!((built.start - total(from)).abs() <= 1e-9 * size && (built.end - total(to)).abs() <= 1e-9 * size);
                let same = bridge(&reversed, &other_order, from, to).unwrap();
                prop_assert_eq!(&built, &same, "the order of segments changes no digit");
            }
        }
    }

    #[test]
    fn unexplained_customers_appear_only_where_a_start_is_off(mut seeds in proptest::collection::vec(segment_seed(), 1..4)) {
        for seed in &mut seeds {
            seed.opening = None;
            seed.years.iter_mut().for_each(|y| y.7 = None);
        }
        let plan = plan_of(seeds.iter().enumerate().map(|(i, s)| build_segment(10 + i as u32, s)));
        let bridge = between(&plan, 2024, 2031).unwrap();
        prop_assert!(bridge.causes.iter().all(|c| c.kind != CauseKind::UnexplainedCustomers), "{bridge:?}");
    }

    #[test]
    fn the_terms_of_a_row_give_its_blocks(seeds in proptest::collection::vec(segment_seed(), 1..3), refined in any::<bool>()) {
        let mut plan = plan_of(seeds.iter().enumerate().map(|(i, s)| build_segment(10 + i as u32, s)));
        plan.settings.refined = refined;
        let projection = shown(&plan);
        prop_assert_eq!(projection.rows.len(), seeds.len() * (3 + plan.settings.horizon as usize));
        for row in &projection.rows {
            let t = &row.terms;
            let new = t.gross_margin * t.figures.new_customers * t.figures.revenue_per_new - t.figures.acquisition_cost;
            let existing =
                t.gross_margin * t.figures.existing_customers * t.figures.revenue_per_existing - t.figures.servicing_cost;
            let churn =
                t.gross_margin * t.churn_timing * t.figures.churned_customers * t.figures.revenue_per_churned;
            for (got, expected) in [(new, row.new_block), (existing, row.existing_block), (churn, row.churn_block)] {
                prop_assert!((got - expected).abs() <= 1e-9 * expected.abs().max(1.0));
            }
        }
    }
}

#[test]
fn a_forecast_year_carries_the_effects_of_experience_in_its_terms() {
    // The example's scenario lifts spend of its transaction segment and retention of the other: against the baseline
    // the years ahead earn more per existing customer there and lose fewer customers here; the entered years are alike.
    let plan = example::plan();
    let (scenario, baseline) = (shown(&plan), project(&plan, None));
    let (mut richer, mut kept) = (0, 0);
    for (a, b) in scenario.rows.iter().zip(&baseline.rows) {
        if !a.forecast {
            assert_eq!(a.terms, b.terms);
            continue;
        }
        richer += usize::from(a.terms.figures.revenue_per_existing > b.terms.figures.revenue_per_existing * 1.000_1);
        kept += usize::from(a.terms.figures.churned_customers < b.terms.figures.churned_customers * 0.999_9);
    }
    assert!(richer > 0 && kept > 0, "{richer} {kept}");
}
