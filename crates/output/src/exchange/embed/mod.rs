//! Plans carried inside other files: a picture or a page ([`living`]) that can be opened again as the plan it was made from.
//!
//! Inside an SVG file the plan is its own JSON, in which the few signs that mean something to markup are written as
//! `\u003c` and the like. They occur in its strings only, so that the plan stays as it is, and nothing in it can end
//! the element around it. The plan file that comes out is trusted as little as any other.

mod png;

use super::living;
use journey_plan::limits::LARGEST_FILE;
use journey_plan::number::pen::Pen;
use std::borrow::Cow;
use thiserror::Error;

/// Largest file a plan is taken out of, in bytes: a plan and as much of a picture.
pub const LARGEST_CARRIER: usize = 2 * LARGEST_FILE;

/// Text before and after the plan in an SVG file.
const IN_SVG: [&str; 2] = [r#"<metadata><plan xmlns="urn:journey-equity:plan">"#, "</plan></metadata>"];
/// Beginning of an XML or HTML file, behind a byte order mark and blanks.
const MARKUP: &str = "<";

/// The most bytes that are read of a file called `name`.
pub fn largest(name: &str) -> usize {
    let name = name.to_ascii_lowercase();
    let carries = [".svg", ".png", ".html", ".htm"].iter().any(|end| name.ends_with(end));
    if carries { LARGEST_CARRIER } else { LARGEST_FILE }
}

/// Why no plan comes out of a file, or none goes in.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EmbedError {
    /// A file larger than [`LARGEST_CARRIER`].
    #[error("this file has {}, more than any picture or page with a plan inside", Pen::PLAIN.size(*size as f64))]
    TooLarge {
        /// Size of the file in bytes.
        size: usize,
    },
    /// A picture or page without a plan.
    #[error(
        "there is no plan inside this file; only what was exported with “Carry the plan inside” can be opened as a plan"
    )]
    NoPlan,
    /// A file that is broken off or altered.
    #[error("this file is damaged: {0}")]
    Damaged(&'static str),
    /// A PNG file whose texts another program has compressed.
    #[error("another program has compressed the plan inside this picture; open the picture as it was exported")]
    Compressed,
    /// A file that is no picture to put a plan into.
    #[error("this is not a picture that a plan can be put into")]
    NotAPicture,
}

/// Puts a plan file into an SVG file.
///
/// # Errors
/// [`EmbedError::NotAPicture`] when the text does not end as an SVG file does.
pub fn into_svg(svg: &str, plan_file: &str) -> Result<String, EmbedError> {
    let marks = svg.trim_end().strip_suffix("</svg>").ok_or(EmbedError::NotAPicture)?;
    let [opening, closing] = IN_SVG;
    Ok(format!("{marks}{opening}{}{closing}</svg>", inert_json(plan_file)))
}

/// Puts a plan file into a PNG file.
///
/// # Errors
/// [`EmbedError::NotAPicture`] for anything but a whole PNG file.
pub fn into_png(png: &[u8], plan_file: &str) -> Result<Vec<u8>, EmbedError> {
    png::insert(png, plan_file)
}

/// The plan file in a chosen file: the one it carries if it is a picture or a page, otherwise the file itself.
///
/// # Errors
/// A [`EmbedError`] that says why a picture or page holds none.
pub fn plan_file_in(bytes: &[u8]) -> Result<Cow<'_, [u8]>, EmbedError> {
    if bytes.len() > LARGEST_CARRIER {
        return Err(EmbedError::TooLarge { size: bytes.len() });
    }
    if png::is_one(bytes) {
        return png::plan_in(bytes).map(Cow::Borrowed);
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return Ok(bytes.into()) };
    if !text.trim_start_matches('\u{feff}').trim_start().starts_with(MARKUP) {
        return Ok(bytes.into());
    }
    if let Some(plan) = living::plan_in(text) {
        return Ok(plan.as_bytes().into());
    }
    let [opening, closing] = IN_SVG;
    let (_, rest) = text.split_once(opening).ok_or(EmbedError::NoPlan)?;
    let (plan, _) = rest.split_once(closing).ok_or(EmbedError::Damaged("the plan inside breaks off"))?;
    Ok(Cow::Owned(without_entities(plan).into_bytes()))
}

/// A JSON text without a sign that means something to markup, and without the two that XML cannot hold.
fn inert_json(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{fffe}' => out.push_str("\\ufffe"),
            '\u{ffff}' => out.push_str("\\uffff"),
            _ => out.push(c),
        }
    }
    out
}

/// Undoes what a program that saved the file again may have done to quotation marks: nothing of ours has an ampersand.
fn without_entities(text: &str) -> String {
    if text.contains('&') {
        text.replace("&quot;", "\"").replace("&apos;", "'").replace("&#39;", "'")
    } else {
        text.to_owned()
    }
}
