//! Entered years and cohorts of two segments.

use super::{Merge, Merged, list, sum};
use crate::apply::CommandError;
use crate::cohort::Cohort;
use crate::number::Number;
use crate::order::sort_short;
use crate::place::Place;
use crate::segment::{Driver, ExistingBasis, Segment, YearFigures, YearlyFigure};

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
        self.said.extend(notable.sentences());
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
                (_, None) => notable.emptied.push(format!("“{}”", Place::Figure(a.year, figure).label())),
                ((Some(a), Some(b)), _) if !self.into.figure_adds_up(figure) && a != b => {
                    notable.averaged.push((figure, merged.year));
                }
                _ => {}
            }
            *merged.slot(figure) = value;
        }
        if (a.is_complete() || b.is_complete()) && !merged.is_complete() {
            notable.incomplete.push(a.year.to_string());
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
            return Err(CommandError::Refused(format!(
                "“{}” has figures for {}, but “{}” has none. Enter them, or remove the year from “{}”, on the Customers \
                 screen.",
                of.name, year.year, other.name, of.name
            )));
        }
        self.said.push(format!(
            "{} stays as it is: only “{}” has figures for it, and “{}” begins later.",
            year.year, of.name, other.name
        ));
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
            return Err(CommandError::Refused(format!(
                "Cohort {year} is in percent of an unknown number of customers, so that the two do not add up. Enter it \
                 in customers for “{}” and “{}” on the Customers screen.",
                self.into.name, self.from.name
            )));
        }
        let (of_a, of_b) = (a.survivors.len(), b.survivors.len());
        if of_a != of_b {
            let longer = if of_a > of_b { self.into } else { self.from };
            self.said.push(format!(
                "Cohort {year} ends where the shorter of the two does; the last numbers of “{}” are dropped.",
                longer.name
            ));
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
            return Err(CommandError::Refused(format!(
                "“{}” has a cohort {}, but “{}” has none. Enter it, or remove it from “{}”, on the Customers screen.",
                of.name, cohort.year, other.name, of.name
            )));
        }
        self.said.push(format!(
            "Cohort {} stays as it is: only “{}” has it, and the cohorts of “{}” begin later.",
            cohort.year, of.name, other.name
        ));
        Ok(cohort.clone())
    }
}

/// What is to be said about the years, gathered over all of them.
#[derive(Default)]
struct Notable {
    averaged: Vec<(YearlyFigure, i32)>,
    emptied: Vec<String>,
    incomplete: Vec<String>,
}

impl Notable {
    fn sentences(self) -> Vec<String> {
        let of = |figure| {
            let years = self.averaged.iter().filter(|(averaged, _)| *averaged == figure);
            let years: Vec<String> = years.map(|(_, year)| year.to_string()).collect();
            let weight = weight_name(figure);
            (!years.is_empty())
                .then(|| format!("“{}” of {} becomes the mean, weighted by {weight}.", figure.label(), list(&years)))
        };
        let mut all: Vec<String> = YearlyFigure::ALL.into_iter().filter_map(of).collect();
        if !self.emptied.is_empty() {
            all.push(format!(
                "Empty afterwards, because one of the two lacks the number or the customers it is of: {}.",
                list(&self.emptied)
            ));
        }
        if !self.incomplete.is_empty() {
            let years = list(&self.incomplete);
            all.push(format!("No longer complete, so that it has no equity and nothing follows from it: {years}."));
        }
        all
    }
}

fn weight_name(figure: YearlyFigure) -> &'static str {
    match figure {
        YearlyFigure::RevenuePerNew | YearlyFigure::AcquisitionCost => "new customers",
        YearlyFigure::RevenuePerChurned => "churned customers",
        YearlyFigure::ServicingCost => "customers at the start of the year",
        _ => "existing customers",
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
