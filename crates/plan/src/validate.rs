//! The problems of a plan, each with the path of its place.

use crate::apply::{Applied, refuse};
use crate::document::Plan;
use crate::domain::NumberId;
use crate::journey::lane::Lane;
use crate::limits::Limit;
use crate::note::CellNote;
use crate::number::finite::Number;
use crate::order::sort_short;
use std::collections::BTreeSet;
use std::sync::Arc;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// The plan hangs together wrongly: it cannot be opened.
    Broken,
    /// There is more than a plan holds: it opens, and can only shrink.
    Over(Limit, usize),
    /// A value is outside its range: the plan opens and the figures that need it are not available.
    Value,
}

/// One problem of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Place of the problem, as a path into the plan file: `segments[0].years[2].churned_customers`.
    pub path: String,
    /// The problem, as a sentence.
    pub message: String,
    /// How bad the problem is.
    pub severity: Severity,
}

/// Returns every problem of `plan`, in the order of the document.
pub fn validate(plan: &Plan) -> Vec<Problem> {
    problems(plan, None)
}

/// Refuses a problem of `after` that `before` did not have, where reading would refuse it or a limit forbids it.
/// Whatever was over a limit before may stay as large as it was.
pub(crate) fn check_integrity(before: &Plan, after: &Plan) -> Applied {
    // Parts that are shared are alike, unless what they name came or went.
    let is_whole = !after.has_parts_of(before);
    let breaches = |plan: &Plan, other| {
        let mut found = problems(plan, if is_whole { None } else { Some(other) });
        found.retain(|problem| problem.severity != Severity::Value);
        found
    };
    let now = breaches(after, before);
    if now.is_empty() { Ok(()) } else { refuse(first_new(breaches(before, after), now)) }
}

/// The first of `now` that no problem of `then` covers, as a sentence.
fn first_new(mut then: Vec<Problem>, mut now: Vec<Problem>) -> Option<String> {
    let size = |problem: &Problem| if let Severity::Over(_, amount) = problem.severity { amount } else { 0 };
    let covers = |old: &Problem, new: &Problem| match (old.severity, new.severity) {
        (Severity::Over(old, most), Severity::Over(new, amount)) => old == new && most >= amount,
        (Severity::Broken, Severity::Broken) => old.message == new.message,
        _ => false,
    };
    // The largest first, so that each is covered by the largest that is left.
    for problems in [&mut then, &mut now] {
        sort_short(problems, |problem| std::cmp::Reverse(size(problem)));
    }
    for new in now {
        match then.iter().position(|old| covers(old, &new)) {
            Some(index) => drop(then.remove(index)),
            None => return Some(new.message),
        }
    }
    None
}

/// The problems of `plan`; only of what is not shared with `unlike`, if that is given.
pub(crate) fn problems(plan: &Plan, unlike: Option<&Plan>) -> Vec<Problem> {
    let mut found = ProblemCollector(Vec::new());
    found.name("title", &plan.title);
    found.settings(plan);
    found.lists(plan);
    for (index, stage) in plan.stages.iter().enumerate().filter(|(_, s)| differs(s, unlike.map(|p| &p.stages))) {
        found.stage(plan, &format!("stages[{index}]"), stage);
    }
    for (index, segment) in plan.segments.iter().enumerate().filter(|(_, s)| differs(s, unlike.map(|p| &p.segments))) {
        found.segment(plan, &format!("segments[{index}]"), segment);
    }
    let initiatives = plan.initiatives.iter().enumerate();
    for (index, initiative) in initiatives.filter(|(_, i)| differs(i, unlike.map(|p| &p.initiatives))) {
        found.initiative(plan, &format!("initiatives[{index}]"), initiative);
    }
    found.scenarios(plan);
    for (obstacle, state) in &plan.obstacles {
        let at = format!("obstacles.{}", obstacle.key());
        found.text(&format!("{at}.owner"), &state.owner);
        found.text(&format!("{at}.note"), &state.note);
    }
    let paper =
        [("question", &plan.paper.question), ("risks", &plan.paper.risks), ("next_step", &plan.paper.next_step)];
    for (name, text) in paper {
        found.text(&format!("paper.{name}"), text);
    }
    found.0
}

/// Whether `part` is not one of `others`, if there are any.
fn differs<T>(part: &Arc<T>, others: Option<&Vec<Arc<T>>>) -> bool {
    others.is_none_or(|others| others.iter().all(|other| !Arc::ptr_eq(other, part)))
}

/// Collects the problems of a plan, part by part of the document.
pub(crate) struct ProblemCollector(Vec<Problem>);

impl ProblemCollector {
    /// Notes what is wrong with the number `id`, if there is one.
    pub(crate) fn number(&mut self, path: impl Into<String>, id: NumberId, value: Option<Number>) {
        self.value(path, value.and_then(|value| id.domain().problem(value)));
    }

    pub(crate) fn value(&mut self, path: impl Into<String>, problem: Option<String>) {
        if let Some(message) = problem {
            self.0.push(Problem { path: path.into(), message, severity: Severity::Value });
        }
    }

