//! Commands: what they change, and what they refuse.

use journey_plan::library::{example, templates};
use journey_plan::{
    Command, Driver, Estimate, InitiativeChange, InitiativeId, Number, Obstacle, ObstacleSeverity, ObstacleState,
    Place, Plan, SegmentChange, Setting, SettingChange, StageChange, obstacles_in_words, validate,
};

fn n(value: f64) -> Number {
    Number::new(value).unwrap()
}

/// Checks that nothing dangles and nothing is out of range.
fn sound(plan: &Plan) -> Result<(), String> {
    let problems = validate(plan);
    let named: Vec<String> = problems.iter().map(|p| format!("{}: {}", p.path, p.message)).collect();
    if named.is_empty() { Ok(()) } else { Err(named.join("\n")) }
}

/// A state of an obstacle, without a note.
fn judged(severity: Option<ObstacleSeverity>, owner: &str) -> ObstacleState {
    ObstacleState { severity, owner: owner.to_owned(), note: String::new() }
}

#[test]
fn the_example_and_the_templates_are_sound() {
    sound(&example::plan()).unwrap();
    sound(&templates::blank(2024..=2026)).unwrap();
    for template in &templates::TEMPLATES {
        sound(&template.plan(2024..=2026)).unwrap();
    }
}

#[test]
fn a_refused_command_leaves_the_plan_as_it_was() {
    let plan = example::plan();
    let segment = plan.segments[0].id;
    let stage = plan.stages[0].id;
    let role = plan.roles[0].id;
    for (command, word) in [
        (
            Command::Segment(segment, SegmentChange::put(Place::Driver(Driver::Retention), Some(n(1.000_001)))),
            "Retention",
        ),
        (Command::Segment(segment, SegmentChange::put(Place::GrossMargin, Some(n(-0.1)))), "margin"),
        (Command::Stage(stage, StageChange::ScoreToday(role, Some(n(10.5)))), "score"),
        (Command::Set(SettingChange::Number(Setting::Discount, n(-1.0))), "discount"),
        (Command::Set(SettingChange::Number(Setting::Horizon, n(0.0))), "horizon"),
        (Command::Set(SettingChange::PhaseIn(0, n(0.9))), "phase-in"),
        (Command::Set(SettingChange::Number(Setting::SpendRatio, n(0.9))), "spend ratio"),
        (Command::Set(SettingChange::Number(Setting::RetentionPoorest, n(0.8))), "poorest"),
        (Command::Set(SettingChange::Number(Setting::RetentionPoorest, n(0.0))), "between"),
        (Command::Set(SettingChange::Number(Setting::RetentionBest, n(1.0))), "between"),
        (Command::Initiative(InitiativeId(9_999), InitiativeChange::Start(2)), "initiative"),
        (Command::SetTitle("x".repeat(10_001)), "10,001 characters"),
    ] {
        let error = plan.apply(&command).unwrap_err().to_string();
        assert!(error.contains(word), "{error}");
    }
}

#[test]
fn an_estimate_keeps_its_range_when_its_likely_value_changes() {
    let plan = example::plan();
    let (id, stage) = (plan.initiatives[0].id, plan.stages[2].id);
    let plan = plan.apply(&Command::Initiative(id, InitiativeChange::Points(stage, Some(n(2.0))))).unwrap();
    let kept = plan.initiative(id).unwrap().lifts.iter().find(|l| l.stage == stage).unwrap().points;
    assert_eq!(kept, Estimate { low: Some(n(1.2)), high: Some(n(3.2)), ..Estimate::of(n(2.0)) });
}

#[test]
fn the_checklist_is_told_in_a_sentence() {
    use {Obstacle as O, ObstacleSeverity as S};
    let told = |states: &[(O, Option<S>, &str)]| {
        obstacles_in_words(&states.iter().map(|(o, severity, owner)| (*o, judged(*severity, owner))).collect())
    };
    assert_eq!(told(&[]), "None of the 7 obstacles has been judged.");
    assert_eq!(told(&[(O::CustomerData, None, "Data")]), "None of the 7 obstacles has been judged.");
    let rest = [O::SalesAlignment, O::TechnologyLimits, O::InternalSkills, O::InefficientProcesses];
    let mut all: Vec<(O, Option<S>, &str)> = rest.iter().map(|o| (*o, Some(S::None), "")).collect();
    all.extend([
        (O::CustomerData, Some(S::Minor), "Data"),
        (O::FragmentedSystems, Some(S::Blocking), ""),
        (O::DataCollected, Some(S::Serious), "Insights"),
    ]);
    let nothing: Vec<_> = O::ALL.iter().map(|o| (*o, Some(S::None), "")).collect();
    assert_eq!(told(&nothing), "None of the 7 obstacles is in the way.");
    assert_eq!(told(&all), "3 of 7 obstacles are in the way; fragmented systems block and have no owner.");
    assert_eq!(
        told(&[(O::CustomerData, Some(S::Blocking), "Data"), (O::DataCollected, Some(S::Minor), " ")]),
        "2 of 7 obstacles are in the way; access to customer data blocks; not collecting the right data has no owner; \
         5 not judged yet."
    );
    assert_eq!(
        told(&[
            (O::CustomerData, Some(S::Blocking), ""),
            (O::SalesAlignment, Some(S::Blocking), ""),
            (O::InternalSkills, Some(S::Blocking), "")
        ]),
        "3 of 7 obstacles are in the way; access to customer data, alignment with sales and internal skills block and \
         have no owner; 4 not judged yet."
    );
    assert_eq!(
        told(&[(O::CustomerData, Some(S::None), "")]),
        "No obstacle judged so far is in the way; 6 not judged yet."
    );
}
