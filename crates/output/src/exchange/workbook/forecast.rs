//! The years ahead of every segment: customers, revenues and costs, and the equity they make.

use super::book::{Book, Page};
use super::cohorts::RetentionCells;
use super::customers::Followers;
use super::drivers::{DriverCells, SegmentDrivers};
use super::equity::{Customers, EquityFlows, EquityRows, Terms};
use super::expr::{CellAddress, Expr, RowAddress, x};
use super::functions::{equal, plus, power, sum_of, when};
use super::past::PastCells;
use super::response::{Model, Response, Shared};
use super::scenarios::is_set;
use super::scores::SegmentScores;
use super::style::CellUnit;
use super::tab::Tab;
use journey_engine::registry::{CustomerCount, ScenarioFigure};
use journey_plan::Driver;

/// The years ahead without and with the scenario.
pub(super) struct ForecastCells {
    /// The ten rows of each segment.
    pub(super) baseline: Vec<EquityRows>,
    pub(super) scenario: Vec<EquityRows>,
    /// Equity of all segments.
    pub(super) baseline_equity: RowAddress,
    pub(super) scenario_equity: RowAddress,
    pub(super) baseline_present_value: CellAddress,
    pub(super) present_value: CellAddress,
}

/// Effects of the scenario on a segment.
struct ScenarioEffects<'a> {
    model: &'a Model<'a>,
    shared: &'a Shared,
    response: &'a Response,
    scores: &'a SegmentScores,
    /// A retention that the scenario sets.
    set: CellAddress,
}

/// One segment without or with the scenario.
struct SegmentForecastWriter<'a> {
    name: &'a str,
    drivers: &'a DriverCells,
    terms: Terms,
    tenure: &'a RetentionCells,
    spend_fixed: CellAddress,
    effects: Option<ScenarioEffects<'a>>,
}

