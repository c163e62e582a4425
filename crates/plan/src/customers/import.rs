//! Figures that come from a table, on their way into segments.

use crate::customers::cohort::Cohort;
use crate::customers::segment::YearFigures;
use crate::ids::SegmentId;

/// What a table says about one segment.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ImportedFigures {
    /// The segment that the figures go into; a new one called `name` if there is none.
    pub into: Option<SegmentId>,
    /// Name of the segment in the table.
    pub name: String,
    /// Yearly figures; empty ones leave the segment's own.
    pub years: Vec<YearFigures>,
    /// Cohorts; each replaces the segment's cohort of its year.
    pub cohorts: Vec<Cohort>,
}
