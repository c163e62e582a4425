//! The data that every part of the map is made from.

use crate::chart::picture::marks::Face;
use journey_engine::{Forecast, NotAvailable};
use journey_plan::{Lane, Plan, StageId};

/// The data that every part of the map is made from.
pub(super) struct MapContent<'a> {
    pub(super) plan: &'a Plan,
    pub(super) forecast: Result<&'a Forecast, &'a NotAvailable>,
    /// The stage that is tinted in the money lanes.
    pub(super) dearest: Option<StageId>,
    pub(super) is_compact: bool,
}

impl MapContent<'_> {
    /// The present value of a money lane at a stage.
    pub(super) fn value(&self, lane: Lane, stage: StageId) -> Option<f64> {
        self.forecast.ok()?.stage_value(lane, stage)
    }

    /// The largest size of a value of a money lane: the length of its bars.
    pub(super) fn largest(&self, lane: Lane) -> f64 {
        let values = self.plan.stages.iter().filter_map(|stage| self.value(lane, stage.id));
        values.map(f64::abs).fold(0.0, f64::max)
    }

    /// Text and small print of a cell.
    pub(super) fn faces(&self) -> [Face; 2] {
        if self.is_compact {
            [Face::sans(13.0, 16.0, "--ink"), Face::sans(11.5, 14.0, "--ink-3")]
        } else {
            [Face::sans(14.0, 17.5, "--ink"), Face::sans(12.0, 15.0, "--ink-3")]
        }
    }
}
