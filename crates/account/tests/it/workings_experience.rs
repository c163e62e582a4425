//! The workings of the experience effect, line by line.

use crate::shown_working::{check, of};
use journey_account::workings::{Working, WorkingInput};
use journey_engine::registry::{Causal, ExperienceFigure, FigureId};
use journey_plan::library::example;
use journey_plan::{BusinessModel, Driver, Grade, SegmentId};
use journey_samples::plans::{lifted, n, plan_of, scores};

fn step<'a>(working: &'a Working, label: &str) -> &'a WorkingInput {
    let found = working.steps.iter().find(|s| s.label.contains(label));
    found.unwrap_or_else(|| panic!("no step “{label}” in {:?}", working.steps))
}

#[test]
fn spend_at_full_effect_is_worked_out_score_by_score() {
    let plan = lifted(
        plan_of(|s| {
            s.model = BusinessModel::Transaction;
            s.score_mix = scores(&[(5, 0.5), (10, 0.5)]);
        }),
        &[(1.0, 1)],
    );
    let shown = of(&plan, FigureId::Experience(ExperienceFigure::FullSpend, SegmentId(3)));
    let half = "50\u{a0}%";
    assert_eq!(shown.calculation[0], "Points gained: 100\u{a0}% × 1 = 1");
    // 2.4^(4/9) = 1.4756…, 2.4^(5/9) = 1.6264…: who gives a 10 stays there.
    assert_eq!(
        shown.calculation[1],
        format!(
            "Mean spend today, poorest score = 1: {half} × 2.4^((5 − 1) ÷ 9) + {half} × 2.4^((10 − 1) ÷ 9) ≈ 1.93782400092"
        )
    );
    assert!(shown.calculation[2].contains(&format!("{half} × 2.4^((6 − 1) ÷ 9) + {half} × 2.4^((10 − 1) ÷ 9)")));
    assert!(
        shown.remarks.iter().any(|r| r.contains("beyond 10"))
            && shown.remarks.iter().any(|r| r.contains("Two companies"))
    );
    assert_eq!(step(&shown, "Spend, best over poorest").grade, Grade::B);
    assert_eq!(step(&shown, "Share of score 5").value, half);
    check(&plan, &shown);
}

#[test]
fn retention_after_the_effect_shows_its_intercept() {
    let plan = example::plan();
    let shown = of(&plan, FigureId::Experience(ExperienceFigure::Retention(2031), plan.segments[0].id));
    // b of the models; the published end points follow from it.
    assert!(shown.calculation.iter().any(|l| l == "Rise of the log-odds per point: b ≈ 0.156386746652"));
    assert!(
        shown.calculation.iter().any(|l| l.starts_with("End points, scores 9 and 10: ") && l.ends_with("≈ 74\u{a0}%"))
    );
    assert!(shown.calculation.iter().any(|l| l.starts_with("Intercept of this segment: a ≈ ")));
    assert!(
        shown.remarks.iter().any(|r| r == "Retention of “Subscriptions” at the first renewal, as its cohorts say.")
    );
    // Fully phased in by 2031: r + κ × the whole change.
    let last = shown.calculation.last().unwrap();
    assert!(last.contains("50\u{a0}% × (100\u{a0}% × "), "{last}");
    check(&plan, &shown);
}

#[test]
fn none_of_the_effect_leaves_what_the_scenario_changes_otherwise() {
    let mut plan = example::plan();
    let services = plan.segments[1].id;
    plan.scenarios[0].overrides.drivers.push((services, Driver::RevenuePerNew, n(3_200.0)));
    let gain = |causal| of(&plan, FigureId::Gain { causal, year: Some(2027) });
    // 600 new customers as in 2026 × €100 more × a margin of 46 %.
    assert_eq!(gain(Causal::None).result, "€27,600");
    assert!(!gain(Causal::None).steps.iter().any(|s| s.label == "Causal share"));
    assert!(gain(Causal::Chosen).steps.iter().any(|s| s.label == "Causal share"));
    let stake = of(&plan, FigureId::ValueAtStake(plan.stages[2].id));
    assert!(stake.remarks.iter().any(|r| r.contains("the same in every scenario")));
}

#[test]
fn the_score_of_the_journey_is_the_weighted_mean() {
    let plan = example::plan();
    let shown = of(&plan, FigureId::JourneyScore);
    let percent = |line: &str| line.replace(" %", "\u{a0}%");
    assert_eq!(
        shown.calculation,
        [percent(
            "Score of the journey: (10 % × 6.1 + 15 % × 6.8 + 30 % × 3.9 + 25 % × 4.73333333333 + 20 % × 7.2) ÷ (10 % + 15 % + 30 % + 25 % + 20 %) ≈ 5.42333333333"
        )]
    );
    assert_eq!(step(&shown, "“Deploy”").value, "3.9");
}
