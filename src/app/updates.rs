//! New versions, and use without a network: what the page around the program says about both.

use super::session::Session;
use super::view::View;
use crate::app::boxed::{Show, live};
use crate::storage::host;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Whether a new version waits, and the way to it. Nothing is loaded anew before the plan is on disk and the user asks.
#[component]
pub fn UpdateBanner(session: Session) -> impl IntoView {
    let waits = expect_context::<View>().update_waits;
    let problem = RwSignal::new(None::<String>);
    let update = move |_| {
        spawn_local(async move {
            match session.settle().await {
                Ok(()) => host::update(),
                Err(reason) => problem.set(Some(reason)),
            }
        });
    };
    view! {
        <Show when=move || waits.get()>
            <div class="banner calm" role="status" aria-label="New version">
                <p>{live(move || problem.get().map_or_else(
                    || "A new version of Journey Equity is ready. It starts when you say so; your plan is saved first.".to_owned(),
                    |reason| format!("The new version was not started, because your plan is not saved: {reason}. Save a file first."),
                ))}</p>
                <button on:click=update>"Update now"</button>
                <button class="link" on:click=move |_| waits.set(false)>"Later"</button>
            </div>
        </Show>
    }
}

/// Whether the page will open without a network, in a sentence.
pub fn offline_words(view: View) -> String {
    match view.offline.get().as_deref() {
        Some("ready") => "This page is kept in this browser and opens without a network.".to_owned(),
        Some(problem) => format!("This page does not open without a network yet. {problem}"),
        None if host::is_file() => "This file needs no network.".to_owned(),
        None => "This page is being kept for use without a network.".to_owned(),
    }
}
