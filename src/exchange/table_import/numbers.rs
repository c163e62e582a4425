//! Which of `.` and `,` is the decimal sign of a file.

use super::{Mapping, Scan};
use crate::plan::locale::Locale;

/// What the texts of one column tell about the decimal sign, each with the first text that tells it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Evidence {
    point: Option<String>,
    comma: Option<String>,
    either: Option<String>,
}

impl Evidence {
    /// Takes a cell into account.
    pub(super) fn observe(&mut self, cell: &str) {
        let slot = match told(cell) {
            None => return,
            Some(Sign::Point) => &mut self.point,
            Some(Sign::Comma) => &mut self.comma,
            Some(Sign::Either) => &mut self.either,
        };
        if slot.is_none() {
            *slot = Some(cell.to_owned());
        }
    }
}

enum Sign {
    Point,
    Comma,
    Either,
}

/// What one text tells: nothing where it is no number or has no separator.
fn told(cell: &str) -> Option<Sign> {
    let last = cell.bytes().rposition(|b| matches!(b, b'.' | b','))?;
    if cell.len() > 40 {
        return None;
    }
    let digit = |b: u8| b.is_ascii_digit();
    let begin = cell.bytes().position(digit).unwrap_or(last).min(last);
    let end = cell.bytes().rposition(digit)? + 1;
    let number = cell.get(begin..end)?;
    // What stands around the digits is a sign, a currency or a unit; inside them there are only groups.
    let is_group = |c: char| c.is_whitespace() || matches!(c, '\'' | '’');
    if !number.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',') || is_group(c)) {
        return None;
    }
    let (whole, rest) = (cell.get(begin..last)?, cell.get(last..end)?);
    let (sign, other) = if rest.starts_with('.') { (Sign::Point, Sign::Comma) } else { (Sign::Comma, Sign::Point) };
    let separator = rest.chars().next()?;
    let fraction = rest.get(1..)?;
    let again = whole.contains(separator);
    if whole.contains(['.', ',']) && !again {
        return Some(sign);
    }
    if again {
        // Dates and versions have several points, too, but not between groups of three.
        return (fraction.len() == 3 && !whole.contains(is_group)).then_some(other);
    }
    let could_group = fraction.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0');
    Some(if could_group { Sign::Either } else { sign })
}

/// Where the decimal sign comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Basis {
    /// No number of the file depends on it.
    Plan,
    /// A text of the file that can be read in one way only.
    File(String),
    /// A text that could be read in two ways, and nothing decides: ask once, and take [`Numbers::with_decimal`].
    Ambiguous(String),
    /// Chosen by the user.
    Chosen,
}

/// How the numbers of a file are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbers {
    /// A locale with the decimal sign of the file: the plan's, if that has it. Where the file is ambiguous, the plan's.
    pub locale: Locale,
    /// Why.
    pub basis: Basis,
}

impl Numbers {
    /// What the mapped columns of the file tell. Texts that can be read in one way only are read so in any locale;
    /// `1.234` and `1,234` cannot, and follow those texts, if they all agree.
    pub fn detect(scan: &Scan, mapping: &Mapping, plan: Locale) -> Self {
        let columns = || mapping.number_columns().filter_map(|column| scan.evidence.get(column));
        let first = |slot: fn(&Evidence) -> &Option<String>| columns().find_map(|e| slot(e).clone());
        let either = first(|e| &e.either);
        match (first(|e| &e.point), first(|e| &e.comma), either) {
            (Some(text), None, _) => Self { locale: with_decimal('.', plan), basis: Basis::File(text) },
            (None, Some(text), _) => Self { locale: with_decimal(',', plan), basis: Basis::File(text) },
            (_, _, Some(text)) => Self { locale: plan, basis: Basis::Ambiguous(text) },
            (_, _, None) => Self { locale: plan, basis: Basis::Plan },
        }
    }

    /// The user's answer: `,` or `.` is the decimal sign.
    pub fn with_decimal(decimal: char, plan: Locale) -> Self {
        Self { locale: with_decimal(decimal, plan), basis: Basis::Chosen }
    }

    /// Whether the user must be asked.
    pub fn is_ambiguous(&self) -> bool {
        matches!(self.basis, Basis::Ambiguous(_))
    }
}

fn with_decimal(decimal: char, plan: Locale) -> Locale {
    match decimal {
        d if d == plan.decimal() => plan,
        ',' => Locale::DeDe,
        _ => Locale::EnGb,
    }
}
