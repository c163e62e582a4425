//! The NPV of all runs by frequency, what pays told apart from what does not.

use super::kit::axis::{Axis, MoneyUnit};
use super::kit::canvas::{Canvas, Margins, Type, label, picture};
use super::kit::ink::Ink;
use super::kit::metrics::text_width;
use super::kit::runs;
use super::kit::types::{Chart, ChartContext, LegendEntry, TableTwin};
use super::kit::words::spread;
use journey_engine::simulation::Uncertainty;
use journey_plan::order::sort_short;
use plotters::style::text_anchor::{HPos, VPos};
use std::ops::Range;

const ID: &str = "npv-histogram";
/// Room for the names of the marks above the bars, in CSS pixels.
const NAMES: f64 = 32.0;
/// Margins beside the plot, in CSS pixels.
const LEFT: u32 = 46;
const RIGHT: u32 = 16;
const SIDES: f64 = (LEFT + RIGHT) as f64;

/// A value that is marked on the axis.
struct Mark {
    name: &'static str,
    value: f64,
    ink: Ink,
}

/// Draws the histogram; `None` while nothing is simulated.
pub fn npv_histogram(uncertainty: &Uncertainty, frame: &ChartContext) -> Option<Chart> {
    let (first, last) = (uncertainty.histogram.first()?, uncertainty.histogram.last()?);
    let marks = marks(uncertainty);
    let unit = MoneyUnit::for_values([first.from, last.to].into_iter().chain(marks.iter().map(|m| m.value)));
    let money = |value| frame.pen.money(value);
    let title = format!(
        "In 8 of 10 runs the NPV lies between {} and {}",
        money(uncertainty.npv.p10),
        money(uncertainty.npv.p90)
    );
    let subtitle = format!("NPV by share of runs, {}; {}", unit.label(frame.pen), runs::rests_on(uncertainty, frame));
    let above = uncertainty.probability_positive;
    let pays = runs::share_of_runs(above, frame);
    let summary = format!(
        "{title}. {pays} of the runs pay. Likely {}, median {}, mean {} with a standard error of {}.",
        money(uncertainty.likely),
        money(uncertainty.npv.p50),
        money(uncertainty.mean),
        money(uncertainty.standard_error)
    );
    let mut legend = vec![
        LegendEntry::of(Ink::Gain, format!("pays: {pays} of the runs")),
        LegendEntry::of(Ink::BelowZero, format!("does not: {}", runs::share_of_runs(1.0 - above, frame))),
    ];
    if !has_room(&marks, frame) {
        legend.extend(marks.iter().map(|m| LegendEntry { ink: None, text: named(m, frame) }));
    }
    let svg = draw(uncertainty, &marks, unit, frame, &summary);
    Some(Chart { id: ID, title, subtitle, summary, legend, svg, table: table(uncertainty, &marks, unit, frame) })
}

/// The percentiles, the mean and the likely value, from left to right.
fn marks(uncertainty: &Uncertainty) -> Vec<Mark> {
    let npv = &uncertainty.npv;
    let mark = |name, value, ink| Mark { name, value, ink };
    let mut marks = vec![
        mark("P10", npv.p10, Ink::Strong),
        mark("P50", npv.p50, Ink::Strong),
        mark("P90", npv.p90, Ink::Strong),
        mark("mean", uncertainty.mean, Ink::Boundary),
        mark("likely", uncertainty.likely, Ink::Likely),
    ];
    sort_short(&mut marks, |m| m.value);
    marks
}

fn named(mark: &Mark, frame: &ChartContext) -> String {
    format!("{} {}", mark.name, frame.pen.change(mark.value))
}

/// Whether the marks have room for their values beside their names; some fonts are wider than the usual ones.
fn has_room(marks: &[Mark], frame: &ChartContext) -> bool {
    let widest = marks.iter().map(|m| text_width(&named(m, frame), 12.0)).fold(0.0, f64::max);
    marks.len() as f64 * (1.12 * widest + 14.0) <= f64::from(frame.width) - SIDES
}

/// The values the picture spans, a little wider where there is only one.
fn span(uncertainty: &Uncertainty, marks: &[Mark], unit: MoneyUnit) -> Range<f64> {
    let edges = uncertainty.histogram.iter().flat_map(|b| [b.from, b.to]);
    let values = edges.chain(marks.iter().map(|m| m.value)).map(|v| v / unit.divisor);
    let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)));
    let room = if high > low { 0.0 } else { 1.0_f64.max(0.1 * high.abs()) };
    low - room..high + room
}

