//! Everything in a plan is found by its words.

use journey_account::find::{FoundThing, PlanThing, Query, things};
use journey_engine::project;
use journey_engine::registry::{FigureContext, FigureId, Headline};
use journey_plan::library::example;
use journey_plan::{Lane, Plan, Setting};

fn all() -> Vec<FoundThing> {
    let plan = example::plan();
    things(FigureContext::of(&plan, &project(&plan, plan.active_scenario)))
}

/// The titles that answer `words`, best first.
fn found(words: &str) -> Vec<String> {
    let query = Query::new(words);
    let mut hits: Vec<_> =
        all().into_iter().filter_map(|t| Some((query.answer(&t.title, &t.detail)?.score, t.title))).collect();
    hits.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    hits.into_iter().map(|(_, title)| title).collect()
}

#[test]
fn every_part_of_a_plan_with_a_name_can_be_gone_to() {
    let plan = example::plan();
    let all = all();
    let has = |thing: PlanThing| all.iter().any(|found| found.thing == thing && !found.title.is_empty());
    for stage in &plan.stages {
        assert!(has(PlanThing::Stage(stage.id)), "{}", stage.name);
        assert!(stage.cards.iter().all(|card| has(PlanThing::Card(stage.id, card.id))));
        assert!(stage.steps.iter().all(|step| has(PlanThing::Step(stage.id, step.id))));
    }
    assert!(plan.lanes.iter().all(|row| has(PlanThing::Lane(row.lane))));
    assert!(plan.roles.iter().all(|role| has(PlanThing::Role(role.id))));
    assert!(plan.segments.iter().all(|segment| has(PlanThing::Segment(segment.id))));
    assert!(plan.initiatives.iter().all(|initiative| has(PlanThing::Initiative(initiative.id))));
    assert!(plan.scenarios.iter().all(|scenario| has(PlanThing::Scenario(Some(scenario.id)))));
    assert!(Setting::ALL.into_iter().all(|setting| has(PlanThing::Setting(setting))));
    assert!(Headline::ALL.into_iter().all(|figure| has(PlanThing::Figure(FigureId::Headline(figure)))));
    let unique: std::collections::HashSet<_> = all.iter().map(|found| found.thing).collect();
    assert_eq!(unique.len(), all.len());
    let pain = all.iter().find(|found| found.title == "Data arrives late and is loaded twice");
    assert_eq!(
        pain.map(|found| (found.thing.kind(), found.detail.as_str())),
        Some(("Card", "Pain points · Deploy · severe"))
    );
}

#[test]
fn words_are_found_in_any_order_and_the_best_comes_first() {
    assert_eq!(found("LOAD data").first(), found("data load").first());
    assert!(found("load data").contains(&"Data arrives late and is loaded twice".to_owned()));
    assert_eq!(found("deploy").first().map(String::as_str), Some("Deploy"));
    assert_eq!(found("nothing of the kind"), [""; 0]);
    // A card is called “First-contact resolution”.
    assert_eq!(found("first contact").first().map(String::as_str), Some("First contact"));
    // A word may be in the detail alone.
    assert!(found("late deploy").contains(&"Data arrives late and is loaded twice".to_owned()));
}

#[test]
fn a_whole_word_counts_more_than_a_beginning_and_that_more_than_a_middle() {
    let score = |title: &str| Query::new("load").answer(title, "").map(|answer| answer.score);
    assert!(score("The load") > score("The loading") && score("The loading") > score("The upload"));
    assert!(score("Load it") > score("The load"));
    assert_eq!(score("Nothing"), None);
    let answer = Query::new("data lo").answer("Data arrives, is loaded; no data", "").unwrap();
    assert_eq!(answer.marks, [0..4, 17..19]);
}

#[test]
fn signs_that_grow_in_lower_case_do_not_shift_the_marks() {
    let answer = Query::new("plan").answer("İİ Plan", "").unwrap();
    assert_eq!(answer.marks, vec![3..7; 1]);
}

#[test]
fn nothing_without_a_name_is_listed() {
    let mut plan = Plan::empty("");
    plan.lanes.retain(|row| row.lane == Lane::Goal);
    let all = things(FigureContext::of(&plan, &project(&plan, None)));
    assert!(all.iter().all(|found| !found.title.trim().is_empty()));
    assert!(Query::new("  ").is_empty());
}
