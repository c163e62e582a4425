//! What the Experience screen shows beside the projection: how a scenario moves scores, spend and retention of every
//! segment, and how sure that is (models, section 4). What to make of the published figures is said by
//! [`experience_panels`](crate::account::experience_panels).
//!
//! Computed on demand: no projection waits for it.

mod gain_band;
mod segment;
mod warnings;

pub use gain_band::GainBand;
pub use segment::{ByCausalShare, EffectStep, RetentionEffect, RetentionOf, SegmentExperience, SpendEffect, StageLift};
pub use warnings::{Warning, WarningKind};

use crate::figure::Figure;
use crate::model::experience::Curves;
use crate::projection::Projection;
use crate::projection::both_worlds::BothWorlds;
use crate::projection::resolve::ResolvedPair;
use journey_plan::{Plan, RetentionAnchor, SegmentId};

/// The sentence that stands with every chart of the experience effect.
pub const CAVEAT: &str = "Two companies, published end points only; the curve between them is ours. Not an experiment: \
     customers who need you more may also rate you higher. Test on a control group before you bank it.";

/// Everything about the experience effect of one scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct ExperienceView {
    /// Calendar year of year 1.
    pub first_year: i32,
    /// Causal share κ in use.
    pub causal_share: f64,
    /// The curves in use.
    pub curves: Curves,
    /// Scores that the upper end point of retention belongs to.
    pub anchor: RetentionAnchor,
    /// The segments in the order of the plan.
    pub segments: Vec<SegmentExperience>,
    /// Band of values in which the gain lies, because only the end points of spend are published.
    pub gain: GainBand,
    /// Warnings to look at before the figures are used.
    pub warnings: Vec<Warning>,
}

impl ExperienceView {
    /// The segment `id`.
    pub fn segment(&self, id: SegmentId) -> Option<&SegmentExperience> {
        self.segments.iter().find(|s| s.id == id)
    }
}

/// Works out the view of `projection`, which must be one of `plan`.
///
/// # Errors
/// Why there is no forecast.
pub fn experience_view(plan: &Plan, projection: &Projection) -> Figure<ExperienceView> {
    let forecast = projection.forecast.as_ref().map_err(Clone::clone)?;
    let scenario = projection.scenario.and_then(|id| plan.scenario(id));
    let worlds = BothWorlds::of(ResolvedPair::resolve(plan, scenario)?)?;
    let mut segments = Vec::with_capacity(plan.segments.len());
    for segment in &plan.segments {
        let at = worlds.inputs.segments.iter().position(|s| s.id == segment.id);
        let Some(index) = at else { continue };
        segments.push(segment::experience(plan, &worlds, forecast.first_year, index));
    }
    let warnings = warnings::warnings(plan, &worlds, forecast, &segments);
    Ok(ExperienceView {
        first_year: forecast.first_year,
        causal_share: forecast.causal_share,
        curves: forecast.curves,
        anchor: plan.settings.retention_anchor,
        gain: gain_band::gain_band(plan, scenario, &worlds, forecast)?,
        segments,
        warnings,
    })
}
