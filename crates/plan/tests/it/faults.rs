//! Contents that could once be written and not read again: refused now, with the limit in words.

use journey_plan::journey::cells::MapRow;
use journey_plan::library::{example, templates};
use journey_plan::limits::fitted;
use journey_plan::{
    Card, CardChange, CardId, CellNote, Command, CommandError, Detail, Insight, JourneyParts, Lane, LaneChange, Limit,
    Number, NumberId, Place, Plan, ScenarioChange, ScoreMix, SegmentChange, Shape, Spread, Stage, StageChange, Survey,
    validate,
};
use std::collections::BTreeSet;
use std::sync::Arc;

fn n(value: f64) -> Number {
    Number::new(value).unwrap()
}

fn refusal(plan: &Plan, command: &Command) -> String {
    plan.apply(command).unwrap_err().to_string()
}

/// The blank plan with so many cards of so many letters in its first stage.
fn with_cards(count: usize, letters: usize) -> Plan {
    let mut plan = templates::blank(2024..=2026);
    let first = 1_000;
    let card = |index: usize| Card::new(CardId(first + index as u32), Lane::Touchpoints, "x".repeat(letters));
    Arc::make_mut(&mut plan.stages[0]).cards = (0..count).map(card).collect();
    plan.next_id = first + count as u32;
    plan
}

fn cards(plan: &Plan) -> usize {
    plan.stages.iter().map(|s| s.cards.len()).sum()
}

#[test]
fn a_lane_is_not_duplicated_into_texts_that_are_too_long() {
    let plan = with_cards(40, 251);
    let said = refusal(&plan, &Command::Lane(Lane::Touchpoints, LaneChange::Duplicate));
    assert!(said.contains("10,079 characters") && said.contains("at most 10,000"), "{said}");
    let fits = with_cards(39, 251);
    assert!(fits.apply(&Command::Lane(Lane::Touchpoints, LaneChange::Duplicate)).is_ok());
}

#[test]
fn no_copy_carries_a_map_over_its_cards() {
    let plan = with_cards(2_600, 1);
    let stage = plan.stages[0].id;
    let said = refusal(&plan, &Command::Stage(stage, StageChange::Duplicate));
    assert!(said.contains("5,200 cards") && said.contains("at most 5,000"), "{said}");
    let said = refusal(&plan, &Command::AddParts(JourneyParts::of(&plan)));
    assert!(said.contains("5,200 cards"), "{said}");
    let many = StageChange::AddCards(Lane::Pains, vec!["x".into(); 2_401]);
    assert!(refusal(&plan, &Command::Stage(stage, many)).contains("5,001 cards"));
    // A step with half of them, twice.
    let stepped = plan.apply(&Command::Stage(stage, StageChange::AddSteps(vec!["All".into()]))).unwrap();
    let step = stepped.stages[0].steps[0].id;
    let mut stepped = stepped;
    Arc::make_mut(&mut stepped.stages[0]).cards.iter_mut().for_each(|card| card.step = Some(step));
    let twice = StageChange::Step(step, journey_plan::StepChange::Duplicate);
    assert!(refusal(&stepped, &Command::Stage(stage, twice)).contains("5,200 cards"));
    assert_eq!(cards(&plan.apply(&Command::AddStage { name: "More".into(), at: None }).unwrap()), 2_600);
}

#[test]
fn texts_in_details_have_the_limit_of_all_texts() {
    let plan = example::plan();
    let stage = &plan.stages[0];
    let long = Insight { source: "x".repeat(10_001), ..Insight::default() };
    let add = StageChange::AddCard(Lane::Insights, "Asked".into(), Detail::Insight(long));
    assert!(refusal(&plan, &Command::Stage(stage.id, add)).contains("10,001 characters"));
    let conductor = journey_plan::SettingChange::Conductor("x".repeat(10_001));
    assert!(refusal(&plan, &Command::Set(conductor)).contains("10,001 characters"));
}

