//! Stages of the journey and the customer roles that take part in them.

use super::ids::{RoleId, StageId};
use super::number::Number;
use serde::{Deserialize, Serialize};

/// A customer role of the buying group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Role {
    /// Identity.
    pub id: RoleId,
    /// Name.
    pub name: String,
    /// Weight in a stage's score.
    #[serde(default = "one")]
    pub weight: Number,
}

fn one() -> Number {
    Number::ONE
}

/// How a role experiences a stage, on the scale 1–10. A role with an entry is active at the stage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RoleScore {
    /// The role.
    pub role: RoleId,
    /// Score today.
    #[serde(default)]
    pub today: Option<Number>,
    /// Ambition; drawn, never in the money.
    #[serde(default)]
    pub target: Option<Number>,
}

/// A lane of the map that holds a sentence per stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // the labels say it
pub enum StageText {
    Expected,
    Touchpoints,
    Pains,
    Processes,
    Technology,
    Owner,
    Success,
}

impl StageText {
    /// The lane's name.
    pub fn label(self) -> &'static str {
        match self {
            Self::Expected => "Expected experience",
            Self::Touchpoints => "Touchpoints",
            Self::Pains => "Pain points",
            Self::Processes => "Processes",
            Self::Technology => "Technology",
            Self::Owner => "Owner",
            Self::Success => "Success means",
        }
    }
}

/// One stage of the journey.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stage {
    /// Identity.
    pub id: StageId,
    /// Name.
    pub name: String,
    /// What the customer should feel and experience.
    #[serde(default)]
    pub expected: String,
    /// Where customer and company meet.
    #[serde(default)]
    pub touchpoints: String,
    /// What goes wrong.
    #[serde(default)]
    pub pains: String,
    /// What the company does behind the line of visibility.
    #[serde(default)]
    pub processes: String,
    /// Systems.
    #[serde(default)]
    pub technology: String,
    /// Who answers for the stage.
    #[serde(default)]
    pub owner: String,
    /// What customer success means here.
    #[serde(default)]
    pub success: String,
    /// Scores of the active roles.
    #[serde(default)]
    pub scores: Vec<RoleScore>,
    /// Weight in the journey score, used when weights are entered.
    #[serde(default)]
    pub weight: Option<Number>,
    /// Conversion per point of experience, as a fraction of new customers (pre-purchase stages; default none).
    #[serde(default)]
    pub conversion: Option<Number>,
}

impl Stage {
    /// A stage with nothing but a name.
    pub fn named(id: StageId, name: impl Into<String>) -> Self {
        Self {
            id,
            name: name.into(),
            expected: String::new(),
            touchpoints: String::new(),
            pains: String::new(),
            processes: String::new(),
            technology: String::new(),
            owner: String::new(),
            success: String::new(),
            scores: Vec::new(),
            weight: None,
            conversion: None,
        }
    }

    /// The text of a lane.
    pub fn text(&self, lane: StageText) -> &str {
        match lane {
            StageText::Expected => &self.expected,
            StageText::Touchpoints => &self.touchpoints,
            StageText::Pains => &self.pains,
            StageText::Processes => &self.processes,
            StageText::Technology => &self.technology,
            StageText::Owner => &self.owner,
            StageText::Success => &self.success,
        }
    }

    /// The place of a lane's text.
    pub fn text_mut(&mut self, lane: StageText) -> &mut String {
        match lane {
            StageText::Expected => &mut self.expected,
            StageText::Touchpoints => &mut self.touchpoints,
            StageText::Pains => &mut self.pains,
            StageText::Processes => &mut self.processes,
            StageText::Technology => &mut self.technology,
            StageText::Owner => &mut self.owner,
            StageText::Success => &mut self.success,
        }
    }

    /// The scores of `role` at this stage.
    pub fn score(&self, role: RoleId) -> Option<&RoleScore> {
        self.scores.iter().find(|s| s.role == role)
    }

    /// x: the weighted mean of the active roles' scores today; `None` without any score or weight.
    pub fn score_today(&self, roles: &[Role]) -> Option<f64> {
        self.mean_score(roles, |s| s.today)
    }

    /// The same for the targets.
    pub fn score_target(&self, roles: &[Role]) -> Option<f64> {
        self.mean_score(roles, |s| s.target)
    }

    fn mean_score(&self, roles: &[Role], pick: impl Fn(&RoleScore) -> Option<Number>) -> Option<f64> {
        // In the order of the roles' ids, so that the order of rows never changes a digit.
        let mut known: Vec<(RoleId, f64, f64)> = self
            .scores
            .iter()
            .filter_map(|s| {
                let role = roles.iter().find(|r| r.id == s.role)?;
                Some((role.id, role.weight.get(), pick(s)?.get()))
            })
            .collect();
        known.sort_by_key(|(id, ..)| *id);
        let weight: f64 = known.iter().map(|(_, w, _)| w).sum();
        (weight > 0.0).then(|| known.iter().map(|(_, w, x)| w * x).sum::<f64>() / weight)
    }
}
