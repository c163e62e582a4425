//! The plan file: written, read back, undone to the first byte, and what is refused of it.

use journey_engine::merge::{MergedSegments, merge_segments};
use journey_output::exchange::plan_file::{LoadError, read, write};
use journey_plan::library::example;
use journey_plan::number::pen::Pen;
use journey_plan::{
    CardChange, CellNote, Command, Date, Driver, Grade, History, HistoryStep, InitiativeChange, JourneyParts, Lane,
    LaneChange, Limit, MapRow, NumberId, Obstacle, ObstacleSeverity, ObstacleState, Obstacles, Place, Plan, RoleChange,
    ScenarioChange, ScoreMix, Segment, SegmentChange, Setting, SettingChange, Severity, Shape, Spread, StageChange,
    StepChange, YearlyFigure, validate,
};
use journey_samples::plans::n;
use proptest::prelude::*;
use std::sync::Arc;

/// Checks that nothing dangles and nothing is out of range.
fn sound(plan: &Plan) -> Result<(), String> {
    let problems = validate(plan);
    let named: Vec<String> = problems.iter().map(|p| format!("{}: {}", p.path, p.message)).collect();
    if named.is_empty() { Ok(()) } else { Err(named.join("\n")) }
}

/// A state in which each of the three parts may be empty.
fn obstacle_state(pick: usize) -> ObstacleState {
    let text = |given: bool, text: &str| if given { text.to_owned() } else { String::new() };
    ObstacleState {
        severity: ObstacleSeverity::ALL.get(pick % 5).copied(),
        owner: text(pick.is_multiple_of(2), "Sales"),
        note: text(pick.is_multiple_of(3), "Since the merger"),
    }
}

/// A note with an owner and a 90 % range; below 1 it is empty, which removes the one there is.
fn note(value: f64) -> CellNote {
    if value < 1.0 {
        return CellNote::default();
    }
    let spread = Spread { low: Some(n(value - 4.0)), high: Some(n(value)), shape: Shape::Normal };
    CellNote { owner: "Ada".into(), date: Date::new(2026, 3, 31), spread, ..CellNote::default() }
}

