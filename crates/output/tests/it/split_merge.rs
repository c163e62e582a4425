//! Dividing a segment in two and making one of two, over generated plans.

use journey_engine::merge::merge_segments;
use journey_engine::{Forecast, Projection, project};
use journey_output::exchange::evaluation::evaluate;
use journey_plan::library::example;
use journey_plan::number::pen::Pen;
use journey_plan::{
    CellNote, Command, CommandError, Continuum, CostEntry, CustomerState, Driver, ExistingBasis, Grade, Number, Place,
    Plan, Segment, SegmentId, Shape, Spread, YearlyFigure, validate,
};
use journey_samples::generated::{PlanSeed, build, close, plan_seed, sizes};
use journey_samples::plans::{n, year};
use proptest::prelude::*;
use serde_json::Value;
use std::sync::Arc;

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

/// A generated plan whose first segment also uses what the shared generator leaves out; `kind` says what.
fn rich(seed: &PlanSeed, kind: u16) -> Plan {
    let mut plan = build(seed);
    let has = |bit: u16| kind & (1 << bit) != 0;
    let stage = plan.stages[0].id;
    edit(&mut plan, A, |s| {
        if has(0) {
            enter_years(s);
        }
        if has(1) {
            s.basis = ExistingBasis::Retained;
        }
        if has(2) {
            s.costs = CostEntry::PerCustomer;
        }
        if has(3) {
            s.stage_weights = vec![(stage, n(2.5))];
        }
        if has(4) {
            s.continuum = Some(states());
        }
        for cohort in s.cohorts.iter_mut().filter(|_| has(5)) {
            let won = cohort.survivors[0].unwrap().get();
            cohort.percent = true;
            cohort.survivors.iter_mut().flatten().for_each(|v| *v = n(v.get() / won));
        }
        annotate(s);
    });
    plan.settings.refined = has(6);
    if has(7) {
        let overrides = &mut plan.scenarios[0].overrides;
        overrides.drivers.push((A, Driver::NewFirstYear, n(1234.5)));
        overrides.drivers.push((A, Driver::RevenuePerExisting, n(77.0)));
        if plan.segments.len() > 1 {
            overrides.drivers.push((B, Driver::OpeningCustomers, n(4321.0)));
        }
    }
    plan
}

/// Two complete years from which all drivers but the growths follow.
fn enter_years(s: &mut Segment) {
    let of = |driver: Driver| s.drivers[&driver].get();
    let (existing, new) = (of(Driver::OpeningCustomers) + 1.0, of(Driver::NewFirstYear));
    let churned = existing * (1.0 - of(Driver::Retention));
    let first = [
        new,
        of(Driver::RevenuePerNew),
        new * of(Driver::AcquisitionCostPerNew),
        existing,
        of(Driver::RevenuePerExisting),
        existing * of(Driver::ServicingCostPerExisting),
        churned,
        of(Driver::RevenuePerChurned),
    ];
    let mut second = first;
    // One more than the year before closed with, so that there is always a base to derive rates from.
    second[3] = existing + new - churned + 1.0;
    second[6] = second[3] * (1.0 - of(Driver::Retention));
    second[4] *= 1.25;
    s.years = vec![year(2025, first), year(2026, second)];
    s.drivers.retain(|driver, _| matches!(driver, Driver::NewGrowth | Driver::PriceGrowth | Driver::CostGrowth));
}

fn states() -> Continuum {
    use CustomerState::{AtRisk, Satisfied};
    let mut states = Continuum::default();
    for (from, to, share) in
        [(AtRisk, AtRisk, 0.5), (AtRisk, Satisfied, 0.2), (Satisfied, AtRisk, 0.1), (Satisfied, Satisfied, 0.75)]
    {
        states.transitions.insert((from, to), n(share));
    }
    states.revenue = [(AtRisk, n(90.0)), (Satisfied, n(130.0))].into();
    states.start = [(AtRisk, n(0.25)), (Satisfied, n(0.75))].into();
    states.inflow = [(AtRisk, n(70.0))].into();
    states.referrals = [(Satisfied, n(0.3))].into();
    states.referral_conversion = Some(n(0.1));
    states.count_referrals = true;
    states
}

/// A range around every number of customers or money that has a cell.
fn annotate(s: &mut Segment) {
    let figures = s.years.iter().flat_map(|y| YearlyFigure::ALL.map(|f| Place::Figure(y.year, f)));
    let survivors = s.cohorts.iter().flat_map(|c| (0..c.survivors.len()).map(|age| Place::Survivors(c.year, age)));
    let states = CustomerState::ALL.map(Place::StateInflow);
    let places: Vec<Place> = figures.chain(Driver::ALL.map(Place::Driver)).chain(survivors).chain(states).collect();
    for place in places {
        let Some(value) = s.at(place).map(Number::get) else { continue };
        let spread = Spread {
            low: Some(n(value - value.abs() / 8.0)),
            high: Some(n(value + value.abs() / 4.0)),
            shape: Shape::Pert,
        };
        let note = CellNote { source: "Ledger".into(), grade: Some(Grade::B), spread, ..CellNote::default() };
        s.notes.insert(place, note);
    }
}

