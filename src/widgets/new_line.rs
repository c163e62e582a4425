//! A line that adds something: a card, a step, a role.

use super::fixed;
use crate::state::shortcut::is_composing;
use crate::state::typing::Settling;
use crate::state::workspace::{Draft, use_workspace};
use crate::widgets::boxed::{Show, says};
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;

/// Takes a line; a sentence says why it was refused.
type SubmitLine = Arc<dyn Fn(&str) -> Result<(), String> + Send + Sync>;

/// A field whose text becomes something new: on Enter, when it is left, and before the plan is saved as a file. Until then
/// the text is kept with the plan. A refused one stays, with the reason.
#[component]
pub fn NewLine(
    /// Accessible name.
    label: &'static str,
    /// Text in the empty field.
    placeholder: &'static str,
    /// Name under which the text is kept until it is taken.
    key: String,
    /// The key that opened the field, which goes on from what was typed before.
    #[prop(optional)]
    start: String,
    /// Takes the text, which is never blank; pasted lines come together.
    take: SubmitLine,
) -> impl IntoView {
    let workspace = use_workspace();
    let is_fixed = fixed::is_fixed(workspace);
    let node = NodeRef::<html::Textarea>::new();
    let kept = workspace.drafts.with_untracked(|drafts| drafts.get(&key).map(|draft| draft.text.clone()));
    let begins = !start.is_empty();
    let first = kept.into_iter().chain([start]).collect::<String>();
    let refused = RwSignal::new(String::new());
    let add = {
        let key = key.clone();
        move |text: &str| {
            let outcome = if text.trim().is_empty() { Ok(()) } else { take(text) };
            match &outcome {
                Ok(()) => workspace.drop_draft(&key),
                Err(why) => workspace.put_draft(&key, Draft::refused(text.to_owned(), why.clone())),
            }
            let is_taken = outcome.is_ok();
            // Leaving a panel takes the line, and with it the field.
            refused.try_set(outcome.err().unwrap_or_default());
            is_taken
        }
    };
    let finish = move |area: &web_sys::HtmlTextAreaElement| {
        if add(&area.value()) {
            area.set_value("");
        }
        workspace.typed();
    };
    let (on_key, on_paste, on_blur) = (finish.clone(), finish.clone(), finish.clone());
    let typing = move |area: web_sys::HtmlTextAreaElement| {
        let (key, finish) = (key.clone(), finish.clone());
        workspace.typing(move |settling| match settling {
            Settling::Finally => finish(&area),
            Settling::Meanwhile if area.value().trim().is_empty() => workspace.drop_draft(&key),
            Settling::Meanwhile => workspace.keep_draft(&key, area.value(), None),
        });
    };
    let on_input = typing.clone();
    Effect::new(move || {
        if let Some(area) = node.get() {
            area.set_value(&first);
            let _ = area.focus();
            let end = area.value().encode_utf16().count() as u32;
            let _ = area.set_selection_range(end, end);
            if begins {
                typing(area);
            }
        }
    });
    view! {
        <textarea node_ref=node rows="1" class="new-card" dir="auto" autocomplete="off" enterkeyhint="done" aria-label=label
            placeholder=placeholder readonly=says(is_fixed)
            on:input=move |event| on_input(event_target(&event))
            on:keydown=move |event| {
                let ends = match event.key().as_str() {
                    "Enter" => !event.shift_key(),
                    // A second one closes the panel.
                    "Escape" => workspace.is_typing(),
                    _ => false,
                };
                if ends && !is_composing(&event) {
                    event.prevent_default();
                    on_key(&event_target(&event));
                }
            }
            on:paste=move |event| {
                let text = event.clipboard_data().and_then(|d| d.get_data("text/plain").ok()).unwrap_or_default();
                if text.trim().lines().count() > 1 {
                    event.prevent_default();
                    let area: web_sys::HtmlTextAreaElement = event_target(&event);
                    area.set_value(&format!("{}{text}", area.value()));
                    on_paste(&area);
                }
            }
            on:blur=move |event| on_blur(&event_target(&event))></textarea>
        <Show when=move || refused.with(|r| !r.is_empty())><p class="error" role="alert">{refused}</p></Show>
    }
}
