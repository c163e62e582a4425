//! What commands are called when they are told and undone.

use journey_plan::library::example;
use journey_plan::{Command, CommandWords, History, Lane, LaneChange, MapRow, StageChange};
use std::sync::Arc;

fn words(command: &Command) -> CommandWords {
    command.words(&example::plan())
}

#[test]
fn what_goes_or_moves_is_told_by_name() {
    let stage = example::plan().stages[2].id;
    let gone = words(&Command::Stage(stage, StageChange::Remove));
    assert_eq!((gone.text.as_str(), gone.is_told), ("Removed the stage “Deploy”", true));
    // A command may go beyond the end: the stage is then the last.
    let moved = words(&Command::Stage(stage, StageChange::MoveTo(99)));
    assert_eq!((moved.text.as_str(), moved.is_told), ("Moved the stage “Deploy” to position 5 of 5", true));
    let copied = words(&Command::Lane(Lane::Pains, LaneChange::Duplicate));
    assert_eq!((copied.text.as_str(), copied.is_told), ("Duplicated the lane “Pain points”", true));
}

#[test]
fn what_is_typed_is_not_told_but_a_block_and_an_emptied_cell_are() {
    let plan = example::plan();
    let cell = |index: usize, text: &str| (MapRow::Lane(Lane::Goal), plan.stages[index].id, text.to_owned());
    assert!(!words(&Command::Write(vec![cell(0, "Find out")])).is_told);
    assert!(!words(&Command::SetTitle("New".to_owned())).is_told);
    let block = words(&Command::Write(vec![cell(0, "a"), cell(1, "b")]));
    assert_eq!((block.text.as_str(), block.is_told), ("Changed 2 cells of the map", true));
    let over = (MapRow::Lane(Lane::Touchpoints), plan.stages[0].id, "One line".to_owned());
    let over = words(&Command::Write(vec![over]));
    assert_eq!((over.text.as_str(), over.is_told), ("Wrote over 2 cards", true));
    let emptied = words(&Command::Write(vec![cell(0, " ")]));
    assert_eq!((emptied.text.as_str(), emptied.is_told), ("Emptied 1 cell of the map", true));
}

#[test]
fn a_long_card_is_named_by_its_beginning() {
    let mut plan = example::plan();
    let stage = plan.stages[0].id;
    let long = "A card that says a great deal more than any name ever could".to_owned();
    plan = plan.apply(&Command::Stage(stage, StageChange::AddCards(Lane::Pains, vec![long]))).unwrap();
    let card = plan.stages[0].cards.last().unwrap().id;
    let said = Command::Stage(stage, StageChange::Card(card, journey_plan::CardChange::Remove)).words(&plan);
    assert_eq!(said.text, "Removed the card “A card that says a great deal more than…”");
}

#[test]
fn undo_and_redo_name_the_step_that_they_travel() {
    let first = Arc::new(example::plan());
    let mut history = History::default();
    let command = Command::Stage(first.stages[0].id, StageChange::Duplicate);
    let second = Arc::new(first.apply(&command).unwrap());
    history.record(&first, &second, None, &command.words(&first).text);
    assert_eq!(history.undo(&second).unwrap().what, "Duplicated the stage “First contact”");
    assert_eq!(history.redo(&first).unwrap().what, "Duplicated the stage “First contact”");
}
