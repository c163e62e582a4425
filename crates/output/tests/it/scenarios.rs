//! Scenarios and initiatives as they are edited: overrides, ranges, agreement.

use journey_engine::project;
use journey_output::exchange::plan_file;
use journey_plan::library::example;
use journey_plan::{
    Agreed, Command, CommandError, Driver, InitiativeAmount, InitiativeChange, Number, Plan, ScenarioChange,
    ScenarioId, ScoreMix, SegmentChange, Shape, Spread, StageChange,
};
use journey_samples::plans::n;

fn act(plan: &Plan, change: ScenarioChange) -> Result<Plan, CommandError> {
    plan.apply(&Command::Scenario(active(plan), change))
}

fn active(plan: &Plan) -> ScenarioId {
    plan.active_scenario.unwrap()
}

fn agreed() -> Agreed {
    Agreed {
        on: "2026-11-26".parse().unwrap(),
        at: "14:32".to_owned(),
        present_value: None,
        scenario_gain: None,
        npv: Some(n(100.0)),
    }
}

#[test]
fn what_a_room_agreed_on_stays_as_it_is() {
    let plan = act(&example::plan(), ScenarioChange::Agree(Some(agreed()))).unwrap();
    let stage = plan.stages[0].id;
    let initiative = plan.active().unwrap().initiatives[0];
    for change in [
        ScenarioChange::Name("Other".to_owned()),
        ScenarioChange::Points(stage, Some(Number::ONE)),
        ScenarioChange::Enable(initiative, false),
        ScenarioChange::CausalShare(Some(Number::ONE)),
        ScenarioChange::Remove,
    ] {
        let refusal = act(&plan, change).unwrap_err().to_string();
        assert!(refusal.contains("was agreed on 2026-11-26 at 14:32"), "{refusal}");
    }
    // Nor does it change because something it is made of goes, or is set another way.
    let pointed = act(&example::plan(), ScenarioChange::Points(stage, Some(Number::ONE))).unwrap();
    let pointed = act(&pointed, ScenarioChange::Agree(Some(agreed()))).unwrap();
    let stages = pointed.stages.iter().map(|s| s.id).collect();
    for command in [
        Command::Initiative(initiative, InitiativeChange::Remove),
        Command::Stage(stage, StageChange::Remove),
        Command::UseTargetsAsPoints { scenario: pointed.active_scenario, stages },
    ] {
        let refusal = pointed.apply(&command).unwrap_err().to_string();
        assert!(refusal.contains("was agreed"), "{command:?}: {refusal}");
    }
    // A new initiative does not slip into it.
    let more = plan.apply(&Command::AddInitiative { name: "Late idea".to_owned() }).unwrap();
    assert_eq!(more.active().unwrap(), plan.active().unwrap());
    // A copy is open; reopening opens it.
    let copy = Command::AddScenario { name: "Copy".to_owned(), copy_of: plan.active_scenario };
    assert_eq!(plan.apply(&copy).unwrap().active().unwrap().agreed, None);
    let open = act(&plan, ScenarioChange::Agree(None)).unwrap();
    assert!(act(&open, ScenarioChange::Remove).is_ok());
    // The agreement is in the file.
    let text = plan_file::write(&plan).unwrap();
    assert_eq!(plan_file::read(text.as_bytes()).unwrap().plan, plan);
}

#[test]
fn an_override_counts_in_its_scenario_alone() {
    let plan = example::plan();
    let services = plan.segments[1].id;
    let baseline = |p: &Plan| project(p, None).present_value().unwrap().to_bits();
    let raised = act(&plan, ScenarioChange::Driver(services, Driver::RevenuePerExisting, Some(n(4_500.0)))).unwrap();
    assert_eq!(baseline(&raised), baseline(&plan));
    let gain = |p: &Plan| project(p, p.active_scenario).scenario_gain().unwrap();
    assert!(gain(&raised) > gain(&plan));
    let shares = project(&raised, raised.active_scenario).forecast.unwrap().shares;
    assert!(shares.other_changes > 0.0);
    let taken_back = act(&raised, ScenarioChange::Driver(services, Driver::RevenuePerExisting, None)).unwrap();
    assert_eq!(taken_back, plan);
    let best = ScoreMix::Bands([0.0, 0.0, 0.0, 1.0].map(n));
    let mixed = act(&plan, ScenarioChange::Mix(services, Some((best, 2)))).unwrap();
    assert!(gain(&mixed) > gain(&plan));
    assert_eq!(act(&mixed, ScenarioChange::Mix(services, None)).unwrap(), plan);
    let gone = mixed.apply(&Command::Segment(services, SegmentChange::Remove)).unwrap();
    assert_eq!(gone.active().unwrap().overrides.mixes, []);
}

