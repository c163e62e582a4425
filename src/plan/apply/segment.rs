//! Changes of one segment, and the checks of its drivers and score mix.

use super::{Applied, CommandError, refuse, set_text};
use crate::plan::command::SegmentChange;
use crate::plan::number::Number;
use crate::plan::segment::{Driver, ScoreMix, Segment};
use crate::plan::validation::check;

impl Segment {
    pub(super) fn change(&mut self, change: &SegmentChange) -> Applied {
        match change {
            SegmentChange::Name(name) => return set_text(&mut self.name, name),
            SegmentChange::Figure(year, figure, value) => {
                if !figure.is_cost() {
                    refuse(value.and_then(|v| check::not_negative(figure.label(), v)))?;
                }
                let row = self.years.iter_mut().find(|y| y.year == *year).ok_or(CommandError::Missing("year"))?;
                *row.slot(*figure) = *value;
            }
            SegmentChange::Driver(driver, value) => {
                refuse(value.and_then(|v| check_driver(*driver, v)))?;
                match value {
                    Some(value) => self.drivers.insert(*driver, *value),
                    None => self.drivers.remove(driver),
                };
            }
            SegmentChange::Model(model) => self.model = *model,
            SegmentChange::Basis(basis) => self.basis = *basis,
            SegmentChange::Costs(costs) => self.costs = *costs,
            SegmentChange::GrossMargin(margin) => {
                refuse(margin.and_then(|m| check::share("The gross margin", m)))?;
                self.gross_margin = *margin;
            }
            SegmentChange::ChurnTiming(timing) => {
                refuse(check::share("The churn timing", *timing))?;
                self.churn_timing = *timing;
            }
            SegmentChange::Retention(model) => self.retention_model = *model,
            SegmentChange::Mix(mix) => {
                refuse(check_mix(mix))?;
                self.score_mix = mix.clone();
            }
            SegmentChange::Band(index, share) => {
                refuse(check::share("The share", *share))?;
                let ScoreMix::Bands(shares) = &mut self.score_mix else {
                    return Err(CommandError::Refused("This score mix is not entered in bands.".to_owned()));
                };
                *shares.get_mut(*index).ok_or(CommandError::Missing("band"))? = *share;
            }
            SegmentChange::Remove => {}
        }
        Ok(())
    }
}

/// What is wrong with the value of a driver, if anything.
pub(in crate::plan) fn check_driver(driver: Driver, value: Number) -> Option<String> {
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
pub(in crate::plan) fn check_mix(mix: &ScoreMix) -> Option<String> {
    match mix {
        ScoreMix::Mean(mean) => check::score("The mean score", *mean),
        ScoreMix::Bands(shares) => shares.iter().find_map(|s| check::share("The share", *s)),
        ScoreMix::Scores(shares) => shares.iter().find_map(|s| check::share("The share", *s)),
    }
}
