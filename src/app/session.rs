//! Where the open plan is kept: saving, the lock of the writing tab, and the truth about both.

use super::clock::time_of_day;
use super::living::Copy;
use super::view::on_window;
use super::workspace::Workspace;
use crate::exchange::plan_file;
use crate::plan::Plan;
use crate::storage::StorageError;
use crate::storage::database::{Database, Found, Record};
use crate::storage::local::{self, IndexEntry, LastGasp};
use crate::storage::lock::{PlanLock, acquire};
use js_sys::Promise;
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Rest after the last change before it is saved.
const REST: Duration = Duration::from_millis(250);
/// Wait before a failed save is tried again.
const RETRY: Duration = Duration::from_secs(5);

/// What is true of the plan's safety.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveState {
    /// On disk, since this clock time.
    Saved(String),
    /// On its way.
    Saving,
    /// Not on disk, and why.
    NotSaved(String),
    /// Another tab writes this plan.
    ReadOnly,
    /// The page is a copy for reading; nothing of it is stored.
    Reading,
}

/// What was found when a plan was opened.
pub enum Opened {
    /// A plan; with the text of edits that had not been saved, if any were newer.
    Plan(Box<Plan>),
    /// Nothing under this key.
    Nothing,
    /// Something that cannot be shown: its text and the reason. It stays where it is.
    Unreadable { text: String, reason: String },
}

/// The session of this tab; `Copy`.
#[derive(Clone, Copy)]
pub struct Session {
    /// Key of the open plan.
    pub id: RwSignal<String>,
    /// What the save state says.
    pub state: RwSignal<SaveState>,
    database: StoredValue<Option<Database>, LocalStorage>,
    lock: StoredValue<Option<PlanLock>, LocalStorage>,
    revision: StoredValue<u64>,
    /// Number of changes made and number of changes on disk.
    made: StoredValue<u64>,
    kept: StoredValue<u64>,
    busy: StoredValue<bool>,
    pending: StoredValue<bool>,
    /// The open workspace and how many were open before it: what was started for an earlier one must not touch it.
    workspace: StoredValue<Option<Workspace>>,
    epoch: StoredValue<u32>,
    /// The plan of the page itself, if it is a copy.
    copy: StoredValue<Option<Arc<Copy>>>,
}

/// A key no other plan has.
pub fn new_id() -> String {
    let random = || (js_sys::Math::random() * 1e9) as u64;
    format!("{:x}-{:x}-{:x}", js_sys::Date::now() as u64, random(), random())
}

impl Session {
    /// A session without a plan.
    pub fn new(database: Option<Database>, copy: Option<Arc<Copy>>) -> Self {
        Self {
            id: RwSignal::new(String::new()),
            state: RwSignal::new(SaveState::Saving),
            database: StoredValue::new_local(database),
            lock: StoredValue::new_local(None),
            revision: StoredValue::new(0),
            made: StoredValue::new(0),
            kept: StoredValue::new(0),
            busy: StoredValue::new(false),
            pending: StoredValue::new(false),
            workspace: StoredValue::new(None),
            epoch: StoredValue::new(0),
            copy: StoredValue::new(copy),
        }
    }

    /// Whether the plan can only be looked at here: another tab writes it, or the page is a copy for reading.
    pub fn is_read_only(self) -> bool {
        self.state.with_untracked(|state| matches!(state, SaveState::ReadOnly | SaveState::Reading))
    }

    /// The plan of the page itself, if it is a copy.
    pub fn copy(self) -> Option<Arc<Copy>> {
        self.copy.get_value()
    }

    /// Whether this page keeps plans of its own, which a copy does not.
    pub fn has_library(self) -> bool {
        self.copy.with_value(Option::is_none)
    }

