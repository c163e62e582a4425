//! Formulas as values: one expression gives the text that a spreadsheet calculates and, in [`super::value`], the figure
//! that it will find.
//!
//! A row has one expression for all of its columns: a reference that moves with the column is relative to it
//! ([`RowAddress::here`], [`RowAddress::before`], [`RowAddress::so_far`]), every other one is fixed.

use super::functions::Function;
use super::tab::Tab;
use std::fmt::Write;
use std::ops::{Add, Div, Mul, Neg, Sub};

/// The address of a cell; rows and columns count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct CellAddress {
    pub(super) tab: Tab,
    pub(super) row: u32,
    pub(super) column: u16,
}

/// A row of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RowAddress {
    pub(super) tab: Tab,
    pub(super) row: u32,
}

/// Columns from the first to the last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ColumnRange {
    pub(super) first: u16,
    pub(super) last: u16,
}

impl ColumnRange {
    /// Whether there is no column between the ends.
    pub(super) fn is_empty(self) -> bool {
        self.last < self.first
    }
}

/// Rows of a sheet that follow each other, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RowRange {
    pub(super) tab: Tab,
    pub(super) first: u32,
    pub(super) last: u32,
}

/// Column that a reference means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ColumnReference {
    /// The column with this number, wherever the formula stands.
    Fixed(u16),
    /// The column of the formula.
    Here,
    /// The column to the left of the formula.
    Before,
}

impl ColumnReference {
    /// The column that a formula in `own` means.
    pub(super) fn of(self, own: u16) -> u16 {
        match self {
            Self::Fixed(column) => column,
            Self::Here => own,
            Self::Before => own.saturating_sub(1),
        }
    }

    fn is_fixed(self) -> bool {
        matches!(self, Self::Fixed(_))
    }
}

/// The cells of a reference: all rows from `rows.first` to `rows.last` in all columns from `left` to `right`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) rows: RowRange,
    pub(super) left: ColumnReference,
    pub(super) right: ColumnReference,
}

/// Operator between two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    Equal,
    Unequal,
    Less,
    AtMost,
}

impl Operator {
    fn sign(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Power => "^",
            Self::Equal => "=",
            Self::Unequal => "<>",
            Self::Less => "<",
            Self::AtMost => "<=",
        }
    }

    /// Binding strength of the operator; a sign binds tighter than all of them.
    fn tightness(self) -> u8 {
        match self {
            Self::Equal | Self::Unequal | Self::Less | Self::AtMost => 1,
            Self::Add | Self::Subtract => 2,
            Self::Multiply | Self::Divide => 3,
            Self::Power => 4,
        }
    }

    pub(super) fn compares(self) -> bool {
        self.tightness() == 1
    }
}

/// A formula.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expr {
    Number(f64),
    Text(String),
    Area(Area),
    Negative(Box<Expr>),
    Binary(Operator, Box<Expr>, Box<Expr>),
    Call(Function, Vec<Expr>),
}

impl CellAddress {
    /// The cell of this row in another column.
    pub(super) fn at(self, column: u16) -> Self {
        Self { column, ..self }
    }

    /// Address of the cell as other sheets write it: `Inputs!$C$5`.
    pub(super) fn name(self) -> String {
        let mut text = String::new();
        let area = Area::from(self);
        area.write(&mut text, None, self.column);
        text
    }
}

impl RowAddress {
    /// The cell of this row in the formula's own column.
    pub(super) fn here(self) -> Expr {
        self.area(ColumnReference::Here, ColumnReference::Here)
    }

    /// The cell of this row one column to the left.
    pub(super) fn before(self) -> Expr {
        self.area(ColumnReference::Before, ColumnReference::Before)
    }

    /// The cells of this row in all of `columns`.
    pub(super) fn across(self, columns: ColumnRange) -> Expr {
        self.area(ColumnReference::Fixed(columns.first), ColumnReference::Fixed(columns.last))
    }

