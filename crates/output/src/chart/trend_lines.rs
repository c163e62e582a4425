//! Common trends against the retention curve: fitted to the first years of a cohort, held against the rest.

use super::kit::axis::Axis;
use super::kit::canvas::{Canvas, Margins, Type, picture};
use super::kit::ink::Ink;
use super::kit::tenure;
use super::kit::types::{Chart, ChartContext, LegendEntry, TableTwin};
use super::kit::words::spread;
use journey_engine::model::trend::{Extension, Method, TrendComparison};
use journey_plan::number::pen::Pen;
use plotters::style::text_anchor::{HPos, VPos};

/// Distance between two labels at the end of lines, in CSS pixels.
const LABEL_GAP: f64 = 15.0;

/// A year since acquisition.
fn at(year: usize) -> String {
    Pen::PLAIN.whole(year)
}

/// Draws the comparison; `id` tells several on a page apart.
pub fn trend_lines(id: &'static str, comparison: &TrendComparison, frame: &ChartContext) -> Chart {
    let last = comparison.observed.len().saturating_sub(1);
    let title = title(comparison, last, frame);
    let fitted_to = comparison.fitted_to;
    let held_out = if last == fitted_to + 1 {
        format!("year {}", at(last))
    } else {
        format!("years {}–{}", at(fitted_to + 1), at(last))
    };
    let subtitle = format!(
        "{} still there, % of those acquired, lines fitted to years 0–{} and held against {held_out}",
        capital(&comparison.label),
        at(fitted_to)
    );
    let misses: Vec<String> =
        comparison.lines.iter().map(|l| format!("{} {}", l.method.label(), miss(l, frame))).collect();
    let summary = format!("{title}. Missed in year {}: {}.", at(last), misses.join(", "));
    let mut legend = vec![
        LegendEntry::of(Ink::Strong, "observed, fitted to"),
        LegendEntry::of(Ink::Published, "observed, held out"),
    ];
    legend.extend(comparison.lines.iter().map(|l| LegendEntry::of(ink(l.method), l.method.label())));
    let svg = draw(id, comparison, frame, &summary);
    let table = table(comparison, last, frame);
    Chart { id, title, subtitle, summary, legend, svg, table }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn ink(method: Method) -> Ink {
    match method {
        Method::Linear => Ink::Linear,
        Method::Quadratic => Ink::Quadratic,
        Method::Exponential => Ink::Exponential,
        Method::Sbg | Method::ConstantRate => Ink::Curve,
    }
}

/// Miss of a line in the last year, with its sign.
fn miss(line: &Extension, frame: &ChartContext) -> String {
    let text = frame.pen.share(line.miss, 0);
    if line.miss > 0.0 && text.chars().any(|c| ('1'..='9').contains(&c)) { format!("+{text}") } else { text }
}

fn title(comparison: &TrendComparison, last: usize, frame: &ChartContext) -> String {
    let name = |line: &Extension| match line.method {
        Method::Sbg => "the sBG curve".to_owned(),
        Method::ConstantRate => "the constant rate".to_owned(),
        trend => format!("the {} trend", trend.label()),
    };
    let size = |line: &&Extension| line.miss.abs();
    let best = comparison.lines.iter().min_by(|a, b| size(a).total_cmp(&size(b)));
    let worst = comparison.lines.iter().max_by(|a, b| size(a).total_cmp(&size(b)));
    best.zip(worst).map_or_else(String::new, |(best, worst)| {
        format!(
            "{} comes closest to year {} ({}); {} misses it by {}",
            capital(&name(best)),
            at(last),
            miss(best, frame),
            name(worst),
            miss(worst, frame)
        )
    })
}

fn draw(id: &str, comparison: &TrendComparison, frame: &ChartContext, summary: &str) -> String {
    let last = comparison.observed.len().saturating_sub(1) as f64;
    let values = comparison.lines.iter().flat_map(|l| &l.path).chain(&comparison.observed).map(|v| 100.0 * v);
    // A trend that starts a little above 100 % needs no further line of the grid.
    let axis = Axis::with_zero(values.map(|v| if v < 102.0 { v.min(100.0) } else { v }), 5);
    let margins = Margins { top: 22, right: if frame.is_narrow() { 116 } else { 130 }, bottom: 44, left: 50 };
    let y = axis.padded(0.03, 0.04);
    let (floor, top) = (y.start, y.end);
    picture(id, summary, (frame.width, frame.height()), margins, 0.0..last, y, |canvas| {
        axis.draw(canvas, 0.0, last, frame.pen, " %");
        tenure::axis(canvas, 0, last as usize, floor, "years since acquisition", frame);
        tenure::boundary(canvas, comparison.fitted_to as f64, (floor, top), ["fitted", "held out"]);
        for line in &comparison.lines {
            canvas.line(tenure::points(&line.path, 0), ink(line.method), 2.2);
        }
        for (year, at) in tenure::points(&comparison.observed, 0).into_iter().enumerate() {
            if year > comparison.fitted_to { canvas.ring(at) } else { canvas.dot(at, Ink::Strong) }
        }
        let plot = f64::from(frame.height() - margins.top - margins.bottom);
        labels(canvas, comparison, frame, |share| plot * (top - 100.0 * share) / (top - floor), plot);
    })
}

/// Names every line at its end, with its miss; `down` turns a share into pixels below the upper edge.
fn labels(canvas: &Canvas, comparison: &TrendComparison, frame: &ChartContext, down: impl Fn(f64) -> f64, height: f64) {
    let end = |line: &Extension| line.path.last().copied().unwrap_or_default();
    let mut lines: Vec<&Extension> = comparison.lines.iter().collect();
    journey_plan::order::sort_short(&mut lines, |l| -end(l));
    let mut places: Vec<f64> = lines.iter().map(|l| down(end(l))).collect();
    spread(&mut places, LABEL_GAP, height);
    for (line, place) in lines.iter().zip(places) {
        let at = ((line.path.len() - 1) as f64, 100.0 * end(line));
        let set = tenure::strong(HPos::Left, VPos::Center);
        let set = Type { size: if frame.is_narrow() { 11.0 } else { set.size }, ..set };
        canvas.text(
            &format!("{} {}", line.method.label(), miss(line, frame)),
            at,
            (11.0, place - down(end(line))),
            set,
        );
    }
}

fn table(comparison: &TrendComparison, last: usize, frame: &ChartContext) -> TableTwin {
    let mut columns = vec!["Years since acquisition".to_owned()];
    columns.extend((0..=last).map(|t| t.to_string()));
    columns.push(format!("Miss in year {}", at(last)));
    let row = |name: &str, values: &[f64], miss: String| {
        let mut row = tenure::row(name, values, last + 1, frame);
        row.push(miss);
        row
    };
    let mut rows = vec![row("Observed", &comparison.observed, "–".to_owned())];
    rows.extend(comparison.lines.iter().map(|l| row(&capital(l.method.label()), &l.path, miss(l, frame))));
    TableTwin { columns, rows }
}
