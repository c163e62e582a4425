//! Sums typed into a number field: `=1200*12`, `=(40m-3m)/12`, `=100*5%`.

use crate::number::locale::Locale;
use crate::number::text::{NumberTextError, NumberUnit, plain_value};

/// Deepest nesting of parentheses that is read.
const DEEPEST: usize = 32;

/// The value of the expression behind the equals sign. A percent sign divides by 100, as in a spreadsheet; the result of
/// a percent field is in percent unless a percent sign has said so already.
pub(super) fn evaluate(text: &str, locale: Locale, unit: NumberUnit) -> Result<f64, NumberTextError> {
    let mut reader = ExpressionParser { rest: text, locale, depth: 0 };
    let value = reader.sum()?;
    if let Some(odd) = reader.rest.chars().next() {
        return Err(NumberTextError::Unreadable(odd));
    }
    if !value.is_finite() {
        return Err(NumberTextError::NoResult);
    }
    Ok(if unit == NumberUnit::Percent && !text.contains('%') { value / 100.0 } else { value })
}

struct ExpressionParser<'a> {
    rest: &'a str,
    locale: Locale,
    depth: usize,
}

impl ExpressionParser<'_> {
    fn take(&mut self, signs: &[char]) -> Option<char> {
        let first = self.rest.chars().next().filter(|c| signs.contains(c))?;
        self.rest = self.rest.strip_prefix(first)?;
        Some(first)
    }

    fn sum(&mut self) -> Result<f64, NumberTextError> {
        let mut value = self.product()?;
        while let Some(sign) = self.take(&['+', '-', '−', '–']) {
            let term = self.product()?;
            value = if sign == '+' { value + term } else { value - term };
        }
        Ok(value)
    }

    fn product(&mut self) -> Result<f64, NumberTextError> {
        let mut value = self.factor()?;
        while let Some(sign) = self.take(&['*', '×', '/', '÷']) {
            let factor = self.factor()?;
            value = if matches!(sign, '*' | '×') { value * factor } else { value / factor };
        }
        Ok(value)
    }

    fn factor(&mut self) -> Result<f64, NumberTextError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(NumberTextError::NoResult);
        }
        let value = if self.take(&['-', '−', '–']).is_some() {
            -self.factor()?
        } else if self.take(&['+']).is_some() {
            self.factor()?
        } else if self.take(&['(']).is_some() {
            let value = self.sum()?;
            self.take(&[')']).ok_or(NumberTextError::Unreadable('('))?;
            value
        } else {
            let end =
                self.rest.find(['+', '-', '−', '–', '*', '×', '/', '÷', '(', ')', '%']).unwrap_or(self.rest.len());
            let (number, rest) = self.rest.split_at(end);
            self.rest = rest;
            plain_value(number, self.locale)?
        };
        self.depth -= 1;
        Ok(if self.take(&['%']).is_some() { value / 100.0 } else { value })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str, locale: Locale, unit: NumberUnit) -> Result<f64, NumberTextError> {
        evaluate(text, locale, unit)
    }

    #[test]
    fn computes_what_people_type() {
        for (text, locale, expected) in [
            ("1200*12", Locale::EnGb, 14_400.0),
            ("1.200,5*2", Locale::DeDe, 2_401.0),
            ("(40m-3m)/12", Locale::EnGb, 37e6 / 12.0),
            ("2+3*4", Locale::EnGb, 14.0),
            ("2*-3", Locale::EnGb, -6.0),
            ("−5+8", Locale::EnGb, 3.0),
            ("8/2/2", Locale::EnGb, 2.0),
            ("200*5%", Locale::EnGb, 10.0),
            ("€1,200×2", Locale::EnGb, 2_400.0),
        ] {
            let got = value(text, locale, NumberUnit::Plain).unwrap();
            assert!((got - expected).abs() <= 1e-12 * expected.abs(), "{text}: {got}");
        }
    }

    #[test]
    fn a_percent_field_takes_percent() {
        assert!((value("5+7", Locale::EnGb, NumberUnit::Percent).unwrap() - 0.12).abs() < 1e-15);
        assert!((value("5%+7%", Locale::EnGb, NumberUnit::Percent).unwrap() - 0.12).abs() < 1e-15);
    }

    #[test]
    fn refuses_what_has_no_value() {
        let deep = format!("{}1{}", "(".repeat(500), ")".repeat(500));
        for text in ["", "1/0", "0/0", "1+", "(1", "1)", "2**3", "SUM(1)", "1e308*1e308", "9bn*1bn bn", &deep] {
            assert!(value(text, Locale::EnGb, NumberUnit::Plain).is_err(), "{text}");
        }
    }
}
