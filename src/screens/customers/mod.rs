//! Customers: who they are, what they bring, and the drivers of the years ahead.

mod grid;
pub mod notes;
mod parts;
mod segment;
mod segment_form;
mod sheets;

use crate::state::workspace::use_workspace;
use crate::widgets::boxed::{each, in_turn};
use journey_plan::Command;
use leptos::prelude::*;

/// The Customers screen.
#[component]
pub fn CustomersScreen() -> impl IntoView {
    let workspace = use_workspace();
    let ids = in_turn(4, move || workspace.with_plan(|p| p.segments.iter().map(|s| s.id).collect::<Vec<_>>()));
    let problems = move || {
        let problems = workspace.projection.with(|p| p.problems.clone());
        let pen = workspace.pen.get();
        problems.iter().map(|p| view! { <p class="note warn" role="status">{p.written(pen)}</p> }).collect_view()
    };
    let add = move |_| {
        let count = workspace.with_plan_untracked(|p| p.segments.len());
        let years = crate::state::clock::past_years().collect();
        workspace.act(&Command::AddSegment { name: format!("Segment {}", count + 1), years });
    };
    view! {
        <div class="screen-head">
            <h1>"Customers"</h1>
            <p>"What happened in the past years, and what drives the years ahead. An empty cell is not zero."</p>
            <span class="grow"></span>
            <button on:click=move |_| workspace.act(&Command::AddYear)>"Add year"</button>
            <button on:click=add>"Add segment"</button>
        </div>
        {problems}
        {each(move || ids.get(), move |id| view! { <segment::SegmentCard id=id/> })}
    }
}
