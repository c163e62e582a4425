//! Changes of one segment, and the checks of its numbers.

use crate::apply::{Applied, CommandError, refuse};
use crate::customers::change::SegmentChange;
use crate::customers::checks::check_mix;
use crate::customers::cohort::Cohort;
use crate::customers::continuum::{Continuum, CustomerState, PerState};
use crate::customers::place::Place;
use crate::customers::segment::{ScoreMix, Segment, YearFigures};
use crate::domain::NumberId;
use crate::limits::{Limit, OLDEST_COHORT, YEARS};
use crate::note::Spread;
use crate::number::finite::Number;
use crate::order::sort_short;

impl Segment {
    pub(crate) fn change(&mut self, change: &SegmentChange) -> Applied {
        match change {
            SegmentChange::Name(name) => name.clone_into(&mut self.name),
            SegmentChange::Write(numbers) => {
                for (place, value) in numbers {
                    self.put(*place, *value)?;
                }
            }
            SegmentChange::AddCohort(year) => drop(self.cohort_slot(*year)?),
            SegmentChange::RemoveCohort(year) => {
                self.cohort(*year).ok_or(CommandError::Missing("cohort"))?;
                self.cohorts.retain(|c| c.year != *year);
                self.notes.retain(|place, _| !matches!(place, Place::Survivors(of, _) if of == year));
            }
            SegmentChange::CohortInPercent(year, percent) => self.set_cohort_percent(*year, *percent)?,
            SegmentChange::AddYear(year) => drop(self.year_slot(*year)?),
            SegmentChange::RemoveYear(year) => {
                self.year(*year).ok_or(CommandError::Missing("year"))?;
                self.years.retain(|y| y.year != *year);
                self.notes.retain(|place, _| !matches!(place, Place::Figure(of, _) if of == year));
            }
            SegmentChange::Model(model) => self.model = *model,
            SegmentChange::BothEffects(both) => self.both_effects = *both,
            SegmentChange::StageWeight(stage, weight) => {
                let domain = NumberId::SegmentWeight(self.id, *stage).domain();
                refuse(weight.and_then(|w| domain.problem(w)))?;
                self.stage_weights.retain(|(id, _)| id != stage);
                self.stage_weights.extend(weight.map(|weight| (*stage, weight)));
                sort_short(&mut self.stage_weights, |(id, _)| *id);
            }
            SegmentChange::Basis(basis) => self.basis = *basis,
            SegmentChange::Costs(costs) => self.costs = *costs,
            SegmentChange::Retention(model) => self.retention_model = *model,
            SegmentChange::Mix(mix) => {
                refuse(check_mix(mix))?;
                self.score_mix = mix.clone();
                self.follow_mix();
            }
            SegmentChange::NormaliseMix => self.normalise_mix()?,
            SegmentChange::CountReferrals(count) => self.states(|c| c.count_referrals = *count),
            // The plan removes it.
            SegmentChange::Remove => return Err(CommandError::Missing("segment")),
        }
        Ok(())
    }

    /// Sets or empties the number at `place`; the segment of a plan is changed by commands alone.
    ///
    /// # Errors
    /// A number outside its range, and a place that this segment does not have.
    pub fn put(&mut self, place: Place, value: Option<Number>) -> Result<(), CommandError> {
        refuse(value.and_then(|value| self.domain_at(place).problem(value)))?;
        if let Some(note) = self.notes.get_mut(&place) {
            note.follow(value);
        }
        match place {
            Place::Figure(year, figure) => {
                let row = self.years.iter_mut().find(|y| y.year == year).ok_or(CommandError::Missing("year"))?;
                *row.slot(figure) = value;
            }
            Place::Driver(driver) => set(&mut self.drivers, driver, value),
            Place::Survivors(year, age) => {
                refuse((age > OLDEST_COHORT).then(|| Limit::Renewals.exceeded_by(age)))?;
                self.cohort_slot(year)?.put(age, value);
            }
            Place::Band(index) => {
                let ScoreMix::Bands(shares) = &mut self.score_mix else { return Err(other_form("bands")) };
                *shares.get_mut(index).ok_or(CommandError::Missing("band"))? = needed(value)?;
            }
            Place::Score(score) => {
                let ScoreMix::Scores(shares) = &mut self.score_mix else { return Err(other_form("single scores")) };
                let slot = score.checked_sub(1).and_then(|index| shares.get_mut(index));
                *slot.ok_or(CommandError::Missing("score"))? = needed(value)?;
            }
            Place::MeanScore => {
                let ScoreMix::Mean(mean) = &mut self.score_mix else { return Err(other_form("a mean")) };
                *mean = needed(value)?;
            }
            Place::Transition(from, to) => self.states(|c| set(&mut c.transitions, (from, to), value)),
            Place::StartShare(state) => self.put_state(state, value, |c| &mut c.start),
            Place::StateRevenue(state) => self.put_state(state, value, |c| &mut c.revenue),
            Place::StateInflow(state) => self.put_state(state, value, |c| &mut c.inflow),
            Place::Referrals(state) => self.put_state(state, value, |c| &mut c.referrals),
            Place::ReferralConversion => self.states(|c| c.referral_conversion = value),
            Place::GrossMargin => self.gross_margin = value,
            Place::ChurnTiming => self.churn_timing = needed(value)?,
        }
        Ok(())
    }

