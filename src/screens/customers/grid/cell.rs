//! One cell and its editor.

use super::state::{GridState, key};
use crate::state::shortcut::is_composing;
use crate::widgets::boxed::{Show, live, memo, says};
use crate::widgets::working;
use crate::widgets::{enter, fresh_draft, settle};
use journey_engine::registry::FigureId;
use journey_output::sheet::{Cell, GridPosition};
use leptos::html;
use leptos::prelude::*;

/// The cell at `at`, which shows what `cell` holds.
pub fn cell(grid: GridState, at: GridPosition, cell: RwSignal<Cell>) -> AnyView {
    let workspace = grid.workspace;
    let figure = memo(move || cell.with(|c| c.figure));
    let draft = move || {
        cell.with(|c| {
            let place = c.place?;
            workspace.drafts.with(|drafts| fresh_draft(drafts, &key(grid.id, place), c.value))
        })
    };
    let refused = move || draft().is_some_and(|d| d.is_refused());
    let shown = move || draft().filter(|d| !d.accepted).map_or_else(|| cell.with(|c| c.text.clone()), |d| d.text);
    let remark = move || {
        let draft = draft().filter(|d| !grid.is_editing(at) && !d.remark.is_empty());
        let draft = draft.map(|d| (!d.is_refused(), d.remark));
        let remark = draft.or_else(|| cell.with(|c| c.warning.clone()).map(|warning| (true, warning)));
        remark.map(|(hint, text)| view! { <span class="error" class:hint=hint role="alert">{text}</span> })
    };
    let shade = move || cell.with(|c| c.shade.map(|s| s.to_string()));
    view! {
        <td role="gridcell"
            data-cell=format!("{}-{}", at.0, at.1)
            tabindex=if grid.active.get_untracked() == at { "0" } else { "-1" }
            class:derived=says(move || cell.with(|c| c.follows))
            class:computed=says(move || cell.with(|c| c.place.is_none()))
            class:noted=says(move || cell.with(|c| c.noted))
            class:invalid=says(refused)
            data-shade=says(shade)
            title=says(move || cell.with(|c| c.reason.clone()))
            aria-readonly=says(move || cell.with(|c| c.place.is_none()).then_some("true"))
            aria-selected=says(move || (grid.anchor.get().is_some() && grid.selection().contains(at)).then_some("true"))
            aria-invalid=says(move || refused().then_some("true"))>
            <Show when=move || grid.is_editing(at) fallback=move || text(grid, figure.get(), shown)>
                <Editor grid=grid at=at/>
            </Show>
            {live(remark)}
        </td>
    }
    .into_any()
}

/// What a cell shows; a computed figure is a button that shows its working.
fn text(grid: GridState, figure: Option<FigureId>, shown: impl Fn() -> String + Send + Sync + 'static) -> AnyView {
    let text = view! { <span class="text">{says(shown)}</span> };
    let Some(id) = figure else { return text.into_any() };
    let label = format!("Show the working: {}", untrack(|| working::name(grid.workspace, id)));
    working::worked(label, text, "-1", move || working::open(grid.workspace, id))
}

/// Takes a typed text for the cell at `at`.
fn commit(grid: GridState, at: GridPosition, text: &str) {
    if let Some(field) = grid.field_at(at) {
        enter(grid.workspace, &field, text);
    }
}

#[component]
fn Editor(grid: GridState, at: GridPosition) -> impl IntoView {
    let start = grid.editing.with_untracked(|e| e.as_ref().and_then(|(_, text)| text.clone()));
    let typed = start.is_some();
    let first = start.unwrap_or_else(|| full_text(grid, at));
    // Leaving the editor takes its text, unless Esc or a key has already decided.
    let done = StoredValue::new(false);
    let typing = move |input: web_sys::HtmlInputElement| {
        grid.workspace.typing(move |settling| {
            // Its own leaving may have taken the text.
            let is_open = done.try_get_value() == Some(false);
            if let Some(field) = is_open.then(|| grid.field_at(at)).flatten() {
                settle(grid.workspace, &field, input.value(), settling);
            }
        });
    };
    let node = NodeRef::<html::Input>::new();
    Effect::new(move || {
        if let Some(input) = node.get() {
            let _ = input.focus();
            if typed {
                // Typing goes on behind the first letter.
                let end = input.value().encode_utf16().count() as u32;
                let _ = input.set_selection_range(end, end);
                typing(input);
            } else {
                input.select();
            }
        }
    });
    let finish = move |keep: bool, rows: isize, columns: isize, text: String| {
        if done.try_get_value() != Some(false) {
            return;
        }
        done.set_value(true);
        if keep {
            commit(grid, at, &text);
        } else if let Some(place) = grid.cell_now(at).and_then(|cell| cell.place) {
            grid.workspace.drop_draft(&key(grid.id, place));
        }
        grid.workspace.typed();
        grid.editing.set(None);
        // One focus: each makes the browser lay out the page.
        grid.step(rows, columns, false);
    };
    view! {
        <input node_ref=node type="text" inputmode="decimal" autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="next"
            aria-label="Value" value=first
            on:keydown=move |event| {
                if is_composing(&event) {
                    return;
                }
                let text = event_target_value(&event);
                // Keys with Ctrl go on to the page.
                if event.ctrl_key() || event.meta_key() {
                    return;
                }
                event.stop_propagation();
                let back = event.shift_key();
                match event.key().as_str() {
                    "Enter" => { event.prevent_default(); finish(true, if back { -1 } else { 1 }, 0, text); }
                    "Tab" => { event.prevent_default(); finish(true, 0, if back { -1 } else { 1 }, text); }
                    "Escape" => { event.prevent_default(); finish(false, 0, 0, text); }
                    _ => {}
                }
            }
            on:blur=move |event| {
                // An editor that is taken off the page says that it is left, too.
                if done.try_get_value() == Some(false) {
                    done.set_value(true);
                    commit(grid, at, &event_target_value(&event));
                    grid.workspace.typed();
                    grid.editing.set(None);
                }
            }
            on:input=move |event| typing(event_target(&event))
        />
    }
}

/// The bad text of a cell, or its number in full.
fn full_text(grid: GridState, at: GridPosition) -> String {
    let Some(cell) = grid.cell_now(at) else { return String::new() };
    let draft = cell.place.and_then(|place| {
        grid.workspace.drafts.with_untracked(|drafts| fresh_draft(drafts, &key(grid.id, place), cell.value))
    });
    let pen = grid.workspace.pen.get_untracked();
    draft.filter(|draft| !draft.accepted).map_or_else(
        || cell.value.map_or_else(String::new, |value| pen.field(value.get(), cell.unit())),
        |draft| draft.text,
    )
}
