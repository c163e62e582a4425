//! Charts and the map as complete pictures for outside the app: slides, reports, the wall.
//!
//! A picture needs nothing but itself: its colours are those of the light theme, its background is white, its fonts are
//! ones that every system has, and title, legend and footer are drawn. Texts are escaped where all charts escape them.

mod drawing;
mod legend;
mod map;
mod marks;
mod palette;

pub use map::{MapOptions, map_picture};

use super::kit::backend::{SCALE, escape};
use super::kit::types::Chart;
use drawing::Drawing;
use journey_plan::Date;
use marks::{Face, Marks, TextAnchor};

/// White space around a picture, in CSS pixels.
const MARGIN: f64 = 24.0;
/// Narrowest text column of a picture.
const NARROWEST: f64 = 320.0;

const TITLE: Face = Face::serif(18.0, 24.0, "--ink").bold();
const SUBTITLE: Face = Face::sans(12.5, 18.0, "--ink-2");
const FOOTER: Face = Face::sans(11.0, 15.0, "--ink-3");

/// Texts at the foot of a picture.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Caption {
    /// Title of the plan.
    pub plan: String,
    /// Day on which the picture was made.
    pub date: Option<Date>,
    /// Remark such as `Confidential`; empty for nothing.
    pub footer: String,
}

impl Caption {
    /// Title of the plan and day, in one line.
    pub fn line(&self) -> String {
        let day = self.date.map(Date::in_words);
        let parts: Vec<String> =
            [Some(self.plan.clone()), day].into_iter().flatten().filter(|p| !p.is_empty()).collect();
        parts.join(" · ")
    }
}

/// A chart as an SVG file.
pub fn chart_picture(chart: &Chart, caption: &Caption) -> String {
    let drawing = Drawing::of(&chart.svg);
    let width = drawing.as_ref().map_or(NARROWEST, |d| d.width).max(NARROWEST);
    let mut marks = Marks { height: MARGIN, ..Marks::default() };
    marks.paragraph(&chart.title, MARGIN, width, TITLE);
    marks.paragraph(&chart.subtitle, MARGIN, width, SUBTITLE);
    if let Some(drawing) = &drawing {
        marks.gap(12.0);
        let at = (MARGIN, marks.height);
        marks.place(&drawing.marks, at, 1.0 / f64::from(SCALE));
        marks.gap(drawing.height + 10.0);
    }
    let legend = legend::legend(chart, width);
    let at = (MARGIN, marks.height);
    marks.place(&legend.svg, at, 1.0);
    marks.gap(legend.height);
    foot(&mut marks, width, caption);
    let patterns = drawing.as_ref().map_or("", |d| d.patterns);
    finish(&marks, width, patterns, [&chart.title, &chart.summary])
}

/// The line at the foot: plan and day at the left, the remark at the right; below each other where they do not fit.
fn foot(marks: &mut Marks, width: f64, caption: &Caption) {
    let left = caption.line();
    marks.gap(12.0);
    marks.line([MARGIN, marks.height, MARGIN + width, marks.height], 1.0, "", "--rule");
    marks.gap(6.0);
    let fits = FOOTER.width(&left) + FOOTER.width(&caption.footer) + 20.0 <= width;
    if fits && !caption.footer.is_empty() {
        let baseline = marks.height + 0.5 * FOOTER.leading + 0.35 * FOOTER.size;
        marks.line_of_text(&caption.footer, (MARGIN + width, baseline), TextAnchor::Right, FOOTER);
    }
    let before = marks.height;
    marks.paragraph(&left, MARGIN, width, FOOTER);
    if !fits {
        marks.paragraph(&caption.footer, MARGIN, width, FOOTER);
    }
    // An empty footer keeps its line.
    marks.height = marks.height.max(before + FOOTER.leading) + 16.0;
}

/// The whole document around `marks`, whose column is `width` wide, with its accessible title and summary.
fn finish(marks: &Marks, width: f64, patterns: &str, [title, summary]: [&str; 2]) -> String {
    let (width, height) = ((width + 2.0 * MARGIN).ceil(), marks.height.ceil());
    let (title, summary) = (escape(title), escape(summary));
    let sans = marks::SANS;
    let svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" font-family="{sans}"><title>{title}</title><desc>{summary}</desc><defs>{patterns}</defs><rect width="{width}" height="{height}" fill="var(--surface)"/>{}</svg>"#,
        marks.svg
    );
    palette::resolve(&svg)
}
