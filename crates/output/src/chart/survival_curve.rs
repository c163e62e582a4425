//! The share of a cohort still there, by years since acquisition: observed, fitted, projected.

use super::kit::axis::Axis;
use super::kit::canvas::{Margins, picture};
use super::kit::ink::Ink;
use super::kit::tenure;
use super::kit::types::{Chart, ChartContext, LegendEntry, TableTwin};
use journey_engine::answers::cohorts::{CohortAnalysis, Outlook, SurvivalModel};
use journey_engine::model::sbg_bootstrap::Band;
use plotters::style::text_anchor::{HPos, VPos};

const ID: &str = "survival-curve";
/// Half the length of a cohort's mark, in CSS pixels.
const MARK: f64 = 7.0;

/// Draws the survival of the cohorts of the segment `name`, with the band once it is there; `None` without a projection.
pub fn survival_curve(
    analysis: &CohortAnalysis,
    band: Option<&Band>,
    name: &str,
    frame: &ChartContext,
) -> Option<Chart> {
    let outlook = analysis.outlook.as_ref().ok()?;
    let last = outlook.survival.len().checked_sub(1).filter(|last| *last > 0)?;
    let seen = analysis.observed_years();
    let title = title(outlook, &analysis.pooled.survival, frame);
    let ahead = if last > seen { ", projected beyond" } else { "" };
    let subtitle =
        format!("Customers of {name} still there, % of those acquired, observed for {}{ahead}", tenure::years(seen));
    let left = |t: usize| outlook.survival.get(t).map_or_else(String::new, |s| tenure::share(*s, frame));
    let summary =
        format!("{title}. {} are left after the first year, {} after {}.", left(1), left(last), tenure::years(last));
    let fitted = match outlook.estimate {
        SurvivalModel::Curve(_) => "fitted curve",
        SurvivalModel::Constant { .. } => "constant rate",
    };
    let mut legend =
        vec![LegendEntry::of(Ink::Strong, "all cohorts together"), LegendEntry::of(Ink::Cohort, "one cohort")];
    legend.push(LegendEntry::of(Ink::Curve, fitted));
    if last > seen {
        legend.push(LegendEntry::of(Ink::Projected, "projected"));
    }
    legend.extend(band.map(|b| tenure::band_key(b, frame)));
    let svg = draw(analysis, outlook, band, frame, &summary);
    let table = table(analysis, outlook, band, frame);
    Some(Chart { id: ID, title, subtitle, summary, legend, svg, table })
}

/// The message: when half of a cohort is gone, as observed or else as expected, and whether it gets easier.
fn title(outlook: &Outlook, observed: &[f64], frame: &ChartContext) -> String {
    let tail = match outlook.estimate {
        SurvivalModel::Curve(_) => "later renewals come easier",
        SurvivalModel::Constant { .. } => "every renewal loses the same share",
    };
    let half_of = |survival: &[f64]| survival.iter().position(|s| *s <= 0.5);
    let last = outlook.survival.len() - 1;
    if let Some(half) = half_of(observed).filter(|half| *half <= last) {
        return format!("Half of a cohort is gone after {}; {tail}", tenure::years(half));
    }
    let seen = observed.len().saturating_sub(1);
    match half_of(&outlook.survival) {
        Some(half) if half > seen => {
            format!("Half of a cohort is expected to be gone after {}; {tail}", tenure::years(half))
        }
        None if last > seen => {
            let left = tenure::share(outlook.survival[last], frame);
            format!("{left} of a cohort should still be there after {}; {tail}", tenure::years(last))
        }
        _ => {
            let at = seen.min(last);
            let left = tenure::share(observed.get(at).copied().unwrap_or(1.0), frame);
            format!("{left} of a cohort is still there after {}; {tail}", tenure::years(at))
        }
    }
}

fn draw(
    analysis: &CohortAnalysis,
    outlook: &Outlook,
    band: Option<&Band>,
    frame: &ChartContext,
    summary: &str,
) -> String {
    let last = outlook.survival.len() - 1;
    let seen = analysis.observed_years();
    let axis = Axis::between(0.0, 100.0, 5);
    let margins = Margins { top: 22, right: 16, bottom: 44, left: 46 };
    let (left, right) = (-0.02 * last as f64, last as f64 * 1.02);
    let mark = MARK * (right - left) / f64::from(frame.width - margins.left - margins.right);
    let floor = axis.low;
    picture(ID, summary, (frame.width, frame.height()), margins, left..right, floor..103.0, |canvas| {
        if let Some(band) = band {
            tenure::band(canvas, &band.survival_low, &band.survival_high, 0);
        }
        axis.draw(canvas, left, right, frame.pen, " %");
        tenure::axis(canvas, 0, last, floor, "years since acquisition", frame);
        if last > seen {
            tenure::boundary(canvas, seen as f64, (floor, 103.0), ["observed", "projected"]);
        }
        for cohort in &analysis.observed {
            for (t, share) in tenure::points(&cohort.survival, 0).into_iter().skip(1) {
                canvas.line(vec![(t - mark, share), (t + mark, share)], Ink::Cohort, 2.0);
            }
        }
        let curve = tenure::points(&outlook.survival, 0);
        tenure::curve(canvas, &curve, seen);
        for at in tenure::points(&analysis.pooled.survival, 0) {
            canvas.dot(at, Ink::Strong);
        }
        let text = |at: &(f64, f64)| tenure::share(at.1 / 100.0, frame);
        if let [_, first, .., end] = curve.as_slice() {
            canvas.text(&text(first), *first, (8.0, -8.0), tenure::strong(HPos::Left, VPos::Bottom));
            canvas.text(&text(end), *end, (0.0, -8.0), tenure::strong(HPos::Right, VPos::Bottom));
        }
    })
}

fn table(analysis: &CohortAnalysis, outlook: &Outlook, band: Option<&Band>, frame: &ChartContext) -> TableTwin {
    let years = outlook.survival.len();
    let mut columns = vec!["Years since acquisition".to_owned()];
    columns.extend((0..years).map(|t| t.to_string()));
    let row = |name: &str, values: &[f64]| tenure::row(name, values, years, frame);
    let mut rows = vec![row("All cohorts together", &analysis.pooled.survival)];
    rows.push(row("Fitted", &outlook.survival));
    if let Some(band) = band {
        rows.push(row("Band from", &band.survival_low));
        rows.push(row("Band to", &band.survival_high));
    }
    rows.extend(analysis.observed.iter().map(|c| row(&format!("Cohort {}", c.label), &c.survival)));
    TableTwin { columns, rows }
}
