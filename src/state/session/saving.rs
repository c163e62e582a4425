//! Saving: soon after every change, with the truth about it, and once more when the page goes away.

use super::{Session, drafts, entry, file_text};
use crate::state::clock::{pause, time_of_day};
use crate::state::tasks::page_task;
use crate::state::typing::Settling;
use crate::storage::StorageError;
use crate::storage::local::{self, LastGasp};
use crate::storage::plans::{PlanRecord, SaveKind};
use crate::storage::room::ask_to_persist;
use journey_output::exchange::plan_file;
use journey_plan::Plan;
use leptos::prelude::*;
use std::time::Duration;

/// Rest after the last change before it is saved.
const REST: Duration = Duration::from_millis(250);
/// Time between two looks whether a save has ended.
const TICK: Duration = Duration::from_millis(20);
/// Wait before a failed save is tried again.
const RETRY: Duration = Duration::from_secs(5);

/// How safe the open plan is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveState {
    /// The plan is on disk, since this clock time.
    Saved(String),
    /// The plan is on its way to the disk.
    Saving,
    /// The plan is not on disk, and why.
    NotSaved(String),
    /// Another tab writes this plan.
    ReadOnly,
    /// The page is a copy for reading; nothing of it is stored.
    Reading,
}

impl SaveState {
    /// Why the plan can only be looked at, as a sentence, if that is so.
    pub fn read_only(&self) -> Option<&'static str> {
        match self {
            Self::ReadOnly => Some("This tab is read-only: take over to edit here."),
            Self::Reading => Some("This is a copy for reading: nothing in it can be changed."),
            Self::Saved(_) | Self::Saving | Self::NotSaved(_) => None,
        }
    }
}

impl Session {
    pub(super) fn is_dirty(self) -> bool {
        self.made.get_value() != self.kept.get_value()
    }

    /// Notes that the text being typed is not in the plan, and so not safe yet.
    pub fn unsettled(self) {
        if self.state.with_untracked(|state| matches!(state, SaveState::Saved(_))) {
            self.state.set(SaveState::Saving);
        }
    }

    /// Notes that the typed text is in the plan, or beside it, and as safe as that.
    pub fn settled_typing(self) {
        let is_kept = !self.is_dirty() && !self.busy.get_value();
        if is_kept && self.state.with_untracked(|state| *state == SaveState::Saving) {
            self.state.set(SaveState::Saved(time_of_day()));
        }
    }

    /// Takes what is being typed, as far as it can be, before its editor goes.
    pub fn settle_typing(self) {
        if let Some(workspace) = self.workspace() {
            workspace.settle_typing(Settling::Finally);
        }
    }

    /// Keeps what is not on disk for the next start, what is being typed included.
    pub(super) fn last_gasp(self) {
        if let Some(workspace) = self.workspace.get_value() {
            workspace.settle_typing(Settling::Meanwhile);
        }
        let Some(workspace) = self.workspace.get_value().filter(|_| self.is_dirty() && !self.is_read_only()) else {
            return;
        };
        if let Ok(text) = plan_file::write(&workspace.plan_now()) {
            // A save that is under way will have counted the revision up when these edits are read again.
            let revision = self.revision.get_value() + u64::from(self.busy.get_value());
            let drafts = drafts::write(workspace);
            local::keep_last_gasp(&self.id.get_untracked(), &LastGasp { revision, text, drafts });
        }
    }

    /// Notes a change of the plan and saves it soon.
    pub fn changed(self) {
        self.made.update_value(|made| *made += 1);
        if self.state.with_untracked(|s| *s != SaveState::Saving && !matches!(s, SaveState::NotSaved(_))) {
            self.state.set(SaveState::Saving);
        }
        self.save_soon();
        if !self.asked_to_persist.get_value() {
            self.asked_to_persist.set_value(true);
            ask_to_persist_once();
        }
    }

    pub(super) fn save_soon(self) {
        if self.pending.get_value() {
            return;
        }
        self.pending.set_value(true);
        set_timeout(
            move || {
                self.pending.set_value(false);
                page_task(self.save());
            },
            REST,
        );
    }

    /// Saves what is not saved yet, now. The plan may be left when this has ended well.
    ///
    /// # Errors
    /// Why the plan is not on disk, in a sentence without its full stop.
    pub async fn settle(self) -> Result<(), String> {
        self.settle_typing();
        while self.workspace().is_some() && self.is_dirty() && !self.is_read_only() {
            if !self.busy.get_value() {
                // Whoever waits may be gone before a save ends; the save itself goes on.
                page_task(self.save());
            }
            pause(TICK).await;
            match self.state.get_untracked() {
                SaveState::NotSaved(reason) if !self.busy.get_value() => return Err(reason),
                _ => {}
            }
        }
        Ok(())
    }

    async fn save(self) {
        let Some(workspace) = self.workspace.get_value().filter(|_| self.is_dirty() && !self.is_read_only()) else {
            return;
        };
        if self.busy.get_value() {
            return;
        }
        self.busy.set_value(true);
        let (made, epoch, id) = (self.made.get_value(), self.epoch.get_value(), self.id.get_untracked());
        let plan = workspace.plan_now();
        let result = self.write(&plan, drafts::write(workspace)).await;
        if self.epoch.get_value() != epoch {
            return;
        }
        self.busy.set_value(false);
        match result {
            Ok((revision, saved)) => {
                self.revision.set_value(revision);
                self.kept.set_value(made);
                if saved == SaveKind::Anew {
                    local::change_preferences(|p| p.last_plan = Some(id.clone()));
                    self.view.note("The browser’s data were cleared while this plan was open. The whole plan is stored again; its snapshots and other plans are not.");
                }
                if self.is_dirty() {
                    self.save_soon();
                } else {
                    local::forget_last_gasp(&id);
                    // What is being typed meanwhile says itself when it is safe.
                    if !workspace.is_typing_unsettled() {
                        self.state.set(SaveState::Saved(time_of_day()));
                    }
                }
                self.snapshot_while_editing(&plan);
            }
            Err(StorageError::Conflict(_)) => self.lose(epoch),
            Err(error) => {
                self.state.set(SaveState::NotSaved(error.to_string()));
                if error != StorageError::Forgotten {
                    set_timeout(move || self.save_soon(), RETRY);
                }
            }
        }
    }

    /// Writes `plan`; returns its new revision, and how the save found what it builds on.
    async fn write(self, plan: &Plan, drafts: String) -> Result<(u64, SaveKind), StorageError> {
        let database = self.database()?;
        let expected = self.revision.get_value();
        let record = PlanRecord { id: self.id.get_untracked(), revision: expected + 1, text: file_text(plan)?, drafts };
        let saved = database.save(&record, expected).await?;
        local::list(entry(&record, &plan.title));
        Ok((record.revision, saved))
    }
}

/// Asks the browser once, after the first edit, not to clear what is stored by itself; some browsers ask the user then.
fn ask_to_persist_once() {
    if !local::preferences().asked_to_persist {
        local::change_preferences(|p| p.asked_to_persist = true);
        page_task(ask_to_persist());
    }
}
