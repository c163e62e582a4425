//! The plan and the arithmetic, as a package of their own so that the compiler makes them fast while the page stays small.

pub mod engine;
pub mod plan;
