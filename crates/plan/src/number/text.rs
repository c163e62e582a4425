//! Numbers as people write them: reading fields and writing figures.
//!
//! `parse(write(x)) = x` to the last bit in every locale, for plain numbers and for percentages.

pub(super) mod exact;

pub use exact::Digits;

use crate::number::arithmetic;
use crate::number::finite::Number;
use crate::number::locale::Locale;
use thiserror::Error;

/// Unit of the number in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberUnit {
    /// A plain number: a count, money, a score.
    Plain,
    /// A share, written in percent: `12` and `12 %` are both 0.12.
    Percent,
}

/// Why a text is not a number.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NumberTextError {
    /// A character that has no place in a number.
    #[error("“{0}” is not part of a number. Try 1200, 1.2k, 40m or 12\u{a0}%.")]
    Unreadable(char),
    /// No digit at all.
    #[error("there is no digit here. Try 1200, 1.2k, 40m or 12\u{a0}%.")]
    NoDigits,
    /// Separators that contradict each other.
    #[error("the separators do not fit together: {0} could be read in more than one way")]
    Separators(String),
    /// More than a number can hold.
    #[error("this number is too large")]
    TooLarge,
    /// A calculation without a result.
    #[error("this calculation has no result")]
    NoResult,
    /// A percent sign where no share is asked for.
    #[error("a percentage does not fit here; enter the amount itself")]
    PercentHere,
}

/// Reads what is typed into a field: a number, or a calculation behind an equals sign. An empty field is `None`, which
/// is not zero.
///
/// # Errors
/// A sentence that says what could not be read.
pub fn parse(text: &str, locale: Locale, unit: NumberUnit) -> Result<Option<Number>, NumberTextError> {
    let rest = without_spaces(text);
    let Some(sum) = rest.strip_prefix('=') else { return read(rest, locale, unit) };
    let value = arithmetic::evaluate(sum, locale, unit)?;
    Number::new(value).map(Some).map_err(|_| NumberTextError::NoResult)
}

/// Reads a number that comes from elsewhere, a file or the clipboard: nothing in it is calculated.
///
/// # Errors
/// A sentence that says what could not be read.
pub fn parse_inert(text: &str, locale: Locale, unit: NumberUnit) -> Result<Option<Number>, NumberTextError> {
    read(without_spaces(text), locale, unit)
}

/// One number of a calculation, without sign and percent.
pub(super) fn plain_value(text: &str, locale: Locale) -> Result<f64, NumberTextError> {
    let value = read(text.to_owned(), locale, NumberUnit::Plain)?;
    value.map(Number::get).ok_or(NumberTextError::NoDigits)
}

/// Whether a share below 1 % was written without its sign, as somebody does who thinks in fractions.
pub fn is_small_share(unit: NumberUnit, text: &str, value: f64) -> bool {
    unit == NumberUnit::Percent && !text.contains('%') && value.abs() < 0.01 && value.abs() > 0.0
}

fn without_spaces(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'))
        .collect()
}

fn read(mut rest: String, locale: Locale, unit: NumberUnit) -> Result<Option<Number>, NumberTextError> {
    if rest.is_empty() {
        return Ok(None);
    }
    let mut negative = false;
    if let Some(inner) = rest.strip_prefix('(').and_then(|r| r.strip_suffix(')')) {
        negative = true;
        rest = inner.to_owned();
    }
    rest = strip_currency(&rest).to_owned();
    if let Some(inner) = rest.strip_prefix(['-', '−', '–']) {
        negative = !negative;
        rest = strip_currency(inner).to_owned();
    } else if let Some(inner) = rest.strip_prefix('+') {
        rest = strip_currency(inner).to_owned();
    }
    let mut exponent = 0;
    let percent_sign = rest.ends_with('%');
    if percent_sign {
        rest.pop();
    }
    match unit {
        NumberUnit::Percent => exponent -= 2,
        NumberUnit::Plain if percent_sign => return Err(NumberTextError::PercentHere),
        NumberUnit::Plain => {}
    }
    exponent += strip_magnitude(&mut rest);
    let digits = digits(&rest, locale)?;
    let value: f64 = format!("{digits}e{exponent}").parse().map_err(|_| NumberTextError::NoDigits)?;
    let signed = if negative { -value } else { value };
    Number::new(signed).map(Some).map_err(|_| NumberTextError::TooLarge)
}

fn strip_currency(text: &str) -> &str {
    let signs = ['€', '$', '£', '¥', '₹'];
    let text = text.trim_start_matches(signs).trim_end_matches(signs);
    ["EUR", "USD", "GBP", "CHF", "JPY", "INR"]
        .iter()
        .fold(text, |t, code| t.strip_prefix(code).or_else(|| t.strip_suffix(code)).unwrap_or(t))
}

