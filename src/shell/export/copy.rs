//! A picture on the clipboard.

use super::picture;
use crate::state::order::Picture;
use crate::state::view::Dialog;
use crate::state::workspace::Workspace;
use js_sys::{Array, Object, Promise, Reflect};
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::ClipboardItem;

/// Copies `picture`, and says so; where the browser refuses, a dialog offers the file instead.
pub fn copy(workspace: Workspace, picture: Picture) {
    // Some browsers only listen while the click is being handled: the promise goes to them before the picture is drawn.
    let written = write(&picture.svg);
    workspace.life().run(async move {
        let is_copied = match written {
            Some(promise) => JsFuture::from(promise).await.is_ok(),
            None => false,
        };
        if is_copied {
            workspace.view.say("Copied the picture.");
        } else {
            workspace.view.dialog.set(Some(Dialog::NotCopied(picture)));
        }
    });
}

/// Hands the picture to the clipboard; nothing where the browser has none for pictures.
fn write(svg: &Arc<str>) -> Option<Promise> {
    let clipboard = Reflect::get(&window().navigator(), &"clipboard".into()).ok().filter(JsValue::is_object)?;
    let can_hold = Reflect::has(&js_sys::global(), &"ClipboardItem".into()).is_ok_and(|known| known);
    if !can_hold || !Reflect::has(&clipboard, &"write".into()).is_ok_and(|known| known) {
        return None;
    }
    let svg = Arc::clone(svg);
    let png = future_to_promise(async move {
        let png = picture::draw(&svg).await.map_err(|error| JsValue::from(error.to_string()))?;
        Ok(png.blob.into())
    });
    let items = Object::new();
    Reflect::set(&items, &"image/png".into(), &png).ok()?;
    let item = ClipboardItem::new_with_record_from_str_to_blob_promise(&items).ok()?;
    Some(window().navigator().clipboard().write(&Array::of1(&item)))
}
