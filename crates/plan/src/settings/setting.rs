//! The plan-wide settings that figures rest on, so that something can be noted about each.

use crate::number::finite::Number;
use crate::settings::values::Settings;
use serde::{Deserialize, Serialize};

/// A plan-wide setting that is an assumption behind the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // named like the settings
pub enum Setting {
    Discount,
    Timing,
    Horizon,
    CausalShare,
    PhaseIn,
    SpendRatio,
    RetentionPoorest,
    RetentionBest,
    SpendCurve,
    RetentionAnchor,
    Weights,
    BenefitRisk,
    CostRisk,
}

impl Setting {
    /// All of them, in the order of the register.
    pub const ALL: [Self; 13] = [
        Self::Discount,
        Self::Timing,
        Self::Horizon,
        Self::CausalShare,
        Self::PhaseIn,
        Self::SpendRatio,
        Self::RetentionPoorest,
        Self::RetentionBest,
        Self::SpendCurve,
        Self::RetentionAnchor,
        Self::Weights,
        Self::BenefitRisk,
        Self::CostRisk,
    ];

    /// Its name on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Discount => "Discount rate",
            Self::Timing => "Flows count at",
            Self::Horizon => "Horizon",
            Self::CausalShare => "Causal share",
            Self::PhaseIn => "Phase-in",
            Self::SpendRatio => "Spend, best over poorest",
            Self::RetentionPoorest => "Retention after the poorest",
            Self::RetentionBest => "Retention after the best",
            Self::SpendCurve => "Spend curve",
            Self::RetentionAnchor => "Retention of the best is that of",
            Self::Weights => "Stage weights",
            Self::BenefitRisk => "Benefit risk",
            Self::CostRisk => "Cost risk",
        }
    }

    /// Its name in the plan file.
    pub fn key(self) -> &'static str {
        match self {
            Self::Discount => "discount",
            Self::Timing => "timing",
            Self::Horizon => "horizon",
            Self::CausalShare => "causal_share",
            Self::PhaseIn => "phase_in",
            Self::SpendRatio => "spend_ratio",
            Self::RetentionPoorest => "retention_poorest",
            Self::RetentionBest => "retention_best",
            Self::SpendCurve => "spend_curve",
            Self::RetentionAnchor => "retention_anchor",
            Self::Weights => "weights",
            Self::BenefitRisk => "benefit_risk",
            Self::CostRisk => "cost_risk",
        }
    }

    /// R, lo and hi.
    pub const END_POINTS: [Self; 3] = [Self::SpendRatio, Self::RetentionPoorest, Self::RetentionBest];

    /// Where it stands among the settings of the plan file.
    pub fn path(self) -> String {
        let key = self.key();
        if Self::END_POINTS.contains(&self) { format!("end_points.{key}") } else { key.to_owned() }
    }

    /// Whether it is a share, shown in percent.
    pub fn is_share(self) -> bool {
        !matches!(self, Self::Horizon | Self::SpendRatio) && !self.is_choice()
    }

    /// Whether it is a choice between words, which has no number.
    pub fn is_choice(self) -> bool {
        matches!(self, Self::Timing | Self::SpendCurve | Self::RetentionAnchor | Self::Weights)
    }
}

impl Settings {
    /// The number of `setting`, unless it is missing; a choice and the several shares of the phase-in have none.
    pub fn at(&self, setting: Setting) -> Option<Number> {
        if self.missing.contains(&setting) {
            return None;
        }
        match setting {
            Setting::Discount => Some(self.discount),
            Setting::Horizon => Some(Number::of(f64::from(self.horizon))),
            Setting::CausalShare => Some(self.causal_share),
            Setting::SpendRatio => Some(self.end_points.spend_ratio),
            Setting::RetentionPoorest => Some(self.end_points.retention_poorest),
            Setting::RetentionBest => Some(self.end_points.retention_best),
            Setting::BenefitRisk => Some(self.benefit_risk),
            Setting::CostRisk => Some(self.cost_risk),
            Setting::Timing | Setting::PhaseIn | Setting::SpendCurve | Setting::RetentionAnchor | Setting::Weights => {
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Setting;

    #[test]
    fn the_key_is_what_the_plan_file_holds() {
        for setting in Setting::ALL {
            let text = serde_json::to_string(&setting).unwrap();
            assert_eq!(text, format!("\"{}\"", setting.key()));
        }
    }
}
