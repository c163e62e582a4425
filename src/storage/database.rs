//! Plans in `IndexedDB`. A save is acknowledged only when it is on disk, and refused when another tab was faster.

use super::StorageError;
use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction};

const NAME: &str = "journey-equity";
const VERSION: u32 = 1;
const PLANS: &str = "plans";
/// A database that has not opened by then is treated as blocked.
const PATIENCE_MS: i32 = 3_000;

#[wasm_bindgen]
extern "C" {
    /// `IDBDatabase` with the options argument of `transaction`, which web-sys hides.
    #[wasm_bindgen(extends = Object)]
    type DurableDatabase;

    #[wasm_bindgen(method, catch, js_name = transaction)]
    fn transaction_with_options(
        this: &DurableDatabase,
        store: &str,
        mode: &str,
        options: &JsValue,
    ) -> Result<IdbTransaction, JsValue>;
}

/// A plan as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The plan's key.
    pub id: String,
    /// Counts saves; a save names the revision it builds on.
    pub revision: u64,
    /// The plan file.
    pub text: String,
}

/// What was found under a plan's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// The plan, as it was saved.
    Whole(Record),
    /// Something whose checksum does not hold: torn or altered. It is left where it is.
    Damaged(String),
}

/// An open database.
#[derive(Debug, Clone)]
pub struct Database(IdbDatabase);

impl Database {
    /// Opens the database.
    ///
    /// # Errors
    /// [`StorageError::Unavailable`] when the browser refuses or does not answer within three seconds.
    pub async fn open() -> Result<Self, StorageError> {
        let window = web_sys::window().ok_or(StorageError::Unavailable)?;
        let factory = window.indexed_db().ok().flatten().ok_or(StorageError::Unavailable)?;
        let request = factory.open_with_u32(NAME, VERSION).map_err(|_| StorageError::Unavailable)?;
        let upgrade = Closure::once(|event: web_sys::Event| {
            let request = event.target().and_then(|t| t.dyn_into::<IdbOpenDbRequest>().ok());
            if let Some(database) = request.and_then(|r| r.result().ok()).and_then(|r| r.dyn_into::<IdbDatabase>().ok())
            {
                // The store is new with the database, so creating it cannot collide.
                let _ = database.create_object_store(PLANS);
            }
        });
        request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
        let timeout = Promise::new(&mut |_, reject| {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&reject, PATIENCE_MS);
        });
        let opened = Promise::race(&Array::of2(&settled(&request), &timeout));
        JsFuture::from(opened).await.map_err(|_| StorageError::Unavailable)?;
        let database = request.result().map_err(|_| StorageError::Unavailable)?;
        Ok(Self(database.dyn_into().map_err(|_| StorageError::Unavailable)?))
    }

    /// Reads a plan.
    ///
    /// # Errors
    /// The browser's refusal.
    pub async fn load(&self, id: &str) -> Result<Option<Found>, StorageError> {
        let store = self.transaction("readonly")?.1;
        let value = get(&store, id).await?;
        let Some(record) = record(id, &value) else { return Ok(None) };
        let written = Reflect::get(&value, &"checksum".into()).ok().and_then(|v| v.as_string());
        let whole = written.is_some_and(|written| written == checksum(&record.text));
        Ok(Some(if whole { Found::Whole(record) } else { Found::Damaged(record.text) }))
    }

    /// Stores `record` if the stored revision is still `expected` (0: not stored yet), in one transaction.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] when another tab was faster, [`StorageError::Full`], or the browser's refusal.
    pub async fn save(&self, record_to_save: &Record, expected: u64) -> Result<(), StorageError> {
        let (transaction, store) = self.transaction("readwrite")?;
        let stored = record(&record_to_save.id, &get(&store, &record_to_save.id).await?).map_or(0, |r| r.revision);
        if stored != expected {
            let _ = transaction.abort();
            return Err(StorageError::Conflict(stored));
        }
        let value = Object::new();
        for (key, field) in [
            ("revision", JsValue::from_f64(record_to_save.revision as f64)),
            ("text", JsValue::from_str(&record_to_save.text)),
            ("checksum", JsValue::from_str(&checksum(&record_to_save.text))),
        ] {
            Reflect::set(&value, &key.into(), &field).map_err(|e| failed(&e))?;
        }
        store.put_with_key(&value, &record_to_save.id.as_str().into()).map_err(|e| failed(&e))?;
        let done = Promise::new(&mut |resolve, reject| {
            transaction.set_oncomplete(Some(&resolve));
            transaction.set_onabort(Some(&reject));
        });
        match JsFuture::from(done).await {
            Ok(_) => Ok(()),
            Err(_) => Err(transaction.error().map_or(StorageError::Full, |e| named(&e.name(), &e.message()))),
        }
    }

    /// Removes what is stored under `id`.
    ///
    /// # Errors
    /// The browser's refusal.
    pub async fn remove(&self, id: &str) -> Result<(), StorageError> {
        let store = self.transaction("readwrite")?.1;
        let request = store.delete(&id.into()).map_err(|e| failed(&e))?;
        JsFuture::from(settled(&request)).await.map(|_| ()).map_err(|_| failure_of(&request))
    }

    fn transaction(&self, mode: &str) -> Result<(IdbTransaction, IdbObjectStore), StorageError> {
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &"strict".into()).map_err(|e| failed(&e))?;
        let database: &DurableDatabase = self.0.unchecked_ref();
        let transaction = database.transaction_with_options(PLANS, mode, &options).map_err(|e| failed(&e))?;
        let store = transaction.object_store(PLANS).map_err(|e| failed(&e))?;
        Ok((transaction, store))
    }
}

async fn get(store: &IdbObjectStore, id: &str) -> Result<JsValue, StorageError> {
    let request = store.get(&id.into()).map_err(|e| failed(&e))?;
    JsFuture::from(settled(&request)).await.map_err(|_| failure_of(&request))?;
    request.result().map_err(|e| failed(&e))
}

/// A promise that follows a request; its own resolvers are the handlers, so nothing is left to free.
fn settled(request: &IdbRequest) -> Promise {
    Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    })
}

fn record(id: &str, value: &JsValue) -> Option<Record> {
    let field = |key: &str| Reflect::get(value, &key.into()).ok();
    let text = field("text")?.as_string()?;
    let revision = field("revision")?.as_f64()? as u64;
    Some(Record { id: id.to_owned(), revision, text })
}

/// FNV-1a, 64 bit: enough to tell a torn write from a whole one.
fn checksum(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}

fn failure_of(request: &IdbRequest) -> StorageError {
    match request.error() {
        Ok(Some(error)) => named(&error.name(), &error.message()),
        _ => StorageError::Unavailable,
    }
}

fn failed(error: &JsValue) -> StorageError {
    let text = |key: &str| Reflect::get(error, &key.into()).ok().and_then(|v| v.as_string()).unwrap_or_default();
    named(&text("name"), &text("message"))
}

fn named(name: &str, message: &str) -> StorageError {
    match name {
        "QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED" => StorageError::Full,
        _ => StorageError::Failed(format!("{name} {message}").trim().to_owned()),
    }
}
