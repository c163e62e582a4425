//! The connection to `IndexedDB`. It lets go when another tab upgrades or deletes the database, and comes back by itself.

use super::request::{failed, failure_of, settled};
use super::{StorageError, space};
use js_sys::{Array, Object, Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, IdbDatabase, IdbOpenDbRequest, IdbTransaction, IdbVersionChangeEvent};

const VERSION: u32 = 2;
/// Plan files by the plans' keys: since version 1.
pub(super) const PLANS: &str = "plans";
/// Marks of deleted plans by the plans' keys; the files stay where they are.
pub(super) const DELETED: &str = "deleted";
/// What is known about snapshots, by plan and position.
pub(super) const SNAPSHOTS: &str = "snapshots";
/// Plan files of snapshots, under the keys of [`SNAPSHOTS`]: a list must not read them all.
pub(super) const SNAPSHOT_TEXTS: &str = "snapshot-texts";
/// Milliseconds after which a database that has not opened is treated as blocked.
const PATIENCE_MS: i32 = 3_000;

#[wasm_bindgen]
extern "C" {
    /// `IDBDatabase` with the options argument of `transaction`, which web-sys hides.
    #[wasm_bindgen(extends = Object)]
    type DurableDatabase;

    #[wasm_bindgen(method, catch, js_name = transaction)]
    fn transaction_with_options(
        this: &DurableDatabase,
        stores: &Array,
        mode: &str,
        options: &JsValue,
    ) -> Result<IdbTransaction, JsValue>;
}

/// The database of this page's space.
#[derive(Clone)]
pub struct Database(Rc<Connection>);

struct Connection {
    open: RefCell<Option<IdbDatabase>>,
    /// Called when another tab deletes the database.
    forgotten: Box<dyn Fn()>,
}

impl Database {
    /// Opens the database. `forgotten` is called when another tab tells this device to forget everything.
    ///
    /// # Errors
    /// [`StorageError::Unavailable`] when the browser refuses or does not answer within three seconds,
    /// [`StorageError::Blocked`] or [`StorageError::Newer`] when a tab with another version has it open.
    pub async fn open(forgotten: impl Fn() + 'static) -> Result<Self, StorageError> {
        let database = Self(Rc::new(Connection { open: RefCell::new(None), forgotten: Box::new(forgotten) }));
        database.connection().await?;
        Ok(database)
    }

    /// The open connection; one that was closed meanwhile is opened again, unless everything was forgotten.
    async fn connection(&self) -> Result<IdbDatabase, StorageError> {
        if space::is_forgotten() {
            return Err(StorageError::Forgotten);
        }
        if let Some(open) = self.0.open.borrow().clone() {
            return Ok(open);
        }
        let opened = connect().await?;
        self.follow(&opened);
        self.0.open.replace(Some(opened.clone()));
        Ok(opened)
    }

    /// Lets go of the connection when the browser closes it, or when another tab waits for that.
    fn follow(&self, opened: &IdbDatabase) {
        let connection = Rc::clone(&self.0);
        let let_go = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            if let Some(open) = connection.open.take() {
                open.close();
            }
            let change = event.dyn_into::<IdbVersionChangeEvent>().ok();
            let is_deleted = change.is_some_and(|change| change.new_version().is_none());
            if is_deleted && !space::is_forgotten() {
                space::forget();
                (connection.forgotten)();
            }
        });
        opened.set_onversionchange(Some(let_go.as_ref().unchecked_ref()));
        opened.set_onclose(Some(let_go.as_ref().unchecked_ref()));
        // As long as the page may connect.
        let_go.forget();
    }

    /// Begins a transaction on `stores` that is only complete when it is on disk.
    pub(super) async fn transaction(&self, stores: &[&str], mode: &str) -> Result<IdbTransaction, StorageError> {
        let begin = |open: &IdbDatabase| {
            let options = Object::new();
            Reflect::set(&options, &"durability".into(), &"strict".into())?;
            let stores: Array = stores.iter().map(|store| JsValue::from_str(store)).collect();
            open.unchecked_ref::<DurableDatabase>().transaction_with_options(&stores, mode, &options)
        };
        match begin(&self.connection().await?).map_err(|e| failed(&e)) {
            // The browser closed the connection and has not said so yet.
            Err(StorageError::Closed) => {
                self.0.open.take();
                begin(&self.connection().await?).map_err(|e| failed(&e))
            }
            begun => begun,
        }
    }
}

async fn connect() -> Result<IdbDatabase, StorageError> {
    let window = web_sys::window().ok_or(StorageError::Unavailable)?;
    let factory = window.indexed_db().ok().flatten().ok_or(StorageError::Unavailable)?;
    let request = factory.open_with_u32(&space::name(), VERSION).map_err(|_| StorageError::Unavailable)?;
    let upgrade = Closure::once_into_js(|event: IdbVersionChangeEvent| upgrade(&event));
    request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
    let no_answer = Promise::new(&mut |_, reject| {
        request.set_onblocked(Some(&reject));
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&reject, PATIENCE_MS);
    });
    let opened = Promise::race(&Array::of2(&settled(&request), &no_answer));
    if let Err(reason) = JsFuture::from(opened).await {
        close_when_it_opens(&request);
        return Err(match reason.dyn_into::<Event>() {
            Ok(event) if event.type_() == "blocked" => StorageError::Blocked,
            Ok(_) => failure_of(&request),
            Err(_) => StorageError::Unavailable,
        });
    }
    let database = request.result().map_err(|_| StorageError::Unavailable)?;
    database.dyn_into().map_err(|_| StorageError::Unavailable)
}

/// Adds the stores that came since the version that is there; what it holds stays as it is.
fn upgrade(event: &IdbVersionChangeEvent) {
    let request = event.target().and_then(|t| t.dyn_into::<IdbOpenDbRequest>().ok());
    let database = request.and_then(|r| r.result().ok()).and_then(|r| r.dyn_into::<IdbDatabase>().ok());
    let Some(database) = database else { return };
    for (store, since) in [(PLANS, 1.0), (DELETED, 2.0), (SNAPSHOTS, 2.0), (SNAPSHOT_TEXTS, 2.0)] {
        if event.old_version() < since {
            // If it fails, the browser takes the whole upgrade back.
            let _ = database.create_object_store(store);
        }
    }
}

/// A database that opens after nobody waits for it any more must not stand in the way of other tabs.
fn close_when_it_opens(request: &IdbOpenDbRequest) {
    let late = request.clone();
    let close = Closure::once_into_js(move || {
        if let Some(database) = late.result().ok().and_then(|r| r.dyn_into::<IdbDatabase>().ok()) {
            database.close();
        }
    });
    request.set_onsuccess(Some(close.unchecked_ref()));
}
