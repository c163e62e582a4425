//! Entered years: the published formula on the figures of the inputs.

use super::book::{Book, NOT_AVAILABLE, Page};
use super::expr::{Cell, Column, Expr, Line, x};
use super::functions::{all, at_most, count, equal, is_empty, plus, when};
use super::inputs::{Inputs, SegmentInputs};
use super::style::Unit;
use super::tab::Tab;
use crate::plan::{Plan, YearlyFigure};

/// What the entered years come to.
pub(super) struct Past {
    /// 1 where a segment lacks its gross margin, so that all are counted in revenue terms.
    pub(super) in_revenue_terms: Cell,
    pub(super) segments: Vec<PastSegment>,
}

/// A segment: its margins, and its rows over the entered years.
pub(super) struct PastSegment {
    pub(super) terms: Terms,
    /// 1 where all eight figures are there and fit together.
    pub(super) complete: Line,
    pub(super) acquisition: Line,
    pub(super) servicing: Line,
    pub(super) rows: Rows10,
}

/// Gross margin and churn timing: in the measure behind present value, and in the published blocks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terms {
    pub(super) margin: Cell,
    pub(super) churn_timing: Cell,
    pub(super) published_margin: Cell,
    pub(super) published_timing: Cell,
}

/// The ten rows of a segment that `evaluate` prints, in its order.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rows10 {
    pub(super) new_block: Line,
    pub(super) existing_block: Line,
    pub(super) churn_block: Line,
    pub(super) as_published: Line,
    pub(super) reconciled: Line,
    pub(super) equity: Line,
    pub(super) opening: Line,
    pub(super) new: Line,
    pub(super) churned: Line,
    pub(super) closing: Line,
}

impl Rows10 {
    /// Name, key in `evaluate`, unit and row.
    pub(super) fn listed(&self) -> [(&'static str, &'static str, Unit, Line); 10] {
        [
            ("New customers' block", "new_block", Unit::Money, self.new_block),
            ("Existing customers' block", "existing_block", Unit::Money, self.existing_block),
            ("Churned customers' block", "churn_block", Unit::Money, self.churn_block),
            ("Customer equity, as published", "as_published", Unit::Money, self.as_published),
            ("Customer equity, reconciled", "reconciled", Unit::Money, self.reconciled),
            ("Customer equity behind present value", "equity", Unit::Money, self.equity),
            ("Customers at the start", "opening", Unit::Customers, self.opening),
            ("New customers", "new", Unit::Customers, self.new),
            ("Churned customers", "churned", Unit::Customers, self.churned),
            ("Customers at the end", "closing", Unit::Customers, self.closing),
        ]
    }
}

/// Writes the sheet.
pub(super) fn write(book: &mut Book, plan: &Plan, inputs: &Inputs) -> Past {
    let mut page = book.page(Tab::Past);
    let lacking = inputs.segments.iter().map(|segment| when(is_empty(segment.margin), 1.0, 0.0));
    let lacking = page.scalar("Segments without a gross margin", Unit::Whole, plus(lacking));
    let in_revenue_terms =
        page.scalar("Everything is counted in revenue terms", Unit::Flag, when(equal(lacking, 0.0), 0.0, 1.0));
    let segments = plan.segments.iter().zip(&inputs.segments).map(|(segment, entered)| {
        page.heading(&segment.name);
        let terms = terms(&mut page, inputs, entered, in_revenue_terms);
        years(&mut page, entered, terms)
    });
    Past { segments: segments.collect(), in_revenue_terms }
}

fn terms(page: &mut Page, inputs: &Inputs, segment: &SegmentInputs, in_revenue_terms: Cell) -> Terms {
    let margin = when(equal(in_revenue_terms, 1.0), 1.0, segment.margin);
    let margin = page.scalar("Gross margin in use", Unit::Share, margin);
    let refined = || equal(inputs.settings.refined, "Yes");
    Terms {
        margin,
        churn_timing: segment.churn_timing,
        published_margin: page.scalar(
            "Gross margin in the published blocks",
            Unit::Share,
            when(refined(), margin, 1.0),
        ),
        published_timing: page.scalar(
            "Leaver revenue share in the published blocks",
            Unit::Share,
            when(refined(), segment.churn_timing, 1.0),
        ),
    }
}

