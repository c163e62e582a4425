//! The plan-wide settings that figures rest on. Everything that differs by setting is said in [`Setting::entry`].

use crate::domain::{Domain, LONGEST_HORIZON};
use crate::number::finite::Number;
use crate::number::text::NumberUnit;
use crate::settings::values::Settings;
use serde::{Deserialize, Serialize};

/// A plan-wide setting that is an assumption behind the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // named like the settings
pub enum Setting {
    Discount,
    Timing,
    Horizon,
    CausalShare,
    PhaseIn,
    SpendRatio,
    RetentionPoorest,
    RetentionBest,
    SpendCurve,
    RetentionAnchor,
    Weights,
    BenefitRisk,
    CostRisk,
}

/// Which figures a number among the settings is needed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NeededFor {
    /// Every year ahead.
    YearsAhead,
    /// The business case alone.
    Case,
}

/// Kind of value that a setting holds.
enum SettingKind {
    /// A choice between words.
    Choice,
    /// Several shares.
    Shares(Domain, NeededFor),
    /// One number: its domain, what needs it, how it is read, and how it is written.
    Number(Domain, NeededFor, fn(&Settings) -> Number, fn(&mut Settings, Number)),
}

/// What is known of a setting without a plan.
struct SettingEntry {
    key: &'static str,
    label: &'static str,
    kind: SettingKind,
}

impl SettingEntry {
    const fn of(key: &'static str, label: &'static str, kind: SettingKind) -> Self {
        Self { key, label, kind }
    }
}

impl Setting {
    /// All settings, in the order of the register.
    pub const ALL: [Self; 13] = [
        Self::Discount,
        Self::Timing,
        Self::Horizon,
        Self::CausalShare,
        Self::PhaseIn,
        Self::SpendRatio,
        Self::RetentionPoorest,
        Self::RetentionBest,
        Self::SpendCurve,
        Self::RetentionAnchor,
        Self::Weights,
        Self::BenefitRisk,
        Self::CostRisk,
    ];

    /// The settings of the end points: R, lo and hi.
    pub const END_POINTS: [Self; 3] = [Self::SpendRatio, Self::RetentionPoorest, Self::RetentionBest];

    #[rustfmt::skip] // a table
    fn entry(self) -> SettingEntry {
        use NeededFor::{Case, YearsAhead};
        use SettingKind::{Choice, Number as N, Shares};
        let of = SettingEntry::of;
        let open_share = |noun| Domain { open: true, ..Domain::share(noun) };
        match self {
            Self::Discount => of("discount", "Discount rate", N(
                Domain { open: true, ..Domain::of("The discount rate", -1.0, f64::INFINITY, NumberUnit::Percent) },
                YearsAhead, |s| s.discount, |s, n| s.discount = n)),
            Self::Timing => of("timing", "Flows count at", Choice),
            Self::Horizon => of("horizon", "Horizon", N(
                Domain::whole("The horizon", 1.0, LONGEST_HORIZON),
                YearsAhead, |s| Number::of(f64::from(s.horizon)), |s, n| s.horizon = n.get() as u32)),
            Self::CausalShare => of("causal_share", "Causal share", N(
                Domain::share("The causal share"),
                YearsAhead, |s| s.causal_share, |s, n| s.causal_share = n)),
            Self::PhaseIn => of("phase_in", "Phase-in", Shares(Domain::share("The phase-in"), YearsAhead)),
            Self::SpendRatio => of("spend_ratio", "Spend, best over poorest", N(
                Domain::between("The spend ratio", 1.0, 100.0),
                YearsAhead, |s| s.end_points.spend_ratio, |s, n| s.end_points.spend_ratio = n)),
            Self::RetentionPoorest => of("retention_poorest", "Retention after the poorest", N(
                open_share("Retention after the poorest experience"),
                YearsAhead, |s| s.end_points.retention_poorest, |s, n| s.end_points.retention_poorest = n)),
            Self::RetentionBest => of("retention_best", "Retention after the best", N(
                open_share("Retention after the best experience"),
                YearsAhead, |s| s.end_points.retention_best, |s, n| s.end_points.retention_best = n)),
            Self::SpendCurve => of("spend_curve", "Spend curve", Choice),
            Self::RetentionAnchor => of("retention_anchor", "Retention of the best is that of", Choice),
            Self::Weights => of("weights", "Stage weights", Choice),
            Self::BenefitRisk => of("benefit_risk", "Benefit risk", N(
                Domain::share("The benefit risk"),
                Case, |s| s.benefit_risk, |s, n| s.benefit_risk = n)),
            Self::CostRisk => of("cost_risk", "Cost risk", N(
                Domain::share("The cost risk"),
                Case, |s| s.cost_risk, |s, n| s.cost_risk = n)),
        }
    }

