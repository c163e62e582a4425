//! What can be changed about the settings.

use super::scale::Scale;
use super::values::{PublishedEndPoints, RetentionAnchor, SpendCurve, Timing, WeightSource};
use crate::number::finite::Number;
use crate::number::locale::Locale;

/// A change of a plan-wide setting.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)] // named like the settings
pub enum SettingChange {
    Currency(String),
    Locale(Locale),
    Discount(Number),
    Timing(Timing),
    Horizon(u32),
    Refined(bool),
    CausalShare(Number),
    PhaseIn(usize, Number),
    WholePhaseIn(Vec<Number>),
    EndPoints(PublishedEndPoints),
    SpendRatio(Number),
    RetentionPoorest(Number),
    RetentionBest(Number),
    SpendCurve(SpendCurve),
    RetentionAnchor(RetentionAnchor),
    Weights(WeightSource),
    BenefitRisk(Number),
    CostRisk(Number),
    Risk { benefit: Number, cost: Number },
    Scale(Scale),
    ScaleLabel(usize, String),
    Conductor(String),
    InsightRenewal(u32),
    Seed(u64),
    Draws(u32),
    AcquisitionSpendFixed(bool),
}
