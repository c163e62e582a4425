//! A grid of a segment's numbers that behaves like a spreadsheet: one tab stop, arrows move, Shift extends, typing,
//! Enter, F2 or a double click edit, Esc cancels, Delete empties, Ctrl+D fills down, and blocks go to and come from other
//! programs. Tab leaves the grid unless a cell is being edited, where it moves right.

mod about;
mod cell;
mod clipboard;
mod keys;
mod preview;
mod state;

use super::notes::NoteDialog;
use crate::state::workspace::{PartMemo, use_workspace};
use crate::widgets::boxed::{Show, each, live, memo, says};
use crate::widgets::{MenuButton, mark_changes};
use journey_output::sheet::{Cell, Sheet};
use journey_plan::{Segment, SegmentId};
use leptos::prelude::*;
use state::GridState;

/// A grid named `name` over `sheet`, whose places belong to the segment `id`.
#[component]
pub fn Grid(
    /// Accessible name.
    #[prop(into)]
    name: Signal<String>,
    /// Heading over the grid.
    heading: &'static str,
    /// The segment of the numbers.
    id: SegmentId,
    segment: PartMemo<Segment>,
    /// The cells that the grid shows.
    sheet: Memo<Sheet>,
    /// Controls beside the heading.
    #[prop(optional)]
    controls: Option<Children>,
) -> impl IntoView {
    let workspace = use_workspace();
    let grid = GridState::new(workspace, id, segment, sheet);
    let heads = memo(move || sheet.with(|s| s.columns.clone()));
    let rows = memo(move || {
        let width = sheet.with(|s| s.columns.len());
        sheet.with(|s| s.rows.iter().map(|r| (r.name.clone(), r.hint.clone(), width)).collect::<Vec<_>>())
    });
    let body = move || {
        let shape = rows.get();
        let cells = grid.lay_out(shape.len(), heads.with_untracked(Vec::len));
        let lines = shape.into_iter().zip(cells).enumerate();
        lines.map(|(row, ((name, hint, _), cells))| line(grid, row, name, hint, &cells)).collect_view()
    };
    grid.keep_cells_current();
    mark_changes(move |travelled| grid.changed(travelled));
    let menu_name = Signal::derive(move || format!("Cells of {}", name.get()));
    view! {
        <div class="block">
            <div class="block-head">
                <h2 class="small">{heading}</h2>
                {controls.map(|controls| controls())}
                <MenuButton label="Cells" name=menu_name entries=Signal::derive(move || keys::entries(grid))/>
            </div>
            <div class="scroll">
                <table class="grid" role="grid" aria-label=name node_ref=grid.table aria-multiselectable="true"
                    on:keydown=move |event| if keys::handle(&event, grid) { event.prevent_default(); event.stop_propagation(); }
                    on:focusin=move |event| grid.focused(&event)
                    on:pointerdown=move |event| grid.pressed(&event)
                    on:pointerover=move |event| grid.dragged(&event)
                    on:dblclick=move |event| if let Some(at) = state::cell_of(&event) { grid.edit(at, None); }
                    on:copy=move |event| if clipboard::copy(&event, grid) { event.prevent_default(); }
                    on:cut=move |event| if clipboard::copy(&event, grid) { event.prevent_default(); keys::clear(grid); }
                    on:paste=move |event| if clipboard::paste(&event, grid) { event.prevent_default(); }>
                    <thead><tr role="row">
                        <td>{live(move || sheet.with(|s| s.corner))}</td>
                        {each(move || heads.get().into_iter().enumerate().collect(), |(_, c)| view! { <th scope="col" role="columnheader">{c}</th> })}
                    </tr></thead>
                    <tbody>{live(body)}</tbody>
                </table>
            </div>
            <Show when=move || grid.noting.get().is_some()>
                {live(move || grid.noting.get().map(|place| {
                    let about = about::about(grid, place);
                    view! { <NoteDialog about=about close=Callback::new(move |()| grid.close_dialogs())/> }
                }))}
            </Show>
            <Show when=move || grid.pasting.with(Option::is_some)><preview::Preview grid=grid/></Show>
        </div>
    }
}

/// A row of the grid, under the name that screen readers and tests find it by.
fn line(grid: GridState, row: usize, name: String, hint: String, cells: &[RwSignal<Cell>]) -> AnyView {
    let cells = cells.iter().enumerate().map(|(column, shown)| cell::cell(grid, (row, column), *shown)).collect_view();
    let spoken = name.clone();
    view! {
        <tr role="row">
            <th scope="row" role="rowheader" aria-label=spoken>{name}<small>{hint}</small></th>
            {cells}
        </tr>
    }
    .into_any()
}

/// A small toggle that chooses how a grid shows or takes its numbers.
pub fn toggle(label: &'static str, is_on: impl Fn() -> bool + Send + Sync + 'static, set: Callback<bool>) -> AnyView {
    let is_on = memo(is_on);
    view! {
        <button class="toggle" aria-pressed=says(move || is_on.get().to_string()) on:click=move |_| set.run(!is_on.get_untracked())>{label}</button>
    }
    .into_any()
}
