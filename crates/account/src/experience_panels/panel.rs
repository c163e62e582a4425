//! A few figures with what they say, ready to be read.

use journey_plan::Grade;

/// Figures that answer one question.
#[derive(Debug, Clone, PartialEq)]
pub struct ExperiencePanel {
    /// The question that the panel answers.
    pub title: String,
    /// The figures behind the answer.
    pub rows: Vec<PanelRow>,
    /// The answer, in sentences.
    pub remarks: Vec<String>,
}

/// One figure of a panel, ready to be read.
#[derive(Debug, Clone, PartialEq)]
pub struct PanelRow {
    /// Label of the figure.
    pub label: String,
    /// Value of the figure with its unit.
    pub value: String,
    /// Grade of the figure: how well it is founded.
    pub grade: Grade,
    /// Source of the figure, in words.
    pub source: String,
}

impl PanelRow {
    /// A figure that is our own choice (grade C).
    pub(super) fn ours(label: impl Into<String>, value: String, source: &str) -> Self {
        Self { label: label.into(), value, grade: Grade::C, source: source.to_owned() }
    }
}
