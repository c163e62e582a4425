//! Snapshots of a plan: what is different from now, which of them are kept, and coming back to one.

use journey_engine::answers::moved;
use journey_engine::project;
use journey_engine::registry::{FigureContext, Headline};
use journey_output::exchange::plan_file::write;
use journey_output::exchange::retention_policy::{DaysOfUse, SnapshotAge, surplus};
use journey_plan::library::example;
use journey_plan::library::templates::blank;
use journey_plan::{
    Agreed, CellNote, Command, Date, History, InitiativeChange, Lane, LaneChange, NumberId, Obstacle, ObstacleSeverity,
    ObstacleState, PaperChange, Place, Plan, RoleChange, ScenarioChange, SegmentChange, Setting, SettingChange,
    StageChange, Survey, SurveyWeight, YearlyFigure, difference,
};
use journey_samples::plans::n;
use proptest::prelude::*;
use std::sync::Arc;

fn after(plan: &Plan, commands: &[Command]) -> Plan {
    commands.iter().fold(plan.clone(), |plan, command| plan.apply(command).unwrap())
}

#[test]
fn what_was_added_removed_renamed_and_moved_is_told_by_name() {
    let then = example::plan();
    let (first, second) = (&then.stages[0], &then.stages[1]);
    let now = after(
        &then,
        &[
            Command::SetTitle("The second year".into()),
            Command::AddStage { name: "Renew".into(), at: None },
            Command::Stage(first.id, StageChange::Remove),
            Command::Stage(second.id, StageChange::Name("Decide".into())),
            Command::Set(SettingChange::Number(Setting::Horizon, n(3.0))),
        ],
    );
    let told = difference(&then, &now);
    assert_eq!(told[0], format!("Title: “The second year”, before “{}”.", then.title));
    let stages = format!("Stages: added “Renew”; removed “{}”; changed “Decide”.", first.name);
    assert!(told.contains(&stages), "{told:?}");
    assert!(told.contains(&"Changed: settings.".to_owned()), "{told:?}");
    // Looked at from the other side.
    let back = difference(&now, &then);
    let stages = format!("Stages: added “{}”; removed “Renew”; changed “{}”.", first.name, second.name);
    assert!(back.contains(&stages), "{back:?}");
}

#[test]
fn an_order_is_a_difference_and_many_names_are_counted() {
    let then = example::plan();
    let moved = after(&then, &[Command::Stage(then.stages[0].id, StageChange::MoveTo(3))]);
    assert_eq!(difference(&then, &moved), ["Stages: in another order."]);
    let roles: Vec<Command> = ["A", "B", "C", "D", "E"].map(|name| Command::AddRole { name: name.into() }).into();
    assert_eq!(difference(&then, &after(&then, &roles)), ["Roles: added “A”, “B”, “C” and 2 more."]);
    let unnamed = after(&then, &[Command::Role(then.roles[0].id, RoleChange::Name(" ".into()))]);
    assert_eq!(difference(&then, &unnamed), ["Roles: changed one without a name."]);
}

#[test]
fn showing_another_scenario_is_told() {
    let then = example::plan();
    let active = then.active().unwrap().name.clone();
    let now = after(&then, &[Command::Activate(None)]);
    assert_eq!(difference(&then, &now), [format!("Scenario shown: the baseline, before “{active}”.")]);
}

