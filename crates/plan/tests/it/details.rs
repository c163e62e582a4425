//! Small things that are easily wrong by one sign: sentences, steps of the history, what an edit leaves alone.

use journey_plan::journey::cells::MapRow;
use journey_plan::library::{example, templates};
use journey_plan::number::decimal_sign::{DecimalSign, sign_in};
use journey_plan::number::locale::Locale;
use journey_plan::number::text::{NumberUnit, is_small_share, parse, write, write_plain};
use journey_plan::{
    Agreed, BudgetType, Command, Grade, History, HistoryStep, Lane, Limit, Number, NumberId, Obstacle, Place, Plan,
    RoleChange, ScenarioChange, SegmentChange, Setting, SettingChange, StageChange, StepId, WeightSource, difference,
    validate,
};
use std::collections::BTreeSet;
use std::sync::Arc;

fn n(value: f64) -> Number {
    Number::new(value).unwrap()
}

fn applied(plan: &Plan, command: &Command) -> Plan {
    plan.apply(command).unwrap_or_else(|error| panic!("{command:?}: {error}"))
}

#[test]
fn only_drags_and_slides_are_bursts() {
    let plan = example::plan();
    let (stage, scenario) = (plan.stages[0].id, plan.scenarios[0].id);
    assert_eq!(Command::SetTitle("A".into()).burst(), None);
    assert_eq!(Command::Stage(stage, StageChange::Duplicate).burst(), None);
    let points = |points| Command::Scenario(scenario, ScenarioChange::Points(stage, points)).burst();
    assert_eq!(points(None), None);
    assert_eq!(points(Some(n(1.0))), points(Some(n(2.0))));
    let share = Command::Set(SettingChange::Number(Setting::CausalShare, n(0.4))).burst();
    assert!(share.is_some() && share != points(Some(n(1.0))));
}

#[test]
fn figures_follow_numbers_and_not_texts() {
    let plan = example::plan();
    let stage = plan.stages[0].id;
    let text = Command::Write(vec![(MapRow::Lane(Lane::Goal), stage, "Another goal".into())]);
    assert!(applied(&plan, &text).has_figures_of(&plan));
    let segment = plan.segments[0].id;
    for command in [
        Command::Stage(stage, StageChange::Duplicate),
        Command::Stage(stage, StageChange::Weight(Some(n(3.0)))),
        Command::Stage(stage, StageChange::Conversion(Some(n(0.01)))),
        Command::Stage(stage, StageChange::Budget(BudgetType::Retention, Some(n(7.0)))),
        Command::Segment(segment, SegmentChange::Name("Other".into())),
        Command::Set(SettingChange::Number(Setting::Discount, n(0.07))),
        Command::Role(plan.roles[0].id, RoleChange::Weight(n(2.5))),
        Command::Activate(None),
    ] {
        assert!(!applied(&plan, &command).has_figures_of(&plan), "{command:?}");
    }
}

#[test]
fn a_number_outside_its_range_is_told_the_range() {
    let said = |id: NumberId, value| id.domain().problem(n(value)).unwrap();
    assert_eq!(
        said(NumberId::Draws, 5.0),
        "The number of draws must be a whole number between 1,000 and 1,000,000, not 5."
    );
    assert_eq!(
        said(NumberId::Setting(Setting::CausalShare), 1.5).replace('\u{a0}', " "),
        "The causal share must be between 0 % and 100 %, not 150 %."
    );
    let stage = example::plan().stages[0].id;
    assert_eq!(
        said(NumberId::StageWeight(stage), -1.0),
        format!("{} cannot be negative.", NumberId::StageWeight(stage).domain().noun)
    );
    assert_eq!(
        said(NumberId::Budget(stage, BudgetType::Retention), -1.0),
        format!("{} cannot be negative.", NumberId::Budget(stage, BudgetType::Retention).domain().noun)
    );
}

#[test]
fn ceilings_lie_far_above_the_limits() {
    assert_eq!([Limit::Stages, Limit::Lanes, Limit::Initiatives].map(Limit::ceiling), [2_000, 1_000, 5_000]);
}

#[test]
fn a_currency_is_three_letters() {
    let plan = example::plan();
    let set = |code: &str| plan.apply(&Command::Set(SettingChange::Currency(code.into())));
    assert_eq!(set(" usd ").unwrap().settings.currency, "USD");
    assert!(set("EURO").is_err() && set("1US").is_err());
}

