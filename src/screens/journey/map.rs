//! The map: stages are columns, lanes are rows.

use super::cell::MapCell;
use super::clipboard::{copied, paste};
use super::drag::Dragging;
use super::heads::{LaneHead, StageHead};
use super::keys;
use super::state::{MapPosition, MapState, use_map};
use crate::state::workspace::{Travelled, Workspace, use_workspace};
use crate::widgets::boxed::{each, in_turn, says};
use crate::widgets::{Frame, mark_changes};
use journey_plan::journey::cells::MapRow;
use journey_plan::{Lane, Stage, StageId};
use leptos::prelude::*;
use std::sync::Arc;

/// Narrowest column of a stage in CSS pixels, unless all are to fit into the window.
const NARROWEST: u32 = 160;

/// The frame of the stages' columns; a context.
#[derive(Clone, Copy)]
pub struct StagesFrame(Frame);

impl StagesFrame {
    fn new() -> Self {
        Self(Frame::without(|ruler| {
            let rail = ruler.parent_element().and_then(|map| map.query_selector(".corner").ok().flatten());
            rail.map_or(0.0, |rail| rail.get_bounding_client_rect().width())
        }))
    }

    /// Width of a stage's column, reactively; `None` until it is measured.
    pub fn stage(self, map: MapState) -> Option<u32> {
        let count = map.stages.with(Vec::len).max(1) as u32;
        let even = self.0.width()? / count;
        Some(if map.seen.with(|seen| seen.fit) { even.max(60) } else { even.max(NARROWEST) })
    }
}

/// The map of stages and lanes.
#[component]
pub fn Map() -> impl IntoView {
    let (workspace, map) = (use_workspace(), use_map());
    let dragging = Dragging::new(map, workspace);
    let stages = map.stages;
    let frame = StagesFrame::new();
    provide_context(frame);
    mark_changes(move |travelled| map.element(changed(travelled, &map.rows.get_untracked())?));
    let shown_stages = in_turn(12, move || stages.get());
    // One memo per stage: the cells of a column follow it, and the other columns rest.
    let column = move |id: StageId| {
        Memo::new_with_compare(
            move |_| workspace.with_plan(|p| p.stages.iter().find(|s| s.id == id).map(Arc::clone)),
            |old: Option<&Option<Arc<Stage>>>, new: Option<&Option<Arc<Stage>>>| match (
                old.and_then(Option::as_ref),
                new.and_then(Option::as_ref),
            ) {
                (Some(old), Some(new)) => !Arc::ptr_eq(old, new),
                (old, new) => old.is_some() != new.is_some(),
            },
        )
    };
    let columns = StoredValue::new(Vec::<(StageId, Memo<Option<Arc<Stage>>>)>::new());
    let owner = Owner::current();
    let column_of = move |id: StageId| {
        let known = columns.with_value(|c| c.iter().find(|(known, _)| *known == id).map(|(_, memo)| *memo));
        known.unwrap_or_else(|| {
            // It belongs to the map, not to the row that happened to ask first.
            let memo = owner.as_ref().map_or_else(|| column(id), |owner| owner.with(|| column(id)));
            columns.update_value(|c| c.push((id, memo)));
            memo
        })
    };
    let rows = move |pinned: bool| {
        let count = map.pinned.get();
        map.rows.with(|rows| {
            let (skip, take) = if pinned { (0, count) } else { (count, usize::MAX) };
            rows.iter().skip(skip).take(take).copied().collect()
        })
    };
    let line = {
        let column_of = column_of.clone();
        move |row: MapRow| {
            let column_of = column_of.clone();
            view! { <LaneLine row=row dragging=dragging stages=shown_stages column_of=Arc::new(column_of)/> }
        }
    };
    let pinned_line = line.clone();
    // The least a column takes; beyond that all share the width evenly.
    let least = move || format!("{}px", if map.seen.with(|p| p.fit) { 0 } else { NARROWEST });
    let is_wide = move || frame.stage(map) == Some(NARROWEST);
    view! {
        <div class="map-scroll" class:compact=says(move || map.seen.with(|p| p.compact)) class:wide=says(is_wide)>
            <div class="ruler" node_ref=frame.0.ruler></div>
            <table class="map" role="grid" aria-label="Journey map" node_ref=map.table
                style:--stage=least style:--stages=says(move || stages.with(Vec::len).to_string())
                on:keydown=move |event| if keys::handle(&event, map, workspace) { event.prevent_default(); event.stop_propagation(); }
                on:contextmenu=move |event| {
                    if on_cell(&event) {
                        event.prevent_default();
                        keys::open_menu(map.active.get_untracked(), map);
                    }
                }
                on:copy=move |event| if hand_over(&event, map, workspace) { event.prevent_default(); }
                on:cut=move |event| if hand_over(&event, map, workspace) {
                    event.prevent_default();
                    let at = map.active.get_untracked();
                    if at.row != MapRow::Name && at.stage.is_some() {
                        keys::clear(at, map, workspace);
                    }
                }
                on:paste=move |event| {
                    let text = event.clipboard_data().and_then(|d| d.get_data("text/plain").ok());
                    if let Some(text) = text.filter(|_| map.editing.with_untracked(Option::is_none)) {
                        event.prevent_default();
                        paste(map, workspace, &text);
                    }
                }>
                <thead>
                    <tr role="row">
                        <td class="corner"></td>
                        {each(move || shown_stages.get(), move |id| view! { <StageHead id=id dragging=dragging/> })}
                    </tr>
                    {each(move || rows(true), pinned_line)}
                </thead>
                <tbody>{each(move || rows(false), line)}</tbody>
            </table>
        </div>
    }
}

