//! Undo and redo: snapshots of the plan that share every part a command left alone.

use crate::document::Plan;
use crate::note::CellNote;
use std::collections::VecDeque;
use std::sync::Arc;

/// Bytes of unshared plan parts the history may keep.
const MOST_BYTES: usize = 64 << 20;
/// Steps kept however large they are.
const FEWEST_STEPS: usize = 1_000;

/// One remembered state of the plan.
#[derive(Debug, Clone)]
struct HistoryEntry {
    plan: Arc<Plan>,
    bytes: usize,
    what: String,
}

/// A step through the history.
#[derive(Debug, Clone)]
pub struct HistoryStep {
    /// The plan as it is behind the step.
    pub plan: Arc<Plan>,
    /// What was undone or done again, in the words of its [`Command`](crate::Command).
    pub what: String,
}

/// The states of a plan before and after the present one.
#[derive(Debug, Clone, Default)]
pub struct History {
    past: VecDeque<HistoryEntry>,
    future: Vec<HistoryStep>,
    bytes: usize,
    burst: Option<String>,
}

impl History {
    /// Remembers `before` as the state that the next undo returns to, `after` being the present and `what` what was done.
    /// Commands that share a `burst` key and follow one another (a drag, a burst of typing) are one step.
    pub fn record(&mut self, before: &Arc<Plan>, after: &Plan, burst: Option<&str>, what: &str) {
        self.future.clear();
        if burst.is_some() && self.burst.as_deref() == burst {
            // What came back to where it began was no step.
            if self.past.back().is_some_and(|step| *step.plan == *after) {
                self.bytes -= self.past.pop_back().map_or(0, |step| step.bytes);
                self.burst = None;
            }
            return;
        }
        self.burst = burst.map(str::to_owned);
        let bytes = unshared_bytes(before, after);
        self.bytes += bytes;
        self.past.push_back(HistoryEntry { plan: Arc::clone(before), bytes, what: what.to_owned() });
        while self.bytes > MOST_BYTES && self.past.len() > FEWEST_STEPS {
            self.bytes -= self.past.pop_front().map_or(0, |step| step.bytes);
        }
    }

    /// Ends the current burst: the next command is a step of its own.
    pub fn end_burst(&mut self) {
        self.burst = None;
    }

    /// Goes one step back from `present`.
    pub fn undo(&mut self, present: &Arc<Plan>) -> Option<HistoryStep> {
        let HistoryEntry { plan, bytes, what } = self.past.pop_back()?;
        self.bytes -= bytes;
        self.burst = None;
        self.future.push(HistoryStep { plan: Arc::clone(present), what: what.clone() });
        Some(HistoryStep { plan: seen_as(plan, present), what })
    }

    /// Goes one step forward from `present`.
    pub fn redo(&mut self, present: &Arc<Plan>) -> Option<HistoryStep> {
        let next = self.future.pop()?;
        self.burst = None;
        let bytes = unshared_bytes(present, &next.plan);
        self.bytes += bytes;
        self.past.push_back(HistoryEntry { plan: Arc::clone(present), bytes, what: next.what.clone() });
        Some(HistoryStep { plan: seen_as(next.plan, present), what: next.what })
    }

    /// Whether there is a step to undo.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is a step to redo.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
}

/// The state `plan`, looked at as `present` is: what is seen is not what is undone.
fn seen_as(plan: Arc<Plan>, present: &Plan) -> Arc<Plan> {
    if plan.view == present.view {
        return plan;
    }
    let mut plan = Arc::unwrap_or_clone(plan);
    plan.view.clone_from(&present.view);
    Arc::new(plan)
}

/// Rough size of what `before` keeps alive that `after` does not share.
fn unshared_bytes(before: &Plan, after: &Plan) -> usize {
    fn parts<T>(before: &[Arc<T>], after: &[Arc<T>], size: impl Fn(&T) -> usize) -> usize {
        before.iter().filter(|b| !after.iter().any(|a| Arc::ptr_eq(a, b))).map(|b| size(b)).sum()
    }
    let lists = before.scenarios.len() * 256 + before.roles.len() * 64 + before.lanes.len() * 48;
    let notes: usize = before.notes.values().flat_map(CellNote::texts).map(|text| 64 + text.len()).sum();
    let shell = 512 + lists + notes + before.title.len();
    shell
        + parts(&before.stages, &after.stages, |s| {
            let texts: usize = s.texts.iter().map(|t| 48 + t.text.len()).sum();
            let cards: usize = s.cards.iter().map(|c| 160 + c.text.len()).sum();
            512 + texts + cards + s.scores.len() * 48
        })
        + parts(&before.segments, &after.segments, |s| {
            let cohorts: usize = s.cohorts.iter().map(|c| 64 + c.survivors.len() * 16).sum();
            let notes: usize = s.notes.values().map(|n| 256 + n.texts().iter().map(|t| t.len()).sum::<usize>()).sum();
            512 + s.years.len() * 160 + cohorts + notes + if s.continuum.is_some() { 2_048 } else { 0 }
        })
        + parts(&before.initiatives, &after.initiatives, |i| 256 + i.lifts.len() * 64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titled(title: &str) -> Arc<Plan> {
        Arc::new(Plan::empty(title))
    }

    #[test]
    fn undo_and_redo_return_the_same_states() {
        let (a, b) = (titled("a"), titled("b"));
        let mut history = History::default();
        history.record(&a, &b, None, "Changed the title");
        let back = history.undo(&b).unwrap();
        assert!(Arc::ptr_eq(&back.plan, &a));
        assert_eq!(back.what, "Changed the title");
        let again = history.redo(&a).unwrap();
        assert!(Arc::ptr_eq(&again.plan, &b));
        assert_eq!(again.what, "Changed the title");
        assert!(!history.can_redo());
    }

    #[test]
    fn a_drag_is_one_step() {
        let states: Vec<_> = (0..4).map(|i| titled(&i.to_string())).collect();
        let mut history = History::default();
        for pair in states.windows(2) {
            history.record(&pair[0], &pair[1], Some("points of stage 1"), "");
        }
        assert!(Arc::ptr_eq(&history.undo(&states[3]).unwrap().plan, &states[0]));
        assert!(!history.can_undo());
    }

    #[test]
    fn keeps_at_least_a_thousand_steps() {
        let mut history = History::default();
        let mut now = titled("x");
        for i in 0..1_200 {
            let next = titled(&i.to_string());
            history.record(&now, &next, None, "");
            now = next;
        }
        let mut steps = 0;
        while let Some(before) = history.undo(&now) {
            now = before.plan;
            steps += 1;
        }
        assert_eq!(steps, 1_200);
    }
}