#[test]
fn a_new_initiative_joins_the_shown_scenario_unless_it_was_agreed() {
    let plan = example::plan();
    let shown = plan.active_scenario.unwrap();
    let of = |plan: &Plan, id| plan.scenario(id).unwrap().initiatives.len();
    let more = applied(&plan, &Command::AddInitiative { name: "New".into() });
    for scenario in &plan.scenarios {
        assert_eq!(of(&more, scenario.id) - of(&plan, scenario.id), usize::from(scenario.id == shown));
    }
    let on = "2026-03-31".parse().unwrap();
    let agreed = Agreed { on, at: "14:32".into(), present_value: None, scenario_gain: None, npv: None };
    let agreed = applied(&plan, &Command::Scenario(shown, ScenarioChange::Agree(Some(agreed))));
    let more = applied(&agreed, &Command::AddInitiative { name: "New".into() });
    assert_eq!(of(&more, shown), of(&plan, shown));
}

#[test]
fn targets_become_the_points_up_to_them() {
    let mut plan = templates::blank(2024..=2026);
    let (stage, role) = (plan.stages[0].id, plan.roles[0].id);
    for change in [StageChange::ScoreToday(role, Some(n(5.5))), StageChange::ScoreTarget(role, Some(n(7.2)))] {
        plan = applied(&plan, &Command::Stage(stage, change));
    }
    let plan = applied(&plan, &Command::UseTargetsAsPoints { scenario: None, stages: vec![stage] });
    assert_eq!(plan.active().unwrap().points_by_hand, [(stage, n(1.7))]);
}

#[test]
fn a_cohort_is_followed_over_sixty_years_and_no_more() {
    let plan = example::plan();
    let put = |age| {
        let place = Place::Survivors(1990, age);
        plan.apply(&Command::Segment(plan.segments[0].id, SegmentChange::put(place, Some(n(1.0)))))
    };
    assert!(put(60).is_ok());
    for age in [61, 62] {
        assert!(put(age).unwrap_err().to_string().contains("at most 60 years"), "{age}");
    }
}

#[test]
fn a_budget_is_emptied_as_a_cell_and_otherwise_left_alone() {
    let plan = example::plan();
    let stage = plan.stages[0].id;
    let plan = applied(&plan, &Command::Stage(stage, StageChange::Budget(BudgetType::Retention, Some(n(7.0)))));
    let budget = |plan: &Plan| plan.stage(stage).unwrap().budget.get(BudgetType::Retention);
    let write = |text: &str| plan.apply(&Command::Write(vec![(MapRow::Lane(Lane::Budget), stage, text.into())]));
    assert!(write("12").map_or(true, |plan| budget(&plan) == Some(n(7.0))));
    assert_eq!(budget(&write("").unwrap()), None);
}

#[test]
fn differences_are_counted_and_named() {
    let plan = example::plan();
    assert!(difference(&plan, &plan).is_empty());
    let changed = applied(&plan, &Command::Set(SettingChange::Number(Setting::Discount, n(0.07))));
    assert_eq!(difference(&plan, &changed), ["Changed: settings."]);
    let mut more = plan.clone();
    for name in ["One", "Two", "Three"] {
        more = applied(&more, &Command::AddStage { name: name.into(), at: None });
    }
    let said = difference(&plan, &more).join(" ");
    assert!(said.contains("“One”, “Two”, “Three”") && !said.contains("more"), "{said}");
    let more = applied(&more, &Command::AddStage { name: "Four".into(), at: None });
    assert!(difference(&plan, &more).join(" ").contains("“Three” and 1 more"));
}

#[test]
fn a_card_in_another_stage_s_step_is_damage() {
    let plan = &mut example::plan();
    assert!(validate(plan).is_empty());
    *plan = applied(plan, &Command::Stage(plan.stages[1].id, StageChange::AddSteps(vec!["First".into()])));
    let step = plan.stages[1].steps.last().unwrap().id;
    Arc::make_mut(&mut plan.stages[0]).cards[0].step = Some(step);
    assert!(validate(plan).iter().any(|problem| problem.message == "This step is not in the stage."));
}

#[test]
fn every_grade_and_obstacle_says_itself() {
    let meanings: BTreeSet<&str> = [Grade::A, Grade::B, Grade::C, Grade::D].map(Grade::meaning).into();
    assert!(meanings.len() == 4 && !meanings.contains(""));
    let keys: BTreeSet<&str> = Obstacle::ALL.map(Obstacle::key).into();
    assert_eq!(keys.len(), Obstacle::ALL.len());
    assert_eq!(String::from(Place::Survivors(2021, 3)).parse::<Place>().ok(), Some(Place::Survivors(2021, 3)));
}

