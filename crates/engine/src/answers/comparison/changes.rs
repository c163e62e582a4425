//! The initiatives and changes of a scenario, in words.

use crate::registry::Measure;
use crate::registry::pen::FigurePen;
use journey_plan::{Overrides, Plan, Scenario, Setting, StageId};

/// Names of the scenario's initiatives in the order of the plan; a dash where there are none.
pub(super) fn initiatives(plan: &Plan, scenario: Option<&Scenario>) -> String {
    let is_in = |id| scenario.is_some_and(|s| s.initiatives.contains(&id));
    let names: Vec<&str> = plan.initiatives.iter().filter(|i| is_in(i.id)).map(|i| i.name.as_str()).collect();
    if names.is_empty() { "–".to_owned() } else { names.join(", ") }
}

/// Changes that the scenario makes besides its initiatives, as a sentence.
pub(super) fn changes(plan: &Plan, scenario: Option<&Scenario>) -> String {
    let Some(scenario) = scenario else { return "Nothing.".to_owned() };
    let pen = FigurePen::of(plan);
    let number = |value| pen.write(Measure::Number(""), value);
    let mut parts = Vec::new();
    for (id, points) in &scenario.points_by_hand {
        parts.push(format!("{} points on “{}” by hand", number(points.get()), stage(plan, *id)));
    }
    if let Some(saved) = scenario.cost_to_serve {
        parts.push(format!("Cost to serve lower by {}", pen.write(Measure::Share, saved.get())));
    }
    overrides(plan, &scenario.overrides, pen, &mut parts);
    if parts.is_empty() { "Nothing.".to_owned() } else { format!("{}.", parts.join("; ")) }
}

fn overrides(plan: &Plan, overrides: &Overrides, pen: FigurePen, parts: &mut Vec<String>) {
    let share = |value| pen.write(Measure::Share, value);
    let segment = |id| plan.segment(id).map_or("", |s| s.name.as_str());
    if let Some(causal) = overrides.causal_share {
        parts.push(format!("{} {}", Setting::CausalShare.label(), share(causal.get())));
    }
    if let Some(phases) = &overrides.phase_in {
        let phases: Vec<String> = phases.iter().map(|p| share(p.get())).collect();
        parts.push(format!("{} {}", Setting::PhaseIn.label(), phases.join(", ")));
    }
    if let Some(ends) = &overrides.end_points {
        let ratio = pen.setting(Setting::SpendRatio, ends.spend_ratio.get());
        parts.push(format!("{} {ratio}×", Setting::SpendRatio.label()));
        let (poorest, best) = (share(ends.retention_poorest.get()), share(ends.retention_best.get()));
        parts.push(format!("Retention from {poorest} after the poorest to {best} after the best"));
    }
    for (id, driver, value) in &overrides.drivers {
        let value = pen.at(journey_plan::Place::Driver(*driver), false, value.get());
        parts.push(format!("{}: {} {value}", segment(*id), driver.label()));
    }
    for (id, _, start) in &overrides.mixes {
        let year = plan.base_year().map_or_else(|| format!("year {start}"), |base| (base + *start as i32).to_string());
        parts.push(format!("{}: scores edited by hand from {year}", segment(*id)));
    }
    for (id, conversion) in &overrides.conversion {
        parts.push(format!("“{}”: conversion {} per point", stage(plan, *id), share(conversion.get())));
    }
}

fn stage(plan: &Plan, id: StageId) -> &str {
    plan.stage(id).map_or("", |s| s.name.as_str())
}
