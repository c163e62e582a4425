//! The question, and the answer that the figures give.

use super::facts::{Effect, Facts};
use super::words::{money, name, of_all_futures, shares, short, years};
use journey_engine::model::cash_flow::Payback;
use journey_engine::projection::{CaseFigures, Forecast};
use journey_plan::Scenario;
use journey_plan::number::pen::list;

/// An amount below which nothing is gained, lost or spent, in currency.
const NOTHING: f64 = 0.5;
/// Least part of what the stages gain that the stages named in the question bring.
const MOST: f64 = 2.0 / 3.0;
/// Most characters of a reason why there is no figure.
const REASON: usize = 200;

/// The question to the board: what the programme costs, and where most of the gain is made.
pub(super) fn question(facts: &Facts) -> String {
    let Some(scenario) = facts.scenario else {
        let horizon = years(facts.plan.settings.horizon as usize);
        return format!("What are our customers worth over {horizon}?");
    };
    let cost = facts.cost().filter(|cost| *cost >= NOTHING);
    match (cost, on_what(facts)) {
        (Some(cost), Some(stages)) => format!("Should we spend {} on {stages}?", money(facts.plan, cost)),
        (Some(cost), None) => format!("Should we spend {} on {}?", money(facts.plan, cost), quoted(scenario)),
        (None, Some(stages)) => format!("Should we improve {stages}?"),
        (None, None) => format!("Should we go ahead with {}?", quoted(scenario)),
    }
}

fn quoted(scenario: &Scenario) -> String {
    format!("“{}”", short(&scenario.name, 50))
}

/// The fewest stages that bring most of the gain, two of them by name; `None` where the gain is not made on stages.
fn on_what(facts: &Facts) -> Option<String> {
    let stages = facts.stages();
    let all: f64 = stages.iter().map(|(_, value)| value).sum();
    if all <= 0.0 || all < 0.5 * facts.gained() {
        return None;
    }
    let (mut brought, mut named) = (0.0, Vec::new());
    for (stage, value) in &stages {
        if brought >= MOST * all {
            break;
        }
        brought += value;
        named.push(name(&stage.name));
    }
    if named.len() > 1 && named.iter().any(|name| name.contains(" and ")) {
        named = named.iter().map(|name| format!("“{name}”")).collect();
    }
    if named.len() > 2 {
        named.truncate(2);
        return Some(format!("{} and other stages", named.join(", ")));
    }
    Some(list(&named))
}

/// The answer: a verdict, then the figures behind it.
pub(super) fn answer(facts: &Facts) -> String {
    let forecast = match &facts.projection.forecast {
        Ok(forecast) => forecast,
        Err(reason) => return format!("It cannot be said yet. {}", short(&reason.written(facts.pen()), REASON)),
    };
    let Some(scenario) = facts.scenario else { return baseline(facts, forecast) };
    if changes_nothing(scenario, forecast) {
        return "Nothing yet: the scenario changes nothing, so that there is nothing to decide.".to_owned();
    }
    match &forecast.case {
        Err(reason) => {
            let reason = format!("It cannot be said yet. {}", short(&reason.written(facts.pen()), REASON));
            if !forecast.in_revenue_terms {
                return reason;
            }
            let gained = gained(facts, forecast.scenario_gain, forecast);
            format!("{reason} In revenue terms the scenario {gained}, before programme cost.")
        }
        Ok(figures) if figures.case.pv_costs < NOTHING => without_cost(facts, forecast, figures),
        Ok(figures) => format!("{} {}", verdict(facts, forecast, figures), evidence(facts, forecast, figures)),
    }
}

fn baseline(facts: &Facts, forecast: &Forecast) -> String {
    let value = money(facts.plan, forecast.present_value);
    let horizon = years(forecast.years);
    format!(
        "If nothing changes, customer equity over {horizon} is worth {value} today. The baseline proposes nothing, so \
         that there is nothing to decide."
    )
}

fn changes_nothing(scenario: &Scenario, forecast: &Forecast) -> bool {
    scenario.initiatives.is_empty() && forecast.benefits.iter().all(|gain| gain.abs() < NOTHING)
}

