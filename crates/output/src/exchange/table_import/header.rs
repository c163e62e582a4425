//! Meaning of a header's text.

use super::{HIGHEST_AGE, YEARS};
use journey_plan::number::pen::Pen;

/// A header as it is compared and remembered: lower case, accents folded, punctuation and line breaks as one space,
/// `newCustomers` and `new_customers` as two words, `%` as a word.
pub fn normalise(header: &str) -> String {
    let mut out = String::with_capacity(header.len());
    let mut after_lower = false;
    for character in header.chars() {
        if character.is_uppercase() && after_lower {
            out.push(' ');
        }
        after_lower = character.is_lowercase();
        for lower in character.to_lowercase() {
            match folded(lower) {
                Some(text) => out.push_str(text),
                // A combining accent leaves its letter alone.
                None if ('\u{300}'..='\u{36f}').contains(&lower) => {}
                None if lower.is_alphanumeric() => out.push(lower),
                None => out.push(' '),
            }
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Title of a column: its header, or its place where that is blank.
pub(super) fn title(headers: &[String], column: usize) -> String {
    match headers.get(column) {
        Some(header) if !header.is_empty() => header.clone(),
        _ => format!("column {}", Pen::PLAIN.whole(column + 1)),
    }
}

/// What a character of European spelling is folded to.
fn folded(character: char) -> Option<&'static str> {
    Some(match character {
        'à'..='å' => "a",
        'æ' => "ae",
        'ç' => "c",
        'è'..='ë' => "e",
        'ì'..='ï' => "i",
        'ñ' => "n",
        'ò'..='ö' | 'ø' => "o",
        'œ' => "oe",
        'ù'..='ü' => "u",
        'ý' | 'ÿ' => "y",
        'ß' => "ss",
        '%' => " percent ",
        _ => return None,
    })
}

/// A header without any text in brackets: `Acquisition cost (EUR)` names a unit there.
pub(super) fn without_brackets(header: &str) -> String {
    let mut depth = 0_u32;
    header
        .chars()
        .filter(|c| {
            match c {
                '(' | '[' => depth += 1,
                ')' | ']' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect()
}

/// The one whole number in `text` and the words around it; `None` where there is no number or several.
fn number_among_words(text: &str) -> Option<(String, Vec<String>)> {
    let mut spaced = String::new();
    let mut before = None;
    for character in normalise(text).chars() {
        if before.is_some_and(|b: char| b.is_ascii_digit() != character.is_ascii_digit()) {
            spaced.push(' ');
        }
        spaced.push(character);
        before = Some(character);
    }
    let (numbers, words): (Vec<_>, Vec<_>) =
        spaced.split_whitespace().map(str::to_owned).partition(|word| word.bytes().all(|b| b.is_ascii_digit()));
    let [number] = numbers.as_slice() else { return None };
    Some((number.clone(), words))
}

/// The calendar year of a header or a cell: `2021`, `FY 2021`, `FY21`, `GJ 2021`, `2021-01-01`, `31.12.2021`. Only the first
/// and the last day of a year stand for the year.
pub(super) fn year_of(text: &str) -> Option<i32> {
    let text = text.trim();
    if text.len() > 40 {
        return None;
    }
    if let Some(year) = year_of_date(text) {
        return Some(year);
    }
    let (number, words) = number_among_words(text)?;
    let fiscal = words.iter().any(|w| matches!(w.as_str(), "fy" | "gj" | "fiscal" | "geschaftsjahr"));
    if !words.iter().all(|w| matches!(w.as_str(), "fy" | "gj" | "fiscal" | "geschaftsjahr" | "year" | "jahr")) {
        return None;
    }
    let year: i32 = number.parse().ok()?;
    let year = if fiscal && number.len() == 2 { 2_000 + year } else { year };
    YEARS.contains(&year).then_some(year)
}

/// The year whose first or last day `text` is.
fn year_of_date(text: &str) -> Option<i32> {
    // A data warehouse writes a time beside the day.
    let day = text.split([' ', 'T']).next().unwrap_or_default();
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    match parts.as_slice() {
        [year, "01", "01"] | [year, "12", "31"] | ["01", "01", year] | ["31", "12", year] | ["12", "31", year]
            if year.len() == 4 =>
        {
            year.parse().ok().filter(|year| YEARS.contains(year))
        }
        _ => None,
    }
}

/// The age of a header or a cell in years, and whether it speaks of percent: `0`, `Year 3`, `After 1 year`, `Y2 %`. Ages
/// above [`HIGHEST_AGE`] are told, too, so that they can be named.
pub(super) fn age_of(text: &str) -> Option<(u16, bool)> {
    const AGE_WORDS: [&str; 18] = [
        "year",
        "years",
        "yr",
        "yrs",
        "y",
        "t",
        "age",
        "after",
        "later",
        "renewal",
        "renewals",
        "jahr",
        "jahre",
        "jahren",
        "nach",
        "alter",
        "customers",
        "kunden",
    ];
    const SHARE_WORDS: [&str; 5] = ["percent", "pct", "prozent", "retention", "survival"];
    if text.len() > 40 {
        return None;
    }
    let (number, words) = number_among_words(text)?;
    let known = |w: &String| AGE_WORDS.contains(&w.as_str()) || SHARE_WORDS.contains(&w.as_str());
    if number.len() > 3 || !words.iter().all(known) {
        return None;
    }
    let age = number.parse().ok().filter(|age| *age <= 10 * HIGHEST_AGE)?;
    Some((age, words.iter().any(|w| SHARE_WORDS.contains(&w.as_str()))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_does_not_tell_headers_apart() {
        for text in ["new_customers", "New customers", "NEW-CUSTOMERS", " new\ncustomers ", "newCustomers"] {
            assert_eq!(normalise(text), "new customers", "{text}");
        }
        // Composed, and decomposed as some file systems and exports write it.
        assert_eq!(normalise("Gesch\u{e4}ftsjahr"), "geschaftsjahr");
        assert_eq!(normalise("Gescha\u{308}ftsjahr"), "geschaftsjahr");
        assert_eq!(normalise("Retention %"), "retention percent");
        assert_eq!(without_brackets("Servicing cost (EUR, [net])").trim(), "Servicing cost");
    }

    #[test]
    fn years_and_ages_are_told_apart() {
        for text in ["2021", "FY2021", "fy 21", "GJ 2021", "2021-01-01", "2021-12-31 00:00:00", "31.12.2021"] {
            assert_eq!(year_of(text), Some(2021), "{text}");
            assert_eq!(age_of(text), None, "{text}");
        }
        for text in ["2021-06-30", "21", "2020/21", "Q1 2021", "1850", "20210", ""] {
            assert_eq!(year_of(text), None, "{text}");
        }
        for (text, age) in [("0", 0), ("Year 3", 3), ("After 1 year", 1), ("y12", 12), ("Nach 2 Jahren", 2), ("61", 61)]
        {
            assert_eq!(age_of(text), Some((age, false)), "{text}");
        }
        assert_eq!(age_of("Year 4 %"), Some((4, true)));
        for text in ["Month 3", "Q1", "1 2", "customers", "-"] {
            assert_eq!(age_of(text), None, "{text}");
        }
    }
}
