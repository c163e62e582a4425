//! A few figures with what they say, ready to be read.

use journey_plan::Grade;

/// Figures that answer one question.
#[derive(Debug, Clone, PartialEq)]
pub struct ExperiencePanel {
    /// The question.
    pub title: String,
    /// The figures.
    pub rows: Vec<PanelRow>,
    /// The answer, in sentences.
    pub remarks: Vec<String>,
}

/// One figure.
#[derive(Debug, Clone, PartialEq)]
pub struct PanelRow {
    /// What it is.
    pub label: String,
    /// Its value with its unit.
    pub value: String,
    /// How well it is founded.
    pub grade: Grade,
    /// Where it comes from, in words.
    pub source: String,
}

impl PanelRow {
    /// A figure that is ours.
    pub(super) fn ours(label: impl Into<String>, value: String, source: &str) -> Self {
        Self { label: label.into(), value, grade: Grade::C, source: source.to_owned() }
    }
}
