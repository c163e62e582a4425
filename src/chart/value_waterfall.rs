//! Where the gain is made: a waterfall by stage that starts at zero and closes at the NPV exactly.

use super::axis::{Axis, MoneyUnit};
use super::canvas::{Margins, Type, figure, label, picture};
use super::ink::Ink;
use super::words::wrap;
use super::{Chart, Frame, Key, Table};
use crate::engine::projection::Forecast;
use crate::plan::Plan;
use crate::plan::number_text::percent;
use plotters::style::text_anchor::{HPos, VPos};

const ID: &str = "value-waterfall";
const HALF: f64 = 0.34;

/// One bar: a change, or the total it ends at.
struct Bar {
    name: String,
    value: f64,
    total: bool,
}

/// Draws the waterfall of a scenario.
pub fn value_waterfall(plan: &Plan, forecast: &Forecast, frame: &Frame) -> Chart {
    let bars = bars(plan, forecast);
    let unit = MoneyUnit::for_values(bars.iter().map(|b| b.value));
    let title = title(plan, forecast, frame);
    let end = bars.last().map_or("the end", |b| b.name.as_str());
    let subtitle = format!(
        "Present value by stage, {}, {} years, scenario against baseline",
        unit.label(&frame.currency),
        forecast.years
    );
    let total = bars.last().map_or(0.0, |b| b.value);
    let summary = format!(
        "{title}. The bars add up to {end} of {} {}.",
        unit.write(total, frame.locale),
        unit.label(&frame.currency)
    );
    let svg = draw(&bars, unit, frame, &summary);
    let rows = bars.iter().map(|b| vec![b.name.clone(), unit.write_change(b.value, frame.locale)]).collect();
    let table = Table { columns: vec!["Part".to_owned(), unit.label(&frame.currency)], rows };
    let mut legend = vec![Key::of(Ink::Gain, "gain"), Key::of(Ink::Loss, "loss or cost"), Key::of(Ink::Total, "total")];
    if frame.is_narrow() {
        let numbered = |(index, bar): (usize, &Bar)| Key { ink: None, text: format!("{} {}", index + 1, bar.name) };
        legend.extend(bars.iter().enumerate().map(numbered));
    }
    Chart { id: ID, title, subtitle, summary, legend, svg, table }
}

/// Stages, other changes and cost to serve where they are not zero, risk, cost, and the total.
fn bars(plan: &Plan, forecast: &Forecast) -> Vec<Bar> {
    let change = |name: &str, value| Bar { name: name.to_owned(), value, total: false };
    let name = |id| plan.stage(id).map_or("", |s| s.name.as_str());
    let shares = &forecast.shares;
    let mut bars: Vec<Bar> = shares.by_stage.iter().map(|v| change(name(v.id), v.value)).collect();
    let extra = [("Other changes", shares.other_changes), ("Cost to serve", shares.cost_to_serve)];
    bars.extend(extra.iter().filter(|(_, v)| v.abs() > 0.0).map(|(n, v)| change(n, *v)));
    match &forecast.case {
        Ok(figures) => {
            let case = &figures.case;
            if case.risk().abs() > 0.0 {
                bars.push(change("Risk", -case.risk()));
            }
            bars.push(change("Programme cost", -case.pv_costs_before_risk));
            bars.push(Bar { name: "NPV".to_owned(), value: case.npv, total: true });
        }
        Err(_) => bars.push(Bar { name: "Gain".to_owned(), value: forecast.scenario_gain, total: true }),
    }
    bars
}

fn title(plan: &Plan, forecast: &Forecast, frame: &Frame) -> String {
    let best = forecast.shares.by_stage.iter().max_by(|a, b| a.value.total_cmp(&b.value));
    match best.filter(|b| b.value > 0.0 && forecast.scenario_gain > 0.0) {
        Some(best) => {
            let name = plan.stage(best.id).map_or("", |s| s.name.as_str());
            let share = (best.value / forecast.scenario_gain).min(1.0);
            format!("{} of the gain is made in “{name}”", percent(share, 0, frame.locale))
        }
        None => "No stage gains anything in this scenario".to_owned(),
    }
}

fn draw(bars: &[Bar], unit: MoneyUnit, frame: &Frame, summary: &str) -> String {
    let mut level = 0.0;
    let mut spans = Vec::with_capacity(bars.len());
    for bar in bars {
        let value = bar.value / unit.divisor;
        let (from, to) = if bar.total { (0.0, value) } else { (level, level + value) };
        level = to;
        spans.push((from, to));
    }
    let axis = Axis::with_zero(spans.iter().flat_map(|(a, b)| [*a, *b]), 4);
    let margins = Margins { top: 14, right: 6, bottom: 56, left: 46 };
    let right = bars.len() as f64 - 0.5;
    let y = axis.padded(0.09, 0.09);
    let floor = y.start;
    let column = f64::from(frame.width - 52) / bars.len() as f64 - 6.0;
    picture(ID, summary, (frame.width, frame.height()), margins, -0.5..right, y, |canvas| {
        axis.draw(canvas, -0.5, right, frame.locale, "");
        for (index, (bar, (from, to))) in bars.iter().zip(&spans).enumerate() {
            let x = index as f64;
            let ink = match bar {
                Bar { total: true, .. } => Ink::Total,
                Bar { value, .. } if *value < 0.0 => Ink::Loss,
                _ => Ink::Gain,
            };
            if (to - from).abs() > 0.0 {
                canvas.bar((x - HALF, *from), (x + HALF, *to), ink);
            } else {
                canvas.line(vec![(x - HALF, *from), (x + HALF, *from)], Ink::Axis, 1.0);
            }
            if index + 1 < bars.len() {
                canvas.line(vec![(x + HALF, *to), (x + 1.0 - HALF, *to)], Ink::Axis, 1.0);
            }
            let text = if bar.total {
                unit.write(bar.value, frame.locale)
            } else {
                unit.write_change(bar.value, frame.locale)
            };
            let set = figure(HPos::Center, VPos::Bottom);
            let size = if frame.is_narrow() { 10.5 } else { set.size };
            let below = bar.value < 0.0 && *to < 0.0;
            let at = if below { from.min(*to) } else { from.max(*to) };
            let (vertical, shift) = if below { (VPos::Top, 4.0) } else { (VPos::Bottom, -4.0) };
            canvas.text(&text, (x, at), (0.0, shift), Type { size, at: (HPos::Center, vertical), ..set });
            // A narrow picture numbers its bars; the legend names them.
            let name = if frame.is_narrow() { (index + 1).to_string() } else { bar.name.clone() };
            for (line, text) in wrap(&name, column, 12.0).iter().enumerate() {
                canvas.text(text, (x, floor), (0.0, 8.0 + 14.0 * line as f64), label(HPos::Center, VPos::Top));
            }
        }
    })
}
