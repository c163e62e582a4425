//! Customer equity by year in its three blocks, past solid and forecast hatched.

use super::kit::axis::{Axis, MoneyUnit};
use super::kit::canvas::{Canvas, Margins, figure, label, picture};
use super::kit::ink::Ink;
use super::kit::types::{Chart, ChartContext, LegendEntry, TableTwin};
use super::kit::years::{boundary, periods, year_name};
use journey_engine::Projection;
use journey_engine::projection::EquityRow;
use journey_engine::registry::EquityPart;
use journey_plan::order::sort_short;
use plotters::style::text_anchor::{HPos, VPos};

const ID: &str = "equity-by-year";
/// Half the width of a bar, in years.
const HALF: f64 = 0.3;

/// One year, all segments added up.
#[derive(Debug, Clone, Copy, Default)]
struct BlocksYear {
    year: i32,
    forecast: bool,
    new: f64,
    existing: f64,
    churn: f64,
    reconciled: f64,
}

impl BlocksYear {
    fn total(&self) -> f64 {
        self.new + self.existing - self.churn
    }
}

/// Draws the chart; `None` while no year is complete.
pub fn equity_by_year(projection: &Projection, frame: &ChartContext) -> Option<Chart> {
    let years = by_year(&projection.rows);
    let (first, last) = (years.first()?, years.last()?);
    let unit = MoneyUnit::for_values(years.iter().map(BlocksYear::total));
    let title = title(&years, frame);
    let subtitle = format!(
        "Customer equity as published, net of churn, by block, {}, {}",
        unit.label(frame.pen),
        periods(&years.iter().map(|y| (y.year, y.forecast)).collect::<Vec<_>>())
    );
    let summary = format!(
        "{title}. From {} {} in {} to {} in {}.",
        unit.write(first.total(), frame.pen),
        unit.label(frame.pen),
        first.year,
        unit.write(last.total(), frame.pen),
        last.year
    );
    Some(Chart {
        id: ID,
        svg: draw(&years, unit, frame, &summary),
        title,
        subtitle,
        summary,
        legend: vec![
            LegendEntry::of(Ink::Existing, "existing customers"),
            LegendEntry::of(Ink::New, "new customers"),
            LegendEntry::of(Ink::Churned, "churned customers"),
            LegendEntry::of(Ink::ExistingForecast, "hatched: forecast"),
        ],
        table: table(&years, unit, frame),
    })
}

fn by_year(rows: &[EquityRow]) -> Vec<BlocksYear> {
    let mut years: Vec<BlocksYear> = Vec::new();
    for row in rows {
        let position = years.iter().position(|y| y.year == row.year).unwrap_or_else(|| {
            years.push(BlocksYear { year: row.year, forecast: row.forecast, ..BlocksYear::default() });
            years.len() - 1
        });
        let year = &mut years[position];
        year.new += row.new_block;
        year.existing += row.existing_block;
        year.churn += row.churn_block;
        year.reconciled += row.reconciled;
    }
    sort_short(&mut years, |y| y.year);
    years
}

/// The message: how equity moves over the forecast, and what drives it.
fn title(years: &[BlocksYear], frame: &ChartContext) -> String {
    let Some(base) = years.iter().rfind(|y| !y.forecast) else { return "Customer equity by year".to_owned() };
    let Some(last) = years.iter().rfind(|y| y.forecast) else {
        let first = years.first().unwrap_or(base);
        return match base.total().partial_cmp(&first.total()) {
            Some(std::cmp::Ordering::Less) => format!("Customer equity has fallen since {}", first.year),
            Some(std::cmp::Ordering::Greater) => format!("Customer equity has grown since {}", first.year),
            _ => "Customer equity is unchanged".to_owned(),
        };
    };
    let change = last.total() - base.total();
    let existing = last.existing - base.existing - (last.churn - base.churn);
    let from = if existing.abs() >= (last.new - base.new).abs() {
        "most of it from customers you already have"
    } else {
        "most of it from new customers"
    };
    let span = f64::from(last.year - base.year);
    if base.total() > 0.0 && last.total() > 0.0 {
        let rate = (last.total() / base.total()).powf(1.0 / span) - 1.0;
        if rate.abs() < 0.0005 {
            return format!("Equity stays where it is until {}", last.year);
        }
        let decimals = usize::from(rate.abs() < 0.0995);
        let verb = if rate > 0.0 { "grows" } else { "shrinks" };
        return format!("Equity {verb} {} a year, {from}", frame.pen.share(rate.abs(), decimals));
    }
    let verb = if change >= 0.0 { "rises" } else { "falls" };
    format!("Equity {verb} until {}, {from}", last.year)
}

