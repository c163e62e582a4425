//! The plans in this browser: what there is, and what can be done with one that need not be open.

use super::clock::{now, today};
use super::phase::UnreadablePlan;
use super::session::{Opened, Session, entry, file_text};
use crate::storage::StorageError;
use crate::storage::database::Database;
use crate::storage::local::{self, IndexEntry};
use crate::storage::lock::{PlanLock, acquire};
use crate::storage::plans::{Deleted, PlanRecord, StoredPlan};
use journey_output::exchange::plan_file;
use journey_output::exchange::retention_policy::DaysOfUse;
use journey_plan::limits::fitted;
use journey_plan::{Command, Plan};

/// Why something was not done with a plan, as a sentence.
type Refusal = String;

/// Title of a plan as it is shown.
pub fn title(title: &str) -> String {
    if title.trim().is_empty() { "Untitled plan".to_owned() } else { title.to_owned() }
}

/// The stored plans, the last saved one first. The database decides what there is: the index, which may be lost or late,
/// only knows the order and the titles, and is put right.
///
/// # Errors
/// The browser's refusal.
pub async fn stored(session: Session) -> Result<Vec<IndexEntry>, StorageError> {
    let database = session.database()?;
    let mut keys = database.keys().await?;
    let hidden: Vec<String> = database.deleted().await?.into_iter().map(|mark| mark.id).collect();
    let templates: Vec<String> = local::templates().into_iter().map(|template| template.id).collect();
    keys.retain(|key| !hidden.contains(key) && !templates.contains(key));
    let before = local::index();
    let mut entries: Vec<IndexEntry> = before.iter().filter(|entry| keys.contains(&entry.id)).cloned().collect();
    for key in keys {
        if !entries.iter().any(|entry| entry.id == key) {
            entries.push(unlisted(&database, &key).await?);
        }
    }
    if entries != before {
        local::set_index(&entries);
    }
    Ok(entries)
}

/// The entry of a plan that the index does not know, as far as it can be read.
async fn unlisted(database: &Database, id: &str) -> Result<IndexEntry, StorageError> {
    let found = database.load(id).await?;
    let bytes = match &found {
        Some(StoredPlan::Whole(record)) => Some(record.text.len() as u64),
        _ => None,
    };
    let (revision, title) = match found {
        Some(StoredPlan::Whole(record)) => {
            (record.revision, plan_file::read_stored(record.text.as_bytes()).map(|l| l.plan.title))
        }
        _ => (0, Ok("A plan that cannot be read".to_owned())),
    };
    let title = title.unwrap_or_else(|error| format!("A plan that cannot be read: {error}"));
    Ok(IndexEntry { id: id.to_owned(), title, revision, saved_at: String::new(), bytes })
}

/// The plan under `id`, whole.
async fn whole(session: Session, id: &str) -> Result<Plan, Refusal> {
    match session.read(id).await {
        Opened::Plan(stored) => Ok(stored.into_plan()),
        Opened::Nothing => Err("This plan is not in this browser any more.".to_owned()),
        Opened::Unreadable(UnreadablePlan { reason, .. }) => Err(format!("This plan cannot be read: {reason}.")),
    }
}

/// The right to write a plan that is not open here.
async fn lock(id: &str) -> Result<PlanLock, Refusal> {
    let lock = acquire(id, false, || ()).await;
    lock.ok_or_else(|| "This plan is open in another tab: close it there first.".to_owned())
}

