//! The board paper's texts in the room's own words; a text that is left empty writes itself from the figures.

use crate::date::Date;
use serde::{Deserialize, Serialize};

/// The texts of the board paper.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Paper {
    /// The question the board decides.
    pub question: String,
    /// Risks besides those the figures show.
    pub risks: String,
    /// Step to take next.
    pub next_step: String,
    /// Day on which the board decides.
    pub decide_on: Option<Date>,
    /// Whether the board paper is marked as confidential.
    pub confidential: bool,
}

/// A change of one text of the board paper.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)] // named like the texts
pub enum PaperChange {
    Question(String),
    Risks(String),
    NextStep(String),
    DecideOn(Option<Date>),
    Confidential(bool),
}
