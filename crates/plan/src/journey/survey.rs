//! Results of a survey of customers: how much each stage counts.
//!
//! Only the result is kept, never the answers: a plan travels between companies, and single answers are personal data.

use crate::ids::StageId;
use crate::number::finite::Number;
use serde::{Deserialize, Serialize};

/// The weight of one stage, with its 90 % bootstrap interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SurveyWeight {
    /// The stage that is weighted.
    pub stage: StageId,
    /// Share of the explained variance, 0–1.
    pub weight: Number,
    /// Fifth percentile of the resampled weights.
    pub low: Number,
    /// Ninety-fifth percentile of the resampled weights.
    pub high: Number,
}

/// Johnson's relative weights of a survey (models, section 5).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Survey {
    /// Answers that were used.
    pub rows: u32,
    /// Answers left out because a score was missing.
    #[serde(default)]
    pub incomplete: u32,
    /// Share of the variance of the overall score that the stages explain.
    pub r_squared: Number,
    /// Sum of the regression slopes: how far the overall score moves when every stage moves one point.
    pub slopes: Number,
    /// Whether points are multiplied by the sum of the slopes where it is below 1.
    #[serde(default)]
    pub damped: bool,
    /// The stages' weights.
    pub weights: Vec<SurveyWeight>,
}

impl Survey {
    /// The weight of `stage`.
    pub fn weight(&self, stage: StageId) -> Option<Number> {
        self.weights.iter().find(|w| w.stage == stage).map(|w| w.weight)
    }

    /// The factor on every point: 1, or the sum of the slopes where the user took the offer.
    pub fn factor(&self) -> f64 {
        if self.damped { self.slopes.get().clamp(0.0, 1.0) } else { 1.0 }
    }
}
