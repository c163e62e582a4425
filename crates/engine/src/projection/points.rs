//! Points of experience per stage and start year, after the cap at 10.

use super::resolve::{ResolvedPlan, ResolvedSegment, no_weight, stage_weights};
use super::types::StageView;
use crate::figure::NotAvailable;
use crate::model::mix::mean_score;
use journey_plan::order::sort_short;
use journey_plan::{InitiativeAmount, InitiativeId, Plan, Scenario, Stage};

/// Why the stages give no journey score.
pub(crate) fn no_journey_score(plan: &Plan, stages: &[StageView]) -> NotAvailable {
    let unweighted = stages.iter().find(|view| view.score.is_some() && view.weight.is_none());
    let stage = unweighted.and_then(|view| plan.stage(view.id));
    stage.map_or_else(|| NotAvailable::because("score a stage on the Journey screen"), |stage| no_weight(plan, stage))
}

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
    /// Reads the scores of the plan; a stage without any takes the customer-weighted mean of the segments' mixes.
    pub(crate) fn of(plan: &Plan, inputs: &ResolvedPlan) -> Self {
        Self {
            own: plan.stages.iter().map(|s| s.score_today(&plan.roles)).collect(),
            fallback: mean_of(inputs.segments.iter()),
        }
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

    /// X: the weighted mean of the stages that have a score, with the plan's weights; `None` where one of them has no
    /// weight.
    pub(crate) fn journey_score(&self, plan: &Plan) -> Option<f64> {
        let weights = stage_weights(plan, None);
        let stages = by_id(plan);
        let scored: Option<Vec<(f64, f64)>> = stages
            .iter()
            .filter_map(|(index, _)| Some((self.own[*index]?, weights[*index])))
            .map(|(x, w)| Some((x, w?)))
            .collect();
        let scored = scored?;
        let scored = || scored.iter().copied();
        let weight: f64 = scored().map(|(_, w)| w).sum();
        (weight > 0.0).then(|| scored().map(|(x, w)| x * w).sum::<f64>() / weight)
    }

    /// The stages with their scores and the points of `lifts`.
    pub(crate) fn views(&self, plan: &Plan, lifts: &[Lift]) -> Vec<StageView> {
        let weights = stage_weights(plan, None);
        plan.stages
            .iter()
            .enumerate()
            .map(|(index, stage)| StageView {
                id: stage.id,
                score: self.own[index],
                weight: weights[index],
                score_for_cap: self.for_cap(index),
                points: lifts.iter().filter(|l| l.stage == index).map(|l| l.points).sum(),
            })
            .collect()
    }
}

/// The customer-weighted mean of the segments' mixes.
fn mean_of<'a>(segments: impl Iterator<Item = &'a ResolvedSegment> + Clone) -> f64 {
    let total: f64 = segments.clone().map(ResolvedSegment::opening).sum();
    let count = segments.clone().count() as f64;
    let weight = |s: &ResolvedSegment| if total > 0.0 { s.opening() / total } else { 1.0 / count };
    segments.map(|s| weight(s) * mean_score(&s.mix)).sum()
}

/// The stages with their positions, in the order of their ids.
fn by_id(plan: &Plan) -> Vec<(usize, &Stage)> {
    let mut stages: Vec<(usize, &Stage)> = plan.stages.iter().map(AsRef::as_ref).enumerate().collect();
    sort_short(&mut stages, |(_, stage)| stage.id);
    stages
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
    /// Whether some draw of who asks may gain a point.
    pub(crate) fn may_gain(&self, plan: &Plan) -> bool {
        let Some(stage) = plan.stages.get(self.stage) else { return false };
        let most = |id: InitiativeId| {
            let initiative = plan.initiatives.iter().find(|i| i.id == id)?;
            let points = initiative.amount(InitiativeAmount::Points(stage.id))?;
            Some(points.spread().high.unwrap_or(points.likely).get().max(points.likely.get()))
        };
        self.points() > 0.0 || self.wanted.iter().any(|(id, _)| most(*id).is_some_and(|most| most > 0.0))
    }

    fn points(&self) -> f64 {
        self.by_hand.unwrap_or_else(|| self.wanted.iter().map(|(_, points)| points).sum())
    }
}

/// What `scenario` asks for within the horizon; in order of stage id, then start year, so that the order of the stages
/// on the map never changes a digit.
pub(crate) fn requests(plan: &Plan, scenario: &Scenario) -> Vec<Request> {
    let mut requests = Vec::new();
    for (index, stage) in by_id(plan) {
        if let Some(points) = scenario.hand_set(stage.id) {
            requests.push(Request { stage: index, start: 1, by_hand: Some(points.get()), wanted: Vec::new() });
            continue;
        }
        let mut wanted: Vec<(usize, InitiativeId, f64)> = plan
            .initiatives
            .iter()
            .filter(|i| scenario.initiatives.contains(&i.id) && i.starts_within(plan.settings.horizon))
            .filter_map(|i| Some((i.start_year as usize, i.id, i.points(stage.id)?.get())))
            .collect();
        sort_short(&mut wanted, |(start, id, _)| (*start, *id));
        for group in wanted.chunk_by(|a, b| a.0 == b.0) {
            let start = group.first().map_or(1, |(start, ..)| *start);
            let wanted = group.iter().map(|(_, id, points)| (*id, *points)).collect();
            requests.push(Request { stage: index, start, by_hand: None, wanted });
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

/// The capped points of `scenario`, all multiplied by `factor` before the cap.
pub(crate) fn scenario_lifts(plan: &Plan, scenario: Option<&Scenario>, scores: &StageScores, factor: f64) -> Vec<Lift> {
    let Some(scenario) = scenario else { return Vec::new() };
    let mut asked = requests(plan, scenario);
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
