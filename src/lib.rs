//! The page of Journey Equity: a customer-journey map joined to what the customers are worth.
//!
//! ```text
//!   crates/plan  ──▶  crates/engine  ──▶  crates/output  ──▶  src, the page        one way, never back
//! ```
//!
//! - [`journey_plan`]: the document a user builds, the commands that change it, its history and validation.
//! - [`journey_engine`]: pure arithmetic; [`journey_engine::project`] turns a plan and a scenario into every figure.
//! - [`journey_output`]: charts, grids, the plan file, workbooks, tables on their way in.
//! - `storage`: what the browser keeps. `state`: what is open and shown, as signals. `widgets`: controls that know the state.
//!   `screens`: one folder a screen. `shell`: what stands around them, and the dialogs. Each uses those before it.
//!
//! Only this package needs a browser.

mod screens;
mod shell;
mod state;
mod storage;
mod widgets;

/// Mounts the page and tells the outside that it is there.
pub fn mount() {
    leptos::mount::mount_to_body(shell::App);
}
