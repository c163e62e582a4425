//! Properties that must hold for every plan (models, section 13), over generated plans and parameters.

use journey_engine::model::customer_value::customer_value;
use journey_engine::model::discount::present_value;
use journey_engine::model::equity::{EquityYear, equity_year};
use journey_engine::model::experience::{Curves, EndPoints};
use journey_engine::model::mix::{Mix, mean_score, mix_from_bands, mix_from_mean};
use journey_engine::model::response::{RetentionResponse, SpendResponse};
use journey_engine::model::sbg::Sbg;
use journey_engine::model::timeline::LiftState;
use journey_engine::{Forecast, Projection, project};
use journey_plan::number::pen::Pen;
use journey_plan::{Driver, ExistingBasis, Plan, RetentionAnchor, SegmentId, SpendCurve, Timing};
use journey_samples::generated::{build, close, plan_seed, sizes};
use journey_samples::plans::n;
use proptest::prelude::*;
use std::sync::Arc;

/// A curve as a function of one number.
type Of<'a> = &'a dyn Fn(f64) -> f64;

fn forecast(plan: &Plan) -> Forecast {
    project(plan, plan.active_scenario).forecast.unwrap_or_else(|reason| panic!("{reason:?}"))
}

/// A projection with its lists in the order of the ids: the whole of it, so that no figure is forgotten.
fn in_one_order(mut projection: Projection) -> Projection {
    projection.rows.sort_by_key(|row| (row.segment, row.year));
    projection.problems.sort_by_key(|problem| (problem.segment, problem.year));
    if let Ok(forecast) = &mut projection.forecast {
        forecast.shares.by_stage.sort_by_key(|share| share.id);
        forecast.shares.by_initiative.sort_by_key(|share| share.id);
        forecast.value_at_stake.sort_by_key(|share| share.id);
        forecast.stages.sort_by_key(|stage| stage.id);
        forecast.segments.sort_by_key(|segment| segment.id);
        forecast.base_values.sort_by_key(|(id, _)| *id);
        forecast.states.sort_by_key(|(id, _)| *id);
        forecast.notes.sort_by_key(|note| note.written(Pen::PLAIN));
    }
    projection
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn value_by_stage_and_by_initiative_add_up_to_the_gain(seed in plan_seed()) {
        let f = forecast(&build(&seed));
        let s = &f.shares;
        // Present values of millions lose their last digits in the difference that the gain is.
        let scale = sizes(&f) + 1e-4 * f.present_value.abs();
        let stages: f64 = s.by_stage.iter().map(|v| v.value).sum();
        prop_assert!(close(stages + s.other_changes + s.cost_to_serve, f.scenario_gain, scale));
        let initiatives: f64 = s.by_initiative.iter().map(|v| v.value).sum();
        prop_assert!(close(initiatives + s.set_by_hand, stages, scale));
    }

    #[test]
    fn the_waterfall_ends_at_the_npv(seed in plan_seed()) {
        let f = forecast(&build(&seed));
        let case = &f.case.as_ref().unwrap().case;
        let end = f.scenario_gain - case.risk() - case.pv_costs_before_risk;
        prop_assert!(close(end, case.npv, sizes(&f) + case.pv_costs + 1e-4 * f.present_value.abs()));
    }

    #[test]
    fn every_figure_is_finite_and_the_corkscrew_balances(seed in plan_seed()) {
        let plan = build(&seed);
        let projection = project(&plan, plan.active_scenario);
        for row in &projection.rows {
            prop_assert!(close(row.opening + row.new - row.churned, row.closing, row.opening + row.new));
            prop_assert!(row.equity.is_finite() && row.churned >= 0.0 && row.closing >= 0.0);
        }
        for pair in projection.rows.windows(2).filter(|p| p[0].segment == p[1].segment) {
            prop_assert!(close(pair[0].closing, pair[1].opening, pair[0].closing));
        }
        let f = projection.forecast.unwrap();
        prop_assert!(f.value_at_stake.iter().all(|v| v.value.is_finite()));
        prop_assert!(f.case.unwrap().case.npv.is_finite());
    }

    #[test]
    fn without_a_causal_effect_there_is_no_gain(mut seed in plan_seed()) {
        seed.causal_share = 0.0;
        seed.override_retention = None;
        let f = forecast(&build(&seed));
        prop_assert!(close(f.scenario_gain, 0.0, f.present_value));
        prop_assert!(f.gain_without_effect.iter().all(|g| g.abs() <= 1e-9 * f.present_value.abs().max(1.0)));
    }

    #[test]
    fn splitting_a_segment_into_halves_changes_nothing(seed in plan_seed()) {
        let plan = build(&seed);
        let mut halves = plan.clone();
        let whole = halves.segments.remove(0);
        for id in [100, 900] {
            let mut half = (*whole).clone();
            half.id = SegmentId(id);
            for driver in [Driver::OpeningCustomers, Driver::NewFirstYear] {
                let count = half.drivers.get_mut(&driver).unwrap();
                *count = n(count.get() / 2.0);
            }
            for cohort in &mut half.cohorts {
                cohort.survivors = cohort.survivors.iter().flatten().map(|s| Some(n(s.get() / 2.0))).collect();
            }
            halves.segments.push(Arc::new(half));
        }
        let overrides = &mut halves.scenarios[0].overrides;
        let second = SegmentId(900);
        overrides.drivers.extend(overrides.drivers.clone().into_iter().map(|(_, d, v)| (second, d, v)));
        overrides.mixes.extend(overrides.mixes.clone().into_iter().map(|(_, m, s)| (second, m, s)));
        let (a, b) = (forecast(&plan), forecast(&halves));
        prop_assert!(close(b.present_value, a.present_value, a.present_value));
        // The gain is a difference of present values and carries their rounding.
        prop_assert!(close(b.scenario_gain, a.scenario_gain, sizes(&a) + 1e-3 * a.present_value.abs()));
        for (x, y) in a.value_at_stake.iter().zip(&b.value_at_stake) {
            prop_assert!(close(x.value, y.value, x.value.abs() + 1e-3 * a.present_value.abs()));
        }
    }

    #[test]
    fn the_order_of_rows_never_changes_a_digit(seed in plan_seed()) {
        let plan = build(&seed);
        let mut shuffled = plan.clone();
        shuffled.segments.reverse();
        shuffled.initiatives.reverse();
        shuffled.scenarios[0].initiatives.reverse();
        shuffled.roles.reverse();
        let of = |plan: &Plan| in_one_order(project(plan, plan.active_scenario));
        prop_assert_eq!(of(&plan), of(&shuffled));
    }

    #[test]
    fn reordering_stages_never_changes_a_digit(seed in plan_seed()) {
        let plan = build(&seed);
        let mut shuffled = plan.clone();
        shuffled.stages.reverse();
        let of = |plan: &Plan| in_one_order(project(plan, plan.active_scenario));
        prop_assert_eq!(of(&plan), of(&shuffled));
    }

    #[test]
    fn lifts_of_one_start_year_share_the_gain_by_weight_and_points(mut seed in plan_seed(), start in 1u32..5) {
        for stage in &mut seed.stages {
            stage.2 = 0.0;
        }
        for initiative in &mut seed.initiatives {
            initiative.0 = start;
        }
        (seed.by_hand, seed.cost_to_serve, seed.override_retention, seed.edited_mean) = (None, 0.0, None, None);
        let plan = build(&seed);
        let f = forecast(&plan);
        let lifts: Vec<f64> = f.stages.iter().zip(&seed.stages).map(|(s, (_, weight, _))| s.points * weight).collect();
        let total: f64 = lifts.iter().sum();
        prop_assume!(total > 0.0);
        for (share, lift) in f.shares.by_stage.iter().zip(&lifts) {
            prop_assert!(close(share.value, f.scenario_gain * lift / total, f.scenario_gain.abs() + 1e-4 * f.present_value.abs()));
        }
    }

    #[test]
    fn equity_follows_its_inputs(
        x in (0.0..1e5, 0.0..1e4, 0.0..1e7, 1.0..1e5, 0.0..1e4, 0.0..1e7, 0.0..1.0, 0.0..1e4),
        retained in any::<bool>(), up in 1.0..2.0f64, money in 0.1..1e3f64,
    ) {
        let basis = if retained { ExistingBasis::Retained } else { ExistingBasis::Opening };
        let year = EquityYear {
            new_customers: x.0, revenue_per_new: x.1, acquisition_cost: x.2, existing_customers: x.3,
            revenue_per_existing: x.4, servicing_cost: x.5, churned_customers: x.3 * x.6, revenue_per_churned: x.7,
        };
        let equity = |y: EquityYear| equity_year(&y, basis, 0.7, 0.5).unwrap().as_published;
        let base = equity(year);
        let richer_new = equity(EquityYear { revenue_per_new: year.revenue_per_new * up, ..year });
        let richer_existing = equity(EquityYear { revenue_per_existing: year.revenue_per_existing * up, ..year });
        let dearer_winning = equity(EquityYear { acquisition_cost: year.acquisition_cost * up, ..year });
        let dearer_serving = equity(EquityYear { servicing_cost: year.servicing_cost * up, ..year });
        let more_churn = (year.churned_customers * up).min(year.existing_customers);
        let leakier = equity(EquityYear { churned_customers: more_churn, ..year });
        prop_assert!(richer_new >= base && richer_existing >= base);
        prop_assert!(dearer_winning <= base && dearer_serving <= base && leakier <= base);
        let scaled = EquityYear {
            revenue_per_new: x.1 * money, acquisition_cost: x.2 * money, revenue_per_existing: x.4 * money,
            servicing_cost: x.5 * money, revenue_per_churned: x.7 * money, ..year
        };
        let size = x.0 * x.1 + x.2 + x.3 * x.4 + x.5 + x.3 * x.7;
        prop_assert!(close(equity(scaled), base * money, size * money));
    }

    #[test]
    fn timing_shifts_present_value_by_the_discount(flows in proptest::collection::vec(-1e6..1e6f64, 1..20), d in -0.5..2.0f64) {
        let pv = |timing| present_value(&flows, d, timing).unwrap();
        let size: f64 = flows.iter().enumerate().map(|(t, x)| x.abs() * (1.0 + d).powi(-(t as i32) - 1)).sum();
        prop_assert!(close(pv(Timing::Start), pv(Timing::End) * (1.0 + d), size));
        prop_assert!(close(pv(Timing::Mid), pv(Timing::End) * (1.0 + d).sqrt(), size));
    }

    #[test]
    fn retention_rises_with_tenure_and_value_falls_with_the_discount(a in 0.05..20.0f64, b in 0.05..20.0f64, d in 0.02..0.4f64) {
        let curve = Sbg::new(a, b).unwrap();
        for t in 1..30 {
            prop_assert!(curve.retention(t + 1) >= curve.retention(t));
            prop_assert!(curve.survival(t + 1) <= curve.survival(t));
        }
        let derl = |n, d| curve.residual_renewals(n, d).unwrap();
        for age in 0..8 {
            prop_assert!(derl(age + 1, d) >= derl(age, d) * (1.0 - 1e-12));
            prop_assert!(derl(age, d + 0.05) < derl(age, d));
        }
    }

    #[test]
    fn a_homogeneous_population_has_a_constant_rate(r in 0.05..0.95f64) {
        let curve = Sbg::new((1.0 - r) * 1e9, r * 1e9).unwrap();
        for t in 1..20 {
            prop_assert!((curve.retention(t) - r).abs() < 1e-6);
        }
    }

    #[test]
    fn a_payment_now_is_worth_one_margin_more(m in 1.0..1e4f64, r in 0.0..0.95f64, d in 0.06..0.5f64, g in -0.1..0.05f64) {
        let v = customer_value(m, r, d, g).unwrap();
        prop_assert!(close(v.first_now - v.renewals_only, m, v.first_now));
    }

    #[test]
    fn uplift_grows_with_points_and_retention_stays_a_share(mean in 1.0..=10.0f64, r in 0.0..=1.0f64, lift in 0.0..9.0f64) {
        let mix: Mix = mix_from_mean(mean).unwrap();
        prop_assert!(close(mean_score(&mix), mean, 10.0));
        let curves = Curves::new(EndPoints::PUBLISHED, SpendCurve::Geometric, RetentionAnchor::TopTwo).unwrap();
        let spend = SpendResponse::new(curves, mix, None);
        let kept = RetentionResponse::new(&curves, mix, None, &[r]).unwrap();
        let kept_change = |lift| kept.changes(LiftState::lifted(lift)).sum::<f64>();
        let responses: [(Of, Of); 2] = [
            (&|lift| spend.change(LiftState::lifted(lift)), &|lift| spend.slope(LiftState::lifted(lift))),
            (&kept_change, &|lift| kept.slopes(LiftState::lifted(lift)).sum()),
        ];
        for (change, slope) in responses {
            prop_assert!(change(0.0).abs() < 1e-12);
            prop_assert!(change(lift + 0.1) >= change(lift) - 1e-12);
            // The slope is that of the change itself, away from the corners where a score reaches 10.
            let h = 1e-6;
            if ((lift + h).floor() - (lift - h).floor()).abs() < 0.5 && lift > h {
                let numeric = (change(lift + h) - change(lift - h)) / (2.0 * h);
                prop_assert!((slope(lift) - numeric).abs() < 1e-6);
            }
        }
        prop_assert!((0.0..=1.0).contains(&(r + kept_change(lift))));
    }

    #[test]
    fn the_linear_level_is_never_below_the_geometric_one(ratio in 1.0..10.0f64, score in 1.0..=10.0f64) {
        let points = EndPoints { spend_ratio: ratio, ..EndPoints::PUBLISHED };
        let level = |curve| Curves::new(points, curve, RetentionAnchor::TopTwo).unwrap().spend(score);
        prop_assert!(level(SpendCurve::Linear) >= level(SpendCurve::Geometric) - 1e-12);
    }
}

#[test]
fn a_quarter_of_the_scores_up_a_point_is_worth_about_two_percent() {
    // Models, section 4: a quarter of every score moves up one point, all of it causal, fully phased in.
    let mix = mix_from_bands(&[0.1, 0.25, 0.4, 0.25]).unwrap();
    let curves = Curves::new(EndPoints::PUBLISHED, SpendCurve::Geometric, RetentionAnchor::TopTwo).unwrap();
    let whole = SpendResponse::new(curves, mix, None).change(LiftState::lifted(1.0));
    assert!((0.015..0.025).contains(&(whole / 4.0)), "{}", whole / 4.0);
}