    /// Opens the stored plan `id` and asks for its lock.
    pub async fn open(self, id: &str) -> Opened {
        let Some(database) = self.database.get_value() else { return Opened::Nothing };
        let record = match database.load(id).await {
            Ok(Some(Found::Whole(record))) => record,
            Ok(Some(Found::Damaged(text))) => {
                return Opened::Unreadable { text, reason: "the stored copy is damaged".to_owned() };
            }
            Ok(None) | Err(_) => return Opened::Nothing,
        };
        let newer = local::last_gasp(id).filter(|gasp| gasp.revision == record.revision);
        let unsaved = newer.and_then(|gasp| plan_file::read(gasp.text.as_bytes()).ok());
        let plan = match plan_file::read(record.text.as_bytes()) {
            Ok(loaded) => loaded.plan,
            Err(error) => return Opened::Unreadable { text: record.text, reason: error.to_string() },
        };
        self.id.set(id.to_owned());
        self.revision.set_value(record.revision);
        self.made.set_value(u64::from(unsaved.is_some()));
        self.kept.set_value(0);
        self.state.set(SaveState::Saved(time_of_day()));
        Opened::Plan(Box::new(unsaved.map_or(plan, |loaded| loaded.plan)))
    }

    /// Reads a stored plan without opening it.
    pub async fn peek(self, id: &str) -> Option<Plan> {
        let database = self.database.get_value()?;
        let Ok(Some(Found::Whole(record))) = database.load(id).await else { return None };
        plan_file::read(record.text.as_bytes()).ok().map(|loaded| loaded.plan)
    }

    /// Stores `plan` as a template of the user's own.
    ///
    /// # Errors
    /// The browser's refusal; nothing is listed then.
    pub async fn keep_template(self, plan: &Plan) -> Result<(), StorageError> {
        let database = self.database.get_value().ok_or(StorageError::Unavailable)?;
        let text = plan_file::write(plan).map_err(|error| StorageError::Failed(error.to_string()))?;
        let record = Record { id: new_id(), revision: 1, text };
        database.save(&record, 0).await?;
        local::list_template(entry(&record.id, &plan.title, 1));
        Ok(())
    }

    /// Forgets a template.
    pub fn drop_template(self, id: String) {
        local::unlist_template(&id);
        let Some(database) = self.database.get_value() else { return };
        // What is no longer listed is at worst a few forgotten bytes.
        spawn_local(async move {
            let _ = database.remove(&id).await;
        });
    }

    /// Begins a plan that is not stored yet.
    pub fn begin(self) {
        self.id.set(new_id());
        self.revision.set_value(0);
        self.made.set_value(1);
        self.kept.set_value(0);
        self.state.set(SaveState::Saving);
    }

    /// Begins a plan that is only looked at.
    pub fn read(self) {
        self.state.set(SaveState::Reading);
    }

    /// Takes part: asks for the lock, remembers the plan as the last one, and saves what is not saved yet.
    pub fn join(self, workspace: Workspace, steal: bool) {
        self.workspace.set_value(Some(workspace));
        if self.state.with_untracked(|state| *state == SaveState::Reading) {
            return;
        }
        let (id, epoch) = (self.id.get_untracked(), self.epoch.get_value());
        spawn_local(async move {
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
            if steal {
                self.refresh().await;
                self.state.set(SaveState::Saved(time_of_day()));
            }
            self.save_soon();
        });
    }

    /// Leaves the open plan: unsaved edits stay as a last-gasp copy, and its lock is free again.
    pub fn leave(self) {
        self.last_gasp();
        self.epoch.update_value(|epoch| *epoch += 1);
        self.workspace.set_value(None);
        self.busy.set_value(false);
        self.lock.set_value(None);
    }

    /// Another tab took over. Edits that are not on disk become a plan of their own, so that neither tab loses any.
    fn lose(self, epoch: u32) {
        let Some(workspace) = self.workspace.get_value().filter(|_| self.epoch.get_value() == epoch) else { return };
        self.state.set(SaveState::ReadOnly);
        let Some(database) = self.database.get_value().filter(|_| self.is_dirty()) else { return };
        self.kept.set_value(self.made.get_value());
        let mut copy = (*workspace.plan_now()).clone();
        copy.title = format!("{} (conflict copy)", copy.title);
        spawn_local(async move {
            let Ok(text) = plan_file::write(&copy) else { return };
            let record = Record { id: new_id(), revision: 1, text };
            if database.save(&record, 0).await.is_ok() {
                list(&record.id, &copy.title, 1);
                workspace.view.say("Another tab took over. Your unsaved edits are kept as a conflict copy.");
            }
        });
    }

