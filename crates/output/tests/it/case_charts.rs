//! The charts of the business case: marks, messages and tables against the figures they show.

use crate::svg::{attribute, bars, elements, is_sound, line, number, says};
use journey_engine::model::business_case::{CaseInputs, business_case};
use journey_engine::model::cash_flow::{PaybackYear, payback, running_sum};
use journey_engine::{Forecast, project};
use journey_output::chart::{ChartContext, case_by_year, cumulative_cash, value_by_initiative, value_waterfall};
use journey_plan::library::example;
use journey_plan::number::locale::Locale;
use journey_plan::number::pen::Pen;
use journey_plan::{Command, Driver, Estimate, Place, Plan, ScenarioChange, SegmentChange, Timing, YearlyFigure};
use journey_samples::plans::n;
use std::sync::Arc;

fn forecast(plan: &Plan) -> Forecast {
    project(plan, plan.active_scenario).forecast.unwrap()
}

fn frame(width: u32) -> ChartContext {
    ChartContext { width, pen: Pen::new(Locale::EnGb, "EUR"), is_low: false }
}

/// Models, section 6: 1.0M at once, 0.2M a year, benefits of 0.9, 1.1 and 1.3M, risk 15 % and 10 %, 10 % at year end.
fn worked() -> CaseInputs {
    CaseInputs {
        one_off_costs: vec![1e6, 0.0, 0.0],
        running_costs: vec![2e5; 3],
        benefits: vec![9e5, 1.1e6, 1.3e6],
        benefit_risk: 0.15,
        cost_risk: 0.10,
        discount: 0.10,
        timing: Timing::End,
    }
}

/// The example's forecast with another case in it.
fn with_case(inputs: &CaseInputs) -> Forecast {
    let mut forecast = forecast(&example::plan());
    forecast.case.as_mut().unwrap().case = business_case(inputs).unwrap();
    forecast.years = inputs.benefits.len();
    forecast
}

/// A case without risk whose costs are all paid at the start of a year.
fn lumps(one_off: &[f64], benefits: &[f64]) -> Forecast {
    with_case(&CaseInputs {
        one_off_costs: one_off.to_vec(),
        running_costs: vec![0.0; one_off.len()],
        benefits: benefits.to_vec(),
        benefit_risk: 0.0,
        cost_risk: 0.0,
        ..worked()
    })
}

/// The example with everything a waterfall can hold: risk, points by hand, an override and a lower cost to serve.
fn full_plan() -> Plan {
    let mut plan = example::plan();
    (plan.settings.benefit_risk, plan.settings.cost_risk) = (n(0.15), n(0.10));
    let scenario = plan.active_scenario.unwrap();
    let (stage, segment) = (plan.stages[0].id, plan.segments[1].id);
    for change in [
        ScenarioChange::Points(stage, Some(n(1.0))),
        ScenarioChange::CostToServe(Some(n(0.05))),
        ScenarioChange::Driver(segment, Driver::RevenuePerExisting, Some(n(4_450.0))),
    ] {
        plan = plan.apply(&Command::Scenario(scenario, change)).unwrap();
    }
    plan
}

#[test]
fn both_waterfalls_close_at_the_npv() {
    let plan = full_plan();
    let forecast = forecast(&plan);
    let case = &forecast.case.as_ref().unwrap().case;
    let shares = &forecast.shares;
    let initiatives: f64 = shares.by_initiative.iter().map(|v| v.value).sum();
    let taken = case.risk() + case.pv_costs_before_risk;
    let end = initiatives + shares.set_by_hand + shares.other_changes + shares.cost_to_serve - taken;
    assert!((end - case.npv).abs() < 1e-9 * forecast.present_value);
    for chart in [value_waterfall(&plan, &forecast, &frame(760)), value_by_initiative(&plan, &forecast, &frame(760))] {
        is_sound(&chart);
        // From zero every bar starts where the one before ended; the last change ends at the top of the NPV.
        let mut steps: Vec<(f64, f64, f64)> = Vec::new();
        for (fill, sign) in [("var(--gain)", 1.0), ("var(--loss)", -1.0)] {
            steps.extend(bars(&chart, fill).iter().map(
                |[x, y, _, h]| {
                    if sign > 0.0 { (*x, y + h, *y) } else { (*x, *y, y + h) }
                },
            ));
        }
        steps.sort_by(|a, b| a.0.total_cmp(&b.0));
        let [[_, top, _, height]] = bars(&chart, "var(--total)")[..] else { panic!("one total") };
        assert!((steps[0].1 - (top + height)).abs() <= 1.0, "{}: the first change starts at zero", chart.id);
        assert!(steps.windows(2).all(|pair| (pair[1].1 - pair[0].2).abs() <= 1.0), "{}", chart.id);
        assert!((steps.last().unwrap().2 - top).abs() <= 1.0, "{}: the last change ends at the NPV", chart.id);
    }
    let rows = value_by_initiative(&plan, &forecast, &frame(760)).table.rows;
    let names: Vec<&str> = rows.iter().map(|r| r[0].as_str()).collect();
    let expected = ["Guided onboarding", "Invoices people understand", "Set by hand", "Other changes"];
    assert_eq!(names[..4], expected);
    assert_eq!(names[4..], ["Cost to serve", "Risk", "Cost before risk", "NPV after cost"]);
}

