//! Numbers as a calculation shows them: every digit that matters, and whether digits were cut.

use super::{fixed, in_percent, with_sign};
use crate::number::locale::Locale;

/// Significant digits of an operand: enough for a product of counts and prices to come out to the cent.
const SIGNIFICANT: i32 = 12;
/// Significant digits where there is no room for more.
const BRIEF: i32 = 3;
/// Significant digits of an amount below one unit of currency.
const OF_SMALL_MONEY: i32 = 6;
/// What is cut below this share of the number is noise of the arithmetic, not a digit.
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
pub fn plain_exact(value: f64, locale: Locale) -> Digits {
    cut(value, decimals_for(value, SIGNIFICANT), 0, locale)
}

/// A plain number to three significant figures, whole above a hundred, for a line that has no room for more.
pub fn plain_brief(value: f64, locale: Locale) -> String {
    cut(value, decimals_for(value, BRIEF), 0, locale).text
}

/// A share in percent, likewise.
pub fn percent_brief(share: f64, locale: Locale) -> String {
    format!("{}\u{a0}%", plain_brief(in_percent(share), locale))
}

/// A share in percent, with up to twelve significant digits.
pub fn percent_exact(share: f64, locale: Locale) -> Digits {
    let written = plain_exact(in_percent(share), locale);
    Digits { text: format!("{}\u{a0}%", written.text), ..written }
}

/// An amount per customer, which counts multiply: up to twelve significant digits.
pub fn price_exact(value: f64, currency: &str, locale: Locale) -> Digits {
    let written = plain_exact(value, locale);
    Digits { text: with_sign(&written.text, currency), ..written }
}

/// A total in whole units or to the cent; below one unit to six significant digits.
pub fn money_exact(value: f64, currency: &str, locale: Locale) -> Digits {
    let cents = value.abs() >= 1.0 || value.abs() <= 0.0;
    let decimals = if cents { 2 } else { decimals_for(value, OF_SMALL_MONEY) };
    let written = cut(value, decimals, 2, locale);
    Digits { text: with_sign(&written.text, currency), ..written }
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
    Digits { text: fixed(value, shown, locale), rounded: (kept - value).abs() > NOISE * value.abs() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_when_digits_were_cut() {
        let plain = |value| plain_exact(value, Locale::EnGb);
        for (value, text, rounded) in [
            (0.0, "0", false),
            (0.1 + 0.2, "0.3", false),
            (1.0 / 3.0, "0.333333333333", true),
            (5937.7025, "5,937.7025", false),
            (1e-9, "0.000000001", false),
            (-2.0 / 3.0 * 1e6, "−666,666.666667", true),
            (1e15 + 1.0, "1,000,000,000,000,001", false),
        ] {
            assert_eq!(plain(value), Digits { text: text.to_owned(), rounded }, "{value}");
        }
    }

    #[test]
    fn writes_three_figures_where_there_is_no_room() {
        let plain = |value| plain_brief(value, Locale::EnGb);
        assert_eq!([2.4, 9.996, 0.012_34, 40_218.4, 0.0].map(plain), ["2.4", "10", "0.0123", "40,218", "0"]);
        assert_eq!(percent_brief(0.915_678, Locale::DeDe), "91,6\u{a0}%");
    }

    #[test]
    fn writes_money_to_the_cent_and_prices_in_full() {
        let money = |value| money_exact(value, "EUR", Locale::DeDe);
        assert_eq!(money(1_400_000.0), Digits { text: "€1.400.000".into(), rounded: false });
        assert_eq!(money(-2.5), Digits { text: "−€2,50".into(), rounded: false });
        assert_eq!(money(9_826_493.161_2), Digits { text: "€9.826.493,16".into(), rounded: true });
        assert_eq!(money(0.000_123), Digits { text: "€0,000123".into(), rounded: false });
        assert_eq!(price_exact(1.0 / 3.0, "CHF", Locale::DeCh).text, "CHF\u{a0}0.333333333333");
        assert_eq!(percent_exact(0.07, Locale::FrFr).text, "7\u{a0}%");
    }
}
