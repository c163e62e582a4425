//! How sure the business case is (models, section 7).

mod driver_text;
mod outcome;

pub use driver_text::write_driver;
pub use outcome::{
    Bin, CheapestFact, DriverId, DriverShare, DriverUnit, Percentiles, RangedDriver, TornadoBar, Uncertainty,
};
