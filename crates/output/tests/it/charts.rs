//! Charts as a reader meets them: their message, their table, their marks.

use journey_engine::answers::bridge::{Bridge, Cause, bridge};
use journey_engine::projection::{BudgetSplit, StatesView};
use journey_engine::registry::CauseKind;
use journey_engine::{Projection, project};
use journey_output::chart::kit::ink::Ink;
use journey_output::chart::{
    Chart, ChartContext, LaneFrame, budget_benchmark, customers_corkscrew, equity_bridge, equity_by_year,
    experience_slice, gain_by_year, new_revenue_share, states_outlook, value_waterfall,
};
use journey_plan::library::example;
use journey_plan::{
    BudgetType, Command, Continuum, CustomerState, Number, Place, Plan, Segment, SegmentChange, SegmentId, StageChange,
    YearFigures, YearlyFigure,
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
    let chart = equity_by_year(&projection, &ChartContext::new(680, &plan)).unwrap();
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
    let chart = value_waterfall(&plan, forecast, &ChartContext::new(680, &plan));
    let parts: f64 = forecast.shares.by_stage.iter().map(|v| v.value).sum();
    let case = &forecast.case.as_ref().unwrap().case;
    let end =
        parts + forecast.shares.other_changes + forecast.shares.cost_to_serve - case.risk() - case.pv_costs_before_risk;
    assert!((end - case.npv).abs() < 1e-6 * case.npv.abs());
    assert_eq!(chart.table.rows.last().unwrap()[0], "NPV after cost");
}

#[test]
fn hostile_names_stay_text() {
    let (plan, _) = example();
    let hostile = "</text><script>alert(1)</script>";
    let plan = plan.apply(&Command::Stage(plan.stages[2].id, StageChange::Name(hostile.to_owned()))).unwrap();
    let projection = project(&plan, plan.active_scenario);
    let chart = value_waterfall(&plan, projection.forecast.as_ref().unwrap(), &ChartContext::new(1_600, &plan));
    assert!(!chart.svg.contains("<script"));
    assert!(chart.title.contains("<script>"), "the title is text, escaped where it is shown");
}

