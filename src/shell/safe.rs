//! The page after starts that failed: without the last plan and the address, one of which may be why.

use super::dialogs::Dialogs;
use super::first_open::elsewhere;
use crate::state::clock::pause;
use crate::state::files::pick;
use crate::state::library;
use crate::state::phase::PhaseHandle;
use crate::state::plan_download::file_name;
use crate::state::session::Session;
use crate::state::tasks::Life;
use crate::state::view::View;
use crate::storage::download::save_file;
use crate::storage::local::{self, IndexEntry};
use crate::storage::plans::StoredPlan;
use crate::widgets::boxed::live;
use journey_plan::number::pen::Pen;
use leptos::prelude::*;
use std::time::Duration;

/// Browsers drop downloads that follow one another without a pause.
const BETWEEN_DOWNLOADS: Duration = Duration::from_millis(300);

/// The page after starts that failed: the reason, and the plans to download or open.
#[component]
pub fn SafeStart(session: Session, reason: String) -> impl IntoView {
    let (stage, view, life) = (expect_context::<PhaseHandle>(), expect_context::<View>(), Life::here());
    let plans = RwSignal::new(Vec::new());
    life.ask(library::stored(session), move |found| match found {
        Ok(found) => plans.set(found),
        Err(error) => view.alert(format!("Your plans cannot be read now: {error}.")),
    });
    let pick_file = session.has_library().then(|| {
        view! { <button on:click=move |_| pick(stage, session)>"Open a plan file"</button> }
    });
    let download_all = move |_| {
        let all = plans.get_untracked();
        life.run(async move {
            let mut saved = 0;
            for entry in &all {
                saved += download(session, entry).await;
                view.say(format!("Files saved: {}.", Pen::PLAIN.whole(saved)));
                pause(BETWEEN_DOWNLOADS).await;
            }
        });
    };
    let entry = move |entry: IndexEntry| {
        let title = library::title(&entry.title);
        let label = format!("Download {title}");
        let of_open = entry.id.clone();
        let get = move |_| {
            let entry = entry.clone();
            life.run(async move {
                if download(session, &entry).await == 0 {
                    view.alert("This plan is not in this browser any more.");
                }
            });
        };
        let open = move |_| crate::state::files::open_stored(stage, session, of_open.clone());
        view! {
            <li>
                <button class="link" on:click=open>{title}</button>
                <button aria-label=label on:click=get>"Download"</button>
            </li>
        }
    };
    view! {
        <main class="first">
            <h1 class="mark">"Journey " <b>"Equity"</b></h1>
            <div class="card" role="alert">
                <h2>"Journey Equity stopped while it was starting"</h2>
                <p>"It did so several times, so the last plan and the address were left alone this time. Your plans are in this browser as they were. Download them first; then open another one, or try the last one again."</p>
                <p class="quiet">"The last failure: " {reason}</p>
                <p class="buttons">
                    <button class="primary" disabled=move || plans.with(Vec::is_empty) on:click=download_all>"Download every plan"</button>
                    {pick_file}
                    {elsewhere(stage, session)}
                </p>
            </div>
            <section aria-label="Your plans">
                <h2>"Your plans"</h2>
                <ul class="list">{live(move || plans.get().into_iter().map(entry).collect_view())}</ul>
            </section>
        </main>
        <Dialogs/>
    }
}

/// Saves what is stored of a plan as files: its record as it is, and edits that were kept beside it. Returns how many.
async fn download(session: Session, entry: &IndexEntry) -> usize {
    let name = |what: &str| file_name(&format!("{}{what}", entry.title), "journey.json");
    let stored = match session.database() {
        Ok(database) => database.load(&entry.id).await.ok().flatten(),
        Err(_) => None,
    };
    let stored = stored.map(|found| match found {
        StoredPlan::Whole(record) => record.text,
        StoredPlan::Damaged(text) => text,
    });
    let gasp = local::last_gasp(&entry.id).map(|gasp| gasp.text);
    let files = [(name(""), stored), (name(" unsaved edits"), gasp)];
    let saved = files.into_iter().filter_map(|(name, text)| save_file(&name, &text?, "application/json").ok());
    saved.count()
}