    pub(crate) fn broken(&mut self, path: impl Into<String>, message: impl Into<String>) {
        self.0.push(Problem { path: path.into(), message: message.into(), severity: Severity::Broken });
    }

    /// Notes a problem where `amount` is more than `limit` allows.
    pub(crate) fn count(&mut self, path: impl Into<String>, limit: Limit, amount: usize) {
        if amount > limit.most() {
            let is_too_much = amount > limit.ceiling();
            let severity = if is_too_much { Severity::Broken } else { Severity::Over(limit, amount) };
            self.0.push(Problem { path: path.into(), message: limit.exceeded_by(amount), severity });
        }
    }

    pub(crate) fn text(&mut self, path: &str, text: &str) {
        self.characters(path, Limit::Text, text);
    }

    pub(crate) fn name(&mut self, path: &str, text: &str) {
        self.characters(path, Limit::Name, text);
    }

    fn characters(&mut self, path: &str, limit: Limit, text: &str) {
        // No text has more characters than bytes, and bytes need no counting.
        if text.len() > limit.most() {
            self.count(path, limit, text.chars().count());
        }
    }

    pub(crate) fn note(&mut self, at: &str, note: &CellNote, likely: Option<Number>) {
        for text in note.texts() {
            self.text(at, text);
        }
        self.value(format!("{at}.spread"), note.spread.problem(likely));
    }

    /// Checks the lists of the plan: how much is in them, and that nothing is in them twice.
    fn lists(&mut self, plan: &Plan) {
        self.count("stages", Limit::Stages, plan.stages.len());
        self.count("roles", Limit::Roles, plan.roles.len());
        self.count("lanes", Limit::Lanes, plan.lanes.len());
        self.count("segments", Limit::Segments, plan.segments.len());
        self.count("initiatives", Limit::Initiatives, plan.initiatives.len());
        self.count("scenarios", Limit::Scenarios, plan.scenarios.len());
        self.count("stages", Limit::Cards, plan.stages.iter().map(|s| s.cards.len()).sum());
        self.unique("stages", plan.stages.iter().map(|s| s.id.0));
        self.unique("roles", plan.roles.iter().map(|r| r.id.0));
        self.unique("segments", plan.segments.iter().map(|s| s.id.0));
        self.unique("initiatives", plan.initiatives.iter().map(|i| i.id.0));
        self.unique("scenarios", plan.scenarios.iter().map(|s| s.id.0));
        self.unique("cards", plan.stages.iter().flat_map(|s| &s.cards).map(|c| c.id.0));
        self.unique("steps", plan.stages.iter().flat_map(|s| &s.steps).map(|s| s.id.0));
        self.once("lanes", plan.lanes.iter().map(|row| lane_key(row.lane)));
        for (index, row) in plan.lanes.iter().enumerate() {
            self.name(&format!("lanes[{index}].name"), &row.name);
        }
        if plan.active_scenario.is_some_and(|id| plan.scenario(id).is_none()) {
            self.broken("active_scenario", "The active scenario is not in the plan.");
        }
        for (index, role) in plan.roles.iter().enumerate() {
            self.name(&format!("roles[{index}].name"), &role.name);
            self.number(format!("roles[{index}].weight"), NumberId::RoleWeight(role.id), Some(role.weight));
        }
        if let Some(survey) = &plan.survey {
            self.once("survey.weights", survey.weights.iter().map(|w| w.stage.0.into()));
            if survey.weights.iter().any(|w| plan.stage(w.stage).is_none()) {
                self.broken("survey.weights", "A stage of the survey is not in the plan.");
            }
        }
    }

    pub(crate) fn unique(&mut self, list: &str, ids: impl Iterator<Item = u32>) {
        let ids: Vec<u64> = ids.map(u64::from).collect();
        for index in doubled(&ids) {
            let id = ids.get(index).copied().unwrap_or_default();
            self.broken(format!("{list}[{index}].id"), format!("The identifier {id} is used twice."));
        }
    }

    /// Notes each key of a list that an earlier entry of the list has.
    pub(crate) fn once(&mut self, list: &str, keys: impl Iterator<Item = u64>) {
        let keys: Vec<u64> = keys.collect();
        for index in doubled(&keys) {
            self.broken(format!("{list}[{index}]"), "This is listed twice.");
        }
    }
}

/// Positions of the keys that an earlier position has. All lists use keys of one type: a set for each type would make
/// the program larger by as much again.
pub(crate) fn doubled(keys: &[u64]) -> Vec<usize> {
    let mut seen = BTreeSet::new();
    keys.iter().enumerate().filter_map(|(index, key)| (!seen.insert(*key)).then_some(index)).collect()
}

/// Key that tells a lane from all others.
pub(crate) fn lane_key(lane: Lane) -> u64 {
    match lane {
        // Numbers of added lanes begin behind those of the built-in ones.
        Lane::Custom(id) => u64::from(id.0) + Lane::BUILT_IN.len() as u64,
        built_in => Lane::BUILT_IN.iter().position(|lane| *lane == built_in).unwrap_or_default() as u64,
    }
}
