//! The case: initiatives, scenarios, obstacles and the board paper's own words.

mod apply;
pub(crate) mod change;
pub(crate) mod checks;
pub(crate) mod obstacle;
pub(crate) mod paper;
pub(crate) mod scenario;
