//! The document from outside, in one program.

mod commands;
mod map;
mod numbers;
mod replaced_segments;
