//! The parts of a working.

use journey_engine::figure::Figure;
use journey_plan::Grade;

/// An input that enters a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkingInput {
    /// Label of the input, with its segment where there are several.
    pub label: String,
    /// Value of the input, in full.
    pub value: String,
    /// Origin of the input: entered, following from a year, our choice, published by whom.
    pub source: String,
    /// Grade of the input: how well it is founded; the user's grade where one is noted.
    pub grade: Grade,
    /// Note of the user about the input.
    pub noted: Option<String>,
}

/// A table of a working; its last row is the sum where there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkingTable {
    /// Headings.
    pub columns: Vec<&'static str>,
    /// Cells, as many per row as there are columns; empty where a sum means nothing.
    pub rows: Vec<Vec<String>>,
}

/// The working of a figure: how it comes about.
#[derive(Debug, Clone, PartialEq)]
pub struct Working {
    /// Name of the figure, with its year and segment.
    pub title: String,
    /// The figure itself, or the reason why there is none.
    pub value: Figure,
    /// The figure as a text, in full, in the plan's locale and currency; without a figure the reason.
    pub result: String,
    /// The formula in words and symbols.
    pub formula: String,
    /// The inputs.
    pub steps: Vec<WorkingInput>,
    /// The formula with the numbers put in, line by line; the last one ends at the figure. Empty without a figure.
    pub calculation: Vec<String>,
    /// The calculation as a table, by year or by cohort, where that is the natural form.
    pub table: Option<WorkingTable>,
    /// How well the figure is founded.
    pub grade: Grade,
    /// Source of the formula: paper and section.
    pub source: String,
    /// Remarks on how to read the figure rightly.
    pub remarks: Vec<String>,
}
