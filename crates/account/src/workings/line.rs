//! One line of a calculation: a formula with the numbers put in, true to the digits it shows.

use journey_engine::registry::Measure;
use journey_engine::registry::pen::FigurePen;
use journey_plan::number::text::Digits;

/// A line that is being written: operands and signs, then the result.
#[derive(Debug)]
pub(crate) struct CalculationLine {
    pen: FigurePen,
    /// With totals to the cent.
    to_the_cent: LineDraft,
    /// With totals in full: a result of less than one unit of currency has digits that no cent adds up to.
    in_full: LineDraft,
}

/// A text of operands and signs.
#[derive(Debug, Clone)]
struct LineDraft {
    text: String,
    /// Whether no sign stands before the next operand.
    bare: bool,
    rounded: bool,
}

impl LineDraft {
    fn put(&mut self, written: &Digits, negative: bool) {
        if negative && !self.bare {
            self.text.push('(');
            self.text.push_str(&written.text);
            self.text.push(')');
        } else {
            self.text.push_str(&written.text);
        }
        self.bare = false;
        self.rounded |= written.rounded;
    }

    fn end(self, result: &Digits) -> String {
        let sign = if self.rounded || result.rounded { "≈" } else { "=" };
        format!("{} {sign} {}", self.text, result.text)
    }
}

impl CalculationLine {
    /// Begins a line with its label.
    pub(crate) fn of(pen: FigurePen, label: &str) -> Self {
        let draft = LineDraft { text: format!("{label}: "), bare: true, rounded: false };
        Self { pen, in_full: draft.clone(), to_the_cent: draft }
    }

    fn both(mut self, change: impl Fn(&mut LineDraft)) -> Self {
        change(&mut self.to_the_cent);
        change(&mut self.in_full);
        self
    }

    fn put(self, written: &Digits, negative: bool) -> Self {
        self.both(|draft| draft.put(written, negative))
    }

    /// Signs and brackets between operands.
    pub(crate) fn say(self, signs: &str) -> Self {
        self.both(|draft| {
            draft.text.push_str(signs);
            draft.bare = signs.ends_with('(');
        })
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
    pub(crate) fn money(mut self, value: f64) -> Self {
        self.to_the_cent.put(&self.pen.digits(Measure::Money, value), value < 0.0);
        self.in_full.put(&self.pen.price_digits(value), value < 0.0);
        self
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
            self = if index == 0 { self } else { self.say(" + ") };
            self = match measure {
                Measure::Money | Measure::Change => self.money(*value),
                _ => {
                    let written = self.pen.digits(measure, *value);
                    self.put(&written, *value < 0.0)
                }
            };
        }
        self
    }

    /// Marks the line as rounded: something that is not shown was cut.
    pub(crate) fn about(self) -> Self {
        self.both(|draft| draft.rounded = true)
    }

    /// Ends the line with its result: “=” where every number is given in full, otherwise “≈”.
    pub(crate) fn is(self, measure: Measure, value: f64) -> String {
        let result = self.pen.digits(measure, value);
        let small = value.abs() > 0.0 && value.abs() < 1.0;
        let draft = match measure {
            Measure::Money | Measure::Change if small => self.in_full,
            _ => self.to_the_cent,
        };
        draft.end(&result)
    }

    /// Ends the line with an amount per customer.
    pub(crate) fn price_is(self, value: f64) -> String {
        let result = self.pen.price_digits(value);
        self.to_the_cent.end(&result)
    }
}
