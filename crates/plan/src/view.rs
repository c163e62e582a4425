//! How the plan is looked at: saved and handed over with it, read by no figure, and never undone.

use crate::document::Plan;
use crate::ids::RoleId;
use crate::journey::lane::{Lane, LaneRow};
use serde::{Deserialize, Serialize};

/// What is seen of a plan. It may name lanes and roles that an undo has taken away. One flat record: a record for each lane
/// would make the program larger by 2 KB.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlanView {
    /// The lanes that are not shown; their content stays.
    pub hidden: Vec<Lane>,
    /// The lanes that stay under the stages while the map scrolls.
    pub pinned: Vec<Lane>,
    /// The lanes that are shown on one line.
    pub collapsed: Vec<Lane>,
    /// The roles the map is filtered by; none for all.
    pub roles: Vec<RoleId>,
    /// Narrow rows and few cards per cell.
    pub compact: bool,
    /// All stages within the window, however narrow.
    pub fit: bool,
    /// A row of scores per role under the curve.
    pub numbers: bool,
}

/// A change of what is seen. It never fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ViewChange {
    /// Hides a lane, or shows it again.
    Hide(Lane, bool),
    /// Pins a lane under the stages, or lets it go.
    Pin(Lane, bool),
    /// Shows a lane on one line, or in full.
    Collapse(Lane, bool),
    /// Filters the map by these roles; none for all.
    Roles(Vec<RoleId>),
    /// Narrow rows and few cards per cell, or all of them.
    Compact(bool),
    /// All stages within the window, or as wide as they are read best.
    Fit(bool),
    /// Shows a row of scores per role, or none.
    Numbers(bool),
}

impl Default for PlanView {
    fn default() -> Self {
        let [hidden, pinned, collapsed] = [const { Vec::new() }; 3];
        Self { hidden, pinned, collapsed, roles: Vec::new(), compact: true, fit: false, numbers: false }
    }
}

impl Plan {
    /// The lanes that are shown, in their order.
    pub fn shown_lanes(&self) -> impl Iterator<Item = &LaneRow> {
        self.lanes.iter().filter(|row| !self.view.hidden.contains(&row.lane))
    }

    /// Returns the plan, seen after `change`.
    #[must_use]
    pub fn seen(&self, change: &ViewChange) -> Self {
        let mut plan = self.clone();
        let view = &mut plan.view;
        match change {
            ViewChange::Hide(lane, on) => list(&mut view.hidden, *lane, *on),
            ViewChange::Pin(lane, on) => list(&mut view.pinned, *lane, *on),
            ViewChange::Collapse(lane, on) => list(&mut view.collapsed, *lane, *on),
            ViewChange::Roles(roles) => view.roles.clone_from(roles),
            ViewChange::Compact(on) => view.compact = *on,
            ViewChange::Fit(on) => view.fit = *on,
            ViewChange::Numbers(on) => view.numbers = *on,
        }
        plan.forget_views();
        plan
    }

    /// Drops what the view says of parts that are not there, and what it says twice; the rest is in the order of the map.
    pub(crate) fn forget_views(&mut self) {
        let view = &mut self.view;
        for lanes in [&mut view.hidden, &mut view.pinned, &mut view.collapsed] {
            *lanes = self.lanes.iter().map(|row| row.lane).filter(|lane| lanes.contains(lane)).collect();
        }
        view.roles = self.roles.iter().map(|role| role.id).filter(|id| view.roles.contains(id)).collect();
    }
}

/// Puts `lane` on a list, or takes it off.
fn list(lanes: &mut Vec<Lane>, lane: Lane, on: bool) {
    lanes.retain(|listed| *listed != lane);
    if on {
        lanes.push(lane);
    }
}
