//! Where the gain is made: a waterfall by stage that starts at zero and closes at the NPV exactly.

use super::axis::MoneyUnit;
use super::ink::Ink;
use super::waterfall::{self, Bar};
use super::{Chart, Frame, Key};
use crate::engine::projection::Forecast;
use crate::plan::Plan;
use crate::plan::number_text::percent;

const ID: &str = "value-waterfall";

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
    let svg = waterfall::draw(ID, &bars, unit, frame, &summary);
    let mut legend = vec![Key::of(Ink::Gain, "gain"), Key::of(Ink::Loss, "loss or cost"), Key::of(Ink::Total, "total")];
    legend.extend(waterfall::numbered(&bars, frame));
    Chart { id: ID, title, subtitle, summary, legend, svg, table: waterfall::table(&bars, unit, frame) }
}

/// Stages, other changes and cost to serve where they are not zero, risk, cost, and the total.
fn bars(plan: &Plan, forecast: &Forecast) -> Vec<Bar> {
    let name = |id| plan.stage(id).map_or("", |s| s.name.as_str());
    let shares = &forecast.shares;
    let mut bars: Vec<Bar> = shares.by_stage.iter().map(|v| Bar::change(name(v.id), v.value)).collect();
    let extra = [("Other changes", shares.other_changes), ("Cost to serve", shares.cost_to_serve)];
    bars.extend(extra.iter().filter(|(_, v)| v.abs() > 0.0).map(|(n, v)| Bar::change(n, *v)));
    match &forecast.case {
        Ok(figures) => {
            let case = &figures.case;
            if case.risk().abs() > 0.0 {
                bars.push(Bar::change("Risk", -case.risk()));
            }
            bars.push(Bar::change("Programme cost", -case.pv_costs_before_risk));
            bars.push(Bar::total("NPV", case.npv, Ink::Total));
        }
        Err(_) => bars.push(Bar::total("Gain", forecast.scenario_gain, Ink::Total)),
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
