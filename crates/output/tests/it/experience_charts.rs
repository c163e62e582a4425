//! The charts of the experience effect as a reader meets them: their message, their table, their marks.

use journey_engine::answers::experience_view::{ExperienceView, experience_view};
use journey_engine::{Projection, project};
use journey_output::chart::kit::ink::Ink;
use journey_output::chart::{
    Chart, ChartContext, effect_by_year, gain_by_year, retention_against_score, spend_against_score,
};
use journey_plan::library::example;
use journey_plan::{
    BusinessModel, Driver, Number, Plan, RetentionAnchor, RetentionModel, Scale, ScoreMix, SpendCurve, Timing,
};
use journey_samples::plans::{lifted, n, rolled};
use std::sync::Arc;

fn drawn(plan: &Plan) -> (Projection, ExperienceView) {
    let projection = project(plan, plan.active_scenario);
    let view = experience_view(plan, &projection).unwrap();
    (projection, view)
}

fn spend(plan: &Plan, width: u32) -> Chart {
    spend_against_score(plan, &drawn(plan).1, &drawn(plan).1.segments[1], &ChartContext::new(width, plan))
}

fn retention(plan: &Plan, width: u32) -> Chart {
    retention_against_score(plan, &drawn(plan).1, &drawn(plan).1.segments[0], &ChartContext::new(width, plan))
}

fn gain(plan: &Plan, width: u32) -> Chart {
    let (projection, view) = drawn(plan);
    gain_by_year(projection.forecast.as_ref().unwrap(), Some(&view.gain), &ChartContext::new(width, plan))
}

fn effects(plan: &Plan, segment: usize, width: u32) -> Vec<Chart> {
    let (_, view) = drawn(plan);
    effect_by_year(plan, &view, &view.segments[segment], &ChartContext::new(width, plan))
}

/// The marks without the definitions before them.
fn marks(chart: &Chart) -> &str {
    chart.svg.split_once("</defs>").unwrap().1
}

fn texts(chart: &Chart) -> Vec<&str> {
    marks(chart)
        .split("</text>")
        .filter_map(|t| t.rsplit_once('>').map(|(_, text)| text))
        .filter(|t| !t.is_empty())
        .collect()
}

fn says(chart: &Chart, text: &str) -> bool {
    texts(chart).contains(&text)
}

/// The row of a chart's table under `name`.
fn row<'a>(chart: &'a Chart, name: &str) -> Vec<&'a str> {
    let found = chart.table.rows.iter().find(|r| r[0] == name);
    found.unwrap_or_else(|| panic!("no “{name}” in {:?}", chart.table.rows))[1..].iter().map(String::as_str).collect()
}

#[test]
fn end_points_are_rings_that_say_whose_figure_they_are() {
    let mut plan = example::plan();
    let chart = spend(&plan, 680);
    assert_eq!(marks(&chart).matches("<circle").count(), 2);
    assert!(says(&chart, "best: 140\u{a0}% more (published)") && says(&chart, "poorest (published)"));
    let chart = retention(&plan, 680);
    assert!(says(&chart, "poorest: 43\u{a0}% (published)") && says(&chart, "top two scores: 74\u{a0}% (published)"));
    // On a narrow picture the legend says whose they are.
    let narrow = retention(&plan, 340);
    assert!(says(&narrow, "74\u{a0}% (published)"), "{:?}", texts(&narrow));
    assert!(narrow.legend.iter().any(|k| k.text == "end points: poorest, top two scores"));
    plan.settings.end_points.spend_ratio = n(1.8);
    plan.settings.end_points.retention_best = n(0.8);
    plan.settings.retention_anchor = RetentionAnchor::EndPoint;
    assert!(says(&spend(&plan, 680), "best: 80\u{a0}% more (your figure)"));
    let chart = retention(&plan, 680);
    assert!(says(&chart, "poorest: 43\u{a0}% (published)") && says(&chart, "best: 80\u{a0}% (your figure)"));
    plan.settings.end_points.retention_best = n(0.745);
    assert!(says(&retention(&plan, 680), "best: 74.5\u{a0}% (your figure)"));
}

