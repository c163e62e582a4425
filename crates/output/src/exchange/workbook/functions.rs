//! The functions of formulas by their names, so that a formula reads like one.

use super::expr::{Expr, Operator, x};

/// A function that every spreadsheet program knows, from Excel 2010 on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Function {
    Abs,
    And,
    Concatenate,
    Count,
    Exp,
    If,
    IfError,
    Index,
    Int,
    IsNumber,
    Ln,
    Max,
    Min,
    Or,
    Sign,
    Sum,
    SumProduct,
}

impl Function {
    /// Name of the function in a formula.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Abs => "ABS",
            Self::And => "AND",
            Self::Concatenate => "CONCATENATE",
            Self::Count => "COUNT",
            Self::Exp => "EXP",
            Self::If => "IF",
            Self::IfError => "IFERROR",
            Self::Index => "INDEX",
            Self::Int => "INT",
            Self::IsNumber => "ISNUMBER",
            Self::Ln => "LN",
            Self::Max => "MAX",
            Self::Min => "MIN",
            Self::Or => "OR",
            Self::Sign => "SIGN",
            Self::Sum => "SUM",
            Self::SumProduct => "SUMPRODUCT",
        }
    }
}

/// `IF(condition, yes, no)`.
pub(super) fn when(condition: Expr, yes: impl Into<Expr>, no: impl Into<Expr>) -> Expr {
    Expr::call(Function::If, [condition, yes.into(), no.into()])
}

/// `left = right`.
pub(super) fn equal(left: impl Into<Expr>, right: impl Into<Expr>) -> Expr {
    x(left).with(Operator::Equal, right)
}

/// `left <> right`.
pub(super) fn unequal(left: impl Into<Expr>, right: impl Into<Expr>) -> Expr {
    x(left).with(Operator::Unequal, right)
}

/// `left < right`.
pub(super) fn less(left: impl Into<Expr>, right: impl Into<Expr>) -> Expr {
    x(left).with(Operator::Less, right)
}

/// `left <= right`.
pub(super) fn at_most(left: impl Into<Expr>, right: impl Into<Expr>) -> Expr {
    x(left).with(Operator::AtMost, right)
}

/// `base ^ exponent`.
pub(super) fn power(base: impl Into<Expr>, exponent: impl Into<Expr>) -> Expr {
    x(base).with(Operator::Power, exponent)
}

/// Whether a cell is empty.
pub(super) fn is_empty(cell: impl Into<Expr>) -> Expr {
    equal(cell, "")
}

/// `AND(…)`.
pub(super) fn all(conditions: impl IntoIterator<Item = Expr>) -> Expr {
    Expr::Call(Function::And, conditions.into_iter().collect())
}

/// `OR(…)`.
pub(super) fn any(conditions: impl IntoIterator<Item = Expr>) -> Expr {
    Expr::Call(Function::Or, conditions.into_iter().collect())
}

/// `MIN(…)` of several values.
pub(super) fn lowest<const N: usize>(values: [Expr; N]) -> Expr {
    Expr::call(Function::Min, values)
}

/// `MAX(…)` of several values.
pub(super) fn highest<const N: usize>(values: [Expr; N]) -> Expr {
    Expr::call(Function::Max, values)
}

/// `COUNT(area)`: how many of its cells hold a number.
pub(super) fn count(area: Expr) -> Expr {
    Expr::call(Function::Count, [area])
}

/// `SUM(area)`, which passes over texts.
pub(super) fn sum(area: Expr) -> Expr {
    Expr::call(Function::Sum, [area])
}

/// `SUMPRODUCT(…)` of one expression over areas of one shape.
pub(super) fn sum_of(products: Expr) -> Expr {
    Expr::call(Function::SumProduct, [products])
}

/// The sum of an area in which every cell must hold a number: a cell that says n/a makes it n/a too.
pub(super) fn total(area: Expr) -> Expr {
    sum_of(area * 1.0)
}

/// `INDEX(area, position)`.
pub(super) fn nth(area: Expr, position: impl Into<Expr>) -> Expr {
    Expr::call(Function::Index, [area, position.into()])
}

/// `INDEX(area, row, 0)`: a whole row of a block.
pub(super) fn row_of(block: Expr, row: impl Into<Expr>) -> Expr {
    Expr::call(Function::Index, [block, row.into(), x(0.0)])
}

/// `EXP(value)`.
pub(super) fn exp(value: Expr) -> Expr {
    Expr::call(Function::Exp, [value])
}

/// `LN(value)`.
pub(super) fn ln(value: Expr) -> Expr {
    Expr::call(Function::Ln, [value])
}

/// `ABS(value)`.
pub(super) fn abs(value: impl Into<Expr>) -> Expr {
    Expr::call(Function::Abs, [value.into()])
}

/// `SIGN(value)`.
pub(super) fn sign(value: impl Into<Expr>) -> Expr {
    Expr::call(Function::Sign, [value.into()])
}

/// `INT(value)`: the largest whole number that is not above it.
pub(super) fn int(value: impl Into<Expr>) -> Expr {
    Expr::call(Function::Int, [value.into()])
}

/// `ISNUMBER(value)`.
pub(super) fn is_number(value: impl Into<Expr>) -> Expr {
    Expr::call(Function::IsNumber, [value.into()])
}

/// The sum of some terms; zero where there are none.
pub(super) fn plus(terms: impl IntoIterator<Item = Expr>) -> Expr {
    terms.into_iter().reduce(|sum, term| sum + term).unwrap_or(Expr::Number(0.0))
}

/// `CONCATENATE(first, second)`.
pub(super) fn join(first: impl Into<Expr>, second: Expr) -> Expr {
    Expr::call(Function::Concatenate, [first.into(), second])
}
