//! Two segments made one, by hand: what adds up, what is averaged, what is refused; and how a split divides.

use journey_engine::merge::{MergeError, merge_segments};
use journey_engine::project;
use journey_engine::projection::EquityRow;
use journey_plan::{
    BusinessModel, CellNote, Cohort, Command, CommandError, Continuum, CostEntry, CustomerState, Driver, ExistingBasis,
    Grade, Place, Plan, RetentionModel, Scenario, ScenarioId, ScoreMix, Segment, SegmentId, Shape, Spread, StageId,
    WeightSource, YearFigures, YearlyFigure,
};
use journey_samples::plans::{n, year};
use std::sync::Arc;

fn close(got: f64, expected: f64, size: f64) -> bool {
    (got - expected).abs() <= 1e-9 * size.abs().max(1.0)
}

const A: SegmentId = SegmentId(100);
const B: SegmentId = SegmentId(101);

fn split(plan: &Plan, segment: SegmentId, share: f64) -> Result<Plan, CommandError> {
    plan.apply(&Command::SplitSegment { segment, share: n(share), name: "Part".into() })
}

fn merge(plan: &Plan, into: SegmentId, from: SegmentId) -> Result<Plan, String> {
    let merged = merge_segments(plan, into, from).map_err(|error| error.to_string())?;
    plan.apply(&merged.command()).map_err(|error| error.to_string())
}

fn edit(plan: &mut Plan, id: SegmentId, change: impl FnOnce(&mut Segment)) {
    let slot = plan.segments.iter_mut().find(|s| s.id == id).unwrap();
    change(Arc::make_mut(slot));
}

const OF_A: [f64; 8] = [100.0, 10.0, 300.0, 1000.0, 20.0, 4000.0, 200.0, 15.0];
const OF_B: [f64; 8] = [300.0, 30.0, 500.0, 3000.0, 40.0, 8000.0, 300.0, 5.0];

fn pair() -> Plan {
    let mut plan = Plan::empty("two segments");
    for (id, name, figures) in [(A, "Small", OF_A), (B, "Large", OF_B)] {
        let mut segment = Segment::empty(id, name, []);
        segment.gross_margin = Some(n(0.5));
        segment.years = vec![year(2026, figures)];
        plan.segments.push(Arc::new(segment));
    }
    plan.settings.horizon = 2;
    plan
}

fn refused(plan: &Plan) -> String {
    merge_segments(plan, A, B).unwrap_err().to_string()
}

fn said(plan: &Plan, sentence: &str) {
    let remarks = merge_segments(plan, A, B).unwrap().remarks;
    assert!(remarks.iter().any(|remark| remark.to_string() == sentence), "{remarks:#?}");
}

#[test]
fn two_segments_become_one_with_the_same_year() {
    let plan = pair();
    let merged = merge(&plan, A, B).unwrap();
    assert_eq!(merged.segments.len(), 1);
    let one = merged.segment(A).unwrap();
    assert_eq!(one.name, "Small");
    // N 100 + 300; ARn (100·10 + 300·30) / 400; O 1000 + 3000; ARo (1000·20 + 3000·40) / 4000; C 200 + 300;
    // ARc (200·15 + 300·5) / 500.
    assert_eq!(one.years, [year(2026, [400.0, 25.0, 800.0, 4000.0, 35.0, 12_000.0, 500.0, 9.0])]);
    assert!(one.drivers.is_empty());
    let p = project(&merged, None);
    let row = p.rows[0];
    // 700 + 8500; 16 000 + 112 000; 3000 + 1500.
    assert_eq!((row.new_block, row.existing_block, row.churn_block), (9200.0, 128_000.0, 4500.0));
    assert_eq!(p.equity_this_year, project(&plan, None).equity_this_year);
    assert_eq!(p.equity_this_year, Ok(132_700.0));
    said(&plan, "“Revenue per new customer” of 2026 becomes the mean, weighted by new customers.");
    said(&plan, "“Revenue per churned customer” of 2026 becomes the mean, weighted by churned customers.");
    said(&plan, "Customers and total costs of “Large” are added to “Small”.");
}

