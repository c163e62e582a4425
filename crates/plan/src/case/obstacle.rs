//! What keeps a company from serving its customers over their whole life: the seven obstacles of the Gleanster–Act-On
//! survey (2015), as a checklist.

use crate::number::pen::{Pen, list};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One of the survey's seven obstacles, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // the labels say it
pub enum Obstacle {
    CustomerData,
    SalesAlignment,
    FragmentedSystems,
    TechnologyLimits,
    InternalSkills,
    DataCollected,
    InefficientProcesses,
}

impl Obstacle {
    /// All seven obstacles, in the survey's order.
    pub const ALL: [Self; 7] = [
        Self::CustomerData,
        Self::SalesAlignment,
        Self::FragmentedSystems,
        Self::TechnologyLimits,
        Self::InternalSkills,
        Self::DataCollected,
        Self::InefficientProcesses,
    ];

    /// Name of the obstacle, as screens show it.
    pub fn label(self) -> &'static str {
        match self {
            Self::CustomerData => "Access to customer data",
            Self::SalesAlignment => "Alignment with sales",
            Self::FragmentedSystems => "Fragmented systems",
            Self::TechnologyLimits => "Limits of technology",
            Self::InternalSkills => "Internal skills",
            Self::DataCollected => "Not collecting the right data",
            Self::InefficientProcesses => "Inefficient processes",
        }
    }

    /// Name of the obstacle in the plan file.
    pub fn key(self) -> &'static str {
        match self {
            Self::CustomerData => "customer_data",
            Self::SalesAlignment => "sales_alignment",
            Self::FragmentedSystems => "fragmented_systems",
            Self::TechnologyLimits => "technology_limits",
            Self::InternalSkills => "internal_skills",
            Self::DataCollected => "data_collected",
            Self::InefficientProcesses => "inefficient_processes",
        }
    }
}

/// How much an obstacle is in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // the labels say it
pub enum ObstacleSeverity {
    None,
    Minor,
    Serious,
    Blocking,
}

impl ObstacleSeverity {
    /// All severities, mildest first.
    pub const ALL: [Self; 4] = [Self::None, Self::Minor, Self::Serious, Self::Blocking];

    /// Name of the severity, as screens show it.
    pub fn label(self) -> &'static str {
        match self {
            Self::None => "Not in the way",
            Self::Minor => "Minor",
            Self::Serious => "Serious",
            Self::Blocking => "Blocking",
        }
    }
}

/// What is known about an obstacle.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ObstacleState {
    /// How much the obstacle is in the way; `None` while nobody has judged it, which does not mean “not in the way”.
    pub severity: Option<ObstacleSeverity>,
    /// Owner, who removes the obstacle.
    pub owner: String,
    /// Remark about the obstacle.
    pub note: String,
}

impl ObstacleState {
    /// Whether nothing is said about the obstacle.
    pub fn is_empty(&self) -> bool {
        self.severity.is_none() && !self.is_owned() && self.note.trim().is_empty()
    }

    /// Whether the obstacle is judged to be in the way.
    pub fn is_in_the_way(&self) -> bool {
        self.severity.is_some_and(|s| s > ObstacleSeverity::None)
    }

    /// Whether the obstacle has an owner, who removes it.
    pub fn is_owned(&self) -> bool {
        !self.owner.trim().is_empty()
    }
}

/// The checklist; an obstacle that is absent has not been looked at.
pub type Obstacles = BTreeMap<Obstacle, ObstacleState>;

/// The checklist in a sentence: how many are in the way, which of them block, and which have no owner.
pub fn obstacles_in_words(obstacles: &Obstacles) -> String {
    let of = Obstacle::ALL.len();
    let all = Pen::PLAIN.whole(of);
    let judged = obstacles.values().filter(|state| state.severity.is_some()).count();
    if judged == 0 {
        return format!("None of the {all} obstacles has been judged.");
    }
    let chosen = |is: fn(&ObstacleState) -> bool| -> Vec<Obstacle> {
        obstacles
            .iter()
            .filter(|(_, state)| state.is_in_the_way() && is(state))
            .map(|(obstacle, _)| *obstacle)
            .collect()
    };
    let blocking = chosen(|state| state.severity == Some(ObstacleSeverity::Blocking));
    let unowned = chosen(|state| !state.is_owned());
    let mut parts = vec![match chosen(|_| true).len() {
        0 if judged == of => format!("None of the {all} obstacles is in the way"),
        0 => "No obstacle judged so far is in the way".to_owned(),
        1 => format!("1 of {all} obstacles is in the way"),
        more => format!("{} of {all} obstacles are in the way", Pen::PLAIN.whole(more)),
    }];
    let has = |list: &[Obstacle]| if are_many(list) { "have" } else { "has" };
    if !blocking.is_empty() {
        let verb = if are_many(&blocking) { "block" } else { "blocks" };
        let also = if blocking == unowned { format!(" and {} no owner", has(&blocking)) } else { String::new() };
        parts.push(format!("{} {verb}{also}", listed(&blocking)));
    }
    if !unowned.is_empty() && unowned != blocking {
        parts.push(format!("{} {} no owner", listed(&unowned), has(&unowned)));
    }
    if judged < of {
        parts.push(format!("{} not judged yet", Pen::PLAIN.whole(of - judged)));
    }
    format!("{}.", parts.join("; "))
}

/// Whether a verb after these names is plural.
fn are_many(list: &[Obstacle]) -> bool {
    use Obstacle as O;
    match list {
        [O::FragmentedSystems | O::TechnologyLimits | O::InternalSkills | O::InefficientProcesses] => true,
        list => list.len() > 1,
    }
}

/// `a, b and c`, as in the middle of a sentence.
fn listed(obstacles: &[Obstacle]) -> String {
    list(&obstacles.iter().map(|o| o.label().to_ascii_lowercase()).collect::<Vec<_>>())
}
