//! Case: what it costs, what it brings, and where the gain is made.

mod figures;
mod initiatives;
mod levers;

use super::view::Place;
use super::widgets::{ChartFigure, TextField};
use super::workspace::{Workspace, use_workspace};
use crate::app::boxed::memo;
use crate::chart::{Frame, value_waterfall};
use crate::engine::experience_view::CAVEAT;
use crate::plan::{Command, ScenarioChange};
use leptos::prelude::*;
use std::sync::Arc;

/// The screen.
#[component]
pub fn Case() -> impl IntoView {
    let workspace = use_workspace();
    let waterfall = memo(move || {
        workspace.with_plan(|p| {
            let frame = Frame::new(workspace.view.chart_width(Place::WideLeft), p);
            workspace.with_forecast(|f| value_waterfall(p, f, &frame)).ok()
        })
    });
    let missing = Signal::derive(move || {
        workspace.with_forecast(|_| ()).err().map_or_else(String::new, |reason| reason.to_string())
    });
    view! {
        <div class="screen-head">
            <h1>"Case"</h1>
            <p>"What it costs, what it brings, and what would have to be true."</p>
            <span class="grow"></span>
            <ScenarioName/>
        </div>
        <div class="columns wide-left">
            <ChartFigure chart=waterfall missing=missing/>
            <figures::CaseFigures/>
        </div>
        <initiatives::Initiatives/>
        <levers::Levers/>
        <p class="caveat"><span class="grade" aria-hidden="true">"C"</span>{CAVEAT}</p>
    }
}

/// Name of the active scenario, and its removal.
#[component]
fn ScenarioName() -> impl IntoView {
    let workspace = use_workspace();
    let active = memo(move || workspace.with_plan(|p| p.active_scenario));
    let fields = move || {
        let id = active.get()?;
        Some(view! {
            <label class="field scenario-name"><span>"Scenario"</span>
                <TextField label="Scenario name"
                    read=Arc::new(move |w: Workspace| w.with_plan(|p| p.scenario(id).map(|s| s.name.clone()).unwrap_or_default()))
                    command=Arc::new(move |name| Command::Scenario(id, ScenarioChange::Name(name)))/>
            </label>
            <button class="quiet-button" on:click=move |_| workspace.act(&Command::Scenario(id, ScenarioChange::Remove))>"Remove scenario"</button>
        })
    };
    view! { {fields} }
}