    /// Name of the setting, as screens show it.
    pub fn label(self) -> &'static str {
        self.entry().label
    }

    /// Name of the setting in the plan file.
    pub fn key(self) -> &'static str {
        self.entry().key
    }

    /// Path of the setting among the settings of the plan file.
    pub fn path(self) -> String {
        let key = self.key();
        if Self::END_POINTS.contains(&self) { format!("end_points.{key}") } else { key.to_owned() }
    }

    /// Whether the setting is a share, shown in percent, or several.
    pub fn is_share(self) -> bool {
        !self.is_choice() && self.domain().unit == NumberUnit::Percent
    }

    /// Whether the setting is a choice between words, which has no number.
    pub fn is_choice(self) -> bool {
        matches!(self.entry().kind, SettingKind::Choice)
    }

    /// Whether the setting is one number.
    pub fn is_number(self) -> bool {
        matches!(self.entry().kind, SettingKind::Number(..))
    }

    /// Which figures the setting's number is needed for; none for a choice, which always has a word.
    pub fn needed_for(self) -> Option<NeededFor> {
        match self.entry().kind {
            SettingKind::Choice => None,
            SettingKind::Shares(_, needed) | SettingKind::Number(_, needed, ..) => Some(needed),
        }
    }

    /// The values the setting may take; of each share where there are several. A choice between words has no number.
    pub fn domain(self) -> Domain {
        match self.entry().kind {
            SettingKind::Choice => Domain::any(self.label()),
            SettingKind::Shares(domain, _) | SettingKind::Number(domain, ..) => domain,
        }
    }
}

impl Settings {
    /// The number of `setting`, unless it is missing; a choice and the several shares of the phase-in have none.
    pub fn at(&self, setting: Setting) -> Option<Number> {
        match setting.entry().kind {
            SettingKind::Number(_, _, read, _) if !self.missing.contains(&setting) => Some(read(self)),
            _ => None,
        }
    }

    /// Puts `value` in the place of `setting`, and says whether it has one.
    pub(crate) fn put(&mut self, setting: Setting, value: Number) -> bool {
        let SettingKind::Number(_, _, _, write) = setting.entry().kind else { return false };
        write(self, value);
        self.missing.retain(|missing| *missing != setting);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_what_the_plan_file_holds() {
        for setting in Setting::ALL {
            let text = serde_json::to_string(&setting).unwrap();
            assert_eq!(text, format!("\"{}\"", setting.key()));
        }
    }

    #[test]
    fn a_number_stands_in_the_file_where_its_path_says() {
        for setting in Setting::ALL.into_iter().filter(|s| s.is_number()) {
            let mut settings = Settings { missing: vec![setting], ..Settings::default() };
            assert_eq!(settings.at(setting), None);
            assert!(settings.put(setting, Number::ONE));
            assert_eq!(settings.at(setting), Some(Number::ONE));
            let file = serde_json::to_value(&settings).unwrap();
            let found =
                file.pointer(&format!("/{}", setting.path().replace('.', "/"))).and_then(serde_json::Value::as_f64);
            assert_eq!(found, Some(1.0), "{}", setting.path());
        }
    }
}
