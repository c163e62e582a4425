//! What a driver follows from where it is neither typed nor set by the scenario (models, section 2).

use crate::figure::Figure;
use crate::model::equity::{EquityYear, equity_year};
use crate::projection::resolve::entered::year_inputs;
use journey_plan::{CostEntry, Driver, Grade, Number, Segment, YearFigures, YearlyFigure};

/// What a driver follows from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DriverRule {
    /// A figure of the latest entered year, as it stands there.
    Figure(YearlyFigure),
    /// A cost per customer: entered as such, or the total of a complete year by its customers.
    UnitCost(YearlyFigure),
    /// The customers with whom a complete year ends.
    CustomersAtEnd,
    /// The share of its customers at the start whom a complete year keeps.
    ShareStaying,
    /// Our default: no growth.
    NoGrowth,
}

impl DriverRule {
    /// The rule of `driver`.
    pub fn of(driver: Driver) -> Self {
        match driver {
            Driver::OpeningCustomers => Self::CustomersAtEnd,
            Driver::NewFirstYear => Self::Figure(YearlyFigure::NewCustomers),
            Driver::Retention => Self::ShareStaying,
            Driver::RevenuePerNew => Self::Figure(YearlyFigure::RevenuePerNew),
            Driver::AcquisitionCostPerNew => Self::UnitCost(YearlyFigure::AcquisitionCost),
            Driver::RevenuePerExisting => Self::Figure(YearlyFigure::RevenuePerExisting),
            Driver::ServicingCostPerExisting => Self::UnitCost(YearlyFigure::ServicingCost),
            Driver::RevenuePerChurned => Self::Figure(YearlyFigure::RevenuePerChurned),
            Driver::NewGrowth | Driver::PriceGrowth | Driver::CostGrowth => Self::NoGrowth,
        }
    }

    /// Where a value comes from that follows by this rule; empty where there is no year to follow from.
    pub fn origin(self, base_year: Option<i32>) -> String {
        match (self, base_year) {
            (Self::NoGrowth, _) => "our default: no growth".to_owned(),
            (_, Some(year)) => format!("follows from {year}"),
            (_, None) => String::new(),
        }
    }

    /// How well a value is founded that follows by this rule.
    pub fn grade(self) -> Grade {
        if self == Self::NoGrowth { Grade::C } else { Grade::D }
    }
}

/// The latest entered year of a segment, as drivers follow from it.
#[derive(Debug, Clone)]
pub(crate) struct BaseYear<'a> {
    segment: &'a Segment,
    year: Option<&'a YearFigures>,
    /// The year's eight inputs, if complete; a year that the formula refuses is no base for a forecast.
    inputs: Figure<Option<EquityYear>>,
}

impl<'a> BaseYear<'a> {
    /// The year `base_year` of `segment`.
    pub(crate) fn of(segment: &'a Segment, base_year: Option<i32>) -> Self {
        let year = base_year.and_then(|year| segment.year(year));
        Self { segment, year, inputs: inputs(segment, year) }
    }

    /// Whether all eight figures are entered.
    pub(crate) fn is_complete(&self) -> bool {
        self.year.is_some_and(YearFigures::is_complete)
    }

    /// The eight inputs of the year, if complete.
    ///
    /// # Errors
    /// What the formula refuses about them.
    pub(crate) fn inputs(&self) -> Figure<Option<EquityYear>> {
        self.inputs.clone()
    }

    /// The number entered for `figure`.
    pub(crate) fn entered(&self, figure: YearlyFigure) -> Option<f64> {
        self.year.and_then(|y| y.get(figure)).map(Number::get)
    }

    /// A cost that was entered per customer, so that it needs no division.
    pub(crate) fn entered_unit_cost(&self, figure: YearlyFigure) -> Option<f64> {
        self.entered(figure).filter(|_| self.segment.costs == CostEntry::PerCustomer)
    }

    /// What `driver` follows from, in its own unit; `None` where the year does not say.
    ///
    /// # Errors
    /// What the formula refuses about the year, where the driver needs a complete one.
    pub(crate) fn value(&self, driver: Driver) -> Figure<Option<f64>> {
        let basis = self.segment.basis;
        Ok(match DriverRule::of(driver) {
            DriverRule::Figure(figure) => self.entered(figure),
            DriverRule::UnitCost(figure) => {
                let year = self.inputs()?;
                self.entered_unit_cost(figure).or_else(|| match figure {
                    YearlyFigure::AcquisitionCost => year?.acquisition_cost_per_new(),
                    _ => year?.servicing_cost_per_customer(basis),
                })
            }
            DriverRule::CustomersAtEnd => self.inputs()?.map(|y| y.customers_at_end(basis)),
            DriverRule::ShareStaying => self.inputs()?.and_then(|y| y.churn_rate(basis)).map(|churn| 1.0 - churn),
            DriverRule::NoGrowth => Some(0.0),
        })
    }
}

fn inputs(segment: &Segment, year: Option<&YearFigures>) -> Figure<Option<EquityYear>> {
    let Some(year) = year.filter(|y| y.is_complete()) else { return Ok(None) };
    let figures = year_inputs(segment, year, f64::NAN);
    equity_year(&figures, segment.basis, 1.0, 1.0)?;
    Ok(Some(figures))
}
