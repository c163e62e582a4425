//! The heads of the map: a stage above its column, a lane beside its row.

use super::drag::{Dragging, Moved};
use super::inline::InlineEditor;
use super::keys::open_menu;
use super::state::{At, MapState, use_map};
use crate::app::workspace::use_workspace;
use crate::plan::cells::Row;
use crate::plan::{Lane, LaneRow, Stage, StageId, Step};
use leptos::prelude::*;

/// The head of a stage: its number, its name, its steps, and the way to its menu.
#[component]
pub fn StageHead(id: StageId, dragging: Dragging) -> impl IntoView {
    let (workspace, map) = (use_workspace(), use_map());
    let at = At::new(Row::Name, id);
    let what = Moved::Stage(id);
    let of_stage = move |read: fn(&Stage) -> String| workspace.with_plan(|p| p.stage(id).map(read).unwrap_or_default());
    let name = Memo::new(move |_| of_stage(|s| s.name.clone()));
    let position = Memo::new(move |_| map.stages.with(|s| s.iter().position(|s| *s == id).unwrap_or(0)));
    let steps = Memo::new(move |_| workspace.with_plan(|p| p.stage(id).map(|s| s.steps.clone()).unwrap_or_default()));
    let is_found = Memo::new(move |_| found(map, &name.get()));
    view! {
        <th scope="col" role="columnheader" aria-label=name class="stage"
            data-at=at.key() data-stage-head="" data-name=id.to_string()
            tabindex=move || if map.is_active(at) { "0" } else { "-1" }
            class:found=is_found
            class:dragged=move || dragging.is_moved(what)
            class:drop-before=move || dragging.drop_side(what, position.get()) == Some("drop-before")
            class:drop-behind=move || dragging.drop_side(what, position.get()) == Some("drop-behind")
            on:focus=move |_| map.active.set(at)
            on:dblclick=move |_| map.edit(at, None)
            on:pointerdown=move |event| dragging.press(&event, what)
            on:pointermove=move |event| dragging.carry(&event)
            on:pointerup=move |_| dragging.drop()
            on:pointercancel=move |_| dragging.cancel()>
            <div class="stage-head">
                <span class="grip" aria-hidden="true">{move || position.get() + 1}</span>
                <Show when=move || map.is_editing(at) fallback=move || view! { <span class="name" dir="auto">{name}</span> }>
                    <InlineEditor at=at map=map workspace=workspace/>
                </Show>
                <button class="icon" tabindex="-1" aria-haspopup="menu" aria-label=move || format!("Stage menu: {}", name.get())
                    on:click=move |_| open_menu(at, map)>"⋯"</button>
            </div>
            <Show when=move || steps.with(|s| !s.is_empty())>
                <ol class="steps" style:--steps=move || steps.with(Vec::len).to_string()>
                    <For each=move || steps.get() key=|s| s.clone()
                        children=move |step| view! { <StepHead stage=id step=step dragging=dragging/> }/>
                </ol>
            </Show>
        </th>
    }
}

/// A step under its stage.
#[component]
fn StepHead(stage: StageId, step: Step, dragging: Dragging) -> impl IntoView {
    let workspace = use_workspace();
    let what = Moved::Step(stage, step.id);
    let id = step.id;
    let position = Memo::new(move |_| {
        workspace.with_plan(|p| p.stage(stage).and_then(|s| s.steps.iter().position(|s| s.id == id)).unwrap_or(0))
    });
    view! {
        <li class="grip" dir="auto" data-step-of=stage.to_string() data-name=id.to_string()
            class:dragged=move || dragging.is_moved(what)
            class:drop-before=move || dragging.drop_side(what, position.get()) == Some("drop-before")
            class:drop-behind=move || dragging.drop_side(what, position.get()) == Some("drop-behind")
            on:pointerdown=move |event| dragging.press(&event, what)
            on:pointermove=move |event| dragging.carry(&event)
            on:pointerup=move |_| dragging.drop()
            on:pointercancel=move |_| dragging.cancel()>{step.name}</li>
    }
}

/// The head of a row.
#[component]
pub fn LaneHead(row: Row, dragging: Dragging) -> impl IntoView {
    let (workspace, map) = (use_workspace(), use_map());
    let at = At { row, stage: None };
    let name = Memo::new(move |_| workspace.with_plan(|p| row.label(p)));
    let Row::Lane(lane) = row else {
        return view! {
            <th scope="row" role="rowheader" class="score-head" aria-label=name data-at=at.key()
                tabindex=move || if map.is_active(at) { "0" } else { "-1" } on:focus=move |_| map.active.set(at)>
                <span class="name" dir="auto">{move || name.get().trim_start_matches("Score: ").to_owned()}</span>
                <small>"today → target"</small>
            </th>
        }
        .into_any();
    };
    let what = Moved::Lane(lane);
    let arranged =
        Memo::new(move |_| workspace.with_plan(|p| p.lane(lane).cloned().unwrap_or_else(|| LaneRow::of(lane))));
    let position = move || workspace.with_plan(|_| map.lane_position(lane));
    let hint = move || match lane {
        Lane::Experience => {
            let (scale, roles) = (workspace.with_plan(|p| p.settings.scale.label()), map.roles.get());
            let roles = roles.map_or_else(|| "all roles".to_owned(), |r| format!("{} of the roles", r.len()));
            format!("{scale}, {roles}")
        }
        Lane::ValueAtStake => "one more point".to_owned(),
        Lane::ScenarioGain => "before cost".to_owned(),
        Lane::Budget => "a year, by type".to_owned(),
        _ => String::new(),
    };
    let key = (lane == Lane::Experience).then(|| {
        view! { <small class="curve-key"><span class="today">"today"</span><span class="target">"target"</span></small> }
    });
    view! {
        <th scope="row" role="rowheader" aria-label=name title=lane.prompt()
            data-at=at.key() data-lane-head="" data-name=format!("{lane:?}")
            tabindex=move || if map.is_active(at) { "0" } else { "-1" }
            class:dragged=move || dragging.is_moved(what)
            class:drop-before=move || dragging.drop_side(what, position()) == Some("drop-before")
            class:drop-behind=move || dragging.drop_side(what, position()) == Some("drop-behind")
            on:focus=move |_| map.active.set(at)
            on:dblclick=move |_| map.edit(at, None)
            on:pointerdown=move |event| dragging.press(&event, what)
            on:pointermove=move |event| dragging.carry(&event)
            on:pointerup=move |_| dragging.drop()
            on:pointercancel=move |_| dragging.cancel()>
            <div class="lane-head">
                <Show when=move || map.is_editing(at) fallback=move || view! { <span class="name grip" dir="auto">{name}</span> }>
                    <InlineEditor at=at map=map workspace=workspace/>
                </Show>
                <button class="icon" tabindex="-1" aria-haspopup="menu" aria-label=move || format!("Lane menu: {}", name.get())
                    on:click=move |_| open_menu(at, map)>"⋯"</button>
            </div>
            {move || {
                let hint = hint();
                (!hint.is_empty()).then(|| view! { <small>{hint}</small> })
            }}
            {key}
            {move || arranged.with(|row| row.pinned).then(|| view! { <small>"pinned"</small> })}
        </th>
    }
    .into_any()
}

/// Whether the words looked for are in `text`.
pub fn found(map: MapState, text: &str) -> bool {
    map.words.with(|words| {
        let words = words.trim().to_lowercase();
        !words.is_empty() && text.to_lowercase().contains(&words)
    })
}
