//! The workings at the edges of the inputs, and the reader that checks their lines.

use crate::recombine::line_holds;
use crate::shown_working::{check, headline, of};
use journey_account::workings::working;
use journey_engine::registry::{CauseKind, EquityPart, FigureContext, FigureId, Headline, KeyRatio};
use journey_plan::number::locale::Locale;
use journey_plan::{CostEntry, Driver, Plan, SegmentId, YearFigures, YearlyFigure};
use journey_samples::plans::{WORKED, n, plan_of, shown, year};
use std::sync::Arc;

#[test]
fn the_reader_of_lines_refuses_what_is_not_true() {
    for (line, holds) in [
        ("Sum: 2 × 3 = 6", true),
        ("Sum: 2 × 3 = 6.1", false),
        ("Third: 1 ÷ 3 ≈ 0.333333333333", true),
        ("Third: 1 ÷ 3 = 0.333333333333", false),
        ("Third: 1 ÷ 3 ≈ 0.333333333353", false),
        ("Total: €10.01 + €10.01 ≈ €20.03", true),
        ("Total: €10.01 + €10.01 ≈ €20.04", false),
        ("Bracket: (1 + 5\u{a0}%)^2 = 1.1025", true),
        ("Bracket: 2 × (3 − (−€4)) = €14", true),
        ("Words: about six = 6", false),
    ] {
        assert_eq!(line_holds(line, Locale::EnGb).is_ok(), holds, "{line}");
    }
}

/// Every equity figure and ratio that a plan of one segment has.
fn check_years(plan: &Plan) {
    let projection = shown(plan);
    assert!(!projection.rows.is_empty());
    for row in &projection.rows {
        let (year, segment) = (row.year, Some(row.segment));
        for part in EquityPart::ALL {
            check(plan, &working(FigureContext::of(plan, &projection), FigureId::Equity { part, year, segment }));
        }
        check(plan, &working(FigureContext::of(plan, &projection), FigureId::Customers { year, segment }));
        for ratio in KeyRatio::ALL {
            let shown = working(FigureContext::of(plan, &projection), FigureId::Derived { ratio, year, segment: None });
            if shown.value.is_ok() {
                check(plan, &shown);
            }
        }
    }
    let present = headline(plan, Headline::PresentValue);
    if present.value.is_ok() {
        check(plan, &present);
    }
}

#[test]
fn the_edges_of_the_inputs() {
    // Money is spent but nobody is won: the total stays, because a cost per customer cannot be derived from it.
    let mut nobody = plan_of(|s| {
        s.years = vec![year(2026, [0.0, 500.0, 200_000.0, 4000.0, 800.0, 900_000.0, 500.0, 700.0])];
        s.drivers.insert(Driver::CostGrowth, n(0.03));
    });
    check_years(&nobody);
    let block = FigureId::Equity { part: EquityPart::New, year: 2028, segment: None };
    // −200 000 × 1.03.
    assert_eq!(of(&nobody, block).result, "−€206,000");
    nobody.settings.refined = true;
    check_years(&nobody);
    // Nobody at all, a refund, amounts of every size.
    for figures in [
        [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
        [10.0, 500.0, -4_000.0, 4000.0, 800.0, -900.5, 4000.0, 700.0],
        [1e12, 1e-9, 1e-9, 1e12, 1e6, 1e12, 1e11, 1e-9],
        [1.0 / 3.0, 1.0 / 7.0, 0.001, 2.0 / 3.0, 0.01, 0.0003, 1.0 / 9.0, 0.02],
    ] {
        check_years(&plan_of(|s| s.years = vec![year(2026, figures)]));
    }
    // In revenue terms.
    check_years(&plan_of(|s| s.gross_margin = None));
}

#[test]
fn a_half_entered_year_shows_the_ratios_it_has() {
    let mut plan = plan_of(|s| {
        s.costs = CostEntry::PerCustomer;
        let mut half = YearFigures::empty(2026);
        *half.slot(YearlyFigure::AcquisitionCost) = Some(n(200.0));
        *half.slot(YearlyFigure::RevenuePerNew) = Some(n(500.0));
        s.years = vec![half];
    });
    let ratio = |plan: &Plan, ratio| of(plan, FigureId::Derived { ratio, year: 2026, segment: Some(SegmentId(3)) });
    let cost = ratio(&plan, KeyRatio::AcquisitionCostPerNew);
    assert_eq!(cost.calculation, ["Entered per customer: €200 = €200"]);
    // 12 · 200 ÷ 500 = 4.8 months, for however many new customers.
    let payback = ratio(&plan, KeyRatio::AcquisitionPayback);
    assert_eq!(payback.result, "4.8 months");
    check(&plan, &payback);
    assert!(ratio(&plan, KeyRatio::ChurnRate).result.contains("Existing customers"));
    Arc::make_mut(&mut plan.segments[0]).gross_margin = None;
    assert!(ratio(&plan, KeyRatio::AcquisitionPayback).result.contains("gross margin"));
}

#[test]
fn customers_nothing_explains_are_shown_as_a_cause() {
    let plan = plan_of(|s| {
        // 4000 + 1000 − 500 = 4500 closed, but the next year starts with 4600.
        s.years =
            vec![year(2026, WORKED), year(2027, [1000.0, 500.0, 200_000.0, 4600.0, 900.0, 900_000.0, 500.0, 700.0])];
    });
    let cause = FigureId::Cause { cause: CauseKind::UnexplainedCustomers, from: 2026, to: 2027 };
    let shown = of(&plan, cause);
    check(&plan, &shown);
    // 100 × (800 + 900) ÷ 2.
    assert_eq!(shown.result, "€85,000");
}
