//! The numerics of the models: nothing here knows customers or money.

pub mod binomial;
pub mod linear;
pub mod power;
pub mod quantile;
pub mod random;
pub mod ranges;
pub mod root;
