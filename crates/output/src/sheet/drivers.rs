//! The drivers of the years ahead; an empty one follows from the latest entered year, and its cell shows the value that
//! follows.

use super::{Cell, GridRow, Sheet};
use journey_engine::projection::{DriverOrigin, ResolvedDriver};
use journey_plan::number::pen::Pen;
use journey_plan::number::text::NumberUnit;
use journey_plan::{Driver, Number, Place, RetentionModel, Segment};

/// The grid of a segment. `resolved` are the drivers in use with their values, as far as there is a forecast.
pub fn drivers(segment: &Segment, base_year: Option<i32>, resolved: &[ResolvedDriver], pen: Pen) -> Sheet {
    let fitted = segment.retention_model == RetentionModel::CohortFit;
    let row = |driver: Driver| {
        let in_use = resolved.iter().find(|r| r.driver == driver && r.origin == DriverOrigin::Follows);
        let follows = if driver == Driver::Retention && fitted {
            Some("from cohorts".to_owned())
        } else {
            in_use.map(|r| in_short(driver, r.value, pen))
        };
        GridRow {
            name: driver.label().to_owned(),
            hint: hint(segment, driver, fitted, pen),
            cells: vec![Cell::of(segment, Place::Driver(driver), pen).or_follows(follows)],
        }
    };
    let from = base_year.map_or_else(String::new, |year| (year + 1).to_string());
    Sheet { corner: "", columns: vec![format!("from {from}")], rows: Driver::ALL.into_iter().map(row).collect() }
}

fn in_short(driver: Driver, value: f64, pen: Pen) -> String {
    match driver {
        d if d.is_rate() => pen.share(value, 1),
        d if d.is_count() => pen.number(value, 0),
        _ => pen.number(value, if value.abs() >= 1_000.0 { 0 } else { 2 }),
    }
}

/// The unit, and the range where one is noted.
fn hint(segment: &Segment, driver: Driver, fitted: bool, pen: Pen) -> String {
    let unit = if driver.is_rate() { NumberUnit::Percent } else { NumberUnit::Plain };
    let spread = segment.notes.get(&Place::Driver(driver)).map(|note| note.spread).filter(|s| !s.is_empty());
    let end = |value: Option<Number>| value.map_or_else(|| "…".to_owned(), |v| pen.field(v.get(), unit));
    match spread {
        Some(spread) => format!("{} to {}", end(spread.low), end(spread.high)),
        None if driver == Driver::Retention && fitted => "from the cohorts".to_owned(),
        None if driver.is_rate() => "a year".to_owned(),
        None => String::new(),
    }
}
