//! Where the gain is made: waterfalls by stage and by initiative that start at zero and close at the NPV exactly.

use super::kit::axis::MoneyUnit;
use super::kit::ink::Ink;
use super::kit::types::{Chart, ChartContext, LegendEntry};
use super::kit::waterfall::{self, Bar};
use journey_engine::projection::Forecast;
use journey_engine::registry::{CaseFigure, GainPart, Headline};
use journey_plan::Plan;

/// Draws the waterfall of a scenario by stage.
pub fn value_waterfall(plan: &Plan, forecast: &Forecast, frame: &ChartContext) -> Chart {
    let name = |id| plan.stage(id).map_or("", |s| s.name.as_str());
    let parts = forecast.shares.by_stage.iter().map(|v| Bar::change(name(v.id), v.value)).collect();
    let nothing = "No stage gains anything in this scenario";
    draw(
        &WaterfallWording { id: "value-waterfall", by: "stage", made: "in", by_hand: None, nothing },
        parts,
        forecast,
        frame,
    )
}

/// Draws the waterfall by initiative, then the points set by hand; an initiative that gains nothing has no bar.
pub fn value_by_initiative(plan: &Plan, forecast: &Forecast, frame: &ChartContext) -> Chart {
    let name = |id| plan.initiative(id).map_or("", |i| i.name.as_str());
    let shares = &forecast.shares;
    let gains = shares.by_initiative.iter().filter(|v| v.value.abs() > 0.0);
    let mut parts: Vec<Bar> = gains.map(|v| Bar::change(name(v.id), v.value)).collect();
    let by_hand = (shares.set_by_hand.abs() > 0.0).then_some(parts.len());
    if by_hand.is_some() {
        parts.push(Bar::change(GainPart::SetByHand.entry().short, shares.set_by_hand));
    }
    let nothing = "No initiative gains anything in this scenario";
    draw(
        &WaterfallWording { id: "value-by-initiative", by: "initiative", made: "by", by_hand, nothing },
        parts,
        forecast,
        frame,
    )
}

/// Wording in which the two waterfalls differ.
struct WaterfallWording {
    id: &'static str,
    by: &'static str,
    /// The word between the gain and the part that makes it.
    made: &'static str,
    /// Position of the part that nobody makes, because it is set by hand.
    by_hand: Option<usize>,
    nothing: &'static str,
}

/// Draws `parts`, the rest of the gain, and whatever is taken from it.
fn draw(words: &WaterfallWording, parts: Vec<Bar>, forecast: &Forecast, frame: &ChartContext) -> Chart {
    let title = title(words, &parts, forecast.scenario_gain, frame);
    let bars = with_the_rest(parts, forecast);
    let unit = MoneyUnit::for_values(bars.iter().map(|b| b.value));
    let terms = if forecast.in_revenue_terms { ", in revenue terms and before cost" } else { "" };
    let subtitle = format!(
        "Present value by {}, {}, {} {}, scenario against baseline{terms}",
        words.by,
        unit.label(frame.pen),
        forecast.years,
        if forecast.years == 1 { "year" } else { "years" }
    );
    let (end, total) = bars.last().map_or(("the end", 0.0), |b| (b.name.as_str(), b.value));
    let summary =
        format!("{title}. The bars add up to {end} of {} {}.", unit.write(total, frame.pen), unit.label(frame.pen));
    let svg = waterfall::draw(words.id, &bars, unit, frame, &summary);
    let mut legend = vec![
        LegendEntry::of(Ink::Gain, "gain"),
        LegendEntry::of(Ink::Loss, "loss or cost"),
        LegendEntry::of(Ink::Total, "total"),
    ];
    legend.extend(waterfall::numbered(&bars, frame));
    Chart { id: words.id, title, subtitle, summary, legend, svg, table: waterfall::table(&bars, unit, frame) }
}

/// Adds other changes and cost to serve where they are not zero, then risk, cost and NPV; without a case, the gain.
fn with_the_rest(mut bars: Vec<Bar>, forecast: &Forecast) -> Vec<Bar> {
    let shares = &forecast.shares;
    let extra = [(GainPart::OtherChanges, shares.other_changes), (GainPart::CostToServe, shares.cost_to_serve)];
    bars.extend(extra.iter().filter(|(_, v)| v.abs() > 0.0).map(|(part, v)| Bar::change(part.entry().short, *v)));
    match &forecast.case {
        Ok(figures) => {
            let case = &figures.case;
            if case.risk().abs() > 0.0 {
                bars.push(Bar::change(CaseFigure::Risk.entry().short, -case.risk()));
            }
            bars.push(Bar::change(CaseFigure::ProgrammeCost.entry().short, -case.pv_costs_before_risk));
            bars.push(Bar::total(Headline::Npv.entry().short, case.npv, Ink::Total));
        }
        Err(_) => bars.push(Bar::total(Headline::ScenarioGain.entry().short, forecast.scenario_gain, Ink::Total)),
    }
    bars
}

/// The message: which part makes most of the gain.
fn title(words: &WaterfallWording, parts: &[Bar], gain: f64, frame: &ChartContext) -> String {
    let best = parts.iter().enumerate().max_by(|(_, a), (_, b)| a.value.total_cmp(&b.value));
    match best.filter(|(_, best)| best.value > 0.0) {
        Some((position, best)) if gain > 0.0 && best.value <= gain * 1.0005 => {
            let share = frame.pen.share(best.value / gain, 0);
            let made = if words.by_hand == Some(position) {
                "set by hand".to_owned()
            } else {
                format!("made {} “{}”", words.made, best.name)
            };
            format!("{share} of the gain is {made}")
        }
        Some((_, best)) => format!("“{}” gains most, and other parts take from it", best.name),
        None => words.nothing.to_owned(),
    }
}
