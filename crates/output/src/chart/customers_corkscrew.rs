//! The customer base year by year: opening + won − lost = closing.

use super::kit::axis::Axis;
use super::kit::canvas::{Canvas, Margins, Type, figure, label, picture};
use super::kit::ink::Ink;
use super::kit::metrics::text_width;
use super::kit::types::{Chart, ChartContext, LegendEntry, TableTwin};
use super::kit::years::{boundary, is_labelled, periods, year_name};
use journey_engine::Projection;
use journey_plan::order::sort_short;
use plotters::style::text_anchor::{HPos, VPos};

const ID: &str = "customers-corkscrew";
/// Half the width of a bar, in years.
const HALF: f64 = 0.3;

/// One year, all segments added up.
#[derive(Debug, Clone, Copy, Default)]
struct CorkscrewYear {
    year: i32,
    forecast: bool,
    segments: usize,
    opening: f64,
    new: f64,
    churned: f64,
    closing: f64,
}

/// Draws the chart; `None` while no year is complete.
pub fn customers_corkscrew(projection: &Projection, frame: &ChartContext) -> Option<Chart> {
    let years = by_year(projection);
    let (first, last) = (years.first()?, years.last()?);
    let decimals = decimals(&years);
    let count = |customers| frame.pen.number(customers, decimals);
    let title = title(&years, decimals, frame);
    let marks: Vec<(i32, bool)> = years.iter().map(|y| (y.year, y.forecast)).collect();
    let subtitle = format!(
        "Customers won and lost each year, above them the base at its end, all segments, {}{}",
        periods(&marks),
        incomplete(&years)
    );
    let summary = format!(
        "{title}. From {} customers at the start of {} to {} at the end of {}.",
        count(first.opening),
        first.year,
        count(last.closing),
        last.year
    );
    let mut legend = vec![LegendEntry::of(Ink::New, "won"), LegendEntry::of(Ink::Churned, "lost")];
    if last.forecast {
        legend.push(LegendEntry::of(Ink::NewForecast, "hatched: forecast"));
    }
    let svg = draw(&years, decimals, frame, &summary);
    Some(Chart { id: ID, title, subtitle, summary, legend, svg, table: table(&years, &count) })
}

fn by_year(projection: &Projection) -> Vec<CorkscrewYear> {
    let mut years: Vec<CorkscrewYear> = Vec::new();
    for row in &projection.rows {
        let position = years.iter().position(|y| y.year == row.year).unwrap_or_else(|| {
            years.push(CorkscrewYear { year: row.year, forecast: row.forecast, ..CorkscrewYear::default() });
            years.len() - 1
        });
        let year = &mut years[position];
        year.segments += 1;
        year.opening += row.opening;
        year.new += row.new;
        year.churned += row.churned;
        year.closing += row.closing;
    }
    sort_short(&mut years, |y| y.year);
    years
}

/// Names the years that not all segments have, where the base would otherwise seem to jump.
fn incomplete(years: &[CorkscrewYear]) -> String {
    let all = years.iter().map(|y| y.segments).max().unwrap_or_default();
    let lacking: Vec<String> = years.iter().filter(|y| y.segments < all).map(|y| y.year.to_string()).collect();
    if lacking.is_empty() { String::new() } else { format!("; not every segment has {}", lacking.join(", ")) }
}

/// Fractions of a customer matter only where there are few.
fn decimals(years: &[CorkscrewYear]) -> usize {
    usize::from(years.iter().all(|y| y.closing.max(y.new).max(y.churned) < 10.0))
}

