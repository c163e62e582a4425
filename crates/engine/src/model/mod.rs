//! One published model a file, on plain numbers (models, sections 1 to 8).

pub mod budget_gap;
pub mod business_case;
pub mod cash_flow;
pub mod continuum;
pub mod customer_value;
pub mod discount;
pub mod equity;
pub mod experience;
pub mod mix;
pub mod relative_weights;
pub mod response;
pub mod roll_forward;
pub mod sbg;
pub mod sbg_bootstrap;
pub mod sbg_fit;
pub mod timeline;
pub mod trend;
pub mod triangle;
