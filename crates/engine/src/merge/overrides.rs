//! The overrides of two segments in scenarios.

use super::words::MergeError;
use super::{Merge, Merged, sum};
use journey_plan::{Driver, Overrides, Scenario, SegmentId};

impl Merge<'_> {
    /// The overrides of `scenario` once the segments are one. Counts add up and equal values stay; anything else has no
    /// value that would do to both what the scenario does to each.
    pub(super) fn overrides(&self, scenario: &Scenario) -> Merged<Overrides> {
        let (into, from) = (self.into.id, self.from.id);
        let old = &scenario.overrides;
        let mut merged = old.clone();
        merged.drivers.retain(|(id, ..)| *id != from);
        merged.mixes.retain(|(id, ..)| *id != from);
        let of = |id: SegmentId, driver| {
            old.drivers.iter().find(|(segment, d, _)| *segment == id && *d == driver).map(|(.., value)| *value)
        };
        for driver in Driver::ALL {
            let value = match (of(into, driver), of(from, driver)) {
                (None, None) => continue,
                (Some(a), Some(b)) if driver.is_count() => sum(a, b)?,
                (Some(a), Some(b)) if a == b => a,
                _ => return Err(self.overridden(scenario, driver.label())),
            };
            for (segment, d, slot) in &mut merged.drivers {
                if *segment == into && *d == driver {
                    *slot = value;
                }
            }
        }
        let mix = |id: SegmentId| old.mixes.iter().find(|(s, ..)| *s == id).map(|(_, mix, start)| (mix, *start));
        if mix(into) != mix(from) {
            return Err(self.overridden(scenario, "Score mix"));
        }
        Ok(merged)
    }

    fn overridden(&self, scenario: &Scenario, what: &'static str) -> MergeError {
        let segments = [self.into.name.clone(), self.from.name.clone()];
        MergeError::Overridden { scenario: scenario.name.clone(), what, segments }
    }
}
