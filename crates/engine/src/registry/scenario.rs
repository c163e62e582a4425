//! Figures of a scenario beside its headline and its case.

use super::context::FigureContext;
use super::entry::{FigureEntry, Measure};
use crate::figure::{Figure, NotAvailable};
use crate::projection::Forecast;
use journey_plan::order::sort_short;
use journey_plan::{Agreed, Grade};

/// A figure of a scenario that has no working of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScenarioFigure {
    /// Present value of customer equity without the scenario.
    BaselinePresentValue,
    /// Causal share κ in use.
    CausalShare,
    /// Points gained over all stages, after the cap.
    PointsGained,
    /// Score of the journey with the points gained, on the plan's scale.
    JourneyScore,
    /// NPV when the scenario was agreed on.
    AgreedNpv,
    /// Change of the NPV since the scenario was agreed on.
    NpvSinceAgreed,
}

impl ScenarioFigure {
    /// The figure's entry in the registry.
    pub fn entry(self) -> FigureEntry {
        let new = FigureEntry::new;
        match self {
            Self::BaselinePresentValue => new(
                "Present value of customer equity, baseline",
                Measure::Money,
                "present value without the scenario",
                "the roll-forward of your drivers; no value beyond the horizon",
                Grade::D,
            )
            .keyed("baseline_present_value")
            .in_short("Present value, baseline"),
            Self::CausalShare => {
                new("Causal share in use", Measure::Share, "κ", "your choice; nobody has published one", Grade::C)
            }
            Self::PointsGained => FigureEntry {
                decimals: 1,
                ..new(
                    "Points gained, all stages",
                    Measure::Number(""),
                    "Σ points, capped at a score of 10",
                    "your points",
                    Grade::D,
                )
            },
            Self::JourneyScore => FigureEntry {
                decimals: 1,
                ..new(
                    "Score of the journey with the points gained",
                    Measure::Number(""),
                    "Σ weight × (score + points) ÷ Σ weight, over the stages that have a score",
                    "weighted mean of your scores and points",
                    Grade::D,
                )
            }
            .in_short("Journey score"),
            Self::AgreedNpv => new(
                "NPV when it was agreed on",
                Measure::Money,
                "the NPV kept with the agreement",
                "the plan as it was agreed on",
                Grade::C,
            ),
            Self::NpvSinceAgreed => new(
                "NPV since then",
                Measure::Change,
                "NPV − NPV when it was agreed on",
                "the plan as it was agreed on",
                Grade::C,
            ),
        }
    }

    /// The figure's value, in its measure.
    ///
    /// # Errors
    /// The reason why there is none.
    pub fn value(self, context: FigureContext) -> Figure {
        let FigureContext { plan, projection, .. } = context;
        let forecast = || projection.forecast.as_ref().map_err(Clone::clone);
        let agreed = || {
            let scenario = projection.scenario.and_then(|id| plan.scenario(id));
            npv_of(scenario.and_then(|s| s.agreed.as_ref()))
        };
        match self {
            Self::BaselinePresentValue => Ok(forecast()?.baseline_present_value),
            Self::CausalShare => Ok(forecast()?.causal_share),
            Self::PointsGained => Ok(points_gained(forecast()?)),
            Self::JourneyScore => journey_score(context, forecast()?),
            Self::AgreedNpv => agreed(),
            Self::NpvSinceAgreed => Ok(projection.npv()? - agreed()?),
        }
    }
}

fn npv_of(agreed: Option<&Agreed>) -> Figure {
    let agreed = agreed.ok_or_else(|| NotAvailable::because("not agreed on"))?;
    agreed.npv.map(f64::from).ok_or_else(|| NotAvailable::because("there was no NPV then"))
}

/// Points gained over all stages, summed in the order of their ids.
fn points_gained(forecast: &Forecast) -> f64 {
    let mut stages = forecast.stages.clone();
    sort_short(&mut stages, |s| s.id);
    stages.iter().map(|s| s.points).fold(0.0, |sum, points| sum + points)
}

fn journey_score(context: FigureContext, forecast: &Forecast) -> Figure {
    let mut stages: Vec<_> = forecast.stages.iter().filter(|s| s.score.is_some()).collect();
    sort_short(&mut stages, |s| s.id);
    let weight: f64 = stages.iter().filter_map(|s| s.weight).sum();
    let gained: f64 = stages.iter().filter_map(|s| Some(s.weight? * s.points)).sum();
    let today = forecast.journey_score.clone()?;
    Ok(context.plan.settings.scale.from_ten(today + gained / weight))
}
