//! The map: lanes, cards, steps, roles, copies and templates.

use journey_plan::library::{example, templates};
use journey_plan::{
    CardChange, Command, Detail, InitiativeChange, JourneyParts, Lane, LaneChange, LaneRow, MapRow, Number, Plan, Role,
    RoleChange, SettingChange, Stage, StageChange, StepChange, WeightSource, validate,
};

fn n(value: f64) -> Number {
    Number::new(value).unwrap()
}

fn apply(plan: &Plan, commands: impl IntoIterator<Item = Command>) -> Plan {
    commands.into_iter().fold(plan.clone(), |plan, command| plan.apply(&command).unwrap())
}

fn change(plan: &Plan, stage: usize, change: StageChange) -> Plan {
    apply(plan, [Command::Stage(plan.stages[stage].id, change)])
}

fn texts(stage: &Stage, lane: Lane) -> Vec<&str> {
    stage.cards_of(lane).map(|c| c.text.as_str()).collect()
}

#[test]
fn every_lane_of_the_map_has_a_name_of_its_own_and_one_place() {
    let plan = templates::blank(2024..=2026);
    let mut names: Vec<&str> = plan.lanes.iter().map(LaneRow::label).collect();
    assert_eq!(names.len(), Lane::BUILT_IN.len());
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Lane::BUILT_IN.len());
}

#[test]
fn writing_cards_keeps_the_details_of_those_that_stay() {
    let plan = example::plan();
    let id = plan.stages[2].id;
    let pains = |plan: &Plan| plan.stages[2].cards_of(Lane::Pains).cloned().collect::<Vec<_>>();
    let before = pains(&plan);
    let text = format!("A new one\n- {}", before[0].text);
    let plan = apply(&plan, [Command::Write(vec![(MapRow::Lane(Lane::Pains), id, text)])]);
    let after = pains(&plan);
    assert_eq!(after.len(), 2);
    assert_eq!(after[0].text, "A new one");
    assert_eq!(after[1], before[0], "identity, severity and step are as they were");
}

#[test]
fn writing_roles_adds_those_the_plan_does_not_have() {
    let plan = templates::blank(2024..=2026);
    let id = plan.stages[0].id;
    let plan =
        apply(&plan, [Command::Write(vec![(MapRow::Lane(Lane::Roles), id, "User, customer\nInfluencer".into())])]);
    let names: Vec<&str> = plan.roles.iter().map(|r| r.name.as_str()).collect();
    assert_eq!(names, ["Customer", "User", "Influencer"]);
    assert_eq!(plan.stages[0].scores.len(), 3);
    let colours: Vec<u8> = plan.roles.iter().map(|r| r.colour).collect();
    assert_eq!(colours, [0, 1, 2], "every role has a colour of its own while there are any");
    let seventh = (0..4).fold(plan, |plan, i| apply(&plan, [Command::AddRole { name: i.to_string() }]));
    assert_eq!(seventh.roles.len(), 7);
    assert!(seventh.roles.iter().all(|r| r.colour < Role::COLOURS));
}

#[test]
fn a_text_fills_and_copies_any_cell_that_takes_one() {
    let plan = example::plan();
    let empty = templates::blank(2024..=2026);
    let mut empty = apply(&empty, [Command::Stage(empty.stages[0].id, StageChange::Active(empty.roles[0].id, false))]);
    let mut copied = 0;
    for row in plan.lanes.iter().map(|r| MapRow::Lane(r.lane)).filter(|r| r.takes_text()) {
        let text = row.text(&plan, &plan.stages[2]);
        empty = apply(&empty, [Command::Write(vec![(row, empty.stages[0].id, text.clone())])]);
        assert_eq!(row.text(&empty, &empty.stages[0]), text, "{row:?}");
        copied += usize::from(!text.is_empty());
    }
    assert!(copied > 10, "{copied}");
}

#[test]
fn a_lane_that_is_not_the_users_own_cannot_be_removed() {
    let plan = example::plan();
    let refused = plan.apply(&Command::Lane(Lane::Goal, LaneChange::Remove)).unwrap_err();
    assert!(refused.to_string().contains("hide it instead"));
    let plan = apply(&plan, [Command::AddLane { name: "Legal".into() }]);
    let lane = plan.lanes.last().unwrap().lane;
    let plan = change(&plan, 0, StageChange::Text(lane, "No consent needed".into()));
    let plan = apply(&plan, [Command::Lane(lane, LaneChange::Duplicate)]);
    let copy = plan.lanes.last().unwrap();
    assert_eq!((copy.label(), plan.stages[0].text(copy.lane)), ("Legal (copy)", "No consent needed"));
    let plan = apply(&plan, [Command::Lane(lane, LaneChange::Remove)]);
    assert!(plan.stages[0].text(lane).is_empty() && validate(&plan).is_empty());
    assert!(plan.apply(&Command::Stage(plan.stages[0].id, StageChange::Text(lane, "x".into()))).is_err());
}

#[test]
fn cards_move_within_their_lane_alone() {
    let plan = example::plan();
    let touchpoints = texts(&plan.stages[0], Lane::Touchpoints).join(" ");
    let first = plan.stages[0].cards_of(Lane::Touchpoints).next().unwrap().id;
    let moved = change(&plan, 0, StageChange::Card(first, CardChange::MoveTo(2)));
    assert_eq!(texts(&moved.stages[0], Lane::Touchpoints), ["Peer call", "Webinar", "Search"]);
    assert_eq!(texts(&moved.stages[0], Lane::Actions), texts(&plan.stages[0], Lane::Actions));
    let back = change(&moved, 0, StageChange::Card(first, CardChange::MoveTo(0)));
    assert_eq!(texts(&back.stages[0], Lane::Touchpoints).join(" "), touchpoints);
}

