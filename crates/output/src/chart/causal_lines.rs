//! A figure of every year ahead at three causal shares, as lines that are named where they end: all of the effect
//! causal, the chosen share of it, none.

use super::kit::axis::Axis;
use super::kit::canvas::{Canvas, Margins, label, picture};
use super::kit::ink::Ink;
use super::kit::tenure;
use super::kit::types::{ChartContext, LegendEntry, TableTwin};
use super::kit::words::spread;
use super::kit::years::{is_labelled, year_name};
use journey_plan::order::sort_short;
use plotters::style::text_anchor::{HPos, VPos};

/// Height of a name with its value, in CSS pixels.
const LABEL: f64 = 31.0;
/// A causal share this close to 0 or 1 is none or all of it.
const SAME: f64 = 1e-9;

/// The line of one causal share.
pub(super) struct CausalLine {
    /// Name of the line: `all causal`.
    pub(super) name: String,
    pub(super) ink: Ink,
    /// Value of each year, in the unit of the axis.
    pub(super) values: Vec<f64>,
}

/// The lines of a chart and what they are drawn on.
pub(super) struct CausalLines {
    pub(super) id: &'static str,
    /// Calendar year of year 1; the lines start together in the year before.
    pub(super) first_year: i32,
    /// Common start of the lines, in the unit of the axis.
    pub(super) start: f64,
    pub(super) lines: Vec<CausalLine>,
    /// Lower and upper edge of the band around the chosen line.
    pub(super) band: Option<(Vec<f64>, Vec<f64>)>,
    pub(super) axis: Axis,
    /// Suffix of the values of the axis.
    pub(super) suffix: &'static str,
}

/// The three lines from values at κ = 1, the chosen one and 0; a chosen share that is all or nothing is drawn once.
pub(super) fn lines(causal_share: f64, [all, chosen, none]: [Vec<f64>; 3], frame: &ChartContext) -> Vec<CausalLine> {
    let name = format!("{} causal", frame.pen.share(causal_share, 0));
    let mut out = Vec::with_capacity(3);
    if causal_share < 1.0 - SAME {
        out.push(CausalLine { name: "all causal".to_owned(), ink: Ink::FullEffect, values: all });
    }
    out.push(CausalLine { name, ink: Ink::Curve, values: chosen });
    if causal_share > SAME {
        out.push(CausalLine { name: "none causal".to_owned(), ink: Ink::NoEffect, values: none });
    }
    out
}

impl CausalLines {
    fn years(&self) -> usize {
        self.lines.first().map_or(0, |line| line.values.len())
    }

    /// Draws the lines; `write` writes a value at the end of its line.
    pub(super) fn draw(&self, frame: &ChartContext, summary: &str, write: &dyn Fn(f64) -> String) -> String {
        let right = if frame.is_narrow() { 92 } else { 104 };
        let margins = Margins { top: 18, right, bottom: 28, left: 54 };
        let y = self.axis.padded(0.04, 0.08);
        let (floor, end) = (y.start, self.years() as f64);
        let plot = f64::from(frame.height() - margins.top - margins.bottom);
        let gap = LABEL * (y.end - y.start) / plot;
        let column = f64::from(frame.width.saturating_sub(margins.left + margins.right)) / end.max(1.0);
        picture(self.id, summary, (frame.width, frame.height()), margins, 0.0..end, y, |canvas| {
            if let Some((low, high)) = &self.band {
                let mut corners = self.points(low);
                corners.extend(self.points(high).into_iter().rev());
                canvas.area(corners, Ink::Band);
            }
            self.axis.draw(canvas, 0.0, end, frame.pen, self.suffix);
            for index in (0..=self.years()).filter(|i| is_labelled(*i, self.years() + 1, 42.0, column)) {
                let name = year_name(self.first_year + index as i32 - 1, frame);
                canvas.text(&name, (index as f64, floor), (0.0, 8.0), label(HPos::Center, VPos::Top));
            }
            for line in self.lines.iter().rev() {
                canvas.line(self.points(&line.values), line.ink, 2.2);
            }
            self.names(canvas, end, gap, write);
        })
    }

    /// Names each line and its last value, to its right and apart from the others.
    fn names(&self, canvas: &Canvas, end: f64, gap: f64, write: &dyn Fn(f64) -> String) {
        // Of lines that end together the first is named above the others.
        let mut lines: Vec<(&CausalLine, f64)> = self.lines.iter().rev().map(|l| (l, self.last(l))).collect();
        sort_short(&mut lines, |(_, last)| *last);
        // The lowest name keeps clear of the years under the plot.
        let lowest = self.axis.low + 0.6 * gap;
        let mut places: Vec<f64> = lines.iter().map(|(_, last)| last.max(lowest)).collect();
        spread(&mut places, gap, self.axis.high);
        for ((line, last), at) in lines.iter().zip(places) {
            canvas.text(&write(*last), (end, at), (8.0, -1.0), tenure::strong(HPos::Left, VPos::Bottom));
            canvas.text(&line.name, (end, at), (8.0, 1.0), label(HPos::Left, VPos::Top));
        }
    }

    fn last(&self, line: &CausalLine) -> f64 {
        line.values.last().copied().unwrap_or(self.start)
    }

    fn points(&self, values: &[f64]) -> Vec<(f64, f64)> {
        let ahead = values.iter().enumerate().map(|(i, v)| (i as f64 + 1.0, *v));
        std::iter::once((0.0, self.start)).chain(ahead).collect()
    }

    /// The keys of the lines and of the band.
    pub(super) fn legend(&self, band: &str) -> Vec<LegendEntry> {
        let mut keys: Vec<LegendEntry> =
            self.lines.iter().map(|line| LegendEntry::of(line.ink, line.name.clone())).collect();
        keys.extend(self.band.as_ref().map(|_| LegendEntry::of(Ink::Band, band)));
        keys
    }

    /// The lines and the band as a table; `what` heads the names, `write` writes a value.
    pub(super) fn table(&self, what: String, write: &dyn Fn(f64) -> String) -> TableTwin {
        let mut columns = vec![what];
        columns.extend((0..self.years()).map(|i| (self.first_year + i as i32).to_string()));
        let row = |name: &str, values: &[f64]| {
            std::iter::once(name.to_owned()).chain(values.iter().map(|v| write(*v))).collect()
        };
        let mut rows: Vec<Vec<String>> = self.lines.iter().map(|line| row(&line.name, &line.values)).collect();
        if let Some((low, high)) = &self.band {
            rows.extend([row("Band from", low), row("Band to", high)]);
        }
        TableTwin { columns, rows }
    }
}