#[test]
fn an_override_outside_its_range_is_refused_with_its_name() {
    let plan = example::plan();
    let segment = plan.segments[0].id;
    let stage = plan.stages[0].id;
    for (change, words) in [
        (ScenarioChange::Driver(segment, Driver::Retention, Some(n(1.2))), "Retention must be between"),
        (ScenarioChange::PhaseIn(Some(vec![n(0.8), n(0.4)])), "phase-in cannot fall"),
        (ScenarioChange::Conversion(stage, Some(n(-0.1))), "cannot be negative"),
        (ScenarioChange::Mix(segment, Some((ScoreMix::Mean(n(6.0)), 21))), "first year"),
        (ScenarioChange::CostToServe(Some(n(0.34))), "The saving in cost to serve"),
    ] {
        let refusal = act(&plan, change).unwrap_err().to_string();
        assert!(refusal.contains(words), "{refusal}");
    }
}

#[test]
fn a_range_belongs_to_a_number_that_is_there() {
    let plan = example::plan();
    let initiative = plan.initiatives[0].id;
    let stage = plan.initiatives[0].lifts[0].stage;
    let spread = |low, high| Spread { low: Some(n(low)), high: Some(n(high)), shape: Shape::Pert };
    let set = |plan: &Plan, amount, spread| {
        plan.apply(&Command::Initiative(initiative, InitiativeChange::Spread(amount, spread)))
    };
    let wider = set(&plan, InitiativeAmount::Points(stage), spread(0.5, 4.0)).unwrap();
    let points = wider.initiatives[0].lifts[0].points;
    assert_eq!(
        (points.low, points.likely, points.high, points.shape),
        (Some(n(0.5)), n(2.4), Some(n(4.0)), Shape::Pert)
    );
    let refusal = set(&plan, InitiativeAmount::Points(stage), spread(3.0, 4.0)).unwrap_err().to_string();
    assert!(refusal.contains("between low and high"), "{refusal}");
    assert!(set(&plan, InitiativeAmount::OneOffCost, spread(-5.0, 500_000.0)).is_err());
    let bare = plan.apply(&Command::Initiative(initiative, InitiativeChange::RunningCost(None))).unwrap();
    let refusal = set(&bare, InitiativeAmount::RunningCost, spread(1.0, 2.0)).unwrap_err().to_string();
    assert!(refusal.contains("likely value first"), "{refusal}");
    // Another likely value keeps the ends that still hold it.
    let moved = plan.apply(&Command::Initiative(initiative, InitiativeChange::OneOffCost(Some(n(600_000.0))))).unwrap();
    let cost = moved.initiatives[0].one_off_cost.unwrap();
    assert_eq!((cost.low, cost.likely, cost.high), (Some(n(380_000.0)), n(600_000.0), None));
}

#[test]
fn a_files_ranges_and_agreements_are_checked() {
    let mut plan = example::plan();
    let initiative = std::sync::Arc::make_mut(&mut plan.initiatives[0]);
    initiative.one_off_cost.as_mut().unwrap().high = Some(Number::ONE);
    plan.settings.draws = 3;
    let text = plan_file::write(&plan).unwrap();
    let problems = plan_file::read(text.as_bytes()).unwrap().problems;
    let paths: Vec<&str> = problems.iter().map(|p| p.path.as_str()).collect();
    assert_eq!(paths, ["settings.draws", "initiatives[0].one_off_cost"]);
}
