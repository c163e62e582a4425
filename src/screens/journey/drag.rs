//! Moving stages, lanes and steps with the pointer: mouse, pen or finger. Everything here has a key and a menu entry too.

use super::state::MapState;
use crate::state::workspace::Workspace;
use journey_plan::{Command, Lane, StageChange, StageId, StepChange, StepId};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Distance in CSS pixels from which a press is a drag.
const SLACK: f64 = 6.0;

/// A stage, lane or step that is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // the names say it
pub enum DraggedItem {
    Stage(StageId),
    Lane(Lane),
    Step(StageId, StepId),
}

/// A press that may become a drag.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drag {
    what: DraggedItem,
    from: (f64, f64),
    /// The position where the thing would be dropped, once the pointer has moved far enough.
    pub to: Option<usize>,
}

/// State of the drag; `Copy`.
#[derive(Clone, Copy)]
pub struct Dragging {
    now: RwSignal<Option<Drag>>,
    map: MapState,
    workspace: Workspace,
}

impl Dragging {
    /// A state in which nothing is moved yet.
    pub fn new(map: MapState, workspace: Workspace) -> Self {
        Self { now: RwSignal::new(None), map, workspace }
    }

    /// Whether `what` is being moved, reactively.
    pub fn is_moved(self, what: DraggedItem) -> bool {
        self.now.with(|d| d.is_some_and(|d| d.what == what && d.to.is_some()))
    }

    /// Whether something would be dropped right before `what` (or right behind it, for `behind`), reactively.
    pub fn is_target(self, what: DraggedItem, behind: bool) -> bool {
        let Some((drag, to)) = self.now.get().and_then(|drag| Some((drag, drag.to?))) else { return false };
        let alike = std::mem::discriminant(&drag.what) == std::mem::discriminant(&what);
        let (position, from) = (self.position(what), self.position(drag.what));
        alike && to == position && from != to && (from < to) == behind
    }

    fn position(self, what: DraggedItem) -> usize {
        match what {
            DraggedItem::Stage(id) => self.map.stages.with_untracked(|s| s.iter().position(|s| *s == id)).unwrap_or(0),
            DraggedItem::Lane(lane) => self.map.lane_position(lane),
            DraggedItem::Step(stage, id) => self.workspace.with_plan_untracked(|p| {
                p.stage(stage).and_then(|s| s.steps.iter().position(|s| s.id == id)).unwrap_or(0)
            }),
        }
    }

    /// A pointer went down on `what`. A finger must take the grip: elsewhere it scrolls.
    pub fn press(self, event: &web_sys::PointerEvent, what: DraggedItem) {
        let target = event.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok());
        let within = |selector: &str| target.as_ref().is_some_and(|t| t.closest(selector).ok().flatten().is_some());
        let on_control = within("button, textarea, input");
        if event.button() != 0 || on_control || (event.pointer_type() == "touch" && !within(".grip")) {
            return;
        }
        if self.workspace.session.is_read_only() {
            return;
        }
        // A step lies inside a stage's head: the innermost one is meant.
        event.stop_propagation();
        if let Some(head) = event.current_target().and_then(|t| t.dyn_into::<web_sys::Element>().ok()) {
            // Fails only for a pointer that is gone already.
            let _ = head.set_pointer_capture(event.pointer_id());
        }
        let from = (f64::from(event.client_x()), f64::from(event.client_y()));
        self.now.set(Some(Drag { what, from, to: None }));
    }

    /// The pointer moved.
    pub fn carry(self, event: &web_sys::PointerEvent) {
        let Some(drag) = self.now.get_untracked() else { return };
        let here = (f64::from(event.client_x()), f64::from(event.client_y()));
        let moved = (here.0 - drag.from.0).hypot(here.1 - drag.from.1);
        if drag.to.is_none() && moved < SLACK {
            return;
        }
        event.prevent_default();
        let to = Some(self.place(drag.what, here));
        if to != drag.to {
            self.now.set(Some(Drag { to, ..drag }));
        }
    }

    /// The pointer was lifted: the thing is where it was dropped.
    pub fn drop(self) {
        let Some(drag) = self.now.get_untracked() else { return };
        self.now.set(None);
        let Some(to) = drag.to.filter(|to| *to != self.position(drag.what)) else { return };
        match drag.what {
            DraggedItem::Stage(id) => self.map.move_stage(id, to),
            DraggedItem::Lane(lane) => self.map.move_lane(lane, to),
            DraggedItem::Step(stage, id) => {
                self.workspace.act(&Command::Stage(stage, StageChange::Step(id, StepChange::MoveTo(to))));
            }
        }
    }

    /// The drag was called off.
    pub fn cancel(self) {
        if self.now.with_untracked(Option::is_some) {
            self.now.set(None);
        }
    }

    /// The position at which the middle of things has been passed.
    fn place(self, what: DraggedItem, here: (f64, f64)) -> usize {
        let (selector, own) = match what {
            DraggedItem::Stage(id) => ("[data-stage-head]".to_owned(), id.to_string()),
            DraggedItem::Lane(lane) => ("[data-lane-head]".to_owned(), format!("{lane:?}")),
            DraggedItem::Step(stage, id) => (format!("[data-step-of='{stage}']"), id.to_string()),
        };
        let Some(table) = self.map.table.get_untracked() else { return 0 };
        let Ok(heads) = table.query_selector_all(&selector) else { return 0 };
        let mut passed = 0;
        for index in 0..heads.length() {
            let Some(head) = heads.item(index).and_then(|n| n.dyn_into::<web_sys::HtmlElement>().ok()) else {
                continue;
            };
            if head.get_attribute("data-name").is_some_and(|name| name == own) {
                continue;
            }
            let place = head.get_bounding_client_rect();
            let is_passed = match what {
                DraggedItem::Lane(_) => here.1 > place.top() + place.height() / 2.0,
                DraggedItem::Stage(_) | DraggedItem::Step(..) => here.0 > place.left() + place.width() / 2.0,
            };
            passed += usize::from(is_passed);
        }
        passed
    }
}
