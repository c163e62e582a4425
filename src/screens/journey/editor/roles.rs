//! The editor of the roles that take part in a stage.

use crate::state::workspace::use_workspace;
use crate::widgets::boxed::{each, memo, says};
use crate::widgets::{NewLine, take_tick};
use journey_plan::{Command, Lane, MapRow, Role, RoleId, StageChange, StageId};
use leptos::prelude::*;
use std::sync::Arc;

/// A tick per role of the plan, and a field for one it does not have yet.
#[component]
pub fn RolesEditor(stage: StageId, start: String) -> impl IntoView {
    let workspace = use_workspace();
    let roles = memo(move || {
        workspace.with_plan(|p| p.roles.iter().map(|r| (r.id, r.name.clone(), r.colour)).collect::<Vec<_>>())
    });
    let tick = move |(id, name, colour): (RoleId, String, u8)| {
        let is_active = move || workspace.with_plan(|p| p.stage(stage).is_some_and(|s| s.score(id).is_some()));
        view! {
            <label class="check">
                <input type="checkbox" disabled=says(move || workspace.is_read_only()) prop:checked=is_active
                    on:change=move |event| take_tick(workspace, &event, |on| Command::Stage(stage, StageChange::Active(id, on)))/>
                <span class="chip" style:--role=format!("var(--role-{})", colour + 1) dir="auto">{name}</span>
            </label>
        }
    };
    let add = move |name: &str| {
        // Through the cell's text: a name the plan knows is that role, any other one is a new role, in one step.
        let text = workspace.with_plan_untracked(|p| {
            let row = MapRow::Lane(Lane::Roles);
            p.stage(stage).map(|s| format!("{}\n{}", row.text(p, s), name.trim())).unwrap_or_default()
        });
        Command::Write(vec![(MapRow::Lane(Lane::Roles), stage, text)])
    };
    // Usual members of a buying group that the plan does not name yet.
    let suggestions = move || {
        let free = Role::USUAL.into_iter().filter(|name| roles.with(|r| r.iter().all(|(_, known, _)| known != name)));
        free.map(
            |name| view! { <button class="suggestion" on:click=move |_| workspace.act(&add(name))>{name}</button> },
        )
        .collect_view()
    };
    view! {
        <div class="ticks">
            {each(move || roles.get(), tick)}
        </div>
        <NewLine label="Add a role" placeholder="Add a role and press Enter" key=format!("new role {stage}") start=start
            take=Arc::new(move |text: &str| workspace.dispatch(&add(text)).map_err(|error| error.to_string()))/>
        <div class="suggestions">{suggestions}</div>
    }
}
