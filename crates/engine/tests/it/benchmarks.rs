//! The plan beside the Gleanster–Act-On survey (models, section 9): shares, money that would move, and the words.

use journey_engine::answers::benchmarks::{CAVEAT, revenue_mix};
use journey_engine::project;
use journey_engine::projection::BudgetSplit;
use journey_plan::library::example;
use journey_plan::number::locale::Locale;
use journey_plan::number::pen::Pen;
use journey_plan::{BudgetType, Command, Plan, Segment, SegmentId, StageChange, YearFigures, YearlyFigure};
use journey_samples::plans::n;
use std::sync::Arc;

/// A plan of one stage that spends these a year.
fn spending(acquisition: f64, retention: f64, expansion: f64) -> Plan {
    let plan = Plan::empty("budget").apply(&Command::AddStage { name: "All".into(), at: None }).unwrap();
    let stage = plan.stages[0].id;
    BudgetType::ALL.into_iter().zip([acquisition, retention, expansion]).fold(plan, |plan, (kind, value)| {
        plan.apply(&Command::Stage(stage, StageChange::Budget(kind, Some(n(value))))).unwrap()
    })
}

fn budget(plan: &Plan) -> BudgetSplit {
    project(plan, None).budget.unwrap()
}

fn told(acquisition: f64, retention: f64, expansion: f64) -> String {
    let plan = spending(acquisition, retention, expansion);
    budget(&plan).sentence(&plan.settings)
}

#[test]
fn the_money_that_would_move_is_told() {
    // 31 % of 2m: 13 % of it to the average, 21 % to the top.
    assert_eq!(
        told(1_380_000.0, 500_000.0, 120_000.0),
        "Retention and expansion get 31\u{a0}% of the budget. €260k a year would have to move there from acquisition to \
         match the average firm (44\u{a0}%), €420k to match top performers (52\u{a0}%)."
    );
    assert_eq!(
        told(520_000.0, 300_000.0, 180_000.0),
        "Retention and expansion get 48\u{a0}% of the budget. That is already above the average firm (44\u{a0}%); €40.0k \
         a year would have to move there from acquisition to match top performers (52\u{a0}%)."
    );
    // 60 % of 3m: 8 % above the top, 16 % above the average.
    assert_eq!(
        told(1_200_000.0, 1_800_000.0, 0.0),
        "Retention and expansion get 60\u{a0}% of the budget. That is already above top performers (52\u{a0}%), by €240k \
         a year, and above the average firm (44\u{a0}%), by €480k."
    );
}

#[test]
fn a_budget_at_a_benchmark_moves_nothing() {
    assert_eq!(
        told(560_000.0, 440_000.0, 0.0),
        "Retention and expansion get 44\u{a0}% of the budget. That is what the average firm spends (44\u{a0}%); €80.0k a \
         year would have to move there from acquisition to match top performers (52\u{a0}%)."
    );
    assert_eq!(
        told(480_000.0, 0.0, 520_000.0),
        "Retention and expansion get 52\u{a0}% of the budget. That is what top performers spend; the average firm spends \
         44\u{a0}%."
    );
}

/// A segment of one year: new customers and their revenue, existing customers and theirs.
fn segment(id: u32, year: i32, [new, per_new, existing, per_existing]: [f64; 4]) -> Arc<Segment> {
    let mut segment = Segment::empty(SegmentId(id), format!("Segment {id}"), []);
    let mut figures = YearFigures::empty(year);
    let values = [new, per_new, 0.0, existing, per_existing, 0.0, 0.0, 0.0];
    for (figure, value) in YearlyFigure::ALL.into_iter().zip(values) {
        *figures.slot(figure) = Some(n(value));
    }
    segment.years.push(figures);
    Arc::new(segment)
}

#[test]
fn the_revenue_mix_of_all_segments_stands_beside_eight_of_ten_firms() {
    let mut plan = Plan::empty("mix");
    // 100·50 + 10·100 new of 5000 + 1000 + 400·20 + 100·60 in all: 6000 of 20 000.
    plan.segments = vec![segment(1, 2026, [100.0, 50.0, 400.0, 20.0]), segment(2, 2026, [10.0, 100.0, 100.0, 60.0])];
    let mix = revenue_mix(&plan, &project(&plan, None)).unwrap();
    assert!((mix.from_new - 0.3).abs() < 1e-12 && (mix.from_existing() - 0.7).abs() < 1e-12);
    assert_eq!(
        mix.sentence(Pen::new(Locale::EnGb, "EUR")),
        "New customers bring 30\u{a0}% of revenue in 2026, existing ones 70\u{a0}%. Eight of ten firms get 60\u{a0}% from \
         new and 30\u{a0}% from existing customers; the survey leaves the other 10\u{a0}% unexplained."
    );
    assert!(CAVEAT.contains("750 B2B firms") && CAVEAT.contains("never a target"));
    // The same in every scenario: entered years do not depend on one.
    let example = example::plan();
    let of = |id| revenue_mix(&example, &project(&example, id)).unwrap();
    assert_eq!(of(None), of(example.active_scenario));
}

#[test]
fn a_revenue_mix_that_cannot_be_told_says_why() {
    let reason = |plan: &Plan| revenue_mix(plan, &project(plan, None)).unwrap_err().written(Pen::PLAIN);
    let mut plan = Plan::empty("mix");
    assert_eq!(reason(&plan), "Enter all eight figures of one year on the Customers screen.");
    plan.segments = vec![segment(1, 2026, [100.0, 50.0, 400.0, 20.0]), segment(2, 2025, [10.0, 100.0, 100.0, 60.0])];
    assert_eq!(reason(&plan), "Segment 2 lacks complete figures for 2026.");
    plan.segments = vec![segment(1, 2026, [100.0, 0.0, 400.0, 0.0])];
    assert_eq!(reason(&plan), "There was no revenue in 2026.");
}

#[test]
fn halves_of_a_percent_still_add_up_to_a_hundred() {
    let mut plan = Plan::empty("mix");
    // 1 of 8: 12.5 % and 87.5 %.
    plan.segments = vec![segment(1, 2026, [1.0, 1.0, 7.0, 1.0])];
    let sentence = revenue_mix(&plan, &project(&plan, None)).unwrap().sentence(Pen::new(Locale::EnGb, "EUR"));
    assert!(sentence.starts_with("New customers bring 13\u{a0}% of revenue in 2026, existing ones 87\u{a0}%."));
}
