//! Points of experience per stage and start year, after the cap at 10.

use super::resolve::{ResolvedPlan, ResolvedSegment, ResolvedStage, by_id};
use super::types::StageView;
use crate::figure::{Figure, NotAvailable};
use crate::model::mix::mean_score;
use journey_plan::InitiativeId;
use journey_plan::order::sort_short;

/// Points that arrive at one stage in one start year.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Lift {
    /// Position of the stage in the plan.
    pub(crate) stage: usize,
    /// First year, from 1.
    pub(crate) start: usize,
    /// Points after the cap.
    pub(crate) points: f64,
    /// Who brings them: shares that add up to 1. Empty where they are set by hand.
    pub(crate) from: Vec<(InitiativeId, f64)>,
}

/// Today's score of every stage, and the score that caps its points.
pub(crate) struct StageScores {
    own: Vec<Option<f64>>,
    fallback: f64,
}

impl StageScores {
    /// The scores of the stages; one without any takes the customer-weighted mean of the segments' mixes.
    pub(crate) fn of(inputs: &ResolvedPlan) -> Self {
        Self { own: inputs.stages.iter().map(|stage| stage.score).collect(), fallback: mean_of(inputs.segments.iter()) }
    }

    /// Today's own score of a stage, where it has one.
    pub(crate) fn own(&self, stage: usize) -> Option<f64> {
        self.own[stage]
    }

    /// Takes another score of a stage.
    pub(crate) fn set(&mut self, stage: usize, score: f64) {
        self.own[stage] = Some(score);
    }

    /// Takes other segments of the baseline.
    pub(crate) fn follow<'a>(&mut self, segments: impl Iterator<Item = &'a ResolvedSegment> + Clone) {
        self.fallback = mean_of(segments);
    }

    fn for_cap(&self, stage: usize) -> f64 {
        self.own[stage].unwrap_or(self.fallback)
    }

    /// Points left to a score of 10.
    pub(crate) fn points_left(&self, stage: usize) -> f64 {
        (10.0 - self.for_cap(stage)).max(0.0)
    }

    /// The stages with their scores and the points of `lifts`.
    pub(crate) fn views(&self, stages: &[ResolvedStage], lifts: &[Lift]) -> Vec<StageView> {
        let view = |(index, stage): (usize, &ResolvedStage)| StageView {
            id: stage.id,
            score: self.own[index],
            weight: stage.weight,
            score_for_cap: self.for_cap(index),
            points: lifts.iter().filter(|l| l.stage == index).map(|l| l.points).sum(),
        };
        stages.iter().enumerate().map(view).collect()
    }
}

/// X: the weighted mean of the stages that have a score, with the plan's weights.
///
/// # Errors
/// No stage has a score, or one that has a score has no weight.
pub(crate) fn journey_score(stages: &[ResolvedStage]) -> Figure {
    let scored = |stage: &&ResolvedStage| stage.score.is_some();
    if let Some(unweighted) = stages.iter().filter(scored).find(|stage| stage.weight.is_none()) {
        let unknown = || NotAvailable::because("the stage weights are all zero");
        return Err(unweighted.no_weight.clone().unwrap_or_else(unknown));
    }
    let ordered = by_id(stages);
    let weighed = || ordered.iter().filter_map(|(_, stage)| Some((stage.score?, stage.weight?)));
    let weight: f64 = weighed().map(|(_, w)| w).sum();
    if weight <= 0.0 {
        return Err(NotAvailable::because("score a stage on the Journey screen"));
    }
    Ok(weighed().map(|(x, w)| x * w).sum::<f64>() / weight)
}

/// The customer-weighted mean of the segments' mixes.
fn mean_of<'a>(segments: impl Iterator<Item = &'a ResolvedSegment> + Clone) -> f64 {
    let total: f64 = segments.clone().map(ResolvedSegment::opening).sum();
    let count = segments.clone().count() as f64;
    let weight = |s: &ResolvedSegment| if total > 0.0 { s.opening() / total } else { 1.0 / count };
    segments.map(|s| weight(s) * mean_score(&s.mix)).sum()
}

/// Points asked for at one stage in one start year, before the cap.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Request {
    /// Position of the stage in the plan.
    pub(crate) stage: usize,
    /// First year, from 1.
    pub(crate) start: usize,
    /// Points set by hand; nobody else asks for any then.
    by_hand: Option<f64>,
    /// Who asks for how many.
    pub(crate) wanted: Vec<(InitiativeId, f64)>,
}

impl Request {
    /// Points of everybody who asks.
    pub(crate) fn points(&self) -> f64 {
        self.by_hand.unwrap_or_else(|| self.wanted.iter().map(|(_, points)| points).sum())
    }
}

/// What the scenario asks for within the horizon; in order of stage id, then start year, so that the order of the stages
/// on the map never changes a digit.
pub(crate) fn requests(inputs: &ResolvedPlan) -> Vec<Request> {
    let scenario = &inputs.scenario;
    let mut requests = Vec::new();
    for (stage, _) in by_id(&inputs.stages) {
        if let Some(points) = scenario.by_hand[stage] {
            requests.push(Request { stage, start: 1, by_hand: Some(points), wanted: Vec::new() });
            continue;
        }
        let asking = scenario.initiatives.iter().filter(|i| i.enabled && i.within_horizon);
        let mut wanted: Vec<(usize, InitiativeId, f64)> =
            asking.filter_map(|i| Some((i.start, i.id, i.points(stage)?))).collect();
        sort_short(&mut wanted, |(start, id, _)| (*start, *id));
        for group in wanted.chunk_by(|a, b| a.0 == b.0) {
            let start = group.first().map_or(1, |(start, ..)| *start);
            let wanted = group.iter().map(|(_, id, points)| (*id, *points)).collect();
            requests.push(Request { stage, start, by_hand: None, wanted });
        }
    }
    requests
}

/// The points of each request, all multiplied by `factor` before the cap; earlier years are served first.
pub(crate) fn capped(requests: &[Request], scores: &StageScores, factor: f64, points: &mut Vec<f64>) {
    let (mut stage, mut left) = (None, 0.0);
    points.clear();
    for request in requests {
        if stage != Some(request.stage) {
            (stage, left) = (Some(request.stage), scores.points_left(request.stage));
        }
        let gained = (request.points() * factor).min(left);
        left -= gained;
        points.push(gained);
    }
}

/// The capped points of the scenario, all multiplied by `factor` before the cap.
pub(crate) fn scenario_lifts(inputs: &ResolvedPlan, scores: &StageScores, factor: f64) -> Vec<Lift> {
    let mut asked = requests(inputs);
    for request in &mut asked {
        request.wanted.retain(|(_, points)| *points > 0.0);
    }
    asked.retain(|request| request.by_hand.is_some() || !request.wanted.is_empty());
    let mut points = Vec::with_capacity(asked.len());
    capped(&asked, scores, factor, &mut points);
    let lift = |(request, points): (Request, f64)| {
        let all = request.points();
        let from = request.wanted.iter().map(|(id, points)| (*id, points / all)).collect();
        Lift { stage: request.stage, start: request.start, points, from }
    };
    asked.into_iter().zip(points).map(lift).collect()
}