fn refused(error: &StorageError) -> Refusal {
    let error = error.to_string();
    let mut letters = error.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

/// Stores a copy of a plan under a key of its own; returns the copy's title.
///
/// # Errors
/// A sentence; nothing was stored then.
pub async fn duplicate(session: Session, id: &str) -> Result<String, Refusal> {
    let mut copy = match session.workspace().filter(|_| session.has_open(id)) {
        // As it is on the screen, saved or not.
        Some(workspace) => (*workspace.plan_now()).clone(),
        None => whole(session, id).await?,
    };
    copy.title = fitted(&title(&copy.title), " (copy)");
    let record = session.store_new(&copy, String::new()).await.map_err(|e| refused(&e))?;
    local::list(entry(&record, &copy.title));
    Ok(copy.title)
}

/// Gives a plan another title; the open one can be undone.
///
/// # Errors
/// A sentence; the title is as it was then.
pub async fn rename(session: Session, id: &str, title: &str) -> Result<(), Refusal> {
    let command = Command::SetTitle(title.trim().to_owned());
    if let Some(workspace) = session.workspace().filter(|_| session.has_open(id)) {
        return workspace.dispatch(&command).map_err(|error| error.to_string());
    }
    let _held = lock(id).await?;
    let plan = whole(session, id).await?.apply(&command).map_err(|error| error.to_string())?;
    let database = session.database().map_err(|e| refused(&e))?;
    let Ok(Some(StoredPlan::Whole(stored))) = database.load(id).await else {
        return Err("This plan is not in this browser any more.".to_owned());
    };
    let text = file_text(&plan).map_err(|e| refused(&e))?;
    let record = PlanRecord { id: id.to_owned(), revision: stored.revision + 1, text, drafts: stored.drafts };
    database.save(&record, stored.revision).await.map_err(|e| refused(&e))?;
    local::forget_last_gasp(id);
    local::list(entry(&record, &plan.title));
    Ok(())
}

/// Puts a plan among the deleted ones. If it is open, what is not saved yet is saved first, and it is left.
///
/// # Errors
/// A sentence; the plan is as it was then.
pub async fn delete(session: Session, id: &str, title: &str) -> Result<(), Refusal> {
    let database = session.database().map_err(|e| refused(&e))?;
    let is_open = session.has_open(id);
    let _held = match is_open {
        true if session.is_read_only() => return Err("This plan is open in another tab, which saves it.".to_owned()),
        true => {
            let settled = session.settle().await;
            settled.map_err(|reason| format!("This plan is not saved, so it was not deleted: {reason}."))?;
            None
        }
        false => Some(lock(id).await?),
    };
    let day = days_of_use().count;
    let mark = Deleted { id: id.to_owned(), title: title.to_owned(), position: 0, day, at: now() };
    database.put_away(&mark).await.map_err(|e| refused(&e))?;
    local::unlist(id);
    local::change_preferences(|p| p.last_plan = p.last_plan.take().filter(|last| last != id));
    if is_open {
        session.leave();
    }
    Ok(())
}

/// Takes a plan out of the deleted ones.
///
/// # Errors
/// A sentence; the plan is still there then.
pub async fn bring_back(session: Session, id: &str) -> Result<(), Refusal> {
    let database = session.database().map_err(|e| refused(&e))?;
    database.bring_back(id).await.map_err(|e| refused(&e))?;
    // Puts it into the index again.
    stored(session).await.map(|_| ()).map_err(|e| refused(&e))
}

/// Removes a deleted plan with its snapshots from the disk, unless a tab works on it again.
///
/// # Errors
/// A sentence; the plan is still there then.
pub async fn erase(session: Session, id: &str) -> Result<(), Refusal> {
    let database = session.database().map_err(|e| refused(&e))?;
    let _held = lock(id).await?;
    // The list that was clicked may be older than another tab's work.
    let deleted = database.deleted().await.map_err(|e| refused(&e))?;
    if !deleted.iter().any(|mark| mark.id == id) {
        return Err("This plan is not a deleted one any more, so it was not erased.".to_owned());
    }
    database.erase(id).await.map_err(|e| refused(&e))?;
    local::forget_last_gasp(id);
    Ok(())
}

/// Counts today as a day of use, and removes the deleted plans whose time is over.
pub async fn clear_away(session: Session) {
    let days = days_of_use();
    local::change_preferences(|p| {
        p.last_day.clone_from(&days.last);
        p.days_of_use = days.count;
    });
    let Ok(database) = session.database() else { return };
    let Ok(deleted) = database.deleted().await else { return };
    for mark in deleted.iter().filter(|mark| days.is_over(mark.day)) {
        // What cannot be removed now is tried again with the next page.
        let _ = erase(session, &mark.id).await;
    }
}

fn days_of_use() -> DaysOfUse {
    let preferences = local::preferences();
    let known = DaysOfUse { last: preferences.last_day, count: preferences.days_of_use };
    match today() {
        Some(day) => known.used_on(&day.to_string()),
        None => known,
    }
}
