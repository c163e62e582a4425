//! Entered years and cohorts of two segments.

use super::words::{MergeError, MergeRemark};
use super::{Merge, Merged, sum};
use journey_plan::order::sort_short;
use journey_plan::{Cohort, Driver, ExistingBasis, Number, Place, Segment, YearFigures, YearlyFigure};

impl Merge<'_> {
    /// The entered years: counts and total costs are sums, everything per customer is weighted by its customers.
    pub(super) fn years(&mut self) -> Merged<Vec<YearFigures>> {
        let (into, from) = (self.into, self.from);
        let mut listed: Vec<i32> = into.years.iter().chain(&from.years).map(|y| y.year).collect();
        sort_short(&mut listed, |year| *year);
        listed.dedup();
        let mut notable = Notable::default();
        let mut years = Vec::with_capacity(listed.len());
        for year in listed {
            let entered = |s| Segment::year(s, year).filter(|y| has_figures(y));
            years.push(match (entered(into), entered(from)) {
                (Some(a), Some(b)) => self.year(a, b, &mut notable)?,
                (Some(only), None) => self.lone_year(only, into, from)?,
                (None, Some(only)) => self.lone_year(only, from, into)?,
                (None, None) => YearFigures::empty(year),
            });
        }
        self.said.extend(notable.remarks());
        Ok(years)
    }

    fn year(&mut self, a: &YearFigures, b: &YearFigures, notable: &mut Notable) -> Merged<YearFigures> {
        let mut merged = YearFigures::empty(a.year);
        for figure in YearlyFigure::ALL {
            let entered = (a.get(figure), b.get(figure));
            let value = match entered {
                (Some(a), Some(b)) if self.into.figure_adds_up(figure) => Some(sum(a, b)?),
                _ if self.into.figure_adds_up(figure) => None,
                _ => {
                    let basis = self.into.basis;
                    self.weighted(entered, (customers(a, figure, basis), customers(b, figure, basis)))
                }
            };
            match (entered, value) {
                ((None, None), _) => {}
                (_, None) => notable.emptied.push(Place::Figure(a.year, figure)),
                ((Some(a), Some(b)), _) if !self.into.figure_adds_up(figure) && a != b => {
                    notable.averaged.push((figure, merged.year));
                }
                _ => {}
            }
            *merged.slot(figure) = value;
        }
        if (a.is_complete() || b.is_complete()) && !merged.is_complete() {
            notable.incomplete.push(a.year);
        }
        Ok(merged)
    }

    /// The mean of what is entered. An empty number counts only where it is of nobody; without the customers a number
    /// is of, only equal ones have a mean.
    fn weighted(
        &mut self,
        values: (Option<Number>, Option<Number>),
        weights: (Option<f64>, Option<f64>),
    ) -> Option<Number> {
        let nobody = |weight: Option<f64>| weight.is_some_and(|w| w <= 0.0);
        match values {
            (Some(a), Some(b)) if a == b => Some(a),
            (Some(a), Some(b)) => Some(self.mean((a, b), (weights.0?, weights.1?))),
            (Some(a), None) if nobody(weights.1) => Some(a),
            (None, Some(b)) if nobody(weights.0) => Some(b),
            _ => None,
        }
    }

    /// A year in which only one segment has figures. It stands if the other had no customers yet, which is so before
    /// its first figures; otherwise half of the customers would be missing from a year that looks complete.
    fn lone_year(&mut self, year: &YearFigures, of: &Segment, other: &Segment) -> Merged<YearFigures> {
        let first = other.years.iter().filter(|y| has_figures(y)).map(|y| y.year).min();
        let opens_with_nobody = other.drivers.get(&Driver::OpeningCustomers).is_some_and(|n| n.get() <= 0.0);
        if !first.map_or(opens_with_nobody, |first| year.year < first) {
            let (of, lacking) = (of.name.clone(), other.name.clone());
            return Err(MergeError::LoneYear { year: year.year, of, lacking });
        }
        let (of, later) = (of.name.clone(), other.name.clone());
        self.said.push(MergeRemark::LoneYear { year: year.year, of, later });
        Ok(year.clone())
    }

    /// The retention triangle: cohorts of one year add up as far as both are followed.
    pub(super) fn cohorts(&mut self) -> Merged<Vec<Cohort>> {
        let (into, from) = (self.into, self.from);
        let mut listed: Vec<i32> = into.cohorts.iter().chain(&from.cohorts).map(|c| c.year).collect();
        sort_short(&mut listed, |year| *year);
        listed.dedup();
        let mut cohorts = Vec::with_capacity(listed.len());
        for year in listed {
            let filled = |s| Segment::cohort(s, year).filter(|c| !c.survivors.is_empty());
            cohorts.push(match (filled(into), filled(from)) {
                (Some(a), Some(b)) => self.cohort(a, b)?,
                (Some(only), None) => self.lone_cohort(only, into, from)?,
                (None, Some(only)) => self.lone_cohort(only, from, into)?,
                (None, None) => Cohort::empty(year),
            });
        }
        Ok(cohorts)
    }

    fn cohort(&mut self, a: &Cohort, b: &Cohort) -> Merged<Cohort> {
        if a.percent && a == b {
            return Ok(a.clone());
        }
        let year = a.year;
        if a.percent || b.percent {
            let segments = [self.into.name.clone(), self.from.name.clone()];
            return Err(MergeError::CohortInPercent { year, segments });
        }
        let (of_a, of_b) = (a.survivors.len(), b.survivors.len());
        if of_a != of_b {
            let longer = if of_a > of_b { self.into } else { self.from };
            self.said.push(MergeRemark::CohortCut { year, longer: longer.name.clone() });
        }
        let mut merged = Cohort::empty(year);
        for (age, pair) in a.survivors.iter().zip(&b.survivors).enumerate() {
            if let (Some(a), Some(b)) = pair {
                merged.put(age, Some(sum(*a, *b)?));
            }
        }
        Ok(merged)
    }

    /// A cohort that only one segment has. It stands if it is older than all of the other's.
    fn lone_cohort(&mut self, cohort: &Cohort, of: &Segment, other: &Segment) -> Merged<Cohort> {
        let first = other.cohorts.iter().filter(|c| !c.survivors.is_empty()).map(|c| c.year).min();
        if first.is_none_or(|first| cohort.year > first) {
            let (of, lacking) = (of.name.clone(), other.name.clone());
            return Err(MergeError::LoneCohort { year: cohort.year, of, lacking });
        }
        let (of, later) = (of.name.clone(), other.name.clone());
        self.said.push(MergeRemark::LoneCohort { year: cohort.year, of, later });
        Ok(cohort.clone())
    }
}

