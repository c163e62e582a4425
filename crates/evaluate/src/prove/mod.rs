//! Long proofs that need no browser.

pub mod plans;
pub mod reading;
pub mod simulation;
