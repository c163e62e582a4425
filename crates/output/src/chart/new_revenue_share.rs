//! How much of the revenue comes from new customers, year by year.

use super::kit::axis::Axis;
use super::kit::canvas::{Margins, Type, figure, label, picture};
use super::kit::ink::Ink;
use super::kit::metrics::text_width;
use super::kit::types::{Chart, ChartContext, LegendEntry, TableTwin};
use super::kit::years::{boundary, is_labelled, periods, year_name};
use journey_engine::Projection;
use journey_engine::answers::derived::derived_of_all;
use journey_engine::registry::KeyRatio;
use journey_plan::{Plan, YearlyFigure};
use plotters::style::text_anchor::{HPos, VPos};

const ID: &str = "new-revenue-share";
/// Half the width of a bar, in years.
const HALF: f64 = 0.3;

/// One year, all segments together.
#[derive(Debug, Clone, Copy)]
struct RevenueShareYear {
    year: i32,
    forecast: bool,
    share: f64,
}

/// Draws the chart; `None` while no year has the revenue of every segment.
pub fn new_revenue_share(plan: &Plan, projection: &Projection, frame: &ChartContext) -> Option<Chart> {
    let years = by_year(plan, projection);
    let (first, last) = (years.first()?, years.last()?);
    let marks: Vec<(i32, bool)> = years.iter().map(|y| (y.year, y.forecast)).collect();
    let title = title(first, last, frame);
    let subtitle = format!("Share of revenue from new customers, all segments, {}", periods(&marks));
    let write = |share| frame.pen.share(share, 1);
    let summary =
        format!("{title}. From {} in {} to {} in {}.", write(first.share), first.year, write(last.share), last.year);
    let mut legend = vec![LegendEntry::of(Ink::New, "from new customers")];
    if last.forecast {
        legend.push(LegendEntry::of(Ink::NewForecast, "hatched: forecast"));
    }
    let mut columns = vec!["Share of revenue".to_owned()];
    columns.extend(years.iter().map(|y| format!("{}{}", y.year, if y.forecast { " forecast" } else { "" })));
    let row = std::iter::once(YearlyFigure::NewCustomers.label().to_owned())
        .chain(years.iter().map(|y| write(y.share)))
        .collect();
    let table = TableTwin { columns, rows: vec![row] };
    Some(Chart { id: ID, svg: draw(&years, frame, &summary), title, subtitle, summary, legend, table })
}

fn by_year(plan: &Plan, projection: &Projection) -> Vec<RevenueShareYear> {
    let column = |(year, forecast)| {
        let share = derived_of_all(KeyRatio::RevenueShareOfNew, plan, projection, year).ok()?;
        Some(RevenueShareYear { year, forecast, share })
    };
    projection.years().into_iter().filter_map(column).collect()
}

fn title(first: &RevenueShareYear, last: &RevenueShareYear, frame: &ChartContext) -> String {
    let write = |share| frame.pen.share(share, 0);
    let (before, after) = (write(first.share), write(last.share));
    let verb = if last.forecast { "will bring" } else { "bring" };
    if before == after {
        return format!("New customers {verb} {after} of revenue, as in {}", first.year);
    }
    let way = if last.share > first.share { "up" } else { "down" };
    format!("New customers {verb} {after} of revenue in {}, {way} from {before} in {}", last.year, first.year)
}

fn draw(years: &[RevenueShareYear], frame: &ChartContext, summary: &str) -> String {
    let axis = Axis::with_zero(years.iter().map(|y| 100.0 * y.share), 4);
    let margins = Margins { top: 22, right: 6, bottom: 26, left: 52 };
    let size = if frame.is_narrow() { 11.0 } else { 14.0 };
    let column = f64::from(frame.width.saturating_sub(margins.left + margins.right)) / years.len() as f64;
    let needed = text_width("100 %", size) + 4.0;
    let right = years.len() as f64 - 0.5;
    let range = axis.padded(0.0, 0.12);
    picture(ID, summary, (frame.width, frame.height()), margins, -0.5..right, range.clone(), |canvas| {
        axis.draw(canvas, -0.5, right, frame.pen, "\u{a0}%");
        for (index, year) in years.iter().enumerate() {
            let (x, height) = (index as f64, 100.0 * year.share);
            let ink = if year.forecast { Ink::NewForecast } else { Ink::New };
            if height > 0.0 {
                canvas.bar((x - HALF, 0.0), (x + HALF, height), ink);
            }
            if is_labelled(index, years.len(), needed, column) {
                let set = Type { size, ..figure(HPos::Center, VPos::Bottom) };
                canvas.text(&frame.pen.share(year.share, 0), (x, height), (0.0, -4.0), set);
                let name = year_name(year.year, frame);
                canvas.text(&name, (x, range.start), (0.0, 8.0), label(HPos::Center, VPos::Top));
            }
        }
        boundary(canvas, years.iter().position(|y| y.forecast), range.clone());
    })
}
