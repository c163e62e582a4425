//! Templates of one's own: a plan without what is particular to it.

use crate::customers::segment::{Segment, YearFigures};
use crate::document::Plan;
use crate::journey::card::{Detail, Insight, Metric};
use crate::journey::lane::Lane;
use crate::journey::stage::{Budget, Stage};
use crate::note::Evidence;
use crate::number::finite::Number;
use crate::settings::values::Settings;
use std::sync::Arc;

impl Plan {
    /// The plan as a template: the map with its texts, without numbers, people, sources, customers, initiatives,
    /// scenarios, obstacles and the board's words, and with one segment of each name whose `years` are empty.
    #[must_use]
    pub fn as_template(&self, years: std::ops::RangeInclusive<i32>) -> Self {
        let mut plan = Self::empty(self.title.clone());
        plan.next_id = self.next_id;
        plan.settings = general(&self.settings);
        plan.lanes.clone_from(&self.lanes);
        plan.view.clone_from(&self.view);
        plan.roles.clone_from(&self.roles);
        for role in &mut plan.roles {
            role.weight = Number::ONE;
        }
        plan.stages = self.stages.iter().map(|s| Arc::new(bare(s))).collect();
        plan.segments = self.segments.iter().map(|s| Arc::new(emptied(s, years.clone()))).collect();
        plan
    }
}

/// Settings that are usual in a company whatever the plan: how things are written.
fn general(settings: &Settings) -> Settings {
    Settings {
        currency: settings.currency.clone(),
        locale: settings.locale,
        scale: settings.scale,
        scale_labels: settings.scale_labels.clone(),
        insight_renewal_months: settings.insight_renewal_months,
        ..Settings::default()
    }
}

/// A stage with its texts, cards and active roles, without what was measured, spent or is owned.
fn bare(stage: &Stage) -> Stage {
    let mut stage = stage.clone();
    stage.set_text(Lane::Owner, "");
    stage.budget = Budget::default();
    (stage.weight, stage.conversion, stage.evidence) = (None, None, Evidence::default());
    for score in &mut stage.scores {
        (score.today, score.target) = (None, None);
    }
    for card in &mut stage.cards {
        match &mut card.detail {
            Detail::Opportunity { impact, effort, initiative } => (*impact, *effort, *initiative) = (None, None, None),
            Detail::Metric(metric) => {
                let (level, unit) = (metric.level, std::mem::take(&mut metric.unit));
                *metric = Metric { level, unit, ..Metric::default() };
            }
            Detail::Insight(insight) => *insight = Insight::default(),
            Detail::Pain { severity } => *severity = None,
            Detail::Plain | Detail::Touchpoint { .. } => {}
        }
    }
    stage
}

/// A segment with the name and kind of `segment` and with empty `years`.
fn emptied(segment: &Segment, years: std::ops::RangeInclusive<i32>) -> Segment {
    let mut empty = Segment::empty(segment.id, segment.name.clone(), []);
    empty.model = segment.model;
    empty.basis = segment.basis;
    empty.costs = segment.costs;
    empty.years = years.map(YearFigures::empty).collect();
    empty
}
