//! A page that carries a plan within itself: a copy that someone was given ([`journey_output::exchange::living`]).

use super::session::Session;
use crate::state::phase::UnreadablePlan;
use crate::storage::{host, local};
use journey_output::exchange::living::Purpose;
use journey_output::exchange::plan_file::{self, LoadError};
use journey_plan::{Date, Plan};
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
    pub saved: Option<Date>,
}

/// The plan that this page carries, if it does.
pub fn carried() -> Option<Arc<Copy>> {
    let (text, attribute) = host::carried()?;
    let plan = plan_file::read_stored(text.as_bytes()).map(|loaded| loaded.plan);
    let purpose = Purpose::of_key(&attribute("mode"));
    Some(Arc::new(Copy { plan, purpose, saved: attribute("saved").parse().ok(), text }))
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
    pub fn begin(&self, session: Session) -> Result<Plan, UnreadablePlan> {
        let unreadable = |error: &LoadError| UnreadablePlan {
            id: String::new(),
            text: self.text.clone(),
            reason: error.to_string(),
        };
        let plan = self.plan.as_ref().map_err(unreadable)?;
        match self.key() {
            None => session.begin_reading(),
            Some(key) => session.begin_as(key),
        }
        Ok(plan.clone())
    }
}
