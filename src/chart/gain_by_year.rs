//! The scenario's yearly gain at three causal shares: none, the chosen one, all.

use super::axis::{Axis, MoneyUnit};
use super::canvas::{Canvas, Margins, Type, label, picture};
use super::ink::Ink;
use super::{Chart, Frame, Key, Table};
use crate::engine::projection::Forecast;
use crate::plan::number_text::{money_change, percent};
use plotters::style::text_anchor::{HPos, VPos};

const ID: &str = "gain-by-year";

/// Draws the three lines.
pub fn gain_by_year(forecast: &Forecast, frame: &Frame) -> Chart {
    let lines = [
        ("all of it causal", Ink::FullEffect, &forecast.gain_at_full_effect),
        ("chosen", Ink::Curve, &forecast.benefits),
        ("none of it causal", Ink::NoEffect, &forecast.gain_without_effect),
    ];
    let unit = MoneyUnit::for_values(lines.iter().flat_map(|(_, _, values)| values.iter().copied()));
    let share = percent(forecast.causal_share, 0, frame.locale);
    let money = |v| money_change(v, &frame.currency, frame.locale);
    let last = forecast.benefits.last().copied().unwrap_or_default();
    let last_year = forecast.first_year + forecast.years as i32 - 1;
    let title = if forecast.scenario_gain.abs() < 0.5 {
        "This scenario changes nothing yet".to_owned()
    } else {
        format!("With {share} of the effect causal, {last_year} gains {}", money(last))
    };
    let subtitle = format!(
        "Gain in customer equity a year against the baseline, all segments, {}, before programme cost",
        unit.label(&frame.currency)
    );
    let full = forecast.gain_at_full_effect.last().copied().unwrap_or_default();
    let without = forecast.gain_without_effect.last().copied().unwrap_or_default();
    let summary = format!(
        "{title}. In {last_year}: {} if all of it is causal, {} if none of it is.",
        money(full),
        money(without)
    );
    let axis = Axis::with_zero(lines.iter().flat_map(|(_, _, v)| v.iter().map(|x| x / unit.divisor)), 4);
    let margins = Margins { top: 18, right: 16, bottom: 26, left: 52 };
    let y = axis.padded(0.02, 0.10);
    let floor = y.start;
    let right = forecast.years as f64;
    let svg = picture(ID, &summary, (frame.width, frame.height()), margins, 0.0..right, y, |canvas| {
        axis.draw(canvas, 0.0, right, frame.locale, "");
        year_labels(canvas, forecast, frame, floor);
        let mut taken: Vec<f64> = Vec::new();
        for (name, ink, values) in &lines {
            let mut points = vec![(0.0, 0.0)];
            points.extend(values.iter().enumerate().map(|(i, v)| (i as f64 + 1.0, v / unit.divisor)));
            let end = points.last().copied().unwrap_or_default();
            canvas.line(points, *ink, 2.2);
            let name = if *name == "chosen" { format!("{share} causal") } else { (*name).to_owned() };
            let text = format!("{name}: {}", money(end.1 * unit.divisor));
            // A label that would sit on another one is left to the table.
            let span = axis.high - axis.low;
            if taken.iter().all(|t| (t - end.1).abs() > span * 0.07) {
                taken.push(end.1);
                let set = Type { ink: Ink::Strong, ..label(HPos::Right, VPos::Bottom) };
                canvas.text(&text, end, (-4.0, -5.0), set);
            }
        }
    });
    let legend = vec![
        Key::of(Ink::FullEffect, "all of it causal"),
        Key::of(Ink::Curve, "chosen causal share"),
        Key::of(Ink::NoEffect, "none of it causal"),
    ];
    let table = table(forecast, unit, frame, &share, &lines.map(|(name, _, values)| (name, values)));
    Chart { id: ID, title, subtitle, summary, legend, svg, table }
}

fn year_labels(canvas: &Canvas, forecast: &Forecast, frame: &Frame, floor: f64) {
    // On a narrow picture every other year is named; on a long horizon every fifth.
    let every = if forecast.years > 10 { 5 } else { 1 + usize::from(frame.is_narrow()) };
    for index in (1..=forecast.years).filter(|i| i % every == 0) {
        let year = forecast.first_year + index as i32 - 1;
        let at = if index == forecast.years { HPos::Right } else { HPos::Center };
        canvas.text(&year.to_string(), (index as f64, floor), (0.0, 8.0), label(at, VPos::Top));
    }
}

fn table(forecast: &Forecast, unit: MoneyUnit, frame: &Frame, share: &str, lines: &[(&str, &Vec<f64>); 3]) -> Table {
    let mut columns = vec![unit.label(&frame.currency)];
    columns.extend((0..forecast.years).map(|i| (forecast.first_year + i as i32).to_string()));
    let row = |(name, values): &(&str, &Vec<f64>)| {
        let name = if *name == "chosen" { format!("{share} causal") } else { (*name).to_owned() };
        std::iter::once(name).chain(values.iter().map(|v| unit.write(*v, frame.locale))).collect()
    };
    Table { columns, rows: lines.iter().map(row).collect() }
}
