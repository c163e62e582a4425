//! The years ahead of every segment: customers, revenues and costs, and what they come to.

use super::book::{Book, Page};
use super::cohorts::Tenure;
use super::customers::Followers;
use super::drivers::{Drivers, SegmentDrivers};
use super::expr::{Cell, Expr, Line, x};
use super::functions::{equal, plus, power, sum_of, when};
use super::past::{Past, Rows10, Terms};
use super::response::{Model, Response, Shared};
use super::scenarios::is_set;
use super::scores::SegmentScores;
use super::style::Unit;
use super::tab::Tab;
use crate::plan::Driver;

/// The years ahead without and with the scenario.
pub(super) struct Forecast {
    /// The ten rows of each segment.
    pub(super) baseline: Vec<Rows10>,
    pub(super) scenario: Vec<Rows10>,
    /// Equity of all segments.
    pub(super) baseline_equity: Line,
    pub(super) scenario_equity: Line,
    pub(super) baseline_present_value: Cell,
    pub(super) present_value: Cell,
}

/// What moves a segment in the scenario.
struct Effects<'a> {
    model: &'a Model<'a>,
    shared: &'a Shared,
    response: &'a Response,
    scores: &'a SegmentScores,
    /// A retention that the scenario sets.
    set: Cell,
}

/// One segment in one of the two worlds.
struct World<'a> {
    name: &'a str,
    drivers: &'a Drivers,
    terms: Terms,
    tenure: &'a Tenure,
    spend_fixed: Cell,
    effects: Option<Effects<'a>>,
}

/// Writes the sheet, and that of the customers by renewals made.
pub(super) fn write(
    book: &mut Book,
    model: &Model,
    past: &Past,
    drivers: &[SegmentDrivers],
    tenures: &[Tenure],
) -> Forecast {
    let shared = model.shared(book);
    let (mut baseline, mut scenario) = (Vec::new(), Vec::new());
    let segments = model.plan.segments.iter().zip(&model.inputs.segments).zip(&model.scores.segments);
    let rest = drivers.iter().zip(&past.segments).zip(tenures).zip(&model.in_use.drivers);
    for (((segment, entered), scores), (((drivers, past), tenure), set)) in segments.zip(rest) {
        let response = model.segment(book, &segment.name, entered, scores);
        let effects = Effects { model, shared: &shared, response: &response, scores, set: set.get(Driver::Retention) };
        let world = |drivers, effects| World {
            name: &segment.name,
            drivers,
            terms: past.terms,
            tenure,
            spend_fixed: model.inputs.settings.spend_fixed,
            effects,
        };
        baseline.push(world(&drivers.baseline, None).write(book));
        scenario.push(world(&drivers.scenario, Some(effects)).write(book));
    }
    let mut page = book.page(Tab::Forecast);
    page.heading("All segments");
    let sum = |page: &mut Page, label: &str, rows: &[Rows10]| {
        page.row(label, Unit::Money, plus(rows.iter().map(|rows| rows.equity.here())))
    };
    let baseline_equity = sum(&mut page, "Customer equity, baseline", &baseline);
    let scenario_equity = sum(&mut page, "Customer equity, scenario", &scenario);
    let ahead = page.book.ahead;
    let worth = |line: Line| sum_of(line.across(ahead) * model.timing.within.across(ahead));
    let baseline_present_value = page.scalar("Present value, baseline", Unit::Money, worth(baseline_equity));
    let present_value = page.scalar("Present value, scenario", Unit::Money, worth(scenario_equity));
    Forecast { baseline, scenario, baseline_equity, scenario_equity, baseline_present_value, present_value }
}

