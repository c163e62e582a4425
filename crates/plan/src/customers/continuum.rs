//! Satisfied → loyal → advocate: how customers move between states, and what a state brings (models, section 8).

use crate::number::finite::Number;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How a customer stands to the company.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // the labels say it
pub enum CustomerState {
    AtRisk,
    Satisfied,
    Loyal,
    Advocate,
}

impl CustomerState {
    /// All states, in the order of the continuum.
    pub const ALL: [Self; 4] = [Self::AtRisk, Self::Satisfied, Self::Loyal, Self::Advocate];

    /// Name of the state, as screens show it.
    pub fn label(self) -> &'static str {
        match self {
            Self::AtRisk => "At risk",
            Self::Satisfied => "Satisfied",
            Self::Loyal => "Loyal",
            Self::Advocate => "Advocate",
        }
    }

    /// Name of the state in the plan file.
    pub fn key(self) -> &'static str {
        match self {
            Self::AtRisk => "at_risk",
            Self::Satisfied => "satisfied",
            Self::Loyal => "loyal",
            Self::Advocate => "advocate",
        }
    }

    /// The state with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.key() == key)
    }
}

/// A value for some of the states; an absent one is empty, not zero.
pub type PerState = BTreeMap<CustomerState, Number>;

/// The continuum of a segment. Its figures value the states; they do not drive the years ahead.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Continuum {
    /// Yearly shares that move from the first state to the second; what is missing to 100 % leaves.
    #[serde(with = "pairs")]
    pub transitions: BTreeMap<(CustomerState, CustomerState), Number>,
    /// Revenue of a customer, a year.
    pub revenue: PerState,
    /// Shares of today's customers; empty ones follow from the score mix.
    pub start: PerState,
    /// New customers a year who begin in a state; empty is none.
    pub inflow: PerState,
    /// Referrals of a customer, a year.
    pub referrals: PerState,
    /// Share of the referrals that become customers.
    pub referral_conversion: Option<Number>,
    /// Whether the referral value is shown; it counts twice where the new customers include the referred ones.
    pub count_referrals: bool,
}

/// JSON keys are texts, so the pairs travel as a list of `[from, to, share]`.
mod pairs {
    use super::{BTreeMap, CustomerState, Number};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    type Table = BTreeMap<(CustomerState, CustomerState), Number>;

    pub(super) fn serialize<S: Serializer>(table: &Table, serializer: S) -> Result<S::Ok, S::Error> {
        table.iter().map(|((from, to), share)| (from, to, share)).collect::<Vec<_>>().serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Table, D::Error> {
        let list = Vec::<(CustomerState, CustomerState, Number)>::deserialize(deserializer)?;
        // Collected, they would be sorted before, by 4 KB of code.
        let mut table = Table::new();
        table.extend(list.into_iter().map(|(from, to, share)| ((from, to), share)));
        Ok(table)
    }
}
