//! What stands above the screens of a page that carries a plan.

use crate::state::copy::Copy;
use crate::state::workspace::{Workspace, use_workspace};
use crate::widgets::boxed::{live, memo};
use journey_output::exchange::living::Purpose;
use journey_plan::Plan;
use leptos::prelude::*;
use std::sync::Arc;

/// Says what kind of copy this is and what becomes of changes.
#[component]
pub fn CopyBanner() -> impl IntoView {
    let workspace = use_workspace();
    workspace.session.copy().map(|copy| {
        let day = copy.saved.map(|day| format!(" of {}", day.in_words())).unwrap_or_default();
        let words = match copy.purpose {
            Purpose::Reading => format!("This is a copy{day}, for reading: nothing in it can be changed."),
            Purpose::WhatIf => format!(
                "This is a copy{day}, to try things in. What you change stays in this browser; save a copy or a file to keep it or hand it on."
            ),
        };
        let of_copy = Arc::clone(&copy);
        let differs =
            memo(move || workspace.settled.with(|now| of_copy.plan().is_some_and(|saved| !is_same(saved, now))));
        view! {
            <div class="banner calm" role="note" aria-label="Copy">
                <p>{words}</p>
                {live(move || differs.get().then(|| {
                    let copy = Arc::clone(&copy);
                    view! { <button on:click=move |_| show_as_saved(workspace, &copy)>"Show it as it was saved"</button> }
                }))}
            </div>
        }
    })
}

/// Whether two plans are equal but for the scenario that is shown.
fn is_same(saved: &Plan, now: &Plan) -> bool {
    if saved.active_scenario == now.active_scenario {
        return saved == now;
    }
    Plan { active_scenario: now.active_scenario, ..saved.clone() } == *now
}

/// Goes back to the copy as it was made, as one step that can be undone.
fn show_as_saved(workspace: Workspace, copy: &Copy) {
    if let Some(plan) = copy.plan() {
        match workspace.restore(plan.clone()) {
            Ok(()) => workspace.say_done("The copy is shown as it was saved. Undo brings your changes back."),
            Err(refusal) => workspace.view.refuse(refusal.to_string()),
        }
    }
}
