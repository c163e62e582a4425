//! The drivers of the years ahead: set by the scenario, typed, or following from the latest entered year.

use super::common::Common;
use super::follows::BaseYear;
use crate::figure::error::{check_not_negative, check_share};
use crate::figure::{Figure, NotAvailable};
use crate::model::roll_forward;
use crate::projection::resolve::checks::check;
use journey_plan::order::sort_short;
use journey_plan::{Driver, Number, NumberId, Overrides, Place, Segment, YearlyFigure};

/// Where the value of a driver comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DriverOrigin {
    /// The scenario sets it.
    Scenario,
    /// It is typed among the drivers of the segment.
    Typed,
    /// It follows by its [`DriverRule`](super::DriverRule).
    Follows,
}

/// A driver of a segment as the years ahead use it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ResolvedDriver {
    /// The driver.
    pub driver: Driver,
    /// Value of the driver, in its unit.
    pub value: f64,
    /// Where the value comes from.
    pub origin: DriverOrigin,
}

/// What is set for a driver, and by whom: the scenario's override goes before what is typed.
pub fn driver_set(segment: &Segment, overrides: Option<&Overrides>, driver: Driver) -> Option<(Number, DriverOrigin)> {
    let mut overridden = overrides.into_iter().flat_map(|o| &o.drivers);
    let of_scenario = overridden.find(|(id, d, _)| *id == segment.id && *d == driver).map(|(_, _, value)| *value);
    let typed = || segment.drivers.get(&driver).map(|value| (*value, DriverOrigin::Typed));
    of_scenario.map(|value| (value, DriverOrigin::Scenario)).or_else(typed)
}

/// Resolves the drivers of one segment, one after the other.
pub(super) struct DriverResolver<'a> {
    segment: &'a Segment,
    overrides: &'a Overrides,
    base: BaseYear<'a>,
    base_year: i32,
    out: Vec<ResolvedDriver>,
}

impl<'a> DriverResolver<'a> {
    /// A resolver whose values are listed in `out`, which is emptied first.
    pub(super) fn new(
        segment: &'a Segment,
        base_year: i32,
        overrides: &'a Overrides,
        mut out: Vec<ResolvedDriver>,
    ) -> Self {
        out.clear();
        Self { segment, overrides, base: BaseYear::of(segment, Some(base_year)), base_year, out }
    }

    /// Every driver in use, in the order of the grid.
    pub(super) fn finish(mut self) -> Vec<ResolvedDriver> {
        sort_short(&mut self.out, |resolved| resolved.driver);
        self.out
    }

    /// All drivers but the customers at the start and their retention.
    pub(super) fn drivers(&mut self, common: &Common) -> Figure<roll_forward::Drivers> {
        let (acquisition_cost_per_new, fixed_acquisition_cost, new_first_year) = self.acquisition()?;
        let margin = self.segment.gross_margin.filter(|_| !common.in_revenue_terms);
        let drivers = roll_forward::Drivers {
            new_first_year,
            new_growth: self.take(Driver::NewGrowth)?,
            revenue_per_new: self.take(Driver::RevenuePerNew)?,
            acquisition_cost_per_new,
            fixed_acquisition_cost,
            revenue_per_existing: self.take(Driver::RevenuePerExisting)?,
            servicing_cost_per_existing: self.take(Driver::ServicingCostPerExisting)?,
            revenue_per_churned: self.take(Driver::RevenuePerChurned)?,
            price_growth: self.take(Driver::PriceGrowth)?,
            cost_growth: self.take(Driver::CostGrowth)?,
            gross_margin: margin.map_or(1.0, Number::get),
            churn_timing: self.segment.churn_timing.get(),
            acquisition_spend_fixed: common.acquisition_spend_fixed,
        };
        drivers.check()?;
        Ok(drivers)
    }

    /// Whether the scenario sets `driver`.
    pub(super) fn is_overridden(&self, driver: Driver) -> bool {
        self.set(driver).is_some_and(|(_, origin)| origin == DriverOrigin::Scenario)
    }

    fn set(&self, driver: Driver) -> Option<(Number, DriverOrigin)> {
        driver_set(self.segment, Some(self.overrides), driver)
    }

    /// The value of `driver`: set, or following; otherwise a sentence that names both ways out.
    fn take(&mut self, driver: Driver) -> Figure {
        let follows = self.base.value(driver)?;
        let set = self.set(driver);
        if let Some((value, _)) = set {
            check(NumberId::Segment(self.segment.id, Place::Driver(driver)), Some(value))?;
        }
        let following = || follows.map(|value| (value, DriverOrigin::Follows));
        let (value, origin) = set.map(|(value, origin)| (value.get(), origin)).or_else(following).ok_or_else(|| {
            let or = if self.base.is_complete() { String::new() } else { format!(", or complete {}", self.base_year) };
            NotAvailable::because(format!("enter “{}” among the drivers{or}", driver.label()))
        })?;
        self.out.push(ResolvedDriver { driver, value, origin });
        Ok(value)
    }

    /// Customers at the start of year 1.
    pub(super) fn opening(&mut self) -> Figure {
        Ok(check_not_negative("opening customers", self.take(Driver::OpeningCustomers)?)?)
    }

    /// Acquisition cost per new customer, the fixed total, and the new customers of year 1. A year that won nobody
    /// keeps its total, because a cost per customer cannot be derived from it.
    fn acquisition(&mut self) -> Figure<(f64, f64, f64)> {
        let new = check_not_negative("new customers", self.take(Driver::NewFirstYear)?)?;
        let entered = self.base.entered_unit_cost(YearlyFigure::AcquisitionCost);
        let nobody = self.base.inputs()?.filter(|y| y.new_customers <= 0.0 && new <= 0.0 && entered.is_none());
        if let (Some(year), None) = (nobody, self.set(Driver::AcquisitionCostPerNew)) {
            return Ok((0.0, year.acquisition_cost, new));
        }
        Ok((self.take(Driver::AcquisitionCostPerNew)?, 0.0, new))
    }

    /// The one rate of everybody.
    pub(super) fn retention(&mut self) -> Figure {
        Ok(check_share("retention", self.take(Driver::Retention)?)?)
    }
}
