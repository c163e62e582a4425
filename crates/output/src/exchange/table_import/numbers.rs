//! Decimal sign of a file: `.` or `,`.

use super::{Mapping, Scan};
use journey_plan::number::decimal_sign::{DecimalSign, sign_in};
use journey_plan::number::locale::Locale;

/// Evidence of one column about the decimal sign: the first text that tells each case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct DecimalSignEvidence {
    point: Option<String>,
    comma: Option<String>,
    either: Option<String>,
}

impl DecimalSignEvidence {
    /// Takes a cell into account.
    pub(super) fn observe(&mut self, cell: &str) {
        let slot = match sign_in(cell) {
            None => return,
            Some(DecimalSign::Point) => &mut self.point,
            Some(DecimalSign::Comma) => &mut self.comma,
            Some(DecimalSign::Either) => &mut self.either,
        };
        if slot.is_none() {
            *slot = Some(cell.to_owned());
        }
    }
}

/// Source of the decimal sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Basis {
    /// The plan: no number of the file depends on the decimal sign.
    Plan,
    /// A text of the file that can be read in one way only.
    File(String),
    /// A text that could be read in two ways, and nothing decides: ask once, and take [`Numbers::with_decimal`].
    Ambiguous(String),
    /// The user, who chose it.
    Chosen,
}

/// How the numbers of a file are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbers {
    /// A locale with the decimal sign of the file: the plan's, if that has it. Where the file is ambiguous, the plan's.
    pub locale: Locale,
    /// Source of the decimal sign.
    pub basis: Basis,
}

impl Numbers {
    /// Way of writing that the mapped columns of the file tell. Texts that can be read in one way only are read so in
    /// any locale; `1.234` and `1,234` cannot, and follow those texts, if they all agree.
    pub fn detect(scan: &Scan, mapping: &Mapping, plan: Locale) -> Self {
        let columns = || mapping.number_columns().filter_map(|column| scan.evidence.get(column));
        let first = |slot: fn(&DecimalSignEvidence) -> &Option<String>| columns().find_map(|e| slot(e).clone());
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