#[test]
fn the_curve_in_use_is_ours_and_the_other_one_is_named() {
    let mut plan = example::plan();
    let chart = spend(&plan, 680);
    assert!(says(&chart, "our curve, geometric") && says(&chart, "linear: other edge of the band"));
    assert_eq!(marks(&chart).matches("<polygon").count(), 1, "the band");
    // 2.4^(4/9) and 1 + 1.4·4/9 at a score of 5.
    assert_eq!(
        (row(&chart, "Our curve, geometric")[4], row(&chart, "Linear: other edge of the band")[4]),
        ("1.48×", "1.62×")
    );
    plan.settings.spend_curve = SpendCurve::Linear;
    let chart = spend(&plan, 680);
    assert!(says(&chart, "our curve, linear") && says(&chart, "geometric: other edge of the band"));
    let chart = retention(&plan, 680);
    assert!(says(&chart, "our curve, logit-linear") && says(&chart, "straight line, for comparison"));
    assert_eq!(marks(&chart).matches("<polygon").count(), 0, "a comparison is no band");
    // Between the scores 9 and 10 lies 74 %; the line ends there.
    let ours = row(&chart, "Our curve, logit-linear");
    assert_eq!((ours[0], ours[8], ours[9]), ("43.0\u{a0}%".replace('\u{a0}', " ").as_str(), "72.5 %", "75.5 %"));
    assert_eq!(row(&chart, "Straight line, for comparison")[9], "74.0 %");
}

#[test]
fn the_message_is_that_of_the_segment_and_its_scenario() {
    let mut plan = example::plan();
    // Means by hand: 0.18·2 + 0.34·5 + 0.32·7.5 + 0.16·9.5 = 5.98; one point and a bit more, some of them at 10.
    assert_eq!(spend(&plan, 680).title, "Moving the mean score from 6.0 to 7.0 means up to 9.8\u{a0}% more spend");
    assert_eq!(
        retention(&plan, 680).title,
        "Moving the mean score from 6.1 to 7.1 takes retention at the first renewal from 80.0\u{a0}% to at most 82.4\u{a0}%"
    );
    Arc::make_mut(&mut plan.segments[0]).retention_model = RetentionModel::Constant;
    // 1 − 2765 ÷ 32 983.
    assert!(retention(&plan, 680).title.contains("takes retention from 91.6\u{a0}% to at most 92.8\u{a0}%"));
    // A mix that gets worse.
    let worse = (plan.segments[1].id, ScoreMix::Mean(n(4.0)), 1);
    plan.scenarios[0].overrides.mixes.push(worse);
    plan.scenarios[0].initiatives.clear();
    let chart = spend(&plan, 680);
    assert!(chart.title.starts_with("Moving the mean score from 6.0 to 4.0 means up to "), "{}", chart.title);
    assert!(chart.title.ends_with("less spend"));
    plan.active_scenario = None;
    assert_eq!(
        spend(&plan, 680).title,
        "After the best experience customers spend 140\u{a0}% more than after the poorest"
    );
    assert_eq!(
        retention(&plan, 680).title,
        "The best experience keeps 74\u{a0}% of members a year, the poorest 43\u{a0}%"
    );
}

#[test]
fn customers_today_are_solid_and_those_afterwards_hatched() {
    let plan = example::plan();
    let chart = spend(&plan, 680);
    // Ten scores today; afterwards nobody gives a 1 any more.
    assert_eq!(marks(&chart).matches("fill=\"var(--series-3)\"").count(), 10);
    assert_eq!(marks(&chart).matches("fill=\"url(#spend-against-score-series-4)\"").count(), 9);
    assert!(Ink::After.is_hatched() && !Ink::Today.is_hatched());
    assert_eq!(row(&chart, "Customers today")[0], "6.0\u{a0}%");
    assert_eq!(row(&chart, "Customers after the scenario")[0], "0.0\u{a0}%");
    let keys: Vec<&str> = chart.legend.iter().map(|k| k.text.as_str()).collect();
    assert!(keys.contains(&"customers today") && keys.contains(&"after the scenario"));
    assert_eq!(chart.table.columns.len(), 11);
    assert!(chart.table.rows.iter().all(|r| r.len() == 11));
}

#[test]
fn the_segments_own_retention_is_drawn_with_where_it_goes() {
    let chart = retention(&example::plan(), 680);
    assert!(says(&chart, "Subscriptions, at the first renewal"));
    assert!(says(&chart, "80.0 %") && says(&chart, "82.4 %"), "{:?}", texts(&chart));
    // Two end points, today and afterwards.
    assert_eq!(marks(&chart).matches("<circle").count(), 4);
    // Without any move there is no second point.
    let mut plan = example::plan();
    plan.active_scenario = None;
    assert_eq!(marks(&retention(&plan, 680)).matches("<circle").count(), 3);
}

