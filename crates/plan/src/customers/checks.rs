//! What the numbers of a segment may be.

use super::cohort::Cohort;
use super::place::Place;
use super::segment::{Driver, ScoreMix, Segment, YearlyFigure};
use crate::document::Plan;
use crate::limits::YEARS;
use crate::number::check;
use crate::number::finite::Number;
use crate::validate::Found;

/// What is wrong with the value of a driver, if anything.
pub(crate) fn check_driver(driver: Driver, value: Number) -> Option<String> {
    match driver {
        Driver::Retention => check::share("Retention", value),
        Driver::NewGrowth | Driver::PriceGrowth | Driver::CostGrowth => {
            check::range_percent(driver.label(), value, -1.0, 10.0)
        }
        Driver::AcquisitionCostPerNew | Driver::ServicingCostPerExisting => None,
        counts_and_revenues => check::not_negative(counts_and_revenues.label(), value),
    }
}

/// What is wrong with a score mix, if anything. A mix that does not add up is left to the reader to normalise.
pub(crate) fn check_mix(mix: &ScoreMix) -> Option<String> {
    match mix {
        ScoreMix::Mean(mean) => check::score("The mean score", *mean),
        ScoreMix::Bands(shares) => shares.iter().find_map(|s| check::share("The share", *s)),
        ScoreMix::Scores(shares) => shares.iter().find_map(|s| check::share("The share", *s)),
    }
}

impl Found {
    pub(crate) fn segment(&mut self, plan: &Plan, at: &str, segment: &Segment) {
        self.text(&format!("{at}.name"), &segment.name);
        let margin = segment.gross_margin.and_then(|m| check::share("The gross margin", m));
        self.value(format!("{at}.gross_margin"), margin);
        self.value(format!("{at}.churn_timing"), check::share("The churn timing", segment.churn_timing));
        self.unique(&format!("{at}.years"), segment.years.iter().map(|y| y.year.cast_unsigned()));
        for (index, year) in segment.years.iter().enumerate() {
            if !YEARS.contains(&year.year) {
                self.broken(format!("{at}.years[{index}].year"), format!("{} is not a calendar year.", year.year));
            }
            for figure in YearlyFigure::ALL.into_iter().filter(|f| !f.is_cost()) {
                let problem = year.get(figure).and_then(|v| check::not_negative(figure.label(), v));
                self.value(format!("{at}.years[{index}]"), problem);
            }
        }
        for (driver, value) in &segment.drivers {
            self.value(format!("{at}.drivers"), check_driver(*driver, *value));
        }
        for (index, cohort) in segment.cohorts.iter().enumerate() {
            if !YEARS.contains(&cohort.year) || cohort.survivors.len() > Cohort::OLDEST + 1 {
                self.broken(format!("{at}.cohorts[{index}]"), "This is no cohort of a calendar year.");
            }
            let survivors = cohort.survivors.iter().flatten();
            let problem = survivors.clone().find_map(|s| check::not_negative("Survivors", *s)).or_else(|| {
                let mut shares = survivors.filter(|_| cohort.percent);
                shares.find_map(|s| check::share("The share that is left", *s))
            });
            self.value(format!("{at}.cohorts[{index}].survivors"), problem);
        }
        self.unique(&format!("{at}.cohorts"), segment.cohorts.iter().map(|c| c.year.cast_unsigned()));
        self.continuum(at, segment);
        for (place, note) in &segment.notes {
            self.note(&format!("{at}.notes.{place}"), note, segment.at(*place));
        }
        self.value(format!("{at}.score_mix"), check_mix(&segment.score_mix));
        for (index, (stage, weight)) in segment.stage_weights.iter().enumerate() {
            if plan.stage(*stage).is_none() {
                self.broken(format!("{at}.stage_weights[{index}]"), "This stage is not in the plan.");
            }
            self.value(format!("{at}.stage_weights[{index}]"), check::not_negative("The weight", *weight));
        }
    }

    fn continuum(&mut self, at: &str, segment: &Segment) {
        let Some(states) = &segment.continuum else { return };
        let moves = states.transitions.iter().map(|((from, to), share)| (Place::Transition(*from, *to), share));
        let start = states.start.iter().map(|(state, share)| (Place::StartShare(*state), share));
        let revenue = states.revenue.iter().map(|(state, value)| (Place::StateRevenue(*state), value));
        let inflow = states.inflow.iter().map(|(state, value)| (Place::StateInflow(*state), value));
        let referrals = states.referrals.iter().map(|(state, value)| (Place::Referrals(*state), value));
        for (place, value) in moves.chain(start).chain(revenue).chain(inflow).chain(referrals) {
            self.value(format!("{at}.continuum.{place}"), place.problem(*value));
        }
        let conversion = states.referral_conversion.and_then(|s| check::share("The referral conversion", s));
        self.value(format!("{at}.continuum.referral_conversion"), conversion);
    }
}
