//! The ratios that follow from a year's eight inputs (models, section 1, "Derived").

use journey_engine::answers::derived::{derived, derived_of_all};
use journey_engine::registry::{KeyRatio, Measure};
use journey_engine::{Figure, Projection, project};
use journey_plan::number::pen::Pen;
use journey_plan::{CostEntry, ExistingBasis, Number, Plan, Segment, SegmentId, YearFigures};
use journey_samples::plans::{n, year};
use std::sync::Arc;

/// The worked year of the models.
const WORKED: [f64; 8] = [1000.0, 500.0, 200_000.0, 4000.0, 800.0, 900_000.0, 500.0, 700.0];
const SMALL: [f64; 8] = [100.0, 10.0, 300.0, 1000.0, 20.0, 4000.0, 200.0, 15.0];

fn segment(id: u32, years: impl IntoIterator<Item = YearFigures>) -> Segment {
    let mut segment = Segment::empty(SegmentId(id), format!("Segment {id}"), []);
    segment.gross_margin = Some(Number::ONE);
    segment.years = years.into_iter().collect();
    segment
}

fn shown(plan: &Plan) -> Projection {
    project(plan, plan.active_scenario)
}

fn close(got: f64, expected: f64) {
    assert!((got - expected).abs() <= 1e-9 * expected.abs().max(1.0), "got {got}, expected {expected}");
}

fn each(segment: &Segment) -> Vec<Figure> {
    KeyRatio::ALL.into_iter().map(|figure| derived(figure, segment, 2026)).collect()
}

#[test]
fn derived_ratios_of_the_worked_year() {
    let mut one = segment(1, [year(2026, WORKED)]);
    one.gross_margin = Some(n(0.5));
    // 500/4000; 1 − that; 1 − 500·700/(4000·800); 200 000/1000; 900 000/4000; 0.5/(0.5 + 3.2);
    // 12·200 000/(1000·0.5·500).
    let expected = [0.125, 0.875, 0.890_625, 200.0, 225.0, 0.5 / 3.7, 9.6];
    for (got, expected) in each(&one).into_iter().zip(expected) {
        close(got.unwrap(), expected);
    }
    // The same year on retained basis: O = 3500 and 4000 at the start. Revenue of those at the start is
    // 3500·800 + 500·700 = 3.15m, of which 2.8m stay; existing customers as entered bring 2.8m.
    one.basis = ExistingBasis::Retained;
    one.years[0].existing_customers = Some(n(3500.0));
    let expected = [0.125, 0.875, 2.8 / 3.15, 200.0, 225.0, 0.5 / 3.3, 9.6];
    for (got, expected) in each(&one).into_iter().zip(expected) {
        close(got.unwrap(), expected);
    }
}

#[test]
fn a_ratio_needs_only_its_own_inputs() {
    let mut one = segment(1, [YearFigures::empty(2026)]);
    one.years[0].existing_customers = Some(n(4000.0));
    one.years[0].churned_customers = Some(n(500.0));
    let got: Vec<String> =
        each(&one).into_iter().map(|f| f.map_or_else(|r| r.written(Pen::PLAIN), |v| v.to_string())).collect();
    assert_eq!(
        got,
        [
            "0.125",
            "0.875",
            "Enter “Revenue per existing customer” for 2026.",
            "Enter “Acquisition cost” for 2026.",
            "Enter “Servicing cost” for 2026.",
            "Enter “New customers” for 2026.",
            "Enter “Revenue per new customer” for 2026.",
        ]
    );
    // A cost that is entered per customer is the ratio itself, whoever was counted.
    one.costs = CostEntry::PerCustomer;
    one.years[0].acquisition_cost = Some(n(200.0));
    one.years[0].revenue_per_new = Some(n(500.0));
    close(derived(KeyRatio::AcquisitionCostPerNew, &one, 2026).unwrap(), 200.0);
    close(derived(KeyRatio::AcquisitionPayback, &one, 2026).unwrap(), 4.8);
    // A year that the segment does not list is empty.
    assert_eq!(
        derived(KeyRatio::ChurnRate, &one, 1999).unwrap_err().written(Pen::PLAIN),
        "Enter “Existing customers” for 1999."
    );
}

