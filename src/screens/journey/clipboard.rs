//! Copying cells of the map to a spreadsheet and pasting a range of one.

use super::state::{MapPosition, MapState};
use crate::state::workspace::Workspace;
use journey_output::exchange::tsv;
use journey_plan::journey::cells::MapRow;
use journey_plan::number::pen::Noun;
use journey_plan::{Command, StageId};
use leptos::prelude::*;

/// The active cell as text; a head copies its whole lane or stage.
pub fn copied(map: MapState, workspace: Workspace) -> String {
    let MapPosition { row, stage } = map.active.get_untracked();
    let stages = map.stages.get_untracked();
    let rows: Vec<MapRow> = std::iter::once(MapRow::Name).chain(map.rows.get_untracked()).collect();
    let (rows, columns): (Vec<MapRow>, Vec<StageId>) = match (row, stage) {
        (MapRow::Name, Some(stage)) => (rows, vec![stage]),
        (row, Some(stage)) => (vec![row], vec![stage]),
        (row, None) => (vec![row], stages),
    };
    let texts: Vec<Vec<String>> = workspace.with_plan_untracked(|p| {
        let text = |row: MapRow, id: StageId| p.stage(id).map(|s| row.text(p, s)).unwrap_or_default();
        rows.iter().map(|row| columns.iter().map(|id| text(*row, *id)).collect()).collect()
    });
    // One cell goes without the quotes of a table, so that it can be pasted into a letter.
    match texts.as_slice() {
        [line] if line.len() == 1 => tsv::inert(&line.concat()).into_owned(),
        _ => tsv::write(&texts),
    }
}

/// Writes a pasted range into the cells right of and below the active one. What finds no cell, and what belongs to rows
/// that take no text, is counted and said.
pub fn paste(map: MapState, workspace: Workspace, text: &str) {
    let at = map.active.get_untracked();
    let Some(stage) = at.stage else {
        workspace.view.refuse("Choose a cell of a stage to paste into.");
        return;
    };
    let stages = map.stages.get_untracked();
    let from_column = stages.iter().position(|id| *id == stage).unwrap_or(0);
    let rows: Vec<MapRow> = std::iter::once(MapRow::Name)
        .chain(map.rows.get_untracked())
        .skip_while(|row| *row != at.row)
        .filter(|row| !matches!(row, MapRow::Lane(lane) if lane.kind() == journey_plan::LaneKind::Rule))
        .collect();
    let range = tsv::read(text);
    // Without a tab, lines are one cell: a list for a lane of cards or texts.
    let range = if text.contains('\t') || at.row == MapRow::Name {
        range
    } else {
        vec![vec![tsv::without_mark(text.trim_end()).to_owned()]]
    };
    let mut cells = Vec::new();
    let (mut left, mut formulas) = (0, 0);
    for (index, line) in range.iter().enumerate() {
        for (offset, text) in line.iter().enumerate() {
            let row = rows.get(index).filter(|row| row.takes_text());
            match (row, stages.get(from_column + offset)) {
                // What comes from elsewhere is not calculated.
                (Some(MapRow::Score(_)), Some(_)) if text.trim_start().starts_with('=') => formulas += 1,
                (Some(row), Some(stage)) => cells.push((*row, *stage, text.clone())),
                _ => left += 1,
            }
        }
    }
    let pen = workspace.pen.get_untracked();
    let count = pen.count(cells.len(), Noun("cell", "cells"));
    let (said, is_whole) = match workspace.dispatch(&Command::Write(cells)) {
        Ok(()) if left + formulas == 0 => (format!("Pasted {count}"), true),
        Ok(()) => {
            let placeless = (left > 0).then(|| format!("; {} more found no place here", pen.whole(left)));
            let formulas = (formulas > 0).then(|| {
                format!(
                    "; left out, because formulas are not calculated here: {}. Paste their values",
                    pen.whole(formulas)
                )
            });
            let left = [placeless, formulas].into_iter().flatten().collect::<String>();
            (format!("Pasted {count}{left}"), false)
        }
        Err(error) => (format!("Nothing pasted: {error}"), false),
    };
    if is_whole {
        workspace.say_done(format!("{said}."));
    } else {
        workspace.view.alert(said);
    }
}
