//! Content of a cell of the picture, lane by lane.

use super::source::MapContent;
use crate::chart::kit::ink::Ink;
use crate::chart::kit::words::flow;
use crate::chart::picture::marks::{Face, Marks};
use journey_engine::answers::readiness::technology_before_strategy;
use journey_plan::journey::cells::list_item;
use journey_plan::{BudgetType, Card, Detail, Lane, LaneKind, PainSeverity, Stage};

const FIGURE: Face = Face::serif(18.0, 22.0, "--ink");
/// Space between two cards.
const BETWEEN: f64 = 3.0;

/// The cell of `lane` at `stage`, `width` wide.
pub(super) fn cell(source: &MapContent, lane: Lane, stage: &Stage, width: f64) -> Marks {
    match lane.kind() {
        LaneKind::Text => text(source, lane, stage, width),
        LaneKind::Cards => cards(source, lane, stage, width),
        LaneKind::Roles => roles(source, stage, width),
        LaneKind::Budget => budget(source, stage, width),
        LaneKind::Money => money(source, lane, stage, width),
        // The curve is drawn through all columns; a rule has no cells.
        LaneKind::Experience | LaneKind::Rule => Marks::default(),
    }
}

/// A text; lines that begin with a mark are a list. Of the owners the first line is the one who answers.
fn text(source: &MapContent, lane: Lane, stage: &Stage, width: f64) -> Marks {
    let mut marks = Marks::default();
    let [body, _] = source.faces();
    for (index, line) in stage.text(lane).lines().enumerate() {
        let face = match (lane, index) {
            (Lane::Owner, 0) => body.bold(),
            (Lane::Owner, _) => Face { ink: "--ink-2", ..body },
            _ => body,
        };
        match list_item(line) {
            Some(item) => hanging(&mut marks, ("•", "--ink-3"), [item, ""], width, [face; 2]),
            None => marks.paragraph(line, 0.0, width, face),
        }
    }
    marks
}

