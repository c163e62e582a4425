//! How sure the business case is (models, section 7).

mod outcome;

pub use outcome::{
    Bin, CheapestFact, DriverId, DriverShare, DriverUnit, Percentiles, RangedDriver, TornadoBar, Uncertainty,
};
