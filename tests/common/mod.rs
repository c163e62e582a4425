//! What several tests share.

// Every test compiles all of it and uses a part.
#![allow(dead_code)]

pub mod drawing;
pub mod pilot;
pub mod plans;
pub mod recombine;
pub mod shown_working;
pub mod simulated;
pub mod svg;