/// A figure with the size of what it is made of: a difference carries the rounding of its parts.
type Sized = (String, f64, f64);

fn figures(plan: &Plan) -> Result<Vec<Sized>, String> {
    let p = project(plan, plan.active_scenario);
    let f = p.forecast.as_ref().map_err(|e| e.written(Pen::PLAIN))?;
    let pv = f.present_value.abs();
    // Gains are differences of present values; the size is that of the shared property tests.
    let gain = sizes(f) + 1e-3 * pv;
    let mut all: Vec<Sized> = vec![
        ("present value".into(), f.present_value, pv),
        ("baseline".into(), f.baseline_present_value, f.baseline_present_value.abs()),
        ("gain".into(), f.scenario_gain, gain),
        ("by hand".into(), f.shares.set_by_hand, gain),
        ("other".into(), f.shares.other_changes, gain),
        ("cost to serve".into(), f.shares.cost_to_serve, gain),
        ("journey".into(), f.journey_score.clone().unwrap_or(0.0), 1.0),
    ];
    all.extend(p.equity_this_year.iter().map(|v| ("this year".into(), *v, entered_size(&p))));
    all.extend(f.shares.by_stage.iter().map(|v| (format!("stage {}", v.id), v.value, gain)));
    all.extend(f.shares.by_initiative.iter().map(|v| (format!("initiative {}", v.id), v.value, gain)));
    all.extend(f.value_at_stake.iter().map(|v| (format!("stake {}", v.id), v.value, v.value.abs() + 1e-3 * pv)));
    all.extend(f.stages.iter().map(|s| (format!("cap {}", s.id), s.score_for_cap, 10.0)));
    all.extend(f.stages.iter().map(|s| (format!("points {}", s.id), s.points, 10.0)));
    let lists = [&f.equity, &f.baseline_equity, &f.benefits, &f.gain_at_full_effect, &f.gain_without_effect];
    for (index, list) in lists.into_iter().enumerate() {
        all.extend(list.iter().zip(&f.equity).map(|(v, of)| (format!("yearly {index}"), *v, v.abs() + of.abs() + pv)));
    }
    if let Ok(case) = &f.case {
        let c = &case.case;
        let size = gain + c.pv_costs;
        all.extend([("npv".into(), c.npv, size), ("pv benefits".into(), c.pv_benefits, size)]);
        all.extend([("pv costs".into(), c.pv_costs, c.pv_costs), ("affordable".into(), case.affordable_cost, size)]);
        all.extend([("peak".into(), c.payback.lowest, size)]);
    }
    all.extend(rows(&p));
    all.extend(base(f));
    Ok(all)
}

fn entered_size(p: &Projection) -> f64 {
    p.rows.iter().filter(|r| !r.forecast).map(|r| r.existing_block.abs() + r.new_block.abs() + r.churn_block).sum()
}

/// The rows of all segments, summed by year.
fn rows(p: &Projection) -> Vec<Sized> {
    let mut years: Vec<i32> = p.rows.iter().map(|r| r.year).collect();
    years.sort_unstable();
    years.dedup();
    let mut all = Vec::new();
    for year in years {
        let mut sums = [0.0; 10];
        let mut size = 0.0;
        for r in p.rows.iter().filter(|r| r.year == year) {
            let f = r.terms.figures;
            size += f.new_customers * f.revenue_per_new + f.existing_customers * f.revenue_per_existing;
            size += f.acquisition_cost.abs() + f.servicing_cost.abs() + r.churn_block + r.opening + r.new;
            let values = [
                r.new_block,
                r.existing_block,
                r.churn_block,
                r.as_published,
                r.reconciled,
                r.equity,
                r.opening,
                r.new,
                r.churned,
                r.closing,
            ];
            sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
        }
        all.extend(sums.into_iter().enumerate().map(|(i, sum)| (format!("{year}, row {i}"), sum, size)));
    }
    all
}

/// The value of today's base and of its states, over all segments.
fn base(f: &Forecast) -> Vec<Sized> {
    let base: f64 = f.base_values.iter().map(|(_, v)| v.cohort_value).sum();
    let pooled: f64 = f.base_values.iter().map(|(_, v)| v.pooled_value).sum();
    let states = f.states.iter().filter_map(|(_, v)| v.as_ref().ok());
    let moving: f64 = states.clone().filter_map(|v| v.value_of_moving_up.clone().ok()).sum();
    let inhabited: f64 = states.clone().flat_map(|v| v.outlook.customers.iter().flatten()).sum();
    let referred: f64 = states.filter_map(|v| v.referral_value.clone()?.ok()).sum();
    [("base", base), ("pooled", pooled), ("moving up", moving), ("in states", inhabited), ("referred", referred)]
        .map(|(name, value)| (name.to_owned(), value, value.abs()))
        .into()
}

