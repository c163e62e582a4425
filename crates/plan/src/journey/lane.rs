//! The lanes of the map: which there are, what they hold, and how the user arranged them.

use crate::ids::LaneId;
use crate::settings::values::Settings;
use serde::{Deserialize, Serialize};

/// A row of the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // the labels say it
pub enum Lane {
    Goal,
    Roles,
    Expected,
    Actions,
    Touchpoints,
    Moments,
    Pains,
    Opportunities,
    Experience,
    LineOfVisibility,
    Processes,
    Technology,
    Owner,
    Success,
    Metrics,
    SharedResources,
    Insights,
    Budget,
    ValueAtStake,
    ScenarioGain,
    /// A lane the user added.
    Custom(LaneId),
}

/// What the cells of a lane hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LaneKind {
    /// A text; its lines may be a list.
    Text,
    /// Cards, see [`Card`](crate::Card).
    Cards,
    /// The roles that take part.
    Roles,
    /// Scores per role.
    Experience,
    /// Money spent, by type.
    Budget,
    /// A figure of the projection.
    Money,
    /// No cells: the quiet rule between what the customer sees and what the company does.
    Rule,
}

impl Lane {
    /// The lanes every map has, in their order when nobody has changed it: the money right under the curve.
    pub const BUILT_IN: [Self; 20] = [
        Self::Goal,
        Self::Roles,
        Self::Expected,
        Self::Actions,
        Self::Touchpoints,
        Self::Moments,
        Self::Pains,
        Self::Opportunities,
        Self::Experience,
        Self::ValueAtStake,
        Self::ScenarioGain,
        Self::LineOfVisibility,
        Self::Processes,
        Self::Technology,
        Self::Owner,
        Self::Success,
        Self::Metrics,
        Self::SharedResources,
        Self::Insights,
        Self::Budget,
    ];

    /// Usual name of the lane, for a lane that the user has not renamed.
    pub fn label(self) -> &'static str {
        match self {
            Self::Goal => "Customer goal",
            Self::Roles => "Roles active",
            Self::Expected => "Expected experience",
            Self::Actions => "Customer actions",
            Self::Touchpoints => "Touchpoints",
            Self::Moments => "Moments of truth",
            Self::Pains => "Pain points",
            Self::Opportunities => "Opportunities",
            Self::Experience => "Experience",
            Self::LineOfVisibility => "Line of visibility",
            Self::Processes => "Processes",
            Self::Technology => "Technology",
            Self::Owner => "Owner",
            Self::Success => "Success means",
            Self::Metrics => "Metrics",
            Self::SharedResources => "Shared resources",
            Self::Insights => "Insights",
            Self::Budget => "Budget",
            Self::ValueAtStake => "Value at stake",
            Self::ScenarioGain => "Scenario gain",
            Self::Custom(_) => "Lane",
        }
    }

    /// The question that helps to fill the lane.
    pub fn prompt(self) -> &'static str {
        match self {
            Self::Goal => "What does the customer want to get done here?",
            Self::Roles => "Who of the buying group takes part?",
            Self::Expected => "What should they feel and experience?",
            Self::Actions => "What does the customer do?",
            Self::Touchpoints => "Where do customer and company meet?",
            Self::Moments => "Which moments decide whether they stay?",
            Self::Pains => "What goes wrong, and how badly?",
            Self::Opportunities => "What could be done about it?",
            Self::Experience => "How does it feel today, and how should it?",
            Self::Processes => "What does the company do behind the scenes?",
            Self::Technology => "Which systems are used, after the strategy is clear?",
            Self::Owner => "Who answers for the stage? Internal roles on the lines below.",
            Self::Success => "How does the customer know it worked?",
            Self::Metrics => "Which outcome, which output drives it, which activity drives that?",
            Self::SharedResources => "What do several stages draw on?",
            Self::Insights => "What do we know, from whom, since when?",
            Self::Budget => "What is spent here a year, by type?",
            Self::LineOfVisibility | Self::ValueAtStake | Self::ScenarioGain | Self::Custom(_) => "",
        }
    }

    /// Measure of the lane's figures, with unit and period; empty for a lane of words.
    pub fn measure(self, settings: &Settings) -> String {
        let years = match settings.horizon {
            1 => "1 year".to_owned(),
            years => format!("{years} years"),
        };
        match self {
            Self::Experience => settings.scale.label(),
            Self::ValueAtStake => format!("one more point, PV, {years}"),
            Self::ScenarioGain => format!("before cost, PV, {years}"),
            Self::Budget => "a year, by type".to_owned(),
            _ => String::new(),
        }
    }

    /// Kind of content that the lane's cells hold.
    pub fn kind(self) -> LaneKind {
        match self {
            Self::Goal | Self::Expected | Self::Owner | Self::Success | Self::Custom(_) => LaneKind::Text,
            Self::Actions
            | Self::Touchpoints
            | Self::Moments
            | Self::Pains
            | Self::Opportunities
            | Self::Processes
            | Self::Technology
            | Self::Metrics
            | Self::SharedResources
            | Self::Insights => LaneKind::Cards,
            Self::Roles => LaneKind::Roles,
            Self::Experience => LaneKind::Experience,
            Self::Budget => LaneKind::Budget,
            Self::ValueAtStake | Self::ScenarioGain => LaneKind::Money,
            Self::LineOfVisibility => LaneKind::Rule,
        }
    }
}

/// A lane in its place on the map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaneRow {
    /// The lane that is arranged.
    pub lane: Lane,
    /// The user's own name for the lane; empty for the usual one.
    #[serde(default)]
    pub name: String,
}

impl LaneRow {
    /// A lane nobody has touched.
    pub fn of(lane: Lane) -> Self {
        Self { lane, name: String::new() }
    }

    /// All built-in lanes in their usual order.
    pub fn usual() -> Vec<Self> {
        Lane::BUILT_IN.into_iter().map(Self::of).collect()
    }

    /// Name of the lane, as the map shows it.
    pub fn label(&self) -> &str {
        if self.name.is_empty() { self.lane.label() } else { &self.name }
    }
}
