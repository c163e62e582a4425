//! Remarks beside the figures of a simulation: kinds to be recognised by, and their wording.

use super::driver::SampledDriver;
use crate::figure::NotAvailable;
use journey_plan::number::pen::{Noun, Pen};
use journey_plan::order::sort_short;
use journey_plan::{Driver, NumberId, Place, Plan, Scenario, SegmentId, Setting, StageId};

/// Draws, as a noun.
const DRAWS: Noun = Noun("draw", "draws");

/// A remark on what a simulation rests on or leaves out.
#[derive(Debug, Clone, PartialEq)]
pub enum SimulationNote {
    /// Drivers are drawn independently of one another.
    Independent,
    /// The likely NPV is none of the statistics of the draws.
    LikelyApart,
    /// The ranges stand for the risk adjustment.
    WithoutRiskAdjustment,
    /// Numbers that the scenario sets by itself and nobody draws.
    Held(Vec<String>),
    /// Numbers that the scenario sets by itself while the baseline draws them.
    DrawnByBaseline(Vec<String>),
    /// Drawn shares of a mix are made to add up.
    SharesScaled,
    /// Drivers that are drawn from the ends of their range alone.
    LikelyUnused(Vec<String>),
    /// There is nothing to draw.
    NothingRanged,
    /// An end of a driver's range has no NPV.
    NoEnd {
        /// Whether the end is the high one.
        high: bool,
        /// Name of the driver.
        driver: String,
        /// Reason why the end has no NPV.
        reason: NotAvailable,
    },
    /// Draws of a driver that were not possible.
    BroughtBack {
        /// Name of the driver.
        driver: String,
        /// Draws that were brought back.
        draws: usize,
        /// All draws that were made.
        of: usize,
    },
    /// Draws that have no NPV.
    LeftOut {
        /// Draws that were left out.
        draws: usize,
        /// All draws that were made.
        of: usize,
    },
}

impl SimulationNote {
    /// The note as a sentence, its numbers written by `pen`.
    pub fn written(&self, pen: Pen) -> String {
        match self {
            Self::Independent => "Drivers are drawn independently of one another.".to_owned(),
            Self::LikelyApart => "The likely NPV has every driver at its likely value. Mean and P50 of the draws differ from it where ranges \
                 reach further to one side than to the other, and where effects multiply, level off or stop at a limit.".to_owned(),
            Self::WithoutRiskAdjustment => {
                "Risk adjustment is off here, because the ranges take its place.".to_owned()
            }
            Self::Held(what) => format!("Held at what the scenario sets, without a range: {}.", what.join(", ")),
            Self::DrawnByBaseline(what) => {
                format!("Held in the scenario; the baseline still draws it: {}.", what.join(", "))
            }
            Self::SharesScaled => {
                "Shares of a score mix that were drawn are scaled so that all add up again.".to_owned()
            }
            Self::LikelyUnused(drivers) => format!("Drawn from the ends of a 90 % range alone, so that the likely value is not used: {}.",
                drivers.join(", ")
            ),
            Self::NothingRanged => "Nothing carries a range, so that every draw is the same.".to_owned(),
            Self::NoEnd { high, driver, reason } => {
                let end = if *high { "high" } else { "low" };
                format!("The {end} end of “{driver}” cannot be computed: {}", reason.written(pen))
            }
            Self::BroughtBack { driver, draws, of } => {
                let of = pen.count(*of, DRAWS);
                let left = if *draws == 1 { "left what is possible and was" } else { "left what is possible and were" };
                format!("{} of {of} of “{driver}” {left} brought back to its edge.", pen.whole(*draws))
            }
            Self::LeftOut { draws, of } => format!("{} of {} could not be computed and {} left out: the numbers drawn do not go together.",
                pen.whole(*draws),
                pen.count(*of, DRAWS),
                if *draws == 1 { "is" } else { "are" }
            ),
        }
    }
}

/// Notes that are known before the draws: what the simulation rests on and leaves out.
pub(super) fn notes(plan: &Plan, scenario: &Scenario, drivers: &[SampledDriver]) -> Vec<SimulationNote> {
    let mut notes =
        vec![SimulationNote::Independent, SimulationNote::LikelyApart, SimulationNote::WithoutRiskAdjustment];
    let [held, drawn_by_baseline] = held(plan, scenario, drivers);
    if !held.is_empty() {
        notes.push(SimulationNote::Held(held));
    }
    if !drawn_by_baseline.is_empty() {
        notes.push(SimulationNote::DrawnByBaseline(drawn_by_baseline));
    }
    let is_share = |d: &SampledDriver| matches!(d.about.id, NumberId::Segment(_, Place::Band(_) | Place::Score(_)));
    if drivers.iter().any(is_share) {
        notes.push(SimulationNote::SharesScaled);
    }
    let from_ends = drivers.iter().filter(|d| d.about.shape.ignores_likely());
    let from_ends: Vec<String> = from_ends.map(|d| d.about.label.clone()).collect();
    if !from_ends.is_empty() {
        notes.push(SimulationNote::LikelyUnused(from_ends));
    }
    if drivers.is_empty() {
        notes.push(SimulationNote::NothingRanged);
    }
    notes
}

/// Names of what the scenario sets by itself, by identity: what nobody draws, and what the baseline still draws.
fn held(plan: &Plan, scenario: &Scenario, drawn: &[SampledDriver]) -> [Vec<String>; 2] {
    let mut by_hand: Vec<StageId> = scenario.points_by_hand.iter().map(|(id, _)| *id).collect();
    sort_short(&mut by_hand, |id| *id);
    let points = |id| Some(format!("points on {}", plan.stage(id)?.name));
    let mut held: Vec<String> = by_hand.into_iter().filter_map(points).collect();
    let mut drawn_by_baseline = Vec::new();
    let overrides = &scenario.overrides;
    let mut drivers: Vec<(SegmentId, Driver)> =
        overrides.drivers.iter().map(|(id, driver, _)| (*id, *driver)).collect();
    sort_short(&mut drivers, |driver| *driver);
    for (id, driver) in drivers {
        let Some(segment) = plan.segment(id) else { continue };
        let driven = NumberId::Segment(id, Place::Driver(driver));
        let is_drawn = drawn.iter().any(|d| d.about.id == driven);
        let list = if is_drawn { &mut drawn_by_baseline } else { &mut held };
        list.push(format!("{} of {}", driver.label().to_ascii_lowercase(), segment.name));
    }
    if overrides.end_points.is_some() {
        let ends = [Setting::SpendRatio, Setting::RetentionPoorest, Setting::RetentionBest];
        held.extend(ends.map(|setting| setting.label().to_ascii_lowercase()));
    }
    [held, drawn_by_baseline]
}
