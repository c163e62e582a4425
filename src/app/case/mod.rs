//! Case: what it costs, what it brings, and where the gain is made.

mod figures;
mod initiatives;

use super::experience::CAVEAT;
use super::view::Place;
use super::widgets::ChartFigure;
use super::workspace::use_workspace;
use crate::chart::{Frame, value_waterfall};
use leptos::prelude::*;

/// The screen.
#[component]
pub fn Case() -> impl IntoView {
    let workspace = use_workspace();
    let waterfall = Memo::new(move |_| {
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
        </div>
        <div class="columns wide-left">
            <ChartFigure chart=waterfall missing=missing/>
            <figures::CaseFigures/>
        </div>
        <initiatives::Initiatives/>
        <p class="caveat"><span class="grade" aria-hidden="true">"C"</span>{CAVEAT}</p>
    }
}
