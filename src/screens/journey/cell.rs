//! The cells of the map: what each kind of lane shows, and the way into its editor.

use super::budget::BudgetCell;
use super::curve::Curve;
use super::inline::InlineEditor;
use super::money::Money;
use super::state::{MapPosition, use_map};
use crate::state::workspace::{Draft, Workspace, use_workspace};
use crate::widgets::boxed::{Show, live, memo, says};
use crate::widgets::remark;
use journey_engine::answers::readiness::technology_before_strategy;
use journey_plan::journey::cells::{MapRow, active_roles, list_item, mentions};
use journey_plan::{Card, Detail, Lane, LaneKind, PainSeverity, Stage, StageId, StepId};
use leptos::prelude::*;
use std::sync::Arc;

/// Cards shown in a cell; the others are counted.
const CARDS: usize = 8;
/// Cards shown in a cell of a compact map.
const CARDS_COMPACT: usize = 4;

/// A cell of a stage. All cells of a column follow one memo of their stage, so that an edit redraws one column at most.
#[component]
pub fn MapCell(row: MapRow, id: StageId, stage: Memo<Option<Arc<Stage>>>) -> impl IntoView {
    let (workspace, map) = (use_workspace(), use_map());
    let at = MapPosition::new(row, id);
    let draft = memo(move || workspace.drafts.with(|d| d.get(&at.key()).cloned()));
    let is_found = memo(move || {
        map.words.with(|words| {
            // Without words to look for no cell follows the plan for this.
            !words.trim().is_empty()
                && workspace.with_plan(|p| p.stage(id).is_some_and(|s| mentions(&row.text(p, s), words)))
        })
    });
    let is_inline = match row {
        MapRow::Lane(lane) => lane.kind() == LaneKind::Text,
        MapRow::Name | MapRow::Score(_) => true,
    };
    let money = match row {
        MapRow::Lane(lane @ (Lane::ValueAtStake | Lane::ScenarioGain)) => Some(lane),
        _ => None,
    };
    let value = move || money.and_then(|lane| super::money::value(workspace, id, lane)).map(|v| v.to_string());
    let is_hot = move || money.is_some() && super::money::dearest(workspace) == Some(id);
    let shown = move || match draft.get() {
        Some(draft) => view! { <p class="text">{draft.text.clone()}</p> {remark(Some(draft))} }.into_any(),
        None => content(workspace, row, id, stage),
    };
    view! {
        <td role="gridcell" data-at=at.key()
            data-stage=money.map(|_| id.to_string()) data-value=value
            tabindex=says(move || if map.is_active(at) { "0" } else { "-1" })
            class:found=is_found class:hot=is_hot
            class:invalid=says(move || draft.with(|d| d.as_ref().is_some_and(Draft::is_refused)))
            class:curve=row == MapRow::Lane(Lane::Experience)
            on:focus=move |_| map.choose(at)
            on:dblclick=move |_| map.edit(at, None)>
            <Show when=move || is_inline && map.is_editing(at) fallback=shown>
                <InlineEditor at=at map=map workspace=workspace/>
            </Show>
        </td>
    }
}

fn content(workspace: Workspace, row: MapRow, id: StageId, stage: Memo<Option<Arc<Stage>>>) -> AnyView {
    match row {
        MapRow::Name => ().into_any(),
        MapRow::Score(_) => {
            let text = memo(move || workspace.with_plan(|p| p.stage(id).map(|s| row.text(p, s)).unwrap_or_default()));
            view! { <p class="text">{text}</p> }.into_any()
        }
        MapRow::Lane(lane) => match lane.kind() {
            LaneKind::Text => view! { <TextCell lane=lane stage=stage/> }.into_any(),
            LaneKind::Cards => view! { <CardsCell lane=lane stage=stage/> }.into_any(),
            LaneKind::Roles => view! { <RolesCell id=id/> }.into_any(),
            LaneKind::Experience => view! { <Curve id=id/> }.into_any(),
            LaneKind::Budget => view! { <BudgetCell stage=stage/> }.into_any(),
            LaneKind::Money => view! { <Money lane=lane id=id/> }.into_any(),
            LaneKind::Rule => ().into_any(),
        },
    }
}

