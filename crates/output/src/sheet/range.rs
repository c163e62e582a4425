//! A block of cells, for copying and filling.

use super::{GridPosition, Sheet};
use journey_plan::number::pen::Pen;
use journey_plan::number::text::write_plain;
use journey_plan::{Number, Place};

/// Cells between two corners, both inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellRange {
    /// Upper left cell.
    pub from: GridPosition,
    /// Lower right cell.
    pub to: GridPosition,
}

impl CellRange {
    /// The block that has `a` and `b` as corners.
    pub fn between(a: GridPosition, b: GridPosition) -> Self {
        Self { from: (a.0.min(b.0), a.1.min(b.1)), to: (a.0.max(b.0), a.1.max(b.1)) }
    }

    /// Whether a cell lies inside.
    pub fn contains(self, at: GridPosition) -> bool {
        (self.from.0..=self.to.0).contains(&at.0) && (self.from.1..=self.to.1).contains(&at.1)
    }

    /// All places in the block, with the number that stands at each.
    pub fn places(self, sheet: &Sheet) -> Vec<(Place, Option<Number>)> {
        let rows = (self.from.0..=self.to.0).flat_map(|row| (self.from.1..=self.to.1).map(move |column| (row, column)));
        rows.filter_map(|at| sheet.cell(at)).filter_map(|c| Some((c.place?, c.value))).collect()
    }

    /// The block as texts for a spreadsheet: numbers in full without groups of digits, computed cells as they are shown.
    /// The whole sheet takes its headers along.
    pub fn copy(self, sheet: &Sheet, pen: Pen) -> Vec<Vec<String>> {
        let (rows, columns) = sheet.size();
        let whole = self.from == (0, 0) && self.to == (rows.saturating_sub(1), columns.saturating_sub(1)) && rows > 1;
        let text = |at: GridPosition| {
            let Some(cell) = sheet.cell(at) else { return String::new() };
            cell.value.map_or_else(
                || if cell.follows { String::new() } else { cell.text.clone() },
                |v| write_plain(v.get(), pen.locale(), cell.unit()),
            )
        };
        let line = |row: usize| {
            let name = sheet.rows.get(row).map(|r| r.name.clone()).filter(|_| whole);
            name.into_iter().chain((self.from.1..=self.to.1).map(|column| text((row, column)))).collect()
        };
        let head = std::iter::once(sheet.corner.to_owned()).chain(sheet.columns.iter().cloned());
        let head = whole.then(|| head.collect::<Vec<_>>());
        head.into_iter().chain((self.from.0..=self.to.0).map(line)).collect()
    }

    /// Repeats the first row of the block in the rows below; a single row repeats the row above it.
    pub fn fill_down(self, sheet: &Sheet) -> Vec<(Place, Option<Number>)> {
        let (source, first) = if self.from.0 < self.to.0 {
            (self.from.0, self.from.0 + 1)
        } else {
            let Some(above) = self.from.0.checked_sub(1) else { return Vec::new() };
            (above, self.from.0)
        };
        let columns = self.from.1..=self.to.1;
        let fill = |column: usize| {
            let source = sheet.cell((source, column)).filter(|c| c.place.is_some());
            let targets = (first..=self.to.0).filter_map(move |row| sheet.cell((row, column)));
            // A computed cell has nothing to repeat.
            targets.filter_map(move |cell| Some((cell.place?, source?.value)))
        };
        columns.flat_map(fill).collect()
    }

    /// Repeats the first column of the block in the columns to its right; a single column repeats the one before it.
    pub fn fill_right(self, sheet: &Sheet) -> Vec<(Place, Option<Number>)> {
        let (source, first) = if self.from.1 < self.to.1 {
            (self.from.1, self.from.1 + 1)
        } else {
            let Some(before) = self.from.1.checked_sub(1) else { return Vec::new() };
            (before, self.from.1)
        };
        let fill = |row: usize| {
            let source = sheet.cell((row, source)).filter(|c| c.place.is_some());
            let targets = (first..=self.to.1).filter_map(move |column| sheet.cell((row, column)));
            // A computed cell has nothing to repeat.
            targets.filter_map(move |cell| Some((cell.place?, source?.value)))
        };
        (self.from.0..=self.to.0).flat_map(fill).collect()
    }
}
