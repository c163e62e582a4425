//! Everything of ours that this browser holds, whichever page kept it: found, erased, and looked for again.

use super::{local, space};
use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{CacheStorage, ServiceWorkerContainer, ServiceWorkerRegistration};

/// How long another tab may take to let go of a database.
const PATIENCE_MS: i32 = 5_000;

/// Everything of ours that this browser holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Traces {
    /// Keys of localStorage and sessionStorage.
    pub keys: Vec<String>,
    /// Names of databases.
    pub databases: Vec<String>,
    /// Names of caches that make the program work offline.
    pub caches: Vec<String>,
    /// Whether a service worker is registered for this page.
    pub worker: bool,
}

impl Traces {
    /// Whether nothing is left.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Looks for everything of ours. A browser that does not list its databases, as Firefox before 126, is taken to hold one
/// for this page and for every other page of ours that has left keys.
pub async fn traces() -> Traces {
    let keys = local::our_keys();
    let databases = match databases().await {
        Some(names) => ours(&names),
        None => spaces(&keys),
    };
    Traces { keys, databases, caches: caches().await, worker: worker().await.is_some() }
}

/// The name of this page's space, and those of the spaces that `keys` belong to.
fn spaces(keys: &[String]) -> Vec<String> {
    let mut spaces = vec![space::name()];
    for key in keys {
        let space = space::of_key(key);
        if !spaces.iter().any(|known| known == space) {
            spaces.push(space.to_owned());
        }
    }
    spaces
}

/// Erases everything of ours, looks again and returns what is left. From the first moment on this page keeps nothing.
pub async fn erase() -> Traces {
    space::forget();
    let found = traces().await;
    let mut stayed = Vec::new();
    // The databases first: with them every other tab learns that it must not write any more.
    for name in &found.databases {
        if delete_database(name).await.is_none() {
            stayed.push(name.clone());
        }
    }
    local::erase_our_keys();
    // The worker before its caches: it would fill them again.
    if let Some(worker) = worker().await
        && let Ok(done) = worker.unregister()
    {
        let _ = JsFuture::from(done).await;
    }
    for name in &found.caches {
        if let Some(caches) = cache_storage() {
            let _ = JsFuture::from(caches.delete(name)).await;
        }
    }
    let left = traces().await;
    let databases = if self::databases().await.is_some() { left.databases } else { stayed };
    Traces { databases, ..left }
}

/// The `names` that begin as ours do.
fn ours(names: &[String]) -> Vec<String> {
    names.iter().filter(|name| name.starts_with(space::PREFIX)).cloned().collect()
}

/// The names of all databases of this origin; `None` where the browser does not list them.
async fn databases() -> Option<Vec<String>> {
    let factory = web_sys::window()?.indexed_db().ok()??;
    let list: Function = Reflect::get(&factory, &"databases".into()).ok()?.dyn_into().ok()?;
    let answer: Promise = list.call0(&factory).ok()?.dyn_into().ok()?;
    let infos = Array::from(&JsFuture::from(answer).await.ok()?);
    Some(infos.iter().filter_map(|info| Reflect::get(&info, &"name".into()).ok()?.as_string()).collect())
}

async fn delete_database(name: &str) -> Option<()> {
    let window = web_sys::window()?;
    let request = window.indexed_db().ok()??.delete_database(name).ok()?;
    let no_answer = Promise::new(&mut |_, reject| {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&reject, PATIENCE_MS);
    });
    let deleted = Promise::race(&Array::of2(&super::request::settled(&request), &no_answer));
    JsFuture::from(deleted).await.ok().map(|_| ())
}

/// `window.caches`, which a page without a secure address does not have.
fn cache_storage() -> Option<CacheStorage> {
    let caches = Reflect::get(&web_sys::window()?.into(), &"caches".into()).ok()?;
    caches.is_object().then(|| caches.unchecked_into())
}

async fn caches() -> Vec<String> {
    let Some(storage) = cache_storage() else { return Vec::new() };
    let Ok(names) = JsFuture::from(storage.keys()).await else { return Vec::new() };
    ours(&Array::from(&names).iter().filter_map(|name| name.as_string()).collect::<Vec<_>>())
}

/// The service worker registered for this page.
async fn worker() -> Option<ServiceWorkerRegistration> {
    let container = Reflect::get(&web_sys::window()?.navigator(), &"serviceWorker".into()).ok()?;
    if !container.is_object() {
        return None;
    }
    let answer = container.unchecked_into::<ServiceWorkerContainer>().get_registration();
    JsFuture::from(answer).await.ok()?.dyn_into().ok()
}
