//! New versions, and use without a network: what the page around the program says about both.

use crate::state::files;
use crate::state::session::Session;
use crate::state::tasks::{Life, page_task};
use crate::state::view::View;
use crate::storage::host;
use crate::widgets::boxed::live;
use leptos::prelude::*;

/// The banner of a new version that waits. Nothing is loaded anew before the plan is on disk and the user asks.
#[component]
pub fn UpdateBanner(session: Session) -> impl IntoView {
    let waits = expect_context::<View>().update_waits;
    // The region is always there: what is put into a new one is not spoken everywhere.
    view! {
        <div role="status" aria-label="New version">
            {live(move || waits.get().then(|| banner(session, waits)))}
        </div>
    }
}

fn banner(session: Session, waits: RwSignal<bool>) -> AnyView {
    let problem = RwSignal::new(None::<String>);
    let life = Life::here();
    let update = move |_| {
        page_task(async move {
            match session.settle().await {
                Ok(()) => host::update(),
                Err(reason) if life.goes_on() => problem.set(Some(reason)),
                Err(_) => {}
            }
        });
    };
    let offer = move || view! { <button on:click=update>"Update now"</button> }.into_any();
    let anyway = move || {
        view! {
            <button on:click=move |_| session.workspace().into_iter().for_each(files::save)>"Save file"</button>
            <button on:click=move |_| host::update()>"Update without saving"</button>
        }
        .into_any()
    };
    view! {
        <div class="banner calm">
            <p>{live(move || problem.get().map_or_else(
                || "A new version of Journey Equity is ready. It starts when you say so; your plan is saved first.".to_owned(),
                |reason| format!("The new version was not started, because your plan is not saved: {reason}. Save a file first."),
            ))}</p>
            {live(move || if problem.with(Option::is_some) { anyway() } else { offer() })}
            <button class="link" on:click=move |_| waits.set(false)>"Later"</button>
        </div>
    }
    .into_any()
}

/// Sentence on whether the page will open without a network.
pub fn offline_words(view: View) -> String {
    match view.offline.get().as_deref() {
        Some("file") => "This file needs no network.".to_owned(),
        Some("ready") => "This page is kept in this browser and opens without a network.".to_owned(),
        Some(problem) => format!("This page does not open without a network yet. {problem}"),
        None => "This page is being kept for use without a network.".to_owned(),
    }
}
