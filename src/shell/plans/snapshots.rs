//! Snapshots of the open plan: taking one, and the list of those there are.

use super::snapshot::{differences, entry, title};
use crate::state::clock::shown;
use crate::state::session::Occasion;
use crate::state::tasks::Life;
use crate::state::workspace::{Workspace, use_workspace};
use crate::storage::snapshots::{Snapshot, Taken};
use crate::widgets::boxed::{each, live};
use crate::widgets::{Modal, Pick};
use leptos::html;
use leptos::prelude::*;
use std::collections::HashMap;

/// The state of the dialog of snapshots; `Copy`.
#[derive(Clone, Copy)]
pub(super) struct Album {
    pub workspace: Workspace,
    pub close: Callback<()>,
    /// Life of the dialog.
    pub life: Life,
    /// The snapshots, the newest first, once they were looked for; or why they cannot be.
    pub list: RwSignal<Option<Result<Vec<Snapshot>, String>>>,
    /// What the snapshots are compared with: one of them, by its position, or the plan as it is now.
    pub base: RwSignal<Option<u64>>,
    /// Sentences on what is different, by the snapshot's position, as far as it was looked at.
    pub told: RwSignal<HashMap<u64, Vec<String>>>,
}

impl Album {
    /// Looks for the snapshots, and then at each of them.
    pub fn look(self) {
        self.life.run(async move {
            let found = self.read().await;
            let gone = |base: &u64| found.as_ref().is_ok_and(|list| list.iter().all(|s| s.position != *base));
            if self.base.get_untracked().is_some_and(|base| gone(&base)) {
                self.base.set(None);
            }
            self.list.set(Some(found.clone()));
            differences(self, found.unwrap_or_default()).await;
        });
    }

    /// Compares with another snapshot, or with now.
    fn compare(self, base: Option<u64>) {
        self.base.set(base);
        self.told.update(HashMap::clear);
        self.look();
    }

    async fn read(self) -> Result<Vec<Snapshot>, String> {
        let session = self.workspace.session;
        let list = match session.database() {
            Ok(database) => database.snapshots(&session.id.get_untracked()).await,
            Err(error) => Err(error),
        };
        list.map_err(|error| error.to_string())
    }

    fn take(self, name: &str) {
        let name = name.trim().to_owned();
        if name.is_empty() {
            self.workspace.view.refuse("Give the snapshot a name by which you will know it again.");
            return;
        }
        let plan = self.workspace.plan_now();
        let taken = self.workspace.session.take_snapshot(plan, Occasion::Asked, Some(name.clone()));
        // What was begun is brought to its end, also where the dialog is closed meanwhile.
        self.workspace.life().run(async move {
            let said = match taken.await {
                Ok(Taken::New | Taken::Named) => format!("“{name}” is taken."),
                Ok(Taken::Same(other)) => {
                    format!(
                        "Nothing has changed since “{}”, so there is no need for another one.",
                        other.unwrap_or_default()
                    )
                }
                Err(error) => format!("The snapshot was not taken: {error}."),
            };
            self.workspace.view.say(said);
            self.look();
        });
    }
}

/// The dialog with the snapshots of the open plan.
#[component]
pub fn SnapshotsDialog(
    /// Closes the dialog.
    close: Callback<()>,
) -> impl IntoView {
    let album = Album {
        workspace: use_workspace(),
        close,
        life: Life::here(),
        list: RwSignal::new(None),
        base: RwSignal::new(None),
        told: RwSignal::new(HashMap::new()),
    };
    album.look();
    let field = NodeRef::<html::Input>::new();
    let take = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Some(field) = field.get_untracked() {
            album.take(&field.value());
            field.set_value("");
        }
    };
    let list = move || match album.list.get() {
        None => view! { <p class="quiet">"Looking…"</p> }.into_any(),
        Some(Err(reason)) => {
            view! { <p class="note warn">{format!("Snapshots cannot be kept here: {reason}.")}</p> }.into_any()
        }
        Some(Ok(list)) if list.is_empty() => {
            view! { <p class="quiet">"There is no snapshot of this plan yet."</p> }.into_any()
        }
        Some(Ok(list)) => view! {
            {(list.len() > 1).then(|| compared_with(album, &list))}
            <ul class="snapshots">{each(move || list.clone(), move |s| entry(album, s))}</ul>
        }
        .into_any(),
    };
    view! {
        <Modal title="Snapshots" class="wide" close=close>
            <p class="quiet">"A snapshot keeps this plan as it is now. The program takes some by itself: before an import or a restore, when the plan is opened, and every ten minutes of editing; of those it keeps the newest 20 and one for each of the last 30 days. The ones you name stay until you delete them."</p>
            <form class="rename" on:submit=take>
                <input type="text" node_ref=field aria-label="Name of the snapshot" placeholder="Name of the snapshot"/>
                <button type="submit" class="primary">"Take a snapshot"</button>
            </form>
            {live(list)}
        </Modal>
    }
}

/// The choice of what the snapshots are compared with.
fn compared_with(album: Album, list: &[Snapshot]) -> AnyView {
    let options = list.iter().map(|s| (s.position, format!("{}, {}", title(s), shown(&s.at)))).collect::<Vec<_>>();
    let choose = Callback::new(move |base: Option<u64>| album.compare(base));
    view! { <Pick label="Compared with" of_view=true none="now" options=options value=album.base choose=choose/> }
        .into_any()
}
