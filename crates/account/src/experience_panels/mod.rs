//! What to make of the published figures of the experience effect, beside the plan's own (models, section 4): every
//! figure with how well it is founded and who it comes from.

mod end_points;
mod panel;
mod plausibility;
mod six_years;

pub use panel::{ExperiencePanel, PanelRow};

use journey_engine::figure::Figure;
use journey_engine::projection::Projection;
use journey_plan::{Plan, SegmentId};
use plausibility::Sense;

/// The panels beside the experience effect of one scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct ExperiencePanels {
    /// The end points with who they come from, and the curve between them.
    pub end_points: Vec<PanelRow>,
    /// Why the retention of a year is not the published lifetime.
    pub six_years: ExperiencePanel,
    /// Whether the published effect is plausible, for every segment in the order of the plan.
    pub plausible: Vec<(SegmentId, ExperiencePanel)>,
}

impl ExperiencePanels {
    /// Whether the published effect is plausible for the segment `id`.
    pub fn plausible(&self, id: SegmentId) -> Option<&ExperiencePanel> {
        self.plausible.iter().find(|(segment, _)| *segment == id).map(|(_, panel)| panel)
    }
}

/// Writes the panels of `projection`, which must be one of `plan`.
///
/// # Errors
/// Why there is no forecast.
pub fn experience_panels(plan: &Plan, projection: &Projection) -> Figure<ExperiencePanels> {
    let forecast = projection.forecast.as_ref().map_err(Clone::clone)?;
    let scenario = projection.scenario.and_then(|id| plan.scenario(id));
    let sense = Sense::new(plan, scenario, forecast.first_year)?;
    let of = |segment: &SegmentId| Some((*segment, sense.panel(plan, projection, plan.segment(*segment)?)));
    let plausible = plan.segments.iter().filter_map(|segment| of(&segment.id));
    Ok(ExperiencePanels {
        end_points: end_points::end_points(plan, projection),
        six_years: six_years::six_years(plan, projection, &forecast.curves),
        plausible: plausible.map(|(id, panel)| Ok((id, panel?))).collect::<Figure<_>>()?,
    })
}
