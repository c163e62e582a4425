//! Charts as a reader meets them: their message, their table, their marks.

use journey_equity::chart::ink::Ink;
use journey_equity::chart::{
    Chart, Frame, LaneFrame, customers_corkscrew, equity_bridge, equity_by_year, experience_slice, gain_by_year,
    new_revenue_share, spend_against_score, value_waterfall,
};
use journey_equity::engine::bridge::{Bridge, Cause, CauseKind, bridge};
use journey_equity::engine::{Projection, project};
use journey_equity::plan::{
    Command, Number, Place, Plan, Segment, SegmentChange, SegmentId, StageChange, YearFigures, YearlyFigure, example,
};
use std::sync::Arc;

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
        equity_bridge(&bridge(&plan, &projection, 2023, 2031).unwrap(), &frame),
        customers_corkscrew(&projection, &frame).unwrap(),
        new_revenue_share(&plan, &projection, &frame).unwrap(),
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

/// Corners `(x, y, width, height)` of the rectangles that are filled with `fill`, in drawing units; the stripes of the
/// hatches lie in the definitions before them.
fn bars(chart: &Chart, fill: &str) -> Vec<[f64; 4]> {
    let (_, marks) = chart.svg.split_once("</defs>").unwrap();
    let filled = marks.split("<rect ").skip(1).filter(|m| m.split("/>").next().unwrap().contains(fill));
    let value = |mark: &str, name: &str| {
        let (_, rest) = mark.split_once(&format!("{name}=\"")).unwrap();
        rest.split('"').next().unwrap().parse::<f64>().unwrap()
    };
    filled.map(|m| ["x", "y", "width", "height"].map(|name| value(m, name))).collect()
}

const GAIN: &str = "fill=\"var(--gain)\"";
const LOSS: &str = "fill=\"var(--loss)\"";
const TOTAL: &str = "fill=\"var(--total)\"";
const HATCHED_TOTAL: &str = "fill=\"url(#equity-bridge-total)\"";

#[test]
fn the_bridge_steps_from_one_total_to_the_other() {
    let (plan, projection) = example();
    let built = bridge(&plan, &projection, 2025, 2026).unwrap();
    let chart = equity_bridge(&built, &Frame::new(620, &plan));
    // Two totals that stand on zero; two causes add and two take, each starting where the one before ended.
    let (totals, gains, losses) = (bars(&chart, TOTAL), bars(&chart, GAIN), bars(&chart, LOSS));
    assert_eq!((totals.len(), gains.len(), losses.len()), (2, 2, 2));
    let bottom = |bar: [f64; 4]| bar[1] + bar[3];
    assert!((bottom(totals[0]) - bottom(totals[1])).abs() <= 1.0, "both totals stand on zero");
    assert!((bottom(gains[0]) - totals[0][1]).abs() <= 1.0, "acquisition starts at the first total");
    assert!((losses[0][1] - gains[0][1]).abs() <= 1.0, "churn starts where acquisition ended");
    assert!((bottom(losses[1]) - totals[1][1]).abs() <= 1.0, "the last cause ends at the second total");
    assert_eq!(chart.title, "Acquisition adds €10.9m, churn takes €4.00m");
    assert!(chart.subtitle.ends_with("by cause, € million, 2025 to 2026"), "{}", chart.subtitle);
    let names: Vec<&str> = chart.table.rows.iter().map(|r| r[0].as_str()).collect();
    assert_eq!(names, ["2025", "Acquisition", "Retention", "Revenue per customer", "Costs", "2026"]);
}

#[test]
fn a_total_that_lies_ahead_is_hatched() {
    let (plan, projection) = example();
    let chart = equity_bridge(&bridge(&plan, &projection, 2026, 2031).unwrap(), &Frame::new(360, &plan));
    assert_eq!((bars(&chart, TOTAL).len(), bars(&chart, HATCHED_TOTAL).len()), (1, 1));
    assert!(chart.legend.iter().any(|key| key.ink == Some(Ink::TotalForecast)));
    // A narrow picture numbers its causes and names the years.
    let keys: Vec<&str> = chart.legend.iter().filter(|k| k.ink.is_none()).map(|k| k.text.as_str()).collect();
    assert_eq!(keys, ["1 Acquisition", "2 Retention", "3 Revenue per customer", "4 Costs"]);
    assert!(chart.svg.contains(">2026</text>") && chart.svg.contains(">2031</text>"));
    assert!(chart.subtitle.ends_with("2026 to 2031 (forecast)"), "{}", chart.subtitle);
}

#[test]
fn the_bridge_says_what_adds_and_what_takes() {
    let frame = Frame::new(620, &example::plan());
    let title = |from, to, values: [f64; 4]| {
        let kinds = [CauseKind::Acquisition, CauseKind::Retention, CauseKind::RevenuePerCustomer, CauseKind::Costs];
        let cause = |(kind, value)| Cause { kind, value, sentence: String::new() };
        let causes: Vec<Cause> = kinds.into_iter().zip(values).map(cause).collect();
        let end = 1e6 + values.iter().sum::<f64>();
        equity_bridge(&Bridge { from, to, forecast: (false, false), start: 1e6, end, causes }, &frame).title
    };
    assert_eq!(title(2025, 2026, [1.2e6, -8e5, 1e5, -1e5]), "Acquisition adds €1.20m, churn takes €800k");
    assert_eq!(title(2025, 2026, [-3e5, 1e5, 0.0, -5e5]), "Retention adds €100k, costs take €500k");
    assert_eq!(
        title(2025, 2026, [0.0, 0.0, 2e5, 0.0]),
        "Revenue per customer adds €200k, and nothing works against it"
    );
    assert_eq!(title(2025, 2026, [0.0; 4]), "Nothing changes from 2025 to 2026");
    assert_eq!(
        title(2026, 2025, [-1.2e6, 8e5, 0.0, 0.0]),
        "Back to 2025, retention adds €800k, acquisition takes €1.20m"
    );
}

