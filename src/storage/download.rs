//! Files out of the page and into it.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Url};

/// Offers `text` as a download called `name`.
///
/// # Errors
/// The browser's refusal.
pub fn save_file(name: &str, text: &str, media_type: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    save_blob(name, &Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options)?)
}

/// Offers `blob` as a download called `name`.
///
/// # Errors
/// The browser's refusal.
pub fn save_blob(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
    let document = web_sys::window().and_then(|w| w.document()).ok_or(JsValue::NULL)?;
    let link: HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&url)
}

/// Offers `bytes` as a download called `name`.
///
/// # Errors
/// The browser's refusal.
pub fn save_bytes(name: &str, bytes: &[u8], media_type: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let bytes = Uint8Array::from(bytes);
    save_blob(name, &Blob::new_with_u8_array_sequence_and_options(&Array::of1(&bytes), &options)?)
}

/// Reads a chosen file whole; `None` when it is larger than `limit` bytes.
///
/// # Errors
/// The browser's refusal.
pub async fn read_file(file: &File, limit: usize) -> Result<Option<Vec<u8>>, JsValue> {
    if file.size() > limit as f64 {
        return Ok(None);
    }
    let buffer = JsFuture::from(file.array_buffer()).await?;
    Ok(Some(Uint8Array::new(&buffer).to_vec()))
}

/// Reads a piece of a file or a text: the bytes between two positions.
///
/// # Errors
/// The browser's refusal.
pub async fn read_slice(source: &Blob, from: f64, to: f64) -> Result<Vec<u8>, JsValue> {
    let buffer = JsFuture::from(source.slice_with_f64_and_f64(from, to)?.array_buffer()).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// A text as a source of pieces.
///
/// # Errors
/// The browser's refusal.
pub fn text_source(text: &str) -> Result<Blob, JsValue> {
    Blob::new_with_str_sequence(&Array::of1(&text.into()))
}
