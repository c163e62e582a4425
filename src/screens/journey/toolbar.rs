//! What stands above the map: views, filters, density, search, and adding.

use super::state::{JourneyDialog, JourneyView, MapState, use_map};
use crate::state::workspace::{Workspace, use_workspace};
use crate::widgets::boxed::{live, memo, says};
use crate::widgets::{MenuButton, MenuEntry};
use journey_plan::number::pen::{Noun, Pen};
use journey_plan::{Command, LaneRow, PlanView, ViewChange};
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
        let (shown, all) = workspace.with_plan(|p| (p.shown_lanes().count(), p.lanes.len()));
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
            <MenuButton label="Display" entries=Signal::derive(move || display_entries(map, workspace))/>
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
    let entry = |row: &LaneRow, hidden: bool| {
        let lane = row.lane;
        MenuEntry::new(row.label(), move || workspace.look(&ViewChange::Hide(lane, !hidden))).ticked(!hidden)
    };
    workspace.with_plan(|p| p.lanes.iter().map(|row| entry(row, p.view.hidden.contains(&row.lane))).collect())
}

fn display_entries(map: MapState, workspace: Workspace) -> Vec<MenuEntry> {
    let PlanView { compact, fit, numbers, .. } = map.seen.get();
    let look = move |change: ViewChange| workspace.look(&change);
    vec![
        MenuEntry::new("Compact", move || look(ViewChange::Compact(!compact))).ticked(compact),
        MenuEntry::new("Fit to width", move || look(ViewChange::Fit(!fit))).ticked(fit),
        MenuEntry::new("Scores as numbers", move || look(ViewChange::Numbers(!numbers))).ticked(numbers),
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
            <input type="search" aria-label="Search the map" placeholder="Search" autocomplete="off" autocapitalize="off" enterkeyhint="search"
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
