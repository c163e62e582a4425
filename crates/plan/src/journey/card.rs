//! The cards of the map: one thought each, with the details its lane asks for.

use crate::date::Date;
use crate::ids::{CardId, InitiativeId, StepId};
use crate::journey::lane::Lane;
use crate::note::Evidence;
use crate::number::finite::Number;
use serde::{Deserialize, Serialize};

/// Declares an enum of named choices with its labels.
macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($variant:ident => $label:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[allow(missing_docs)] // the labels say it
        pub enum $name { $($variant),+ }

        impl $name {
            /// All choices, in their order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Name of the choice, as screens show it.
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }
        }
    };
}

choices! {
    /// How a touchpoint reaches the customer.
    Channel {
        InPerson => "In person", Phone => "Phone", Email => "E-mail", Web => "Web", App => "App", Chat => "Chat",
        Social => "Social media", Post => "Post", Event => "Event", Shop => "Shop", Partner => "Partner",
    }
}

choices! {
    /// Who speaks at a touchpoint.
    TouchpointKind { Owned => "Ours", Partner => "A partner’s", Earned => "Others about us", Paid => "Paid" }
}

choices! {
    /// How bad a pain is.
    Severity { Minor => "Minor", Serious => "Serious", Severe => "Severe" }
}

choices! {
    /// A link of the metrics chain: outcome ← output ← activity (Patterson).
    MetricLevel { Outcome => "Outcome", Output => "Output", Activity => "Activity" }
}

/// A measure of a stage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Metric {
    /// Link of the chain that the metric belongs to.
    pub level: MetricLevel,
    /// Unit of the values, in words: `%`, `days`.
    pub unit: String,
    /// Value when counting began.
    pub baseline: Option<Number>,
    /// Value now.
    pub now: Option<Number>,
    /// Value wanted.
    pub target: Option<Number>,
    /// Owner, who answers for the metric.
    pub owner: String,
}

impl Default for Metric {
    fn default() -> Self {
        Self {
            level: MetricLevel::Outcome,
            unit: String::new(),
            baseline: None,
            now: None,
            target: None,
            owner: String::new(),
        }
    }
}

/// What is known about customers, and how well.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Insight {
    /// Source of the insight: an interview, a team, a study.
    pub source: String,
    /// Day on which the insight was learned.
    pub date: Option<Date>,
    /// How well the insight is founded.
    pub evidence: Evidence,
}

/// What a lane asks for besides the text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Detail {
    /// No details.
    Plain,
    /// A touchpoint.
    Touchpoint {
        /// How the touchpoint reaches the customer.
        #[serde(default)]
        channel: Option<Channel>,
        /// Who speaks at the touchpoint.
        #[serde(default)]
        kind: Option<TouchpointKind>,
    },
    /// A pain point.
    Pain {
        /// How bad the pain is.
        #[serde(default)]
        severity: Option<Severity>,
    },
    /// An opportunity.
    Opportunity {
        /// Impact of the opportunity, from 1 (little) to 5 (much).
        #[serde(default)]
        impact: Option<u8>,
        /// Effort of the opportunity, from 1 (little) to 5 (much).
        #[serde(default)]
        effort: Option<u8>,
        /// The initiative that the opportunity became.
        #[serde(default)]
        initiative: Option<InitiativeId>,
    },
    /// A metric.
    Metric(Metric),
    /// An insight.
    Insight(Insight),
}

impl Detail {
    /// The details that a new card of `lane` starts with.
    pub fn of(lane: Lane) -> Self {
        match lane {
            Lane::Touchpoints => Self::Touchpoint { channel: None, kind: None },
            Lane::Pains => Self::Pain { severity: None },
            Lane::Opportunities => Self::Opportunity { impact: None, effort: None, initiative: None },
            Lane::Metrics => Self::Metric(Metric::default()),
            Lane::Insights => Self::Insight(Insight::default()),
            _ => Self::Plain,
        }
    }

    /// The details in a few words, as a cell of the map has room for; `None` where nothing is noted.
    pub fn in_words(&self) -> Option<String> {
        let words = match self {
            Self::Plain => Vec::new(),
            Self::Touchpoint { channel, kind } => [channel.map(Channel::label), kind.map(TouchpointKind::label)]
                .into_iter()
                .flatten()
                .map(str::to_owned)
                .collect(),
            Self::Pain { severity } => severity.iter().map(|s| s.label().to_ascii_lowercase()).collect(),
            Self::Opportunity { impact, effort, initiative } => {
                let level = |name: &str, level: &Option<u8>| level.map(|l| format!("{name} {l}"));
                let adopted = initiative.map(|_| "initiative".to_owned());
                [adopted, level("impact", impact), level("effort", effort)].into_iter().flatten().collect()
            }
            Self::Metric(m) => {
                let number = |n: Option<Number>| n.map_or_else(|| "–".to_owned(), |n| n.get().to_string());
                let level = match m.level {
                    MetricLevel::Outcome => None,
                    level => Some(level.label().to_ascii_lowercase()),
                };
                let values = (m.now.is_some() || m.target.is_some())
                    .then(|| format!("{} → {} {}", number(m.now), number(m.target), m.unit).trim_end().to_owned());
                [values, level].into_iter().flatten().collect()
            }
            Self::Insight(i) => {
                let day = i.date.map(|d| d.to_string());
                [Some(i.source.clone()).filter(|s| !s.is_empty()), day, Some(i.evidence.label().to_ascii_lowercase())]
                    .into_iter()
                    .flatten()
                    .collect()
            }
        };
        (!words.is_empty()).then(|| words.join(" · "))
    }

    /// Whether the details belong to one kind of card, as those of `other` do.
    pub fn is_like(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// One thought on the map.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// Identity of the card.
    pub id: CardId,
    /// The lane of the card.
    pub lane: Lane,
    /// Text of the card.
    pub text: String,
    /// The step of the stage that the card belongs to; `None` for the whole stage.
    #[serde(default)]
    pub step: Option<StepId>,
    /// Details that the lane asks for.
    #[serde(default = "plain", skip_serializing_if = "is_plain")]
    pub detail: Detail,
}

fn plain() -> Detail {
    Detail::Plain
}

fn is_plain(detail: &Detail) -> bool {
    *detail == Detail::Plain
}

impl Card {
    /// A card with nothing but a text.
    pub fn new(id: CardId, lane: Lane, text: impl Into<String>) -> Self {
        Self { id, lane, text: text.into(), step: None, detail: Detail::of(lane) }
    }
}