    /// Reads the newest stored revision, as after taking over or when the writing tab has saved.
    async fn refresh(self) {
        let (Some(database), id, epoch) = (self.database.get_value(), self.id.get_untracked(), self.epoch.get_value())
        else {
            return;
        };
        let Ok(Some(Found::Whole(record))) = database.load(&id).await else { return };
        let workspace = self.workspace.get_value().filter(|_| self.epoch.get_value() == epoch);
        let (Some(workspace), true) = (workspace, record.revision > self.revision.get_value()) else { return };
        if let Ok(loaded) = plan_file::read(record.text.as_bytes()) {
            self.revision.set_value(record.revision);
            workspace.adopt(loaded.plan);
        }
    }

    /// Follows the writing tab, keeps a last-gasp copy when the page goes away, and asks before it goes away unsaved.
    pub fn watch(self) {
        on_window("storage", move |_| {
            if self.is_read_only() {
                spawn_local(self.refresh());
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

    fn is_dirty(self) -> bool {
        self.made.get_value() != self.kept.get_value()
    }

    fn last_gasp(self) {
        let Some(workspace) = self.workspace.get_value().filter(|_| self.is_dirty() && !self.is_read_only()) else {
            return;
        };
        if let Ok(text) = plan_file::write(&workspace.plan_now()) {
            // A save that is under way will have counted the revision up when these edits are read again.
            let revision = self.revision.get_value() + u64::from(self.busy.get_value());
            local::keep_last_gasp(&self.id.get_untracked(), &LastGasp { revision, text });
        }
    }

    /// Notes a change of the plan and saves it soon.
    pub fn changed(self) {
        self.made.update_value(|made| *made += 1);
        if self.state.with_untracked(|s| *s != SaveState::Saving && !matches!(s, SaveState::NotSaved(_))) {
            self.state.set(SaveState::Saving);
        }
        self.save_soon();
    }

    fn save_soon(self) {
        if self.pending.get_value() {
            return;
        }
        self.pending.set_value(true);
        set_timeout(
            move || {
                self.pending.set_value(false);
                spawn_local(self.save());
            },
            REST,
        );
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
        let result = self.write(&workspace.plan_now()).await;
        if self.epoch.get_value() != epoch {
            return;
        }
        self.busy.set_value(false);
        match result {
            Ok(revision) => {
                self.revision.set_value(revision);
                self.kept.set_value(made);
                if self.is_dirty() {
                    self.save_soon();
                } else {
                    local::forget_last_gasp(&id);
                    self.state.set(SaveState::Saved(time_of_day()));
                }
            }
            Err(StorageError::Conflict(_)) => self.lose(epoch),
            Err(error) => {
                self.state.set(SaveState::NotSaved(error.to_string()));
                set_timeout(move || self.save_soon(), RETRY);
            }
        }
    }

    /// Saves what is not saved yet, at once.
    ///
    /// # Errors
    /// Why it could not be saved.
    pub async fn flush(self) -> Result<(), String> {
        while self.is_dirty() && !self.is_read_only() {
            if self.busy.get_value() {
                self.until_idle().await;
            } else {
                self.save().await;
            }
            if let SaveState::NotSaved(reason) = self.state.get_untracked() {
                return Err(reason);
            }
        }
        Ok(())
    }

    /// Waits for the save that is under way.
    async fn until_idle(self) {
        let ended = Promise::new(&mut |resolve, _| {
            set_timeout(
                move || {
                    // Nobody waits any more where this fails.
                    let _ = resolve.call0(&JsValue::NULL);
                },
                REST,
            );
        });
        let _ = JsFuture::from(ended).await;
    }

    /// Writes `plan` and returns its new revision.
    async fn write(self, plan: &Plan) -> Result<u64, StorageError> {
        let database = self.database.get_value().ok_or(StorageError::Unavailable)?;
        let id = self.id.get_untracked();
        let text = plan_file::write(plan).map_err(|error| StorageError::Failed(error.to_string()))?;
        let expected = self.revision.get_value();
        let record = Record { id, revision: expected + 1, text };
        database.save(&record, expected).await?;
        list(&record.id, &plan.title, record.revision);
        Ok(record.revision)
    }
}

fn list(id: &str, title: &str, revision: u64) {
    local::list(entry(id, title, revision));
}

fn entry(id: &str, title: &str, revision: u64) -> IndexEntry {
    let saved_at = String::from(js_sys::Date::new_0().to_iso_string());
    IndexEntry { id: id.to_owned(), title: title.to_owned(), revision, saved_at }
}
