//! Speed of the engine: `cargo bench --package journey-engine`.

use journey_engine::answers::cohorts::analyse;
use journey_engine::math::random::uniform;
use journey_engine::model::discount::present_value;
use journey_engine::model::relative_weights::bootstrap_interval;
use journey_engine::model::roll_forward::{Drivers, ExperienceEffects, TenureClasses, roll_forward};
use journey_engine::model::sbg_bootstrap::{Bootstrap, LEVEL, REFITS};
use journey_engine::model::sbg_fit::fit;
use journey_engine::model::triangle::CohortData;
use journey_engine::simulation::Simulation;
use journey_engine::{NotAvailable, project};
use journey_plan::library::example;
use journey_plan::number::pen::Pen;
use journey_plan::{Plan, RetentionModel, Segment, SegmentId, Timing};
use std::hint::black_box;
use std::sync::Arc;

fn main() {
    divan::main();
}

#[divan::bench]
fn roll_forward_with_present_value_8_segments_20_years(bencher: divan::Bencher) {
    let drivers = Drivers {
        new_first_year: 1_000.0,
        new_growth: 0.05,
        revenue_per_new: 500.0,
        acquisition_cost_per_new: 200.0,
        revenue_per_existing: 800.0,
        servicing_cost_per_existing: 225.0,
        revenue_per_churned: 800.0,
        price_growth: 0.02,
        cost_growth: 0.02,
        gross_margin: 0.7,
        ..Drivers::NONE
    };
    let classes = TenureClasses::constant(0.85, 4_000.0);
    let effects = ExperienceEffects::none(&classes, 20);
    bencher.bench(|| {
        let mut total = 0.0;
        for _ in 0..8 {
            let flows = roll_forward(black_box(&drivers), black_box(&classes), black_box(&effects)).unwrap_or_default();
            let equity: Vec<f64> = flows.iter().map(|f| f.equity).collect();
            total += present_value(&equity, 0.1, Timing::Mid).unwrap_or(f64::NAN);
        }
        total
    });
}

#[divan::bench]
fn project_the_example(bencher: divan::Bencher) {
    let plan = example::plan();
    bencher.bench(|| project(black_box(&plan), plan.active_scenario));
}

#[divan::bench]
fn project_8_segments_20_years(bencher: divan::Bencher) {
    let plan = eight_of(&example::plan(), |segment| segment.retention_model == RetentionModel::Constant);
    bencher.bench(|| project(black_box(&plan), plan.active_scenario));
}

#[divan::bench]
fn project_8_segments_20_years_on_fitted_curves(bencher: divan::Bencher) {
    let plan = eight_of(&example::plan(), |segment| segment.retention_model == RetentionModel::CohortFit);
    bencher.bench(|| project(black_box(&plan), plan.active_scenario));
}

/// Divide the time by 10 000 for that of one draw.
#[divan::bench(sample_count = 20)]
fn draw_the_example_10_000_times(bencher: divan::Bencher) {
    let plan = example::plan();
    bencher.bench(|| {
        let mut simulation = Simulation::new(black_box(&plan), plan.active_scenario)?;
        while simulation.draws() < plan.settings.draws as usize {
            simulation.step();
        }
        Ok::<_, NotAvailable>(simulation)
    });
}

#[divan::bench]
fn weights_from_10_000_survey_rows_with_their_interval(bencher: divan::Bencher) {
    let score = |row: u64, column: u64| 1.0 + (10.0 * uniform(1, row, column)).floor();
    let rows: Vec<Vec<f64>> = (0..10_000).map(|row| (0..13).map(|column| score(row, column)).collect()).collect();
    bencher.bench(|| bootstrap_interval(black_box(&rows), 1));
}

#[divan::bench]
fn fit_seven_years(bencher: divan::Bencher) {
    let cohorts = vec![vec![1000.0, 869.0, 743.0, 653.0, 593.0, 551.0, 517.0, 491.0]];
    bencher.bench(|| fit(black_box(&cohorts)));
}

#[divan::bench]
fn band_of_200_refits_of_five_cohorts(bencher: divan::Bencher) {
    let cohorts = five_cohorts();
    let counts: Vec<Vec<f64>> = cohorts.iter().map(|c| c.survivors.clone()).collect();
    let Ok(fitted) = fit(&counts) else { return };
    bencher.bench(|| {
        let mut bootstrap = Bootstrap::new(&fitted, black_box(&cohorts), 1, REFITS)?;
        bootstrap.advance(REFITS)?;
        bootstrap.band(20, LEVEL)
    });
}

#[divan::bench]
fn analyse_five_cohorts(bencher: divan::Bencher) {
    let cohorts = five_cohorts();
    bencher.bench(|| analyse(black_box(&cohorts), 20, 0.1, Pen::PLAIN));
}

/// The staggered cohorts of Fader & Hardie 2010, case 2.
fn five_cohorts() -> Vec<CohortData> {
    let survivors = [10_000.0, 8_000.0, 7_600.0, 7_383.0, 7_235.0];
    let cohort = |left_out: usize| CohortData {
        label: (2022 + left_out).to_string(),
        survivors: survivors[..survivors.len() - left_out].to_vec(),
        percent: false,
    };
    (0..survivors.len()).map(cohort).collect()
}

/// The example over twenty years with the first segment that is `like` eight times.
fn eight_of(example: &Plan, like: impl Fn(&Segment) -> bool) -> Plan {
    let mut plan = example.clone();
    plan.settings.horizon = 20;
    let template = plan.segments.iter().find(|s| like(s)).map(|s| (**s).clone());
    plan.segments = (0..8)
        .filter_map(|index| {
            let mut segment = template.clone()?;
            segment.id = SegmentId(1_000 + index);
            Some(Arc::new(segment))
        })
        .collect();
    plan
}
