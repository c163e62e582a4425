//! The drawing of a waterfall: changes float from where the one before ended, totals stand on zero.

use super::axis::{Axis, MoneyUnit};
use super::canvas::{Canvas, Margins, Type, figure, label, picture};
use super::ink::Ink;
use super::metrics::text_width;
use super::types::{ChartContext, LegendEntry, TableTwin};
use super::words::wrap;
use plotters::style::text_anchor::{HPos, VPos};

/// Half the width of a bar.
const HALF: f64 = 0.34;

/// One bar.
pub(crate) struct Bar {
    pub(crate) name: String,
    /// Change or total, in currency.
    pub(crate) value: f64,
    /// The ink of a total; a change has that of its sign.
    total: Option<Ink>,
}

impl Bar {
    /// A change.
    pub(crate) fn change(name: &str, value: f64) -> Self {
        Self { name: name.to_owned(), value, total: None }
    }

    /// A total, which the changes start from or end at.
    pub(crate) fn total(name: &str, value: f64, ink: Ink) -> Self {
        Self { name: name.to_owned(), value, total: Some(ink) }
    }

    fn ink(&self) -> Ink {
        self.total.unwrap_or(if self.value < 0.0 { Ink::Loss } else { Ink::Gain })
    }

    fn write(&self, unit: MoneyUnit, frame: &ChartContext) -> String {
        match self.total {
            Some(_) => unit.write(self.value, frame.pen),
            None => unit.write_change(self.value, frame.pen),
        }
    }
}

/// The bars as a table.
pub(crate) fn table(bars: &[Bar], unit: MoneyUnit, frame: &ChartContext) -> TableTwin {
    let rows = bars.iter().map(|bar| vec![bar.name.clone(), bar.write(unit, frame)]).collect();
    TableTwin { columns: vec!["Part".to_owned(), unit.label(frame.pen)], rows }
}

/// Width of a column in CSS pixels, without the space beside its names.
fn column(bars: &[Bar], frame: &ChartContext) -> f64 {
    f64::from(frame.width.saturating_sub(52)) / bars.len() as f64 - 6.0
}

/// The size at which all names stand under the bars uncut; `None` where the changes have to be numbered instead.
fn name_size(bars: &[Bar], frame: &ChartContext) -> Option<f64> {
    let column = column(bars, frame);
    let is_cut = |bar: &Bar, size| wrap(&bar.name, column, size).iter().any(|line| line.ends_with('…'));
    let sizes = [12.0, 11.0, 10.5].into_iter().filter(|_| !frame.is_narrow());
    sizes.into_iter().find(|size| !bars.iter().any(|bar| bar.total.is_none() && is_cut(bar, *size)))
}

/// The names of the changes for the legend of a picture that numbers them.
pub(crate) fn numbered(bars: &[Bar], frame: &ChartContext) -> Vec<LegendEntry> {
    let is_numbered = name_size(bars, frame).is_none();
    let changes = bars.iter().enumerate().filter(|(_, bar)| is_numbered && bar.total.is_none());
    changes
        .map(|(index, bar)| LegendEntry { ink: None, text: format!("{} {}", number(index, bars), bar.name) })
        .collect()
}

/// The number of a change: totals have none, their names are short.
fn number(index: usize, bars: &[Bar]) -> usize {
    bars.iter().take(index + 1).filter(|bar| bar.total.is_none()).count()
}

/// Sizes of the texts, and the room for them.
struct WaterfallLayout {
    /// Width of a column without the space beside its names, in CSS pixels.
    column: f64,
    /// Size of the names in CSS pixels; `None` where the changes are numbered.
    names: Option<f64>,
    /// Size of the numbers in CSS pixels.
    numbers: f64,
    /// Extra height of every other number, in CSS pixels, so that they do not touch.
    step: f64,
}

impl WaterfallLayout {
    fn of(bars: &[Bar], unit: MoneyUnit, frame: &ChartContext) -> Self {
        let column = column(bars, frame);
        let width = |size| bars.iter().map(|bar| text_width(&bar.write(unit, frame), size)).fold(0.0, f64::max);
        let numbers = if frame.is_narrow() || width(14.0) > column + 4.0 { 10.5 } else { 14.0 };
        let step = if width(numbers) > column + 3.0 { 12.0 } else { 0.0 };
        Self { column, names: name_size(bars, frame), numbers, step }
    }
}

/// Draws the bars.
pub(crate) fn draw(id: &str, bars: &[Bar], unit: MoneyUnit, frame: &ChartContext, summary: &str) -> String {
    let spans = spans(bars, unit);
    let axis = Axis::with_zero(spans.iter().flat_map(|(a, b)| [*a, *b]), 4);
    let margins = Margins { top: 14, right: 6, bottom: 56, left: 46 };
    let right = bars.len() as f64 - 0.5;
    let layout = WaterfallLayout::of(bars, unit, frame);
    let room = 0.09 + 0.004 * layout.step;
    let y = axis.padded(room, room);
    let floor = y.start;
    picture(id, summary, (frame.width, frame.height()), margins, -0.5..right, y, |canvas| {
        axis.draw(canvas, -0.5, right, frame.pen, "");
        for (index, (bar, (from, to))) in bars.iter().zip(&spans).enumerate() {
            let x = index as f64;
            draw_bar(canvas, x, bar.ink(), (*from, *to));
            if index + 1 < bars.len() {
                canvas.line(vec![(x + HALF, *to), (x + 1.0 - HALF, *to)], Ink::Axis, 1.0);
            }
            let away = 4.0 + if index % 2 == 1 { layout.step } else { 0.0 };
            let below = bar.value < 0.0 && *to < 0.0;
            let (at, vertical, shift) =
                if below { (from.min(*to), VPos::Top, away) } else { (from.max(*to), VPos::Bottom, -away) };
            let set = Type { size: layout.numbers, ..figure(HPos::Center, vertical) };
            canvas.text(&bar.write(unit, frame), (x, at), (0.0, shift), set);
            write_name(canvas, bars, index, floor, &layout);
        }
    })
}

/// Writes the name of a bar, or the number that stands for it, below the plot.
fn write_name(canvas: &Canvas, bars: &[Bar], index: usize, floor: f64, layout: &WaterfallLayout) {
    let Some(bar) = bars.get(index) else { return };
    let set = Type { size: layout.names.unwrap_or(12.0), ..label(HPos::Center, VPos::Top) };
    let lines = match (bar.total, layout.names) {
        (Some(_), _) => vec![bar.name.clone()],
        (None, Some(size)) => wrap(&bar.name, layout.column, size),
        (None, None) => vec![number(index, bars).to_string()],
    };
    for (line, text) in lines.iter().enumerate() {
        canvas.text(text, (index as f64, floor), (0.0, 8.0 + 14.0 * line as f64), set);
    }
}

/// Start and end of each bar, in the unit of the axis.
fn spans(bars: &[Bar], unit: MoneyUnit) -> Vec<(f64, f64)> {
    let mut level = 0.0;
    let span = |bar: &Bar| {
        let value = bar.value / unit.divisor;
        let (from, to) = if bar.total.is_some() { (0.0, value) } else { (level, level + value) };
        level = to;
        (from, to)
    };
    bars.iter().map(span).collect()
}

fn draw_bar(canvas: &Canvas, x: f64, ink: Ink, (from, to): (f64, f64)) {
    if (to - from).abs() > 0.0 {
        canvas.bar((x - HALF, from), (x + HALF, to), ink);
    } else {
        canvas.line(vec![(x - HALF, from), (x + HALF, from)], Ink::Axis, 1.0);
    }
}
