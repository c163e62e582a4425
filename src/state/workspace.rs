//! The open plan, its history and its projection: one `Copy` context.

use super::phase::PhaseHandle;
use super::session::Session;
use super::simulations::{Simulations, Standing};
use super::tasks::Life;
use super::typing::Typing;
use super::view::{Screen, View};
use crate::state::messages::Message;
use crate::state::order::Order;
use journey_engine::registry::{FigureContext, SimulationStatus};
use journey_engine::{Forecast, NotAvailable, Projection, project};
use journey_plan::number::pen::Pen;
use journey_plan::{Command, CommandError, History, HistoryStep, Number, Plan, ViewChange};
use leptos::prelude::*;
use std::collections::HashMap;
use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

/// A text kept in its field until it is corrected or the value changes: one that could not be read, one that was read in
/// a way that may surprise, or one that nobody has taken yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// The text as typed.
    pub text: String,
    /// What is wrong with the text, or how it was read.
    pub remark: String,
    /// The plan's value beside the text.
    pub over: Option<Number>,
    /// Whether the plan took the text.
    pub accepted: bool,
}

impl Draft {
    const LEFT: &str = "Typed before, and not taken yet: Enter takes it.";

    /// A text that is being typed, beside the plan's value.
    pub fn open(text: String, over: Option<Number>) -> Self {
        Self { text, remark: String::new(), over, accepted: false }
    }

    /// A text that the plan refused, and why.
    pub fn refused(text: String, remark: String) -> Self {
        Self { remark, ..Self::open(text, None) }
    }

    /// A text that was being typed when its plan was left.
    pub fn left(text: String, over: Option<Number>) -> Self {
        Self { remark: Self::LEFT.to_owned(), ..Self::open(text, over) }
    }

    /// Whether the text was tried and refused.
    pub fn is_refused(&self) -> bool {
        !self.accepted && !self.remark.is_empty() && self.remark != Self::LEFT
    }
}

/// How long nothing may change before the plan is taken to be at rest.
const REST: Duration = Duration::from_millis(150);

/// One part of the plan, such as a segment, while it is there.
pub type PartMemo<T> = Memo<Option<Arc<T>>>;

/// A projection and the plan it is of.
struct Computed {
    plan: Arc<Plan>,
    projection: Arc<Projection>,
}

/// A step through the history: the state that was left, and the one that is shown.
#[derive(Debug, Clone)]
pub struct Travelled {
    /// The plan before the step.
    pub from: Arc<Plan>,
    /// The plan behind the step.
    pub to: Arc<Plan>,
}

impl Travelled {
    /// The screen on which the step is seen; `None` where it is seen on all or on none.
    pub fn screen(&self) -> Option<Screen> {
        let (from, to) = (&*self.from, &*self.to);
        if from.stages != to.stages || from.lanes != to.lanes || from.roles != to.roles {
            Some(Screen::Journey)
        } else if from.segments != to.segments {
            Some(Screen::Customers)
        } else {
            (from.initiatives != to.initiatives).then_some(Screen::Case)
        }
    }
}

