//! The workbook before it is a file: cells on sheets, laid down row by row and then calculated.

use super::error::WorkbookError;
use super::expr::{CellAddress, ColumnRange, Expr, RowAddress, RowRange};
use super::frame::{AHEAD, BODY, FIRST, LABEL, NOT_AVAILABLE, UNIT, VALUE};
use super::functions::Function;
use super::style::{CellStyle, CellUnit};
use super::tab::Tab;
use super::value::{CellValues, Pending, Value};
use journey_plan::number::pen::Pen;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Content of a cell.
#[derive(Debug, Clone)]
pub(super) enum Content {
    /// An input that is not filled in.
    Empty,
    Text(String),
    Number(f64),
    Formula(Rc<Expr>),
}

/// A cell with its look.
#[derive(Debug, Clone)]
pub(super) struct StyledCell {
    pub(super) content: Content,
    pub(super) look: CellStyle,
    pub(super) unit: CellUnit,
    /// Value that the cell shows; `None` until it is calculated.
    value: Option<Value>,
}

/// Values that may be entered into a cell.
#[derive(Debug, Clone)]
pub(super) enum Allowed {
    /// A number between two ends.
    Between(f64, f64),
    /// A number from a lowest value on.
    AtLeast(f64),
    /// A number above another.
    Above(f64),
    /// A whole number between two ends.
    Whole(i32, i32),
    /// One of some words.
    Words(&'static [&'static str]),
}

#[derive(Debug, Default)]
struct TabContent {
    cells: BTreeMap<(u32, u16), StyledCell>,
    next: u32,
    allowed: Vec<(CellAddress, ColumnRange, Allowed)>,
}

/// A name that a formula or a reader may use for a cell.
#[derive(Debug, Clone)]
pub(super) struct DefinedName {
    pub(super) name: String,
    pub(super) cell: CellAddress,
}

/// Workbook in memory: sheets of cells, which are laid down and then calculated.
#[derive(Debug)]
pub(super) struct Book {
    sheets: BTreeMap<Tab, TabContent>,
    pub(super) names: Vec<DefinedName>,
    /// Columns of the entered years; those of the years ahead follow in `ahead`.
    pub(super) entered: ColumnRange,
    pub(super) ahead: ColumnRange,
    /// Pen of the plan, for the numbers in texts.
    pub(super) pen: Pen,
    pending: Vec<CellAddress>,
}

impl CellValues for Book {
    fn value(&self, cell: CellAddress) -> Result<&Value, Pending> {
        match self.slot(cell) {
            Some(slot) => slot.value.as_ref().ok_or(Pending::Later),
            None => Err(Pending::Missing(cell)),
        }
    }
}

impl StyledCell {
    /// Value that the cell shows.
    pub(super) fn shown(&self) -> &Value {
        self.value.as_ref().unwrap_or(&Value::Blank)
    }
}

impl Book {
    /// An empty workbook whose timeline has so many entered years and years ahead.
    pub(super) fn new(pen: Pen, entered: u16, ahead: u16) -> Self {
        let first_ahead = FIRST + entered;
        Self {
            sheets: BTreeMap::new(),
            names: Vec::new(),
            entered: ColumnRange { first: FIRST, last: first_ahead.saturating_sub(1) },
            ahead: ColumnRange { first: first_ahead, last: (first_ahead + ahead).saturating_sub(1) },
            pen,
            pending: Vec::new(),
        }
    }

    /// The column of the opening balances: the one before the first year ahead.
    pub(super) fn opening(&self) -> u16 {
        self.ahead.first.saturating_sub(1)
    }

    pub(super) fn slot(&self, cell: CellAddress) -> Option<&StyledCell> {
        self.sheets.get(&cell.tab)?.cells.get(&(cell.row, cell.column))
    }