#[test]
fn rates_that_follow_from_the_year_are_those_of_all_customers() {
    // 500 of 4000 leave; the two apart lose 20 % and 10 %, so that of the 900 and 3000 who open year 1 480 leave, not
    // 12.5 % of 3900. The opening customers are the same.
    let plan = pair();
    let lost =
        |plan: &Plan| -> f64 { project(plan, None).rows.iter().filter(|r| r.year == 2027).map(|r| r.churned).sum() };
    let opening =
        |plan: &Plan| -> f64 { project(plan, None).rows.iter().filter(|r| r.year == 2027).map(|r| r.opening).sum() };
    let merged = merge(&plan, A, B).unwrap();
    assert_eq!((opening(&plan), opening(&merged)), (3900.0, 3900.0));
    assert!(close(lost(&plan), 480.0, 480.0) && close(lost(&merged), 487.5, 487.5));
    said(
        &plan,
        "Entered years keep their sums. The years ahead follow the averages, so that present value and gain may differ \
         from the two apart.",
    );
}

/// Every driver of both typed, in the order of [`Driver::ALL`].
fn typed() -> Plan {
    let mut plan = pair();
    let of_a = [900.0, 120.0, 0.1, 0.8, 10.0, 3.0, 20.0, 4.0, 15.0, 0.05, 0.0];
    let of_b = [3000.0, 280.0, 0.0, 0.9, 30.0, 2.0, 40.0, 3.0, 5.0, 0.0, 0.02];
    for (id, values) in [(A, of_a), (B, of_b)] {
        edit(&mut plan, id, |s| s.drivers = Driver::ALL.into_iter().zip(values.map(n)).collect());
    }
    plan
}

#[test]
fn typed_drivers_are_weighted_by_what_they_are_of() {
    let mut plan = typed();
    edit(&mut plan, A, |s| (s.gross_margin, s.churn_timing) = (Some(n(0.4)), n(0.5)));
    let merged = merge(&plan, A, B).unwrap();
    let one = merged.segment(A).unwrap();
    let expected = [
        (Driver::OpeningCustomers, 3900.0),
        (Driver::NewFirstYear, 400.0),
        (Driver::NewGrowth, 0.03),                             // 120 · 10 % of 400
        (Driver::Retention, 3420.0 / 3900.0),                  // 720 + 2700 of 3900
        (Driver::RevenuePerNew, 24.0),                         // 1200 + 8400, by 400
        (Driver::AcquisitionCostPerNew, 2.3),                  // 360 + 560, by 400
        (Driver::RevenuePerExisting, 138_000.0 / 3900.0),      // 18 000 + 120 000
        (Driver::ServicingCostPerExisting, 12_600.0 / 3900.0), // 3600 + 9000
        (Driver::RevenuePerChurned, 8.75),                     // 180 · 15 + 300 · 5, by 480
        (Driver::PriceGrowth, 960.0 / 147_600.0),              // 5 % of 19 200, of 19 200 + 128 400
        (Driver::CostGrowth, 191.2 / 13_520.0),                // 2 % of 9560, of 3960 + 9560
    ];
    for (driver, value) in expected {
        assert!(close(one.drivers[&driver].get(), value, value), "{}: {:?}", driver.label(), one.drivers[&driver]);
    }
    let (margin, lost) = ((0.4 * 19_200.0 + 0.5 * 128_400.0) / 147_600.0, (0.5 * 2700.0 + 1500.0) / 4200.0);
    assert!(close(one.gross_margin.unwrap().get(), margin, 1.0) && close(one.churn_timing.get(), lost, 1.0));
}

#[test]
fn with_typed_drivers_year_1_is_kept_and_year_2_only_its_new_customers() {
    let plan = typed();
    let merged = merge(&plan, A, B).unwrap();
    let of = |plan: &Plan, year| {
        let p = project(plan, None);
        let rows: Vec<_> = p.rows.into_iter().filter(|r| r.year == year).collect();
        let sum = |pick: fn(&EquityRow) -> f64| rows.iter().map(pick).sum::<f64>();
        [sum(|r| r.equity), sum(|r| r.new), sum(|r| r.churned), sum(|r| r.closing)]
    };
    // Equity 0.5 · (9600 + 138 000 − 4200) − 920 − 12 600.
    for (got, expected) in of(&merged, 2027).into_iter().zip([58_180.0, 400.0, 480.0, 3820.0]) {
        assert!(close(got, expected, expected), "{got} for {expected}");
    }
    let (apart, together) = (of(&plan, 2028), of(&merged, 2028));
    // 120 · 1.1 + 280 new ones; 168 of 840 and 298 of 2980 leave, against 12.3 % of 3820.
    assert!(close(apart[1], 412.0, 412.0) && close(together[1], 412.0, 412.0));
    assert!(close(apart[2], 466.0, 466.0) && close(together[2], 3820.0 * 480.0 / 3900.0, 470.0));
    assert!((apart[0] - together[0]).abs() > 1.0);
}

