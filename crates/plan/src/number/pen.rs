//! The pen: how a number is written for people, whatever it stands in. A text made of numbers goes through it, so that
//! locale, currency, rounding, signs and plurals are decided once.

use crate::number::locale::{Locale, currency_sign};
use crate::number::text::{Digits, NumberUnit, exact, fixed_digits, in_percent, short_digits, write};
use std::fmt::Display;

/// Writes numbers in a locale and a currency.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pen {
    locale: Locale,
    currency: CurrencyCode,
    bases: Option<Bases>,
}

/// The code of a currency, in place: a pen is copied into every text that it writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct CurrencyCode {
    bytes: [u8; 16],
    len: u8,
}

impl CurrencyCode {
    /// The code `text`, as far as there is room: a code has three letters.
    fn of(text: &str) -> Self {
        let mut bytes = [0; 16];
        let ends = text.char_indices().map(|(at, letter)| at + letter.len_utf8());
        let len = ends.take_while(|end| *end <= bytes.len()).last().unwrap_or(0);
        for (to, from) in bytes.iter_mut().zip(text.bytes().take(len)) {
            *to = from;
        }
        Self { bytes, len: len as u8 }
    }

    fn as_str(&self) -> &str {
        self.bytes.get(..usize::from(self.len)).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

/// Bases of the indices where nobody may read amounts and counts: each base is written as 100.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Bases {
    /// Base of totals in currency: customer value of the baseline.
    pub total: Option<f64>,
    /// Base of amounts per customer: revenue per existing customer of the base year.
    pub each: Option<f64>,
    /// Base of customers: those of the base year.
    pub customers: Option<f64>,
}

/// A thing that is counted, in singular and plural.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Noun(pub &'static str, pub &'static str);

impl Noun {
    /// The form that goes with `number`.
    pub fn of(self, number: usize) -> &'static str {
        if number == 1 { self.0 } else { self.1 }
    }
}

/// Customers, as a noun.
pub const CUSTOMERS: Noun = Noun("customer", "customers");
/// Years, as a noun.
pub const YEARS: Noun = Noun("year", "years");
/// Months, as a noun.
pub const MONTHS: Noun = Noun("month", "months");

/// Text of an index whose base is missing or not above 0.
const NO_INDEX: &str = "–";

impl Pen {
    /// A pen for a plan's settings.
    pub fn new(locale: Locale, currency: &str) -> Self {
        Self { locale, currency: CurrencyCode::of(currency), bases: None }
    }

    /// A pen for texts that belong to no plan, in English.
    pub const PLAIN: Self =
        Self { locale: Locale::EnGb, currency: CurrencyCode { bytes: [0; 16], len: 0 }, bases: None };

    /// The pen where nobody may read amounts and counts of customers: it writes them as indices.
    #[must_use]
    pub fn screen_safe(self, bases: Bases) -> Self {
        Self { bases: Some(bases), ..self }
    }

    /// Locale of the pen.
    pub fn locale(self) -> Locale {
        self.locale
    }

    /// A total to three significant figures: `€2.25m`.
    pub fn money(self, value: f64) -> String {
        self.index(value, |b| b.total).unwrap_or_else(|| self.with_sign(&short_digits(value, self.locale)))
    }

    /// A total as a change, a gain with its plus: `+€2.25m`.
    pub fn change(self, value: f64) -> String {
        with_plus(value, self.money(value))
    }

    /// A total in whole units of currency: `€2,250,118`.
    pub fn money_in_full(self, value: f64) -> String {
        self.index(value, |b| b.total).unwrap_or_else(|| self.with_sign(&fixed_digits(value, 0, self.locale)))
    }

    /// A total in a unit of so much currency, with so many decimals and without a sign of the currency: for a label.
    pub fn money_in(self, unit: f64, value: f64, decimals: usize) -> String {
        self.index(value, |b| b.total).unwrap_or_else(|| fixed_digits(value / unit, decimals, self.locale))
    }

    /// Unit of the totals of a picture: `€ million`, or `€` alone.
    pub fn money_unit(self, name: &str) -> String {
        if self.bases.is_some() {
            return "customer value of the baseline = 100".to_owned();
        }
        let sign = currency_sign(self.currency.as_str());
        format!("{} {name}", sign.trim_end()).trim_end().to_owned()
    }

    /// A total to the cent, with what its digits leave out.
    pub fn money_exact(self, value: f64) -> Digits {
        self.exact(value, |b| b.total, |value| exact::money(value, self.locale))
    }

    /// An amount per customer to three significant figures: `€84.5`.
    pub fn price(self, value: f64) -> String {
        self.index(value, |b| b.each).unwrap_or_else(|| self.with_sign(&short_digits(value, self.locale)))
    }

    /// An amount per customer in up to twelve digits, with what they leave out.
    pub fn price_exact(self, value: f64) -> Digits {
        self.exact(value, |b| b.each, |value| exact::plain(value, self.locale))
    }