/// The open plan, its history and its projection. A handle: hundreds of closures hold it, and each would otherwise
/// carry every signal in it.
#[derive(Clone, Copy)]
pub struct Workspace(&'static WorkspaceSignals);

/// The signals that a [`Workspace`] gives access to.
pub struct WorkspaceSignals {
    plan: RwSignal<Arc<Plan>>,
    history: RwSignal<History>,
    /// The plan after a rest, for what may take longer than an edit: tables beside the matter, not what is dragged.
    pub settled: RwSignal<Arc<Plan>>,
    /// The projection of the active scenario.
    pub projection: Memo<Arc<Projection>>,
    /// The simulations that were run on this page.
    pub simulations: Simulations,
    /// What the simulation says about the active scenario.
    pub standing: Memo<Standing>,
    /// How the plan writes its numbers.
    pub pen: Memo<Pen>,
    /// Texts that the plan has not taken, by field.
    pub drafts: RwSignal<HashMap<String, Draft>>,
    /// The last step through the history, until the plan is changed again.
    pub travelled: RwSignal<Option<Travelled>>,
    /// The editor that is being typed in.
    pub typing: Typing,
    life: StoredValue<Life>,
    /// The view: what is shown, and how.
    pub view: View,
    /// The session: where the plan is kept.
    pub session: Session,
    /// The phase of the page: this plan is shown, or another page.
    pub stage: PhaseHandle,
    /// Whether the plan can only be looked at. Every control follows it, and the state of saving changes with every edit.
    read_only: Memo<bool>,
    /// How the shell carries out an order.
    carry_out: fn(Workspace, Order),
}

impl Deref for Workspace {
    type Target = WorkspaceSignals;

    fn deref(&self) -> &WorkspaceSignals {
        self.0
    }
}

/// The workspace of this page.
pub fn use_workspace() -> Workspace {
    expect_context::<Workspace>()
}

impl Workspace {
    /// The workspace of the page, without a plan yet.
    pub fn new(session: Session, view: View, stage: PhaseHandle, carry_out: fn(Self, Order)) -> Self {
        let plan = Arc::new(Plan::empty(""));
        let settled = RwSignal::new(Arc::clone(&plan));
        let plan = RwSignal::new(plan);
        // The plan a projection was made of goes with it: an edit that touches no figure keeps the projection.
        let computed = Memo::new_with_compare(
            move |old: Option<&Computed>| {
                let plan = plan.get();
                match old.filter(|old| plan.has_figures_of(&old.plan)) {
                    Some(old) => Computed { projection: Arc::clone(&old.projection), plan },
                    None => Computed { projection: Arc::new(project(&plan, plan.active_scenario)), plan },
                }
            },
            |_, _| true,
        );
        let projection = Memo::new_with_compare(
            move |_| computed.with(|computed| Arc::clone(&computed.projection)),
            |old: Option<&Arc<Projection>>, new: Option<&Arc<Projection>>| match (old, new) {
                // Comparing all figures would cost more than drawing them.
                (Some(old), Some(new)) => !Arc::ptr_eq(old, new),
                _ => true,
            },
        );
        let simulations = Simulations::new();
        // It stays until the page goes.
        Self(Box::leak(Box::new(WorkspaceSignals {
            plan,
            history: RwSignal::new(History::default()),
            settled,
            projection,
            simulations,
            standing: simulations.follow(plan),
            pen: Memo::new(move |_| plan.with(|plan| plan.settings.pen())),
            drafts: RwSignal::new(HashMap::new()),
            travelled: RwSignal::new(None),
            typing: Typing::new(),
            life: StoredValue::new(Life::here()),
            view,
            session,
            stage,
            read_only: Memo::new(move |_| session.state.with(|state| state.read_only().is_some())),
            carry_out,
        })))
    }

    /// Puts `plan` into the workspace, with the texts that were typed in it and not taken. It is open as long as whoever
    /// calls this is on the page.
    pub fn open(self, plan: Plan, drafts: HashMap<String, Draft>) {
        self.life.set_value(Life::here());
        self.travelled.set(None);
        self.exchange(plan, drafts);
        self.settled.set(self.plan_now());
    }

    /// Life of the open plan.
    pub fn life(self) -> Life {
        self.life.get_value()
    }

    fn exchange(self, plan: Plan, drafts: HashMap<String, Draft>) {
        self.history.set(History::default());
        self.simulations.forget();
        self.drafts.set(drafts);
        self.plan.set(Arc::new(plan));
    }

    /// Reads the plan, reactively.
    pub fn with_plan<T>(self, read: impl FnOnce(&Plan) -> T) -> T {
        self.plan.with(|plan| read(plan))
    }

    /// Follows one part of the plan: what reads it runs again when that part was changed, and not for every edit.
    pub fn part<T: Send + Sync + 'static>(
        self,
        find: impl Fn(&Plan) -> Option<&Arc<T>> + Send + Sync + 'static,
    ) -> PartMemo<T> {
        Memo::new_with_compare(
            move |_| self.with_plan(|plan| find(plan).cloned()),
            |old, new| match (old.and_then(Option::as_ref), new.and_then(Option::as_ref)) {
                (Some(old), Some(new)) => !Arc::ptr_eq(old, new),
                (None, None) => false,
                _ => true,
            },
        )
    }

    /// Reads the plan without following it.
    pub fn with_plan_untracked<T>(self, read: impl FnOnce(&Plan) -> T) -> T {
        self.plan.with_untracked(|plan| read(plan))
    }

    /// The plan itself, to hand on.
    pub fn plan_now(self) -> Arc<Plan> {
        self.plan.get_untracked()
    }

    /// Reads the forecast, reactively; `None` with the reason at hand in the projection.
    pub fn with_forecast<T>(self, read: impl FnOnce(&Forecast) -> T) -> Result<T, NotAvailable> {
        self.projection.with(|p| p.forecast.as_ref().map(read).map_err(Clone::clone))
    }

    /// Why there is no figure, as a sentence in the plan's way of writing; reactively.
    pub fn why(self, reason: &NotAvailable) -> String {
        reason.written(self.pen.get())
    }

    /// Reads figures of the active scenario, reactively: the plan, its projection, and what is known of a simulation.
    pub fn with_figures<T>(self, read: impl FnOnce(FigureContext) -> T) -> T {
        self.with_plan(|plan| {
            self.projection.with(|projection| {
                self.standing.with(|standing| {
                    let simulated = match standing {
                        Standing::Fresh(found) => SimulationStatus::Found(found),
                        Standing::OutOfDate(_) => SimulationStatus::OutOfDate,
                        Standing::None => SimulationStatus::Missing,
                    };
                    read(FigureContext { plan, projection, simulated })
                })
            })
        })
    }

    /// Changes the plan: the only way to do so.
    ///
    /// # Errors
    /// A sentence; the plan is then as it was.
    pub fn dispatch(self, command: &Command) -> Result<(), CommandError> {
        self.dispatch_in(command, command.burst().as_deref())
    }

    /// Changes the plan; successive commands with an equal `burst` are one step of the history.
    ///
    /// # Errors
    /// A sentence; the plan is then as it was.
    pub fn dispatch_in(self, command: &Command, burst: Option<&str>) -> Result<(), CommandError> {
        if let Some(why) = self.session.read_only() {
            return Err(CommandError::Refused(why.to_owned()));
        }
        let before = self.plan.get_untracked();
        let after = before.apply(command)?;
        if after == *before {
            return Ok(());
        }
        let words = command.words(&before);
        self.history.update(|history| history.record(&before, &after, burst, &words.text));
        self.show(Arc::new(after));
        if words.is_told {
            self.say_done(format!("{}.", words.text));
        }
        Ok(())
    }

    /// Changes what is seen of the plan: no step of the history. Who can only read looks as they like, and keeps nothing.
    pub fn look(self, change: &ViewChange) {
        let before = self.plan_now();
        let after = before.seen(change);
        if after.view == before.view {
            return;
        }
        self.end_burst();
        self.plan.set(Arc::new(after));
        self.view.focus.mend();
        self.settle_soon();
        if self.session.read_only().is_none() {
            self.session.changed();
        }
    }

    /// Dispatches a command whose refusal has no field to be shown at: a bar shows it.
    pub fn act(self, command: &Command) {
        self.takes(command);
    }

    /// Dispatches a command whose refusal a bar shows; returns whether the plan took the command.
    pub fn takes(self, command: &Command) -> bool {
        match self.dispatch(command) {
            Ok(()) => true,
            Err(error) => {
                self.view.refuse(error.to_string());
                false
            }
        }
    }

    /// Adds a scenario with the content of the active one and shows it.
    pub fn add_scenario(self) {
        let (count, copy_of) = self.with_plan_untracked(|p| (p.scenarios.len(), p.active_scenario));
        self.act(&Command::AddScenario { name: format!("Scenario {}", Pen::PLAIN.whole(count + 1)), copy_of });
    }

    /// Orders something to leave the page.
    pub fn export(self, order: Order) {
        (self.carry_out)(self, order);
    }

    /// Says what was done to the plan, and offers to undo it. The next change takes the offer away: it would undo that one.
    pub fn say_done(self, text: impl Into<String>) {
        self.view.messages.say(Message::done(text).offering("Undo", move || self.undo()));
    }

    /// Whether the plan can only be looked at here, reactively: what would change it is then seen to be off before it is tried.
    pub fn is_read_only(self) -> bool {
        self.read_only.get()
    }

    /// Ends a drag or a burst of typing: the next change is a step of its own.
    pub fn end_burst(self) {
        self.history.update_untracked(History::end_burst);
    }

    /// Puts another state in the place of the whole plan: one step that can be undone.
    ///
    /// # Errors
    /// A sentence; the plan is then as it was.
    pub fn restore(self, plan: Plan) -> Result<(), CommandError> {
        self.dispatch(&Command::Restore(Arc::new(plan)))?;
        self.drafts.update(HashMap::clear);
        Ok(())
    }

    /// Goes one step back.
    pub fn undo(self) {
        self.travel("Undone", History::undo);
    }

    /// Goes one step forward.
    pub fn redo(self) {
        self.travel("Done again", History::redo);
    }

    fn travel(self, way: &str, go: impl FnOnce(&mut History, &Arc<Plan>) -> Option<HistoryStep>) {
        if let Some(why) = self.session.read_only() {
            return self.view.refuse(why);
        }
        let present = self.plan.get_untracked();
        let Some(step) = self.history.try_update(|history| go(history, &present)).flatten() else { return };
        self.drafts.update(HashMap::clear);
        self.show(Arc::clone(&step.plan));
        let travelled = Travelled { from: present, to: step.plan };
        let elsewhere = travelled.screen().filter(|screen| *screen != self.view.screen.get_untracked());
        self.travelled.set(Some(travelled));
        let mut what = step.what;
        if let Some(first) = what.get_mut(..1) {
            first.make_ascii_lowercase();
        }
        let said = Message::done(format!("{way}: {what}."));
        self.view.messages.say(match elsewhere {
            Some(screen) => said.offering("Show it", move || self.view.go(screen)),
            None => said,
        });
    }

    fn show(self, plan: Arc<Plan>) {
        self.view.messages.plan_changed();
        self.travelled.set(None);
        self.plan.set(plan);
        self.view.focus.mend();
        self.settle_soon();
        self.session.changed();
    }

    /// Shows the plan to those who wait for a rest, unless another change comes before.
    fn settle_soon(self) {
        let now = self.plan_now();
        set_timeout(
            move || {
                if self.plan.with_untracked(|plan| Arc::ptr_eq(plan, &now)) {
                    self.settled.set(now);
                }
            },
            REST,
        );
    }

    /// Shows the state of the plan that was stored elsewhere, without a step in the history and as it is looked at here.
    pub fn adopt(self, plan: Plan, drafts: HashMap<String, Draft>) {
        let plan = Plan { view: self.with_plan_untracked(|p| p.view.clone()), ..plan };
        self.exchange(plan, drafts);
        self.settle_soon();
    }

    /// Whether there is a step to undo, reactively.
    pub fn can_undo(self) -> bool {
        self.history.with(History::can_undo)
    }

    /// Whether there is a step to redo, reactively.
    pub fn can_redo(self) -> bool {
        self.history.with(History::can_redo)
    }
}
