//! Formulas of the models against figures worked out by hand.

use journey_engine::EngineError;
use journey_engine::model::continuum::continuum;
use journey_engine::model::experience::{Curves, EndPoints};
use journey_engine::model::mix::{check_mix, mix_from_mean, shifted_mix};
use journey_engine::model::roll_forward::{
    Drivers, ExperienceEffects, Ledger, Path, Sensitivity, TenureClasses, roll_forward,
};
use journey_engine::model::sbg::Sbg;
use journey_engine::model::sbg_fit::fit;
use journey_plan::{RetentionAnchor, SpendCurve};

fn close(got: f64, expected: f64) {
    assert!((got - expected).abs() <= 1e-9 * expected.abs().max(1.0), "got {got}, expected {expected}");
}

fn all_close(got: &[f64], expected: &[f64]) {
    assert_eq!(got.len(), expected.len());
    got.iter().zip(expected).for_each(|(got, expected)| close(*got, *expected));
}

#[test]
fn customers_move_between_states() {
    let transition = [vec![0.5, 0.2], vec![0.1, 0.6]];
    let found = continuum(&transition, &[10.0, 20.0], &[100.0, 50.0], &[10.0, 0.0], 0.1, 2).unwrap();
    // 100 · 0.5 + 50 · 0.1 + 10, 100 · 0.2 + 50 · 0.6; then 65 · 0.5 + 50 · 0.1 + 10, 65 · 0.2 + 50 · 0.6.
    all_close(&found.customers[0], &[65.0, 50.0]);
    all_close(&found.customers[1], &[47.5, 43.0]);
    // (I − Q)⁻¹ 1 with the determinant 0.5 · 0.4 − 0.2 · 0.1 = 0.18.
    all_close(&found.expected_years.unwrap(), &[(0.4 + 0.2) / 0.18, (0.1 + 0.5) / 0.18]);
}

#[test]
fn states_that_bring_no_revenue_are_worth_nothing() {
    let transition = [vec![0.5, 0.2], vec![0.1, 0.6]];
    let found = continuum(&transition, &[0.0, 0.0], &[100.0, 50.0], &[0.0, 0.0], 0.1, 1).unwrap();
    assert_eq!(found.present_value, Ok(vec![0.0, 0.0]));
}

#[test]
fn the_straight_retention_line_is_halfway_at_half_the_scale() {
    let points = EndPoints { spend_ratio: 2.4, retention_poorest: 0.43, retention_best: 0.74 };
    let curves = Curves::new(points, SpendCurve::Geometric, RetentionAnchor::TopTwo).unwrap();
    close(curves.retention_linear(5.5), 0.585);
    close(curves.retention_linear(1.0), 0.43);
}

