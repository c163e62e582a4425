//! The segments of the baseline, with the end points and the causal share of a scenario, ready to be moved.

use crate::figure::Figure;
use crate::model::experience::Curves;
use crate::model::mix::Mix;
use crate::model::roll_forward::{Drivers, Path, TenureClasses};
use crate::projection::resolve::ResolvedPlan;
use crate::projection::world::CalibratedScenario;
use journey_plan::{Plan, Scenario, SegmentId};

/// A segment of the baseline.
#[derive(Debug, Clone)]
pub struct BaselineSegment {
    /// The segment.
    pub id: SegmentId,
    /// Today's scores.
    pub mix: Mix,
    /// Drivers in use.
    pub drivers: Drivers,
    /// Customers at the start of year 1 by tenure, and how they stay.
    pub classes: TenureClasses,
    /// The segment's years ahead without any effect.
    pub path: Path,
    /// Whether spend answers to experience.
    pub on_spend: bool,
    /// Whether retention answers to experience.
    pub on_retention: bool,
    /// Curves in use.
    pub curves: Curves,
    /// κ in use.
    pub causal_share: f64,
    /// Years of the horizon.
    pub years: usize,
}

/// Every segment of the baseline of `plan`, in the order of their ids; `scenario` lends its end points and its causal share.
///
/// # Errors
/// Why there is no forecast.
pub fn baseline_segments(plan: &Plan, scenario: Option<&Scenario>) -> Figure<Vec<BaselineSegment>> {
    let world = CalibratedScenario::new(&ResolvedPlan::without_changes(plan, scenario)?, None)?;
    let segments = world.segments.iter().map(|segment| BaselineSegment {
        id: segment.inputs.id,
        mix: segment.inputs.mix,
        drivers: segment.inputs.drivers,
        classes: segment.inputs.classes.clone(),
        path: segment.path.clone(),
        on_spend: segment.inputs.on_spend,
        on_retention: segment.inputs.on_retention,
        curves: *world.curves(),
        causal_share: world.causal_share,
        years: world.years(),
    });
    Ok(segments.collect())
}
