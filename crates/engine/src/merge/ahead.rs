//! Drivers of the years ahead: what is typed, what follows from the latest entered year, and the means of both.

use super::words::{MergeError, MergeRemark};
use super::{Merge, Merged, sum};
use crate::projection::resolve::BaseYear;
use journey_plan::{Driver, DriverBase, DriverTable, Number, Plan, RetentionModel, Segment, YearlyFigure};

/// A segment at the start of year 1 (models, section 2).
pub(super) struct OpeningSegment<'a> {
    segment: &'a Segment,
    base: BaseYear<'a>,
}

impl<'a> OpeningSegment<'a> {
    pub(super) fn of(plan: &'a Plan, segment: &'a Segment) -> Self {
        Self { segment, base: BaseYear::of(segment, plan.base_year()) }
    }

    /// The driver's value: typed, or following from the latest entered year, if it does.
    pub(super) fn value(&self, driver: Driver) -> Option<f64> {
        let typed = self.segment.drivers.get(&driver).map(|v| v.get());
        typed.or_else(|| self.base.value(driver).ok().flatten()).filter(|v| v.is_finite())
    }

    /// Customers who leave in year 1. With a fitted curve they depend on ages, so that everybody counts.
    fn leaving(&self) -> Option<f64> {
        let opening = self.value(Driver::OpeningCustomers)?;
        match self.segment.retention_model {
            // Of nobody nobody leaves, whatever the rate would be.
            RetentionModel::Constant if opening <= 0.0 => Some(0.0),
            RetentionModel::Constant => Some(opening * (1.0 - self.value(Driver::Retention)?)),
            RetentionModel::CohortFit => Some(opening),
        }
    }

    /// Sum of an amount over the customers who each have it; 0 without customers, even if the amount is unknown.
    fn of_all(&self, customers: Driver, each: Driver) -> Option<f64> {
        let customers = self.value(customers)?;
        if customers <= 0.0 { Some(0.0) } else { Some(customers * self.value(each)?) }
    }

    /// Revenue of year 1 from new and existing customers.
    fn revenue(&self) -> Option<f64> {
        Some(
            self.of_all(Driver::NewFirstYear, Driver::RevenuePerNew)?
                + self.of_all(Driver::OpeningCustomers, Driver::RevenuePerExisting)?,
        )
    }

    /// Cost of year 1; refunds have no weight.
    fn cost(&self) -> Option<f64> {
        let cost = self.of_all(Driver::NewFirstYear, Driver::AcquisitionCostPerNew)?
            + self.of_all(Driver::OpeningCustomers, Driver::ServicingCostPerExisting)?;
        Some(cost.max(0.0))
    }

    /// Weight of a driver in a mean: how much of its base there is in year 1.
    fn weight(&self, driver: Driver) -> Option<f64> {
        match driver.base() {
            DriverBase::OpeningCustomers => self.value(Driver::OpeningCustomers),
            DriverBase::NewCustomers => self.value(Driver::NewFirstYear),
            DriverBase::Leavers => self.leaving(),
            DriverBase::Revenue => self.revenue(),
            DriverBase::Cost => self.cost(),
        }
    }
}

