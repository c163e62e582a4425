//! The quick levers: small, plain changes pulled alone (models, section 6).

use super::entry::{FigureEntry, Measure};
use super::sources::LEVERS;
use journey_plan::Grade;

/// A quick lever, by what it changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LeverKind {
    /// +0.01 on every retention rate.
    Retention,
    /// Another part of the base renews.
    Renewal,
    /// One more point of experience.
    Experience,
    /// A lower acquisition cost.
    AcquisitionCost,
    /// Higher prices.
    Prices,
}

impl LeverKind {
    /// All levers, in the order of the screen.
    pub const ALL: [Self; 5] = [Self::Retention, Self::Renewal, Self::Experience, Self::AcquisitionCost, Self::Prices];

    /// Stable key of the lever, in `evaluate` and in the workbook.
    pub fn key(self) -> &'static str {
        match self {
            Self::Retention => "retention",
            Self::Renewal => "renewal",
            Self::Experience => "experience",
            Self::AcquisitionCost => "acquisition_cost",
            Self::Prices => "prices",
        }
    }

    /// Name of the lever in a title.
    pub fn label(self) -> &'static str {
        match self {
            Self::Retention => "higher retention",
            Self::Renewal => "more renewals",
            Self::Experience => "more experience",
            Self::AcquisitionCost => "cheaper acquisition",
            Self::Prices => "higher prices",
        }
    }
}

/// What a lever changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LeverFigure {
    /// Equity of year 1.
    Equity,
    /// Present value over the horizon.
    PresentValue,
}

impl LeverFigure {
    /// All figures of a lever.
    pub const ALL: [Self; 2] = [Self::Equity, Self::PresentValue];

    /// The figure's entry in the registry.
    pub fn entry(self) -> FigureEntry {
        let label = match self {
            Self::Equity => "Change of customer equity, year 1",
            Self::PresentValue => "Change of present value",
        };
        FigureEntry::new(label, Measure::Change, "with the lever alone, from year 1 − the baseline", LEVERS, Grade::C)
    }
}
