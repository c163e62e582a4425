//! Forgetting everything on this device: what there is, a second thought, and what came of it.

use crate::state::files;
use crate::state::library::{self, title};
use crate::state::phase::PhaseHandle;
use crate::state::session::Session;
use crate::state::tasks::{Life, page_task};
use crate::state::workspace::Workspace;
use crate::storage::forget::{Traces, erase, traces};
use crate::storage::{local, space};
use crate::widgets::Modal;
use crate::widgets::boxed::{Show, live, says};
use journey_plan::number::pen::{Noun, Pen};
use leptos::prelude::*;

/// The dialog that forgets everything on this device.
#[component]
pub fn ForgetDialog(
    /// Closes the dialog.
    close: Callback<()>,
) -> impl IntoView {
    let (session, stage) = (expect_context::<Session>(), expect_context::<PhaseHandle>());
    let workspace = use_context::<Workspace>();
    let found = RwSignal::new(Vec::new());
    let (is_sure, is_busy) = (RwSignal::new(false), RwSignal::new(false));
    let life = Life::here();
    life.ask(inventory(session), move |lines| found.set(lines));
    let forget = move |_| {
        is_busy.set(true);
        session.end();
        page_task(async move {
            let left = erase().await;
            if life.goes_on() {
                close.run(());
            }
            stage.forgotten(outcome(&left), left.is_empty());
        });
    };
    let lines = move || found.get().into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    view! {
        <Modal title="Forget this device" close=close>
            <p>"Everything that Journey Equity keeps in this browser is erased. It cannot be brought back, not even by us: there is no other copy than the files you saved."</p>
            <ul class="list bulleted">{live(lines)}</ul>
            <Show when=move || workspace.is_some()>
                <p><button on:click=move |_| if let Some(workspace) = workspace { files::save(workspace) }>"Save the open plan as a file first"</button></p>
            </Show>
            <label class="check">
                <input type="checkbox" on:change=move |event| is_sure.set(event_target_checked(&event))/>
                "I want all of this erased from this device."
            </label>
            <div class="buttons">
                <button class="danger" disabled=says(move || !is_sure.get() || is_busy.get()) on:click=forget>"Forget this device"</button>
                <button disabled=says(move || is_busy.get()) on:click=move |_| close.run(())>"Keep everything"</button>
            </div>
        </Modal>
    }
}

/// The things that would be erased, a line each.
async fn inventory(session: Session) -> Vec<String> {
    let plans = library::stored(session).await.unwrap_or_default();
    let (deleted, snapshots) = match session.database() {
        Ok(database) => {
            (database.deleted().await.unwrap_or_default(), database.count_snapshots().await.unwrap_or_default())
        }
        Err(_) => (Vec::new(), 0),
    };
    let templates = local::templates();
    let traces = traces().await;
    let named = |titles: Vec<&String>, one: &'static str, many: &'static str| {
        let names: Vec<String> = titles.iter().map(|name| format!("“{}”", title(name))).collect();
        (!names.is_empty()).then(|| format!("{}: {}", Pen::PLAIN.count(names.len(), Noun(one, many)), names.join(", ")))
    };
    let copies = others(&traces);
    [
        named(plans.iter().map(|p| &p.title).collect(), "plan", "plans"),
        named(deleted.iter().map(|d| &d.title).collect(), "deleted plan", "deleted plans"),
        (snapshots > 0).then(|| Pen::PLAIN.count(snapshots, Noun("snapshot", "snapshots"))),
        named(templates.iter().map(|t| &t.title).collect(), "template of your own", "templates of your own"),
        Some("your preferences".to_owned()),
        (traces.worker || !traces.caches.is_empty())
            .then(|| "the copy of the program for use without a network".to_owned()),
        (copies > 0).then(|| {
            format!(
                "what {} in this browser",
                Pen::PLAIN.count(copies, Noun("other page of ours keeps", "other pages of ours keep"))
            )
        }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// How many other pages of ours keep something here.
fn others(traces: &Traces) -> usize {
    let of_key = traces.keys.iter().map(|key| space::of_key(key));
    let mut spaces: Vec<&str> = traces.databases.iter().map(String::as_str).chain(of_key).collect();
    spaces.sort_unstable();
    spaces.dedup();
    let own = space::name();
    spaces.into_iter().filter(|space| *space != own).count()
}

/// Sentences on what is gone, or what stayed and why.
fn outcome(left: &Traces) -> Vec<String> {
    if left.is_empty() {
        return vec![
            "Plans, snapshots, templates, preferences and the copy of the program are erased. We looked again, and nothing of ours is left in this browser.".to_owned(),
            "Files you saved are where you put them; only you can delete those.".to_owned(),
        ];
    }
    let stayed = |names: &[String], why: &str| (!names.is_empty()).then(|| format!("{} {why}", names.join(", ")));
    [
        stayed(&left.databases, "is still there: another tab has it open. Close all other tabs of Journey Equity, start again, and forget once more."),
        stayed(&left.keys, "is still there: another tab has written it, or the browser refused. Close all other tabs of Journey Equity, start again, and forget once more."),
        stayed(&left.caches, "is still there: the browser did not delete this copy of the program. Clearing its site data does."),
        left.worker.then(|| "The helper that works without a network is still registered. It goes when all tabs are closed.".to_owned()),
    ]
    .into_iter()
    .flatten()
    .collect()
}
