//! How sure the business case is (models, section 7): a Monte Carlo simulation over everything that carries a range, the
//! tornado, each driver's share, and the cheapest fact to find next.
//!
//! A draw is a function of the seed, the driver and its index, so that neither the order of the plan nor the slices of
//! the work change a digit, and all scenarios share their draws.

mod driver;
mod driver_text;
mod notes;
mod outcome;
mod run;
mod statistics;
mod variant;

pub use driver_text::write_driver;
pub use notes::SimulationNote;
pub use outcome::{Bin, CheapestFact, DriverShare, DriverUnit, Percentiles, RangedDriver, TornadoBar, Uncertainty};
pub use run::{Simulation, simulate, simulate_draws};