impl Merge<'_> {
    /// The typed drivers. One that follows from the latest entered year in both segments goes on doing so.
    pub(super) fn drivers(&mut self) -> Merged<DriverTable> {
        let mut table = DriverTable::new();
        for driver in Driver::ALL {
            let typed = (self.into.drivers.get(&driver), self.from.drivers.get(&driver));
            if typed == (None, None) {
                continue;
            }
            let (a, b) = match (self.known(self.into, driver), self.known(self.from, driver)) {
                // What is of nobody has no value in a complete year either: the other's stands.
                (Some(only), None) if self.is_of_nobody(self.from, driver) => (only, only),
                (None, Some(only)) if self.is_of_nobody(self.into, driver) => (only, only),
                _ => (self.value_of(self.into, driver)?, self.value_of(self.from, driver)?),
            };
            let value = if driver.is_count() {
                sum(a, b)?
            } else if a == b {
                a
            } else {
                let weights = self.both(&format!("“{}”", driver.label()), |ahead| ahead.weight(driver))?;
                self.said.push(MergeRemark::DriverAveraged(driver));
                self.mean((a, b), weights)
            };
            table.insert(driver, value);
        }
        Ok(table)
    }

    fn known(&self, segment: &Segment, driver: Driver) -> Option<Number> {
        OpeningSegment::of(self.plan, segment).value(driver).and_then(|v| Number::new(v).ok())
    }

    /// Whether the driver is of customers the segment does not have, and nothing is paid for winning any.
    fn is_of_nobody(&self, segment: &Segment, driver: Driver) -> bool {
        let ahead = OpeningSegment::of(self.plan, segment);
        let paid = ahead.base.entered(YearlyFigure::AcquisitionCost).unwrap_or(0.0);
        let is_paid = driver == Driver::AcquisitionCostPerNew && paid.abs() > 0.0;
        !driver.is_count() && !is_paid && ahead.weight(driver).is_some_and(|weight| weight <= 0.0)
    }

    fn value_of(&self, segment: &Segment, driver: Driver) -> Merged<Number> {
        let value = self.known(segment, driver);
        let other = if segment.id == self.into.id { self.from } else { self.into };
        value.ok_or_else(|| MergeError::NoDriver { driver, of: other.name.clone(), lacking: segment.name.clone() })
    }

    /// A weight of each segment for the mean of `what`.
    fn both(&self, what: &str, weight: impl Fn(&OpeningSegment) -> Option<f64>) -> Merged<(f64, f64)> {
        let of = |segment: &Segment| {
            weight(&OpeningSegment::of(self.plan, segment))
                .filter(|w| w.is_finite())
                .ok_or_else(|| MergeError::NoWeight { what: what.to_owned(), segment: segment.name.clone() })
        };
        Ok((of(self.into)?, of(self.from)?))
    }

    /// Customers by whom shares of customers are weighted: those who open year 1, or who come in it where nobody does.
    pub(super) fn customers(&self, what: &str) -> Merged<(f64, f64)> {
        let opening = self.both(what, |ahead| ahead.value(Driver::OpeningCustomers))?;
        if opening.0 + opening.1 > 0.0 {
            return Ok(opening);
        }
        self.both(what, |ahead| ahead.value(Driver::NewFirstYear))
    }

    /// The gross margin, weighted by the revenue of year 1; empty where one segment has none.
    pub(super) fn gross_margin(&mut self) -> Merged<Option<Number>> {
        match (self.into.gross_margin, self.from.gross_margin) {
            (Some(a), Some(b)) if a == b => Ok(Some(a)),
            (Some(a), Some(b)) => {
                // The margin and the growth of prices are both of revenue.
                let weights = self.both("The gross margin", |ahead| ahead.weight(Driver::PriceGrowth))?;
                self.said.push(MergeRemark::MarginAveraged);
                Ok(Some(self.mean((a, b), weights)))
            }
            (None, None) => Ok(None),
            _ => {
                self.said.push(MergeRemark::MarginEmptied);
                Ok(None)
            }
        }
    }

    /// λ, weighted by the revenue of those who leave in year 1.
    pub(super) fn churn_timing(&mut self) -> Merged<Number> {
        let (a, b) = (self.into.churn_timing, self.from.churn_timing);
        if a == b {
            return Ok(a);
        }
        let lost = |ahead: &OpeningSegment| match ahead.leaving()? {
            leaving if leaving <= 0.0 => Some(0.0),
            leaving => Some(leaving * ahead.value(Driver::RevenuePerChurned)?),
        };
        let weights = self.both("The leaver revenue share", lost)?;
        self.said.push(MergeRemark::ChurnTimingAveraged);
        Ok(self.mean((a, b), weights))
    }

    /// Whether a driver per customer, typed or not, differs by more than rounding.
    pub(super) fn differs_ahead(&self) -> bool {
        let of = |segment, driver| OpeningSegment::of(self.plan, segment).value(driver);
        Driver::ALL.into_iter().filter(|d| !d.is_count()).any(|driver| {
            match (of(self.into, driver), of(self.from, driver)) {
                (Some(a), Some(b)) => (a - b).abs() > 1e-12 * a.abs().max(b.abs()).max(1.0),
                (a, b) => a.is_some() != b.is_some(),
            }
        })
    }
}
