//! What is active, selected and edited in one grid.

use crate::state::workspace::{PartMemo, Travelled, Workspace};
use crate::widgets::Field;
use journey_output::sheet::{Cell, CellRange, GridPosition, GridRow, Sheet};
use journey_plan::{Command, Number, Place, Segment, SegmentChange, SegmentId};
use leptos::html;
use leptos::prelude::*;
use leptos::reactive::computed::Selector;
use wasm_bindgen::JsCast;

/// A block waiting to be pasted: its text, or `None` while it is still to be given.
pub type Pasting = Option<String>;

/// State of one grid; `Copy`.
#[derive(Clone, Copy)]
pub struct GridState {
    pub workspace: Workspace,
    pub id: SegmentId,
    pub segment: PartMemo<Segment>,
    pub sheet: Memo<Sheet>,
    pub table: NodeRef<html::Table>,
    /// Content of each cell. A sheet is made anew by every edit, and hundreds of views would follow it; so each view
    /// follows a signal of its own, which is set only where the new sheet differs.
    cells: StoredValue<Vec<Vec<RwSignal<Cell>>>>,
    /// The cell that has the focus when the grid has it.
    pub active: RwSignal<GridPosition>,
    /// The other corner of the selection, while it is more than the active cell.
    pub anchor: RwSignal<Option<GridPosition>>,
    /// The cell being edited, and the text its editor starts with (`None`: the number in full).
    pub editing: RwSignal<Option<(GridPosition, Option<String>)>>,
    /// Tells a cell when it begins or ends to be the edited one.
    edited: StoredValue<Selector<Option<GridPosition>>>,
    /// The number whose note is open.
    pub noting: RwSignal<Option<Place>>,
    /// The block whose preview is open.
    pub pasting: RwSignal<Option<Pasting>>,
}

impl GridState {
    pub fn new(workspace: Workspace, id: SegmentId, segment: PartMemo<Segment>, sheet: Memo<Sheet>) -> Self {
        let editing = RwSignal::new(None::<(GridPosition, Option<String>)>);
        let edited = Selector::new(move || editing.with(|editing| editing.as_ref().map(|(at, _)| *at)));
        Self {
            workspace,
            id,
            segment,
            sheet,
            table: NodeRef::new(),
            cells: StoredValue::new(Vec::new()),
            active: RwSignal::new((0, 0)),
            anchor: RwSignal::new(None),
            editing,
            edited: StoredValue::new(edited),
            noting: RwSignal::new(None),
            pasting: RwSignal::new(None),
        }
    }

    /// Signals for the cells of a grid of this size, holding what the sheet holds now.
    pub fn lay_out(self, rows: usize, columns: usize) -> Vec<Vec<RwSignal<Cell>>> {
        let now = |at: GridPosition| RwSignal::new(self.cell_now(at).unwrap_or_default());
        let row = |row: usize| (0..columns).map(|column| now((row, column))).collect();
        let cells: Vec<Vec<RwSignal<Cell>>> = (0..rows).map(row).collect();
        self.cells.set_value(cells.clone());
        // What was active or selected may not be there any more.
        let (row, column) = self.active.get_untracked();
        *self.active.write_untracked() = (row.min(rows.saturating_sub(1)), column.min(columns.saturating_sub(1)));
        *self.anchor.write_untracked() = None;
        *self.editing.write_untracked() = None;
        cells
    }

    /// Sets the cells that a new sheet changes.
    pub fn keep_cells_current(self) {
        Effect::new(move || {
            self.sheet.with(|sheet| {
                self.cells.with_value(|cells| {
                    for (row, signals) in sheet.rows.iter().zip(cells) {
                        for (cell, signal) in row.cells.iter().zip(signals) {
                            if signal.with_untracked(|shown| shown != cell) {
                                signal.set(cell.clone());
                            }
                        }
                    }
                });
            });
        });
    }

    /// The first cell whose number a step through the history changed.
    pub fn changed(self, Travelled { from, to }: &Travelled) -> Option<web_sys::Element> {
        let (before, now) = (from.segment(self.id)?, to.segment(self.id)?);
        let at = self.sheet.with_untracked(|sheet| {
            let differs = |place: Place| before.at(place) != now.at(place);
            let in_row = |row: &GridRow| row.cells.iter().position(|cell| cell.place.is_some_and(differs));
            sheet.rows.iter().enumerate().find_map(|(index, row)| Some((index, in_row(row)?)))
        })?;
        let table = self.table.get_untracked()?;
        table.query_selector(&format!("[data-cell='{}-{}']", at.0, at.1)).ok().flatten()
    }

    /// The cell at `at`, without following it.
    pub fn cell_now(self, at: GridPosition) -> Option<Cell> {
        self.sheet.with_untracked(|s| s.cell(at).cloned())
    }

    /// The number at `place` as a field.
    pub fn field(self, place: Place, in_percent: bool) -> Field {
        let (id, segment) = (self.id, self.segment);
        let unit = if in_percent {
            journey_plan::number::text::NumberUnit::Percent
        } else {
            journey_plan::number::text::NumberUnit::Plain
        };
        Field::new(
            key(id, place),
            unit,
            move |_: Workspace| segment.with(|s| s.as_ref()?.at(place)),
            move |value| Command::Segment(id, SegmentChange::put(place, value)),
        )
    }

    /// The number of the cell at `at` as a field, where it edits one.
    pub fn field_at(self, at: GridPosition) -> Option<Field> {
        let cell = self.cell_now(at)?;
        Some(self.field(cell.place?, cell.in_percent))
    }

