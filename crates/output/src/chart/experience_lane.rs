//! The experience curve of the map, cut at the borders of the stages: how a stage feels today and should feel.

use super::kit::canvas::{Canvas, Margins, Type, label, picture};
use super::kit::ink::Ink;
use super::kit::metrics::text_width;
use journey_plan::{Number, Plan, Role, RoleId, RoleScore, Stage};
use plotters::style::text_anchor::{HPos, VPos};

/// Points drawn between the middle of a stage and its border.
const RESOLUTION: usize = 6;
/// Scores at the lower and the upper edge of the plot.
const RANGE: std::ops::Range<f64> = 0.6..10.4;
/// Space above and below the plot.
const MARGIN: u32 = 8;

/// Size and roles of the curve that is to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct LaneFrame {
    /// Width of one stage in CSS pixels.
    pub width: u32,
    /// Height of the curve in CSS pixels.
    pub height: u32,
    /// The roles to show; `None` for all.
    pub roles: Option<Vec<RoleId>>,
}

/// The picture of one stage and the sentence that says what it shows.
#[derive(Debug, Clone, PartialEq)]
pub struct LaneSlice {
    /// Picture of the stage, as SVG.
    pub svg: String,
    /// Sentence with the stage's score today and target, then every role's.
    pub summary: String,
}

/// Height of a score on 1–10 in a slice of `height`, as a share of the height from the top.
pub fn height_of(score: f64, height: u32) -> f64 {
    let plot = f64::from(height - 2 * MARGIN);
    (f64::from(MARGIN) + (RANGE.end - score) / (RANGE.end - RANGE.start) * plot) / f64::from(height)
}

/// The score on 1–10 that lies at a share of the height; the inverse of [`height_of`], kept within the scale.
pub fn score_at(share: f64, height: u32) -> f64 {
    let plot = f64::from(height - 2 * MARGIN);
    let score = RANGE.end - (share * f64::from(height) - f64::from(MARGIN)) / plot * (RANGE.end - RANGE.start);
    score.clamp(1.0, 10.0)
}

/// Draws the stage at `index`; `None` while no stage has a score of a role that is shown.
pub fn experience_slice(plan: &Plan, index: usize, frame: &LaneFrame) -> Option<LaneSlice> {
    let is_shown = |r: &&Role| frame.roles.as_ref().is_none_or(|shown| shown.contains(&r.id));
    let roles: Vec<Role> = plan.roles.iter().filter(is_shown).cloned().collect();
    let stage = plan.stages.get(index)?;
    let any = |s: &Stage| s.score_today(&roles).is_some() || s.score_target(&roles).is_some();
    if !plan.stages.iter().any(|s| any(s)) {
        return None;
    }
    let neighbours = [index.checked_sub(1), Some(index), Some(index + 1)];
    // The scores of the stage before, this one and the next.
    let around = |score: &dyn Fn(&Stage) -> Option<f64>| -> [Option<f64>; 3] {
        neighbours.map(|i| i.and_then(|i| plan.stages.get(i)).and_then(|s| score(s)))
    };
    let summary = summary(plan, stage, &roles);
    let margins = Margins { top: MARGIN, right: 0, bottom: MARGIN, left: 0 };
    let size = (frame.width, frame.height);
    let id = format!("experience-{index}");
    let svg = picture(&id, &summary, size, margins, 0.0..1.0, RANGE, |canvas| {
        for score in [1.0, 5.5, 10.0] {
            canvas.line(vec![(0.0, score), (1.0, score)], Ink::Grid, 1.0);
        }
        if index == 0 {
            for (score, vertical, shift) in [(1.0, VPos::Bottom, -1.0), (10.0, VPos::Top, 1.0)] {
                let text = plan.settings.pen().number(plan.settings.scale.from_ten(score), 0);
                canvas.text(&text, (0.0, score), (4.0, shift), Type { size: 10.5, ..label(HPos::Left, vertical) });
            }
        }
        for role in &roles {
            let one = |pick: fn(&RoleScore) -> Option<Number>| {
                around(&|s: &Stage| s.score(role.id).and_then(pick).map(Number::get))
            };
            curve(canvas, one(|s| s.today), Ink::of_role(role.colour), 1.5);
        }
        curve(canvas, around(&|s: &Stage| s.score_target(&roles)), Ink::Target, 1.8);
        curve(canvas, around(&|s: &Stage| s.score_today(&roles)), Ink::Strong, 2.4);
        points(canvas, plan, stage, &roles);
        let ending = ending(&roles, stage, plan.stages.get(index + 1).map(AsRef::as_ref));
        names(canvas, &ending, frame);
    });
    Some(LaneSlice { svg, summary })
}

