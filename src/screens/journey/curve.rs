//! The experience cell: the curve, and points that are dragged or moved by arrow keys.

use super::map::StagesFrame;
use super::state::{MapPosition, use_map};
use crate::state::workspace::{Workspace, use_workspace};
use crate::widgets::SvgPicture;
use crate::widgets::boxed::{Show, each, memo, says};
use journey_output::chart::{LaneFrame, experience_slice, height_of, score_at};
use journey_plan::number::pen::Pen;
use journey_plan::number::text::NumberUnit;
use journey_plan::{Command, Lane, MapRow, Number, Role, RoleId, StageChange, StageId};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A role's point at a stage.
#[derive(Debug, Clone, PartialEq)]
struct CurvePoint {
    role: RoleId,
    name: String,
    colour: u8,
    is_target: bool,
    score: f64,
}

fn height(compact: bool) -> u32 {
    if compact { 132 } else { 168 }
}

/// The stage's slice of the curve.
#[component]
pub fn Curve(id: StageId) -> impl IntoView {
    let (workspace, map) = (use_workspace(), use_map());
    let compact = move || map.seen.with(|p| p.compact);
    let frame = expect_context::<StagesFrame>();
    let slice = memo(move || {
        let (width, roles) = (frame.stage(map)?, map.roles.get());
        // Only scores, their order and their roles are drawn; other edits leave the pictures alone.
        map.scores.track();
        workspace.with_plan_untracked(|p| {
            let index = p.stages.iter().position(|s| s.id == id)?;
            let frame = LaneFrame { width, height: height(compact()), roles };
            experience_slice(p, index, &frame)
        })
    });
    let svg = move || slice.with(|s| s.as_ref().map(|s| s.svg.clone()).unwrap_or_default());
    let points = memo(move || points(workspace, id, map.roles.get().as_deref()));
    let keys = memo(move || points.with(|p| p.iter().map(|p| (p.role, p.is_target)).collect::<Vec<_>>()));
    let handle = move |(role, is_target): (RoleId, bool)| {
        let point =
            memo(move || points.with(|p| p.iter().find(|p| p.role == role && p.is_target == is_target).cloned()));
        let position = move || keys.with(|k| (k.iter().position(|k| *k == (role, is_target)).unwrap_or(0), k.len()));
        view! { <Handle id=id role=role is_target=is_target point=point position=Signal::derive(position) height=Signal::derive(move || height(compact()))/> }
    };
    view! {
        <Show when=move || slice.with(Option::is_some)
            fallback=|| view! { <p class="quiet">"Enter adds scores"</p> }>
            <div class="curve-box">
                <SvgPicture svg=Signal::derive(svg)/>
                {each(move || keys.get(), handle)}
            </div>
        </Show>
    }
}

fn points(workspace: Workspace, id: StageId, shown: Option<&[RoleId]>) -> Vec<CurvePoint> {
    workspace.with_plan(|p| {
        let Some(stage) = p.stage(id) else { return Vec::new() };
        let is_shown = |r: &&Role| shown.is_none_or(|shown| shown.contains(&r.id));
        let of_role = |role: &Role| {
            let score = stage.score(role.id)?;
            let point = |is_target, score: Option<Number>| {
                let score = score?.get();
                Some(CurvePoint { role: role.id, name: role.name.clone(), colour: role.colour, is_target, score })
            };
            Some([point(false, score.today), point(true, score.target)])
        };
        p.roles.iter().filter(is_shown).filter_map(of_role).flatten().flatten().collect()
    })
}

