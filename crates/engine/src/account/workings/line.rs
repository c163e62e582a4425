//! One line of a calculation: a formula with the numbers put in, true to the digits it shows.

use crate::registry::Measure;
use crate::registry::pen::FigurePen;
use journey_plan::number::text::Digits;

/// A line that is being written: operands and signs, then the result.
#[derive(Debug)]
pub(crate) struct CalculationLine {
    pen: FigurePen,
    text: String,
    /// Whether no sign stands before the next operand.
    bare: bool,
    rounded: bool,
}

impl CalculationLine {
    /// Begins a line with its label.
    pub(crate) fn of(pen: FigurePen, label: &str) -> Self {
        Self { pen, text: format!("{label}: "), bare: true, rounded: false }
    }

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
        let written = self.pen.price_digits(value);
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
            Measure::Money | Measure::Change => self.price(value),
            Measure::Share => self.share(value),
            Measure::Months | Measure::Number(_) => self.n(value),
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

    /// Ends the line with an amount per customer.
    pub(crate) fn price_is(self, value: f64) -> String {
        let result = self.pen.price_digits(value);
        self.end(&result)
    }

    fn end(self, result: &Digits) -> String {
        let sign = if self.rounded || result.rounded { "≈" } else { "=" };
        format!("{} {sign} {}", self.text, result.text)
    }
}
