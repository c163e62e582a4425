//! The results of simulations, and whether they still hold. Not part of the plan: a simulation can be run again at any
//! time and gives identical digits.

use super::slices;
use super::workspace::Workspace;
use journey_engine::simulation::{Simulation, Uncertainty};
use journey_plan::Plan;
use leptos::prelude::*;
use std::sync::Arc;

/// How often an unfinished result is shown at most, in milliseconds.
const REFRESH: f64 = 250.0;
/// Summing up takes at most this part of the time: a large simulation is shown less often.
const SUMMING: f64 = 0.05;
/// Why a simulation may end without a result.
const NOTHING: &str = "No draw could be computed: check the ranges, above all those of the published end points.";

/// A result and the plan it is of.
#[derive(Clone)]
struct Simulated {
    plan: Arc<Plan>,
    result: Arc<Uncertainty>,
}

/// What a simulation has found for a scenario, and whether that still holds.
#[derive(Clone)]
pub enum Standing {
    /// The scenario has no result yet.
    None,
    /// The result is that of the plan as it stands.
    Fresh(Arc<Uncertainty>),
    /// The plan was changed since the simulation.
    OutOfDate(Arc<Uncertainty>),
}

impl Standing {
    /// The result, if it still holds.
    pub fn fresh(&self) -> Option<&Arc<Uncertainty>> {
        if let Self::Fresh(result) = self { Some(result) } else { None }
    }

    /// The result, whether it still holds or not.
    pub fn latest(&self) -> Option<&Arc<Uncertainty>> {
        match self {
            Self::None => None,
            Self::Fresh(result) | Self::OutOfDate(result) => Some(result),
        }
    }

    /// Whether the plan was changed since the simulation.
    pub fn is_out_of_date(&self) -> bool {
        matches!(self, Self::OutOfDate(_))
    }

    fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::None, Self::None) => true,
            (Self::Fresh(a), Self::Fresh(b)) | (Self::OutOfDate(a), Self::OutOfDate(b)) => Arc::ptr_eq(a, b),
            _ => false,
        }
    }
}

/// The results on this page by scenario, and the run that is going on.
#[derive(Clone, Copy)]
pub struct Simulations {
    results: RwSignal<Vec<Simulated>>,
    /// What the run that is going on has found so far; a result is only what has all its draws.
    pub refining: RwSignal<Option<Arc<Uncertainty>>>,
    /// How far the run has come, from 0 to 1.
    pub running: RwSignal<Option<f64>>,
    /// Milliseconds of computing that the draws of the last run took.
    pub took: RwSignal<Option<f64>>,
    /// Counts the runs, so that one that was cancelled or overtaken knows it.
    run: StoredValue<u32>,
}

impl Simulations {
    /// A page on which nothing was simulated.
    pub fn new() -> Self {
        Self {
            results: RwSignal::new(Vec::new()),
            refining: RwSignal::new(None),
            running: RwSignal::new(None),
            took: RwSignal::new(None),
            run: StoredValue::new(0),
        }
    }

    /// Stops the run that is going on. What it had found goes: how far it came is chance.
    pub fn cancel(self) {
        self.run.update_value(|run| *run += 1);
        self.running.set(None);
        self.refining.set(None);
    }

    /// Says how far the run has come, in steps of a percent: every step is drawn.
    fn show_progress(self, progress: Option<f64>) {
        let moved = match (self.running.get_untracked(), progress) {
            (Some(shown), Some(now)) => now - shown >= 0.01,
            (shown, now) => shown.is_some() != now.is_some(),
        };
        if moved {
            self.running.set(progress);
        }
    }

    /// Keeps a finding with all its draws as a result; shows one with some of its draws as long as the run goes on.
    fn show(self, plan: &Arc<Plan>, found: Uncertainty, is_drawn: bool) {
        if is_drawn {
            self.keep(plan, found);
            self.refining.set(None);
        } else if found.draws > 0 {
            self.refining.set(Some(Arc::new(found)));
        }
    }

    fn keep(self, plan: &Arc<Plan>, result: Uncertainty) {
        self.results.update(|results| {
            results.retain(|old| old.result.scenario != result.scenario);
            results.push(Simulated { plan: Arc::clone(plan), result: Arc::new(result) });
        });
    }

    /// The standing of the active scenario of `plan`.
    pub fn standing(self, plan: &Plan) -> Standing {
        self.results.with(|results| match results.iter().find(|found| found.result.scenario == plan.active_scenario) {
            None => Standing::None,
            Some(found) if plan.has_inputs_of(&found.plan) => Standing::Fresh(Arc::clone(&found.result)),
            Some(found) => Standing::OutOfDate(Arc::clone(&found.result)),
        })
    }

    /// A memo of the standing of the active scenario, which follows `plan`.
    pub fn follow(self, plan: RwSignal<Arc<Plan>>) -> Memo<Standing> {
        Memo::new_with_compare(
            move |_| plan.with(|plan| self.standing(plan)),
            |old: Option<&Standing>, new: Option<&Standing>| match (old, new) {
                (Some(old), Some(new)) => !old.is_like(new),
                _ => true,
            },
        )
    }

    /// Forgets everything: another plan is shown.
    pub fn forget(self) {
        self.cancel();
        self.results.set(Vec::new());
    }
}

/// Milliseconds since the page was opened, to fractions.
fn now() -> f64 {
    window().performance().map_or_else(js_sys::Date::now, |clock| clock.now())
}

/// Simulates the active scenario in slices; a run that is going on is overtaken.
pub fn run(workspace: Workspace) {
    let simulations = workspace.simulations;
    let plan = workspace.plan_now();
    let mut simulation = match Simulation::new(&plan, plan.active_scenario) {
        Ok(simulation) => simulation,
        Err(reason) => {
            return workspace.view.alert(format!("Nothing to simulate: {}", reason.written(plan.settings.pen())));
        }
    };
    simulations.cancel();
    let this = simulations.run.get_value();
    simulations.running.set(Some(0.0));
    simulations.took.set(None);
    let mut next = now() + REFRESH;
    let mut spent = 0.0;
    slices::run(move || {
        // Another plan may have been opened meanwhile.
        if simulations.run.try_get_value() != Some(this) {
            return true;
        }
        let began = now();
        let done = simulation.step();
        let ended = now();
        spent += ended - began;
        let is_drawn = simulation.is_drawn();
        let just_drawn = is_drawn && simulations.took.with_untracked(Option::is_none);
        if just_drawn {
            simulations.took.set(Some(spent));
        }
        // While the cheapest fact is searched, nothing else changes.
        if done || just_drawn || (!is_drawn && ended > next) {
            let found = simulation.outcome();
            next = now() + f64::max(REFRESH, (now() - ended) / SUMMING);
            if is_drawn && found.draws == 0 {
                simulations.cancel();
                workspace.view.alert(NOTHING);
                return true;
            }
            simulations.show(&plan, found, is_drawn);
        }
        simulations.show_progress((!done).then(|| simulation.progress()));
        if done {
            workspace.view.say("The simulation is done.");
            workspace.view.focus.mend();
        }
        done
    });
}
