//! The journey as a table: every text and card with its stage and lane. A click opens its cell on the map.

use super::state::{MapPosition, use_map};
use crate::state::workspace::use_workspace;
use crate::widgets::boxed::{Show, each, in_turn, memo, says};
use journey_plan::journey::cells::{MapRow, mentions};
use journey_plan::{Lane, LaneKind, Plan};
use leptos::prelude::*;

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct JourneyEntry {
    at: MapPosition,
    stage: String,
    lane: String,
    text: String,
    detail: String,
}

/// Every text and card of the rows shown, stage by stage.
fn lines(plan: &Plan, rows: &[MapRow], words: &str) -> Vec<JourneyEntry> {
    let mut lines = Vec::new();
    for stage in &plan.stages {
        for row in rows {
            let mut add = |text: String, detail: Option<String>| {
                let line = JourneyEntry {
                    at: MapPosition::new(*row, stage.id),
                    stage: stage.name.clone(),
                    lane: row.label(plan),
                    text,
                    detail: detail.unwrap_or_default(),
                };
                let all = format!("{} {} {} {}", line.stage, line.lane, line.text, line.detail);
                if !line.text.is_empty() && (words.trim().is_empty() || mentions(&all, words)) {
                    lines.push(line);
                }
            };
            match row {
                MapRow::Lane(lane) if lane.kind() == LaneKind::Cards => {
                    stage.cards_of(*lane).for_each(|c| add(c.text.clone(), c.detail.in_words()));
                }
                MapRow::Lane(Lane::LineOfVisibility) | MapRow::Score(_) => {}
                row => add(row.text(plan, stage).replace('\n', " · "), None),
            }
        }
    }
    lines
}

/// The journey as a table of texts and cards; a click opens the cell on the map.
#[component]
pub fn List() -> impl IntoView {
    let (workspace, map) = (use_workspace(), use_map());
    let lines = memo(move || map.words.with(|w| workspace.with_plan(|p| map.rows.with(|rows| lines(p, rows, w)))));
    // By place and text: two cards may say the same.
    let shown = in_turn(120, move || lines.get().into_iter().enumerate().collect());
    let line = move |line: JourneyEntry| {
        let at = line.at;
        view! {
            <tr class:selected=says(move || map.active.get() == at)>
                <th scope="row" dir="auto">{line.stage}</th>
                <td>{line.lane}</td>
                <td dir="auto"><button class="link" on:click=move |_| map.open(at)>{line.text}</button></td>
                <td>{line.detail}</td>
            </tr>
        }
    };
    view! {
        <div class="card list-view">
            <table class="figures" aria-label="Journey list">
                <thead><tr><th scope="col">"Stage"</th><th scope="col">"Lane"</th><th scope="col">"What"</th><th scope="col">"Details"</th></tr></thead>
                <tbody>{each(move || shown.get(), move |(_, entry)| line(entry))}</tbody>
            </table>
            <Show when=move || lines.with(Vec::is_empty)><p class="quiet">"Nothing here yet."</p></Show>
        </div>
    }
}
