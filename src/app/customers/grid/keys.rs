//! What keys and the menu of a grid do.

use super::clipboard;
use super::state::{GridState, key};
use crate::app::actions::Shortcut;
use crate::app::widgets::Entry;
use crate::plan::{Number, Place};
use crate::sheet::Sheet;
use leptos::prelude::*;

const FILL: Shortcut = Shortcut::ctrl("d");
const COPY: Shortcut = Shortcut::ctrl("c");
const PASTE: Shortcut = Shortcut::ctrl("v");

/// Acts on a key; whether it was taken.
pub fn handle(event: &web_sys::KeyboardEvent, grid: GridState) -> bool {
    if event.alt_key() {
        return false;
    }
    if event.ctrl_key() || event.meta_key() {
        return with_ctrl(&event.key().to_lowercase(), grid);
    }
    let extend = event.shift_key();
    let at = grid.active.get_untracked();
    match event.key().as_str() {
        "ArrowUp" => grid.step(-1, 0, extend),
        "ArrowDown" => grid.step(1, 0, extend),
        "ArrowLeft" => grid.step(0, -1, extend),
        "ArrowRight" => grid.step(0, 1, extend),
        "Home" => grid.step(0, isize::MIN / 2, extend),
        "End" => grid.step(0, isize::MAX / 2, extend),
        "F2" if extend => note(grid),
        "Enter" | "F2" => grid.edit(at, None),
        "Delete" | "Backspace" => clear(grid),
        "Escape" => give_up(grid),
        typed if typed.chars().count() == 1 => grid.edit(at, Some(typed.to_owned())),
        _ => return false,
    }
    true
}

fn with_ctrl(key: &str, grid: GridState) -> bool {
    match key {
        "d" => fill(grid, true),
        "a" => {
            let (rows, columns) = grid.sheet.with_untracked(Sheet::size);
            grid.anchor.set(Some((0, 0)));
            grid.focus((rows.saturating_sub(1), columns.saturating_sub(1)));
        }
        _ => return false,
    }
    true
}

/// The entries of the grid's menu: the keys again, for those who point.
pub fn entries(grid: GridState) -> Vec<Entry> {
    let place = grid.sheet.with(|s| s.cell(grid.active.get()).and_then(|c| c.place));
    let about = place.map_or_else(|| "About this number…".to_owned(), |p| format!("About “{}”…", p.label()));
    vec![
        Entry::new(about, move || note(grid)).key("Shift+F2").enabled(place.is_some()),
        Entry::new("Copy", move || clipboard::copy_by_menu(grid)).key(COPY.label()),
        Entry::new("Paste…", move || grid.pasting.set(Some(None))).key(PASTE.label()),
        Entry::new("Fill down", move || fill(grid, true)).key(FILL.label()),
        Entry::new("Fill right", move || fill(grid, false)),
        Entry::new("Empty", move || clear(grid)).key("Delete"),
    ]
}

/// Opens the note about the active number.
fn note(grid: GridState) {
    grid.noting.set(grid.cell_now(grid.active.get_untracked()).and_then(|c| c.place));
}

fn fill(grid: GridState, down: bool) {
    let range = untrack(|| grid.selection());
    let numbers = grid.sheet.with_untracked(|s| if down { range.fill_down(s) } else { range.fill_right(s) });
    let count = numbers.len();
    if grid.write(numbers) {
        grid.workspace.view.say(format!("Filled {count} cells"));
    }
}

/// Empties the selected cells.
pub fn clear(grid: GridState) {
    let range = untrack(|| grid.selection());
    let places = grid.sheet.with_untracked(|s| range.places(s));
    forget_drafts(grid, &places);
    let filled = places.into_iter().filter(|(_, value)| value.is_some());
    grid.write(filled.map(|(place, _)| (place, None)).collect());
}

/// Lets go of the selection and of a bad text in the active cell.
fn give_up(grid: GridState) {
    grid.anchor.set(None);
    let range = untrack(|| grid.selection());
    forget_drafts(grid, &grid.sheet.with_untracked(|s| range.places(s)));
}

fn forget_drafts(grid: GridState, places: &[(Place, Option<Number>)]) {
    let drafts = grid.workspace.drafts;
    if drafts.with_untracked(|d| places.iter().any(|(place, _)| d.contains_key(&key(grid.id, *place)))) {
        drafts.update(|d| {
            for (place, _) in places {
                d.remove(&key(grid.id, *place));
            }
        });
    }
}
