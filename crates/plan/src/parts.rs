//! Parts of a plan that can go into another one, and templates of one's own.

use crate::document::Plan;
use crate::lane::{Lane, LaneRow};
use crate::segment::{Segment, YearFigures};
use crate::stage::{Role, Stage};
use std::sync::Arc;

/// Roles, lanes and stages of one plan, on their way into another.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Parts {
    /// Roles.
    pub roles: Vec<Role>,
    /// Lanes the user had added.
    pub lanes: Vec<LaneRow>,
    /// Stages with everything in them; the roles and lanes they mention come along.
    pub stages: Vec<Arc<Stage>>,
}

impl Parts {
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

impl Plan {
    /// The plan as a template: the map as it is, without scores, money, customers, initiatives, scenarios and obstacles,
    /// with one segment whose `years` are empty.
    #[must_use]
    pub fn as_template(&self, years: std::ops::RangeInclusive<i32>) -> Self {
        let mut plan = self.clone();
        for stage in &mut plan.stages {
            let stage = Arc::make_mut(stage);
            stage.budget = crate::stage::Budget::default();
            stage.conversion = None;
            for score in &mut stage.scores {
                (score.today, score.target) = (None, None);
            }
            for card in &mut stage.cards {
                if let crate::card::Detail::Opportunity { initiative, .. } = &mut card.detail {
                    *initiative = None;
                }
            }
        }
        plan.survey = None;
        if plan.settings.weights == crate::settings::WeightSource::Derived {
            plan.settings.weights = crate::settings::WeightSource::Equal;
        }
        plan.initiatives.clear();
        plan.scenarios.clear();
        plan.obstacles.clear();
        plan.active_scenario = None;
        plan.segments = plan.segments.iter().map(|s| Arc::new(emptied(s, years.clone()))).collect();
        plan
    }
}

/// A segment of the same name and kind without figures.
fn emptied(segment: &Segment, years: std::ops::RangeInclusive<i32>) -> Segment {
    let mut empty = Segment::empty(segment.id, segment.name.clone(), []);
    empty.model = segment.model;
    empty.basis = segment.basis;
    empty.costs = segment.costs;
    empty.years = years.map(YearFigures::empty).collect();
    empty
}
