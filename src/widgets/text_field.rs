//! A line of text, and choices among a few values.

use super::fixed;
use super::remark;
use crate::state::shortcut::is_composing;
use crate::state::tasks::Life;
use crate::state::typing::Settling;
use crate::state::workspace::{Draft, Workspace, use_workspace};
use crate::widgets::boxed::{live, memo, says};
use journey_plan::Command;
use leptos::prelude::*;
use std::sync::Arc;

/// A text of the plan, edited in place. It is taken while it is being typed, as one step of the history; Enter and Esc end
/// it. What the plan refuses stays in the field with the reason, with the plan.
#[component]
pub fn TextField(
    /// Accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// Unique name, under which a text is kept that is not taken.
    #[prop(into)]
    key: String,
    /// Class of the input.
    #[prop(optional)]
    class: &'static str,
    /// What stands in an empty field.
    #[prop(optional)]
    placeholder: &'static str,
    /// Reads the text.
    read: Arc<dyn Fn(Workspace) -> String + Send + Sync>,
    /// The command that sets the text.
    command: Arc<dyn Fn(String) -> Command + Send + Sync>,
) -> impl IntoView {
    let (workspace, life) = (use_workspace(), Life::here());
    let is_fixed = fixed::is_fixed(workspace);
    let field = StoredValue::new(TextEntry { key, read, command });
    let draft = memo(move || field.with_value(|f| workspace.drafts.with(|drafts| drafts.get(&f.key).cloned())));
    let text = memo(move || match draft.get() {
        Some(draft) => draft.text,
        None => field.with_value(|f| (f.read)(workspace)),
    });
    let take = move |area: &web_sys::HtmlTextAreaElement, settling| {
        // The field may have gone meanwhile: what reads it has gone with it. A field that is taken off the page says that it
        // is left, too; its text was settled before that.
        if life.goes_on() {
            field.with_value(|f| f.take(workspace, area.value(), settling));
        }
    };
    let leave = move |area: &web_sys::HtmlTextAreaElement| {
        take(area, Settling::Finally);
        workspace.typed();
    };
    let input = move |event: web_sys::Event| {
        let area = event_target::<web_sys::HtmlTextAreaElement>(&event);
        workspace.typing(move |settling| take(&area, settling));
    };
    // A textarea of one row grows with its text (style/widgets.css); Shift+Enter starts a new line.
    view! {
        <textarea
            rows="1"
            class=class
            aria-label=label
            placeholder=placeholder
            autocomplete="off"
            enterkeyhint="done"
            readonly=says(is_fixed)
            prop:value=move || text.get()
            aria-invalid=says(move || draft.with(|d| d.as_ref().is_some_and(Draft::is_refused)).then_some("true"))
            on:input=input
            on:change=move |event| leave(&event_target(&event))
            // A text that is back where it was when the field was entered is no change to the browser.
            on:blur=move |event| {
                if workspace.is_typing() {
                    leave(&event_target(&event));
                }
            }
            on:keydown=move |event| {
                let ends = match event.key().as_str() {
                    "Enter" => !event.shift_key(),
                    // A second one closes the dialog around it.
                    "Escape" => workspace.is_typing(),
                    _ => false,
                };
                if ends && !is_composing(&event) {
                    event.prevent_default();
                    leave(&event_target(&event));
                }
            }
        ></textarea>
        {live(move || remark(draft.get()))}
    }
}

/// A text of the plan: how it is read and changed, and the name under which it is kept while it is not taken.
struct TextEntry {
    key: String,
    read: Arc<dyn Fn(Workspace) -> String + Send + Sync>,
    command: Arc<dyn Fn(String) -> Command + Send + Sync>,
}

impl TextEntry {
    fn take(&self, workspace: Workspace, typed: String, settling: Settling) {
        let planned = || untrack(|| (self.read)(workspace));
        if typed == planned() {
            return workspace.drop_draft(&self.key);
        }
        if settling == Settling::Meanwhile && typed.trim().is_empty() {
            // An emptied field may remove what it names: that waits until the field is left.
            return workspace.keep_draft(&self.key, typed, None);
        }
        match workspace.dispatch_in(&(self.command)(typed.clone()), Some(&workspace.typing_burst())) {
            // The space at the end of a word is no part of a name yet.
            Ok(()) if settling == Settling::Meanwhile && typed != planned() => {
                workspace.keep_draft(&self.key, typed, None);
            }
            Ok(()) => workspace.drop_draft(&self.key),
            Err(error) => workspace.put_draft(&self.key, Draft::refused(typed, error.to_string())),
        }
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
    /// Problem with the chosen value, if there is one.
    #[prop(optional, into)]
    problem: Signal<String>,
    /// Whether the choice is about what is shown, not about the plan: it can be made where the plan is only read.
    #[prop(optional)]
    of_view: bool,
    /// Takes the new value.
    #[prop(into)]
    choose: Callback<String>,
) -> impl IntoView {
    let is_fixed = fixed::is_fixed(use_workspace());
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
            <select disabled=says(move || !of_view && is_fixed()) on:change=move |event| {
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
    /// Name of the choice of no value; without it there is always a value.
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
    /// Problem with the chosen value, if there is one.
    #[prop(optional, into)]
    problem: Signal<String>,
    /// Whether the choice is about what is shown, as for `Choice`.
    #[prop(optional)]
    of_view: bool,
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
    view! { <Choice label=label quiet=quiet options=Signal::derive(move || names.clone()) value=key problem=problem of_view=of_view choose=choose/> }
}
