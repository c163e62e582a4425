//! The registry of actions: one definition feeds buttons, menus, shortcuts and the help.

use super::files;
use super::keys;
use super::order::{Order, PictureFormat};
use super::phase::PhaseHandle;
use super::session::Session;
use super::shortcut::Shortcut;
use super::view::{Dialog, Screen, on_window_first};
use super::workspace::Workspace;
use crate::storage::local::Appearance;
use journey_output::exchange::living::Purpose;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

/// Something a user can do.
pub struct Action {
    /// Stable name of the action.
    pub id: &'static str,
    /// Label in menus and help.
    pub label: &'static str,
    /// Sign on a button that has no room for the label.
    pub icon: &'static str,
    /// Key that runs the action.
    pub shortcut: Option<Shortcut>,
    /// Second key that runs the action.
    pub also: Option<Shortcut>,
    /// Whether the action can be done now, reactively.
    pub enabled: fn(Workspace) -> bool,
    /// Does what the label says.
    pub run: fn(Workspace),
}

const fn action(id: &'static str, label: &'static str, shortcut: Option<Shortcut>, run: fn(Workspace)) -> Action {
    Action { id, label, icon: "", shortcut, also: None, enabled: |_| true, run }
}

/// Whether this page can make or open another plan; a copy, which is of one plan, cannot.
fn has_library(workspace: Workspace) -> bool {
    workspace.session.has_library()
}

/// Whether this page keeps changes; a copy for reading does not.
fn keeps_changes(workspace: Workspace) -> bool {
    workspace.session.copy().is_none_or(|copy| copy.purpose == Purpose::WhatIf)
}

/// All actions, in the order of the help.
pub static ACTIONS: [Action; 28] = [
    action("journey", "Journey", Some(Shortcut::plain("1")), |w| w.view.go(Screen::Journey)),
    action("customers", "Customers", Some(Shortcut::plain("2")), |w| w.view.go(Screen::Customers)),
    action("equity", "Equity", Some(Shortcut::plain("3")), |w| w.view.go(Screen::Equity)),
    action("experience", "Experience", Some(Shortcut::plain("4")), |w| w.view.go(Screen::Experience)),
    action("case", "Case", Some(Shortcut::plain("5")), |w| w.view.go(Screen::Case)),
    Action {
        icon: "↶",
        enabled: Workspace::can_undo,
        ..action("undo", "Undo", Some(Shortcut::ctrl("z")), Workspace::undo)
    },
    Action {
        icon: "↷",
        also: Some(Shortcut::ctrl("y")),
        enabled: Workspace::can_redo,
        ..action("redo", "Redo", Some(Shortcut::ctrl_shift("z")), Workspace::redo)
    },
    action("palette", "Find or do…", Some(Shortcut::ctrl("k")), |w| w.view.dialog.set(Some(Dialog::Palette))),
    Action { enabled: has_library, ..action("new", "New plan", None, files::start_over) },
    Action { enabled: has_library, ..action("plans", "Plans…", None, |w| w.view.dialog.set(Some(Dialog::Plans))) },
    Action { enabled: has_library, ..action("open", "Open file…", Some(Shortcut::ctrl("o")), files::choose) },
    action("save", "Save file", Some(Shortcut::ctrl("s")), files::save),
    action("import", "Import data…", None, |w| w.view.dialog.set(Some(Dialog::Import))),
    Action {
        enabled: has_library,
        ..action("templates", "Templates…", None, |w| w.view.dialog.set(Some(Dialog::Templates)))
    },
    Action { enabled: has_library, ..action("save-template", "Save as a template", None, files::save_template) },
    action("workbook", "Excel workbook", None, |w| w.export(Order::Workbook)),
    action("csv", "CSV", None, |w| w.export(Order::Csv)),
    action("living", "Living HTML", None, |w| w.export(Order::Living)),
    action("report", "Print report", None, |w| w.view.dialog.set(Some(Dialog::Report))),
    action("map-svg", "Map as SVG", None, |w| w.export(Order::Map(PictureFormat::Svg))),
    action("map-png", "Map as PNG", None, |w| w.export(Order::Map(PictureFormat::Png))),
    action("export-options", "Export options…", None, |w| w.view.dialog.set(Some(Dialog::ExportOptions))),
    Action {
        enabled: keeps_changes,
        ..action("snapshots", "Snapshots…", None, |w| w.view.dialog.set(Some(Dialog::Snapshots)))
    },
    action("assumptions", "Assumptions…", None, |w| w.view.dialog.set(Some(Dialog::Assumptions))),
    action("settings", "Settings…", None, |w| w.view.dialog.set(Some(Dialog::Settings))),
    action("appearance", "Appearance", None, |w| {
        let (next, name) = match w.view.appearance.get_untracked() {
            Appearance::System => (Appearance::Light, "Light theme"),
            Appearance::Light => (Appearance::Dark, "Dark theme"),
            Appearance::Dark => (Appearance::System, "Theme of the system"),
        };
        w.view.set_appearance(next);
        w.view.say(name);
    }),
    action("help", "Help and shortcuts", Some(Shortcut::plain("?")), |w| w.view.dialog.set(Some(Dialog::Help))),
    action("forget", "Forget this device…", None, |w| w.view.dialog.set(Some(Dialog::Forget))),
];

/// The action `id`.
pub fn find(id: &str) -> Option<&'static Action> {
    ACTIONS.iter().find(|a| a.id == id)
}

/// Hands every key of the page to its action before anything on the page sees it: a key that is ours never reaches the
/// browser, whatever has the focus.
pub fn follow_keys(stage: PhaseHandle, session: Session) {
    on_window_first("keydown", move |event| {
        if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
            handle(event, stage, session);
        }
    });
}

fn handle(event: &KeyboardEvent, stage: PhaseHandle, session: Session) {
    let of_key = |a: &&Action| a.shortcut.is_some_and(|s| s.matches(event)) || a.also.is_some_and(|s| s.matches(event));
    let Some(action) = ACTIONS.iter().find(of_key) else {
        if target(event).is_some_and(|target| keys::is_of_scope(event, &target)) {
            event.prevent_default();
        }
        return;
    };
    let is_single = action.shortcut.is_some_and(Shortcut::is_single);
    let is_behind = document().query_selector("dialog[open], .report").is_ok_and(|dialog| dialog.is_some());
    if is_single && (is_behind || takes_keys(event) || !session.view().single_keys.get_untracked()) {
        return;
    }
    if !is_single && has_own_undo(event, action) {
        return;
    }
    event.prevent_default();
    let Some(workspace) = session.workspace() else {
        if action.id == "open" && !is_behind {
            files::pick(stage, session);
        }
        return;
    };
    // A file can be saved whatever is open.
    if (!is_behind || action.id == "save") && untrack(|| (action.enabled)(workspace)) {
        (action.run)(workspace);
    }
}

fn target(event: &KeyboardEvent) -> Option<web_sys::Element> {
    event.target().and_then(|t| t.dyn_into().ok())
}

/// Whether the focus is in a field, grid, slider or menu.
fn takes_keys(event: &KeyboardEvent) -> bool {
    let places = "input, select, textarea, [role=grid], [role=slider], [role=menu], dialog";
    target(event).is_some_and(|e| e.closest(places).ok().flatten().is_some())
}

/// Whether a field that is being typed in undoes its own keys.
fn has_own_undo(event: &KeyboardEvent, action: &Action) -> bool {
    let typing = target(event).is_some_and(|e| e.closest("input[type=text], textarea").ok().flatten().is_some());
    typing && matches!(action.id, "undo" | "redo")
}
