//! From projection to picture: theme-free SVG strings with a sentence and a table beside each.
//!
//! Colours are names (see [`kit::ink`]), so that one string follows the light and the dark theme and prints in
//! greyscale.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::float_cmp)]

mod budget_benchmark;
mod case_by_year;
mod causal_lines;
mod comparison_table;
mod cumulative_cash;
mod customers_corkscrew;
mod effect_by_year;
mod equity_bridge;
mod equity_by_year;
mod experience_curve;
mod experience_lane;
mod fan;
mod gain_by_year;
mod impact_effort;
pub mod kit;
mod new_revenue_share;
mod npv_histogram;
pub mod picture;
mod retention_by_tenure;
mod scenario_slopes;
mod states_outlook;
mod survival_curve;
mod tornado;
mod trend_lines;
mod value_waterfall;
mod variance_shares;

pub use budget_benchmark::budget_benchmark;
pub use case_by_year::{case_by_year, case_table};
pub use comparison_table::{compared_figure, comparison_table};
pub use cumulative_cash::cumulative_cash;
pub use customers_corkscrew::customers_corkscrew;
pub use effect_by_year::effect_by_year;
pub use equity_bridge::equity_bridge;
pub use equity_by_year::{equity_by_year, equity_table};
pub use experience_curve::{retention_against_score, spend_against_score};
pub use experience_lane::{LaneFrame, LaneSlice, experience_slice, height_of, score_at};
pub use fan::fan;
pub use gain_by_year::gain_by_year;
pub use impact_effort::impact_effort;
pub use kit::types::{Chart, ChartContext, LegendEntry, TableTwin};
pub use new_revenue_share::new_revenue_share;
pub use npv_histogram::npv_histogram;
pub use retention_by_tenure::retention_by_tenure;
pub use scenario_slopes::scenario_slopes;
pub use states_outlook::states_outlook;
pub use survival_curve::survival_curve;
pub use tornado::tornado;
pub use trend_lines::trend_lines;
pub use value_waterfall::{value_by_initiative, value_waterfall};
pub use variance_shares::variance_shares;
