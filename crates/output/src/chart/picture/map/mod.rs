//! The whole journey map as one picture: stages are columns, lanes are rows as tall as their texts, the experience
//! curve and the money run through the columns too. Nothing is shortened: a picture cannot be opened for the rest.

mod cell;
mod heads;
mod layout;
mod source;

use super::marks::{Face, Marks};
use super::{Caption, MARGIN, finish, foot};
use journey_engine::Projection;
use journey_engine::answers::journey_message::{dearest, journey_message};
use journey_plan::{Lane, LaneKind, LaneRow, Plan, Stage};
use layout::MapLayout;
use source::MapContent;

/// Lanes and details that a picture of the map shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MapOptions {
    /// The lanes to show, in the order of the plan; `None` for all. Those that the plan hides are never shown.
    pub lanes: Option<Vec<Lane>>,
    /// Whether cards run together like a sentence, without their details.
    pub is_compact: bool,
}

impl MapOptions {
    /// All lanes of `plan` but those of money.
    pub fn without_money(plan: &Plan) -> Self {
        let kept = plan.lanes.iter().map(|row| row.lane).filter(|lane| lane.kind() != LaneKind::Money);
        Self { lanes: Some(kept.collect()), is_compact: false }
    }

    fn shows(&self, row: &LaneRow) -> bool {
        self.lanes.as_ref().is_none_or(|lanes| lanes.contains(&row.lane))
    }
}

const TITLE: Face = Face::serif(24.0, 31.0, "--ink").bold();
const SUBTITLE: Face = Face::sans(13.0, 19.0, "--ink-2");

/// The map of `plan` as an SVG file, with the money of `projection`. Its columns are as wide as lets its text be largest on a
/// landscape page of A4.
pub fn map_picture(plan: &Plan, projection: &Projection, options: &MapOptions, caption: &Caption) -> String {
    let forecast = projection.forecast.as_ref();
    let dearest = forecast.ok().and_then(dearest);
    let source = MapContent { plan, forecast, dearest, is_compact: options.is_compact };
    let rows: Vec<&LaneRow> = plan.shown_lanes().filter(|row| options.shows(row)).collect();
    let layout = MapLayout::for_a_page(&source, &rows);
    let title = journey_message(plan, dearest);

    let mut marks = Marks { height: MARGIN, ..Marks::default() };
    marks.paragraph(&title, MARGIN, layout.width(), TITLE);
    marks.paragraph(&subtitle(&source, projection, &rows), MARGIN, layout.width(), SUBTITLE);
    marks.gap(14.0);
    if plan.stages.is_empty() {
        marks.paragraph("This journey has no stages yet.", MARGIN, layout.width(), source.faces()[0]);
    } else {
        let table = layout.draw(&source);
        let top = marks.height;
        marks.place(&table.svg, (MARGIN, top), 1.0);
        marks.gap(table.height);
    }
    foot(&mut marks, layout.width(), caption);
    finish(&marks, layout.width(), "", [&title, &summary(plan)])
}

/// Subtitle: what is shown, scenario, unit and period.
fn subtitle(source: &MapContent, projection: &Projection, rows: &[&LaneRow]) -> String {
    let stages = match source.plan.stages.len() {
        1 => "1 stage".to_owned(),
        count => format!("{count} stages"),
    };
    let mut parts = vec![format!("Customer journey, {stages}")];
    if rows.iter().any(|row| row.lane.kind() == LaneKind::Money) {
        let settings = &source.plan.settings;
        let years = if settings.horizon == 1 { "year" } else { "years" };
        parts.push(format!("scenario: {}", projection.name));
        parts.push(format!("money in {}, present value over {} {years}", settings.currency, settings.horizon));
    }
    parts.join(" · ")
}

fn summary(plan: &Plan) -> String {
    let names: Vec<&str> = plan.stages.iter().map(|stage: &std::sync::Arc<Stage>| stage.name.as_str()).collect();
    format!("Journey map. Stages: {}.", if names.is_empty() { "none".to_owned() } else { names.join(", ") })
}
