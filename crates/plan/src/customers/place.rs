//! Places: the numbers of a segment that have a cell of their own.

use crate::customers::continuum::CustomerState;
use crate::customers::driver::Driver;
use crate::customers::segment::{ScoreMix, Segment, YearlyFigure};
use crate::domain::{Domain, SURVIVORS_IN_PERCENT};
use crate::number::finite::Number;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// Where a number of a segment stands. In the plan file it is a text such as `figure.2025.new_customers`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Place {
    /// One of the eight inputs of a calendar year.
    Figure(i32, YearlyFigure),
    /// A driver of the years ahead.
    Driver(Driver),
    /// Customers of the cohort won in a calendar year who are left after so many renewals.
    Survivors(i32, usize),
    /// Share of a band of scores, from 0.
    Band(usize),
    /// Share of one score, 1 to 10.
    Score(usize),
    /// The mean score.
    MeanScore,
    /// Yearly share of customers who move from one state to another.
    Transition(CustomerState, CustomerState),
    /// Share of today's customers in a state.
    StartShare(CustomerState),
    /// Revenue of a customer in a state, a year.
    StateRevenue(CustomerState),
    /// New customers a year who begin in a state.
    StateInflow(CustomerState),
    /// Referrals of a customer in a state, a year.
    Referrals(CustomerState),
    /// Share of the referrals that become customers.
    ReferralConversion,
    /// gm: the gross margin, as a fraction.
    GrossMargin,
    /// λ: share of the year's revenue a leaver takes away.
    ChurnTiming,
}

/// A text that names no place.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("“{0}” names no cell of a segment")]
pub struct NoPlace(String);

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Figure(year, figure) => write!(f, "figure.{year}.{}", figure.key()),
            Self::Driver(driver) => write!(f, "driver.{}", driver.key()),
            Self::Survivors(year, age) => write!(f, "survivors.{year}.{age}"),
            Self::Band(index) => write!(f, "band.{index}"),
            Self::Score(score) => write!(f, "score.{score}"),
            Self::MeanScore => f.write_str("mean_score"),
            Self::Transition(from, to) => write!(f, "transition.{}.{}", from.key(), to.key()),
            Self::StartShare(state) => write!(f, "state_share.{}", state.key()),
            Self::StateRevenue(state) => write!(f, "state_revenue.{}", state.key()),
            Self::StateInflow(state) => write!(f, "state_inflow.{}", state.key()),
            Self::Referrals(state) => write!(f, "referrals.{}", state.key()),
            Self::ReferralConversion => f.write_str("referral_conversion"),
            Self::GrossMargin => f.write_str("gross_margin"),
            Self::ChurnTiming => f.write_str("churn_timing"),
        }
    }
}

impl FromStr for Place {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Self, NoPlace> {
        read(text).ok_or_else(|| NoPlace(text.chars().take(80).collect()))
    }
}

fn read(text: &str) -> Option<Place> {
    let mut parts = text.split('.');
    let kind = parts.next()?;
    let (first, second) = (parts.next(), parts.next());
    if parts.next().is_some() {
        return None;
    }
    let state = |key: Option<&str>| CustomerState::from_key(key?);
    Some(match (kind, first, second) {
        ("figure", Some(year), Some(key)) => {
            Place::Figure(year.parse().ok()?, YearlyFigure::ALL.into_iter().find(|f| f.key() == key)?)
        }
        ("driver", Some(key), None) => Place::Driver(Driver::ALL.into_iter().find(|d| d.key() == key)?),
        ("survivors", Some(year), Some(age)) => Place::Survivors(year.parse().ok()?, age.parse().ok()?),
        ("band", Some(index), None) => Place::Band(index.parse().ok()?),
        ("score", Some(score), None) => Place::Score(score.parse().ok()?),
        ("mean_score", None, None) => Place::MeanScore,
        ("referral_conversion", None, None) => Place::ReferralConversion,
        ("gross_margin", None, None) => Place::GrossMargin,
        ("churn_timing", None, None) => Place::ChurnTiming,
        ("transition", from, to) => Place::Transition(state(from)?, state(to)?),
        ("state_share", key, None) => Place::StartShare(state(key)?),
        ("state_revenue", key, None) => Place::StateRevenue(state(key)?),
        ("state_inflow", key, None) => Place::StateInflow(state(key)?),
        ("referrals", key, None) => Place::Referrals(state(key)?),
        _ => return None,
    })
}

impl TryFrom<String> for Place {
    type Error = NoPlace;

    fn try_from(text: String) -> Result<Self, NoPlace> {
        text.parse()
    }
}

impl From<Place> for String {
    fn from(place: Place) -> Self {
        place.to_string()
    }
}

