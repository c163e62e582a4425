//! What keys and the menu of a grid do.

use super::clipboard;
use super::state::GridState;
use crate::state::keys::{self, GRID_KEYS, GridKey};
use crate::state::shortcut::written;
use crate::widgets::MenuEntry;
use journey_output::sheet::Sheet;
use journey_plan::number::pen::Noun;
use journey_plan::{Command, Place, Segment, SegmentChange};
use leptos::prelude::*;

/// Acts on a key; returns whether the key was taken.
pub fn handle(event: &web_sys::KeyboardEvent, grid: GridState) -> bool {
    if grid.editing.with_untracked(Option::is_some) {
        return false;
    }
    let at = grid.active.get_untracked();
    match keys::pressed(&GRID_KEYS, event) {
        Some(GridKey::Step(rows, columns)) => grid.step(rows, columns, event.shift_key()),
        Some(GridKey::Edit) => grid.edit(at, None),
        Some(GridKey::Clear) => clear(grid),
        Some(GridKey::FillDown) => fill(grid, true),
        Some(GridKey::SelectAll) => select_all(grid),
        Some(GridKey::About) => note(grid),
        Some(GridKey::GiveUp) => give_up(grid),
        Some(GridKey::Nothing) => {}
        // The browser answers with events of the clipboard.
        Some(GridKey::Copy | GridKey::Paste) => return false,
        None => match written(event) {
            Some(typed) => grid.edit(at, Some(typed)),
            None => return false,
        },
    }
    true
}

fn select_all(grid: GridState) {
    let (rows, columns) = grid.sheet.with_untracked(Sheet::size);
    grid.select_from(Some((0, 0)));
    grid.focus((rows.saturating_sub(1), columns.saturating_sub(1)));
}

/// The entries of the grid's menu: the keys again, for those who point.
pub fn entries(grid: GridState) -> Vec<MenuEntry> {
    let place = grid.sheet.with(|s| s.cell(grid.active.get()).and_then(|c| c.place));
    let about = place.map_or_else(|| "About this number…".to_owned(), |p| format!("About “{}”…", p.label()));
    let shown = |does: GridKey| keys::shown(&GRID_KEYS, does);
    let mut entries = vec![
        MenuEntry::new(about, move || note(grid)).key(shown(GridKey::About)).enabled(place.is_some()),
        MenuEntry::new("Copy", move || clipboard::copy_by_menu(grid)).key(shown(GridKey::Copy)),
        MenuEntry::new("Paste…", move || grid.pasting.set(Some(None))).key(shown(GridKey::Paste)),
        MenuEntry::new("Fill down", move || fill(grid, true)).key(shown(GridKey::FillDown)),
        MenuEntry::new("Fill right", move || fill(grid, false)),
        MenuEntry::new("Empty", move || clear(grid)).key(shown(GridKey::Clear)),
    ];
    entries.extend(place.map(|place| of_line(grid, place)).unwrap_or_default());
    entries
}

/// The entries of the menu for the year or the cohort of a number.
fn of_line(grid: GridState, place: Place) -> Vec<MenuEntry> {
    let act = move |change: SegmentChange| grid.workspace.act(&Command::Segment(grid.id, change));
    match place {
        Place::Figure(year, _) => {
            let first = grid.segment.with(|s| s.as_ref().and_then(|s| s.years.first().map(|y| y.year))).unwrap_or(year);
            let earlier = first.saturating_sub(1);
            vec![
                MenuEntry::new(format!("Add {earlier}"), move || act(SegmentChange::AddYear(earlier))),
                MenuEntry::new(format!("Remove {year}"), move || act(SegmentChange::RemoveYear(year))),
            ]
        }
        Place::Survivors(year, _) => {
            let cohort = move |s: &Segment| s.cohort(year).is_some_and(|c| c.percent);
            let percent = grid.segment.with(|s| s.as_deref().is_some_and(cohort));
            let first =
                grid.segment.with(|s| s.as_ref().and_then(|s| s.cohorts.first().map(|c| c.year))).unwrap_or(year);
            let earlier = first.saturating_sub(1);
            vec![
                MenuEntry::new(format!("Cohort {year} in percent"), move || {
                    act(SegmentChange::CohortInPercent(year, !percent));
                })
                .ticked(percent),
                MenuEntry::new(format!("Add cohort {earlier}"), move || act(SegmentChange::AddCohort(earlier))),
                MenuEntry::new(format!("Remove cohort {year}"), move || act(SegmentChange::RemoveCohort(year))),
            ]
        }
        _ => Vec::new(),
    }
}

/// Opens the note about the active number.
fn note(grid: GridState) {
    grid.noting.set(grid.cell_now(grid.active.get_untracked()).and_then(|c| c.place));
}

fn fill(grid: GridState, down: bool) {
    let range = untrack(|| grid.selection());
    let numbers = grid.sheet.with_untracked(|s| if down { range.fill_down(s) } else { range.fill_right(s) });
    let filled = grid.workspace.pen.get_untracked().count(numbers.len(), Noun("cell", "cells"));
    if grid.write(numbers) {
        grid.workspace.say_done(format!("Filled {filled}."));
    }
}

/// Empties the selected cells. A number that must be there stays.
pub fn clear(grid: GridState) {
    let range = untrack(|| grid.selection());
    let places = grid.sheet.with_untracked(|s| range.places(s));
    grid.forget_drafts(places.iter().map(|(place, _)| *place));
    let filled: Vec<Place> = places.into_iter().filter(|(_, value)| value.is_some()).map(|(place, _)| place).collect();
    let free: Vec<_> = filled.iter().filter(|place| !place.is_required()).map(|place| (*place, None)).collect();
    if free.is_empty() && !filled.is_empty() {
        grid.workspace.view.refuse("This number cannot be empty; type 0.");
    }
    grid.write(free);
}

/// Lets go of the selection and of a bad text in the active cell.
fn give_up(grid: GridState) {
    grid.select_from(None);
    let range = untrack(|| grid.selection());
    grid.forget_drafts(grid.sheet.with_untracked(|s| range.places(s)).into_iter().map(|(place, _)| place));
}