#[test]
fn separators_are_read_by_their_groups() {
    assert_eq!(sign_in("1.234.567"), Some(DecimalSign::Comma));
    assert_eq!(sign_in("12.03.24"), None);
    assert_eq!(sign_in("0,250"), Some(DecimalSign::Comma));
    assert_eq!(sign_in("1,250"), Some(DecimalSign::Either));
    let read = |text: &str| parse(text, Locale::EnGb, NumberUnit::Plain).ok().flatten().map(Number::get);
    assert_eq!(read("1,234,567"), Some(1_234_567.0));
    assert_eq!(read("12,34,567"), Some(1_234_567.0));
    // Groups that are no groups are no number.
    for odd in ["1,23,4567", "1234,567", "1,234.567,890", "1,2,345"] {
        assert_eq!(read(odd), None, "{odd}");
    }
    assert_eq!(write(1_234_567.0, Locale::EnGb, NumberUnit::Plain), "1,234,567");
    assert_eq!(write(123_456.0, Locale::EnGb, NumberUnit::Plain), "123,456");
    assert_eq!(write(12_345_678.0, Locale::EnIn, NumberUnit::Plain), "1,23,45,678");
    assert_eq!(write_plain(-0.125, Locale::EnGb, NumberUnit::Percent), "-12.5%");
}

#[test]
fn a_share_below_one_percent_is_asked_about() {
    let asked = |text: &str, value| is_small_share(NumberUnit::Percent, text, value);
    assert!(asked("0.5", 0.005) && asked("-0.5", -0.005));
    assert!(
        !asked("0.5 %", 0.005)
            && !asked("0", 0.0)
            && !asked("1", 0.01)
            && !is_small_share(NumberUnit::Plain, "0.5", 0.005)
    );
}

#[test]
fn a_card_belongs_to_a_step_of_its_own_stage() {
    let mut plan = example::plan();
    let at = plan.stages.iter().position(|s| s.steps.len() > 1 && !s.cards.is_empty()).unwrap();
    let stage = std::sync::Arc::make_mut(&mut plan.stages[at]);
    let problem = "This step is not in the stage.";
    let said = |plan: &Plan| validate(plan).into_iter().filter(|p| p.message == problem).count();
    stage.cards[0].step = Some(stage.steps[1].id);
    assert_eq!(said(&plan), 0);
    std::sync::Arc::make_mut(&mut plan.stages[at]).cards[0].step = Some(StepId(9_999));
    assert_eq!(said(&plan), 1);
}

#[test]
fn the_history_keeps_a_thousand_steps_however_large_and_more_while_they_are_small() {
    let steps_left = |texts: usize| {
        let mut plan = Arc::new(example::plan());
        let lanes = [Lane::Goal, Lane::Expected];
        let all = lanes.into_iter().flat_map(|lane| plan.stages.iter().map(move |s| (MapRow::Lane(lane), s.id)));
        let cells: Vec<_> = all.take(texts.max(1)).collect();
        let mut history = History::default();
        for step in 0..1_050 {
            let text = if texts == 0 { step.to_string() } else { format!("{step} {}", "x".repeat(9_900)) };
            let cells = cells.iter().map(|(row, stage)| (*row, *stage, text.clone())).collect();
            let after = applied(&plan, &Command::Write(cells));
            history.record(&plan, &after, None, "");
            plan = Arc::new(after);
        }
        let mut left = 0;
        while let Some(HistoryStep { plan: before, .. }) = history.undo(&plan) {
            (plan, left) = (before, left + 1);
        }
        left
    };
    assert_eq!(steps_left(0), 1_050);
    // Seven texts of ten thousand characters are 70 KB a step, and all of them more than the 64 MB that are kept.
    assert_eq!(steps_left(7), 1_000);
}

#[test]
fn a_cell_of_scores_is_emptied_but_takes_no_text() {
    let plan = example::plan();
    let stage = plan.stages.iter().find(|s| s.scores.iter().any(|score| score.today.is_some())).unwrap();
    let write = |text: &str| plan.apply(&Command::Write(vec![(MapRow::Lane(Lane::Experience), stage.id, text.into())]));
    assert!(write("8").is_err());
    let emptied = write("").unwrap();
    assert!(
        emptied.stage(stage.id).unwrap().scores.iter().all(|score| score.today.is_none() && score.target.is_none())
    );
}

#[test]
fn a_new_stage_weighs_as_much_as_an_average_one() {
    let mut plan = applied(&example::plan(), &Command::Set(SettingChange::Weights(WeightSource::Entered)));
    let weights = [5.0, 3.0, 1.0, 1.0];
    for (index, stage) in plan.stages.iter_mut().enumerate() {
        Arc::make_mut(stage).weight = weights.get(index).map(|weight| n(*weight));
    }
    let added = applied(&plan, &Command::AddStage { name: "Return".to_owned(), at: None });
    assert_eq!(added.stages.last().unwrap().weight, Some(n(2.5)));
}
