//! The dialogs about plans as a whole: the library, snapshots, a dropped file, and forgetting everything.

mod dropped;
mod forget;
mod room;
mod row;
mod snapshot;
mod snapshots;

pub use dropped::DroppedDialog;
pub use forget::ForgetDialog;
pub use snapshots::SnapshotsDialog;

use crate::state::clock::shown;
use crate::state::library::{self, title};
use crate::state::messages::Message;
use crate::state::phase::PhaseHandle;
use crate::state::session::Session;
use crate::state::tasks::{Life, page_task};
use crate::state::view::View;
use crate::storage::local::IndexEntry;
use crate::storage::plans::Deleted;
use crate::widgets::Modal;
use crate::widgets::boxed::{Show, each, live};
use leptos::prelude::*;

/// What the library shows; `Copy`.
#[derive(Clone, Copy)]
struct Shelf {
    session: Session,
    stage: PhaseHandle,
    view: View,
    close: Callback<()>,
    /// Life of the dialog.
    life: Life,
    /// The plans, once they were looked for; or why they cannot be.
    plans: RwSignal<Option<Result<Vec<IndexEntry>, String>>>,
    deleted: RwSignal<Vec<Deleted>>,
    /// The plan that is being given another title.
    renaming: RwSignal<Option<String>>,
}

impl Shelf {
    /// Looks for the stored plans and the deleted ones.
    fn look(self) {
        self.life.run(async move {
            // A plan that was just begun is listed too; why it is not on disk is said elsewhere.
            let _ = self.session.settle().await;
            let plans = library::stored(self.session).await.map_err(|error| error.to_string());
            let deleted = match self.session.database() {
                Ok(database) => database.deleted().await.unwrap_or_default(),
                Err(_) => Vec::new(),
            };
            self.plans.set(Some(plans));
            self.deleted.set(deleted);
        });
    }

    /// Waits for `act`, says what came of it, and looks for the plans again.
    fn after(self, act: impl Future<Output = Result<Message, String>> + 'static) {
        page_task(async move {
            let said = act.await.unwrap_or_else(Message::refused);
            let is_here = self.life.goes_on();
            self.view.messages.say(said.taking_focus(is_here));
            if is_here {
                self.look();
            }
        });
    }

    /// Deletes a plan; the way back is beside the sentence that says so.
    fn delete(self, entry: &IndexEntry) {
        let (id, title) = (entry.id.clone(), title(&entry.title));
        let said = format!("“{title}” is deleted and can be brought back.");
        if !self.session.has_open(&id) {
            self.after(async move {
                library::delete(self.session, &id, &title).await?;
                Ok(Message::done(said).offering("Bring back", move || self.bring_back(&id, &title)))
            });
            return;
        }
        page_task(async move {
            if let Err(reason) = library::delete(self.session, &id, &title).await {
                self.view.messages.say(Message::refused(reason).taking_focus(self.life.goes_on()));
                return;
            }
            if self.life.goes_on() {
                self.close.run(());
            }
            self.stage.leave();
            let back = move || bring_back_and_open(self.stage, self.session, self.view, id.clone());
            self.view.messages.say(Message::note(said).offering("Bring back", back));
        });
    }

    fn bring_back(self, id: &str, title: &str) {
        let (id, said) = (id.to_owned(), format!("“{title}” is back."));
        self.after(async move { library::bring_back(self.session, &id).await.map(|()| Message::done(said)) });
    }

    /// Erases a deleted plan, once the user has been told that there is no way back.
    fn erase(self, mark: &Deleted) {
        let (id, title) = (mark.id.clone(), title(&mark.title));
        let question = format!("“{title}” and its snapshots cannot be brought back after this.");
        let erase = move || {
            let (id, said) = (id.clone(), format!("“{title}” is erased for good."));
            self.after(async move { library::erase(self.session, &id).await.map(|()| Message::done(said)) });
        };
        self.view.messages.say(Message::refused(question).offering("Erase it for good", erase).taking_focus(true));
    }
}

fn bring_back_and_open(stage: PhaseHandle, session: Session, view: View, id: String) {
    page_task(async move {
        match library::bring_back(session, &id).await {
            Ok(()) => crate::state::files::open_stored(stage, session, id),
            Err(reason) => view.alert(reason),
        }
    });
}

/// The dialog with the library of plans.
#[component]
pub fn PlansDialog(
    /// Closes the dialog.
    close: Callback<()>,
) -> impl IntoView {
    let shelf = Shelf {
        session: expect_context(),
        stage: expect_context(),
        view: expect_context(),
        close,
        life: Life::here(),
        plans: RwSignal::new(None),
        deleted: RwSignal::new(Vec::new()),
        renaming: RwSignal::new(None),
    };
    shelf.look();
    let list = move || {
        match shelf.plans.get() {
        None => view! { <p class="quiet">"Looking…"</p> }.into_any(),
        Some(Err(reason)) => view! { <p class="note warn">{format!("Plans cannot be kept here: {reason}. Keep your work as a file.")}</p> }.into_any(),
        Some(Ok(plans)) if plans.is_empty() => {
            view! { <p class="quiet">"No plan is kept in this browser yet. A plan is kept as soon as you begin one."</p> }.into_any()
        }
        Some(Ok(plans)) => view! { <ul class="list shelf">{each(move || plans.clone(), move |entry| row::row(shelf, &entry))}</ul> }.into_any(),
    }
    };
    view! {
        <Modal title="Plans" class="wide" close=close>
            <section aria-label="Your plans">{live(list)}</section>
            <Show when=move || shelf.deleted.with(|deleted| !deleted.is_empty())>
                <section aria-label="Deleted plans">
                    <h3>"Deleted plans"</h3>
                    <p class="quiet">"They are kept for at least 30 days on which you use this program, or until you erase them for good."</p>
                    <ul class="list shelf">{each(move || shelf.deleted.get(), move |mark| gone(shelf, mark))}</ul>
                </section>
            </Show>
            {room::where_plans_are()}
        </Modal>
    }
}

/// A deleted plan.
fn gone(shelf: Shelf, mark: Deleted) -> impl IntoView {
    let name = title(&mark.title);
    let (back, erase) = (format!("Bring back {name}"), format!("Erase {name} for good"));
    let (of_back, shown_name) = (mark.id.clone(), name.clone());
    view! {
        <li>
            <span class="what">
                <span class="name">{shown_name}</span>
                <span class="quiet">{format!("deleted {}", shown(&mark.at))}</span>
            </span>
            <span class="acts">
                <button aria-label=back on:click=move |_| shelf.bring_back(&of_back, &name)>"Bring back"</button>
                <button aria-label=erase on:click=move |_| shelf.erase(&mark)>"Erase for good"</button>
            </span>
        </li>
    }
}