/// A command about parts of the plan chosen by `pick`, which may or may not exist any more.
fn command(plan: &Plan, kind: u8, pick: usize, value: f64) -> Command {
    let number = n((value * 100.0).round() / 10.0);
    let share = n(value.abs().fract());
    let stage = plan.stages.get(pick % plan.stages.len().max(1)).map(|s| s.id);
    let segment = plan.segments.get(pick % plan.segments.len().max(1)).map(|s| s.id);
    let initiative = plan.initiatives.get(pick % plan.initiatives.len().max(1)).map(|i| i.id);
    let scenario = plan.scenarios.get(pick % plan.scenarios.len().max(1)).map(|s| s.id);
    let role = plan.roles.get(pick % plan.roles.len().max(1)).map(|r| r.id);
    let lane = plan.lanes[pick % plan.lanes.len()].lane;
    let chosen = stage.and_then(|id| plan.stage(id));
    let card = chosen.and_then(|s| s.cards.get(pick % s.cards.len().max(1))).map(|c| c.id);
    let step = chosen.and_then(|s| s.steps.get(pick % s.steps.len().max(1))).map(|s| s.id);
    let figure = YearlyFigure::ALL[pick % 8];
    let driver = Driver::ALL[pick % Driver::ALL.len()];
    let setting = Setting::ALL[pick % Setting::ALL.len()];
    let about = match kind % 39 {
        0 => stage.map(|id| Command::Stage(id, StageChange::Remove)),
        1 => stage.map(|id| Command::Stage(id, StageChange::MoveTo(pick % 7))),
        2 => stage.map(|id| Command::Stage(id, StageChange::Text(Lane::Owner, "Service".into()))),
        3 => stage.zip(role).map(|(id, role)| Command::Stage(id, StageChange::ScoreToday(role, Some(number)))),
        4 => role.map(|id| Command::Role(id, RoleChange::Remove)),
        5 => segment.map(|id| Command::Segment(id, SegmentChange::put(Place::Figure(2026, figure), Some(number)))),
        6 => segment.map(|id| Command::Segment(id, SegmentChange::put(Place::Driver(driver), Some(number)))),
        7 => segment.map(|id| Command::Segment(id, SegmentChange::Remove)),
        8 => segment.map(|id| Command::Segment(id, SegmentChange::put(Place::Band(pick % 5), Some(share)))),
        9 => initiative.map(|id| Command::Initiative(id, InitiativeChange::Remove)),
        10 => initiative
            .zip(stage)
            .map(|(id, stage)| Command::Initiative(id, InitiativeChange::Points(stage, Some(number)))),
        11 => scenario.zip(stage).map(|(id, stage)| Command::Scenario(id, ScenarioChange::Points(stage, Some(number)))),
        12 => scenario
            .zip(initiative)
            .map(|(id, i)| Command::Scenario(id, ScenarioChange::Enable(i, pick.is_multiple_of(2)))),
        13 => scenario.map(|id| Command::Scenario(id, ScenarioChange::Remove)),
        14 => Some(Command::AddScenario { name: "New".into(), copy_of: scenario }),
        15 => Some(Command::AddInitiative { name: "New".into() }),
        16 => Some(Command::Set(SettingChange::PhaseIn(pick % 4, share))),
        17 => stage.map(|id| Command::Stage(id, StageChange::Duplicate)),
        18 => stage.map(|id| Command::Stage(id, StageChange::AddCards(lane, vec!["One".into(), "Two".into()]))),
        19 => {
            stage.zip(card).map(|(id, card)| Command::Stage(id, StageChange::Card(card, CardChange::MoveTo(pick % 3))))
        }
        20 => stage.zip(card).map(|(id, card)| Command::Stage(id, StageChange::Card(card, CardChange::Remove))),
        21 => stage.map(|id| Command::Stage(id, StageChange::AddSteps(vec!["Step".into()]))),
        22 => stage
            .zip(card)
            .zip(step)
            .map(|((id, card), step)| Command::Stage(id, StageChange::Card(card, CardChange::Step(Some(step))))),
        23 => stage.zip(step).map(|(id, step)| Command::Stage(id, StageChange::Step(step, StepChange::Duplicate))),
        24 => stage.zip(step).map(|(id, step)| Command::Stage(id, StageChange::Step(step, StepChange::Remove))),
        25 => Some(Command::Lane(lane, LaneChange::Duplicate)),
        26 => Some(Command::Lane(lane, LaneChange::Remove)),
        27 => Some(Command::Lane(lane, LaneChange::MoveTo(pick % 25))),
        28 => stage.map(|id| Command::Write(vec![(MapRow::Lane(lane), id, "First\n- Second".into())])),
        29 => stage.zip(card).map(|(id, card)| Command::MakeInitiative(id, card)),
        30 => stage.map(|id| Command::UseTargetsAsPoints { scenario, stages: vec![id] }),
        31 => Some(Command::AddParts(JourneyParts::of(&example::plan()))),
        32 => Some(Command::SetObstacle(Obstacle::ALL[pick % 7], obstacle_state(pick))),
        33 => segment.map(|segment| Command::SplitSegment { segment, share, name: "Part".into() }),
        34 | 35 => {
            let merged = |(from, first): (_, &Arc<Segment>)| merge_segments(plan, first.id, from).ok();
            segment.zip(plan.segments.first()).and_then(merged).map(MergedSegments::command)
        }
        36 => Some(Command::Note(NumberId::Setting(setting), note(value))),
        37 => segment.map(|id| Command::Note(NumberId::Segment(id, Place::Driver(driver)), note(value))),
        _ => Some(Command::AddStage { name: "New".into(), at: Some(pick % 7) }),
    };
    about.unwrap_or(Command::AddRole { name: "New".into() })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_commands_leave_a_sound_plan_and_undo_returns_to_the_first_byte(
        steps in proptest::collection::vec((any::<u8>(), 0..1_000usize, -3.0..12.0f64), 1..80)
    ) {
        let first = Arc::new(example::plan());
        let before = write(&first).unwrap();
        let mut history = History::default();
        let mut now = Arc::clone(&first);
        for (kind, pick, value) in steps {
            if let Ok(after) = now.apply(&command(&now, kind, pick, value)) {
                prop_assert!(sound(&after).is_ok(), "{}", sound(&after).unwrap_err());
                history.record(&now, &after, None, "");
                now = Arc::new(after);
            }
        }
        let last = write(&now).unwrap();
        let reread = read(last.as_bytes()).unwrap();
        prop_assert!(reread.problems.is_empty());
        prop_assert_eq!(&write(&reread.plan).unwrap(), &last);
        while let Some(HistoryStep { plan: earlier, .. }) = history.undo(&now) {
            now = earlier;
        }
        prop_assert_eq!(write(&now).unwrap(), before);
        while let Some(HistoryStep { plan: later, .. }) = history.redo(&now) {
            now = later;
        }
        prop_assert_eq!(write(&now).unwrap(), last);
    }

    #[test]
    fn a_plan_file_cut_anywhere_is_refused_without_a_panic(cut in 0.0..1.0f64) {
        let text = write(&example::plan()).unwrap();
        let bytes = text.as_bytes();
        let kept = ((bytes.len() - 2) as f64 * cut) as usize;
        prop_assert!(matches!(read(&bytes[..kept]), Err(LoadError::NotAPlan(_))));
    }

    #[test]
    fn a_flipped_bit_never_panics(at in 0.0..1.0f64, bit in 0..8u8) {
        let mut bytes = write(&example::plan()).unwrap().into_bytes();
        let index = ((bytes.len() - 1) as f64 * at) as usize;
        bytes[index] ^= 1 << bit;
        if let Ok(loaded) = read(&bytes) {
            let _ = journey_engine::project(&loaded.plan, loaded.plan.active_scenario);
        }
    }
}

