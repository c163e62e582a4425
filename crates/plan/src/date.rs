//! A calendar day.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// A day as ISO 8601 writes it: `2026-03-31`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    year: i32,
    month: u8,
    day: u8,
}

/// The refusal of what is no day.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("“{0}” is not a day; write it as 2026-03-31")]
pub struct NotADay(String);

impl Date {
    /// A day of the calendar; `None` for the 31st of April.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        let days = match month {
            2 => 28 + u8::from(leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        ((1..=9_999).contains(&year) && (1..=days).contains(&day)).then_some(Self { year, month, day })
    }

    /// The day as a sentence names it: `31 March 2026`.
    pub fn in_words(self) -> String {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let month = MONTHS.get(usize::from(self.month).wrapping_sub(1)).copied().unwrap_or_default();
        format!("{} {month} {}", self.day, self.year)
    }

    /// Whole months from this day to `later`; negative when it lies after it.
    pub fn months_until(self, later: Self) -> i32 {
        let months = (later.year - self.year) * 12 + i32::from(later.month) - i32::from(self.month);
        months - i32::from(later.day < self.day)
    }
}

impl FromStr for Date {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Self, NotADay> {
        let mut parts = text.trim().splitn(3, '-');
        let mut part = || parts.next().filter(|p| p.bytes().all(|b| b.is_ascii_digit()));
        let day = (|| Self::new(part()?.parse().ok()?, part()?.parse().ok()?, part()?.parse().ok()?))();
        day.ok_or_else(|| NotADay(text.to_owned()))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl TryFrom<String> for Date {
    type Error = NotADay;

    fn try_from(text: String) -> Result<Self, NotADay> {
        text.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn knows_the_calendar() {
        assert_eq!(day("2024-02-29").to_string(), "2024-02-29");
        for bad in ["2025-02-29", "2025-04-31", "2025-13-01", "2025-1", "yesterday", "", "2025-+1-01"] {
            assert!(bad.parse::<Date>().is_err(), "{bad}");
        }
    }

    #[test]
    fn names_the_day() {
        assert_eq!(day("2026-11-21").in_words(), "21 November 2026");
        assert_eq!(day("2027-01-05").in_words(), "5 January 2027");
        assert_eq!(day("2026-12-31").in_words(), "31 December 2026");
    }

    #[test]
    fn counts_whole_months() {
        assert_eq!(day("2025-01-31").months_until(day("2026-01-30")), 11);
        assert_eq!(day("2025-01-31").months_until(day("2026-01-31")), 12);
        assert_eq!(day("2026-01-01").months_until(day("2025-12-01")), -1);
    }
}
