//! Adding, changing and removing segments.

use crate::apply::{Applied, CommandError, refuse};
use crate::customers::change::SegmentChange;
use crate::customers::segment::{Segment, YearFigures};
use crate::document::Plan;
use crate::ids::SegmentId;
use crate::limits::YEARS;
use std::sync::Arc;

impl Plan {
    /// Adds a segment with the years the others list, or `years` where none lists any.
    pub(crate) fn add_segment(&mut self, name: &str, years: &[i32]) -> SegmentId {
        let listed = self.listed_years();
        let id = SegmentId(self.take_id());
        let years = if listed.is_empty() { years.to_vec() } else { listed };
        self.segments.push(Arc::new(Segment::empty(id, name, years)));
        id
    }

    pub(crate) fn change_segment(&mut self, id: SegmentId, change: &SegmentChange) -> Applied {
        let at = self.segments.iter().position(|s| s.id == id).ok_or(CommandError::Missing("segment"))?;
        if *change == SegmentChange::Remove {
            self.segments.remove(at);
            for scenario in &mut self.scenarios {
                scenario.overrides.drivers.retain(|(segment, ..)| *segment != id);
                scenario.overrides.mixes.retain(|(segment, ..)| *segment != id);
            }
            return Ok(());
        }
        if matches!(change, SegmentChange::StageWeight(stage, _) if self.stage(*stage).is_none()) {
            return Err(CommandError::Missing("stage"));
        }
        Arc::make_mut(self.segments.get_mut(at).ok_or(CommandError::Missing("segment"))?).change(change)
    }

    /// Adds the year after the last listed one to every segment.
    pub(crate) fn add_year(&mut self) -> Applied {
        let last = self.listed_years().last().copied().ok_or(CommandError::Missing("segment"))?;
        let next = last.saturating_add(1);
        refuse((!YEARS.contains(&next)).then(|| format!("The years end with {last}: there is none after it.")))?;
        for segment in &mut self.segments {
            Arc::make_mut(segment).years.push(YearFigures::empty(next));
        }
        Ok(())
    }
}
