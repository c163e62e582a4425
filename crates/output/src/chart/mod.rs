//! From projection to picture: theme-free SVG strings with a sentence and a table beside each.
//!
//! Colours are names (see [`ink`]), so the same string follows the light and the dark theme and prints in greyscale.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::float_cmp)]

mod ahead;
mod axis;
mod backend;
mod budget_benchmark;
mod canvas;
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
pub mod ink;
mod metrics;
mod new_revenue_share;
mod npv_histogram;
pub mod picture;
mod retention_by_tenure;
mod rows;
mod runs;
mod scenario_slopes;
mod score_axis;
mod states_outlook;
mod survival_curve;
mod tenure;
mod tornado;
mod trend_lines;
mod value_waterfall;
mod variance_shares;
mod waterfall;
mod words;
mod years;

pub use budget_benchmark::budget_benchmark;
pub use case_by_year::{case_by_year, case_table};
pub use comparison_table::comparison_table;
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

use ink::Ink;
use journey_plan::Plan;
use journey_plan::number::locale::Locale;

/// A finished chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// Stable name, unique on a page.
    pub id: &'static str,
    /// The message.
    pub title: String,
    /// What, unit, period.
    pub subtitle: String,
    /// What the picture shows, in one sentence, for those who do not see it.
    pub summary: String,
    /// Keys of the marks that need one.
    pub legend: Vec<Key>,
    /// The picture.
    pub svg: String,
    /// The same numbers as a table.
    pub table: Table,
}

/// A line of a chart's legend.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// The ink it explains; `None` for a number that stands for a long name.
    pub ink: Option<Ink>,
    /// What it stands for.
    pub text: String,
}

impl Key {
    fn of(ink: Ink, text: impl Into<String>) -> Self {
        Self { ink: Some(ink), text: text.into() }
    }
}

/// The table twin of a chart.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// Column headers; the first names the rows.
    pub columns: Vec<String>,
    /// Rows: a header, then values.
    pub rows: Vec<Vec<String>>,
}

/// What a chart needs to know besides its numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// Width of the picture in CSS pixels at which its text has its natural size.
    pub width: u32,
    /// How numbers are written.
    pub locale: Locale,
    /// ISO code of the currency.
    pub currency: String,
    /// Whether the picture is low, as on a printed page that has little room.
    pub is_low: bool,
}

impl Frame {
    /// A frame of `width` for the charts of `plan`.
    pub fn new(width: u32, plan: &Plan) -> Self {
        Self { width, locale: plan.settings.locale, currency: plan.settings.currency.clone(), is_low: false }
    }

    /// The same for a page that has little room.
    pub fn low(width: u32, plan: &Plan) -> Self {
        Self { is_low: true, ..Self::new(width, plan) }
    }

    /// Height that goes with the width: a picture should neither be a strip nor a tower.
    fn height(&self) -> u32 {
        if self.is_low { (self.width / 4).clamp(170, 180) } else { (self.width * 3 / 5).clamp(300, 420) }
    }

    /// Whether the picture is too narrow for every label.
    fn is_narrow(&self) -> bool {
        self.width < 400
    }
}
