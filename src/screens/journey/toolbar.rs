//! What stands above the map: views, filters, density, search, and adding.

use super::state::{JourneyDialog, JourneyView, MapState, use_map};
use crate::state::workspace::{Workspace, use_workspace};
use crate::widgets::boxed::{live, memo, says};
use crate::widgets::{MenuButton, MenuEntry};
use journey_plan::number::pen::{Noun, Pen};
use journey_plan::{Command, LaneChange};
use leptos::prelude::*;

/// The toolbar above the map.
#[component]
pub fn Toolbar() -> impl IntoView {
    let (workspace, map) = (use_workspace(), use_map());
    let roles_label = move || {
        let all = workspace.with_plan(|p| p.roles.len());
        map.roles.get().map_or_else(
            || "Roles: all".to_owned(),
            |r| format!("Roles: {} of {}", Pen::PLAIN.whole(r.len()), Pen::PLAIN.whole(all)),
        )
    };
    let lanes_label = move || {
        let (shown, all) = workspace.with_plan(|p| (p.lanes.iter().filter(|r| !r.hidden).count(), p.lanes.len()));
        if shown == all {
            "Lanes: all".to_owned()
        } else {
            format!("Lanes: {} of {}", Pen::PLAIN.whole(shown), Pen::PLAIN.whole(all))
        }
    };
    view! {
        <div class="toolbar">
            <div class="looks" role="group" aria-label="View">
                {JourneyView::ALL.map(|look| view! {
                    <button aria-pressed=says(move || (map.look.get() == look).to_string())
                        on:click=move |_| map.look.set(look)>{look.label()}</button>
                }).collect_view()}
            </div>
            <MenuButton label=Signal::derive(roles_label) entries=Signal::derive(move || role_entries(map, workspace))/>
            <MenuButton label=Signal::derive(lanes_label) entries=Signal::derive(move || lane_entries(workspace))/>
            <MenuButton label="Display" entries=Signal::derive(move || display_entries(map))/>
            <MenuButton label="More" entries=Signal::derive(move || more_entries(map, workspace))/>
            <SearchField/>
            <span class="grow"></span>
            <button on:click=move |_| map.add_lane()>"Add lane"</button>
            <button on:click=move |_| map.add_stage(None)>"Add stage"</button>
        </div>
    }
}

fn role_entries(map: MapState, workspace: Workspace) -> Vec<MenuEntry> {
    let roles = workspace.with_plan(|p| p.roles.iter().map(|r| (r.id, r.name.clone())).collect::<Vec<_>>());
    let shown = map.roles.get();
    let mut entries = vec![MenuEntry::new("All roles", move || map.show_all_roles()).ticked(shown.is_none())];
    entries.extend(roles.into_iter().map(|(id, name)| {
        let is_shown = shown.as_ref().is_none_or(|s| s.contains(&id));
        MenuEntry::new(name, move || map.filter_role(id)).ticked(is_shown)
    }));
    entries.push(MenuEntry::new("Edit roles…", move || map.panel.set(Some(JourneyDialog::Roles))));
    entries
}

fn lane_entries(workspace: Workspace) -> Vec<MenuEntry> {
    workspace.with_plan(|p| {
        p.lanes
            .iter()
            .map(|row| {
                let (lane, hidden) = (row.lane, row.hidden);
                let toggle = move || workspace.act(&Command::Lane(lane, LaneChange::Hide(!hidden)));
                MenuEntry::new(row.label(), toggle).ticked(!hidden)
            })
            .collect()
    })
}

fn display_entries(map: MapState) -> Vec<MenuEntry> {
    let preferences = map.preferences.get();
    vec![
        MenuEntry::new("Compact", move || map.prefer(|p| p.compact = !p.compact)).ticked(preferences.compact),
        MenuEntry::new("Fit to width", move || map.prefer(|p| p.fit = !p.fit)).ticked(preferences.fit),
        MenuEntry::new("Scores as numbers", move || map.prefer(|p| p.numbers = !p.numbers)).ticked(preferences.numbers),
    ]
}

fn more_entries(map: MapState, workspace: Workspace) -> Vec<MenuEntry> {
    let (scenario, stages) =
        workspace.with_plan(|p| (p.active_scenario, p.stages.iter().map(|s| s.id).collect::<Vec<_>>()));
    vec![
        MenuEntry::new("Roles…", move || map.panel.set(Some(JourneyDialog::Roles))),
        MenuEntry::new("Stage weights…", move || map.panel.set(Some(JourneyDialog::Weights))),
        MenuEntry::new("Use targets as points", move || {
            workspace.act(&Command::UseTargetsAsPoints { scenario, stages: stages.clone() });
        }),
        MenuEntry::new("Copy from another plan…", move || map.panel.set(Some(JourneyDialog::CopyParts))),
    ]
}

/// Looks for words in the cells; Enter goes from hit to hit.
#[component]
fn SearchField() -> impl IntoView {
    let (workspace, map) = (use_workspace(), use_map());
    let hits = memo(move || map.hits().len());
    let next = StoredValue::new(0_usize);
    let go = move || {
        let hits = untrack(|| map.hits());
        let Some(hit) = hits.get(next.get_value() % hits.len().max(1)) else { return };
        workspace.view.say(format!("Hit {}", Pen::PLAIN.nth_of(next.get_value() % hits.len(), hits.len())));
        next.update_value(|n| *n += 1);
        map.focus(super::state::MapPosition::new(hit.row, hit.stage));
    };
    view! {
        <div class="search">
            <input type="search" aria-label="Search the map" placeholder="Search" autocomplete="off"
                prop:value=map.words
                on:input=move |event| { next.set_value(0); map.words.set(event_target_value(&event)); }
                on:keydown=move |event| match event.key().as_str() {
                    "Enter" => { event.prevent_default(); go(); }
                    "Escape" => map.words.set(String::new()),
                    _ => {}
                }/>
            <span class="quiet" aria-live="polite">
                {live(move || map.words.with(|w| !w.trim().is_empty()).then(|| match hits.get() {
                    0 => "nothing".to_owned(),
                    n => workspace.pen.get().count(n, Noun("cell", "cells")),
                }))}
            </span>
        </div>
    }
}
