//! A cell for every driver.

use super::expr::Cell;
use journey_plan::Driver;

/// A cell for every driver.
pub(super) struct PerDriver([Cell; Driver::ALL.len()]);

impl PerDriver {
    /// Makes them in the order of the grid.
    pub(super) fn of(make: impl FnMut(Driver) -> Cell) -> Self {
        Self(Driver::ALL.map(make))
    }

    #[allow(clippy::indexing_slicing)] // there is a cell for the index of every driver
    pub(super) fn get(&self, driver: Driver) -> Cell {
        self.0[driver as usize]
    }
}
