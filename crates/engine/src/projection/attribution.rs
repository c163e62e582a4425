//! Where the gain comes from, by stage and by initiative (models, section 5): along the straight path that scales all
//! points and the cost to serve together from 0 to 1, so that the parts add up to the whole by construction.

use super::both_worlds::BothWorlds;
use super::evaluator::Evaluator;
use super::types::{Shares, Valued};
use super::world::Level;

/// Steps of the path.
const STEPS: usize = 64;

/// Splits `present_value` − `baseline`.
pub(super) fn split(both: &BothWorlds, baseline: f64, present_value: f64) -> Shares {
    let BothWorlds { inputs, lifts, world, level, .. } = both;
    let mut evaluator = Evaluator::new(world);
    let start = evaluator.present_value(&level.scaled(0.0), world.causal_share);
    let (by_lift, cost_to_serve) = along_the_path(&mut evaluator, world.causal_share, level, start, present_value);
    let by_stage = inputs.stages.iter().enumerate().map(|(index, stage)| Valued {
        id: stage.id,
        value: total(lifts.iter().zip(&by_lift).filter(|(l, _)| l.stage == index).map(|(_, v)| *v)),
    });
    let by_initiative = inputs.scenario.initiatives.iter().map(|initiative| Valued {
        id: initiative.id,
        value: total(
            lifts
                .iter()
                .zip(&by_lift)
                .flat_map(|(l, v)| l.from.iter().map(move |(id, share)| (*id, share * v)))
                .filter(|(id, _)| *id == initiative.id)
                .map(|(_, v)| v),
        ),
    });
    Shares {
        by_stage: by_stage.collect(),
        by_initiative: by_initiative.collect(),
        set_by_hand: total(lifts.iter().zip(&by_lift).filter(|(l, _)| l.from.is_empty()).map(|(_, v)| *v)),
        other_changes: start - baseline,
        cost_to_serve,
    }
}

/// A sum that is 0 when empty: the standard one is −0, which would print as «-0».
fn total(values: impl Iterator<Item = f64>) -> f64 {
    values.fold(0.0, |sum, value| sum + value)
}

/// gradient × lift of a step at `here`: one per lift, then the cost to serve.
fn contributions(evaluator: &mut Evaluator, level: &Level, here: &Level, width: f64) -> Vec<f64> {
    let gradient = evaluator.gradient(here);
    let points = gradient.points.iter().zip(&level.points).map(|(g, p)| g * p * width);
    points.chain([gradient.cost_to_serve * level.cost_to_serve * width]).collect()
}

/// The part of each lift and of the cost to serve. Every step's exact change is divided by gradient × lift at the
/// step's midpoint, the second-order remainder in proportion to the absolute contributions.
fn along_the_path(
    evaluator: &mut Evaluator,
    causal_share: f64,
    level: &Level,
    start: f64,
    end: f64,
) -> (Vec<f64>, f64) {
    let mut parts = vec![0.0; level.points.len() + 1];
    if level.points.iter().all(|p| p.abs() <= 0.0) && level.cost_to_serve.abs() <= 0.0 {
        return (vec![0.0; level.points.len()], 0.0);
    }
    let width = 1.0 / STEPS as f64;
    let mut before = start;
    for step in 0..STEPS {
        let at = |share: f64| level.scaled((step as f64 + share) * width);
        let after = if step + 1 == STEPS { end } else { evaluator.present_value(&at(1.0), causal_share) };
        let mut contributions = contributions(evaluator, level, &at(0.5), width);
        let experience = contributions.split_last().map_or(0.0, |(_, points)| total(points.iter().map(|c| c.abs())));
        if experience <= 0.0 {
            // Every customer reached the best score before the midpoint: what the step still gained is shared as at its
            // start.
            contributions = self::contributions(evaluator, level, &at(0.0), width);
        }
        let size: f64 = contributions.iter().map(|c| c.abs()).sum();
        let remainder = (after - before) - contributions.iter().sum::<f64>();
        for (part, c) in parts.iter_mut().zip(&contributions) {
            *part += c + if size > 0.0 { remainder * c.abs() / size } else { 0.0 };
        }
        before = after;
    }
    let cost_to_serve = parts.pop().unwrap_or_default();
    (parts, cost_to_serve)
}
