//! Dividing a segment into two (models, section 13: no entered number may change).

use crate::apply::{Applied, CommandError, refuse};
use crate::customers::driver::Driver;
use crate::customers::place::Place;
use crate::customers::segment::{CostEntry, RetentionModel, Segment, YearlyFigure};
use crate::document::Plan;
use crate::ids::SegmentId;
use crate::number::finite::Number;
use std::sync::Arc;

impl Plan {
    pub(crate) fn split_segment(&mut self, id: SegmentId, share: Number, name: &str) -> Applied {
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
        name.clone_into(&mut second.name);
        second.id = SegmentId(self.take_id());
        for scenario in &mut self.scenarios {
            scenario.split(id, second.id, share);
        }
        if let Some(slot) = self.segments.get_mut(at) {
            *slot = Arc::new(first);
        }
        self.segments.insert(at + 1, Arc::new(second));
        Ok(())
    }
}

/// Sentence that says why a split would change the figures, if it would.
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

impl Segment {
    /// Whether the number at `place` belongs to all customers, so that it is divided with them; otherwise to one
    /// customer.
    pub fn adds_up(&self, place: Place) -> bool {
        match place {
            Place::Figure(_, figure) => self.figure_adds_up(figure),
            Place::Driver(driver) => driver.is_count(),
            Place::Survivors(year, _) => self.cohort(year).is_some_and(|c| !c.percent),
            Place::StateInflow(_) => true,
            _ => false,
        }
    }

    /// Whether a yearly figure belongs to all customers; otherwise it belongs to one customer.
    pub fn figure_adds_up(&self, figure: YearlyFigure) -> bool {
        figure.is_count() || (figure.is_cost() && self.costs == CostEntry::Total)
    }

    /// Leaves a segment with `share` of the customers, each of them as before.
    fn scale(&mut self, share: f64) {
        let adding: Vec<YearlyFigure> =
            YearlyFigure::ALL.into_iter().filter(|figure| self.figure_adds_up(*figure)).collect();
        for year in &mut self.years {
            for figure in &adding {
                let slot = year.slot(*figure);
                *slot = slot.map(|value| value.part(share));
            }
        }
        for driver in Driver::ALL.into_iter().filter(|d| d.is_count()) {
            if let Some(value) = self.drivers.get_mut(&driver) {
                *value = value.part(share);
            }
        }
        for cohort in self.cohorts.iter_mut().filter(|c| !c.percent) {
            for value in cohort.survivors.iter_mut().flatten() {
                *value = value.part(share);
            }
        }
        for value in self.continuum.iter_mut().flat_map(|c| c.inflow.values_mut()) {
            *value = value.part(share);
        }
        let mut notes = std::mem::take(&mut self.notes);
        for (_, note) in notes.iter_mut().filter(|(place, _)| self.adds_up(**place)) {
            note.scale(share);
        }
        self.notes = notes;
    }
}
