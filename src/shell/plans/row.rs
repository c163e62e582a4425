//! A plan of the library: what is known about it and what can be done with it.

use super::Shelf;
use crate::state::clock::shown;
use crate::state::files::open_stored;
use crate::state::library::{self, title};
use crate::state::messages::Message;
use crate::storage::local::IndexEntry;
use crate::widgets::boxed::live;
use journey_plan::number::pen::Pen;
use leptos::html;
use leptos::prelude::*;

/// The row of a plan, or the field for another title.
pub fn row(shelf: Shelf, entry: &IndexEntry) -> impl IntoView + use<> {
    let entry = StoredValue::new(entry.clone());
    let is_renamed = move || shelf.renaming.with(|id| id.as_deref() == Some(&entry.read_value().id));
    let rename = NodeRef::<html::Button>::new();
    let content = move || {
        let entry = entry.get_value();
        if is_renamed() { renaming(shelf, entry).into_any() } else { plan(shelf, entry, rename).into_any() }
    };
    // The button is a new one when the field is gone; the focus goes back to it as soon as it is there.
    Effect::new(move |before: Option<bool>| {
        let is_renamed = is_renamed();
        if before == Some(true) && !is_renamed {
            request_animation_frame(move || {
                if let Some(button) = rename.try_get_untracked().flatten() {
                    let _ = button.focus();
                }
            });
        }
        is_renamed
    });
    view! { <li>{live(content)}</li> }
}

fn plan(shelf: Shelf, entry: IndexEntry, rename_button: NodeRef<html::Button>) -> impl IntoView {
    let name = title(&entry.title);
    let is_open = shelf.session.has_open(&entry.id);
    let saved = if entry.saved_at.is_empty() { String::new() } else { format!("saved {}", shown(&entry.saved_at)) };
    let bytes = entry.bytes.map(|bytes| Pen::PLAIN.size(bytes as f64));
    let label = |act: &str| format!("{act} {name}");
    let (rename, duplicate, delete) = (label("Rename"), label("Duplicate"), label("Delete"));
    let (of_open, of_rename, of_copy) = (entry.id.clone(), entry.id.clone(), entry.id.clone());
    let open = move |_| {
        shelf.close.run(());
        open_stored(shelf.stage, shelf.session, of_open.clone());
    };
    let copy = move |_| {
        let id = of_copy.clone();
        shelf.after(async move {
            let title = library::duplicate(shelf.session, &id).await?;
            Ok(Message::done(format!("“{title}” is in the library.")))
        });
    };
    view! {
        <span class="what">
        <button class="link name" aria-current=is_open.then_some("true") on:click=open>{name}</button>
        {is_open.then(|| view! { <span class="tag">"open"</span> })}
        <span class="quiet">{saved}</span>
        <span class="quiet">{bytes}</span>
        </span>
        <span class="acts">
            <button node_ref=rename_button aria-label=rename on:click=move |_| shelf.renaming.set(Some(of_rename.clone()))>"Rename"</button>
            <button aria-label=duplicate on:click=copy>"Duplicate"</button>
            <button aria-label=delete on:click=move |_| shelf.delete(&entry)>"Delete"</button>
        </span>
    }
}

fn renaming(shelf: Shelf, entry: IndexEntry) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    Effect::new(move || {
        if let Some(field) = field.get() {
            let _ = field.focus();
            field.select();
        }
    });
    let label = format!("New title of {}", title(&entry.title));
    let before = entry.title.clone();
    let rename = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(text) = field.get_untracked().map(|field| field.value()) else { return };
        let id = entry.id.clone();
        shelf.renaming.set(None);
        shelf.after(async move {
            library::rename(shelf.session, &id, &text).await?;
            Ok(Message::done(format!("The plan is called “{}” now.", title(text.trim()))))
        });
    };
    view! {
        <form class="rename" on:submit=rename>
            <input type="text" node_ref=field aria-label=label prop:value=before/>
            <button type="submit">"Rename"</button>
            <button type="button" on:click=move |_| shelf.renaming.set(None)>"Cancel"</button>
        </form>
    }
}
