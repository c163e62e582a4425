//! What the Experience screen shows beside the projection: how a scenario moves scores, spend and retention of every
//! segment, how sure that is, and what to make of the published figures (models, section 4).
//!
//! Computed on demand: no projection waits for it.

mod end_points;
mod gain_band;
mod panel;
mod plausibility;
mod segment;
mod six_years;
mod warnings;

pub use gain_band::GainBand;
pub use panel::{Panel, PanelRow};
pub use segment::{ByCausalShare, EffectStep, RetentionEffect, RetentionOf, SegmentExperience, SpendEffect, StageLift};
pub use warnings::{Warning, WarningKind};

use super::both_worlds::BothWorlds;
use super::types::{Figure, Projection};
use crate::experience::Curves;
use journey_plan::{Plan, RetentionAnchor, SegmentId};

/// The sentence that stands with every chart of the experience effect.
pub const CAVEAT: &str = "Two companies, published end points only; the curve between them is ours. Not an experiment: \
     customers who need you more may also rate you higher. Test on a control group before you bank it.";

/// Everything about the experience effect of one scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct ExperienceView {
    /// Calendar year of year 1.
    pub first_year: i32,
    /// κ in use.
    pub causal_share: f64,
    /// The curves in use.
    pub curves: Curves,
    /// Which scores the upper end point of retention belongs to.
    pub anchor: RetentionAnchor,
    /// The segments in the order of the plan.
    pub segments: Vec<SegmentExperience>,
    /// Between which values the gain lies, because only the end points of spend are published.
    pub gain: GainBand,
    /// The end points with who they come from, and the curve between them.
    pub end_points: Vec<PanelRow>,
    /// Why the retention of a year is not the published lifetime.
    pub six_years: Panel,
    /// What to look at before the figures are used.
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
    let worlds = BothWorlds::of(plan, scenario)?;
    let sense = plausibility::Sense::new(plan, scenario, forecast.first_year)?;
    let mut segments = Vec::with_capacity(plan.segments.len());
    for segment in &plan.segments {
        let at = worlds.inputs.segments.iter().position(|s| s.id == segment.id);
        let Some(index) = at else { continue };
        let plausible = sense.panel(plan, projection, segment)?;
        segments.push(segment::experience(plan, &worlds, forecast.first_year, index, plausible));
    }
    let warnings = warnings::warnings(plan, &worlds, forecast, &segments);
    Ok(ExperienceView {
        first_year: forecast.first_year,
        causal_share: forecast.causal_share,
        curves: forecast.curves,
        anchor: plan.settings.retention_anchor,
        gain: gain_band::gain_band(plan, scenario, &worlds, forecast)?,
        end_points: end_points::end_points(plan, projection),
        six_years: six_years::six_years(plan, projection, &forecast.curves),
        segments,
        warnings,
    })
}
