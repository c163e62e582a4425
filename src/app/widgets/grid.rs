//! A grid of numbers that behaves like a spreadsheet: one tab stop, arrows move, typing, Enter, F2 or a double click
//! edit, Esc cancels, Delete empties. Tab leaves the grid unless a cell is being edited, where it moves right.

use super::entry::{Field, enter};
use crate::app::boxed::{Show, live, memo, says};
use crate::app::workspace::{Workspace, use_workspace};
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// A row of a grid.
#[derive(Clone, PartialEq)]
pub struct GridRow {
    /// Name of the row.
    pub name: &'static str,
    /// Unit or hint beside it.
    pub hint: &'static str,
}

/// What a cell holds besides its number.
#[derive(Clone)]
pub struct Cell {
    /// The number.
    pub field: Field,
    /// What an empty cell stands for: the value that follows from elsewhere.
    pub follows: Arc<dyn Fn(Workspace) -> Option<String> + Send + Sync>,
}

impl Cell {
    /// A cell that is simply empty when it is empty.
    pub fn of(field: Field) -> Self {
        Self { field, follows: Arc::new(|_| None) }
    }
}

type At = (usize, usize);

/// State of one grid; `Copy`.
#[derive(Clone, Copy)]
struct State {
    table: NodeRef<html::Table>,
    active: RwSignal<At>,
    /// The cell being edited, and the text its editor starts with (`None`: what the cell shows).
    editing: RwSignal<Option<(At, Option<String>)>>,
    size: Signal<At>,
}

impl State {
    fn focus(self, at: At) {
        self.active.set(at);
        let Some(table) = self.table.get_untracked() else { return };
        let cell = table.query_selector(&format!("[data-cell='{}-{}']", at.0, at.1)).ok().flatten();
        if let Some(cell) = cell.and_then(|c| c.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = cell.focus();
        }
    }

    fn step(self, rows: isize, columns: isize) {
        let (height, width) = self.size.get_untracked();
        let (row, column) = self.active.get_untracked();
        let within = |at: usize, by: isize, size: usize| at.saturating_add_signed(by).min(size.saturating_sub(1));
        self.focus((within(row, rows, height), within(column, columns, width)));
    }

    fn edit(self, at: At, with: Option<String>) {
        self.active.set(at);
        self.editing.set(Some((at, with)));
    }

    fn is_editing(self, at: At) -> bool {
        self.editing.with(|editing| editing.as_ref().is_some_and(|(cell, _)| *cell == at))
    }
}

/// A grid named `name` with `columns` and `rows`; `cell` gives the cell of a row and a column.
#[component]
pub fn Grid(
    /// Accessible name.
    #[prop(into)]
    name: Signal<String>,
    /// Column headers.
    #[prop(into)]
    columns: Signal<Vec<String>>,
    /// Rows.
    #[prop(into)]
    rows: Signal<Vec<GridRow>>,
    /// The cell at (row, column).
    cell: Arc<dyn Fn(usize, usize) -> Cell + Send + Sync>,
    /// Heading above the row names.
    #[prop(optional)]
    corner: &'static str,
) -> impl IntoView {
    let size = Signal::derive(move || (rows.with(Vec::len), columns.with(Vec::len)));
    let state = State { table: NodeRef::new(), active: RwSignal::new((0, 0)), editing: RwSignal::new(None), size };
    let head = move || {
        columns.get().into_iter().map(|c| view! { <th scope="col" role="columnheader">{c}</th> }).collect_view()
    };
    let width = memo(move || columns.with(Vec::len));
    let body = move || {
        let cell = Arc::clone(&cell);
        let width = width.get();
        rows.get()
            .into_iter()
            .enumerate()
            .map(|(row, spec)| {
                let cells =
                    (0..width).map(|column| view! { <GridCell cell=cell(row, column) at=(row, column) state=state/> });
                view! {
                    <tr role="row">
                        <th scope="row" role="rowheader" aria-label=spec.name>
                            {spec.name}<small>{spec.hint}</small>
                        </th>
                        {cells.collect_view()}
                    </tr>
                }
            })
            .collect_view()
    };
    view! {
        <div class="scroll">
            <table class="grid" role="grid" aria-label=name node_ref=state.table>
                <thead><tr role="row"><td>{corner}</td>{head}</tr></thead>
                <tbody>{body}</tbody>
            </table>
        </div>
    }
}