#[test]
fn a_step_takes_its_cards_along_when_copied_and_leaves_them_when_removed() {
    let plan = example::plan();
    let stage = &plan.stages[2];
    let (step, cards) = (stage.steps[1].id, stage.cards.len());
    let copied = change(&plan, 2, StageChange::Step(step, StepChange::Duplicate));
    assert_eq!(copied.stages[2].steps[2].name, "Migrate (copy)");
    assert_eq!(copied.stages[2].cards.len(), cards + 1);
    let removed = change(&copied, 2, StageChange::Step(step, StepChange::Remove));
    assert_eq!(removed.stages[2].cards.len(), cards + 1);
    assert_eq!(removed.stages[2].cards.iter().filter(|c| c.step.is_some()).count(), 3);
    assert!(validate(&removed).is_empty());
}

#[test]
fn a_copied_stage_shares_nothing_with_its_original() {
    let plan = change(&example::plan(), 2, StageChange::Duplicate);
    assert_eq!(plan.stages.len(), 6);
    assert_eq!(plan.stages[3].name, "Deploy (copy)");
    assert!(validate(&plan).is_empty(), "every card and step has an identity of its own");
    let card = plan.stages[3].cards[0].id;
    assert!(plan.stages[2].card(card).is_none());
}

#[test]
fn an_opportunity_becomes_an_initiative_once() {
    let plan = example::plan();
    let card = plan.stages[0].cards_of(Lane::Opportunities).next().unwrap();
    let command = Command::MakeInitiative(plan.stages[0].id, card.id);
    let plan = apply(&plan, [command.clone()]);
    let made = plan.initiatives.last().unwrap();
    assert_eq!(made.name, card.text);
    assert!(made.lifts.is_empty() && made.one_off_cost.is_none(), "nothing is assumed");
    assert!(plan.active().unwrap().initiatives.contains(&made.id));
    assert!(plan.apply(&command).unwrap_err().to_string().contains("already"));
    let plan = apply(&plan, [Command::Initiative(made.id, InitiativeChange::Remove)]);
    let detail = &plan.stages[0].card(card.id).unwrap().detail;
    assert!(matches!(detail, Detail::Opportunity { initiative: None, .. }));
}

#[test]
fn entered_weights_start_alike_where_none_are_known() {
    let plan = templates::TEMPLATES[0].plan(2024..=2026);
    let plan = apply(&plan, [Command::Set(SettingChange::Weights(WeightSource::Entered))]);
    assert!(plan.stages.iter().all(|s| s.weight == Some(Number::ONE)));
}

#[test]
fn parts_of_another_plan_arrive_with_identities_of_their_own() {
    let source = apply(&example::plan(), [Command::AddLane { name: "Legal".into() }]);
    let lane = source.lanes.last().unwrap().lane;
    let source = change(&source, 2, StageChange::Text(lane, "No consent needed".into()));
    let target = apply(&templates::blank(2024..=2026), [Command::AddRole { name: "User".into() }]);
    let user = target.roles[1].id;
    let arrived = apply(&target, [Command::AddParts(JourneyParts::of(&source))]);
    assert!(validate(&arrived).is_empty());
    assert_eq!(arrived.stages.len(), 6);
    let names: Vec<&str> = arrived.roles.iter().map(|r| r.name.as_str()).collect();
    assert_eq!(names, ["Customer", "User", "Buyer", "Administrator"]);
    let deploy = &arrived.stages[3];
    assert_eq!(deploy.score(user).unwrap().today, Some(n(3.5)));
    let legal = arrived.lanes.iter().find(|row| row.name == "Legal").unwrap().lane;
    assert_eq!(deploy.text(legal), "No consent needed");
    assert!(deploy.cards.iter().all(|c| !matches!(c.detail, Detail::Opportunity { initiative: Some(_), .. })));
}

#[test]
fn a_template_keeps_the_map_and_no_number() {
    let template = example::plan().as_template(2024..=2026);
    assert!(validate(&template).is_empty());
    assert_eq!(texts(&template.stages[2], Lane::Pains).len(), 2);
    assert!(template.stages.iter().flat_map(|s| &s.scores).all(|s| s.today.is_none() && s.target.is_none()));
    assert!(template.stages.iter().all(|s| s.budget.total().is_none()));
    assert!(template.initiatives.is_empty() && template.scenarios.is_empty());
    assert!(template.segments.iter().all(|s| s.cohorts.is_empty() && s.years.iter().all(|y| !y.is_complete())));
}

#[test]
fn roles_are_moved_weighed_and_removed_with_their_scores() {
    let plan = example::plan();
    let (buyer, user) = (plan.roles[0].id, plan.roles[2].id);
    let plan =
        apply(&plan, [Command::Role(user, RoleChange::MoveTo(0)), Command::Role(user, RoleChange::Weight(n(3.0)))]);
    assert_eq!(plan.roles[0].id, user);
    // Deploy: (4.3 + 3 × 3.5) / 4.
    assert!((plan.stages[2].score_today(&plan.roles).unwrap() - 3.7).abs() < 1e-12);
    let plan = apply(&plan, [Command::Role(buyer, RoleChange::Remove)]);
    assert!(plan.stages.iter().all(|s| s.score(buyer).is_none()) && validate(&plan).is_empty());
}
