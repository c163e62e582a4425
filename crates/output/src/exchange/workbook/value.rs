//! Values of formulas by the rules of a spreadsheet, so that the figure kept in a cell is the result of its formula
//! there.

use super::expr::{Area, CellAddress, Expr, Operator};
use super::functions::Function;
use std::cmp::Ordering;

/// Value that a cell shows.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Blank,
    Number(f64),
    Text(String),
    Truth(bool),
    /// What a spreadsheet shows as `#DIV/0!`, `#NUM!` or `#VALUE!`.
    Fault,
    /// The cells of an area, row by row.
    List(Vec<Value>),
}

/// Why a formula has no value yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pending {
    /// A cell that the formula refers to has not been calculated.
    Later,
    /// A cell that the formula refers to does not exist.
    Missing(CellAddress),
}

/// Source of the values of other cells.
pub(super) trait CellValues {
    /// The value of `cell`.
    fn value(&self, cell: CellAddress) -> Result<&Value, Pending>;
}

impl Value {
    fn number(&self) -> Option<f64> {
        match self {
            Self::Blank => Some(0.0),
            Self::Number(value) => Some(*value),
            Self::Truth(yes) => Some(f64::from(u8::from(*yes))),
            Self::Text(_) | Self::Fault | Self::List(_) => None,
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Number(value) => value.to_string(),
            Self::Text(text) => text.clone(),
            Self::Truth(yes) => yes.to_string().to_uppercase(),
            Self::Blank | Self::Fault | Self::List(_) => String::new(),
        }
    }

    fn finite(value: f64) -> Self {
        if value.is_finite() { Self::Number(value) } else { Self::Fault }
    }

    fn is_true(&self) -> Option<bool> {
        self.number().map(|value| value.abs() > 0.0)
    }

    /// The values of an area, or the one value.
    fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            one => std::slice::from_ref(one),
        }
    }
}

impl Expr {
    /// The value of the formula in `cell`.
    pub(super) fn value(&self, cell: CellAddress, known: &impl CellValues) -> Result<Value, Pending> {
        Ok(match self {
            Self::Number(value) => Value::Number(*value),
            Self::Text(text) => Value::Text(text.clone()),
            Self::Area(area) => area.value(cell.column, known)?,
            Self::Negative(inner) => binary(Operator::Subtract, &Value::Number(0.0), &inner.value(cell, known)?),
            Self::Binary(operator, left, right) => {
                binary(*operator, &left.value(cell, known)?, &right.value(cell, known)?)
            }
            Self::Call(function, arguments) => call(*function, arguments, cell, known)?,
        })
    }
}

impl Area {
    fn value(self, own: u16, known: &impl CellValues) -> Result<Value, Pending> {
        let at = |row, column| known.value(CellAddress { tab: self.rows.tab, row, column });
        if self.is_cell() {
            return at(self.rows.first, self.left.of(own)).cloned();
        }
        let columns = self.left.of(own)..=self.right.of(own);
        let cells = (self.rows.first..=self.rows.last).flat_map(|row| columns.clone().map(move |column| (row, column)));
        // Headings leave gaps in a column; a cell that is named alone must be there.
        let in_list = |(row, column)| match at(row, column) {
            Err(Pending::Missing(_)) => Ok(Value::Blank),
            known => known.cloned(),
        };
        cells.map(in_list).collect::<Result<_, _>>().map(Value::List)
    }
}

fn binary(operator: Operator, left: &Value, right: &Value) -> Value {
    match (left, right) {
        (Value::List(a), Value::List(b)) => Value::List(a.iter().zip(b).map(|(a, b)| binary(operator, a, b)).collect()),
        (Value::List(a), b) => Value::List(a.iter().map(|a| binary(operator, a, b)).collect()),
        (a, Value::List(b)) => Value::List(b.iter().map(|b| binary(operator, a, b)).collect()),
        (Value::Fault, _) | (_, Value::Fault) => Value::Fault,
        (a, b) if operator.compares() => Value::Truth(compare(operator, a, b)),
        (a, b) => match (a.number(), b.number()) {
            (Some(a), Some(b)) => arithmetic(operator, a, b),
            _ => Value::Fault,
        },
    }
}

fn arithmetic(operator: Operator, a: f64, b: f64) -> Value {
    match operator {
        Operator::Add => Value::finite(a + b),
        Operator::Subtract => Value::finite(a - b),
        Operator::Multiply => Value::finite(a * b),
        Operator::Divide if b.abs() > 0.0 => Value::finite(a / b),
        // 0 to the power of 0 is an error in a spreadsheet.
        Operator::Power if a.abs() > 0.0 || b > 0.0 => Value::finite(libm::pow(a, b)),
        _ => Value::Fault,
    }
}

