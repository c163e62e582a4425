//! The eight Patterson inputs of the past years.

use super::{Cell, Row, Sheet};
use crate::plan::locale::Locale;
use crate::plan::{CostEntry, Place, Segment, YearlyFigure};

/// The grid of a segment: a column per year.
pub fn yearly(segment: &Segment, locale: Locale) -> Sheet {
    let row = |figure: YearlyFigure| Row {
        name: figure.label().to_owned(),
        hint: hint(figure, segment.costs).to_owned(),
        cells: segment.years.iter().map(|y| Cell::of(segment, Place::Figure(y.year, figure), locale)).collect(),
    };
    Sheet {
        corner: "",
        columns: segment.years.iter().map(|y| y.year.to_string()).collect(),
        rows: YearlyFigure::ALL.into_iter().map(row).collect(),
    }
}

fn hint(figure: YearlyFigure, costs: CostEntry) -> &'static str {
    match figure {
        f if f.is_count() => "",
        f if f.is_cost() && costs == CostEntry::PerCustomer => "per customer",
        f if f.is_cost() => "total",
        _ => "a year",
    }
}
