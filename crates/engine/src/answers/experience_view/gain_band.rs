//! Between which values a gain lies: only the end points of spend are published, and either curve between them may be
//! the true one (models, section 4: a gain's band is the min and max of both).

use crate::figure::{Figure, finite};
use crate::projection::Forecast;
use crate::projection::both_worlds::BothWorlds;
use crate::projection::evaluator::Evaluator;
use crate::projection::resolve::ResolvedPair;
use crate::projection::world::Level;
use journey_plan::{Plan, Scenario, SpendCurve};

/// Share of the gain up to which a difference between the two curves counts as none.
const SAME: f64 = 1e-12;

/// The band of the gain, between its values on the two spend curves.
#[derive(Debug, Clone, PartialEq)]
pub struct GainBand {
    /// The lower present value of the gain.
    pub low: f64,
    /// The higher present value of the gain.
    pub high: f64,
    /// The lower gain of each year.
    pub low_by_year: Vec<f64>,
    /// The higher gain of each year.
    pub high_by_year: Vec<f64>,
    /// Whether the two curves give one gain, so that the band is a single line.
    pub is_line: bool,
    /// Reading of the band, or why it is a line, as a sentence.
    pub sentence: String,
}

/// The band around the gain of `forecast`, which was computed from `worlds`.
pub(super) fn gain_band(
    plan: &Plan,
    scenario: Option<&Scenario>,
    worlds: &BothWorlds,
    forecast: &Forecast,
) -> Figure<GainBand> {
    let on_spend = worlds.inputs.segments.iter().any(|s| s.on_spend);
    let (gain, by_year) = (forecast.scenario_gain, &forecast.benefits);
    let (other, other_by_year) = if on_spend { on_the_other_curve(plan, scenario)? } else { (gain, by_year.clone()) };
    let pick = |pick: fn(f64, f64) -> f64| by_year.iter().zip(&other_by_year).map(|(a, b)| pick(*a, *b)).collect();
    let (low_by_year, high_by_year): (Vec<f64>, Vec<f64>) = (pick(f64::min), pick(f64::max));
    let size = by_year.iter().fold(0.0_f64, |size, gain| size.max(gain.abs()));
    let is_line = low_by_year.iter().zip(&high_by_year).all(|(low, high)| high - low <= SAME * size);
    let (low, high) = (gain.min(other), gain.max(other));
    let sentence = sentence(plan, on_spend, is_line, (low, high));
    Ok(GainBand { low, high, low_by_year, high_by_year, is_line, sentence })
}

/// The gain with the spend curve that is not in use: its present value, and year by year.
fn on_the_other_curve(plan: &Plan, scenario: Option<&Scenario>) -> Figure<(f64, Vec<f64>)> {
    let mut plan = plan.clone();
    plan.settings.spend_curve = plan.settings.spend_curve.other();
    let BothWorlds { baseline, world, level, .. } = BothWorlds::of(ResolvedPair::resolve(&plan, scenario)?)?;
    let (mut with, mut without, nothing) = (Evaluator::new(&world), Evaluator::new(&baseline), Level::none());
    let gain = with.present_value(&level, world.causal_share) - without.present_value(&nothing, baseline.causal_share);
    let equity = with.equity(&level, world.causal_share);
    let at_rest = without.equity(&nothing, baseline.causal_share);
    let by_year = equity.iter().zip(&at_rest).map(|(with, without)| with - without).collect();
    Ok((finite(gain, "the gain on the other spend curve")?, by_year))
}

fn sentence(plan: &Plan, on_spend: bool, is_line: bool, (low, high): (f64, f64)) -> String {
    let settings = &plan.settings;
    if !on_spend {
        return "The band is a single line: every segment answers with retention, and the two curves are of spend."
            .to_owned();
    }
    if is_line {
        return "The band is a single line: the scenario moves nobody’s spend.".to_owned();
    }
    let money = |value| settings.pen().change(value);
    let curve = match settings.spend_curve {
        SpendCurve::Geometric => "geometric",
        SpendCurve::Linear => "linear",
    };
    format!(
        "Only the end points of spend are published. With a geometric and with a linear curve between them the gain \
         lies between {} and {}; in use is the {curve} one.",
        money(low),
        money(high)
    )
}
