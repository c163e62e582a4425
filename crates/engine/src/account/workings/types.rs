//! What a working is made of.

use crate::figure::Figure;
use journey_plan::Grade;

/// An input that enters a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkingInput {
    /// What it is, with its segment where there are several.
    pub label: String,
    /// Its value, in full.
    pub value: String,
    /// How it came into the plan: entered, following from a year, our choice, published by whom.
    pub source: String,
    /// How well it is founded; the user's grade where one is noted.
    pub grade: Grade,
    /// What the user noted about it.
    pub noted: Option<String>,
}

/// A table whose last row is the sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkingTable {
    /// Headings.
    pub columns: Vec<&'static str>,
    /// Cells, as many per row as there are columns; empty where a sum means nothing.
    pub rows: Vec<Vec<String>>,
}

/// How a figure comes about.
#[derive(Debug, Clone, PartialEq)]
pub struct Working {
    /// The figure's name, with its year and segment.
    pub title: String,
    /// The figure itself, or the reason why there is none.
    pub value: Figure,
    /// The same as a text: in full, in the plan's locale and currency.
    pub result: String,
    /// The formula in words and symbols.
    pub formula: String,
    /// The inputs.
    pub steps: Vec<WorkingInput>,
    /// The formula with the numbers put in, line by line; the last one ends at the figure. Empty without a figure.
    pub calculation: Vec<String>,
    /// The same by year or by cohort, where that is the natural form.
    pub table: Option<WorkingTable>,
    /// How well the figure is founded.
    pub grade: Grade,
    /// Paper and section.
    pub source: String,
    /// What one should know to read it rightly.
    pub remarks: Vec<String>,
}