#[test]
fn there_is_no_year_after_the_last() {
    let plan = templates::blank(9_997..=9_999);
    assert_eq!(refusal(&plan, &Command::AddYear), "The years end with 9999: there is none after it.");
}

#[test]
fn no_identifier_is_given_twice_however_high_they_are() {
    let mut plan = example::plan();
    plan.next_id = u32::MAX;
    Arc::make_mut(&mut plan.stages[0]).cards[0].id = CardId(u32::MAX);
    for _ in 0..3 {
        plan = plan.apply(&Command::AddStage { name: "More".into(), at: None }).unwrap();
        plan = plan.apply(&Command::Stage(plan.stages[0].id, StageChange::Duplicate)).unwrap();
    }
    let ids = plan.stages.iter().flat_map(|s| s.cards.iter().map(|c| c.id.0).chain([s.id.0]));
    let all: Vec<u32> = ids.collect();
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
    assert!(validate(&plan).is_empty(), "{:?}", validate(&plan));
}

#[test]
fn names_and_lists_have_limits_that_their_refusals_name() {
    let plan = example::plan();
    let long = "x".repeat(301);
    for command in [
        Command::SetTitle(long.clone()),
        Command::AddStage { name: long.clone(), at: None },
        Command::AddRole { name: long.clone() },
        Command::AddSegment { name: long.clone(), years: vec![] },
        Command::AddInitiative { name: long.clone() },
        Command::AddScenario { name: long.clone(), copy_of: None },
        Command::AddLane { name: long },
    ] {
        let said = refusal(&plan, &command);
        assert!(said.contains("301 characters in one name"), "{said}");
    }
    let mut full = plan;
    while full.stages.len() < Limit::Stages.most() {
        full = full.apply(&Command::AddStage { name: "More".into(), at: None }).unwrap();
    }
    let said = refusal(&full, &Command::AddStage { name: "One more".into(), at: None });
    assert_eq!(said, "201 stages on the map are too many; at most 200 are allowed.");
}

#[test]
fn copies_of_copies_keep_names_that_fit() {
    let mut plan = example::plan();
    let stage = plan.stages[0].id;
    plan = plan.apply(&Command::Stage(stage, StageChange::Name("n".repeat(300)))).unwrap();
    for _ in 0..5 {
        let last = plan.stages.iter().find(|s| s.name.starts_with('n')).unwrap().id;
        plan = plan.apply(&Command::Stage(last, StageChange::Duplicate)).unwrap();
    }
    assert!(plan.stages.iter().all(|s| s.name.chars().count() <= 300));
    assert!(plan.stages.iter().any(|s| s.name.ends_with("… (copy)")));
    assert_eq!(fitted("Plan", " (conflict copy)"), "Plan (conflict copy)");
}

#[test]
fn what_is_over_a_limit_can_only_shrink() {
    let mut plan = example::plan();
    let stage = plan.stages[0].id;
    Arc::make_mut(&mut plan.stages[0]).name = "x".repeat(400);
    let rename = |letters| Command::Stage(stage, StageChange::Name("y".repeat(letters)));
    assert!(plan.apply(&rename(400)).is_ok() && plan.apply(&rename(350)).is_ok() && plan.apply(&rename(20)).is_ok());
    assert!(refusal(&plan, &rename(401)).contains("401 characters"));
    // What has nothing to do with it goes on as before, beside it and elsewhere.
    let evidence = StageChange::Evidence(journey_plan::Evidence::Measured);
    assert!(plan.apply(&Command::Stage(stage, evidence)).is_ok());
    assert!(plan.apply(&Command::Stage(plan.stages[1].id, StageChange::Remove)).is_ok());
    // Another name as long is another breach.
    assert!(plan.apply(&Command::Stage(stage, StageChange::Duplicate)).is_ok(), "the copy's name is cut");
    let other = Command::Stage(plan.stages[1].id, StageChange::Name("z".repeat(301)));
    assert!(refusal(&plan, &other).contains("301 characters"));
}

