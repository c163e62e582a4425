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
mod words;

use crate::projection::Projection;
use crate::simulation::Uncertainty;
use facts::Facts;
use journey_plan::{Agreed, Date, Grade, Number, Plan};
use words::{money, short};

/// Characters of the head line.
pub const HEAD: usize = 170;
/// Characters of the question.
pub const QUESTION: usize = 130;
/// Characters of the answer.
pub const ANSWER: usize = 400;
/// Characters of one risk.
pub const RISK: usize = 190;
/// Characters of the risks in the room's own words.
pub const OWN_RISKS: usize = 240;
/// Characters of the next step.
pub const NEXT_STEP: usize = 340;
/// Lines of key assumptions.
pub const ASSUMPTIONS: usize = 7;
/// Risks that the figures show.
pub const RISKS: usize = 4;

/// What stands on the page, from top to bottom.
///
/// Room, on the shorter of both papers (Letter, 279 mm, less margins of 15 mm: 249 mm; lines at 9.5 pt are about 4.5 mm
/// and 115 characters over the whole width of 180 mm, half of that in a column):
///
/// | part | lines | mm |
/// |---|---|---|
/// | head, and the line of the agreement | 2 small | 9 |
/// | question ([`QUESTION`], at 19 pt 60 characters a line) | 3 | 26 |
/// | answer ([`ANSWER`], at 11.5 pt 95 characters a line) | 5 | 28 |
/// | waterfall over the whole width | | 56 |
/// | left column: two charts, one below the other; right column: 3 conditions of two lines, [`ASSUMPTIONS`] lines | 15 | 78 |
/// | [`RISKS`] risks of [`RISK`] and the room's own ([`OWN_RISKS`]) in one paragraph | 9 | 34 |
/// | next step ([`NEXT_STEP`]) | 3 | 13 |
/// | legend | 1 | 5 |
///
/// which is full when every text is as long as it may be; the usual page leaves a quarter free.
#[derive(Debug, Clone, PartialEq)]
pub struct BoardPaper {
    /// Plan, day, “confidential” where it is set, scenario.
    pub head: String,
    /// When the room agreed on the scenario, and whether its figures moved since; `None` while it has not.
    pub agreed: Option<String>,
    /// What the board decides.
    pub question: String,
    /// The answer that the figures give, in one or two sentences.
    pub answer: String,
    /// What would have to be true: causal share, points, programme cost.
    pub conditions: Vec<Condition>,
    /// The assumptions that matter most; those behind the spread of a simulation come first.
    pub assumptions: Vec<KeyAssumption>,
    /// Risks, one or two sentences each; the room's own come last.
    pub risks: Vec<String>,
    /// What to do next, and when the board decides.
    pub next_step: String,
    /// The grades beside the assumptions and what they stand for.
    pub legend: [(Grade, &'static str); 4],
}

/// A condition under which the programme pays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// What is meant.
    pub what: &'static str,
    /// The threshold with its sign, or “n/a”.
    pub value: String,
    /// What the plan has, or why there is no threshold.
    pub remark: String,
}

/// An assumption with its grade.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyAssumption {
    /// What is assumed, with its segment where there are several.
    pub what: String,
    /// Its value to three significant figures.
    pub value: String,
    /// How well it is founded.
    pub grade: Grade,
    /// Its share of the spread of the simulated NPV, where it is one of the largest.
    pub share_of_spread: Option<f64>,
}

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

/// When a scenario was agreed, and the first figure that moved since; where none did, the first that was missing then.
fn moved_since(plan: &Plan, projection: &Projection, agreed: &Agreed) -> String {
    let at = if agreed.at.trim().is_empty() { String::new() } else { format!(", {}", short(&agreed.at, 20)) };
    let when = format!("Agreed on {}{at}", agreed.on.in_words());
    let figures = [
        ("NPV", agreed.npv, projection.npv()),
        ("scenario gain", agreed.scenario_gain, projection.scenario_gain()),
        ("present value", agreed.present_value, projection.present_value()),
    ];
    let (mut compared, mut appeared) = (false, None);
    for (name, then, now) in figures {
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

/// Two amounts to three significant figures, or in full where those are the same.
fn moved(plan: &Plan, then: f64, now: f64) -> [String; 2] {
    let brief = [then, now].map(|v| money(plan, v));
    if brief[0] == brief[1] { [then, now].map(|v| words::money_in_full(plan, v)) } else { brief }
}
