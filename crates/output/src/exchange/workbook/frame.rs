//! Rows and columns that every sheet shares.

/// Column of the labels.
pub(super) const LABEL: u16 = 0;
/// Column of the units.
pub(super) const UNIT: u16 = 1;
/// Column of the numbers that hold for all years.
pub(super) const VALUE: u16 = 2;
/// Column of the place in the plan file.
pub(super) const PLACE: u16 = 3;
/// Column of the check of an input: 0 is fine.
pub(super) const CHECK: u16 = 4;
/// Column of remarks.
pub(super) const NOTE: u16 = 5;
/// First column of a timeline, on every sheet.
pub(super) const FIRST: u16 = 6;
/// Row of the calendar years.
pub(super) const YEARS: u32 = 2;
/// Row of the years ahead, 1, 2, …
pub(super) const AHEAD: u32 = 3;
/// First row below the heads.
pub(super) const BODY: u32 = 5;
/// Text of a cell whose formula has no result.
pub(super) const NOT_AVAILABLE: &str = "n/a";