#[test]
fn scores_are_named_in_the_plans_own_scale() {
    let mut plan = example::plan();
    plan.settings.scale = Scale::OneToFive;
    plan.settings.scale_labels = ["very dissatisfied".into(), "very satisfied".into()];
    let chart = spend(&plan, 680);
    for text in ["1", "2", "3", "4", "5", "very dissatisfied", "very satisfied", "experience score, 1 to 5"] {
        assert!(says(&chart, text), "{text} in {:?}", texts(&chart));
    }
    assert!(!says(&chart, "6"));
    // 1 + (5.98 − 1)·4/9 = 3.21; 6.9798 → 3.66.
    assert!(chart.title.starts_with("Moving the mean score from 3.2 to 3.7"), "{}", chart.title);
    assert_eq!(chart.table.columns[0], "Score, 1–5");
    // Each of the ten scores is 4/9 apart.
    assert_eq!(chart.table.columns[1..4], ["1.0", "1.4", "1.9"]);
    for (scale, ends, tick) in [
        (Scale::ZeroToTen, ["0", "10"], "7"),
        (Scale::OneToSeven, ["1", "7"], "4"),
        (Scale::ZeroToHundred, ["0", "100"], "70"),
        (Scale::OneToTen, ["1", "10"], "7"),
    ] {
        plan.settings.scale = scale;
        let chart = retention(&plan, 680);
        assert!(ends.into_iter().chain([tick]).all(|t| says(&chart, t)), "{scale:?} {:?}", texts(&chart));
    }
    // A neutral 4 of 7 lies in the middle of the picture, where a 5.5 of ten is.
    plan.settings.scale = Scale::OneToSeven;
    let x = |text: &str| {
        let svg = retention(&plan, 680).svg;
        let (before, _) = svg.split_once(&format!(">{text}</text>")).unwrap();
        before.rsplit_once(" x=\"").unwrap().1.split('"').next().unwrap().parse::<f64>().unwrap()
    };
    assert!((x("4") - f64::midpoint(x("1"), x("7"))).abs() <= 1.0);
    assert!((x("4") - x("experience score, 1 to 7")).abs() <= 1.0);
}

#[test]
fn the_gain_has_a_line_for_none_the_chosen_share_and_all_and_a_band() {
    let plan = example::plan();
    let chart = gain(&plan, 680);
    let forecast = drawn(&plan).0.forecast.unwrap();
    assert!(chart.title.starts_with("With 50\u{a0}% of the effect causal, 2031 gains €"), "{}", chart.title);
    assert!(chart.subtitle.ends_with("forecast 2027–31"), "{}", chart.subtitle);
    let names: Vec<&str> = chart.table.rows.iter().map(|r| r[0].as_str()).collect();
    assert_eq!(names, ["all causal", "50\u{a0}% causal", "none causal", "Band from", "Band to"]);
    assert_eq!(row(&chart, "none causal"), ["0"; 5]);
    // € thousand: the last year's gain at all three shares.
    let thousands = |gain: f64| format!("{:.0}", gain / 1e3);
    assert_eq!(row(&chart, "50\u{a0}% causal")[4], thousands(forecast.benefits[4]));
    assert_eq!(row(&chart, "all causal")[4].replace(',', ""), thousands(forecast.gain_at_full_effect[4]));
    for name in ["all causal", "50\u{a0}% causal", "none causal", "2026", "2031"] {
        assert!(says(&chart, name), "{name}");
    }
    assert_eq!(marks(&chart).matches("<polygon").count(), 1);
    assert!(chart.summary.contains("The two spend curves leave it between"), "{}", chart.summary);
    // Told apart without colour: dashed, solid, dotted.
    let dashes: Vec<_> = [Ink::FullEffect, Ink::Curve, Ink::NoEffect].map(Ink::dash).to_vec();
    assert!(dashes[0].is_some() && dashes[1].is_none() && dashes[2].is_some() && dashes[0] != dashes[2]);
}

#[test]
fn a_band_that_is_a_line_is_not_drawn() {
    let mut plan = example::plan();
    plan.segments.truncate(1);
    let chart = gain(&plan, 680);
    assert_eq!(marks(&chart).matches("<polygon").count(), 0);
    assert_eq!(chart.table.rows.len(), 3);
    assert!(chart.legend.iter().all(|k| k.ink != Some(Ink::Band)));
    plan.scenarios[0].initiatives.clear();
    assert_eq!(gain(&plan, 680).title, "This scenario changes nothing yet");
}

#[test]
fn a_causal_share_of_all_or_nothing_is_drawn_once() {
    let mut plan = example::plan();
    let names = |share: f64| {
        plan.settings.causal_share = n(share);
        gain(&plan, 680).table.rows.iter().map(|r| r[0].clone()).take(2).collect::<Vec<_>>()
    };
    let [all, nothing] = [1.0, 0.0].map(names);
    assert_eq!(all, ["100\u{a0}% causal", "none causal"]);
    assert_eq!(nothing, ["all causal", "0\u{a0}% causal"]);
}

