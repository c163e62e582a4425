//! Cash added up from now to the horizon: how deep it goes, and when it is back.

use super::kit::ahead;
use super::kit::axis::{Axis, MoneyUnit};
use super::kit::canvas::{Canvas, Margins, Type, label, picture};
use super::kit::ink::Ink;
use super::kit::metrics::text_width;
use super::kit::types::{Chart, ChartContext, LegendEntry, TableTwin};
use super::kit::words::spread;
use journey_engine::model::business_case::BusinessCase;
use journey_engine::model::cash_flow::{Bend, Payback, PaybackYear, running_sum};
use journey_engine::projection::Forecast;
use plotters::style::text_anchor::{HPos, VPos};

const ID: &str = "cumulative-cash";
/// Distance between two labels at the end of the lines, in CSS pixels.
const LABEL_GAP: f64 = 15.0;

/// Draws the undiscounted and the discounted line, after risk; `None` without a case.
pub fn cumulative_cash(forecast: &Forecast, frame: &ChartContext) -> Option<Chart> {
    let case = &forecast.case.as_ref().ok()?.case;
    let lines = [running_sum(&case.line()), running_sum(&case.discounted_line())];
    let unit = MoneyUnit::for_values(lines.iter().flatten().map(|b| b.sum));
    let title = title(case, forecast.years, frame);
    let period = ahead::period(forecast.first_year, forecast.years);
    let subtitle = format!("Cumulative cash after risk, {}, {period}", unit.label(frame.pen));
    let discounted = match case.discounted_payback.month() {
        Some(month) => format!("discounted it pays back in month {month}"),
        None => format!("discounted it does not pay back within {}", within(forecast.years)),
    };
    let money = |value| frame.pen.money(value);
    let end = |line: &[Bend]| line.last().map_or(0.0, |b| b.sum);
    let summary = format!(
        "{title}; {discounted}. At the end {} undiscounted and {} discounted.",
        money(end(&lines[0])),
        money(end(&lines[1]))
    );
    let legend = vec![LegendEntry::of(Ink::Curve, "undiscounted"), LegendEntry::of(Ink::Discounted, "discounted")];
    let svg = draw(case, &lines, forecast, unit, frame, &summary);
    Some(Chart { id: ID, title, subtitle, summary, legend, svg, table: table(case, forecast.first_year, unit, frame) })
}

fn within(years: usize) -> String {
    format!("{years} {}", if years == 1 { "year" } else { "years" })
}

/// The message: when it pays back, after how much money was needed.
fn title(case: &BusinessCase, years: usize, frame: &ChartContext) -> String {
    let Payback { turns_negative_again, lowest, .. } = case.payback;
    let needed = frame.pen.money(-lowest);
    match case.payback.month() {
        None => format!("Does not pay back within {}, and needs up to {needed}", within(years)),
        Some(_) if lowest >= 0.0 && case.pv_costs <= 0.0 => {
            "Nothing is spent, so nothing has to be paid back".to_owned()
        }
        Some(_) if lowest >= 0.0 => "Pays from the start: it never needs money".to_owned(),
        Some(month) if turns_negative_again => format!("Pays back in month {month}, but turns negative again later"),
        Some(month) => format!("Pays back in month {month}, and needs {needed} until then"),
    }
}

fn draw(
    case: &BusinessCase,
    lines: &[Vec<Bend>; 2],
    forecast: &Forecast,
    unit: MoneyUnit,
    frame: &ChartContext,
    summary: &str,
) -> String {
    let axis = Axis::with_zero(lines.iter().flatten().map(|b| b.sum / unit.divisor), 5);
    let names = lines.each_ref().map(|line| {
        let end = line.last().map_or(0.0, |b| b.sum);
        frame.pen.money(end)
    });
    let widest = names.iter().map(|n| text_width(n, 12.0)).fold(0.0, f64::max);
    let margins = Margins { top: 22, right: (widest + 12.0).ceil() as u32, bottom: 26, left: 52 };
    let right = forecast.years as f64;
    let range = axis.padded(0.10, 0.06);
    let plot = (
        f64::from(frame.width.saturating_sub(margins.left + margins.right)),
        f64::from(frame.height() - margins.top - margins.bottom),
    );
    picture(ID, summary, (frame.width, frame.height()), margins, 0.0..right, range.clone(), |canvas| {
        ahead::years(canvas, forecast.first_year, forecast.years, &range, plot.0, frame);
        axis.draw(canvas, 0.0, right, frame.pen, "");
        for (line, ink) in lines.iter().zip([Ink::Curve, Ink::Discounted]).rev() {
            canvas.line(line.iter().map(|b| (b.date, b.sum / unit.divisor)).collect(), ink, 2.2);
        }
        let down = |bend: &Bend| plot.1 * (range.end - bend.sum / unit.divisor) / (range.end - range.start);
        name_ends(canvas, lines, &names, unit, &down, plot.1);
        mark_payback(canvas, case, forecast.years, plot.0, frame);
        mark_peak(canvas, &case.payback, unit, forecast, frame);
    })
}

