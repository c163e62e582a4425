//! Bars that lie in rows: names beside them, or above them where the picture is narrow.

use super::canvas::{Canvas, Type, label};
use super::ink::Ink;
use super::metrics::text_width;
use super::types::ChartContext;
use super::words::wrap;
use plotters::style::text_anchor::{HPos, VPos};

/// Size of the names and the distance of their lines, in CSS pixels.
const SIZE: f64 = 12.5;
const LINE: f64 = 15.0;
/// Half the thickness of a bar in CSS pixels.
const HALF: f64 = 10.0;
/// Space between the names and the plot.
const GAP: f64 = 10.0;
/// Bars that a picture shows at most.
pub(crate) const MOST: usize = 10;

/// Positions of rows and their names. Rows count downwards: the first lies between −1 and 0.
pub(crate) struct RowAxis {
    names: Vec<Vec<String>>,
    /// Width of the names beside the plot in CSS pixels; a sliver where they stand above the bars.
    pub(crate) left: u32,
    /// Height of a row in CSS pixels.
    row: f64,
    are_above: bool,
}

impl RowAxis {
    /// Makes room for `names`.
    pub(crate) fn of<'a>(names: impl Iterator<Item = &'a str> + Clone, frame: &ChartContext) -> Self {
        let are_above = frame.is_narrow();
        let width = f64::from(frame.width);
        let widest = names.clone().map(|name| text_width(name, SIZE)).fold(0.0, f64::max);
        let room = if are_above { width - 8.0 } else { 1.05 * widest.min(0.36 * width) };
        let names: Vec<Vec<String>> = names.map(|name| wrap(name, room / 1.05, SIZE)).collect();
        let lines = names.iter().map(Vec::len).max().unwrap_or(1) as f64;
        let row = if are_above { lines * LINE + 2.0 * HALF + 14.0 } else { (lines * LINE).max(2.0 * HALF) + 12.0 };
        Self { names, left: if are_above { 4 } else { (room + GAP).ceil() as u32 }, row, are_above }
    }

    /// Height of all rows in CSS pixels.
    pub(crate) fn height(&self) -> u32 {
        (self.row * self.names.len() as f64).ceil() as u32
    }

    /// The range of all rows.
    pub(crate) fn range(&self) -> std::ops::Range<f64> {
        -(self.names.len() as f64)..0.0
    }

    /// The middle of a row's bar.
    pub(crate) fn middle(&self, index: usize) -> f64 {
        let from_top = if self.are_above { 1.0 - (HALF + 6.0) / self.row } else { 0.5 };
        -(index as f64) - from_top
    }

    /// A bar of a row from one value to another.
    pub(crate) fn bar(&self, canvas: &Canvas, index: usize, from: f64, to: f64, ink: Ink) {
        if (to - from).abs() > 0.0 {
            let (middle, half) = (self.middle(index), HALF / self.row);
            canvas.bar((from, middle - half), (to, middle + half), ink);
        }
    }

    /// A line across a row's bar.
    pub(crate) fn notch(&self, canvas: &Canvas, index: usize, at: f64) {
        let (middle, half) = (self.middle(index), HALF / self.row);
        canvas.line(vec![(at, middle - half), (at, middle + half)], Ink::Published, 2.0);
    }

    /// Writes the names; `left` is the left edge of the plot.
    pub(crate) fn write_names(&self, canvas: &Canvas, left: f64) {
        let strong = |h, v| Type { ink: Ink::Strong, size: SIZE, ..label(h, v) };
        for (index, lines) in self.names.iter().enumerate() {
            for (line, text) in lines.iter().enumerate() {
                let line = line as f64;
                if self.are_above {
                    let shift = -HALF - 4.0 - LINE * (lines.len() as f64 - 1.0 - line);
                    canvas.text(text, (left, self.middle(index)), (0.0, shift), strong(HPos::Left, VPos::Bottom));
                } else {
                    let shift = LINE * (line - 0.5 * (lines.len() as f64 - 1.0));
                    canvas.text(text, (left, self.middle(index)), (-GAP, shift), strong(HPos::Right, VPos::Center));
                }
            }
        }
    }
}
