//! Applying a change of the case.

mod initiative;
mod obstacle;
mod paper;
mod scenario;
mod targets;
