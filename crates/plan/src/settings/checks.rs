//! What the settings may be.

use super::values::PublishedEndPoints;
use crate::document::Plan;
use crate::number::check::{range, share, whole};
use crate::number::finite::Number;
use crate::validate::Found;

pub(crate) fn discount(rate: Number) -> Option<String> {
    (rate.get() <= -1.0).then(|| "The discount rate must be above −100 %.".to_owned())
}

pub(crate) fn end_points(points: &PublishedEndPoints) -> Option<String> {
    let (lo, hi) = (points.retention_poorest.get(), points.retention_best.get());
    if lo <= 0.0 || hi >= 1.0 {
        return Some("Retention after the poorest and the best experience must lie between 0 % and 100 %.".to_owned());
    }
    (lo >= hi).then(|| "Retention after the poorest experience must be below that after the best.".to_owned())
}

pub(crate) fn spend_ratio(ratio: Number) -> Option<String> {
    range("The spend ratio", ratio, 1.0, 100.0)
}

pub(crate) fn whole_end_points(points: &PublishedEndPoints) -> Option<String> {
    spend_ratio(points.spend_ratio).or_else(|| end_points(points))
}

/// A simulation of fewer draws says little; one of more takes minutes.
pub(crate) fn draws(draws: u32) -> Option<String> {
    whole("The number of draws", draws, 1_000, 1_000_000)
}

/// Larger whole numbers are no longer told apart by the readers of JSON.
pub(crate) fn seed(seed: u64) -> Option<String> {
    (seed >= 1 << 53).then(|| "The seed must be a whole number of at most 15 digits.".to_owned())
}

pub(crate) fn whole_phase_in(shares: &[Number]) -> Option<String> {
    shares.iter().find_map(|s| share("The phase-in", *s)).or_else(|| phase_in(shares))
}

pub(crate) fn phase_in(shares: &[Number]) -> Option<String> {
    let falls = shares.iter().zip(shares.iter().skip(1)).any(|(a, b)| b < a);
    falls.then(|| "The phase-in cannot fall from one year to the next.".to_owned())
}

impl Found {
    pub(crate) fn settings(&mut self, plan: &Plan) {
        let s = &plan.settings;
        self.value("settings.discount", discount(s.discount));
        self.value("settings.horizon", whole("The horizon", s.horizon, 1, 20));
        self.value("settings.causal_share", share("The causal share", s.causal_share));
        self.value("settings.phase_in", whole_phase_in(&s.phase_in));
        self.value("settings.benefit_risk", share("The benefit risk", s.benefit_risk));
        self.value("settings.cost_risk", share("The cost risk", s.cost_risk));
        self.value("settings.draws", draws(s.draws));
        self.value("settings.seed", seed(s.seed));
        let e = &s.end_points;
        self.value("settings.end_points.spend_ratio", spend_ratio(e.spend_ratio));
        self.value("settings.end_points.retention_best", end_points(e));
        for (setting, note) in &plan.notes {
            self.note(&format!("notes.{}", setting.key()), note, s.at(*setting));
        }
    }
}
