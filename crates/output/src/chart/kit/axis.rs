//! Value axes with round steps, and money in a unit that keeps labels short.

use super::canvas::{Canvas, label};
use super::ink::Ink;
use journey_plan::number::pen::{Pen, with_plus};
use plotters::style::text_anchor::{HPos, VPos};

/// A range of values with round ticks.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Axis {
    pub(crate) low: f64,
    pub(crate) high: f64,
    pub(crate) ticks: Vec<f64>,
    decimals: usize,
}

impl Axis {
    /// An axis that holds all `values` and zero, with about `count` ticks.
    pub(crate) fn with_zero(values: impl IntoIterator<Item = f64>, count: usize) -> Self {
        let (low, high) = values
            .into_iter()
            .filter(|v| v.is_finite())
            .fold((0.0_f64, 0.0_f64), |(low, high), v| (low.min(v), high.max(v)));
        Self::between(low, high, count)
    }

    /// An axis from `low` to `high`.
    pub(crate) fn between(low: f64, high: f64, count: usize) -> Self {
        let span = if high > low { high - low } else { 1.0 };
        let rough = span / count.max(1) as f64;
        let power = 10f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 2.5, 5.0, 10.0].map(|m| m * power).into_iter().find(|s| *s >= rough).unwrap_or(span);
        let first = (low / step).ceil() as i64;
        // The last tick lies beyond the data where there is room for it anyway.
        let last = ((low + span) / step - 1e-9).ceil() as i64;
        let high = (last as f64 * step).max(low + span);
        let ticks = (first..=last).map(|i| i as f64 * step).collect();
        // 2.5 needs one decimal more than its power of ten.
        let decimals =
            (-(step / if step / power > 2.4 && step / power < 2.6 { 10.0 } else { 1.0 }).log10().floor()).max(0.0);
        Self { low, high, ticks, decimals: decimals.min(6.0) as usize }
    }

    /// The range with room for labels beyond both ends, as a share of the span.
    pub(crate) fn padded(&self, below: f64, above: f64) -> std::ops::Range<f64> {
        let span = self.high - self.low;
        let below = if self.low < 0.0 { below } else { 0.0 };
        self.low - span * below..self.high + span * above
    }

    /// Draws grid lines and labels at the left of the plot, from `left` to `right`.
    pub(crate) fn draw(&self, canvas: &Canvas, left: f64, right: f64, pen: Pen, suffix: &str) {
        for tick in &self.ticks {
            let ink = if tick.abs() <= 0.0 { Ink::Axis } else { Ink::Grid };
            canvas.line(vec![(left, *tick), (right, *tick)], ink, 1.0);
            let text = format!("{}{suffix}", pen.number(*tick, self.decimals));
            canvas.text(&text, (left, *tick), (-8.0, 0.0), label(HPos::Right, VPos::Center));
        }
    }

    /// Draws grid lines and labels below the plot, from `floor` to `top`; only what lies inside its range.
    pub(crate) fn draw_below(&self, canvas: &Canvas, floor: f64, top: f64, pen: Pen) {
        for tick in self.ticks.iter().filter(|t| **t >= self.low && **t <= self.high) {
            let ink = if tick.abs() <= 0.0 { Ink::Axis } else { Ink::Grid };
            canvas.line(vec![(*tick, floor), (*tick, top)], ink, 1.0);
            let text = pen.number(*tick, self.decimals);
            canvas.text(&text, (*tick, floor), (0.0, 8.0), label(HPos::Center, VPos::Top));
        }
    }

    /// The axis with its ticks, over exactly the range from `low` to `high`.
    pub(crate) fn within(self, low: f64, high: f64) -> Self {
        Self { low, high, ..self }
    }
}

/// A unit for money: divisor, name, and decimals of labels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct MoneyUnit {
    pub(crate) divisor: f64,
    pub(crate) name: &'static str,
    pub(crate) decimals: usize,
}

impl MoneyUnit {
    /// The unit in which the largest of `values` has one to four digits before the point.
    pub(crate) fn for_values(values: impl IntoIterator<Item = f64>) -> Self {
        let largest = values.into_iter().map(f64::abs).filter(|v| v.is_finite()).fold(0.0, f64::max);
        let (divisor, name) = match largest {
            v if v >= 2e9 => (1e9, "billion"),
            v if v >= 2e6 => (1e6, "million"),
            v if v >= 2e3 => (1e3, "thousand"),
            _ => (1.0, ""),
        };
        let decimals = match largest / divisor {
            v if v >= 100.0 || largest <= 0.0 => 0,
            v if v >= 20.0 => 1,
            _ if divisor <= 1.0 => 0,
            _ => 2,
        };
        Self { divisor, name, decimals }
    }

    /// The unit with as many decimals as the largest of some changes needs to be more than a zero: two figures of it.
    pub(crate) fn resolving(self, change: f64) -> Self {
        let needed = 1.0 - (change.abs() / self.divisor).log10().floor();
        // Whole units of currency are fine enough.
        let most = if self.divisor > 1.0 { 3 } else { 0 };
        let decimals = if needed.is_finite() { (needed.max(0.0) as usize).min(most) } else { 0 };
        Self { decimals: self.decimals.max(decimals), ..self }
    }

    /// Label of the unit: `€ million`, or `€` alone.
    pub(crate) fn label(self, pen: Pen) -> String {
        pen.money_unit(self.name)
    }

    /// A value in this unit.
    pub(crate) fn write(self, value: f64, pen: Pen) -> String {
        pen.money_in(self.divisor, value, self.decimals)
    }

    /// A value in this unit with an explicit plus.
    pub(crate) fn write_change(self, value: f64, pen: Pen) -> String {
        with_plus(value, self.write(value, pen))
    }
}
