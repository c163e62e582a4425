//! What is shown and how: not part of the plan, not undone, not saved with it.

use crate::storage::local::{self, Appearance};
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
        self.label().to_lowercase()
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
    Templates,
    Settings,
    Help,
    Working(&'static str),
}

/// View state; `Copy`.
#[derive(Clone, Copy)]
pub struct View {
    /// The screen shown.
    pub screen: RwSignal<Screen>,
    /// The dialog shown.
    pub dialog: RwSignal<Option<Dialog>>,
    /// Whether charts are drawn for a narrow page.
    pub narrow: RwSignal<bool>,
    /// The theme.
    pub appearance: RwSignal<Appearance>,
    /// Said by the polite live region.
    pub announcement: RwSignal<String>,
    /// Shown in a dialog until it is closed.
    pub alert: RwSignal<String>,
}

/// Below this width charts are drawn for a narrow page.
const NARROW: f64 = 640.0;

impl View {
    /// The view as the address and the preferences have it.
    pub fn new() -> Self {
        let window = window();
        let screen = window.location().hash().ok().and_then(|h| Screen::from_hash(&h)).unwrap_or(Screen::Journey);
        let view = Self {
            screen: RwSignal::new(screen),
            dialog: RwSignal::new(None),
            narrow: RwSignal::new(is_narrow()),
            appearance: RwSignal::new(local::preferences().appearance),
            announcement: RwSignal::new(String::new()),
            alert: RwSignal::new(String::new()),
        };
        view.apply_appearance();
        on_window("hashchange", move || {
            let hash = leptos::prelude::window().location().hash().unwrap_or_default();
            if let Some(screen) = Screen::from_hash(&hash) {
                view.screen.set(screen);
            }
        });
        on_window("resize", move || {
            if view.narrow.get_untracked() != is_narrow() {
                view.narrow.set(is_narrow());
            }
        });
        view
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

    fn apply_appearance(self) {
        let Some(root) = document().document_element() else { return };
        let theme = match self.appearance.get_untracked() {
            Appearance::System => "system",
            Appearance::Light => "light",
            Appearance::Dark => "dark",
        };
        let _ = root.set_attribute("data-theme", theme);
    }

    /// Speaks `text` politely.
    pub fn say(self, text: impl Into<String>) {
        self.announcement.set(text.into());
    }
}

fn is_narrow() -> bool {
    window().inner_width().ok().and_then(|w| w.as_f64()).is_some_and(|w| w < NARROW)
}

/// Listens to a window event for as long as the page lives.
pub fn on_window(event: &str, act: impl Fn() + 'static) {
    let handler = Closure::<dyn Fn()>::new(act);
    let _ = window().add_event_listener_with_callback(event, handler.as_ref().unchecked_ref());
    handler.forget();
}