    /// The cells of this row from the first of `columns` to the formula's own.
    pub(super) fn so_far(self, columns: ColumnRange) -> Expr {
        self.area(ColumnReference::Fixed(columns.first), ColumnReference::Here)
    }

    /// The cell of this row in `column`.
    pub(super) fn at(self, column: u16) -> CellAddress {
        CellAddress { tab: self.tab, row: self.row, column }
    }

    /// The rows from this one down to `last`.
    pub(super) fn to(self, last: Self) -> RowRange {
        RowRange { tab: self.tab, first: self.row, last: last.row }
    }

    fn area(self, left: ColumnReference, right: ColumnReference) -> Expr {
        Expr::Area(Area { rows: self.to(self), left, right })
    }
}

impl RowRange {
    /// The cells of these rows in one column.
    pub(super) fn down(self, column: ColumnReference) -> Expr {
        Expr::Area(Area { rows: self, left: column, right: column })
    }

    /// The cells of these rows in all of `columns`.
    pub(super) fn block(self, columns: ColumnRange) -> Expr {
        Expr::Area(Area {
            rows: self,
            left: ColumnReference::Fixed(columns.first),
            right: ColumnReference::Fixed(columns.last),
        })
    }
}

impl From<CellAddress> for Area {
    fn from(cell: CellAddress) -> Self {
        let column = ColumnReference::Fixed(cell.column);
        Self { rows: RowRange { tab: cell.tab, first: cell.row, last: cell.row }, left: column, right: column }
    }
}

impl From<CellAddress> for Expr {
    fn from(cell: CellAddress) -> Self {
        Self::Area(cell.into())
    }
}

impl From<f64> for Expr {
    fn from(value: f64) -> Self {
        Self::Number(value)
    }
}

impl From<&str> for Expr {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// Any value as an expression, so that it can stand to the left of an operator.
pub(super) fn x(value: impl Into<Expr>) -> Expr {
    value.into()
}

macro_rules! arithmetic {
    ($($trait:ident $method:ident $operator:ident),*) => { $(
        impl<T: Into<Expr>> $trait<T> for Expr {
            type Output = Expr;

            fn $method(self, right: T) -> Expr {
                self.with(Operator::$operator, right)
            }
        }
    )* };
}

arithmetic!(Add add Add, Sub sub Subtract, Mul mul Multiply, Div div Divide);

impl Neg for Expr {
    type Output = Self;

    fn neg(self) -> Self {
        Self::Negative(Box::new(self))
    }
}

impl Expr {
    pub(super) fn with(self, operator: Operator, right: impl Into<Self>) -> Self {
        Self::Binary(operator, Box::new(self), Box::new(right.into()))
    }

    pub(super) fn call<const N: usize>(function: Function, arguments: [Self; N]) -> Self {
        Self::Call(function, arguments.into())
    }

    /// Whether the formula does more than look up, compare and choose, so that it may have no result.
    pub(super) fn calculates(&self) -> bool {
        match self {
            Self::Number(_) | Self::Text(_) | Self::Area(_) => false,
            Self::Negative(_) => true,
            Self::Binary(operator, left, right) => !operator.compares() || left.calculates() || right.calculates(),
            Self::Call(function, arguments) => {
                use Function::{Abs, Exp, Int, Ln, Sign, SumProduct};
                matches!(function, Exp | Int | Ln | Abs | Sign | SumProduct) || arguments.iter().any(Self::calculates)
            }
        }
    }

    /// The formula as it is written into `cell`, without the equals sign.
    pub(super) fn formula(&self, cell: CellAddress) -> String {
        let mut text = String::new();
        self.write(&mut text, cell, 0);
        text
    }

