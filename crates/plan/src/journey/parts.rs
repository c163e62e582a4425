//! Parts of a plan that can go into another one.

use crate::document::Plan;
use crate::journey::lane::{Lane, LaneRow};
use crate::journey::stage::{Role, Stage};
use std::sync::Arc;

/// Roles, lanes and stages of one plan, on their way into another.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct JourneyParts {
    /// Roles of the plan.
    pub roles: Vec<Role>,
    /// Lanes the user had added.
    pub lanes: Vec<LaneRow>,
    /// Stages with everything in them; the roles and lanes they mention come along.
    pub stages: Vec<Arc<Stage>>,
}

impl JourneyParts {
    /// Everything of `plan` that can go into another plan.
    pub fn of(plan: &Plan) -> Self {
        let is_own = |row: &&LaneRow| matches!(row.lane, Lane::Custom(_));
        Self {
            roles: plan.roles.clone(),
            lanes: plan.lanes.iter().filter(is_own).cloned().collect(),
            stages: plan.stages.clone(),
        }
    }

    /// Whether there is nothing to add.
    pub fn is_empty(&self) -> bool {
        self.roles.is_empty() && self.lanes.is_empty() && self.stages.is_empty()
    }
}
