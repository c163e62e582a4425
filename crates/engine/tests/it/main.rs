//! The engine from outside, in one program.

mod benchmarks;
mod binomial;
mod derived;
mod equity_bridge;
mod experience;
mod formulas;
mod merge_segments;
mod properties;
mod ranges;
mod uncertainty;
