//! Menus: arrows, Home, End and first letters move, Esc and Tab close, Enter acts.

use crate::state::actions::Action;
use crate::state::shortcut::{Shortcut, is_composing};
use crate::state::workspace::use_workspace;
use crate::widgets::boxed::{Show, live, memo, says};
use journey_plan::order::folded;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// An entry of a menu.
#[derive(Clone)]
pub struct MenuEntry {
    /// Label of the entry.
    pub label: String,
    /// Key of the entry, as it is written.
    pub key: Option<String>,
    /// Whether the entry is ticked; `None` for an entry that acts once.
    pub ticked: Option<bool>,
    /// Whether the entry can be chosen now.
    pub enabled: bool,
    /// Does what the entry says.
    pub act: Callback<()>,
}

impl MenuEntry {
    /// An entry that acts once.
    pub fn new(label: impl Into<String>, act: impl Fn() + Send + Sync + 'static) -> Self {
        Self { label: label.into(), key: None, ticked: None, enabled: true, act: Callback::new(move |()| act()) }
    }

    /// Sets the key that does what the entry does.
    #[must_use]
    pub fn key(self, key: impl Into<String>) -> Self {
        Self { key: Some(key.into()), ..self }
    }

    /// An entry that is on or off; the menu stays open when it is chosen.
    #[must_use]
    pub fn ticked(self, on: bool) -> Self {
        Self { ticked: Some(on), ..self }
    }

    /// Sets whether the entry can be chosen now.
    #[must_use]
    pub fn enabled(self, enabled: bool) -> Self {
        Self { enabled, ..self }
    }
}

/// Where the focus of a menu goes.
#[derive(Clone, Copy)]
enum MenuStep<'a> {
    Next,
    Before,
    First,
    Last,
    /// To the next entry that begins with a sign.
    To(&'a str),
}

/// Moves the focus among the entries of `menu` that can be chosen; at the end it begins again.
fn move_focus(menu: &web_sys::HtmlDivElement, step: MenuStep) {
    let Ok(found) = menu.query_selector_all("[role^=menuitem]:not(:disabled)") else { return };
    let items = (0..found.length()).filter_map(|i| found.item(i)?.dyn_into::<web_sys::HtmlElement>().ok());
    let items: Vec<web_sys::HtmlElement> = items.collect();
    let (count, active) = (items.len(), document().active_element());
    let here = items.iter().position(|item| active.as_ref().is_some_and(|a| a.is_same_node(Some(item))));
    let from = here.map_or(0, |here| here + 1);
    let begins = |item: &web_sys::HtmlElement, sign: &str| {
        item.text_content().is_some_and(|text| folded(&text).starts_with(&folded(sign)))
    };
    let next = match step {
        MenuStep::First => 0,
        MenuStep::Last => count.saturating_sub(1),
        MenuStep::Next => from % count.max(1),
        MenuStep::Before => here.filter(|here| *here > 0).unwrap_or(count).saturating_sub(1),
        MenuStep::To(sign) => {
            let turn = (from..from + count).map(|i| i % count);
            let Some(found) = turn.into_iter().find(|i| begins(&items[*i], sign)) else { return };
            found
        }
    };
    if let Some(item) = items.get(next) {
        let _ = item.focus();
    }
}

/// The open menu itself, with its shade. Whoever closes it takes the focus back.
#[component]
pub fn MenuList(
    /// Accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// The entries.
    #[prop(into)]
    entries: Signal<Vec<MenuEntry>>,
    /// Closes the menu.
    #[prop(into)]
    close: Callback<()>,
    /// Place of the menu in the window; under its button if absent.
    #[prop(optional_no_strip)]
    place: Option<(f64, f64)>,
) -> impl IntoView {
    let list = NodeRef::<html::Div>::new();
    let focus = move |step: MenuStep| {
        if let Some(menu) = list.get_untracked() {
            move_focus(&menu, step);
        }
    };
    Effect::new(move || {
        if let Some(menu) = list.get() {
            match place {
                Some((x, y)) => keep_inside(&menu, x, y),
                None => begin_inside(&menu),
            }
            move_focus(&menu, MenuStep::First);
        }
    });
    let count = memo(move || entries.with(Vec::len));
    let entry = move |index: usize| {
        let of = move || entries.with(|e| e.get(index).cloned());
        let ticked = move || of().and_then(|e| e.ticked);
        view! {
            <button tabindex="-1"
                role=says(move || if ticked().is_some() { "menuitemcheckbox" } else { "menuitem" })
                aria-checked=says(move || ticked().map(|t| t.to_string()))
                disabled=says(move || of().is_none_or(|e| !e.enabled))
                on:click=move |_| {
                    let Some(entry) = untrack(of) else { return };
                    if entry.ticked.is_none() {
                        close.run(());
                    }
                    entry.act.run(());
                }>
                <span>{live(move || of().map(|e| e.label))}</span>
                {live(move || of().and_then(|e| e.key).map(|key| view! { <kbd aria-hidden="true">{key}</kbd> }))}
            </button>
        }
    };
    view! {
        <div class="shade" on:click=move |_| close.run(()) on:contextmenu=move |event| { event.prevent_default(); close.run(()); }></div>
        <div role="menu" class:floating=place.is_some() aria-label=label node_ref=list
            on:keydown=move |event| {
                let key = event.key();
                let is_plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key() && !is_composing(&event);
                match key.as_str() {
                    "Escape" => { event.stop_propagation(); return close.run(()); }
                    "Tab" => return close.run(()),
                    "ArrowDown" => focus(MenuStep::Next),
                    "ArrowUp" => focus(MenuStep::Before),
                    "Home" => focus(MenuStep::First),
                    "End" => focus(MenuStep::Last),
                    sign if is_plain && sign != " " && sign.chars().count() == 1 => focus(MenuStep::To(sign)),
                    _ => return,
                }
                event.prevent_default();
                event.stop_propagation();
            }>
            {live(move || (0..count.get()).map(entry).collect_view())}
        </div>
    }
}