    /// Sets or empties many numbers in one step; a refusal is shown.
    pub fn write(self, numbers: Vec<(Place, Option<Number>)>) -> bool {
        if numbers.is_empty() {
            return false;
        }
        self.forget_drafts(numbers.iter().map(|(place, _)| *place));
        let command = Command::Segment(self.id, SegmentChange::Write(numbers));
        let outcome = self.workspace.dispatch(&command);
        if let Err(error) = &outcome {
            self.workspace.view.alert(format!("Nothing changed: {error}"));
        }
        outcome.is_ok()
    }

    /// Lets go of the bad texts beside numbers.
    pub fn forget_drafts(self, places: impl Iterator<Item = Place>) {
        let keys: Vec<String> = places.map(|place| key(self.id, place)).collect();
        self.workspace.drop_drafts(&keys);
    }

    /// The selected block; the active cell alone if nothing more is.
    pub fn selection(self) -> CellRange {
        let active = self.active.get();
        CellRange::between(self.anchor.get().unwrap_or(active), active)
    }

    fn element(self, at: GridPosition) -> Option<web_sys::HtmlElement> {
        let cell = self.table.get_untracked()?.query_selector(&format!("[data-cell='{}-{}']", at.0, at.1));
        cell.ok().flatten()?.dyn_into().ok()
    }

    /// Makes a cell the one that Tab comes to.
    fn activate(self, at: GridPosition) {
        let before = self.active.get_untracked();
        if before != at {
            for (at, tab) in [(before, "-1"), (at, "0")] {
                if let Some(cell) = self.element(at) {
                    let _ = cell.set_attribute("tabindex", tab);
                }
            }
            self.active.set(at);
        }
    }

    pub fn focus(self, at: GridPosition) {
        self.activate(at);
        if let Some(cell) = self.element(at) {
            let _ = cell.focus();
        }
    }

    /// Keeps `anchor` as the other corner of the selection.
    pub fn select_from(self, anchor: Option<GridPosition>) {
        if self.anchor.get_untracked() != anchor {
            self.anchor.set(anchor);
        }
    }

    /// Moves by rows and columns; `extend` keeps the other corner of the selection.
    pub fn step(self, rows: isize, columns: isize, extend: bool) {
        let (height, width) = self.sheet.with_untracked(Sheet::size);
        let (row, column) = self.active.get_untracked();
        let within = |at: usize, by: isize, size: usize| at.saturating_add_signed(by).min(size.saturating_sub(1));
        let to = (within(row, rows, height), within(column, columns, width));
        let anchor = self.anchor.get_untracked().unwrap_or((row, column));
        self.select_from(extend.then_some(anchor));
        self.focus(to);
    }

    /// Opens the editor of a cell that edits a number, and the working of one that shows a figure.
    pub fn edit(self, at: GridPosition, with: Option<String>) {
        if let (Some(id), None) = (self.cell_now(at).and_then(|c| c.figure), &with) {
            crate::widgets::working::open(self.workspace, id);
        }
        if self.cell_now(at).is_some_and(|c| c.place.is_some()) {
            self.activate(at);
            self.select_from(None);
            self.editing.set(Some((at, with)));
        }
    }

    pub fn is_editing(self, at: GridPosition) -> bool {
        // The selector hears of a change a moment later; a cell laid out in between must not open an editor again.
        self.edited.with_value(|edited| edited.selected(&Some(at))) && self.edited_now() == Some(at)
    }

    /// The cell that is edited, without following it.
    fn edited_now(self) -> Option<GridPosition> {
        self.editing.with_untracked(|editing| editing.as_ref().map(|(at, _)| *at))
    }

    /// Closes the note and the preview, and gives the focus back to the active cell.
    pub fn close_dialogs(self) {
        self.noting.set(None);
        self.pasting.set(None);
        // The dialog has to be gone first.
        request_animation_frame(move || self.focus(self.active.get_untracked()));
    }

    /// A cell got the focus.
    pub fn focused(self, event: &web_sys::FocusEvent) {
        if let Some(at) = cell_of(event).filter(|at| *at != self.active.get_untracked()) {
            self.activate(at);
        }
    }

    /// A cell was pressed: with Shift the selection reaches to it.
    pub fn pressed(self, event: &web_sys::PointerEvent) {
        let Some(at) = cell_of(event).filter(|at| self.edited_now() != Some(*at)) else { return };
        let from = self.anchor.get_untracked().unwrap_or_else(|| self.active.get_untracked());
        self.select_from(event.shift_key().then_some(from));
        self.activate(at);
    }

    /// The pointer moves over cells with its button down: the selection follows.
    pub fn dragged(self, event: &web_sys::PointerEvent) {
        let is_mouse = event.buttons() == 1 && event.pointer_type() != "touch";
        let Some(at) = cell_of(event).filter(|_| is_mouse && self.editing.with_untracked(Option::is_none)) else {
            return;
        };
        let from = self.anchor.get_untracked().unwrap_or_else(|| self.active.get_untracked());
        if from != at || self.anchor.get_untracked().is_some() {
            self.select_from(Some(from));
            self.focus(at);
        }
    }
}

/// Name under which a bad text of the number at `place` is kept.
pub fn key(id: SegmentId, place: Place) -> String {
    format!("{id} {place}")
}

/// The cell on which an event happened.
pub fn cell_of(event: &web_sys::Event) -> Option<GridPosition> {
    let target: web_sys::Element = event.target()?.dyn_into().ok()?;
    let cell = target.closest("[data-cell]").ok().flatten()?.get_attribute("data-cell")?;
    let (row, column) = cell.split_once('-')?;
    Some((row.parse().ok()?, column.parse().ok()?))
}
