//! The heads of the map: a stage above its column, a lane beside its row.

use super::drag::{DraggedItem, Dragging};
use super::inline::InlineEditor;
use super::keys::open_menu;
use super::state::{MapPosition, use_map};
use crate::state::workspace::{Workspace, use_workspace};
use crate::widgets::boxed::{Show, each, live, memo, says};
use crate::widgets::remark;
use journey_plan::journey::cells::{MapRow, mentions};
use journey_plan::{Lane, Stage, StageId, Step};
use leptos::attr::Attribute;
use leptos::prelude::*;

/// The head of a stage: number, name, steps, and the way to the menu.
#[component]
pub fn StageHead(id: StageId, dragging: Dragging) -> impl IntoView {
    let (workspace, map) = (use_workspace(), use_map());
    let at = MapPosition::new(MapRow::Name, id);
    let what = DraggedItem::Stage(id);
    let of_stage = move |read: fn(&Stage) -> String| workspace.with_plan(|p| p.stage(id).map(read).unwrap_or_default());
    let name = memo(move || of_stage(|s| s.name.clone()));
    let position = memo(move || map.stages.with(|s| s.iter().position(|s| *s == id).unwrap_or(0)));
    let steps = memo(move || workspace.with_plan(|p| p.stage(id).map(|s| s.steps.clone()).unwrap_or_default()));
    let is_found = memo(move || map.words.with(|words| mentions(&name.get(), words)));
    view! {
        <th scope="col" role="columnheader" aria-label=name class="stage"
            data-at=at.key() data-stage-head="" data-name=id.to_string()
            tabindex=says(move || if map.is_active(at) { "0" } else { "-1" })
            class:found=is_found
            on:focus=move |_| map.choose(at)
            on:dblclick=move |_| map.edit(at, None)
            {..draggable(dragging, what)}>
            <div class="stage-head">
                <span class="grip" aria-hidden="true">{live(move || position.get() + 1)}</span>
                <Show when=move || map.is_editing(at) fallback=move || name_or_draft(workspace, at, "name", name)>
                    <InlineEditor at=at map=map workspace=workspace/>
                </Show>
                <button class="icon" tabindex="-1" aria-haspopup="menu" aria-label=says(move || format!("Stage menu: {}", name.get()))
                    on:click=move |_| open_menu(at, map)>"⋯"</button>
            </div>
            <Show when=move || steps.with(|s| !s.is_empty())>
                <ol class="steps" style:--steps=says(move || steps.with(Vec::len).to_string())>
                    {each(move || steps.get(), move |step| view! { <StepHead stage=id step=step dragging=dragging/> })}
                </ol>
            </Show>
        </th>
    }
}

/// The name of a head; one that was refused or is not taken yet, with what is to be said of it.
fn name_or_draft(workspace: Workspace, at: MapPosition, class: &'static str, name: Memo<String>) -> AnyView {
    let draft = memo(move || workspace.drafts.with(|drafts| drafts.get(&at.key()).cloned()));
    let shown = move || draft.get().map_or_else(|| name.get(), |draft| draft.text);
    view! { <span class=class dir="auto">{live(shown)}</span> {live(move || remark(draft.get()))} }.into_any()
}

/// The attributes with which a head can be taken hold of and dropped beside.
fn draggable(dragging: Dragging, what: DraggedItem) -> impl Attribute {
    view! {
        <{..}
            class:dragged=says(move || dragging.is_moved(what))
            class:drop-before=says(move || dragging.is_target(what, false))
            class:drop-behind=says(move || dragging.is_target(what, true))
            on:pointerdown=move |event| dragging.press(&event, what)
            on:pointermove=move |event| dragging.carry(&event)
            on:pointerup=move |_| dragging.drop()
            on:pointercancel=move |_| dragging.cancel()
        />
    }
}

/// A step under its stage.
#[component]
fn StepHead(stage: StageId, step: Step, dragging: Dragging) -> impl IntoView {
    let what = DraggedItem::Step(stage, step.id);
    let id = step.id;
    view! {
        <li class="grip" dir="auto" data-step-of=stage.to_string() data-name=id.to_string()
            {..draggable(dragging, what)}>{step.name}</li>
    }
}

/// The head of a row.
#[component]
pub fn LaneHead(row: MapRow, dragging: Dragging) -> impl IntoView {
    let (workspace, map) = (use_workspace(), use_map());
    let at = MapPosition { row, stage: None };
    let name = memo(move || workspace.with_plan(|p| row.label(p)));
    let MapRow::Lane(lane) = row else {
        let role = move || workspace.with_plan(|p| row.role(p).map(|r| r.name.clone()).unwrap_or_default());
        return view! {
            <th scope="row" role="rowheader" class="score-head" aria-label=name data-at=at.key()
                tabindex=says(move || if map.is_active(at) { "0" } else { "-1" }) on:focus=move |_| map.choose(at)>
                <span class="name" dir="auto">{live(role)}</span>
                <small>"today → target"</small>
            </th>
        }
        .into_any();
    };
    let what = DraggedItem::Lane(lane);
    let is_pinned = move || map.seen.with(|seen| seen.pinned.contains(&lane));
    let hint = move || {
        let measure = workspace.with_plan(|p| lane.measure(&p.settings));
        if lane != Lane::Experience {
            return measure;
        }
        let roles = map
            .roles
            .get()
            .map_or_else(|| "all roles".to_owned(), |r| format!("{} of the roles", workspace.pen.get().whole(r.len())));
        format!("{measure}, {roles}")
    };
    let key = (lane == Lane::Experience).then(|| {
        view! { <small class="curve-key"><span class="today">"today"</span><span class="target">"target"</span></small> }
    });
    view! {
        <th scope="row" role="rowheader" aria-label=name title=lane.prompt()
            data-at=at.key() data-lane-head="" data-name=format!("{lane:?}")
            tabindex=says(move || if map.is_active(at) { "0" } else { "-1" })
            on:focus=move |_| map.choose(at)
            on:dblclick=move |_| map.edit(at, None)
            {..draggable(dragging, what)}>
            <div class="lane-head">
                <Show when=move || map.is_editing(at) fallback=move || name_or_draft(workspace, at, "name grip", name)>
                    <InlineEditor at=at map=map workspace=workspace/>
                </Show>
                <button class="icon" tabindex="-1" aria-haspopup="menu" aria-label=says(move || format!("Lane menu: {}", name.get()))
                    on:click=move |_| open_menu(at, map)>"⋯"</button>
            </div>
            {live(move || {
                let hint = hint();
                (!hint.is_empty()).then(|| view! { <small>{hint}</small> })
            })}
            {key}
            {live(move || is_pinned().then(|| view! { <small>"pinned"</small> }))}
        </th>
    }
    .into_any()
}
