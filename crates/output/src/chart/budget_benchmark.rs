//! The plan's budget beside the two groups of the Gleanster–Act-On survey.

use super::kit::canvas::{Canvas, Margins, Type, figure, label, picture};
use super::kit::ink::Ink;
use super::kit::metrics::text_width;
use super::kit::types::{Chart, ChartContext, LegendEntry, TableTwin};
use journey_engine::model::budget_gap::{AVERAGE_PERFORMERS, TOP_PERFORMERS};
use journey_engine::projection::BudgetSplit;
use journey_engine::registry::BudgetFigure;
use plotters::style::text_anchor::{HPos, VPos};

const ID: &str = "budget-benchmark";
const KEPT: &str = "Retention and expansion";
const WON: &str = "Acquisition";
/// Half the height of a bar, in rows.
const HALF: f64 = 0.24;
/// Height of a row in CSS pixels.
const ROW: u32 = 72;

/// One bar: the budget of the plan or of a group of the survey.
struct BenchmarkBar {
    name: &'static str,
    /// Share of the budget that goes to retention and expansion.
    kept: f64,
    /// Money that would have to move from acquisition, in currency a year; negative above the benchmark.
    would_move: Option<f64>,
}

/// Draws the chart.
pub fn budget_benchmark(split: &BudgetSplit, frame: &ChartContext) -> Chart {
    let own = split.retention_and_expansion_share();
    let gap = &split.gap;
    let rows = [
        BenchmarkBar { name: "This plan", kept: own, would_move: None },
        BenchmarkBar { name: "Average firm", kept: AVERAGE_PERFORMERS, would_move: Some(gap.move_to_average) },
        BenchmarkBar { name: "Top performers", kept: TOP_PERFORMERS, would_move: Some(gap.move_to_top) },
    ];
    let title = title(own, frame);
    let total = frame.pen.money(split.total());
    let grade = BudgetFigure::Share.entry().grade.letter();
    let subtitle = format!(
        "Share of the journey’s budget, {total} a year, beside the summary of a survey of 750 B2B firms (Gleanster and \
         Act-On, 2015; grade {grade}): not a target"
    );
    let write = |share| written(share, frame);
    let summary = format!(
        "{title}. Retention and expansion get {} in this plan, {} at average firms and {} at top performers.",
        write(own),
        write(AVERAGE_PERFORMERS),
        write(TOP_PERFORMERS)
    );
    let svg = draw(&rows, frame, &summary);
    let keys = [LegendEntry::of(Ink::Existing, KEPT.to_lowercase()), LegendEntry::of(Ink::New, WON.to_lowercase())];
    let legend = if is_named(frame) { Vec::new() } else { keys.to_vec() };
    Chart { id: ID, svg, title, subtitle, summary, legend, table: table(&rows, frame) }
}

/// The message: how many points the plan lies from the nearer benchmark it has not reached, or above both.
fn title(own: f64, frame: &ChartContext) -> String {
    let points = |gap: f64| {
        let rounded = (100.0 * gap.abs() * 10.0).round() / 10.0;
        let text = frame.pen.number(rounded, usize::from(rounded.fract() > 0.0));
        format!("{text} {}", if (rounded - 1.0).abs() < 1e-9 { "point" } else { "points" })
    };
    let is_at = |benchmark: f64| (own - benchmark).abs() < 0.0005;
    let beside = if is_at(AVERAGE_PERFORMERS) {
        "as at the average firm".to_owned()
    } else if own < AVERAGE_PERFORMERS {
        format!("{} below the average firm", points(own - AVERAGE_PERFORMERS))
    } else if is_at(TOP_PERFORMERS) {
        "as at top performers".to_owned()
    } else if own < TOP_PERFORMERS {
        format!("above the average firm, {} below top performers", points(own - TOP_PERFORMERS))
    } else {
        format!("{} above top performers", points(own - TOP_PERFORMERS))
    };
    format!("{KEPT} get {} of the budget, {beside}", written(own, frame))
}

