//! The chance to renew, by how many renewals a customer has made: observed over all cohorts, and fitted.

use super::kit::axis::Axis;
use super::kit::canvas::{Margins, picture};
use super::kit::ink::Ink;
use super::kit::tenure;
use super::kit::types::{Chart, ChartContext, LegendEntry, TableTwin};
use journey_engine::answers::cohorts::{CohortAnalysis, Outlook, SurvivalModel};
use journey_engine::model::sbg_bootstrap::Band;
use journey_plan::number::pen::Pen;
use plotters::style::text_anchor::{HPos, VPos};

const ID: &str = "retention-by-tenure";

/// Draws the retention of the cohorts of the segment `name`, with the band once it is there; `None` without a projection.
pub fn retention_by_tenure(
    analysis: &CohortAnalysis,
    band: Option<&Band>,
    name: &str,
    frame: &ChartContext,
) -> Option<Chart> {
    let outlook = analysis.outlook.as_ref().ok()?;
    let last = outlook.retention.len();
    if last < 2 {
        return None;
    }
    let seen = analysis.observed_years();
    let title = title(outlook, seen, frame);
    let ahead = if last > seen { ", projected beyond" } else { "" };
    let subtitle = format!(
        "Customers of {name} who renew, % of those who could, by renewal, observed up to renewal {}{ahead}",
        frame.pen.whole(seen)
    );
    let observed: Vec<String> = analysis.pooled.retention.iter().map(|r| tenure::share(*r, frame)).collect();
    let summary = format!("{title}. Observed, renewal by renewal: {}.", observed.join(", "));
    let fitted = match outlook.estimate {
        SurvivalModel::Curve(_) => "fitted curve",
        SurvivalModel::Constant { .. } => "constant rate",
    };
    let mut legend =
        vec![LegendEntry::of(Ink::Strong, "observed, all cohorts together"), LegendEntry::of(Ink::Curve, fitted)];
    if last > seen {
        legend.push(LegendEntry::of(Ink::Projected, "projected"));
    }
    legend.extend(band.map(|b| tenure::band_key(b, frame)));
    let svg = draw(analysis, outlook, band, frame, &summary);
    let table = table(analysis, outlook, band, frame);
    Some(Chart { id: ID, title, subtitle, summary, legend, svg, table })
}

/// The message: from where to where retention rises.
fn title(outlook: &Outlook, seen: usize, frame: &ChartContext) -> String {
    let rate = |t: usize| outlook.retention.get(t - 1).map_or_else(String::new, |r| tenure::share(*r, frame));
    let last = outlook.retention.len();
    match outlook.estimate {
        SurvivalModel::Constant { .. } => format!("One retention rate of {} describes every renewal", rate(1)),
        SurvivalModel::Curve(_) => {
            let verb = if last > seen { "should rise" } else { "rises" };
            format!("Retention {verb} from {} at the first renewal to {} at the {}", rate(1), rate(last), ordinal(last))
        }
    }
}

/// An ordinal in words or digits: `second`, …, `tenth`, `11th`, `22nd`.
fn ordinal(n: usize) -> String {
    const WORDS: [&str; 10] =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    let ending = match (n % 100, n % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    n.checked_sub(1)
        .and_then(|at| WORDS.get(at))
        .map_or_else(|| format!("{}{ending}", Pen::PLAIN.whole(n)), |w| (*w).to_owned())
}

fn draw(
    analysis: &CohortAnalysis,
    outlook: &Outlook,
    band: Option<&Band>,
    frame: &ChartContext,
    summary: &str,
) -> String {
    let last = outlook.retention.len();
    let seen = analysis.observed_years();
    let edge = band.map_or(&[][..], |b| &b.retention_low);
    let lowest = outlook.retention.iter().chain(&analysis.pooled.retention).chain(edge).copied().fold(1.0, f64::min);
    // A round floor below the lowest mark: differences between renewals are the message.
    let floor = (10.0 * (10.0 * lowest - 0.2).floor()).clamp(0.0, 90.0);
    let axis = Axis::between(floor, 100.0, 5);
    let margins = Margins { top: 22, right: 16, bottom: 44, left: 46 };
    let (left, right) = (0.6, last as f64 + 0.4);
    let top = 100.0 + 0.03 * (100.0 - floor);
    picture(ID, summary, (frame.width, frame.height()), margins, left..right, floor..top, |canvas| {
        if let Some(band) = band {
            tenure::band(canvas, &band.retention_low, &band.retention_high, 1);
        }
        axis.draw(canvas, left, right, frame.pen, " %");
        tenure::axis(canvas, 1, last, floor, "renewal", frame);
        if last > seen {
            tenure::boundary(canvas, seen as f64, (floor, top), ["observed", "projected"]);
        }
        let curve = tenure::points(&outlook.retention, 1);
        tenure::curve(canvas, &curve, seen);
        for at in tenure::points(&analysis.pooled.retention, 1) {
            canvas.dot(at, Ink::Strong);
        }
        if let [first, .., end] = curve.as_slice() {
            let text = |at: &(f64, f64)| tenure::share(at.1 / 100.0, frame);
            canvas.text(&text(first), *first, (8.0, 6.0), tenure::strong(HPos::Left, VPos::Top));
            canvas.text(&text(end), *end, (4.0, 9.0), tenure::strong(HPos::Right, VPos::Top));
        }
    })
}

fn table(analysis: &CohortAnalysis, outlook: &Outlook, band: Option<&Band>, frame: &ChartContext) -> TableTwin {
    let renewals = outlook.retention.len();
    let mut columns = vec!["Renewal".to_owned()];
    columns.extend((1..=renewals).map(|t| t.to_string()));
    let row = |name: &str, values: &[f64]| tenure::row(name, values, renewals, frame);
    let at_risk = |at: usize| analysis.pooled.at_risk.get(at).map_or("–".to_owned(), |n| frame.pen.number(*n, 0));
    let mut rows = vec![
        std::iter::once("Customers who could renew".to_owned()).chain((0..renewals).map(at_risk)).collect(),
        row("Observed", &analysis.pooled.retention),
        row("Fitted", &outlook.retention),
    ];
    if let Some(band) = band {
        rows.push(row("Band from", &band.retention_low));
        rows.push(row("Band to", &band.retention_high));
    }
    TableTwin { columns, rows }
}
