//! Metrics that are usual in a phase of the customer's life: a small library to begin with.

use crate::journey::card::MetricLevel;

/// A suggested metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suggestion {
    /// The phase in which the metric is usual.
    pub phase: &'static str,
    /// Name of the metric.
    pub name: &'static str,
    /// Link of the chain that the metric belongs to.
    pub level: MetricLevel,
    /// Unit of the metric.
    pub unit: &'static str,
}

const fn suggestion(phase: &'static str, name: &'static str, level: MetricLevel, unit: &'static str) -> Suggestion {
    Suggestion { phase, name, level, unit }
}

/// The suggested metrics, in the order of the phases.
pub const SUGGESTIONS: [Suggestion; 12] = [
    suggestion("First contact", "Response rate", MetricLevel::Output, "%"),
    suggestion("First contact", "Sales-accepted leads", MetricLevel::Output, "a month"),
    suggestion("First contact", "Sales-qualified leads", MetricLevel::Outcome, "a month"),
    suggestion("Consideration to purchase", "Win rate", MetricLevel::Outcome, "%"),
    suggestion("Purchase and deployment", "Time to first value", MetricLevel::Outcome, "days"),
    suggestion("Purchase and deployment", "Training sessions held", MetricLevel::Activity, "a month"),
    suggestion("Support", "First-contact resolution", MetricLevel::Output, "%"),
    suggestion("Support", "Satisfaction", MetricLevel::Outcome, "of 10"),
    suggestion("Support", "Customer effort", MetricLevel::Outcome, "of 7"),
    suggestion("Loyalty", "Renewal rate", MetricLevel::Outcome, "%"),
    suggestion("Loyalty", "Expansion revenue", MetricLevel::Outcome, "%"),
    suggestion("Advocacy", "Referrals", MetricLevel::Outcome, "a year"),
];
