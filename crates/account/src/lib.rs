//! Where every figure comes from, in words. Nothing is computed here that the engine has computed.
//!
//! A crate of its own, because only parts of the page need it: it is compiled for size, the engine for speed.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::float_cmp, clippy::disallowed_methods)]

pub mod assumptions;
pub mod board_paper;
pub mod experience_panels;
pub mod find;
mod provenance;
pub mod workings;
