//! What the numbers of a segment may be.

use super::place::Place;
use super::segment::{ScoreMix, Segment, YearlyFigure};
use crate::document::Plan;
use crate::domain::NumberId;
use crate::limits::{Limit, YEARS};
use crate::validate::ProblemCollector;

/// What is wrong with a score mix, if anything. A mix that does not add up is left to the reader to normalise.
pub(crate) fn check_mix(mix: &ScoreMix) -> Option<String> {
    match mix {
        ScoreMix::Mean(mean) => Place::MeanScore.domain().problem(*mean),
        ScoreMix::Bands(shares) => shares.iter().find_map(|s| Place::Band(0).domain().problem(*s)),
        ScoreMix::Scores(shares) => shares.iter().find_map(|s| Place::Score(1).domain().problem(*s)),
    }
}

impl ProblemCollector {
    pub(crate) fn segment(&mut self, plan: &Plan, at: &str, segment: &Segment) {
        let number = |place| NumberId::Segment(segment.id, place);
        self.name(&format!("{at}.name"), &segment.name);
        self.number(format!("{at}.gross_margin"), number(Place::GrossMargin), segment.gross_margin);
        self.number(format!("{at}.churn_timing"), number(Place::ChurnTiming), Some(segment.churn_timing));
        self.years(at, segment);
        for (driver, value) in &segment.drivers {
            self.number(format!("{at}.drivers.{}", driver.key()), number(Place::Driver(*driver)), Some(*value));
        }
        self.cohorts(at, segment);
        self.continuum(at, segment);
        for (place, note) in &segment.notes {
            self.note(&format!("{at}.notes.{place}"), note, segment.at(*place));
        }
        self.value(format!("{at}.score_mix"), check_mix(&segment.score_mix));
        for (index, (stage, weight)) in segment.stage_weights.iter().enumerate() {
            if plan.stage(*stage).is_none() {
                self.broken(format!("{at}.stage_weights[{index}]"), "This stage is not in the plan.");
            }
            let id = NumberId::SegmentWeight(segment.id, *stage);
            self.number(format!("{at}.stage_weights[{index}]"), id, Some(*weight));
        }
        self.once(&format!("{at}.stage_weights"), segment.stage_weights.iter().map(|(stage, _)| stage.0.into()));
    }

    fn years(&mut self, at: &str, segment: &Segment) {
        self.count(format!("{at}.years"), Limit::Years, segment.years.len());
        self.unique(&format!("{at}.years"), segment.years.iter().map(|y| y.year.cast_unsigned()));
        for (index, year) in segment.years.iter().enumerate() {
            self.calendar(&format!("{at}.years[{index}].year"), year.year);
            for figure in YearlyFigure::ALL {
                let place = Place::Figure(year.year, figure);
                let path = || format!("{at}.years[{index}].{}", figure.key());
                let problem = year.get(figure).and_then(|v| place.domain().problem(v));
                self.value(path(), problem);
            }
        }
    }

    fn cohorts(&mut self, at: &str, segment: &Segment) {
        self.count(format!("{at}.cohorts"), Limit::Cohorts, segment.cohorts.len());
        self.unique(&format!("{at}.cohorts"), segment.cohorts.iter().map(|c| c.year.cast_unsigned()));
        for (index, cohort) in segment.cohorts.iter().enumerate() {
            let at = format!("{at}.cohorts[{index}]");
            self.calendar(&format!("{at}.year"), cohort.year);
            self.count(format!("{at}.survivors"), Limit::Renewals, cohort.survivors.len().saturating_sub(1));
            let domain = segment.domain_at(Place::Survivors(cohort.year, 0));
            let wrong = |value| domain.problem(value);
            self.value(format!("{at}.survivors"), cohort.survivors.iter().flatten().find_map(|value| wrong(*value)));
        }
    }

    /// Years beyond the last one could be saved once; other numbers are no years.
    fn calendar(&mut self, path: &str, year: i32) {
        if year < *YEARS.start() {
            self.broken(path, format!("{year} is not a calendar year."));
        } else {
            self.count(path, Limit::Calendar, year.unsigned_abs() as usize);
        }
    }

    fn continuum(&mut self, at: &str, segment: &Segment) {
        let Some(states) = &segment.continuum else { return };
        let moves = states.transitions.iter().map(|((from, to), share)| (Place::Transition(*from, *to), *share));
        let start = states.start.iter().map(|(state, share)| (Place::StartShare(*state), *share));
        let revenue = states.revenue.iter().map(|(state, value)| (Place::StateRevenue(*state), *value));
        let inflow = states.inflow.iter().map(|(state, value)| (Place::StateInflow(*state), *value));
        let referrals = states.referrals.iter().map(|(state, value)| (Place::Referrals(*state), *value));
        let conversion = states.referral_conversion.map(|share| (Place::ReferralConversion, share));
        for (place, value) in moves.chain(start).chain(revenue).chain(inflow).chain(referrals).chain(conversion) {
            self.number(format!("{at}.continuum.{place}"), NumberId::Segment(segment.id, place), Some(value));
        }
    }
}