/// Takes a `k`, `m` or `bn` off the end and returns its power of ten.
fn strip_magnitude(text: &mut String) -> i32 {
    let lower = text.to_ascii_lowercase();
    for (suffix, power) in [("bn", 9), ("b", 9), ("mio", 6), ("mn", 6), ("m", 6), ("k", 3)] {
        if lower.ends_with(suffix) {
            text.truncate(text.len() - suffix.len());
            return power;
        }
    }
    0
}

/// Turns digits with separators into `123.45`.
fn digits(text: &str, locale: Locale) -> Result<String, NumberTextError> {
    if let Some(odd) = text.chars().find(|c| !c.is_ascii_digit() && !is_separator(*c)) {
        return Err(NumberTextError::Unreadable(odd));
    }
    if !text.chars().any(|c| c.is_ascii_digit()) {
        return Err(NumberTextError::NoDigits);
    }
    let (whole, fraction) = split_decimal(text, locale)?;
    if fraction.contains(is_separator) || !groups_fit(whole) {
        return Err(NumberTextError::Separators(text.to_owned()));
    }
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    let whole = if whole.is_empty() { "0" } else { &whole };
    Ok(if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") })
}

fn is_separator(c: char) -> bool {
    matches!(c, '.' | ',' | '\'' | '’')
}

/// Finds the decimal separator: the locale's where it stands once, otherwise the last of two kinds, otherwise a lone
/// separator that cannot be grouping.
fn split_decimal(text: &str, locale: Locale) -> Result<(&str, &str), NumberTextError> {
    let ambiguous = || NumberTextError::Separators(text.to_owned());
    let count = |c: char| text.matches(c).count();
    let Some(last) = text.rfind(['.', ',']) else { return Ok((text, "")) };
    let (whole, rest) = text.split_at(last);
    let mut tail = rest.chars();
    let separator = tail.next().ok_or_else(ambiguous)?;
    let fraction = tail.as_str();
    let mixed = whole.contains(is_separator) && !whole.contains(separator);
    if mixed || (separator == locale.decimal() && count(separator) == 1) {
        return Ok((whole, fraction));
    }
    // No group of digits begins with a zero: 0,125 is a decimal in every locale.
    let could_group = fraction.len() == 3 && !whole.is_empty() && !whole.starts_with('0');
    match (could_group, count(separator)) {
        (true, _) => Ok((text, "")),
        (false, 1) => Ok((whole, fraction)),
        (false, _) => Err(ambiguous()),
    }
}

/// Whether the groups are of three digits, or two above the first three as in India.
fn groups_fit(whole: &str) -> bool {
    let mut separators = whole.chars().filter(|c| is_separator(*c));
    let first_kind = separators.next();
    let is_one_kind = separators.all(|c| Some(c) == first_kind);
    let groups: Vec<&str> = whole.split(is_separator).collect();
    let Some(((first, last), middle)) =
        groups.split_first().and_then(|(f, r)| r.split_last().map(|(l, m)| ((f, l), m)))
    else {
        return true;
    };
    let middle_fits = middle.iter().all(|g| g.len() == 3) || middle.iter().all(|g| g.len() == 2);
    is_one_kind && (1..=3).contains(&first.len()) && last.len() == 3 && middle_fits
}

/// A share as a number of percent; the largest numbers stay in the range of numbers.
pub(super) fn in_percent(share: f64) -> f64 {
    (share * 100.0).clamp(f64::MIN, f64::MAX)
}

/// Writes `value` in full, as an editable text that [`parse`] reads back bit for bit.
pub fn write(value: f64, locale: Locale, unit: NumberUnit) -> String {
    let plain = value.abs().to_string();
    let shifted = if unit == NumberUnit::Percent { shift_two(&plain) } else { plain };
    let (whole, fraction) = shifted.split_once('.').unwrap_or((&shifted, ""));
    let sign = if value < 0.0 { "−" } else { "" };
    let suffix = if unit == NumberUnit::Percent { "\u{a0}%" } else { "" };
    let point = if fraction.is_empty() { String::new() } else { format!("{}{fraction}", locale.decimal()) };
    format!("{sign}{}{point}{suffix}", group(whole, locale))
}

/// Writes `value` in full as other programs read it: no groups of digits, a plain minus. [`parse_inert`] reads it back
/// bit for bit.
pub fn write_plain(value: f64, locale: Locale, unit: NumberUnit) -> String {
    let text = write(value, locale, unit);
    let kept = text.chars().filter(|c| *c != locale.group() && *c != '\u{a0}');
    kept.map(|c| if c == '−' { '-' } else { c }).collect()
}

/// Moves the decimal point of a plain decimal text two places to the right.
fn shift_two(text: &str) -> String {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut fraction = fraction.chars();
    let mut moved = whole.to_owned();
    for _ in 0..2 {
        moved.push(fraction.next().unwrap_or('0'));
    }
    let whole = moved.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let rest = fraction.as_str();
    if rest.is_empty() { whole.to_owned() } else { format!("{whole}.{rest}") }
}

pub(super) fn group(digits: &str, locale: Locale) -> String {
    let mut out: Vec<char> = Vec::new();
    for (index, digit) in digits.chars().rev().enumerate() {
        let boundary =
            index == 3 || (index > 3 && locale.higher_group() > 0 && (index - 3) % locale.higher_group() == 0);
        if boundary {
            out.push(locale.group());
        }
        out.push(digit);
    }
    out.iter().rev().collect()
}

/// Writes `value` with a fixed number of decimals; what rounds to zero has no sign.
pub(super) fn fixed_digits(value: f64, decimals: usize, locale: Locale) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let is_zero = text.chars().all(|c| matches!(c, '0' | '.'));
    let sign = if value < 0.0 && !is_zero { "−" } else { "" };
    let point = if fraction.is_empty() { String::new() } else { format!("{}{fraction}", locale.decimal()) };
    format!("{sign}{}{point}", group(whole, locale))
}

