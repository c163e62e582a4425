//! The NPV with one driver at a time at the ends of its range, widest first.

use super::kit::axis::{Axis, MoneyUnit};
use super::kit::canvas::{Canvas, Margins, Type, label, picture};
use super::kit::ink::Ink;
use super::kit::metrics::text_width;
use super::kit::rows::{MOST, RowAxis};
use super::kit::types::{Chart, ChartContext, LegendEntry, TableTwin};
use journey_engine::simulation::{RangedDriver, TornadoBar, Uncertainty, write_driver};
use journey_plan::Shape;
use journey_plan::number::pen::Pen;
use plotters::style::text_anchor::{HPos, VPos};

const ID: &str = "tornado";
/// Space between the end of a bar and the text at it, in CSS pixels.
const GAP: f64 = 6.0;

/// Draws the widest bars; `None` where no driver moves the NPV.
pub fn tornado(uncertainty: &Uncertainty, frame: &ChartContext) -> Option<Chart> {
    let moving: Vec<&TornadoBar> = uncertainty.tornado.iter().filter(|b| b.width() > 0.0).collect();
    let shown = moving.get(..moving.len().min(MOST))?;
    let widest = *shown.first()?;
    let likely = uncertainty.likely;
    let unit = MoneyUnit::for_values(shown.iter().flat_map(|b| [b.at_low, b.at_high]).chain([likely]));
    let money = |value| frame.pen.money(value);
    let title = format!(
        "“{}” moves the NPV most, from {} to {}",
        widest.driver.label,
        money(widest.at_low.min(widest.at_high)),
        money(widest.at_low.max(widest.at_high))
    );
    let subtitle = format!(
        "NPV, {}, one driver at a time from its low to its high, the others likely{}",
        unit.label(frame.pen),
        next_fact(uncertainty)
    );
    let left_out = moving.len() - shown.len();
    let summary = format!("{title}. With everything at its likely value it is {}.{}", money(likely), rest(left_out));
    let mut legend = vec![LegendEntry::of(Ink::Loss, "below the likely NPV"), LegendEntry::of(Ink::Gain, "above it")];
    if left_out > 0 {
        legend.push(LegendEntry { ink: None, text: rest(left_out).trim().to_owned() });
    }
    let svg = draw(shown, likely, unit, frame, &summary);
    Some(Chart { id: ID, title, subtitle, summary, legend, svg, table: table(uncertainty, unit, frame) })
}

fn rest(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => " 1 more driver moves it less.".to_owned(),
        _ => format!(" {} more drivers move it less.", Pen::PLAIN.whole(count)),
    }
}

/// The cheapest fact to find next, where a search for one was made.
fn next_fact(uncertainty: &Uncertainty) -> String {
    uncertainty.cheapest.as_ref().map_or_else(String::new, |fact| {
        format!("; cheapest fact to find next: {} ({})", fact.driver.label, fact.better.label().to_ascii_lowercase())
    })
}

/// Text of the input at an end of its range.
fn input(driver: &RangedDriver, value: f64, frame: &ChartContext) -> String {
    write_driver(value, driver.unit, frame.pen)
}

/// A bar as it is drawn, around the likely NPV.
struct TornadoSpan {
    low: f64,
    high: f64,
    /// Texts at the left and the right end of the bar.
    ends: [String; 2],
    /// Position of the nearer end if both ends are on one side of the likely NPV.
    notch: Option<f64>,
}

fn span(bar: &TornadoBar, likely: f64, unit: MoneyUnit, frame: &ChartContext) -> TornadoSpan {
    let value = |npv: f64| npv / unit.divisor;
    let (at_low, at_high, likely) = (value(bar.at_low), value(bar.at_high), value(likely));
    let (low, high) = (input(&bar.driver, bar.driver.low, frame), input(&bar.driver, bar.driver.high, frame));
    let ((left, left_text), (right, right_text)) =
        if at_low <= at_high { ((at_low, low), (at_high, high)) } else { ((at_high, high), (at_low, low)) };
    let (ends, notch) = if right < likely {
        ([format!("{left_text}, mark: {right_text}"), String::new()], Some(right))
    } else if left > likely {
        ([String::new(), format!("{right_text}, mark: {left_text}")], Some(left))
    } else {
        ([left_text, right_text], None)
    };
    TornadoSpan { low: left.min(likely), high: right.max(likely), ends, notch }
}

