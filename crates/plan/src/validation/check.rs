//! Checks of single values; each returns a sentence when the value is refused.

use crate::card::Detail;
use crate::locale::Locale;
use crate::number::Number;
use crate::number_text::{Unit, write};
use crate::scenario::{Amount, Estimate};
use crate::settings::PublishedEndPoints;

fn plain(value: f64) -> String {
    write(value, Locale::EnGb, Unit::Plain)
}

fn percent(value: f64) -> String {
    write(value, Locale::EnGb, Unit::Percent)
}

pub(crate) fn range(what: &str, value: Number, low: f64, high: f64) -> Option<String> {
    let v = value.get();
    (v < low || v > high)
        .then(|| format!("{what} must be between {} and {}, not {}.", plain(low), plain(high), plain(v)))
}

pub(crate) fn range_percent(what: &str, value: Number, low: f64, high: f64) -> Option<String> {
    let v = value.get();
    (v < low || v > high)
        .then(|| format!("{what} must be between {} and {}, not {}.", percent(low), percent(high), percent(v)))
}

pub(crate) fn share(what: &str, value: Number) -> Option<String> {
    range_percent(what, value, 0.0, 1.0)
}

pub(crate) fn score(what: &str, value: Number) -> Option<String> {
    range(what, value, 1.0, 10.0)
}

pub(crate) fn not_negative(what: &str, value: Number) -> Option<String> {
    (value.get() < 0.0).then(|| format!("{what} cannot be negative."))
}

pub(crate) fn whole(what: &str, value: u32, low: u32, high: u32) -> Option<String> {
    (value < low || value > high).then(|| format!("{what} must be between {low} and {high}, not {value}."))
}

pub(crate) fn discount(rate: Number) -> Option<String> {
    (rate.get() <= -1.0).then(|| "The discount rate must be above −100 %.".to_owned())
}

pub(crate) fn end_points(points: &PublishedEndPoints) -> Option<String> {
    let (lo, hi) = (points.retention_poorest.get(), points.retention_best.get());
    if lo <= 0.0 || hi >= 1.0 {
        return Some("Retention after the poorest and the best experience must lie between 0 % and 100 %.".to_owned());
    }
    (lo >= hi).then(|| "Retention after the poorest experience must be below that after the best.".to_owned())
}

pub(crate) fn spend_ratio(ratio: Number) -> Option<String> {
    range("The spend ratio", ratio, 1.0, 100.0)
}

pub(crate) fn whole_end_points(points: &PublishedEndPoints) -> Option<String> {
    spend_ratio(points.spend_ratio).or_else(|| end_points(points))
}

pub(crate) fn points(points: Number) -> Option<String> {
    range("The points", points, 0.0, 9.0)
}

pub(crate) fn saving(share: Number) -> Option<String> {
    range_percent("The saving in cost to serve", share, 0.0, 0.33)
}

pub(crate) fn first_year(year: u32) -> Option<String> {
    whole("The first year", year, 1, 20)
}

/// A simulation of fewer draws says little; one of more takes minutes.
pub(crate) fn draws(draws: u32) -> Option<String> {
    whole("The number of draws", draws, 1_000, 1_000_000)
}

/// Larger whole numbers are no longer told apart by the readers of JSON.
pub(crate) fn seed(seed: u64) -> Option<String> {
    (seed >= 1 << 53).then(|| "The seed must be a whole number of at most 15 digits.".to_owned())
}

/// The value of an amount of an initiative.
pub(crate) fn amount(amount: Amount, value: Number) -> Option<String> {
    match amount {
        Amount::Points(_) => points(value),
        Amount::OneOffCost => not_negative("The one-off cost", value),
        Amount::RunningCost => not_negative("The running cost", value),
    }
}

/// An amount of an initiative with its range.
pub(crate) fn estimate(kind: Amount, estimate: &Estimate) -> Option<String> {
    let values = [Some(estimate.likely), estimate.low, estimate.high];
    let outside = values.into_iter().flatten().find_map(|value| amount(kind, value));
    outside.or_else(|| estimate.spread().problem(Some(estimate.likely)))
}

pub(crate) fn detail(detail: &Detail) -> Option<String> {
    let Detail::Opportunity { impact, effort, .. } = detail else { return None };
    let level = |what, level: &Option<u8>| level.and_then(|l| whole(what, u32::from(l), 1, 5));
    level("The impact", impact).or_else(|| level("The effort", effort))
}

pub(crate) fn whole_phase_in(shares: &[Number]) -> Option<String> {
    shares.iter().find_map(|s| share("The phase-in", *s)).or_else(|| phase_in(shares))
}

pub(crate) fn phase_in(shares: &[Number]) -> Option<String> {
    let falls = shares.iter().zip(shares.iter().skip(1)).any(|(a, b)| b < a);
    falls.then(|| "The phase-in cannot fall from one year to the next.".to_owned())
}
