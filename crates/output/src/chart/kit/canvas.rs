//! A drawing area with data coordinates, and the few marks the charts are made of.

use super::backend::{SCALE, SvgBackend, close, open};
use super::ink::Ink;
use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use std::ops::Range;

/// Space around the plot, in CSS pixels.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Margins {
    pub(crate) top: u32,
    pub(crate) right: u32,
    pub(crate) bottom: u32,
    pub(crate) left: u32,
}

/// Size, typeface, ink and anchor of a text.
#[derive(Clone, Copy)]
pub(crate) struct Type {
    pub(crate) size: f64,
    pub(crate) serif: bool,
    pub(crate) ink: Ink,
    pub(crate) at: (HPos, VPos),
}

/// A label in the quiet sans.
pub(crate) fn label(h: HPos, v: VPos) -> Type {
    Type { size: 12.0, serif: false, ink: Ink::Label, at: (h, v) }
}

/// A figure in the serif.
pub(crate) fn figure(h: HPos, v: VPos) -> Type {
    Type { size: 14.0, serif: true, ink: Ink::Strong, at: (h, v) }
}

type Plot<'a> = DrawingArea<SvgBackend<'a>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// The plot of a chart.
pub(crate) struct Canvas<'a> {
    plot: Plot<'a>,
}

/// Draws a picture of `size` CSS pixels: `draw` gets the plot inside `margins` with the data ranges `x` and `y`.
pub(crate) fn picture(
    id: &str,
    summary: &str,
    size: (u32, u32),
    margins: Margins,
    x: Range<f64>,
    y: Range<f64>,
    draw: impl FnOnce(&Canvas),
) -> String {
    let mut out = String::with_capacity(16 * 1024);
    open(&mut out, id, size, summary);
    {
        let root: DrawingArea<SvgBackend, Shift> = SvgBackend::new(&mut out, id, size).into_drawing_area();
        let m = [margins.top, margins.bottom, margins.left, margins.right].map(|m| m * SCALE);
        let area = root.margin(m[0], m[1], m[2], m[3]);
        let (columns, rows) = area.get_pixel_range();
        // Pixels count downwards, values upwards.
        let coordinates = Cartesian2d::<RangedCoordf64, RangedCoordf64>::new(x, y, (columns, rows.end..rows.start));
        draw(&Canvas { plot: area.apply_coord_spec(coordinates) });
    }
    close(&mut out);
    out
}

fn px(css: f64) -> u32 {
    (css * f64::from(SCALE)).round() as u32
}

fn stroke(ink: Ink, width: f64) -> ShapeStyle {
    ShapeStyle { color: ink.color(), filled: false, stroke_width: px(width) }
}

fn fill(ink: Ink) -> ShapeStyle {
    ShapeStyle { color: ink.color(), filled: true, stroke_width: 0 }
}

// The backend writes to memory and cannot fail, so the results of drawing say nothing.
impl Canvas<'_> {
    /// A filled bar between two corners.
    pub(crate) fn bar(&self, a: (f64, f64), b: (f64, f64), ink: Ink) {
        let _ = self.plot.draw(&Rectangle::new([a, b], fill(ink)));
    }

    /// A line through `points`.
    pub(crate) fn line(&self, points: Vec<(f64, f64)>, ink: Ink, width: f64) {
        let _ = self.plot.draw(&PathElement::new(points, stroke(ink, width)));
    }

    /// A filled area.
    pub(crate) fn area(&self, corners: Vec<(f64, f64)>, ink: Ink) {
        let _ = self.plot.draw(&Polygon::new(corners, fill(ink)));
    }

    /// A published point: a ring.
    pub(crate) fn ring(&self, at: (f64, f64)) {
        let _ = self.plot.draw(&Circle::new(at, px(4.5), fill(Ink::Published)));
    }

    /// A small dot.
    pub(crate) fn dot(&self, at: (f64, f64), ink: Ink) {
        let _ = self.plot.draw(&Circle::new(at, px(3.0), fill(ink)));
    }

    /// A disc of a radius in CSS pixels, with a rim that sets it off from what lies under it.
    pub(crate) fn disc(&self, at: (f64, f64), radius: f64, ink: Ink) {
        let _ = self.plot.draw(&Circle::new(at, px(radius + 1.0), fill(Ink::Strong)));
        let _ = self.plot.draw(&Circle::new(at, px(radius), fill(ink)));
    }

    /// A text at a point, moved by CSS pixels.
    pub(crate) fn text(&self, text: &str, at: (f64, f64), shift: (f64, f64), set: Type) {
        let (h, v) = set.at;
        let family = if set.serif { FontFamily::Serif } else { FontFamily::SansSerif };
        let size = set.size * f64::from(SCALE);
        let color = set.ink.color();
        let style = TextStyle::from((family, size).into_font()).color(&color).pos(Pos::new(h, v));
        let shift = ((shift.0 * f64::from(SCALE)) as i32, (shift.1 * f64::from(SCALE)) as i32);
        let _ = self.plot.draw(&(EmptyElement::at(at) + Text::new(text.to_owned(), shift, style)));
    }
}
