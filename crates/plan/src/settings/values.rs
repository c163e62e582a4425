//! What holds for the whole plan: money, time, and the published end points.

use crate::number::finite::Number;
use crate::number::locale::Locale;
use crate::number::pen::Pen;
use crate::settings::scale::Scale;
use crate::settings::setting::Setting;
use serde::{Deserialize, Serialize};

/// Moment of a year at which its flow counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Timing {
    /// At the start of the year.
    Start,
    /// In the middle of the year.
    #[default]
    Mid,
    /// At the end of the year.
    End,
}

/// The curve between the published end points of spend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpendCurve {
    /// Every point changes spend by one percentage.
    #[default]
    Geometric,
    /// Every point changes spend by one amount.
    Linear,
}

impl SpendCurve {
    /// The curve that is not in use: the other edge of the band.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Geometric => Self::Linear,
            Self::Linear => Self::Geometric,
        }
    }
}

/// What the published 74 % belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RetentionAnchor {
    /// The mean of scores 9 and 10, as published.
    #[default]
    TopTwo,
    /// Score 10 alone, as commonly quoted.
    EndPoint,
}

/// Where the stage weights come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WeightSource {
    /// All stages count alike.
    #[default]
    Equal,
    /// Typed by the user.
    Entered,
    /// Derived from a survey, see [`Survey`](crate::Survey).
    Derived,
}

/// The end points of the experience curves (models, section 4); scenarios may override them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PublishedEndPoints {
    /// R: spend after the best experience over spend after the poorest.
    pub spend_ratio: Number,
    /// lo: yearly retention after the poorest experience.
    pub retention_poorest: Number,
    /// hi: yearly retention after the best experience.
    pub retention_best: Number,
}

impl Default for PublishedEndPoints {
    fn default() -> Self {
        Self { spend_ratio: Number::of(2.4), retention_poorest: Number::of(0.43), retention_best: Number::of(0.74) }
    }
}

/// Plan-wide settings. Rates are fractions; money is in whole units of `currency`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// ISO code of the plan's currency.
    pub currency: String,
    /// Locale in which numbers are written and read.
    pub locale: Locale,
    /// Yearly nominal discount rate.
    pub discount: Number,
    /// Moment of the year at which flows count.
    pub timing: Timing,
    /// Years looked ahead, 1–20.
    pub horizon: u32,
    /// Whether Patterson's blocks use the entered gross margin and churn timing.
    pub refined: bool,
    /// κ: the share of the published experience effect taken as causal.
    pub causal_share: Number,
    /// φ₁, φ₂, …: the share of the effect that has arrived in a lift's first, second, … year.
    pub phase_in: Vec<Number>,
    /// The end points of the experience curves.
    pub end_points: PublishedEndPoints,
    /// The curve between the spend end points.
    pub spend_curve: SpendCurve,
    /// Scores that the upper retention end point belongs to.
    pub retention_anchor: RetentionAnchor,
    /// Source of the stage weights.
    pub weights: WeightSource,
    /// `h_b`: share by which benefits are cut.
    pub benefit_risk: Number,
    /// `h_c`: share by which costs are raised.
    pub cost_risk: Number,
    /// Whether conversion leaves the total acquisition spend unchanged (otherwise the cost per customer).
    pub acquisition_spend_fixed: bool,
    /// Seed of the simulation.
    pub seed: u64,
    /// Draws of the simulation.
    pub draws: u32,
    /// The scale on which scores are entered and shown.
    pub scale: Scale,
    /// Meanings of the scale's lower and upper end, in the words of the room.
    pub scale_labels: [String; 2],
    /// Conductor, who makes the stages play together (Patterson).
    pub conductor: String,
    /// Months after which an insight should be renewed.
    pub insight_renewal_months: u32,
    /// Settings without a number, such as those of a file that held none: figures that need them are not available.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<Setting>,
}

impl Settings {
    /// The pen that writes numbers as the plan has them.
    pub fn pen(&self) -> Pen {
        Pen::new(self.locale, &self.currency)
    }

    /// The years ahead to list: those of the horizon, as far as there are any.
    pub fn years_to_list(&self) -> std::ops::RangeInclusive<u32> {
        let domain = Setting::Horizon.domain();
        1..=self.horizon.clamp(domain.low as u32, domain.high as u32)
    }

    /// The usual adjustment for risk (models, section 6): a share off the benefits, and one on the costs.
    pub const USUAL_RISK: (Number, Number) = (Number::of(0.15), Number::of(0.10));
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            currency: "EUR".to_owned(),
            locale: Locale::default(),
            discount: Number::of(0.10),
            timing: Timing::default(),
            horizon: 5,
            refined: false,
            causal_share: Number::of(0.5),
            phase_in: vec![Number::of(0.33), Number::of(0.67), Number::ONE],
            end_points: PublishedEndPoints::default(),
            spend_curve: SpendCurve::default(),
            retention_anchor: RetentionAnchor::default(),
            weights: WeightSource::default(),
            benefit_risk: Number::ZERO,
            cost_risk: Number::ZERO,
            acquisition_spend_fixed: false,
            seed: 7,
            draws: 10_000,
            scale: Scale::default(),
            scale_labels: [String::new(), String::new()],
            conductor: String::new(),
            insight_renewal_months: 12,
            missing: Vec::new(),
        }
    }
}
