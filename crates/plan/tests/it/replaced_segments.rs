//! One segment in the place of two: taken as it comes, and checked like anything that is read.

use journey_plan::library::example;
use journey_plan::{Agreed, ScoreMix};
use journey_plan::{
    Command, CommandError, Date, Driver, Number, Overrides, Plan, ScenarioChange, ScenarioId, Segment, SegmentId,
};
use std::sync::Arc;

fn n(value: f64) -> Number {
    Number::new(value).unwrap()
}

/// The example's two segments, of which the second is overridden in its first scenario.
fn pair() -> (Plan, SegmentId, SegmentId, ScenarioId) {
    let plan = example::plan();
    let (into, from, scenario) = (plan.segments[0].id, plan.segments[1].id, plan.scenarios[0].id);
    let own = ScenarioChange::Driver(from, Driver::Retention, Some(n(0.9)));
    (plan.apply(&Command::Scenario(scenario, own)).unwrap(), into, from, scenario)
}

fn replaced(
    plan: &Plan,
    merged: Segment,
    removed: SegmentId,
    overrides: Vec<(ScenarioId, Overrides)>,
) -> Result<Plan, CommandError> {
    plan.apply(&Command::ReplaceSegments { merged: Arc::new(merged), removed, overrides })
}

#[test]
fn the_merged_segment_stands_where_the_first_stood() {
    let (plan, into, from, scenario) = pair();
    let merged = Segment { name: "Both".into(), ..plan.segment(into).unwrap().clone() };
    let after = replaced(&plan, merged.clone(), from, vec![(scenario, Overrides::default())]).unwrap();
    assert_eq!(after.segments.iter().map(|s| s.id).collect::<Vec<_>>(), [into]);
    assert_eq!(after.segment(into), Some(&merged));
    assert_eq!(after.scenario(scenario).unwrap().overrides, Overrides::default());
}

#[test]
fn an_override_of_the_removed_segment_is_not_left_behind() {
    let (plan, into, from, _) = pair();
    let merged = plan.segment(into).unwrap().clone();
    let refused = replaced(&plan, merged, from, Vec::new()).unwrap_err();
    assert_eq!(refused.to_string(), "An overridden segment is not in the plan.");
}

#[test]
fn what_a_file_could_not_hold_is_refused() {
    let (plan, into, from, scenario) = pair();
    let clean = || vec![(scenario, Overrides::default())];
    let whole = plan.segment(into).unwrap().clone();
    let wrong = Segment { score_mix: ScoreMix::Mean(n(11.0)), ..whole.clone() };
    assert!(replaced(&plan, wrong, from, clean()).unwrap_err().to_string().contains("between 1 and 10"));
    let long = Segment { name: "x".repeat(10_001), ..whole.clone() };
    assert!(replaced(&plan, long, from, clean()).unwrap_err().to_string().contains("10,001 characters"));
    // What was wrong before is not the merge's fault.
    let mut damaged = plan.clone();
    damaged.settings.causal_share = n(1.5);
    assert!(replaced(&damaged, whole, from, clean()).is_ok());
}

#[test]
fn parts_that_are_not_there_are_named() {
    let (plan, into, from, scenario) = pair();
    let whole = plan.segment(into).unwrap().clone();
    let missing = |merged: &Segment, removed, scenario| {
        replaced(&plan, merged.clone(), removed, vec![(scenario, Overrides::default())]).unwrap_err()
    };
    let stranger = Segment { id: SegmentId(7), ..whole.clone() };
    assert_eq!(missing(&stranger, from, scenario), CommandError::Missing("segment"));
    assert_eq!(missing(&whole, SegmentId(7), scenario), CommandError::Missing("segment"));
    assert_eq!(missing(&whole, into, scenario), CommandError::Missing("segment"));
    assert_eq!(missing(&whole, from, ScenarioId(7)), CommandError::Missing("scenario"));
}

#[test]
fn what_a_room_agreed_on_keeps_its_overrides() {
    let (plan, into, from, scenario) = pair();
    let agreed = Agreed {
        on: Date::new(2026, 3, 31).unwrap(),
        at: "10:15".into(),
        npv: None,
        scenario_gain: None,
        present_value: None,
    };
    let plan = plan.apply(&Command::Scenario(scenario, ScenarioChange::Agree(Some(agreed)))).unwrap();
    let merged = plan.segment(into).unwrap().clone();
    let refused = replaced(&plan, merged, from, vec![(scenario, Overrides::default())]).unwrap_err();
    assert!(refused.to_string().contains("Reopen it"), "{refused}");
}