#[test]
fn a_mean_at_an_end_is_one_point_and_a_share_between_two_scores_is_split() {
    all_close(&mix_from_mean(1.0).unwrap(), &[1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
    all_close(&mix_from_mean(10.0).unwrap(), &[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0]);
    let mix = [0.0, 0.4, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.6, 0.0];
    all_close(&shifted_mix(&mix, 0.25), &[0.0, 0.3, 0.1, 0.0, 0.0, 0.0, 0.0, 0.0, 0.45, 0.15]);
    all_close(&shifted_mix(&mix, 3.0), &[0.0, 0.0, 0.0, 0.0, 0.4, 0.0, 0.0, 0.0, 0.0, 0.6]);
}

#[test]
fn a_mix_must_be_shares_that_add_up() {
    let short = [0.1; 10].map(|share| share * 0.9);
    assert!(matches!(check_mix(&short), Err(EngineError::DoesNotSumToOne { .. })));
    let mut odd = [0.1; 10];
    (odd[0], odd[1]) = (-0.1, 0.3);
    assert!(check_mix(&odd).is_err());
    check_mix(&[0.1; 10]).unwrap();
}

fn drivers() -> Drivers {
    Drivers {
        new_first_year: 100.0,
        new_growth: 0.1,
        price_growth: 0.05,
        cost_growth: 0.02,
        revenue_per_new: 50.0,
        revenue_per_existing: 80.0,
        revenue_per_churned: 60.0,
        acquisition_cost_per_new: 20.0,
        fixed_acquisition_cost: 500.0,
        servicing_cost_per_existing: 15.0,
        gross_margin: 0.6,
        churn_timing: 0.5,
        ..Drivers::NONE
    }
}

#[test]
fn prices_and_costs_grow_each_at_its_rate() {
    let classes = TenureClasses::constant(0.8, 1_000.0);
    let flows = roll_forward(&drivers(), &classes, &ExperienceEffects::none(&classes, 2)).unwrap();
    let second = &flows[1].figures;
    close(second.new_customers, 110.0);
    // 1 000 · 0.8 + 100.
    close(second.existing_customers, 900.0);
    close(second.revenue_per_new, 52.5);
    close(second.revenue_per_existing, 84.0);
    close(second.revenue_per_churned, 63.0);
    close(second.acquisition_cost, 110.0 * 20.4 + 510.0);
    close(second.servicing_cost, 900.0 * 15.3);
    // 0.6 · (110 · 52.5 + 900 · 84 − 0.5 · 180 · 63) − 2 754 − 13 770.
    close(flows[1].equity, 0.6 * (5_775.0 + 75_600.0 - 5_670.0) - 2_754.0 - 13_770.0);
}

#[test]
fn the_sensitivity_is_the_slope_of_the_present_value() {
    let curve = Sbg::new(1.2, 3.4).unwrap();
    for classes in [
        TenureClasses::constant(0.8, 1_000.0),
        TenureClasses::by_age(curve, &[400.0, 300.0], 4),
        TenureClasses::pooled_base(curve, 0.75, 900.0, 4),
    ] {
        for acquisition_spend_fixed in [false, true] {
            let path = Path::new(Drivers { acquisition_spend_fixed, ..drivers() }, classes.clone(), 4);
            let weights = [0.9, 0.8, 0.7, 0.6];
            let at = |effects: &ExperienceEffects| path.present_value(effects, &weights, &mut Ledger::default());
            let none = ExperienceEffects::none(&classes, 4);
            let mut slopes = Sensitivity::default();
            path.sensitivity(&none, &weights, &mut Ledger::default(), &mut slopes);
            // Equity is linear in each effect alone, so that the difference over any width is the slope.
            let slope = |place: fn(&mut ExperienceEffects) -> &mut Vec<f64>, index: usize| {
                let [low, high] = [-0.125, 0.125].map(|width| {
                    let mut effects = none.clone();
                    place(&mut effects)[index] += width;
                    at(&effects)
                });
                (high - low) / 0.25
            };
            for year in 0..4 {
                close(slopes.spend[year], slope(|e| &mut e.spend, year));
                close(slopes.servicing[year], slope(|e| &mut e.servicing, year));
                close(slopes.acquisition[year], slope(|e| &mut e.acquisition, year));
                let count = classes.rates.len();
                for class in 0..classes.reached(year) {
                    let index = year * count + class;
                    close(slopes.retention[index], slope(|e| &mut e.retention, index));
                }
            }
        }
    }
}

#[test]
fn cohorts_that_tell_no_curve_give_their_pooled_rate() {
    // 200 renewals of 350 faced: 150 of 200, then 50 of 150.
    let Err(EngineError::NotIdentified { constant_rate, .. }) = fit(&[vec![200.0, 150.0, 50.0]]) else { panic!() };
    close(constant_rate, 200.0 / 350.0);
    // Nobody renews even once.
    let Err(EngineError::NotIdentified { constant_rate, .. }) = fit(&[vec![200.0, 0.0, 0.0]]) else { panic!() };
    close(constant_rate, 0.0);
}