#[test]
fn each_effect_of_a_segment_is_drawn_by_year() {
    let mut plan = example::plan();
    let charts = effects(&plan, 1, 620);
    assert_eq!(charts.iter().map(|c| c.id).collect::<Vec<_>>(), ["spend-effect-by-year"]);
    assert_eq!(charts[0].title, "Customers of Services and training spend 4.9\u{a0}% more in 2031");
    // κ·φ times the whole change of 9.84 %, of which 7.12 % starts a year earlier.
    assert_eq!(row(&charts[0], "50\u{a0}% causal")[..2], ["+1.2\u{a0}%", "+2.8\u{a0}%"]);
    assert_eq!(row(&charts[0], "none causal"), ["0.0\u{a0}%"; 5]);
    assert!(says(&charts[0], "+9.8\u{a0}%") && says(&charts[0], "all causal"));
    let charts = effects(&plan, 0, 620);
    assert_eq!(charts.iter().map(|c| c.id).collect::<Vec<_>>(), ["retention-effect-by-year"]);
    assert_eq!(charts[0].title, "Retention of Subscriptions rises from 80.0\u{a0}% to 81.2\u{a0}% in 2031");
    assert!(charts[0].subtitle.contains("at the first renewal"), "{}", charts[0].subtitle);
    // The line without any effect stays where all of them start.
    assert_eq!(row(&charts[0], "none causal"), ["80.0\u{a0}%"; 5]);
    Arc::make_mut(&mut plan.segments[0]).both_effects = true;
    let ids: Vec<&str> = effects(&plan, 0, 620).iter().map(|c| c.id).collect();
    assert_eq!(ids, ["spend-effect-by-year", "retention-effect-by-year"]);
    plan.active_scenario = None;
    let titles: Vec<String> = effects(&plan, 0, 620).into_iter().map(|c| c.title).collect();
    assert_eq!(
        titles,
        ["Customers of Subscriptions spend as today", "Retention of Subscriptions stays at 80.0\u{a0}%"]
    );
}

#[test]
fn names_at_the_ends_of_lines_keep_apart() {
    // Lines that end within a hair of each other, and on the axis.
    let mut plan = example::plan();
    plan.settings.causal_share = n(0.01);
    for width in [340, 680] {
        let svg = gain(&plan, width).svg;
        let y = |text: &str| {
            let (before, _) = svg.split_once(&format!(">{text}</text>")).unwrap();
            before.rsplit_once(" y=\"").unwrap().1.split('"').next().unwrap().parse::<f64>().unwrap()
        };
        let (chosen, none) = (y("1\u{a0}% causal"), y("none causal"));
        // A name and its value take two lines of twelve pixels, in units of a quarter pixel.
        assert!((chosen - none).abs() >= 4.0 * 26.0, "{chosen} {none} at {width}");
    }
}

#[test]
fn extreme_plans_have_finite_pictures_at_every_width() {
    let extreme = |edit: &dyn Fn(&mut Plan)| {
        let mut plan = example::plan();
        edit(&mut plan);
        plan
    };
    let plans = [
        extreme(&|p| p.settings.horizon = 20),
        extreme(&|p| p.settings.horizon = 1),
        extreme(&|p| p.settings.end_points.spend_ratio = Number::ONE),
        extreme(&|p| p.settings.end_points.spend_ratio = n(1e6)),
        extreme(&|p| p.settings.end_points.retention_poorest = n(0.001)),
        extreme(&|p| {
            for segment in &mut p.segments {
                Arc::make_mut(segment).score_mix = ScoreMix::Mean(n(10.0));
            }
        }),
        extreme(&|p| {
            let segment = Arc::make_mut(&mut p.segments[0]);
            segment.retention_model = RetentionModel::Constant;
            segment.drivers.insert(Driver::Retention, Number::ONE);
        }),
        extreme(&|p| {
            Arc::make_mut(&mut p.segments[1]).drivers.insert(Driver::RevenuePerExisting, n(1e12));
        }),
    ];
    for plan in plans {
        for width in [320, 680, 1400] {
            let mut charts = vec![spend(&plan, width), retention(&plan, width), gain(&plan, width)];
            charts.extend(effects(&plan, 0, width));
            charts.extend(effects(&plan, 1, width));
            for chart in charts {
                assert!(!chart.svg.contains("NaN") && !chart.svg.contains("inf"), "{}", chart.id);
                assert!(!chart.title.is_empty() && !chart.summary.is_empty() && !chart.table.rows.is_empty());
                assert!(chart.table.rows.iter().all(|r| r.len() == chart.table.columns.len()), "{}", chart.id);
            }
        }
    }
}

#[test]
fn a_hostile_name_stays_text() {
    let mut plan = lifted(rolled(Timing::Mid), &[(1.0, 1)]);
    let segment = Arc::make_mut(&mut plan.segments[0]);
    segment.name = "</text><script>".into();
    segment.model = BusinessModel::Subscription;
    let (_, view) = drawn(&plan);
    let chart = retention_against_score(&plan, &view, &view.segments[0], &ChartContext::new(680, &plan));
    assert!(!chart.svg.contains("<script"));
}
