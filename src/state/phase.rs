//! The phase of the page: which page stands there, and how to go to another.

use journey_plan::Plan;
use leptos::prelude::*;

/// The phase that the app is in.
#[derive(Clone)]
pub enum Phase {
    /// Reading what is stored; nothing is written before that has ended.
    Loading,
    /// No plan is open yet.
    FirstOpen,
    /// A plan is open.
    Open(Box<Plan>),
    /// The stored plan cannot be shown.
    Unreadable(UnreadablePlan),
    /// Several starts failed: what the last one failed with. Nothing is opened before the user says what.
    Safe(String),
    /// Everything was forgotten.
    Forgotten {
        /// What came of it, a sentence each.
        outcome: Vec<String>,
        /// Whether nothing is left.
        is_clean: bool,
    },
}

/// The phase and how to change it; `Copy`, given as a context.
#[derive(Clone, Copy)]
pub struct PhaseHandle(pub RwSignal<Phase>);

impl PhaseHandle {
    /// Shows `plan`, whose session has begun or was opened.
    pub fn show(self, plan: Plan) {
        self.0.set(Phase::Open(Box::new(plan)));
    }

    /// Leaves the open plan for the first page.
    pub fn leave(self) {
        self.0.set(Phase::FirstOpen);
    }

    /// Ends the page after everything was forgotten.
    pub fn forgotten(self, outcome: Vec<String>, is_clean: bool) {
        self.0.set(Phase::Forgotten { outcome, is_clean });
    }
}

/// A plan that cannot be read, and why.
#[derive(Debug, Clone)]
pub struct UnreadablePlan {
    /// Key of the plan in this browser; empty for the plan of a page.
    pub id: String,
    /// The plan file as it is.
    pub text: String,
    /// A sentence without its full stop.
    pub reason: String,
}