impl Place {
    /// Name of the number, in the words of the screen.
    pub fn label(self) -> String {
        match self {
            Self::Figure(year, figure) => format!("{}, {year}", figure.label()),
            Self::Driver(driver) => driver.label().to_owned(),
            Self::Survivors(year, 0) => format!("Cohort {year}, customers won"),
            Self::Survivors(year, age) => format!("Cohort {year}, left after {age} {}", years(age)),
            Self::Band(index) => format!("Share of {}", BANDS.get(index).copied().unwrap_or("a band")),
            Self::Score(score) => format!("Share of score {score}"),
            Self::MeanScore => "Mean score".to_owned(),
            Self::Transition(from, to) => format!("{} to {}, a year", from.label(), to.label().to_ascii_lowercase()),
            Self::StartShare(state) => format!("Share {}, today", state.label().to_ascii_lowercase()),
            Self::StateRevenue(state) => format!("Revenue of a customer, {}", state.label().to_ascii_lowercase()),
            Self::StateInflow(state) => format!("New customers a year, {}", state.label().to_ascii_lowercase()),
            Self::Referrals(state) => format!("Referrals a year, {}", state.label().to_ascii_lowercase()),
            Self::ReferralConversion => "Share of referrals that become customers".to_owned(),
            Self::GrossMargin => "Gross margin".to_owned(),
            Self::ChurnTiming => "Leaver revenue share".to_owned(),
        }
    }

    /// Whether there is always a number: a share of the scores that are entered, a mean, λ.
    pub fn is_required(self) -> bool {
        matches!(self, Self::Band(_) | Self::Score(_) | Self::MeanScore | Self::ChurnTiming)
    }

    /// Whether the number is a share, shown in percent. Survivors are counts unless their cohort says otherwise.
    pub fn is_share(self) -> bool {
        match self {
            Self::Driver(driver) => driver.is_rate(),
            Self::Band(_) | Self::Score(_) | Self::Transition(..) | Self::StartShare(_) => true,
            _ => matches!(self, Self::ReferralConversion | Self::GrossMargin | Self::ChurnTiming),
        }
    }
}

fn years(count: usize) -> &'static str {
    if count == 1 { "year" } else { "years" }
}

/// Names of the bands of scores, as screens show them.
pub const BANDS: [&str; 4] = ["Poor 1–3", "Fair 4–6", "Good 7–8", "Best 9–10"];

impl Segment {
    /// Whether the number at `place` is a share: always, or because its cohort is entered in percent.
    pub fn in_percent(&self, place: Place) -> bool {
        let cohort = |year| self.cohort(year).is_some_and(|c| c.percent);
        place.is_share() || matches!(place, Place::Survivors(year, _) if cohort(year))
    }

    /// The values the number at `place` may take in this segment.
    pub fn domain_at(&self, place: Place) -> Domain {
        let is_share = matches!(place, Place::Survivors(..)) && self.in_percent(place);
        if is_share { SURVIVORS_IN_PERCENT } else { place.domain() }
    }

    /// The number at `place`, if one is entered.
    pub fn at(&self, place: Place) -> Option<Number> {
        let states = self.continuum.as_ref();
        match place {
            Place::Figure(year, figure) => self.year(year)?.get(figure),
            Place::Driver(driver) => self.drivers.get(&driver).copied(),
            Place::Survivors(year, age) => self.cohort(year)?.survivors.get(age).copied().flatten(),
            Place::Band(index) => match &self.score_mix {
                ScoreMix::Bands(shares) => shares.get(index).copied(),
                _ => None,
            },
            Place::Score(score) => match &self.score_mix {
                ScoreMix::Scores(shares) => shares.get(score.checked_sub(1)?).copied(),
                _ => None,
            },
            Place::MeanScore => match self.score_mix {
                ScoreMix::Mean(mean) => Some(mean),
                _ => None,
            },
            Place::Transition(from, to) => states?.transitions.get(&(from, to)).copied(),
            Place::StartShare(state) => states?.start.get(&state).copied(),
            Place::StateRevenue(state) => states?.revenue.get(&state).copied(),
            Place::StateInflow(state) => states?.inflow.get(&state).copied(),
            Place::Referrals(state) => states?.referrals.get(&state).copied(),
            Place::ReferralConversion => states?.referral_conversion,
            Place::GrossMargin => self.gross_margin,
            Place::ChurnTiming => Some(self.churn_timing),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_found_again_by_its_text() {
        let mut places = vec![Place::Survivors(2021, 3), Place::Band(2), Place::Score(10), Place::MeanScore];
        places.extend([Place::ReferralConversion, Place::GrossMargin, Place::ChurnTiming]);
        places.extend(YearlyFigure::ALL.map(|f| Place::Figure(-5, f)));
        places.extend(Driver::ALL.map(Place::Driver));
        for from in CustomerState::ALL {
            places.extend(CustomerState::ALL.map(|to| Place::Transition(from, to)));
            places.extend([Place::StartShare(from), Place::StateRevenue(from), Place::StateInflow(from)]);
            places.push(Place::Referrals(from));
        }
        for place in places {
            assert_eq!(place.to_string().parse(), Ok(place));
        }
        for odd in ["", "figure", "figure.2025", "figure.x.new_customers", "driver.luck", "score.1.2", "mean_score.1"] {
            assert!(odd.parse::<Place>().is_err(), "{odd}");
        }
    }
}
