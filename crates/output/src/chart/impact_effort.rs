//! Opportunities and initiatives by impact and effort.

use super::kit::canvas::{Canvas, Margins, Type, figure, label, picture};
use super::kit::ink::Ink;
use super::kit::types::{Chart, ChartContext, LegendEntry, TableTwin};
use journey_engine::projection::Valued;
use journey_plan::{Detail, Estimate, InitiativeId, Lane, Plan};
use plotters::style::text_anchor::{HPos, VPos};

const ID: &str = "impact-effort";

/// An opportunity or initiative to be weighed.
struct Item {
    name: String,
    stage: String,
    /// Impact on 1–5.
    impact: f64,
    /// Effort on 1–5.
    effort: f64,
    /// Impact and effort as they were given: rated, or in money.
    words: [String; 2],
    is_initiative: bool,
}

/// Draws the matrix; `shares` is what each initiative gains in the scenario shown. `None` while nothing is rated and no
/// initiative has both a gain and a cost.
pub fn impact_effort(plan: &Plan, shares: &[Valued<InitiativeId>], frame: &ChartContext) -> Option<Chart> {
    let mut items = opportunities(plan, frame);
    items.extend(initiatives(plan, shares, frame));
    if items.is_empty() {
        return None;
    }
    let best = items.iter().max_by(|a, b| (a.impact - a.effort).total_cmp(&(b.impact - b.effort)))?;
    let title = format!("“{}” promises most for its effort", best.name);
    let subtitle = "Impact against effort, 1 to 5; initiatives by gain and cost relative to the largest".to_owned();
    let summary = items
        .iter()
        .map(|i| {
            format!("{}: impact {}, effort {}", i.name, frame.pen.number(i.impact, 1), frame.pen.number(i.effort, 1))
        })
        .collect::<Vec<_>>()
        .join("; ");
    let margins = Margins { top: 12, right: 12, bottom: 34, left: 40 };
    let svg = picture(ID, &summary, (frame.width, frame.height()), margins, 0.5..5.5, 0.5..5.5, |canvas| {
        axes(canvas);
        for (index, at) in places(&items).into_iter().enumerate() {
            let ink = if items[index].is_initiative { Ink::Existing } else { Ink::Published };
            canvas.disc(at, 10.0, ink);
            let on = if items[index].is_initiative { Ink::Published } else { Ink::Strong };
            canvas.text(
                &(index + 1).to_string(),
                at,
                (0.0, 0.0),
                Type { ink: on, size: 11.0, ..label(HPos::Center, VPos::Center) },
            );
        }
    });
    let legend = items
        .iter()
        .enumerate()
        .map(|(index, item)| LegendEntry { ink: None, text: format!("{} {}", index + 1, item.name) })
        .collect();
    let table = TableTwin {
        columns: ["What", "Stage", "Impact", "Effort"].map(str::to_owned).to_vec(),
        rows: items.into_iter().map(|i| vec![i.name, i.stage, i.words[0].clone(), i.words[1].clone()]).collect(),
    };
    Some(Chart { id: ID, title, subtitle, summary, legend, svg, table })
}

/// Opportunities that are rated and have not become initiatives with a gain of their own.
fn opportunities(plan: &Plan, frame: &ChartContext) -> Vec<Item> {
    let mut items = Vec::new();
    for stage in &plan.stages {
        for card in stage.cards_of(Lane::Opportunities) {
            let Detail::Opportunity { impact: Some(impact), effort: Some(effort), initiative } = card.detail else {
                continue;
            };
            if initiative.is_some() {
                continue;
            }
            let (impact, effort) = (f64::from(impact), f64::from(effort));
            let words = [impact, effort].map(|l| frame.pen.number(l, 0));
            let (name, stage) = (card.text.clone(), stage.name.clone());
            items.push(Item { name, stage, impact, effort, words, is_initiative: false });
        }
    }
    items
}

