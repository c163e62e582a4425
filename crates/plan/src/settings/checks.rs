//! What the settings may be.

use super::setting::Setting;
use super::values::PublishedEndPoints;
use crate::document::Plan;
use crate::domain::NumberId;
use crate::number::finite::Number;
use crate::validate::ProblemCollector;

/// What is wrong with R, lo and hi, if anything.
pub(crate) fn end_points(points: &PublishedEndPoints) -> Option<String> {
    let PublishedEndPoints { spend_ratio, retention_poorest, retention_best } = *points;
    let each = [
        (Setting::SpendRatio, spend_ratio),
        (Setting::RetentionPoorest, retention_poorest),
        (Setting::RetentionBest, retention_best),
    ];
    each.into_iter().find_map(|(setting, value)| setting.domain().problem(value)).or_else(|| {
        (retention_poorest >= retention_best)
            .then(|| "Retention after the poorest experience must be below that after the best.".to_owned())
    })
}

/// What is wrong with φ, if anything.
pub(crate) fn phase_in(shares: &[Number]) -> Option<String> {
    let falls = shares.iter().zip(shares.iter().skip(1)).any(|(a, b)| b < a);
    let falling = || falls.then(|| "The phase-in cannot fall from one year to the next.".to_owned());
    shares.iter().find_map(|share| Setting::PhaseIn.domain().problem(*share)).or_else(falling)
}

impl ProblemCollector {
    pub(crate) fn settings(&mut self, plan: &Plan) {
        let s = &plan.settings;
        // The end points are checked together.
        for setting in Setting::ALL.into_iter().filter(|s| s.is_number() && !Setting::END_POINTS.contains(s)) {
            self.number(format!("settings.{}", setting.key()), NumberId::Setting(setting), s.at(setting));
        }
        for setting in &s.missing {
            let message = format!("There is no number for “{}”: enter one in Settings.", setting.label());
            self.value(format!("settings.{}", setting.path()), Some(message));
        }
        self.value("settings.phase_in", phase_in(&s.phase_in));
        self.value("settings.end_points", end_points(&s.end_points));
        self.number("settings.draws", NumberId::Draws, Some(Number::of(f64::from(s.draws))));
        self.value("settings.seed", NumberId::Seed.domain().problem_of(s.seed as f64));
        let months = Number::of(f64::from(s.insight_renewal_months));
        self.number("settings.insight_renewal_months", NumberId::InsightRenewal, Some(months));
        self.text("settings.conductor", &s.conductor);
        for (index, label) in s.scale_labels.iter().enumerate() {
            self.text(&format!("settings.scale_labels[{index}]"), label);
        }
        for (setting, note) in &plan.notes {
            self.note(&format!("notes.{}", setting.key()), note, s.at(*setting));
        }
    }
}
