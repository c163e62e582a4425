//! Input cells: a number or a word with its unit, what it may be, its place in the plan file and its source.

use super::book::{Allowed, Page};
use super::expr::{Cell, Columns, Expr, Line, x};
use super::frame::{CHECK, LABEL, NOTE, PLACE, VALUE};
use super::functions::{all, any, at_most, count, equal, int, is_empty, is_number, less, plus, sum_of, unequal, when};
use super::style::{Look, Unit};
use journey_plan::{CellNote, Number};

pub(super) const YES: [&str; 2] = ["Yes", "No"];

/// The ends of what a number may be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Domain {
    low: Option<f64>,
    high: Option<f64>,
    /// The low end itself is left out.
    above: bool,
    /// Nothing between two whole numbers belongs here.
    whole: bool,
}

impl Domain {
    pub(super) const ANY: Self = Self { low: None, high: None, above: false, whole: false };
    pub(super) const NOT_NEGATIVE: Self = Self::at_least(0.0);
    pub(super) const SHARE: Self = Self::between(0.0, 1.0);
    pub(super) const GROWTH: Self = Self::at_least(-1.0);
    /// A discount rate: above −100 %.
    pub(super) const DISCOUNT: Self = Self { above: true, ..Self::at_least(-1.0) };
    pub(super) const SPEND_RATIO: Self = Self::between(1.0, 100.0);
    /// 1 is yes, 0 is no.
    pub(super) const FLAG: Self = Self::whole(0.0, 1.0);

    pub(super) const fn between(low: f64, high: f64) -> Self {
        Self { low: Some(low), high: Some(high), ..Self::ANY }
    }

    const fn at_least(low: f64) -> Self {
        Self { low: Some(low), ..Self::ANY }
    }

    /// A whole number between two ends.
    pub(super) const fn whole(low: f64, high: f64) -> Self {
        Self { whole: true, ..Self::between(low, high) }
    }

    fn allowed(self, unit: Unit) -> Option<Allowed> {
        Some(match self {
            _ if unit == Unit::Flag => Allowed::Words(&["0", "1"]),
            Self { low: Some(low), high: Some(high), whole: true, .. } => Allowed::Whole(low as i32, high as i32),
            Self { low: Some(low), high: Some(high), .. } => Allowed::Between(low, high),
            Self { low: Some(low), above: true, .. } => Allowed::Above(low),
            Self { low, .. } => Allowed::AtLeast(low?),
        })
    }

    /// Whether a cell holds a number within the ends.
    fn holds(self, cell: Cell) -> Expr {
        let above = self.low.map(|low| if self.above { less(low, cell) } else { at_most(low, cell) });
        let below = self.high.map(|high| at_most(cell, high));
        // Of a text there is no whole part.
        let whole = self.whole.then(|| equal(when(is_number(cell), int(cell), ""), cell));
        all([is_number(cell)].into_iter().chain(above).chain(below).chain(whole))
    }

    /// How many of some cells hold what is no number or lies outside; empty ones are fine.
    fn outside(self, cells: &Expr) -> Expr {
        let filled = || unequal(cells.clone(), "");
        let words = || sum_of(filled() * 1.0) - count(cells.clone());
        let low = |low| if self.above { at_most(cells.clone(), low) } else { less(cells.clone(), low) };
        let below = self.low.map(|end| sum_of(filled() * low(end)));
        let above = self.high.map(|high| sum_of(filled() * less(high, cells.clone())));
        // Of a text there is no whole part.
        let parts = || sum_of(unequal(int(cells.clone()), cells.clone()) * 1.0);
        let parts = self.whole.then(|| when(equal(words(), 0.0), parts(), 0.0));
        plus([words()].into_iter().chain(below).chain(above).chain(parts))
    }
}

/// What stands beside an input.
pub(super) struct About {
    pub(super) label: String,
    pub(super) unit: Unit,
    pub(super) place: String,
    pub(super) note: String,
}

