//! What is selected, edited, filtered and shown on the Journey screen. It is not part of the plan, and it stays while
//! other screens are visited.

use super::money;
use crate::state::messages::Message;
use crate::state::workspace::Workspace;
use crate::widgets::boxed::memo;
use crate::widgets::working;
use journey_plan::journey::cells::{Hit, search};
use journey_plan::number::locale::Locale;
use journey_plan::number::pen::Pen;
use journey_plan::{Lane, LaneKind, MapRow, Plan, PlanView, Role, RoleId, RoleScore, Scale, StageId, ViewChange};
use leptos::html;
use leptos::prelude::*;
use std::ops::Deref;
use wasm_bindgen::JsCast;

/// A cell of the map: a row and a stage, or the head of a row or of a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MapPosition {
    /// The row; [`MapRow::Name`] is the row of the stages' names.
    pub row: MapRow,
    /// The column; `None` is the column of the lanes' names.
    pub stage: Option<StageId>,
}

impl MapPosition {
    /// The cell of `row` at `stage`.
    pub fn new(row: MapRow, stage: StageId) -> Self {
        Self { row, stage: Some(stage) }
    }

    /// Name of the position on the page.
    pub fn key(self) -> String {
        let row = match self.row {
            MapRow::Name => "name".to_owned(),
            MapRow::Score(role) => format!("score-{role}"),
            MapRow::Lane(Lane::Custom(id)) => format!("custom-{id}"),
            MapRow::Lane(lane) => format!("{lane:?}").to_ascii_lowercase(),
        };
        self.stage.map_or_else(|| format!("{row}-head"), |stage| format!("{row}-{stage}"))
    }
}

/// One of the four views of the journey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // the labels say it
pub enum JourneyView {
    Map,
    List,
    Matrix,
    Owners,
}

impl JourneyView {
    /// All views, in the order of their buttons.
    pub const ALL: [Self; 4] = [Self::Map, Self::List, Self::Matrix, Self::Owners];

    /// Name of the view on its button.
    pub fn label(self) -> &'static str {
        match self {
            Self::Map => "Map",
            Self::List => "List",
            Self::Matrix => "Matrix",
            Self::Owners => "Owners",
        }
    }
}

/// A menu that is open over the map.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OpenMenu {
    /// The head that the menu belongs to.
    pub at: MapPosition,
    /// Left edge of the menu, in CSS pixels of the window.
    pub x: f64,
    /// Upper edge of the menu, in CSS pixels of the window.
    pub y: f64,
}

/// A dialog of the Journey screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // named like their titles
pub enum JourneyDialog {
    Roles,
    Weights,
    CopyParts,
    Steps(StageId),
}

/// Everything the experience curve is drawn from.
#[derive(Debug, Clone, PartialEq)]
pub struct CurveData {
    stages: Vec<(StageId, String, Vec<RoleScore>)>,
    roles: Vec<Role>,
    scale: Scale,
    locale: Locale,
}

impl CurveData {
    fn of(plan: &Plan) -> Self {
        Self {
            stages: plan.stages.iter().map(|s| (s.id, s.name.clone(), s.scores.clone())).collect(),
            roles: plan.roles.clone(),
            scale: plan.settings.scale,
            locale: plan.settings.locale,
        }
    }
}

/// The cell being edited, and the text its editor starts with (`None`: what the cell holds).
#[derive(Debug, Clone, PartialEq)]
pub struct Editing {
    /// The cell.
    pub at: MapPosition,
    /// The first letter, where typing began the edit.
    pub start: Option<String>,
}