#[test]
fn a_driver_typed_for_one_meets_what_follows_for_the_other() {
    for (basis, costs) in [
        (ExistingBasis::Opening, CostEntry::Total),
        (ExistingBasis::Retained, CostEntry::Total),
        (ExistingBasis::Retained, CostEntry::PerCustomer),
    ] {
        let mut plan = typed();
        for id in [A, B] {
            edit(&mut plan, id, |s| (s.basis, s.costs) = (basis, costs));
        }
        edit(&mut plan, B, |s| s.drivers.clear());
        // What follows is the engine's to say.
        let f = project(&plan, None).forecast.unwrap();
        let resolved = |id: SegmentId, driver: Driver| f.segment(id).unwrap().driver(driver).unwrap().value;
        let merged = merge(&plan, A, B).unwrap();
        let got = |driver| merged.segment(A).unwrap().drivers[&driver].get();
        let weighted = |driver, weight| {
            let (a, b) = (resolved(A, weight), resolved(B, weight));
            (resolved(A, driver) * a + resolved(B, driver) * b) / (a + b)
        };
        for count in [Driver::OpeningCustomers, Driver::NewFirstYear] {
            assert!(close(got(count), resolved(A, count) + resolved(B, count), got(count)));
        }
        for driver in [Driver::RevenuePerNew, Driver::AcquisitionCostPerNew, Driver::NewGrowth] {
            assert!(close(got(driver), weighted(driver, Driver::NewFirstYear), got(driver)), "{}", driver.label());
        }
        for driver in [Driver::RevenuePerExisting, Driver::ServicingCostPerExisting, Driver::Retention] {
            assert!(close(got(driver), weighted(driver, Driver::OpeningCustomers), got(driver)), "{}", driver.label());
        }
    }
}

#[test]
fn an_empty_figure_stays_empty_unless_it_is_of_nobody() {
    let mut plan = pair();
    edit(&mut plan, B, |s| *s.years[0].slot(YearlyFigure::RevenuePerNew) = None);
    let revenue = |plan: &Plan| merge(plan, A, B).unwrap().segment(A).unwrap().years[0].revenue_per_new;
    assert_eq!(revenue(&plan), None);
    said(
        &plan,
        "Empty afterwards, because one of the two lacks the number or the customers it is of: “Revenue per new customer, \
         2026”.",
    );
    said(&plan, "No longer complete, so that it has no equity and nothing follows from it: 2026.");
    edit(&mut plan, B, |s| *s.years[0].slot(YearlyFigure::NewCustomers) = Some(n(0.0)));
    assert_eq!(revenue(&plan), Some(n(10.0)));
    // Without the number of customers there is no weight.
    let mut plan = pair();
    edit(&mut plan, B, |s| *s.years[0].slot(YearlyFigure::NewCustomers) = None);
    let year = merge(&plan, A, B).unwrap().segment(A).unwrap().years[0].clone();
    assert_eq!((year.new_customers, year.revenue_per_new), (None, None));
}

#[test]
fn a_year_before_the_other_began_stands_and_any_other_gap_is_refused() {
    let mut plan = pair();
    edit(&mut plan, A, |s| s.years.insert(0, year(2025, OF_A)));
    let merged = merge(&plan, A, B).unwrap();
    assert_eq!(merged.segment(A).unwrap().years[0], year(2025, OF_A));
    said(&plan, "2025 stays as it is: only “Small” has figures for it, and “Large” begins later.");
    edit(&mut plan, A, |s| s.years.push(year(2027, OF_A)));
    assert_eq!(
        refused(&plan),
        "“Small” has figures for 2027, but “Large” has none. Enter them, or remove the year from “Small”, on the \
         Customers screen."
    );
    // A segment without any figures begins later only if nobody opens year 1 in it.
    let mut plan = typed();
    edit(&mut plan, B, |s| s.years = vec![YearFigures::empty(2026)]);
    assert!(refused(&plan).starts_with("“Small” has figures for 2026, but “Large” has none."));
    edit(&mut plan, B, |s| s.drivers.extend([(Driver::OpeningCustomers, n(0.0))]));
    assert_eq!(merge(&plan, A, B).unwrap().segment(A).unwrap().years, [year(2026, OF_A)]);
}

