//! A plotters backend that writes SVG with CSS variables instead of colours.
//!
//! Coordinates are integers, so everything is drawn at [`SCALE`] times its size into a view box enlarged by [`SCALE`]
//! as well. All text is escaped in [`escape`], and nowhere else.

use super::ink::Ink;
use super::metrics::text_width;
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontFamily, FontStyle,
};
use std::convert::Infallible;
use std::fmt::Write;

/// Drawing units per CSS pixel.
pub(crate) const SCALE: u32 = 4;

/// Suffix of the name of a pattern of level lines.
const LINED: &str = "-lined";

type DrawResult = Result<(), DrawingErrorKind<Infallible>>;

/// Writes the picture into a string; `id` keeps the hatches of several charts on a page apart.
pub(crate) struct SvgBackend<'a> {
    out: &'a mut String,
    id: &'a str,
    size: (u32, u32),
}

impl<'a> SvgBackend<'a> {
    pub(crate) fn new(out: &'a mut String, id: &'a str, size: (u32, u32)) -> Self {
        Self { out, id, size: (size.0 * SCALE, size.1 * SCALE) }
    }

    #[allow(clippy::unnecessary_wraps)] // the trait's methods return it as it is
    fn put(&mut self, text: std::fmt::Arguments<'_>) -> DrawResult {
        // Writing to a String cannot fail.
        let _ = self.out.write_fmt(text);
        Ok(())
    }

    fn filled(&self, color: BackendColor) -> String {
        paint(self.id, Ink::of(color))
    }
}

/// Fill and stroke of a filled mark in the picture `id`.
pub(crate) fn paint(id: &str, ink: Ink) -> String {
    match ink {
        Ink::Published => {
            format!(r#"fill="var(--surface)" stroke="var(--ink)" stroke-width="{}""#, 2 * SCALE)
        }
        _ if ink.is_hatched() || ink.is_lined() => format!(
            r#"fill="url(#{id}-{}{})" stroke="var({})" stroke-width="{SCALE}""#,
            &ink.variable()[2..],
            if ink.is_lined() { LINED } else { "" },
            ink.variable()
        ),
        _ => format!(r#"fill="var({})""#, ink.variable()),
    }
}

/// Opens the picture: view box, name and the patterns it may use.
pub(crate) fn open(out: &mut String, id: &str, size: (u32, u32), summary: &str) {
    let (width, height) = (size.0 * SCALE, size.1 * SCALE);
    let _ = write!(
        out,
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-label="{}"><defs>"#,
        escape(summary)
    );
    for variable in ["series-1", "series-2", "series-3", "series-4", "total", "loss"] {
        let _ = write!(
            out,
            r#"<pattern id="{id}-{variable}" width="24" height="24" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="24" height="24" fill="var(--surface)"/><rect width="10" height="24" fill="var(--{variable})"/></pattern>"#
        );
    }
    let _ = write!(
        out,
        r#"<pattern id="{id}-loss{LINED}" width="24" height="20" patternUnits="userSpaceOnUse"><rect width="24" height="20" fill="var(--surface)"/><rect width="24" height="8" fill="var(--loss)"/></pattern>"#
    );
    out.push_str("</defs>");
}

/// Closes the picture.
pub(crate) fn close(out: &mut String) {
    out.push_str("</svg>");
}

/// Makes `text` safe inside an element or a quoted attribute, and drops what XML cannot hold.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(c),
        }
    }
    out
}

impl DrawingBackend for SvgBackend<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> DrawResult {
        Ok(())
    }

    fn present(&mut self) -> DrawResult {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> DrawResult {
        let fill = self.filled(color);
        self.put(format_args!(r#"<rect x="{x}" y="{y}" width="1" height="1" {fill}/>"#))
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> DrawResult {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(&mut self, a: BackendCoord, b: BackendCoord, style: &S, fill: bool) -> DrawResult {
        if !fill {
            return self.draw_path([a, (b.0, a.1), b, (a.0, b.1), a], style);
        }
        let (x, y) = (a.0.min(b.0), a.1.min(b.1));
        let (width, height) = ((a.0 - b.0).abs(), (a.1 - b.1).abs());
        let fill = self.filled(style.color());
        self.put(format_args!(r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" {fill}/>"#))
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> DrawResult {
        let ink = Ink::of(style.color());
        let mut points = String::new();
        for (x, y) in path {
            let _ = write!(points, "{x},{y} ");
        }
        let dash = ink.dash().map_or_else(String::new, |[on, off]| {
            format!(r#" stroke-dasharray="{} {}" stroke-linecap="round""#, on * SCALE, off * SCALE)
        });
        self.put(format_args!(
            r#"<polyline points="{}" fill="none" stroke="var({})" stroke-width="{}" stroke-linejoin="round"{dash}/>"#,
            points.trim_end(),
            ink.variable(),
            style.stroke_width()
        ))
    }

    fn draw_circle<S: BackendStyle>(&mut self, (x, y): BackendCoord, radius: u32, style: &S, _: bool) -> DrawResult {
        let fill = self.filled(style.color());
        self.put(format_args!(r#"<circle cx="{x}" cy="{y}" r="{radius}" {fill}/>"#))
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> DrawResult {
        let mut points = String::new();
        for (x, y) in corners {
            let _ = write!(points, "{x},{y} ");
        }
        let fill = self.filled(style.color());
        self.put(format_args!(r#"<polygon points="{}" {fill}/>"#, points.trim_end()))
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> DrawResult {
        let anchor = match style.anchor().h_pos {
            HPos::Left => "start",
            HPos::Center => "middle",
            HPos::Right => "end",
        };
        let size = style.size();
        // Where the baseline is, measured from the anchor, for fonts with usual proportions.
        let baseline = match style.anchor().v_pos {
            VPos::Top => 0.78,
            VPos::Center => 0.34,
            VPos::Bottom => -0.22,
        };
        let y = f64::from(y) + baseline * size;
        let class = match (style.family(), style.style()) {
            (FontFamily::Serif, _) => "figure",
            (_, FontStyle::Bold) => "strong",
            _ => "label",
        };
        let ink = Ink::of(style.color());
        self.put(format_args!(
            r#"<text class="{class}" x="{x}" y="{y:.0}" font-size="{size}" text-anchor="{anchor}" fill="var({})">{}</text>"#,
            ink.variable(),
            escape(text)
        ))
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        Ok((text_width(text, style.size()).ceil() as u32, style.size().ceil() as u32))
    }
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn hostile_text_becomes_inert() {
        assert_eq!(escape(r#"</text><script>"x"&'"#), "&lt;/text&gt;&lt;script&gt;&quot;x&quot;&amp;&#39;");
        assert_eq!(escape("a\u{0}b\u{1f}c"), "abc");
    }
}
