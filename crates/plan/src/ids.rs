//! Typed identifiers, so that a stage cannot be looked up with a segment's id.

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}", self.0)
            }
        }
    };
}

id!(/** Identifies a stage of the journey. */ StageId);
id!(/** Identifies a customer role. */ RoleId);
id!(/** Identifies a customer segment. */ SegmentId);
id!(/** Identifies an initiative. */ InitiativeId);
id!(/** Identifies a scenario. */ ScenarioId);
id!(/** Identifies a step of a stage. */ StepId);
id!(/** Identifies a card on the map. */ CardId);
id!(/** Identifies a lane the user added. */ LaneId);