#[test]
fn different_kinds_of_segment_are_refused_with_the_setting() {
    let sentence = |change: fn(&mut Segment)| {
        let mut plan = pair();
        edit(&mut plan, B, change);
        refused(&plan)
    };
    assert_eq!(
        sentence(|s| s.model = BusinessModel::Transaction),
        "“Business” is “Subscription” for “Small” and “Transaction” for “Large”. Make it the same for both on the \
         Customers screen, with numbers that fit it."
    );
    let basis = sentence(|s| s.basis = ExistingBasis::Retained);
    assert!(
        basis.starts_with("“Existing customers” is “include leavers” for “Small” and “exclude leavers” for “Large”.")
    );
    let costs = sentence(|s| s.costs = CostEntry::PerCustomer);
    assert!(costs.starts_with("“Costs are” is “totals” for “Small” and “per customer” for “Large”."));
    let retention = sentence(|s| s.retention_model = RetentionModel::CohortFit);
    assert!(retention.starts_with("“Retention” is “one rate” for “Small” and “fitted to cohorts” for “Large”."));
    let both = sentence(|s| s.both_effects = true);
    assert_eq!(both, "Experience acts on spend and on retention in “Large”, but only on one of them in “Small”.");
    let plan = pair();
    assert_eq!(merge(&plan, A, A).unwrap_err().clone(), "A segment cannot be merged with itself.");
    assert_eq!(merge_segments(&plan, A, SegmentId(7)).unwrap_err(), MergeError::Missing);
}

#[test]
fn a_driver_that_follows_from_nothing_is_refused() {
    let mut plan = typed();
    edit(&mut plan, B, |s| {
        *s.years[0].slot(YearlyFigure::ChurnedCustomers) = None;
        s.drivers.remove(&Driver::Retention);
    });
    assert_eq!(
        refused(&plan),
        "The driver “Retention” is entered for “Small”; for “Large” it is not, nor does it follow from its latest year. \
         Enter it on the Customers screen."
    );
}

#[test]
fn a_margin_that_one_lacks_is_empty_afterwards() {
    let mut plan = pair();
    edit(&mut plan, A, |s| s.gross_margin = None);
    assert_eq!(merge(&plan, A, B).unwrap().segment(A).unwrap().gross_margin, None);
    said(&plan, "The gross margin is empty afterwards, because one of the two lacks it.");
}

#[test]
fn scores_are_those_of_all_customers() {
    // 900 and 3000 open year 1: 3/13 and 10/13.
    let (small, large) = (3.0 / 13.0, 10.0 / 13.0);
    let mixed = |a: ScoreMix, b: ScoreMix| {
        let mut plan = pair();
        edit(&mut plan, A, |s| s.score_mix = a);
        edit(&mut plan, B, |s| s.score_mix = b);
        merge(&plan, A, B).map(|plan| plan.segment(A).unwrap().score_mix.clone())
    };
    let bands = |v: [f64; 4]| ScoreMix::Bands(v.map(n));
    let of_a = [0.3, 0.3, 0.2, 0.2];
    let ScoreMix::Bands(shares) = mixed(bands(of_a), bands([0.1, 0.2, 0.3, 0.4])).unwrap() else { panic!() };
    assert!(close(shares[0].get(), 0.3 * small + 0.1 * large, 1.0));
    let mut scores = [0.0; 10];
    scores[9] = 1.0;
    let ScoreMix::Scores(shares) = mixed(bands(of_a), ScoreMix::Scores(scores.map(n))).unwrap() else { panic!() };
    // A third of the poor, half of the best.
    assert!(close(shares[2].get(), 0.1 * small, 1.0) && close(shares[9].get(), 0.1 * small + large, 1.0));
    assert!(close(shares.iter().map(|s| s.get()).sum::<f64>(), 1.0, 1.0));
    let Ok(ScoreMix::Mean(mean)) = mixed(ScoreMix::Mean(n(6.0)), ScoreMix::Mean(n(8.0))) else { panic!() };
    assert!(close(mean.get(), 6.0 * small + 8.0 * large, 1.0));
    assert_eq!(
        mixed(bands(of_a), ScoreMix::Mean(n(8.0))).unwrap_err().clone(),
        "Only the mean score of “Large” is entered. Show its score mix as four bands or ten scores on the Customers \
         screen first."
    );
}

fn cohort(year: i32, survivors: &[f64]) -> Cohort {
    Cohort { year, survivors: survivors.iter().map(|s| Some(n(*s))).collect(), percent: false }
}