fn same_figures(before: &Plan, after: &Plan) -> Result<(), TestCaseError> {
    let (a, b) = match (figures(before), figures(after)) {
        (Ok(a), Ok(b)) => (a, b),
        // A plan without a forecast has none afterwards, either.
        (Err(_), Err(_)) => return Ok(()),
        (a, b) => return Err(TestCaseError::fail(format!("{:?} became {:?}", a.err(), b.err()))),
    };
    prop_assert_eq!(a.len(), b.len());
    for ((name, x, size), (_, y, _)) in a.iter().zip(&b) {
        prop_assert!((x - y).abs() <= 1e-9 * size, "{name}: {x} became {y} (size {size})");
    }
    Ok(())
}

/// Whether two plans have equal content, numbers to 1e−12 of their size.
fn near(a: &Value, b: &Value, at: &str) -> Result<(), String> {
    let different = || Err(format!("{at}: {a} became {b}"));
    match (a, b) {
        (Value::Number(x), Value::Number(y)) => {
            let (x, y) = (x.as_f64().unwrap(), y.as_f64().unwrap());
            if (x - y).abs() <= 1e-12 * x.abs() { Ok(()) } else { different() }
        }
        (Value::Array(x), Value::Array(y)) if x.len() == y.len() => {
            x.iter().zip(y).enumerate().try_for_each(|(i, (x, y))| near(x, y, &format!("{at}[{i}]")))
        }
        (Value::Object(x), Value::Object(y)) if x.keys().eq(y.keys()) => x
            .iter()
            .filter(|(key, _)| *key != "next_id")
            .try_for_each(|(key, x)| near(x, &y[key], &format!("{at}.{key}"))),
        _ if a == b => Ok(()),
        _ => different(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn a_split_changes_no_figure(seed in plan_seed(), kind in any::<u16>(), share in 0.1..0.9f64) {
        let plan = rich(&seed, kind);
        let after = split(&plan, A, share).unwrap();
        prop_assert_eq!(after.segments.len(), plan.segments.len() + 1);
        prop_assert_eq!(validate(&after), validate(&plan));
        same_figures(&plan, &after)?;
    }

    #[test]
    fn merging_the_halves_restores_the_plan(seed in plan_seed(), kind in any::<u16>(), share in 0.001..0.999f64) {
        let plan = rich(&seed, kind);
        let halves = split(&plan, A, share).unwrap();
        let part = halves.segments[1].id;
        // Halves have nothing to average.
        prop_assert_eq!(merge_segments(&halves, A, part).unwrap().remarks.len(), 1);
        let whole = merge(&halves, A, part).unwrap();
        let json = |plan: &Plan| serde_json::to_value(plan).unwrap();
        prop_assert!(near(&json(&plan), &json(&whole), "plan").is_ok(), "{:?}", near(&json(&plan), &json(&whole), "plan"));
    }

    #[test]
    fn a_merge_keeps_entered_years_and_the_blocks_of_year_1(mut seed in plan_seed(), kind in 0..64u16) {
        let second = seed.segments[0].clone();
        let first = seed.segments.last().unwrap().clone();
        seed.segments = vec![first, second];
        for s in &mut seed.segments {
            (s.subscription, s.both, s.fitted) = (true, false, false);
        }
        let mut plan = build(&seed);
        plan.active_scenario = None;
        plan.scenarios.clear();
        for id in [A, B] {
            edit(&mut plan, id, |s| {
                let drivers = s.drivers.clone();
                enter_years(s);
                // Year 1 is exact where every driver is typed.
                s.drivers = drivers;
                s.basis = if kind & 1 == 0 { ExistingBasis::Opening } else { ExistingBasis::Retained };
                s.costs = if kind & 2 == 0 { CostEntry::Total } else { CostEntry::PerCustomer };
            });
        }
        let merged = merge(&plan, A, B).unwrap();
        let (before, after) = (project(&plan, None), project(&merged, None));
        prop_assert!(before.rows.iter().any(|r| r.forecast));
        // Rows 0 to 4 are the published blocks and totals, 6 to 9 the corkscrew.
        let kept = |(name, ..): &Sized| {
            ["2025", "2026", "2027"].iter().any(|y| name.starts_with(y)) && !name.ends_with("row 5")
        };
        let (a, b) = (rows(&before), rows(&after));
        prop_assert_eq!(a.len(), b.len());
        for ((name, x, size), (_, y, _)) in a.iter().zip(&b).filter(|(a, _)| kept(a)) {
            prop_assert!(close(*y, *x, *size), "{name}: {x} became {y}");
        }
    }
}

#[test]
fn a_split_example_evaluates_to_the_same_numbers() {
    // The auditor's own figures, the rate of return and the paybacks among them; rows are per segment and left out.
    let plan = example::plan();
    let after = split(&plan, plan.segments[0].id, 0.3).unwrap();
    let (before, after) = (evaluate(&plan), evaluate(&after));
    for (a, b) in before["scenarios"].as_array().unwrap().iter().zip(after["scenarios"].as_array().unwrap()) {
        for (key, a) in a.as_object().unwrap().iter().filter(|(key, _)| *key != "equity") {
            let (Some(x), Some(y)) = (a.as_f64(), b[key].as_f64()) else { continue };
            assert!(close(y, x, x.abs()), "{key}: {x} became {y}");
        }
    }
}