/// Every kind of content, changed alone.
fn single_changes(plan: &Plan) -> Vec<Command> {
    let severe = ObstacleState { severity: Some(ObstacleSeverity::ALL[3]), ..ObstacleState::default() };
    let note = CellNote { owner: "Finance".into(), ..CellNote::default() };
    let weight = SurveyWeight { stage: plan.stages[0].id, weight: n(0.5), low: n(0.4), high: n(0.6) };
    let survey =
        Survey { rows: 100, incomplete: 0, r_squared: n(0.4), slopes: n(0.9), damped: false, weights: vec![weight] };
    vec![
        Command::SetTitle("Another".into()),
        Command::Role(plan.roles[0].id, RoleChange::Weight(n(3.0))),
        Command::Stage(plan.stages[0].id, StageChange::Text(Lane::Owner, "Service".into())),
        Command::Segment(plan.segments[0].id, SegmentChange::Name("Others".into())),
        Command::Initiative(plan.initiatives[0].id, InitiativeChange::OneOffCost(Some(n(1.0)))),
        Command::Scenario(plan.scenarios[0].id, ScenarioChange::CostToServe(Some(n(0.01)))),
        Command::Activate(None),
        Command::Set(SettingChange::Seed(4_711)),
        Command::Note(NumberId::Setting(Setting::ALL[0]), note),
        Command::Lane(plan.lanes[2].lane, LaneChange::MoveTo(0)),
        Command::SetSurvey(Some(survey)),
        Command::SetObstacle(Obstacle::ALL[0], severe),
        Command::Paper(PaperChange::NextStep("Ask the board".into())),
    ]
}

#[test]
fn no_change_of_any_kind_of_content_goes_unsaid() {
    let then = example::plan();
    for command in single_changes(&then) {
        let now = then.apply(&command).unwrap();
        assert_ne!(now, then, "{command:?} changes nothing");
        assert_eq!(difference(&then, &now).len(), 1, "{command:?}: {:?}", difference(&then, &now));
    }
    assert_eq!(difference(&then, &then), [""; 0]);
}

#[test]
fn the_headline_is_compared_where_both_have_it() {
    let then = example::plan();
    let segment = then.segments.iter().find(|s| s.name == "Subscriptions").unwrap().id;
    let revenue = Place::Figure(2026, YearlyFigure::RevenuePerExisting);
    let now = after(&then, &[Command::Segment(segment, SegmentChange::put(revenue, Some(n(1_000.0))))]);
    let of = |plan: &Plan| project(plan, plan.active_scenario);
    let moved = |a: &Plan, b: &Plan| moved(FigureContext::of(a, &of(a)), FigureContext::of(b, &of(b)));
    let moves = moved(&then, &now);
    let equity = moves.iter().find(|m| m.figure == Headline::EquityThisYear).unwrap();
    // 32 983 existing customers at 160 more each.
    assert!((equity.now - equity.then - 32_983.0 * 160.0).abs() < 1e-6);
    assert!(moved(&then, &then).is_empty());
    // A plan without numbers has no headline, so there is nothing to compare it by.
    assert!(moved(&blank(2024..=2026), &now).is_empty());
}

#[test]
fn restoring_is_one_step_and_brings_back_every_byte_even_of_what_was_agreed_on() {
    let then = example::plan();
    let scenario = then.scenarios[0].id;
    let on = Date::new(2026, 3, 31).unwrap();
    let agreed = Agreed { on, at: "14:32".into(), present_value: None, scenario_gain: None, npv: None };
    let now = Arc::new(after(
        &then,
        &[
            Command::AddStage { name: "Renew".into(), at: Some(0) },
            Command::Scenario(scenario, ScenarioChange::Agree(Some(agreed))),
        ],
    ));
    let restored = Arc::new(now.apply(&Command::Restore(Arc::new(then.clone()))).unwrap());
    assert_eq!(write(&restored).unwrap(), write(&then).unwrap());
    let mut history = History::default();
    history.record(&now, &restored, None, "Replaced the plan");
    let back = history.undo(&restored).unwrap().plan;
    assert_eq!(write(&back).unwrap(), write(&now).unwrap());
    assert!(!history.can_undo());
}

fn kept(position: u64, automatic: bool, day: &str) -> SnapshotAge {
    SnapshotAge { position, automatic, day: day.to_owned() }
}

