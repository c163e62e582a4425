//! A cell for every driver.

use super::expr::Cell;
use journey_plan::Driver;

/// A cell for every driver.
pub(super) struct PerDriver([Cell; 11]);

impl PerDriver {
    /// Makes them in the order of the grid.
    pub(super) fn of(make: impl FnMut(Driver) -> Cell) -> Self {
        Self(Driver::ALL.map(make))
    }

    pub(super) fn get(&self, driver: Driver) -> Cell {
        let [opening, new, growth, retention, per_new, acquisition, per_existing, servicing, per_churned, price, cost] =
            self.0;
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
