//! The keys of a chart, drawn: on the page they are HTML.

use super::marks::{Face, Marks};
use crate::chart::kit::backend::{SCALE, paint};
use crate::chart::kit::ink::Ink;
use crate::chart::kit::types::{Chart, LegendEntry};
use crate::chart::kit::words::flow;

const FACE: Face = Face::sans(12.5, 18.0, "--ink-2");
/// Space between two keys, and between a mark and its text.
const APART: f64 = 16.0;
const BEHIND: f64 = 6.0;

/// The keys of `chart` in rows of `width`; no height where there are none.
pub(super) fn legend(chart: &Chart, width: f64) -> Marks {
    let mut marks = Marks::default();
    let mut free = 0.0;
    for key in &chart.legend {
        let indent = key.ink.map_or(0.0, |ink| mark_width(ink) + BEHIND);
        let lines = flow(&key.text, width - indent, &|t| FACE.width(t));
        let own = indent + lines.iter().map(|line| FACE.width(line)).fold(0.0, f64::max);
        let begins_row = free <= 0.0 || free + own > width;
        if begins_row {
            free = 0.0;
            marks.gap(FACE.leading);
        }
        let row = marks.height - FACE.leading;
        draw(&mut marks, chart.id, key, (free, row), width - indent);
        // Nothing stands beside a text of several lines.
        free += if lines.len() > 1 { width } else { own } + APART;
    }
    marks
}

/// A key whose first line begins at a place; further lines make the legend higher.
fn draw(marks: &mut Marks, id: &str, key: &LegendEntry, (x, top): (f64, f64), width: f64) {
    let mut indent = 0.0;
    if let Some(ink) = key.ink {
        marks.place(&mark(id, ink), (x, top + 0.5 * FACE.leading - 5.0), 1.0 / f64::from(SCALE));
        indent = mark_width(ink) + BEHIND;
    }
    let before = marks.height;
    marks.height = top;
    marks.paragraph(&key.text, x + indent, width, FACE);
    marks.height = marks.height.max(before);
}

fn mark_width(ink: Ink) -> f64 {
    if ink.dash().is_some() || ink.is_tick() { 18.0 } else { 10.0 }
}

/// A small sample of an ink, 10 CSS pixels high, at [`SCALE`] times its size.
fn mark(id: &str, ink: Ink) -> String {
    let side = 10 * SCALE;
    if ink == Ink::Published {
        return format!(r#"<circle cx="{0}" cy="{0}" r="{1}" {2}/>"#, side / 2, 4 * SCALE, paint(id, ink));
    }
    if ink.dash().is_some() || ink.is_tick() {
        let dashes = ink.dash().map_or_else(String::new, |[on, off]| {
            format!(r#" stroke-dasharray="{} {}" stroke-linecap="round""#, on * SCALE, off * SCALE)
        });
        return format!(
            r#"<line x1="0" y1="{0}" x2="{1}" y2="{0}" stroke="var({2})" stroke-width="{3}"{dashes}/>"#,
            side / 2,
            18 * SCALE,
            ink.variable(),
            2 * SCALE
        );
    }
    format!(r#"<rect width="{side}" height="{side}" {}/>"#, paint(id, ink))
}
