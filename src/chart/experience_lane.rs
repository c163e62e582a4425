//! The experience curve of the map: how every stage feels today and should feel, in the columns of the stages.

use super::Frame;
use super::canvas::{Canvas, Margins, Type, label, picture};
use super::ink::Ink;
use crate::plan::number_text::fixed;
use crate::plan::{Number, Plan, Stage};
use plotters::style::text_anchor::{HPos, VPos};

const ID: &str = "experience-lane";
const HEIGHT: u32 = 132;
/// Points drawn between two stages.
const RESOLUTION: usize = 12;
/// Inks of the roles, used in turn.
const ROLES: [Ink; 3] = [Ink::RoleA, Ink::RoleB, Ink::RoleC];

/// The picture and the sentence that says what it shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Lane {
    /// The picture, as wide as all stage columns together.
    pub svg: String,
    /// Every stage's score today and target.
    pub summary: String,
}

/// Draws the lane; `None` while no stage has a score.
pub fn experience_lane(plan: &Plan, frame: &Frame) -> Option<Lane> {
    let today: Vec<Option<f64>> = plan.stages.iter().map(|s| s.score_today(&plan.roles)).collect();
    let target: Vec<Option<f64>> = plan.stages.iter().map(|s| s.score_target(&plan.roles)).collect();
    if today.iter().chain(&target).all(Option::is_none) {
        return None;
    }
    let summary = summary(plan, &today, &target, frame);
    let margins = Margins { top: 8, right: 0, bottom: 8, left: 0 };
    let right = plan.stages.len() as f64;
    let svg = picture(ID, &summary, (frame.width, HEIGHT), margins, 0.0..right, 0.6..10.4, |canvas| {
        for score in [1.0, 5.0, 10.0] {
            canvas.line(vec![(0.0, score), (right, score)], Ink::Grid, 1.0);
            let set = Type { size: 10.5, ..label(HPos::Left, VPos::Bottom) };
            canvas.text(&fixed(score, 0, frame.locale), (0.0, score), (4.0, -1.0), set);
        }
        for (index, role) in plan.roles.iter().enumerate() {
            let score = |stage: &Stage| stage.score(role.id)?.today.map(Number::get);
            let scores: Vec<Option<f64>> = plan.stages.iter().map(|stage| score(stage)).collect();
            curve(canvas, &scores, ROLES[index % ROLES.len()], 1.2);
        }
        curve(canvas, &target, Ink::Target, 1.8);
        curve(canvas, &today, Ink::Strong, 2.4);
        for (index, score) in today.iter().enumerate() {
            let x = index as f64 + 0.5;
            let goal = target.get(index).copied().flatten();
            let below = goal.zip(*score).is_none_or(|(goal, today)| goal >= today);
            if let Some(goal) = goal {
                value(canvas, (x, goal), &fixed(goal, 1, frame.locale), Ink::Target, !below);
            }
            if let Some(score) = *score {
                canvas.ring((x, score));
                value(canvas, (x, score), &fixed(score, 1, frame.locale), Ink::Strong, below);
            }
        }
    });
    Some(Lane { svg, summary })
}

/// A smooth line through the known scores; it breaks where a stage has none.
fn curve(canvas: &Canvas, scores: &[Option<f64>], ink: Ink, width: f64) {
    let mut run: Vec<(f64, f64)> = Vec::new();
    for (index, score) in scores.iter().chain([&None]).enumerate() {
        let x = index as f64 + 0.5;
        match (score, run.last().copied()) {
            (Some(score), Some((_, before))) => run.extend((1..=RESOLUTION).map(|i| {
                let t = i as f64 / RESOLUTION as f64;
                // Level at both ends, so that a stage is where its curve rests.
                (x - 1.0 + t, before + (score - before) * t * t * (3.0 - 2.0 * t))
            })),
            (Some(score), None) => run.push((x, *score)),
            (None, _) if run.len() > 1 => canvas.line(std::mem::take(&mut run), ink, width),
            (None, _) => run.clear(),
        }
    }
}

fn value(canvas: &Canvas, at: (f64, f64), text: &str, ink: Ink, below: bool) {
    let (vertical, shift) = if below { (VPos::Top, 3.0) } else { (VPos::Bottom, -3.0) };
    canvas.text(text, at, (9.0, shift), Type { ink, ..label(HPos::Left, vertical) });
}

fn summary(plan: &Plan, today: &[Option<f64>], target: &[Option<f64>], frame: &Frame) -> String {
    let word = |score: &Option<f64>| score.map_or_else(|| "not scored".to_owned(), |s| fixed(s, 1, frame.locale));
    let stages = plan.stages.iter().zip(today.iter().zip(target));
    let parts: Vec<String> = stages
        .map(|(stage, (now, goal))| format!("{} {} today, target {}", stage.name, word(now), word(goal)))
        .collect();
    format!("Experience by stage, 1 to 10: {}.", parts.join("; "))
}
