//! Applying a change of a segment.

mod import;
mod segment;
mod segments;
mod split;
