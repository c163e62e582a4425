//! What the Experience screen says of the published figures, against the models' worked numbers.

use journey_account::experience_panels::{ExperiencePanel, ExperiencePanels, PanelRow, experience_panels};
use journey_engine::project;
use journey_plan::number::pen::Pen;
use journey_plan::{BusinessModel, Driver, Grade, Plan, PublishedEndPoints, RetentionAnchor, ScoreMix};
use journey_samples::plans::{base, edit, lifted, n, shown, spending};

fn panels_of(plan: &Plan) -> ExperiencePanels {
    experience_panels(plan, &shown(plan)).unwrap()
}

/// The row whose label begins with `label`.
fn row<'a>(panel: &'a ExperiencePanel, label: &str) -> &'a PanelRow {
    let found = panel.rows.iter().find(|r| r.label.starts_with(label));
    found.unwrap_or_else(|| panic!("no “{label}” in {:?}", panel.rows))
}

fn value<'a>(panel: &'a ExperiencePanel, label: &str) -> &'a str {
    &row(panel, label).value
}

#[test]
fn a_year_of_74_percent_is_not_six_years() {
    let panel = panels_of(&spending(&[])).six_years;
    assert_eq!(panel.title, "Why 74\u{a0}% is not six years");
    // 1 ÷ (1 − 0.74) and 1 ÷ (1 − 0.43).
    assert_eq!(value(&panel, "Mean lifetime with 74\u{a0}% every year"), "3.85 years");
    assert_eq!(value(&panel, "Mean lifetime with 43\u{a0}% every year"), "1.75 years");
    assert_eq!(value(&panel, "Highest single score"), "another six years");
    assert_eq!(row(&panel, "Highest single score").grade, Grade::B);
    assert_eq!(row(&panel, "Retention after the best").grade, Grade::B);
    // The models' story: α = 2.321429, β = 6.607143, of which both hold.
    assert!(panel.remarks[1].contains("α = 2.321429 and β = 6.607143"), "{}", panel.remarks[1]);
    assert_eq!(value(&panel, "One story with both: first year"), "74.0\u{a0}%");
    assert_eq!(value(&panel, "… mean lifetime"), "6.00 years");
    // (β + 1) ÷ (α + β + 1) = 7.607143 ÷ 9.928572.
    assert_eq!(value(&panel, "… second year"), "76.6\u{a0}%");
    assert!(panel.remarks[0].contains("highest single score"));
}

#[test]
fn the_panel_follows_the_end_points_in_use() {
    let with_best = |best: f64| {
        let mut plan = spending(&[]);
        plan.settings.end_points.retention_best = n(best);
        panels_of(&plan)
    };
    // q = 0.8 ÷ 0.2 = 4: α = 5 ÷ (5 − 4) = 5, β = 20.
    let panel = with_best(0.8).six_years;
    assert_eq!(panel.title, "Why 80\u{a0}% is not six years");
    assert_eq!(value(&panel, "Mean lifetime with 80\u{a0}% every year"), "5.00 years");
    assert!(panel.remarks[1].contains("α = 5.000000 and β = 20.000000"));
    assert_eq!(row(&panel, "Retention after the best").grade, Grade::D);
    // A constant 90 % already gives ten years.
    let panels = with_best(0.9);
    assert_eq!(value(&panels.six_years, "Mean lifetime with 90\u{a0}% every year"), "10.00 years");
    assert!(panels.six_years.rows.iter().all(|r| !r.label.starts_with("One story")));
    assert!(panels.six_years.remarks[1].contains("10.00 years"), "{}", panels.six_years.remarks[1]);
    let standing: Vec<Grade> = panels.end_points.iter().map(|r| r.grade).collect();
    assert_eq!(standing, [Grade::B, Grade::B, Grade::D, Grade::B, Grade::C, Grade::C, Grade::B]);
    // Half a percent is not rounded away, and as often quoted the figure is that of score 10.
    let mut plan = spending(&[]);
    plan.settings.end_points.retention_best = n(0.745);
    plan.settings.retention_anchor = RetentionAnchor::EndPoint;
    let panel = panels_of(&plan).six_years;
    assert_eq!(panel.title, "Why 74.5\u{a0}% is not six years");
    assert!(panel.remarks[0].contains("as it is often quoted"), "{}", panel.remarks[0]);
}

