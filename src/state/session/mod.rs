//! Where the open plan is kept: opening and leaving it, the lock of the writing tab, and the truth about both.

mod drafts;
mod leaving;
mod opening;
mod saving;
mod snapshots;

pub use leaving::Parting;
pub use opening::{Opened, few};
pub use saving::SaveState;
pub use snapshots::Occasion;

use super::clock::{now, time_of_day};
use super::copy::Copy;
use super::messages::Message;
use super::plan_download::save_plan;
use super::tasks::page_task;
use super::typing::Settling;
use super::view::{View, on_window};
use super::workspace::{Draft, Workspace};
use crate::storage::StorageError;
use crate::storage::database::Database;
use crate::storage::local::{self, IndexEntry};
use crate::storage::lock::{PlanLock, acquire};
use crate::storage::plans::{PlanRecord, StoredPlan};
use journey_output::exchange::plan_file;
use journey_plan::Plan;
use journey_plan::limits::fitted;
use leptos::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

/// The session of this tab; `Copy`.
#[derive(Clone, Copy)]
pub struct Session {
    /// Key of the open plan.
    pub id: RwSignal<String>,
    /// How safe the open plan is.
    pub state: RwSignal<SaveState>,
    /// A plan that was to be left and cannot be saved, about which the user is asked.
    pub parting: RwSignal<Option<Parting>>,
    /// The view, which says what is wrong with storage where there is no plan to say it about.
    view: View,
    database: StoredValue<Result<Database, StorageError>, LocalStorage>,
    lock: StoredValue<Option<PlanLock>, LocalStorage>,
    revision: StoredValue<u64>,
    /// Number of changes made and number of changes on disk.
    made: StoredValue<u64>,
    kept: StoredValue<u64>,
    busy: StoredValue<bool>,
    pending: StoredValue<bool>,
    asked_to_persist: StoredValue<bool>,
    /// When the last automatic snapshot was taken, in milliseconds since the page began: no clock is trusted here.
    snapshot_at: StoredValue<f64>,
    /// The open workspace and how many were open before it: what was started for an earlier one must not touch it.
    workspace: StoredValue<Option<Workspace>>,
    epoch: StoredValue<u32>,
    /// The plan of the page itself, if it is a copy.
    copy: StoredValue<Option<Arc<Copy>>>,
    /// Texts that were typed before in the plan that is being opened, by field.
    drafts: StoredValue<HashMap<String, Draft>>,
}

/// A key no other plan has.
pub fn new_id() -> String {
    let random = || (js_sys::Math::random() * 1e9) as u64;
    format!("{:x}-{:x}-{:x}", js_sys::Date::now() as u64, random(), random())
}

impl Session {
    /// A session without a plan and, until it is connected, without a database.
    pub fn new(view: View, copy: Option<Arc<Copy>>) -> Self {
        Self {
            id: RwSignal::new(String::new()),
            state: RwSignal::new(SaveState::Saving),
            parting: RwSignal::new(None),
            view,
            database: StoredValue::new_local(Err(StorageError::Unavailable)),
            lock: StoredValue::new_local(None),
            revision: StoredValue::new(0),
            made: StoredValue::new(0),
            kept: StoredValue::new(0),
            busy: StoredValue::new(false),
            pending: StoredValue::new(false),
            asked_to_persist: StoredValue::new(false),
            snapshot_at: StoredValue::new(0.0),
            workspace: StoredValue::new(None),
            epoch: StoredValue::new(0),
            copy: StoredValue::new(copy),
            drafts: StoredValue::new(HashMap::new()),
        }
    }

    /// The plan of the page itself, if it is a copy.
    pub fn copy(self) -> Option<Arc<Copy>> {
        self.copy.get_value()
    }

    /// Whether this page keeps plans of its own, which a copy does not.
    pub fn has_library(self) -> bool {
        self.copy.with_value(Option::is_none)
    }

    /// Connects to the database, if the browser lets it.
    pub async fn connect(self) {
        let opened = Database::open(move || self.forgotten()).await;
        self.database.set_value(opened);
    }

    /// The database.
    ///
    /// Why there is no database.
    /// Why there is none.
    pub fn database(self) -> Result<Database, StorageError> {
        self.database.with_value(Clone::clone)
    }

