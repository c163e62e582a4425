//! Plans and lists to start from.

pub mod example;
pub mod metrics;
mod own_template;
pub mod templates;
