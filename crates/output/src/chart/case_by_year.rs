//! The case year by year: what comes in, what is paid, and what is left.

use super::kit::axis::{Axis, MoneyUnit};
use super::kit::canvas::{Canvas, Margins, Type, figure, label, picture};
use super::kit::ink::Ink;
use super::kit::metrics::text_width;
use super::kit::types::{Chart, ChartContext, LegendEntry, TableTwin};
use super::kit::years::{is_labelled, year_name};
use journey_engine::model::business_case::CaseYear;
use journey_engine::model::cash_flow::{PaybackYear, running_sum};
use journey_engine::projection::Forecast;
use journey_engine::registry::CaseYearPart;
use plotters::style::text_anchor::{HPos, VPos};

const ID: &str = "case-by-year";
/// Half the width of a bar, in years, and at most in CSS pixels.
const HALF: f64 = 0.3;
const MOST: f64 = 45.0;

/// Draws benefit, costs and net cash of every year, after risk and undiscounted; `None` without a case.
pub fn case_by_year(forecast: &Forecast, frame: &ChartContext) -> Option<Chart> {
    let years = &forecast.case.as_ref().ok()?.case.by_year;
    let last = forecast.first_year + years.len().checked_sub(1)? as i32;
    let unit = MoneyUnit::for_values(years.iter().flat_map(|y| [y.benefit, outlay(y), y.net()]));
    let title = title(years, forecast.first_year, frame);
    let span = if years.len() == 1 { String::new() } else { format!("–{:02}", last % 100) };
    let subtitle = format!(
        "Benefit against the baseline, programme cost and net cash a year, after risk, undiscounted, {}, forecast {}{span}",
        unit.label(frame.pen),
        forecast.first_year
    );
    let sum = |of: fn(&CaseYear) -> f64| frame.pen.money(years.iter().map(of).sum());
    let summary = format!(
        "{title}. Over all years benefits of {}, costs of {}, net cash of {}.",
        sum(|y| y.benefit),
        sum(outlay),
        sum(CaseYear::net)
    );
    let legend = vec![
        LegendEntry::of(Ink::Gain, "benefit"),
        LegendEntry::of(Ink::Loss, "one-off cost"),
        LegendEntry::of(Ink::RunningCost, "running cost"),
        LegendEntry::of(Ink::Total, "net cash, written above"),
    ];
    let svg = draw(years, forecast.first_year, unit, frame, &summary);
    Some(Chart { id: ID, title, subtitle, summary, legend, svg, table: table(years, forecast.first_year, unit, frame) })
}

/// Everything that is paid in a year, in currency.
fn outlay(year: &CaseYear) -> f64 {
    year.one_off_cost + year.running_cost
}

/// The message: from which year on every year brings more than it costs.
fn title(years: &[CaseYear], first: i32, frame: &ChartContext) -> String {
    let is_nothing = |y: &CaseYear| y.benefit.abs() <= 0.0 && outlay(y) <= 0.0;
    if years.iter().all(is_nothing) {
        return "Nothing is spent and nothing gained in this scenario yet".to_owned();
    }
    let from = years.iter().rposition(|y| y.net() < 0.0).map_or(0, |last| last + 1);
    let money = |value: f64| frame.pen.money(value);
    match years.get(from) {
        None => {
            let (year, net) = (first + years.len() as i32 - 1, years.last().map_or(0.0, CaseYear::net));
            format!("{year} still costs {} more than it brings", money(-net))
        }
        Some(_) if from == 0 => "Every year brings at least what it costs".to_owned(),
        Some(year) => {
            format!(
                "From {} on every year brings more than it costs, {} at first",
                first + from as i32,
                money(year.net())
            )
        }
    }
}

