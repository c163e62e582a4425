//! Headers and text cells of the map.

use crate::app::widgets::TextField;
use crate::app::workspace::{Workspace, use_workspace};
use crate::plan::{Command, Stage, StageChange, StageId, StageText};
use leptos::prelude::*;
use std::sync::Arc;

fn text_of(workspace: Workspace, id: StageId, read: impl Fn(&Stage) -> String) -> String {
    workspace.with_plan(|p| p.stage(id).map(read).unwrap_or_default())
}

/// A stage's header: its number, its name, and what can be done with it.
#[component]
pub fn StageHead(id: StageId) -> impl IntoView {
    let workspace = use_workspace();
    let name = Memo::new(move |_| text_of(workspace, id, |s| s.name.clone()));
    let position = Memo::new(move |_| workspace.with_plan(|p| p.stages.iter().position(|s| s.id == id).unwrap_or(0)));
    let count = move || workspace.with_plan(|p| p.stages.len());
    let go = move |to: usize| {
        workspace.act(&Command::Stage(id, StageChange::MoveTo(to)));
        workspace.view.say(untrack(|| format!("Moved {} to position {} of {}", name.get(), to + 1, count())));
    };
    view! {
        <th scope="col" role="columnheader" aria-label=name>
            <div class="stage-head">
                <i aria-hidden="true">{move || position.get() + 1}</i>
                <TextField label=Signal::derive(move || format!("Stage name: {}", name.get())) class="stage-name"
                    read=Arc::new(move |w: Workspace| text_of(w, id, |s| s.name.clone()))
                    command=Arc::new(move |name| Command::Stage(id, StageChange::Name(name)))/>
                <span class="stage-tools">
                    <button class="icon" aria-label=move || format!("Move {} left", name.get()) disabled=move || position.get() == 0
                        on:click=move |_| go(position.get_untracked() - 1)>"‹"</button>
                    <button class="icon" aria-label=move || format!("Move {} right", name.get()) disabled=move || position.get() + 1 == count()
                        on:click=move |_| go(position.get_untracked() + 1)>"›"</button>
                    <button class="icon" aria-label=move || format!("Remove {}", name.get())
                        on:click=move |_| workspace.act(&Command::Stage(id, StageChange::Remove))>"×"</button>
                </span>
            </div>
        </th>
    }
}

/// A lane with a text per stage.
#[component]
pub fn TextLane(lane: StageText, stages: Memo<Vec<StageId>>) -> impl IntoView {
    let cell = move |id: StageId| {
        let workspace = use_workspace();
        let label = Signal::derive(move || format!("{}, {}", lane.label(), text_of(workspace, id, |s| s.name.clone())));
        view! {
            <td role="gridcell">
                <TextField label=label class="cell-text" placeholder="–"
                    read=Arc::new(move |w: Workspace| text_of(w, id, |s| s.text(lane).to_owned()))
                    command=Arc::new(move |text| Command::Stage(id, StageChange::Text(lane, text)))/>
            </td>
        }
    };
    view! {
        <tr role="row">
            <th scope="row" role="rowheader">{lane.label()}</th>
            <For each=move || stages.get() key=|id| *id children=cell/>
        </tr>
    }
}