    /// Why the plan can only be looked at here, as a sentence, if that is so.
    pub fn read_only(self) -> Option<&'static str> {
        self.state.with_untracked(SaveState::read_only)
    }

    /// Whether the plan can only be looked at here: another tab writes it, or the page is a copy for reading.
    pub fn is_read_only(self) -> bool {
        self.read_only().is_some()
    }

    /// Whether `id` is the plan that is open here.
    pub fn has_open(self, id: &str) -> bool {
        self.workspace.with_value(Option::is_some) && self.id.with_untracked(|open| open == id)
    }

    /// The view, which says what is to be said about plans, whichever is open.
    pub fn view(self) -> View {
        self.view
    }

    /// Number of the open plan among those that were opened one after the other.
    pub fn moment(self) -> u32 {
        self.epoch.get_value()
    }

    /// The open plan.
    pub fn workspace(self) -> Option<Workspace> {
        self.workspace.get_value()
    }

    /// Stores `plan` as a template of the user's own.
    ///
    /// # Errors
    /// The browser's refusal; nothing is listed then.
    pub async fn keep_template(self, plan: &Plan) -> Result<(), StorageError> {
        let record = self.store_new(plan, String::new()).await?;
        local::list_template(entry(&record, &plan.title));
        Ok(())
    }

    /// Stores `plan` under a key of its own, without listing it.
    ///
    /// # Errors
    /// The browser's refusal.
    pub async fn store_new(self, plan: &Plan, drafts: String) -> Result<PlanRecord, StorageError> {
        let record = PlanRecord { id: new_id(), revision: 1, text: file_text(plan)?, drafts };
        self.database()?.save(&record, 0).await?;
        Ok(record)
    }

    /// Forgets a template.
    pub fn drop_template(self, id: String) {
        local::unlist_template(&id);
        let Ok(database) = self.database() else { return };
        // What is no longer listed is at worst found again as a plan.
        page_task(async move {
            let _ = database.erase(&id).await;
        });
    }

    /// Begins a plan that is not stored yet, under a key of its own.
    pub fn begin(self) {
        self.begin_as(new_id());
    }

    /// Begins a plan of which nothing was found under the key `id`.
    pub fn begin_as(self, id: String) {
        self.id.set(id);
        self.revision.set_value(0);
        self.made.set_value(1);
        self.kept.set_value(0);
        self.state.set(SaveState::Saving);
    }

    /// Begins a plan that is only looked at.
    pub fn begin_reading(self) {
        self.state.set(SaveState::Reading);
    }

    /// Takes part: asks for the lock, remembers the plan as the last one, and saves what is not saved yet.
    pub fn join(self, workspace: Workspace, steal: bool) {
        self.workspace.set_value(Some(workspace));
        if self.state.with_untracked(|state| *state == SaveState::Reading) {
            return;
        }
        let (id, epoch) = (self.id.get_untracked(), self.epoch.get_value());
        page_task(async move {
            local::change_preferences(|p| p.last_plan = Some(id.clone()));
            let lock = acquire(&id, steal, move || self.lose(epoch)).await;
            if self.epoch.get_value() != epoch {
                return;
            }
            if lock.is_none() {
                self.state.set(SaveState::ReadOnly);
                return;
            }
            self.lock.set_value(lock);
            if let Ok(database) = self.database() {
                // A plan that is worked on again is not a deleted one, however it was found: as a deleted one it would
                // be erased some day. If it stays one, it can be brought back.
                let _ = database.bring_back(&id).await;
            }
            self.set_aside_overtaken(&id).await;
            if self.epoch.get_value() != epoch {
                return;
            }
            if steal {
                self.refresh().await;
                self.state.set(SaveState::Saved(time_of_day()));
            }
            self.snapshot_of_opening();
            self.save_soon();
        });
    }

    /// Another tab took over. Edits that are not on disk become a plan of their own, so that neither tab loses any; where
    /// there can be none, as in a copy, they are offered as a file.
    fn lose(self, epoch: u32) {
        let Some(workspace) = self.workspace.get_value().filter(|_| self.epoch.get_value() == epoch) else { return };
        workspace.settle_typing(Settling::Meanwhile);
        self.state.set(SaveState::ReadOnly);
        if !self.is_dirty() {
            return;
        }
        self.kept.set_value(self.made.get_value());
        let mut copy = (*workspace.plan_now()).clone();
        copy.title = fitted(&copy.title, " (conflict copy)");
        let drafts = drafts::write(workspace);
        page_task(async move {
            let kept = if self.has_library() { self.store_new(&copy, drafts).await.ok() } else { None };
            if let Some(record) = kept {
                local::list(entry(&record, &copy.title));
                let said = "Another tab took over. Your unsaved edits are kept as a conflict copy among your plans.";
                self.view.note(said);
            } else {
                let save = move || save_plan(workspace.view, &copy);
                let notice =
                    Message::note("Another tab took over. Your unsaved edits are not kept here: save them as a file.");
                self.view.messages.say(notice.offering("Save them as a file", save));
            }
        });
    }

    /// Another tab told this device to forget everything: nothing is written from here any more, and that is said.
    fn forgotten(self) {
        let reason = StorageError::Forgotten.to_string();
        if self.workspace().is_some() {
            self.state.set(SaveState::NotSaved(reason));
        } else {
            self.view.note("This device was told in another tab to forget everything, so nothing is stored here any more. Reload the page to start again.");
        }
    }

    /// Reads the newest stored revision, as after taking over or when the writing tab has saved.
    async fn refresh(self) {
        let (Ok(database), id, epoch) = (self.database(), self.id.get_untracked(), self.epoch.get_value()) else {
            return;
        };
        let Ok(Some(StoredPlan::Whole(record))) = database.load(&id).await else { return };
        let workspace = self.workspace.get_value().filter(|_| self.epoch.get_value() == epoch);
        let (Some(workspace), true) = (workspace, record.revision > self.revision.get_value()) else { return };
        if let Ok(loaded) = plan_file::read_stored(record.text.as_bytes()) {
            self.revision.set_value(record.revision);
            workspace.adopt(loaded.plan, drafts::read(&record.drafts));
        }
    }

    /// Follows the writing tab, keeps a last-gasp copy when the page goes away, and asks before it goes away unsaved.
    pub fn watch(self) {
        on_window("storage", move |_| {
            if self.is_read_only() {
                page_task(self.refresh());
            }
        });
        on_window("pagehide", move |_| self.last_gasp());
        on_window("visibilitychange", move |_| self.last_gasp());
        on_window("beforeunload", move |event| {
            if self.state.with_untracked(|state| matches!(state, SaveState::NotSaved(_))) {
                event.prevent_default();
            }
        });
    }
}

/// The plan file of `plan`.
///
/// # Errors
/// A plan that is too large to be read again.
pub fn file_text(plan: &Plan) -> Result<String, StorageError> {
    plan_file::write(plan).map_err(|error| StorageError::Refused(error.to_string()))
}

/// The entry of a stored plan in the library.
pub fn entry(record: &PlanRecord, title: &str) -> IndexEntry {
    let (title, bytes) = (title.to_owned(), Some(record.text.len() as u64));
    IndexEntry { id: record.id.clone(), title, revision: record.revision, saved_at: now(), bytes }
}
