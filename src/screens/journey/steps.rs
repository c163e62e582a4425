//! The steps of a stage: add, rename, move, duplicate, remove.

use super::state::{MapPosition, use_map};
use crate::state::workspace::{Workspace, use_workspace};
use crate::widgets::boxed::{each, memo, says};
use crate::widgets::{Modal, NewLine, TextField};
use journey_plan::journey::cells::{MapRow, card_lines};
use journey_plan::number::pen::Pen;
use journey_plan::{Command, StageChange, StageId, StepChange, StepId};
use leptos::prelude::*;
use std::sync::Arc;

/// The dialog with the steps of a stage.
#[component]
pub fn StepsPanel(stage: StageId) -> impl IntoView {
    let (workspace, map) = (use_workspace(), use_map());
    let steps = memo(move || {
        workspace
            .with_plan(|p| p.stage(stage).map(|s| s.steps.iter().map(|s| s.id).collect::<Vec<_>>()).unwrap_or_default())
    });
    let close = move |()| {
        map.panel.set(None);
        map.focus(MapPosition::new(MapRow::Name, stage));
    };
    view! {
        <Modal title=format!("Steps, {}", map.stage_name(stage)) close=Callback::new(close)>
            <p class="quiet">"Cards can lie in a step; each step then has its part of the stage’s column."</p>
            <ol class="card-editor">
                {each(move || steps.get(), move |id| view! { <StepRow stage=stage id=id steps=steps/> })}
            </ol>
            <NewLine label="New step" placeholder="Type and press Enter" key=format!("new step {stage}")
                take=Arc::new(move |text: &str| {
                    let steps = StageChange::AddSteps(card_lines(text));
                    workspace.dispatch(&Command::Stage(stage, steps)).map_err(|error| error.to_string())
                })/>
        </Modal>
    }
}

#[component]
fn StepRow(stage: StageId, id: StepId, steps: Memo<Vec<StepId>>) -> impl IntoView {
    let workspace = use_workspace();
    let read = move |w: Workspace| {
        w.with_plan(|p| {
            p.stage(stage).and_then(|s| s.steps.iter().find(|s| s.id == id)).map(|s| s.name.clone()).unwrap_or_default()
        })
    };
    let name = memo(move || read(workspace));
    let act = move |change: StepChange| workspace.act(&Command::Stage(stage, StageChange::Step(id, change)));
    let position = move || steps.with(|s| s.iter().position(|s| *s == id).unwrap_or(0));
    let count = move || steps.with(Vec::len);
    let go = move |by: isize| {
        let to = untrack(position).saturating_add_signed(by).min(untrack(count).saturating_sub(1));
        act(StepChange::MoveTo(to));
    };
    view! {
        <li class="card-row" on:keydown=move |event| {
            if event.alt_key() && event.shift_key() && matches!(event.key().as_str(), "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight") {
                event.prevent_default();
                go(if matches!(event.key().as_str(), "ArrowUp" | "ArrowLeft") { -1 } else { 1 });
            }
        }>
            <TextField label=Signal::derive(move || format!("Step {}", Pen::PLAIN.whole(position() + 1))) key=format!("step {id}") class="cell-text"
                read=Arc::new(read)
                command=Arc::new(move |name: String| {
                    let change = if name.trim().is_empty() { StepChange::Remove } else { StepChange::Name(name) };
                    Command::Stage(stage, StageChange::Step(id, change))
                })/>
            <span class="card-tools">
                <button class="icon" aria-label=says(move || format!("Move up: {}", name.get())) disabled=says(move || position() == 0)
                    on:click=move |_| go(-1)>"↑"</button>
                <button class="icon" aria-label=says(move || format!("Move down: {}", name.get())) disabled=says(move || position() + 1 == count())
                    on:click=move |_| go(1)>"↓"</button>
                <button class="icon" aria-label=says(move || format!("Duplicate: {}", name.get()))
                    on:click=move |_| act(StepChange::Duplicate)>"⧉"</button>
                <button class="icon" aria-label=says(move || format!("Remove: {}", name.get()))
                    on:click=move |_| act(StepChange::Remove)>"×"</button>
            </span>
        </li>
    }
}
