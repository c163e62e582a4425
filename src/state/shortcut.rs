//! Keys and their modifiers.

use leptos::prelude::window;
use web_sys::KeyboardEvent;

/// What a key asks of Shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shift {
    Without,
    With,
    /// Shift changes how far the key goes, or is needed to write its sign.
    Either,
}

/// A key with its modifiers. Ctrl means ⌘ on macOS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shortcut {
    key: &'static str,
    ctrl: bool,
    alt: bool,
    shift: Shift,
}

impl Shortcut {
    /// A key alone.
    pub const fn plain(key: &'static str) -> Self {
        // A question mark needs Shift on most keyboards, so signs do not ask about it.
        let shift = if key.len() == 1 { Shift::Either } else { Shift::Without };
        Self { key, ctrl: false, alt: false, shift }
    }

    /// A key with Ctrl.
    pub const fn ctrl(key: &'static str) -> Self {
        Self { key, ctrl: true, alt: false, shift: Shift::Without }
    }

    /// A key with Ctrl and Shift.
    pub const fn ctrl_shift(key: &'static str) -> Self {
        Self::ctrl(key).shifted()
    }

    /// A key with Alt.
    pub const fn alt(key: &'static str) -> Self {
        Self { key, ctrl: false, alt: true, shift: Shift::Without }
    }

    /// A key with Alt and Shift.
    pub const fn alt_shift(key: &'static str) -> Self {
        Self::alt(key).shifted()
    }

    /// The key with Shift.
    #[must_use]
    pub const fn shifted(self) -> Self {
        Self { shift: Shift::With, ..self }
    }

    /// The key with and without Shift.
    #[must_use]
    pub const fn either(self) -> Self {
        Self { shift: Shift::Either, ..self }
    }

    /// The shortcut as it is written: `Ctrl+Z`, or `⌘Z` on macOS.
    pub fn label(self) -> String {
        let key = match self.key {
            "ArrowLeft" => "←".to_owned(),
            "ArrowRight" => "→".to_owned(),
            "ArrowUp" => "↑".to_owned(),
            "ArrowDown" => "↓".to_owned(),
            "Escape" => "Esc".to_owned(),
            "Delete" => "Del".to_owned(),
            "ContextMenu" => "Menu".to_owned(),
            sign if sign.len() == 1 => sign.to_ascii_uppercase(),
            name => name.to_owned(),
        };
        let ctrl = if self.ctrl { if is_mac() { "⌘" } else { "Ctrl+" } } else { "" };
        let alt = if self.alt { "Alt+" } else { "" };
        let shift = if self.shift == Shift::With { "Shift+" } else { "" };
        format!("{ctrl}{alt}{shift}{key}")
    }

    /// Whether the key acts without a modifier.
    pub fn is_single(self) -> bool {
        !self.ctrl && !self.alt
    }

    /// Whether the browser must not act on the key, even where it does nothing of ours: a chord that is none of the
    /// clipboard's. In a field, chords that edit or move in its text are the browser's.
    pub fn is_held(self, in_field: bool) -> bool {
        const EDITING: [&str; 4] = ["Home", "End", "Enter", "a"];
        let is_clipboard = self.ctrl && matches!(self.key, "c" | "v");
        let is_editing = if self.ctrl { EDITING.contains(&self.key) } else { is_mac() };
        let is_of_field = in_field && is_editing;
        !(self.is_single() || is_clipboard || is_of_field)
    }

    /// Whether a key press is this shortcut. Letters and signs go by what they write; a digit also by where it stands, since
    /// it needs Shift on some keyboards.
    pub fn matches(self, event: &KeyboardEvent) -> bool {
        let ctrl = event.ctrl_key() || event.meta_key();
        let shift = match self.shift {
            Shift::Either => true,
            Shift::With => event.shift_key(),
            Shift::Without => !event.shift_key(),
        };
        let is_digit = self.key.starts_with(|c: char| c.is_ascii_digit());
        let in_place = is_digit && !event.shift_key() && event.code().strip_prefix("Digit") == Some(self.key);
        let is_key = event.key().eq_ignore_ascii_case(self.key) || in_place;
        is_key && ctrl == self.ctrl && shift && event.alt_key() == self.alt && !is_text(event)
    }
}

fn is_mac() -> bool {
    window().navigator().platform().is_ok_and(|platform| platform.starts_with("Mac"))
}

/// Whether a key belongs to an unfinished composition (Japanese, Chinese …), which takes its own Enter and Esc; the last
/// one of a composition comes in some browsers as if it were over.
pub fn is_composing(event: &KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == 229
}

/// The text that a key writes: one sign, which `AltGr` may make of it as of `@` and `€` on many keyboards.
pub fn written(event: &KeyboardEvent) -> Option<String> {
    let key = event.key();
    let is_chord = (event.ctrl_key() || event.meta_key() || event.alt_key()) && !event.get_modifier_state("AltGraph");
    (key.chars().count() == 1 && !is_chord && !is_composing(event)).then_some(key)
}

/// Whether a key writes text and is no command: it belongs to a composition, or `AltGr` makes a sign of it.
fn is_text(event: &KeyboardEvent) -> bool {
    is_composing(event) || event.get_modifier_state("AltGraph")
}
