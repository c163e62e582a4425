//! Keys and their modifiers.

use leptos::prelude::window;
use web_sys::KeyboardEvent;

/// A key with its modifiers. Ctrl means ⌘ on macOS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shortcut {
    key: &'static str,
    ctrl: bool,
    shift: bool,
}

impl Shortcut {
    /// A key alone.
    pub const fn plain(key: &'static str) -> Self {
        Self { key, ctrl: false, shift: false }
    }

    /// A key with Ctrl.
    pub const fn ctrl(key: &'static str) -> Self {
        Self { key, ctrl: true, shift: false }
    }

    /// A key with Ctrl and Shift.
    pub const fn ctrl_shift(key: &'static str) -> Self {
        Self { key, ctrl: true, shift: true }
    }

    /// The shortcut as it is written: `Ctrl+Z`, or `⌘Z` on macOS.
    pub fn label(self) -> String {
        let key = if self.key.len() == 1 { self.key.to_uppercase() } else { self.key.to_owned() };
        let mac = window().navigator().platform().is_ok_and(|p| p.starts_with("Mac"));
        let ctrl = if mac { "⌘" } else { "Ctrl+" };
        let shift = if self.shift { "Shift+" } else { "" };
        if self.ctrl { format!("{ctrl}{shift}{key}") } else { key }
    }

    /// Whether the key acts without a modifier.
    pub fn is_single(self) -> bool {
        !self.ctrl
    }

    /// Whether a key press is this shortcut. Letters and signs go by what they write; a digit also by where it stands, since
    /// it needs Shift on some keyboards.
    pub fn matches(self, event: &KeyboardEvent) -> bool {
        let ctrl = event.ctrl_key() || event.meta_key();
        // A question mark needs Shift on most keyboards, so plain keys do not ask about it.
        let shift = !self.ctrl || event.shift_key() == self.shift;
        let is_digit = self.key.starts_with(|c: char| c.is_ascii_digit());
        let in_place = is_digit && !event.shift_key() && event.code().strip_prefix("Digit") == Some(self.key);
        let is_key = event.key().eq_ignore_ascii_case(self.key) || in_place;
        is_key && ctrl == self.ctrl && shift && !event.alt_key() && !is_text(event)
    }
}

/// Whether a key belongs to an unfinished composition (Japanese, Chinese …), which takes its own Enter and Esc; the last
/// one of a composition comes in some browsers as if it were over.
pub fn is_composing(event: &KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == 229
}

/// Whether a key writes text and is no command: it belongs to a composition, or `AltGr` makes a sign of it, as in `@` and
/// `€` on many keyboards.
fn is_text(event: &KeyboardEvent) -> bool {
    is_composing(event) || event.get_modifier_state("AltGraph")
}
