//! Opportunities and initiatives by impact and effort.

use crate::state::workspace::use_workspace;
use crate::widgets::{ChartFigure, drawn};
use journey_output::chart::impact_effort;
use journey_plan::Grade;
use leptos::prelude::*;

/// The chart of opportunities and initiatives by impact and effort, and how to read it.
#[component]
pub fn Matrix() -> impl IntoView {
    let workspace = use_workspace();
    let chart = drawn(move |context| {
        let shares = workspace.with_forecast(|f| f.shares.by_initiative.clone()).unwrap_or_default();
        workspace.with_plan(|p| impact_effort(p, &shares, context))
    });
    view! {
        <div class="columns wide-left short">
            <ChartFigure chart=chart
                missing="Rate an opportunity’s impact and effort, or add an initiative, to see it here."/>
            <div class="card">
                <h2>"How to read it"</h2>
                <p>{format!("Opportunities stand where the room rated them, 1 to 5. Initiatives stand by money: their gain in this scenario and their cost over the horizon, each relative to the largest; that placing is ours ({}). Filled marks are initiatives, hollow ones opportunities.", Grade::C.letter())}</p>
            </div>
        </div>
    }
}
