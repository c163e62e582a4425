//! The browser's own controls that change the plan: what the plan refuses is put back, and a bar says why.

use crate::state::workspace::Workspace;
use journey_plan::{Command, Date};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};

/// Takes what a tick says.
pub fn take_tick(workspace: Workspace, event: &Event, command: impl FnOnce(bool) -> Command) {
    let tick: HtmlInputElement = event_target(event);
    if !workspace.takes(&command(tick.checked())) {
        tick.set_checked(!tick.checked());
    }
}

/// Takes a day; an empty field is none. `before` is what the plan holds.
pub fn take_day(
    workspace: Workspace,
    event: &Event,
    before: Option<Date>,
    command: impl FnOnce(Option<Date>) -> Command,
) {
    let field: HtmlInputElement = event_target(event);
    if !workspace.takes(&command(field.value().parse().ok())) {
        field.set_value(&before.map(|day| day.to_string()).unwrap_or_default());
    }
}

/// Takes one of several radio buttons. A refused one gives way to the one with `data-now="true"`, which the plan holds.
pub fn take_choice(workspace: Workspace, event: &Event, command: &Command) {
    let chosen: HtmlInputElement = event_target(event);
    if !workspace.takes(command) {
        chosen.set_checked(false);
        let group = chosen.closest("[role=radiogroup]").ok().flatten();
        let now = group.and_then(|group| group.query_selector("[data-now=true]").ok().flatten());
        if let Some(now) = now.and_then(|now| now.dyn_into::<HtmlInputElement>().ok()) {
            now.set_checked(true);
        }
    }
}
