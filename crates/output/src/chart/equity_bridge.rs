//! From one year's customer equity to another's: a waterfall over the causes that starts at the one total and closes
//! at the other exactly.

use super::kit::axis::MoneyUnit;
use super::kit::ink::Ink;
use super::kit::types::{Chart, ChartContext, LegendEntry};
use super::kit::waterfall::{self, Bar};
use journey_engine::answers::bridge::{Bridge, Cause};
use journey_engine::registry::CauseKind;

const ID: &str = "equity-bridge";

/// Draws the waterfall of a bridge.
pub fn equity_bridge(bridge: &Bridge, frame: &ChartContext) -> Chart {
    let bars = bars(bridge);
    let largest = bridge.causes.iter().map(|c| c.value.abs()).fold(0.0, f64::max);
    let unit = MoneyUnit::for_values(bars.iter().map(|b| b.value)).resolving(largest);
    let title = title(bridge, frame);
    let subtitle = format!(
        "Customer equity as published, all segments, by cause, {}, {} to {}",
        unit.label(frame.pen),
        year(bridge.from, bridge.forecast.0),
        year(bridge.to, bridge.forecast.1)
    );
    let summary = format!(
        "{title}. From {} {} in {} to {} in {}.",
        unit.write(bridge.start, frame.pen),
        unit.label(frame.pen),
        bridge.from,
        unit.write(bridge.end, frame.pen),
        bridge.to
    );
    let mut legend = vec![
        LegendEntry::of(Ink::Gain, "adds"),
        LegendEntry::of(Ink::Loss, "takes"),
        LegendEntry::of(Ink::Total, "total of a year"),
    ];
    if bridge.forecast.0 || bridge.forecast.1 {
        legend.push(LegendEntry::of(Ink::TotalForecast, "hatched: forecast"));
    }
    legend.extend(waterfall::numbered(&bars, frame));
    Chart {
        id: ID,
        svg: waterfall::draw(ID, &bars, unit, frame, &summary),
        title,
        subtitle,
        summary,
        legend,
        table: waterfall::table(&bars, unit, frame),
    }
}

fn year(year: i32, forecast: bool) -> String {
    format!("{year}{}", if forecast { " (forecast)" } else { "" })
}

/// The bars: first total, causes, second total.
fn bars(bridge: &Bridge) -> Vec<Bar> {
    let total = |year: i32, value, forecast| {
        Bar::total(&year.to_string(), value, if forecast { Ink::TotalForecast } else { Ink::Total })
    };
    let mut bars = vec![total(bridge.from, bridge.start, bridge.forecast.0)];
    bars.extend(bridge.causes.iter().map(|c| Bar::change(c.kind.label(), c.value)));
    bars.push(total(bridge.to, bridge.end, bridge.forecast.1));
    bars
}

/// The message: what adds most and what takes most.
fn title(bridge: &Bridge, frame: &ChartContext) -> String {
    let money = |cause: &Cause| frame.pen.money(cause.value.abs());
    let causes = || bridge.causes.iter();
    let most = causes().max_by(|a, b| a.value.total_cmp(&b.value)).filter(|c| c.value >= 0.5);
    let least = causes().min_by(|a, b| a.value.total_cmp(&b.value)).filter(|c| c.value <= -0.5);
    let adds = most.map(|c| format!("{} {}", subject(c, "adds", "add"), money(c)));
    let takes = least.map(|c| format!("{} {}", subject(c, "takes", "take"), money(c)));
    let back = if bridge.to < bridge.from { format!("back to {}, ", bridge.to) } else { String::new() };
    let message = match (adds, takes) {
        (Some(adds), Some(takes)) => format!("{back}{adds}, {takes}"),
        (Some(one), None) | (None, Some(one)) => format!("{back}{one}, and nothing works against it"),
        (None, None) => format!("nothing changes from {} to {}", bridge.from, bridge.to),
    };
    let mut letters = message.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}", letters.as_str())
}

/// A cause and its verb, in the words of a sentence.
fn subject(cause: &Cause, singular: &str, plural: &str) -> String {
    match cause.kind {
        CauseKind::Acquisition => format!("acquisition {singular}"),
        CauseKind::Retention if cause.value < 0.0 => format!("churn {singular}"),
        CauseKind::Retention => format!("retention {singular}"),
        CauseKind::RevenuePerCustomer => format!("revenue per customer {singular}"),
        CauseKind::Costs => format!("costs {plural}"),
        CauseKind::UnexplainedCustomers => format!("unexplained customers {plural}"),
        CauseKind::CountingOfLeavers => format!("the counting of leavers {singular}"),
    }
}