/// A share with a decimal where it is not whole.
fn written(share: f64, frame: &ChartContext) -> String {
    let is_whole = (100.0 * share - (100.0 * share).round()).abs() < 0.05;
    frame.pen.share(share, usize::from(!is_whole))
}

fn draw(rows: &[BenchmarkBar], frame: &ChartContext, summary: &str) -> String {
    let margins = Margins { top: 28, right: 2, bottom: 4, left: 2 };
    let size = (frame.width, ROW * rows.len() as u32 + margins.top + margins.bottom);
    let unit = f64::from(frame.width.saturating_sub(margins.left + margins.right));
    // Rows count downwards.
    picture(ID, summary, size, margins, 0.0..1.0, -(rows.len() as f64)..0.0, |canvas| {
        for (index, row) in rows.iter().enumerate() {
            let middle = -(index as f64) - 0.58;
            let own = row.would_move.is_none();
            let ink = if own { Ink::Strong } else { Ink::Label };
            canvas.text(row.name, (0.0, middle + HALF), (0.0, -4.0), Type { ink, ..label(HPos::Left, VPos::Bottom) });
            if let Some(value) = row.would_move {
                let note = moved(value, frame);
                canvas.text(&note, (1.0, middle + HALF), (0.0, -4.0), label(HPos::Right, VPos::Bottom));
            }
            draw_row(canvas, row, middle, unit, frame);
        }
        if is_named(frame) {
            names(canvas);
        }
    })
}

/// The two parts of one bar, each with its share where it fits.
fn draw_row(canvas: &Canvas, row: &BenchmarkBar, middle: f64, unit: f64, frame: &ChartContext) {
    for (from, to, ink) in [(0.0, row.kept, Ink::Existing), (row.kept, 1.0, Ink::New)] {
        if to - from <= 0.0 {
            continue;
        }
        canvas.bar((from, middle - HALF), (to, middle + HALF), ink);
        let text = written(to - from, frame);
        if (to - from) * unit > text_width(&text, 14.0) + 16.0 {
            // Light on the bar, as on a button.
            let at = if ink == Ink::Existing { (from, 8.0, HPos::Left) } else { (to, -8.0, HPos::Right) };
            let set = Type { ink: Ink::Published, ..figure(at.2, VPos::Center) };
            canvas.text(&text, (at.0, middle), (at.1, 0.0), set);
        }
    }
    if row.kept > 0.0 && row.kept < 1.0 {
        canvas.line(vec![(row.kept, middle - HALF), (row.kept, middle + HALF)], Ink::Published, 2.0);
    }
}

/// Whether the names of the two parts fit above the bars; a legend has them otherwise.
fn is_named(frame: &ChartContext) -> bool {
    text_width(KEPT, 12.0) + text_width(WON, 12.0) + 24.0 <= f64::from(frame.width)
}

/// Names of the two parts, above the bars in their ink.
fn names(canvas: &Canvas) {
    for (name, x, side, ink) in [(KEPT, 0.0, HPos::Left, Ink::Existing), (WON, 1.0, HPos::Right, Ink::New)] {
        canvas.text(name, (x, 0.0), (0.0, -14.0), Type { ink, ..label(side, VPos::Center) });
    }
}

/// The money that would have to move, in words.
fn moved(value: f64, frame: &ChartContext) -> String {
    let money = frame.pen.money(value.abs());
    match value {
        v if v >= 0.5 => format!("{money} a year would have to move"),
        v if v > -0.5 => "nothing would have to move".to_owned(),
        _ => format!("this plan is above, by {money} a year"),
    }
}

fn table(rows: &[BenchmarkBar], frame: &ChartContext) -> TableTwin {
    let columns = ["Share of the budget", WON, KEPT, "From acquisition to the others"].map(str::to_owned).to_vec();
    let row = |row: &BenchmarkBar| {
        let note = row.would_move.map_or_else(|| "–".to_owned(), |value| moved(value, frame));
        vec![row.name.to_owned(), written(1.0 - row.kept, frame), written(row.kept, frame), note]
    };
    TableTwin { columns, rows: rows.iter().map(row).collect() }
}