/// The message: how the base moves in a year of the forecast, or of the past while there is none.
fn title(years: &[CorkscrewYear], decimals: usize, frame: &ChartContext) -> String {
    let ahead = years.iter().any(|y| y.forecast);
    let meant: Vec<&CorkscrewYear> = years.iter().filter(|y| y.forecast == ahead).collect();
    // As they are written, so that the sentence adds up.
    let power = 10f64.powi(decimals as i32);
    let mean = |read: fn(&CorkscrewYear) -> f64| {
        let sum: f64 = meant.iter().map(|y| read(y)).sum();
        (sum / meant.len().max(1) as f64 * power).round() / power
    };
    let (won, lost) = (mean(|y| y.new), mean(|y| y.churned));
    let net = won - lost;
    let verb = match (ahead, net >= 0.0) {
        (true, true) => "grows",
        (true, false) => "shrinks",
        (false, true) => "grew",
        (false, false) => "shrank",
    };
    let count = |customers: f64| frame.pen.number(customers, decimals);
    let both = format!("{} won, {} lost", count(won), count(lost));
    if net.abs() * power < 0.5 {
        return format!("The base {} its size: {both} a year", if ahead { "keeps" } else { "kept" });
    }
    format!("The base {verb} by {} customers a year: {both}", count(net.abs()))
}

fn draw(years: &[CorkscrewYear], decimals: usize, frame: &ChartContext, summary: &str) -> String {
    let axis = Axis::with_zero(years.iter().flat_map(|y| [y.new, -y.churned]), 5);
    let labels: Vec<String> = years.iter().map(|y| frame.pen.number(y.closing, decimals)).collect();
    let widest = axis.ticks.iter().map(|t| text_width(&frame.pen.number(*t, 0), 12.0)).fold(0.0, f64::max);
    let size = if frame.is_narrow() { 11.0 } else { 14.0 };
    let label_width = labels.iter().map(|l| text_width(l, size)).fold(30.0, f64::max);
    let left = (widest + 14.0).max(46.0);
    let column = (f64::from(frame.width) - left) / years.len() as f64;
    // The last number may be wider than its column.
    let margins = Margins {
        top: 36,
        right: (6.0 + 0.5 * (label_width - column).max(0.0)).ceil() as u32,
        bottom: 26,
        left: left.ceil() as u32,
    };
    let column = f64::from(frame.width.saturating_sub(margins.left + margins.right)) / years.len() as f64;
    let right = years.len() as f64 - 0.5;
    let range = axis.padded(0.02, 0.02);
    picture(ID, summary, (frame.width, frame.height()), margins, -0.5..right, range.clone(), |canvas| {
        axis.draw(canvas, -0.5, right, frame.pen, "");
        for (index, (year, closing)) in years.iter().zip(&labels).enumerate() {
            let x = index as f64;
            draw_year(canvas, x, year);
            if is_labelled(index, years.len(), label_width + 6.0, column) {
                let set = Type { size, ..figure(HPos::Center, VPos::Bottom) };
                canvas.text(closing, (x, range.end), (0.0, -16.0), set);
                let name = year_name(year.year, frame);
                canvas.text(&name, (x, range.start), (0.0, 8.0), label(HPos::Center, VPos::Top));
            }
        }
        boundary(canvas, years.iter().position(|y| y.forecast), range);
    })
}

fn draw_year(canvas: &Canvas, x: f64, year: &CorkscrewYear) {
    let (won, lost) = if year.forecast { (Ink::NewForecast, Ink::ChurnedForecast) } else { (Ink::New, Ink::Churned) };
    for (value, ink) in [(year.new, won), (-year.churned, lost)] {
        if value.abs() > 0.0 {
            canvas.bar((x - HALF, 0.0), (x + HALF, value), ink);
        }
    }
}

fn table(years: &[CorkscrewYear], count: &dyn Fn(f64) -> String) -> TableTwin {
    let mut columns = vec!["Customers".to_owned()];
    columns.extend(years.iter().map(|y| format!("{}{}", y.year, if y.forecast { " forecast" } else { "" })));
    let row = |name: &str, value: fn(&CorkscrewYear) -> f64| {
        std::iter::once(name.to_owned()).chain(years.iter().map(|y| count(value(y)))).collect()
    };
    let rows = vec![
        row("Opening", |y| y.opening),
        row("New", |y| y.new),
        row("Churned", |y| y.churned),
        row("Closing", |y| y.closing),
    ];
    TableTwin { columns, rows }
}
