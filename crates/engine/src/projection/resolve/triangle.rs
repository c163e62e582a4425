//! The retention triangle of a segment as the models read it.

use crate::figure::{Figure, NotAvailable};
use crate::model::triangle::CohortData;
use journey_plan::order::sort_short;
use journey_plan::{Cohort, Place, Segment};

/// Weight of a cohort of which only shares are known: as if it had been so many customers (our choice, C).
pub const SHARES_COUNT_AS: f64 = 100.0;

/// The retention triangle of `segment`, the oldest cohort first; cohorts of which nothing is entered are left out.
///
/// # Errors
/// A cell that is empty between two numbers, and survivors that rise, named.
pub fn cohort_data(segment: &Segment) -> Figure<Vec<CohortData>> {
    let mut cohorts: Vec<&Cohort> = segment.cohorts.iter().filter(|c| !c.survivors.is_empty()).collect();
    sort_short(&mut cohorts, |c| c.year);
    cohorts.into_iter().map(data_of).collect()
}

/// The retention triangle of `segment` as plain counts, one list a cohort.
///
/// # Errors
/// See [`cohort_data`].
pub fn cohort_counts(segment: &Segment) -> Figure<Vec<Vec<f64>>> {
    Ok(cohort_data(segment)?.into_iter().map(|cohort| cohort.survivors).collect())
}

fn data_of(cohort: &Cohort) -> Figure<CohortData> {
    let scale = if cohort.percent { SHARES_COUNT_AS } else { 1.0 };
    let mut counts: Vec<f64> = Vec::with_capacity(cohort.survivors.len());
    for (age, survivors) in cohort.survivors.iter().enumerate() {
        let cell = || Place::Survivors(cohort.year, age).label().to_ascii_lowercase();
        let Some(survivors) = survivors else {
            return Err(NotAvailable::because(format!("enter “{}”", cell())));
        };
        let count = survivors.get() * scale;
        if counts.last().is_some_and(|before| count > *before) {
            return Err(NotAvailable::because(format!("survivors rise at “{}”; a cohort can only shrink", cell())));
        }
        counts.push(count);
    }
    Ok(CohortData { label: cohort.year.to_string(), survivors: counts, percent: cohort.percent })
}
