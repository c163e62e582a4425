//! The cards of a cell as a list: each with its text and details, and an empty line for the next one.

use super::details::Details;
use crate::state::workspace::{Workspace, use_workspace};
use crate::widgets::boxed::{each, in_turn, memo, says};
use crate::widgets::{NewLine, Pick, TextField};
use journey_plan::journey::cells::card_lines;
use journey_plan::number::pen::Pen;
use journey_plan::{Card, CardChange, CardId, Command, Lane, StageChange, StageId};
use leptos::prelude::*;
use std::sync::Arc;

/// The editor of a cell's cards, with an empty line for the next one.
#[component]
pub fn CardsEditor(lane: Lane, stage: StageId, start: String) -> impl IntoView {
    let workspace = use_workspace();
    let cards = memo(move || {
        workspace.with_plan(|p| {
            p.stage(stage).map(|s| s.cards_of(lane).map(|c| c.id).collect::<Vec<_>>()).unwrap_or_default()
        })
    });
    let shown = in_turn(30, move || cards.get());
    view! {
        <ol class="card-editor">
            {each(move || shown.get(), move |id| view! { <CardRow stage=stage lane=lane id=id cards=cards/> })}
        </ol>
        <NewLine label="New card" placeholder="Type and press Enter; pasted lines become cards"
            key=format!("new card {lane:?} {stage}") start=start
            take=Arc::new(move |text: &str| {
                let cards = StageChange::AddCards(lane, card_lines(text));
                workspace.dispatch(&Command::Stage(stage, cards)).map_err(|error| error.to_string())
            })/>
        {(lane == Lane::Metrics).then(|| view! { <super::details::MetricLibrary stage=stage/> })}
    }
}

#[component]
fn CardRow(stage: StageId, lane: Lane, id: CardId, cards: Memo<Vec<CardId>>) -> impl IntoView {
    let workspace = use_workspace();
    let read = move |w: Workspace| w.with_plan(|p| p.stage(stage)?.card(id).cloned());
    let card = memo(move || read(workspace));
    let text = move || card.with(|c| c.as_ref().map(|c| c.text.clone()).unwrap_or_default());
    let act = move |change: CardChange| workspace.act(&Command::Stage(stage, StageChange::Card(id, change)));
    let position = move || cards.with(|c| c.iter().position(|c| *c == id).unwrap_or(0));
    let go = move |by: isize| {
        let to = untrack(position).saturating_add_signed(by).min(cards.with_untracked(Vec::len).saturating_sub(1));
        act(CardChange::MoveTo(to));
    };
    view! {
        <li on:keydown=move |event| {
            if event.alt_key() && event.shift_key() && matches!(event.key().as_str(), "ArrowUp" | "ArrowDown") {
                event.prevent_default();
                go(if event.key() == "ArrowUp" { -1 } else { 1 });
            }
        }>
            <div class="card-row">
                <TextField label=Signal::derive(move || format!("Card {}", Pen::PLAIN.whole(position() + 1))) key=format!("card {id}") class="cell-text"
                    read=Arc::new(move |w| read(w).map(|c| c.text).unwrap_or_default())
                    command=Arc::new(move |text: String| {
                        let change = if text.trim().is_empty() { CardChange::Remove } else { CardChange::Text(text) };
                        Command::Stage(stage, StageChange::Card(id, change))
                    })/>
                <span class="card-tools">
                    <button class="icon" aria-label=says(move || format!("Move up: {}", text())) disabled=says(move || position() == 0)
                        on:click=move |_| go(-1)>"↑"</button>
                    <button class="icon" aria-label=says(move || format!("Move down: {}", text()))
                        disabled=says(move || position() + 1 == cards.with(Vec::len))
                        on:click=move |_| go(1)>"↓"</button>
                    <button class="icon" aria-label=says(move || format!("Remove: {}", text()))
                        on:click=move |_| act(CardChange::Remove)>"×"</button>
                </span>
            </div>
            <div class="card-details">
                <Details stage=stage lane=lane id=id/>
                <InStep stage=stage card=card change=Callback::new(act)/>
            </div>
        </li>
    }
}

/// The step a card lies in, where the stage is divided.
#[component]
fn InStep(stage: StageId, card: Memo<Option<Card>>, change: Callback<CardChange>) -> impl IntoView {
    let workspace = use_workspace();
    let steps = memo(move || workspace.with_plan(|p| p.stage(stage).map(|s| s.steps.clone()).unwrap_or_default()));
    move || {
        let options: Vec<_> = steps.get().into_iter().map(|s| (s.id, s.name)).collect();
        (!options.is_empty()).then(|| {
            let value = Signal::derive(move || card.with(|c| c.as_ref().and_then(|c| c.step)));
            view! {
                <Pick label="Step" quiet=true none="Whole stage" options=options value=value
                    choose=Callback::new(move |step| change.run(CardChange::Step(step)))/>
            }
        })
    }
}