    /// The sheets that hold something, in their order.
    pub(super) fn tabs(&self) -> impl Iterator<Item = Tab> + '_ {
        Tab::ALL.into_iter().filter(|tab| self.sheets.contains_key(tab))
    }

    /// The cells of a sheet, row by row.
    pub(super) fn cells(&self, tab: Tab) -> impl Iterator<Item = (CellAddress, &StyledCell)> {
        let cells = self.sheets.get(&tab).into_iter().flat_map(|sheet| &sheet.cells);
        cells.map(move |((row, column), slot)| (CellAddress { tab, row: *row, column: *column }, slot))
    }

    /// Values that may be entered on a sheet, and the cells they are for.
    pub(super) fn allowed(&self, tab: Tab) -> &[(CellAddress, ColumnRange, Allowed)] {
        self.sheets.get(&tab).map_or(&[], |sheet| &sheet.allowed)
    }

    /// Puts content into a cell.
    pub(super) fn put(&mut self, cell: CellAddress, content: Content, look: CellStyle, unit: CellUnit) {
        let value = match &content {
            Content::Empty => Some(Value::Blank),
            Content::Text(text) => Some(Value::Text(text.clone())),
            Content::Number(number) => Some(Value::Number(*number)),
            Content::Formula(_) => None,
        };
        if value.is_none() {
            self.pending.push(cell);
        }
        let sheet = self.sheets.entry(cell.tab).or_default();
        sheet.cells.insert((cell.row, cell.column), StyledCell { content, look, unit, value });
        sheet.next = sheet.next.max(cell.row + 1);
    }

    /// Gives a cell another look.
    pub(super) fn look(&mut self, cell: CellAddress, look: CellStyle) {
        let slot = self.sheets.get_mut(&cell.tab).and_then(|sheet| sheet.cells.get_mut(&(cell.row, cell.column)));
        if let Some(slot) = slot {
            slot.look = look;
        }
    }

    /// The row after the last one of a sheet.
    pub(super) fn next(&self, tab: Tab) -> u32 {
        self.sheets.get(&tab).map_or(BODY, |sheet| sheet.next.max(BODY))
    }

    /// Calculates every cell.
    ///
    /// # Errors
    /// A formula that refers to a cell that does not exist, or to itself: a fault of the workbook's own.
    pub(super) fn calculate(&mut self) -> Result<(), WorkbookError> {
        let mut pending = std::mem::take(&mut self.pending);
        while !pending.is_empty() {
            let before = pending.len();
            let mut later = Vec::new();
            for cell in pending {
                let Some(Content::Formula(formula)) = self.slot(cell).map(|slot| slot.content.clone()) else {
                    continue;
                };
                match formula.value(cell, self) {
                    Ok(value) => self.settle(cell, value),
                    Err(Pending::Later) => later.push(cell),
                    Err(Pending::Missing(missing)) => {
                        return Err(WorkbookError::Missing { missing: missing.name(), cell: cell.name() });
                    }
                }
            }
            if later.len() == before {
                return Err(WorkbookError::Circular { cell: later.first().map_or_else(String::new, |c| c.name()) });
            }
            pending = later;
        }
        Ok(())
    }

    fn settle(&mut self, cell: CellAddress, value: Value) {
        let slot = self.sheets.get_mut(&cell.tab).and_then(|sheet| sheet.cells.get_mut(&(cell.row, cell.column)));
        if let Some(slot) = slot {
            slot.value = Some(value);
        }
    }

    /// Writes on a sheet, downwards from its next free row.
    pub(super) fn page(&mut self, tab: Tab) -> Page<'_> {
        Page { book: self, tab }
    }
}

/// Writes rows onto one sheet.
pub(super) struct Page<'b> {
    pub(super) book: &'b mut Book,
    pub(super) tab: Tab,
}