/// Initiatives of the scenario, by their gain and their cost over the horizon.
fn initiatives(plan: &Plan, shares: &[Valued<InitiativeId>], frame: &ChartContext) -> Vec<Item> {
    let cost = |id: InitiativeId| {
        // What starts beyond the horizon is not paid within it.
        let initiative = plan.initiative(id).filter(|i| i.starts_within(plan.settings.horizon))?;
        let years = plan.settings.horizon.saturating_sub(initiative.start_year.saturating_sub(1));
        let amount = |cost: Option<Estimate>| cost.map_or(0.0, |cost| cost.likely.get());
        let cost = amount(initiative.one_off_cost) + amount(initiative.running_cost) * f64::from(years);
        cost.is_finite().then_some(cost)
    };
    let known: Vec<(InitiativeId, f64, f64)> =
        shares.iter().filter_map(|s| Some((s.id, s.value, cost(s.id)?))).collect();
    let largest = |pick: fn(&(InitiativeId, f64, f64)) -> f64| known.iter().map(pick).fold(0.0, f64::max);
    let (most_gain, most_cost) = (largest(|k| k.1), largest(|k| k.2));
    let place = |value: f64, most: f64| if most > 0.0 { 1.0 + 4.0 * (value / most).clamp(0.0, 1.0) } else { 1.0 };
    known
        .iter()
        .filter_map(|(id, gain, cost)| {
            let initiative = plan.initiative(*id)?;
            let stages: Vec<&str> =
                initiative.lifts.iter().filter_map(|l| plan.stage(l.stage)).map(|s| s.name.as_str()).collect();
            Some(Item {
                name: initiative.name.clone(),
                stage: stages.join(", "),
                impact: place(*gain, most_gain),
                effort: place(*cost, most_cost),
                words: [frame.pen.change(*gain), frame.pen.money(*cost)],
                is_initiative: true,
            })
        })
        .collect()
}

fn axes(canvas: &Canvas) {
    canvas.line(vec![(0.5, 0.5), (5.5, 0.5)], Ink::Axis, 1.0);
    canvas.line(vec![(0.5, 0.5), (0.5, 5.5)], Ink::Axis, 1.0);
    canvas.line(vec![(3.0, 0.5), (3.0, 5.5)], Ink::Grid, 1.0);
    canvas.line(vec![(0.5, 3.0), (5.5, 3.0)], Ink::Grid, 1.0);
    for (text, x, y, h, v) in [
        ("Do now", 0.62, 5.4, HPos::Left, VPos::Top),
        ("Plan", 5.4, 5.4, HPos::Right, VPos::Top),
        ("Fill in", 0.62, 0.6, HPos::Left, VPos::Bottom),
        ("Leave", 5.4, 0.6, HPos::Right, VPos::Bottom),
    ] {
        canvas.text(text, (x, y), (0.0, 0.0), figure(h, v));
    }
    for level in 1..=5 {
        let at = f64::from(level);
        canvas.text(&level.to_string(), (at, 0.5), (0.0, 5.0), label(HPos::Center, VPos::Top));
        canvas.text(&level.to_string(), (0.5, at), (-7.0, 0.0), label(HPos::Right, VPos::Center));
    }
    canvas.text("effort →", (5.5, 0.5), (0.0, 19.0), label(HPos::Right, VPos::Top));
    canvas.text("impact ↑", (0.5, 5.5), (-36.0, -10.0), label(HPos::Left, VPos::Top));
}

/// Positions of the marks; marks that would share a position stand side by side.
fn places(items: &[Item]) -> Vec<(f64, f64)> {
    let mut taken: Vec<(f64, f64)> = Vec::with_capacity(items.len());
    for item in items {
        let mut at = (item.effort, item.impact);
        while taken.iter().any(|t| (t.0 - at.0).abs() < 0.2 && (t.1 - at.1).abs() < 0.25) {
            at.0 += 0.22;
        }
        taken.push(at);
    }
    taken
}
