//! Snapshots of the open plan: by name, and by themselves before something large and while time goes by.

use super::{Session, file_text};
use crate::state::clock::{now, today};
use crate::state::tasks::page_task;
use crate::storage::database::Database;
use crate::storage::plans::StoredPlan;
use crate::storage::snapshots::{Snapshot, Taken};
use crate::storage::{StorageError, local};
use journey_output::exchange::plan_file;
use journey_output::exchange::retention_policy::{SnapshotAge, surplus};
use journey_plan::Plan;
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;

/// How long edits go on before the program takes a snapshot by itself, in milliseconds.
const PAUSE_MS: f64 = 600_000.0;
/// A plan that was opened is drawn first, and then looked at.
const AFTER_OPENING: Duration = Duration::from_secs(1);

/// The occasion on which a snapshot is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// The user asked for a snapshot.
    Asked,
    /// The plan was opened.
    Opened,
    /// Edits have gone on for a while.
    Editing,
    /// A snapshot is about to be restored.
    Restoring,
    /// A table is about to be imported.
    Importing,
    /// A file is about to take the place of the plan.
    Replacing,
    /// Edits were found that a later save knew nothing of.
    Overtaken,
}

impl Occasion {
    /// The occasion as the list of snapshots names it.
    fn label(self) -> &'static str {
        match self {
            Self::Asked => "",
            Self::Opened => "when the plan was opened",
            Self::Editing => "while editing",
            Self::Restoring => "before a restore",
            Self::Importing => "before an import",
            Self::Replacing => "before a file took its place",
            Self::Overtaken => "edits that had not been saved",
        }
    }
}

impl Session {
    /// Keeps `plan`, a state of the open one, as a snapshot; without a `name` as an automatic one, and then older
    /// automatic ones may go.
    ///
    /// # Errors
    /// [`StorageError::ReadOnly`] where the plan is not written from here, or the browser's refusal.
    pub fn take_snapshot(
        self,
        plan: Arc<Plan>,
        occasion: Occasion,
        name: Option<String>,
    ) -> impl Future<Output = Result<Taken, StorageError>> {
        // Whose state it is must be known before anything is waited for.
        let (id, revision, is_read_only) = (self.id.get_untracked(), self.revision.get_value(), self.is_read_only());
        async move {
            if is_read_only {
                return Err(StorageError::ReadOnly);
            }
            let database = self.database()?;
            let day = today().map(|day| day.to_string()).unwrap_or_default();
            let snapshot = Snapshot::new(name, occasion.label(), now(), day, revision);
            let taken = database.take(&id, snapshot, &file_text(&plan)?).await?;
            if taken == Taken::New {
                prune(&database, &id).await?;
            }
            Ok(taken)
        }
    }

    /// Takes an automatic snapshot of the open plan as it is now, while other things go on.
    pub fn snapshot(self, occasion: Occasion) {
        if let Some(workspace) = self.workspace().filter(|_| !self.is_read_only()) {
            self.keep(workspace.plan_now(), occasion);
        }
    }

    /// A plan that was opened with changes since its last snapshot becomes one.
    pub(super) fn snapshot_of_opening(self) {
        self.snapshot_at.set_value(since_page_began());
        let is_new = self.revision.get_value() == 0;
        let epoch = self.epoch.get_value();
        let Some(workspace) = self.workspace().filter(|_| !is_new) else { return };
        let plan = workspace.plan_now();
        set_timeout(
            move || {
                if self.epoch.get_value() == epoch {
                    self.keep(plan, Occasion::Opened);
                }
            },
            AFTER_OPENING,
        );
    }

    /// A plan that was just saved becomes a snapshot when the last one is long enough ago.
    pub(super) fn snapshot_while_editing(self, plan: &Arc<Plan>) {
        if since_page_began() - self.snapshot_at.get_value() >= PAUSE_MS {
            self.keep(Arc::clone(plan), Occasion::Editing);
        }
    }

    /// Edits that were kept when a page went away, and that what is stored has overtaken since, become a snapshot.
    pub(super) async fn set_aside_overtaken(self, id: &str) {
        let revision = self.revision.get_value();
        let Some(gasp) = local::last_gasp(id).filter(|gasp| gasp.revision < revision) else { return };
        let Ok(database) = self.database() else { return };
        let day = today().map(|day| day.to_string()).unwrap_or_default();
        let snapshot = Snapshot::new(None, Occasion::Overtaken.label(), now(), day, revision);
        if database.take(id, snapshot, &gasp.text).await.is_ok() {
            local::forget_last_gasp(id);
        }
    }

    fn keep(self, plan: Arc<Plan>, occasion: Occasion) {
        self.snapshot_at.set_value(since_page_began());
        let taken = self.take_snapshot(plan, occasion, None);
        // Where it is refused, saving is refused as well and says so.
        page_task(async move {
            let _ = taken.await;
        });
    }

    /// The newest snapshot of `id` that can be read, for when the plan itself cannot.
    pub async fn last_good_snapshot(self, id: &str) -> Option<(Snapshot, Plan)> {
        let database = self.database().ok()?;
        for snapshot in database.snapshots(id).await.ok()? {
            if let Ok(Some(StoredPlan::Whole(record))) = database.load_snapshot(id, &snapshot).await
                && let Ok(loaded) = plan_file::read_stored(record.text.as_bytes())
            {
                return Some((snapshot, loaded.plan));
            }
        }
        None
    }
}

/// Gives up the automatic snapshots of a plan that are too many.
async fn prune(database: &Database, id: &str) -> Result<(), StorageError> {
    let kept = |s: &Snapshot| SnapshotAge { position: s.position, automatic: s.name.is_none(), day: s.day.clone() };
    let gone = surplus(&database.snapshots(id).await?.iter().map(kept).collect::<Vec<_>>());
    if gone.is_empty() { Ok(()) } else { database.drop_snapshots(id, &gone).await }
}

/// Milliseconds since the page began, by a clock that never jumps.
fn since_page_began() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}
