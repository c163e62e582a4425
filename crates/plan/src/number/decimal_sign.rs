//! Decimal sign of texts that come from elsewhere: `.` or `,`.

use crate::number::locale::Locale;

/// What a text tells about the decimal sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecimalSign {
    /// The point is the decimal sign.
    Point,
    /// The comma is the decimal sign.
    Comma,
    /// The text can be read in two ways, as `1.234` can.
    Either,
}

/// Decimal sign that one text tells; `None` where it is no number or has no separator.
pub fn sign_in(cell: &str) -> Option<DecimalSign> {
    let last = cell.bytes().rposition(|b| matches!(b, b'.' | b','))?;
    if cell.len() > 40 {
        return None;
    }
    let digit = |b: u8| b.is_ascii_digit();
    let begin = cell.bytes().position(digit).unwrap_or(last).min(last);
    let end = cell.bytes().rposition(digit)? + 1;
    let number = cell.get(begin..end)?;
    // What stands around the digits is a sign, a currency or a unit; inside them there are only groups.
    let is_group = |c: char| c.is_whitespace() || matches!(c, '\'' | '’');
    if !number.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',') || is_group(c)) {
        return None;
    }
    let (whole, rest) = (cell.get(begin..last)?, cell.get(last..end)?);
    let (sign, other) = if rest.starts_with('.') {
        (DecimalSign::Point, DecimalSign::Comma)
    } else {
        (DecimalSign::Comma, DecimalSign::Point)
    };
    let separator = rest.chars().next()?;
    let fraction = rest.get(1..)?;
    let again = whole.contains(separator);
    if whole.contains(['.', ',']) && !again {
        return Some(sign);
    }
    if again {
        // Dates and versions have several points, too, but not between groups of three.
        return (fraction.len() == 3 && !whole.contains(is_group)).then_some(other);
    }
    let could_group = fraction.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0');
    Some(if could_group { DecimalSign::Either } else { sign })
}

/// How the numbers of a block of foreign texts are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberNotation {
    /// The locale to read them with.
    pub locale: Locale,
    /// Whether nothing in the block tells a decimal from a group of thousands where the two could be meant.
    pub undecided: bool,
}

/// Finds out how `texts` write their numbers: as the plan does, unless one of them can only be read the other way.
pub fn writing_of<'a>(texts: impl IntoIterator<Item = &'a str>, plan: Locale) -> NumberNotation {
    let own = if plan.decimal() == '.' { DecimalSign::Point } else { DecimalSign::Comma };
    let (mut as_plan, mut other, mut either) = (false, false, false);
    for text in texts {
        match sign_in(text) {
            // Three digits behind the plan's own decimal sign: 1.234 in an English plan may be a German thousand. Behind
            // its sign for groups they are what everybody writes there.
            Some(DecimalSign::Either) => either |= text.contains(plan.decimal()),
            Some(sign) if sign == own => as_plan = true,
            Some(_) => other = true,
            None => {}
        }
    }
    let swapped = if plan.decimal() == '.' { Locale::DeDe } else { Locale::EnUs };
    let locale = if other && !as_plan { swapped } else { plan };
    NumberNotation { locale, undecided: either && !as_plan && !other }
}
