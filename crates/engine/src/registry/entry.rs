//! The entry of a figure in the registry: what is known without a plan, and how it is written.

use journey_plan::Grade;
use journey_plan::number::pen::{MONTHS, Pen};

/// Measure of a figure, which says how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// An amount in currency.
    Money,
    /// A change in currency: a gain has its plus.
    Change,
    /// A share, written in percent.
    Share,
    /// A time in months; where room is short, in months that have begun.
    Months,
    /// A number and the unit behind it, which may be empty.
    Number(&'static str),
}

/// The months that have begun after a time in months. One that ends at the very moment is the last of them, also where
/// rounding puts it a hair later.
pub(crate) fn begun(months: f64) -> f64 {
    (months - 1e-9).ceil()
}

/// Entry of a figure in the registry: all that is known without a plan.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FigureEntry {
    /// Stable name, where others rely on one: `data-figure` on screen, the key in `evaluate` and in the workbook.
    pub key: Option<&'static str>,
    /// Name of the figure in full, without year and segment.
    pub label: &'static str,
    /// Name of the figure where room is short: strip, tables, charts.
    pub short: &'static str,
    /// What the figure is measured in.
    pub measure: Measure,
    /// Decimals that tell usual values apart, where a share or a number is written short.
    pub decimals: usize,
    /// The formula in words and symbols.
    pub formula: &'static str,
    /// Source of the formula: paper and section.
    pub source: &'static str,
    /// How well the figure is founded.
    pub grade: Grade,
}

impl FigureEntry {
    /// A figure with one name, without a key.
    pub(super) const fn new(
        label: &'static str,
        measure: Measure,
        formula: &'static str,
        source: &'static str,
        grade: Grade,
    ) -> Self {
        Self { key: None, label, short: label, measure, decimals: 0, formula, source, grade }
    }

    /// The figure under a stable name.
    pub(super) const fn keyed(self, key: &'static str) -> Self {
        Self { key: Some(key), ..self }
    }

    /// The figure with a name for where room is short.
    pub(super) const fn in_short(self, short: &'static str) -> Self {
        Self { short, ..self }
    }

    /// Writes a value where room is short: money to three significant figures, a change with its sign.
    pub fn write(&self, value: f64, pen: Pen) -> String {
        match self.measure {
            Measure::Money => pen.money(value),
            Measure::Change => pen.change(value),
            Measure::Share => pen.share(value, self.decimals),
            Measure::Months => {
                let months = begun(value);
                let unit = if (months.abs() - 1.0).abs() > 0.0 { MONTHS.1 } else { MONTHS.0 };
                format!("{} {unit}", pen.number(months, 0))
            }
            Measure::Number(unit) => format!("{}{unit}", pen.number(value, self.decimals)),
        }
    }
}
