//! The figures of a simulation in currency.

use super::context::FigureContext;
use super::entry::{FigureEntry, Measure};
use super::figure_id::UncertainFigure;
use super::sources::DRAWS;
use crate::figure::Figure;
use journey_plan::Grade;

impl UncertainFigure {
    /// The figure's entry in the registry.
    pub fn entry(self) -> FigureEntry {
        let percentile = "the value below which that share of the draws lies, by interpolation";
        let (label, formula) = match self {
            Self::Npv(_) => ("Simulated NPV", percentile),
            Self::Gain(_) => ("Simulated gain before cost", percentile),
            Self::MeanNpv => ("Mean simulated NPV", "Σ NPV of the draws ÷ draws"),
            Self::LikelyNpv => ("NPV at the likely values", "NPV with every driver at its likely value, without risk"),
        };
        let entry = FigureEntry::new(label, Measure::Change, formula, DRAWS, Grade::C);
        match self {
            Self::Npv(at) | Self::Gain(at) => entry.in_short(at.label()),
            Self::MeanNpv => entry.in_short("Mean"),
            Self::LikelyNpv => entry.in_short("Likely"),
        }
    }

    /// The figure's value in currency.
    ///
    /// # Errors
    /// That there is no simulation of the plan as it stands, or why there can be none.
    pub fn value(self, context: FigureContext) -> Figure {
        let found = context.uncertainty()?;
        Ok(match self {
            Self::Npv(at) => at.of(&found.npv),
            Self::Gain(at) => at.of(&found.gain),
            Self::MeanNpv => found.mean,
            Self::LikelyNpv => found.likely,
        })
    }
}
