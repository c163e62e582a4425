//! The drivers of the years ahead; an empty one follows from the latest entered year, and shows what follows.

use super::{Cell, Row, Sheet};
use journey_engine::projection::{DriverOrigin, ResolvedDriver};
use journey_plan::number::locale::Locale;
use journey_plan::number::text::{Unit, fixed, percent, write};
use journey_plan::{Driver, Number, Place, RetentionModel, Segment};

/// The grid of a segment. `resolved` are the drivers in use with their values, as far as there is a forecast.
pub fn drivers(segment: &Segment, base_year: Option<i32>, resolved: &[ResolvedDriver], locale: Locale) -> Sheet {
    let fitted = segment.retention_model == RetentionModel::CohortFit;
    let row = |driver: Driver| {
        let in_use = resolved.iter().find(|r| r.driver == driver && r.origin == DriverOrigin::Follows);
        let follows = if driver == Driver::Retention && fitted {
            Some("from cohorts".to_owned())
        } else {
            in_use.map(|r| in_short(driver, r.value, locale))
        };
        Row {
            name: driver.label().to_owned(),
            hint: hint(segment, driver, fitted, locale),
            cells: vec![Cell::of(segment, Place::Driver(driver), locale).or_follows(follows)],
        }
    };
    let from = base_year.map_or_else(String::new, |year| (year + 1).to_string());
    Sheet { corner: "", columns: vec![format!("from {from}")], rows: Driver::ALL.into_iter().map(row).collect() }
}

fn in_short(driver: Driver, value: f64, locale: Locale) -> String {
    match driver {
        d if d.is_rate() => percent(value, 1, locale),
        d if d.is_count() => fixed(value, 0, locale),
        _ => fixed(value, if value.abs() >= 1_000.0 { 0 } else { 2 }, locale),
    }
}

/// The unit, and the range where one is noted.
fn hint(segment: &Segment, driver: Driver, fitted: bool, locale: Locale) -> String {
    let unit = if driver.is_rate() { Unit::Percent } else { Unit::Plain };
    let spread = segment.notes.get(&Place::Driver(driver)).map(|note| note.spread).filter(|s| !s.is_empty());
    let end = |value: Option<Number>| value.map_or_else(|| "…".to_owned(), |v| write(v.get(), locale, unit));
    match spread {
        Some(spread) => format!("{} to {}", end(spread.low), end(spread.high)),
        None if driver == Driver::Retention && fitted => "from the cohorts".to_owned(),
        None if driver.is_rate() => "a year".to_owned(),
        None => String::new(),
    }
}