#[test]
fn a_ratio_of_nothing_says_so() {
    let reason = |figure, edit: fn(&mut Segment)| {
        let mut one = segment(1, [year(2026, WORKED)]);
        edit(&mut one);
        derived(figure, &one, 2026).unwrap_err().written(Pen::PLAIN)
    };
    let nobody_there = |s: &mut Segment| {
        s.years[0].existing_customers = Some(Number::ZERO);
        s.years[0].churned_customers = Some(Number::ZERO);
    };
    let nobody_won = |s: &mut Segment| s.years[0].new_customers = Some(Number::ZERO);
    for figure in [KeyRatio::ChurnRate, KeyRatio::CustomerRetention, KeyRatio::ServicingCostPerCustomer] {
        assert_eq!(reason(figure, nobody_there), "There was no customer at the start of 2026.");
    }
    assert_eq!(reason(KeyRatio::RevenueRetention, nobody_there), "Existing customers brought no revenue in 2026.");
    assert_eq!(reason(KeyRatio::AcquisitionCostPerNew, nobody_won), "No customer was won in 2026.");
    assert_eq!(reason(KeyRatio::AcquisitionPayback, nobody_won), "New customers brought no margin in 2026.");
    assert_eq!(
        reason(KeyRatio::RevenueShareOfNew, |s| {
            s.years[0].revenue_per_new = Some(Number::ZERO);
            s.years[0].revenue_per_existing = Some(Number::ZERO);
        }),
        "There was no revenue in 2026."
    );
    assert_eq!(reason(KeyRatio::AcquisitionPayback, |s| s.gross_margin = None), "Enter the gross margin.");
    assert_eq!(
        reason(KeyRatio::ChurnRate, |s| s.years[0].existing_customers = Some(n(100.0))),
        "500 customers left, but only 100 were there at the start of the year."
    );
    assert_eq!(
        reason(KeyRatio::RevenueRetention, |s| s.years[0].revenue_per_churned = Some(n(7000.0))),
        "Those who left in 2026 took more revenue with them than existing customers brought."
    );
}

#[test]
fn ratios_of_all_segments_are_those_of_the_sums() {
    // The worked year on opening basis, and 100 / 10 / 300 / 1000 / 20 / 4000 / 200 / 15 at half the margin.
    let mut small = segment(2, [year(2026, SMALL)]);
    small.gross_margin = Some(n(0.5));
    let mut plan = Plan::empty("two segments");
    plan.segments = vec![Arc::new(segment(1, [year(2026, WORKED)])), Arc::new(small)];
    let projection = shown(&plan);
    let of = |figure| derived_of_all(figure, &plan, &projection, 2026);
    close(of(KeyRatio::ChurnRate).unwrap(), 700.0 / 5000.0);
    close(of(KeyRatio::CustomerRetention).unwrap(), 4300.0 / 5000.0);
    // Lost 350 000 + 3000 of 3 200 000 + 20 000.
    close(of(KeyRatio::RevenueRetention).unwrap(), 1.0 - 353_000.0 / 3_220_000.0);
    close(of(KeyRatio::AcquisitionCostPerNew).unwrap(), 200_300.0 / 1100.0);
    close(of(KeyRatio::ServicingCostPerCustomer).unwrap(), 904_000.0 / 5000.0);
    close(of(KeyRatio::RevenueShareOfNew).unwrap(), 501_000.0 / 3_721_000.0);
    close(of(KeyRatio::AcquisitionPayback).unwrap(), 12.0 * 200_300.0 / (500_000.0 + 500.0));
    // A year ahead keeps the churn of both segments, on the customers it starts with: 4500 and 900.
    let ahead = derived_of_all(KeyRatio::ChurnRate, &plan, &projection, 2027).unwrap();
    close(ahead, (0.125 * 4500.0 + 0.2 * 900.0) / 5400.0);
    assert_eq!(
        derived_of_all(KeyRatio::ChurnRate, &plan, &projection, 2025).unwrap_err().written(Pen::PLAIN),
        "Segment 1 lacks complete figures for 2025."
    );
    Arc::make_mut(&mut plan.segments[1]).gross_margin = None;
    assert_eq!(
        derived_of_all(KeyRatio::AcquisitionPayback, &plan, &shown(&plan), 2026).unwrap_err().written(Pen::PLAIN),
        "Segment 2: Enter the gross margin."
    );
}

#[test]
fn every_ratio_names_itself() {
    for figure in KeyRatio::ALL {
        assert!(!figure.label().is_empty() && !figure.formula().is_empty());
    }
    assert_eq!(KeyRatio::AcquisitionPayback.measure(), Measure::Months);
    assert_eq!(KeyRatio::ServicingCostPerCustomer.measure(), Measure::Money);
    assert_eq!(KeyRatio::RevenueRetention.measure(), Measure::Share);
}