/// State of the Journey screen. A handle, like the workspace.
#[derive(Clone, Copy)]
pub struct MapState(&'static MapSignals);

/// The signals that a [`MapState`] gives access to.
pub struct MapSignals {
    workspace: Workspace,
    /// The element of the map's table, while it is shown.
    pub table: NodeRef<html::Table>,
    chosen: RwSignal<MapPosition>,
    /// The one cell that Tab reaches: the chosen one, or the nearest head where that one has left the map.
    pub active: Memo<MapPosition>,
    is_active: Selector<MapPosition>,
    /// The cell being edited.
    pub editing: RwSignal<Option<Editing>>,
    /// The open menu.
    pub menu: RwSignal<Option<OpenMenu>>,
    /// The open dialog.
    pub panel: RwSignal<Option<JourneyDialog>>,
    /// Roles shown; `None` for all.
    pub roles: Memo<Option<Vec<RoleId>>>,
    /// Words looked for.
    pub words: RwSignal<String>,
    /// The view that is shown.
    pub look: RwSignal<JourneyView>,
    /// How the map is looked at.
    pub seen: Memo<PlanView>,
    /// The stages in their order.
    pub stages: Memo<Vec<StageId>>,
    /// The rows shown, without the names: pinned ones first.
    pub rows: Memo<Vec<MapRow>>,
    /// How many of the rows are pinned.
    pub pinned: Memo<usize>,
    /// The data that the curve is drawn from.
    pub scores: Memo<CurveData>,
}

impl Deref for MapState {
    type Target = MapSignals;

    fn deref(&self) -> &MapSignals {
        self.0
    }
}

/// The head of the first stage.
fn first_cell(stages: &[StageId]) -> MapPosition {
    MapPosition { row: MapRow::Name, stage: stages.first().copied() }
}

/// The map of this page.
pub fn use_map() -> MapState {
    expect_context::<MapState>()
}

impl MapState {
    /// The map of the page.
    pub fn new(workspace: Workspace) -> Self {
        let seen = memo(move || workspace.with_plan(|p| p.view.clone()));
        let stages = memo(move || workspace.with_plan(|p| p.stages.iter().map(|s| s.id).collect::<Vec<_>>()));
        let lanes = move |pinned: bool| {
            workspace.with_plan(|p| {
                let shown = p.shown_lanes().filter(|row| p.view.pinned.contains(&row.lane) == pinned);
                let mut rows = Vec::new();
                for row in shown {
                    rows.push(MapRow::Lane(row.lane));
                    if p.view.numbers && row.lane == Lane::Experience {
                        rows.extend(p.roles.iter().map(|r| MapRow::Score(r.id)));
                    }
                }
                rows
            })
        };
        let pinned = memo(move || lanes(true).len());
        let rows = memo(move || [lanes(true), lanes(false)].concat());
        // A role that was removed is in no filter any more; a filter that lets all or none through is none.
        let roles = memo(move || {
            workspace.with_plan(|p| {
                let shown: Vec<RoleId> = p.view.roles.iter().copied().filter(|id| p.role(*id).is_some()).collect();
                (!shown.is_empty() && shown.len() < p.roles.len()).then_some(shown)
            })
        });
        let chosen = RwSignal::new(stages.with_untracked(|stages| first_cell(stages)));
        let active = memo(move || {
            let MapPosition { row, stage } = chosen.get();
            let row = if rows.with(|rows| rows.contains(&row)) { row } else { MapRow::Name };
            let is_there = |id: &StageId| stages.with(|s| s.contains(id));
            match stage {
                Some(id) if !is_there(&id) => MapPosition { row, stage: stages.with(|s| s.first().copied()) },
                None if row == MapRow::Name => MapPosition { row, stage: stages.with(|s| s.first().copied()) },
                stage => MapPosition { row, stage },
            }
        });
        Self(Box::leak(Box::new(MapSignals {
            workspace,
            table: NodeRef::new(),
            chosen,
            active,
            is_active: Selector::new(move || active.get()),
            editing: RwSignal::new(None),
            menu: RwSignal::new(None),
            panel: RwSignal::new(None),
            roles,
            words: RwSignal::new(String::new()),
            look: RwSignal::new(JourneyView::Map),
            seen,
            stages,
            rows,
            pinned,
            scores: memo(move || workspace.with_plan(CurveData::of)),
        })))
    }

    /// Begins with a plan that has just been opened: nothing is selected, edited or looked for.
    pub fn begin(self) {
        self.chosen.set(self.stages.with_untracked(|stages| first_cell(stages)));
        self.editing.set(None);
        self.menu.set(None);
        self.panel.set(None);
        self.words.set(String::new());
        self.look.set(JourneyView::Map);
    }

    /// Whether `at` is the cell that Tab reaches, reactively and only for the two cells it changes for.
    pub fn is_active(self, at: MapPosition) -> bool {
        self.is_active.selected(&at)
    }

    /// Shows all roles.
    pub fn show_all_roles(self) {
        self.workspace.look(&ViewChange::Roles(Vec::new()));
    }

    /// Lets a role into the filter, or out of it; from all roles, choosing one shows that one alone.
    pub fn filter_role(self, id: RoleId) {
        let mut shown = self.roles.get_untracked().unwrap_or_default();
        match shown.iter().position(|r| *r == id) {
            Some(at) => drop(shown.remove(at)),
            None => shown.push(id),
        }
        self.workspace.look(&ViewChange::Roles(shown));
    }

    /// Makes `at` the cell that Tab reaches.
    pub fn choose(self, at: MapPosition) {
        self.chosen.set(at);
    }

    /// Whether `at` is being edited.
    pub fn is_editing(self, at: MapPosition) -> bool {
        self.editing.with(|e| e.as_ref().is_some_and(|e| e.at == at))
    }

    /// The element of `at`, while it is shown.
    pub fn element(self, at: MapPosition) -> Option<web_sys::Element> {
        self.table.get_untracked()?.query_selector(&format!("[data-at='{}']", at.key())).ok().flatten()
    }

    /// Makes `at` the active cell and moves the focus there once the page shows it.
    pub fn focus(self, at: MapPosition) {
        self.choose(at);
        self.look.set(JourneyView::Map);
        let place = move || {
            if let Some(cell) = self.element(at).and_then(|c| c.dyn_into::<web_sys::HtmlElement>().ok()) {
                let _ = cell.focus();
            }
        };
        place();
        // A moved or new cell is on the page after the next turn of the queue; what has happened by then comes first.
        let is_current = move || self.active.get_untracked() == at && self.editing.with_untracked(Option::is_none);
        set_timeout(
            move || {
                if is_current() {
                    place();
                }
            },
            std::time::Duration::ZERO,
        );
    }

    /// Shows a cell even if its lane is hidden, and focuses it.
    pub fn open(self, at: MapPosition) {
        if let MapRow::Lane(lane) = at.row
            && self.seen.with_untracked(|seen| seen.hidden.contains(&lane))
        {
            self.workspace.look(&ViewChange::Hide(lane, false));
        }
        self.focus(at);
    }

    /// Begins to edit `at`, if it can be.
    pub fn edit(self, at: MapPosition, start: Option<String>) {
        if let (MapRow::Lane(lane @ (Lane::ValueAtStake | Lane::ScenarioGain)), Some(stage)) = (at.row, at.stage) {
            // Nothing can be entered there: Enter shows where the figure comes from.
            return working::open(self.workspace, money::figure(lane, stage));
        }
        let takes = match at.row {
            MapRow::Lane(lane) => at.stage.is_none() || !matches!(lane.kind(), LaneKind::Money | LaneKind::Rule),
            MapRow::Score(_) | MapRow::Name => at.stage.is_some(),
        };
        if !takes {
            return;
        }
        if let Some(why) = self.workspace.session.read_only() {
            return self.workspace.view.refuse(why);
        }
        self.choose(at);
        self.editing.set(Some(Editing { at, start }));
    }

    /// Ends editing and returns the focus to its cell.
    pub fn done(self) {
        if let Some(editing) = self.editing.get_untracked() {
            self.editing.set(None);
            self.focus(editing.at);
        }
    }

    /// Moves the active cell by rows and columns, within the map; the heads are the row and the column before the first.
    pub fn step(self, rows: isize, columns: isize) {
        let MapPosition { row, stage } = self.active.get_untracked();
        let all_rows: Vec<MapRow> = std::iter::once(MapRow::Name)
            .chain(self.rows.get_untracked().into_iter().filter(|r| *r != MapRow::Lane(Lane::LineOfVisibility)))
            .collect();
        let all_columns: Vec<Option<StageId>> =
            std::iter::once(None).chain(self.stages.get_untracked().into_iter().map(Some)).collect();
        let within = |at: Option<usize>, by: isize, count: usize| {
            at.unwrap_or(0).saturating_add_signed(by).min(count.saturating_sub(1))
        };
        let to_row = within(all_rows.iter().position(|r| *r == row), rows, all_rows.len());
        let to_column = within(all_columns.iter().position(|c| *c == stage), columns, all_columns.len());
        let (Some(row), Some(stage)) = (all_rows.get(to_row), all_columns.get(to_column)) else { return };
        let mut at = MapPosition { row: *row, stage: *stage };
        if at == (MapPosition { row: MapRow::Name, stage: None }) {
            // The corner is empty.
            at = self.active.get_untracked();
        }
        self.focus(at);
    }

    /// The cells that contain the words looked for.
    pub fn hits(self) -> Vec<Hit> {
        self.words.with(|words| self.workspace.with_plan(|p| search(p, &self.rows.get(), words)))
    }

    /// Hides a lane, says so, and moves to the row above it.
    pub fn hide_lane(self, lane: Lane) {
        let name = self.workspace.with_plan_untracked(|p| p.lane_label(lane).to_owned());
        self.step(-1, 0);
        self.workspace.look(&ViewChange::Hide(lane, true));
        let show = move || self.workspace.look(&ViewChange::Hide(lane, false));
        self.workspace.view.messages.say(Message::done(format!("Hid the lane “{name}”.")).offering("Show it", show));
    }

    /// Moves a stage to a position.
    pub fn move_stage(self, id: StageId, to: usize) {
        use journey_plan::{Command, StageChange};
        let count = self.stages.with_untracked(Vec::len);
        if count == 0 {
            return;
        }
        let to = to.min(count - 1);
        self.workspace.act(&Command::Stage(id, StageChange::MoveTo(to)));
    }

    /// Moves a lane before or behind the lanes that are shown next to it. `to` counts shown lanes.
    pub fn move_lane(self, lane: Lane, to: usize) {
        use journey_plan::{Command, LaneChange};
        let shown: Vec<(usize, Lane)> = self.workspace.with_plan_untracked(|p| {
            let rows =
                p.lanes.iter().enumerate().filter(|(_, row)| !p.view.hidden.contains(&row.lane) || row.lane == lane);
            rows.map(|(index, row)| (index, row.lane)).collect()
        });
        let to = to.min(shown.len().saturating_sub(1));
        let Some((position, _)) = shown.get(to) else { return };
        self.workspace.act(&Command::Lane(lane, LaneChange::MoveTo(*position)));
    }

    /// The position of a lane among those shown.
    pub fn lane_position(self, lane: Lane) -> usize {
        self.workspace.with_plan_untracked(|p| {
            let mut rows = p.lanes.iter().filter(|row| !p.view.hidden.contains(&row.lane) || row.lane == lane);
            rows.position(|row| row.lane == lane).unwrap_or(0)
        })
    }

    /// The name of a stage.
    pub fn stage_name(self, id: StageId) -> String {
        self.workspace.with_plan_untracked(|p| p.stage(id).map(|s| s.name.clone()).unwrap_or_default())
    }

    /// Adds a stage behind `after`, or at the end, and begins to name it.
    pub fn add_stage(self, after: Option<StageId>) {
        use journey_plan::Command;
        let stages = self.stages.get_untracked();
        let at = after.and_then(|id| stages.iter().position(|s| *s == id)).map(|i| i + 1);
        self.workspace.act(&Command::AddStage { name: format!("Stage {}", Pen::PLAIN.whole(stages.len() + 1)), at });
        let new = self.stages.get_untracked().into_iter().find(|id| !stages.contains(id));
        if let Some(new) = new {
            self.look.set(JourneyView::Map);
            self.edit(MapPosition::new(MapRow::Name, new), None);
        }
    }

    /// Adds a lane at the end and begins to name it.
    pub fn add_lane(self) {
        use journey_plan::Command;
        let lanes = || self.workspace.with_plan_untracked(|p| p.lanes.iter().map(|r| r.lane).collect::<Vec<_>>());
        let before = lanes();
        self.workspace.act(&Command::AddLane { name: "New lane".to_owned() });
        if let Some(new) = lanes().into_iter().find(|lane| !before.contains(lane)) {
            self.look.set(JourneyView::Map);
            self.edit(MapPosition { row: MapRow::Lane(new), stage: None }, None);
        }
    }
}
