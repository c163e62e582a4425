//! What is seen of a plan is saved with it and not undone.

use journey_plan::library::example;
use journey_plan::{Command, History, Lane, Plan, RoleChange, ViewChange};
use std::sync::Arc;

#[test]
fn a_hidden_lane_keeps_its_content_and_comes_back() {
    let plan = example::plan();
    let seen = plan.seen(&ViewChange::Hide(Lane::Pains, true));
    assert!(seen.shown_lanes().all(|row| row.lane != Lane::Pains));
    assert_eq!((seen.shown_lanes().count(), &seen.stages), (plan.lanes.len() - 1, &plan.stages));
    assert!(seen.has_inputs_of(&plan));
    assert_eq!(seen.seen(&ViewChange::Hide(Lane::Pains, false)), plan);
}

#[test]
fn undo_redo_and_an_earlier_state_keep_what_is_seen_now() {
    let first = Arc::new(example::plan());
    let second = Arc::new(first.apply(&Command::SetTitle("Second".to_owned())).unwrap());
    let mut history = History::default();
    history.record(&first, &second, None, "");
    let second = Arc::new(second.seen(&ViewChange::Hide(Lane::Budget, true)).seen(&ViewChange::Fit(true)));
    let back = history.undo(&second).unwrap().plan;
    assert_eq!((back.title.as_str(), &back.view), (first.title.as_str(), &second.view));
    let shown = Arc::new(back.seen(&ViewChange::Hide(Lane::Budget, false)));
    let again = history.redo(&shown).unwrap().plan;
    assert_eq!((again.title.as_str(), &again.view), ("Second", &shown.view));
    let restored = second.apply(&Command::Restore(Arc::clone(&first))).unwrap();
    assert_eq!((restored.title.as_str(), &restored.view), (first.title.as_str(), &second.view));
    assert_eq!(Plan { view: first.view.clone(), ..restored }, *first);
}

#[test]
fn the_view_of_what_was_undone_is_there_when_it_is_done_again_and_forgotten_at_the_next_look() {
    let plan = example::plan().apply(&Command::AddLane { name: "Competitors".to_owned() }).unwrap();
    let lane = plan.lanes.last().unwrap().lane;
    let role = plan.roles[0].id;
    let mut seen = plan.seen(&ViewChange::Hide(lane, true)).seen(&ViewChange::Roles(vec![role]));
    assert_eq!(seen.view.roles, [role]);
    seen = seen.apply(&Command::Role(role, RoleChange::Remove)).unwrap();
    seen.lanes.retain(|row| row.lane != lane);
    assert!(seen.view.hidden.contains(&lane));
    let looked = seen.seen(&ViewChange::Compact(true));
    assert_eq!(looked.view, example::plan().view);
}
