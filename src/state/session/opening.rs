//! Reading a plan that is stored, with the edits that were kept when its page went away.

use super::{SaveState, Session, drafts};
use crate::state::clock::time_of_day;
use crate::state::phase::UnreadablePlan;
use crate::state::workspace::Draft;
use crate::storage::local::{self, LastGasp};
use crate::storage::plans::StoredPlan;
use journey_output::exchange::plan_file::{self, LoadedPlan};
use journey_plan::Plan;
use leptos::prelude::*;
use std::collections::HashMap;

/// A plan as it was read, to be entered.
pub struct Stored {
    id: String,
    revision: u64,
    plan: Plan,
    /// Whether the plan has edits that are not saved yet.
    is_ahead: bool,
    /// Sentences on what was changed so that the plan can be opened.
    mended: Vec<String>,
    /// Texts that were typed and not taken, by field.
    drafts: HashMap<String, Draft>,
}

impl Stored {
    fn of(id: &str, revision: u64, loaded: LoadedPlan, drafts: &str, is_ahead: bool) -> Self {
        let LoadedPlan { plan, mended, .. } = loaded;
        let mended = mended.into_iter().map(|m| format!("{} ({})", m.message, m.path)).collect();
        Self { id: id.to_owned(), revision, plan, is_ahead, mended, drafts: drafts::read(drafts) }
    }

    /// The plan, to look at or to copy.
    pub fn into_plan(self) -> Plan {
        self.plan
    }
}

/// What was found when a plan was read.
pub enum Opened {
    /// A plan, with the edits that had not been saved if any were newer.
    Plan(Box<Stored>),
    /// No plan under this key.
    Nothing,
    /// A text that cannot be shown as a plan. It stays where it is.
    Unreadable(UnreadablePlan),
}

impl Session {
    /// Reads the stored plan `id`, with the edits that were kept when a page went away. Nothing of the session changes.
    pub async fn read(self, id: &str) -> Opened {
        let found = match self.database() {
            Ok(database) => database.load(id).await,
            Err(error) => Err(error),
        };
        let unreadable = |text, reason| Opened::Unreadable(UnreadablePlan { id: id.to_owned(), text, reason });
        let gasp = local::last_gasp(id);
        let record = match found {
            Ok(Some(StoredPlan::Whole(record))) => record,
            Ok(Some(StoredPlan::Damaged(text))) => return unreadable(text, "the stored copy is damaged".to_owned()),
            // The page went away before its plan was stored for the first time.
            Ok(None) => return unstored(id, 0, gasp),
            // What is stored cannot be seen now; the next save must still find what these edits build on.
            Err(_) => return unstored(id, gasp.as_ref().map_or(0, |gasp| gasp.revision), gasp),
        };
        // A gasp is counted ahead of a save that was under way, and that may not have come to the disk.
        let unsaved = gasp.filter(|gasp| gasp.revision >= record.revision);
        let unsaved = unsaved.and_then(|gasp| Some((loaded_of(&gasp)?, gasp.drafts)));
        let is_ahead = unsaved.is_some();
        let (loaded, drafts) = match (unsaved, plan_file::read_stored(record.text.as_bytes())) {
            (_, Err(error)) => return unreadable(record.text, error.to_string()),
            (Some(unsaved), _) => unsaved,
            (None, Ok(loaded)) => (loaded, record.drafts),
        };
        Opened::Plan(Box::new(Stored::of(id, record.revision, loaded, &drafts, is_ahead)))
    }

    /// Begins with a plan that was read.
    pub fn enter(self, stored: Stored) -> Plan {
        self.id.set(stored.id);
        self.revision.set_value(stored.revision);
        self.made.set_value(u64::from(stored.is_ahead));
        self.kept.set_value(0);
        self.state.set(if stored.is_ahead { SaveState::Saving } else { SaveState::Saved(time_of_day()) });
        if !stored.mended.is_empty() {
            let said = format!("This plan was brought into order when it was opened. {}", few(&stored.mended));
            self.view.note(said);
        }
        self.drafts.set_value(stored.drafts);
        stored.plan
    }

    /// Texts that were typed before in the plan that was entered last, and not taken; they are handed out once.
    pub fn take_drafts(self) -> HashMap<String, Draft> {
        self.drafts.try_update_value(std::mem::take).unwrap_or_default()
    }

    /// Reads a stored plan without opening it.
    pub async fn peek(self, id: &str) -> Option<Plan> {
        let Ok(Some(StoredPlan::Whole(record))) = self.database().ok()?.load(id).await else { return None };
        plan_file::read_stored(record.text.as_bytes()).ok().map(|loaded| loaded.plan)
    }
}

/// A plan of which there is nothing but the edits that were kept when its page went away.
fn unstored(id: &str, revision: u64, gasp: Option<LastGasp>) -> Opened {
    let found = gasp.and_then(|gasp| Some((loaded_of(&gasp)?, gasp.drafts)));
    found.map_or(Opened::Nothing, |(loaded, drafts)| {
        Opened::Plan(Box::new(Stored::of(id, revision, loaded, &drafts, true)))
    })
}

fn loaded_of(gasp: &LastGasp) -> Option<LoadedPlan> {
    plan_file::read_stored(gasp.text.as_bytes()).ok()
}

/// The first of some sentences, and how many more there are.
pub fn few(sentences: &[String]) -> String {
    const SHOWN: usize = 4;
    let shown = sentences.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(" ");
    match sentences.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown} And {more} more."),
    }
}
