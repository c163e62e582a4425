//! Opportunities and initiatives by impact and effort.

use super::state::use_map;
use crate::app::view::Place;
use crate::app::widgets::ChartFigure;
use crate::app::workspace::use_workspace;
use crate::chart::{Frame, impact_effort};
use leptos::prelude::*;

/// See the module.
#[component]
pub fn Matrix() -> impl IntoView {
    let (workspace, map) = (use_workspace(), use_map());
    let chart = Memo::new(move |_| {
        let width = workspace.view.chart_width(Place::WideLeft);
        let shares = workspace.with_forecast(|f| f.shares.by_initiative.clone()).unwrap_or_default();
        workspace.with_plan(|p| impact_effort(p, &shares, &Frame::new(width, p)))
    });
    let selected = move || {
        let at = map.active.get();
        at.stage.map(|id| format!("Selected on the map: “{}”", map.stage_name(id)))
    };
    view! {
        <div class="columns wide-left">
            <ChartFigure chart=Signal::derive(move || chart.get())
                missing="Rate an opportunity’s impact and effort, or add an initiative, to see it here."/>
            <div class="card">
                <h2>"How to read it"</h2>
                <p>"Opportunities stand where the room rated them, 1 to 5. Initiatives stand by money: their gain in this scenario and their cost over the horizon, each relative to the largest; that placing is ours (C)."</p>
                <p class="quiet">{selected}</p>
            </div>
        </div>
    }
}
