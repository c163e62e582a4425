//! Numbers as a calculation shows them: every digit that matters, and whether digits were cut.

use super::fixed_digits;
use crate::number::locale::Locale;

/// Significant digits of an operand: enough for a product of counts and prices to come out to the cent.
const SIGNIFICANT: i32 = 12;
/// Significant digits where there is no room for more.
const BRIEF: i32 = 3;
/// Significant digits of an amount below one unit of currency.
const OF_SMALL_MONEY: i32 = 6;
/// Share of a number below which a cut part of it is noise of the arithmetic, not a digit.
const NOISE: f64 = 1e-13;
/// Decimals of the smallest number there is.
const MOST_DECIMALS: i32 = 330;

/// A number as it is written in a calculation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digits {
    /// The text.
    pub text: String,
    /// Whether digits that matter were cut, so that the text is only about right.
    pub rounded: bool,
}

/// A plain number with up to twelve significant digits.
pub(in crate::number) fn plain(value: f64, locale: Locale) -> Digits {
    cut(value, decimals_for(value, SIGNIFICANT), 0, locale)
}

/// A plain number to three significant figures, whole above a hundred, for a line that has no room for more.
pub(in crate::number) fn brief(value: f64, locale: Locale) -> String {
    cut(value, decimals_for(value, BRIEF), 0, locale).text
}

/// A total in whole units or to the cent; below one unit to six significant digits.
pub(in crate::number) fn money(value: f64, locale: Locale) -> Digits {
    let cents = value.abs() >= 1.0 || value.abs() <= 0.0;
    let decimals = if cents { 2 } else { decimals_for(value, OF_SMALL_MONEY) };
    cut(value, decimals, 2, locale)
}

fn decimals_for(value: f64, significant: i32) -> usize {
    let size = value.abs();
    let magnitude = order_of_magnitude(size);
    (significant - 1 - magnitude).clamp(0, MOST_DECIMALS) as usize
}

/// The power of ten of the first digit, read from the digits themselves: a logarithm differs between platforms.
fn order_of_magnitude(size: f64) -> i32 {
    format!("{size:e}").split_once('e').and_then(|(_, power)| power.parse().ok()).unwrap_or(0)
}

/// Writes `value` with at most `decimals`, without trailing zeros; where any are left, at least `fewest`.
fn cut(value: f64, decimals: usize, fewest: usize, locale: Locale) -> Digits {
    let text = format!("{value:.decimals$}");
    let kept: f64 = text.parse().unwrap_or(value);
    let used = text.split_once('.').map_or(0, |(_, fraction)| fraction.trim_end_matches('0').len());
    let shown = if used == 0 { 0 } else { used.max(fewest) };
    Digits { text: fixed_digits(value, shown, locale), rounded: (kept - value).abs() > NOISE * value.abs() }
}
