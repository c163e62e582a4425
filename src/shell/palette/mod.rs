//! The palette: everything that can be gone to or done, by words, from every screen and field.

mod entries;
mod search;

use crate::screens::journey::state::use_map;
use crate::state::goal::Goal;
use crate::state::shortcut::is_composing;
use crate::state::tasks::Life;
use crate::state::workspace::{Workspace, use_workspace};
use crate::widgets::Modal;
use crate::widgets::boxed::{live, memo, says};
use entries::Entry;
use journey_account::find::PlanThing;
use journey_account::workings::working;
use journey_plan::number::pen::Pen;
use leptos::prelude::*;
use search::{Found, PaletteHit};
use wasm_bindgen::JsCast;

/// The palette.
#[component]
pub fn Palette(
    /// Closes the palette.
    close: Callback<()>,
) -> impl IntoView {
    let (workspace, map) = (use_workspace(), use_map());
    let entries = RwSignal::new(entries::all(workspace));
    add_snapshots(workspace, entries);
    let words = RwSignal::new(String::new());
    let found = memo(move || {
        let recent = workspace.view.recent.get_untracked();
        words.with(|words| entries.with(|entries| search::search(entries, words, &recent)))
    });
    let active = RwSignal::new(0_usize);
    let choose = move |goal: Goal| {
        close.run(());
        workspace.view.recent.update(|recent| search::remember(recent, goal));
        entries::go(goal, workspace, map);
    };
    let step = move |by: isize| {
        let count = found.with(|found| found.hits().count());
        if count > 0 {
            active.update(|active| *active = active.saturating_add_signed(by + count as isize) % count);
            keep_in_sight(active.get_untracked());
        }
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        let taken = !is_composing(&event);
        match event.key().as_str() {
            "ArrowDown" if taken => step(1),
            "ArrowUp" if taken => step(-1),
            "Enter" if taken => {
                let goal = found.with(|found| found.hits().nth(active.get_untracked()).map(|hit| hit.entry));
                let goal = goal.and_then(|index| entries.with_untracked(|e| e.get(index).map(|entry| entry.goal)));
                if let Some(goal) = goal {
                    choose(goal);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    let list = move || {
        let groups = found.get().groups;
        let mut before = 0;
        groups
            .into_iter()
            .map(|group| {
                let first = before;
                before += group.hits.len();
                let options = group.hits.into_iter().enumerate().map(|(index, hit)| {
                    let entry = entries.with_untracked(|entries| entries.get(hit.entry).cloned());
                    entry.map(|entry| option(workspace, entry, &hit, first + index, active, choose))
                });
                view! {
                    <div role="group" aria-label=group.name.label()>
                        <span class="group" aria-hidden="true">{group.name.label()}</span>
                        {options.collect_view()}
                    </div>
                }
            })
            .collect_view()
    };
    let is_empty = move || words.with(|words| words.trim().is_empty());
    view! {
        <Modal title="Palette" bare=true class="palette" close=close>
            <div class="query">
                <input type="text" role="combobox" aria-label="Palette" placeholder="Find or do…"
                    autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="go"
                    aria-expanded="true" aria-controls="palette-list" aria-autocomplete="list"
                    aria-activedescendant=says(move || {
                        let some = found.with(|found| found.hits().next().is_some());
                        some.then(|| format!("palette-{}", active.get()))
                    })
                    on:input=move |event| { active.set(0); words.set(event_target_value(&event)); }
                    on:keydown=on_key/>
                <span class="quiet" role="status">
                    {says(move || if is_empty() { String::new() } else { found.with(counted) })}
                </span>
            </div>
            <div id="palette-list" role="listbox" aria-label="Found" tabindex="-1">{live(list)}</div>
            <p class="keys" aria-hidden="true">
                <span>"↑ ↓ choose"</span><span>"Enter go or do"</span><span>"Esc close"</span>
            </p>
        </Modal>
    }
}

/// Adds the snapshots as soon as they are read; a page without storage has none.
fn add_snapshots(workspace: Workspace, entries: RwSignal<Vec<Entry>>) {
    let session = workspace.session;
    if let Ok(database) = session.database() {
        let id = session.id.get_untracked();
        let read = async move { database.snapshots(&id).await.unwrap_or_default() };
        Life::here().ask(read, move |snapshots| {
            entries.update(|entries| entries.extend(snapshots.iter().map(entries::snapshot)));
        });
    }
}

/// How many were found, and how many of them are shown.
fn counted(found: &Found) -> String {
    let shown = found.hits().count();
    if shown < found.count {
        format!("{} of {}", Pen::PLAIN.whole(shown), Pen::PLAIN.whole(found.count))
    } else {
        format!("{} found", Pen::PLAIN.whole(found.count))
    }
}

fn option(
    workspace: Workspace,
    entry: Entry,
    hit: &PaletteHit,
    position: usize,
    active: RwSignal<usize>,
    choose: impl Fn(Goal) + Copy + Send + Sync + 'static,
) -> AnyView {
    let Entry { goal, kind, title, detail, key, .. } = entry;
    let detail = match goal {
        Goal::Thing(PlanThing::Figure(id)) => {
            let value = workspace.with_figures(|context| working(context, id).result);
            if detail.is_empty() { value } else { format!("{value} · {detail}") }
        }
        _ => detail,
    };
    let is_active = move || active.get() == position;
    let key = move || if is_active() { Some("Enter".to_owned()) } else { key.clone() };
    let pieces = hit
        .pieces(&title)
        .into_iter()
        .map(|(text, is_marked)| if is_marked { view! { <mark>{text}</mark> }.into_any() } else { text.into_any() });
    view! {
        <div role="option" id=format!("palette-{position}") aria-selected=says(move || is_active().to_string())
            on:pointermove=move |_| active.set(position)
            on:click=move |_| choose(goal)>
            <span class="kind">{kind}</span>
            <span class="entry">{pieces.collect_view()}<small>{detail}</small></span>
            {live(move || key().map(|key| view! { <kbd>{key}</kbd> }))}
        </div>
    }
    .into_any()
}

/// Scrolls the list to the chosen entry.
fn keep_in_sight(position: usize) {
    let option = document().get_element_by_id(&format!("palette-{position}"));
    let list = document().get_element_by_id("palette-list");
    let Some((option, list)) = option.zip(list) else { return };
    let (inner, outer) = (option.get_bounding_client_rect(), list.get_bounding_client_rect());
    let over = (inner.bottom() - outer.bottom()).max(0.0) + (inner.top() - outer.top()).min(0.0);
    if let Some(list) = list.dyn_ref::<web_sys::HtmlElement>() {
        list.set_scroll_top(list.scroll_top() + over as i32);
    }
}
