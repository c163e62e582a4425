//! Earlier states of plans, in the order in which they were taken.

use super::StorageError;
use super::database::{Database, SNAPSHOT_TEXTS, SNAPSHOTS};
use super::plans::{PlanRecord, StoredPlan, store};
use super::request::{answer, checksum, complete, failed, object, text, whole};
use js_sys::Array;
use wasm_bindgen::JsValue;
use web_sys::{IdbKeyRange, IdbObjectStore};

/// What is known about a snapshot without reading it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Snapshot {
    /// Place in the order of snapshots: later ones are higher. Set when the snapshot is taken.
    pub position: u64,
    /// The name the user gave; a snapshot taken by the program has none.
    pub name: Option<String>,
    /// The occasion on which the snapshot was taken, in words.
    pub occasion: String,
    /// Clock time of the snapshot, for people.
    pub at: String,
    /// Day of the snapshot on the clock, to tell days apart.
    pub day: String,
    /// The revision of the plan when the snapshot was taken.
    pub revision: u64,
    /// Size of the plan file in bytes. Set when the snapshot is taken.
    pub bytes: u64,
    /// Checksum of the plan file, which tells states apart. Set when the snapshot is taken.
    checksum: String,
}

/// What came of taking a snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// A new snapshot is there.
    New,
    /// An automatic snapshot of this state was there, and has the name now.
    Named,
    /// A snapshot of this state is there already, under the name that the user gave, if any.
    Same(Option<String>),
}

impl Snapshot {
    /// A snapshot to be taken; without a name it is an automatic one.
    pub fn new(name: Option<String>, occasion: &str, at: String, day: String, revision: u64) -> Self {
        let occasion = occasion.to_owned();
        Self { position: 0, name, occasion, at, day, revision, bytes: 0, checksum: String::new() }
    }
}

impl Database {
    /// The snapshots of a plan, the newest first.
    ///
    /// # Errors
    /// The browser's refusal.
    pub async fn snapshots(&self, plan: &str) -> Result<Vec<Snapshot>, StorageError> {
        let transaction = self.transaction(&[SNAPSHOTS], "readonly").await?;
        let mut list = list(&store(&transaction, SNAPSHOTS)?, plan).await?;
        list.reverse();
        Ok(list)
    }

    /// Keeps `file` as a snapshot of `plan`, unless there is one of exactly this state.
    ///
    /// # Errors
    /// [`StorageError::Full`] or the browser's refusal; nothing is changed then.
    pub async fn take(&self, plan: &str, snapshot: Snapshot, file: &str) -> Result<Taken, StorageError> {
        let transaction = self.transaction(&[SNAPSHOTS, SNAPSHOT_TEXTS], "readwrite").await?;
        let snapshots = store(&transaction, SNAPSHOTS)?;
        let list = list(&snapshots, plan).await?;
        let (bytes, sum) = (file.len() as u64, checksum(file));
        let taken = match list.iter().find(|other| other.bytes == bytes && other.checksum == sum) {
            Some(same) if same.name.is_some() || snapshot.name.is_none() => return Ok(Taken::Same(same.name.clone())),
            Some(same) => {
                put(&snapshots, plan, &Snapshot { name: snapshot.name, ..same.clone() })?;
                Taken::Named
            }
            None => {
                let position = list.last().map_or(1, |last| last.position + 1);
                put(&snapshots, plan, &Snapshot { position, bytes, checksum: sum, ..snapshot })?;
                let texts = store(&transaction, SNAPSHOT_TEXTS)?;
                texts.put_with_key(&file.into(), &key(plan, position)).map_err(|e| failed(&e))?;
                Taken::New
            }
        };
        complete(&transaction).await?;
        Ok(taken)
    }

    /// Reads the plan file of a snapshot.
    ///
    /// # Errors
    /// The browser's refusal.
    pub async fn load_snapshot(&self, plan: &str, snapshot: &Snapshot) -> Result<Option<StoredPlan>, StorageError> {
        let transaction = self.transaction(&[SNAPSHOT_TEXTS], "readonly").await?;
        let value = answer(store(&transaction, SNAPSHOT_TEXTS)?.get(&key(plan, snapshot.position))).await?;
        Ok(value.as_string().map(|text| {
            let record = PlanRecord { id: plan.to_owned(), revision: snapshot.revision, text, drafts: String::new() };
            StoredPlan::of(record, Some(&snapshot.checksum))
        }))
    }

    /// Removes the snapshots of a plan at `positions`.
    ///
    /// # Errors
    /// The browser's refusal.
    pub async fn drop_snapshots(&self, plan: &str, positions: &[u64]) -> Result<(), StorageError> {
        let transaction = self.transaction(&[SNAPSHOTS, SNAPSHOT_TEXTS], "readwrite").await?;
        for position in positions {
            for name in [SNAPSHOTS, SNAPSHOT_TEXTS] {
                store(&transaction, name)?.delete(&key(plan, *position)).map_err(|e| failed(&e))?;
            }
        }
        complete(&transaction).await
    }

    /// How many snapshots there are of all plans.
    ///
    /// # Errors
    /// The browser's refusal.
    pub async fn count_snapshots(&self) -> Result<usize, StorageError> {
        let transaction = self.transaction(&[SNAPSHOTS], "readonly").await?;
        let count = answer(store(&transaction, SNAPSHOTS)?.count()).await?;
        Ok(count.as_f64().map_or(0, |count| count as usize))
    }
}

fn key(plan: &str, position: u64) -> JsValue {
    Array::of2(&plan.into(), &JsValue::from_f64(position as f64)).into()
}

/// The keys of all snapshots of a plan.
pub(super) fn all_of(plan: &str) -> Result<JsValue, StorageError> {
    // An array is higher than any number.
    let (from, to) = (Array::of1(&plan.into()), Array::of2(&plan.into(), &Array::new()));
    IdbKeyRange::bound(&from, &to).map(JsValue::from).map_err(|e| failed(&e))
}

/// All snapshots of a plan in the order of their keys: the oldest first.
async fn list(snapshots: &IdbObjectStore, plan: &str) -> Result<Vec<Snapshot>, StorageError> {
    let values = answer(snapshots.get_all_with_key(&all_of(plan)?)).await?;
    Ok(Array::from(&values).iter().filter_map(|value| read(&value)).collect())
}

fn read(value: &JsValue) -> Option<Snapshot> {
    Some(Snapshot {
        position: whole(value, "position")?,
        name: text(value, "name"),
        occasion: text(value, "occasion")?,
        at: text(value, "at")?,
        day: text(value, "day")?,
        revision: whole(value, "revision")?,
        bytes: whole(value, "bytes")?,
        checksum: text(value, "checksum")?,
    })
}

fn put(snapshots: &IdbObjectStore, plan: &str, snapshot: &Snapshot) -> Result<(), StorageError> {
    let number = |value: u64| JsValue::from_f64(value as f64);
    let value = object(&[
        ("position", number(snapshot.position)),
        ("name", snapshot.name.as_deref().into()),
        ("occasion", snapshot.occasion.as_str().into()),
        ("at", snapshot.at.as_str().into()),
        ("day", snapshot.day.as_str().into()),
        ("revision", number(snapshot.revision)),
        ("bytes", number(snapshot.bytes)),
        ("checksum", snapshot.checksum.as_str().into()),
    ])?;
    snapshots.put_with_key(&value, &key(plan, snapshot.position)).map_err(|e| failed(&e))?;
    Ok(())
}
