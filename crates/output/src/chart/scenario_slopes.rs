//! One line for every scenario, from the baseline, where all start, to where the scenario ends.

use super::kit::canvas::{Canvas, Margins, Type, label, picture};
use super::kit::ink::Ink;
use super::kit::metrics::text_width;
use super::kit::types::{Chart, ChartContext, LegendEntry, TableTwin};
use super::kit::words::{spread, wrap};
use journey_engine::answers::comparison::{Against, Compared, ComparedScenario, Comparison};
use journey_plan::number::pen::YEARS;
use journey_plan::order::sort_short;
use plotters::style::text_anchor::{HPos, VPos};

const ID: &str = "scenario-slopes";
/// Size of names and figures, and the distance of their lines, in CSS pixels.
const SIZE: f64 = 12.5;
const LINE: f64 = 15.0;

/// A scenario that has the compared figure.
struct Slope<'a> {
    column: &'a ComparedScenario,
    value: f64,
    difference: f64,
}

impl Slope<'_> {
    fn ink(&self) -> Ink {
        match self.difference {
            d if d > 0.0 => Ink::Gain,
            d if d < 0.0 => Ink::Loss,
            _ => Ink::Axis,
        }
    }
}

/// Draws the lines of `compared`, an amount such as the NPV; `None` where the baseline or every scenario lacks it.
pub fn scenario_slopes(comparison: &Comparison, compared: Compared, frame: &ChartContext) -> Option<Chart> {
    let (baseline, scenarios) = comparison.columns.split_first()?;
    let start = baseline.figure(compared).ok()?;
    let slope = |column| {
        let difference = comparison.difference(column, compared, Against::Baseline).ok()?;
        Some(Slope { column, value: column.figure(compared).ok()?, difference })
    };
    let slopes: Vec<Slope> = scenarios.iter().filter_map(slope).collect();
    slopes.first()?;
    let title = title(&slopes, compared, frame);
    let one_sign = slopes.iter().all(|s| s.value * start > 0.0);
    let subtitle = format!(
        "{}, {}, from the baseline to each scenario{}",
        compared.entry().short,
        frame.pen.count(comparison.years as usize, YEARS),
        if one_sign { "; the scale does not begin at zero" } else { "" }
    );
    let told: Vec<String> = slopes.iter().map(|s| format!("{} {}", s.column.name, told(s, compared, frame))).collect();
    let missing = scenarios.len() - slopes.len();
    let lacking =
        if missing == 0 { String::new() } else { format!(" {} without this figure.", frame.pen.whole(missing)) };
    let summary = format!("{title}. Baseline {}; {}.{lacking}", compared.write(start, frame.pen), told.join(", "));
    let legend = legend(&slopes);
    let svg = draw(start, &slopes, compared, frame, &summary);
    Some(Chart { id: ID, title, subtitle, summary, legend, svg, table: table(comparison, compared, frame) })
}

/// The figure of a scenario, and how far it is from the baseline.
fn told(slope: &Slope, compared: Compared, frame: &ChartContext) -> String {
    let value = compared.write(slope.value, frame.pen);
    let difference = compared.write_difference(slope.difference, frame.pen);
    // From a baseline of nothing the difference repeats the value.
    if value == difference { value } else { format!("{value} ({difference})") }
}

fn legend(slopes: &[Slope]) -> Vec<LegendEntry> {
    let mut legend = Vec::new();
    for (ink, text) in [(Ink::Gain, "above the baseline"), (Ink::Loss, "below it"), (Ink::Axis, "as the baseline")] {
        if slopes.iter().any(|s| s.ink() == ink) {
            legend.push(LegendEntry::of(ink, text));
        }
    }
    if slopes.iter().any(|s| s.column.is_active) && slopes.len() > 1 {
        legend.push(LegendEntry { ink: None, text: "thick: the active scenario".to_owned() });
    }
    legend
}

/// The message: which scenario comes out best.
fn title(slopes: &[Slope], compared: Compared, frame: &ChartContext) -> String {
    let best = slopes.iter().max_by(|a, b| a.value.total_cmp(&b.value));
    match best {
        Some(best) if best.difference > 0.0 => {
            let more = compared.write_difference(best.difference, frame.pen);
            format!("“{}” comes out best, {} above the baseline", best.column.name, more.trim_start_matches('+'))
        }
        _ => "No scenario comes out above the baseline".to_owned(),
    }
}

