//! What the map has to say before anybody reads it: where it feels worst, and where that is dearest.

use crate::projection::Forecast;
use journey_plan::{Plan, StageId};

/// The stage on which one more point is worth most, where the stages differ.
pub fn dearest(forecast: &Forecast) -> Option<StageId> {
    let best = forecast.value_at_stake.iter().max_by(|a, b| a.value.total_cmp(&b.value))?;
    let differs = forecast.value_at_stake.iter().any(|v| v.value < best.value * (1.0 - 1e-9));
    (differs && best.value > 0.0).then_some(best.id)
}

/// The message of the map of `plan`: which stage feels worst, and which is the `dearest` to leave as it is.
pub fn journey_message(plan: &Plan, dearest: Option<StageId>) -> String {
    let scored = plan.stages.iter().filter_map(|s| Some((s.id, s.score_today(&plan.roles)?)));
    let worst = scored.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(id, _)| id);
    let name = |id| plan.stage(id).map_or("", |s| s.name.as_str());
    match (worst, dearest) {
        (Some(worst), Some(dearest)) if worst == dearest => {
            format!("“{}” feels worst and is the dearest to leave as it is", name(worst))
        }
        (Some(worst), Some(dearest)) => {
            format!("“{}” feels worst; “{}” is the dearest to leave as it is", name(worst), name(dearest))
        }
        (Some(worst), None) => format!("“{}” feels worst", name(worst)),
        (None, Some(dearest)) => format!("“{}” is the dearest to leave as it is", name(dearest)),
        (None, None) => "The customer journey".to_owned(),
    }
}
