//! The index of plans, preferences and the last-gasp copy, in localStorage through gloo-storage.
//!
//! gloo-storage throws where storage is blocked, so every access probes first; without storage all of this is empty.

use super::space;
use gloo_storage::{LocalStorage, Storage};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The index; other tabs hear of changes to it.
const INDEX: &str = "index";
const TEMPLATES: &str = "templates";
const PREFERENCES: &str = "preferences";
const LAST_GASP: &str = "last-gasp/";

/// A stored plan as the library lists it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct IndexEntry {
    /// The plan's key in the database.
    pub id: String,
    /// Title of the plan.
    pub title: String,
    /// Revision of the last save.
    pub revision: u64,
    /// Clock time of the last save, for people; order is by revision and position.
    pub saved_at: String,
    /// Size of the plan file in bytes, where it is known.
    #[serde(default)]
    pub bytes: Option<u64>,
}

/// Light, dark, or whatever the system says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Appearance {
    /// The theme follows the system.
    #[default]
    System,
    /// The light theme.
    Light,
    /// The dark theme.
    Dark,
}

/// Preferences that belong to the person, not to a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// The plan that `/` reopens.
    pub last_plan: Option<String>,
    /// The theme.
    pub appearance: Appearance,
    /// Whether single keys (1–5, ?) act.
    pub single_keys: bool,
    /// How a person exports.
    pub export: ExportPreferences,
    /// The meaning of columns of imported tables, by their names.
    pub columns: BTreeMap<String, String>,
    /// Whether the browser was asked to keep what is stored.
    pub asked_to_persist: bool,
    /// The last day of use, as a label.
    pub last_day: String,
    /// How many days of use there were.
    pub days_of_use: u64,
}

/// The export options as they were last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExportPreferences {
    /// Text at the foot of pictures.
    pub footer: String,
    /// The key of the table that CSV writes.
    pub csv: String,
    /// The key of what the reader of a living file may do.
    pub living: String,
    /// Whether the picture of the map has the money lanes.
    pub money: bool,
    /// Whether the picture of the map is compact.
    pub compact: bool,
}

impl Default for ExportPreferences {
    fn default() -> Self {
        Self {
            footer: "Confidential".to_owned(),
            csv: "customers".to_owned(),
            living: "what-if".to_owned(),
            money: true,
            compact: false,
        }
    }
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            last_plan: None,
            appearance: Appearance::System,
            single_keys: true,
            export: ExportPreferences::default(),
            columns: BTreeMap::new(),
            asked_to_persist: false,
            last_day: String::new(),
            days_of_use: 0,
        }
    }
}

/// Edits that were not saved when the page went away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastGasp {
    /// The revision the edits build on.
    pub revision: u64,
    /// The plan file.
    pub text: String,
    /// Texts that were typed and not taken.
    #[serde(default)]
    pub drafts: String,
}

fn available() -> bool {
    web_sys::window().is_some_and(|window| window.local_storage().is_ok_and(|storage| storage.is_some()))
}

fn read<T: for<'de> Deserialize<'de>>(part: &str) -> Option<T> {
    available().then(|| LocalStorage::get(space::key(part)).ok()).flatten()
}

fn write(part: &str, value: &impl Serialize) {
    if available() && !space::is_forgotten() {
        // A full localStorage costs the library's order or a preference, never a plan: those are in the database.
        let _ = LocalStorage::set(space::key(part), value);
    }
}

/// All stored plans, the last saved one first.
pub fn index() -> Vec<IndexEntry> {
    read(INDEX).unwrap_or_default()
}

/// Puts `entry` first in the index.
pub fn list(entry: IndexEntry) {
    let mut entries = index();
    entries.retain(|e| e.id != entry.id);
    entries.insert(0, entry);
    write(INDEX, &entries);
}

/// Takes a plan off the index.
pub fn unlist(id: &str) {
    let mut entries = index();
    entries.retain(|e| e.id != id);
    set_index(&entries);
}

/// Replaces the index, as after a look into the database.
pub fn set_index(entries: &[IndexEntry]) {
    write(INDEX, &entries);
}

/// The user's own templates, the newest first.
pub fn templates() -> Vec<IndexEntry> {
    read(TEMPLATES).unwrap_or_default()
}

/// Puts a template first.
pub fn list_template(entry: IndexEntry) {
    let mut entries = templates();
    entries.insert(0, entry);
    write(TEMPLATES, &entries);
}

/// Takes a template off the list.
pub fn unlist_template(id: &str) {
    let mut entries = templates();
    entries.retain(|e| e.id != id);
    write(TEMPLATES, &entries);
}

/// The preferences.
pub fn preferences() -> Preferences {
    read(PREFERENCES).unwrap_or_default()
}

/// Changes the preferences.
pub fn change_preferences(change: impl FnOnce(&mut Preferences)) {
    let mut preferences = preferences();
    change(&mut preferences);
    write(PREFERENCES, &preferences);
}

/// Keeps edits that the database has not acknowledged.
pub fn keep_last_gasp(id: &str, copy: &LastGasp) {
    write(&format!("{LAST_GASP}{id}"), copy);
}

/// The edits of a plan that were kept when its page went away.
pub fn last_gasp(id: &str) -> Option<LastGasp> {
    read(&format!("{LAST_GASP}{id}"))
}

/// Forgets the kept edits of a plan, once they are in the database.
pub fn forget_last_gasp(id: &str) {
    if available() {
        LocalStorage::delete(space::key(&format!("{LAST_GASP}{id}")));
    }
}

/// The keys of everything of ours, whichever page kept it, in localStorage and sessionStorage.
pub fn our_keys() -> Vec<String> {
    areas().iter().flat_map(keys_in).collect()
}

/// Erases everything of ours in localStorage and sessionStorage.
pub fn erase_our_keys() {
    for area in areas() {
        for key in keys_in(&area) {
            // What stays is found when they are looked for again.
            let _ = area.remove_item(&key);
        }
    }
}

fn areas() -> Vec<web_sys::Storage> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    [window.local_storage(), window.session_storage()].into_iter().filter_map(|area| area.ok().flatten()).collect()
}

fn keys_in(area: &web_sys::Storage) -> Vec<String> {
    let keys = (0..area.length().unwrap_or(0)).filter_map(|index| area.key(index).ok().flatten());
    keys.filter(|key| key.starts_with(space::PREFIX)).collect()
}