fn draw(years: &[CaseYear], first: i32, unit: MoneyUnit, frame: &ChartContext, summary: &str) -> String {
    let scaled = |value: f64| value / unit.divisor;
    let ends = years.iter().flat_map(|y| [scaled(y.benefit.max(0.0)), scaled(y.benefit.min(0.0) - outlay(y))]);
    let axis = Axis::with_zero(ends, 5);
    let labels: Vec<String> = years.iter().map(|y| unit.write_change(y.net(), frame.pen)).collect();
    let size = if frame.is_narrow() { 11.0 } else { 14.0 };
    let widest = labels.iter().map(|l| text_width(l, size)).fold(30.0, f64::max);
    let margins = Margins { top: 36, right: 8, bottom: 26, left: 52 };
    let column = f64::from(frame.width.saturating_sub(margins.left + margins.right)) / years.len() as f64;
    let right = years.len() as f64 - 0.5;
    let range = axis.padded(0.02, 0.02);
    picture(ID, summary, (frame.width, frame.height()), margins, -0.5..right, range.clone(), |canvas| {
        axis.draw(canvas, -0.5, right, frame.pen, "");
        for (index, year) in years.iter().enumerate() {
            draw_year(canvas, index as f64, HALF.min(MOST / column), year, unit);
        }
        let net = years.iter().enumerate().map(|(index, year)| (index as f64, scaled(year.net())));
        canvas.line(net.clone().collect(), Ink::Total, 1.6);
        net.for_each(|at| canvas.disc(at, 3.0, Ink::Total));
        canvas.text("net", (-0.5, range.end), (-8.0, -16.0), label(HPos::Right, VPos::Bottom));
        for (index, text) in labels.iter().enumerate() {
            if is_labelled(index, years.len(), widest + 6.0, column) {
                let x = index as f64;
                let set = Type { size, ..figure(HPos::Center, VPos::Bottom) };
                canvas.text(text, (x, range.end), (0.0, -16.0), set);
                let name = year_name(first + index as i32, frame);
                canvas.text(&name, (x, range.start), (0.0, 8.0), label(HPos::Center, VPos::Top));
            }
        }
    })
}

/// The bars of one year, to both sides of `x`: inflows above zero, outflows stacked below it.
fn draw_year(canvas: &Canvas, x: f64, half: f64, year: &CaseYear, unit: MoneyUnit) {
    let (mut up, mut down) = (0.0, 0.0);
    let parts = [(year.benefit, Ink::Gain), (-year.one_off_cost, Ink::Loss), (-year.running_cost, Ink::RunningCost)];
    for (value, ink) in parts {
        let side = if value < 0.0 { &mut down } else { &mut up };
        let (from, to) = (*side, *side + value / unit.divisor);
        if value.abs() > 0.0 {
            canvas.bar((x - half, from), (x + half, to), ink);
        }
        *side = to;
    }
}

/// The case year by year, in the order of [`CaseYearPart::ALL`]; a cost is written as an outflow. `None` without a
/// case.
pub fn case_table(forecast: &Forecast, frame: &ChartContext) -> Option<TableTwin> {
    let case = &forecast.case.as_ref().ok()?.case;
    let of_year = |of: fn(&CaseYear) -> f64| case.by_year.iter().map(of).collect::<Vec<f64>>();
    let lines = [case.line(), case.discounted_line()];
    let [cumulative, discounted_cumulative] = lines.map(|line| year_ends(&line));
    let rows = CaseYearPart::ALL.map(|part| {
        let values = match part {
            CaseYearPart::Benefit => of_year(|y| y.benefit),
            CaseYearPart::Cost => of_year(|y| 0.0 - outlay(y)),
            CaseYearPart::NetCash => of_year(CaseYear::net),
            CaseYearPart::Cumulative => cumulative.clone(),
            CaseYearPart::DiscountedCash => of_year(|y| y.discounted().lump + y.discounted().spread),
            CaseYearPart::DiscountedCumulative => discounted_cumulative.clone(),
        };
        (part.entry().label, values)
    });
    let unit = MoneyUnit::for_values(rows.iter().flat_map(|(_, values)| values.iter().copied()));
    let mut columns = vec![unit.label(frame.pen)];
    columns.extend((0..case.by_year.len()).map(|index| (forecast.first_year + index as i32).to_string()));
    let row = |(name, values): &(&str, Vec<f64>)| {
        let cells = values.iter().map(|v| unit.write(*v, frame.pen));
        std::iter::once((*name).to_owned()).chain(cells).collect()
    };
    Some(TableTwin { columns, rows: rows.iter().map(row).collect() })
}

/// The running sum at the end of every year: it begins at zero and bends twice a year.
fn year_ends(line: &[PaybackYear]) -> Vec<f64> {
    running_sum(line).iter().skip(2).step_by(2).map(|bend| bend.sum).collect()
}

fn table(years: &[CaseYear], first: i32, unit: MoneyUnit, frame: &ChartContext) -> TableTwin {
    let mut columns = vec![unit.label(frame.pen)];
    columns.extend((0..years.len()).map(|index| format!("{} forecast", first + index as i32)));
    columns.push("All years".to_owned());
    let row = |name: &str, of: fn(&CaseYear) -> f64| {
        let values = years.iter().map(of).chain([years.iter().map(of).sum()]);
        std::iter::once(name.to_owned()).chain(values.map(|v| unit.write(v, frame.pen))).collect()
    };
    let rows = vec![
        row("Benefit", |y| y.benefit),
        row("One-off cost", |y| 0.0 - y.one_off_cost),
        row("Running cost", |y| 0.0 - y.running_cost),
        row(CaseYearPart::NetCash.entry().label, CaseYear::net),
    ];
    TableTwin { columns, rows }
}
