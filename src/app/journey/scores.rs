//! Scores per role and stage, and the stage's score today.

use crate::app::widgets::{Field, NumberField, TextField};
use crate::app::workspace::{Workspace, use_workspace};
use crate::plan::number_text::{Unit, fixed};
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
            <th scope="row" role="rowheader">"Experience"<small>"dark today, teal with the scenario"</small></th>
            <For each=move || stages.get() key=|id| *id children=move |id| view! { <StageScore id=id/> }/>
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

/// The stage's score on a small scale from 1 to 10, with what the scenario adds.
#[component]
fn StageScore(id: StageId) -> impl IntoView {
    let workspace = use_workspace();
    let today = move || workspace.with_plan(|p| p.stage(id).and_then(|s| s.score_today(&p.roles)));
    let gained = move || {
        workspace
            .with_forecast(|f| f.stages.iter().find(|s| s.id == id).map(|s| s.points))
            .ok()
            .flatten()
            .unwrap_or(0.0)
    };
    let locale = move || workspace.with_plan(|p| p.settings.locale);
    let words = move || match today() {
        None => "no score yet".to_owned(),
        Some(score) if gained() > 0.0 => {
            format!("{} → {}", fixed(score, 1, locale()), fixed((score + gained()).min(10.0), 1, locale()))
        }
        Some(score) => fixed(score, 1, locale()),
    };
    let share = |points: f64| format!("{:.1}%", (points / 9.0 * 100.0).clamp(0.0, 100.0));
    view! {
        <td role="gridcell">
            <span class="stage-score">{words}</span>
            <span class="meter" aria-hidden="true" style:--today=move || share(today().unwrap_or(1.0) - 1.0)
                style:--gain=move || share(gained())></span>
        </td>
    }
}
