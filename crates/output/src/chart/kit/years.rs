//! Texts and marks that charts over years share: names of years and periods, and the line between past and forecast.

use super::canvas::{Canvas, label};
use super::ink::Ink;
use super::types::ChartContext;
use plotters::style::text_anchor::{HPos, VPos};
use std::ops::Range;

/// Names of the past and the forecast period, from years in order and whether each lies ahead: `actual 2023–26,
/// forecast 2027–31`.
pub(crate) fn periods(years: &[(i32, bool)]) -> String {
    let period = |name: &str, ahead: bool| {
        let mut matching = years.iter().filter(|(_, forecast)| *forecast == ahead).map(|(year, _)| *year);
        let first = matching.next()?;
        let last = matching.next_back().map_or_else(String::new, |last| format!("–{:02}", last % 100));
        Some(format!("{name} {first}{last}"))
    };
    let parts: Vec<String> = [period("actual", false), period("forecast", true)].into_iter().flatten().collect();
    parts.join(", ")
}

/// Name of the period ahead, from the first of `years` years: `forecast 2027–31`.
pub(crate) fn ahead(first: i32, years: usize) -> String {
    let all: Vec<(i32, bool)> = (first..).take(years).map(|year| (year, true)).collect();
    periods(&all)
}

/// Name of a year on the axis.
pub(crate) fn year_name(year: i32, frame: &ChartContext) -> String {
    if frame.is_narrow() { format!("’{:02}", year % 100) } else { year.to_string() }
}

/// Whether the year at `index` of `count` is labelled: where columns are narrower than the labels need (both in CSS
/// pixels) only some are, the last one always.
pub(crate) fn is_labelled(index: usize, count: usize, needed: f64, column: f64) -> bool {
    let every = (needed / column).ceil().max(1.0) as usize;
    (count - 1 - index).is_multiple_of(every)
}

/// Draws the line before the year at `first` (the first forecast one), where years of the past lie before it.
pub(crate) fn boundary(canvas: &Canvas, first: Option<usize>, range: Range<f64>) {
    let Some(first) = first.filter(|first| *first > 0) else { return };
    let x = first as f64 - 0.5;
    canvas.line(vec![(x, range.start), (x, range.end)], Ink::Boundary, 1.2);
    canvas.text("actual", (x, range.end), (-6.0, -14.0), label(HPos::Right, VPos::Top));
    canvas.text("forecast", (x, range.end), (6.0, -14.0), label(HPos::Left, VPos::Top));
}