/// Writes the cash that is left beside the end of each line; `down` is how far a bend lies below the upper edge.
fn name_ends(
    canvas: &Canvas,
    lines: &[Vec<Bend>; 2],
    names: &[String; 2],
    unit: MoneyUnit,
    down: &dyn Fn(&Bend) -> f64,
    height: f64,
) {
    let mut ends: Vec<(Bend, &String)> = lines.iter().zip(names).filter_map(|(l, n)| Some((*l.last()?, n))).collect();
    journey_plan::order::sort_short(&mut ends, |(bend, _)| -bend.sum);
    let mut places: Vec<f64> = ends.iter().map(|(bend, _)| down(bend)).collect();
    spread(&mut places, LABEL_GAP, height);
    for ((bend, name), place) in ends.iter().zip(places) {
        let at = (bend.date, bend.sum / unit.divisor);
        canvas.text(name, at, (8.0, place - down(bend)), strong(HPos::Left, VPos::Center));
    }
}

fn strong(h: HPos, v: VPos) -> Type {
    Type { ink: Ink::Strong, ..label(h, v) }
}

/// Marks where the lines are back at zero, and says the months; `width` is that of the plot in CSS pixels.
fn mark_payback(canvas: &Canvas, case: &BusinessCase, years: usize, width: f64, frame: &ChartContext) {
    if case.payback.lowest >= 0.0 {
        return;
    }
    let per_year = width / years as f64;
    if let Some((at, month)) = case.discounted_payback.years.zip(case.discounted_payback.month()) {
        canvas.disc((at, 0.0), 3.5, Ink::Published);
        let texts = ["discounted".to_owned(), format!("in month {month}")];
        let widest = texts.iter().map(|t| text_width(t, 12.0)).fold(0.0, f64::max);
        // To the right of the mark and below, where the line has been already; not beyond the picture.
        let shift = (width + 30.0 - widest - at * per_year).min(7.0);
        for (text, down) in texts.iter().zip([6.0, 20.0]) {
            canvas.text(text, (at, 0.0), (shift, down), strong(HPos::Left, VPos::Top));
        }
    }
    let Some((at, month)) = case.payback.years.zip(case.payback.month()) else {
        let text = if frame.is_narrow() { "never".to_owned() } else { format!("not within {}", within(years)) };
        canvas.text(&text, (years as f64, 0.0), (-6.0, -6.0), strong(HPos::Right, VPos::Bottom));
        return;
    };
    canvas.disc((at, 0.0), 3.5, Ink::Total);
    let text = format!("pays back in month {month}");
    // To the left and above, where no line has been yet; an early one has no room there.
    let (side, shift) = if at * per_year > text_width(&text, 12.0) + 10.0 {
        (HPos::Right, -7.0)
    } else {
        (HPos::Left, 4.0 - at * per_year)
    };
    canvas.text(&text, (at, 0.0), (shift, -6.0), strong(side, VPos::Bottom));
}

/// Marks the lowest point of the undiscounted line.
fn mark_peak(canvas: &Canvas, payback: &Payback, unit: MoneyUnit, forecast: &Forecast, frame: &ChartContext) {
    if payback.lowest >= 0.0 {
        return;
    }
    let at = (payback.lowest_at, payback.lowest / unit.divisor);
    canvas.disc(at, 3.0, Ink::Loss);
    let text = format!("peak funding {}", frame.pen.money(-payback.lowest));
    let is_late = payback.lowest_at > 0.5 * forecast.years as f64;
    let (side, x) = if is_late { (HPos::Right, -6.0) } else { (HPos::Left, 6.0) };
    canvas.text(&text, at, (x, 6.0), strong(side, VPos::Top));
}

/// The year in flows and sums: at its start and at its end, undiscounted and discounted.
fn table(case: &BusinessCase, first: i32, unit: MoneyUnit, frame: &ChartContext) -> TableTwin {
    let mut columns = vec![unit.label(frame.pen), "now".to_owned()];
    columns.extend((0..case.by_year.len()).map(|index| format!("end of {}", first + index as i32)));
    let row = |name: &str, line: &[PaybackYear]| {
        let ends = running_sum(line)
            .into_iter()
            .enumerate()
            .filter(|(index, _)| *index == 1 || (*index > 1 && index % 2 == 0));
        std::iter::once(name.to_owned()).chain(ends.map(|(_, bend)| unit.write(bend.sum, frame.pen))).collect()
    };
    TableTwin { columns, rows: vec![row("Undiscounted", &case.line()), row("Discounted", &case.discounted_line())] }
}
