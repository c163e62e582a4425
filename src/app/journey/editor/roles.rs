//! Which roles take part in a stage.

use crate::app::boxed::{each, memo};
use crate::app::workspace::use_workspace;
use journey_plan::{Command, Lane, Role, RoleId, Row, StageChange, StageId};
use leptos::html;
use leptos::prelude::*;

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
                <input type="checkbox" prop:checked=is_active
                    on:change=move |event| workspace.act(&Command::Stage(stage, StageChange::Active(id, event_target_checked(&event))))/>
                <span class="chip" style:--role=format!("var(--role-{})", colour + 1) dir="auto">{name}</span>
            </label>
        }
    };
    let node = NodeRef::<html::Input>::new();
    Effect::new(move || {
        if let Some(input) = node.get() {
            input.set_value(&start);
            let _ = input.focus();
            let end = input.value().encode_utf16().count() as u32;
            let _ = input.set_selection_range(end, end);
        }
    });
    let add = move |name: &str| {
        if name.trim().is_empty() {
            return;
        }
        // Through the cell's text: a name the plan knows is that role, any other one is a new role, in one step.
        let text = workspace.with_plan_untracked(|p| {
            let row = Row::Lane(Lane::Roles);
            p.stage(stage).map(|s| format!("{}\n{}", row.text(p, s), name.trim())).unwrap_or_default()
        });
        workspace.act(&Command::Write(vec![(Row::Lane(Lane::Roles), stage, text)]));
    };
    let take = move || {
        let Some(input) = node.get_untracked() else { return };
        let name = input.value();
        input.set_value("");
        add(&name);
    };
    // Usual members of a buying group that the plan does not name yet.
    let suggestions = move || {
        let free = Role::USUAL.into_iter().filter(|name| roles.with(|r| r.iter().all(|(_, known, _)| known != name)));
        free.map(|name| view! { <button class="suggestion" on:click=move |_| add(name)>{name}</button> }).collect_view()
    };
    view! {
        <div class="ticks">
            {each(move || roles.get(), tick)}
        </div>
        <input node_ref=node type="text" class="new-card" autocomplete="off" dir="auto"
            aria-label="Add a role" placeholder="Add a role and press Enter"
            on:keydown=move |event| match event.key().as_str() {
                "Enter" if !event.is_composing() => { event.prevent_default(); take(); }
                "Escape" => event_target::<web_sys::HtmlInputElement>(&event).set_value(""),
                _ => {}
            }
            on:blur=move |_| take()/>
        <div class="suggestions">{suggestions}</div>
    }
}
