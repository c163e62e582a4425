//! Looking up the years of a projection, with the reason where one is missing.

use super::types::{EquityRow, Projection};
use crate::figure::{Figure, NotAvailable};
use journey_plan::order::sort_short;
use journey_plan::{Plan, Segment, YearFigures};

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
    pub fn row(&self, segment: &Segment, year: i32) -> Figure<&EquityRow> {
        let found = self.rows.iter().find(|r| r.segment == segment.id && r.year == year);
        found.ok_or_else(|| NotAvailable::because(self.why_missing(segment, year)))
    }

    /// The rows of all segments in `year`, in the order of the segments' ids.
    ///
    /// # Errors
    /// A sentence about the first segment that lacks the year, or that there is no segment.
    pub fn rows_of(&self, plan: &Plan, year: i32) -> Figure<Vec<&EquityRow>> {
        segments_by_id(plan)?.into_iter().map(|segment| self.row(segment, year)).collect()
    }

    fn why_missing(&self, segment: &Segment, year: i32) -> String {
        let name = &segment.name;
        if self.this_year.is_some_and(|this| year > this) {
            return match &self.forecast {
                Ok(_) => format!("{name} has no figures for {year}, which lies beyond the horizon"),
                Err(reason) => format!("{name} has no forecast for {year}: {reason}"),
            };
        }
        if segment.year(year).is_some_and(YearFigures::is_complete) {
            let problem = self.problems.iter().find(|p| p.segment == segment.id && p.year == year);
            return problem
                .map_or_else(|| format!("the figures of {name} for {year} cannot be computed"), ToString::to_string);
        }
        format!("{name} lacks complete figures for {year}")
    }
}

/// The segments of a plan in the order of their ids, so that the order of rows never changes a digit of a sum.
pub(crate) fn segments_by_id(plan: &Plan) -> Figure<Vec<&Segment>> {
    let mut segments: Vec<&Segment> = plan.segments.iter().map(AsRef::as_ref).collect();
    if segments.is_empty() {
        return Err(NotAvailable::because("add a customer segment on the Customers screen"));
    }
    sort_short(&mut segments, |s| s.id);
    Ok(segments)
}
