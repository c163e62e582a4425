//! The journey map: lanes, cards, steps, roles, and what travels between plans.

use journey_engine::project;
use journey_output::exchange::plan_file::{read, write};
use journey_plan::library::example;
use journey_plan::number::pen::Pen;
use journey_plan::{
    CardChange, Command, Lane, LaneId, Number, Plan, ScenarioChange, SettingChange, Stage, StageChange, Survey,
    SurveyWeight, WeightSource,
};
use journey_samples::plans::n;

fn apply(plan: &Plan, commands: impl IntoIterator<Item = Command>) -> Plan {
    commands.into_iter().fold(plan.clone(), |plan, command| plan.apply(&command).unwrap())
}

#[test]
fn targets_become_points_and_the_money_follows() {
    let plan = example::plan();
    let stages: Vec<_> = plan.stages.iter().map(|s| s.id).collect();
    let reached = apply(&plan, [Command::UseTargetsAsPoints { scenario: None, stages: stages.clone() }]);
    let scenario = reached.active().unwrap();
    assert_eq!(scenario.name, "Targets reached");
    // Deploy: targets 7.2 and 7.6 against 4.3 and 3.5 today.
    assert_eq!(scenario.hand_set(stages[2]), Some(n(3.5)));
    let score = |plan: &Plan| project(plan, plan.active_scenario).forecast.unwrap().stages[2].points;
    assert!((score(&reached) - 3.5).abs() < 1e-12);
    let none = plan.apply(&Command::UseTargetsAsPoints { scenario: None, stages: Vec::new() });
    assert!(none.unwrap_err().to_string().contains("No stage has a target"));
}

#[test]
fn weights_of_a_survey_are_used_and_may_damp_the_points() {
    let plan = example::plan();
    let weight = |(i, s): (usize, &std::sync::Arc<Stage>)| {
        let weight = n([0.1, 0.1, 0.5, 0.2, 0.1][i]);
        SurveyWeight { stage: s.id, weight, low: n(0.0), high: n(1.0) }
    };
    let survey = Survey {
        rows: 120,
        incomplete: 0,
        r_squared: n(0.6),
        slopes: n(0.5),
        damped: false,
        weights: plan.stages.iter().enumerate().map(weight).collect(),
    };
    let with = |survey: &Survey| apply(&plan, [Command::SetSurvey(Some(survey.clone()))]);
    let gain = |plan: &Plan| project(plan, plan.active_scenario).scenario_gain().unwrap();
    let derived = with(&survey);
    assert_eq!(derived.settings.weights, WeightSource::Derived);
    // The same weights entered by hand give the same money.
    let entered =
        plan.stages.iter().zip(&survey.weights).map(|(s, w)| Command::Stage(s.id, StageChange::Weight(Some(w.weight))));
    let entered = apply(&plan, entered.chain([Command::Set(SettingChange::Weights(WeightSource::Entered))]));
    assert!((gain(&derived) - gain(&entered)).abs() < 1e-6);
    // Slopes of 0.5 halve every point; the lift is nearly linear at this size.
    let damped = gain(&with(&Survey { damped: true, ..survey.clone() }));
    assert!((damped / gain(&derived) - 0.5).abs() < 0.02, "{}", damped / gain(&derived));
    let more = apply(&derived, [Command::AddStage { name: "Exit".into(), at: None }]);
    // A stage the survey knows nothing of takes away what needs its weight, and nothing else.
    let (before, after) = (project(&derived, derived.active_scenario), project(&more, more.active_scenario));
    assert_eq!(gain(&more).to_bits(), gain(&derived).to_bits());
    let score = |p: &journey_engine::Projection| p.forecast.as_ref().unwrap().journey_score.clone();
    assert_eq!(score(&after), score(&before));
    let exit = more.stages.last().unwrap().id;
    assert_eq!(after.forecast.as_ref().unwrap().stage_value(Lane::ValueAtStake, exit), None);
    let by_hand = ScenarioChange::Points(exit, Some(Number::ONE));
    let lifted = apply(&more, [Command::Scenario(more.active_scenario.unwrap(), by_hand)]);
    let missing = project(&lifted, lifted.active_scenario).forecast.unwrap_err().written(Pen::PLAIN);
    assert!(missing.contains("“Exit”"), "{missing}");
    assert!(project(&lifted, None).forecast.is_ok());
    let forgotten = apply(&derived, [Command::SetSurvey(None)]);
    assert_eq!(forgotten.settings.weights, WeightSource::Equal);
    assert!(plan.apply(&Command::Set(SettingChange::Weights(WeightSource::Derived))).is_err());
}

#[test]
fn a_file_lists_every_lane_once_and_holds_no_more_cards_than_a_map() {
    let mut plan = example::plan();
    plan.lanes.retain(|row| row.lane != Lane::Metrics);
    let reread = read(write(&plan).unwrap().as_bytes()).unwrap().plan;
    assert_eq!(reread.lanes.last().unwrap().lane, Lane::Metrics, "a lane the file lacks is added");
    plan.lanes.push(plan.lanes[0].clone());
    let mended = read(write(&plan).unwrap().as_bytes()).unwrap().mended;
    assert_eq!(
        mended[0].path,
        format!("lanes[{}]", plan.lanes.len() - 1),
        "a lane listed twice is listed once, and that is said"
    );
    let plan = example::plan();
    let many = StageChange::AddCards(Lane::Touchpoints, vec!["x".to_owned(); 5_001]);
    let refused = plan.apply(&Command::Stage(plan.stages[0].id, many)).unwrap_err();
    assert!(refused.to_string().contains("at most 5,000 are allowed"), "{refused}");
    let foreign = StageChange::Text(Lane::Custom(LaneId(999)), "x".into());
    assert!(plan.apply(&Command::Stage(plan.stages[0].id, foreign)).is_err());
}

#[test]
fn what_changes_no_figure_is_told_from_what_does() {
    let plan = example::plan();
    let same = |change: StageChange| {
        let after = apply(&plan, [Command::Stage(plan.stages[2].id, change)]);
        assert_ne!(after, plan);
        let figures = |plan: &Plan| project(plan, plan.active_scenario);
        // Where the plan says the figures are the same, they are.
        assert!(!after.has_figures_of(&plan) || figures(&after) == figures(&plan));
        after.has_figures_of(&plan)
    };
    let (role, card) = (plan.roles[2].id, plan.stages[2].cards[0].id);
    assert!(same(StageChange::Text(Lane::Goal, "Start".into())));
    assert!(same(StageChange::Card(card, CardChange::Remove)));
    assert!(!same(StageChange::Budget(journey_plan::BudgetType::Retention, Some(n(1.0)))));
    assert!(!same(StageChange::ScoreToday(role, Some(n(9.0)))));
    assert!(!same(StageChange::Weight(Some(n(0.9)))));
    assert!(!same(StageChange::Name("Install".into())));
    assert!(!same(StageChange::Remove));
}
