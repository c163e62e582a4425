//! Stored plans. A save is acknowledged only when it is on disk, and refused when another tab was faster.

use super::StorageError;
use super::database::{DELETED, Database, PLANS, SNAPSHOT_TEXTS, SNAPSHOTS};
use super::request::{answer, checksum, complete, failed, object, text, whole};
use super::snapshots::all_of;
use journey_plan::order::sort_short;
use js_sys::Array;
use wasm_bindgen::JsValue;
use web_sys::IdbObjectStore;

/// A plan as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanRecord {
    /// The plan's key.
    pub id: String,
    /// Number of saves; a save names the revision it builds on.
    pub revision: u64,
    /// The plan file.
    pub text: String,
    /// Texts that were typed and not taken, in the words of whoever stored them; empty where there were none.
    pub drafts: String,
}

/// What was found under a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoredPlan {
    /// The plan, as it was saved.
    Whole(PlanRecord),
    /// A text whose checksum does not hold: torn or altered. It is left where it is.
    Damaged(String),
}

/// How a save found what it builds on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaveKind {
    /// The stored plan was as it had been left.
    Over,
    /// The stored plan was gone, as after site data were cleared; the whole plan is stored anew.
    Anew,
}

/// A deleted plan, which can still be brought back.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Deleted {
    /// The plan's key.
    pub id: String,
    /// Title of the plan.
    pub title: String,
    /// Place in the order of deletion: later ones are higher. Set when the plan is put away.
    pub position: u64,
    /// Days of use that had been counted when the plan was deleted.
    pub day: u64,
    /// Clock time of the deletion, for people.
    pub at: String,
}

impl StoredPlan {
    /// Judges a text by the checksum that was stored with it.
    pub(super) fn of(record: PlanRecord, written: Option<&str>) -> Self {
        if written == Some(checksum(&record.text).as_str()) { Self::Whole(record) } else { Self::Damaged(record.text) }
    }
}

impl Database {
    /// Reads a plan.
    ///
    /// # Errors
    /// The browser's refusal.
    pub async fn load(&self, id: &str) -> Result<Option<StoredPlan>, StorageError> {
        let transaction = self.transaction(&[PLANS], "readonly").await?;
        let value = answer(store(&transaction, PLANS)?.get(&id.into())).await?;
        Ok(record(id, &value).map(|record| StoredPlan::of(record, text(&value, "checksum").as_deref())))
    }

    /// Stores `new` if the stored revision is still `expected` (0: not stored yet), in one transaction.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] when another tab was faster, [`StorageError::Full`], or the browser's refusal.
    pub async fn save(&self, new: &PlanRecord, expected: u64) -> Result<SaveKind, StorageError> {
        let transaction = self.transaction(&[PLANS], "readwrite").await?;
        let plans = store(&transaction, PLANS)?;
        let stored = record(&new.id, &answer(plans.get(&new.id.as_str().into())).await?).map_or(0, |r| r.revision);
        if stored != expected && stored != 0 {
            let _ = transaction.abort();
            return Err(StorageError::Conflict(stored));
        }
        let value = object(&[
            ("revision", JsValue::from_f64(new.revision as f64)),
            ("text", JsValue::from_str(&new.text)),
            ("checksum", JsValue::from_str(&checksum(&new.text))),
            ("drafts", JsValue::from_str(&new.drafts)),
        ])?;
        plans.put_with_key(&value, &new.id.as_str().into()).map_err(|e| failed(&e))?;
        complete(&transaction).await?;
        Ok(if stored == expected { SaveKind::Over } else { SaveKind::Anew })
    }

    /// The keys of everything stored as a plan: plans, deleted plans and templates.
    ///
    /// # Errors
    /// The browser's refusal.
    pub async fn keys(&self) -> Result<Vec<String>, StorageError> {
        let transaction = self.transaction(&[PLANS], "readonly").await?;
        let keys = answer(store(&transaction, PLANS)?.get_all_keys()).await?;
        Ok(Array::from(&keys).iter().filter_map(|key| key.as_string()).collect())
    }

    /// The deleted plans, the last deleted one first.
    ///
    /// # Errors
    /// The browser's refusal.
    pub async fn deleted(&self) -> Result<Vec<Deleted>, StorageError> {
        let transaction = self.transaction(&[DELETED], "readonly").await?;
        let mut marks = marks(&store(&transaction, DELETED)?).await?;
        sort_short(&mut marks, |mark| std::cmp::Reverse(mark.position));
        Ok(marks)
    }

    /// Marks a plan as deleted; its file and its snapshots stay. The position is given here.
    ///
    /// # Errors
    /// The browser's refusal.
    pub async fn put_away(&self, mark: &Deleted) -> Result<(), StorageError> {
        let transaction = self.transaction(&[DELETED], "readwrite").await?;
        let deleted = store(&transaction, DELETED)?;
        let last = marks(&deleted).await?.iter().map(|mark| mark.position).max().unwrap_or(0);
        let value = object(&[
            ("id", JsValue::from_str(&mark.id)),
            ("title", JsValue::from_str(&mark.title)),
            ("position", JsValue::from_f64((last + 1) as f64)),
            ("day", JsValue::from_f64(mark.day as f64)),
            ("at", JsValue::from_str(&mark.at)),
        ])?;
        deleted.put_with_key(&value, &mark.id.as_str().into()).map_err(|e| failed(&e))?;
        complete(&transaction).await
    }

    /// Takes the mark of a deleted plan away.
    ///
    /// # Errors
    /// The browser's refusal.
    pub async fn bring_back(&self, id: &str) -> Result<(), StorageError> {
        let transaction = self.transaction(&[DELETED], "readwrite").await?;
        store(&transaction, DELETED)?.delete(&id.into()).map_err(|e| failed(&e))?;
        complete(&transaction).await
    }

    /// Removes everything that is stored of `id`: the file, the mark and the snapshots.
    ///
    /// # Errors
    /// The browser's refusal.
    pub async fn erase(&self, id: &str) -> Result<(), StorageError> {
        let stores = [PLANS, DELETED, SNAPSHOTS, SNAPSHOT_TEXTS];
        let transaction = self.transaction(&stores, "readwrite").await?;
        let snapshots = all_of(id)?;
        for (name, key) in stores.into_iter().zip([&id.into(), &id.into(), &snapshots, &snapshots]) {
            store(&transaction, name)?.delete(key).map_err(|e| failed(&e))?;
        }
        complete(&transaction).await
    }
}

async fn marks(deleted: &IdbObjectStore) -> Result<Vec<Deleted>, StorageError> {
    let values = answer(deleted.get_all()).await?;
    let mark = |value: JsValue| {
        let (id, title, at) = (text(&value, "id")?, text(&value, "title")?, text(&value, "at")?);
        Some(Deleted { id, title, at, position: whole(&value, "position")?, day: whole(&value, "day")? })
    };
    Ok(Array::from(&values).iter().filter_map(mark).collect())
}

/// A store of a transaction.
pub(super) fn store(transaction: &web_sys::IdbTransaction, name: &str) -> Result<IdbObjectStore, StorageError> {
    transaction.object_store(name).map_err(|e| failed(&e))
}

fn record(id: &str, value: &JsValue) -> Option<PlanRecord> {
    let drafts = text(value, "drafts").unwrap_or_default();
    Some(PlanRecord { id: id.to_owned(), revision: whole(value, "revision")?, text: text(value, "text")?, drafts })
}