#[component]
fn GridCell(cell: Cell, at: At, state: State) -> impl IntoView {
    let workspace = use_workspace();
    let stored = StoredValue::new(cell);
    let draft = move || stored.with_value(|c| c.field.draft(workspace));
    let refused = move || draft().is_some_and(|d| !d.accepted);
    let text = move || stored.with_value(|c| c.field.text(workspace));
    let follows = move || stored.with_value(|c| (c.follows)(workspace));
    let shown = move || {
        let text = text();
        if text.is_empty() { follows().unwrap_or_default() } else { text }
    };
    let is_derived = move || text().is_empty() && follows().is_some();
    let commit = move |text: &str| stored.with_value(|c| enter(workspace, &c.field, text));
    view! {
        <td role="gridcell"
            data-cell=format!("{}-{}", at.0, at.1)
            tabindex=says(move || if state.active.get() == at { "0" } else { "-1" })
            class:derived=is_derived
            class:invalid=refused
            aria-invalid=says(move || refused().then_some("true"))
            on:focus=move |_| state.active.set(at)
            on:dblclick=move |_| state.edit(at, None)
            on:keydown=move |event| {
                if !state.is_editing(at) && key(&event, state, at) {
                    event.prevent_default();
                } else if !state.is_editing(at) && matches!(event.key().as_str(), "Delete" | "Backspace") {
                    event.prevent_default();
                    commit("");
                } else if event.key() == "Escape" {
                    workspace.drafts.update(|d| {
                        stored.with_value(|c| d.remove(&c.field.key));
                    });
                }
            }>
            <Show when=move || state.is_editing(at) fallback=move || view! { <span class="text">{shown}</span> }>
                <Editor text=Signal::derive(text) at=at state=state commit=Callback::new(move |t: String| commit(&t))/>
            </Show>
            {live(move || draft().filter(|_| !state.is_editing(at)).map(|d| view! { <span class="error" class:hint=d.accepted role="alert">{d.remark}</span> }))}
        </td>
    }
}

/// Moves or starts editing; whether the key was taken.
fn key(event: &web_sys::KeyboardEvent, state: State, at: At) -> bool {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return false;
    }
    match event.key().as_str() {
        "ArrowUp" => state.step(-1, 0),
        "ArrowDown" => state.step(1, 0),
        "ArrowLeft" => state.step(0, -1),
        "ArrowRight" => state.step(0, 1),
        "Home" => state.step(0, isize::MIN / 2),
        "End" => state.step(0, isize::MAX / 2),
        "Enter" | "F2" => state.edit(at, None),
        typed if typed.chars().count() == 1 => state.edit(at, Some(typed.to_owned())),
        _ => return false,
    }
    true
}

#[component]
fn Editor(text: Signal<String>, at: At, state: State, commit: Callback<String>) -> impl IntoView {
    let start = state.editing.with_untracked(|e| e.as_ref().and_then(|(_, text)| text.clone()));
    let node = NodeRef::<html::Input>::new();
    let first = start.clone().unwrap_or_else(|| text.get_untracked());
    let typed = start.is_some();
    Effect::new(move || {
        if let Some(input) = node.get() {
            let _ = input.focus();
            if typed {
                // Typing goes on behind the first letter.
                let end = input.value().encode_utf16().count() as u32;
                let _ = input.set_selection_range(end, end);
            } else {
                input.select();
            }
        }
    });
    // Leaving the editor takes its text, unless Esc or a key has already decided.
    let done = StoredValue::new(false);
    let finish = move |keep: bool, rows: isize, columns: isize, text: String| {
        if done.get_value() {
            return;
        }
        done.set_value(true);
        if keep {
            commit.run(text);
        }
        state.editing.set(None);
        state.focus(at);
        state.step(rows, columns);
    };
    view! {
        <input node_ref=node type="text" inputmode="decimal" autocomplete="off" spellcheck="false"
            aria-label="Value" value=first
            on:keydown=move |event| {
                event.stop_propagation();
                let text = event_target_value(&event);
                match event.key().as_str() {
                    "Enter" => { event.prevent_default(); finish(true, if event.shift_key() { -1 } else { 1 }, 0, text); }
                    "Tab" => { event.prevent_default(); finish(true, 0, if event.shift_key() { -1 } else { 1 }, text); }
                    "Escape" => { event.prevent_default(); finish(false, 0, 0, text); }
                    _ => {}
                }
            }
            on:blur=move |event| {
                if !done.get_value() {
                    done.set_value(true);
                    commit.run(event_target_value(&event));
                    state.editing.set(None);
                }
            }
        />
    }
}
