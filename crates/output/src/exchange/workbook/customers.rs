//! Customers by renewals made, where retention follows a fitted curve.
//!
//! Customers at the end of a year stand in the row of the renewals they will have made when the next one comes up, so
//! that every year's survivors move one row down and one column to the right.

use super::book::{Book, Page, rows};
use super::cohorts::FittedCurve;
use super::drivers::DriverCells;
use super::expr::{CellAddress, ColumnReference, Expr, RowAddress, RowRange, x};
use super::frame::VALUE;
use super::functions::{all, at_most, equal, is_empty, less, nth, sum_of, when};
use super::response::{Model, Response};
use super::scores::SegmentScores;
use super::style::CellUnit;
use super::tab::Tab;
use journey_plan::Driver;

/// Customers who follow a curve, without or with the scenario.
pub(super) struct Followers<'a> {
    pub(super) name: &'a str,
    pub(super) curve: &'a FittedCurve,
    pub(super) drivers: &'a DriverCells,
    /// A rate that the scenario sets instead of the curve.
    pub(super) set: Option<CellAddress>,
    /// New customers, year by year.
    pub(super) new: RowAddress,
}

/// Retention of each class: one rate for all years, or a rate for each year.
struct Rates {
    rows: RowRange,
    by_year: bool,
}

impl Rates {
    fn column(&self) -> ColumnReference {
        if self.by_year { ColumnReference::Here } else { ColumnReference::Fixed(VALUE) }
    }

    fn of(&self, class: u32) -> Expr {
        let row = self.rows.first + class;
        RowRange { first: row, last: row, ..self.rows }.down(self.column())
    }
}

impl Followers<'_> {
    /// Writes the classes and returns the customers who leave in a year.
    pub(super) fn churned(&self, book: &mut Book, effects: Option<(&Model, &Response, &SegmentScores)>) -> Expr {
        let world = if effects.is_some() { "scenario" } else { "baseline" };
        let mut page = book.page(Tab::Customers);
        page.heading(&format!("{}: {world}", self.name));
        let by_age = self.by_age(&mut page);
        let at_rest = self.rates(&mut page);
        let rates = match effects {
            Some((model, response, scores)) => self.moved(book, &at_rest, model, response, scores),
            None => Rates { rows: at_rest, by_year: false },
        };
        let customers = self.customers(&mut book.page(Tab::Customers), &rates, by_age);
        let leave = x(1.0) - rates.rows.down(rates.column());
        sum_of(customers.down(ColumnReference::Before) * leave)
    }

    /// Number of classes: the settled one, and one for every number of renewals that somebody can have made.
    fn ages(&self, page: &Page) -> u32 {
        let observed = u32::from(self.curve.ages.last - self.curve.ages.first) + 1;
        observed + u32::from(page.book.ahead.last - page.book.ahead.first)
    }

    /// Flag that is 1 where the cohorts account for the opening customers, so that these take their ages from them.
    fn by_age(&self, page: &mut Page) -> CellAddress {
        let opening = self.drivers.get(Driver::OpeningCustomers);
        let known = self.curve.known;
        let account = all([less(0.0, known), at_most(x(opening) * 0.5, known), at_most(known, x(opening) * 2.0)]);
        page.scalar("The opening customers take their ages from the cohorts", CellUnit::Flag, when(account, 1.0, 0.0))
    }

    /// The yearly rate of each class without any effect.
    fn rates(&self, page: &mut Page) -> RowRange {
        let or_set = |rate: Expr| match self.set {
            Some(set) => when(is_empty(set), rate, set),
            None => rate,
        };
        let mut lines = Vec::new();
        let pooled =
            page.scalar("Retention of a base whose ages are not known", CellUnit::Share, or_set(x(self.curve.pooled)));
        lines.push(RowAddress { tab: pooled.tab, row: pooled.row });
        for age in 0..self.ages(page) {
            let beta = || x(self.curve.beta) + f64::from(age);
            let rate = beta() / (x(self.curve.alpha) + beta());
            let cell = page.scalar(&format!("Retention after {age} renewals"), CellUnit::Share, or_set(rate));
            lines.push(RowAddress { tab: cell.tab, row: cell.row });
        }
        rows(&lines).unwrap_or(RowRange { tab: Tab::Customers, first: pooled.row, last: pooled.row })
    }

    /// The rates with the effect of experience, year by year.
    fn moved(
        &self,
        book: &mut Book,
        at_rest: &RowRange,
        model: &Model,
        response: &Response,
        scores: &SegmentScores,
    ) -> Rates {
        let mut moved = Vec::new();
        for class in at_rest.first..=at_rest.last {
            let rate = CellAddress { tab: at_rest.tab, row: class, column: VALUE };
            let label = self.class(class - at_rest.first);
            moved.push(model.retention(book, Tab::Customers, &label, rate, (response, scores)).0);
        }
        let mut page = book.page(Tab::Customers);
        let mut lines = Vec::new();
        for (class, rate) in (0..).zip(moved) {
            lines.push(page.row(&format!("Retention, {}", self.class(class)), CellUnit::Share, rate));
        }
        Rates { rows: rows(&lines).unwrap_or(*at_rest), by_year: true }
    }

    fn class(&self, class: u32) -> String {
        match class.checked_sub(1) {
            Some(age) => format!("{}, after {age} renewals", self.name),
            None => format!("{}, base whose ages are not known", self.name),
        }
    }

    /// Customers at the end of each year, class by class; the opening ones in the column before.
    fn customers(&self, page: &mut Page, rates: &Rates, by_age: CellAddress) -> RowRange {
        let opening = self.drivers.get(Driver::OpeningCustomers);
        let first = page.next();
        let line = |class: u32| RowAddress { row: first.row + class, ..first };
        let known = || equal(by_age, 1.0);
        let settled = when(known(), 0.0, opening);
        page.row_from(
            &format!("Customers, {}", self.class(0)),
            CellUnit::Customers,
            settled,
            line(0).before() * rates.of(0),
        );
        let ages = self.ages(page);
        let observed = u32::from(self.curve.ages.last - self.curve.ages.first) + 1;
        for age in 0..ages {
            let counted = nth(self.curve.by_age.across(self.curve.ages), f64::from(age) + 1.0);
            let scale = x(opening) / self.curve.known;
            let start = if age < observed { when(known(), counted * scale, 0.0) } else { x(0.0) };
            let stay = if age == 0 { self.new.here() } else { line(age).before() * rates.of(age) };
            page.row_from(&format!("Customers, {}", self.class(age + 1)), CellUnit::Customers, start, stay);
        }
        first.to(line(ages))
    }
}