/// Writes a share in percent with so many decimals, and up to two more where 0 % or 100 % would say too much: 0.3 % is
/// not nothing, and 99.7 % is not certain.
pub(super) fn percent(share: f64, decimals: usize, locale: Locale) -> String {
    let value = in_percent(share);
    let write = |decimals| fixed_digits(value, decimals, locale);
    let says_too_much =
        |whole: f64, decimals| (whole - value).abs() > 0.0 && fixed_digits(whole, decimals, locale) == write(decimals);
    let is_true = |decimals: &usize| [0.0, 100.0].iter().all(|whole| !says_too_much(*whole, *decimals));
    let enough = (decimals..=decimals + 2).find(is_true).unwrap_or(decimals);
    format!("{}\u{a0}%", write(enough))
}

/// Writes `value` to three significant figures with `k`, `m` or `bn`.
pub(super) fn short_digits(value: f64, locale: Locale) -> String {
    let size = value.abs();
    // Rounding may lift a number to the next unit: 999 950 is 1.00m, not 1000k.
    let (divisor, suffix) =
        [(1e9, "bn"), (1e6, "m"), (1e3, "k")].into_iter().find(|(unit, _)| size >= unit * 0.9995).unwrap_or((1.0, ""));
    let scaled = value / divisor;
    let decimals = match scaled.abs() {
        s if s >= 99.95 => 0,
        s if s >= 9.995 => 1,
        s if s > 0.0 => 2,
        _ => 0,
    };
    let decimals = if suffix.is_empty() && scaled.fract().abs() < 1e-9 { 0 } else { decimals };
    format!("{}{suffix}", fixed_digits(scaled, decimals, locale))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, locale: Locale) -> f64 {
        parse(text, locale, NumberUnit::Plain).unwrap().unwrap().get()
    }

    #[test]
    fn reads_what_people_type() {
        for (text, locale, value) in [
            ("40m", Locale::EnGb, 40e6),
            ("1.2k", Locale::EnGb, 1200.0),
            ("3bn", Locale::EnGb, 3e9),
            (".12", Locale::EnGb, 0.12),
            ("(1,200)", Locale::EnGb, -1200.0),
            ("−1200", Locale::EnGb, -1200.0),
            ("€1.200,50", Locale::DeDe, 1200.5),
            ("€1.200,50", Locale::EnGb, 1200.5),
            ("1'234.56", Locale::DeCh, 1234.56),
            ("1 234,56", Locale::FrFr, 1234.56),
            ("1.234", Locale::DeDe, 1234.0),
            ("1.234", Locale::EnUs, 1.234),
            ("1,234", Locale::EnUs, 1234.0),
            ("12,34,567", Locale::EnIn, 1_234_567.0),
            ("0,125", Locale::EnGb, 0.125),
            ("0.125", Locale::DeDe, 0.125),
        ] {
            assert!((read(text, locale) - value).abs() < 1e-9 * value.abs(), "{text} in {}", locale.tag());
        }
        assert_eq!(parse("12 %", Locale::EnGb, NumberUnit::Percent), Ok(Some(Number::of(0.12))));
        assert_eq!(parse("74", Locale::EnGb, NumberUnit::Percent), Ok(Some(Number::of(0.74))));
        assert_eq!(parse("  ", Locale::EnGb, NumberUnit::Plain), Ok(None));
    }

    #[test]
    fn refuses_what_is_not_a_number() {
        for text in ["NaN", "Infinity", "0x10", "１２", "1,234.5.6", "12 %", "abc", "-", "1e309", "🙂"] {
            assert!(parse(text, Locale::EnGb, NumberUnit::Plain).is_err(), "{text}");
        }
        assert_eq!(parse(&"9".repeat(400), Locale::EnGb, NumberUnit::Plain), Err(NumberTextError::TooLarge));
    }
}
