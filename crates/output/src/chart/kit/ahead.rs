//! The axis of time ahead: years from now, with the calendar years between their ends.

use super::canvas::{Canvas, label};
use super::ink::Ink;
use super::types::ChartContext;
use super::years::{is_labelled, year_name};
use plotters::style::text_anchor::{HPos, VPos};
use std::ops::Range;

/// Names now and `count` years from `first` under the plot, each in the middle of its time, and marks where one ends and
/// the next begins; `width` is that of the plot in CSS pixels.
pub(crate) fn years(canvas: &Canvas, first: i32, count: usize, y: &Range<f64>, width: f64, frame: &ChartContext) {
    canvas.text("now", (0.0, y.start), (-4.0, 8.0), label(HPos::Right, VPos::Top));
    let column = width / count.max(1) as f64;
    let needed = if frame.is_narrow() { 26.0 } else { 40.0 };
    for index in 0..count {
        let (start, end) = (index as f64, index as f64 + 1.0);
        canvas.line(vec![(end, y.start), (end, y.end)], Ink::Grid, 1.0);
        if is_labelled(index, count, needed, column) {
            let name = year_name(first + index as i32, frame);
            let middle = f64::midpoint(start, end);
            canvas.text(&name, (middle, y.start), (0.0, 8.0), label(HPos::Center, VPos::Top));
        }
    }
}

/// `from now to the end of 2031`.
pub(crate) fn period(first: i32, count: usize) -> String {
    format!("from now to the end of {}", first + count as i32 - 1)
}
