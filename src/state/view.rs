//! What is shown and how: not part of the plan, not undone, not saved with it.

use super::order::Picture;
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
    Import,
    Templates,
    Settings,
    Help,
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

/// A sentence for the user, with a way to act on it; it stays until it is closed.
#[derive(Clone)]
pub struct Notice {
    /// The sentence.
    pub text: String,
    /// The label of a button, and what pressing it does.
    pub act: Option<(&'static str, Callback<()>)>,
    /// Whether the notice is over with the next change of the plan.
    pub is_passing: bool,
}

impl Notice {
    /// A notice without a button.
    pub fn saying(text: impl Into<String>) -> Self {
        Self { text: text.into(), act: None, is_passing: false }
    }

    /// A notice that is only true until the plan changes again.
    pub fn passing(text: impl Into<String>) -> Self {
        Self { is_passing: true, ..Self::saying(text) }
    }

    /// The notice with a button that says `label`.
    #[must_use]
    pub fn offering(self, label: &'static str, act: Callback<()>) -> Self {
        Self { act: Some((label, act)), ..self }
    }
}

/// View state; `Copy`.
#[derive(Clone, Copy)]
pub struct View {
    /// The screen shown.
    pub screen: RwSignal<Screen>,
    /// The dialog shown.
    pub dialog: RwSignal<Option<Dialog>>,
    /// Width of the page in CSS pixels, in steps of ten.
    pub width: RwSignal<u32>,
    /// The theme.
    pub appearance: RwSignal<Appearance>,
    /// Text that the polite live region says.
    pub announcement: RwSignal<String>,
    /// Text that a dialog shows until it is closed.
    pub alert: RwSignal<String>,
    /// Whether the next picture that is saved carries the plan.
    pub carry_plan: RwSignal<bool>,
    /// Whether a new version of the product waits.
    pub update_waits: RwSignal<bool>,
    /// Whether the page is kept for use without a network ([`host::offline`]).
    pub offline: RwSignal<Option<String>>,
    /// The export options as they were last. They hold without storage as well.
    pub export: RwSignal<ExportPreferences>,
    /// Notice at the foot of the page until it is closed.
    pub notice: RwSignal<Option<Notice>>,
    /// Why something was not done: shown before any notice, in a dialog too, until the plan changes or it is closed.
    pub refusal: RwSignal<Option<String>>,
}

/// Where a chart stands; the widths follow style/layout.css.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartPosition {
    /// The larger of two columns.
    WideLeft,
    /// One of two equal columns.
    Half,
    /// The first chart of the Experience screen.
    Middle,
    /// The second chart of the Experience screen.
    Last,
    /// All stage columns of the map together.
    Map,
}

impl View {
    /// The view as the address and the preferences have it.
    pub fn new() -> Self {
        let window = window();
        let screen = window.location().hash().ok().and_then(|h| Screen::from_hash(&h)).unwrap_or(Screen::Journey);
        let view = Self {
            screen: RwSignal::new(screen),
            dialog: RwSignal::new(None),
            width: RwSignal::new(page_width()),
            appearance: RwSignal::new(local::preferences().appearance),
            announcement: RwSignal::new(String::new()),
            alert: RwSignal::new(String::new()),
            carry_plan: RwSignal::new(false),
            update_waits: RwSignal::new(host::update_waits()),
            offline: RwSignal::new(host::offline()),
            export: RwSignal::new(local::preferences().export),
            notice: RwSignal::new(None),
            refusal: RwSignal::new(None),
        };
        on_window(host::UPDATE, move |_| view.update_waits.set(true));
        on_window(host::OFFLINE, move |_| view.offline.set(host::offline()));
        view.apply_appearance();
        on_window("resize", move |_| {
            if view.width.get_untracked() != page_width() {
                view.width.set(page_width());
            }
        });
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

    /// Width at which a chart's text has its natural size, reactively.
    pub fn chart_width(self, place: ChartPosition) -> u32 {
        let page = self.width.get();
        // Page margins and the card's own padding.
        let inside = page.saturating_sub(if page <= 640 { 28 } else { 44 });
        let column = match place {
            // The rail of the lanes' names and the borders, as in style/journey.css.
            ChartPosition::Map => return inside.saturating_sub(if page <= 640 { 114 } else { 156 } + 2),
            _ if page <= 900 => inside,
            ChartPosition::WideLeft => (inside - 20) * 3 / 5,
            ChartPosition::Half => (inside - 20) / 2,
            ChartPosition::Middle if page <= 1_100 => inside - 230 - 20,
            ChartPosition::Last if page <= 1_100 => inside,
            ChartPosition::Middle | ChartPosition::Last => (inside - 250 - 40) / 2,
        };
        column.saturating_sub(34).max(260)
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

    /// Shows, and so speaks, the reason why something was not done.
    pub fn refuse(self, text: impl Into<String>) {
        self.refusal.set(Some(text.into()));
    }

    /// Speaks `text` politely.
    pub fn say(self, text: impl Into<String>) {
        self.announcement.set(text.into());
    }
}

fn page_width() -> u32 {
    let width = window().inner_width().ok().and_then(|w| w.as_f64()).unwrap_or(1_280.0);
    (width / 10.0).round() as u32 * 10
}

/// Listens to a window event for as long as the page lives.
pub fn on_window(event: &str, act: impl Fn(web_sys::Event) + 'static) {
    let handler = Closure::<dyn Fn(web_sys::Event)>::new(act);
    let _ = window().add_event_listener_with_callback(event, handler.as_ref().unchecked_ref());
    handler.forget();
}