#[test]
fn removing_a_stage_forgets_it_everywhere() {
    let plan = example::plan();
    let deploy = plan.stages[2].id;
    let scenario = plan.scenarios[0].id;
    let plan = plan.apply(&Command::Scenario(scenario, ScenarioChange::Points(deploy, Some(n(1.0))))).unwrap();
    let plan = plan.apply(&Command::Stage(deploy, StageChange::Remove)).unwrap();
    sound(&plan).unwrap();
    assert!(!write(&plan).unwrap().contains("Deploy"));
}

#[test]
fn every_problem_of_a_loaded_plan_is_named_with_its_path() {
    let mut plan = example::plan();
    plan.settings.discount = n(-2.0);
    plan.settings.causal_share = n(1.5);
    let segment = Arc::make_mut(&mut plan.segments[1]);
    segment.years[0].churned_customers = Some(n(-1.0));
    segment.score_mix = ScoreMix::Mean(n(11.0));
    let problems = read(write(&plan).unwrap().as_bytes()).unwrap().problems;
    let paths: Vec<&str> = problems.iter().map(|p| p.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "settings.discount",
            "settings.causal_share",
            "segments[1].years[0].churned_customers",
            "segments[1].score_mix"
        ]
    );
    // The plan opens all the same; what needs those values says why it is missing.
    let projection = journey_engine::project(&plan, plan.active_scenario);
    assert!(projection.forecast.is_err());
    assert!(projection.equity_this_year.is_ok());
}