#[test]
fn in_revenue_terms_the_waterfalls_end_at_the_gain() {
    let plan = example::plan();
    let without = SegmentChange::Write(vec![(Place::GrossMargin, None)]);
    let plan = plan.apply(&Command::Segment(plan.segments[0].id, without)).unwrap();
    let forecast = forecast(&plan);
    for chart in [value_waterfall(&plan, &forecast, &frame(560)), value_by_initiative(&plan, &forecast, &frame(560))] {
        assert_eq!(chart.table.rows.last().unwrap()[0], "Scenario gain");
        assert!(chart.subtitle.ends_with("in revenue terms and before cost"), "{}", chart.subtitle);
    }
    assert_eq!(case_by_year(&forecast, &frame(560)), None);
    assert_eq!(cumulative_cash(&forecast, &frame(560)), None);
}

#[test]
fn names_that_do_not_fit_are_numbered_instead_of_cut() {
    let plan = example::plan();
    let stage = plan.stages[2].id;
    let long = journey_plan::StageChange::Name("Inbetriebnahmebegleitung".to_owned());
    let plan = plan.apply(&Command::Stage(stage, long)).unwrap();
    let chart = value_waterfall(&plan, &forecast(&plan), &frame(560));
    assert!(!chart.svg.contains('…') && says(&chart, "3"));
    assert!(chart.legend.iter().any(|key| key.ink.is_none() && key.text == "3 Inbetriebnahmebegleitung"));
}

#[test]
fn the_case_by_year_shows_what_comes_in_and_goes_out() {
    let chart = case_by_year(&with_case(&worked()), &frame(560)).unwrap();
    is_sound(&chart);
    // Benefits after 15 % risk; costs with 10 % on top.
    let rows: Vec<String> = chart.table.rows.iter().map(|r| r.join("; ")).collect();
    assert_eq!(
        rows,
        [
            "Benefit; 765; 935; 1,105; 2,805",
            "One-off cost; −1,100; 0; 0; −1,100",
            "Running cost; −220; −220; −220; −660",
            "Net cash; −555; 715; 885; 1,045"
        ]
    );
    assert_eq!(chart.title, "From 2028 on every year brings more than it costs, €715k at first");
    let (benefit, one_off) = (bars(&chart, "var(--gain)"), bars(&chart, "var(--loss)"));
    let running = bars(&chart, "url(#case-by-year-loss-lined)");
    assert_eq!((benefit.len(), one_off.len(), running.len()), (3, 1, 3));
    assert!((benefit[2][3] / benefit[0][3] - 1_105.0 / 765.0).abs() < 0.01);
    assert!((one_off[0][1] + one_off[0][3] - running[0][1]).abs() <= 1.0, "running cost hangs below the one-off cost");
    for text in ["−555", "+715", "+885", "2027", "2029"] {
        assert!(says(&chart, text), "{text}");
    }
}

#[test]
fn the_message_of_the_years_follows_their_signs() {
    let title = |one_off: &[f64], benefits: &[f64]| case_by_year(&lumps(one_off, benefits), &frame(360)).unwrap().title;
    assert_eq!(title(&[0.0; 2], &[0.0; 2]), "Nothing is spent and nothing gained in this scenario yet");
    assert_eq!(title(&[10.0, 0.0], &[10.0, 5.0]), "Every year brings at least what it costs");
    assert_eq!(title(&[0.0, 90.0], &[10.0, 5.0]), "2028 still costs €85 more than it brings");
    assert_eq!(title(&[90.0], &[50.0]), "2027 still costs €40 more than it brings");
}

