//! Input cells: a number or a word with its unit, its values, its place in the plan file and its source.

use super::book::{Allowed, Page};
use super::expr::{CellAddress, ColumnRange, Expr, RowAddress, x};
use super::frame::{CHECK, LABEL, NOTE, PLACE, VALUE};
use super::functions::{all, any, at_most, count, equal, int, is_empty, is_number, less, plus, sum_of, unequal, when};
use super::style::{CellStyle, CellUnit};
use journey_plan::{CellNote, Domain, Number};

pub(super) const YES: [&str; 2] = ["Yes", "No"];

/// Domain of a flag: 1 is yes, 0 is no.
pub(super) const FLAG: Domain = Domain::whole("The flag", 0.0, 1.0);

/// The values that the program which opens the book lets a user type.
fn allowed(domain: &Domain, unit: CellUnit) -> Option<Allowed> {
    let Domain { low, high, open, whole, .. } = *domain;
    Some(match (low.is_finite(), high.is_finite()) {
        _ if unit == CellUnit::Flag => Allowed::Words(&["0", "1"]),
        (true, true) if whole => Allowed::Whole(low as i32, high as i32),
        // That the ends themselves are no values is left to the check beside the cell.
        (true, true) => Allowed::Between(low, high),
        (true, false) if open => Allowed::Above(low),
        (true, false) => Allowed::AtLeast(low),
        (false, _) => return None,
    })
}

/// Whether a cell holds one of the values of `domain`.
fn holds(domain: &Domain, cell: CellAddress) -> Expr {
    let Domain { low, high, open, whole, .. } = *domain;
    let above = low.is_finite().then(|| if open { less(low, cell) } else { at_most(low, cell) });
    let below = high.is_finite().then(|| if open { less(cell, high) } else { at_most(cell, high) });
    // Of a text there is no whole part.
    let whole = whole.then(|| equal(when(is_number(cell), int(cell), ""), cell));
    all([is_number(cell)].into_iter().chain(above).chain(below).chain(whole))
}

/// Number of cells that hold no number or none of the values; empty ones are fine.
fn outside(domain: &Domain, cells: &Expr) -> Expr {
    let Domain { low, high, open, whole, .. } = *domain;
    let filled = || unequal(cells.clone(), "");
    let words = || sum_of(filled() * 1.0) - count(cells.clone());
    let is_low = || if open { at_most(cells.clone(), low) } else { less(cells.clone(), low) };
    let is_high = || if open { at_most(high, cells.clone()) } else { less(high, cells.clone()) };
    let below = low.is_finite().then(|| sum_of(filled() * is_low()));
    let above = high.is_finite().then(|| sum_of(filled() * is_high()));
    // Of a text there is no whole part.
    let parts = || sum_of(unequal(int(cells.clone()), cells.clone()) * 1.0);
    let parts = whole.then(|| when(equal(words(), 0.0), parts(), 0.0));
    plus([words()].into_iter().chain(below).chain(above).chain(parts))
}

/// Texts beside an input.
pub(super) struct InputCaption {
    pub(super) label: String,
    pub(super) unit: CellUnit,
    pub(super) place: String,
    pub(super) note: String,
}

impl InputCaption {
    pub(super) fn new(label: impl Into<String>, unit: CellUnit, place: impl Into<String>) -> Self {
        Self { label: label.into(), unit, place: place.into(), note: String::new() }
    }

    pub(super) fn noted(self, note: Option<&CellNote>) -> Self {
        Self { note: note.map(describe).unwrap_or_default(), ..self }
    }
}

/// Grade, evidence and source of a number, and the remarks about it.
fn describe(note: &CellNote) -> String {
    let grade = note.grade.map(|grade| format!("Grade {}", grade.letter()));
    let evidence = Some(note.evidence.label().to_ascii_lowercase());
    let texts = [&note.source, &note.text, &note.unit, &note.owner].map(|text| text.trim().to_owned());
    let parts = grade.into_iter().chain(evidence).chain(texts.into_iter().filter(|text| !text.is_empty()));
    parts.collect::<Vec<_>>().join("; ")
}

impl Page<'_> {
    /// Label, unit, place and note of an input.
    fn about(&mut self, about: &InputCaption) -> RowAddress {
        let line = self.label(&about.label, about.unit);
        self.text_at(line.at(PLACE), &about.place, CellStyle::Remark);
        if !about.note.is_empty() {
            self.text_at(line.at(NOTE), &about.note, CellStyle::Remark);
        }
        line
    }

    /// A number that must be there; where it is missing, the check beside the empty cell says so.
    pub(super) fn required(
        &mut self,
        about: &InputCaption,
        value: impl Into<Option<f64>>,
        domain: Domain,
    ) -> CellAddress {
        let cell = self.entry(about, value.into(), domain);
        self.check(cell, when(holds(&domain, cell), 0.0, 1.0));
        cell
    }

    /// A number that may be left empty.
    pub(super) fn optional(&mut self, about: &InputCaption, value: Option<Number>, domain: Domain) -> CellAddress {
        let cell = self.entry(about, value.map(Number::get), domain);
        self.check(cell, when(any([is_empty(cell), holds(&domain, cell)]), 0.0, 1.0));
        cell
    }

    fn entry(&mut self, about: &InputCaption, value: Option<f64>, domain: Domain) -> CellAddress {
        let cell = self.about(about).at(VALUE);
        self.input_at(cell, value, about.unit);
        if let Some(allowed) = allowed(&domain, about.unit) {
            self.allow(cell, VALUE, allowed);
        }
        cell
    }

    /// Writes an input that is one of some words.
    pub(super) fn choice(
        &mut self,
        about: &InputCaption,
        words: &'static [&'static str],
        chosen: usize,
    ) -> CellAddress {
        let cell = self.about(about).at(VALUE);
        let word = words.get(chosen).copied().unwrap_or_default();
        self.text_at(cell, word, CellStyle::Input);
        self.allow(cell, VALUE, Allowed::Words(words));
        let known = any(words.iter().map(|word| equal(cell, *word)));
        self.check(cell, when(known, 0.0, 1.0));
        cell
    }

    /// Inputs over some columns, each of which may be empty.
    pub(super) fn inputs(
        &mut self,
        about: &InputCaption,
        columns: ColumnRange,
        values: &[Option<f64>],
        domain: Domain,
    ) -> RowAddress {
        let line = self.about(about);
        for (column, value) in (columns.first..=columns.last).zip(values) {
            self.input_at(line.at(column), *value, about.unit);
        }
        if let Some(allowed) = allowed(&domain, about.unit).filter(|_| !values.is_empty()) {
            self.allow(line.at(columns.first), columns.last, allowed);
        }
        let outside = if values.is_empty() { x(0.0) } else { outside(&domain, &line.across(columns)) };
        self.check(line.at(CHECK), outside);
        line
    }

    /// Writes the check of an input: 0 is fine.
    pub(super) fn check(&mut self, input: CellAddress, formula: Expr) {
        self.formula(input.at(CHECK), formula, CellUnit::Check);
    }

    /// A condition that several inputs must fulfil together.
    pub(super) fn condition(&mut self, sentence: &str, fine: Expr) {
        let line = self.next();
        self.text_at(line.at(LABEL), sentence, CellStyle::Sentence);
        self.check(line.at(CHECK), when(fine, 0.0, 1.0));
    }
}
