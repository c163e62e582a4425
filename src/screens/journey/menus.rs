//! The menus of a stage and of a lane: everything that a key or a drag does, in words.

use super::keys::clear;
use super::state::{JourneyDialog, MapPosition, MapState, use_map};
use crate::state::keys::{self, MAP_KEYS, MapKey};
use crate::state::workspace::{Workspace, use_workspace};
use crate::widgets::{MenuEntry, MenuList};
use journey_plan::journey::cells::MapRow;
use journey_plan::{Command, Lane, LaneChange, PlanView, StageChange, StageId, ViewChange};
use leptos::prelude::*;

/// The menu that the map's state asks for.
#[component]
pub fn HeadMenu() -> impl IntoView {
    let (workspace, map) = (use_workspace(), use_map());
    let close = move |at: MapPosition| {
        Callback::new(move |()| {
            map.menu.set(None);
            map.focus(at);
        })
    };
    move || {
        map.menu.get().map(|open| {
            let at = open.at;
            let place = Some((open.x, open.y));
            let (label, entries) = match (at.row, at.stage) {
                (_, Some(stage)) => {
                    let label = format!("Stage menu: {}", map.stage_name(stage));
                    (label, Signal::derive(move || stage_entries(stage, map, workspace)))
                }
                (MapRow::Lane(lane), None) => {
                    let label = workspace.with_plan_untracked(|p| format!("Lane menu: {}", p.lane_label(lane)));
                    (label, Signal::derive(move || lane_entries(lane, map, workspace)))
                }
                _ => (String::new(), Signal::derive(Vec::new)),
            };
            view! { <MenuList label=label entries=entries close=close(at) place=place/> }
        })
    }
}

/// The key that does something on the map, as a menu shows it.
fn key(does: MapKey) -> String {
    keys::shown(&MAP_KEYS, does)
}

fn stage_entries(id: StageId, map: MapState, workspace: Workspace) -> Vec<MenuEntry> {
    let at = MapPosition::new(MapRow::Name, id);
    let stages = map.stages.get();
    let position = stages.iter().position(|s| *s == id).unwrap_or(0);
    let scenario = workspace.with_plan(|p| p.active_scenario);
    vec![
        MenuEntry::new("Rename", move || map.edit(at, None)).key(key(MapKey::Edit)),
        MenuEntry::new("Move left", move || map.move_stage(id, position.saturating_sub(1)))
            .key(key(MapKey::Rearrange(0, -1)))
            .enabled(position > 0),
        MenuEntry::new("Move right", move || map.move_stage(id, position + 1))
            .key(key(MapKey::Rearrange(0, 1)))
            .enabled(position + 1 < stages.len()),
        MenuEntry::new("Add a stage behind it", move || map.add_stage(Some(id))).key(key(MapKey::AddAfter)),
        MenuEntry::new("Duplicate", move || workspace.act(&Command::Stage(id, StageChange::Duplicate)))
            .key(key(MapKey::Duplicate)),
        MenuEntry::new("Steps…", move || map.panel.set(Some(JourneyDialog::Steps(id)))),
        MenuEntry::new("Use target as points", move || {
            workspace.act(&Command::UseTargetsAsPoints { scenario, stages: vec![id] });
        }),
        MenuEntry::new("Delete", move || clear(at, map, workspace)).key(key(MapKey::Clear)),
    ]
}

fn lane_entries(lane: Lane, map: MapState, workspace: Workspace) -> Vec<MenuEntry> {
    let at = MapPosition { row: MapRow::Lane(lane), stage: None };
    let is = |list: fn(&PlanView) -> &Vec<Lane>| map.seen.with(|seen| list(seen).contains(&lane));
    let (pinned, collapsed) = (is(|seen| &seen.pinned), is(|seen| &seen.collapsed));
    let look = move |change: ViewChange| workspace.look(&change);
    let duplicate = move || workspace.act(&Command::Lane(lane, LaneChange::Duplicate));
    let position = map.lane_position(lane);
    let mut entries = vec![
        MenuEntry::new("Rename", move || map.edit(at, None)).key(key(MapKey::Edit)),
        MenuEntry::new("Move up", move || map.move_lane(lane, position.saturating_sub(1)))
            .key(key(MapKey::Rearrange(-1, 0)))
            .enabled(position > 0),
        MenuEntry::new("Move down", move || map.move_lane(lane, position + 1)).key(key(MapKey::Rearrange(1, 0))),
        MenuEntry::new("Duplicate as texts", duplicate).key(key(MapKey::Duplicate)),
        MenuEntry::new("Pin under the stages", move || look(ViewChange::Pin(lane, !pinned))).ticked(pinned),
        MenuEntry::new("On one line", move || look(ViewChange::Collapse(lane, !collapsed))).ticked(collapsed),
        MenuEntry::new("Hide", move || map.hide_lane(lane)),
    ];
    if lane == Lane::Experience {
        let numbers = map.seen.with(|seen| seen.numbers);
        entries.push(MenuEntry::new("Numbers per role", move || look(ViewChange::Numbers(!numbers))).ticked(numbers));
    }
    if matches!(lane, Lane::Custom(_)) {
        entries.push(MenuEntry::new("Delete", move || clear(at, map, workspace)).key(key(MapKey::Clear)));
    }
    entries
}
