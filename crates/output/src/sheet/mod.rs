//! The grids of the Customers screen as data: the number of each cell, the value that an empty one stands for, and the
//! rows that are computed. Copying, pasting and filling work on them without a browser.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::float_cmp, clippy::indexing_slicing)]

mod drivers;
pub mod paste;
mod range;
mod retention;
mod score_mix;
mod transitions;
mod yearly;

pub use drivers::drivers;
pub use paste::{Paste, RefusedCell};
pub use range::CellRange;
pub use retention::retention;
pub use score_mix::{MixForm, in_form, score_mix, sum_of};
pub use transitions::transitions;
pub use yearly::yearly;

use journey_engine::registry::FigureId;
use journey_plan::number::pen::Pen;
use journey_plan::number::text::NumberUnit;
use journey_plan::{Domain, Number, Place, Segment};

/// A row and a column, from 0.
pub type GridPosition = (usize, usize);

/// A grid.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// Text above the names of the rows.
    pub corner: &'static str,
    /// Column headers.
    pub columns: Vec<String>,
    /// Rows.
    pub rows: Vec<GridRow>,
}

/// A row of a grid; it has a cell for every column.
#[derive(Debug, Clone, PartialEq)]
pub struct GridRow {
    /// Name of the row.
    pub name: String,
    /// Unit or hint beside the name.
    pub hint: String,
    /// Cells of the row, one for every column.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    /// The number that the cell edits; `None` for a cell that only shows.
    pub place: Option<Place>,
    /// Whether the number is a share.
    pub in_percent: bool,
    /// The entered number.
    pub value: Option<Number>,
    /// Text that the cell shows.
    pub text: String,
    /// Whether the text follows from other numbers, because none is entered.
    pub follows: bool,
    /// Depth of the cell's shade in the heatmap, 0 to 10.
    pub shade: Option<u8>,
    /// Whether something is noted about the number.
    pub noted: bool,
    /// The figure that the cell shows, whose working can be asked for.
    pub figure: Option<FigureId>,
    /// Reason for a missing figure, as a sentence.
    pub reason: Option<String>,
    /// The values that the number may take, where one can be entered.
    pub domain: Option<Domain>,
    /// Warning about the number, as a sentence.
    pub warning: Option<String>,
}

impl Cell {
    /// The cell that edits the number at `place`.
    fn of(segment: &Segment, place: Place, pen: Pen) -> Self {
        let in_percent = segment.in_percent(place);
        let value = segment.at(place);
        let domain = segment.domain_at(place);
        let cell = Self { place: Some(place), value, in_percent, domain: Some(domain), ..Self::default() };
        let note = segment.notes.get(&place);
        Self {
            text: value.map_or_else(String::new, |v| pen.field(v.get(), cell.unit())),
            noted: note.is_some(),
            warning: value.and_then(|v| domain.problem(v)).or_else(|| note?.spread.problem(value)),
            ..cell
        }
    }

    /// A cell that shows a text and edits nothing.
    fn shown(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// The cell with `text` in place of an empty number.
    fn or_follows(self, text: Option<String>) -> Self {
        match text.filter(|_| self.value.is_none()) {
            Some(text) => Self { text, follows: true, ..self },
            None => self,
        }
    }

    /// Unit in which the cell's number is read and written.
    pub fn unit(&self) -> NumberUnit {
        if self.in_percent { NumberUnit::Percent } else { NumberUnit::Plain }
    }
}

impl Sheet {
    /// The cell at a row and a column.
    pub fn cell(&self, (row, column): GridPosition) -> Option<&Cell> {
        self.rows.get(row)?.cells.get(column)
    }

    /// Numbers of rows and columns.
    pub fn size(&self) -> GridPosition {
        (self.rows.len(), self.columns.len())
    }
}