    /// Sets whether the numbers of a cohort are shares. Counts become shares of the customers won, shares become counts
    /// of a hundred; ranges go with their numbers.
    fn set_cohort_percent(&mut self, year: i32, percent: bool) -> Applied {
        let cohort = self.cohort_slot(year)?;
        if cohort.percent == percent {
            return Ok(());
        }
        let factor = cohort.factor_to(percent).ok_or_else(|| {
            let sentence = format!("Enter how many customers the cohort {year} began with first: shares are of them.");
            CommandError::Refused(sentence)
        })?;
        cohort.percent = percent;
        for survivors in cohort.survivors.iter_mut().flatten() {
            *survivors = survivors.part(factor);
        }
        for (_, note) in self.notes.iter_mut().filter(|(place, _)| is_of_cohort(**place, year)) {
            note.scale(factor);
        }
        Ok(())
    }

    /// Takes the ranges off a cohort whose numbers have a new meaning from now on.
    pub(super) fn forget_ranges_of(&mut self, year: i32) {
        for (_, note) in self.notes.iter_mut().filter(|(place, _)| is_of_cohort(**place, year)) {
            note.spread = Spread::default();
        }
    }

    /// Fits the ranges around the shares of the mix, or around its mean, to their present values.
    fn follow_mix(&mut self) {
        let mut notes = std::mem::take(&mut self.notes);
        for (place, note) in notes.iter_mut().filter(|(place, _)| is_of_mix(**place)) {
            note.follow(self.at(*place));
        }
        self.notes = notes;
    }

    /// Scales the shares of the mix, with their ranges, so that they add up to 100 %.
    fn normalise_mix(&mut self) -> Applied {
        let shares: &mut [Number] = match &mut self.score_mix {
            ScoreMix::Mean(_) => return Ok(()),
            ScoreMix::Bands(shares) => shares,
            ScoreMix::Scores(shares) => shares,
        };
        let sum: f64 = shares.iter().map(|share| share.get()).sum();
        if sum <= 0.0 || !sum.is_finite() {
            return Err(CommandError::Refused("Enter at least one share first: there is nothing to scale.".to_owned()));
        }
        for share in shares {
            *share = Number::new(share.get() / sum).unwrap_or(*share);
        }
        for (_, note) in self.notes.iter_mut().filter(|(place, _)| is_of_mix(**place)) {
            note.scale(1.0 / sum);
        }
        self.follow_mix();
        Ok(())
    }

    fn put_state(&mut self, state: CustomerState, value: Option<Number>, list: fn(&mut Continuum) -> &mut PerState) {
        self.states(|c| set(list(c), state, value));
    }

    /// Changes the continuum; a continuum that says nothing is removed.
    fn states(&mut self, change: impl FnOnce(&mut Continuum)) {
        let mut continuum = self.continuum.take().unwrap_or_default();
        change(&mut continuum);
        self.continuum = (continuum != Continuum::default()).then_some(continuum);
    }

    /// The cohort won in `year`, added in its order if the segment lacks it.
    pub(super) fn cohort_slot(&mut self, year: i32) -> Result<&mut Cohort, CommandError> {
        check_year(year)?;
        if self.cohort(year).is_none() {
            self.cohorts.push(Cohort::empty(year));
            sort_short(&mut self.cohorts, |c| c.year);
        }
        self.cohorts.iter_mut().find(|c| c.year == year).ok_or(CommandError::Missing("cohort"))
    }

    /// The figures of `year`, added in their order if the segment lacks them.
    pub(super) fn year_slot(&mut self, year: i32) -> Result<&mut YearFigures, CommandError> {
        check_year(year)?;
        if self.year(year).is_none() {
            self.years.push(YearFigures::empty(year));
            sort_short(&mut self.years, |y| y.year);
        }
        self.years.iter_mut().find(|y| y.year == year).ok_or(CommandError::Missing("year"))
    }
}

fn is_of_cohort(place: Place, year: i32) -> bool {
    matches!(place, Place::Survivors(of, _) if of == year)
}

fn is_of_mix(place: Place) -> bool {
    matches!(place, Place::Band(_) | Place::Score(_) | Place::MeanScore)
}

/// Sets the entry of `key`, or removes it.
fn set<K: Ord>(table: &mut std::collections::BTreeMap<K, Number>, key: K, value: Option<Number>) {
    match value {
        Some(value) => drop(table.insert(key, value)),
        None => drop(table.remove(&key)),
    }
}

fn check_year(year: i32) -> Applied {
    refuse((!YEARS.contains(&year)).then(|| format!("{year} is not a calendar year.")))
}

fn needed(value: Option<Number>) -> Result<Number, CommandError> {
    value.ok_or_else(|| CommandError::Refused("A number is needed here.".to_owned()))
}

fn other_form(form: &str) -> CommandError {
    CommandError::Refused(format!("This score mix is not entered as {form}."))
}
