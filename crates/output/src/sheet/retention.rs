//! The retention triangle: a row per cohort, a column per renewal, shaded by the share that is left.

use super::{Cell, GridRow, Sheet};
use journey_plan::limits::OLDEST_COHORT;
use journey_plan::number::pen::Pen;
use journey_plan::{Cohort, Number, Place, Segment};

/// The grid of a segment. Cells after `base_year` are not observed yet and stay blank; with `as_percent` counts are shown
/// as the share that is left, and still edited as counts.
pub fn retention(segment: &Segment, base_year: Option<i32>, as_percent: bool, pen: Pen) -> Sheet {
    let known = |c: &Cohort| c.year.saturating_add(c.survivors.len() as i32 - 1);
    let latest = segment.cohorts.iter().map(known).chain(base_year).max().unwrap_or_default();
    // A cohort that is younger than the latest year has at least the cell for its customers at the start.
    let oldest_age = |c: &Cohort| (latest.saturating_sub(c.year).max(0) as usize).min(OLDEST_COHORT);
    let width = segment.cohorts.iter().map(oldest_age).max().map_or(0, |age| age + 1);
    let heat = Heat::of(segment);
    let row = |cohort: &Cohort| GridRow {
        name: cohort.year.to_string(),
        hint: if cohort.percent { "shares" } else { "" }.to_owned(),
        cells: (0..width)
            .map(|age| {
                if age <= oldest_age(cohort) {
                    cell(segment, cohort, age, (as_percent, heat), pen)
                } else {
                    Cell::default()
                }
            })
            .collect(),
    };
    let header = |age: usize| if age == 0 { "Won".to_owned() } else { age.to_string() };
    Sheet {
        corner: "Cohort",
        columns: (0..width).map(header).collect(),
        rows: segment.cohorts.iter().map(row).collect(),
    }
}

/// The shares that are left somewhere in the triangle: the heatmap spans them, because what matters is the difference.
#[derive(Clone, Copy)]
struct Heat {
    low: f64,
    high: f64,
}

impl Heat {
    fn of(segment: &Segment) -> Self {
        let shares = segment.cohorts.iter().flat_map(|c| (1..c.survivors.len()).filter_map(|age| left(c, age)));
        shares.fold(Self { low: 1.0, high: 0.0 }, |heat, left| Self {
            low: heat.low.min(left),
            high: heat.high.max(left),
        })
    }

    fn depth(self, left: f64) -> u8 {
        let span = self.high - self.low;
        // Neither end is white or full, so that a cell that is known is always told from one that is not.
        if span > 0.0 { (2.0 + 8.0 * (left - self.low) / span).clamp(0.0, 10.0).round() as u8 } else { 6 }
    }
}

fn at(cohort: &Cohort, age: usize) -> Option<f64> {
    cohort.survivors.get(age).copied().flatten().map(Number::get)
}

/// The share of a cohort that is left after `age` renewals.
fn left(cohort: &Cohort, age: usize) -> Option<f64> {
    let won = at(cohort, 0).filter(|won| *won > 0.0)?;
    at(cohort, age).map(|left| left / won)
}

fn cell(segment: &Segment, cohort: &Cohort, age: usize, (as_percent, heat): (bool, Heat), pen: Pen) -> Cell {
    let at = |age: usize| at(cohort, age);
    let left = left(cohort, age);
    let mut cell = Cell::of(segment, Place::Survivors(cohort.year, age), pen);
    if cohort.percent {
        cell.text = at(age).map_or_else(String::new, |share| pen.share(share, 1));
    } else if let Some(left) = left.filter(|_| as_percent && age > 0) {
        cell.text = pen.share(left, 1);
    }
    cell.shade = left.filter(|_| age > 0).map(|left| heat.depth(left));
    let before = age.checked_sub(1).and_then(at);
    if let (Some(now), Some(before)) = (at(age), before)
        && now > before
    {
        cell.warning = Some("More than the year before; a cohort can only shrink.".to_owned());
    }
    let later = || cohort.survivors.iter().skip(age + 1).any(Option::is_some);
    if at(age).is_none() && later() {
        cell.warning = Some("Empty, though a later year is entered.".to_owned());
    }
    cell
}
