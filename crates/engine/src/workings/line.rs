//! One line of a calculation: a formula with the numbers put in, true to the digits it shows.

use crate::figures::Measure;
use crate::uncertainty::DriverUnit;
use journey_plan::locale::Locale;
use journey_plan::number_text::{
    Digits, money_exact, money_short, percent_brief, percent_exact, plain_brief, plain_exact, price_exact,
};
use journey_plan::{Place, Plan, Setting};

/// Writes numbers in the plan's locale and currency.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pen<'a> {
    currency: &'a str,
    locale: Locale,
    brief: bool,
}

impl<'a> Pen<'a> {
    pub(crate) fn of(plan: &'a Plan) -> Self {
        Self { currency: &plan.settings.currency, locale: plan.settings.locale, brief: false }
    }

    /// A pen that writes three significant figures, for a page with no room for more. It is not for lines that must
    /// recombine.
    pub(crate) fn brief(plan: &'a Plan) -> Self {
        Self { brief: true, ..Self::of(plan) }
    }

    fn digits(self, measure: Measure, value: f64) -> Digits {
        match measure {
            Measure::Money => money_exact(value, self.currency, self.locale),
            Measure::Share => percent_exact(value, self.locale),
            Measure::Number(unit) => {
                let written = plain_exact(value, self.locale);
                Digits { text: format!("{}{unit}", written.text), ..written }
            }
        }
    }

    /// A figure in full.
    pub(crate) fn write(self, measure: Measure, value: f64) -> String {
        match measure {
            _ if !self.brief => self.digits(measure, value).text,
            Measure::Money => money_short(value, self.currency, self.locale),
            Measure::Share => percent_brief(value, self.locale),
            Measure::Number(unit) => format!("{}{unit}", plain_brief(value, self.locale)),
        }
    }

    /// An amount in full, as it is entered.
    pub(crate) fn price(self, value: f64) -> String {
        if self.brief {
            return self.write(Measure::Money, value);
        }
        price_exact(value, self.currency, self.locale).text
    }

    /// The number of a place.
    pub(crate) fn at(self, place: Place, in_percent: bool, value: f64) -> String {
        match place {
            Place::Figure(_, figure) if !figure.is_count() => self.price(value),
            Place::Driver(driver) if !driver.is_count() && !driver.is_rate() => self.price(value),
            Place::StateRevenue(_) => self.price(value),
            place if place.is_share() || in_percent => self.write(Measure::Share, value),
            _ => self.write(Measure::Number(""), value),
        }
    }

    /// The number of a plan-wide setting.
    pub(crate) fn setting(self, setting: Setting, value: f64) -> String {
        self.write(if setting.is_share() { Measure::Share } else { Measure::Number("") }, value)
    }

    /// A value of a driver that carries a range.
    pub(crate) fn driver(self, unit: DriverUnit, value: f64) -> String {
        match unit {
            DriverUnit::Share => self.write(Measure::Share, value),
            DriverUnit::Money => self.price(value),
            DriverUnit::Ratio => self.write(Measure::Number("×"), value),
            DriverUnit::Score(scale) => self.write(Measure::Number(""), scale.from_ten(value)),
            DriverUnit::Points | DriverUnit::Number => self.write(Measure::Number(""), value),
        }
    }

    /// Begins a line.
    pub(crate) fn line(self, label: &str) -> Line<'a> {
        Line { pen: self, text: format!("{label}: "), bare: true, rounded: false }
    }
}

/// A line that is being written: operands and signs, then the result.
#[derive(Debug)]
pub(crate) struct Line<'a> {
    pen: Pen<'a>,
    text: String,
    /// Whether no sign stands before the next operand.
    bare: bool,
    rounded: bool,
}

impl Line<'_> {
    fn put(mut self, written: &Digits, negative: bool) -> Self {
        if negative && !self.bare {
            self.text.push('(');
            self.text.push_str(&written.text);
            self.text.push(')');
        } else {
            self.text.push_str(&written.text);
        }
        self.bare = false;
        self.rounded |= written.rounded;
        self
    }

    /// Signs and brackets between operands.
    pub(crate) fn say(mut self, signs: &str) -> Self {
        self.text.push_str(signs);
        self.bare = signs.ends_with('(');
        self
    }

    /// A count or a factor.
    pub(crate) fn n(self, value: f64) -> Self {
        let written = self.pen.digits(Measure::Number(""), value);
        self.put(&written, value < 0.0)
    }

    /// A share.
    pub(crate) fn share(self, value: f64) -> Self {
        let written = self.pen.digits(Measure::Share, value);
        self.put(&written, value < 0.0)
    }

    /// An amount per customer, or any other that is multiplied or divided.
    pub(crate) fn price(self, value: f64) -> Self {
        let written = price_exact(value, self.pen.currency, self.pen.locale);
        self.put(&written, value < 0.0)
    }

    /// A total.
    pub(crate) fn money(self, value: f64) -> Self {
        let written = self.pen.digits(Measure::Money, value);
        self.put(&written, value < 0.0)
    }

    /// A number of any measure that is multiplied or divided, in full.
    pub(crate) fn factor(self, measure: Measure, value: f64) -> Self {
        match measure {
            Measure::Money => self.price(value),
            Measure::Share => self.share(value),
            Measure::Number(_) => self.n(value),
        }
    }

    /// A factor and its sign, left out where it is 1.
    pub(crate) fn times(self, factor: f64) -> Self {
        if (factor - 1.0).abs() > 0.0 { self.share(factor).say(" × ") } else { self }
    }

    /// Values joined by plus.
    pub(crate) fn sum(mut self, measure: Measure, values: &[f64]) -> Self {
        for (index, value) in values.iter().enumerate() {
            let written = self.pen.digits(measure, *value);
            self = if index == 0 { self } else { self.say(" + ") };
            self = self.put(&written, *value < 0.0);
        }
        self
    }

    /// Marks the line as rounded: something that is not shown was cut.
    pub(crate) fn about(mut self) -> Self {
        self.rounded = true;
        self
    }

    /// Ends the line with its result: “=” where every number is given in full, otherwise “≈”.
    pub(crate) fn is(self, measure: Measure, value: f64) -> String {
        let result = self.pen.digits(measure, value);
        self.end(&result)
    }

    /// Ends it with an amount per customer.
    pub(crate) fn price_is(self, value: f64) -> String {
        let result = price_exact(value, self.pen.currency, self.pen.locale);
        self.end(&result)
    }

    fn end(self, result: &Digits) -> String {
        let sign = if self.rounded || result.rounded { "≈" } else { "=" };
        format!("{} {sign} {}", self.text, result.text)
    }
}
