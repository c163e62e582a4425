//! Pure arithmetic: equity, retention, experience, business case, and the projection that joins them.
//!
//! Plain `f64` inside, finite types at the border; every function returns a typed error instead of a NaN.
//!
//! The same plan gives the same digits in every browser and natively: + − × ÷ and the square root are exact everywhere,
//! exponentials and logarithms come from `libm` instead of the platform, whole powers from [`power`](mod@power). What would
//! differ is disallowed in `clippy.toml`.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::float_cmp, clippy::disallowed_methods)]

pub mod assumptions;
pub mod benchmarks;
pub mod binomial;
pub mod board_paper;
pub mod bridge;
pub mod business_case;
pub mod cash_flow;
pub mod cohort_analysis;
pub mod comparison;
pub mod continuum;
pub mod customer_value;
pub mod derived;
pub mod discount;
pub mod equity;
pub mod error;
pub mod experience;
pub mod figures;
pub mod journey_message;
mod linear;
pub mod mix;
mod moved;
pub mod power;
pub mod projection;
pub mod quantile;
pub mod random;
pub mod ranges;
pub mod readiness;
pub mod relative_weights;
pub mod response;
pub mod roll_forward;
pub mod root;
pub mod sbg;
pub mod sbg_bootstrap;
pub mod sbg_fit;
pub mod timeline;
pub mod trend;
pub mod uncertainty;
pub mod workings;

pub use error::EngineError;
pub use moved::{Moved, moved};
pub use projection::{Figure, Forecast, NotAvailable, Projection, experience_view, levers, project};
