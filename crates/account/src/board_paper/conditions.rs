//! Conditions under which the programme pays.

use super::facts::Facts;
use super::types::Condition;
use super::words::{money, name, share, shares, short};
use journey_engine::figure::NotAvailable;
use journey_engine::projection::CaseFigures;
use journey_engine::registry::pen::FigurePen;
use journey_engine::registry::{CaseFigure, Headline, Measure};
use journey_plan::{Initiative, Number, Stage};

/// Characters of a remark.
const REMARK: usize = 100;

/// The three thresholds of the case, each other input as it is.
pub(super) fn conditions(facts: &Facts) -> Vec<Condition> {
    let figures = match facts.projection.case() {
        Ok(figures) => figures,
        Err(reason) => {
            let names = [
                Headline::BreakEvenCausalShare.entry().label,
                CaseFigure::BreakEvenPoints.entry().short,
                CaseFigure::AffordableCost.entry().label,
            ];
            return names.map(|what| not_available(facts, what, &reason)).to_vec();
        }
    };
    vec![effect(facts, figures), points(facts, figures), cost(facts, figures)]
}

fn not_available(facts: &Facts, what: &'static str, reason: &NotAvailable) -> Condition {
    Condition { what, value: "n/a".to_owned(), remark: short(&reason.written(facts.pen()), REMARK) }
}

fn effect(facts: &Facts, figures: &CaseFigures) -> Condition {
    let what = Headline::BreakEvenCausalShare.entry().label;
    let needed = match &figures.break_even_causal_share {
        Ok(needed) => *needed,
        Err(reason) => return not_available(facts, what, reason),
    };
    let assumed = facts.forecast.map_or(needed, |f| f.causal_share);
    let [needed, assumed] = shares(facts.plan, [needed, assumed]);
    Condition { what, value: format!("≥ {needed}"), remark: format!("We assume {assumed}.") }
}

fn points(facts: &Facts, figures: &CaseFigures) -> Condition {
    let what = CaseFigure::BreakEvenPoints.entry().short;
    match &figures.break_even_points {
        Ok(factor) => Condition {
            what,
            value: format!("≥ {}", share(facts.plan, *factor)),
            remark: main_stage(facts, *factor).unwrap_or_default(),
        },
        Err(reason) => not_available(facts, what, reason),
    }
}

/// Points that the main stage gains with `factor` on all points, against those planned, as a sentence.
fn main_stage(facts: &Facts, factor: f64) -> Option<String> {
    let (stage, _) = facts.stages().into_iter().next()?;
    let view = facts.forecast?.stages.iter().find(|s| s.id == stage.id)?;
    // What is planned may lie above the cap, and a part of it as well.
    let needed = (factor * planned(facts, stage)?).min((10.0 - view.score_for_cap).max(0.0));
    let write = |points| FigurePen::brief(facts.plan).write(Measure::Number(""), points);
    Some(format!("{} instead of {} on {}.", write(needed), write(view.points), name(&stage.name)))
}

/// Points on a stage before the cap: set by hand, or those that the scenario's initiatives gain within the horizon.
fn planned(facts: &Facts, stage: &Stage) -> Option<f64> {
    let scenario = facts.scenario?;
    if let Some(points) = scenario.hand_set(stage.id) {
        return Some(points.get());
    }
    let within = |i: &Initiative| i.starts_within(facts.plan.settings.horizon);
    let enabled = facts.plan.initiatives.iter().filter(|i| scenario.initiatives.contains(&i.id) && within(i));
    Some(enabled.filter_map(|i| i.points(stage.id)).map(Number::get).sum())
}

fn cost(facts: &Facts, figures: &CaseFigures) -> Condition {
    let plan = facts.plan;
    let what = CaseFigure::AffordableCost.entry().label;
    if figures.affordable_cost <= 0.0 {
        let whose = if facts.scenario.is_some() { "scenario" } else { "baseline" };
        return not_available(
            facts,
            what,
            &NotAvailable::because(format!("the {whose} gains nothing that could be spent")),
        );
    }
    let planned = figures.case.pv_costs_before_risk;
    let remark =
        if planned > 0.0 { format!("Planned: {}.", money(plan, planned)) } else { "None is entered yet.".to_owned() };
    Condition { what, value: format!("≤ {}", money(plan, figures.affordable_cost)), remark }
}