    /// Customers: `40,218`; a fraction of one matters only where there are few.
    pub fn customers(self, value: f64) -> String {
        let decimals = usize::from(value.abs() < 10.0 && value.fract().abs() > 1e-9);
        self.index(value, |b| b.customers).unwrap_or_else(|| fixed_digits(value, decimals, self.locale))
    }

    /// A count of people: `1 customer`, `40,218 leavers`.
    pub fn people(self, value: f64, noun: Noun) -> String {
        let written = self.customers(value);
        let noun = if written == "1" { noun.0 } else { noun.1 };
        format!("{written} {noun}")
    }

    /// A share in percent with so many decimals, and up to two more where 0 % or 100 % would say too much.
    pub fn share(self, share: f64, decimals: usize) -> String {
        crate::number::text::percent(share, decimals, self.locale)
    }

    /// A share in percent to three significant figures.
    pub fn share_brief(self, share: f64) -> String {
        format!("{}\u{a0}%", exact::brief(in_percent(share), self.locale))
    }

    /// A share in percent in up to twelve digits, with what they leave out.
    pub fn share_exact(self, share: f64) -> Digits {
        let written = exact::plain(in_percent(share), self.locale);
        Digits { text: format!("{}\u{a0}%", written.text), ..written }
    }

    /// A number with so many decimals.
    pub fn number(self, value: f64, decimals: usize) -> String {
        fixed_digits(value, decimals, self.locale)
    }

    /// A number with so many decimals as a change, a gain with its plus.
    pub fn number_change(self, value: f64, decimals: usize) -> String {
        with_plus(value, self.number(value, decimals))
    }

    /// A number to three significant figures, whole ones above a hundred.
    pub fn brief(self, value: f64) -> String {
        exact::brief(value, self.locale)
    }

    /// A number that a rule refuses: to three significant figures, in full where it would look like a whole one that it
    /// is not.
    pub fn refused(self, value: f64) -> String {
        let brief = self.brief(value);
        let looks_whole = !brief.contains(self.locale.decimal());
        if looks_whole && value.fract().abs() > 0.0 { self.exactly(value).text } else { brief }
    }

    /// A number in up to twelve digits, with what they leave out.
    pub fn exactly(self, value: f64) -> Digits {
        exact::plain(value, self.locale)
    }

    /// A count of things: `1 cell`, `12,345 cells`.
    pub fn count(self, number: usize, noun: Noun) -> String {
        format!("{} {}", self.whole(number), noun.of(number))
    }

    /// A place among so many, the first at 0: `2 of 7`.
    pub fn nth_of(self, index: usize, of: usize) -> String {
        format!("{} of {}", self.whole(index + 1), self.whole(of))
    }

    /// A whole number: `12,345`.
    pub fn whole(self, number: usize) -> String {
        crate::number::text::group(&number.to_string(), self.locale)
    }

    /// A number of any kind to three significant figures with `k`, `m` or `bn`: the ends of a range.
    pub fn short(self, value: f64) -> String {
        short_digits(value, self.locale)
    }

    /// The size of something stored: `36 KB`.
    pub fn size(self, bytes: f64) -> String {
        const STEPS: [(f64, &str); 3] = [(1e9, "GB"), (1e6, "MB"), (1e3, "KB")];
        let step = STEPS.into_iter().find(|(least, _)| bytes >= *least);
        step.map_or_else(
            || format!("{} bytes", self.number(bytes, 0)),
            |(least, unit)| {
                let value = bytes / least;
                format!("{}\u{a0}{unit}", self.number(value, usize::from(value < 10.0)))
            },
        )
    }

    /// A number that names something, as a seed does: not grouped.
    pub fn id(self, number: u64) -> String {
        number.to_string()
    }

    /// A number as it is edited: [`parse`](super::text::parse) reads it back bit for bit.
    pub fn field(self, value: f64, unit: NumberUnit) -> String {
        write(value, self.locale, unit)
    }

    fn index(self, value: f64, base: impl Fn(&Bases) -> Option<f64>) -> Option<String> {
        let bases = self.bases.as_ref()?;
        let index = base(bases).filter(|base| *base > 0.0).map(|base| 100.0 * value / base);
        Some(index.filter(|i| i.is_finite()).map_or_else(|| NO_INDEX.to_owned(), |i| fixed_digits(i, 1, self.locale)))
    }

    fn exact(self, value: f64, base: impl Fn(&Bases) -> Option<f64>, digits: impl Fn(f64) -> Digits) -> Digits {
        if let Some(text) = self.index(value, base) {
            return Digits { text, rounded: true };
        }
        let written = digits(value);
        Digits { text: self.with_sign(&written.text), ..written }
    }

    /// An amount with the sign of its currency behind its own.
    fn with_sign(self, amount: &str) -> String {
        let (sign, digits) = amount.strip_prefix('−').map_or(("", amount), |d| ("−", d));
        format!("{sign}{}{digits}", currency_sign(self.currency.as_str()))
    }
}