/// Gain or loss over the horizon, as part of a sentence: `gains €2.25m over five years`.
fn gained(facts: &Facts, value: f64, forecast: &Forecast) -> String {
    let horizon = years(forecast.years);
    if value.abs() < NOTHING {
        return format!("gains nothing over {horizon}");
    }
    let verb = if value > 0.0 { "gains" } else { "loses" };
    format!("{verb} {} over {horizon}", money(facts.plan, value.abs()))
}

fn without_cost(facts: &Facts, forecast: &Forecast, figures: &CaseFigures) -> String {
    let benefits = figures.case.pv_benefits;
    let gained = gained(facts, benefits, forecast);
    if benefits < NOTHING {
        return format!("No: even before any cost the scenario {gained}.");
    }
    let most = money(facts.plan, figures.affordable_cost);
    format!(
        "It cannot be said yet, because no programme cost is entered. Before cost the scenario {gained}, so that a \
         programme may cost {most} at most."
    )
}

/// Whether the programme pays, and what that takes, as a sentence.
fn verdict(facts: &Facts, forecast: &Forecast, figures: &CaseFigures) -> String {
    let plan = facts.plan;
    let pays = figures.case.npv > 0.0;
    if figures.case.npv.abs() < NOTHING {
        return "It just breaks even on what we assume.".to_owned();
    }
    match (pays, facts.effect()) {
        (true, Some(Effect::Absent)) => "Yes, and it needs no experience effect for it.".to_owned(),
        (false, Some(Effect::Absent)) => "No: it does not earn its cost.".to_owned(),
        (true, Some(Effect::NotNeeded)) => {
            "Yes: it pays even if none of the published experience effect holds for our customers.".to_owned()
        }
        (true, Some(Effect::Needed(needed))) => {
            let [needed, assumed] = shares(plan, [needed, forecast.causal_share]);
            format!(
                "Yes, if at least {needed} of the published experience effect holds for our customers; we assume \
                 {assumed}."
            )
        }
        (false, Some(Effect::Needed(needed))) => {
            let [needed, assumed] = shares(plan, [needed, forecast.causal_share]);
            format!(
                "Not on what we assume: it pays only if at least {needed} of the published experience effect holds for \
                 our customers, and we assume {assumed}."
            )
        }
        (false, Some(Effect::NotEnough)) => {
            "No: it would not pay even if the whole published experience effect held for our customers.".to_owned()
        }
        (false, Some(Effect::Harmful)) => {
            "No: it would pay without any experience effect, but the effect we assume makes it worse.".to_owned()
        }
        (true, _) => "Yes on what we assume, but more or less of the experience effect need not pay.".to_owned(),
        (false, _) => "No, not on what we assume.".to_owned(),
    }
}

/// What the programme returns, when it pays back and how often it loses money, as a sentence.
fn evidence(facts: &Facts, forecast: &Forecast, figures: &CaseFigures) -> String {
    let npv = figures.case.npv;
    let horizon = years(forecast.years);
    let amount = money(facts.plan, npv.abs());
    let mut parts = vec![match npv {
        npv if npv.abs() < NOTHING => format!("just earns its cost over {horizon}"),
        npv if npv > 0.0 => format!("returns {amount} net over {horizon}"),
        _ => format!("loses {amount} net over {horizon}"),
    }];
    parts.push(pays_back(&figures.case.payback));
    if let Some(simulated) = facts.uncertainty {
        let lost = 1.0 - simulated.probability_positive;
        parts.push(format!("loses money in {}", of_all_futures(lost)));
    }
    // A serial comma, because a part may hold an “and” or a “but” of its own.
    match parts.as_slice() {
        [first, second, third] => format!("On today’s evidence the programme {first}, {second}, and {third}."),
        _ => format!("On today’s evidence the programme {}.", list(&parts)),
    }
}

fn pays_back(payback: &Payback) -> String {
    let back = match payback.month() {
        None => return "does not pay back within that time".to_owned(),
        Some(0) => "needs no funding".to_owned(),
        Some(1) => "pays back in 1 month".to_owned(),
        Some(months) => format!("pays back in {months} months"),
    };
    if payback.turns_negative_again { format!("{back} but needs money again later") } else { back }
}
