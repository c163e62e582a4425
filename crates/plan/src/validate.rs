//! Everything that is wrong with a plan, each with the path of the place.

use crate::document::Plan;
use crate::ids::SegmentId;
use crate::limits::{LONGEST_TEXT, MOST_CARDS};
use crate::note::CellNote;
use crate::number::finite::Number;
use std::collections::BTreeSet;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// The plan hangs together wrongly: it cannot be opened.
    Broken,
    /// A value is outside its range: the plan opens and the figures that need it are not available.
    Value,
}

/// One problem of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where, as a path into the plan file: `segments[0].years[2].churned_customers`.
    pub path: String,
    /// What, as a sentence.
    pub message: String,
    /// How bad.
    pub severity: Severity,
}

/// Returns every problem of `plan`, in the order of the document.
pub fn validate(plan: &Plan) -> Vec<Problem> {
    let mut found = Found(Vec::new());
    found.text("title", &plan.title);
    found.settings(plan);
    found.identities(plan);
    found.stages(plan);
    for (index, segment) in plan.segments.iter().enumerate() {
        found.segment(plan, &format!("segments[{index}]"), segment);
    }
    found.initiatives(plan);
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

/// The problems of some segments and of all scenarios, which override them.
pub(crate) fn problems_of(plan: &Plan, segments: &[SegmentId]) -> Vec<Problem> {
    let mut found = Found(Vec::new());
    for segment in plan.segments.iter().filter(|s| segments.contains(&s.id)) {
        found.segment(plan, "segment", segment);
    }
    found.scenarios(plan);
    found.0
}

/// The problems that are found, part by part of the document.
pub(crate) struct Found(Vec<Problem>);

impl Found {
    pub(crate) fn value(&mut self, path: impl Into<String>, problem: Option<String>) {
        if let Some(message) = problem {
            self.0.push(Problem { path: path.into(), message, severity: Severity::Value });
        }
    }

    pub(crate) fn broken(&mut self, path: impl Into<String>, message: impl Into<String>) {
        self.0.push(Problem { path: path.into(), message: message.into(), severity: Severity::Broken });
    }

    pub(crate) fn text(&mut self, path: &str, text: &str) {
        let length = text.chars().count();
        if length > LONGEST_TEXT {
            self.broken(path, format!("The text has {length} characters; at most {LONGEST_TEXT} are allowed."));
        }
    }

    pub(crate) fn note(&mut self, at: &str, note: &CellNote, likely: Option<Number>) {
        for text in note.texts() {
            self.text(at, text);
        }
        self.value(format!("{at}.spread"), note.spread.problem(likely));
    }

    fn identities(&mut self, plan: &Plan) {
        self.unique("stages", plan.stages.iter().map(|s| s.id.0));
        self.unique("roles", plan.roles.iter().map(|r| r.id.0));
        self.unique("segments", plan.segments.iter().map(|s| s.id.0));
        self.unique("initiatives", plan.initiatives.iter().map(|i| i.id.0));
        self.unique("scenarios", plan.scenarios.iter().map(|s| s.id.0));
        self.unique("cards", plan.stages.iter().flat_map(|s| &s.cards).map(|c| c.id.0));
        self.unique("steps", plan.stages.iter().flat_map(|s| &s.steps).map(|s| s.id.0));
        let mut lanes = BTreeSet::new();
        for (index, row) in plan.lanes.iter().enumerate() {
            self.text(&format!("lanes[{index}].name"), &row.name);
            if !lanes.insert(row.lane) {
                self.broken(format!("lanes[{index}]"), "This lane is listed twice.");
            }
        }
        let cards: usize = plan.stages.iter().map(|s| s.cards.len()).sum();
        if cards > MOST_CARDS {
            self.broken("stages", format!("The map has {cards} cards; at most {MOST_CARDS} are allowed."));
        }
        if plan.active_scenario.is_some_and(|id| plan.scenario(id).is_none()) {
            self.broken("active_scenario", "The active scenario is not in the plan.");
        }
    }

    pub(crate) fn unique(&mut self, list: &str, ids: impl Iterator<Item = u32>) {
        let mut seen = BTreeSet::new();
        for (index, id) in ids.enumerate() {
            if !seen.insert(id) {
                self.broken(format!("{list}[{index}].id"), format!("The identifier {id} is used twice."));
            }
        }
    }
}
