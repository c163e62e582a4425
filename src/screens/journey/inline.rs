//! Editing a text where it stands: names, texts, and scores in the numbers view.

use super::state::{MapPosition, MapState};
use crate::state::shortcut::is_composing;
use crate::state::typing::Settling;
use crate::state::workspace::{Draft, Workspace};
use journey_plan::journey::cells::MapRow;
use journey_plan::{Command, Lane, LaneChange, LaneKind};
use leptos::html;
use leptos::prelude::*;

/// The text of a cell or a head in the plan.
fn planned(workspace: Workspace, at: MapPosition) -> String {
    workspace.with_plan_untracked(|p| match (at.row, at.stage) {
        (row, Some(stage)) => p.stage(stage).map(|s| row.text(p, s)).unwrap_or_default(),
        (MapRow::Lane(lane), None) => p.lane_label(lane).to_owned(),
        _ => String::new(),
    })
}

/// The text as it is edited: a draft if there is one, else the plan's.
fn present(workspace: Workspace, at: MapPosition) -> String {
    let draft = workspace.drafts.with_untracked(|d| d.get(&at.key()).map(|d| d.text.clone()));
    draft.unwrap_or_else(|| planned(workspace, at))
}

/// Writes a text into the plan, as one step with what else is typed in this editor; a refused text is kept beside its
/// reason. Returns whether the text was taken.
pub fn write(workspace: Workspace, at: MapPosition, text: &str) -> bool {
    let command = match (at.row, at.stage) {
        (row, Some(stage)) => Command::Write(vec![(row, stage, text.to_owned())]),
        (MapRow::Lane(lane), None) => Command::Lane(lane, lane_name(lane, text)),
        _ => return true,
    };
    match workspace.dispatch_in(&command, Some(&workspace.typing_burst())) {
        Ok(()) => {
            workspace.drop_draft(&at.key());
            true
        }
        Err(error) => {
            workspace.put_draft(&at.key(), Draft::refused(text.to_owned(), error.to_string()));
            false
        }
    }
}

/// Settles what is being typed. Cards, roles and scores are read from whole lines: half of one is kept as it is.
fn settle(workspace: Workspace, at: MapPosition, text: &str, settling: Settling) {
    let is_text = match at.row {
        MapRow::Name => true,
        MapRow::Lane(lane) => at.stage.is_none() || lane.kind() == LaneKind::Text,
        MapRow::Score(_) => false,
    };
    let is_same = text.trim() == planned(workspace, at).trim();
    match settling {
        _ if is_same => workspace.drop_draft(&at.key()),
        Settling::Meanwhile if !is_text => workspace.keep_draft(&at.key(), text.to_owned(), None),
        Settling::Meanwhile if text.trim().is_empty() => workspace.keep_draft(&at.key(), String::new(), None),
        Settling::Meanwhile | Settling::Finally => drop(write(workspace, at, text.trim_end())),
    }
}

/// The change of a lane's name. An added lane that gets an empty text is named `Lane`: it has no other name.
fn lane_name(lane: Lane, text: &str) -> LaneChange {
    let text = text.trim();
    LaneChange::Name(if text.is_empty() && matches!(lane, Lane::Custom(_)) { "Lane" } else { text }.to_owned())
}

/// A text editor over a cell. Enter and Esc end it, Shift+Enter starts a line, Tab ends it and goes right; whichever way it
/// is left, its text is taken.
#[component]
pub fn InlineEditor(at: MapPosition, map: MapState, workspace: Workspace) -> impl IntoView {
    let start = map.editing.with_untracked(|e| e.as_ref().and_then(|e| e.start.clone()));
    let typed = start.is_some();
    let first = start.unwrap_or_else(|| present(workspace, at));
    let label = workspace.with_plan_untracked(|p| {
        let stage = at.stage.and_then(|id| p.stage(id)).map(|s| s.name.clone());
        match (at.row, stage) {
            (MapRow::Name, Some(stage)) => format!("Stage name: {stage}"),
            (row, Some(stage)) => format!("{}, {stage}", row.label(p)),
            (row, None) => format!("Lane name: {}", row.label(p)),
        }
    });
    // Once a key has decided, the blur that follows must not.
    let decided = StoredValue::new(false);
    let typing = move |area: web_sys::HtmlTextAreaElement| {
        workspace.typing(move |settling| {
            if decided.try_get_value() == Some(false) {
                settle(workspace, at, &area.value(), settling);
            }
        });
    };
    let node = NodeRef::<html::Textarea>::new();
    Effect::new(move || {
        if let Some(area) = node.get() {
            // Set here and not as a property, which would come after the selection and undo it.
            area.set_value(&first);
            let _ = area.focus();
            if typed {
                // Typing goes on behind the first letter.
                let end = area.value().encode_utf16().count() as u32;
                let _ = area.set_selection_range(end, end);
                typing(area);
            } else {
                area.select();
            }
        }
    });
    let take = move |text: &str| {
        decided.set_value(true);
        settle(workspace, at, text, Settling::Finally);
        workspace.typed();
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        // Keys with Ctrl go on to the page.
        if event.ctrl_key() || event.meta_key() {
            return;
        }
        event.stop_propagation();
        let ends = match event.key().as_str() {
            "Escape" | "Tab" => true,
            "Enter" => !event.shift_key() || at.row == MapRow::Name,
            _ => false,
        };
        if !ends || is_composing(&event) {
            return;
        }
        event.prevent_default();
        if event.key() == "Escape" && matches!(at.row, MapRow::Score(_)) {
            // A number goes back to what it was.
            decided.set_value(true);
            workspace.drop_draft(&at.key());
            workspace.typed();
        } else {
            take(&event_target_value(&event));
        }
        map.done();
        if event.key() == "Tab" {
            map.step(0, if event.shift_key() { -1 } else { 1 });
        }
    };
    view! {
        <textarea node_ref=node class="inline" rows="1" dir="auto" autocomplete="off" enterkeyhint="done" aria-label=label
            on:keydown=on_key
            on:input=move |event| typing(event_target(&event))
            on:blur=move |event| {
                if decided.try_get_value() == Some(false) {
                    take(&event_target_value(&event));
                    map.editing.update(|e| if e.as_ref().is_some_and(|e| e.at == at) { *e = None });
                }
            }></textarea>
    }
}
