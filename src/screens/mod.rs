//! The five screens. They read the projection and compute nothing.

pub mod case;
pub mod customers;
pub mod equity;
pub mod experience;
pub mod journey;
