//! Sentences about what a simulation rests on.

use super::driver::Drawn;
use super::outcome::DriverId;
use journey_plan::order::sort_short;
use journey_plan::{Driver, Place, Plan, Scenario, SegmentId, Setting, StageId};

/// What a reader should know besides the figures.
pub(super) fn notes(plan: &Plan, scenario: &Scenario, drivers: &[Drawn]) -> Vec<String> {
    let mut notes = vec![
        "Drivers are drawn independently of one another.".to_owned(),
        "The likely NPV has every driver at its likely value. Mean and P50 of the draws differ from it where ranges \
         reach further to one side than to the other, and where effects multiply, level off or stop at a limit."
            .to_owned(),
        "Risk adjustment is off here, because the ranges take its place.".to_owned(),
    ];
    let [held, drawn_by_baseline] = held(plan, scenario, drivers);
    if !held.is_empty() {
        notes.push(format!("Held at what the scenario sets, without a range: {}.", held.join(", ")));
    }
    if !drawn_by_baseline.is_empty() {
        notes.push(format!("Held in the scenario; the baseline still draws it: {}.", drawn_by_baseline.join(", ")));
    }
    let is_share = |d: &Drawn| matches!(d.about.id, DriverId::Segment(_, Place::Band(_) | Place::Score(_)));
    if drivers.iter().any(is_share) {
        notes.push("Shares of a score mix that were drawn are scaled so that all add up again.".to_owned());
    }
    if drivers.is_empty() {
        notes.push("Nothing carries a range, so that every draw is the same.".to_owned());
    }
    notes
}

/// What the scenario sets by itself, in the order of the identities: what nobody draws, and what the baseline still draws.
fn held(plan: &Plan, scenario: &Scenario, drawn: &[Drawn]) -> [Vec<String>; 2] {
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
        let driven = DriverId::Segment(id, Place::Driver(driver));
        let is_drawn = drawn.iter().any(|d| d.about.id == driven);
        let list = if is_drawn { &mut drawn_by_baseline } else { &mut held };
        list.push(format!("{} of {}", driver.label().to_lowercase(), segment.name));
    }
    if overrides.end_points.is_some() {
        let ends = [Setting::SpendRatio, Setting::RetentionPoorest, Setting::RetentionBest];
        held.extend(ends.map(|setting| setting.label().to_lowercase()));
    }
    [held, drawn_by_baseline]
}
