//! What the spread of the NPV goes back to, driver by driver.

use super::kit::canvas::{Canvas, Margins, Type, figure, picture};
use super::kit::ink::Ink;
use super::kit::metrics::text_width;
use super::kit::rows::{MOST, RowAxis};
use super::kit::runs;
use super::kit::types::{Chart, ChartContext, LegendEntry, TableTwin};
use journey_engine::simulation::{DriverShare, Uncertainty, write_driver};
use journey_plan::number::pen::Pen;
use plotters::style::text_anchor::{HPos, VPos};

const ID: &str = "variance-shares";
/// The smallest share that has a bar of its own.
const SMALLEST: f64 = 0.01;

/// One bar: the share of a driver, or of several together.
struct VarianceBar {
    name: String,
    share: f64,
    ink: Ink,
}

/// Draws the largest shares and all others as one; `None` where no driver moves the NPV.
pub fn variance_shares(uncertainty: &Uncertainty, frame: &ChartContext) -> Option<Chart> {
    let moving: Vec<&DriverShare> = uncertainty.shares.iter().filter(|s| s.share > 0.0).collect();
    let largest = *moving.first()?;
    let rows = rows(&moving);
    let title =
        format!("“{}” accounts for {} of the spread of the NPV", largest.driver.label, share(largest.share, frame));
    let subtitle = format!(
        "Share of each driver in the spread of the NPV, squared rank correlation, %; {}",
        runs::rests_on(uncertainty, frame)
    );
    let second = moving
        .get(1)
        .map_or_else(String::new, |s| format!(" Next comes “{}” with {}.", s.driver.label, share(s.share, frame)));
    let summary = format!("{title}.{second}");
    let mut legend = Vec::new();
    for (ink, text) in [(Ink::Gain, "more of it raises the NPV"), (Ink::BelowZero, "more of it lowers the NPV")] {
        if rows.iter().any(|row| row.ink == ink) {
            legend.push(LegendEntry::of(ink, text));
        }
    }
    let svg = draw(&rows, frame, &summary);
    Some(Chart { id: ID, title, subtitle, summary, legend, svg, table: table(uncertainty, frame) })
}

/// The largest shares one by one, as far as they can be told apart; the others together, where they are more than one.
fn rows(moving: &[&DriverShare]) -> Vec<VarianceBar> {
    let one = |s: &&DriverShare| VarianceBar {
        name: s.driver.label.clone(),
        share: s.share,
        ink: if s.correlation < 0.0 { Ink::BelowZero } else { Ink::Gain },
    };
    let visible = moving.iter().filter(|s| s.share >= SMALLEST).count();
    // One alone is no others.
    let shown = if moving.len() <= MOST.min(visible + 1) { moving.len() } else { visible.min(MOST - 1) };
    let (largest, rest) = moving.split_at(shown);
    let mut rows: Vec<VarianceBar> = largest.iter().map(one).collect();
    if !rest.is_empty() {
        let share = rest.iter().map(|s| s.share).sum();
        rows.push(VarianceBar {
            name: format!("{} others together", Pen::PLAIN.whole(rest.len())),
            share,
            ink: Ink::Axis,
        });
    }
    rows
}

fn share(share: f64, frame: &ChartContext) -> String {
    frame.pen.share(share, usize::from(share < 0.1))
}

fn draw(rows: &[VarianceBar], frame: &ChartContext, summary: &str) -> String {
    let layout = RowAxis::of(rows.iter().map(|row| row.name.as_str()), frame);
    let labels: Vec<String> = rows.iter().map(|row| share(row.share, frame)).collect();
    let widest = labels.iter().map(|l| text_width(l, 14.0)).fold(0.0, f64::max);
    let margins = Margins { top: 4, right: (widest + 12.0).ceil() as u32, bottom: 4, left: layout.left };
    let size = (frame.width, layout.height() + margins.top + margins.bottom);
    let largest = rows.iter().map(|row| row.share).fold(f64::MIN_POSITIVE, f64::max);
    picture(ID, summary, size, margins, 0.0..largest, layout.range(), |canvas| {
        canvas.line(vec![(0.0, layout.range().start), (0.0, 0.0)], Ink::Axis, 1.0);
        for (index, (row, text)) in rows.iter().zip(&labels).enumerate() {
            layout.bar(canvas, index, 0.0, row.share, row.ink);
            write_share(canvas, text, (row.share, layout.middle(index)));
        }
        layout.write_names(canvas, 0.0);
    })
}

fn write_share(canvas: &Canvas, text: &str, at: (f64, f64)) {
    let set = figure(HPos::Left, VPos::Center);
    canvas.text(text, at, (7.0, 0.0), Type { ink: Ink::Strong, ..set });
}

/// All drivers, also those that do not move the NPV, with the raw rank correlation.
fn table(uncertainty: &Uncertainty, frame: &ChartContext) -> TableTwin {
    let columns = ["Driver", "Share", "Rank correlation ρ", "Low", "High"].map(str::to_owned).to_vec();
    let row = |s: &DriverShare| {
        let end = |value| write_driver(value, s.driver.unit, frame.pen);
        vec![
            s.driver.label.clone(),
            frame.pen.share(s.share, 1),
            frame.pen.number(s.correlation, 3),
            end(s.driver.low),
            end(s.driver.high),
        ]
    };
    TableTwin { columns, rows: uncertainty.shares.iter().map(row).collect() }
}
