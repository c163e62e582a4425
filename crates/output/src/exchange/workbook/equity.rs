//! Customer equity of a year from its customers, revenues and costs: one set of formulas for entered years and for the
//! years ahead.

use super::book::Page;
use super::expr::{CellAddress, ColumnRange, Expr, RowAddress, x};
use super::functions::when;
use super::style::CellUnit;
use journey_engine::registry::{CustomerCount, EquityPart, YearFigure};

/// Cells of gross margin and churn timing: in the measure behind present value, and in the published blocks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terms {
    pub(super) margin: CellAddress,
    pub(super) churn_timing: CellAddress,
    pub(super) published_margin: CellAddress,
    pub(super) published_timing: CellAddress,
}

/// The ten rows of a segment that `evaluate` prints, in its order.
#[derive(Debug, Clone, Copy)]
pub(super) struct EquityRows {
    pub(super) new_block: RowAddress,
    pub(super) existing_block: RowAddress,
    pub(super) churn_block: RowAddress,
    pub(super) as_published: RowAddress,
    pub(super) reconciled: RowAddress,
    pub(super) equity: RowAddress,
    pub(super) opening: RowAddress,
    pub(super) new: RowAddress,
    pub(super) churned: RowAddress,
    pub(super) closing: RowAddress,
}

impl EquityRows {
    /// The row of a figure.
    pub(super) fn of(&self, figure: YearFigure) -> RowAddress {
        match figure {
            YearFigure::Equity(EquityPart::New) => self.new_block,
            YearFigure::Equity(EquityPart::Existing) => self.existing_block,
            YearFigure::Equity(EquityPart::Churn) => self.churn_block,
            YearFigure::Equity(EquityPart::AsPublished) => self.as_published,
            YearFigure::Equity(EquityPart::Reconciled) => self.reconciled,
            YearFigure::Equity(EquityPart::Measured) => self.equity,
            YearFigure::Customers(CustomerCount::AtStart) => self.opening,
            YearFigure::Customers(CustomerCount::New) => self.new,
            YearFigure::Customers(CustomerCount::Churned) => self.churned,
            YearFigure::Customers(CustomerCount::AtEnd) => self.closing,
        }
    }
}

/// Rows of the customers of a year.
#[derive(Debug, Clone, Copy)]
pub(super) struct Customers {
    pub(super) opening: RowAddress,
    pub(super) new: RowAddress,
    pub(super) churned: RowAddress,
    pub(super) closing: RowAddress,
}

/// Rows of the customers of a year with their payments and costs, in total.
#[derive(Debug, Clone, Copy)]
pub(super) struct EquityFlows {
    pub(super) customers: Customers,
    pub(super) acquisition: RowAddress,
    pub(super) servicing: RowAddress,
    pub(super) new_revenue: RowAddress,
    pub(super) existing_revenue: RowAddress,
    pub(super) churned_revenue: RowAddress,
}

/// Formulas that differ in entered years.
pub(super) struct AsEntered {
    /// Whether existing customers leave out those who left.
    pub(super) retained: Expr,
    /// Revenue of all who were there at the start, which the measure behind present value counts.
    pub(super) at_start: Expr,
}

impl EquityFlows {
    /// Writes the blocks and the totals over `columns`.
    pub(super) fn equity(
        &self,
        page: &mut Page,
        columns: ColumnRange,
        terms: Terms,
        entered: Option<AsEntered>,
    ) -> EquityRows {
        let mut row = |part: EquityPart, formula: Expr| {
            let label = part.entry().label;
            page.row_over(columns, label, CellUnit::Money, formula)
        };
        let earned = |revenue: RowAddress| x(terms.published_margin) * revenue.here();
        let new_block = row(EquityPart::New, earned(self.new_revenue) - self.acquisition.here());
        let existing_block = row(EquityPart::Existing, earned(self.existing_revenue) - self.servicing.here());
        let lost = x(terms.published_margin) * terms.published_timing * self.churned_revenue.here();
        let churn_block = row(EquityPart::Churn, lost);
        let both = || new_block.here() + existing_block.here();
        let as_published = row(EquityPart::AsPublished, both() - churn_block.here());
        let (reconciled, existing) = match entered {
            Some(AsEntered { retained, at_start }) => {
                (row(EquityPart::Reconciled, when(retained, both(), as_published.here())), at_start)
            }
            None => (as_published, self.existing_revenue.here()),
        };
        let revenue = self.new_revenue.here() + existing - x(terms.churn_timing) * self.churned_revenue.here();
        let equity = x(terms.margin) * revenue - self.acquisition.here() - self.servicing.here();
        let equity = row(EquityPart::Measured, equity);
        let Customers { opening, new, churned, closing } = self.customers;
        EquityRows {
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
        }
    }
}