impl World<'_> {
    fn driver(&self, driver: Driver) -> Cell {
        self.drivers.get(driver)
    }

    fn write(&self, book: &mut Book) -> Rows10 {
        let world = if self.effects.is_some() { "scenario" } else { "baseline" };
        let mut page = book.page(Tab::Forecast);
        page.heading(&format!("{}: {world}", self.name));
        let (planned, new) = self.new_customers(&mut page);
        let (opening, churned, closing) = self.corkscrew(book, new);
        let mut page = book.page(Tab::Forecast);
        let prices = self.index(&mut page, "Prices, relative to year 1", Driver::PriceGrowth);
        let costs = self.index(&mut page, "Unit costs, relative to year 1", Driver::CostGrowth);
        let spend = self.effects.as_ref().map(|effects| effects.response.spend);
        let priced = |driver, moved: Option<Line>| {
            let price = x(self.driver(driver)) * prices.here();
            moved.map_or(price.clone(), |by| price * by.here())
        };
        let new_revenue = new.here() * priced(Driver::RevenuePerNew, None);
        let new_revenue = page.row("Revenue of new customers", Unit::Money, new_revenue);
        let existing_revenue = opening.here() * priced(Driver::RevenuePerExisting, spend);
        let existing_revenue = page.row("Revenue of existing customers", Unit::Money, existing_revenue);
        let churned_revenue = churned.here() * priced(Driver::RevenuePerChurned, spend);
        let churned_revenue = page.row("Revenue of churned customers", Unit::Money, churned_revenue);
        let paid =
            if planned == new { new.here() } else { when(equal(self.spend_fixed, "Yes"), planned.here(), new.here()) };
        let acquisition = paid * self.driver(Driver::AcquisitionCostPerNew) + self.drivers.fixed_acquisition;
        let acquisition = page.row("Acquisition cost", Unit::Money, acquisition * costs.here());
        let each = x(self.driver(Driver::ServicingCostPerExisting)) * costs.here();
        let servicing = opening.here() * each;
        let servicing = match &self.effects {
            Some(effects) => servicing * effects.shared.servicing.here(),
            None => servicing,
        };
        let servicing = page.row("Servicing cost", Unit::Money, servicing);
        let terms = self.terms;
        let block = x(terms.published_margin) * new_revenue.here() - acquisition.here();
        let new_block = page.row("New customers' block", Unit::Money, block);
        let block = x(terms.published_margin) * existing_revenue.here() - servicing.here();
        let existing_block = page.row("Existing customers' block", Unit::Money, block);
        let block = x(terms.published_margin) * terms.published_timing * churned_revenue.here();
        let churn_block = page.row("Churned customers' block", Unit::Money, block);
        let published = new_block.here() + existing_block.here() - churn_block.here();
        let as_published = page.row("Customer equity, as published", Unit::Money, published);
        let revenue = new_revenue.here() + existing_revenue.here() - x(terms.churn_timing) * churned_revenue.here();
        let equity = x(terms.margin) * revenue - acquisition.here() - servicing.here();
        let equity = page.row("Customer equity behind present value", Unit::Money, equity);
        Rows10 {
            new_block,
            existing_block,
            churn_block,
            as_published,
            reconciled: as_published,
            equity,
            opening,
            new,
            churned,
            closing,
        }
    }

    /// New customers as planned, and with those that experience converts.
    fn new_customers(&self, page: &mut Page) -> (Line, Line) {
        let year = page.year();
        let grown = power(x(1.0) + self.driver(Driver::NewGrowth), year.here() - 1.0);
        let planned = x(self.driver(Driver::NewFirstYear)) * when(equal(year.here(), 1.0), 1.0, grown);
        let planned = page.row("New customers", Unit::Customers, planned);
        match &self.effects {
            Some(effects) => {
                let converted = planned.here() * effects.shared.acquisition.here();
                (planned, page.row("New customers, with those converted", Unit::Customers, converted))
            }
            None => (planned, planned),
        }
    }

    /// Growth since year 1.
    fn index(&self, page: &mut Page, label: &str, driver: Driver) -> Line {
        let year = page.year();
        let grown = power(x(1.0) + self.driver(driver), year.here() - 1.0);
        page.row(label, Unit::Ratio, when(equal(year.here(), 1.0), 1.0, grown))
    }

    /// Opening + new − churned = closing, year after year.
    fn corkscrew(&self, book: &mut Book, new: Line) -> (Line, Line, Line) {
        let by_class = self.churned_by_class(book, new);
        let rate = if by_class.is_none() { Some(self.retention(book)) } else { None };
        let mut page = book.page(Tab::Forecast);
        let first = page.next();
        let line = |down: u32| Line { row: first.row + down, ..first };
        let (opening, churned, closing) = (line(0), line(2), line(3));
        page.row("Customers at the start", Unit::Customers, closing.before());
        page.row("New customers", Unit::Customers, new.here());
        let leave = by_class.unwrap_or_else(|| rate.map_or(x(0.0), |rate| opening.here() * (x(1.0) - rate.here())));
        page.row("Churned customers", Unit::Customers, leave);
        let end = opening.here() + new.here() - churned.here();
        page.row_from("Customers at the end", Unit::Customers, x(self.driver(Driver::OpeningCustomers)), end);
        (opening, churned, closing)
    }

    fn churned_by_class(&self, book: &mut Book, new: Line) -> Option<Expr> {
        let Tenure::Curve(curve) = self.tenure else { return None };
        let set = self.effects.as_ref().map(|effects| effects.set);
        let followers = Followers { name: self.name, curve, drivers: self.drivers, set, new };
        let effects = self.effects.as_ref().map(|e| (e.model, e.response, e.scores));
        Some(followers.churned(book, effects))
    }

    /// The one rate of everybody, year by year.
    fn retention(&self, book: &mut Book) -> Line {
        let rate = match (self.tenure, &self.effects) {
            (Tenure::Unidentified(rate), Some(effects)) => when(is_set(effects.set), effects.set, *rate),
            (Tenure::Unidentified(rate), None) => x(*rate),
            _ => x(self.driver(Driver::Retention)),
        };
        let rate = book.page(Tab::Forecast).scalar("Retention without any effect", Unit::Share, rate);
        let moved = match &self.effects {
            Some(effects) => {
                let of = (effects.response, effects.scores);
                effects.model.retention(book, Tab::Response, self.name, rate, of).0
            }
            None => x(rate),
        };
        book.page(Tab::Forecast).row("Retention", Unit::Share, moved)
    }
}