#[test]
fn cohorts_add_up_to_the_shorter_length() {
    let mut plan = pair();
    edit(&mut plan, A, |s| s.cohorts = vec![cohort(2023, &[9.0]), cohort(2024, &[100.0, 80.0, 70.0])]);
    edit(&mut plan, B, |s| s.cohorts = vec![cohort(2024, &[50.0, 45.0])]);
    let merged = merge(&plan, A, B).unwrap();
    assert_eq!(merged.segment(A).unwrap().cohorts, [cohort(2023, &[9.0]), cohort(2024, &[150.0, 125.0])]);
    said(&plan, "Cohort 2024 ends where the shorter of the two does; the last numbers of “Small” are dropped.");
    said(&plan, "Cohort 2023 stays as it is: only “Small” has it, and the cohorts of “Large” begin later.");
    edit(&mut plan, B, |s| s.cohorts[0].percent = true);
    assert_eq!(
        refused(&plan),
        "Cohort 2024 is in percent of an unknown number of customers, so that the two do not add up. Enter it in customers \
         for “Small” and “Large” on the Customers screen."
    );
    edit(&mut plan, B, |s| s.cohorts.clear());
    assert_eq!(
        refused(&plan),
        "“Small” has a cohort 2023, but “Large” has none. Enter it, or remove it from “Small”, on the Customers screen."
    );
}

#[test]
fn overrides_of_one_alone_or_of_different_values_are_refused() {
    let with = |drivers: Vec<(SegmentId, Driver, f64)>| {
        let mut plan = pair();
        let mut scenario = Scenario::named(ScenarioId(1), "Bold");
        scenario.overrides.drivers = drivers.into_iter().map(|(s, d, v)| (s, d, n(v))).collect();
        plan.scenarios = vec![scenario];
        plan
    };
    let sentence = "The scenario “Bold” changes “Retention” of “Small” and “Large” in different ways, or of one of them \
                    only; one value cannot do both. Remove the scenario or merge before making it.";
    assert_eq!(refused(&with(vec![(B, Driver::Retention, 0.9)])), sentence);
    assert_eq!(refused(&with(vec![(A, Driver::Retention, 0.8), (B, Driver::Retention, 0.9)])), sentence);
    let agreed = with(vec![
        (A, Driver::Retention, 0.9),
        (B, Driver::Retention, 0.9),
        (A, Driver::NewFirstYear, 10.0),
        (B, Driver::NewFirstYear, 30.0),
    ]);
    let merged = merge(&agreed, A, B).unwrap();
    let expected = vec![(A, Driver::Retention, n(0.9)), (A, Driver::NewFirstYear, n(40.0))];
    assert_eq!(merged.scenarios[0].overrides.drivers, expected);
    let mut mixes = with(vec![]);
    mixes.scenarios[0].overrides.mixes.push((A, ScoreMix::Mean(n(7.0)), 1));
    assert!(refused(&mixes).starts_with("The scenario “Bold” changes “Score mix”"));
}

#[test]
fn stage_weights_become_the_mean_of_their_shares() {
    let mut plan = pair();
    plan.settings.weights = WeightSource::Equal;
    for name in ["First", "Second"] {
        plan = plan.apply(&Command::AddStage { name: name.into(), at: None }).unwrap();
    }
    let ids: Vec<StageId> = plan.stages.iter().map(|s| s.id).collect();
    edit(&mut plan, A, |s| s.stage_weights = vec![(ids[0], n(3.0))]);
    // 3 : 1 for 900 customers, 1 : 1 for 3000.
    let merged = merge(&plan, A, B).unwrap();
    let expected = (0.75 * 900.0 + 0.5 * 3000.0) / 3900.0;
    let weights = &merged.segment(A).unwrap().stage_weights;
    assert!(close(weights[0].1.get(), expected, 1.0) && close(weights[1].1.get(), 1.0 - expected, 1.0));
}

/// Two states, 90 and 130 of revenue, a quarter of the customers at risk.
fn states() -> Continuum {
    use CustomerState::{AtRisk, Satisfied};
    let mut states = Continuum::default();
    states.transitions.insert((AtRisk, AtRisk), n(0.5));
    states.revenue = [(AtRisk, n(90.0)), (Satisfied, n(130.0))].into();
    states.start = [(AtRisk, n(0.25)), (Satisfied, n(0.75))].into();
    states.inflow = [(AtRisk, n(70.0))].into();
    states
}

