//! Entered years: the published formula on the user's own figures.

use super::remarks::{YearProblem, YearProblemKind};
use super::resolve::EnteredSegment;
use super::types::{EquityRow, YearTerms};
use crate::figure::error::EngineError;
use crate::figure::{Figure, NotAvailable};
use crate::model::equity::{EquityYear, equity_year};
use crate::model::roll_forward::YearFlow;
use journey_plan::order::sort_short;
use journey_plan::{ExistingBasis, SegmentId};

/// The rows of all complete years, and what is wrong with the years.
pub(super) struct PastYears {
    pub(super) rows: Vec<EquityRow>,
    pub(super) problems: Vec<YearProblem>,
}

/// Computes every complete entered year of every segment.
pub(super) fn entered_years(segments: &[EnteredSegment]) -> PastYears {
    let mut past = PastYears { rows: Vec::new(), problems: Vec::new() };
    for segment in segments {
        let mut before: Option<EquityRow> = None;
        for (year, figures) in &segment.years {
            match entered_row(segment, *year, figures) {
                Ok(row) => {
                    past.problems.extend(before.and_then(|before| gap(segment, &before, &row)));
                    past.rows.push(row);
                    before = Some(row);
                }
                Err(error) => past.problems.push(problem(segment, *year, YearProblemKind::Refused(error))),
            }
        }
    }
    past
}

/// A year that does not start with the customers the year before closed with.
fn gap(segment: &EnteredSegment, before: &EquityRow, row: &EquityRow) -> Option<YearProblem> {
    let off = row.opening - before.closing;
    let gap = YearProblemKind::Gap { opening: row.opening, before: before.year, closing: before.closing };
    (row.year == before.year + 1 && off.abs() > 1e-9 * before.closing.max(1.0)).then(|| problem(segment, row.year, gap))
}

fn problem(segment: &EnteredSegment, year: i32, kind: YearProblemKind) -> YearProblem {
    YearProblem { segment: segment.id, name: segment.name.clone(), year, kind }
}

fn entered_row(segment: &EnteredSegment, year: i32, figures: &EquityYear) -> Result<EquityRow, EngineError> {
    let (gross_margin, churn_timing) = segment.published;
    let terms = YearTerms { figures: *figures, basis: segment.basis, gross_margin, churn_timing };
    let (margin, timing) = segment.entered;
    // The one measure is always on opening basis: leavers are counted at the start and taken off once.
    let on_opening = EquityYear { existing_customers: figures.customers_at_start(segment.basis), ..*figures };
    let equity = equity_year(&on_opening, ExistingBasis::Opening, margin, timing)?.as_published;
    row(segment.id, year, false, terms, figures.customers_at_end(segment.basis), equity)
}

/// The row of a forecast year; the switch “refined” holds for its blocks as for those of entered years.
pub(super) fn forecast_row(segment: &EnteredSegment, year: i32, flow: &YearFlow) -> Result<EquityRow, EngineError> {
    let (gross_margin, churn_timing) = segment.published;
    let terms = YearTerms { figures: flow.figures, basis: ExistingBasis::Opening, gross_margin, churn_timing };
    row(segment.id, year, true, terms, flow.closing, flow.equity)
}

fn row(
    segment: SegmentId,
    year: i32,
    forecast: bool,
    terms: YearTerms,
    closing: f64,
    equity: f64,
) -> Result<EquityRow, EngineError> {
    let blocks = terms.blocks()?;
    Ok(EquityRow {
        year,
        segment,
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

/// Σ as published of the latest entered year, or which segments lack it.
pub(super) fn equity_this_year(segments: &[EnteredSegment], year: Option<i32>, rows: &[EquityRow]) -> Figure {
    let Some(year) = year else {
        return Err(NotAvailable::because("enter all eight figures of one year on the Customers screen"));
    };
    let lacking: Vec<&str> = segments
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
