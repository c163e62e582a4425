//! What the page tells the user: one queue of messages, each shown and spoken.

use leptos::prelude::*;
use std::sync::Arc;

/// What the button of a message does. It outlives whoever said the message, unlike a callback of a view.
pub type MessageAction = Arc<dyn Fn() + Send + Sync>;

/// How a message is meant, and so how long it stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something was done: gone after a while, with the next change of the plan, and when something else is said.
    Done,
    /// Why something was not done: gone with the next change of the plan, and when something else is said.
    Refused,
    /// Something to know: there until it is closed.
    Note,
    /// Something went wrong, or must be looked at: there until it is closed.
    Alert,
}

impl Tone {
    /// Whether the message is there until the user closes it.
    pub fn stays(self) -> bool {
        matches!(self, Self::Note | Self::Alert)
    }
}

/// A sentence for the user, with a way to act on it.
#[derive(Clone)]
pub struct Message {
    /// How the message is meant.
    pub tone: Tone,
    /// The sentence.
    pub text: String,
    /// The label of a button, and what pressing it does.
    pub action: Option<(&'static str, MessageAction)>,
    /// Whether the message takes the focus, as the button that was pressed is gone.
    pub takes_focus: bool,
}

impl Message {
    /// Says what was done.
    pub fn done(text: impl Into<String>) -> Self {
        Self { tone: Tone::Done, text: text.into(), action: None, takes_focus: false }
    }

    /// Says why something was not done.
    pub fn refused(text: impl Into<String>) -> Self {
        Self { tone: Tone::Refused, ..Self::done(text) }
    }

    /// Says something that must not be missed.
    pub fn note(text: impl Into<String>) -> Self {
        Self { tone: Tone::Note, ..Self::done(text) }
    }

    /// Says what went wrong, or what must be looked at.
    pub fn alert(text: impl Into<String>) -> Self {
        Self { tone: Tone::Alert, ..Self::done(text) }
    }

    /// The message with a button that says `label`.
    #[must_use]
    pub fn offering(self, label: &'static str, act: impl Fn() + Send + Sync + 'static) -> Self {
        Self { action: Some((label, Arc::new(act))), ..self }
    }

    /// The message that takes the focus where `takes` holds.
    #[must_use]
    pub fn taking_focus(self, takes: bool) -> Self {
        Self { takes_focus: takes, ..self }
    }
}

/// The queue of messages and the places that can show it; `Copy`.
#[derive(Clone, Copy)]
pub struct Messages {
    /// The messages with their numbers, the oldest first.
    queue: RwSignal<Vec<(u32, Message)>>,
    /// Number of the next message or place.
    next: StoredValue<u32>,
    /// The places that are on the page, the topmost last: the foot of the page, then open dialogs.
    places: RwSignal<Vec<u32>>,
}

/// A place that shows messages while no other is above it: those that were said since it is there. `Copy`.
#[derive(Clone, Copy)]
pub struct MessagePlace(u32);

impl Messages {
    /// A queue without messages.
    pub fn new() -> Self {
        Self { queue: RwSignal::new(Vec::new()), next: StoredValue::new(0), places: RwSignal::new(Vec::new()) }
    }

    /// Says `message`. What was said twice is shown once, and heard again: it is a new message.
    pub fn say(self, message: Message) {
        let number = self.number();
        self.queue.update(|queue| {
            queue.retain(|(_, old)| old.tone.stays() && (old.tone, &old.text) != (message.tone, &message.text));
            queue.push((number, message));
        });
    }

    /// Takes the message `number` away.
    pub fn close(self, number: u32) {
        self.keep(|(other, _)| *other != number);
    }

    /// The plan has changed, or another one is open: what was said of the one before is over, unless it must be closed.
    pub fn plan_changed(self) {
        self.keep(|(_, message)| message.tone.stays());
    }

    /// Adds a place above the others, until its owner goes.
    pub fn add_place(self) -> MessagePlace {
        let place = self.number();
        self.places.update(|places| places.push(place));
        on_cleanup(move || {
            self.places.try_update(|places| places.retain(|other| *other != place));
        });
        MessagePlace(place)
    }

    /// Numbers of the messages of which `tone` holds that stand at `place` now, reactively.
    pub fn at(self, place: MessagePlace, tone: impl Fn(Tone) -> bool) -> Vec<u32> {
        if self.places.with(|places| places.last() != Some(&place.0)) {
            return Vec::new();
        }
        // Below a dialog stands what was said before; what must be closed waits there.
        let is_here = |(number, message): &(u32, Message)| *number > place.0 && tone(message.tone);
        self.queue.with(|queue| queue.iter().filter(|entry| is_here(entry)).map(|(number, _)| *number).collect())
    }

    /// The message `number`, while it is there.
    pub fn get(self, number: u32) -> Option<Message> {
        self.queue.with_untracked(|queue| {
            queue.iter().find(|(other, _)| *other == number).map(|(_, message)| message.clone())
        })
    }

    fn keep(self, kept: impl Fn(&(u32, Message)) -> bool) {
        // What follows the queue need not look at it again after every edit.
        if self.queue.with_untracked(|queue| !queue.iter().all(&kept)) {
            self.queue.update(|queue| queue.retain(kept));
        }
    }

    fn number(self) -> u32 {
        self.next.try_update_value(|next| std::mem::replace(next, *next + 1)).unwrap_or_default()
    }
}
