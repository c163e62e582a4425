//! Templates of one's own: a plan without what is particular to it.

use crate::customers::segment::{Segment, YearFigures};
use crate::document::Plan;
use crate::journey::card::Detail;
use crate::journey::stage::Budget;
use crate::settings::values::WeightSource;
use std::sync::Arc;

impl Plan {
    /// The plan as a template: the map as it is, without scores, money, customers, initiatives, scenarios and obstacles,
    /// with one segment whose `years` are empty.
    #[must_use]
    pub fn as_template(&self, years: std::ops::RangeInclusive<i32>) -> Self {
        let mut plan = self.clone();
        for stage in &mut plan.stages {
            let stage = Arc::make_mut(stage);
            stage.budget = Budget::default();
            stage.conversion = None;
            for score in &mut stage.scores {
                (score.today, score.target) = (None, None);
            }
            for card in &mut stage.cards {
                if let Detail::Opportunity { initiative, .. } = &mut card.detail {
                    *initiative = None;
                }
            }
        }
        plan.survey = None;
        if plan.settings.weights == WeightSource::Derived {
            plan.settings.weights = WeightSource::Equal;
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
