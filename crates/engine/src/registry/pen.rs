//! Writing a figure by its measure, in the plan's locale and currency.

use super::Measure;
use crate::simulation::DriverUnit;
use journey_plan::number::pen::Pen;
use journey_plan::number::text::Digits;
use journey_plan::{Place, Plan, Setting};

/// Writes figures by their measure, in full or briefly.
#[derive(Debug, Clone, Copy)]
pub struct FigurePen {
    pen: Pen,
    brief: bool,
}

impl FigurePen {
    /// A pen that writes figures in full, as `plan` writes numbers.
    pub fn of(plan: &Plan) -> Self {
        Self { pen: plan.settings.pen(), brief: false }
    }

    /// The pen for what is no figure.
    pub fn plain(self) -> Pen {
        self.pen
    }

    /// A pen that writes three significant figures, for a page with no room for more. It is not for lines that must
    /// recombine.
    pub fn brief(plan: &Plan) -> Self {
        Self { brief: true, ..Self::of(plan) }
    }

    /// A figure with what its digits leave out.
    pub fn digits(self, measure: Measure, value: f64) -> Digits {
        match measure {
            Measure::Money | Measure::Change => self.pen.money_exact(value),
            Measure::Share => self.pen.share_exact(value),
            Measure::Months => self.digits(Measure::Number(" months"), value),
            Measure::Number(unit) => {
                let written = self.pen.exactly(value);
                Digits { text: format!("{}{unit}", written.text), ..written }
            }
        }
    }

    /// A figure in full.
    pub fn write(self, measure: Measure, value: f64) -> String {
        match measure {
            _ if !self.brief => self.digits(measure, value).text,
            Measure::Money | Measure::Change => self.pen.money(value),
            Measure::Share => self.pen.share_brief(value),
            Measure::Months => self.write(Measure::Number(" months"), value),
            Measure::Number(unit) => format!("{}{unit}", self.pen.brief(value)),
        }
    }

    /// An amount in full, as it is entered.
    pub fn price(self, value: f64) -> String {
        if self.brief {
            return self.write(Measure::Money, value);
        }
        self.price_digits(value).text
    }

    /// An amount as it is entered, with what its digits leave out.
    pub fn price_digits(self, value: f64) -> Digits {
        self.pen.price_exact(value)
    }

    /// The number of a place.
    pub fn at(self, place: Place, in_percent: bool, value: f64) -> String {
        match place {
            Place::Figure(_, figure) if !figure.is_count() => self.price(value),
            Place::Driver(driver) if !driver.is_count() && !driver.is_rate() => self.price(value),
            Place::StateRevenue(_) => self.price(value),
            place if place.is_share() || in_percent => self.write(Measure::Share, value),
            _ => self.write(Measure::Number(""), value),
        }
    }

    /// The number of a plan-wide setting.
    pub fn setting(self, setting: Setting, value: f64) -> String {
        self.write(if setting.is_share() { Measure::Share } else { Measure::Number("") }, value)
    }

    /// A value of a driver that carries a range.
    pub fn driver(self, unit: DriverUnit, value: f64) -> String {
        match unit {
            DriverUnit::Share => self.write(Measure::Share, value),
            DriverUnit::Money => self.price(value),
            DriverUnit::Ratio => self.write(Measure::Number("×"), value),
            DriverUnit::Score(scale) => self.write(Measure::Number(""), scale.from_ten(value)),
            DriverUnit::Points | DriverUnit::Number => self.write(Measure::Number(""), value),
        }
    }
}
