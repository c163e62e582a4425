//! A line of text, and choices among a few values.

use crate::app::boxed::{Show, live, says};
use crate::app::typing::Settling;
use crate::app::workspace::{Workspace, use_workspace};
use journey_plan::Command;
use leptos::prelude::*;
use std::sync::Arc;

/// A text of the plan, edited in place. It is taken while it is being typed, as one step of the history; Enter and Esc end
/// it. What the plan refuses stays in the field with the reason.
#[component]
pub fn TextField(
    /// Accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// Class of the input.
    #[prop(optional)]
    class: &'static str,
    /// What stands in an empty field.
    #[prop(optional)]
    placeholder: &'static str,
    /// Reads the text.
    read: Arc<dyn Fn(Workspace) -> String + Send + Sync>,
    /// The command that sets it.
    command: Arc<dyn Fn(String) -> Command + Send + Sync>,
) -> impl IntoView {
    let workspace = use_workspace();
    let text = {
        let read = Arc::clone(&read);
        move || read(workspace)
    };
    let refused = RwSignal::new(String::new());
    let take = move |typed: String| {
        let outcome = if typed == untrack(|| read(workspace)) {
            Ok(())
        } else {
            workspace.dispatch_in(&command(typed), Some(workspace.typing_burst()))
        };
        // The field may have gone with what the command removed.
        refused.try_set(outcome.err().map(|error| error.to_string()).unwrap_or_default());
    };
    let (on_change, on_key) = (take.clone(), take.clone());
    let input = move |event: web_sys::Event| {
        let (area, take) = (event_target::<web_sys::HtmlTextAreaElement>(&event), take.clone());
        workspace.typing(move |settling| {
            let typed = area.value();
            // An emptied field may remove what it names: that waits until the field is left.
            if settling == Settling::Finally || !typed.trim().is_empty() {
                take(typed);
            }
        });
    };
    // A textarea of one row grows with its text (style/widgets.css); Shift+Enter starts a new line.
    view! {
        <textarea
            rows="1"
            class=class
            aria-label=label
            placeholder=placeholder
            autocomplete="off"
            prop:value=text
            aria-invalid=says(move || refused.with(|r| !r.is_empty()).then_some("true"))
            on:input=input
            on:change=move |event| {
                on_change(event_target_value(&event));
                workspace.typed();
            }
            on:keydown=move |event| {
                let ends = match event.key().as_str() {
                    "Enter" => !event.shift_key(),
                    "Escape" => true,
                    _ => false,
                };
                if ends && !event.is_composing() {
                    event.prevent_default();
                    on_key(event_target_value(&event));
                    workspace.typed();
                }
            }
        ></textarea>
        <Show when=move || refused.with(|r| !r.is_empty())><span class="error" role="alert">{refused}</span></Show>
    }
}

/// A choice among `options` (value, name).
#[component]
pub fn Choice(
    /// Accessible name.
    #[prop(into)]
    label: String,
    /// Whether the label is shown or only spoken.
    #[prop(optional)]
    quiet: bool,
    /// Values and their names.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// The chosen value.
    #[prop(into)]
    value: Signal<String>,
    /// What is wrong with it, if anything.
    #[prop(optional, into)]
    problem: Signal<String>,
    /// Takes the new value.
    #[prop(into)]
    choose: Callback<String>,
) -> impl IntoView {
    let entries = move || {
        let chosen = value.get();
        options
            .get()
            .into_iter()
            .map(|(key, name)| {
                let selected = key == chosen;
                view! { <option value=key prop:selected=selected>{name}</option> }
            })
            .collect_view()
    };
    view! {
        <label class="field">
            <span class:visually-hidden=quiet>{label}</span>
            <select on:change=move |event| {
                choose.run(event_target_value(&event));
                // A choice that was refused does not stay in the field.
                event_target::<web_sys::HtmlSelectElement>(&event).set_value(&value.get_untracked());
            }>{entries}</select>
            {live(move || problem.with(|p| (!p.is_empty()).then(|| view! { <span class="error" role="alert">{p.clone()}</span> })))}
        </label>
    }
}

/// A choice among the values of an enum, or none of them.
#[component]
pub fn Pick<T: Copy + PartialEq + Send + Sync + 'static>(
    /// Accessible name.
    #[prop(into)]
    label: String,
    /// What stands for none; without it there is always a value.
    #[prop(optional)]
    none: Option<&'static str>,
    /// Whether the label is shown or only spoken.
    #[prop(optional)]
    quiet: bool,
    /// Values and their names.
    options: Vec<(T, String)>,
    /// The chosen value.
    #[prop(into)]
    value: Signal<Option<T>>,
    /// What is wrong with it, if anything.
    #[prop(optional, into)]
    problem: Signal<String>,
    /// Takes the new value.
    #[prop(into)]
    choose: Callback<Option<T>>,
) -> impl IntoView {
    let names = none.map(|none| (String::new(), none.to_owned())).into_iter();
    let names: Vec<_> =
        names.chain(options.iter().enumerate().map(|(i, (_, name))| (i.to_string(), name.clone()))).collect();
    let values: Vec<T> = options.into_iter().map(|(value, _)| value).collect();
    let of_key = values.clone();
    let key = Signal::derive(move || {
        let chosen = value.get();
        chosen.and_then(|v| values.iter().position(|o| *o == v)).map(|i| i.to_string()).unwrap_or_default()
    });
    let choose =
        Callback::new(move |key: String| choose.run(key.parse::<usize>().ok().and_then(|i| of_key.get(i).copied())));
    view! { <Choice label=label quiet=quiet options=Signal::derive(move || names.clone()) value=key problem=problem choose=choose/> }
}
