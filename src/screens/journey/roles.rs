//! The roles of the buying group: names, colours, weights, order.

use super::state::use_map;
use crate::state::workspace::{Workspace, use_workspace};
use crate::widgets::boxed::{each, memo, says};
use crate::widgets::{Field, Modal, NumberField, Pick, TextField};
use journey_plan::number::pen::Pen;
use journey_plan::number::text::NumberUnit;
use journey_plan::{Command, Role, RoleChange, RoleId, Scale, SettingChange};
use leptos::prelude::*;
use std::sync::Arc;

/// The dialog with the roles of the buying group.
#[component]
pub fn RolesPanel() -> impl IntoView {
    let (workspace, map) = (use_workspace(), use_map());
    let roles = memo(move || workspace.with_plan(|p| p.roles.iter().map(|r| r.id).collect::<Vec<_>>()));
    let add = move |_| {
        let name = workspace.with_plan_untracked(|p| {
            let free = Role::USUAL.into_iter().find(|name| p.roles.iter().all(|r| r.name != *name));
            free.map_or_else(|| format!("Role {}", Pen::PLAIN.whole(p.roles.len() + 1)), str::to_owned)
        });
        workspace.act(&Command::AddRole { name });
    };
    let label = move |end: usize, name: &'static str| {
        view! {
            <label class="field"><span>{name}</span>
                <TextField label=name key=format!("scale label {}", Pen::PLAIN.whole(end)) placeholder="in words"
                    read=Arc::new(move |w: Workspace| w.with_plan(|p| p.settings.scale_labels.get(end).cloned().unwrap_or_default()))
                    command=Arc::new(move |text| Command::Set(SettingChange::ScaleLabel(end, text)))/>
            </label>
        }
    };
    view! {
        <Modal title="Roles" close=Callback::new(move |()| map.panel.set(None))>
            <p class="quiet">"The members of the buying group. A role’s weight counts in the score of every stage it takes part in."</p>
            <ol class="role-list">
                {each(move || roles.get(), move |id| view! { <RoleRow id=id roles=roles/> })}
            </ol>
            <p class="buttons"><button on:click=add>"Add role"</button></p>
            <h3>"Scale of the scores"</h3>
            <div class="form">
                <Pick label="Scale" options=Scale::ALL.map(|s| (s, s.label())).to_vec()
                    value=Signal::derive(move || Some(workspace.with_plan(|p| p.settings.scale)))
                    choose=Callback::new(move |scale: Option<Scale>| {
                        if let Some(scale) = scale {
                            workspace.act(&Command::Set(SettingChange::Scale(scale)));
                        }
                    })/>
                {label(0, "Its lower end means")}
                {label(1, "Its upper end means")}
            </div>
        </Modal>
    }
}

#[component]
fn RoleRow(id: RoleId, roles: Memo<Vec<RoleId>>) -> impl IntoView {
    let workspace = use_workspace();
    let name = memo(move || workspace.with_plan(|p| p.role(id).map(|r| r.name.clone()).unwrap_or_default()));
    let colour = move || workspace.with_plan(|p| p.role(id).map_or(0, |r| r.colour));
    let act = move |change: RoleChange| workspace.act(&Command::Role(id, change));
    let position = move || roles.with(|r| r.iter().position(|r| *r == id).unwrap_or(0));
    let weight = Field::required(
        format!("role weight {id}"),
        NumberUnit::Plain,
        move |w: Workspace| w.with_plan(|p| p.role(id).map(|r| r.weight)),
        move |weight| Command::Role(id, RoleChange::Weight(weight)),
    );
    view! {
        <li>
            <button class="swatch" style:--role=says(move || format!("var(--role-{})", colour() + 1))
                aria-label=says(move || format!("Colour of {}: {} of {}", name.get(), colour() + 1, Role::COLOURS))
                title="Next colour"
                on:click=move |_| act(RoleChange::Colour(untrack(colour) + 1))></button>
            <TextField label=Signal::derive(move || format!("Role: {}", name.get())) key=format!("role {id} name")
                read=Arc::new(move |w: Workspace| w.with_plan(|p| p.role(id).map(|r| r.name.clone()).unwrap_or_default()))
                command=Arc::new(move |name| Command::Role(id, RoleChange::Name(name)))/>
            <NumberField label="Weight" field=weight/>
            <span class="card-tools">
                <button class="icon" aria-label=says(move || format!("Move up: {}", name.get())) disabled=says(move || position() == 0)
                    on:click=move |_| act(RoleChange::MoveTo(untrack(position) - 1))>"↑"</button>
                <button class="icon" aria-label=says(move || format!("Move down: {}", name.get()))
                    disabled=says(move || position() + 1 == roles.with(Vec::len))
                    on:click=move |_| act(RoleChange::MoveTo(untrack(position) + 1))>"↓"</button>
                <button class="icon" aria-label=says(move || format!("Remove role {}", name.get()))
                    on:click=move |_| act(RoleChange::Remove)>"×"</button>
            </span>
        </li>
    }
}
