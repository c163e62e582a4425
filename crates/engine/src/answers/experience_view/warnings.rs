//! Warnings to look at before the figures of the experience effect are used (models, sections 4 and 5).

use super::segment::SegmentExperience;
use crate::model::roll_forward::Ledger;
use crate::projection::Forecast;
use crate::projection::both_worlds::BothWorlds;
use crate::projection::evaluator::Evaluator;
use journey_plan::{Plan, Scale, Segment, SegmentId};

/// A larger rise of spend at full effect is warned about.
const LARGE_RISE: f64 = 0.15;
/// Points by which the journey's score and a mix's mean may differ.
const SCORES_APART: f64 = 1.0;
/// Difference that is rounding of the arithmetic.
const NOISE: f64 = 1e-9;

/// Kind of a warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WarningKind {
    /// Spend rises by more than 15 % at full effect.
    LargeEffect,
    /// Retention goes up and present value down.
    KeepingLosesMoney,
    /// A segment answers with both spend and retention.
    DoubleCounting,
    /// The journey's score and the mean of a mix differ by more than one point.
    ScoresApart,
}

/// A warning about the experience effect on one segment.
#[derive(Debug, Clone, PartialEq)]
pub struct Warning {
    /// Kind of the warning.
    pub kind: WarningKind,
    /// Segment that the warning is about.
    pub segment: SegmentId,
    /// Text of the warning, as whole sentences.
    pub sentence: String,
}

/// All warnings, segment by segment.
pub(super) fn warnings(
    plan: &Plan,
    worlds: &BothWorlds,
    forecast: &Forecast,
    segments: &[SegmentExperience],
) -> Vec<Warning> {
    let mut out = Vec::new();
    for view in segments {
        let Some(segment) = plan.segment(view.id) else { continue };
        let found = [
            (WarningKind::LargeEffect, large_effect(plan, segment, view)),
            (WarningKind::KeepingLosesMoney, keeping_loses_money(plan, worlds, segment)),
            (WarningKind::DoubleCounting, segment.both_effects.then(|| double_counting(segment))),
            (WarningKind::ScoresApart, scores_apart(plan, segment, forecast, view.mean_today)),
        ];
        let warning =
            |(kind, sentence): (_, Option<String>)| Some(Warning { kind, segment: segment.id, sentence: sentence? });
        out.extend(found.into_iter().filter_map(warning));
    }
    out
}

fn large_effect(plan: &Plan, segment: &Segment, view: &SegmentExperience) -> Option<String> {
    let rise = view.spend.as_ref()?.full - 1.0;
    (rise > LARGE_RISE + NOISE).then(|| {
        format!(
            "At full effect customers of “{}” spend {} more, which is above {}. Check the points, and test on a part of \
             them first.",
            segment.name,
            plan.settings.pen().share(rise, 1),
            plan.settings.pen().share(LARGE_RISE, 0)
        )
    })
}

/// Compares the segment with its retention as the scenario has it and as it is today, everything else alike.
fn keeping_loses_money(plan: &Plan, worlds: &BothWorlds, segment: &Segment) -> Option<String> {
    let world = &worlds.world;
    let index = world.segments.iter().position(|s| s.inputs.id == segment.id)?;
    let prepared = &world.segments[index];
    prepared.retention.as_ref()?;
    let mut evaluator = Evaluator::new(world);
    let mut effects = evaluator.effects(index, &worlds.level, world.causal_share).clone();
    let today = prepared.inputs.classes.rates.repeat(world.years());
    if !effects.retention.iter().zip(&today).any(|(after, before)| *after > before + NOISE) {
        return None;
    }
    let mut ledger = Ledger::default();
    let kept = prepared.path.present_value(&effects, &world.weights, &mut ledger);
    effects.retention = today;
    let lost = prepared.path.present_value(&effects, &world.weights, &mut ledger) - kept;
    (lost > NOISE * kept.abs()).then(|| {
        format!(
            "Keeping customers of “{}” loses money: retention goes up and present value down by {}, because a customer \
             who stays brings in less than servicing costs.",
            segment.name,
            plan.settings.pen().money(lost)
        )
    })
}

fn double_counting(segment: &Segment) -> String {
    format!(
        "“{}” answers with both spend and retention. A year of spending already includes coming back, so that part of \
         the effect counts twice.",
        segment.name
    )
}

fn scores_apart(plan: &Plan, segment: &Segment, forecast: &Forecast, mean: f64) -> Option<String> {
    let journey = *forecast.journey_score.as_ref().ok()?;
    ((journey - mean).abs() > SCORES_APART + NOISE).then(|| {
        let scale = plan.settings.scale;
        let write = |score: f64| plan.settings.pen().number(scale.from_ten(score), 1);
        let apart = if scale == Scale::OneToTen { "one point" } else { "one point of ten" };
        format!(
            "The journey scores {}, customers of “{}” {} in the mean: more than {apart} apart. Points move the mix of the \
             customers, not the journey’s score.",
            write(journey),
            segment.name,
            write(mean)
        )
    })
}