/// Remarks on the years, gathered over all of them.
#[derive(Default)]
struct Notable {
    averaged: Vec<(YearlyFigure, i32)>,
    emptied: Vec<Place>,
    incomplete: Vec<i32>,
}

impl Notable {
    fn remarks(self) -> Vec<MergeRemark> {
        let of = |figure| {
            let years = self.averaged.iter().filter(|(averaged, _)| *averaged == figure);
            let years: Vec<i32> = years.map(|(_, year)| *year).collect();
            (!years.is_empty()).then_some(MergeRemark::FigureAveraged { figure, years })
        };
        let mut all: Vec<MergeRemark> = YearlyFigure::ALL.into_iter().filter_map(of).collect();
        if !self.emptied.is_empty() {
            all.push(MergeRemark::Emptied(self.emptied));
        }
        if !self.incomplete.is_empty() {
            all.push(MergeRemark::Incomplete(self.incomplete));
        }
        all
    }
}

fn has_figures(year: &YearFigures) -> bool {
    YearlyFigure::ALL.into_iter().any(|figure| year.get(figure).is_some())
}

/// The customers that a figure per customer is of.
fn customers(year: &YearFigures, figure: YearlyFigure, basis: ExistingBasis) -> Option<f64> {
    match figure {
        YearlyFigure::RevenuePerNew | YearlyFigure::AcquisitionCost => year.new_customers.map(Number::get),
        YearlyFigure::RevenuePerChurned => year.churned_customers.map(Number::get),
        YearlyFigure::ServicingCost => at_start(year, basis),
        _ => year.existing_customers.map(Number::get),
    }
}

/// Customers at the start of the year: O, or O + C where O leaves out those who left.
pub(super) fn at_start(year: &YearFigures, basis: ExistingBasis) -> Option<f64> {
    let existing = year.existing_customers?.get();
    match basis {
        ExistingBasis::Opening => Some(existing),
        ExistingBasis::Retained => Some(existing + year.churned_customers?.get()),
    }
}
