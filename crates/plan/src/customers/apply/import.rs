//! Taking over what a table says about a segment.

use crate::apply::{Applied, CommandError};
use crate::customers::import::ImportedFigures;
use crate::customers::place::Place;
use crate::customers::segment::YearlyFigure;
use crate::document::Plan;
use crate::limits::fitted;
use std::sync::Arc;

impl Plan {
    /// Writes the figures into their segment, adding the segment, its years and its cohorts where they are not there.
    pub(crate) fn import(&mut self, figures: &ImportedFigures) -> Applied {
        let id = match figures.into {
            Some(id) => id,
            None => self.add_segment(&fitted(&figures.name, ""), &[]),
        };
        let segment = self.segments.iter_mut().find(|s| s.id == id).ok_or(CommandError::Missing("segment"))?;
        let segment = Arc::make_mut(segment);
        for year in &figures.years {
            segment.year_slot(year.year)?;
            for figure in YearlyFigure::ALL {
                if let Some(value) = year.get(figure) {
                    segment.put(Place::Figure(year.year, figure), Some(value))?;
                }
            }
        }
        for cohort in &figures.cohorts {
            let slot = segment.cohort_slot(cohort.year)?;
            let means_other = slot.percent != cohort.percent;
            (slot.percent, slot.survivors) = (cohort.percent, Vec::new());
            if means_other {
                segment.forget_ranges_of(cohort.year);
            }
            for (age, survivors) in cohort.survivors.iter().enumerate() {
                segment.put(Place::Survivors(cohort.year, age), *survivors)?;
            }
        }
        Ok(())
    }
}
