//! One snapshot of the list: what is different from now, and coming back to it.

use super::snapshots::Album;
use crate::state::clock::shown;
use crate::state::messages::Message;
use crate::state::plan_download::file_name;
use crate::state::session::Occasion;
use crate::storage::download::save_file;
use crate::storage::plans::StoredPlan;
use crate::storage::snapshots::Snapshot;
use crate::widgets::boxed::live;
use crate::widgets::format::short;
use journey_engine::answers::moved;
use journey_engine::project;
use journey_engine::registry::FigureContext;
use journey_output::exchange::plan_file;
use journey_plan::number::pen::Pen;
use journey_plan::{Plan, difference};
use leptos::prelude::*;
use std::sync::Arc;

/// An entry of the list of snapshots.
pub(super) fn entry(album: Album, snapshot: Snapshot) -> impl IntoView {
    let name = title(&snapshot);
    let about = format!("{}, {}", shown(&snapshot.at), Pen::PLAIN.size(snapshot.bytes as f64));
    let label = |act: &str| format!("{act} {name}, {}", shown(&snapshot.at));
    let labels = (label("Restore"), label("Save as file"), label("Delete"));
    let position = snapshot.position;
    let told = move || {
        album.told.with(|told| told.get(&position).cloned()).map(|lines| {
            view! { <ul class="told">{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul> }
        })
    };
    let snapshot = StoredValue::new(snapshot);
    view! {
        <li>
            <span class="what">
                <span class="name">{name}</span>
                <span class="quiet">{about}</span>
            </span>
            <span class="acts">
                <button aria-label=labels.0 on:click=move |_| restore(album, snapshot.get_value())>"Restore"</button>
                <button aria-label=labels.1 on:click=move |_| save(album, snapshot.get_value())>"Save as file"</button>
                <button aria-label=labels.2 on:click=move |_| ask_and_delete(album, snapshot.get_value())>"Delete"</button>
            </span>
            {live(told)}
        </li>
    }
}

/// Name of a snapshot in the list.
pub(super) fn title(snapshot: &Snapshot) -> String {
    match &snapshot.name {
        Some(name) => name.clone(),
        None => format!("Automatic, {}", snapshot.occasion),
    }
}

/// The plan file of a snapshot, or a sentence that says why it cannot be read.
async fn text(album: Album, snapshot: &Snapshot) -> Result<String, String> {
    let session = album.workspace.session;
    let database = session.database().map_err(|error| format!("It cannot be read: {error}."))?;
    match database.load_snapshot(&session.id.get_untracked(), snapshot).await {
        Ok(Some(StoredPlan::Whole(record))) => Ok(record.text),
        Ok(Some(StoredPlan::Damaged(_))) => Err("The stored copy is damaged.".to_owned()),
        Ok(None) => Err("It is not there any more.".to_owned()),
        Err(error) => Err(format!("It cannot be read: {error}.")),
    }
}

async fn read(album: Album, snapshot: &Snapshot) -> Result<Plan, String> {
    let text = text(album, snapshot).await?;
    plan_file::read_stored(text.as_bytes()).map(|loaded| loaded.plan).map_err(|error| format!("{error}."))
}

/// Compares the snapshots with what the album says, one after the other.
pub(super) async fn differences(album: Album, list: Vec<Snapshot>) {
    let base = album.base.get_untracked();
    let other = list.iter().find(|snapshot| Some(snapshot.position) == base).cloned();
    let plan = match &other {
        None => Ok(album.workspace.plan_now()),
        Some(snapshot) => read(album, snapshot).await.map(Arc::new),
    };
    for snapshot in list {
        let this = read(album, &snapshot).await;
        let lines = match (&this, &plan) {
            (Ok(_), Ok(_)) if base == Some(snapshot.position) => {
                vec!["The others are compared with this one.".to_owned()]
            }
            (Ok(this), Ok(plan)) => match &other {
                None => told((this, "then"), (plan, "now"), "The same as now."),
                Some(other) => between((this, &snapshot), (plan, other)),
            },
            (Err(reason), _) | (_, Err(reason)) => vec![reason.clone()],
        };
        if album.base.get_untracked() != base {
            // It is compared with something else meanwhile.
            return;
        }
        album.told.update(|told| drop(told.insert(snapshot.position, lines)));
    }
}

/// Sentences on what the later of two snapshots has that the earlier had not.
fn between(this: (&Plan, &Snapshot), other: (&Plan, &Snapshot)) -> Vec<String> {
    let (first, second) = if this.1.position < other.1.position { (this, other) } else { (other, this) };
    let within = |snapshot: &Snapshot| format!("in “{}”", title(snapshot));
    told((first.0, &within(first.1)), (second.0, &within(second.1)), "The same as the other one.")
}

/// Sentences on what is different in the second of two states, each with the words that say when it is, with the
/// headline figures that both have.
fn told((then, at_first): (&Plan, &str), (now, at_last): (&Plan, &str), alike: &str) -> Vec<String> {
    let mut lines = difference(then, now);
    if lines.is_empty() {
        return vec![alike.to_owned()];
    }
    let [of_then, of_now] = [then, now].map(|plan| project(plan, plan.active_scenario));
    let figures = moved(FigureContext::of(then, &of_then), FigureContext::of(now, &of_now));
    lines.extend(figures.into_iter().filter_map(|figure| {
        let entry = figure.figure.entry();
        let (before, after) = (short(then, &entry, &Ok(figure.then)), short(now, &entry, &Ok(figure.now)));
        // A difference too small to be seen is not worth a line.
        (before != after).then(|| format!("{}: {before} {at_first}, {after} {at_last}.", entry.short))
    }));
    lines
}

/// Puts the snapshot in the place of the plan, once the plan as it is now is a snapshot itself.
fn restore(album: Album, snapshot: Snapshot) {
    // What was begun is brought to its end, also where the dialog is closed meanwhile.
    album.workspace.life().run(async move {
        match try_restore(album, &snapshot).await {
            Ok(()) => {
                if album.life.goes_on() {
                    album.close.run(());
                }
                let said = format!("“{}” is restored. Undo takes it back.", title(&snapshot));
                album.workspace.say_done(said);
            }
            Err(reason) => album.workspace.view.refuse(format!("Nothing was restored. {reason}")),
        }
    });
}

async fn try_restore(album: Album, snapshot: &Snapshot) -> Result<(), String> {
    let plan = read(album, snapshot).await?;
    let workspace = album.workspace;
    if let Some(why) = workspace.session.read_only() {
        return Err(why.to_owned());
    }
    let kept = workspace.session.take_snapshot(workspace.plan_now(), Occasion::Restoring, None).await;
    kept.map_err(|error| format!("The plan as it is now could not be kept: {error}."))?;
    workspace.restore(plan).map_err(|error| error.to_string())
}

fn save(album: Album, snapshot: Snapshot) {
    album.workspace.life().run(async move {
        let said = match text(album, &snapshot).await {
            Ok(text) => {
                let plan = album.workspace.with_plan_untracked(|plan| plan.title.clone());
                let name = file_name(&format!("{plan} {}", title(&snapshot)), "journey.json");
                match save_file(&name, &text, "application/json") {
                    Ok(()) => format!("Saved {name}."),
                    Err(_) => "The browser refused the download.".to_owned(),
                }
            }
            Err(reason) => reason,
        };
        album.workspace.view.say(said);
    });
}

/// Deletes a snapshot; one that the user gave a name, once it is clear that there is no way back.
fn ask_and_delete(album: Album, snapshot: Snapshot) {
    if snapshot.name.is_none() {
        return delete(album, snapshot);
    }
    let question = format!("“{}” cannot be brought back after this.", title(&snapshot));
    let act = move || delete(album, snapshot.clone());
    album
        .workspace
        .view
        .messages
        .say(Message::refused(question).offering("Delete it for good", act).taking_focus(true));
}

fn delete(album: Album, snapshot: Snapshot) {
    album.life.run(async move {
        let session = album.workspace.session;
        let gone = match session.database() {
            Ok(database) => database.drop_snapshots(&session.id.get_untracked(), &[snapshot.position]).await,
            Err(error) => Err(error),
        };
        let said = match gone {
            Ok(()) => Message::done(format!("“{}” is deleted.", title(&snapshot))),
            Err(error) => Message::refused(format!("It was not deleted: {error}.")),
        };
        album.workspace.view.messages.say(said.taking_focus(album.life.goes_on()));
        album.look();
    });
}
