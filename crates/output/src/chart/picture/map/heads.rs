//! The heads of the picture: a stage above its column, a lane beside its row.

use super::source::MapContent;
use crate::chart::kit::ink::Ink;
use crate::chart::picture::marks::{Face, Marks};
use journey_plan::{Lane, LaneKind, LaneRow, Stage};

const NUMBER: Face = Face::serif(19.0, 20.0, "--accent");
const STAGE: Face = Face::sans(15.0, 20.0, "--ink").bold();
const UNDER_STAGE: Face = Face::sans(12.0, 15.5, "--ink-2");
const LANE: Face = Face::sans(13.0, 17.0, "--ink-2").bold();
const UNDER_LANE: Face = Face::sans(11.5, 14.0, "--ink-3");

/// A stage's number, name, steps and owner.
pub(super) fn stage(position: usize, stage: &Stage, width: f64) -> Marks {
    let mut marks = Marks::default();
    let number = (position + 1).to_string();
    let indent = NUMBER.width(&number) + 7.0;
    marks.paragraph(&number, 0.0, indent, NUMBER);
    marks.height = 0.0;
    marks.paragraph(&stage.name, indent, width - indent, STAGE);
    // A name may be empty; the number still takes its line.
    marks.height = marks.height.max(STAGE.leading) + 1.0;
    let steps: Vec<&str> = stage.steps.iter().map(|step| step.name.as_str()).collect();
    marks.paragraph(&steps.join(" → "), 0.0, width, UNDER_STAGE);
    let owner = stage.owner();
    if !owner.is_empty() {
        marks.paragraph(&format!("Owner: {owner}"), 0.0, width, UNDER_STAGE);
    }
    marks
}

/// A lane's name, the measure of its figures, and how its marks are read.
pub(super) fn lane(source: &MapContent, row: &LaneRow, width: f64) -> Marks {
    let mut marks = Marks::default();
    marks.paragraph(row.label(), 0.0, width, LANE);
    marks.paragraph(&row.lane.measure(&source.plan.settings), 0.0, width, UNDER_LANE);
    match (row.lane.kind(), source.forecast) {
        (LaneKind::Experience, _) => curve_keys(&mut marks, source, width),
        (LaneKind::Money, Err(reason)) => {
            marks.gap(3.0);
            marks.paragraph(
                &format!("Not available: {}", reason.written(source.plan.settings.pen())),
                0.0,
                width,
                UNDER_LANE,
            );
        }
        _ => {}
    }
    marks
}

/// Keys of the lines of the experience curve.
fn curve_keys(marks: &mut Marks, source: &MapContent, width: f64) {
    const LINE: f64 = 16.0;
    marks.gap(5.0);
    let mut key = |ink: Ink, text: &str, stroke: f64, dash: &str| {
        let middle = marks.height + 0.5 * UNDER_LANE.leading;
        marks.line([0.0, middle, LINE, middle], stroke, dash, ink.variable());
        marks.paragraph(text, LINE + 6.0, width - LINE - 6.0, Face { ink: "--ink-2", ..UNDER_LANE });
        marks.gap(1.5);
    };
    key(Ink::Strong, "today, all roles", 2.4, "");
    key(Ink::Target, "target", 1.8, "5 4");
    for role in &source.plan.roles {
        key(Ink::of_role(role.colour), &role.name, 1.5, "");
    }
}

/// Whether a lane is drawn as a rule across the whole map.
pub(super) fn is_rule(lane: Lane) -> bool {
    lane.kind() == LaneKind::Rule
}
