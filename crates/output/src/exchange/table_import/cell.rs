//! Reading single cells.

use super::header::{age_of, year_of};
use super::problem::Why;
use super::{HIGHEST_AGE, YEARS};
use journey_plan::number::locale::Locale;
use journey_plan::number::text::{NumberTextError, NumberUnit, parse};
use journey_plan::{Number, YearlyFigure};

/// A number of a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct CellNumber {
    /// Value of the cell; 87 for `87 %`.
    pub(super) value: Number,
    /// Whether the cell has a percent sign.
    pub(super) percent: bool,
}

/// Texts that spreadsheets and people write where there is no value.
const MISSING: [&str; 16] =
    ["n/a", "na", "n.a.", "#n/a", "#na", "k.a.", "k. a.", "null", "nan", "none", "nil", "-", "–", "—", "?", "."];

/// Reads a number; an empty cell is `None`, which is not zero.
pub(super) fn number(text: &str, locale: Locale) -> Result<Option<CellNumber>, Why> {
    if let Some(value) = plain(text) {
        return Ok(Some(CellNumber { value, percent: false }));
    }
    // A number field calculates what begins with an equals sign; a file of unknown origin gets no such power.
    if text.contains('=') || text.starts_with('@') {
        return Err(Why::Formula);
    }
    let has_digit = text.bytes().any(|b| b.is_ascii_digit());
    if text.starts_with('#') || (!has_digit && MISSING.contains(&text.to_lowercase().as_str())) {
        return Err(Why::Missing);
    }
    let signed = without_percent_sign(text);
    match parse(signed.as_deref().unwrap_or(text), locale, NumberUnit::Plain) {
        Ok(None) if signed.is_some() => Err(Why::NotANumber(NumberTextError::NoDigits)),
        Ok(value) => Ok(value.map(|value| CellNumber { value, percent: signed.is_some() })),
        Err(error) => Err(Why::NotANumber(error)),
    }
}

/// A number of digits and at most one point that cannot group them: most cells of a file are such, and read alike in
/// every locale.
fn plain(text: &str) -> Option<Number> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let could_group = fraction.len() == 3 && !whole.starts_with('0');
    if whole.is_empty() || text.len() > 20 || could_group || !digits(whole) || !digits(fraction) {
        return None;
    }
    text.parse().ok().and_then(|value| Number::new(value).ok())
}

/// The text without the percent sign at its end, in brackets or not; `None` where there is none.
fn without_percent_sign(text: &str) -> Option<String> {
    let (inner, bracket) = text.strip_suffix(')').map_or((text, ""), |inner| (inner, ")"));
    inner.trim_end().strip_suffix('%').map(|number| format!("{number}{bracket}"))
}

/// Reads a yearly figure.
pub(super) fn figure(text: &str, figure: YearlyFigure, locale: Locale) -> Result<Option<Number>, Why> {
    let Some(amount) = number(text, locale)? else { return Ok(None) };
    if amount.percent {
        return Err(Why::NotANumber(NumberTextError::PercentHere));
    }
    match amount.value {
        value if value.get() >= 0.0 || figure.is_cost() => Ok(Some(value)),
        _ if figure.is_count() => Err(Why::NegativeCount),
        _ => Err(Why::NegativeRevenue),
    }
}

/// Reads the customers left of a cohort.
pub(super) fn survivors(text: &str, locale: Locale) -> Result<Option<CellNumber>, Why> {
    match number(text, locale)? {
        Some(amount) if amount.value.get() < 0.0 => Err(Why::NegativeCount),
        other => Ok(other),
    }
}

/// Reads a calendar year.
pub(super) fn year(text: &str, locale: Locale) -> Result<i32, Why> {
    if let Some(year) = year_of(text) {
        return Ok(year);
    }
    let year = whole(text, locale).ok_or(Why::NotAYear)?;
    if YEARS.contains(&(year as i32)) { Ok(year as i32) } else { Err(Why::YearOutOfRange) }
}

/// Reads an age in years.
pub(super) fn age(text: &str, locale: Locale) -> Result<u16, Why> {
    let age = whole(text, locale).or_else(|| age_of(text).map(|(age, _)| f64::from(age))).ok_or(Why::NotAnAge)?;
    match age {
        a if a < 0.0 => Err(Why::NotAnAge),
        a if a > f64::from(HIGHEST_AGE) => Err(Why::AgeTooHigh),
        a => Ok(a as u16),
    }
}

/// A whole number.
fn whole(text: &str, locale: Locale) -> Option<f64> {
    let amount = number(text, locale).ok()??;
    let value = amount.value.get();
    (!amount.percent && value.fract().abs() <= 0.0).then_some(value)
}