#[test]
fn states_are_weighted_by_the_customers_in_them() {
    let mut plan = pair();
    edit(&mut plan, A, |s| s.continuum = Some(states()));
    assert!(refused(&plan).starts_with("“Small” and “Large” differ in what is entered about customers “at risk”"));
    edit(&mut plan, B, |s| {
        let mut other = states();
        other.transitions.insert((CustomerState::AtRisk, CustomerState::AtRisk), n(0.3));
        other.revenue.insert(CustomerState::Satisfied, n(190.0));
        other.start = [(CustomerState::AtRisk, n(0.5)), (CustomerState::Satisfied, n(0.5))].into();
        s.continuum = Some(other);
    });
    let merged = merge(&plan, A, B).unwrap();
    let states = merged.segment(A).unwrap().continuum.clone().unwrap();
    // At risk 225 of 900 and 1500 of 3000; satisfied 675 and 1500.
    let stay = states.transitions[&(CustomerState::AtRisk, CustomerState::AtRisk)].get();
    assert!(close(stay, (0.5 * 225.0 + 0.3 * 1500.0) / 1725.0, 1.0));
    let revenue = states.revenue[&CustomerState::Satisfied].get();
    assert!(close(revenue, (130.0 * 675.0 + 190.0 * 1500.0) / 2175.0, 100.0));
    assert!(close(states.start[&CustomerState::AtRisk].get(), 1725.0 / 3900.0, 1.0));
    assert!(close(states.inflow[&CustomerState::AtRisk].get(), 140.0, 140.0));
}

#[test]
fn notes_stand_side_by_side_and_ranges_only_where_both_agree() {
    let place = Place::Figure(2026, YearlyFigure::NewCustomers);
    let note = |source: &str, grade, low: f64, high: f64| CellNote {
        source: source.into(),
        grade: Some(grade),
        spread: Spread { low: Some(n(low)), high: Some(n(high)), shape: Shape::Triangular },
        ..CellNote::default()
    };
    let mut plan = pair();
    edit(&mut plan, A, |s| s.notes.extend([(place, note("CRM", Grade::A, 90.0, 120.0))]));
    edit(&mut plan, B, |s| s.notes.extend([(place, note("Ledger", Grade::D, 270.0, 360.0))]));
    // Both are −10 % to +20 %.
    let merged = merge(&plan, A, B).unwrap();
    assert_eq!(merged.segment(A).unwrap().notes[&place], note("CRM; Ledger", Grade::D, 360.0, 480.0));
    edit(&mut plan, B, |s| s.notes.extend([(place, note("Ledger", Grade::D, 299.0, 360.0))]));
    let merged = merge(&plan, A, B).unwrap();
    assert!(merged.segment(A).unwrap().notes[&place].spread.is_empty());
    said(&plan, "Ranges that are not the same for both are dropped; enter them anew.");
}

#[test]
fn a_split_is_placed_behind_the_first_and_its_ranges_are_divided() {
    let mut plan = pair();
    let place = Place::Figure(2026, YearlyFigure::ServicingCost);
    let spread = Spread { low: Some(n(3000.0)), high: Some(n(6000.0)), shape: Shape::Triangular };
    edit(&mut plan, A, |s| s.notes.extend([(place, CellNote { spread, ..CellNote::default() })]));
    let after = split(&plan, A, 0.25).unwrap();
    let names: Vec<&str> = after.segments.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(names, ["Small", "Part", "Large"]);
    assert_eq!(after.segments[0].id, A);
    assert_eq!(after.segments[0].years, [year(2026, [75.0, 10.0, 225.0, 750.0, 20.0, 3000.0, 150.0, 15.0])]);
    assert_eq!(after.segments[1].years, [year(2026, [25.0, 10.0, 75.0, 250.0, 20.0, 1000.0, 50.0, 15.0])]);
    let part = after.segments[1].notes[&place].spread;
    assert_eq!((part.low, part.high), (Some(n(750.0)), Some(n(1500.0))));
}

#[test]
fn splits_that_leave_nobody_or_change_the_curve_are_refused() {
    let mut plan = pair();
    for share in [0.0, 1.0, -0.5, 2.0] {
        assert_eq!(split(&plan, A, share).unwrap_err().to_string(), "The share must lie between 0 % and 100 %.");
    }
    assert_eq!(split(&plan, SegmentId(7), 0.5), Err(CommandError::Missing("segment")));
    edit(&mut plan, A, |s| {
        s.retention_model = RetentionModel::CohortFit;
        s.cohorts = vec![cohort(2024, &[100.0, 80.0, 70.0]), Cohort { percent: true, ..cohort(2025, &[1.0, 0.9]) }];
    });
    assert!(split(&plan, A, 0.5).unwrap_err().to_string().starts_with("Some cohorts of “Small” are in percent"));
}
