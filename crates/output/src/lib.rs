//! Bytes and pictures: everything that is made of a plan and its figures, and everything that is read into a plan.
//!
//! - [`chart`]: figures to pictures, as theme-free SVG with a sentence and a table beside each.
//! - [`sheet`]: the grids of the Customers screen as data, with copying, pasting and filling.
//! - [`exchange`]: the plan file, files that carry one, the auditor's evaluation, workbooks, tables on their way in.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::float_cmp)]

pub mod chart;
pub mod exchange;
pub mod sheet;
