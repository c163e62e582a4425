//! What the Experience screen shows, against the models' worked numbers and loops of its own.

use journey_engine::answers::experience_view::{
    ByCausalShare, ExperienceView, RetentionOf, WarningKind, experience_view,
};
use journey_engine::{Forecast, project};
use journey_plan::library::example;
use journey_plan::number::pen::Pen;
use journey_plan::{
    BusinessModel, Driver, Number, Plan, RetentionAnchor, RetentionModel, Scale, SegmentId, SpendCurve,
};
use journey_samples::plans::{MIX, base, edit, lifted, n, scores, shown, spending};
use std::sync::Arc;

fn near(got: f64, expected: f64, what: &str) {
    assert!((got - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{what}: {got} for {expected}");
}

fn all_near(got: &[f64], expected: [f64; 5], what: &str) {
    assert_eq!(got.len(), 5, "{what}");
    for (got, expected) in got.iter().zip(expected) {
        near(*got, expected, what);
    }
}

fn view_of(plan: &Plan) -> ExperienceView {
    experience_view(plan, &shown(plan)).unwrap()
}

fn forecast_of(plan: &Plan) -> Forecast {
    shown(plan).forecast.unwrap()
}

fn renewing(lifts: &[(f64, u32)]) -> Plan {
    lifted(base(BusinessModel::Subscription, scores(&MIX)), lifts)
}

fn warned(plan: &Plan) -> Vec<WarningKind> {
    view_of(plan).warnings.into_iter().map(|w| w.kind).collect()
}

#[test]
fn a_point_on_the_geometric_curve_is_ten_percent_more_spend() {
    // Models, section 4: R = 2.4 → +10.216 % per point.
    let plan = lifted(base(BusinessModel::Transaction, scores(&[(5, 1.0)])), &[(1.0, 1)]);
    let view = view_of(&plan);
    let spend = view.segments[0].spend.as_ref().unwrap();
    assert!((100.0 * (spend.full - 1.0) - 10.216).abs() < 5e-4, "{}", spend.full);
    near(spend.full, 2.4_f64.powf(1.0 / 9.0), "R^(1/9)");
    assert!(view.segments[0].retention.is_none());
    near(view.segments[0].mean_after, 6.0, "mean afterwards");
    // The slopes of both retention curves are printed there too.
    assert!((view.curves.slope() - 0.156_386_747).abs() < 5e-10);
    let mut plan = plan;
    plan.settings.retention_anchor = RetentionAnchor::EndPoint;
    assert!((view_of(&plan).curves.slope() - 0.147_535_523).abs() < 5e-10);
}

#[test]
fn spend_arrives_with_the_phase_in_at_three_causal_shares() {
    // From a script of twenty lines: Σ w·m(min(s + 1.5, 10)) ÷ Σ w·m(s), κ 0.5, φ 33/67/100 %.
    let spend = view_of(&spending(&[(1.5, 1)])).segments[0].spend.clone().unwrap();
    near(spend.full, 1.093_412_625_051_807_5, "full effect");
    let ByCausalShare { none, chosen, all } = spend.by_year;
    all_near(&none, [1.0; 5], "κ = 0");
    let third = 1.046_706_312_525_903_7;
    all_near(&chosen, [1.015_413_083_133_548_2, 1.031_293_229_392_355_6, third, third, third], "κ = 0.5");
    near(spend.applied, third, "the last year");
    let full = spend.full;
    let part = |phase: f64| 1.0 + phase * (full - 1.0);
    all_near(&all, [part(0.33), part(0.67), full, full, full], "κ = 1");
    let mut linear = spending(&[(1.5, 1)]);
    linear.settings.spend_curve = SpendCurve::Linear;
    near(view_of(&linear).segments[0].spend.as_ref().unwrap().full, 1.087_292_161_520_19, "linear curve");
}

#[test]
fn lifts_that_start_in_different_years_phase_in_on_their_own() {
    // κ·Σ φ(t − g + 1)·[f(Δ up to g) − f(Δ before g)], from the same script.
    let view = view_of(&spending(&[(1.0, 1), (0.5, 3)]));
    let segment = &view.segments[0];
    let expected = [
        1.010_023_580_000_905_9,
        1.020_350_904_850_324_3,
        1.035_763_987_983_872_5,
        1.041_316_809_393_261_4,
        1.046_706_312_525_903_7,
    ];
    all_near(&segment.spend.as_ref().unwrap().by_year.chosen, expected, "spend");
    let steps: Vec<_> = segment.steps.iter().map(|s| (s.from, s.lift, s.arrived.clone())).collect();
    assert_eq!(steps[0].0, 2027);
    assert_eq!(steps[1].0, 2029);
    near(steps[1].1, 1.5, "Δ of both");
    all_near(&steps[0].2, [0.33, 0.67, 1.0, 1.0, 1.0], "φ of the first");
    all_near(&steps[1].2, [0.0, 0.0, 0.33, 0.67, 1.0], "φ of the second");
    let retention = view_of(&renewing(&[(1.0, 1), (0.5, 3)])).segments[0].retention.clone().unwrap();
    let expected = [
        0.852_470_770_838_210_5,
        0.855_016_413_520_003_1,
        0.858_628_152_454_897_3,
        0.859_803_695_342_389_7,
        0.860_944_663_439_073_3,
    ];
    all_near(&retention.by_year.chosen, expected, "retention");
}

#[test]
fn retention_rises_from_that_of_today() {
    let view = view_of(&renewing(&[(1.5, 1)]));
    let retention = view.segments[0].retention.clone().unwrap();
    assert_eq!(retention.whose, RetentionOf::Everybody);
    near(retention.before, 0.85, "today");
    // By bisection: a at which 0.2, 0.5 and 0.3 of the customers at 3, 6 and 10 keep 85 %.
    near(retention.intercept.unwrap(), 0.911_247_558_513_878_8, "a");
    near(retention.full, 0.871_889_326_878_146_6, "full effect");
    near(retention.applied, 0.860_944_663_439_073_3, "κ in the last year");
    assert!(view.segments[0].spend.is_none());
    // Nobody is kept better than always.
    let mut plan = renewing(&[(1.5, 1)]);
    edit(&mut plan, |s| {
        s.drivers.insert(Driver::Retention, Number::ONE);
    });
    let fixed = view_of(&plan).segments[0].retention.clone().unwrap();
    assert_eq!((fixed.intercept, fixed.full.to_bits()), (None, 1.0_f64.to_bits()));
}

#[test]
fn retention_says_whose_it_is_where_cohorts_follow_a_curve() {
    let mut plan = example::plan();
    let whose = |plan: &Plan| view_of(plan).segments[0].retention.clone().unwrap();
    // Fader & Hardie 2010, case 2: 8000 of 10 000 make the first renewal in every cohort.
    let first = whose(&plan);
    assert_eq!(first.whose, RetentionOf::FirstRenewal);
    assert!((first.before - 0.8).abs() < 1e-5, "{}", first.before);
    // Cohorts of which only shares are known cannot give the base its ages; it keeps the rate of the latest renewals.
    for cohort in &mut Arc::make_mut(&mut plan.segments[0]).cohorts {
        cohort.percent = true;
        cohort.survivors = cohort.survivors.iter().map(|s| s.map(|s| n(s.get() / 100.0))).collect();
    }
    let pooled = whose(&plan);
    assert_eq!(pooled.whose, RetentionOf::OpeningBase);
    near(pooled.before, (7_235.0 + 7_383.0 + 7_600.0 + 8_000.0) / (7_383.0 + 7_600.0 + 8_000.0 + 10_000.0), "pooled");
    Arc::make_mut(&mut plan.segments[0]).retention_model = RetentionModel::Constant;
    assert_eq!(whose(&plan).whose, RetentionOf::Everybody);
}

#[test]
fn an_edited_mix_is_a_step_of_its_own() {
    let mut plan = spending(&[(1.0, 1)]);
    plan.scenarios[0].overrides.mixes.push((SegmentId(3), scores(&[(8, 1.0)]), 2));
    let view = view_of(&plan);
    let segment = &view.segments[0];
    near(segment.mean_today, 6.6, "today");
    near(segment.mean_after, 9.0, "everybody at 8, one point more");
    near(segment.edited.unwrap()[7], 1.0, "the edited mix");
    assert_eq!(segment.steps.iter().map(|s| (s.from, s.edited)).collect::<Vec<_>>(), [(2027, false), (2028, true)]);
    let expected = [
        1.010_023_580_000_905_9,
        1.047_614_679_456_013_7,
        1.085_728_209_050_660_6,
        1.112_991_983_656_350_2,
        1.112_991_983_656_350_2,
    ];
    let spend = segment.spend.as_ref().unwrap();
    all_near(&spend.by_year.chosen, expected, "the same script with w′ from year 2");
    near(spend.full, 1.225_983_967_312_700_2, "full effect");
}

#[test]
fn the_lift_is_the_weighted_sum_of_the_points() {
    let plan = example::plan();
    let view = view_of(&plan);
    // Deploy weighs 30 % and gains 2.4, support 25 % and gains 0.3 + 1.2.
    near(view.segments[0].lift, 0.3 * 2.4 + 0.25 * 1.5, "Δ");
    let stages: Vec<_> = view.segments[0].by_stage.iter().map(|s| (s.id, s.weight)).collect();
    assert_eq!(stages.iter().map(|s| s.0).collect::<Vec<_>>(), plan.stages.iter().map(|s| s.id).collect::<Vec<_>>());
    near(stages.iter().map(|s| s.1).sum(), 1.0, "weights");
}

#[test]
fn the_band_is_the_gain_on_both_spend_curves() {
    let mut plan = example::plan();
    for start in [1, 4] {
        Arc::make_mut(&mut plan.initiatives[0]).start_year = start;
        let of = |curve| {
            let mut plan = plan.clone();
            plan.settings.spend_curve = curve;
            (forecast_of(&plan), view_of(&plan).gain)
        };
        let ((geometric, band), (linear, same)) = (of(SpendCurve::Geometric), of(SpendCurve::Linear));
        assert!(!band.is_line);
        near(band.low, geometric.scenario_gain.min(linear.scenario_gain), "low");
        near(band.high, geometric.scenario_gain.max(linear.scenario_gain), "high");
        for year in 0..geometric.years {
            let (a, b) = (geometric.benefits[year], linear.benefits[year]);
            near(band.low_by_year[year], a.min(b), "low of a year");
            near(band.high_by_year[year], a.max(b), "high of a year");
        }
        // The same band whichever of the two is in use.
        near(same.low, band.low, "low");
        near(same.high, band.high, "high");
        assert!(band.sentence.ends_with("in use is the geometric one."), "{}", band.sentence);
        assert!(same.sentence.ends_with("in use is the linear one."), "{}", same.sentence);
    }
}

#[test]
fn a_band_without_spend_is_a_line_and_says_so() {
    let subscription = view_of(&renewing(&[(1.5, 1)])).gain;
    assert!(subscription.is_line && subscription.sentence.contains("every segment answers with retention"));
    near(subscription.low, forecast_of(&renewing(&[(1.5, 1)])).scenario_gain, "the gain itself");
    assert!(subscription.low > 0.0);
    let nothing = view_of(&spending(&[])).gain;
    assert!(nothing.is_line && nothing.sentence.contains("moves nobody’s spend"), "{}", nothing.sentence);
    let mut idle = spending(&[(1.5, 1)]);
    idle.scenarios[0].overrides.causal_share = Some(Number::ZERO);
    assert!(view_of(&idle).gain.is_line);
}

#[test]
fn a_rise_above_fifteen_percent_is_warned_about() {
    // One point from 5 to 6 is R^(1/9): 15 % at R = 1.15⁹ = 3.5178…
    for (ratio, warns) in [(3.51, false), (3.53, true)] {
        let mut plan = lifted(base(BusinessModel::Transaction, scores(&[(5, 1.0)])), &[(1.0, 1)]);
        plan.settings.end_points.spend_ratio = n(ratio);
        // The causal share does not soften it.
        plan.settings.causal_share = n(0.1);
        assert_eq!(warned(&plan).contains(&WarningKind::LargeEffect), warns, "{ratio}");
        if warns {
            let sentence = view_of(&plan).warnings[0].sentence.clone();
            assert!(sentence.starts_with("At full effect customers of “Base” spend 15.0\u{a0}% more"), "{sentence}");
        }
    }
}

#[test]
fn keeping_customers_who_cost_more_than_they_bring_is_warned_about() {
    let with_revenue = |revenue: f64| {
        let mut plan = renewing(&[(1.5, 1)]);
        edit(&mut plan, |s| {
            s.drivers.insert(Driver::RevenuePerExisting, n(revenue));
            s.drivers.insert(Driver::RevenuePerChurned, Number::ZERO);
        });
        plan
    };
    // Servicing costs 225 each: a kept customer who brings 224 loses 1 a year.
    for (revenue, warns) in [(226.0, false), (224.0, true)] {
        assert_eq!(warned(&with_revenue(revenue)) == [WarningKind::KeepingLosesMoney], warns, "{revenue}");
    }
    let plan = with_revenue(125.0);
    let warning = view_of(&plan).warnings.remove(0);
    assert_eq!(warning.segment, SegmentId(3));
    // What it says is what the scenario loses.
    assert!(forecast_of(&plan).scenario_gain < 0.0);
    let lost = plan.settings.pen().money(-forecast_of(&plan).scenario_gain);
    assert!(warning.sentence.contains(&format!("present value down by {lost}")), "{}", warning.sentence);
    // Without points nobody more is kept.
    let mut still = plan;
    still.scenarios[0].initiatives.clear();
    assert_eq!(warned(&still), []);
}

#[test]
fn both_effects_and_scores_apart_are_warned_about() {
    let mut plan = renewing(&[(0.5, 1)]);
    edit(&mut plan, |s| s.both_effects = true);
    assert_eq!(warned(&plan), [WarningKind::DoubleCounting]);
    let view = view_of(&plan);
    assert!(view.segments[0].spend.is_some() && view.segments[0].retention.is_some());
    assert!(view.warnings[0].sentence.contains("“Base” answers with both"));
    // The mix's mean is 6.6.
    for (score, warns) in [(5.61, false), (5.59, true), (7.59, false), (7.61, true)] {
        let mut plan = renewing(&[(0.5, 1)]);
        let role = journey_plan::RoleId(1);
        plan.roles = vec![journey_plan::Role { id: role, name: "Buyer".into(), weight: Number::ONE, colour: 0 }];
        let scored = journey_plan::RoleScore { role, today: Some(n(score)), target: None };
        Arc::make_mut(&mut plan.stages[0]).scores.push(scored);
        assert_eq!(warned(&plan) == [WarningKind::ScoresApart], warns, "{score}");
        if warns && score < 6.0 {
            plan.settings.scale = Scale::OneToFive;
            // 1 + (5.59 − 1)·4/9 = 3.04; 1 + 5.6·4/9 = 3.49.
            let sentence = view_of(&plan).warnings.remove(0).sentence;
            assert!(sentence.starts_with("The journey scores 3.0, customers of “Base” 3.5 in the mean"), "{sentence}");
            assert!(sentence.contains("one point of ten apart"));
        }
    }
}

#[test]
fn a_lift_after_the_horizon_is_left_out() {
    // Five years ahead: one point from year 5 arrives within them, two from year 6 or 9 never do.
    let within = spending(&[(1.0, 5)]);
    let beyond = spending(&[(1.0, 5), (2.0, 6), (2.0, 9)]);
    let [alone, both] = [&within, &beyond].map(|plan| view_of(plan).segments[0].clone());
    near(both.lift, 1.0, "Δ");
    near(both.by_stage[0].points, 1.0, "points");
    assert_eq!((both.after, both.mean_after, both.steps.len()), (alone.after, alone.mean_after, 1));
    assert_eq!(both.spend, alone.spend);
    near(forecast_of(&beyond).present_value, forecast_of(&within).present_value, "present value");
    assert!(forecast_of(&within).notes.is_empty());
    let said: Vec<String> = forecast_of(&beyond).notes.iter().map(|e| e.written(Pen::PLAIN)).collect();
    let late = |name| format!("“{name}” starts after the horizon: it neither costs nor gains anything here.");
    assert_eq!(said, ["Initiative 1", "Initiative 2"].map(late));
}

#[test]
fn a_rise_that_never_arrives_is_not_warned_about() {
    for (start, warns) in [(5, true), (6, false)] {
        let plan = lifted(base(BusinessModel::Transaction, scores(&[(5, 1.0)])), &[(4.0, start)]);
        assert_eq!(warned(&plan).contains(&WarningKind::LargeEffect), warns, "{start}");
    }
}

#[test]
fn the_order_of_rows_changes_nothing_and_segments_come_in_that_of_the_plan() {
    let mut plan = example::plan();
    let before = view_of(&plan);
    plan.segments.reverse();
    plan.stages.reverse();
    let after = view_of(&plan);
    assert_eq!(before.gain, after.gain);
    let mut turned = after.segments;
    assert_eq!(turned[0].id, plan.segments[0].id);
    turned.reverse();
    for segment in &mut turned {
        segment.by_stage.reverse();
    }
    assert_eq!(before.segments, turned);
}

#[test]
fn without_a_forecast_the_reason_is_told() {
    let nothing = Plan::empty("nothing");
    let reason = experience_view(&nothing, &project(&nothing, None)).unwrap_err();
    assert_eq!(reason.written(Pen::PLAIN), "Add a customer segment on the Customers screen.");
    // The baseline has a view: nothing moves.
    let plan = spending(&[(1.5, 1)]);
    let rest = experience_view(&plan, &project(&plan, None)).unwrap();
    near(rest.segments[0].spend.as_ref().unwrap().full, 1.0, "no effect");
    near(rest.segments[0].mean_after, 6.6, "the scores stay");
    assert!(rest.gain.is_line && rest.warnings.is_empty());
}
