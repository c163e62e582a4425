//! What a screen asks for beside the projection, computed when it is asked for.

pub mod baseline_segment;
pub mod benchmarks;
pub mod bridge;
pub mod cohorts;
pub mod comparison;
pub mod derived;
pub mod experience_view;
pub mod journey_message;
pub mod levers;
mod moved;
pub mod readiness;

pub use moved::{FigureChange, moved};
