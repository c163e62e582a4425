//! Changes of the plan-wide settings.

use crate::apply::{Applied, CommandError, refuse, set_text};
use crate::number::check;
use crate::settings;
use crate::settings::change::SettingChange;
use crate::settings::values::Settings;

impl Settings {
    pub(crate) fn change(&mut self, change: &SettingChange) -> Applied {
        match change {
            SettingChange::Currency(code) => {
                let code = code.trim().to_uppercase();
                if code.len() != 3 || !code.chars().all(|c| c.is_ascii_alphabetic()) {
                    return Err(CommandError::Refused("A currency is a code of three letters, such as EUR.".into()));
                }
                self.currency = code;
            }
            SettingChange::Locale(locale) => self.locale = *locale,
            SettingChange::Discount(rate) => {
                refuse(settings::checks::discount(*rate))?;
                self.discount = *rate;
            }
            SettingChange::Timing(timing) => self.timing = *timing,
            SettingChange::Horizon(years) => {
                refuse(check::whole("The horizon", *years, 1, 20))?;
                self.horizon = *years;
            }
            SettingChange::Refined(on) => self.refined = *on,
            SettingChange::CausalShare(share) => {
                refuse(check::share("The causal share", *share))?;
                self.causal_share = *share;
            }
            SettingChange::PhaseIn(year, share) => {
                refuse(check::share("The phase-in", *share))?;
                let mut shares = self.phase_in.clone();
                *shares.get_mut(*year).ok_or(CommandError::Missing("phase-in year"))? = *share;
                refuse(settings::checks::phase_in(&shares))?;
                self.phase_in = shares;
            }
            SettingChange::WholePhaseIn(shares) => {
                refuse(settings::checks::whole_phase_in(shares))?;
                self.phase_in.clone_from(shares);
            }
            SettingChange::EndPoints(points) => {
                refuse(settings::checks::whole_end_points(points))?;
                self.end_points = *points;
            }
            SettingChange::SpendRatio(ratio) => {
                refuse(settings::checks::spend_ratio(*ratio))?;
                self.end_points.spend_ratio = *ratio;
            }
            SettingChange::RetentionPoorest(share) => {
                refuse(check::share("Retention after the poorest experience", *share))?;
                self.end_points.retention_poorest = *share;
                refuse(settings::checks::end_points(&self.end_points))?;
            }
            SettingChange::RetentionBest(share) => {
                refuse(check::share("Retention after the best experience", *share))?;
                self.end_points.retention_best = *share;
                refuse(settings::checks::end_points(&self.end_points))?;
            }
            SettingChange::SpendCurve(curve) => self.spend_curve = *curve,
            SettingChange::RetentionAnchor(anchor) => self.retention_anchor = *anchor,
            // The plan has dealt with it: it concerns the stages too.
            SettingChange::Weights(_) => {}
            SettingChange::BenefitRisk(share) => {
                refuse(check::share("The benefit risk", *share))?;
                self.benefit_risk = *share;
            }
            SettingChange::CostRisk(share) => {
                refuse(check::share("The cost risk", *share))?;
                self.cost_risk = *share;
            }
            SettingChange::Seed(seed) => {
                refuse(settings::checks::seed(*seed))?;
                self.seed = *seed;
            }
            SettingChange::Draws(draws) => {
                refuse(settings::checks::draws(*draws))?;
                self.draws = *draws;
            }
            SettingChange::AcquisitionSpendFixed(fixed) => self.acquisition_spend_fixed = *fixed,
            SettingChange::Risk { benefit, cost } => {
                self.change(&SettingChange::BenefitRisk(*benefit))?;
                self.change(&SettingChange::CostRisk(*cost))?;
            }
            SettingChange::Scale(scale) => self.scale = *scale,
            SettingChange::ScaleLabel(end, text) => {
                set_text(self.scale_labels.get_mut(*end).ok_or(CommandError::Missing("end of the scale"))?, text)?;
            }
            SettingChange::Conductor(name) => set_text(&mut self.conductor, name)?,
            SettingChange::InsightRenewal(months) => {
                refuse(check::whole("The renewal period in months", *months, 1, 120))?;
                self.insight_renewal_months = *months;
            }
        }
        Ok(())
    }
}
