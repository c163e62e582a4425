//! Journey: the stages, what should be felt there, who answers for it, and the money in the same columns.

mod cells;
mod money;
mod scores;

use super::workspace::use_workspace;
use crate::plan::number_text::fixed;
use crate::plan::{Command, StageId, StageText};
use cells::{StageHead, TextLane};
use leptos::prelude::*;
use money::MoneyLane;
use scores::ScoreLanes;

/// Lanes above the line of visibility.
const FRONT: [StageText; 3] = [StageText::Expected, StageText::Touchpoints, StageText::Pains];
/// Lanes below it.
const BACK: [StageText; 4] = [StageText::Processes, StageText::Technology, StageText::Owner, StageText::Success];

/// The screen.
#[component]
pub fn Journey() -> impl IntoView {
    let workspace = use_workspace();
    let stages = Memo::new(move |_| workspace.with_plan(|p| p.stages.iter().map(|s| s.id).collect::<Vec<_>>()));
    let add = move |_| {
        let count = workspace.with_plan_untracked(|p| p.stages.len());
        workspace.act(&Command::AddStage { name: format!("Stage {}", count + 1) });
    };
    let add_role = move |_| {
        let count = workspace.with_plan_untracked(|p| p.roles.len());
        workspace.act(&Command::AddRole { name: format!("Role {}", count + 1) });
    };
    let dearest = Memo::new(move |_| dearest(workspace));
    view! {
        <div class="screen-head">
            <h1>{move || message(workspace)}</h1>
            <p>{move || journey_score(workspace)}</p>
            <span class="grow"></span>
            <div class="buttons">
                <button on:click=add_role>"Add role"</button>
                <button on:click=add>"Add stage"</button>
            </div>
        </div>
        <div class="scroll map-scroll">
            <table class="map" role="grid" aria-label="Journey map">
                <thead>
                    <tr role="row">
                        <td class="corner"></td>
                        <For each=move || stages.get() key=|id| *id children=move |id| view! { <StageHead id=id/> }/>
                    </tr>
                </thead>
                <tbody>
                    {FRONT.map(|lane| view! { <TextLane lane=lane stages=stages/> }).collect_view()}
                    <ScoreLanes stages=stages/>
                    <tr class="visibility" role="presentation"><th role="presentation" colspan=move || stages.with(Vec::len) + 1>"line of visibility"</th></tr>
                    {BACK.map(|lane| view! { <TextLane lane=lane stages=stages/> }).collect_view()}
                    <MoneyLane at_stake=true stages=stages dearest=dearest/>
                    <MoneyLane at_stake=false stages=stages dearest=dearest/>
                </tbody>
            </table>
        </div>
    }
}

/// The stage that one more point is worth most on, where the stages differ.
fn dearest(workspace: super::workspace::Workspace) -> Option<StageId> {
    workspace
        .with_forecast(|f| {
            let best = f.value_at_stake.iter().max_by(|a, b| a.value.total_cmp(&b.value))?;
            let differs = f.value_at_stake.iter().any(|v| v.value < best.value * (1.0 - 1e-9));
            (differs && best.value > 0.0).then_some(best.id)
        })
        .ok()
        .flatten()
}

/// The message: which stage feels worst, and which is the dearest to leave.
fn message(workspace: super::workspace::Workspace) -> String {
    let worst = workspace.with_plan(|p| {
        let scored = p.stages.iter().filter_map(|s| Some((s.id, s.score_today(&p.roles)?)));
        scored.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(id, _)| id)
    });
    let name = |id| workspace.with_plan(|p| p.stage(id).map(|s| s.name.clone()).unwrap_or_default());
    match (worst, dearest(workspace)) {
        (Some(worst), Some(dearest)) if worst == dearest => {
            format!("“{}” feels worst and is the dearest to leave as it is", name(worst))
        }
        (Some(worst), Some(dearest)) => {
            format!("“{}” feels worst; “{}” is the dearest to leave as it is", name(worst), name(dearest))
        }
        (Some(worst), None) => format!("“{}” feels worst", name(worst)),
        (None, Some(dearest)) => format!("“{}” is the dearest to leave as it is", name(dearest)),
        (None, None) => "The customer journey".to_owned(),
    }
}

/// The journey score beside the customers' own mean.
fn journey_score(workspace: super::workspace::Workspace) -> String {
    let scores = workspace.with_forecast(|f| {
        let customers: f64 = f.segments.iter().map(|s| s.opening_customers).sum();
        let mean = f.segments.iter().map(|s| s.mean_score * s.opening_customers).sum::<f64>() / customers;
        (f.journey_score, (customers > 0.0).then_some(mean))
    });
    let locale = workspace.with_plan(|p| p.settings.locale);
    match scores {
        Ok((Some(journey), Some(mean))) => {
            let apart = if (journey - mean).abs() > 1.0 { ": more than a point apart, check the scores" } else { "" };
            format!(
                "Journey score {} (weighted by stage), mean of all customers {}{apart}",
                fixed(journey, 1, locale),
                fixed(mean, 1, locale)
            )
        }
        _ => String::new(),
    }
}