fn compare(operator: Operator, a: &Value, b: &Value) -> bool {
    let order = order(a, b);
    match operator {
        Operator::Equal => order == Ordering::Equal,
        Operator::Unequal => order != Ordering::Equal,
        Operator::Less => order == Ordering::Less,
        _ => order != Ordering::Greater,
    }
}

/// Numbers come before texts; an empty cell is like 0 beside a number and like an empty text beside a text.
fn order(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Text(a), Value::Text(b)) => a.to_lowercase().cmp(&b.to_lowercase()),
        (Value::Blank, Value::Text(b)) => "".cmp(b.as_str()),
        (Value::Text(a), Value::Blank) => a.as_str().cmp(""),
        (Value::Text(_), _) => Ordering::Greater,
        (_, Value::Text(_)) => Ordering::Less,
        (a, b) => a.number().partial_cmp(&b.number()).unwrap_or(Ordering::Equal),
    }
}

fn call(function: Function, arguments: &[Expr], cell: CellAddress, known: &impl CellValues) -> Result<Value, Pending> {
    let argument = |index: usize| match arguments.get(index) {
        Some(argument) => argument.value(cell, known),
        None => Ok(Value::Blank),
    };
    // The two that do not look at all of their arguments.
    match function {
        Function::If => {
            return match argument(0)?.is_true() {
                Some(yes) => argument(if yes { 1 } else { 2 }),
                None => Ok(Value::Fault),
            };
        }
        Function::IfError => {
            let value = argument(0)?;
            return if value == Value::Fault { argument(1) } else { Ok(value) };
        }
        _ => {}
    }
    let values: Vec<Value> = arguments.iter().map(|a| a.value(cell, known)).collect::<Result<_, _>>()?;
    Ok(of_values(function, &values))
}

fn of_values(function: Function, values: &[Value]) -> Value {
    let first = values.first().unwrap_or(&Value::Blank);
    let items = || values.iter().flat_map(Value::items);
    match function {
        Function::Count => Value::Number(items().filter(|v| matches!(v, Value::Number(_))).count() as f64),
        Function::IsNumber => Value::Truth(matches!(first, Value::Number(_))),
        Function::Index => nth(first, values),
        _ if items().any(|v| *v == Value::Fault) => Value::Fault,
        Function::Concatenate => Value::Text(items().map(Value::text).collect()),
        Function::And => Value::Truth(items().all(|v| v.is_true() != Some(false))),
        Function::Or => Value::Truth(items().any(|v| v.is_true() == Some(true))),
        Function::Sum => Value::finite(numbers(values).sum()),
        Function::Min => Value::Number(numbers(values).reduce(f64::min).unwrap_or(0.0)),
        Function::Max => Value::Number(numbers(values).reduce(f64::max).unwrap_or(0.0)),
        Function::SumProduct => Value::finite(items().filter_map(Value::number).sum()),
        _ => of_each(function, first),
    }
}

/// A function of one number, of every number of a list.
fn of_each(function: Function, value: &Value) -> Value {
    let of_number = |value: f64| match function {
        Function::Abs => value.abs(),
        Function::Int => value.floor(),
        Function::Sign => sign(value),
        Function::Ln => libm::log(value),
        _ => libm::exp(value),
    };
    match value {
        Value::List(items) => Value::List(items.iter().map(|item| of_each(function, item)).collect()),
        one => one.number().map_or(Value::Fault, |v| Value::finite(of_number(v))),
    }
}

/// The numbers of an area, past texts and empty cells.
fn numbers(values: &[Value]) -> impl Iterator<Item = f64> {
    values.iter().flat_map(Value::items).filter_map(|v| match v {
        Value::Number(value) => Some(*value),
        _ => None,
    })
}

fn sign(value: f64) -> f64 {
    if value.abs() > 0.0 { value.signum() } else { 0.0 }
}

/// `INDEX(list, position)`, or `INDEX(block, row, 0)` of a square block.
fn nth(list: &Value, values: &[Value]) -> Value {
    let (Value::List(items), Some(position)) = (list, values.get(1).and_then(Value::number)) else {
        return if matches!(list, Value::List(_)) { Value::Fault } else { list.clone() };
    };
    let Some(position) = (position as usize).checked_sub(1) else { return Value::Fault };
    if values.len() < 3 {
        return items.get(position).cloned().unwrap_or(Value::Fault);
    }
    let width = items.len().isqrt();
    items.chunks(width.max(1)).nth(position).map_or(Value::Fault, |row| Value::List(row.to_vec()))
}
