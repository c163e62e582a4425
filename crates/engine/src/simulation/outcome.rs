//! The outcome of a simulation: drivers, statistics and shares.

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

/// Unit in which values of a driver are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DriverUnit {
    /// A fraction, written in percent.
    Share,
    /// An amount in currency.
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
    /// Identity of the driver's number.
    pub id: NumberId,
    /// Name of the driver, unique in a plan: “Subscriptions: Retention”.
    pub label: String,
    /// Unit in which the driver's values are written.
    pub unit: DriverUnit,
    /// Low end as typed (the 5 % point of a 90 % range), or as the evidence level sets it within the driver's domain.
    pub low: f64,
    /// Likely value, which the projection uses.
    pub likely: f64,
    /// High end as typed (the 95 % point of a 90 % range), or as the evidence level sets it within the driver's domain.
    pub high: f64,
    /// Shape of the range between its ends.
    pub shape: Shape,
    /// Level of evidence the value rests on.
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
    /// Upper edge, in currency.
    pub to: f64,
    /// Number of draws from `from` up to, but not at, `to`.
    pub draws: usize,
}

/// Part of the spread of the NPV that goes back to one driver.
#[derive(Debug, Clone, PartialEq)]
pub struct DriverShare {
    /// Driver that the spread goes back to.
    pub driver: RangedDriver,
    /// ρ: rank correlation of the driver's draws with the NPV (Spearman); 0 where the driver cannot move the NPV.
    pub correlation: f64,
    /// Share of the driver in the spread, 0–1: ρ² / Σρ².
    pub share: f64,
}

/// The NPV when one driver alone stands at an end of its range.
#[derive(Debug, Clone, PartialEq)]
pub struct TornadoBar {
    /// Driver that stands at an end of its range.
    pub driver: RangedDriver,
    /// NPV with the driver at its low end, all others likely.
    pub at_low: f64,
    /// NPV with the driver at its high end, all others likely.
    pub at_high: f64,
}

impl TornadoBar {
    /// Distance of the NPV at the two ends, in currency.
    pub fn width(&self) -> f64 {
        (self.at_high - self.at_low).abs()
    }
}

/// The driver whose range, on better evidence, narrows the NPV most.
#[derive(Debug, Clone, PartialEq)]
pub struct CheapestFact {
    /// Driver to find out more about.
    pub driver: RangedDriver,
    /// Level of evidence that the driver would then rest on.
    pub better: Evidence,
    /// P90 − P10 of the NPV today.
    pub spread_now: f64,
    /// P90 − P10 of the NPV with the narrower range.
    pub spread_then: f64,
}

/// Everything a simulation says about a scenario. Money is in the plan's currency; risk adjustment is off.
#[derive(Debug, Clone, PartialEq)]
pub struct Uncertainty {
    /// Scenario that was simulated.
    pub scenario: Option<ScenarioId>,
    /// Number of draws behind the figures.
    pub draws: usize,
    /// Seed of the draws.
    pub seed: u64,
    /// NPV with every driver at its likely value.
    pub likely: f64,
    /// Mean NPV of the draws.
    pub mean: f64,
    /// Standard error of the mean NPV.
    pub standard_error: f64,
    /// Percentiles of the NPV.
    pub npv: Percentiles,
    /// Percentiles of the scenario gain, before programme cost.
    pub gain: Percentiles,
    /// Share of the draws whose NPV is above zero.
    pub probability_positive: f64,
    /// Calendar year of year 1.
    pub first_year: i32,
    /// Percentiles of the discounted cash added up: now (with what is paid at once), then at the end of each year.
    pub cumulative: Vec<Percentiles>,
    /// Discounted cash added up at likely values: now, then at the end of each year.
    pub likely_cumulative: Vec<f64>,
    /// Histogram of the NPV.
    pub histogram: Vec<Bin>,
    /// Shares of the drivers, largest first.
    pub shares: Vec<DriverShare>,
    /// Tornado: one driver at a time, widest first.
    pub tornado: Vec<TornadoBar>,
    /// Cheapest fact to find out next; `None` while it is not searched, or where nothing narrows the NPV.
    pub cheapest: Option<CheapestFact>,
    /// Drivers with draws that left their domain and were brought back to its edge, and the number of such draws.
    pub clamped: Vec<(RangedDriver, usize)>,
    /// Number of draws that could not be computed and are left out.
    pub refused: usize,
    /// Notes on what the figures rest on.
    pub notes: Vec<SimulationNote>,
}