/// Writes the sheet, and the one of the customers by renewals made.
pub(super) fn write(
    book: &mut Book,
    model: &Model,
    past: &PastCells,
    drivers: &[SegmentDrivers],
    tenures: &[RetentionCells],
) -> ForecastCells {
    let shared = model.shared(book);
    let (mut baseline, mut scenario) = (Vec::new(), Vec::new());
    let segments = model.plan.segments.iter().zip(&model.inputs.segments).zip(&model.scores.segments);
    let rest = drivers.iter().zip(&past.segments).zip(tenures).zip(&model.in_use.drivers);
    for (((segment, entered), scores), (((drivers, past), tenure), set)) in segments.zip(rest) {
        let response = model.segment(book, &segment.name, entered, scores);
        let effects =
            ScenarioEffects { model, shared: &shared, response: &response, scores, set: set.get(Driver::Retention) };
        let world = |drivers, effects| SegmentForecastWriter {
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
    let sum = |page: &mut Page, label: &str, rows: &[EquityRows]| {
        page.row(label, CellUnit::Money, plus(rows.iter().map(|rows| rows.equity.here())))
    };
    let baseline_equity = sum(&mut page, "Customer equity, baseline", &baseline);
    let scenario_equity = sum(&mut page, "Customer equity, scenario", &scenario);
    let ahead = page.book.ahead;
    let worth = |line: RowAddress| sum_of(line.across(ahead) * model.timing.within.across(ahead));
    let baseline_present_value =
        page.scalar(ScenarioFigure::BaselinePresentValue.entry().short, CellUnit::Money, worth(baseline_equity));
    let present_value = page.scalar("Present value, scenario", CellUnit::Money, worth(scenario_equity));
    ForecastCells { baseline, scenario, baseline_equity, scenario_equity, baseline_present_value, present_value }
}

impl SegmentForecastWriter<'_> {
    fn driver(&self, driver: Driver) -> CellAddress {
        self.drivers.get(driver)
    }

    fn write(&self, book: &mut Book) -> EquityRows {
        let world = if self.effects.is_some() { "scenario" } else { "baseline" };
        let mut page = book.page(Tab::Forecast);
        page.heading(&format!("{}: {world}", self.name));
        let (planned, new) = self.new_customers(&mut page);
        let customers = self.corkscrew(book, new);
        let mut page = book.page(Tab::Forecast);
        let flows = self.flows(&mut page, planned, customers);
        let ahead = page.book.ahead;
        flows.equity(&mut page, ahead, self.terms, None)
    }

    /// Rows of the payments and costs of the customers.
    fn flows(&self, page: &mut Page, planned: RowAddress, customers: Customers) -> EquityFlows {
        let Customers { opening, new, churned, .. } = customers;
        let prices = self.index(page, "Prices, relative to year 1", Driver::PriceGrowth);
        let costs = self.index(page, "Unit costs, relative to year 1", Driver::CostGrowth);
        let moved = |amount: Expr, by: Option<RowAddress>| match by {
            Some(by) => amount * by.here(),
            None => amount,
        };
        let spend = self.effects.as_ref().map(|effects| effects.response.spend);
        let saving = self.effects.as_ref().map(|effects| effects.shared.servicing);
        let paid = |customers: RowAddress, driver| customers.here() * self.driver(driver) * prices.here();
        let won = match &self.effects {
            Some(_) => when(equal(self.spend_fixed, "Yes"), planned.here(), new.here()),
            None => new.here(),
        };
        let acquisition = won * self.driver(Driver::AcquisitionCostPerNew) + self.drivers.fixed_acquisition;
        let servicing = opening.here() * self.driver(Driver::ServicingCostPerExisting) * costs.here();
        let mut row = |label, formula: Expr| page.row(label, CellUnit::Money, formula);
        let existing_revenue = moved(paid(opening, Driver::RevenuePerExisting), spend);
        let churned_revenue = moved(paid(churned, Driver::RevenuePerChurned), spend);
        EquityFlows {
            customers,
            acquisition: row("Acquisition cost", acquisition * costs.here()),
            servicing: row("Servicing cost", moved(servicing, saving)),
            new_revenue: row("Revenue of new customers", paid(new, Driver::RevenuePerNew)),
            existing_revenue: row("Revenue of existing customers", existing_revenue),
            churned_revenue: row("Revenue of churned customers", churned_revenue),
        }
    }

    /// New customers as planned, and with those that experience converts.
    fn new_customers(&self, page: &mut Page) -> (RowAddress, RowAddress) {
        let year = page.year();
        let grown = power(x(1.0) + self.driver(Driver::NewGrowth), year.here() - 1.0);
        let planned = x(self.driver(Driver::NewFirstYear)) * when(equal(year.here(), 1.0), 1.0, grown);
        let planned = page.row(CustomerCount::New.entry().label, CellUnit::Customers, planned);
        match &self.effects {
            Some(effects) => {
                let converted = planned.here() * effects.shared.acquisition.here();
                (planned, page.row("New customers, with those converted", CellUnit::Customers, converted))
            }
            None => (planned, planned),
        }
    }

    /// Index of a driver's growth since year 1.
    fn index(&self, page: &mut Page, label: &str, driver: Driver) -> RowAddress {
        let year = page.year();
        let grown = power(x(1.0) + self.driver(driver), year.here() - 1.0);
        page.row(label, CellUnit::Ratio, when(equal(year.here(), 1.0), 1.0, grown))
    }

    /// Opening + new − churned = closing, year after year.
    fn corkscrew(&self, book: &mut Book, new: RowAddress) -> Customers {
        let by_class = self.churned_by_class(book, new);
        let rate = if by_class.is_none() { Some(self.retention(book)) } else { None };
        let mut page = book.page(Tab::Forecast);
        let first = page.next();
        let line = |down: u32| RowAddress { row: first.row + down, ..first };
        let (opening, churned, closing) = (line(0), line(2), line(3));
        let name = |count: CustomerCount| count.entry().label;
        page.row(name(CustomerCount::AtStart), CellUnit::Customers, closing.before());
        page.row(name(CustomerCount::New), CellUnit::Customers, new.here());
        let leave = by_class.unwrap_or_else(|| rate.map_or(x(0.0), |rate| opening.here() * (x(1.0) - rate.here())));
        page.row(name(CustomerCount::Churned), CellUnit::Customers, leave);
        let end = opening.here() + new.here() - churned.here();
        page.row_from(name(CustomerCount::AtEnd), CellUnit::Customers, x(self.driver(Driver::OpeningCustomers)), end);
        Customers { opening, new, churned, closing }
    }

    fn churned_by_class(&self, book: &mut Book, new: RowAddress) -> Option<Expr> {
        let RetentionCells::Curve(curve) = self.tenure else { return None };
        let set = self.effects.as_ref().map(|effects| effects.set);
        let followers = Followers { name: self.name, curve, drivers: self.drivers, set, new };
        let effects = self.effects.as_ref().map(|e| (e.model, e.response, e.scores));
        Some(followers.churned(book, effects))
    }

    /// The one rate of everybody, year by year.
    fn retention(&self, book: &mut Book) -> RowAddress {
        let rate = match (self.tenure, &self.effects) {
            (RetentionCells::Unidentified(rate), Some(effects)) => when(is_set(effects.set), effects.set, *rate),
            (RetentionCells::Unidentified(rate), None) => x(*rate),
            _ => x(self.driver(Driver::Retention)),
        };
        let rate = book.page(Tab::Forecast).scalar("Retention without any effect", CellUnit::Share, rate);
        let moved = match &self.effects {
            Some(effects) => {
                let of = (effects.response, effects.scores);
                effects.model.retention(book, Tab::Response, self.name, rate, of).0
            }
            None => x(rate),
        };
        book.page(Tab::Forecast).row("Retention", CellUnit::Share, moved)
    }
}
