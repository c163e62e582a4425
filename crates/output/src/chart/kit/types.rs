//! What a chart is made of, and the frame it is drawn for.

use super::ink::Ink;
use journey_plan::Plan;
use journey_plan::number::pen::Pen;

/// A finished chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// Stable name, unique on a page.
    pub id: &'static str,
    /// Title: the message of the chart.
    pub title: String,
    /// Subtitle: what is shown, unit and period.
    pub subtitle: String,
    /// What the picture shows, in one sentence, for those who do not see it.
    pub summary: String,
    /// Keys of the marks that need one.
    pub legend: Vec<LegendEntry>,
    /// Picture of the chart, as SVG.
    pub svg: String,
    /// The numbers of the chart as a table.
    pub table: TableTwin,
}

/// A line of a chart's legend.
#[derive(Debug, Clone, PartialEq)]
pub struct LegendEntry {
    /// Ink that the line explains; `None` for a number that stands for a long name.
    pub ink: Option<Ink>,
    /// Meaning of the ink or number, in words.
    pub text: String,
}

impl LegendEntry {
    pub(crate) fn of(ink: Ink, text: impl Into<String>) -> Self {
        Self { ink: Some(ink), text: text.into() }
    }
}

/// The table twin of a chart.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TableTwin {
    /// Column headers; the first names the rows.
    pub columns: Vec<String>,
    /// Rows: a header, then values.
    pub rows: Vec<Vec<String>>,
}

/// Frame of a chart: size, and how its numbers are written.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartContext {
    /// Width of the picture in CSS pixels at which its text has its natural size.
    pub width: u32,
    /// Pen that writes the numbers of texts and labels.
    pub pen: Pen,
    /// Whether the picture is low, as on a printed page that has little room.
    pub is_low: bool,
}

impl ChartContext {
    /// A frame of `width` for the charts of `plan`.
    pub fn new(width: u32, plan: &Plan) -> Self {
        Self { width, pen: plan.settings.pen(), is_low: false }
    }

    /// A frame of `width` for the charts of `plan` on a page that has little room.
    pub fn low(width: u32, plan: &Plan) -> Self {
        Self { is_low: true, ..Self::new(width, plan) }
    }

    /// Height that goes with the width, in CSS pixels: a picture should neither be a strip nor a tower.
    pub(crate) fn height(&self) -> u32 {
        if self.is_low { (self.width / 4).clamp(150, 160) } else { (self.width * 3 / 5).clamp(300, 420) }
    }

    /// Whether the picture is too narrow for every label.
    pub(crate) fn is_narrow(&self) -> bool {
        self.width < 400
    }
}
