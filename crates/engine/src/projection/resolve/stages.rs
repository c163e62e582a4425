//! The stages of the journey: today's score, weight, and why a stage has none.

use crate::figure::NotAvailable;
use journey_plan::order::sort_short;
use journey_plan::{Number, NumberId, Plan, Segment, Stage, StageId, WeightSource};

/// A stage of the journey, resolved.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ResolvedStage {
    pub(crate) id: StageId,
    pub(crate) name: String,
    /// Today's score on 1–10, where a role has scored the stage.
    pub(crate) score: Option<f64>,
    /// Share of the stage in the journey, with the plan's weights.
    pub(crate) weight: Option<f64>,
    /// Why the plan or some segment has no weight for the stage, where one has none.
    pub(crate) no_weight: Option<NotAvailable>,
}

/// The stages of `plan` in its order; `is_known` says whether every segment has a weight for the stage at a position.
pub(super) fn resolved_stages(plan: &Plan, is_known: impl Fn(usize) -> bool) -> Vec<ResolvedStage> {
    let weights = stage_weights(plan, None);
    let stage = |(index, (stage, weight)): (usize, (&std::sync::Arc<Stage>, Option<f64>))| ResolvedStage {
        id: stage.id,
        name: stage.name.clone(),
        score: stage.score_today(&plan.roles),
        weight,
        no_weight: (weight.is_none() || !is_known(index)).then(|| no_weight(plan, stage)),
    };
    plan.stages.iter().zip(weights).enumerate().map(stage).collect()
}

/// The stages with their positions, in the order of their ids.
pub(crate) fn by_id(stages: &[ResolvedStage]) -> Vec<(usize, &ResolvedStage)> {
    let mut stages: Vec<(usize, &ResolvedStage)> = stages.iter().enumerate().collect();
    sort_short(&mut stages, |(_, stage)| stage.id);
    stages
}

/// How far a point on each stage lifts the segment: the normalised weights, times the sum of the survey's slopes where
/// the user chose to multiply by it (models, section 5).
pub(super) fn lift_weights(plan: &Plan, segment: &Segment) -> Vec<Option<f64>> {
    let factor = match plan.settings.weights {
        WeightSource::Derived => plan.survey.as_ref().map_or(1.0, |s| s.factor()),
        WeightSource::Equal | WeightSource::Entered => 1.0,
    };
    stage_weights(plan, Some(segment)).into_iter().map(|weight| weight.map(|w| w * factor)).collect()
}

/// The weights of the stages for a segment, or the plan's without one, normalised over those that have one: `None` for a
/// stage without, see [`no_weight`].
fn stage_weights(plan: &Plan, segment: Option<&Segment>) -> Vec<Option<f64>> {
    let own = |id| {
        let weights = &segment?.stage_weights;
        weights.iter().find(|(stage, _)| *stage == id).map(|(_, w)| w.get())
    };
    let plan_wide = |stage: &Stage| match plan.settings.weights {
        WeightSource::Equal => Some(1.0),
        WeightSource::Entered => stage.weight.map(Number::get),
        WeightSource::Derived => plan.survey.as_ref().and_then(|s| s.weight(stage.id)).map(Number::get),
    };
    let weights: Vec<_> = plan
        .stages
        .iter()
        .map(|stage| {
            (stage.id, own(stage.id).or_else(|| plan_wide(stage)).filter(|weight| is_weight(stage.id, *weight)))
        })
        .collect();
    // Summed in the order of the ids, so that the order of the stages never changes a digit.
    let mut in_order = weights.clone();
    sort_short(&mut in_order, |(id, _)| *id);
    let sum: f64 = in_order.iter().filter_map(|(_, w)| *w).sum();
    weights.into_iter().map(|(_, w)| w.filter(|_| sum > 0.0).map(|w| w / sum)).collect()
}

fn is_weight(stage: StageId, weight: f64) -> bool {
    NumberId::StageWeight(stage).domain().holds(weight)
}

/// Why a stage has no weight.
pub fn no_weight(plan: &Plan, stage: &Stage) -> NotAvailable {
    let name = &stage.name;
    NotAvailable::because(match plan.settings.weights {
        WeightSource::Derived if plan.survey.as_ref().and_then(|s| s.weight(stage.id)).is_none() => {
            format!("the survey says nothing about the stage “{name}”")
        }
        WeightSource::Entered if stage.weight.is_none() => format!("enter a weight for the stage “{name}”"),
        WeightSource::Entered if stage.weight.is_some_and(|w| !is_weight(stage.id, w.get())) => {
            format!("correct the weight of the stage “{name}”")
        }
        _ => "the stage weights are all zero".to_owned(),
    })
}