fn years(page: &mut Page, segment: &SegmentInputs, terms: Terms) -> PastSegment {
    use YearlyFigure as F;
    let entered = page.book.entered;
    let of = |figure| segment.figure(figure).here();
    let eight = segment.figure(F::NewCustomers).to(segment.figure(F::RevenuePerChurned)).down(Column::Here);
    let full =
        page.row_over(entered, "All eight figures are entered", Unit::Flag, when(equal(count(eight), 8.0), 1.0, 0.0));
    let mut row = |label, unit, formula: Expr| page.row_over(entered, label, unit, formula);
    let known = |flag: Line, value: Expr| when(equal(flag.here(), 1.0), value, NOT_AVAILABLE);
    let retained = equal(segment.basis, "Retained");
    let start = of(F::ExistingCustomers) + when(retained.clone(), of(F::ChurnedCustomers), 0.0);
    let opening = row("Customers at the start", Unit::Customers, known(full, start));
    let fits = [
        F::NewCustomers,
        F::RevenuePerNew,
        F::ExistingCustomers,
        F::RevenuePerExisting,
        F::ChurnedCustomers,
        F::RevenuePerChurned,
    ]
    .map(|figure| at_most(0.0, of(figure)));
    let fits = fits.into_iter().chain([equal(full.here(), 1.0), at_most(of(F::ChurnedCustomers), opening.here())]);
    let complete = row("They fit together", Unit::Flag, when(all(fits), 1.0, 0.0));
    let each = equal(segment.costs, "Per customer");
    let acquisition = when(each.clone(), of(F::AcquisitionCost) * of(F::NewCustomers), of(F::AcquisitionCost));
    let acquisition = row("Acquisition cost, total", Unit::Money, known(complete, acquisition));
    let servicing = when(each, of(F::ServicingCost) * opening.here(), of(F::ServicingCost));
    let servicing = row("Servicing cost, total", Unit::Money, known(complete, servicing));
    let new = row("New customers", Unit::Customers, known(complete, of(F::NewCustomers)));
    let churned = row("Churned customers", Unit::Customers, known(complete, of(F::ChurnedCustomers)));
    let closing = row("Customers at the end", Unit::Customers, opening.here() + new.here() - churned.here());
    let new_revenue = row("Revenue of new customers", Unit::Money, new.here() * of(F::RevenuePerNew));
    let existing_revenue = known(complete, of(F::ExistingCustomers) * of(F::RevenuePerExisting));
    let existing_revenue = row("Revenue of existing customers", Unit::Money, existing_revenue);
    let churned_revenue = row("Revenue of churned customers", Unit::Money, churned.here() * of(F::RevenuePerChurned));
    let block = x(terms.published_margin) * new_revenue.here() - acquisition.here();
    let new_block = row("New customers' block", Unit::Money, block);
    let block = x(terms.published_margin) * existing_revenue.here() - servicing.here();
    let existing_block = row("Existing customers' block", Unit::Money, block);
    let block = x(terms.published_margin) * terms.published_timing * churned_revenue.here();
    let churn_block = row("Churned customers' block", Unit::Money, block);
    let published = new_block.here() + existing_block.here() - churn_block.here();
    let as_published = row("Customer equity, as published", Unit::Money, published);
    let both = new_block.here() + existing_block.here();
    let reconciled = row("Customer equity, reconciled", Unit::Money, when(retained, both, as_published.here()));
    let opening_revenue = opening.here() * of(F::RevenuePerExisting);
    let revenue = new_revenue.here() + opening_revenue - x(terms.churn_timing) * churned_revenue.here();
    let equity = x(terms.margin) * revenue - acquisition.here() - servicing.here();
    let equity = row("Customer equity behind present value", Unit::Money, equity);
    let rows = Rows10 {
        new_block,
        existing_block,
        churn_block,
        as_published,
        reconciled,
        equity,
        opening,
        new,
        churned,
        closing,
    };
    PastSegment { terms, complete, acquisition, servicing, rows }
}
