//! The note about one number of a segment.

use super::state::GridState;
use crate::app::customers::notes::About;
use crate::app::workspace::Workspace;
use crate::plan::number_text::Unit;
use crate::plan::{Command, Place, SegmentChange};
use leptos::prelude::*;
use std::sync::Arc;

/// What the dialog about the number at `place` reads and writes.
pub fn about(grid: GridState, place: Place) -> About {
    let (id, segment) = (grid.id, grid.segment);
    let cell = grid.cell_now(grid.active.get_untracked()).unwrap_or_default();
    let name = grid.workspace.with_plan_untracked(|p| p.segment(id).map(|s| s.name.clone()).unwrap_or_default());
    About {
        title: format!("{name}: {}", place.label()),
        key: super::state::key(id, place),
        unit: if cell.in_percent { Unit::Percent } else { Unit::Plain },
        value: cell.text,
        read: Arc::new(move |_: Workspace| {
            segment.with(|s| s.as_ref().and_then(|s| s.notes.get(&place).cloned()).unwrap_or_default())
        }),
        write: Arc::new(move |note| Command::Segment(id, SegmentChange::Note(place, note))),
    }
}