fn draw(start: f64, slopes: &[Slope], compared: Compared, frame: &ChartContext, summary: &str) -> String {
    let ends = slopes.iter().map(|s| s.value);
    let (low, high) = ends.fold((start, start), |(low, high), v| (low.min(v), high.max(v)));
    let room = if high > low { 0.12 * (high - low) } else { 1.0_f64.max(0.1 * high.abs()) };
    let y = low - room..high + room;
    let from = ["Baseline".to_owned(), compared.write(start, frame.pen)];
    let left = from.iter().map(|t| text_width(t, SIZE)).fold(0.0, f64::max) + 16.0;
    let names: Vec<Vec<String>> = slopes.iter().map(|s| lines(s, compared, frame)).collect();
    let right = names.iter().flatten().map(|t| text_width(t, SIZE)).fold(0.0, f64::max) + 18.0;
    let tallest = LINE * names.iter().map(Vec::len).max().unwrap_or(1) as f64 + 6.0;
    let margins = Margins { top: 8, right: right.ceil() as u32, bottom: 8, left: left.ceil() as u32 };
    let height = frame.height().max((tallest * slopes.len() as f64) as u32 + margins.top + margins.bottom);
    let plot = f64::from(height - margins.top - margins.bottom);
    picture(ID, summary, (frame.width, height), margins, 0.0..1.0, y.clone(), |canvas| {
        for x in [0.0, 1.0] {
            canvas.line(vec![(x, y.start), (x, y.end)], Ink::Axis, 1.0);
        }
        canvas.line(vec![(0.0, start), (1.0, start)], Ink::Boundary, 1.2);
        for slope in slopes {
            let width = if slope.column.is_active { 3.4 } else { 1.8 };
            canvas.line(vec![(0.0, start), (1.0, slope.value)], slope.ink(), width);
            canvas.disc((1.0, slope.value), 3.0, slope.ink());
        }
        canvas.disc((0.0, start), 3.5, Ink::Total);
        write(canvas, &from, (0.0, start), (-12.0, 0.0), HPos::Right, true);
        let down = |value: f64| plot * (y.end - value) / (y.end - y.start);
        name_ends(canvas, slopes, &names, tallest, &down, plot);
    })
}

/// The name of a scenario in as many lines as it needs, then its figure.
fn lines(slope: &Slope, compared: Compared, frame: &ChartContext) -> Vec<String> {
    let mut lines = wrap(&slope.column.name, 0.38 * f64::from(frame.width), SIZE);
    lines.push(told(slope, compared, frame));
    lines
}

/// Names every line at its end, moved apart where they would touch.
fn name_ends(
    canvas: &Canvas,
    slopes: &[Slope],
    names: &[Vec<String>],
    gap: f64,
    down: &dyn Fn(f64) -> f64,
    height: f64,
) {
    let mut sorted: Vec<(&Slope, &Vec<String>)> = slopes.iter().zip(names).collect();
    sort_short(&mut sorted, |(s, _)| -s.value);
    let mut places: Vec<f64> = sorted.iter().map(|(s, _)| down(s.value)).collect();
    spread(&mut places, gap, height - 0.5 * gap);
    for ((slope, lines), place) in sorted.iter().zip(places) {
        let shift = (12.0, place - down(slope.value));
        write(canvas, lines, (1.0, slope.value), shift, HPos::Left, slope.column.is_active);
    }
}

/// A name and its figure in the last line, around a point.
fn write(canvas: &Canvas, lines: &[String], at: (f64, f64), shift: (f64, f64), side: HPos, strong: bool) {
    for (index, text) in lines.iter().enumerate() {
        let is_figure = index + 1 == lines.len();
        let ink = if strong || is_figure { Ink::Strong } else { Ink::Label };
        let set = Type { size: SIZE, ink, ..label(side, VPos::Center) };
        let down = LINE * (index as f64 - 0.5 * (lines.len() as f64 - 1.0));
        canvas.text(text, at, (shift.0, shift.1 + down), set);
    }
}

fn table(comparison: &Comparison, compared: Compared, frame: &ChartContext) -> TableTwin {
    let columns = ["Scenario", compared.entry().short, "Against the baseline"].map(str::to_owned).to_vec();
    let row = |column: &ComparedScenario| {
        let value = column.figure(compared).map(|v| compared.write(v, frame.pen));
        let difference = comparison.difference(column, compared, Against::Baseline);
        let difference = match difference {
            Ok(difference) if column.scenario.is_some() => compared.write_difference(difference, frame.pen),
            _ => "–".to_owned(),
        };
        vec![column.name.clone(), value.unwrap_or_else(|reason| reason.written(frame.pen)), difference]
    };
    TableTwin { columns, rows: comparison.columns.iter().map(row).collect() }
}