impl Page<'_> {
    /// The next free row.
    pub(super) fn next(&self) -> RowAddress {
        RowAddress { tab: self.tab, row: self.book.next(self.tab) }
    }

    /// The years ahead: 1, 2, … in their columns.
    pub(super) fn year(&self) -> RowAddress {
        RowAddress { tab: self.tab, row: AHEAD }
    }

    /// A heading with an empty row above it.
    pub(super) fn heading(&mut self, text: &str) {
        let next = self.next();
        let row = if next.row == BODY { next.row } else { next.row + 1 };
        self.text_at(RowAddress { row, ..next }.at(LABEL), text, CellStyle::Heading);
    }

    /// A sentence over the whole width.
    pub(super) fn remark(&mut self, text: &str) {
        self.text_at(self.next().at(LABEL), text, CellStyle::Sentence);
    }

    pub(super) fn text_at(&mut self, cell: CellAddress, text: &str, look: CellStyle) {
        self.book.put(cell, Content::Text(text.to_owned()), look, CellUnit::None);
    }

    /// A row with its label and its unit.
    pub(super) fn label(&mut self, label: &str, unit: CellUnit) -> RowAddress {
        let line = self.next();
        self.text_at(line.at(LABEL), label, CellStyle::Label);
        self.text_at(line.at(UNIT), unit.label(), CellStyle::Remark);
        line
    }

    /// A number for all years.
    pub(super) fn scalar(&mut self, label: &str, unit: CellUnit, formula: Expr) -> CellAddress {
        let cell = self.label(label, unit).at(VALUE);
        self.formula(cell, formula, unit);
        cell
    }

    /// A row over the years ahead.
    pub(super) fn row(&mut self, label: &str, unit: CellUnit, formula: Expr) -> RowAddress {
        self.row_over(self.book.ahead, label, unit, formula)
    }

    /// A row over any columns, with one formula for all of them.
    pub(super) fn row_over(&mut self, columns: ColumnRange, label: &str, unit: CellUnit, formula: Expr) -> RowAddress {
        let line = self.label(label, unit);
        self.fill(line, columns, formula, unit);
        line
    }

    /// A row over the years ahead, with an opening balance in the column before them.
    pub(super) fn row_from(&mut self, label: &str, unit: CellUnit, opening: Expr, formula: Expr) -> RowAddress {
        let opening_column = self.book.opening();
        let line = self.row(label, unit, formula);
        self.formula(line.at(opening_column), opening, unit);
        line
    }

    /// Writes one formula into all `columns` of a row.
    pub(super) fn fill(&mut self, line: RowAddress, columns: ColumnRange, formula: Expr, unit: CellUnit) {
        let formula = Rc::new(guarded(formula));
        for column in columns.first..=columns.last {
            self.book.put(line.at(column), Content::Formula(Rc::clone(&formula)), CellStyle::Formula, unit);
        }
    }

    /// Writes a formula into one cell.
    pub(super) fn formula(&mut self, cell: CellAddress, formula: Expr, unit: CellUnit) {
        self.book.put(cell, Content::Formula(Rc::new(guarded(formula))), CellStyle::Formula, unit);
    }

    /// Writes an input: a number for the reader to change, or an empty cell for one.
    pub(super) fn input_at(&mut self, cell: CellAddress, value: Option<f64>, unit: CellUnit) {
        let content = value.map_or(Content::Empty, Content::Number);
        self.book.put(cell, content, CellStyle::Input, unit);
    }

    /// Restricts the values that may be entered into a cell and its neighbours to the right.
    pub(super) fn allow(&mut self, cell: CellAddress, last: u16, allowed: Allowed) {
        let columns = ColumnRange { first: cell.column, last };
        if let Some(sheet) = self.book.sheets.get_mut(&self.tab) {
            sheet.allowed.push((cell, columns, allowed));
        }
    }

    /// Gives a cell a name.
    pub(super) fn name(&mut self, name: &str, cell: CellAddress) {
        self.book.names.push(DefinedName { name: name.to_owned(), cell });
    }
}

/// A formula that says n/a where its calculation has no result.
fn guarded(formula: Expr) -> Expr {
    if formula.calculates() { Expr::call(Function::IfError, [formula, Expr::from(NOT_AVAILABLE)]) } else { formula }
}

/// Rows that follow each other.
pub(super) fn rows(lines: &[RowAddress]) -> Option<RowRange> {
    Some(lines.first()?.to(*lines.last()?))
}