/// A point: dragged up and down, or moved by arrow keys once it has the focus.
#[component]
fn Handle(
    id: StageId,
    role: RoleId,
    is_target: bool,
    point: Memo<Option<CurvePoint>>,
    position: Signal<(usize, usize)>,
    height: Signal<u32>,
) -> impl IntoView {
    let (workspace, map) = (use_workspace(), use_map());
    let scale = move || workspace.with_plan(|p| p.settings.scale);
    let score = move || point.with(|p| p.as_ref().map_or(1.0, |p| p.score));
    let name = move || {
        let (name, stage) = workspace.with_plan(|p| {
            let role = p.role(role).map(|r| r.name.clone()).unwrap_or_default();
            (role, p.stage(id).map(|s| s.name.clone()).unwrap_or_default())
        });
        format!("{name}, {stage}, {}", if is_target { "target" } else { "today" })
    };
    // A tenth of a point on 1–10 is as fine as a room can tell apart.
    let set = move |score: f64| {
        let rounded = (score.clamp(1.0, 10.0) * 10.0).round() / 10.0;
        let Ok(score) = Number::new(rounded) else { return };
        let change = if is_target { StageChange::ScoreTarget } else { StageChange::ScoreToday };
        workspace.act(&Command::Stage(id, change(role, Some(score))));
    };
    let held = RwSignal::new(false);
    let follow = move |event: &web_sys::PointerEvent| {
        let handle = event.current_target().and_then(|t| t.dyn_into::<web_sys::HtmlElement>().ok());
        let Some(frame) = handle.and_then(|h| h.parent_element()).map(|f| f.get_bounding_client_rect()) else { return };
        set(score_at((f64::from(event.client_y()) - frame.top()) / frame.height(), height.get_untracked()));
    };
    let spread = move || {
        let (index, count) = position.get();
        // Points of several roles stand side by side around the middle of the stage.
        format!("{:.1}%", 50.0 + (index as f64 - (count as f64 - 1.0) / 2.0) * (60.0 / count.max(6) as f64))
    };
    let shown = move || {
        let pen = workspace.pen.get();
        pen.number(scale().from_ten(score()), 1)
    };
    view! {
        <span class="handle" role="slider" tabindex="-1" aria-orientation="vertical"
            class:target=is_target class:held=held
            aria-label=name title=says(move || format!("{}: {}", name(), shown()))
            aria-valuemin=says(move || scale().ends().0.to_string()) aria-valuemax=says(move || scale().ends().1.to_string())
            aria-valuenow=says(move || {
                Pen::PLAIN.field(scale().from_ten(score()), NumberUnit::Plain)
            })
            style:--role=says(move || format!("var(--role-{})", point.with(|p| p.as_ref().map_or(0, |p| p.colour)) + 1))
            style:top=says(move || format!("{:.2}%", height_of(score(), height.get()) * 100.0))
            style:left=spread
            on:pointerdown=move |event| {
                event.stop_propagation();
                let target = event.current_target().and_then(|t| t.dyn_into::<web_sys::HtmlElement>().ok());
                if let Some(handle) = target {
                    // Fails only for a pointer that is gone already.
                    let _ = handle.set_pointer_capture(event.pointer_id());
                    let _ = handle.focus();
                }
                held.set(true);
            }
            on:pointermove=move |event| if held.get_untracked() { follow(&event) }
            on:pointerup=move |_| { held.set(false); workspace.end_burst(); }
            on:pointercancel=move |_| { held.set(false); workspace.end_burst(); }
            on:dblclick=|event| event.stop_propagation()
            on:keydown=move |event| {
                let step = if event.shift_key() { 1.0 } else { 0.1 };
                match event.key().as_str() {
                    "ArrowUp" | "ArrowRight" => set(score() + step),
                    "ArrowDown" | "ArrowLeft" => set(score() - step),
                    "PageUp" => set(score() + 1.0),
                    "PageDown" => set(score() - 1.0),
                    "Home" => set(1.0),
                    "End" => set(10.0),
                    "Escape" => map.focus(MapPosition::new(MapRow::Lane(Lane::Experience), id)),
                    _ => return,
                }
                event.prevent_default();
                event.stop_propagation();
            }
            on:blur=move |_| workspace.end_burst()></span>
    }
}
