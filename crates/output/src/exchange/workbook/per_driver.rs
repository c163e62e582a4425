//! A cell for every driver.

use super::expr::CellAddress;
use journey_plan::Driver;

/// A cell for every driver.
pub(super) struct PerDriver([CellAddress; Driver::ALL.len()]);

impl PerDriver {
    /// Makes the cells in the order of the grid.
    pub(super) fn of(make: impl FnMut(Driver) -> CellAddress) -> Self {
        Self(Driver::ALL.map(make))
    }

    #[allow(clippy::indexing_slicing)] // there is a cell for the index of every driver
    pub(super) fn get(&self, driver: Driver) -> CellAddress {
        self.0[driver as usize]
    }
}