fn draw(uncertainty: &Uncertainty, marks: &[Mark], unit: MoneyUnit, frame: &ChartContext, summary: &str) -> String {
    let x = span(uncertainty, marks, unit);
    let share = |draws: usize| 100.0 * draws as f64 / uncertainty.draws.max(1) as f64;
    let shares = Axis::with_zero(uncertainty.histogram.iter().map(|b| share(b.draws)), 4);
    let values = Axis::between(x.start, x.end, if frame.is_narrow() { 3 } else { 6 }).within(x.start, x.end);
    let margins = Margins { top: 4, right: RIGHT, bottom: 44, left: LEFT };
    let width = f64::from(frame.width.saturating_sub(margins.left + margins.right));
    let height = f64::from(frame.height() - margins.top - margins.bottom);
    let gap = (x.end - x.start) / width;
    // Room for the names above the bars.
    let per_pixel = shares.high / (height - NAMES);
    let (ceiling, y) = (shares.high, 0.0..height * per_pixel);
    picture(ID, summary, (frame.width, frame.height()), margins, x.clone(), y.clone(), |canvas| {
        shares.draw(canvas, x.start, x.end, frame.pen, " %");
        values.draw_below(canvas, 0.0, 0.0, frame.pen);
        canvas.text("NPV", (f64::midpoint(x.start, x.end), 0.0), (0.0, 24.0), label(HPos::Center, VPos::Top));
        for bin in &uncertainty.histogram {
            let (from, to) = (bin.from / unit.divisor, bin.to / unit.divisor);
            // A bin without width is a line of its own.
            let (from, to) =
                if to > from { (from + 0.5 * gap, to - 0.5 * gap) } else { (from - 3.0 * gap, to + 3.0 * gap) };
            let ink = if bin.from < 0.0 { Ink::BelowZero } else { Ink::Gain };
            if bin.draws > 0 {
                canvas.bar((from, 0.0), (to, share(bin.draws)), ink);
            }
        }
        if x.contains(&0.0) {
            canvas.line(vec![(0.0, 0.0), (0.0, ceiling)], Ink::Axis, 1.4);
        }
        draw_marks(canvas, marks, unit, &x, width, (ceiling, per_pixel), frame);
    })
}

/// Draws the lines of the marks and names them above the bars, moved apart where they would touch. `width` is that of the
/// plot in CSS pixels, `top` the ceiling of the bars and how much a CSS pixel is there.
fn draw_marks(
    canvas: &Canvas,
    marks: &[Mark],
    unit: MoneyUnit,
    x: &Range<f64>,
    width: f64,
    top: (f64, f64),
    frame: &ChartContext,
) {
    let in_full = has_room(marks, frame);
    let name = |mark: &Mark| if in_full { named(mark, frame) } else { mark.name.to_owned() };
    let widest = marks.iter().map(|m| text_width(&name(m), 12.0)).fold(0.0, f64::max);
    let per_pixel = (x.end - x.start) / width;
    let mut places: Vec<f64> = marks.iter().map(|m| (m.value / unit.divisor - x.start) / per_pixel).collect();
    let gap = (widest + 14.0).min(width / marks.len() as f64);
    spread(&mut places, gap, width - 0.5 * widest + 14.0);
    for (mark, place) in marks.iter().zip(places) {
        let at = mark.value / unit.divisor;
        let foot = (x.start + place * per_pixel, top.0 + 14.0 * top.1);
        canvas.line(vec![foot, (at, top.0), (at, 0.0)], mark.ink, 1.4);
        canvas.text(&name(mark), foot, (0.0, -2.0), Type { ink: Ink::Strong, ..label(HPos::Center, VPos::Bottom) });
    }
}

/// The marks, then the bins.
fn table(uncertainty: &Uncertainty, marks: &[Mark], unit: MoneyUnit, frame: &ChartContext) -> TableTwin {
    let write = |value| unit.write(value, frame.pen);
    let columns = vec![format!("NPV, {}", unit.label(frame.pen)), "Value".to_owned(), "Share of runs".to_owned()];
    let mut rows: Vec<Vec<String>> =
        marks.iter().map(|m| vec![m.name.to_owned(), write(m.value), "–".to_owned()]).collect();
    rows.push(vec!["standard error of the mean".to_owned(), write(uncertainty.standard_error), "–".to_owned()]);
    rows.extend(uncertainty.histogram.iter().map(|bin| {
        let share = 100.0 * bin.draws as f64 / uncertainty.draws.max(1) as f64;
        let range = format!("{} to {}", write(bin.from), write(bin.to));
        vec!["bin".to_owned(), range, format!("{}\u{a0}%", frame.pen.number(share, 1))]
    }));
    TableTwin { columns, rows }
}
