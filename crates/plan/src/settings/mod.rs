//! Settings of the whole plan.

mod apply;
pub(crate) mod change;
pub(crate) mod checks;
pub(crate) mod scale;
pub(crate) mod setting;
pub(crate) mod values;