#[test]
fn the_line_is_back_at_zero_when_the_figure_says() {
    let forecast = with_case(&worked());
    let case = forecast.case.as_ref().unwrap().case.clone();
    let chart = cumulative_cash(&forecast, &frame(560)).unwrap();
    is_sound(&chart);
    // 1.776224 and 2.020508 years are 21.3 and 24.2 months.
    assert_eq!((case.payback.month(), case.discounted_payback.month()), (Some(22), Some(25)));
    assert_eq!(chart.title, "Pays back in month 22, and needs €1.10m until then");
    assert!(chart.summary.contains("discounted it pays back in month 25"), "{}", chart.summary);
    for text in ["pays back in month 22", "in month 25", "peak funding €1.10m", "€1.04m", "€651k", "now"] {
        assert!(says(&chart, text), "{text}");
    }
    let rows: Vec<String> = chart.table.rows.iter().map(|r| r.join("; ")).collect();
    assert_eq!(rows[0], "Undiscounted; −1,100; −555; 160; 1,045");
    // 1.1 − 0.545/1.1 = 0.60455; + 0.715/1.21 = 0.01364; + 0.885/1.331 = 0.65128.
    assert_eq!(rows[1], "Discounted; −1,100; −605; −14; 651");
    let cash = line(&chart, "var(--gain)", false);
    let (start, end) = (cash[0].0, cash.last().unwrap().0);
    let at = |fill: &str| {
        let discs: Vec<f64> = elements(&chart, "circle")
            .iter()
            .filter(|e| attribute(e, "fill") == fill)
            .map(|e| number(e, "cx"))
            .collect();
        3.0 * (discs.last().unwrap() - start) / (end - start)
    };
    assert!((at("var(--total)") - 1.776_224).abs() < 0.01, "{}", at("var(--total)"));
    assert!((at("var(--surface)") - 2.020_508).abs() < 0.01, "{}", at("var(--surface)"));
    // A one-off is a lump: the line falls straight down at its date.
    assert!((cash[1].0 - cash[0].0).abs() < 1e-9 && cash[1].1 > cash[0].1);
}

#[test]
fn the_message_of_the_line_follows_its_course() {
    let chart = |one_off: &[f64], benefits: &[f64]| cumulative_cash(&lumps(one_off, benefits), &frame(560)).unwrap();
    let title = |one_off: &[f64], benefits: &[f64]| chart(one_off, benefits).title;
    let never = chart(&[100.0, 0.0], &[30.0, 40.0]);
    assert_eq!(never.title, "Does not pay back within 2 years, and needs up to €100");
    assert!(says(&never, "not within 2 years") && !never.svg.contains("pays back"));
    assert_eq!(title(&[100.0, 300.0], &[150.0, 100.0]), "Pays back in month 8, but turns negative again later");
    assert_eq!(title(&[0.0], &[0.0]), "Nothing is spent, so nothing has to be paid back");
    assert_eq!(title(&[0.0, 10.0], &[20.0, 20.0]), "Pays from the start: it never needs money");
    // Benefits that fall short of the baseline need money without anything being spent.
    assert_eq!(title(&[0.0; 2], &[-50.0, 20.0]), "Does not pay back within 2 years, and needs up to €50");
    assert_eq!(title(&[100.0], &[400.0]), "Pays back in month 3, and needs €100 until then");
}

#[test]
fn a_running_sum_bends_at_every_lump_and_at_every_end() {
    let line = [PaybackYear { lump: -10.0, spread: 6.0 }, PaybackYear { lump: -3.0, spread: 14.0 }];
    let bends: Vec<(f64, f64)> = running_sum(&line).iter().map(|b| (b.date, b.sum)).collect();
    assert_eq!(bends, [(0.0, 0.0), (0.0, -10.0), (1.0, -4.0), (1.0, -7.0), (2.0, 7.0)]);
    let back = payback(&line);
    assert_eq!((back.years, back.month(), back.lowest, back.lowest_at), (Some(1.5), Some(18), -10.0, 0.0));
    // Deepest later, and never back.
    let back = payback(&[PaybackYear { lump: -1.0, spread: 0.5 }, PaybackYear { lump: -3.0, spread: 0.0 }]);
    assert_eq!((back.month(), back.lowest_at), (None, 1.0));
}

#[test]
fn every_chart_of_a_case_survives_the_edges() {
    let example = example::plan();
    let mut huge = example.clone();
    Arc::make_mut(&mut huge.initiatives[0]).one_off_cost = Some(Estimate::of(n(1e12)));
    let figure = Place::Figure(2026, YearlyFigure::RevenuePerExisting);
    let huge = huge.apply(&Command::Segment(huge.segments[0].id, SegmentChange::put(figure, Some(n(1e12))))).unwrap();
    let mut tiny = example.clone();
    Arc::make_mut(&mut tiny.initiatives[0]).one_off_cost = Some(Estimate::of(n(1e-9)));
    let horizon = |years| {
        let mut plan = full_plan();
        plan.settings.horizon = years;
        plan
    };
    let mut nothing = example.clone();
    nothing.active_scenario = None;
    for plan in [huge, tiny, horizon(1), horizon(20), nothing] {
        let forecast = forecast(&plan);
        for width in [260, 360, 560, 1_200] {
            let frame = ChartContext::new(width, &plan);
            is_sound(&value_waterfall(&plan, &forecast, &frame));
            is_sound(&value_by_initiative(&plan, &forecast, &frame));
            is_sound(&case_by_year(&forecast, &frame).unwrap());
            is_sound(&cumulative_cash(&forecast, &frame).unwrap());
        }
    }
}
