//! What stands in an editor and is not in the plan yet: it is taken, or kept as a draft, before it can be lost.
//!
//! An editor says with every key how its text is taken ([`Workspace::typing`]), and when it is done
//! ([`Workspace::typed`]). In between the text is settled half a second after a key, when the page is hidden or left, and
//! before anything is saved.

use super::workspace::{Draft, Workspace};
use journey_plan::Number;
use leptos::prelude::*;
use std::collections::HashMap;
use std::rc::Rc;
use std::time::Duration;

/// How long a key waits at most. Saving takes a quarter of a second more.
const PAUSE: Duration = Duration::from_millis(500);

/// When a text is settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settling {
    /// While it is being typed, or the page is hidden: a text is taken, what is half a number stays a draft.
    Meanwhile,
    /// Before the plan is saved as a file or left: whatever can be taken is taken.
    Finally,
}

/// How a text is taken.
type SettleText = Rc<dyn Fn(Settling)>;

/// The editor that is being typed in; `Copy`.
#[derive(Clone, Copy)]
pub struct Typing {
    take: StoredValue<Option<SettleText>, LocalStorage>,
    /// Whether the text is to be settled soon.
    waits: StoredValue<bool>,
    /// Counts editors, so that what is typed in one of them is one step of the history.
    editor: StoredValue<u32>,
}

impl Typing {
    /// A state in which nothing is typed.
    pub fn new() -> Self {
        Self { take: StoredValue::new_local(None), waits: StoredValue::new(false), editor: StoredValue::new(0) }
    }
}

impl Workspace {
    /// A key changed the text of an editor: `take` takes it.
    pub fn typing(self, take: impl Fn(Settling) + 'static) {
        self.typing.take.set_value(Some(Rc::new(take)));
        self.session.unsettled();
        if self.typing.waits.try_get_value() != Some(false) {
            return;
        }
        self.typing.waits.set_value(true);
        set_timeout(
            move || {
                // Another plan may have been opened meanwhile.
                if self.typing.waits.try_set_value(false).is_none() {
                    self.settle_typing(Settling::Meanwhile);
                }
            },
            PAUSE,
        );
    }

    /// Takes what is being typed, as far as it can be.
    pub fn settle_typing(self, settling: Settling) {
        if let Some(take) = self.typing.take.try_get_value().flatten() {
            take(settling);
            if settling == Settling::Finally {
                self.typed();
            }
        }
        self.session.settled_typing();
    }

    /// The editor is done: what follows is another step of the history.
    pub fn typed(self) {
        self.typing.take.set_value(None);
        self.typing.editor.update_value(|editor| *editor += 1);
        self.end_burst();
        self.session.settled_typing();
    }

    /// Whether an editor has a text that it has not given up yet.
    pub fn is_typing(self) -> bool {
        self.typing.take.with_value(Option::is_some)
    }

    /// Whether a key was pressed whose text is neither taken nor kept yet.
    pub fn is_typing_unsettled(self) -> bool {
        self.is_typing() && self.typing.waits.get_value()
    }

    /// The step of the history to which everything belongs that is typed in the present editor.
    pub fn typing_burst(self) -> String {
        format!("typing {}", self.typing.editor.get_value())
    }

    /// Keeps a text that is not taken yet with the plan, so that it stands in its field again.
    pub fn keep_draft(self, key: &str, text: String, over: Option<Number>) {
        if !self.session.is_read_only() {
            self.put_draft(key, Draft::open(text, over));
        }
    }

    /// Keeps a text in its field, with what is to be said of it.
    pub fn put_draft(self, key: &str, draft: Draft) {
        if self.drafts.with_untracked(|drafts| drafts.get(key) == Some(&draft)) {
            return;
        }
        let is_stored = !draft.accepted;
        let before = self.drafts.try_update(|drafts| drafts.insert(key.to_owned(), draft)).flatten();
        self.drafts_changed(is_stored || before.is_some_and(|draft| !draft.accepted));
    }

    /// Lets go of the text under `key`.
    pub fn drop_draft(self, key: &str) {
        self.drop_drafts(&[key.to_owned()]);
    }

    /// Lets go of the texts under all `keys`.
    pub fn drop_drafts(self, keys: &[String]) {
        if self.drafts.with_untracked(|drafts| keys.iter().any(|key| drafts.contains_key(key))) {
            let gone = |drafts: &mut HashMap<String, Draft>| {
                keys.iter().filter_map(|key| drafts.remove(key)).filter(|draft| !draft.accepted).count()
            };
            let stored = self.drafts.try_update(gone).unwrap_or_default();
            self.drafts_changed(stored > 0);
        }
    }

    /// Saves soon, as the drafts beside the plan have changed, if the changed one `is_stored`.
    fn drafts_changed(self, is_stored: bool) {
        if is_stored && !self.session.is_read_only() {
            self.session.changed();
        }
    }
}
