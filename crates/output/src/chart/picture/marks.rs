//! Marks of a picture that we lay out ourselves: texts that are broken where their column ends, bars, lines, dots.
//! Colours are CSS variables here; [`palette::resolve`](super::palette::resolve) replaces them at the end.

use crate::chart::kit::backend::escape;
use crate::chart::kit::metrics::text_width;
use crate::chart::kit::words::flow;
use std::fmt::Write;

/// Families of the metrics that texts are measured by. The program that opens a picture may have none of the page's
/// fonts.
pub(super) const SANS: &str = "Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif";
pub(super) const SERIF: &str = "Palatino, Palatino Linotype, Georgia, Liberation Serif, serif";

/// Room between a text and the remark behind it, in CSS pixels.
const BEFORE_REMARK: f64 = 8.0;

/// Typeface, size and colour of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Face {
    /// Size in CSS pixels.
    pub(super) size: f64,
    /// Height of a line in CSS pixels.
    pub(super) leading: f64,
    pub(super) is_bold: bool,
    pub(super) is_serif: bool,
    /// Name of the CSS variable that holds the text's colour.
    pub(super) ink: &'static str,
}

impl Face {
    /// The quiet sans.
    pub(super) const fn sans(size: f64, leading: f64, ink: &'static str) -> Self {
        Self { size, leading, is_bold: false, is_serif: false, ink }
    }

    /// The serif of headings and figures.
    pub(super) const fn serif(size: f64, leading: f64, ink: &'static str) -> Self {
        Self { is_serif: true, ..Self::sans(size, leading, ink) }
    }

    /// The bold form of this face.
    pub(super) const fn bold(self) -> Self {
        Self { is_bold: true, ..self }
    }

    /// Estimated width of `text` in CSS pixels.
    pub(super) fn width(self, text: &str) -> f64 {
        let wider = if self.is_bold { 1.08 } else { 1.0 } * if self.is_serif { 1.04 } else { 1.0 };
        text_width(text, self.size) * wider
    }

    fn attributes(self) -> String {
        let family = if self.is_serif { format!(r#" font-family="{SERIF}""#) } else { String::new() };
        let weight = if self.is_bold { r#" font-weight="600""# } else { "" };
        format!(r#"font-size="{}"{family}{weight} fill="var({})""#, self.size, self.ink)
    }
}

/// End of a text that stands at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextAnchor {
    Left,
    Right,
}

/// Marks and the height they take so far.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Marks {
    pub(super) svg: String,
    /// Height that the marks take so far, in CSS pixels.
    pub(super) height: f64,
}

// Writing to a String cannot fail.
impl Marks {
    /// Leaves an empty height below the marks.
    pub(super) fn gap(&mut self, height: f64) {
        self.height += height;
    }

    /// A text from `x` on, in as many lines of `width` as it needs, below what is there.
    pub(super) fn paragraph(&mut self, text: &str, x: f64, width: f64, face: Face) {
        self.lines(&flow(text, width, &|t| face.width(t)), x, face, None);
    }

    /// A text and a remark in another face: behind it where its last line has room, otherwise below it.
    pub(super) fn remarked(&mut self, [text, remark]: [&str; 2], x: f64, width: f64, [face, small]: [Face; 2]) {
        let lines = flow(text, width, &|t| face.width(t));
        let own = face.width(lines.last().map_or("", |line| line)) + BEFORE_REMARK + small.width(remark);
        if !lines.is_empty() && !remark.is_empty() && own <= width {
            self.lines(&lines, x, face, Some((remark, small)));
        } else {
            self.lines(&lines, x, face, None);
            self.paragraph(remark, x, width, small);
        }
    }

    fn lines(&mut self, lines: &[String], x: f64, face: Face, remark: Option<(&str, Face)>) {
        if lines.is_empty() {
            return;
        }
        let _ = write!(self.svg, "<text {}>", face.attributes());
        for line in lines {
            let y = self.height + 0.5 * face.leading + 0.35 * face.size;
            let _ = write!(self.svg, r#"<tspan x="{x:.1}" y="{y:.1}">{}</tspan>"#, escape(line));
            self.height += face.leading;
        }
        if let Some((remark, small)) = remark {
            // Where it begins is left to the renderer, who knows the width of the letters before.
            let _ = write!(self.svg, r#"<tspan dx="4" {}> {}</tspan>"#, small.attributes(), escape(remark));
        }
        self.svg.push_str("</text>");
    }

    /// One line of text whose baseline is at a place; it takes no room.
    pub(super) fn line_of_text(&mut self, text: &str, (x, y): (f64, f64), end: TextAnchor, face: Face) {
        let anchor = if end == TextAnchor::Right { r#" text-anchor="end""# } else { "" };
        let _ =
            write!(self.svg, r#"<text x="{x:.1}" y="{y:.1}"{anchor} {}>{}</text>"#, face.attributes(), escape(text));
    }

    /// A filled rectangle: x, y, width, height; round at the corners by `radius`.
    pub(super) fn rectangle(&mut self, [x, y, width, height]: [f64; 4], radius: f64, ink: &str) {
        let round = if radius > 0.0 { format!(r#" rx="{radius}""#) } else { String::new() };
        let _ = write!(
            self.svg,
            r#"<rect x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}"{round} fill="var({ink})"/>"#
        );
    }

    /// A rectangle that is not filled.
    pub(super) fn frame(&mut self, [x, y, width, height]: [f64; 4], radius: f64, ink: &str) {
        let _ = write!(
            self.svg,
            r#"<rect x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}" rx="{radius}" fill="none" stroke="var({ink})"/>"#
        );
    }

    /// A line; `dash` is what SVG calls a dash array, empty for a solid line.
    pub(super) fn line(&mut self, [x1, y1, x2, y2]: [f64; 4], width: f64, dash: &str, ink: &str) {
        let dash = if dash.is_empty() { String::new() } else { format!(r#" stroke-dasharray="{dash}""#) };
        let _ = write!(
            self.svg,
            r#"<line x1="{x1:.1}" y1="{y1:.1}" x2="{x2:.1}" y2="{y2:.1}" stroke="var({ink})" stroke-width="{width}"{dash}/>"#
        );
    }

    /// A dot.
    pub(super) fn dot(&mut self, (x, y): (f64, f64), radius: f64, ink: &str) {
        let _ = write!(self.svg, r#"<circle cx="{x:.1}" cy="{y:.1}" r="{radius}" fill="var({ink})"/>"#);
    }

    /// Other marks at a place, `scale` times their size.
    pub(super) fn place(&mut self, marks: &str, (x, y): (f64, f64), scale: f64) {
        if marks.is_empty() {
            return;
        }
        let scale = if scale < 1.0 { format!(" scale({scale})") } else { String::new() };
        let _ = write!(self.svg, r#"<g transform="translate({x:.1} {y:.1}){scale}">{marks}</g>"#);
    }
}
