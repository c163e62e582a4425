//! Equity: what the customer base is worth, year by year, and where that comes from.

mod benchmarks;
mod bridge;
mod by_year;
mod cohorts;
mod rests_on;
mod states;
mod turnover;

use crate::state::workspace::use_workspace;
use leptos::prelude::*;

/// The Equity screen.
#[component]
pub fn EquityScreen() -> impl IntoView {
    let workspace = use_workspace();
    let no_forecast = move || {
        let reason = workspace.projection.with(|p| p.forecast.as_ref().err().map(|reason| workspace.why(reason)));
        reason.map(|r| view! { <p class="note warn" role="status">{format!("No forecast yet. {r}")}</p> })
    };
    view! {
        <div class="screen-head">
            <h1>"Equity"</h1>
            <p>"What the customer base is worth, year by year, and where that comes from."</p>
        </div>
        {no_forecast}
        <by_year::ByYear/>
        <bridge::BridgePanel/>
        <turnover::Turnover/>
        <cohorts::Cohorts/>
        <states::States/>
        <benchmarks::Benchmarks/>
        <rests_on::RestsOn/>
    }
}
