//! The page of Journey Equity: a customer-journey map joined to what the customers are worth.
//!
//! ```text
//!   crates/plan  ──▶  crates/engine  ──▶  crates/output  ──▶  src, the page        one way, never back
//! ```
//!
//! - [`journey_plan`]: the document a user builds, the commands that change it, its history and validation.
//! - [`journey_engine`]: pure arithmetic; [`journey_engine::project`] turns a plan and a scenario into every figure.
//! - [`journey_output`]: charts, grids, the plan file, workbooks, tables on their way in.
//! - [`storage`]: what the browser keeps. [`app`]: what is seen.
//!
//! Only this package needs a browser.

pub mod app;
pub mod storage;
