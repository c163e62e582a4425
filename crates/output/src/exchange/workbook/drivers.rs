//! The drivers of the years ahead: set by the scenario, typed, or following from the latest entered year.

use super::book::{Book, Page};
use super::expr::{CellAddress, Expr, RowAddress, x};
use super::frame::NOT_AVAILABLE;
use super::functions::{all, at_most, equal, is_empty, less, unequal, when};
use super::inputs::InputCells;
use super::past::{PastCells, PastSegment};
use super::per_driver::PerDriver;
use super::scenarios::InUse;
use super::segments::{SegmentCells, driver_unit};
use super::style::CellUnit;
use super::tab::Tab;
use journey_engine::projection::DriverRule;
use journey_plan::{Driver, Plan, YearlyFigure};

/// The drivers of a segment without and with the scenario.
pub(super) struct SegmentDrivers {
    pub(super) baseline: DriverCells,
    pub(super) scenario: DriverCells,
}

/// The drivers of a segment, and the acquisition cost that is spent although nobody is won.
pub(super) struct DriverCells {
    of: PerDriver,
    pub(super) fixed_acquisition: CellAddress,
}

impl DriverCells {
    pub(super) fn get(&self, driver: Driver) -> CellAddress {
        self.of.get(driver)
    }
}

/// The latest entered year of a segment, in its column.
struct Latest<'a> {
    segment: &'a SegmentCells,
    past: &'a PastSegment,
    column: u16,
}

/// Writes the sheet; `column` is that of the latest entered year.
pub(super) fn write(
    book: &mut Book,
    plan: &Plan,
    inputs: &InputCells,
    in_use: &InUse,
    past: &PastCells,
    column: u16,
) -> Vec<SegmentDrivers> {
    let mut page = book.page(Tab::Drivers);
    let mut out = Vec::new();
    let of_past = inputs.segments.iter().zip(&past.segments);
    for ((segment, (entered, past)), set) in plan.segments.iter().zip(of_past).zip(&in_use.drivers) {
        let latest = Latest { segment: entered, past, column };
        page.heading(&format!("{}: baseline", segment.name));
        let baseline = latest.drivers(&mut page, None);
        page.heading(&format!("{}: scenario", segment.name));
        let scenario = latest.drivers(&mut page, Some(set));
        out.push(SegmentDrivers { baseline, scenario });
    }
    out
}

impl Latest<'_> {
    fn at(&self, line: RowAddress) -> CellAddress {
        line.at(self.column)
    }

    fn entered(&self, figure: YearlyFigure) -> CellAddress {
        self.at(self.segment.figure(figure))
    }

    /// A figure of the year, where it is entered.
    fn figure(&self, figure: YearlyFigure) -> Expr {
        let cell = self.entered(figure);
        when(is_empty(cell), NOT_AVAILABLE, cell)
    }

    fn complete(&self) -> Expr {
        equal(self.at(self.past.complete), 1.0)
    }

    /// `cost` divided by `customers`, unless the cost is entered per customer.
    fn unit_cost(&self, figure: YearlyFigure, cost: RowAddress, customers: RowAddress) -> Expr {
        let entered = self.entered(figure);
        let each = all([equal(self.segment.costs, "Per customer"), unequal(entered, "")]);
        let customers = self.at(customers);
        let known = all([self.complete(), less(0.0, customers)]);
        when(each, entered, when(known, x(self.at(cost)) / customers, NOT_AVAILABLE))
    }

    /// The formula by which a driver follows from the latest entered year.
    fn follows(&self, driver: Driver) -> Expr {
        let rows = &self.past.rows;
        match DriverRule::of(driver) {
            DriverRule::CustomersAtEnd => when(self.complete(), self.at(rows.closing), NOT_AVAILABLE),
            DriverRule::Figure(figure) => self.figure(figure),
            DriverRule::ShareStaying => {
                let (opening, churned) = (self.at(rows.opening), self.at(rows.churned));
                let known = all([self.complete(), less(0.0, opening)]);
                when(known, x(1.0) - x(churned) / opening, NOT_AVAILABLE)
            }
            DriverRule::UnitCost(YearlyFigure::AcquisitionCost) => {
                self.unit_cost(YearlyFigure::AcquisitionCost, self.past.acquisition, rows.new)
            }
            DriverRule::UnitCost(figure) => self.unit_cost(figure, self.past.servicing, rows.opening),
            DriverRule::NoGrowth => x(0.0),
        }
    }

    fn drivers(&self, page: &mut Page, set: Option<&PerDriver>) -> DriverCells {
        let driver = |page: &mut Page, driver, follows: Expr| {
            let typed = self.segment.drivers.get(driver);
            let value = when(is_empty(typed), follows, typed);
            let value = match set.map(|set| set.get(driver)) {
                Some(own) => when(is_empty(own), value, own),
                None => value,
            };
            page.scalar(driver.label(), driver_unit(driver), value)
        };
        let new = driver(page, Driver::NewFirstYear, self.follows(Driver::NewFirstYear));
        let nobody = page.scalar("Nobody was won and nobody will be", CellUnit::Flag, self.nobody(set, new));
        let total = when(equal(nobody, 1.0), self.at(self.past.acquisition), 0.0);
        let fixed_acquisition = page.scalar("Acquisition cost that is spent nevertheless", CellUnit::Money, total);
        let of = PerDriver::of(|which| match which {
            Driver::NewFirstYear => new,
            Driver::AcquisitionCostPerNew => driver(page, which, when(equal(nobody, 1.0), 0.0, self.follows(which))),
            _ => driver(page, which, self.follows(which)),
        });
        DriverCells { of, fixed_acquisition }
    }

    /// A year that won nobody keeps its total, because a cost per customer cannot be derived from it.
    fn nobody(&self, set: Option<&PerDriver>, new: CellAddress) -> Expr {
        let driver = Driver::AcquisitionCostPerNew;
        let each = equal(self.segment.costs, "Per customer");
        let entered_each = all([each, unequal(self.entered(YearlyFigure::AcquisitionCost), "")]);
        let without = [self.segment.drivers.get(driver)].into_iter().chain(set.map(|set| set.get(driver)));
        let nobody = [self.complete(), equal(self.at(self.past.rows.new), 0.0), at_most(new, 0.0)];
        when(entered_each, 0.0, when(all(nobody.into_iter().chain(without.map(is_empty))), 1.0, 0.0))
    }
}