#[test]
fn a_plan_that_hangs_together_wrongly_is_refused() {
    let mut plan = example::plan();
    let stage = plan.stages[0].id;
    plan.stages.remove(0);
    Arc::make_mut(&mut plan.initiatives[0]).lifts[0].stage = stage;
    let Err(LoadError::Invalid(problems)) = read(write(&plan).unwrap().as_bytes()) else { panic!("accepted") };
    assert!(problems.iter().any(|p| p.severity == Severity::Broken && p.path == "initiatives[0].lifts[0].stage"));
}

#[test]
fn missing_numbers_load_as_missing() {
    let text = write(&example::plan()).unwrap().replace("\"new_customers\": 10000.0", "\"new_customers\": null");
    let plan = read(text.as_bytes()).unwrap().plan;
    let projection = journey_engine::project(&plan, plan.active_scenario);
    // Without a complete year of the subscriptions, this year's equity names them.
    assert!(projection.equity_this_year.unwrap_err().written(Pen::PLAIN).contains("Subscriptions"));
}

#[test]
fn files_beyond_the_limits_are_refused_with_the_limit() {
    assert!(matches!(read(&vec![b' '; (16 << 20) + 1]), Err(LoadError::TooLarge { .. })));
    assert_eq!(read("[".repeat(100).as_bytes()), Err(LoadError::TooDeep));
    assert_eq!(read(br#"{"format":"journey-equity-plan","version":99}"#), Err(LoadError::TooNew(99)));
}

#[test]
fn a_new_stage_weighs_like_an_average_one() {
    let plan = example::plan().apply(&Command::AddStage { name: "Exit".into(), at: None }).unwrap();
    assert!((plan.stages.last().unwrap().weight.unwrap().get() - 0.2).abs() < 1e-12);
    assert!(journey_engine::project(&plan, plan.active_scenario).forecast.is_ok());
}

/// A state of an obstacle, without a note.
fn judged(severity: Option<ObstacleSeverity>, owner: &str) -> ObstacleState {
    ObstacleState { severity, owner: owner.to_owned(), note: String::new() }
}

#[test]
fn the_seven_obstacles_keep_the_order_of_the_survey_and_their_keys() {
    let labels: Vec<&str> = Obstacle::ALL.iter().map(|o| o.label()).collect();
    assert_eq!(
        labels,
        [
            "Access to customer data",
            "Alignment with sales",
            "Fragmented systems",
            "Limits of technology",
            "Internal skills",
            "Not collecting the right data",
            "Inefficient processes"
        ]
    );
    // The file writes them in that order under the keys that problems name.
    let plan = Obstacle::ALL.iter().rev().fold(example::plan(), |plan, obstacle| {
        plan.apply(&Command::SetObstacle(*obstacle, judged(Some(ObstacleSeverity::Minor), "Sales"))).unwrap()
    });
    let text = write(&plan).unwrap();
    let at: Vec<usize> = Obstacle::ALL.iter().map(|o| text.find(&format!("\"{}\": {{", o.key())).unwrap()).collect();
    assert!(at.is_sorted(), "{at:?}");
    assert_eq!(read(text.as_bytes()).unwrap().plan, plan);
}

#[test]
fn an_obstacle_is_judged_owned_and_forgotten() {
    let plan = Plan { obstacles: Obstacles::new(), ..example::plan() };
    let state = ObstacleState {
        severity: Some(ObstacleSeverity::None),
        owner: "Head of data".into(),
        note: "One warehouse since May".into(),
    };
    let after = plan.apply(&Command::SetObstacle(Obstacle::FragmentedSystems, state.clone())).unwrap();
    assert_eq!(after.obstacles[&Obstacle::FragmentedSystems], state);
    assert!(write(&after).unwrap().contains("\"severity\": \"none\""));
    assert!(after.has_figures_of(&plan), "no figure depends on it");
    assert!(after.as_template(2024..=2026).obstacles.is_empty());
    let blank = ObstacleState { owner: "  ".into(), ..ObstacleState::default() };
    let forgotten = after.apply(&Command::SetObstacle(Obstacle::FragmentedSystems, blank)).unwrap();
    assert_eq!(forgotten, plan);
    // A plan of before the checklist opens without one.
    let old = write(&plan).unwrap().replace("    \"obstacles\": {},\n", "");
    assert!(!old.contains("obstacles"));
    assert_eq!(read(old.as_bytes()).unwrap().plan, plan);
}

#[test]
fn an_obstacle_with_too_long_a_text_is_refused() {
    let plan = Plan { obstacles: Obstacles::new(), ..example::plan() };
    for state in [
        ObstacleState { owner: "x".repeat(10_001), ..ObstacleState::default() },
        ObstacleState { note: "x".repeat(10_001), ..ObstacleState::default() },
    ] {
        let error = plan.apply(&Command::SetObstacle(Obstacle::InternalSkills, state.clone())).unwrap_err();
        assert!(error.to_string().contains("10,001 characters"), "{error}");
        let mut damaged = plan.clone();
        damaged.obstacles.insert(Obstacle::InternalSkills, state);
        // An earlier release could save it: it opens, named, and can only shrink.
        let problems = read(write(&damaged).unwrap().as_bytes()).unwrap().problems;
        assert!(problems[0].path.starts_with("obstacles.internal_skills."), "{}", problems[0].path);
        assert_eq!(problems[0].severity, Severity::Over(Limit::Text, 10_001));
    }
    let unknown = write(&plan).unwrap().replace("\"obstacles\": {}", "\"obstacles\": {\"weather\": {}}");
    assert!(matches!(read(unknown.as_bytes()), Err(LoadError::NotAPlan(_))));
}

#[test]
fn a_note_about_a_setting_is_kept_checked_and_removed() {
    let plan = example::plan();
    let note = CellNote {
        source: "Finance handbook".into(),
        owner: "CFO".into(),
        date: Date::new(2026, 3, 31),
        grade: Some(Grade::B),
        spread: Spread { low: Some(n(0.08)), high: Some(n(0.12)), shape: Shape::Triangular },
        ..CellNote::default()
    };
    let noted = plan.apply(&Command::Note(NumberId::Setting(Setting::Discount), note.clone())).unwrap();
    assert_eq!(noted.notes.get(&Setting::Discount), Some(&note));
    let text = write(&noted).unwrap();
    assert!(text.contains("\"discount\": {"), "notes are an object keyed by the setting");
    assert_eq!(read(text.as_bytes()).unwrap().plan, noted);
    // The discount rate is 10 %: a triangle from 11 % does not hold it.
    let outside = Spread { low: Some(n(0.11)), ..note.spread };
    let refused =
        plan.apply(&Command::Note(NumberId::Setting(Setting::Discount), CellNote { spread: outside, ..note.clone() }));
    assert!(refused.unwrap_err().to_string().contains("between low and high"));
    let long = CellNote { text: "x".repeat(10_001), ..note };
    assert!(
        plan.apply(&Command::Note(NumberId::Setting(Setting::Timing), long))
            .unwrap_err()
            .to_string()
            .contains("10,001")
    );
    let removed = noted.apply(&Command::Note(NumberId::Setting(Setting::Discount), CellNote::default())).unwrap();
    assert_eq!(removed, plan);
    // A later value that the range does not hold drops the end that is in its way; a file that has one is named.
    let mut moved = noted.apply(&Command::Set(SettingChange::Number(Setting::Discount, n(0.2)))).unwrap();
    let spread = moved.notes[&Setting::Discount].spread;
    assert_eq!((spread.low, spread.high), (Some(n(0.08)), None));
    moved.notes.insert(Setting::Discount, noted.notes[&Setting::Discount].clone());
    let problems = validate(&moved);
    assert_eq!(problems.iter().map(|p| p.path.as_str()).collect::<Vec<_>>(), ["notes.discount.spread"]);
}
