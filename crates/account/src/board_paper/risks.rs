//! The risks of the paper: things that may turn out otherwise.

use super::facts::Facts;
use super::types::{OWN_RISKS, RISK, RISKS};
use super::words::{full_stop, money, name, share, short, years};
use journey_engine::model::cash_flow::Payback;
use journey_plan::Evidence;

/// The caveat of every figure of the effect, in words that stand without a chart beside them.
const CAVEAT: &str = "The experience effect rests on two other companies and published end points; the curve between \
                      them is ours. It was no experiment: test it on a control group before you bank it.";

/// At most [`RISKS`] risks that the figures show, most important first, then the room's own.
pub(super) fn risks(facts: &Facts) -> Vec<String> {
    let caveat = facts.has_effect().then(|| CAVEAT.to_owned());
    let shown = [caveat, weakest_evidence(facts), shortcoming(facts), funding(facts)];
    let mut risks: Vec<String> = shown.into_iter().flatten().map(|r| short(&r, RISK)).collect();
    risks.truncate(RISKS);
    let own = short(&facts.plan.paper.risks, OWN_RISKS);
    if !own.is_empty() {
        risks.push(full_stop(&own));
    }
    risks
}

/// The evidence behind the points that matter, where it is less than a measurement, as a sentence.
fn weakest_evidence(facts: &Facts) -> Option<String> {
    if facts.mostly_by_hand() {
        return Some("Points set by hand rest on the judgement of the room alone.".to_owned());
    }
    // The first of equally weak ones brings the most.
    let mut weakest: Option<(Evidence, &str)> = None;
    for initiative in facts.main_initiatives() {
        if weakest.is_none_or(|(level, _)| rank(initiative.evidence) < rank(level)) {
            weakest = Some((initiative.evidence, &initiative.name));
        }
    }
    let (level, initiative) = weakest?;
    let rests = match level {
        Evidence::Assumption => "are an assumption that nothing supports yet",
        Evidence::Anecdote => "rest on anecdotes",
        Evidence::Survey => "rest on a survey, not on a measurement",
        Evidence::Measured => return None,
    };
    Some(format!("The points of “{}” {rests}.", name(initiative)))
}

/// Position among the levels of evidence, weakest first.
fn rank(evidence: Evidence) -> usize {
    Evidence::ALL.iter().position(|level| *level == evidence).unwrap_or_default()
}

/// Shortcoming of the figures themselves: revenue terms, a base without its curve, years that do not follow.
fn shortcoming(facts: &Facts) -> Option<String> {
    let forecast = facts.forecast?;
    if forecast.in_revenue_terms {
        return Some("The figures are in revenue terms, because a segment lacks its gross margin.".to_owned());
    }
    let note = forecast.notes.iter().find(|note| note.is_shortcoming()).map(|note| note.written(facts.pen()));
    note.or_else(|| facts.projection.problems.first().map(|problem| problem.written(facts.pen())))
        .map(|text| full_stop(&text))
}

/// Money that is needed before it comes back, and what is taken off for risk, as a sentence.
fn funding(facts: &Facts) -> Option<String> {
    let plan = facts.plan;
    let case = &facts.figures.filter(|_| facts.scenario.is_some())?.case;
    let (benefit, cost) = (plan.settings.benefit_risk.get(), plan.settings.cost_risk.get());
    let adjusted = match (benefit > 0.0, cost > 0.0) {
        (false, false) => "no risk adjustment is on".to_owned(),
        (true, false) => format!("benefits are cut by {} for risk", share(plan, benefit)),
        (false, true) => format!("costs are raised by {} for risk", share(plan, cost)),
        (true, true) => {
            format!("benefits are cut by {} and costs raised by {} for risk", share(plan, benefit), share(plan, cost))
        }
    };
    let simulated = if facts.uncertainty.is_some() && (benefit > 0.0 || cost > 0.0) {
        ", which the simulation leaves out"
    } else {
        ""
    };
    Some(format!("{}; {adjusted}{simulated}.", needed(facts, &case.payback)))
}

/// The most money that is out at a time, and whether it comes back, as part of a sentence.
fn needed(facts: &Facts, payback: &Payback) -> String {
    let lowest = -payback.lowest;
    if lowest <= 0.0 {
        return "Nothing is spent before it is earned".to_owned();
    }
    let most = money(facts.plan, lowest);
    if payback.month().is_some() {
        let again = if payback.turns_negative_again { ", and money is needed again later" } else { "" };
        format!("Up to {most} is tied up before it comes back{again}")
    } else {
        let horizon = years(facts.plan.settings.horizon as usize);
        format!("Up to {most} is spent and does not come back within {horizon}")
    }
}
