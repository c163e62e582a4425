//! Journey Equity: a customer-journey map joined to what the customers are worth.
//!
//! ```text
//!   plan  ──▶  engine  ──▶  chart, sheet  ──▶  app        one way, never back
//!    │           │                              ▲
//!    └──▶ exchange ◀┘             storage ──────┘
//! ```
//!
//! - [`plan`]: the document a user builds, the commands that change it, its history and validation.
//! - [`engine`]: pure arithmetic; [`engine::project`] turns a plan and a scenario into every figure.
//! - [`chart`]: figures to pictures, as theme-free SVG with a sentence and a table beside each.
//! - [`sheet`]: the grids of the Customers screen as data, with copying, pasting and filling.
//! - [`exchange`]: the plan file, the auditor's evaluation, tables on their way in.
//! - `storage` and `app` need a browser and the feature `app`; nothing else does.
//!
//! `plan` and `engine` are a package of their own (`core.rs`), compiled for speed while everything else is compiled for size.

#[cfg(feature = "app")]
pub mod app;
pub mod chart;
pub mod exchange;
pub mod sheet;
#[cfg(feature = "app")]
pub mod storage;

pub use journey_equity_core::{engine, plan};
