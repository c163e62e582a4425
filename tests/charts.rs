//! Charts as a reader meets them: their message, their table, their marks.

use journey_equity::chart::{
    Frame, LaneFrame, equity_by_year, experience_slice, gain_by_year, spend_against_score, value_waterfall,
};
use journey_equity::engine::{Projection, project};
use journey_equity::plan::{Command, Place, Plan, SegmentChange, StageChange, example};

fn example() -> (Plan, Projection) {
    let plan = example::plan();
    let projection = project(&plan, plan.active_scenario);
    (plan, projection)
}

#[test]
fn the_past_is_solid_and_the_forecast_hatched() {
    let (plan, projection) = example();
    let chart = equity_by_year(&projection, &Frame::new(680, &plan)).unwrap();
    let hatched = chart.svg.matches("fill=\"url(#equity-by-year-series-1)\"").count();
    let solid = chart.svg.matches("fill=\"var(--series-1)\"").count();
    // One solid bar a year of the past (and one stripe in the pattern itself), one hatched bar a year ahead.
    assert_eq!((solid, hatched), (4 + 1, 5));
    assert_eq!(chart.table.columns.len(), 1 + 4 + 5);
    assert!(chart.subtitle.contains("actual 2023–26, forecast 2027–31"), "{}", chart.subtitle);
}

#[test]
fn the_waterfall_closes_at_the_npv() {
    let (plan, projection) = example();
    let forecast = projection.forecast.as_ref().unwrap();
    let chart = value_waterfall(&plan, forecast, &Frame::new(680, &plan));
    let parts: f64 = forecast.shares.by_stage.iter().map(|v| v.value).sum();
    let case = &forecast.case.as_ref().unwrap().case;
    let end =
        parts + forecast.shares.other_changes + forecast.shares.cost_to_serve - case.risk() - case.pv_costs_before_risk;
    assert!((end - case.npv).abs() < 1e-6 * case.npv.abs());
    assert_eq!(chart.table.rows.last().unwrap()[0], "NPV");
}

#[test]
fn published_points_are_rings_and_named() {
    let (plan, projection) = example();
    let forecast = projection.forecast.as_ref().unwrap();
    let chart = spend_against_score(forecast, &forecast.segments[1], "Services", &Frame::new(680, &plan));
    assert_eq!(chart.svg.matches("<circle").count(), 2);
    assert!(chart.svg.contains("best: 140\u{a0}% more (published)"));
}

#[test]
fn hostile_names_stay_text() {
    let (plan, _) = example();
    let hostile = "</text><script>alert(1)</script>";
    let plan = plan.apply(&Command::Stage(plan.stages[2].id, StageChange::Name(hostile.to_owned()))).unwrap();
    let projection = project(&plan, plan.active_scenario);
    let chart = value_waterfall(&plan, projection.forecast.as_ref().unwrap(), &Frame::new(1_600, &plan));
    assert!(!chart.svg.contains("<script"));
    assert!(chart.title.contains("<script>"), "the title is text, escaped where it is shown");
}

#[test]
fn every_chart_of_an_extreme_plan_has_finite_coordinates() {
    let (plan, _) = example();
    let huge = journey_equity::plan::Number::of(1e12);
    let figure = journey_equity::plan::YearlyFigure::RevenuePerExisting;
    let plan = plan
        .apply(&Command::Segment(plan.segments[0].id, SegmentChange::put(Place::Figure(2026, figure), Some(huge))))
        .unwrap();
    let projection = project(&plan, plan.active_scenario);
    let frame = Frame::new(360, &plan);
    let forecast = projection.forecast.as_ref().unwrap();
    for chart in [
        equity_by_year(&projection, &frame).unwrap(),
        gain_by_year(forecast, &frame),
        value_waterfall(&plan, forecast, &frame),
    ] {
        assert!(!chart.svg.contains("NaN") && !chart.svg.contains("inf"), "{}", chart.id);
    }
}

#[test]
fn every_stage_of_the_map_has_a_slice_of_the_curve_that_names_its_scores() {
    let plan = example::plan();
    let frame = LaneFrame { width: 220, height: 120, locale: plan.settings.locale, roles: None };
    let slice = experience_slice(&plan, 2, &frame).unwrap();
    assert!(slice.summary.starts_with("Deploy 3.9 today, target 7.4; Administrator 4.3 today"), "{}", slice.summary);
    assert!(slice.svg.contains(">3.9</text>") && slice.svg.contains(">7.4</text>"));
    assert!(experience_slice(&plan, 5, &frame).is_none());
    assert!(experience_slice(&Plan::empty("nothing yet"), 0, &frame).is_none());
}
