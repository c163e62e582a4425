//! A chart's drawing taken out of its page: without classes, with its halos, ready to be placed into a picture.

use super::marks::SERIF;
use crate::chart::kit::backend::SCALE;
use std::fmt::Write;

/// The parts of a drawing.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Drawing<'a> {
    /// Width of the drawing in CSS pixels.
    pub(super) width: f64,
    /// Height of the drawing in CSS pixels.
    pub(super) height: f64,
    /// Patterns that the drawing may use, as SVG.
    pub(super) patterns: &'a str,
    /// Marks of the drawing, at [`SCALE`] times their size.
    pub(super) marks: String,
}

impl<'a> Drawing<'a> {
    /// The parts of a picture that [`backend`](crate::chart::kit::backend) wrote; `None` for any other text.
    pub(super) fn of(svg: &'a str) -> Option<Self> {
        let (opening, rest) = svg.split_once("<defs>")?;
        let (patterns, marks) = rest.split_once("</defs>")?;
        let (_, sides) = opening.split_once(r#"viewBox="0 0 "#)?;
        let (width, height) = sides.split('"').next()?.split_once(' ')?;
        let side = |text: &str| Some(text.parse::<f64>().ok()? / f64::from(SCALE));
        let marks = with_halos(marks.strip_suffix("</svg>")?);
        Some(Self { width: side(width)?, height: side(height)?, patterns, marks })
    }
}

/// Puts every text on a halo, as style/charts.css does. The halo is a text of its own below the other, because many
/// programs for slides do not know `paint-order` and would paint it over the letters.
fn with_halos(marks: &str) -> String {
    let mut texts = marks.split(r#"<text class=""#);
    let mut out = String::with_capacity(2 * marks.len());
    out.extend(texts.next());
    for text in texts {
        let Some((class, text)) = text.split_once('"') else { continue };
        let Some((text, after)) = text.split_once("</text>") else { continue };
        let family = if class == "figure" { format!(r#" font-family="{SERIF}""#) } else { String::new() };
        // Light letters stand on a dark mark. Writing to a String cannot fail.
        if !text.contains(r#"fill="var(--surface)">"#) {
            let halo = format!(r#"stroke="var(--surface)" stroke-width="{}" stroke-linejoin="round""#, 3 * SCALE);
            let _ = write!(out, r#"<text aria-hidden="true" {halo}{family}{text}</text>"#);
        }
        let _ = write!(out, "<text{family}{text}</text>{after}");
    }
    out
}
