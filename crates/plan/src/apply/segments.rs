//! Dividing a segment in two, and making one of two (models, section 13: neither may change what is entered).

use super::merge::Merge;
use super::{Applied, CommandError, refuse, set_text};
use crate::document::Plan;
use crate::ids::SegmentId;
use crate::number::Number;
use crate::place::Place;
use crate::scenario::Scenario;
use crate::segment::{CostEntry, Driver, RetentionModel, Segment, YearlyFigure};
use std::sync::Arc;

/// What merging `from` into `into` would average, leave empty or drop, as sentences for the user to agree to.
///
/// # Errors
/// Why the two cannot be merged, as [`Plan::apply`] would say it.
pub fn merge_preview(plan: &Plan, into: SegmentId, from: SegmentId) -> Result<Vec<String>, CommandError> {
    let mut merge = Merge::new(plan, into, from)?;
    merge.segment()?;
    for scenario in &plan.scenarios {
        merge.overrides(scenario)?;
    }
    Ok(merge.remarks())
}

impl Plan {
    pub(super) fn split_segment(&mut self, id: SegmentId, share: Number, name: &str) -> Applied {
        let at = self.segments.iter().position(|s| s.id == id).ok_or(CommandError::Missing("segment"))?;
        let share = share.get();
        if share <= 0.0 || share >= 1.0 {
            return Err(CommandError::Refused("The share must lie between 0 % and 100 %.".to_owned()));
        }
        let whole = self.segment(id).ok_or(CommandError::Missing("segment"))?;
        refuse(hinders_split(whole))?;
        let mut first = whole.clone();
        first.scale(1.0 - share);
        let mut second = whole.clone();
        second.scale(share);
        set_text(&mut second.name, name)?;
        second.id = SegmentId(self.take_id());
        for scenario in &mut self.scenarios {
            split_overrides(scenario, id, second.id, share);
        }
        if let Some(slot) = self.segments.get_mut(at) {
            *slot = Arc::new(first);
        }
        self.segments.insert(at + 1, Arc::new(second));
        Ok(())
    }

    pub(super) fn merge_segments(&mut self, into: SegmentId, from: SegmentId) -> Applied {
        let mut merge = Merge::new(self, into, from)?;
        let merged = merge.segment()?;
        let overrides: Vec<_> = self.scenarios.iter().map(|s| merge.overrides(s)).collect::<Result<_, _>>()?;
        for (scenario, overrides) in self.scenarios.iter_mut().zip(overrides) {
            scenario.overrides = overrides;
        }
        if let Some(slot) = self.segments.iter_mut().find(|s| s.id == into) {
            *slot = Arc::new(merged);
        }
        self.segments.retain(|s| s.id != from);
        Ok(())
    }
}

/// Why a split would change the figures, if it would.
fn hinders_split(segment: &Segment) -> Option<String> {
    let mut filled = segment.cohorts.iter().filter(|c| !c.survivors.is_empty());
    let in_percent = filled.next().map(|c| c.percent);
    // A cohort in percent counts as a fixed number of customers, however large the segment is. Beside fewer counted
    // ones it would weigh more, and the curve would change.
    let mixed = filled.any(|c| Some(c.percent) != in_percent);
    (mixed && segment.retention_model == RetentionModel::CohortFit).then(|| {
        format!(
            "Some cohorts of “{}” are in percent and others in customers; a smaller segment would get another \
             retention curve. Enter all of them in customers, or all in percent, on the Customers screen first.",
            segment.name
        )
    })
}

/// Gives the new segment what a scenario changes of the first; counts are divided.
fn split_overrides(scenario: &mut Scenario, first: SegmentId, second: SegmentId, share: f64) {
    let overrides = &mut scenario.overrides;
    let mut added = Vec::new();
    for (segment, driver, value) in &mut overrides.drivers {
        if *segment == first {
            let (kept, given) =
                if driver.is_count() { (times(*value, 1.0 - share), times(*value, share)) } else { (*value, *value) };
            *value = kept;
            added.push((second, *driver, given));
        }
    }
    overrides.drivers.extend(added);
    let of_first = overrides.mixes.iter().filter(|(segment, ..)| *segment == first);
    let mixes: Vec<_> = of_first.map(|(_, mix, start)| (second, mix.clone(), *start)).collect();
    overrides.mixes.extend(mixes);
}

/// A part of a number, which is as finite as the number.
fn times(value: Number, share: f64) -> Number {
    Number::new(value.get() * share).unwrap_or(value)
}

impl Segment {
    /// Whether the number at `place` is of all customers, so that it is divided with them; otherwise it is of one.
    pub(super) fn adds_up(&self, place: Place) -> bool {
        match place {
            Place::Figure(_, figure) => self.figure_adds_up(figure),
            Place::Driver(driver) => driver.is_count(),
            Place::Survivors(year, _) => self.cohort(year).is_some_and(|c| !c.percent),
            Place::StateInflow(_) => true,
            _ => false,
        }
    }

    /// Whether a yearly figure is of all customers.
    pub(super) fn figure_adds_up(&self, figure: YearlyFigure) -> bool {
        figure.is_count() || (figure.is_cost() && self.costs == CostEntry::Total)
    }

    /// Leaves a segment with `share` of the customers, each of them as before.
    fn scale(&mut self, share: f64) {
        let adding: Vec<YearlyFigure> =
            YearlyFigure::ALL.into_iter().filter(|figure| self.figure_adds_up(*figure)).collect();
        for year in &mut self.years {
            for figure in &adding {
                let slot = year.slot(*figure);
                *slot = slot.map(|value| times(value, share));
            }
        }
        for driver in Driver::ALL.into_iter().filter(|d| d.is_count()) {
            if let Some(value) = self.drivers.get_mut(&driver) {
                *value = times(*value, share);
            }
        }
        for cohort in self.cohorts.iter_mut().filter(|c| !c.percent) {
            for value in cohort.survivors.iter_mut().flatten() {
                *value = times(*value, share);
            }
        }
        for value in self.continuum.iter_mut().flat_map(|c| c.inflow.values_mut()) {
            *value = times(*value, share);
        }
        let mut notes = std::mem::take(&mut self.notes);
        for (_, note) in notes.iter_mut().filter(|(place, _)| self.adds_up(**place)) {
            note.spread.low = note.spread.low.map(|low| times(low, share));
            note.spread.high = note.spread.high.map(|high| times(high, share));
        }
        self.notes = notes;
    }
}
