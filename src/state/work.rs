//! Work that takes longer than a moment: shown with how far it is, and given up when somebody asks for it.

use super::clock::pause;
use leptos::prelude::*;
use std::time::Duration;

/// Enough time for the page to be drawn, and for a press to be heard.
const FRAME: Duration = Duration::from_millis(40);

/// The work of the page; `Copy`. There is one at a time.
#[derive(Clone, Copy)]
pub struct LongWork {
    shown: RwSignal<Option<(String, f64)>>,
    is_given_up: StoredValue<bool>,
}

impl LongWork {
    /// Nothing to do yet.
    pub fn new() -> Self {
        Self { shown: RwSignal::new(None), is_given_up: StoredValue::new(false) }
    }

    /// Begins `what`; `None` while something else is being done.
    pub fn begin(self, what: &str) -> Option<WorkUnderWay> {
        if self.shown.with_untracked(Option::is_some) {
            return None;
        }
        self.is_given_up.set_value(false);
        self.shown.set(Some((what.to_owned(), 0.0)));
        Some(WorkUnderWay(self))
    }

    /// Asks to give the work up; it ends at its next step.
    pub fn give_up(self) {
        self.is_given_up.set_value(true);
    }

    /// What is being done and how far it is, from 0 to 1, reactively.
    pub fn shown(self) -> Option<(String, f64)> {
        self.shown.get()
    }
}

/// Work that has begun; it is over when this is dropped, also where the plan was left meanwhile.
pub struct WorkUnderWay(LongWork);

impl WorkUnderWay {
    /// Shows that a share of the work is done, lets the page live, and says whether to go on.
    pub async fn reach(&self, share: f64) -> bool {
        self.0.shown.update(|shown| shown.iter_mut().for_each(|(_, reached)| *reached = share));
        pause(FRAME).await;
        !self.0.is_given_up.get_value()
    }
}

impl Drop for WorkUnderWay {
    fn drop(&mut self) {
        self.0.shown.set(None);
    }
}
