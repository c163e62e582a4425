//! Positions of everything in the picture: the width of the columns, the height of the rows.

use super::source::MapContent;
use super::{cell, heads};
use crate::chart::kit::backend::SCALE;
use crate::chart::picture::drawing::Drawing;
use crate::chart::picture::marks::{Face, Marks, TextAnchor};
use crate::chart::{LaneFrame, experience_slice};
use journey_plan::{Lane, LaneKind, LaneRow};

/// Width of the lanes' names.
const RAIL: f64 = 164.0;
/// Least height of the curve.
const CURVE: f64 = 160.0;
/// Space between the border of a cell and its content, sideways.
const SIDE: f64 = 10.0;
/// Widths a column may have.
const COLUMNS: std::ops::RangeInclusive<u32> = 150..=450;
/// Step between the widths that are tried.
const STEP: usize = 15;
/// Width over height of a landscape page of A4 inside margins of 10 mm.
const PAGE: f64 = 277.0 / 190.0;
/// Rough height of the texts above and below the table.
const AROUND: f64 = 170.0;

const RULE: Face = Face::sans(11.5, 14.0, "--ink-3");
/// Text of the curve's row while nothing is scored.
const NO_SCORES: &str = "No scores yet";

/// A row of the table.
struct LaidOutRow {
    lane: Lane,
    head: Marks,
    cells: Vec<Marks>,
    height: f64,
}

/// The table with its columns at a certain width.
pub(super) struct MapLayout {
    column: u32,
    heads: Vec<Marks>,
    head_height: f64,
    rows: Vec<LaidOutRow>,
    /// Space above and below the content of a cell.
    pad: f64,
}

impl MapLayout {
    /// The layout whose text is largest when the picture fills a page.
    pub(super) fn for_a_page(source: &MapContent, rows: &[&LaneRow]) -> Self {
        let mut best = Self::at(*COLUMNS.start(), source, rows);
        for column in COLUMNS.step_by(STEP).skip(1) {
            let other = Self::at(column, source, rows);
            if other.size_on_page() < best.size_on_page() {
                best = other;
            }
        }
        best
    }

    fn at(column: u32, source: &MapContent, rows: &[&LaneRow]) -> Self {
        let pad = if source.is_compact { 4.0 } else { 6.0 };
        let width = f64::from(column) - 2.0 * SIDE;
        let stages = &source.plan.stages;
        let heads: Vec<Marks> = stages.iter().enumerate().map(|(i, stage)| heads::stage(i, stage, width)).collect();
        let row = |row: &&LaneRow| {
            if heads::is_rule(row.lane) {
                return LaidOutRow { lane: row.lane, head: rule(row), cells: Vec::new(), height: RULE.leading + 8.0 };
            }
            let head = heads::lane(source, row, RAIL - 2.0 * SIDE);
            let cells: Vec<Marks> = stages.iter().map(|stage| cell::cell(source, row.lane, stage, width)).collect();
            let least = if row.lane.kind() == LaneKind::Experience { CURVE } else { 0.0 };
            let height = (tallest(&cells).max(head.height) + 2.0 * pad).max(least).ceil();
            LaidOutRow { lane: row.lane, head, cells, height }
        };
        Self { column, head_height: tallest(&heads) + 18.0, heads, rows: rows.iter().map(row).collect(), pad }
    }

    /// Height of a page that the picture fills, in the picture's own pixels: the less, the larger is everything on it.
    fn size_on_page(&self) -> f64 {
        (self.width() / PAGE).max(self.height() + AROUND)
    }

    /// Width of the table.
    pub(super) fn width(&self) -> f64 {
        RAIL + f64::from(self.column) * self.heads.len().max(2) as f64
    }

    fn height(&self) -> f64 {
        self.head_height + self.rows.iter().map(|row| row.height).sum::<f64>()
    }

    /// Left edge of the column at `index`.
    fn left(&self, index: usize) -> f64 {
        RAIL + f64::from(self.column) * index as f64
    }

    /// The table.
    pub(super) fn draw(&self, source: &MapContent) -> Marks {
        let (width, height) = (self.width(), self.height());
        let mut marks = Marks { height, ..Marks::default() };
        marks.rectangle([0.0, 0.0, width, self.head_height], 5.0, "--sunk");
        for (index, head) in self.heads.iter().enumerate() {
            marks.place(&head.svg, (self.left(index) + SIDE, 9.0), 1.0);
        }
        let mut top = self.head_height;
        self.columns(&mut marks, 0.0, top);
        marks.line([0.0, top, width, top], 1.0, "", "--rule");
        for (index, row) in self.rows.iter().enumerate() {
            if heads::is_rule(row.lane) {
                marks.line([0.0, top, width, top], 1.2, "4 3", "--ink-3");
            } else {
                let follows_rule = index.checked_sub(1).is_some_and(|i| heads::is_rule(self.rows[i].lane));
                if index > 0 && !follows_rule {
                    marks.line([0.0, top, width, top], 1.0, "", "--rule-2");
                }
                self.row(&mut marks, source, row, top);
            }
            marks.place(&row.head.svg, (SIDE, top + self.pad), 1.0);
            top += row.height;
        }
        marks.frame([0.5, 0.5, width - 1.0, height - 1.0], 5.0, "--rule");
        marks
    }

    /// The cells of a row that begins at `top`.
    fn row(&self, marks: &mut Marks, source: &MapContent, row: &LaidOutRow, top: f64) {
        let is_money = row.lane.kind() == LaneKind::Money;
        for (index, stage) in source.plan.stages.iter().enumerate() {
            if is_money && source.dearest == Some(stage.id) {
                marks.rectangle([self.left(index), top, f64::from(self.column), row.height], 0.0, "--accent-soft");
            }
        }
        self.columns(marks, top, top + row.height);
        for (index, cell) in row.cells.iter().enumerate() {
            marks.place(&cell.svg, (self.left(index) + SIDE, top + self.pad), 1.0);
        }
        if row.lane.kind() == LaneKind::Experience {
            self.curve(marks, source, row, top);
        }
    }

    /// The experience curve through all columns.
    fn curve(&self, marks: &mut Marks, source: &MapContent, row: &LaidOutRow, top: f64) {
        let frame = LaneFrame { width: self.column, height: row.height as u32, roles: None };
        for index in 0..self.heads.len() {
            let Some(slice) = experience_slice(source.plan, index, &frame) else {
                let baseline = top + self.pad + 12.0;
                let at = (self.left(0) + SIDE, baseline);
                return marks.line_of_text(NO_SCORES, at, TextAnchor::Left, RULE);
            };
            if let Some(drawing) = Drawing::of(&slice.svg) {
                // The lines of the roles stand back behind that of all.
                let quiet =
                    drawing.marks.replace(r#"stroke="var(--role-"#, r#"stroke-opacity="0.7" stroke="var(--role-"#);
                marks.place(&quiet, (self.left(index), top), 1.0 / f64::from(SCALE));
            }
        }
    }

    /// The hairlines between the columns.
    fn columns(&self, marks: &mut Marks, top: f64, bottom: f64) {
        for index in 0..self.heads.len() {
            let x = self.left(index);
            marks.line([x, top, x, bottom], 1.0, "", "--rule-2");
        }
    }
}

/// The name of a rule across the map.
fn rule(row: &LaneRow) -> Marks {
    let mut marks = Marks::default();
    marks.paragraph(&row.label().to_lowercase(), 0.0, 1_000.0, RULE);
    marks
}

fn tallest(blocks: &[Marks]) -> f64 {
    blocks.iter().map(|block| block.height).fold(0.0, f64::max)
}
