//! Entered years: the published formula on the figures of the inputs.

use super::book::{Book, Page};
use super::equity::{AsEntered, Customers, EquityFlows, EquityRows, Terms};
use super::expr::{CellAddress, ColumnReference, Expr, RowAddress, x};
use super::frame::NOT_AVAILABLE;
use super::functions::{all, any, at_most, count, equal, is_empty, less, plus, sum, when};
use super::inputs::InputCells;
use super::segments::SegmentCells;
use super::style::CellUnit;
use super::tab::Tab;
use journey_engine::registry::CustomerCount;
use journey_plan::{Plan, YearlyFigure as F};

/// Remark on years whose figures cannot all be right. They do not stop the years ahead unless these follow from them.
pub(super) const UNFIT: &str = "Years that are begun but not complete, or lose more customers than are there";

/// Cells of the figures of the entered years.
pub(super) struct PastCells {
    /// Flag that is 1 where a segment lacks its gross margin, so that all are counted in revenue terms.
    pub(super) in_revenue_terms: CellAddress,
    /// Number of entered years of all segments that are begun but not complete, or lose more customers than are there.
    pub(super) unfit_years: CellAddress,
    pub(super) segments: Vec<PastSegment>,
}

/// A segment: its margins, and its rows over the entered years.
pub(super) struct PastSegment {
    pub(super) terms: Terms,
    /// Flag that is 1 where all eight figures are there and fit together.
    pub(super) complete: RowAddress,
    /// Flag that is 1 where a year is begun but not complete, or loses more customers than are there.
    unfit: RowAddress,
    pub(super) acquisition: RowAddress,
    pub(super) servicing: RowAddress,
    pub(super) rows: EquityRows,
}

/// Writes the sheet.
pub(super) fn write(book: &mut Book, plan: &Plan, inputs: &InputCells) -> PastCells {
    let mut page = book.page(Tab::Past);
    let lacking = inputs.segments.iter().map(|segment| when(is_empty(segment.margin), 1.0, 0.0));
    let lacking = page.scalar("Segments without a gross margin", CellUnit::Whole, plus(lacking));
    let in_revenue_terms =
        page.scalar("Everything is counted in revenue terms", CellUnit::Flag, when(equal(lacking, 0.0), 0.0, 1.0));
    let unfit_years = page.scalar(UNFIT, CellUnit::Whole, x(0.0));
    let segments = plan.segments.iter().zip(&inputs.segments).map(|(segment, entered)| {
        page.heading(&segment.name);
        let terms = terms(&mut page, inputs, entered, in_revenue_terms);
        years(&mut page, entered, terms)
    });
    let segments: Vec<PastSegment> = segments.collect();
    let entered = page.book.entered;
    if !entered.is_empty() {
        let unfit = plus(segments.iter().map(|segment| sum(segment.unfit.across(entered))));
        page.formula(unfit_years, unfit, CellUnit::Whole);
    }
    PastCells { in_revenue_terms, unfit_years, segments }
}

fn terms(page: &mut Page, inputs: &InputCells, segment: &SegmentCells, in_revenue_terms: CellAddress) -> Terms {
    let margin = when(equal(in_revenue_terms, 1.0), 1.0, segment.margin);
    let margin = page.scalar("Gross margin in use", CellUnit::Share, margin);
    let refined = || equal(inputs.settings.refined, "Yes");
    Terms {
        margin,
        churn_timing: segment.churn_timing,
        published_margin: page.scalar(
            "Gross margin in the published blocks",
            CellUnit::Share,
            when(refined(), margin, 1.0),
        ),
        published_timing: page.scalar(
            "Leaver revenue share in the published blocks",
            CellUnit::Share,
            when(refined(), segment.churn_timing, 1.0),
        ),
    }
}