/// The stage's own two points, with their values.
fn points(canvas: &Canvas, plan: &Plan, stage: &Stage, roles: &[Role]) {
    let (today, goal) = (stage.score_today(roles), stage.score_target(roles));
    let word = |score: f64| plan.settings.pen().number(plan.settings.scale.from_ten(score), 1);
    let below = goal.zip(today).is_none_or(|(goal, today)| goal >= today);
    if let Some(goal) = goal {
        canvas.dot((0.5, goal), Ink::Target);
        value(canvas, goal, &word(goal), Ink::Target, !below);
    }
    if let Some(today) = today {
        canvas.ring((0.5, today));
        value(canvas, today, &word(today), Ink::Strong, below);
    }
}

/// The roles whose curve of today ends at `stage`, with its height there, from the top down.
fn ending<'r>(roles: &'r [Role], stage: &Stage, next: Option<&Stage>) -> Vec<(&'r Role, f64)> {
    let today = |stage: &Stage, role: &Role| stage.score(role.id).and_then(|score| score.today).map(Number::get);
    let goes_on = |role: &Role| next.is_some_and(|next| today(next, role).is_some());
    let mut ending: Vec<_> =
        roles.iter().filter(|role| !goes_on(role)).filter_map(|role| Some((role, today(stage, role)?))).collect();
    ending.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    ending
}

/// Names beside the ends of their curves, so that no curve is told by its colour alone; as far apart as they can be read.
fn names(canvas: &Canvas, ending: &[(&Role, f64)], frame: &LaneFrame) {
    const SIZE: f64 = 10.0;
    // Behind the values of the points; in a narrow stage before the points, where there is more room.
    const BEHIND: f64 = 36.0;
    const BEFORE: f64 = 10.0;
    const LEAST: f64 = 24.0;
    // Widths are estimated: a browser's font may be wider.
    const SURE: f64 = 0.85;
    let half = f64::from(frame.width) / 2.0;
    let is_behind = half - BEHIND >= LEAST;
    let (shift, room, side) =
        if is_behind { (BEHIND, half - BEHIND, HPos::Left) } else { (-BEFORE, half - BEFORE, HPos::Right) };
    let gap = (SIZE + 1.0) / f64::from(frame.height - 2 * MARGIN) * (RANGE.end - RANGE.start);
    let lowest_first = |left: usize| RANGE.start + gap * (left as f64 + 0.5);
    let mut above = f64::INFINITY;
    for (index, (role, score)) in ending.iter().enumerate() {
        // Below the name before, and with room for those that follow.
        let height = score.min(above - gap).max(lowest_first(ending.len() - 1 - index));
        above = height;
        let kind = Type { size: SIZE, ink: Ink::of_role(role.colour), ..label(side, VPos::Center) };
        canvas.text(&fitted(&role.name, SIZE, SURE * room), (0.5, height), (shift, 0.0), kind);
    }
}

/// The part of `name` that is no wider than `room` at `size`, with the sign that says that it is a part.
fn fitted(name: &str, size: f64, room: f64) -> String {
    if text_width(name, size) <= room {
        return name.to_owned();
    }
    let mut part = name.to_owned();
    while part.pop().is_some() {
        let cut = format!("{}…", part.trim_end());
        if text_width(&cut, size) <= room {
            return cut;
        }
    }
    String::new()
}

/// A smooth line from the score before through the middle to the next one, within this stage; it breaks where a stage
/// has none.
fn curve(canvas: &Canvas, [before, here, next]: [Option<f64>; 3], ink: Ink, width: f64) {
    let Some(here) = here else { return };
    // Level at the stages, so that a stage is where its curve rests.
    let ease = |from: f64, to: f64, t: f64| from + (to - from) * t * t * (3.0 - 2.0 * t);
    let steps = || (0..=RESOLUTION).map(|i| i as f64 / RESOLUTION as f64 / 2.0);
    let mut line: Vec<(f64, f64)> = Vec::with_capacity(2 * RESOLUTION + 2);
    if let Some(before) = before {
        line.extend(steps().map(|t| (t, ease(before, here, 0.5 + t))));
    }
    if let Some(next) = next {
        line.extend(steps().map(|t| (0.5 + t, ease(here, next, t))));
    }
    if line.is_empty() {
        // A stage scored alone: a short level line.
        line = vec![(0.44, here), (0.56, here)];
    }
    canvas.line(line, ink, width);
}

