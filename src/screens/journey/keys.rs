//! The keyboard of the map: one tab stop, arrows between cells, and a key for everything a drag can do.

use super::inline::write;
use super::state::{MapPosition, MapState, OpenMenu};
use crate::state::keys::{self, MAP_KEYS, MapKey};
use crate::state::shortcut::written;
use crate::state::workspace::Workspace;
use journey_plan::journey::cells::MapRow;
use journey_plan::{Command, Lane, LaneChange, LaneKind, StageChange};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Handles a key press on the map; returns whether the key was taken.
pub fn handle(event: &web_sys::KeyboardEvent, map: MapState, workspace: Workspace) -> bool {
    if map.editing.with_untracked(Option::is_some) || is_in_field(event) {
        return false;
    }
    let at = map.active.get_untracked();
    match keys::pressed(&MAP_KEYS, event) {
        Some(MapKey::Step(rows, columns)) => map.step(rows, columns),
        Some(MapKey::Edit) => map.edit(at, None),
        Some(MapKey::Clear) => clear(at, map, workspace),
        Some(MapKey::Duplicate) => duplicate(at, map, workspace),
        Some(MapKey::AddAfter) => add_after(at, map),
        Some(MapKey::Rearrange(rows, columns)) => rearrange(rows, columns, at, map),
        Some(MapKey::OpenMenu) => open_menu(at, map),
        Some(MapKey::GiveUp) => workspace.drop_draft(&at.key()),
        Some(MapKey::Nothing) => {}
        None => match written(event).filter(|typed| typed != " ") {
            Some(typed) => map.edit(at, Some(typed)),
            None => return false,
        },
    }
    true
}

/// Whether the key was pressed in a field or on a button inside a cell, which have keys of their own.
fn is_in_field(event: &web_sys::KeyboardEvent) -> bool {
    let target = event.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|t| t.closest("input, textarea, select, button, [role=slider]").ok().flatten().is_some())
}

/// Moves the stage by columns, or the lane by rows.
fn rearrange(rows: isize, columns: isize, at: MapPosition, map: MapState) {
    match (at.stage, at.row) {
        (Some(stage), _) if columns != 0 => {
            let Some(position) = map.stages.with_untracked(|s| s.iter().position(|id| *id == stage)) else { return };
            map.move_stage(stage, position.saturating_add_signed(columns));
        }
        (_, MapRow::Lane(lane)) if rows != 0 => {
            map.move_lane(lane, map.lane_position(lane).saturating_add_signed(rows));
        }
        _ => return,
    }
    map.focus(at);
}

fn duplicate(at: MapPosition, map: MapState, workspace: Workspace) {
    match (at.stage, at.row) {
        (Some(stage), _) => workspace.act(&Command::Stage(stage, StageChange::Duplicate)),
        (None, MapRow::Lane(lane)) => workspace.act(&Command::Lane(lane, LaneChange::Duplicate)),
        _ => return,
    }
    map.focus(at);
}

/// Adds a stage behind this one; from the column of the lanes' names, adds a lane.
fn add_after(at: MapPosition, map: MapState) {
    match at.stage {
        Some(stage) => map.add_stage(Some(stage)),
        None => map.add_lane(),
    }
}

/// Empties a cell; on a head it removes the stage or the lane. Undo brings everything back.
pub fn clear(at: MapPosition, map: MapState, workspace: Workspace) {
    match (at.row, at.stage) {
        (MapRow::Name, Some(stage)) => {
            let stages = map.stages.get_untracked();
            let position = stages.iter().position(|id| *id == stage).unwrap_or(0);
            let neighbour = stages.get(position + 1).or_else(|| stages.get(position.checked_sub(1)?)).copied();
            if !workspace.takes(&Command::Stage(stage, StageChange::Remove)) {
                return;
            }
            map.focus(MapPosition { row: MapRow::Name, stage: neighbour });
        }
        (MapRow::Lane(lane), None) => {
            if !matches!(lane, Lane::Custom(_)) {
                map.hide_lane(lane);
            } else if workspace.takes(&Command::Lane(lane, LaneChange::Remove)) {
                map.step(-1, 0);
            }
        }
        (MapRow::Lane(lane), Some(_)) if lane.kind() == LaneKind::Money => {}
        (_, Some(_)) => {
            write(workspace, at, "");
            workspace.typed();
        }
        _ => {}
    }
}

/// Opens the menu of the stage or the lane under its head.
pub fn open_menu(at: MapPosition, map: MapState) {
    let head = match at.stage {
        Some(_) => MapPosition { row: MapRow::Name, stage: at.stage },
        None => at,
    };
    let Some(cell) = map.element(head) else { return };
    let place = cell.get_bounding_client_rect();
    map.choose(head);
    map.menu.set(Some(OpenMenu { at: head, x: place.left() + 8.0, y: place.bottom().min(place.top() + 40.0) }));
}