/// A text with a remark, beside a sign of its own.
fn hanging(marks: &mut Marks, (sign, ink): (&str, &'static str), texts: [&str; 2], width: f64, faces: [Face; 2]) {
    let top = marks.height;
    let sign_face = Face { ink, ..faces[0] }.bold();
    let indent = sign_face.width(sign) + 4.0;
    marks.paragraph(sign, 0.0, indent, sign_face);
    let below = marks.height;
    marks.height = top;
    marks.remarked(texts, indent, width - indent, faces);
    marks.height = marks.height.max(below);
}

/// The cards of a lane: those of the whole stage, then those of every step under the step's name.
fn cards(source: &MapContent, lane: Lane, stage: &Stage, width: f64) -> Marks {
    let mut marks = Marks::default();
    let of_lane: Vec<&Card> = stage.cards_of(lane).collect();
    let is_known = |card: &Card| card.step.is_some_and(|id| stage.steps.iter().any(|step| step.id == id));
    let whole: Vec<&Card> = of_lane.iter().copied().filter(|card| !is_known(card)).collect();
    list(&mut marks, source, "", &whole, width);
    for step in &stage.steps {
        let own: Vec<&Card> = of_lane.iter().copied().filter(|card| card.step == Some(step.id)).collect();
        if !own.is_empty() {
            between(&mut marks);
            list(&mut marks, source, &step.name, &own, width);
        }
    }
    if lane == Lane::Technology && technology_before_strategy(stage) {
        between(&mut marks);
        let [_, small] = source.faces();
        marks.paragraph("▲ technology before strategy", 0.0, width, Face { ink: "--warn", ..small });
    }
    marks
}

fn between(marks: &mut Marks) {
    if marks.height > 0.0 {
        marks.gap(BETWEEN);
    }
}

/// The cards of a step (or of the whole stage, which has no name here): below each other with their details, or run
/// together like a sentence.
fn list(marks: &mut Marks, source: &MapContent, step: &str, cards: &[&Card], width: f64) {
    let [body, small] = source.faces();
    if source.is_compact {
        let texts: Vec<&str> = cards.iter().map(|card| card.text.as_str()).collect();
        let step = if step.is_empty() { String::new() } else { format!("{step}: ") };
        return marks.paragraph(&format!("{step}{}", texts.join(" · ")), 0.0, width, body);
    }
    marks.paragraph(step, 0.0, width, Face { ink: "--ink-2", ..small }.bold());
    for (index, card) in cards.iter().enumerate() {
        if index > 0 {
            marks.gap(BETWEEN);
        }
        let details = card.detail.in_words().unwrap_or_default();
        let texts = [card.text.as_str(), &details];
        match sign(&card.detail) {
            Some(sign) => hanging(marks, sign, texts, width, [body, small]),
            None => marks.remarked(texts, 0.0, width, [body, small]),
        }
    }
}

/// The sign before a card that matters, with its ink.
fn sign(detail: &Detail) -> Option<(&'static str, &'static str)> {
    match detail {
        Detail::Pain { severity: Some(PainSeverity::Severe) } => Some(("!!", "--warn")),
        Detail::Pain { severity: Some(PainSeverity::Serious) } => Some(("!", "--warn")),
        Detail::Opportunity { initiative: Some(_), .. } => Some(("›", "--accent")),
        _ => None,
    }
}

/// The roles that take part, each on a chip with its colour.
fn roles(source: &MapContent, stage: &Stage, width: f64) -> Marks {
    const DOT: f64 = 19.0;
    const BEHIND: f64 = 10.0;
    const APART: f64 = 5.0;
    let face = Face::sans(13.0, 16.0, "--ink");
    let mut marks = Marks::default();
    let mut free = 0.0;
    for role in source.plan.roles.iter().filter(|role| stage.score(role.id).is_some()) {
        let lines = flow(&role.name, width - DOT - BEHIND, &|t| face.width(t));
        let text = lines.iter().map(|line| face.width(line)).fold(0.0, f64::max);
        let height = face.leading * lines.len().max(1) as f64 + 4.0;
        let wide = DOT + text + BEHIND;
        if free <= 0.0 || free + wide > width {
            marks.gap(if free > 0.0 { APART } else { 0.0 } + height);
            free = 0.0;
        }
        let top = marks.height - height;
        marks.rectangle([free, top, wide, height], 0.5 * (face.leading + 4.0), "--sunk");
        marks.dot((free + 10.5, top + 0.5 * (face.leading + 4.0)), 3.5, Ink::of_role(role.colour).variable());
        marks.height = top + 2.0;
        marks.paragraph(&role.name, free + DOT, width - DOT - BEHIND, face);
        marks.height = top + height;
        // Nothing stands beside a name of several lines.
        free += if lines.len() > 1 { width } else { wide } + APART;
    }
    marks
}

/// The money spent in a year: the total and its parts.
fn budget(source: &MapContent, stage: &Stage, width: f64) -> Marks {
    let mut marks = Marks::default();
    let money = |value: f64| source.plan.settings.pen().money(value);
    let Some(total) = stage.budget.total() else { return marks };
    marks.paragraph(&money(total), 0.0, width, FIGURE);
    let parts = BudgetType::ALL.into_iter().filter_map(|kind| {
        Some(format!("{} {}", money(stage.budget.get(kind)?.get()), kind.label().to_ascii_lowercase()))
    });
    let [_, small] = source.faces();
    marks.paragraph(&parts.collect::<Vec<_>>().join(" · "), 0.0, width, small);
    marks
}

/// A stage's figure over its bar; all bars of a lane have one scale.
fn money(source: &MapContent, lane: Lane, stage: &Stage, width: f64) -> Marks {
    const BAR: f64 = 5.0;
    let mut marks = Marks::default();
    let Some(value) = source.value(lane, stage.id) else {
        marks.paragraph("–", 0.0, width, FIGURE);
        return marks;
    };
    let pen = source.plan.settings.pen();
    let text = if lane == Lane::ValueAtStake { pen.money(value) } else { pen.change(value) };
    marks.paragraph(&text, 0.0, width, FIGURE);
    if lane == Lane::ValueAtStake && source.dearest == Some(stage.id) {
        let [_, small] = source.faces();
        marks.paragraph("dearest to leave", 0.0, width, Face { ink: "--ink-2", ..small });
    }
    marks.gap(4.0);
    let largest = source.largest(lane);
    let share = if largest > 0.0 { value.abs() / largest } else { 0.0 };
    marks.rectangle([0.0, marks.height, width, BAR], 0.0, "--rule-2");
    let ink = if value < 0.0 { Ink::Loss } else { Ink::Gain };
    marks.rectangle([0.0, marks.height, width * share, BAR], 0.0, ink.variable());
    marks.gap(BAR);
    marks
}
