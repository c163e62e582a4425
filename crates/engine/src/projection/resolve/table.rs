//! The drivers of the years ahead: overridden, typed, or following from the latest entered year.

use super::Common;
use crate::figure::error::{check_not_negative, check_share};
use crate::figure::{Figure, NotAvailable};
use crate::model::equity::{EquityYear, equity_year};
use crate::model::roll_forward::Drivers;
use crate::projection::checks::check;
use crate::projection::past::year_inputs;
use journey_plan::order::sort_short;
use journey_plan::{CostEntry, Driver, Number, NumberId, Overrides, Place, Segment, YearFigures, YearlyFigure};

/// The drivers of one segment: overridden, typed, or following from the latest entered year.
pub(super) struct Table<'a> {
    segment: &'a Segment,
    overrides: &'a Overrides,
    year: Option<&'a YearFigures>,
    /// The base year's eight inputs, if complete; a year that the formula refuses is no base for a forecast.
    complete: Figure<Option<EquityYear>>,
    base_year: i32,
    out: Vec<(Driver, f64, bool)>,
}

impl<'a> Table<'a> {
    /// A table whose values are listed in `out`, which is emptied first.
    pub(super) fn new(
        segment: &'a Segment,
        base_year: i32,
        overrides: &'a Overrides,
        mut out: Vec<(Driver, f64, bool)>,
    ) -> Self {
        out.clear();
        let year = segment.year(base_year);
        Self { segment, overrides, year, complete: complete(segment, year), base_year, out }
    }

    /// Every driver's value and whether it follows from the latest entered year, in the order of the grid.
    pub(super) fn finish(mut self) -> Vec<(Driver, f64, bool)> {
        sort_short(&mut self.out, |(driver, ..)| *driver);
        self.out
    }

    /// All drivers but the customers at the start and their retention.
    pub(super) fn drivers(&mut self, common: &Common) -> Figure<Drivers> {
        let (acquisition_cost_per_new, fixed_acquisition_cost, new_first_year) = self.acquisition()?;
        let margin = self.segment.gross_margin.filter(|_| !common.in_revenue_terms);
        let drivers = Drivers {
            new_first_year,
            new_growth: self.growth(Driver::NewGrowth)?,
            revenue_per_new: self.revenue(Driver::RevenuePerNew, YearlyFigure::RevenuePerNew)?,
            acquisition_cost_per_new,
            fixed_acquisition_cost,
            revenue_per_existing: self.revenue(Driver::RevenuePerExisting, YearlyFigure::RevenuePerExisting)?,
            servicing_cost_per_existing: self.servicing()?,
            revenue_per_churned: self.revenue(Driver::RevenuePerChurned, YearlyFigure::RevenuePerChurned)?,
            price_growth: self.growth(Driver::PriceGrowth)?,
            cost_growth: self.growth(Driver::CostGrowth)?,
            gross_margin: margin.map_or(1.0, Number::get),
            churn_timing: self.segment.churn_timing.get(),
            acquisition_spend_fixed: common.acquisition_spend_fixed,
        };
        drivers.check()?;
        Ok(drivers)
    }

    /// What the scenario sets instead.
    pub(super) fn overridden(&self, driver: Driver) -> Option<f64> {
        let mut hits = self.overrides.drivers.iter().filter(|(id, d, _)| *id == self.segment.id && *d == driver);
        hits.next().map(|(_, _, value)| value.get())
    }

    fn typed(&self, driver: Driver) -> Option<f64> {
        self.overridden(driver).or_else(|| self.segment.drivers.get(&driver).map(|v| v.get()))
    }

    /// The typed value, or `default` if there is one; otherwise a sentence that names both ways out.
    fn take(&mut self, driver: Driver, default: Option<f64>) -> Figure {
        let typed = self.typed(driver);
        let value = typed.or(default).ok_or_else(|| {
            let complete = self.year.is_some_and(YearFigures::is_complete);
            let or = if complete { String::new() } else { format!(", or complete {}", self.base_year) };
            NotAvailable::because(format!("enter “{}” among the drivers{or}", driver.label()))
        })?;
        if let Some(typed) = typed.and_then(|value| Number::new(value).ok()) {
            check(NumberId::Segment(self.segment.id, Place::Driver(driver)), Some(typed))?;
        }
        self.out.push((driver, value, typed.is_none()));
        Ok(value)
    }

    fn entered(&self, figure: YearlyFigure) -> Option<f64> {
        self.year.and_then(|y| y.get(figure)).map(Number::get)
    }

    fn complete(&self) -> Figure<Option<EquityYear>> {
        self.complete.clone()
    }

    /// A cost that was entered per customer needs no division.
    fn entered_unit_cost(&self, figure: YearlyFigure) -> Option<f64> {
        self.entered(figure).filter(|_| self.segment.costs == CostEntry::PerCustomer)
    }

    /// Customers at the start of year 1.
    pub(super) fn opening(&mut self) -> Figure {
        let default = self.complete()?.map(|y| y.customers_at_end(self.segment.basis));
        Ok(check_not_negative("opening customers", self.take(Driver::OpeningCustomers, default)?)?)
    }

    fn growth(&mut self, driver: Driver) -> Figure {
        self.take(driver, Some(0.0))
    }

    fn revenue(&mut self, driver: Driver, figure: YearlyFigure) -> Figure {
        let default = self.entered(figure);
        self.take(driver, default)
    }

    /// Acquisition cost per new customer, the fixed total, and the new customers of year 1. A year that won nobody
    /// keeps its total, because a cost per customer cannot be derived from it.
    fn acquisition(&mut self) -> Figure<(f64, f64, f64)> {
        let default = self.entered(YearlyFigure::NewCustomers);
        let new = check_not_negative("new customers", self.take(Driver::NewFirstYear, default)?)?;
        let year = self.complete()?;
        let entered = self.entered_unit_cost(YearlyFigure::AcquisitionCost);
        let unit = entered.or_else(|| year.and_then(|y| y.acquisition_cost_per_new()));
        let nobody = year.filter(|y| y.new_customers <= 0.0 && new <= 0.0 && entered.is_none());
        if let (Some(year), None) = (nobody, self.typed(Driver::AcquisitionCostPerNew)) {
            return Ok((0.0, year.acquisition_cost, new));
        }
        Ok((self.take(Driver::AcquisitionCostPerNew, unit)?, 0.0, new))
    }

    fn servicing(&mut self) -> Figure {
        let entered = self.entered_unit_cost(YearlyFigure::ServicingCost);
        let year = self.complete()?;
        let default = entered.or_else(|| year.and_then(|y| y.servicing_cost_per_customer(self.segment.basis)));
        self.take(Driver::ServicingCostPerExisting, default)
    }

    /// The one rate of everybody.
    pub(super) fn retention(&mut self) -> Figure {
        let default = self.complete()?.and_then(|y| y.churn_rate(self.segment.basis)).map(|churn| 1.0 - churn);
        Ok(check_share("retention", self.take(Driver::Retention, default)?)?)
    }
}

fn complete(segment: &Segment, year: Option<&YearFigures>) -> Figure<Option<EquityYear>> {
    let Some(year) = year.filter(|y| y.is_complete()) else { return Ok(None) };
    let figures = year_inputs(segment, year, f64::NAN);
    equity_year(&figures, segment.basis, 1.0, 1.0)?;
    Ok(Some(figures))
}
