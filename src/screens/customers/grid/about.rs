//! The note about one number of a grid.

use super::state::GridState;
use crate::screens::customers::notes::AnnotatedNumber;
use journey_plan::{NumberId, Place};
use leptos::prelude::*;

/// What the dialog about the number at `place` reads and writes.
pub fn about(grid: GridState, place: Place) -> AnnotatedNumber {
    let cell = grid.cell_now(grid.active.get_untracked()).unwrap_or_default();
    let name = grid.workspace.with_plan_untracked(|p| p.segment(grid.id).map(|s| s.name.clone()).unwrap_or_default());
    AnnotatedNumber {
        id: NumberId::Segment(grid.id, place),
        title: format!("{name}: {}", place.label()),
        unit: cell.unit(),
        value: cell.text.clone(),
    }
}
