//! What the palette lists, and how it goes there.

use crate::screens::journey::state::{JourneyDialog, MapPosition, MapState};
use crate::state::actions::{self, ACTIONS};
use crate::state::focus::arrive;
use crate::state::goal::Goal;
use crate::state::shortcut::Shortcut;
use crate::state::view::{Dialog, Screen};
use crate::state::workspace::Workspace;
use crate::storage::snapshots::Snapshot;
use crate::widgets::working;
use journey_account::find::{FoundThing, PlanThing, things};
use journey_plan::{Command, Lane, MapRow, Setting};
use leptos::prelude::*;

/// A heading in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    Recent,
    Cards,
    Journey,
    Do,
    Numbers,
}

impl Group {
    /// All headings, in their order where nothing is better than something else.
    pub const ALL: [Self; 5] = [Self::Recent, Self::Cards, Self::Do, Self::Journey, Self::Numbers];

    /// The heading in words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Recent => "Lately",
            Self::Cards => "Cards",
            Self::Journey => "Journey",
            Self::Do => "Do",
            Self::Numbers => "Figures and settings",
        }
    }
}

/// An entry of the palette.
#[derive(Clone)]
pub struct Entry {
    pub goal: Goal,
    pub group: Group,
    /// What is gone to or done, in one word.
    pub kind: &'static str,
    pub title: String,
    pub detail: String,
    /// The key that does it without the palette.
    pub key: Option<String>,
}

/// The actions that can be done now, then everything in the plan.
pub fn all(workspace: Workspace) -> Vec<Entry> {
    let can = |action: &&actions::Action| action.id != "palette" && (action.enabled)(workspace);
    let act = |action: &actions::Action| Entry {
        goal: Goal::Action(action.id),
        group: Group::Do,
        kind: if Screen::ALL.iter().any(|screen| screen.label() == action.label) { "Screen" } else { "Do" },
        title: action.label.to_owned(),
        detail: String::new(),
        key: action.shortcut.map(Shortcut::label),
    };
    let go = |FoundThing { thing, title, detail }| Entry {
        goal: Goal::Thing(thing),
        group: match thing {
            PlanThing::Card(..) => Group::Cards,
            PlanThing::Stage(_) | PlanThing::Step(..) | PlanThing::Lane(_) | PlanThing::Role(_) => Group::Journey,
            _ => Group::Numbers,
        },
        kind: thing.kind(),
        title,
        detail,
        key: None,
    };
    untrack(|| {
        let content = workspace.with_figures(things).into_iter().map(go);
        ACTIONS.iter().filter(can).map(act).chain(content).collect()
    })
}

/// The entry of a snapshot.
pub fn snapshot(snapshot: &Snapshot) -> Entry {
    Entry {
        goal: Goal::Snapshot(snapshot.position),
        group: Group::Numbers,
        kind: "Snapshot",
        title: snapshot.name.clone().unwrap_or_else(|| snapshot.occasion.clone()),
        detail: snapshot.at.clone(),
        key: None,
    }
}

/// Goes to `goal`, or does it.
pub fn go(goal: Goal, workspace: Workspace, map: MapState) {
    match goal {
        Goal::Action(id) => {
            if let Some(action) = actions::find(id) {
                (action.run)(workspace);
            }
        }
        Goal::Snapshot(_) => show(workspace, Dialog::Snapshots),
        Goal::Thing(thing) => go_to(thing, workspace, map),
    }
}

fn show(workspace: Workspace, dialog: Dialog) {
    workspace.view.dialog.set(Some(dialog));
}

fn go_to(thing: PlanThing, workspace: Workspace, map: MapState) {
    let cell = |at: MapPosition| {
        workspace.view.go(Screen::Journey);
        map.open(at);
    };
    let panel = |panel: JourneyDialog| {
        workspace.view.go(Screen::Journey);
        map.panel.set(Some(panel));
    };
    let part = |screen: Screen, id: String| {
        workspace.view.go(screen);
        arrive(format!("#{id} :is(input, select, textarea)"));
    };
    match thing {
        PlanThing::Card(stage, card) => {
            let lane = workspace.with_plan_untracked(|p| p.stage(stage)?.card(card).map(|card| card.lane));
            cell(MapPosition::new(MapRow::Lane(lane.unwrap_or(Lane::Goal)), stage));
        }
        PlanThing::Stage(stage) => cell(MapPosition::new(MapRow::Name, stage)),
        PlanThing::Lane(lane) => cell(MapPosition { row: MapRow::Lane(lane), stage: None }),
        PlanThing::Step(stage, _) => panel(JourneyDialog::Steps(stage)),
        PlanThing::Role(_) => panel(JourneyDialog::Roles),
        PlanThing::Setting(Setting::Weights) => panel(JourneyDialog::Weights),
        PlanThing::Setting(setting) => {
            show(workspace, Dialog::Settings);
            arrive(format!("dialog [aria-label='{}']", setting.label()));
        }
        PlanThing::Figure(figure) => working::open(workspace, figure),
        PlanThing::Initiative(id) => part(Screen::Case, format!("initiative-{id}")),
        PlanThing::Segment(id) => part(Screen::Customers, format!("segment-{id}")),
        PlanThing::Scenario(id) => workspace.act(&Command::Activate(id)),
    }
}