#[test]
fn every_chart_of_an_extreme_plan_has_finite_coordinates() {
    let (plan, _) = example();
    let huge = journey_plan::Number::of(1e12);
    let figure = journey_plan::YearlyFigure::RevenuePerExisting;
    let plan = plan
        .apply(&Command::Segment(plan.segments[0].id, SegmentChange::put(Place::Figure(2026, figure), Some(huge))))
        .unwrap();
    let projection = project(&plan, plan.active_scenario);
    let frame = ChartContext::new(360, &plan);
    let forecast = projection.forecast.as_ref().unwrap();
    for chart in [
        equity_by_year(&projection, &frame).unwrap(),
        gain_by_year(forecast, None, &frame),
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
    let frame = LaneFrame { width: 220, height: 120, roles: None };
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
    let chart = equity_bridge(&built, &ChartContext::new(620, &plan));
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
    let chart = equity_bridge(&bridge(&plan, &projection, 2026, 2031).unwrap(), &ChartContext::new(360, &plan));
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
    let frame = ChartContext::new(620, &example::plan());
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
    let chart = equity_bridge(&built, &ChartContext::new(620, &example::plan()));
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
    let chart = customers_corkscrew(&projection, &ChartContext::new(620, &plan)).unwrap();
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
    let chart = customers_corkscrew(&project(&plan, None), &ChartContext::new(620, &plan)).unwrap();
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
    segment.drivers.insert(journey_plan::Driver::Retention, Number::of(1.5));
    // Another segment came in 2026 and is not part of the year before.
    let mut late = segment.clone();
    late.id = SegmentId(2);
    late.years.remove(0);
    plan.segments = vec![Arc::new(segment), Arc::new(late)];
    let projection = project(&plan, None);
    let chart = customers_corkscrew(&projection, &ChartContext::new(620, &plan)).unwrap();
    // Won (100 + 240)/2, lost (40 + 120)/2.
    assert_eq!(chart.title, "The base grew by 90 customers a year: 170 won, 80 lost");
    assert!(chart.subtitle.ends_with("actual 2025–26; not every segment has 2025"), "{}", chart.subtitle);
    assert!(customers_corkscrew(&project(&Plan::empty("nothing"), None), &ChartContext::new(620, &plan)).is_none());
}

#[test]
fn the_share_of_new_revenue_is_told_from_first_to_last() {
    let mut plan = two_years();
    plan.settings.horizon = 1;
    let chart = new_revenue_share(&plan, &project(&plan, None), &ChartContext::new(620, &plan)).unwrap();
    // 1000/(1000 + 20 000), 1200/(1200 + 21 200), 1200/(1200 + 22 400).
    assert_eq!(chart.table.rows[0][1..], ["4.8\u{a0}%", "5.4\u{a0}%", "5.1\u{a0}%"]);
    assert_eq!(chart.title, "New customers will bring 5\u{a0}% of revenue, as in 2025");
    assert_eq!(bars(&chart, "fill=\"var(--series-2)\"").len(), 2);
    assert_eq!(bars(&chart, "fill=\"url(#new-revenue-share-series-2)\"").len(), 1);
    let (plan, projection) = example();
    let chart = new_revenue_share(&plan, &projection, &ChartContext::new(360, &plan)).unwrap();
    assert!(
        chart.title.starts_with("New customers will bring 11\u{a0}% of revenue in 2031, down from 33"),
        "{}",
        chart.title
    );
}

/// A plan of one stage that spends these on acquisition, retention and expansion.
fn spending(values: [f64; 3]) -> (Plan, BudgetSplit) {
    let plan = Plan::empty("budget").apply(&Command::AddStage { name: "All".into(), at: None }).unwrap();
    let stage = plan.stages[0].id;
    let plan = BudgetType::ALL.into_iter().zip(values).fold(plan, |plan, (kind, value)| {
        plan.apply(&Command::Stage(stage, StageChange::Budget(kind, Some(Number::of(value))))).unwrap()
    });
    let split = project(&plan, None).budget.unwrap();
    (plan, split)
}

#[test]
fn the_budget_stands_beside_both_groups_of_the_survey() {
    let (plan, split) = spending([1_380_000.0, 500_000.0, 120_000.0]);
    let chart = budget_benchmark(&split, &ChartContext::new(620, &plan));
    assert_eq!(chart.title, "Retention and expansion get 31\u{a0}% of the budget, 13 points below the average firm");
    assert!(chart.subtitle.contains("€2.00m a year") && chart.subtitle.contains("not a target"), "{}", chart.subtitle);
    // Both parts of each bar share its height and meet; 31, 44 and 52 % of the same width.
    let (kept, won) = (bars(&chart, "fill=\"var(--series-1)\""), bars(&chart, "fill=\"var(--series-2)\""));
    assert_eq!((kept.len(), won.len()), (3, 3));
    for ((kept, won), share) in kept.iter().zip(&won).zip([0.31, 0.44, 0.52]) {
        assert!((kept[0] + kept[2] - won[0]).abs() <= 1.0 && (kept[1] - won[1]).abs() < 1e-9);
        assert!((kept[2] / (kept[2] + won[2]) - share).abs() < 0.001, "{share}");
    }
    let rows: Vec<String> = chart.table.rows.iter().map(|r| r.join("; ")).collect();
    assert_eq!(
        rows,
        [
            "This plan; 69\u{a0}%; 31\u{a0}%; –",
            "Average firm; 56\u{a0}%; 44\u{a0}%; €260k a year would have to move",
            "Top performers; 48\u{a0}%; 52\u{a0}%; €420k a year would have to move"
        ]
    );
    for text in ["31\u{a0}%", "56\u{a0}%", "52\u{a0}%", "This plan", "€260k a year would have to move"] {
        assert!(chart.svg.contains(&format!(">{text}</text>")), "{text}");
    }
}

#[test]
fn a_budget_beyond_the_benchmarks_is_said_to_be_above_them() {
    let told = |values| {
        let (plan, split) = spending(values);
        let chart = budget_benchmark(&split, &ChartContext::new(360, &plan));
        assert!(!chart.svg.contains("NaN"));
        (chart.title, chart.table.rows[1][3].clone())
    };
    let title = |values| told(values).0;
    let kept = "Retention and expansion get";
    assert_eq!(title([40.0, 60.0, 0.0]), format!("{kept} 60\u{a0}% of the budget, 8 points above top performers"));
    assert_eq!(told([400.0, 600.0, 0.0]).1, "this plan is above, by €160 a year");
    assert_eq!(told([560.0, 440.0, 0.0]).1, "nothing would have to move");
    assert_eq!(title([560.0, 440.0, 0.0]), format!("{kept} 44\u{a0}% of the budget, as at the average firm"));
    assert_eq!(title([480.0, 0.0, 520.0]), format!("{kept} 52\u{a0}% of the budget, as at top performers"));
    assert_eq!(
        title([49.0, 51.0, 0.0]),
        format!("{kept} 51\u{a0}% of the budget, above the average firm, 1 point below top performers")
    );
    assert_eq!(title([2.0, 1.0, 0.0]), format!("{kept} 33.3\u{a0}% of the budget, 10.7 points below the average firm"));
    // Nothing at all on one side is a bar of one part.
    let (plan, split) = spending([0.0, 1.0, 0.0]);
    let chart = budget_benchmark(&split, &ChartContext::new(620, &plan));
    assert_eq!(bars(&chart, "fill=\"var(--series-2)\"").len(), 2);
}

/// The worked continuum of the models: 6000 satisfied, 3000 loyal and 1000 advocates over two years.
fn worked_states(edit: impl FnOnce(&mut Continuum)) -> (Plan, StatesView) {
    use CustomerState::{Advocate, Loyal, Satisfied};
    let mut plan = two_years();
    plan.settings.horizon = 2;
    let states = [Satisfied, Loyal, Advocate];
    let mut continuum = Continuum::default();
    for (from, row) in states.into_iter().zip([[0.55, 0.15, 0.02], [0.08, 0.72, 0.12], [0.02, 0.08, 0.82]]) {
        for (to, share) in states.into_iter().zip(row) {
            continuum.transitions.insert((from, to), Number::of(share));
        }
    }
    for (state, (revenue, start)) in states.into_iter().zip([(100.0, 0.6), (160.0, 0.3), (240.0, 0.1)]) {
        continuum.revenue.insert(state, Number::of(revenue));
        continuum.start.insert(state, Number::of(start));
    }
    edit(&mut continuum);
    let segment = Arc::make_mut(&mut plan.segments[0]);
    segment.drivers.insert(journey_plan::Driver::OpeningCustomers, Number::of(10_000.0));
    segment.continuum = Some(continuum);
    let view = project(&plan, None).forecast.unwrap().states.remove(0).1.unwrap();
    (plan, view)
}

#[test]
fn the_states_are_drawn_today_and_over_the_years_ahead() {
    let (plan, view) = worked_states(|_| {});
    let chart = states_outlook(&view, "Base", 2027, &ChartContext::new(620, &plan)).unwrap();
    // 1 %·6000·(966.856214 − 509.341998) + 1 %·3000·(1255.483347 − 966.856214) = 36 109.67.
    assert_eq!(
        chart.title,
        "Advocates grow from 1,000 to 1,514 in 2 years; moving 1\u{a0}% of each state up is worth €36.1k"
    );
    assert_eq!(chart.subtitle, "Customers of Base by state, today and at the end of each year, forecast 2027–28");
    let rows: Vec<String> = chart.table.rows.iter().map(|r| r.join("; ")).collect();
    assert_eq!(
        rows,
        [
            "Satisfied; 6,000; 3,560; 2,235; 6.0; €509",
            "Loyal; 3,000; 3,140; 2,899; 9.8; €967",
            "Advocate; 1,000; 1,300; 1,514; 10.6; €1,255",
            "All; 10,000; 8,000; 6,648; –; –"
        ]
    );
    assert_eq!(chart.table.columns.len(), chart.table.rows[0].len());
    // Today solid, the years ahead hatched; each part stands on the one below.
    for variable in ["series-3", "series-2", "series-1"] {
        assert_eq!(bars(&chart, &format!("fill=\"var(--{variable})\"")).len(), 1, "{variable}");
        assert_eq!(bars(&chart, &format!("fill=\"url(#states-outlook-{variable})\"")).len(), 2, "{variable}");
    }
    let today = |variable: &str| bars(&chart, &format!("fill=\"var(--{variable})\""))[0];
    let (satisfied, loyal, advocate) = (today("series-3"), today("series-2"), today("series-1"));
    assert!((loyal[1] + loyal[3] - satisfied[1]).abs() <= 1.0 && (advocate[1] + advocate[3] - loyal[1]).abs() <= 1.0);
    assert!((satisfied[3] / loyal[3] - 2.0).abs() < 0.01, "6000 are twice 3000");
    for name in ["Satisfied 2,235", "Loyal 2,899", "Advocate 1,514", "today", "6,000", "2028", "6,648"] {
        assert!(chart.svg.contains(&format!(">{name}</text>")), "{name}");
    }
}

#[test]
fn every_state_has_an_ink_of_its_own_by_day_and_ahead() {
    let inks = CustomerState::ALL.map(|state| (Ink::of_state(state, false), Ink::of_state(state, true)));
    for (index, (now, ahead)) in inks.iter().enumerate() {
        assert_eq!(now.variable(), ahead.variable());
        assert!(!now.is_hatched() && ahead.is_hatched());
        assert!(inks.iter().skip(index + 1).all(|(other, _)| other.variable() != now.variable()));
    }
}

#[test]
fn states_that_lose_say_so() {
    use CustomerState::{Advocate, Loyal, Satisfied};
    // Everybody in the best state leaves sooner and pays less.
    let (plan, view) = worked_states(|c| {
        c.revenue.insert(Advocate, Number::of(1.0));
        c.transitions.insert((Advocate, Advocate), Number::of(0.1));
    });
    let chart = states_outlook(&view, "Base", 2027, &ChartContext::new(360, &plan)).unwrap();
    assert!(chart.title.starts_with("Advocates shrink from 1,000 to "), "{}", chart.title);
    // One state alone: nobody can be moved up.
    let (plan, view) = worked_states(|c| {
        *c = Continuum::default();
        c.transitions.insert((Loyal, Loyal), Number::of(0.5));
        c.revenue.insert(Loyal, Number::of(10.0));
        c.start.insert(Loyal, Number::ONE);
        c.inflow.insert(Loyal, Number::of(5_000.0));
    });
    let chart = states_outlook(&view, "Base", 2027, &ChartContext::new(620, &plan)).unwrap();
    assert_eq!(chart.title, "Loyal customers stay at 10,000");
    // A state nobody is in is not drawn.
    let (plan, view) = worked_states(|c| {
        c.start = [(Satisfied, Number::ZERO), (Loyal, Number::ONE), (Advocate, Number::ZERO)].into();
    });
    let chart = states_outlook(&view, "Base", 2027, &ChartContext::new(620, &plan)).unwrap();
    assert_eq!(bars(&chart, "fill=\"var(--series-3)\"").len(), 0);
    assert!(!chart.svg.contains("NaN"));
}
