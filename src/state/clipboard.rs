//! Writing to the clipboard without a key press that the browser recognises as copying.

use super::tasks::page_task;
use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Puts `text` on the clipboard; `done`, which touches only what lives as long as the page, hears whether the browser let
/// it.
pub fn write(text: &str, done: impl Fn(bool) + 'static) {
    // Pages opened from a file have no clipboard object in some browsers.
    let clipboard =
        js_sys::Reflect::get(&window().navigator(), &"clipboard".into()).ok().filter(wasm_bindgen::JsValue::is_object);
    let Some(_) = clipboard else { return done(false) };
    let promise = window().navigator().clipboard().write_text(text);
    page_task(async move { done(JsFuture::from(promise).await.is_ok()) });
}
