//! Applying a change of the map.

mod cells;
mod lane;
mod parts;
mod role;
mod stage;
