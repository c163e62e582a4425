//! The editors of cells that hold more than a text: a dialog beside the cell, with what the lane asks for.

mod cards;
mod details;
mod roles;
mod scores;

use super::budget::BudgetEditor;
use super::state::{MapPosition, use_map};
use crate::state::workspace::use_workspace;
use crate::widgets::Modal;
use crate::widgets::boxed::memo;
use cards::CardsEditor;
use journey_plan::journey::cells::MapRow;
use journey_plan::{Lane, LaneKind, StageId};
use leptos::prelude::*;
use roles::RolesEditor;
use scores::ScoresEditor;

/// The dialog of the cell being edited, where the cell holds more than a text.
#[component]
pub fn CellEditor() -> impl IntoView {
    let map = use_map();
    let open = memo(move || {
        let editing = map.editing.get()?;
        let MapRow::Lane(lane) = editing.at.row else { return None };
        let is_here =
            matches!(lane.kind(), LaneKind::Cards | LaneKind::Roles | LaneKind::Experience | LaneKind::Budget);
        Some((editing.at, lane, editing.at.stage?, editing.start)).filter(|_| is_here)
    });
    move || open.get().map(|(at, lane, stage, start)| view! { <CellDialog at=at lane=lane stage=stage start=start/> })
}

#[component]
fn CellDialog(at: MapPosition, lane: Lane, stage: StageId, start: Option<String>) -> impl IntoView {
    let (workspace, map) = (use_workspace(), use_map());
    let title = workspace.with_plan_untracked(|p| {
        format!("{}, {}", p.lane_label(lane), p.stage(stage).map(|s| s.name.clone()).unwrap_or_default())
    });
    let selector = format!("[data-at='{}']", at.key());
    let cell = map.table.get_untracked().and_then(|t| t.query_selector(&selector).ok().flatten());
    let near = cell.map(|c| c.get_bounding_client_rect());
    let start = start.unwrap_or_default();
    view! {
        <Modal title=title near=near close=Callback::new(move |()| map.done())>
            <p class="quiet">{lane.prompt()}</p>
            {match lane.kind() {
                LaneKind::Cards => view! { <CardsEditor lane=lane stage=stage start=start/> }.into_any(),
                LaneKind::Roles => view! { <RolesEditor stage=stage start=start/> }.into_any(),
                LaneKind::Experience => view! { <ScoresEditor stage=stage/> }.into_any(),
                LaneKind::Budget => view! { <BudgetEditor id=stage/> }.into_any(),
                LaneKind::Text | LaneKind::Money | LaneKind::Rule => ().into_any(),
            }}
        </Modal>
    }
}
