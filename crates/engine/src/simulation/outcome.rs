//! What a simulation says.

use super::notes::SimulationNote;
use journey_plan::{Evidence, InitiativeAmount, NumberId, Scale, ScenarioId, Shape};

/// The order in which numbers are drawn and listed: by what they belong to and its identity, never by position in the plan.
pub(crate) fn drawing_order(id: NumberId) -> (u8, NumberId) {
    let class = match id {
        NumberId::Setting(_) => 0,
        NumberId::Segment(..) => 1,
        NumberId::Amount(_, InitiativeAmount::Points(_)) => 2,
        NumberId::Amount(_, InitiativeAmount::OneOffCost) => 3,
        NumberId::Amount(_, InitiativeAmount::RunningCost) => 4,
        _ => 5,
    };
    (class, id)
}

/// How the ends of a range are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DriverUnit {
    /// A fraction, written in percent.
    Share,
    /// Currency.
    Money,
    /// Points of experience gained.
    Points,
    /// A score, held on 1–10 and written on the scale on which it is entered.
    Score(Scale),
    /// A multiple of something, written with a ×.
    Ratio,
    /// A count.
    Number,
}

/// A driver with its range.
#[derive(Debug, Clone, PartialEq)]
pub struct RangedDriver {
    /// What it is.
    pub id: NumberId,
    /// Its name, unique in a plan: “Subscriptions: Retention”.
    pub label: String,
    /// How its values are written.
    pub unit: DriverUnit,
    /// Low end as typed (the 5 % point of a 90 % range), or as the evidence level sets it within the driver's domain.
    pub low: f64,
    /// The value the projection uses.
    pub likely: f64,
    /// High end.
    pub high: f64,
    /// What lies between.
    pub shape: Shape,
    /// What the value rests on.
    pub evidence: Evidence,
    /// Whether the range is a default (by evidence level, or that of the causal share) instead of a typed one.
    pub by_default: bool,
}

/// Percentiles over all draws (type 7), in currency.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs)] // named after themselves
pub struct Percentiles {
    pub p10: f64,
    pub p25: f64,
    pub p50: f64,
    pub p75: f64,
    pub p90: f64,
}

/// A column of the histogram.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bin {
    /// Lower edge, in currency; zero is an edge wherever it lies inside.
    pub from: f64,
    /// Upper edge.
    pub to: f64,
    /// Draws from `from` up to, but not at, `to`.
    pub draws: usize,
}

/// How much of the spread of the NPV goes back to one driver.
#[derive(Debug, Clone, PartialEq)]
pub struct DriverShare {
    /// The driver.
    pub driver: RangedDriver,
    /// ρ: rank correlation of its draws with the NPV (Spearman); 0 where it cannot move it.
    pub correlation: f64,
    /// ρ² / Σρ².
    pub share: f64,
}

/// The NPV when one driver alone stands at an end of its range.
#[derive(Debug, Clone, PartialEq)]
pub struct TornadoBar {
    /// The driver.
    pub driver: RangedDriver,
    /// NPV at its low end, all others likely.
    pub at_low: f64,
    /// NPV at its high end.
    pub at_high: f64,
}

impl TornadoBar {
    /// How far the ends lie apart, in currency.
    pub fn width(&self) -> f64 {
        (self.at_high - self.at_low).abs()
    }
}

/// The driver whose range, on better evidence, narrows the NPV most.
#[derive(Debug, Clone, PartialEq)]
pub struct CheapestFact {
    /// The driver.
    pub driver: RangedDriver,
    /// The evidence it would then rest on.
    pub better: Evidence,
    /// P90 − P10 of the NPV today.
    pub spread_now: f64,
    /// The same with the narrower range.
    pub spread_then: f64,
}

/// Everything a simulation says about a scenario. Money is in the plan's currency; risk adjustment is off.
#[derive(Debug, Clone, PartialEq)]
pub struct Uncertainty {
    /// The scenario.
    pub scenario: Option<ScenarioId>,
    /// Draws behind the figures.
    pub draws: usize,
    /// Seed.
    pub seed: u64,
    /// NPV with every driver at its likely value.
    pub likely: f64,
    /// Mean NPV of the draws.
    pub mean: f64,
    /// Standard error of that mean.
    pub standard_error: f64,
    /// NPV.
    pub npv: Percentiles,
    /// Scenario gain, before programme cost.
    pub gain: Percentiles,
    /// Share of the draws whose NPV is above zero.
    pub probability_positive: f64,
    /// Calendar year of year 1.
    pub first_year: i32,
    /// Discounted cash added up: now (with what is paid at once), then at the end of each year.
    pub cumulative: Vec<Percentiles>,
    /// The same at likely values.
    pub likely_cumulative: Vec<f64>,
    /// NPV by frequency.
    pub histogram: Vec<Bin>,
    /// Shares of the drivers, largest first.
    pub shares: Vec<DriverShare>,
    /// One driver at a time, widest first.
    pub tornado: Vec<TornadoBar>,
    /// What to find out next; `None` while it is not searched, or where nothing narrows the NPV.
    pub cheapest: Option<CheapestFact>,
    /// Draws that left a driver's domain and were brought back to its edge, where there were any.
    pub clamped: Vec<(RangedDriver, usize)>,
    /// Draws that could not be computed and are left out.
    pub refused: usize,
    /// Sentences about what the figures rest on.
    pub notes: Vec<SimulationNote>,
}
