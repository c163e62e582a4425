//! The scores of a stage, role by role: today and target, on the plan's own scale.

use crate::state::workspace::{Workspace, use_workspace};
use crate::widgets::boxed::{Show, each, memo};
use crate::widgets::{Field, NumberField, Pick};
use journey_plan::number::text::NumberUnit;
use journey_plan::{Command, Evidence, Number, RoleId, RoleScore, StageChange, StageId};
use leptos::prelude::*;

/// Two numbers per role that takes part; arrow keys move them by a tenth of a point.
#[component]
pub fn ScoresEditor(stage: StageId) -> impl IntoView {
    let workspace = use_workspace();
    let roles = memo(move || {
        workspace.with_plan(|p| {
            let active = |id: RoleId| p.stage(stage).is_some_and(|s| s.score(id).is_some());
            p.roles.iter().filter(|r| active(r.id)).map(|r| (r.id, r.name.clone(), r.colour)).collect::<Vec<_>>()
        })
    });
    let ends = move || {
        workspace.with_plan(|p| {
            let [low, high] = &p.settings.scale_labels;
            let (bottom, top) = p.settings.scale.ends();
            let meaning = |label: &str| if label.is_empty() { String::new() } else { format!(" {label}") };
            format!("{bottom}{} … {top}{}", meaning(low), meaning(high))
        })
    };
    let row = move |(role, name, colour): (RoleId, String, u8)| {
        let today = score_field(stage, role, "today", |s| s.today, StageChange::ScoreToday);
        let target = score_field(stage, role, "target", |s| s.target, StageChange::ScoreTarget);
        view! {
            <fieldset class="score-row">
                <legend class="chip" style:--role=format!("var(--role-{})", colour + 1) dir="auto">{name.clone()}</legend>
                <NumberField label="Today" field=today/>
                <NumberField label="Target" field=target/>
            </fieldset>
        }
    };
    let evidence = Signal::derive(move || workspace.with_plan(|p| p.stage(stage).map(|s| s.evidence)));
    let choose = Callback::new(move |level: Option<Evidence>| {
        workspace.act(&Command::Stage(stage, StageChange::Evidence(level.unwrap_or_default())));
    });
    view! {
        <Show when=move || roles.with(|r| !r.is_empty())
            fallback=|| view! { <p>"No role takes part yet: add one in the lane “Roles active”."</p> }>
            <p class="quiet">{ends}</p>
            {each(move || roles.get(), row)}
            <Pick label="Today’s scores rest on" options=Evidence::ALL.map(|e| (e, e.label().to_owned())).to_vec()
                value=evidence choose=choose/>
        </Show>
    }
}

fn score_field(
    stage: StageId,
    role: RoleId,
    what: &str,
    read: fn(&RoleScore) -> Option<Number>,
    change: fn(RoleId, Option<Number>) -> StageChange,
) -> Field {
    let workspace = use_workspace();
    let read = move |w: Workspace| {
        w.with_plan(|p| {
            let score = read(p.stage(stage)?.score(role)?)?;
            Number::new(p.settings.scale.from_ten(score.get())).ok()
        })
    };
    Field::checked(format!("score {what} {role} {stage}"), NumberUnit::Plain, read, move |score| {
        let scale = workspace.with_plan_untracked(|p| p.settings.scale);
        let score = score.map(|s| scale.to_ten(s)).transpose()?;
        Ok(Command::Stage(stage, change(role, score)))
    })
    .stepped(0.1)
}
