//! What can be changed about the settings.

use super::scale::Scale;
use super::setting::Setting;
use super::values::{PublishedEndPoints, RetentionAnchor, SpendCurve, Timing, WeightSource};
use crate::number::finite::Number;
use crate::number::locale::Locale;

/// A change of a plan-wide setting.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)] // named like the settings
pub enum SettingChange {
    /// Sets a setting that is one number.
    Number(Setting, Number),
    Currency(String),
    Locale(Locale),
    Timing(Timing),
    Refined(bool),
    PhaseIn(usize, Number),
    WholePhaseIn(Vec<Number>),
    EndPoints(PublishedEndPoints),
    SpendCurve(SpendCurve),
    RetentionAnchor(RetentionAnchor),
    Weights(WeightSource),
    Risk {
        benefit: Number,
        cost: Number,
    },
    Scale(Scale),
    ScaleLabel(usize, String),
    Conductor(String),
    InsightRenewal(u32),
    Seed(u64),
    Draws(u32),
    AcquisitionSpendFixed(bool),
}
