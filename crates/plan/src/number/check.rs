//! Checks of single values; each returns a sentence when the value is refused.

use crate::number::finite::Number;
use crate::number::locale::Locale;
use crate::number::text::{Unit, write};

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