/// Moves a menu that stands at (x, y) so far that all of it is in the window.
fn keep_inside(menu: &web_sys::HtmlElement, x: f64, y: f64) {
    const GAP: f64 = 8.0;
    let size =
        |side: Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue>| side.ok().and_then(|s| s.as_f64()).unwrap_or(0.0);
    let own = menu.get_bounding_client_rect();
    let left = x.min(size(window().inner_width()) - own.width() - GAP).max(GAP);
    let top = y.min(size(window().inner_height()) - own.height() - GAP).max(GAP);
    let style = web_sys::HtmlElement::style(menu);
    let _ = style.set_property("left", &format!("{left}px"));
    let _ = style.set_property("top", &format!("{top}px"));
}

/// A menu ends where its button does and stands below it; where that is not in the window it begins there, or stands above,
/// or scrolls.
fn begin_inside(menu: &web_sys::HtmlElement) {
    const GAP: f64 = 8.0;
    let style = web_sys::HtmlElement::style(menu);
    // A browser that refuses a style leaves the menu where it is.
    let set = |name: &str, value: &str| drop(style.set_property(name, value));
    let own = menu.get_bounding_client_rect();
    if own.left() < 0.0 {
        set("right", "auto");
        set("left", "0");
    }
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(f64::MAX);
    let below = height - GAP - own.top();
    let above = menu.parent_element().map_or(0.0, |button| button.get_bounding_client_rect().top() - GAP);
    if own.height() > below {
        if above > below {
            set("top", "auto");
            set("bottom", "100%");
        }
        set("max-height", &format!("{}px", above.max(below)));
        set("overflow-y", "auto");
    }
}

/// A button that opens a menu.
#[component]
pub fn MenuButton(
    /// Text on the button; also the menu's name.
    #[prop(into)]
    label: Signal<String>,
    /// Accessible name of the button, where the label stands on several.
    #[prop(optional, into)]
    name: Option<Signal<String>>,
    /// The entries.
    #[prop(into)]
    entries: Signal<Vec<MenuEntry>>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    let close = Callback::new(move |()| {
        open.set(false);
        if let Some(button) = button.get_untracked() {
            let _ = button.focus();
        }
    });
    view! {
        <div class="menu">
            <button node_ref=button aria-haspopup="menu" aria-label=says(move || name.map(|n| n.get())) aria-expanded=says(move || open.get().to_string())
                on:click=move |_| open.update(|o| *o = !*o)
                on:keydown=move |event| if event.key() == "ArrowDown" && !open.get_untracked() {
                    event.prevent_default();
                    open.set(true);
                }>{label}<span aria-hidden="true">" ▾"</span></button>
            <Show when=move || open.get()><MenuList label=name.unwrap_or(label) entries=entries close=close/></Show>
        </div>
    }
}

/// A button that opens a menu of actions of the registry.
#[component]
pub fn Menu(
    /// Name of the button.
    label: &'static str,
    /// The entries.
    actions: Vec<&'static Action>,
) -> impl IntoView {
    let workspace = use_workspace();
    let entries = Signal::derive(move || {
        let entry = |action: &&'static Action| {
            let action = *action;
            let entry =
                MenuEntry::new(action.label, move || (action.run)(workspace)).enabled((action.enabled)(workspace));
            MenuEntry { key: action.shortcut.map(Shortcut::label), ..entry }
        };
        actions.iter().map(entry).collect::<Vec<_>>()
    });
    view! { <MenuButton label=label entries=entries/> }
}
