//! How the lanes of the map are arranged.

use crate::apply::{Applied, CommandError, move_to, set_text};
use crate::document::Plan;
use crate::ids::LaneId;
use crate::journey::cells::Row;
use crate::journey::change::LaneChange;
use crate::journey::lane::{Lane, LaneRow};
use std::sync::Arc;

impl Plan {
    /// Adds a lane of texts at `at`.
    pub(crate) fn add_lane(&mut self, name: &str, at: usize) -> Result<Lane, CommandError> {
        let lane = Lane::Custom(LaneId(self.take_id()));
        let mut row = LaneRow::of(lane);
        set_text(&mut row.name, name)?;
        self.lanes.insert(at.min(self.lanes.len()), row);
        Ok(lane)
    }

    pub(crate) fn change_lane(&mut self, lane: Lane, change: &LaneChange) -> Applied {
        let position = self.lanes.iter().position(|r| r.lane == lane).ok_or(CommandError::Missing("lane"))?;
        let row = self.lanes.get_mut(position).ok_or(CommandError::Missing("lane"))?;
        match change {
            LaneChange::Name(name) => set_text(&mut row.name, if name == lane.label() { "" } else { name })?,
            LaneChange::Hide(on) => row.hidden = *on,
            LaneChange::Pin(on) => row.pinned = *on,
            LaneChange::Collapse(on) => row.collapsed = *on,
            LaneChange::MoveTo(to) => move_to(&mut self.lanes, position, *to),
            LaneChange::Duplicate => self.duplicate_lane(lane, position)?,
            LaneChange::Remove => {
                if !matches!(lane, Lane::Custom(_)) {
                    return Err(CommandError::Refused(format!(
                        "“{}” belongs to every map: hide it instead.",
                        self.lane_label(lane)
                    )));
                }
                self.lanes.remove(position);
                for stage in self.stages.iter_mut().filter(|s| !s.text(lane).is_empty()) {
                    Arc::make_mut(stage).set_text(lane, "");
                }
            }
        }
        Ok(())
    }

    /// The copy is a lane of texts whatever the original holds: a second set of scores or money would count twice.
    fn duplicate_lane(&mut self, lane: Lane, position: usize) -> Applied {
        let copy = self.add_lane(&format!("{} (copy)", self.lane_label(lane)), position + 1)?;
        let texts: Vec<String> = self.stages.iter().map(|stage| Row::Lane(lane).text(self, stage)).collect();
        for (stage, text) in self.stages.iter_mut().zip(&texts).filter(|(_, text)| !text.is_empty()) {
            Arc::make_mut(stage).set_text(copy, text);
        }
        Ok(())
    }
}
