//! Stages of the journey and the customer roles that take part in them.

use crate::ids::{CardId, RoleId, StageId, StepId};
use crate::journey::card::Card;
use crate::journey::lane::Lane;
use crate::note::Evidence;
use crate::number::finite::Number;
use crate::order::sort_short;
use serde::{Deserialize, Serialize};

/// A customer role of the buying group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Role {
    /// Identity of the role.
    pub id: RoleId,
    /// Name of the role.
    pub name: String,
    /// Weight of the role in a stage's score.
    #[serde(default = "one")]
    pub weight: Number,
    /// Position of the role's colour in the palette, from 0.
    #[serde(default)]
    pub colour: u8,
}

impl Role {
    /// Number of colours in the palette.
    pub const COLOURS: u8 = 6;
    /// Usual members of a buying group.
    pub const USUAL: [&str; 8] =
        ["Initiator", "Decision maker", "Buyer", "User", "Influencer", "Administrator", "Approver", "Gatekeeper"];
}

fn one() -> Number {
    Number::ONE
}

/// How a role experiences a stage, on the scale 1–10. A role with an entry is active at the stage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RoleScore {
    /// The role that scores.
    pub role: RoleId,
    /// Score today, 1–10.
    #[serde(default)]
    pub today: Option<Number>,
    /// Target score, 1–10; drawn, never in the money.
    #[serde(default)]
    pub target: Option<Number>,
}

/// A part of a stage, in the order in which the customer lives it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Step {
    /// Identity of the step.
    pub id: StepId,
    /// Name of the step.
    pub name: String,
}

/// The text of a lane at a stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaneText {
    /// The lane, of kind [`LaneKind::Text`](crate::LaneKind::Text).
    pub lane: Lane,
    /// The text, never empty.
    pub text: String,
}

/// Money spent on a stage in a year, by type, in the plan's currency.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Budget {
    /// Money spent to win customers.
    pub acquisition: Option<Number>,
    /// Money spent to keep customers.
    pub retention: Option<Number>,
    /// Money spent to sell customers more.
    pub expansion: Option<Number>,
}

/// A type of budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)] // the labels say it
pub enum BudgetType {
    Acquisition,
    Retention,
    Expansion,
}

impl BudgetType {
    /// All types.
    pub const ALL: [Self; 3] = [Self::Acquisition, Self::Retention, Self::Expansion];

    /// Name of the type, as screens show it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Acquisition => "Acquisition",
            Self::Retention => "Retention",
            Self::Expansion => "Expansion",
        }
    }
}

impl Budget {
    /// Money spent on `kind`; `None` where nothing is entered.
    pub fn get(&self, kind: BudgetType) -> Option<Number> {
        match kind {
            BudgetType::Acquisition => self.acquisition,
            BudgetType::Retention => self.retention,
            BudgetType::Expansion => self.expansion,
        }
    }

    /// The place of the money spent on `kind`.
    pub fn get_mut(&mut self, kind: BudgetType) -> &mut Option<Number> {
        match kind {
            BudgetType::Acquisition => &mut self.acquisition,
            BudgetType::Retention => &mut self.retention,
            BudgetType::Expansion => &mut self.expansion,
        }
    }

    /// Sum of everything that is entered; `None` while nothing is.
    pub fn total(&self) -> Option<f64> {
        let entered: Vec<f64> = BudgetType::ALL.into_iter().filter_map(|k| self.get(k)).map(Number::get).collect();
        (!entered.is_empty()).then(|| entered.iter().sum())
    }
}

/// One stage of the journey.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stage {
    /// Identity of the stage.
    pub id: StageId,
    /// Name of the stage.
    pub name: String,
    /// Steps of the stage, if it is divided.
    #[serde(default)]
    pub steps: Vec<Step>,
    /// Texts, in the order of the lanes.
    #[serde(default)]
    pub texts: Vec<LaneText>,
    /// Cards of all lanes; within a lane in this order.
    #[serde(default)]
    pub cards: Vec<Card>,
    /// Scores of the active roles.
    #[serde(default)]
    pub scores: Vec<RoleScore>,
    /// How well today's scores are founded.
    #[serde(default)]
    pub evidence: Evidence,
    /// Money spent on the stage in a year.
    #[serde(default)]
    pub budget: Budget,
    /// Weight of the stage in the journey score, used when weights are entered.
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
            steps: Vec::new(),
            texts: Vec::new(),
            cards: Vec::new(),
            scores: Vec::new(),
            evidence: Evidence::default(),
            budget: Budget::default(),
            weight: None,
            conversion: None,
        }
    }

    /// The text of a lane; empty where there is none.
    pub fn text(&self, lane: Lane) -> &str {
        self.texts.iter().find(|t| t.lane == lane).map_or("", |t| &t.text)
    }

    /// Replaces the text of a lane.
    pub(crate) fn set_text(&mut self, lane: Lane, text: &str) {
        self.texts.retain(|t| t.lane != lane);
        if !text.is_empty() {
            self.texts.push(LaneText { lane, text: text.to_owned() });
            sort_short(&mut self.texts, |t| t.lane);
        }
    }

    /// The cards of a lane, in their order.
    pub fn cards_of(&self, lane: Lane) -> impl Iterator<Item = &Card> {
        self.cards.iter().filter(move |c| c.lane == lane)
    }

    /// The card `id`.
    pub fn card(&self, id: CardId) -> Option<&Card> {
        self.cards.iter().find(|c| c.id == id)
    }

    /// Owner, who answers for the stage: the first line of the owner lane; the other lines are internal roles.
    pub fn owner(&self) -> &str {
        self.text(Lane::Owner).lines().next().unwrap_or("").trim()
    }

    /// The internal roles that deliver the stage, without its owner.
    pub fn internal_roles(&self) -> impl Iterator<Item = &str> {
        self.text(Lane::Owner).lines().skip(1).map(str::trim).filter(|line| !line.is_empty())
    }

    /// The scores of `role` at this stage.
    pub fn score(&self, role: RoleId) -> Option<&RoleScore> {
        self.scores.iter().find(|s| s.role == role)
    }

    /// x: the weighted mean of the active roles' scores today; `None` without any score or weight.
    pub fn score_today(&self, roles: &[Role]) -> Option<f64> {
        self.mean_score(roles, |s| s.today)
    }

    /// Weighted mean of the active roles' target scores; `None` without any target or weight.
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
        sort_short(&mut known, |(id, ..)| *id);
        let weight: f64 = known.iter().map(|(_, w, _)| w).sum();
        let mean = (weight > 0.0).then(|| known.iter().map(|(_, w, x)| w * x).sum::<f64>() / weight);
        // Weights outside their domain may leave the range of numbers.
        mean.filter(|mean| mean.is_finite())
    }
}
