//! Scores per role and stage, and the stage's score today.

use crate::app::view::Place;
use crate::app::widgets::{Field, NumberField, Picture, TextField};
use crate::app::workspace::{Workspace, use_workspace};
use crate::chart::{Frame, experience_lane};
use crate::plan::number_text::Unit;
use crate::plan::{Command, RoleId, StageChange, StageId};
use leptos::prelude::*;
use std::sync::Arc;

/// A lane per role, then the stage score they make.
#[component]
pub fn ScoreLanes(stages: Memo<Vec<StageId>>) -> impl IntoView {
    let workspace = use_workspace();
    let roles = Memo::new(move |_| workspace.with_plan(|p| p.roles.iter().map(|r| r.id).collect::<Vec<_>>()));
    view! {
        <For each=move || roles.get() key=|id| *id children=move |role| view! { <RoleLane role=role stages=stages/> }/>
        <tr role="row" class="experience-lane">
            <th scope="row" role="rowheader" aria-label="Experience">
                "Experience"<small>"1–10, today"</small><small class="target">"- - target"</small>
            </th>
            <Curve stages=stages/>
        </tr>
    }
}

#[component]
fn RoleLane(role: RoleId, stages: Memo<Vec<StageId>>) -> impl IntoView {
    let workspace = use_workspace();
    let name = Memo::new(move |_| workspace.with_plan(|p| p.role(role).map(|r| r.name.clone()).unwrap_or_default()));
    let cell = move |stage: StageId| {
        let field = Field::new(
            format!("score {role} {stage}"),
            Unit::Plain,
            move |w: Workspace| w.with_plan(|p| p.stage(stage)?.score(role)?.today),
            move |score| Command::Stage(stage, StageChange::ScoreToday(role, score)),
        );
        let label = workspace.with_plan_untracked(|p| {
            format!(
                "Score of {}, {}",
                name.get_untracked(),
                p.stage(stage).map(|s| s.name.as_str()).unwrap_or_default()
            )
        });
        view! { <td role="gridcell"><NumberField label=label quiet=true placeholder="–" field=field/></td> }
    };
    view! {
        <tr role="row" class="role-lane">
            <th scope="row" role="rowheader" aria-label=move || format!("Score: {}", name.get())>
                <div class="lane">
                    <TextField label=Signal::derive(move || format!("Role: {}", name.get())) class="role-name"
                        read=Arc::new(move |w: Workspace| w.with_plan(|p| p.role(role).map(|r| r.name.clone()).unwrap_or_default()))
                        command=Arc::new(move |name| Command::RenameRole(role, name))/>
                    <button class="icon" aria-label=move || format!("Remove role {}", name.get())
                        on:click=move |_| workspace.act(&Command::RemoveRole(role))>"×"</button>
                </div>
            </th>
            <For each=move || stages.get() key=|id| *id children=cell/>
        </tr>
    }
}

/// The curve over all stages, in their columns.
#[component]
fn Curve(stages: Memo<Vec<StageId>>) -> impl IntoView {
    let workspace = use_workspace();
    let lane = Memo::new(move |_| {
        let width = workspace.view.chart_width(Place::Map);
        workspace.with_plan(|p| experience_lane(p, &Frame::new(width, p)))
    });
    let svg = move || lane.with(|l| l.as_ref().map(|l| l.svg.clone()).unwrap_or_default());
    view! {
        <td role="gridcell" class="curve" colspan=move || stages.with(Vec::len)>
            <Show when=move || lane.with(Option::is_some)
                fallback=|| view! { <p class="quiet">"Enter a score from 1 to 10 for a role that takes part."</p> }>
                <Picture svg=Signal::derive(svg)/>
            </Show>
        </td>
    }
}