fn draw(years: &[BlocksYear], unit: MoneyUnit, frame: &ChartContext, summary: &str) -> String {
    let scaled = |v: f64| v / unit.divisor;
    let tops = years.iter().map(|y| scaled(y.new.max(0.0) + y.existing.max(0.0)));
    let bottoms = years.iter().map(|y| scaled(y.new.min(0.0) + y.existing.min(0.0) - y.churn));
    let axis = Axis::with_zero(tops.chain(bottoms), 5);
    let margins = Margins { top: 22, right: 6, bottom: 26, left: 46 };
    let right = years.len() as f64 - 0.5;
    picture(ID, summary, (frame.width, frame.height()), margins, -0.5..right, axis.padded(0.02, 0.09), |canvas| {
        axis.draw(canvas, -0.5, right, frame.pen, "");
        let floor = axis.padded(0.02, 0.09).start;
        for (index, year) in years.iter().enumerate() {
            draw_year(canvas, index as f64, year, unit);
            let top = scaled(year.new.max(0.0) + year.existing.max(0.0));
            let text = unit.write(year.total(), frame.pen);
            let set = figure(HPos::Center, VPos::Bottom);
            let set = if frame.is_narrow() { super::kit::canvas::Type { size: 11.0, ..set } } else { set };
            canvas.text(&text, (index as f64, top), (0.0, -4.0), set);
            canvas.text(
                &year_name(year.year, frame),
                (index as f64, floor),
                (0.0, 8.0),
                label(HPos::Center, VPos::Top),
            );
        }
        boundary(canvas, years.iter().position(|y| y.forecast), axis.padded(0.02, 0.09));
    })
}

fn draw_year(canvas: &Canvas, x: f64, year: &BlocksYear, unit: MoneyUnit) {
    let inks = if year.forecast {
        [Ink::ExistingForecast, Ink::NewForecast, Ink::ChurnedForecast]
    } else {
        [Ink::Existing, Ink::New, Ink::Churned]
    };
    // Positive blocks are stacked upwards, negative ones downwards.
    let (mut up, mut down) = (0.0, 0.0);
    for (value, ink) in [year.existing, year.new, -year.churn].into_iter().zip(inks) {
        let side = if value < 0.0 { &mut down } else { &mut up };
        let (from, to) = (*side, *side + value / unit.divisor);
        if value.abs() > 0.0 {
            canvas.bar((x - HALF, from), (x + HALF, to), ink);
            if from.abs() > 0.0 {
                // Without colour two blocks that touch would be one.
                canvas.line(vec![(x - HALF, from), (x + HALF, from)], Ink::Published, 1.5);
            }
        }
        *side = to;
    }
}

/// The years with their blocks, as published and reconciled; `None` while no year is complete.
pub fn equity_table(projection: &Projection, frame: &ChartContext) -> Option<TableTwin> {
    let years = by_year(&projection.rows);
    years.first()?;
    let unit = MoneyUnit::for_values(years.iter().map(BlocksYear::total));
    let row = |year: &BlocksYear| {
        let name = format!("{}{}", year.year, if year.forecast { " f" } else { "" });
        let values = [year.new, year.existing, -year.churn, year.total(), year.reconciled];
        std::iter::once(name).chain(values.map(|v| unit.write(v, frame.pen))).collect()
    };
    let mut columns = vec![unit.label(frame.pen)];
    columns.extend(EquityPart::ALL[..5].iter().map(|part| short(*part).to_owned()));
    Some(TableTwin { columns, rows: years.iter().map(row).collect() })
}

fn table(years: &[BlocksYear], unit: MoneyUnit, frame: &ChartContext) -> TableTwin {
    let mut columns = vec![unit.label(frame.pen)];
    columns.extend(years.iter().map(|y| format!("{}{}", y.year, if y.forecast { " forecast" } else { "" })));
    let row = |name: &str, value: &dyn Fn(&BlocksYear) -> f64| {
        let mut cells = vec![name.to_owned()];
        cells.extend(years.iter().map(|y| unit.write(value(y), frame.pen)));
        cells
    };
    let rows = vec![
        row(short(EquityPart::New), &|y| y.new),
        row(short(EquityPart::Existing), &|y| y.existing),
        row(short(EquityPart::Churn), &|y| -y.churn),
        row(short(EquityPart::AsPublished), &BlocksYear::total),
    ];
    TableTwin { columns, rows }
}

fn short(part: EquityPart) -> &'static str {
    part.entry().short
}