impl About {
    pub(super) fn new(label: impl Into<String>, unit: Unit, place: impl Into<String>) -> Self {
        Self { label: label.into(), unit, place: place.into(), note: String::new() }
    }

    pub(super) fn noted(self, note: Option<&CellNote>) -> Self {
        Self { note: note.map(describe).unwrap_or_default(), ..self }
    }
}

/// Grade, evidence and source of a number, and what is remarked about it.
fn describe(note: &CellNote) -> String {
    let grade = note.grade.map(|grade| format!("Grade {}", grade.letter()));
    let evidence = Some(note.evidence.label().to_lowercase());
    let texts = [&note.source, &note.text, &note.unit, &note.owner].map(|text| text.trim().to_owned());
    let parts = grade.into_iter().chain(evidence).chain(texts.into_iter().filter(|text| !text.is_empty()));
    parts.collect::<Vec<_>>().join("; ")
}

impl Page<'_> {
    /// Label, unit, place and note of an input.
    fn about(&mut self, about: &About) -> Line {
        let line = self.label(&about.label, about.unit);
        self.text_at(line.at(PLACE), &about.place, Look::Remark);
        if !about.note.is_empty() {
            self.text_at(line.at(NOTE), &about.note, Look::Remark);
        }
        line
    }

    /// A number that must be there.
    pub(super) fn required(&mut self, about: &About, value: f64, domain: Domain) -> Cell {
        let cell = self.entry(about, Some(value), domain);
        self.check(cell, when(domain.holds(cell), 0.0, 1.0));
        cell
    }

    /// A number that may be left empty.
    pub(super) fn optional(&mut self, about: &About, value: Option<Number>, domain: Domain) -> Cell {
        let cell = self.entry(about, value.map(Number::get), domain);
        self.check(cell, when(any([is_empty(cell), domain.holds(cell)]), 0.0, 1.0));
        cell
    }

    fn entry(&mut self, about: &About, value: Option<f64>, domain: Domain) -> Cell {
        let cell = self.about(about).at(VALUE);
        self.input_at(cell, value, about.unit);
        if let Some(allowed) = domain.allowed(about.unit) {
            self.allow(cell, VALUE, allowed);
        }
        cell
    }

    /// One of some words.
    pub(super) fn choice(&mut self, about: &About, words: &'static [&'static str], chosen: usize) -> Cell {
        let cell = self.about(about).at(VALUE);
        let word = words.get(chosen).copied().unwrap_or_default();
        self.text_at(cell, word, Look::Input);
        self.allow(cell, VALUE, Allowed::Words(words));
        let known = any(words.iter().map(|word| equal(cell, *word)));
        self.check(cell, when(known, 0.0, 1.0));
        cell
    }

    /// Inputs over some columns, each of which may be empty.
    pub(super) fn inputs(&mut self, about: &About, columns: Columns, values: &[Option<f64>], domain: Domain) -> Line {
        let line = self.about(about);
        for (column, value) in (columns.first..=columns.last).zip(values) {
            self.input_at(line.at(column), *value, about.unit);
        }
        if let Some(allowed) = domain.allowed(about.unit).filter(|_| !values.is_empty()) {
            self.allow(line.at(columns.first), columns.last, allowed);
        }
        let outside = if values.is_empty() { x(0.0) } else { domain.outside(&line.across(columns)) };
        self.check(line.at(CHECK), outside);
        line
    }

    /// Writes the check of an input: 0 is fine.
    pub(super) fn check(&mut self, input: Cell, formula: Expr) {
        self.formula(input.at(CHECK), formula, Unit::Check);
    }

    /// A condition that several inputs must fulfil together.
    pub(super) fn condition(&mut self, sentence: &str, fine: Expr) {
        let line = self.next();
        self.text_at(line.at(LABEL), sentence, Look::Sentence);
        self.check(line.at(CHECK), when(fine, 0.0, 1.0));
    }
}
