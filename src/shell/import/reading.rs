//! Reading a table in slices, with progress; the page lives meanwhile.

use super::state::ImportState;
use crate::storage::download::read_slice;
use crate::storage::local;
use journey_output::exchange::table_import::{ImportError, Importer, Mapping, TableScanner};
use leptos::prelude::*;
use std::sync::Arc;
use web_sys::Blob;

/// Bytes read between two chances for the page.
const SLICE: f64 = 131_072.0;
/// Rows shown of a table.
const SHOWN_ROWS: usize = 6;

/// Hands a source to `take`, slice by slice. `Ok(false)` when a newer reading has begun.
async fn read_all(
    state: ImportState,
    source: &Blob,
    take: &mut dyn FnMut(&[u8]) -> Result<(), ImportError>,
) -> Result<bool, String> {
    state.cancel();
    let round = state.round.get_value();
    let size = source.size();
    let mut from = 0.0;
    state.progress.set(Some(0.0));
    while from < size {
        let to = (from + SLICE).min(size);
        let bytes = read_slice(source, from, to).await;
        if state.round.get_value() != round {
            return Ok(false);
        }
        let bytes = bytes.map_err(|_| "the browser could not read it".to_owned())?;
        take(&bytes).map_err(|error| error.to_string())?;
        from = to;
        state.progress.set(Some(from / size));
    }
    Ok(true)
}

/// Looks at a table: headers, a few rows, and how it writes numbers.
pub(super) fn look(state: ImportState, source: Blob) {
    state.life.run(async move {
        let mut reader = TableScanner::new(SHOWN_ROWS, None);
        let read = read_all(state, &source, &mut |bytes| reader.push(bytes)).await;
        let scanned = match read {
            Ok(true) => reader.finish().map_err(|error| error.to_string()),
            Ok(false) => return,
            Err(error) => Err(error),
        };
        state.progress.set(None);
        match scanned {
            Ok(scan) => {
                state.mapping.set(Mapping::guess(&scan.headers, &local::preferences().columns));
                state.scan.set(Some(Arc::new(scan)));
            }
            Err(error) => state.fail(&error),
        }
    });
}

/// Reads all rows of the table that was looked at.
pub(super) fn collect(state: ImportState) {
    let (Some(source), Some(scan)) = (state.source.get_untracked(), state.scan.get_untracked()) else { return };
    let Some(numbers) = untrack(|| state.numbers()) else { return };
    let mapping = state.mapping.get_untracked();
    remember(state);
    state.error.set(String::new());
    state.life.run(async move {
        let mut importer = match Importer::new(&scan, &mapping, &numbers) {
            Ok(importer) => importer,
            Err(error) => return state.fail(&error.to_string()),
        };
        let read = read_all(state, &source, &mut |bytes| importer.push(bytes)).await;
        let imported = match read {
            Ok(true) => importer.finish().map_err(|error| error.to_string()),
            Ok(false) => return,
            Err(error) => Err(error),
        };
        state.progress.set(None);
        match imported {
            Ok(imported) => {
                state.into.set(super::outcome::likely_segments(state, &imported));
                state.imported.set(Some(Arc::new(imported)));
            }
            Err(error) => state.fail(&error),
        }
    });
}

/// Remembers for next time what the columns are.
fn remember(state: ImportState) {
    state.scan.with_untracked(|scan| {
        if let Some(scan) = scan {
            local::change_preferences(|p| state.mapping.with_untracked(|m| m.remember(&scan.headers, &mut p.columns)));
        }
    });
}