/// The first cell or head that a step through the history changed.
fn changed(Travelled { from, to }: &Travelled, rows: &[MapRow]) -> Option<MapPosition> {
    for (index, stage) in to.stages.iter().enumerate() {
        let Some(before) = from.stage(stage.id).filter(|_| from.stages.get(index).is_some_and(|s| s.id == stage.id))
        else {
            return Some(MapPosition::new(MapRow::Name, stage.id));
        };
        let differs = |row: &&MapRow| row.text(from, before) != row.text(to, stage);
        if let Some(row) = std::iter::once(&MapRow::Name).chain(rows).find(differs) {
            return Some(MapPosition::new(*row, stage.id));
        }
    }
    let moved = to.lanes.iter().zip(&from.lanes).find(|(now, before)| now != before).map(|(now, _)| now);
    let lane = moved.or_else(|| to.lanes.get(from.lanes.len()))?.lane;
    Some(MapPosition { row: MapRow::Lane(lane), stage: None })
}

type ColumnOf = Arc<dyn Fn(StageId) -> Memo<Option<Arc<Stage>>> + Send + Sync>;

/// A row of the map, with the columns of `stages`.
#[component]
fn LaneLine(row: MapRow, dragging: Dragging, stages: Memo<Vec<StageId>>, column_of: ColumnOf) -> impl IntoView {
    let (workspace, map) = (use_workspace(), use_map());
    if row == MapRow::Lane(Lane::LineOfVisibility) {
        let name = move || workspace.with_plan(|p| p.lane_label(Lane::LineOfVisibility).to_owned());
        return view! {
            <tr class="visibility" role="presentation">
                <td role="presentation" colspan=says(move || stages.with(Vec::len) + 1)><span>{name}</span></td>
            </tr>
        }
        .into_any();
    }
    let is_collapsed = move || match row {
        MapRow::Lane(lane) => map.seen.with(|seen| seen.collapsed.contains(&lane)),
        MapRow::Name | MapRow::Score(_) => false,
    };
    let is_money = matches!(row, MapRow::Lane(Lane::ValueAtStake | Lane::ScenarioGain));
    view! {
        <tr role="row" class:collapsed=is_collapsed class:money-lane=is_money class:score-lane=matches!(row, MapRow::Score(_))>
            <LaneHead row=row dragging=dragging/>
            {each(move || stages.get(), move |id| view! { <MapCell row=row id=id stage=column_of(id)/> })}
        </tr>
    }
    .into_any()
}

/// Puts the active cell on the clipboard, unless a text is being edited; returns whether it did.
fn hand_over(event: &web_sys::ClipboardEvent, map: MapState, workspace: Workspace) -> bool {
    let is_free = map.editing.with_untracked(Option::is_none);
    let Some(data) = event.clipboard_data().filter(|_| is_free) else { return false };
    data.set_data("text/plain", &copied(map, workspace)).is_ok()
}

/// Whether an event happened on a cell and not in an editor.
fn on_cell(event: &web_sys::MouseEvent) -> bool {
    use wasm_bindgen::JsCast;
    let target = event.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|t| t.closest("textarea, input").ok().flatten().is_none())
}
