//! Acquisition cohorts: what becomes of the customers won in one year.

use crate::number::finite::Number;
use serde::{Deserialize, Serialize};

/// One acquisition cohort: customers won in `year` and those left after 1, 2, … years.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cohort {
    /// Year of acquisition.
    pub year: i32,
    /// Customers at acquisition and after each renewal, as far as observed; an empty one in between is still to be
    /// filled in.
    #[serde(default)]
    pub survivors: Vec<Option<Number>>,
    /// Whether the numbers are shares of an unknown count: 1, 0.87, …
    #[serde(default)]
    pub percent: bool,
}

impl Cohort {
    /// A cohort of which nothing is known yet.
    pub fn empty(year: i32) -> Self {
        Self { year, survivors: Vec::new(), percent: false }
    }

    /// Sets or empties the number after `age` renewals; the list ends with its last number.
    pub fn put(&mut self, age: usize, value: Option<Number>) {
        if self.survivors.len() <= age {
            self.survivors.resize(age + 1, None);
        }
        if let Some(slot) = self.survivors.get_mut(age) {
            *slot = value;
        }
        while self.survivors.last() == Some(&None) {
            self.survivors.pop();
        }
    }

    /// The factor that turns counts of the cohort into shares of the customers won, or shares into counts of a hundred;
    /// `None` where the customers won are not known.
    pub(crate) fn factor_to(&self, percent: bool) -> Option<f64> {
        if !percent {
            return Some(100.0);
        }
        let won = self.survivors.first().copied().flatten().map(Number::get).filter(|won| *won > 0.0);
        if self.survivors.is_empty() { Some(1.0) } else { won.map(|won| 1.0 / won) }
    }
}
