//! Blocks of cells to and from other programs.

use super::state::GridState;
use journey_output::exchange::tsv;
use journey_output::sheet::paste::{Paste, plan_paste};
use journey_plan::number::locale::Locale;
use journey_plan::number::pen::Noun;
use leptos::prelude::*;

/// A block with more cells is shown before it is pasted.
const LARGE: usize = 24;
/// Longest text that is looked at, in bytes.
const LONGEST: usize = 16 << 20;

fn selected_text(grid: GridState) -> String {
    let pen = grid.workspace.pen.get_untracked();
    let range = untrack(|| grid.selection());
    let rows = grid.sheet.with_untracked(|s| range.copy(s, pen));
    // One cell goes without the quotes of a table, so that it can be pasted into a letter.
    match rows.as_slice() {
        [line] if line.len() == 1 => tsv::inert(&line.concat()).into_owned(),
        _ => tsv::write(&rows),
    }
}

/// Puts the selection on the clipboard, unless a cell is being edited; returns whether it did.
pub fn copy(event: &web_sys::ClipboardEvent, grid: GridState) -> bool {
    let is_free = grid.editing.with_untracked(Option::is_none);
    let Some(data) = event.clipboard_data().filter(|_| is_free) else { return false };
    data.set_data("text/plain", &selected_text(grid)).is_ok()
}

/// Puts the selection on the clipboard from the menu, and says so; where the browser refuses, an alert names the key.
pub fn copy_by_menu(grid: GridState) {
    let text = selected_text(grid);
    let view = grid.workspace.view;
    crate::state::clipboard::write(&text, move |done| {
        if done {
            view.say("Copied.");
        } else {
            view.alert("The browser does not allow copying from a menu: press Ctrl+C in the grid.");
        }
    });
}

/// Takes a pasted block, unless a cell is being edited; returns whether it did. A small block that fits is pasted at
/// once.
pub fn paste(event: &web_sys::ClipboardEvent, grid: GridState) -> bool {
    let is_free = grid.editing.with_untracked(Option::is_none) && grid.pasting.with_untracked(Option::is_none);
    let text = event.clipboard_data().filter(|_| is_free).and_then(|d| d.get_data("text/plain").ok());
    let Some(text) = text else { return false };
    if text.len() > LONGEST {
        grid.workspace.view.alert("This block has more than 16 MB: import it as a file instead.");
        return true;
    }
    let paste = prepare(grid, &tsv::read(&text), None);
    if paste.is_doubtful() || paste.writes.len() > LARGE {
        grid.pasting.set(Some(Some(text)));
    } else {
        apply(grid, &paste);
    }
    true
}

/// What pasting `block` at the selection would do.
pub fn prepare(grid: GridState, block: &[Vec<String>], numbers: Option<Locale>) -> Paste {
    let pen = grid.workspace.pen.get_untracked();
    let at = untrack(|| grid.selection()).from;
    grid.sheet.with_untracked(|sheet| plan_paste(sheet, at, block, pen.locale(), numbers))
}

/// Pastes what fits, in one step.
pub fn apply(grid: GridState, paste: &Paste) {
    if grid.write(paste.writes.clone()) {
        let left = match paste.left_out() {
            0 => String::new(),
            left => format!("; {left} found no place"),
        };
        let pasted = grid.workspace.pen.get_untracked().count(paste.writes.len(), Noun("cell", "cells"));
        grid.workspace.say_done(format!("Pasted {pasted}{left}."));
    }
}
