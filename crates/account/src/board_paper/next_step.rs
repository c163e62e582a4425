//! The next step of the paper.

use super::facts::Facts;
use super::words::{full_stop, money, name, short};
use journey_engine::simulation::CheapestFact;
use journey_plan::{Initiative, NumberId, Plan, Setting};

/// Characters of the room's own words.
const OWN: usize = 260;
/// Characters of a driver's name.
const DRIVER: usize = 60;

/// The room's own words, else the fact that narrows the NPV most, else a control group; then the day of the decision.
pub(super) fn next_step(facts: &Facts) -> String {
    let own = short(&facts.plan.paper.next_step, OWN);
    let step = if own.is_empty() { proposed(facts) } else { full_stop(&own) };
    let decision = facts.plan.paper.decide_on.map(|day| format!(" Decision on {}.", day.in_words()));
    step + &decision.unwrap_or_default()
}

fn proposed(facts: &Facts) -> String {
    if let Some(fact) = facts.uncertainty.and_then(|u| u.cheapest.as_ref()) {
        return find_out(facts, fact);
    }
    if facts.scenario.is_none() {
        return "Choose a scenario to decide on.".to_owned();
    }
    if facts.forecast.is_none() {
        return "Enter what the figures still need.".to_owned();
    }
    if !facts.has_effect() {
        return "Say which stages the programme improves, and by how much.".to_owned();
    }
    match facts.initiatives().first() {
        Some((initiative, _)) => {
            let named = name(&initiative.name);
            format!(
                "Run a control group on “{named}” before the rest of the money is spent.{}",
                owner(&initiative.owner)
            )
        }
        None => "Run a control group before the rest of the money is spent.".to_owned(),
    }
}

/// The cheapest fact to find next, and what it would do to the NPV. A causal share is found by a control group.
fn find_out(facts: &Facts, fact: &CheapestFact) -> String {
    let (plan, driver) = (facts.plan, &fact.driver);
    let (what, owner_of) = match facts.initiatives().first() {
        Some((main, _)) if driver.id == NumberId::Setting(Setting::CausalShare) => {
            (format!("Run a control group on “{}” to find the causal share", name(&main.name)), main.owner.clone())
        }
        _ => (format!("Find out more about “{}”", short(&driver.label, DRIVER)), who_answers(facts, driver.id)),
    };
    let better = fact.better.label().to_ascii_lowercase();
    let [now, then] = [fact.spread_now, fact.spread_then].map(|v| money(plan, v));
    format!(
        "{what}: evidence one level better (“{better}”) narrows the 80\u{a0}% range of the NPV from {now} to {then}.{}",
        owner(&owner_of)
    )
}

/// Person who answers for a driver; empty where nobody is noted.
fn who_answers(facts: &Facts, driver: NumberId) -> String {
    let plan: &Plan = facts.plan;
    let of = |initiative: Option<&Initiative>| initiative.map(|i| i.owner.clone());
    let owner = match driver {
        NumberId::Amount(id, _) => of(facts.enabled(id)),
        _ => plan.note(driver).map(|note| note.owner.clone()),
    };
    owner.unwrap_or_default()
}

fn owner(who: &str) -> String {
    let who = name(who);
    if who.is_empty() { String::new() } else { format!(" Owner: {who}.") }
}
