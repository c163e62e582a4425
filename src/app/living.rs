//! A page that carries a plan within itself: a copy that someone was given ([`journey_output::exchange::living`]).

use super::session::Session;
use super::workspace::{Workspace, use_workspace};
use crate::app::boxed::{live, memo};
use crate::storage::{host, local};
use journey_output::exchange::living::Purpose;
use journey_output::exchange::plan_file::{self, LoadError};
use journey_plan::{Date, Plan};
use leptos::prelude::*;
use std::sync::Arc;

/// Key of the plan of a copy, equal at every visit: a visit that found no database must not begin a plan of its own,
/// which the next visit would take for the last one.
const KEY: &str = "plan";

/// The plan of the page itself.
#[derive(Debug)]
pub struct Copy {
    /// The plan as it was saved, or why it cannot be read.
    plan: Result<Plan, LoadError>,
    /// The block as it stands in the page.
    text: String,
    /// What the reader of the copy may do.
    pub purpose: Purpose,
    /// The day on which the copy was made.
    saved: Option<Date>,
}

/// The plan that this page carries, if it does.
pub fn carried() -> Option<Arc<Copy>> {
    let (text, attribute) = host::carried()?;
    let plan = plan_file::read_stored(text.as_bytes()).map(|loaded| loaded.plan);
    let purpose = Purpose::of_key(&attribute("mode"));
    Some(Arc::new(Copy { plan, purpose, saved: attribute("saved").parse().ok(), text }))
}

/// The plan of a page that cannot be read, and why.
pub struct Unreadable {
    /// The block as it stands in the page.
    pub text: String,
    /// A sentence without its full stop.
    pub reason: String,
}

impl Copy {
    /// The plan as it was saved, if it can be read.
    pub fn plan(&self) -> Option<&Plan> {
        self.plan.as_ref().ok()
    }

    /// Key under which this browser keeps what is done in the copy. What is for reading is not kept.
    pub fn key(&self) -> Option<String> {
        let last = || local::preferences().last_plan.unwrap_or_else(|| KEY.to_owned());
        (self.purpose == Purpose::WhatIf).then(last)
    }

    /// Begins with the plan of the page.
    ///
    /// # Errors
    /// The block is no plan, or a plan of a newer version.
    pub fn begin(&self, session: Session) -> Result<Plan, Unreadable> {
        let unreadable = |error: &LoadError| Unreadable { text: self.text.clone(), reason: error.to_string() };
        let plan = self.plan.as_ref().map_err(unreadable)?;
        match self.key() {
            None => session.begin_reading(),
            Some(key) => session.begin_as(key),
        }
        Ok(plan.clone())
    }
}

/// Says what kind of copy this is and what becomes of changes.
#[component]
pub fn CopyBanner() -> impl IntoView {
    let workspace = use_workspace();
    workspace.session.copy().map(|copy| {
        let day = copy.saved.map(|day| format!(" of {}", day.in_words())).unwrap_or_default();
        let words = match copy.purpose {
            Purpose::Reading => format!("This is a copy{day}, for reading: nothing in it can be changed."),
            Purpose::WhatIf => format!(
                "This is a copy{day}, to try things in. What you change stays in this browser; save a copy or a file to keep it or hand it on."
            ),
        };
        let of_copy = Arc::clone(&copy);
        let differs =
            memo(move || workspace.settled.with(|now| of_copy.plan.as_ref().is_ok_and(|saved| !is_same(saved, now))));
        view! {
            <div class="banner calm" role="note" aria-label="Copy">
                <p>{words}</p>
                {live(move || differs.get().then(|| {
                    let copy = Arc::clone(&copy);
                    view! { <button on:click=move |_| show_as_saved(workspace, &copy)>"Show it as it was saved"</button> }
                }))}
            </div>
        }
    })
}

/// Whether two plans are equal but for the scenario that is shown.
fn is_same(saved: &Plan, now: &Plan) -> bool {
    if saved.active_scenario == now.active_scenario {
        return saved == now;
    }
    Plan { active_scenario: now.active_scenario, ..saved.clone() } == *now
}

/// Goes back to the copy as it was made, as one step that can be undone.
fn show_as_saved(workspace: Workspace, copy: &Copy) {
    if let Ok(plan) = &copy.plan {
        match workspace.restore(plan.clone()) {
            Ok(()) => workspace.view.say("The copy is shown as it was saved. Undo brings your changes back."),
            Err(refusal) => workspace.view.refuse(refusal.to_string()),
        }
    }
}
