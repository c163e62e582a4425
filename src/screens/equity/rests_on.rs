//! What the forecast rests on.

use crate::state::workspace::use_workspace;
use crate::widgets::format::money;
use leptos::prelude::*;

/// Sentences about the present value and the assumptions behind it.
#[component]
pub fn RestsOn() -> impl IntoView {
    let workspace = use_workspace();
    let notes = move || {
        let notes = workspace.with_forecast(|f| f.notes.clone()).unwrap_or_default();
        let value = workspace.with_forecast(|f| f.present_value).ok();
        let horizon = workspace.with_plan(|p| p.settings.horizon);
        let revenue = workspace.with_forecast(|f| f.in_revenue_terms).unwrap_or(false);
        let refined = workspace.with_plan(|p| p.settings.refined);
        let margin = match (revenue, refined) {
            (true, _) => "in revenue terms, because a segment lacks its gross margin",
            (false, true) => "after gross margin, as the bars are",
            (false, false) => "after gross margin (the bars are as published, before it)",
        };
        let first = value.map(|v| {
            let v = workspace.with_plan(|p| money(p, v));
            format!("Present value {v} counts {horizon} years and nothing beyond, {margin}; no tax; prices are flat unless growth is entered.")
        });
        let pen = workspace.pen.get();
        first
            .into_iter()
            .chain(notes.iter().map(|note| note.written(pen)))
            .map(|n| view! { <li>{n}</li> })
            .collect_view()
    };
    view! {
        <section class="card" aria-label="What this rests on">
            <h2>"What this rests on"</h2>
            <ul class="list">{notes}</ul>
        </section>
    }
}
