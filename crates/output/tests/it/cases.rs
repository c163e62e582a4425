//! Plan files people met (`tests/cases`): each opens, or is refused in words; what was changed in it is said.

use journey_engine::project;
use journey_engine::simulation::simulate_draws;
use journey_output::exchange::plan_file::{LoadError, LoadedPlan, WriteError, read, read_stored, write};
use journey_plan::library::{example, templates};
use journey_plan::limits::LARGEST_FILE;
use journey_plan::number::pen::Pen;
use journey_plan::{
    Card, CardId, CellNote, Command, Driver, InitiativeAmount, InitiativeChange, Lane, Limit, Number, NumberId, Place,
    Plan, ScenarioChange, ScoreMix, Segment, SegmentChange, SegmentId, Setting, SettingChange, Severity, Shape, Spread,
    StageChange,
};
use journey_samples::plans::n;
use std::sync::Arc;

fn bytes(name: &str) -> Vec<u8> {
    let path = format!("{}/../../tests/cases/{name}.journey.json", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn opened(name: &str) -> LoadedPlan {
    read(&bytes(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The plan after it was written and read again, which changes nothing more.
fn again(plan: &Plan) -> Plan {
    let loaded = read(write(plan).unwrap().as_bytes()).unwrap();
    assert!(loaded.mended.is_empty());
    assert_eq!(&loaded.plan, plan);
    loaded.plan
}

#[test]
fn every_case_opens_and_is_written_as_it_is_read() {
    let names = ["C13-range-from-zero", "F01-lane-duplicate", "F04-year-9999", "F06-next-id", "F07-doubled-score"];
    let more = ["F08-null-discount", "F10-bom", "F11-horizon", "F12-hostile-texts", "F13-cohort-range"];
    for name in names.into_iter().chain(more).chain(["F15-derived-weights"]) {
        let plan = again(&opened(name).plan);
        for scenario in std::iter::once(None).chain(plan.scenarios.iter().map(|s| Some(s.id))) {
            let _ = project(&plan, scenario);
        }
    }
}

#[test]
fn identifiers_at_their_end_are_never_given_twice() {
    let mut plan = opened("F06-next-id").plan;
    for _ in 0..2 {
        plan = plan.apply(&Command::AddStage { name: "More".into(), at: None }).unwrap();
    }
    again(&plan);
}

#[test]
fn two_scores_of_one_role_become_the_first_and_that_is_said() {
    let LoadedPlan { plan, mended, .. } = opened("F07-doubled-score");
    let [said] = mended.as_slice() else { panic!("{mended:?}") };
    assert!(said.path.contains(".scores["), "{}", said.path);
    assert!(said.message.contains("the first stays") && said.message.contains("today"), "{}", said.message);
    for stage in &plan.stages {
        for (index, score) in stage.scores.iter().enumerate() {
            assert!(stage.scores[..index].iter().all(|before| before.role != score.role));
        }
    }
}

#[test]
fn everything_that_is_there_twice_stays_once_and_is_said() {
    let mut plan = example::plan();
    let (stage, segment, initiative) = (plan.stages[2].id, plan.segments[0].id, plan.initiatives[0].id);
    let deploy = Arc::make_mut(&mut plan.stages[2]);
    deploy.texts.push(deploy.texts[0].clone());
    let lifts = &mut Arc::make_mut(&mut plan.initiatives[0]).lifts;
    lifts.push(lifts[0]);
    Arc::make_mut(&mut plan.segments[0]).stage_weights = vec![(stage, n(1.0)), (stage, n(2.0))];
    let scenario = &mut plan.scenarios[0];
    scenario.initiatives.extend([initiative, initiative]);
    scenario.points_by_hand = vec![(stage, n(1.0)), (stage, n(2.0))];
    scenario.overrides.drivers = vec![(segment, Driver::Retention, n(0.9)), (segment, Driver::Retention, n(0.8))];
    scenario.overrides.conversion = vec![(stage, n(0.1)), (stage, n(0.2))];
    let copy = plan.stages[0].as_ref().clone();
    plan.stages.push(Arc::new(copy));
    let LoadedPlan { plan: mended, mended: said, problems } = read(write(&plan).unwrap().as_bytes()).unwrap();
    assert!(problems.is_empty(), "{problems:?}");
    let at = |part: &str| said.iter().any(|m| m.path.starts_with(part));
    for part in [
        "stages[2].texts[",
        "initiatives[0].lifts[",
        "segments[0].stage_weights[1]",
        "scenarios[0].points_by_hand[1]",
        "scenarios[0].overrides.drivers[1]",
        "scenarios[0].overrides.conversion[1]",
        "stages[5].id",
        "stages[5].cards[",
    ] {
        assert!(at(part), "{part} is not said: {said:?}");
    }
    assert_eq!(mended.scenarios[0].overrides.drivers, [(segment, Driver::Retention, n(0.9))]);
    again(&mended);
}

#[test]
fn a_missing_number_loads_as_missing_and_is_named() {
    let LoadedPlan { plan, problems, mended } = opened("F08-null-discount");
    assert!(mended.is_empty(), "{mended:?}");
    assert_eq!(problems[0].path, "settings.discount");
    assert_eq!(plan.settings.at(Setting::Discount), None);
    let reason = project(&plan, plan.active_scenario).forecast.unwrap_err().written(Pen::PLAIN);
    assert!(reason.contains("discount rate"), "{reason}");
    // It is still missing after it was saved, until somebody enters it.
    let plan = again(&plan);
    let entered = plan.apply(&Command::Set(SettingChange::Number(Setting::Discount, n(0.08)))).unwrap();
    assert!(entered.settings.missing.is_empty());
    assert!(project(&entered, entered.active_scenario).forecast.is_ok());
}

#[test]
fn null_in_any_place_for_a_number_is_taken_out_and_named() {
    let text = write(&example::plan()).unwrap();
    for (number, path) in [
        ("\"causal_share\": 0.5", "settings.causal_share"),
        ("\"churn_timing\": 1.0", "segments[0].churn_timing"),
        ("\"horizon\": 5", "settings.horizon"),
        ("\"spend_ratio\": 2.4", "settings.end_points.spend_ratio"),
        ("\"likely\": 420000.0", "initiatives[0].one_off_cost"),
    ] {
        assert!(text.contains(number), "{number}");
        let key = number.split_once(':').unwrap().0;
        let loaded = read(text.replacen(number, &format!("{key}: null"), 1).as_bytes());
        let loaded = loaded.unwrap_or_else(|error| panic!("{number}: {error}"));
        assert!(loaded.remarks().iter().any(|remark| remark.contains(path)), "{path}: {:?}", loaded.remarks());
        again(&loaded.plan);
    }
    // An entry that is nothing without its number is left out, and what follows it is not taken for it.
    let mut lifted = example::plan();
    let lifts = &mut Arc::make_mut(&mut lifted.initiatives[0]).lifts;
    assert!(lifts.len() > 1, "one is left");
    let first = lifts[0].points.likely.get();
    let text = write(&lifted).unwrap().replacen(&format!("\"likely\": {first:?}"), "\"likely\": null", 1);
    let loaded = read(text.as_bytes()).unwrap();
    assert_eq!(loaded.plan.initiatives[0].lifts.len(), lifted.initiatives[0].lifts.len() - 1);
    let said = loaded.remarks();
    assert_eq!(said, ["There was no number here; the place is empty now. (initiatives[0].lifts[0].points.likely)"]);
    let text = write(&example::plan()).unwrap();
    // Where no number belongs, null is no missing number.
    let wrong = text.replacen("\"stages\": [", "\"stages\": null, \"other\": [", 1);
    assert!(matches!(read(wrong.as_bytes()), Err(LoadError::NotAPlan(_))));
}

#[test]
fn a_missing_number_takes_nothing_along_that_was_empty_before() {
    // A card nobody has described yet, a stage without a budget, and no discount rate.
    let mut plan = templates::blank(2024..=2026);
    for lane in [Lane::Pains, Lane::Touchpoints, Lane::Opportunities] {
        let cards = StageChange::AddCards(lane, vec!["new".into()]);
        plan = plan.apply(&Command::Stage(plan.stages[0].id, cards)).unwrap();
    }
    let text = write(&plan).unwrap();
    let rate = text.split_once("\"discount\": ").unwrap().1.split_once(',').unwrap().0;
    let text = text.replacen(&format!("\"discount\": {rate}"), "\"discount\": null", 1);
    let loaded = read(text.as_bytes()).unwrap();
    assert_eq!(loaded.plan.stages, plan.stages);
    let [said] = loaded.remarks().try_into().unwrap_or_else(|said| panic!("{said:?}"));
    assert!(said.contains("(settings.discount)"), "{said}");
}

#[test]
fn a_list_with_a_missing_number_is_missing_as_a_whole_and_named() {
    let mut plan = example::plan();
    let (scenario, segment) = (plan.scenarios[0].id, plan.segments[0].id);
    let mix = ScenarioChange::Mix(segment, Some((ScoreMix::Mean(n(6.5)), 1)));
    for change in [mix, ScenarioChange::PhaseIn(Some(vec![n(0.25), n(0.5), n(1.0)]))] {
        plan = plan.apply(&Command::Scenario(scenario, change)).unwrap();
    }
    let text = write(&plan).unwrap();
    let without_spaces: String = text.split_whitespace().collect();
    for (number, gone, path) in [
        ("\"phase_in\":[0.25,0.5,1.0]", "\"phase_in\":[0.25,null,1.0]", "scenarios[0].overrides.phase_in"),
        ("{\"mean\":6.5}", "{\"mean\":null}", "scenarios[0].overrides.mixes[0]"),
        ("\"phase_in\":[0.33,0.67,1.0]", "\"phase_in\":[0.33,null,1.0]", "settings.phase_in"),
    ] {
        assert!(without_spaces.contains(number), "{number}");
        let loaded = read(without_spaces.replacen(number, gone, 1).as_bytes());
        let loaded = loaded.unwrap_or_else(|error| panic!("{number}: {error}"));
        let said = loaded.remarks();
        assert!(said.iter().any(|remark| remark.contains(path)), "{path}: {said:?}");
        again(&loaded.plan);
        let forecast = project(&loaded.plan, loaded.plan.active_scenario).forecast;
        assert_eq!(forecast.is_err(), path == "settings.phase_in");
    }
}

#[test]
fn a_missing_risk_takes_the_case_alone() {
    let text = write(&example::plan()).unwrap().replacen("\"benefit_risk\": 0.0", "\"benefit_risk\": null", 1);
    let plan = read(text.as_bytes()).unwrap().plan;
    let forecast = project(&plan, plan.active_scenario).forecast.unwrap();
    let reason = forecast.case.unwrap_err().written(Pen::PLAIN);
    assert!(reason.contains("nter the benefit risk in Settings"), "{reason}");
}

#[test]
fn a_byte_order_mark_is_no_part_of_a_plan() {
    assert!(bytes("F10-bom").starts_with(b"\xef\xbb\xbf"));
    assert!(opened("F10-bom").mended.is_empty());
}

#[test]
fn a_horizon_without_end_is_flagged() {
    let LoadedPlan { plan, problems, .. } = opened("F11-horizon");
    assert_eq!(plan.settings.horizon, u32::MAX);
    assert_eq!(problems[0].path, "settings.horizon");
    assert_eq!(plan.settings.years_to_list(), 1..=20);
    assert!(project(&plan, plan.active_scenario).forecast.is_err());
}

#[test]
fn a_range_follows_its_cohort_into_percent() {
    let mut plan = opened("F13-cohort-range").plan;
    plan.settings.draws = 1_000;
    let (id, year) = (plan.segments[0].id, 2022);
    let before = simulate_draws(&plan, plan.active_scenario).unwrap();
    let shares = plan.apply(&Command::Segment(id, SegmentChange::CohortInPercent(year, true))).unwrap();
    let after = simulate_draws(&shares, shares.active_scenario).unwrap();
    assert_eq!(after.draws, before.draws);
    let range = |found: &journey_engine::simulation::Uncertainty| {
        let bar = found.tornado.iter().find(|bar| bar.driver.label.contains("Cohort 2022"));
        bar.map(|bar| bar.driver.high / bar.driver.likely)
    };
    let (was, is) = (range(&before), range(&after));
    assert!(was.zip(is).is_some_and(|(a, b)| (a - b).abs() < 1e-9), "{was:?} {is:?}");
}

#[test]
fn a_stage_without_a_weight_takes_nothing_else_away() {
    let plan = opened("F15-derived-weights").plan;
    let more = plan.apply(&Command::AddStage { name: "Exit".into(), at: None }).unwrap();
    let new = more.stages.last().unwrap().id;
    for scenario in std::iter::once(None).chain(plan.scenarios.iter().map(|s| Some(s.id))) {
        let [before, after] = [&plan, &more].map(|plan| project(plan, scenario).forecast.unwrap());
        assert_eq!(after.present_value.to_bits(), before.present_value.to_bits());
        assert_eq!(after.scenario_gain.to_bits(), before.scenario_gain.to_bits());
        assert_eq!(after.value_at_stake, before.value_at_stake);
        assert_eq!(after.stage_value(Lane::ValueAtStake, new), None);
        assert!(after.notes.iter().any(|note| note.written(Pen::PLAIN).contains("“Exit” has no weight")));
    }
    // Points on that stage are worth something nobody knows: there is no gain, and no draws of one.
    let id = more.active_scenario.unwrap();
    let lifted = more.apply(&Command::Scenario(id, ScenarioChange::Points(new, Some(n(1.0))))).unwrap();
    let reason = project(&lifted, Some(id)).forecast.unwrap_err().written(Pen::PLAIN);
    assert_eq!(reason, "The survey says nothing about the stage “Exit”.");
    assert_eq!(simulate_draws(&lifted, Some(id)).unwrap_err().written(Pen::PLAIN), reason);
}

#[test]
fn draws_below_zero_are_brought_back_and_counted() {
    let plan = opened("C13-range-from-zero").plan;
    let found = simulate_draws(&plan, plan.active_scenario).unwrap();
    assert_eq!(found.draws, 10_000);
    let [(driver, clamped)] = found.clamped.as_slice() else { panic!("{:?}", found.clamped) };
    assert!(driver.label.contains("one-off cost"));
    assert!((456..=544).contains(clamped), "500 ± 44: {clamped}");
    // The figures of an independent model, ± 3 standard errors.
    let near = |got: f64, expected: f64, within: f64| assert!((got - expected).abs() <= within, "{got}, {expected}");
    let se = found.standard_error;
    near(found.mean, 186_801.0, 3.0 * se);
    near(found.npv.p10, -962_838.0, 60_000.0);
    near(found.npv.p50, 205_854.0, 45_000.0);
    near(found.npv.p90, 1_374_546.0, 60_000.0);
    near(found.probability_positive, 0.5893, 0.015);
    let said = found.notes.iter().map(|e| e.written(Pen::PLAIN)).collect::<Vec<_>>().join(" ");
    assert!(
        said.starts_with(&format!("{clamped} of 10,000 draws of “{}” left what is possible", driver.label)),
        "{said}"
    );
    assert!(said.contains(&format!("the likely value is not used: {}.", driver.label)), "{said}");
}

#[test]
fn a_lognormal_range_from_zero_is_refused_at_its_field() {
    let plan = opened("C13-range-from-zero").plan;
    let id = plan.initiatives[0].id;
    let spread = Spread { low: Some(n(0.0)), high: Some(n(3e6)), shape: Shape::Lognormal };
    let change = InitiativeChange::Spread(InitiativeAmount::OneOffCost, spread);
    let said = plan.apply(&Command::Initiative(id, change)).unwrap_err().to_string();
    assert_eq!(said, "A lognormal range needs a low end above 0.");
}

#[test]
fn a_share_drawn_below_zero_is_brought_back_and_counted() {
    let mut plan = opened("C13-range-from-zero").plan;
    let id = plan.segments[0].id;
    let entered = SegmentChange::put(Place::Driver(Driver::Retention), Some(n(0.06)));
    plan = plan.apply(&Command::Segment(id, entered)).unwrap();
    let spread = Spread { low: Some(n(0.025)), high: Some(n(0.1)), shape: Shape::Normal };
    let retention = NumberId::Segment(id, Place::Driver(Driver::Retention));
    plan = plan.apply(&Command::Note(retention, CellNote { spread, ..CellNote::default() })).unwrap();
    let found = simulate_draws(&plan, plan.active_scenario).unwrap();
    let clamped = found.clamped.iter().find(|(driver, _)| driver.label.contains("Retention")).map(|(_, count)| *count);
    assert!(clamped.is_some_and(|count| (20..=42).contains(&count)), "31 ± 11: {clamped:?}");
}

#[test]
fn what_an_earlier_release_could_save_opens_named() {
    let mut plan = example::plan();
    let card = |index: u32| Card::new(CardId(10_000 + index), Lane::Touchpoints, "x");
    Arc::make_mut(&mut plan.stages[0]).cards.extend((0..5_200).map(card));
    plan.segments.push(Arc::new(Segment::empty(SegmentId(40_000), "s".repeat(9_000), [10_000])));
    let LoadedPlan { problems, mended, .. } = read(write(&plan).unwrap().as_bytes()).unwrap();
    assert!(mended.is_empty());
    let over: Vec<_> = problems.iter().filter(|p| matches!(p.severity, Severity::Over(..))).collect();
    let paths: Vec<&str> = over.iter().map(|p| p.path.as_str()).collect();
    assert_eq!(paths, ["stages", "segments[2].name", "segments[2].years[0].year"]);
    assert_eq!(over[1].severity, Severity::Over(Limit::Name, 9_000));
    // Only what the page cannot show at all is refused.
    Arc::make_mut(&mut plan.stages[0]).cards.extend((6_000..22_000).map(card));
    assert!(matches!(read(write(&plan).unwrap().as_bytes()), Err(LoadError::Invalid(_))));
}

/// The example with texts of so many bytes.
fn heavy(size: usize) -> Plan {
    let mut plan = example::plan();
    let letters = 9_000;
    let card = |index: usize| Card::new(CardId(10_000 + index as u32), Lane::Touchpoints, "x".repeat(letters));
    Arc::make_mut(&mut plan.stages[0]).cards.extend((0..size / letters).map(card));
    plan
}

#[test]
fn a_file_is_never_written_larger_than_it_is_read() {
    let fits = heavy(16_200_000);
    let text = write(&fits).unwrap();
    assert!(text.len() <= LARGEST_FILE);
    again(&fits);
    // One that is only too large with its line breaks is written without them, and is the same plan.
    let mut many = example::plan();
    let card =
        |index: u32| Card::new(CardId(10_000 + index), Lane::Touchpoints, format!("\\\"é  x{}", "x".repeat(3_330)));
    Arc::make_mut(&mut many.stages[0]).cards.extend((0..4_800).map(card));
    let lines = write(&many).map(|text| text.lines().count());
    assert_eq!(lines, Ok(1), "line breaks give way to the limit");
    again(&many);
    let over = heavy(17_500_000);
    let Err(WriteError::TooLarge { size }) = write(&over) else { panic!("written") };
    assert!(size > LARGEST_FILE);
    assert!(write(&over).unwrap_err().to_string().contains("at most 16 MB"));
    // What this browser stored once is read all the same.
    let stored = serde_json::json!({ "format": "journey-equity-plan", "version": 1, "plan": over }).to_string();
    assert!(matches!(read(stored.as_bytes()), Err(LoadError::TooLarge { .. })));
    assert_eq!(read_stored(stored.as_bytes()).unwrap().plan, over);
}

#[test]
fn a_number_that_is_no_number_is_in_no_sentence() {
    let mut plan = example::plan();
    let segment = Arc::make_mut(&mut plan.segments[0]);
    segment.drivers.insert(Driver::NewGrowth, Number::new(1e308).unwrap());
    let reason = project(&plan, plan.active_scenario).forecast.unwrap_err().written(Pen::PLAIN);
    assert!(reason.contains("Growth of new customers must be between"), "{reason}");
    assert!(!reason.contains("NaN") && !reason.contains("inf"), "{reason}");
}