/// A text with the plus of a gain, unless it has one or says nothing but zeros.
pub fn with_plus(value: f64, text: String) -> String {
    let says_more = value > 0.0 && !text.starts_with('+') && text.chars().any(|c| ('1'..='9').contains(&c));
    if says_more { format!("+{text}") } else { text }
}

/// Items as a list in a sentence: `a, b and c`.
pub fn list(items: &[impl Display]) -> String {
    match items {
        [] => String::new(),
        [one] => one.to_string(),
        [all @ .., last] => {
            let all: Vec<String> = all.iter().map(ToString::to_string).collect();
            format!("{} and {last}", all.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pen(currency: &str, locale: Locale) -> Pen {
        Pen::new(locale, currency)
    }

    #[test]
    fn shortens_to_three_figures() {
        let euro = pen("EUR", Locale::EnGb);
        assert_eq!(euro.money(2_250_000.0), "€2.25m");
        assert_eq!(euro.money(-257_400.0), "−€257k");
        assert_eq!(pen("USD", Locale::EnUs).money(999_950.0), "$1.00m");
        assert_eq!(pen("CHF", Locale::DeCh).money(12.0), "CHF\u{a0}12");
        assert_eq!(euro.change(0.0), "€0");
        assert_eq!(pen("INR", Locale::EnIn).money_in_full(1_234_567.2), "₹12,34,567");
    }

    #[test]
    fn what_rounds_to_nothing_has_no_sign() {
        let euro = pen("EUR", Locale::EnGb);
        for value in [-0.0, -0.001, -1e-10, 0.001, 1e-10, 0.0] {
            for text in [euro.money(value), euro.change(value), euro.price(value), euro.money_in_full(value)] {
                assert!(!text.contains(['−', '+', '-']), "{value}: {text}");
            }
            assert_eq!(euro.number_change(value, 1), "0.0");
        }
        assert_eq!((euro.change(0.01), euro.change(-0.01)), ("+€0.01".to_owned(), "−€0.01".to_owned()));
    }

    #[test]
    fn counts_have_separators_and_the_form_that_goes_with_them() {
        const CELL: Noun = Noun("cell", "cells");
        let texts = [0, 1, 2, 12_345].map(|n| pen("EUR", Locale::DeDe).count(n, CELL));
        assert_eq!(texts, ["0 cells", "1 cell", "2 cells", "12.345 cells"]);
        assert_eq!(pen("EUR", Locale::EnIn).whole(1_234_567), "12,34,567");
    }

    #[test]
    fn a_safe_pen_writes_indices_of_amounts_and_customers() {
        let bases = Bases { total: Some(2_000_000.0), each: Some(500.0), customers: None };
        let safe = pen("EUR", Locale::EnGb).screen_safe(bases);
        assert_eq!([safe.money(3e6), safe.change(2e5), safe.price(600.0)], ["150.0", "+10.0", "120.0"]);
        assert_eq!(
            [safe.money_in_full(1e6), safe.money_exact(-1e6).text, safe.customers(40_218.0)],
            ["50.0", "−50.0", "–"]
        );
        // A base that is nothing makes no index, and what is neither amount nor customers stays as it is.
        let nothing = pen("EUR", Locale::EnGb).screen_safe(Bases { total: Some(0.0), ..bases });
        assert_eq!([nothing.money(1.0), nothing.share(0.25, 0), nothing.number(7.26, 1)], ["–", "25\u{a0}%", "7.3"]);
    }

    #[test]
    fn says_when_digits_were_cut() {
        let plain = |value| pen("EUR", Locale::EnGb).exactly(value);
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
        let plain = |value| pen("EUR", Locale::EnGb).brief(value);
        assert_eq!([2.4, 9.996, 0.012_34, 40_218.4, 0.0].map(plain), ["2.4", "10", "0.0123", "40,218", "0"]);
        assert_eq!(pen("EUR", Locale::DeDe).share_brief(0.915_678), "91,6\u{a0}%");
    }

    #[test]
    fn a_refused_number_never_looks_like_the_one_it_should_be() {
        let refused = |value| pen("EUR", Locale::EnGb).refused(value);
        assert_eq!(
            [2.171, 1.000_1, 1.0, -0.333_333, 12_345.5].map(refused),
            ["2.17", "1.0001", "1", "−0.333", "12,345.5"]
        );
    }

    #[test]
    fn writes_money_to_the_cent_and_prices_in_full() {
        let money = |value| pen("EUR", Locale::DeDe).money_exact(value);
        assert_eq!(money(1_400_000.0), Digits { text: "€1.400.000".into(), rounded: false });
        assert_eq!(money(-2.5), Digits { text: "−€2,50".into(), rounded: false });
        assert_eq!(money(9_826_493.161_2), Digits { text: "€9.826.493,16".into(), rounded: true });
        assert_eq!(money(0.000_123), Digits { text: "€0,000123".into(), rounded: false });
        assert_eq!(pen("CHF", Locale::DeCh).price_exact(1.0 / 3.0).text, "CHF\u{a0}0.333333333333");
        assert_eq!(pen("EUR", Locale::FrFr).share_exact(0.07).text, "7\u{a0}%");
    }
}
