//! Cumulative discounted cash over all runs of a simulation: two bands, the median and the likely line.

use super::kit::axis::{Axis, MoneyUnit};
use super::kit::canvas::{Canvas, Margins, Type, label, picture};
use super::kit::ink::Ink;
use super::kit::metrics::text_width;
use super::kit::types::{Chart, ChartContext, LegendEntry, TableTwin};
use super::kit::words::spread;
use super::kit::{ahead, runs};
use journey_engine::simulation::{Percentiles, Uncertainty};
use plotters::style::text_anchor::{HPos, VPos};

const ID: &str = "fan";
/// Distance between two labels at the end of the picture, in CSS pixels.
const LABEL_GAP: f64 = 15.0;

/// Room for the widest name: some fonts are wider than the usual ones.
const ROOM: f64 = 1.1;

/// Draws the fan; `None` while nothing is simulated.
pub fn fan(uncertainty: &Uncertainty, frame: &ChartContext) -> Option<Chart> {
    let end = uncertainty.cumulative.last()?;
    let years = uncertainty.cumulative.len() - 1;
    let values = uncertainty.cumulative.iter().flat_map(|p| [p.p10, p.p90]);
    let unit = MoneyUnit::for_values(values.chain(uncertainty.likely_cumulative.iter().copied()));
    let title = runs::how_often_it_pays(uncertainty);
    let subtitle = format!(
        "Cumulative discounted cash, 50 % and 80 % ranges, {}, {}; {}",
        unit.label(frame.pen),
        ahead::period(uncertainty.first_year, years),
        runs::rests_on(uncertainty, frame)
    );
    let money = |value| frame.pen.money(value);
    let summary = format!(
        "{title}. At the end half of the runs have more than {}, and 8 in 10 runs lie between {} and {}.",
        money(end.p50),
        money(end.p10),
        money(end.p90)
    );
    let legend = vec![
        LegendEntry::of(Ink::Band, "8 in 10 runs"),
        LegendEntry::of(Ink::CoreBand, "5 in 10 runs"),
        LegendEntry::of(Ink::Curve, "median: half above, half below"),
        LegendEntry::of(Ink::Likely, "every input at its likely value"),
    ];
    let svg = draw(uncertainty, end, unit, frame, &summary);
    Some(Chart { id: ID, title, subtitle, summary, legend, svg, table: table(uncertainty, unit, frame) })
}

fn draw(uncertainty: &Uncertainty, end: &Percentiles, unit: MoneyUnit, frame: &ChartContext, summary: &str) -> String {
    let years = uncertainty.cumulative.len() - 1;
    let all = uncertainty.cumulative.iter().flat_map(|p| [p.p10, p.p90]).chain(uncertainty.likely_cumulative.clone());
    let axis = Axis::with_zero(all.map(|v| v / unit.divisor), 5);
    let names = names(uncertainty, end, frame);
    let widest = names.iter().map(|name| text_width(&name.text, 12.0)).fold(0.0, f64::max);
    let margins = Margins { top: 14, right: (widest * ROOM + 12.0).ceil() as u32, bottom: 26, left: 52 };
    let right = years as f64;
    let range = axis.padded(0.02, 0.02);
    let plot = (
        f64::from(frame.width.saturating_sub(margins.left + margins.right)),
        f64::from(frame.height() - margins.top - margins.bottom),
    );
    picture(ID, summary, (frame.width, frame.height()), margins, 0.0..right.max(1.0), range.clone(), |canvas| {
        let line = |of: fn(&Percentiles) -> f64| points(uncertainty.cumulative.iter().map(of), unit);
        band(canvas, line(|p| p.p10), line(|p| p.p90), Ink::Band);
        band(canvas, line(|p| p.p25), line(|p| p.p75), Ink::CoreBand);
        ahead::years(canvas, uncertainty.first_year, years, &range, plot.0, frame);
        axis.draw(canvas, 0.0, right, frame.pen, "");
        canvas.line(line(|p| p.p50), Ink::Curve, 2.4);
        canvas.line(points(uncertainty.likely_cumulative.iter().copied(), unit), Ink::Likely, 1.4);
        let down = |value: f64| plot.1 * (range.end - value / unit.divisor) / (range.end - range.start);
        name_ends(canvas, &names, right, unit, &down, plot.1);
    })
}

fn points(values: impl Iterator<Item = f64>, unit: MoneyUnit) -> Vec<(f64, f64)> {
    values.enumerate().map(|(year, value)| (year as f64, value / unit.divisor)).collect()
}

fn band(canvas: &Canvas, low: Vec<(f64, f64)>, high: Vec<(f64, f64)>, ink: Ink) {
    let mut corners = low;
    corners.extend(high.into_iter().rev());
    if corners.len() > 2 {
        canvas.area(corners, ink);
    }
}

/// A text beside the end of the fan.
struct EndLabel {
    text: String,
    /// Value at which the text stands, in currency: that of a line, or of the middle of the part that is a band's
    /// alone.
    value: f64,
    is_line: bool,
}

/// Names at the end of the fan, from above.
fn names(uncertainty: &Uncertainty, end: &Percentiles, frame: &ChartContext) -> Vec<EndLabel> {
    let money = |value| frame.pen.change(value);
    let likely = uncertainty.likely_cumulative.last().copied();
    let mut names = vec![
        EndLabel { text: "8 in 10 runs".to_owned(), value: f64::midpoint(end.p75, end.p90), is_line: false },
        EndLabel { text: "5 in 10 runs".to_owned(), value: f64::midpoint(end.p50, end.p75), is_line: false },
        EndLabel { text: format!("median {}", money(end.p50)), value: end.p50, is_line: true },
    ];
    names.extend(likely.map(|value| EndLabel { text: format!("likely {}", money(value)), value, is_line: true }));
    journey_plan::order::sort_short(&mut names, |name| -name.value);
    names
}

fn name_ends(canvas: &Canvas, names: &[EndLabel], x: f64, unit: MoneyUnit, down: &dyn Fn(f64) -> f64, height: f64) {
    let mut places: Vec<f64> = names.iter().map(|name| down(name.value)).collect();
    spread(&mut places, LABEL_GAP, height);
    for (EndLabel { text, value, is_line }, place) in names.iter().zip(places) {
        let set = label(HPos::Left, VPos::Center);
        let set = if *is_line { Type { ink: Ink::Strong, ..set } } else { set };
        canvas.text(text, (x, value / unit.divisor), (8.0, place - down(*value)), set);
    }
}

fn table(uncertainty: &Uncertainty, unit: MoneyUnit, frame: &ChartContext) -> TableTwin {
    let years = uncertainty.cumulative.len() - 1;
    let mut columns = vec![unit.label(frame.pen), "now".to_owned()];
    columns.extend((0..years).map(|index| format!("end of {}", uncertainty.first_year + index as i32)));
    let row = |name: &str, values: &mut dyn Iterator<Item = f64>| -> Vec<String> {
        std::iter::once(name.to_owned()).chain(values.map(|v| unit.write(v, frame.pen))).collect()
    };
    let percentile = |name: &str, of: fn(&Percentiles) -> f64| row(name, &mut uncertainty.cumulative.iter().map(of));
    let rows = vec![
        percentile("P90", |p| p.p90),
        percentile("P75", |p| p.p75),
        percentile("P50, median", |p| p.p50),
        percentile("P25", |p| p.p25),
        percentile("P10", |p| p.p10),
        row("Every input at its likely value", &mut uncertainty.likely_cumulative.iter().copied()),
    ];
    TableTwin { columns, rows }
}
