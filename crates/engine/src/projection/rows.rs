//! Looking up the years of a projection, with the reason where one is missing.

use super::remarks::YearProblemKind;
use super::types::{EquityRow, Projection, SegmentYears};
use crate::figure::{Figure, NotAvailable};
use journey_plan::SegmentId;
use journey_plan::order::sort_short;

impl Projection {
    /// The years that have rows, in order, and whether each lies ahead.
    pub fn years(&self) -> Vec<(i32, bool)> {
        let mut years: Vec<(i32, bool)> = self.rows.iter().map(|row| (row.year, row.forecast)).collect();
        sort_short(&mut years, |(year, _)| *year);
        years.dedup_by_key(|(year, _)| *year);
        years
    }

    /// The row of `segment` in `year`.
    ///
    /// # Errors
    /// A sentence that names the segment and the year, and says why it has none.
    pub fn row(&self, segment: SegmentId, year: i32) -> Figure<&EquityRow> {
        let found = self.rows.iter().find(|r| r.segment == segment && r.year == year);
        found.ok_or_else(|| self.why_missing(segment, year))
    }

    fn why_missing(&self, segment: SegmentId, year: i32) -> NotAvailable {
        let Some(SegmentYears { name, complete, .. }) = self.segments.iter().find(|s| s.id == segment) else {
            return NotAvailable::because(format!("the segment has no figures for {year}"));
        };
        if self.this_year.is_some_and(|this| year > this) {
            return match &self.forecast {
                Ok(_) => {
                    NotAvailable::because(format!("{name} has no figures for {year}, which lies beyond the horizon"))
                }
                Err(reason) => reason.clone().within(format!("{name} has no forecast for {year}")),
            };
        }
        let mut problems = self.problems.iter().filter(|p| p.segment == segment && p.year == year);
        let refused = problems.find_map(|problem| match &problem.kind {
            YearProblemKind::Refused(error) => Some(NotAvailable::from(error.clone())),
            YearProblemKind::Gap { .. } => None,
        });
        match refused {
            Some(refused) => refused.within(format!("{name}, {year}")),
            None if complete.contains(&year) => {
                NotAvailable::because(format!("the figures of {name} for {year} cannot be computed"))
            }
            None => NotAvailable::because(format!("{name} lacks complete figures for {year}")),
        }
    }
}
