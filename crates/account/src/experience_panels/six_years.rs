//! Why the published retention of a year is not the published lifetime (models, section 4): the one belongs to the top
//! two scores, the other to the highest single score, and neither follows from the other.

use super::end_points::{published, row_of};
use super::panel::{ExperiencePanel, PanelRow};
use crate::provenance::setting;
use journey_engine::model::experience::Curves;
use journey_engine::model::sbg::Sbg;
use journey_engine::projection::Projection;
use journey_engine::registry::pen::FigurePen;
use journey_plan::number::pen::Pen;
use journey_plan::{Plan, RetentionAnchor, Setting};

/// Years for which customers with the highest single score are likely to stay, as published.
const PUBLISHED_LIFE: f64 = 6.0;

/// The panel, for the end points in use.
pub(super) fn six_years(plan: &Plan, projection: &Projection, curves: &Curves) -> ExperiencePanel {
    let pen = plan.settings.pen();
    let (lo, hi) = (curves.end_points().retention_poorest, curves.end_points().retention_best);
    let mut rows = vec![
        row_of(&setting(FigurePen::of(plan), plan, projection, Setting::RetentionBest)),
        constant_life(hi, pen),
        published("Highest single score: likely to stay", "another six years"),
        row_of(&setting(FigurePen::of(plan), plan, projection, Setting::RetentionPoorest)),
        constant_life(lo, pen),
        published("Lowest score: likely to stay", "a little over a year"),
    ];
    let mut remarks = vec![whose(plan.settings.retention_anchor, hi, pen)];
    match story(hi, PUBLISHED_LIFE) {
        Some(curve) => {
            rows.extend(story_rows(curve, pen));
            remarks.push(format!(
                "Both can be true of the same customers if those who are least loyal leave first, so that retention \
                 rises with the years: a curve with α = {} and β = {} (sBG) does it. It is one story among many, and \
                 nobody has published it.",
                pen.number(curve.alpha(), 6),
                pen.number(curve.beta(), 6)
            ));
        }
        None => remarks.push(format!(
            "With {} every year, customers stay {} years in the mean, no less than six: a retention that rises with the \
             years would only lengthen that.",
            share(hi, pen),
            pen.number(mean_life(hi), 2)
        )),
    }
    ExperiencePanel { title: format!("Why {} is not six years", share(hi, pen)), rows, remarks }
}

/// 1/(1 − r): mean lifetime in years, the first one included, of customers who stay with chance r every year.
fn mean_life(retention: f64) -> f64 {
    1.0 / (1.0 - retention)
}

fn constant_life(retention: f64, pen: Pen) -> PanelRow {
    let label = format!("Mean lifetime with {} every year", share(retention, pen));
    PanelRow::ours(label, format!("{} years", pen.number(mean_life(retention), 2)), "1 ÷ (1 − retention)")
}

/// The sBG curve whose first year keeps `first` and whose mean lifetime is `life` years; none where a constant rate
/// already gives as much. From β/(α+β) = first and 1 + β/(α−1) = life.
fn story(first: f64, life: f64) -> Option<Sbg> {
    let odds = first / (1.0 - first);
    let room = life - 1.0 - odds;
    if room <= 0.0 {
        return None;
    }
    let alpha = (life - 1.0) / room;
    Sbg::new(alpha, alpha * odds).ok()
}

fn story_rows(curve: Sbg, pen: Pen) -> Vec<PanelRow> {
    let row = |label: &str, value: String, source: &str| PanelRow::ours(label, value, source);
    let rate = |t: usize| pen.share(curve.retention(t), 1);
    let mut rows = vec![
        row("One story with both: first year", rate(1), "β ÷ (α + β)"),
        row("… second year", rate(2), "(β + 1) ÷ (α + β + 1)"),
        row("… sixth year", rate(6), "(β + 5) ÷ (α + β + 5)"),
    ];
    if let Ok(life) = curve.lifetime(0.0) {
        rows.push(row("… mean lifetime", format!("{} years", pen.number(life, 2)), "(α + β − 1) ÷ (α − 1)"));
    }
    rows
}

/// The customers whom the two published figures belong to, as sentences.
fn whose(anchor: RetentionAnchor, hi: f64, pen: Pen) -> String {
    let rate = share(hi, pen);
    match anchor {
        RetentionAnchor::TopTwo => format!(
            "The {rate} belongs to customers with the top two scores, the six years to those with the highest single \
             score. They are different customers, and the one cannot be computed from the other."
        ),
        RetentionAnchor::EndPoint => format!(
            "The {rate} is taken here as that of score 10 alone, as it is often quoted; published it is of the top two \
             scores. The six years belong to the highest single score, and cannot be computed from it."
        ),
    }
}

/// A share in percent with the decimals it was entered with.
fn share(value: f64, pen: Pen) -> String {
    format!("{}\u{a0}%", pen.exactly((value * 1e8).round() / 1e6).text)
}
