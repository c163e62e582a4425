//! Title, scenario, history, save state, menu.

use crate::shell::copy_banner::CopyBanner;
use crate::state::actions::{Action, find};
use crate::state::session::SaveState;
use crate::state::workspace::{Workspace, use_workspace};
use crate::widgets::boxed::{Show, live, memo, says};
use crate::widgets::{Choice, Menu, TextField};
use journey_plan::{Command, ScenarioId};
use leptos::prelude::*;
use std::sync::Arc;

/// The entries of the plan menu.
const PLAN_MENU: [&str; 13] = [
    "new",
    "plans",
    "open",
    "save",
    "import",
    "templates",
    "save-template",
    "snapshots",
    "assumptions",
    "settings",
    "appearance",
    "forget",
    "help",
];

/// The entries of the export menu.
const EXPORT_MENU: [&str; 7] = ["workbook", "csv", "living", "report", "map-svg", "map-png", "export-options"];

/// The bar above the headline.
#[component]
pub fn TopBar() -> impl IntoView {
    let workspace = use_workspace();
    let entries = |ids: &[&str]| -> Vec<&'static Action> { ids.iter().filter_map(|id| find(id)).collect() };
    view! {
        <header class="top">
            <span class="mark">"Journey " <b>"Equity"</b></span>
            <TextField
                label="Plan title"
                key="title"
                class="title"
                read=Arc::new(|w: Workspace| w.with_plan(|p| p.title.clone()))
                command=Arc::new(Command::SetTitle)
            />
            <ScenarioChoice/>
            <span class="grow"></span>
            <ActionButton id="undo"/>
            <ActionButton id="redo"/>
            <Saved/>
            <Menu label="Plan menu" actions=entries(&PLAN_MENU)/>
            <Menu label="Export" actions=entries(&EXPORT_MENU)/>
        </header>
        <CopyBanner/>
        <Show when=move || workspace.session.state.get() == SaveState::ReadOnly>
            <div class="banner" role="alert">
                <p>"This plan is open in another tab, which saves it. This tab only shows it."</p>
                <button on:click=move |_| workspace.session.join(workspace, true)>"Take over"</button>
            </div>
        </Show>
        {live(move || match workspace.session.state.get() {
            SaveState::NotSaved(reason) => Some(view! {
                <div class="banner" role="alert">
                    <p>{format!("Not saved: {reason}. You can go on; keep your work as a file.")}</p>
                    <button on:click=move |_| crate::state::files::save(workspace)>"Save file"</button>
                </div>
            }),
            _ => None,
        })}
    }
}

/// The chooser of the active scenario.
#[component]
fn ScenarioChoice() -> impl IntoView {
    let workspace = use_workspace();
    let options = memo(move || {
        let mut options = vec![("baseline".to_owned(), "Baseline".to_owned())];
        workspace.with_plan(|p| options.extend(p.scenarios.iter().map(|s| (s.id.to_string(), s.name.clone()))));
        options.push(("new".to_owned(), "New scenario".to_owned()));
        options
    });
    let value = memo(move || {
        workspace.with_plan(|p| p.active_scenario.map_or_else(|| "baseline".to_owned(), |id| id.to_string()))
    });
    let choose = Callback::new(move |key: String| match key.as_str() {
        "new" => workspace.add_scenario(),
        key => workspace.act(&Command::Activate(key.parse().ok().map(ScenarioId))),
    });
    view! { <Choice label="Scenario" quiet=true options=options value=value choose=choose/> }
}

/// A button for an action of the registry.
#[component]
fn ActionButton(id: &'static str) -> impl IntoView {
    let workspace = use_workspace();
    find(id).map(|action| {
        let title = action.shortcut.map(|s| format!("{} ({})", action.label, s.label()));
        view! {
            <button class="icon" aria-label=action.label title=title
                disabled=says(move || !(action.enabled)(workspace))
                on:click=move |_| (action.run)(workspace)>{action.icon}</button>
        }
    })
}

/// The save state in words: whether the plan is on disk.
#[component]
fn Saved() -> impl IntoView {
    let workspace = use_workspace();
    let text = move || match workspace.session.state.get() {
        SaveState::Saved(at) => format!("Saved {at}"),
        SaveState::Saving => "Saving…".to_owned(),
        SaveState::NotSaved(_) => "Not saved".to_owned(),
        SaveState::ReadOnly => "Not saved here: read-only".to_owned(),
        SaveState::Reading => {
            let saved = workspace.session.copy().and_then(|copy| copy.saved);
            saved.map_or_else(|| "For reading".to_owned(), |day| format!("For reading · {}", day.in_words()))
        }
    };
    let safe = move || !matches!(workspace.session.state.get(), SaveState::NotSaved(_) | SaveState::ReadOnly);
    view! { <span class="saved" class:unsafe=says(move || !safe()) role="status" aria-label="Save state">{text}</span> }
}
