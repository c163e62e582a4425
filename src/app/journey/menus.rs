//! The menus of a stage and of a lane: everything that a key or a drag does, in words.

use super::keys::clear;
use super::state::{At, MapState, Panel, use_map};
use crate::app::widgets::{Entry, MenuList};
use crate::app::workspace::{Workspace, use_workspace};
use journey_plan::journey::cells::Row;
use journey_plan::{Command, Lane, LaneChange, LaneRow, StageChange, StageId};
use leptos::prelude::*;

/// The menu that the map's state asks for.
#[component]
pub fn HeadMenu() -> impl IntoView {
    let (workspace, map) = (use_workspace(), use_map());
    let close = move |at: At| {
        Callback::new(move |back: bool| {
            map.menu.set(None);
            if back {
                map.focus(at);
            }
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
                (Row::Lane(lane), None) => {
                    let label = workspace.with_plan_untracked(|p| format!("Lane menu: {}", p.lane_label(lane)));
                    (label, Signal::derive(move || lane_entries(lane, map, workspace)))
                }
                _ => (String::new(), Signal::derive(Vec::new)),
            };
            view! { <MenuList label=label entries=entries close=close(at) place=place/> }
        })
    }
}

fn stage_entries(id: StageId, map: MapState, workspace: Workspace) -> Vec<Entry> {
    let at = At::new(Row::Name, id);
    let stages = map.stages.get();
    let position = stages.iter().position(|s| *s == id).unwrap_or(0);
    let scenario = workspace.with_plan(|p| p.active_scenario);
    vec![
        Entry::new("Rename", move || map.edit(at, None)).key("Enter"),
        Entry::new("Move left", move || map.move_stage(id, position.saturating_sub(1)))
            .key("Alt+Shift+←")
            .enabled(position > 0),
        Entry::new("Move right", move || map.move_stage(id, position + 1))
            .key("Alt+Shift+→")
            .enabled(position + 1 < stages.len()),
        Entry::new("Add a stage behind it", move || map.add_stage(Some(id))).key("Insert"),
        Entry::new("Duplicate", move || workspace.act(&Command::Stage(id, StageChange::Duplicate))).key("Ctrl+D"),
        Entry::new("Steps…", move || map.panel.set(Some(Panel::Steps(id)))),
        Entry::new("Use target as points", move || {
            workspace.act(&Command::UseTargetsAsPoints { scenario, stages: vec![id] });
        }),
        Entry::new("Delete", move || clear(at, map, workspace)).key("Del"),
    ]
}

fn lane_entries(lane: Lane, map: MapState, workspace: Workspace) -> Vec<Entry> {
    let at = At { row: Row::Lane(lane), stage: None };
    let row = workspace.with_plan(|p| p.lane(lane).cloned()).unwrap_or_else(|| LaneRow::of(lane));
    let act = move |change: LaneChange| workspace.act(&Command::Lane(lane, change));
    let position = map.lane_position(lane);
    let mut entries = vec![
        Entry::new("Rename", move || map.edit(at, None)).key("Enter"),
        Entry::new("Move up", move || map.move_lane(lane, position.saturating_sub(1)))
            .key("Alt+Shift+↑")
            .enabled(position > 0),
        Entry::new("Move down", move || map.move_lane(lane, position + 1)).key("Alt+Shift+↓"),
        Entry::new("Duplicate as texts", move || act(LaneChange::Duplicate)).key("Ctrl+D"),
        Entry::new("Pin under the stages", move || act(LaneChange::Pin(!row.pinned))).ticked(row.pinned),
        Entry::new("On one line", move || act(LaneChange::Collapse(!row.collapsed))).ticked(row.collapsed),
        Entry::new("Hide", move || {
            map.step(-1, 0);
            act(LaneChange::Hide(true));
        }),
    ];
    if lane == Lane::Experience {
        entries.push(
            Entry::new("Numbers per role", move || map.prefer(|p| p.numbers = !p.numbers))
                .ticked(map.preferences.with(|p| p.numbers)),
        );
    }
    if matches!(lane, Lane::Custom(_)) {
        entries.push(Entry::new("Delete", move || clear(at, map, workspace)).key("Del"));
    }
    entries
}