    /// Writes the formula into a place where operators that bind less tightly than `tightness` need brackets.
    fn write(&self, text: &mut String, cell: CellAddress, tightness: u8) {
        match self {
            Self::Number(value) if *value < 0.0 => {
                let _ = write!(text, "({value})");
            }
            Self::Number(value) => {
                let _ = write!(text, "{value}");
            }
            Self::Text(value) => {
                let _ = write!(text, "\"{}\"", value.replace('"', "\"\""));
            }
            Self::Area(area) => area.write(text, Some(cell.tab), cell.column),
            Self::Negative(inner) => {
                text.push_str("(-");
                inner.write(text, cell, 5);
                text.push(')');
            }
            Self::Binary(operator, left, right) => {
                let own = operator.tightness();
                let brackets = own < tightness;
                text.push_str(if brackets { "(" } else { "" });
                left.write(text, cell, own);
                text.push_str(operator.sign());
                // The operand to the right of a minus or a division keeps its brackets.
                right.write(text, cell, own + 1);
                text.push_str(if brackets { ")" } else { "" });
            }
            Self::Call(function, arguments) => {
                text.push_str(function.name());
                text.push('(');
                for (index, argument) in arguments.iter().enumerate() {
                    text.push_str(if index > 0 { "," } else { "" });
                    argument.write(text, cell, 0);
                }
                text.push(')');
            }
        }
    }
}

impl Area {
    /// Whether the area is one cell.
    pub(super) fn is_cell(self) -> bool {
        self.rows.first == self.rows.last && self.left == self.right
    }

    fn write(self, text: &mut String, from: Option<Tab>, own: u16) {
        if from != Some(self.rows.tab) {
            let _ = write!(text, "{}!", self.rows.tab.quoted());
        }
        write_corner(text, self.left, own, self.rows.first);
        if !self.is_cell() {
            text.push(':');
            write_corner(text, self.right, own, self.rows.last);
        }
    }
}

fn write_corner(text: &mut String, column: ColumnReference, own: u16, row: u32) {
    let dollar = if column.is_fixed() { "$" } else { "" };
    let _ = write!(text, "{dollar}{}${}", column_name(column.of(own)), row + 1);
}

/// The letters of a column: A, B, … Z, AA.
pub(super) fn column_name(column: u16) -> String {
    let mut rest = u32::from(column) + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::workbook::functions::{at_most, power, when};

    const HERE: CellAddress = CellAddress { tab: Tab::Forecast, row: 4, column: 27 };

    #[test]
    fn brackets_keep_the_order_of_calculation() {
        let text = |formula: Expr| formula.formula(HERE);
        assert_eq!(text(x(1.0) - (x(2.0) - 3.0)), "1-(2-3)");
        assert_eq!(text((x(1.0) - 2.0) - 3.0), "1-2-3");
        assert_eq!(text(x(6.0) / (x(2.0) * 3.0)), "6/(2*3)");
        assert_eq!(text((x(1.0) + 2.0) * 3.0), "(1+2)*3");
        assert_eq!(text(power(power(2.0, 3.0), 2.0)), "2^3^2");
        assert_eq!(text(power(2.0, power(3.0, 2.0))), "2^(3^2)");
        assert_eq!(text(power(x(1.0) + 1.0, -x(2.0))), "(1+1)^(-2)");
        assert_eq!(text(x(1.0) * -1.0), "1*(-1)");
        assert_eq!(text(at_most(1.0, 2.0) * 3.0), "(1<=2)*3");
        assert_eq!(text(when(at_most(1.0, x(1.0) + 1.0), "say \"no\"", 0.0)), "IF(1<=1+1,\"say \"\"no\"\"\",0)");
    }

    #[test]
    fn references_move_with_the_column_or_stay() {
        let line = RowAddress { tab: Tab::Forecast, row: 9 };
        let columns = ColumnRange { first: 6, last: 30 };
        let text = |formula: Expr| formula.formula(HERE);
        assert_eq!(text(line.here() + line.before()), "AB$10+AA$10");
        assert_eq!(text(line.across(columns)), "$G$10:$AE$10");
        assert_eq!(text(line.so_far(columns)), "$G$10:AB$10");
        assert_eq!(text(x(CellAddress { tab: Tab::Past, row: 0, column: 2 })), "'Past years'!$C$1");
    }
}
