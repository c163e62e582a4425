//! The board paper: one page that says what a scenario costs, what it returns, what would have to be true and what to do
//! next. It writes itself from the figures; where the room wrote a question, a risk or a next step, those words stand.
//!
//! Nothing is computed here that the projection and the simulation do not hold, but the NPV without and with the whole
//! effect, from the yearly gains that the projection holds for both.

mod answer;
mod conditions;
mod facts;
mod key_assumptions;
mod next_step;
mod risks;
mod types;
mod words;

pub use types::{
    ANSWER, ASSUMPTIONS, BoardPaper, Condition, HEAD, KeyAssumption, NEXT_STEP, OWN_RISKS, QUESTION, RISK, RISKS,
};

use facts::Facts;
use journey_engine::projection::Projection;
use journey_engine::registry::Headline;
use journey_engine::simulation::Uncertainty;
use journey_plan::{Agreed, Date, Grade, Number, Plan};
use words::{money, short};

/// Writes the paper of `projection`, which must be one of `plan`. A simulation of another scenario is left out; whether
/// it is out of date is for the caller to know. Without `today` the head names no day.
pub fn board_paper(
    plan: &Plan,
    projection: &Projection,
    uncertainty: Option<&Uncertainty>,
    today: Option<Date>,
) -> BoardPaper {
    let facts = Facts::of(plan, projection, uncertainty);
    let own = &plan.paper;
    let question = if own.question.trim().is_empty() { answer::question(&facts) } else { own.question.clone() };
    BoardPaper {
        head: head(plan, projection, today),
        agreed: facts.scenario.and_then(|s| s.agreed.as_ref()).map(|agreed| moved_since(plan, projection, agreed)),
        question: short(&question, QUESTION),
        answer: short(&answer::answer(&facts), ANSWER),
        conditions: conditions::conditions(&facts),
        assumptions: key_assumptions::key_assumptions(&facts),
        risks: risks::risks(&facts),
        next_step: short(&next_step::next_step(&facts), NEXT_STEP),
        legend: Grade::ALL.map(|grade| (grade, grade.meaning())),
    }
}

fn head(plan: &Plan, projection: &Projection, today: Option<Date>) -> String {
    let confidential = if plan.paper.confidential { "confidential" } else { "" };
    let day = today.map(Date::in_words).unwrap_or_default();
    let parts = [short(&plan.title, 80), day, confidential.to_owned(), short(&projection.name, 50)];
    short(&parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · "), HEAD)
}

/// Day of the agreement, and the first figure that moved since; where none did, the first that was missing then.
fn moved_since(plan: &Plan, projection: &Projection, agreed: &Agreed) -> String {
    let at = if agreed.at.trim().is_empty() { String::new() } else { format!(", {}", short(&agreed.at, 20)) };
    let when = format!("Agreed on {}{at}", agreed.on.in_words());
    let figures = [
        (Headline::Npv, agreed.npv, projection.npv()),
        (Headline::ScenarioGain, agreed.scenario_gain, projection.scenario_gain()),
        (Headline::PresentValue, agreed.present_value, projection.present_value()),
    ];
    let (mut compared, mut appeared) = (false, None);
    for (figure, then, now) in figures {
        let name = words::within_sentence(figure.entry().short);
        match (then.map(Number::get), now) {
            (None, Err(_)) => {}
            (None, Ok(now)) => {
                appeared.get_or_insert((name, now));
            }
            (Some(then), Ok(now)) if (now - then).abs() <= 1e-9 * then.abs().max(1.0) => compared = true,
            (Some(then), Ok(now)) => {
                let [then, now] = moved(plan, then, now);
                return format!("{when}; figures moved since: the {name} was {then} and is {now}.");
            }
            (Some(then), Err(_)) => {
                let then = money(plan, then);
                return format!("{when}; figures moved since: the {name} was {then} and is not available now.");
            }
        }
    }
    match appeared {
        Some((name, now)) => format!("{when}; the {name} was not available then and is {} now.", money(plan, now)),
        None if compared => format!("{when}; figures unchanged since."),
        None => format!("{when}; no figure was available then, and none is now."),
    }
}

/// Two amounts to three significant figures, or in full where those would read alike.
fn moved(plan: &Plan, then: f64, now: f64) -> [String; 2] {
    let brief = [then, now].map(|v| money(plan, v));
    if brief[0] == brief[1] { [then, now].map(|v| words::money_in_full(plan, v)) } else { brief }
}
