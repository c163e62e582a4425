//! The document from outside, in one program.

mod commands;
mod details;
mod faults;
mod map;
mod numbers;
mod replaced_segments;
mod view;
mod words;