#[test]
fn the_newest_twenty_are_kept_and_one_of_each_of_thirty_days() {
    // Forty days with three automatic snapshots each; day 0 is the oldest.
    let all: Vec<SnapshotAge> = (0..120).map(|i| kept(i, true, &format!("day {}", i / 3))).collect();
    let gone = surplus(&all);
    let stays = |position: &u64| !gone.contains(position);
    assert!((100..120).all(|p| stays(&p)), "the newest twenty");
    // Days 10 to 39 are the last thirty; the newest of day d has position 3 d + 2.
    let left: Vec<u64> = (0..100).filter(stays).collect();
    let expected: Vec<u64> = (10..33).map(|day| 3 * day + 2).collect();
    assert_eq!(left, expected);
}

#[test]
fn what_the_user_named_is_never_given_up() {
    let all: Vec<SnapshotAge> = (0..200).map(|i| kept(i, i % 2 == 0, "the same day")).collect();
    let gone = surplus(&all);
    assert_eq!(gone.len(), 80, "of a hundred automatic ones the newest twenty stay");
    assert!(gone.iter().all(|position| position % 2 == 0 && *position < 160));
}

#[test]
fn a_clock_that_jumps_prunes_nothing_newer_than_what_it_keeps() {
    // A day back, 1970, 2099, and back again: the order of positions decides, whatever the days say.
    let days = ["2026-03-31", "2026-03-30", "1970-01-01", "2099-12-31", "2026-04-01"];
    let all: Vec<SnapshotAge> = (0..30).map(|i| kept(i, true, days[i as usize % days.len()])).collect();
    let mut gone = surplus(&all);
    gone.sort_unstable();
    assert_eq!(gone, (0..10).collect::<Vec<u64>>());
    let shuffled: Vec<SnapshotAge> = all.iter().rev().cloned().collect();
    assert_eq!(surplus(&shuffled).len(), 10, "the order of the list does not matter");
}

proptest! {
    #[test]
    fn whatever_the_clock_says_the_newest_and_the_named_stay(
        snapshots in proptest::collection::vec((any::<bool>(), 0..40u8), 0..150)
    ) {
        let all: Vec<SnapshotAge> =
            snapshots.iter().zip(0..).map(|((automatic, day), i)| kept(i, *automatic, &day.to_string())).collect();
        let gone = surplus(&all);
        let automatic: Vec<u64> = all.iter().filter(|k| k.automatic).map(|k| k.position).collect();
        for position in &gone {
            prop_assert!(automatic.contains(position));
            prop_assert!(automatic.iter().filter(|p| *p > position).count() >= 20);
            let day = &all[*position as usize].day;
            let newer = all.iter().filter(|k| k.automatic && k.position > *position);
            let mut days: Vec<&String> = newer.clone().map(|k| &k.day).collect();
            days.sort_unstable();
            days.dedup();
            prop_assert!(days.contains(&day) || days.len() >= 30, "the newest of one of the last thirty days");
        }
        prop_assert!(all.len() - gone.len() <= all.len() - automatic.len() + 20 + 30);
    }
}

#[test]
fn days_of_use_count_a_jumping_clock_once_and_never_early() {
    let mut days = DaysOfUse::default();
    for day in ["2026-03-01", "2026-03-01", "2026-03-02"] {
        days = days.used_on(day);
    }
    let put_away = days.count;
    assert_eq!(put_away, 2);
    for jump in ["2099-01-01", "2026-03-02", "1970-01-01", "2026-03-03"] {
        days = days.used_on(jump);
    }
    assert!(!days.is_over(put_away), "a jump of 73 years is not thirty days of use");
    for day in 0..25 {
        days = days.used_on(&format!("day {day}"));
        assert!(!days.is_over(put_away));
    }
    days = days.used_on("the thirtieth");
    assert!(days.is_over(put_away));
    // Counting began anew, as after site data were cleared: what was put away stays longer, not shorter.
    assert!(!DaysOfUse::default().is_over(put_away));
}
