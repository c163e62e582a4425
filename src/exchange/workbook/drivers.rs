//! The drivers of the years ahead: set by the scenario, typed, or following from the latest entered year.

use super::book::{Book, NOT_AVAILABLE, Page};
use super::expr::{Cell, Expr, Line, x};
use super::functions::{all, any, at_most, equal, is_empty, less, unequal, when};
use super::inputs::{Inputs, SegmentInputs, driver_unit};
use super::past::{Past, PastSegment};
use super::scenarios::InUse;
use super::style::Unit;
use super::tab::Tab;
use crate::plan::{Driver, Plan, YearlyFigure};

/// The drivers of a segment without and with the scenario.
pub(super) struct SegmentDrivers {
    pub(super) baseline: Drivers,
    pub(super) scenario: Drivers,
}

/// The drivers of a segment in the order of the grid, and the acquisition cost that is spent although nobody is won.
pub(super) struct Drivers {
    of: [Cell; 11],
    pub(super) fixed_acquisition: Cell,
}

impl Drivers {
    pub(super) fn get(&self, driver: Driver) -> Cell {
        let [opening, new, growth, retention, per_new, acquisition, per_existing, servicing, per_churned, price, cost] =
            self.of;
        match driver {
            Driver::OpeningCustomers => opening,
            Driver::NewFirstYear => new,
            Driver::NewGrowth => growth,
            Driver::Retention => retention,
            Driver::RevenuePerNew => per_new,
            Driver::AcquisitionCostPerNew => acquisition,
            Driver::RevenuePerExisting => per_existing,
            Driver::ServicingCostPerExisting => servicing,
            Driver::RevenuePerChurned => per_churned,
            Driver::PriceGrowth => price,
            Driver::CostGrowth => cost,
        }
    }
}

/// The latest entered year of a segment, in its column.
struct Latest<'a> {
    segment: &'a SegmentInputs,
    past: &'a PastSegment,
    column: u16,
}

/// Writes the sheet; `column` is that of the latest entered year.
pub(super) fn write(
    book: &mut Book,
    plan: &Plan,
    inputs: &Inputs,
    in_use: &InUse,
    past: &Past,
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
    fn at(&self, line: Line) -> Cell {
        line.at(self.column)
    }

    fn entered(&self, figure: YearlyFigure) -> Cell {
        self.at(self.segment.figure(figure))
    }

    /// What a figure of the year says, where it is entered.
    fn figure(&self, figure: YearlyFigure) -> Expr {
        let cell = self.entered(figure);
        when(is_empty(cell), NOT_AVAILABLE, cell)
    }

    fn complete(&self) -> Expr {
        equal(self.at(self.past.complete), 1.0)
    }

    /// `cost` divided by `customers`, unless the cost is entered per customer.
    fn unit_cost(&self, figure: YearlyFigure, cost: Line, customers: Line) -> Expr {
        let entered = self.entered(figure);
        let each = all([equal(self.segment.costs, "Per customer"), unequal(entered, "")]);
        let customers = self.at(customers);
        let known = all([self.complete(), less(0.0, customers)]);
        when(each, entered, when(known, x(self.at(cost)) / customers, NOT_AVAILABLE))
    }

    /// What a driver follows from.
    fn follows(&self, driver: Driver) -> Expr {
        let rows = &self.past.rows;
        match driver {
            Driver::OpeningCustomers => when(self.complete(), self.at(rows.closing), NOT_AVAILABLE),
            Driver::NewFirstYear => self.figure(YearlyFigure::NewCustomers),
            Driver::Retention => {
                let (opening, churned) = (self.at(rows.opening), self.at(rows.churned));
                let known = all([self.complete(), less(0.0, opening)]);
                when(known, x(1.0) - x(churned) / opening, NOT_AVAILABLE)
            }
            Driver::RevenuePerNew => self.figure(YearlyFigure::RevenuePerNew),
            Driver::RevenuePerExisting => self.figure(YearlyFigure::RevenuePerExisting),
            Driver::RevenuePerChurned => self.figure(YearlyFigure::RevenuePerChurned),
            Driver::AcquisitionCostPerNew => {
                self.unit_cost(YearlyFigure::AcquisitionCost, self.past.acquisition, rows.new)
            }
            Driver::ServicingCostPerExisting => {
                self.unit_cost(YearlyFigure::ServicingCost, self.past.servicing, rows.opening)
            }
            Driver::NewGrowth | Driver::PriceGrowth | Driver::CostGrowth => x(0.0),
        }
    }

    fn drivers(&self, page: &mut Page, set: Option<&[Cell; 11]>) -> Drivers {
        let mut new_first_year = None;
        let mut fixed = None;
        let of = std::array::from_fn(|index| {
            let driver = Driver::ALL[index];
            let typed = self.segment.drivers[index];
            let own = set.map(|set| set[index]);
            let mut follows = self.follows(driver);
            if let (Driver::AcquisitionCostPerNew, Some(new)) = (driver, new_first_year) {
                let nobody = page.scalar("Nobody was won and nobody will be", Unit::Flag, self.nobody(typed, own, new));
                let total = when(equal(nobody, 1.0), self.at(self.past.acquisition), 0.0);
                fixed = Some(page.scalar("Acquisition cost that is spent nevertheless", Unit::Money, total));
                follows = when(equal(nobody, 1.0), 0.0, follows);
            }
            let value = when(is_empty(typed), follows, typed);
            let value = match own {
                Some(own) => when(is_empty(own), value, own),
                None => value,
            };
            let cell = page.scalar(driver.label(), driver_unit(driver), value);
            if driver == Driver::NewFirstYear {
                new_first_year = Some(cell);
            }
            cell
        });
        let fixed_acquisition = fixed.unwrap_or(of[0]);
        Drivers { of, fixed_acquisition }
    }

    /// A year that won nobody keeps its total, because a cost per customer cannot be derived from it.
    fn nobody(&self, typed: Cell, own: Option<Cell>, new: Cell) -> Expr {
        let entered_each = all([
            equal(self.segment.costs, "Per customer"),
            unequal(self.entered(YearlyFigure::AcquisitionCost), ""),
        ]);
        let without = [typed].into_iter().chain(own).map(is_empty);
        let nobody = [self.complete(), equal(self.at(self.past.rows.new), 0.0), at_most(new, 0.0)];
        let derived = all(nobody.into_iter().chain(without));
        when(any([entered_each]), 0.0, when(derived, 1.0, 0.0))
    }
}
