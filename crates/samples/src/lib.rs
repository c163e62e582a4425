//! Plans to test with, and other means than the engine's to draw numbers and put them into plans.

// Part of tests: a fault in it stops them, and its fields are named like the parts of a plan that they fill.
#![allow(missing_docs, clippy::missing_panics_doc, clippy::missing_errors_doc)]

pub mod commands;
pub mod drawing;
#[cfg(feature = "generated")]
pub mod generated;
pub mod pilot;
pub mod plans;
pub mod simulated;
