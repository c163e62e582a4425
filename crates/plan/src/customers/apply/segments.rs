//! Adding, changing and removing segments.

use crate::apply::{Applied, CommandError, set_text};
use crate::customers::change::SegmentChange;
use crate::customers::segment::Segment;
use crate::document::Plan;
use crate::ids::SegmentId;
use std::sync::Arc;

impl Plan {
    /// Adds a segment with the years the others list, or `years` where none lists any.
    pub(crate) fn add_segment(&mut self, name: &str, years: &[i32]) -> Result<SegmentId, CommandError> {
        let listed = self.listed_years();
        let id = SegmentId(self.take_id());
        let years = if listed.is_empty() { years.to_vec() } else { listed };
        let mut segment = Segment::empty(id, String::new(), years);
        set_text(&mut segment.name, name)?;
        self.segments.push(Arc::new(segment));
        Ok(id)
    }

    pub(crate) fn change_segment(&mut self, id: SegmentId, change: &SegmentChange) -> Applied {
        if *change == SegmentChange::Remove {
            self.segments.retain(|s| s.id != id);
            for scenario in &mut self.scenarios {
                scenario.overrides.drivers.retain(|(segment, ..)| *segment != id);
                scenario.overrides.mixes.retain(|(segment, ..)| *segment != id);
            }
            return Ok(());
        }
        if matches!(change, SegmentChange::StageWeight(stage, _) if self.stage(*stage).is_none()) {
            return Err(CommandError::Missing("stage"));
        }
        let segment = self.segments.iter_mut().find(|s| s.id == id).ok_or(CommandError::Missing("segment"))?;
        Arc::make_mut(segment).change(change)
    }
}
