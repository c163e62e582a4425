//! Scenarios side by side: figures equal to those of the auditor's evaluation, and the differences between them.

use crate::svg::{is_sound, line, says};
use journey_engine::answers::comparison::{Against, Compared, ComparedScenario, Comparison, compare};
use journey_engine::project;
use journey_output::chart::{ChartContext, comparison_table, scenario_slopes};
use journey_output::exchange::evaluation::evaluate;
use journey_plan::library::example;
use journey_plan::number::pen::Pen;
use journey_plan::{
    Agreed, Command, Driver, Estimate, Plan, PublishedEndPoints, Scenario, ScenarioChange, ScenarioId, ScoreMix,
};
use journey_samples::plans::n;
use std::sync::Arc;

fn close(got: f64, expected: f64) {
    assert!((got - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{got} instead of {expected}");
}

/// The example with risk and a third scenario whose only initiative never pays.
fn three_scenarios() -> Plan {
    let mut plan = example::plan();
    (plan.settings.benefit_risk, plan.settings.cost_risk) = (n(0.15), n(0.10));
    let mut board = Scenario::named(ScenarioId(900), "Board only");
    board.initiatives = vec![plan.initiatives[2].id];
    board.overrides.causal_share = Some(n(0.1));
    plan.scenarios.push(board);
    plan
}

fn row(table: &journey_output::chart::TableTwin, name: &str) -> Vec<String> {
    table.rows.iter().find(|r| r[0] == name).unwrap_or_else(|| panic!("no row {name}"))[1..].to_vec()
}

#[test]
fn the_columns_are_the_baseline_and_the_scenarios_in_their_order() {
    let plan = three_scenarios();
    let comparison = compare(&plan);
    let names: Vec<&str> = comparison.columns.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["Baseline", "Fix onboarding and billing", "Everything", "Board only"]);
    let active: Vec<bool> = comparison.columns.iter().map(|c| c.is_active).collect();
    assert_eq!(active, [false, true, false, false]);
    assert_eq!(comparison.columns[2].initiatives.matches(", ").count(), 2);
    assert_eq!(comparison.columns[0].initiatives, "–");
}

#[test]
fn every_figure_is_that_of_the_evaluation() {
    let plan = three_scenarios();
    let evaluated = evaluate(&plan);
    for (index, column) in compare(&plan).columns.iter().enumerate() {
        let key = |key: &str| evaluated["scenarios"][index][key].as_f64();
        for (compared, name) in [
            (Compared::PresentValue, "present_value"),
            (Compared::ScenarioGain, "scenario_gain"),
            (Compared::ProgrammeCost, "pv_costs"),
            (Compared::Npv, "npv"),
            (Compared::Roi, "roi"),
            (Compared::RateOfReturn, "irr"),
            (Compared::BreakEvenCausalShare, "break_even_causal_share"),
        ] {
            assert_eq!(column.figure(compared).ok(), key(name), "{} of {}", name, column.name);
        }
        for (compared, name) in
            [(Compared::Payback, "payback_years"), (Compared::DiscountedPayback, "discounted_payback_years")]
        {
            let months = key(name).map(|years| (12.0 * years).ceil());
            assert_eq!(column.figure(compared).ok(), months, "{} of {}", name, column.name);
        }
        match (key("pv_benefits"), key("pv_costs")) {
            (Some(benefits), Some(costs)) if costs > 0.0 => {
                close(column.figure(Compared::BenefitPerCost).unwrap(), benefits / costs);
            }
            _ => assert!(column.figure(Compared::BenefitPerCost).is_err()),
        }
    }
}

#[test]
fn points_and_scores_are_counted_over_the_stages() {
    let plan = three_scenarios();
    let comparison = compare(&plan);
    let figure = |index: usize, compared| comparison.columns[index].figure(compared).unwrap();
    // Guided onboarding 2.4 and 0.3, invoices 1.2; the advisory board 0.5 and 0.2 on top.
    close(figure(0, Compared::PointsGained), 0.0);
    close(figure(1, Compared::PointsGained), 3.9);
    close(figure(2, Compared::PointsGained), 4.6);
    close(figure(3, Compared::CausalShare), 0.1);
    // The weights of the stages are entered; the score moves by their share in the points.
    let weight = |stage: usize| plan.stages[stage].weight.unwrap().get();
    let all: f64 = (0..5).map(weight).sum();
    let today = figure(0, Compared::JourneyScore);
    let moved = (weight(2) * 2.4 + weight(3) * 1.5) / all;
    close(figure(1, Compared::JourneyScore), today + moved);
    // On another scale the same score reads differently: 1–10 onto 0–100 is 11.1 for a point.
    let mut percent = plan.clone();
    percent.settings.scale = journey_plan::Scale::ZeroToHundred;
    let shown = compare(&percent).columns[1].figure(Compared::JourneyScore).unwrap();
    assert!((shown - (today + moved - 1.0) / 9.0 * 100.0).abs() < 1e-8, "{shown}");
}

#[test]
fn points_after_the_horizon_are_not_gained() {
    let mut plan = three_scenarios();
    let enabled = plan.scenarios[0].initiatives.clone();
    for initiative in plan.initiatives.iter_mut().filter(|i| enabled.contains(&i.id)) {
        Arc::make_mut(initiative).start_year = plan.settings.horizon + 1;
    }
    let comparison = compare(&plan);
    let figure = |index: usize, compared| comparison.columns[index].figure(compared).unwrap();
    close(figure(1, Compared::PointsGained), 0.0);
    close(figure(1, Compared::JourneyScore), figure(0, Compared::JourneyScore));
    // The advisory board starts in time: 0.5 and 0.2.
    close(figure(2, Compared::PointsGained), 0.7);
}

#[test]
fn peak_funding_is_the_deepest_point_and_nothing_for_the_baseline() {
    let comparison = compare(&three_scenarios());
    let peak = |index: usize| comparison.columns[index].figure(Compared::PeakFunding).unwrap();
    assert_eq!(peak(0).to_string(), "0");
    // The first one-off cost with 10 % on top is due at once.
    assert!(peak(1) >= 420_000.0 * 1.1);
}

#[test]
fn differences_are_taken_against_the_baseline_or_the_active_scenario() {
    let plan = three_scenarios();
    let comparison = compare(&plan);
    let npv = |index: usize| comparison.columns[index].figure(Compared::Npv).unwrap();
    let difference =
        |index: usize, compared, against| comparison.difference(&comparison.columns[index], compared, against);
    close(difference(2, Compared::Npv, Against::Baseline).unwrap(), npv(2));
    close(difference(2, Compared::Npv, Against::Active).unwrap(), npv(2) - npv(1));
    close(difference(0, Compared::PresentValue, Against::Active).unwrap(), {
        -comparison.columns[1].figure(Compared::ScenarioGain).unwrap()
    });
    let never = difference(3, Compared::Payback, Against::Active).unwrap_err().written(Pen::PLAIN);
    assert_eq!(never, "Never within 5 years.");
    // On the baseline the baseline is the active one.
    let mut on_baseline = plan.clone();
    on_baseline.active_scenario = None;
    let comparison = compare(&on_baseline);
    close(comparison.difference(&comparison.columns[2], Compared::Npv, Against::Active).unwrap(), npv(2));
}

#[test]
fn what_a_scenario_changes_is_a_sentence() {
    let mut plan = three_scenarios();
    let (stage, segment, id) = (plan.stages[0].id, plan.segments[1].id, plan.active_scenario.unwrap());
    assert_eq!(compare(&plan).columns[1].changes, "Nothing.");
    for change in [
        ScenarioChange::Points(stage, Some(n(1.5))),
        ScenarioChange::CostToServe(Some(n(0.05))),
        ScenarioChange::CausalShare(Some(n(0.7))),
        ScenarioChange::PhaseIn(Some(vec![n(0.5), n(1.0)])),
        ScenarioChange::EndPoints(Some(PublishedEndPoints { spend_ratio: n(2.2), ..PublishedEndPoints::default() })),
        ScenarioChange::Driver(segment, Driver::Retention, Some(n(0.85))),
        ScenarioChange::Mix(segment, Some((ScoreMix::Mean(n(7.0)), 2))),
        ScenarioChange::Conversion(stage, Some(n(0.02))),
    ] {
        plan = plan.apply(&Command::Scenario(id, change)).unwrap();
    }
    assert_eq!(
        compare(&plan).columns[1].changes,
        "1.5 points on “First contact” by hand; Cost to serve lower by 5\u{a0}%; Causal share 70\u{a0}%; Phase-in \
         50\u{a0}%, 100\u{a0}%; Spend, best over poorest 2.2×; Retention from 43\u{a0}% after the poorest to \
         74\u{a0}% after the best; Services and training: Retention 85\u{a0}%; Services and training: scores edited by \
         hand from 2028; “First contact”: conversion 2\u{a0}% per point."
    );
}

#[test]
fn what_was_agreed_on_is_held_against_today() {
    let plan = three_scenarios();
    let npv = project(&plan, plan.active_scenario).npv().unwrap();
    let agreed = Agreed {
        on: "2026-11-26".parse().unwrap(),
        at: "14:32".to_owned(),
        present_value: None,
        scenario_gain: None,
        npv: Some(n(npv)),
    };
    let agree = Command::Scenario(plan.active_scenario.unwrap(), ScenarioChange::Agree(Some(agreed)));
    let mut plan = plan.apply(&agree).unwrap();
    // Since then the first initiative has become dearer by 100 000 now: 110 000 after risk.
    Arc::make_mut(&mut plan.initiatives[0]).one_off_cost = Some(Estimate::of(n(520_000.0)));
    let comparison = compare(&plan);
    let column: &ComparedScenario = &comparison.columns[1];
    assert_eq!(column.agreed_on.as_deref(), Some("2026-11-26 14:32"));
    close(column.figure(Compared::AgreedNpv).unwrap(), npv);
    assert!((column.figure(Compared::SinceAgreed).unwrap() + 110_000.0).abs() < 1e-6);
    assert_eq!(comparison.columns[2].figure(Compared::SinceAgreed).unwrap_err().written(Pen::PLAIN), "Not agreed on.");
    let table = comparison_table(&comparison, Some(Against::Baseline), &ChartContext::new(760, &plan));
    assert_eq!(row(&table, "NPV since then"), ["–", "−€110k", "–", "–"]);
    assert_eq!(row(&table, "Agreed on"), ["–", "2026-11-26 14:32", "–", "–"]);
}

#[test]
fn the_table_has_a_column_for_each_and_differences_behind() {
    let plan = three_scenarios();
    let (comparison, frame) = (compare(&plan), ChartContext::new(760, &plan));
    let table = comparison_table(&comparison, Some(Against::Active), &frame);
    assert_eq!(table.columns, ["", "Baseline", "Fix onboarding and billing", "Everything", "Board only"]);
    assert!(table.rows.iter().all(|r| r.len() == 5));
    assert_eq!(
        row(&table, "Causal share in use")[1..],
        ["50\u{a0}%", "50\u{a0}% (0 points)", "10\u{a0}% (−40 points)"]
    );
    assert_eq!(row(&table, "Points gained, all stages"), ["0.0 (−3.9)", "3.9", "4.6 (+0.7)", "0.7 (−3.2)"]);
    assert_eq!(row(&table, "Payback")[3], "Never within 5 years.");
    assert_eq!(row(&table, "Rate of return")[0], "None: the net flows never change sign.");
    assert_eq!(row(&table, "ROI")[0], "No programme cost.");
    assert!(table.rows.iter().all(|r| r[0] != "Agreed on"), "nothing is agreed on");
    // Without a reference only the figures; against the baseline a gain is its own difference.
    let plain = comparison_table(&comparison, None, &frame);
    assert_eq!(row(&plain, "Points gained, all stages"), ["0.0", "3.9", "4.6", "0.7"]);
    let gain = &row(&comparison_table(&comparison, Some(Against::Baseline), &frame), "Scenario gain")[1];
    assert!(gain.starts_with("+€") && !gain.contains('('), "{gain}");
}

#[test]
fn the_order_of_rows_in_the_plan_changes_nothing() {
    let plan = three_scenarios();
    let mut turned = plan.clone();
    turned.stages.reverse();
    turned.segments.reverse();
    for (a, b) in compare(&plan).columns.iter().zip(&compare(&turned).columns) {
        for compared in Compared::ALL {
            assert_eq!(a.figure(compared), b.figure(compared), "{}", compared.entry().short);
        }
    }
}

#[test]
fn a_plan_without_forecast_compares_reasons() {
    let plan = Plan::empty("nothing yet");
    let comparison = compare(&plan);
    assert_eq!(comparison.columns.len(), 1);
    for compared in Compared::ALL {
        assert!(comparison.columns[0].figure(compared).is_err(), "{}", compared.entry().short);
    }
    let frame = ChartContext::new(560, &plan);
    assert!(comparison_table(&comparison, Some(Against::Active), &frame).rows.iter().all(|r| !r[1].is_empty()));
    assert_eq!(scenario_slopes(&comparison, Compared::Npv, &frame), None);
}

fn slopes(comparison: &Comparison, compared: Compared, width: u32, plan: &Plan) -> journey_output::chart::Chart {
    let chart = scenario_slopes(comparison, compared, &ChartContext::new(width, plan)).unwrap();
    is_sound(&chart);
    chart
}

#[test]
fn every_scenario_has_a_slope_from_the_baseline() {
    let plan = three_scenarios();
    let comparison = compare(&plan);
    let chart = slopes(&comparison, Compared::PresentValue, 560, &plan);
    let best = comparison.difference(&comparison.columns[2], Compared::PresentValue, Against::Baseline).unwrap();
    let money = Compared::PresentValue.write(best, plan.settings.pen());
    assert_eq!(chart.title, format!("“Everything” comes out best, {money} above the baseline"));
    assert!(chart.subtitle.ends_with("the scale does not begin at zero"));
    // The first line is that of the first scenario: it rises from the left.
    let first = line(&chart, "var(--gain)", false);
    assert!(first[0].0 < first[1].0 && first[0].1 > first[1].1);
    // Rows in the order of the plan, whatever comes out best.
    let names: Vec<&str> = chart.table.rows.iter().map(|r| r[0].as_str()).collect();
    assert_eq!(names, ["Baseline", "Fix onboarding and billing", "Everything", "Board only"]);
    assert!(says(&chart, "Everything") && says(&chart, "Baseline"));

    let chart = slopes(&comparison, Compared::Npv, 360, &plan);
    assert!(!chart.subtitle.contains("zero"), "a scale on both sides of zero holds it");
    let falling = line(&chart, "var(--loss)", false);
    assert!(falling[0].1 < falling[1].1);
}

#[test]
fn slopes_that_go_nowhere_say_so() {
    let mut plan = example::plan();
    plan.scenarios = vec![Scenario::named(ScenarioId(900), "Nothing"), Scenario::named(ScenarioId(901), "As before")];
    plan.active_scenario = None;
    let chart = slopes(&compare(&plan), Compared::Npv, 560, &plan);
    assert_eq!(chart.title, "No scenario comes out above the baseline");
    assert!(chart.legend.iter().any(|k| k.text == "as the baseline"));
}
