//! Entered years: the published formula on the user's own figures.

use super::remarks::{YearProblem, YearProblemKind};
use super::types::{EquityRow, YearTerms};
use crate::figure::error::EngineError;
use crate::figure::{Figure, NotAvailable};
use crate::model::equity::{EquityYear, equity_year};
use crate::model::roll_forward::YearFlow;
use journey_plan::order::sort_short;
use journey_plan::{CostEntry, ExistingBasis, Plan, Segment, YearFigures, YearlyFigure};

/// The rows of all complete years, and what is wrong with the years.
pub(super) struct PastYears {
    pub(super) rows: Vec<EquityRow>,
    pub(super) problems: Vec<YearProblem>,
}

/// Computes every complete entered year of every segment.
pub(super) fn entered_years(plan: &Plan) -> PastYears {
    let mut past = PastYears { rows: Vec::new(), problems: Vec::new() };
    for segment in &plan.segments {
        let mut years: Vec<&YearFigures> = segment.years.iter().filter(|y| y.is_complete()).collect();
        sort_short(&mut years, |y| y.year);
        let mut before: Option<EquityRow> = None;
        for year in years {
            match entered_row(plan, segment, year) {
                Ok(row) => {
                    past.problems.extend(before.and_then(|before| gap(segment, &before, &row)));
                    past.rows.push(row);
                    before = Some(row);
                }
                Err(error) => past.problems.push(problem(segment, year.year, YearProblemKind::Refused(error))),
            }
        }
    }
    past
}

/// A year that does not start with the customers the year before closed with.
fn gap(segment: &Segment, before: &EquityRow, row: &EquityRow) -> Option<YearProblem> {
    let off = row.opening - before.closing;
    let gap = YearProblemKind::Gap { opening: row.opening, before: before.year, closing: before.closing };
    (row.year == before.year + 1 && off.abs() > 1e-9 * before.closing.max(1.0)).then(|| problem(segment, row.year, gap))
}

fn problem(segment: &Segment, year: i32, kind: YearProblemKind) -> YearProblem {
    YearProblem { segment: segment.id, name: segment.name.clone(), year, kind }
}

fn entered_row(plan: &Plan, segment: &Segment, year: &YearFigures) -> Result<EquityRow, EngineError> {
    let figures = year_inputs(segment, year, f64::NAN);
    let (gross_margin, churn_timing) = published_terms(plan, segment);
    let terms = YearTerms { figures, basis: segment.basis, gross_margin, churn_timing };
    let (margin, timing) = entered_terms(plan, segment);
    // The one measure is always on opening basis: leavers are counted at the start and taken off once.
    let on_opening = EquityYear { existing_customers: figures.customers_at_start(segment.basis), ..figures };
    let equity = equity_year(&on_opening, ExistingBasis::Opening, margin, timing)?.as_published;
    row(segment, year.year, false, terms, figures.customers_at_end(segment.basis), equity)
}

/// The row of a forecast year; its blocks follow the same switch as the entered years'.
pub(super) fn forecast_row(
    segment: &Segment,
    year: i32,
    flow: &YearFlow,
    gross_margin: f64,
    churn_timing: f64,
) -> Result<EquityRow, EngineError> {
    let terms = YearTerms { figures: flow.figures, basis: ExistingBasis::Opening, gross_margin, churn_timing };
    row(segment, year, true, terms, flow.closing, flow.equity)
}

fn row(
    segment: &Segment,
    year: i32,
    forecast: bool,
    terms: YearTerms,
    closing: f64,
    equity: f64,
) -> Result<EquityRow, EngineError> {
    let blocks = terms.blocks()?;
    Ok(EquityRow {
        year,
        segment: segment.id,
        forecast,
        new_block: blocks.new_block,
        existing_block: blocks.existing_block,
        churn_block: blocks.churn_block,
        as_published: blocks.as_published,
        reconciled: blocks.reconciled,
        equity,
        opening: terms.figures.customers_at_start(terms.basis),
        new: terms.figures.new_customers,
        churned: terms.figures.churned_customers,
        closing,
        terms,
    })
}

/// Margin and churn timing of the three blocks: 1 and 1 as published, the entered ones when refined.
pub(super) fn published_terms(plan: &Plan, segment: &Segment) -> (f64, f64) {
    if plan.settings.refined { entered_terms(plan, segment) } else { (1.0, 1.0) }
}

/// The entered margin and churn timing; a plan in which any segment lacks its margin runs in revenue terms.
pub(crate) fn entered_terms(plan: &Plan, segment: &Segment) -> (f64, f64) {
    let margin = if in_revenue_terms(plan) { None } else { segment.gross_margin };
    (margin.map_or(1.0, journey_plan::Number::get), segment.churn_timing.get())
}

/// Whether a segment lacks its gross margin.
pub(super) fn in_revenue_terms(plan: &Plan) -> bool {
    plan.segments.iter().any(|s| s.gross_margin.is_none())
}

/// The eight inputs of a year, costs as totals; `empty` stands in for a figure that is not entered.
pub(crate) fn year_inputs(segment: &Segment, year: &YearFigures, empty: f64) -> EquityYear {
    let value = |figure| year.get(figure).map_or(empty, journey_plan::Number::get);
    let mut figures = EquityYear {
        new_customers: value(YearlyFigure::NewCustomers),
        revenue_per_new: value(YearlyFigure::RevenuePerNew),
        acquisition_cost: value(YearlyFigure::AcquisitionCost),
        existing_customers: value(YearlyFigure::ExistingCustomers),
        revenue_per_existing: value(YearlyFigure::RevenuePerExisting),
        servicing_cost: value(YearlyFigure::ServicingCost),
        churned_customers: value(YearlyFigure::ChurnedCustomers),
        revenue_per_churned: value(YearlyFigure::RevenuePerChurned),
    };
    if segment.costs == CostEntry::PerCustomer {
        figures.acquisition_cost *= figures.new_customers;
        figures.servicing_cost *= figures.customers_at_start(segment.basis);
    }
    figures
}

/// Σ as published of the latest entered year, or which segments lack it.
pub(super) fn equity_this_year(plan: &Plan, year: Option<i32>, rows: &[EquityRow]) -> Figure {
    let Some(year) = year else {
        return Err(NotAvailable::because("enter all eight figures of one year on the Customers screen"));
    };
    let lacking: Vec<&str> = plan
        .segments
        .iter()
        .filter(|s| !rows.iter().any(|r| r.segment == s.id && r.year == year))
        .map(|s| s.name.as_str())
        .collect();
    if !lacking.is_empty() {
        return Err(NotAvailable::because(format!("{} lacks complete figures for {year}", lacking.join(", "))));
    }
    let mut of_year: Vec<&EquityRow> = rows.iter().filter(|r| r.year == year).collect();
    sort_short(&mut of_year, |r| r.segment);
    Ok(of_year.iter().map(|r| r.as_published).sum())
}
