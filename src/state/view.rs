//! What is shown and how: not part of the plan, not undone, not saved with it.

use super::focus::FocusTrail;
use super::goal::Goal;
use super::messages::{Message, Messages};
use super::order::Picture;
use super::work::LongWork;
use crate::storage::host;
use crate::storage::local::{self, Appearance, ExportPreferences};
use journey_engine::registry::FigureId;
use journey_plan::{InitiativeAmount, InitiativeId, ScenarioId};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

/// The five screens, in the order of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // the labels say it
pub enum Screen {
    Journey,
    Customers,
    Equity,
    Experience,
    Case,
}

impl Screen {
    /// All screens.
    pub const ALL: [Self; 5] = [Self::Journey, Self::Customers, Self::Equity, Self::Experience, Self::Case];

    /// The tab's name.
    pub fn label(self) -> &'static str {
        match self {
            Self::Journey => "Journey",
            Self::Customers => "Customers",
            Self::Equity => "Equity",
            Self::Experience => "Experience",
            Self::Case => "Case",
        }
    }

    /// The part of the address after `#`.
    pub fn slug(self) -> String {
        self.label().to_ascii_lowercase()
    }

    fn from_hash(hash: &str) -> Option<Self> {
        let slug = hash.trim_start_matches(['#', '/']);
        Self::ALL.into_iter().find(|s| s.slug() == slug)
    }
}

/// A dialog of the shell.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)] // named like their titles
pub enum Dialog {
    Plans,
    Import,
    Templates,
    Settings,
    Help,
    Palette,
    Assumptions,
    Working(FigureId),
    Range(InitiativeId, InitiativeAmount),
    Changes(ScenarioId),
    Paper,
    ExportOptions,
    Report,
    NotCopied(Picture),
    Snapshots,
    Forget,
    /// A plan file that was dropped on the page: file name and text.
    Dropped {
        name: String,
        text: String,
    },
}

/// View state; `Copy`.
#[derive(Clone, Copy)]
pub struct View {
    /// The screen shown.
    pub screen: RwSignal<Screen>,
    /// The dialog shown.
    pub dialog: RwSignal<Option<Dialog>>,
    /// The theme.
    pub appearance: RwSignal<Appearance>,
    /// What the user is told.
    pub messages: Messages,
    /// What takes longer than a moment.
    pub work: LongWork,
    /// What had the focus last.
    pub focus: FocusTrail,
    /// What the palette went to or did lately, the latest first.
    pub recent: RwSignal<Vec<Goal>>,
    /// Whether single keys act. It holds without storage as well.
    pub single_keys: RwSignal<bool>,
    /// Whether the next picture that is saved carries the plan.
    pub carry_plan: RwSignal<bool>,
    /// Whether a new version of the product waits.
    pub update_waits: RwSignal<bool>,
    /// Whether the page is kept for use without a network ([`host::offline`]).
    pub offline: RwSignal<Option<String>>,
    /// The export options as they were last. They hold without storage as well.
    pub export: RwSignal<ExportPreferences>,
}

impl View {
    /// The view as the address and the preferences have it.
    pub fn new() -> Self {
        let window = window();
        let screen = window.location().hash().ok().and_then(|h| Screen::from_hash(&h)).unwrap_or(Screen::Journey);
        let view = Self {
            screen: RwSignal::new(screen),
            dialog: RwSignal::new(None),
            appearance: RwSignal::new(local::preferences().appearance),
            messages: Messages::new(),
            work: LongWork::new(),
            focus: FocusTrail::follow(),
            recent: RwSignal::new(Vec::new()),
            single_keys: RwSignal::new(local::preferences().single_keys),
            carry_plan: RwSignal::new(false),
            update_waits: RwSignal::new(host::update_waits()),
            offline: RwSignal::new(host::offline()),
            export: RwSignal::new(local::preferences().export),
        };
        on_window(host::UPDATE, move |_| view.update_waits.set(true));
        on_window(host::OFFLINE, move |_| view.offline.set(host::offline()));
        view.apply_appearance();
        view
    }

    /// Follows the address, as the browser's way back changes it; `before` is done before the screen goes.
    pub fn follow_address(self, before: impl Fn() + 'static) {
        on_window("hashchange", move |_| {
            let hash = window().location().hash().unwrap_or_default();
            if let Some(screen) = Screen::from_hash(&hash).filter(|screen| *screen != self.screen.get_untracked()) {
                before();
                self.screen.set(screen);
            }
        });
    }

    /// Shows `screen` and writes it into the address.
    pub fn go(self, screen: Screen) {
        // The address follows the screen; a browser that refuses it only loses the bookmark.
        let _ = window().location().set_hash(&screen.slug());
        self.screen.set(screen);
    }

    /// Changes the theme, here and for next time.
    pub fn set_appearance(self, appearance: Appearance) {
        self.appearance.set(appearance);
        local::change_preferences(|p| p.appearance = appearance);
        self.apply_appearance();
    }

    /// Lets single keys act or not, here and for next time.
    pub fn set_single_keys(self, act: bool) {
        self.single_keys.set(act);
        local::change_preferences(|p| p.single_keys = act);
    }

    fn apply_appearance(self) {
        let Some(root) = document().document_element() else { return };
        let theme = match self.appearance.get_untracked() {
            Appearance::System => "system",
            Appearance::Light => "light",
            Appearance::Dark => "dark",
        };
        let _ = root.set_attribute("data-theme", theme);
    }

    /// Says what was done.
    pub fn say(self, text: impl Into<String>) {
        self.messages.say(Message::done(text));
    }

    /// Says something that must not be missed.
    pub fn note(self, text: impl Into<String>) {
        self.messages.say(Message::note(text));
    }

    /// Says why something was not done.
    pub fn refuse(self, text: impl Into<String>) {
        self.messages.say(Message::refused(text));
    }

    /// Says what went wrong, or what must be looked at.
    pub fn alert(self, text: impl Into<String>) {
        self.messages.say(Message::alert(text));
    }
}

/// Listens to a window event for as long as the page lives.
pub fn on_window(event: &str, act: impl Fn(web_sys::Event) + 'static) {
    listen(event, Box::new(act), false);
}

/// Listens to a window event for as long as the page lives, before anything on the page hears of it.
pub fn on_window_first(event: &str, act: impl Fn(web_sys::Event) + 'static) {
    listen(event, Box::new(act), true);
}

fn listen(event: &str, act: Box<dyn Fn(web_sys::Event)>, first: bool) {
    let handler = Closure::<dyn Fn(web_sys::Event)>::wrap(act);
    // A window takes every listener.
    let _ = window().add_event_listener_with_callback_and_bool(event, handler.as_ref().unchecked_ref(), first);
    handler.forget();
}
