//! How the lanes of the map are arranged.

use crate::apply::{Applied, CommandError, move_to, refuse};
use crate::document::Plan;
use crate::ids::LaneId;
use crate::journey::cells::MapRow;
use crate::journey::change::LaneChange;
use crate::journey::lane::{Lane, LaneRow};
use crate::limits::{LONGEST_TEXT, fitted};
use std::sync::Arc;

impl Plan {
    /// Adds a lane of texts at `at`.
    pub(crate) fn add_lane(&mut self, name: &str, at: usize) -> Lane {
        let lane = Lane::Custom(LaneId(self.take_id()));
        let row = LaneRow { name: name.to_owned(), ..LaneRow::of(lane) };
        self.lanes.insert(at.min(self.lanes.len()), row);
        lane
    }

    pub(crate) fn change_lane(&mut self, lane: Lane, change: &LaneChange) -> Applied {
        let position = self.lanes.iter().position(|r| r.lane == lane).ok_or(CommandError::Missing("lane"))?;
        let row = self.lanes.get_mut(position).ok_or(CommandError::Missing("lane"))?;
        match change {
            LaneChange::Name(name) if name == lane.label() => row.name.clear(),
            LaneChange::Name(name) => name.clone_into(&mut row.name),
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

    /// Adds a copy of a lane. The copy is a lane of texts whatever the original holds: a second set of scores or money
    /// would count twice.
    fn duplicate_lane(&mut self, lane: Lane, position: usize) -> Applied {
        let texts: Vec<String> = self.stages.iter().map(|stage| MapRow::Lane(lane).text(self, stage)).collect();
        for (stage, text) in self.stages.iter().zip(&texts) {
            let length = text.chars().count();
            refuse((length > LONGEST_TEXT).then(|| {
                let [length, most] = [length, LONGEST_TEXT].map(|n| self.settings.pen().whole(n));
                let (name, label) = (&stage.name, self.lane_label(lane));
                format!(
                    "“{label}” cannot be duplicated as texts: at “{name}” its cards have {length} characters together, \
                     and a text holds at most {most}. Shorten them, or divide them over two lanes first."
                )
            }))?;
        }
        let copy = self.add_lane(&fitted(self.lane_label(lane), " (copy)"), position + 1);
        for (stage, text) in self.stages.iter_mut().zip(&texts).filter(|(_, text)| !text.is_empty()) {
            Arc::make_mut(stage).set_text(copy, text);
        }
        Ok(())
    }
}