#[test]
fn a_cohort_that_becomes_shares_takes_its_ranges_along() {
    let mut plan = example::plan();
    let (id, cohort) = (plan.segments[0].id, plan.segments[0].cohorts[0].clone());
    let place = Place::Survivors(cohort.year, 1);
    let spread = Spread { low: Some(n(7_900.0)), high: Some(n(8_100.0)), shape: Shape::Triangular };
    let note = CellNote { spread, ..CellNote::default() };
    plan = plan.apply(&Command::Note(NumberId::Segment(id, place), note)).unwrap();
    let won = cohort.survivors[0].unwrap().get();
    let shares = plan.apply(&Command::Segment(id, SegmentChange::CohortInPercent(cohort.year, true))).unwrap();
    let taken = shares.segments[0].notes[&place].spread;
    assert!((taken.low.unwrap().get() - 7_900.0 / won).abs() < 1e-12);
    assert!((taken.high.unwrap().get() - 8_100.0 / won).abs() < 1e-12);
    assert!(validate(&shares).is_empty(), "{:?}", validate(&shares));
    // Shares are of the customers won: without them there are none.
    let bare = SegmentChange::put(Place::Survivors(cohort.year, 0), None);
    let bare = plan.apply(&Command::Segment(id, bare)).unwrap();
    let said = refusal(&bare, &Command::Segment(id, SegmentChange::CohortInPercent(cohort.year, true)));
    assert!(said.contains("began with"), "{said}");
}

#[test]
fn a_mix_that_is_scaled_or_replaced_takes_its_ranges_along() {
    let mut plan = example::plan();
    let id = plan.segments[0].id;
    let act = |plan: &Plan, change| plan.apply(&Command::Segment(id, change)).unwrap();
    plan = act(&plan, SegmentChange::Mix(ScoreMix::Bands([0.2, 0.2, 0.2, 0.2].map(n))));
    let spread = Spread { low: Some(n(0.1)), high: Some(n(0.3)), shape: Shape::Triangular };
    let note = CellNote { spread, ..CellNote::default() };
    plan = plan.apply(&Command::Note(NumberId::Segment(id, Place::Band(0)), note)).unwrap();
    let scaled = act(&plan, SegmentChange::NormaliseMix);
    let taken = scaled.segments[0].notes[&Place::Band(0)].spread;
    assert!((taken.low.unwrap().get() - 0.125).abs() < 1e-12 && (taken.high.unwrap().get() - 0.375).abs() < 1e-12);
    assert!(validate(&scaled).is_empty());
    let replaced = act(&plan, SegmentChange::Mix(ScoreMix::Bands([0.7, 0.1, 0.1, 0.1].map(n))));
    assert!(validate(&replaced).is_empty(), "{:?}", validate(&replaced));
    assert_eq!(replaced.segments[0].notes[&Place::Band(0)].spread.high, None, "an end on the wrong side is dropped");
}

#[test]
fn removing_what_is_not_there_is_missing() {
    let plan = example::plan();
    let (segment, scenario) = (plan.segments[0].id, plan.scenarios[0].id);
    let gone = plan.apply(&Command::Scenario(scenario, ScenarioChange::Remove)).unwrap();
    for (plan, command) in [
        (&gone, Command::Scenario(scenario, ScenarioChange::Remove)),
        (&plan, Command::Segment(segment, SegmentChange::RemoveYear(1_999))),
        (&plan, Command::Segment(segment, SegmentChange::RemoveCohort(1_999))),
        (&plan, Command::Segment(journey_plan::SegmentId(999_999), SegmentChange::Remove)),
        (&plan, Command::Initiative(journey_plan::InitiativeId(999_999), journey_plan::InitiativeChange::Remove)),
        (&plan, Command::Stage(plan.stages[0].id, StageChange::Card(CardId(999_999), CardChange::Remove))),
    ] {
        assert!(matches!(plan.apply(&command), Err(CommandError::Missing(_))), "{command:?}");
    }
}

