//! Whether the browser promises to keep what is stored, and how much room it gives.

use js_sys::{Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::StorageManager;

/// What the browser says about its storage; `None` where it does not say.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct StorageQuota {
    /// Whether the browser keeps everything until the user clears it, instead of until it needs the room.
    pub persistent: Option<bool>,
    /// Bytes in use by this address.
    pub used: Option<f64>,
    /// Bytes that the browser gives at most.
    pub most: Option<f64>,
}

/// Asks the browser to keep what is stored until the user clears it. The answer is read with [`room`].
pub async fn ask_to_persist() {
    ask(StorageManager::persist).await;
}

/// Reads the browser's answers.
pub async fn room() -> StorageQuota {
    let persistent = ask(StorageManager::persisted).await;
    let estimate = ask(StorageManager::estimate).await.unwrap_or_default();
    let bytes = |key: &str| Reflect::get(&estimate, &key.into()).ok().and_then(|bytes| bytes.as_f64());
    StorageQuota { persistent: persistent.and_then(|p| p.as_bool()), used: bytes("usage"), most: bytes("quota") }
}

/// Puts a question to the browser's storage; `None` where it has no answer.
async fn ask(question: fn(&StorageManager) -> Result<Promise, JsValue>) -> Option<JsValue> {
    let storage = web_sys::window()?.navigator().storage();
    JsFuture::from(question(&storage).ok()?).await.ok()
}
