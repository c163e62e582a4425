//! The name under which this page keeps everything: its database, the keys of localStorage, its locks.
//!
//! A page that carries a plan within itself has a name of its own. Opened from files, all such pages share one origin,
//! and none may see what another one keeps.

use std::cell::{Cell, OnceCell};
use web_sys::Element;

/// What the names of everything of ours begin with, whichever page kept it.
pub const PREFIX: &str = "journey-equity";
/// The element that carries a plan, and with it the name of the copy (`exchange::living`).
const CARRIED: &str = "journey-equity-plan";

thread_local! {
    static NAME: OnceCell<String> = const { OnceCell::new() };
    static FORGOTTEN: Cell<bool> = const { Cell::new(false) };
}

/// The name of this page's space, which is also that of its database.
pub fn name() -> String {
    NAME.with(|name| {
        name.get_or_init(|| copy().map_or_else(|| PREFIX.to_owned(), |copy| format!("{PREFIX}-copy-{copy}"))).clone()
    })
}

/// The element with the plan that this page carries, if it does.
pub(super) fn carried() -> Option<Element> {
    web_sys::window()?.document()?.get_element_by_id(CARRIED)
}

/// Name of the copy that this page is, if it carries a plan.
fn copy() -> Option<String> {
    carried()?.get_attribute("data-copy")
}

/// The name of one `part` of what is kept.
pub fn key(part: &str) -> String {
    format!("{}/{part}", name())
}

/// The space that a key of [`key`] belongs to.
pub fn of_key(key: &str) -> &str {
    key.split_once('/').map_or(key, |(space, _)| space)
}

/// Ends the space: from now on this page keeps nothing any more.
pub fn forget() {
    FORGOTTEN.set(true);
}

/// Whether the device was told to forget everything, here or in another tab.
pub fn is_forgotten() -> bool {
    FORGOTTEN.get()
}
