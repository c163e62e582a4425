//! The end points in use and who they come from, and what else the article publishes.

use super::panel::PanelRow;
use crate::provenance::{KRISS, Provenance, setting};
use journey_engine::projection::Projection;
use journey_engine::registry::pen::FigurePen;
use journey_plan::{Grade, Plan, Setting};

/// The settings behind the curves: three end points, then our two choices.
const SETTINGS: [Setting; 5] = [
    Setting::SpendRatio,
    Setting::RetentionPoorest,
    Setting::RetentionBest,
    Setting::RetentionAnchor,
    Setting::SpendCurve,
];

/// The end points with their standing, the curve between them, and the published remark on the cost to serve.
pub(super) fn end_points(plan: &Plan, projection: &Projection) -> Vec<PanelRow> {
    let mut rows: Vec<PanelRow> =
        SETTINGS.iter().map(|s| row_of(&setting(FigurePen::of(plan), plan, projection, *s))).collect();
    rows.push(PanelRow::ours("Retention curve", "logit-linear".to_owned(), "our choice"));
    rows.push(PanelRow {
        label: "Cost to serve, saved at most".to_owned(),
        value: "33\u{a0}%".to_owned(),
        grade: Grade::B,
        source: format!("one operator’s care cost: {KRISS}"),
    });
    rows
}

/// An end point as the plan has it: published, or the user's own.
pub(super) fn row_of(known: &Provenance) -> PanelRow {
    PanelRow { label: known.label.clone(), value: known.value.clone(), grade: known.graded(), source: known.traced() }
}

/// Row of a figure that the article gives only in words.
pub(super) fn published(label: impl Into<String>, value: &str) -> PanelRow {
    PanelRow { label: label.into(), value: value.to_owned(), grade: Grade::B, source: KRISS.to_owned() }
}
