//! The document from outside, in one program.

mod commands;
mod faults;
mod map;
mod numbers;
mod replaced_segments;
