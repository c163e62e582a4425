//! Where every figure comes from, in words.

pub mod assumptions;
pub mod board_paper;
pub mod experience_panels;
mod provenance;
pub mod workings;
