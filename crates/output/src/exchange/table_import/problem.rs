//! Problems of single rows and cells.

use super::header::title;
use journey_plan::Number;
use journey_plan::number::pen::{Noun, Pen};
use journey_plan::number::text::{NumberTextError, NumberUnit};
use thiserror::Error;

/// Most problems that are listed; the rest is counted.
pub const MOST_PROBLEMS: usize = 200;

/// Longest quotation of a cell, in characters.
const LONGEST_QUOTE: usize = 60;

/// One row or cell that is not imported as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportProblem {
    /// Row of the file as a spreadsheet counts it: the first is 1.
    pub row: usize,
    /// Header of the column, or `column 3` where that is blank; none where the row as a whole is meant.
    pub column: Option<String>,
    /// The text of the cell, shortened; empty for an empty cell.
    pub text: String,
    /// The problem, and what becomes of the row or cell.
    pub why: Why,
}

impl std::fmt::Display for ImportProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Row {}", self.row)?;
        if let Some(column) = &self.column {
            write!(f, ", {column}")?;
        }
        if !self.text.is_empty() {
            write!(f, ", “{}”", self.text)?;
        }
        write!(f, ": {}", self.why)
    }
}

/// A problem of a row or a cell, and what becomes of it.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum Why {
    /// The text is no number.
    #[error("{} The cell is left out.", sentence(.0))]
    NotANumber(NumberTextError),
    /// A formula.
    #[error("formulas in files are not calculated. The cell is left out.")]
    Formula,
    /// A mark for a missing value.
    #[error("this stands for a missing value, so the figure is left empty.")]
    Missing,
    /// A count below zero.
    #[error("a number of customers cannot be negative. The cell is left out.")]
    NegativeCount,
    /// Revenue below zero.
    #[error("revenue cannot be negative. The cell is left out.")]
    NegativeRevenue,
    /// No year.
    #[error("this is not a year. The row is left out.")]
    NotAYear,
    /// A year outside [`super::YEARS`].
    #[error("years from 1900 to 2200 are read. The row is left out.")]
    YearOutOfRange,
    /// No age.
    #[error("this is not an age in whole years. The row is left out.")]
    NotAnAge,
    /// An age above [`super::HIGHEST_AGE`].
    #[error("ages up to 60 years are read. The row is left out.")]
    AgeTooHigh,
    /// No segment.
    #[error("the row names no segment and is left out.")]
    NoSegment,
    /// No figure of this name.
    #[error("this is none of the eight yearly figures. The row is left out.")]
    UnknownFigure,
    /// More cells than headers.
    #[error(
        "the row has {}, the header {}; perhaps a number holds the separator. The row is left out.",
        Pen::PLAIN.count(*cells, Noun("cell", "cells")),
        Pen::PLAIN.whole(*headers)
    )]
    ExtraCells {
        /// Cells of the row.
        cells: usize,
        /// Cells of the header.
        headers: usize,
    },
    /// A year, figure, cohort or age that came before.
    #[error("the same came in row {} already, which counts. This row is left out.", Pen::PLAIN.whole(*first))]
    Repeated {
        /// The row that counts.
        first: usize,
    },
    /// A cohort grows.
    #[error(
        "more than the {} of an earlier age; a cohort can only shrink. The cell is left out.",
        Pen::PLAIN.field(before.get(), NumberUnit::Plain)
    )]
    Rises {
        /// The survivors before, in percent where the cell is in percent.
        before: Number,
    },
    /// A cohort has later ages, but not this one.
    #[error("cohort {cohort} has nothing at age {}, but later ones. The age is left empty.", Pen::PLAIN.whole(*age))]
    Hole {
        /// Year of acquisition.
        cohort: i32,
        /// Years after acquisition.
        age: usize,
    },
    /// A share above 100 %.
    #[error("more than 100\u{a0}% of those acquired. The cell is left out.")]
    AboveAll,
    /// Counts and percentages in one cohort.
    #[error("the cohort has counts and percentages that do not go together. The cell is left out.")]
    Mixed,
}

/// The reason with a full stop.
fn sentence(error: &NumberTextError) -> String {
    let text = error.to_string();
    if text.ends_with('.') { text } else { text + "." }
}

/// The problems found, the first [`MOST_PROBLEMS`] of them in full.
#[derive(Default)]
pub(super) struct Problems {
    pub(super) listed: Vec<ImportProblem>,
    pub(super) more: usize,
}

impl Problems {
    /// Whether further problems are only counted.
    pub(super) fn is_full(&self) -> bool {
        self.listed.len() >= MOST_PROBLEMS
    }

    /// Adds a problem of `row`, in a column of `headers` or of the whole row. Only a listed one is put into words.
    pub(super) fn add(&mut self, row: usize, column: Option<usize>, headers: &[String], text: &str, why: Why) {
        if self.is_full() {
            self.more += 1;
            return;
        }
        let column = column.map(|column| title(headers, column));
        self.listed.push(ImportProblem { row, column, text: shorten(text), why });
    }
}

/// The beginning of a long text, its line breaks as spaces.
pub(super) fn shorten(text: &str) -> String {
    let mut characters = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let mut short: String = characters.by_ref().take(LONGEST_QUOTE).collect();
    if characters.next().is_some() {
        short.push('…');
    }
    short
}
