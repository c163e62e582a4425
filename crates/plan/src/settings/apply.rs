//! Changes of the plan-wide settings.

use crate::apply::{Applied, CommandError, refuse};
use crate::document::Plan;
use crate::domain::NumberId;
use crate::number::finite::Number;
use crate::settings::change::SettingChange;
use crate::settings::checks;
use crate::settings::setting::Setting;
use crate::settings::values::Settings;

impl Plan {
    pub(crate) fn change_settings(&mut self, change: &SettingChange) -> Applied {
        if let SettingChange::Weights(source) = change {
            self.prepare_weights(*source)?;
        }
        self.settings.change(change)?;
        for (setting, note) in &mut self.notes {
            note.follow(self.settings.at(*setting));
        }
        Ok(())
    }
}

impl Settings {
    fn change(&mut self, change: &SettingChange) -> Applied {
        match change {
            SettingChange::Number(setting, value) => self.take(*setting, *value)?,
            SettingChange::Currency(code) => self.currency = currency(code)?,
            SettingChange::Locale(locale) => self.locale = *locale,
            SettingChange::Timing(timing) => self.timing = *timing,
            SettingChange::Refined(on) => self.refined = *on,
            SettingChange::PhaseIn(year, share) => {
                *self.phase_in.get_mut(*year).ok_or(CommandError::Missing("phase-in year"))? = *share;
                refuse(checks::phase_in(&self.phase_in))?;
                self.missing.retain(|missing| *missing != Setting::PhaseIn);
            }
            SettingChange::WholePhaseIn(shares) => {
                refuse(checks::phase_in(shares))?;
                self.phase_in.clone_from(shares);
                self.missing.retain(|missing| *missing != Setting::PhaseIn);
            }
            SettingChange::EndPoints(points) => {
                refuse(checks::end_points(points))?;
                self.end_points = *points;
                self.missing.retain(|s| !Setting::END_POINTS.contains(s));
            }
            SettingChange::SpendCurve(curve) => self.spend_curve = *curve,
            SettingChange::RetentionAnchor(anchor) => self.retention_anchor = *anchor,
            SettingChange::Weights(source) => self.weights = *source,
            SettingChange::Risk { benefit, cost } => {
                self.take(Setting::BenefitRisk, *benefit)?;
                self.take(Setting::CostRisk, *cost)?;
            }
            SettingChange::Seed(seed) => {
                refuse(NumberId::Seed.domain().problem_of(*seed as f64))?;
                self.seed = *seed;
            }
            SettingChange::Draws(draws) => {
                refuse(NumberId::Draws.domain().problem_of(f64::from(*draws)))?;
                self.draws = *draws;
            }
            SettingChange::AcquisitionSpendFixed(fixed) => self.acquisition_spend_fixed = *fixed,
            SettingChange::Scale(scale) => self.scale = *scale,
            SettingChange::ScaleLabel(end, text) => {
                text.clone_into(self.scale_labels.get_mut(*end).ok_or(CommandError::Missing("end of the scale"))?);
            }
            SettingChange::Conductor(name) => name.clone_into(&mut self.conductor),
            SettingChange::InsightRenewal(months) => {
                refuse(NumberId::InsightRenewal.domain().problem_of(f64::from(*months)))?;
                self.insight_renewal_months = *months;
            }
        }
        Ok(())
    }

    /// Takes `value` for `setting`, which is then not missing any more.
    fn take(&mut self, setting: Setting, value: Number) -> Applied {
        refuse(setting.domain().problem(value))?;
        if !self.put(setting, value) {
            return Err(CommandError::Missing("number of the setting"));
        }
        if Setting::END_POINTS.contains(&setting) {
            refuse(checks::end_points(&self.end_points))?;
        }
        Ok(())
    }
}

fn currency(code: &str) -> Result<String, CommandError> {
    let code = code.trim().to_ascii_uppercase();
    if code.len() == 3 && code.chars().all(|c| c.is_ascii_alphabetic()) {
        Ok(code)
    } else {
        Err(CommandError::Refused("A currency is a code of three letters, such as EUR.".into()))
    }
}
