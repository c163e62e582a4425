//! The map: stages, steps, cards, roles and lanes.

mod apply;
pub(crate) mod card;
pub mod cells;
pub(crate) mod change;
pub(crate) mod checks;
pub(crate) mod lane;
pub(crate) mod parts;
pub(crate) mod stage;
pub(crate) mod survey;
