//! The customers: segments with their years, drivers, cohorts, scores and states.

mod apply;
pub(crate) mod change;
pub(crate) mod checks;
pub(crate) mod cohort;
pub(crate) mod continuum;
pub(crate) mod driver;
pub(crate) mod import;
pub(crate) mod place;
pub(crate) mod segment;
