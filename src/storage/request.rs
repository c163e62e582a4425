//! Requests and values of `IndexedDB`, in the terms of Rust.

use super::StorageError;
use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbRequest, IdbTransaction};

/// A promise that follows a request; its own resolvers are the handlers, so nothing is left to free.
pub(super) fn settled(request: &IdbRequest) -> Promise {
    Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    })
}

/// What a request answers.
pub(super) async fn answer(request: Result<IdbRequest, JsValue>) -> Result<JsValue, StorageError> {
    let request = request.map_err(|e| failed(&e))?;
    JsFuture::from(settled(&request)).await.map_err(|_| failure_of(&request))?;
    request.result().map_err(|e| failed(&e))
}

/// Waits until everything a transaction wrote is on disk.
pub(super) async fn complete(transaction: &IdbTransaction) -> Result<(), StorageError> {
    let done = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    });
    match JsFuture::from(done).await {
        Ok(_) => Ok(()),
        Err(_) => Err(transaction.error().map_or(StorageError::Full, |e| named(&e.name(), &e.message()))),
    }
}

/// An object with these fields.
pub(super) fn object(fields: &[(&str, JsValue)]) -> Result<Object, StorageError> {
    let object = Object::new();
    for (key, field) in fields {
        Reflect::set(&object, &(*key).into(), field).map_err(|e| failed(&e))?;
    }
    Ok(object)
}

/// A text of an object.
pub(super) fn text(value: &JsValue, key: &str) -> Option<String> {
    Reflect::get(value, &key.into()).ok()?.as_string()
}

/// A whole number of an object.
pub(super) fn whole(value: &JsValue, key: &str) -> Option<u64> {
    Reflect::get(value, &key.into()).ok()?.as_f64().map(|number| number as u64)
}

/// FNV-1a, 64 bit: enough to tell a torn write from a whole one, and two states of a plan apart.
pub(super) fn checksum(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}

pub(super) fn failure_of(request: &IdbRequest) -> StorageError {
    match request.error() {
        Ok(Some(error)) => named(&error.name(), &error.message()),
        _ => StorageError::Unavailable,
    }
}

pub(super) fn failed(error: &JsValue) -> StorageError {
    let of = |key| text(error, key).unwrap_or_default();
    named(&of("name"), &of("message"))
}

fn named(name: &str, message: &str) -> StorageError {
    match name {
        "QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED" => StorageError::Full,
        "VersionError" => StorageError::Newer,
        "InvalidStateError" => StorageError::Closed,
        _ => StorageError::Failed(format!("{name} {message}").trim().to_owned()),
    }
}
