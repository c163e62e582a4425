//! Texts that the plan has not taken, as they are stored beside it.

use crate::state::workspace::{Draft, Workspace};
use journey_plan::Number;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// A draft as it is stored.
#[derive(Serialize, Deserialize)]
struct StoredDraft {
    text: String,
    over: Option<Number>,
}

/// The texts of a plan that is open, by field; empty where there are none.
pub fn write(workspace: Workspace) -> String {
    let mut kept = BTreeMap::new();
    workspace.drafts.with_untracked(|drafts| {
        for (key, Draft { text, over, .. }) in drafts.iter().filter(|(_, draft)| !draft.accepted) {
            kept.insert(key.clone(), StoredDraft { text: text.clone(), over: *over });
        }
    });
    // Texts and numbers can always be written.
    if kept.is_empty() { String::new() } else { serde_json::to_string(&kept).unwrap_or_default() }
}

/// The texts that stand in their fields again; what cannot be read is none.
pub fn read(stored: &str) -> HashMap<String, Draft> {
    let kept: BTreeMap<String, StoredDraft> = serde_json::from_str(stored).unwrap_or_default();
    kept.into_iter().map(|(key, StoredDraft { text, over })| (key, Draft::left(text, over))).collect()
}
