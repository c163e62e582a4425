//! Pure arithmetic, in floors: each uses those below it, and none above.
//!
//! ```text
//!   answers      what a screen asks for beside the projection: bridge, comparison, levers, cohorts, readiness …
//!   registry     every figure: label, measure, formula, source and grade
//!   simulation   draws of a scenario over everything that carries a range
//!   merge        two segments become one
//!   projection   from a plan and a scenario to all of their figures
//!   model        one published model a file, on plain numbers
//!   math         roots, powers, quantiles, random numbers, ranges
//!   figure       a number, or the reason why there is none
//! ```
//!
//! Plain `f64` inside, finite types at the border; every function returns a typed error instead of a NaN.
//!
//! One plan gives identical digits in every browser and natively: + − × ÷ and the square root are exact everywhere,
//! exponentials and logarithms come from `libm` instead of the platform, whole powers from [`math::power`]. What would
//! differ is disallowed in `clippy.toml`.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::float_cmp, clippy::disallowed_methods)]

pub mod answers;
pub mod figure;
pub mod math;
pub mod merge;
pub mod model;
pub mod projection;
pub mod registry;
pub mod simulation;

pub use figure::error::EngineError;
pub use figure::{Figure, NotAvailable};
pub use projection::{Forecast, Projection, project};