#[test]
fn small_changes_of_a_large_total_keep_their_digits() {
    let cause = |kind, value| Cause { kind, value, sentence: String::new() };
    let causes = vec![cause(CauseKind::Acquisition, 42_000.0), cause(CauseKind::Retention, -17_000.0)];
    let built = Bridge { from: 2025, to: 2026, forecast: (false, false), start: 25e6, end: 25_025_000.0, causes };
    let chart = equity_bridge(&built, &Frame::new(620, &example::plan()));
    let values: Vec<&str> = chart.table.rows.iter().map(|r| r[1].as_str()).collect();
    assert_eq!(values, ["25.000", "+0.042", "−0.017", "25.025"]);
}

/// One segment over two entered years: 100 won and 40 lost of 1000, then 120 won and 60 lost of 1060.
fn two_years() -> Plan {
    let mut plan = Plan::empty("two years");
    let mut segment = Segment::empty(SegmentId(1), "Base", [2025, 2026]);
    for (year, [new, existing, churned]) in [(0, [100.0, 1000.0, 40.0]), (1, [120.0, 1060.0, 60.0])] {
        let values = [new, 10.0, 0.0, existing, 20.0, 0.0, churned, 20.0];
        let figures: &mut YearFigures = &mut segment.years[year];
        for (figure, value) in YearlyFigure::ALL.into_iter().zip(values) {
            *figures.slot(figure) = Some(Number::of(value));
        }
    }
    plan.segments = vec![Arc::new(segment)];
    plan
}

#[test]
fn the_corkscrew_goes_from_opening_to_closing() {
    let (plan, projection) = example();
    let chart = customers_corkscrew(&projection, &Frame::new(620, &plan)).unwrap();
    // Four years of the past and five ahead, won above and lost below.
    for (variable, solid, hatched) in [("series-2", 4, 5), ("series-3", 4, 5)] {
        assert_eq!(bars(&chart, &format!("fill=\"var(--{variable})\"")).len(), solid);
        assert_eq!(bars(&chart, &format!("fill=\"url(#customers-corkscrew-{variable})\"")).len(), hatched);
    }
    let names: Vec<&str> = chart.table.rows.iter().map(|r| r[0].as_str()).collect();
    assert_eq!(names, ["Opening", "New", "Churned", "Closing"]);

    // Constant rates ahead: 120 won, 60/1060 lost; 1120 at the start of 2027.
    let mut plan = two_years();
    plan.settings.horizon = 1;
    let chart = customers_corkscrew(&project(&plan, None), &Frame::new(620, &plan)).unwrap();
    // 1120·60/1060 = 63.4 lost: 1176.6 at the end.
    let rows: Vec<String> = chart.table.rows.iter().map(|r| r[1..].join(" ")).collect();
    assert_eq!(rows, ["1,000 1,060 1,120", "100 120 120", "40 60 63", "1,060 1,120 1,177"]);
    assert_eq!(chart.title, "The base grows by 57 customers a year: 120 won, 63 lost");
    assert!(chart.svg.contains(">1,177</text>"), "the closing count stands above its year");
    assert!(!chart.subtitle.contains("not every segment"));
}

#[test]
fn the_corkscrew_of_the_past_alone_speaks_of_the_past() {
    let mut plan = two_years();
    // A retention beyond 100 % leaves no forecast.
    let mut segment = plan.segments[0].as_ref().clone();
    segment.drivers.insert(journey_equity::plan::Driver::Retention, Number::of(1.5));
    // Another segment came in 2026 and is not part of the year before.
    let mut late = segment.clone();
    late.id = SegmentId(2);
    late.years.remove(0);
    plan.segments = vec![Arc::new(segment), Arc::new(late)];
    let projection = project(&plan, None);
    let chart = customers_corkscrew(&projection, &Frame::new(620, &plan)).unwrap();
    // Won (100 + 240)/2, lost (40 + 120)/2.
    assert_eq!(chart.title, "The base grew by 90 customers a year: 170 won, 80 lost");
    assert!(chart.subtitle.ends_with("actual 2025–26; not every segment has 2025"), "{}", chart.subtitle);
    assert!(customers_corkscrew(&project(&Plan::empty("nothing"), None), &Frame::new(620, &plan)).is_none());
}

#[test]
fn the_share_of_new_revenue_is_told_from_first_to_last() {
    let mut plan = two_years();
    plan.settings.horizon = 1;
    let chart = new_revenue_share(&plan, &project(&plan, None), &Frame::new(620, &plan)).unwrap();
    // 1000/(1000 + 20 000), 1200/(1200 + 21 200), 1200/(1200 + 22 400).
    assert_eq!(chart.table.rows[0][1..], ["4.8\u{a0}%", "5.4\u{a0}%", "5.1\u{a0}%"]);
    assert_eq!(chart.title, "New customers will bring 5\u{a0}% of revenue, as in 2025");
    assert_eq!(bars(&chart, "fill=\"var(--series-2)\"").len(), 2);
    assert_eq!(bars(&chart, "fill=\"url(#new-revenue-share-series-2)\"").len(), 1);
    let (plan, projection) = example();
    let chart = new_revenue_share(&plan, &projection, &Frame::new(360, &plan)).unwrap();
    assert!(
        chart.title.starts_with("New customers will bring 11\u{a0}% of revenue in 2031, down from 33"),
        "{}",
        chart.title
    );
}