fn draw(bars: &[&TornadoBar], likely: f64, unit: MoneyUnit, frame: &ChartContext, summary: &str) -> String {
    let spans: Vec<TornadoSpan> = bars.iter().map(|bar| span(bar, likely, unit, frame)).collect();
    let rows = RowAxis::of(bars.iter().map(|bar| bar.driver.label.as_str()), frame);
    let margins = Margins { top: 24, right: 4, bottom: 26, left: rows.left };
    let width = f64::from(frame.width.saturating_sub(margins.left + margins.right));
    let npv = likely / unit.divisor;
    let x = range(&spans, npv, width);
    let y = rows.range();
    let size = (frame.width, rows.height() + margins.top + margins.bottom);
    let axis = Axis::between(x.start, x.end, if frame.is_narrow() { 3 } else { 5 }).within(x.start, x.end);
    picture(ID, summary, size, margins, x.clone(), y.clone(), |canvas| {
        axis.draw_below(canvas, y.start, y.end, frame.pen);
        for (index, span) in spans.iter().enumerate() {
            rows.bar(canvas, index, span.low, npv, Ink::Loss);
            rows.bar(canvas, index, npv, span.high, Ink::Gain);
            if let Some(at) = span.notch {
                rows.notch(canvas, index, at);
            }
            write_ends(canvas, span, rows.middle(index));
        }
        canvas.line(vec![(npv, y.start), (npv, y.end)], Ink::Strong, 1.6);
        rows.write_names(canvas, x.start);
        let text = format!("likely {}", frame.pen.money(likely));
        let place = width * (npv - x.start) / (x.end - x.start);
        let half = 0.5 * text_width(&text, 12.0);
        let shift = place.clamp(half, (width - half).max(half)) - place;
        let set = Type { ink: Ink::Strong, ..label(HPos::Center, VPos::Bottom) };
        canvas.text(&text, (npv, y.end), (shift, -6.0), set);
    })
}

/// Range of the plot: the bars as long as they can be with their ends written beside them, in a plot of `width` CSS
/// pixels.
fn range(spans: &[TornadoSpan], likely: f64, width: f64) -> std::ops::Range<f64> {
    let longest = spans.iter().map(|s| s.high - s.low).fold(f64::MIN_POSITIVE, f64::max);
    // Pixels to either side of the likely NPV, at so many pixels per unit.
    let reach = |scale: f64| -> [f64; 2] {
        let side = |of: fn(&TornadoSpan) -> (f64, &String)| {
            let needed = spans
                .iter()
                .map(of)
                .map(|(end, text)| (end - likely).abs() * scale + text_width(text, 12.0) + 2.0 * GAP);
            needed.fold(0.0, f64::max)
        };
        [side(|s| (s.low, &s.ends[0])), side(|s| (s.high, &s.ends[1]))]
    };
    // Half of the plot at least belongs to the bars.
    let (mut fits, mut too_long) = (0.5 * width / longest, width / longest);
    for _ in 0..20 {
        let middle = f64::midpoint(fits, too_long);
        let fit = reach(middle).iter().sum::<f64>() <= width;
        *(if fit { &mut fits } else { &mut too_long }) = middle;
    }
    let [left, right] = reach(fits);
    likely - left / fits..likely + right / fits
}

fn write_ends(canvas: &Canvas, span: &TornadoSpan, y: f64) {
    let [left, right] = &span.ends;
    canvas.text(left, (span.low, y), (-GAP, 0.0), label(HPos::Right, VPos::Center));
    canvas.text(right, (span.high, y), (GAP, 0.0), label(HPos::Left, VPos::Center));
}

/// All drivers, also those that do not move the NPV.
fn table(uncertainty: &Uncertainty, unit: MoneyUnit, frame: &ChartContext) -> TableTwin {
    let npv = unit.label(frame.pen);
    let columns = ["Driver", "Low", "Likely", "High"].map(str::to_owned).into_iter();
    let columns = columns.chain([format!("NPV at low, {npv}"), format!("NPV at high, {npv}")]).collect();
    let row = |bar: &TornadoBar| {
        let driver = &bar.driver;
        // The likely value of a 90 % range is not used.
        let is_ignored = matches!(driver.shape, Shape::Normal | Shape::Lognormal);
        let likely = if is_ignored { "–".to_owned() } else { input(driver, driver.likely, frame) };
        let (low, high) = (input(driver, driver.low, frame), input(driver, driver.high, frame));
        let write = |value| unit.write(value, frame.pen);
        vec![driver.label.clone(), low, likely, high, write(bar.at_low), write(bar.at_high)]
    };
    TableTwin { columns, rows: uncertainty.tornado.iter().map(row).collect() }
}
