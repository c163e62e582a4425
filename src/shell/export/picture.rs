//! From SVG to pixels: the browser draws the picture into a canvas that is never shown.

use journey_output::exchange::embed;
use journey_plan::number::pen::Pen;
use js_sys::{Array, Function, Promise, Uint8Array};
use leptos::prelude::*;
use thiserror::Error;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement};

/// Pixels per CSS pixel, so that text is sharp on a slide.
const FACTOR: f64 = 2.0;
/// Longest side of a canvas that browsers draw.
const LONGEST: f64 = 16_384.0;
/// Largest areas of a canvas that are tried, in pixels: what a desktop bears easily, and what every browser does.
const AREAS: [f64; 2] = [67_108_864.0, 16_777_216.0];

/// Why there are no pixels.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PictureError {
    /// The browser could not read the picture.
    #[error("the browser could not draw the picture")]
    NotDrawn,
    /// No canvas was possible.
    #[error("the picture is too large for this browser; the SVG file has no such limit")]
    TooLarge,
    /// The plan could not be put into the picture.
    #[error("the plan could not be put into the picture: {0}")]
    NotCarried(String),
}

/// A drawn picture.
pub struct Png {
    /// The PNG file.
    pub blob: Blob,
    /// Pixels per CSS pixel.
    factor: f64,
}

impl Png {
    /// What to say of a picture that had to be coarser than usual; empty otherwise.
    pub fn remark(&self) -> String {
        if self.factor < FACTOR - 0.01 {
            let share = Pen::PLAIN.share(self.factor / FACTOR, 0);
            format!(", at {share} of the usual size, because browsers limit pictures; the SVG file is always sharp")
        } else {
            String::new()
        }
    }
}

/// Draws an SVG file at [`FACTOR`] times its size, or as close to it as the browser can.
///
/// # Errors
/// A [`PictureError`] with a sentence.
pub async fn draw(svg: &str) -> Result<Png, PictureError> {
    let image = HtmlImageElement::new().map_err(|_| PictureError::NotDrawn)?;
    // A data address and not a blob: to a page from a folder a blob belongs to somebody else.
    image.set_src(&format!("data:image/svg+xml;charset=utf-8,{}", js_sys::encode_uri_component(svg)));
    JsFuture::from(image.decode()).await.map_err(|_| PictureError::NotDrawn)?;
    let (width, height) = (f64::from(image.natural_width()), f64::from(image.natural_height()));
    if width < 1.0 || height < 1.0 {
        return Err(PictureError::NotDrawn);
    }
    for area in AREAS {
        let factor = FACTOR.min(LONGEST / width.max(height)).min((area / (width * height)).sqrt());
        if let Some(blob) = pixels(&image, width * factor, height * factor).await {
            return Ok(Png { blob, factor });
        }
    }
    Err(PictureError::TooLarge)
}

/// The picture in so many pixels; nothing where the browser has no canvas of that size.
async fn pixels(image: &HtmlImageElement, width: f64, height: f64) -> Option<Blob> {
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width.round() as u32);
    canvas.set_height(height.round() as u32);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context.draw_image_with_html_image_element_and_dw_and_dh(image, 0.0, 0.0, width.round(), height.round()).ok()?;
    let promise = Promise::new(&mut |resolve: Function, reject: Function| {
        if canvas.to_blob(&resolve).is_err() {
            let _ = reject.call0(&JsValue::NULL);
        }
    });
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

/// The PNG file `png` with a plan file in it.
///
/// # Errors
/// A [`PictureError`] with a sentence.
pub async fn with_plan(png: &Blob, plan_file: &str) -> Result<Blob, PictureError> {
    let refused = |_| PictureError::NotDrawn;
    let bytes = Uint8Array::new(&JsFuture::from(png.array_buffer()).await.map_err(refused)?).to_vec();
    let carrier = embed::into_png(&bytes, plan_file).map_err(|error| PictureError::NotCarried(error.to_string()))?;
    let options = BlobPropertyBag::new();
    options.set_type("image/png");
    let parts = Array::of1(&Uint8Array::from(&carrier[..]));
    Blob::new_with_u8_array_sequence_and_options(&parts, &options).map_err(refused)
}
