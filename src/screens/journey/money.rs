//! The money lanes: what one more point is worth, and what the scenario gains, stage by stage, drawn on one scale.

use crate::state::workspace::{Workspace, use_workspace};
use crate::widgets::boxed::{live, memo, says};
use crate::widgets::format::money;
use crate::widgets::working::{self, worked};
use journey_engine::answers::journey_message;
use journey_engine::registry::FigureId;
use journey_plan::{Lane, StageId};
use leptos::prelude::*;

/// A stage's figure with its bar.
#[component]
pub fn Money(lane: Lane, id: StageId) -> impl IntoView {
    let workspace = use_workspace();
    let figure = figure(lane, id);
    let title = memo(move || working::name(workspace, figure));
    let of_stage = memo(move || value(workspace, id, lane));
    let text = move || {
        of_stage.get().map_or_else(
            || "–".to_owned(),
            |v| {
                workspace.with_plan(|p| match lane {
                    Lane::ValueAtStake => money(p, v),
                    _ => p.settings.pen().change(v),
                })
            },
        )
    };
    let remark = move || {
        let is_dearest = lane == Lane::ValueAtStake && dearest(workspace) == Some(id);
        if is_dearest { "dearest to leave" } else { "" }
    };
    let share = memo(move || {
        let largest = largest(workspace, lane);
        let share = of_stage.get().map_or(0.0, |v| if largest > 0.0 { v.abs() / largest } else { 0.0 });
        format!("{:.1}%", share * 100.0)
    });
    view! {
        <span class="money">{live(move || {
            let label = format!("Show the working: {}", title.get());
            worked(label, text, "-1", move || working::open(workspace, figure))
        })}</span>
        <small>{remark}</small>
        <span class="bar" class:negative=says(move || of_stage.get().is_some_and(|v| v < 0.0))
            aria-hidden="true" style:--share=share></span>
    }
}

/// The figure that a money lane has of a stage.
pub fn figure(lane: Lane, id: StageId) -> FigureId {
    if lane == Lane::ValueAtStake { FigureId::ValueAtStake(id) } else { FigureId::ValueByStage(id) }
}

/// Value of a stage's figure in a money lane.
pub fn value(workspace: Workspace, id: StageId, lane: Lane) -> Option<f64> {
    workspace.with_forecast(|f| f.stage_value(lane, id)).ok().flatten()
}

fn largest(workspace: Workspace, lane: Lane) -> f64 {
    let largest = workspace.with_forecast(|f| {
        let values = if lane == Lane::ValueAtStake { &f.value_at_stake } else { &f.shares.by_stage };
        values.iter().map(|v| v.value.abs()).fold(0.0, f64::max)
    });
    largest.unwrap_or(0.0)
}

/// The stage that one more point is worth most on, where the stages differ.
pub fn dearest(workspace: Workspace) -> Option<StageId> {
    workspace.with_forecast(journey_message::dearest).ok().flatten()
}
