//! Points of experience per stage and start year, after the cap at 10.

use super::inputs::{Inputs, stage_weights};
use super::types::{Figure, StageView};
use crate::engine::mix::mean_score;
use crate::plan::order::sort_short;
use crate::plan::{InitiativeId, Plan, Scenario, Stage};

/// Points that arrive at one stage in one start year.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lift {
    /// Position of the stage in the plan.
    pub(super) stage: usize,
    /// First year, from 1.
    pub(super) start: usize,
    /// Points after the cap.
    pub(super) points: f64,
    /// Who brings them: shares that add up to 1. Empty where they are set by hand.
    pub(super) from: Vec<(InitiativeId, f64)>,
}

/// Today's score of every stage, and the score that caps its points.
pub(super) struct StageScores {
    own: Vec<Option<f64>>,
    fallback: f64,
}

impl StageScores {
    /// Reads the scores of the plan; a stage without any takes the customer-weighted mean of the segments' mixes.
    pub(super) fn of(plan: &Plan, inputs: &Inputs) -> Self {
        let customers = |s: &super::inputs::SegmentInputs| s.classes.opening.iter().sum::<f64>();
        let total: f64 = inputs.segments.iter().map(customers).sum();
        let weight = |s| if total > 0.0 { customers(s) / total } else { 1.0 / inputs.segments.len() as f64 };
        Self {
            own: plan.stages.iter().map(|s| s.score_today(&plan.roles)).collect(),
            fallback: inputs.segments.iter().map(|s| weight(s) * mean_score(&s.mix)).sum(),
        }
    }

    fn for_cap(&self, stage: usize) -> f64 {
        self.own[stage].unwrap_or(self.fallback)
    }

    /// Points left to a score of 10.
    pub(super) fn room(&self, stage: usize) -> f64 {
        (10.0 - self.for_cap(stage)).max(0.0)
    }

    /// X: the weighted mean of the stages that have a score, with the plan's weights.
    pub(super) fn journey_score(&self, plan: &Plan) -> Option<f64> {
        let weights = stage_weights(plan, None).ok()?;
        let stages = by_id(plan);
        let scored = || stages.iter().filter_map(|(index, _)| Some((self.own[*index]?, weights[*index])));
        let weight: f64 = scored().map(|(_, w)| w).sum();
        (weight > 0.0).then(|| scored().map(|(x, w)| x * w).sum::<f64>() / weight)
    }

    /// The stages with their scores and the points of `lifts`.
    pub(super) fn views(&self, plan: &Plan, lifts: &[Lift]) -> Figure<Vec<StageView>> {
        let weights = stage_weights(plan, None)?;
        let views = plan
            .stages
            .iter()
            .enumerate()
            .map(|(index, stage)| StageView {
                id: stage.id,
                score: self.own[index],
                weight: weights[index],
                score_for_cap: self.for_cap(index),
                points: lifts.iter().filter(|l| l.stage == index).map(|l| l.points).sum(),
            })
            .collect();
        Ok(views)
    }
}

/// The stages with their positions, in the order of their ids.
fn by_id(plan: &Plan) -> Vec<(usize, &Stage)> {
    let mut stages: Vec<(usize, &Stage)> = plan.stages.iter().map(AsRef::as_ref).enumerate().collect();
    sort_short(&mut stages, |(_, stage)| stage.id);
    stages
}

/// The capped points of `scenario`, all multiplied by `factor` before the cap; in order of stage id, then start
/// year, so that the order of the stages on the map never changes a digit.
pub(super) fn scenario_lifts(plan: &Plan, scenario: Option<&Scenario>, scores: &StageScores, factor: f64) -> Vec<Lift> {
    let Some(scenario) = scenario else { return Vec::new() };
    let mut lifts = Vec::new();
    for (index, stage) in by_id(plan) {
        let room = scores.room(index);
        if let Some(points) = scenario.hand_set(stage.id) {
            let points = (points.get() * factor).min(room);
            lifts.push(Lift { stage: index, start: 1, points, from: Vec::new() });
            continue;
        }
        let mut wanted: Vec<(usize, InitiativeId, f64)> = plan
            .initiatives
            .iter()
            .filter(|i| scenario.initiatives.contains(&i.id))
            .filter_map(|i| Some((i.start_year as usize, i.id, i.points(stage.id)?.get() * factor)))
            .filter(|(_, _, points)| *points > 0.0)
            .collect();
        sort_short(&mut wanted, |(start, id, _)| (*start, *id));
        let mut left = room;
        for group in wanted.chunk_by(|a, b| a.0 == b.0) {
            let asked: f64 = group.iter().map(|(_, _, points)| points).sum();
            let points = asked.min(left);
            left -= points;
            let from = group.iter().map(|(_, id, p)| (*id, p / asked)).collect();
            lifts.extend(group.first().map(|(start, ..)| Lift { stage: index, start: *start, points, from }));
        }
    }
    lifts
}
