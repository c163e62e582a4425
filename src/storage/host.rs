//! What the page around the program can do: be kept for use without a network, take a new version, and give itself as
//! one portable page (`src/js/hosted.js`, `src/js/portable.js`). The development server's page can do none of it.

use super::{StorageError, space};
use js_sys::Reflect;
use wasm_bindgen::prelude::*;

/// The event that tells of a version that waits.
pub const UPDATE: &str = "journey-equity:update";
/// The event that tells how far keeping the page has come.
pub const OFFLINE: &str = "journey-equity:offline";

#[wasm_bindgen]
extern "C" {
    /// `globalThis.journeyEquity`.
    type Host;

    #[wasm_bindgen(method, catch)]
    fn update(this: &Host) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    async fn page(this: &Host) -> Result<JsValue, JsValue>;
}

fn host() -> Option<Host> {
    let host = Reflect::get(&js_sys::global(), &"journeyEquity".into()).ok()?;
    (!host.is_undefined()).then(|| host.unchecked_into())
}

/// Changes to the version that waits, which loads the page anew.
pub fn update() {
    // Without a host nothing waits.
    let _ = host().map(|host| host.update());
}

/// Whether a new version waits.
pub fn update_waits() -> bool {
    note("data-update").is_some()
}

/// Whether the page is kept for use without a network: `ready`, `file` for the portable page, a sentence
/// why not, or nothing while it is being kept.
pub fn offline() -> Option<String> {
    note("data-offline")
}

/// Why this start is to leave the last plan and the address alone, if it is: several before it failed.
pub fn safe() -> Option<String> {
    note("data-safe")
}

fn note(name: &str) -> Option<String> {
    web_sys::window()?.document()?.document_element()?.get_attribute(name)
}

/// The portable page, as it was before the program changed it.
///
/// # Errors
/// A file of the page could not be had, or this page has no portable form.
pub async fn portable_page() -> Result<String, StorageError> {
    let host = host().ok_or_else(|| StorageError::Failed("this page has no portable form".to_owned()))?;
    let failed = |error: JsValue| {
        let message = Reflect::get(&error, &"message".into()).ok().and_then(|m| m.as_string());
        StorageError::Failed(message.unwrap_or_else(|| "a file of the page did not arrive".to_owned()))
    };
    host.page().await.map_err(failed)?.as_string().ok_or(StorageError::Unavailable)
}

/// The plan file that this page carries, with an attribute of its block by name: `copy`, `mode` or `saved`.
pub fn carried() -> Option<(String, impl Fn(&str) -> String)> {
    let block = space::carried()?;
    let text = block.text_content()?;
    Some((text, move |name: &str| block.get_attribute(&format!("data-{name}")).unwrap_or_default()))
}