fn value(canvas: &Canvas, score: f64, text: &str, ink: Ink, below: bool) {
    let (vertical, shift) = if below { (VPos::Top, 4.0) } else { (VPos::Bottom, -4.0) };
    canvas.text(text, (0.5, score), (9.0, shift), Type { ink, ..label(HPos::Left, vertical) });
}

fn summary(plan: &Plan, stage: &Stage, roles: &[Role]) -> String {
    let word = |score: Option<f64>| {
        let scale = plan.settings.scale;
        score.map_or_else(|| "not scored".to_owned(), |s| plan.settings.pen().number(scale.from_ten(s), 1))
    };
    let one = |today, target| format!("{} today, target {}", word(today), word(target));
    let mut parts = vec![format!("{} {}", stage.name, one(stage.score_today(roles), stage.score_target(roles)))];
    parts.extend(roles.iter().filter_map(|role| {
        let score = stage.score(role.id)?;
        Some(format!("{} {}", role.name, one(score.today.map(Number::get), score.target.map(Number::get))))
    }));
    format!("{}.", parts.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use journey_plan::library::example;

    fn frame() -> LaneFrame {
        LaneFrame { width: 220, height: 120, roles: None }
    }

    #[test]
    fn neighbouring_slices_meet_at_their_border() {
        let plan = example::plan();
        let ends = |index: usize| {
            let svg = experience_slice(&plan, index, &frame()).unwrap().svg;
            // The line of today's mean is the last one drawn.
            let points = svg.rsplit("<polyline points=\"").next().unwrap().split('"').next().unwrap().to_owned();
            let of = |p: &str| p.split(',').map(|v| v.parse::<i32>().unwrap()).collect::<Vec<_>>();
            (of(points.split(' ').next().unwrap()), of(points.split(' ').next_back().unwrap()))
        };
        for index in 0..4 {
            let ((_, right), (left, _)) = (ends(index), ends(index + 1));
            assert_eq!((right[0], left[0]), (220 * 4, 0));
            assert!((right[1] - left[1]).abs() <= 1, "{right:?} {left:?}");
        }
    }

    #[test]
    fn a_height_is_read_back_as_its_score() {
        for tenth in 10..=100 {
            let score = f64::from(tenth) / 10.0;
            assert!((score_at(height_of(score, 120), 120) - score).abs() < 1e-12);
        }
        assert!((score_at(-3.0, 120) - 10.0).abs() < 1e-12);
    }

    #[test]
    fn every_curve_is_named_where_it_ends_and_names_stand_apart() {
        let plan = example::plan();
        let frame = LaneFrame { width: 300, ..frame() };
        let slices: Vec<String> =
            (0..plan.stages.len()).map(|index| experience_slice(&plan, index, &frame).unwrap().svg).collect();
        for role in &plan.roles {
            let is_scored = |at: usize| {
                plan.stages.get(at).and_then(|s| s.score(role.id)).is_some_and(|score| score.today.is_some())
            };
            // A curve that breaks where a stage has no score ends there, too.
            let ends: Vec<usize> = (0..slices.len()).filter(|at| is_scored(*at) && !is_scored(at + 1)).collect();
            let is_named = |svg: &String| svg.split("<text").skip(1).any(|text| text.contains(&role.name));
            let named: Vec<usize> = (0..slices.len()).filter(|i| is_named(&slices[*i])).collect();
            assert_eq!(named, ends, "{}", role.name);
        }
        // Roles with one score would stand on one another.
        let scores: Vec<_> = plan.roles.iter().map(|role| (role, 9.9)).collect();
        let size = (frame.width, frame.height);
        let margins = Margins { top: MARGIN, right: 0, bottom: MARGIN, left: 0 };
        let svg = picture("crowded", "", size, margins, 0.0..1.0, RANGE, |canvas| names(canvas, &scores, &frame));
        let mut heights: Vec<f64> = svg
            .split("<text")
            .skip(1)
            .map(|text| text.split(" y=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap())
            .collect();
        heights.sort_by(f64::total_cmp);
        assert_eq!(heights.len(), plan.roles.len());
        // Pictures are drawn four times as large as they are shown.
        assert!(heights.windows(2).all(|pair| pair[1] - pair[0] >= 4.0 * 10.0), "{heights:?}");
    }

    #[test]
    fn filtering_to_a_role_draws_that_role_alone() {
        let plan = example::plan();
        let user = plan.roles[2].id;
        let slice = experience_slice(&plan, 2, &LaneFrame { roles: Some(vec![user]), ..frame() }).unwrap();
        assert_eq!(slice.summary, "Deploy 3.5 today, target 7.6; User 3.5 today, target 7.6.");
        assert!(slice.svg.contains("--role-3") && !slice.svg.contains("--role-2"));
    }
}