#[test]
fn the_end_points_of_a_scenario_are_its_own() {
    let mut plan = spending(&[]);
    let own = PublishedEndPoints { spend_ratio: n(1.8), ..PublishedEndPoints::default() };
    plan.scenarios[0].overrides.end_points = Some(own);
    let panels = panels_of(&plan);
    assert_eq!((panels.end_points[0].value.as_str(), panels.end_points[0].grade), ("1.8", Grade::D));
    assert_eq!(panels.plausible[0].1.title, "Is 1.8 plausible?");
    assert_eq!(value(&panels.plausible[0].1, "Published"), "2.4");
    plan.active_scenario = None;
    assert_eq!(panels_of(&plan).end_points[0].value, "2.4");
}

/// The bands of the example's services.
fn banded(model: BusinessModel) -> Plan {
    lifted(base(model, ScoreMix::Bands([0.18, 0.34, 0.32, 0.16].map(n))), &[])
}

#[test]
fn a_quarter_of_every_score_up_is_two_percent_and_one() {
    let plan = banded(BusinessModel::Transaction);
    let panels = panels_of(&plan);
    let panel = &panels.plausible[0].1;
    assert_eq!(panel.title, "Is 2.4 plausible?");
    assert_eq!(value(panel, "One more point, on the geometric curve"), "+10.2\u{a0}%");
    // Σ w·m(s) = 1.671443587: 2.4 ÷ 1.671443587 = 1.4359.
    assert_eq!(value(panel, "Best score against today’s average customer"), "1.44×");
    assert_eq!(value(panel, "Your average existing customer spends, 2027"), "€800");
    assert_eq!(value(panel, "… one with the best score"), "€1.15k");
    assert_eq!(value(panel, "… one with the poorest score"), "€479");
    // A loop of five years with spend 2.2607 % higher: +73 541.14 a year, 1.93 % of revenue with new customers in it.
    assert_eq!(value(panel, "A quarter of every score one point up"), "+1.9\u{a0}% of revenue, +€73.5k a year");
    assert_eq!(value(panel, "… at the causal share of 50\u{a0}%"), "+1.0\u{a0}% of revenue, +€36.8k a year");
    assert!(panel.remarks[0].contains("1.67 times what the poorest does, so that the best score is 1.44 times"));
    assert_eq!(row(panel, "Your average").grade, Grade::D);
}

#[test]
fn a_quarter_of_every_score_up_keeps_members() {
    let panels = panels_of(&banded(BusinessModel::Subscription));
    let panel = &panels.plausible[0].1;
    assert_eq!(panel.title, "Is 74\u{a0}% against 43\u{a0}% plausible?");
    assert_eq!(value(panel, "Your retention of all customers"), "85.0\u{a0}%");
    // By the script: +1.763 points; 91.8 % at 10, 73.3 % at 1; retention 0.854408374 in every year.
    assert_eq!(value(panel, "One more point for today’s customers"), "+1.8 points of a hundred");
    assert_eq!(value(panel, "… one with the best score stays"), "91.8\u{a0}%");
    assert_eq!(value(panel, "… one with the poorest score stays"), "73.3\u{a0}%");
    assert_eq!(value(panel, "A quarter of every score one point up"), "+1.0\u{a0}% of revenue, +€39.9k a year");
    assert_eq!(value(panel, "… at the causal share of 50\u{a0}%"), "+0.5\u{a0}% of revenue, +€19.9k a year");
}

#[test]
fn without_revenue_ahead_there_is_no_share_of_it() {
    let mut plan = banded(BusinessModel::Transaction);
    edit(&mut plan, |s| {
        for driver in [Driver::RevenuePerNew, Driver::RevenuePerExisting, Driver::RevenuePerChurned] {
            s.drivers.insert(driver, n(0.0));
        }
    });
    let panels = panels_of(&plan);
    for label in ["A quarter of every score one point up", "… at the causal share of"] {
        let row = row(&panels.plausible[0].1, label);
        assert_eq!((row.value.as_str(), row.source.as_str()), ("n/a", "no revenue ahead"), "{label}");
    }
}

#[test]
fn without_a_forecast_the_reason_is_told() {
    let nothing = Plan::empty("nothing");
    let reason = experience_panels(&nothing, &project(&nothing, None)).unwrap_err();
    assert_eq!(reason.written(Pen::PLAIN), "Add a customer segment on the Customers screen.");
}
