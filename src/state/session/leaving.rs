//! Leaving the open plan for something else: not before it is on disk, unless the user says so.

use super::{SaveState, Session};
use crate::state::tasks::page_task;
use leptos::prelude::*;
use std::sync::Arc;

/// An open plan that cannot be saved, and what it was to be left for.
#[derive(Clone)]
pub struct Parting {
    /// Why the plan is not on disk, in a sentence without its full stop.
    pub reason: String,
    /// Leaves the plan although it is not on disk.
    pub leave: Leave,
}

/// What is done once a plan may be left. No [`Callback`]: those go with the menu or dialog that they were made in, and
/// leaving comes after a save.
pub type Leave = Arc<dyn Fn() + Send + Sync>;

impl Session {
    /// Runs `leave`, which leaves the open plan, as soon as that is on disk. Where it cannot be, the user is asked first.
    pub fn when_saved(self, leave: impl Fn() + Send + Sync + 'static) {
        let (epoch, leave): (_, Leave) = (self.epoch.get_value(), Arc::new(leave));
        page_task(async move {
            let settled = self.settle().await;
            if self.epoch.get_value() != epoch {
                // It was left for something else meanwhile.
                return;
            }
            match settled {
                Ok(()) => leave(),
                Err(reason) => self.parting.set(Some(Parting { reason, leave })),
            }
        });
    }

    /// Leaves the open plan: unsaved edits stay as a last-gasp copy, and its lock is free again.
    pub fn leave(self) {
        self.last_gasp();
        self.end();
    }

    /// Ends the session, also when everything is about to be forgotten: nothing is kept on the way out.
    pub fn end(self) {
        self.view.messages.plan_changed();
        self.parting.set(None);
        self.epoch.update_value(|epoch| *epoch += 1);
        self.workspace.set_value(None);
        self.busy.set_value(false);
        self.lock.set_value(None);
        // Where no plan is open none is unsaved, and the browser need not ask before the page goes away.
        self.state.set(SaveState::Saving);
    }
}