#[test]
fn a_template_holds_neither_people_nor_numbers_nor_sources() {
    let mut plan = example::plan();
    plan.paper.question = "Shall we buy Northwind?".into();
    plan.settings.conductor = "Ada Lovelace".into();
    let note = CellNote { source: "Board minutes".into(), owner: "CFO".into(), ..CellNote::default() };
    plan = plan.apply(&Command::Note(NumberId::Setting(journey_plan::Setting::Discount), note)).unwrap();
    plan = plan.apply(&Command::SetSurvey(None::<Survey>)).unwrap();
    let template = plan.as_template(2024..=2026);
    let text = format!("{template:?}");
    for particular in ["Northwind", "Lovelace", "Board minutes", "CFO"] {
        assert!(!text.contains(particular), "{particular}");
    }
    for stage in &template.stages {
        assert!(stage.owner().is_empty() && stage.weight.is_none() && stage.conversion.is_none());
        for card in &stage.cards {
            match &card.detail {
                Detail::Metric(m) => assert!(m.owner.is_empty() && [m.baseline, m.now, m.target] == [None; 3]),
                Detail::Insight(i) => assert!(i.source.is_empty() && i.date.is_none()),
                _ => {}
            }
        }
    }
    // The map itself is there.
    assert_eq!(template.stages.len(), plan.stages.len());
    assert_eq!(cards(&template), cards(&plan));
    assert_eq!(template.lanes, plan.lanes);
}

#[test]
fn what_has_no_room_is_refused_before_it_is_made() {
    let plan = templates::blank(2024..=2026);
    let stage = plan.stages[0].id;
    let lines = (0..300_000).map(|line| format!("line {line}")).collect::<Vec<_>>();
    // Each would take minutes if it were made first.
    let row = MapRow::Lane(Lane::Touchpoints);
    for (command, said) in [
        (Command::Stage(stage, StageChange::AddCards(Lane::Touchpoints, lines.clone())), "300,000 cards"),
        (Command::Write(vec![(row, stage, lines.join("\n"))]), "300,000 cards"),
        (Command::Stage(stage, StageChange::AddSteps(lines.clone())), "steps in one stage"),
        (Command::Write(vec![(MapRow::Lane(Lane::Roles), stage, lines.join("\n"))]), "300,000 roles"),
    ] {
        let refused = refusal(&plan, &command);
        assert!(refused.contains(said), "{refused}");
    }
    // A map that is over its limit still takes what adds no card.
    let over = with_cards(6_000, 1);
    let over = over.apply(&Command::AddStage { name: "Empty".into(), at: None }).unwrap();
    let empty = over.stages.last().unwrap().id;
    assert!(over.apply(&Command::Stage(empty, StageChange::Duplicate)).is_ok());
}

#[test]
fn copied_roles_and_lanes_of_one_name_stay_apart() {
    let mut plan = templates::blank(2024..=2026);
    let stage = plan.stages[0].id;
    for _ in 0..2 {
        plan = plan.apply(&Command::AddLane { name: "New lane".into() }).unwrap();
    }
    let own: Vec<Lane> = plan.lanes.iter().map(|row| row.lane).filter(|lane| matches!(lane, Lane::Custom(_))).collect();
    for lane in &own {
        plan = plan.apply(&Command::Write(vec![(MapRow::Lane(*lane), stage, format!("{lane:?}"))])).unwrap();
    }
    let parts = JourneyParts::of(&plan);
    let target = templates::blank(2024..=2026);
    for target in [target.clone(), target.apply(&Command::AddParts(parts.clone())).unwrap()] {
        let copied = target.apply(&Command::AddParts(parts.clone())).unwrap();
        let texts = |stage: &Stage| stage.texts.iter().filter(|t| matches!(t.lane, Lane::Custom(_))).count();
        assert_eq!(texts(copied.stages.last().unwrap()), 2);
    }
}
