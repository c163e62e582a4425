//! The cards of a cell as a list: each with its text and details, and an empty line for the next one.

use super::details::Details;
use crate::app::boxed::{Show, each, memo, says};
use crate::app::widgets::{Pick, TextField};
use crate::app::workspace::{Workspace, use_workspace};
use journey_plan::journey::cells::card_lines;
use journey_plan::{Card, CardChange, CardId, Command, Lane, StageChange, StageId};
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;

/// See the module.
#[component]
pub fn CardsEditor(lane: Lane, stage: StageId, start: String) -> impl IntoView {
    let workspace = use_workspace();
    let cards = memo(move || {
        workspace.with_plan(|p| {
            p.stage(stage).map(|s| s.cards_of(lane).map(|c| c.id).collect::<Vec<_>>()).unwrap_or_default()
        })
    });
    view! {
        <ol class="card-editor">
            {each(move || cards.get(), move |id| view! { <CardRow stage=stage lane=lane id=id cards=cards/> })}
        </ol>
        <NewCard lane=lane stage=stage start=start/>
        {(lane == Lane::Metrics).then(|| view! { <super::details::MetricLibrary stage=stage/> })}
    }
}

/// The line that adds cards: Enter adds one, pasted lines become one card each.
#[component]
fn NewCard(lane: Lane, stage: StageId, start: String) -> impl IntoView {
    let workspace = use_workspace();
    let node = NodeRef::<html::Textarea>::new();
    Effect::new(move || {
        if let Some(area) = node.get() {
            area.set_value(&start);
            let _ = area.focus();
            let end = area.value().encode_utf16().count() as u32;
            let _ = area.set_selection_range(end, end);
        }
    });
    let refused = RwSignal::new(String::new());
    let add = move |text: &str| {
        let lines = card_lines(text);
        if lines.is_empty() {
            return true;
        }
        let outcome = workspace.dispatch(&Command::Stage(stage, StageChange::AddCards(lane, lines)));
        refused.set(outcome.as_ref().err().map(ToString::to_string).unwrap_or_default());
        outcome.is_ok()
    };
    let take = move || {
        let Some(area) = node.get_untracked() else { return };
        if add(&area.value()) {
            area.set_value("");
        }
    };
    view! {
        <textarea node_ref=node rows="1" class="new-card" dir="auto" autocomplete="off" aria-label="New card"
            placeholder="Type and press Enter; pasted lines become cards"
            on:keydown=move |event| match event.key().as_str() {
                "Enter" if !event.shift_key() && !event.is_composing() => { event.prevent_default(); take(); }
                // What is typed and not yet taken is dropped, as everywhere.
                "Escape" => event_target::<web_sys::HtmlTextAreaElement>(&event).set_value(""),
                _ => {}
            }
            on:paste=move |event| {
                let text = event.clipboard_data().and_then(|d| d.get_data("text/plain").ok()).unwrap_or_default();
                if card_lines(&text).len() > 1 {
                    event.prevent_default();
                    add(&text);
                }
            }
            on:blur=move |_| take()></textarea>
        <Show when=move || refused.with(|r| !r.is_empty())><p class="error" role="alert">{refused}</p></Show>
    }
}

#[component]
fn CardRow(stage: StageId, lane: Lane, id: CardId, cards: Memo<Vec<CardId>>) -> impl IntoView {
    let workspace = use_workspace();
    let read = move |w: Workspace| w.with_plan(|p| p.stage(stage)?.card(id).cloned());
    let card = memo(move || read(workspace));
    let text = move || card.with(|c| c.as_ref().map(|c| c.text.clone()).unwrap_or_default());
    let change = move |change: CardChange| workspace.act(&Command::Stage(stage, StageChange::Card(id, change)));
    let position = move || cards.with(|c| c.iter().position(|c| *c == id).unwrap_or(0));
    let go = move |by: isize| {
        let to = untrack(position).saturating_add_signed(by).min(cards.with_untracked(Vec::len).saturating_sub(1));
        change(CardChange::MoveTo(to));
        workspace.view.say(format!("Moved to position {} of {}", to + 1, cards.with_untracked(Vec::len)));
    };
    view! {
        <li on:keydown=move |event| {
            if event.alt_key() && event.shift_key() && matches!(event.key().as_str(), "ArrowUp" | "ArrowDown") {
                event.prevent_default();
                go(if event.key() == "ArrowUp" { -1 } else { 1 });
            }
        }>
            <div class="card-row">
                <TextField label=Signal::derive(move || format!("Card {}", position() + 1)) class="cell-text"
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
                        on:click=move |_| change(CardChange::Remove)>"×"</button>
                </span>
            </div>
            <div class="card-details">
                <Details stage=stage lane=lane id=id/>
                <InStep stage=stage card=card change=Callback::new(change)/>
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