/// The text of a cell; lines that begin with a mark are a list.
#[component]
fn TextCell(lane: Lane, stage: Memo<Option<Arc<Stage>>>) -> impl IntoView {
    let text = memo(move || stage.with(|s| s.as_ref().map(|s| s.text(lane).to_owned()).unwrap_or_default()));
    let lines = move || {
        let line = |line: &str| {
            let marked = list_item(line);
            view! { <p class="text" class:item=marked.is_some() dir="auto">{marked.unwrap_or(line).to_owned()}</p> }
        };
        // The editor and the list show everything; a cell shows what a reader takes in.
        text.with(|text| text.lines().take(12).map(line).collect_view())
    };
    let more = move || text.with(|text| text.lines().count().saturating_sub(12));
    view! {
        <div class="clip" class:owner=lane == Lane::Owner>{lines}</div>
        {live(move || (more() > 0).then(|| view! { <small>{format!("+{} lines", more())}</small> }))}
    }
}

/// The roles that take part, each with its colour.
#[component]
fn RolesCell(id: StageId) -> impl IntoView {
    let (workspace, map) = (use_workspace(), use_map());
    let roles = memo(move || {
        workspace.with_plan(|p| {
            let active = p.stage(id).map(|s| active_roles(p, s)).unwrap_or_default();
            let of_name = |name: &String| p.roles.iter().find(|r| r.name == *name).map(|r| (r.id, r.colour));
            active.into_iter().map(|name| (of_name(&name), name)).collect::<Vec<_>>()
        })
    });
    let chips = move || {
        roles
            .get()
            .into_iter()
            .map(|(role, name)| {
                let colour = format!("var(--role-{})", role.map_or(0, |(_, colour)| colour) + 1);
                let is_out =
                    move || map.roles.with(|r| r.as_ref().zip(role).is_some_and(|(r, (id, _))| !r.contains(&id)));
                view! { <li class="chip" class:out=is_out style:--role=colour dir="auto">{name}</li> }
            })
            .collect_view()
    };
    view! { <ul class="chips">{chips}</ul> }
}

/// The cards of a lane; those of a step stand in its part of the column.
#[component]
fn CardsCell(lane: Lane, stage: Memo<Option<Arc<Stage>>>) -> impl IntoView {
    let map = use_map();
    let cards = memo(move || {
        stage.with(|s| s.as_ref().map(|s| s.cards_of(lane).cloned().collect::<Vec<_>>()).unwrap_or_default())
    });
    let steps = memo(move || {
        stage.with(|s| s.as_ref().map(|s| s.steps.iter().map(|s| s.id).collect::<Vec<_>>()).unwrap_or_default())
    });
    let too_early = memo(move || {
        lane == Lane::Technology && stage.with(|s| s.as_ref().is_some_and(|s| technology_before_strategy(s)))
    });
    let list = move || {
        let most = if map.seen.with(|p| p.compact) { CARDS_COMPACT } else { CARDS };
        let steps = steps.get();
        cards.with(|cards| {
            let of_step = |step: Option<StepId>| {
                let own: Vec<&Card> = cards.iter().filter(|c| c.step == step).collect();
                let left = own.len().saturating_sub(most);
                let shown = own.into_iter().take(most).map(card).collect_view();
                view! {
                    <ul class="cards-list">{shown}{(left > 0).then(|| view! { <li class="more">{format!("+{left} more")}</li> })}</ul>
                }
            };
            let whole = of_step(None);
            if steps.is_empty() || cards.iter().all(|c| c.step.is_none()) {
                return whole.into_any();
            }
            let count = steps.len().to_string();
            view! {
                <div class="by-step" style:--steps=count>{steps.into_iter().map(|s| of_step(Some(s))).collect_view()}</div>
                {whole}
            }
            .into_any()
        })
    };
    view! {
        {list}
        {live(move || too_early.get().then(|| view! { <p class="early">"▲ technology before strategy"</p> }))}
    }
}

/// One card: its text and its details in few signs.
fn card(card: &Card) -> AnyView {
    let text = card.text.clone();
    let detail = card.detail.in_words();
    let class = match &card.detail {
        Detail::Pain { severity: Some(PainSeverity::Severe) } => "card-line severe",
        Detail::Pain { severity: Some(PainSeverity::Serious) } => "card-line serious",
        Detail::Opportunity { initiative: Some(_), .. } => "card-line adopted",
        _ => "card-line",
    };
    view! { <li class=class><span dir="auto">{text}</span>{detail.map(|d| view! { <small>{d}</small> })}</li> }
        .into_any()
}
