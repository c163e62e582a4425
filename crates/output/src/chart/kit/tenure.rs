//! Parts that the charts by years since acquisition share: observed and projected part, band, axis of years.

use super::canvas::{Canvas, Type, label};
use super::ink::Ink;
use super::types::{ChartContext, LegendEntry};
use journey_engine::model::sbg_bootstrap::Band;
use journey_plan::number::pen::{Pen, YEARS};
use plotters::style::text_anchor::{HPos, VPos};

/// A number of years: `1 year`, `7 years`.
pub(crate) fn years(count: usize) -> String {
    Pen::PLAIN.count(count, YEARS)
}

/// A share in percent with as many decimals as tell it from 0 and 100 %.
pub(crate) fn share(value: f64, frame: &ChartContext) -> String {
    let decimals = usize::from(!(0.01..0.99).contains(&value));
    frame.pen.share(value, decimals)
}

/// The points (first + i, 100 · value).
pub(crate) fn points(values: &[f64], first: usize) -> Vec<(f64, f64)> {
    values.iter().enumerate().map(|(i, v)| ((first + i) as f64, 100.0 * v)).collect()
}

/// Draws the curve through `points`, solid up to the year `seen` and dashed beyond.
pub(crate) fn curve(canvas: &Canvas, points: &[(f64, f64)], seen: usize) {
    let seen = seen as f64;
    let solid: Vec<_> = points.iter().copied().filter(|(t, _)| *t <= seen).collect();
    let dashed: Vec<_> = points.iter().copied().filter(|(t, _)| *t >= seen).collect();
    for (part, ink) in [(solid, Ink::Curve), (dashed, Ink::Projected)] {
        if part.len() > 1 {
            canvas.line(part, ink, 2.2);
        }
    }
}

/// Draws the area between two edges that start at the year `first`.
pub(crate) fn band(canvas: &Canvas, low: &[f64], high: &[f64], first: usize) {
    let mut corners = points(low, first);
    corners.extend(points(high, first).into_iter().rev());
    if corners.len() > 2 {
        canvas.area(corners, Ink::Band);
    }
}

/// Draws the line between two parts of the picture at `x`, and their names at the upper end `top`.
pub(crate) fn boundary(canvas: &Canvas, x: f64, (floor, top): (f64, f64), [before, after]: [&str; 2]) {
    canvas.line(vec![(x, floor), (x, top)], Ink::Boundary, 1.2);
    canvas.text(before, (x, top), (-6.0, -14.0), label(HPos::Right, VPos::Top));
    canvas.text(after, (x, top), (6.0, -14.0), label(HPos::Left, VPos::Top));
}

/// Writes the years from `first` to `last` under the plot, as many as have room, and the caption that says what they
/// count.
pub(crate) fn axis(canvas: &Canvas, first: usize, last: usize, floor: f64, caption: &str, frame: &ChartContext) {
    let room = if frame.is_narrow() { 8 } else { 16 };
    let every = [1, 2, 5, 10, 20].into_iter().find(|e| (last - first) / e <= room).unwrap_or(50);
    for year in (first..=last).filter(|y| every == 1 || y % every == 0) {
        canvas.text(&year.to_string(), (year as f64, floor), (0.0, 7.0), label(HPos::Center, VPos::Top));
    }
    let middle = f64::midpoint(first as f64, last as f64);
    canvas.text(caption, (middle, floor), (0.0, 23.0), label(HPos::Center, VPos::Top));
}

/// A strong label beside a point.
pub(crate) fn strong(h: HPos, v: VPos) -> Type {
    Type { ink: Ink::Strong, ..label(h, v) }
}

/// The legend's line for the band, with the refits that identified no curve.
pub(crate) fn band_key(band: &Band, frame: &ChartContext) -> LegendEntry {
    let constant = match band.not_identified {
        0 => String::new(),
        some => format!(", {} of them by a constant rate", frame.pen.whole(some)),
    };
    let text = format!("{} band, {} refits{constant}", frame.pen.share(band.level, 0), frame.pen.whole(band.refits));
    LegendEntry::of(Ink::Band, text)
}

/// A row of a table: a name, then shares in percent; a missing share is a dash.
pub(crate) fn row(name: &str, values: &[f64], length: usize, frame: &ChartContext) -> Vec<String> {
    let cell =
        |at: usize| values.get(at).map_or("–".to_owned(), |v| format!("{}\u{a0}%", frame.pen.number(100.0 * v, 1)));
    std::iter::once(name.to_owned()).chain((0..length).map(cell)).collect()
}