/// The rows of a segment over the entered years.
fn years(page: &mut Page, segment: &SegmentCells, terms: Terms) -> PastSegment {
    let entered = page.book.entered;
    let of = |figure| segment.figure(figure).here();
    let retained = equal(segment.basis, "Retained");
    let Fit { opening, complete, unfit } = fit(page, segment, retained.clone());
    let mut row = |label, unit, formula: Expr| page.row_over(entered, label, unit, formula);
    let known = |value: Expr| when(equal(complete.here(), 1.0), value, NOT_AVAILABLE);
    let each = equal(segment.costs, "Per customer");
    let cost = |figure, customers: Expr| known(when(each.clone(), of(figure) * customers, of(figure)));
    let new = row(CustomerCount::New.entry().label, CellUnit::Customers, known(of(F::NewCustomers)));
    let churned = row(CustomerCount::Churned.entry().label, CellUnit::Customers, known(of(F::ChurnedCustomers)));
    let closing =
        row(CustomerCount::AtEnd.entry().label, CellUnit::Customers, opening.here() + new.here() - churned.here());
    let existing_revenue = known(of(F::ExistingCustomers) * of(F::RevenuePerExisting));
    let flows = EquityFlows {
        customers: Customers { opening, new, churned, closing },
        acquisition: row("Acquisition cost, total", CellUnit::Money, cost(F::AcquisitionCost, of(F::NewCustomers))),
        servicing: row("Servicing cost, total", CellUnit::Money, cost(F::ServicingCost, opening.here())),
        new_revenue: row("Revenue of new customers", CellUnit::Money, new.here() * of(F::RevenuePerNew)),
        existing_revenue: row("Revenue of existing customers", CellUnit::Money, existing_revenue),
        churned_revenue: row(
            "Revenue of churned customers",
            CellUnit::Money,
            churned.here() * of(F::RevenuePerChurned),
        ),
    };
    let at_start = opening.here() * of(F::RevenuePerExisting);
    let rows = flows.equity(page, entered, terms, Some(AsEntered { retained, at_start }));
    PastSegment { terms, complete, unfit, acquisition: flows.acquisition, servicing: flows.servicing, rows }
}

/// The customers at the start, and whether the eight figures of a year are all there and fit together.
struct Fit {
    opening: RowAddress,
    complete: RowAddress,
    unfit: RowAddress,
}

fn fit(page: &mut Page, segment: &SegmentCells, retained: Expr) -> Fit {
    let entered = page.book.entered;
    let of = |figure| segment.figure(figure).here();
    let eight = segment.figure(F::NewCustomers).to(segment.figure(F::RevenuePerChurned));
    let filled =
        page.row_over(entered, "Figures that are entered", CellUnit::Whole, count(eight.down(ColumnReference::Here)));
    let full = when(equal(filled.here(), 8.0), 1.0, 0.0);
    let full = page.row_over(entered, "All eight figures are entered", CellUnit::Flag, full);
    let start = of(F::ExistingCustomers) + when(retained, of(F::ChurnedCustomers), 0.0);
    let start = when(equal(full.here(), 1.0), start, NOT_AVAILABLE);
    let opening = page.row_over(entered, CustomerCount::AtStart.entry().label, CellUnit::Customers, start);
    let not_negative = F::ALL.into_iter().filter(|figure| !figure.is_cost()).map(|figure| at_most(0.0, of(figure)));
    let fits = [equal(full.here(), 1.0), at_most(of(F::ChurnedCustomers), opening.here())];
    let fits = when(all(not_negative.chain(fits)), 1.0, 0.0);
    let complete = page.row_over(entered, "They fit together", CellUnit::Flag, fits);
    let begun = all([less(0.0, filled.here()), equal(full.here(), 0.0)]);
    let too_many_leave = all([equal(full.here(), 1.0), less(opening.here(), of(F::ChurnedCustomers))]);
    let unfit = when(any([begun, too_many_leave]), 1.0, 0.0);
    let label = "The year is begun but not complete, or more customers leave than are there";
    Fit { opening, complete, unfit: page.row_over(entered, label, CellUnit::Flag, unfit) }
}
