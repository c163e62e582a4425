//! A number in a form.

use super::entry::{Field, enter, nudge, settle};
use super::fixed;
use crate::state::shortcut::is_composing;
use crate::state::tasks::Life;
use crate::state::workspace::use_workspace;
use crate::widgets::boxed::{live, says};
use leptos::prelude::*;

/// A labelled number field; commits on Enter and when it is left, Esc returns to the plan's value.
#[component]
pub fn NumberField(
    /// Accessible name.
    #[prop(into)]
    label: String,
    /// Whether the label is shown or only spoken.
    #[prop(optional)]
    quiet: bool,
    /// What stands in an empty field, such as the value that follows.
    #[prop(optional, into)]
    placeholder: MaybeProp<String>,
    field: Field,
) -> impl IntoView {
    let (workspace, life) = (use_workspace(), Life::here());
    let is_fixed = fixed::is_fixed(workspace);
    let field = StoredValue::new(field);
    let error_id = field.with_value(|f| format!("error-{}", f.key.replace([' ', ':', '.'], "-")));
    let draft = move || field.with_value(|f| f.draft(workspace));
    let refused = move || draft().is_some_and(|d| d.is_refused());
    let text = move || field.with_value(|f| f.text(workspace));
    let commit = move |text: String| {
        // A field that is taken off the page says that it is left, too; its text was settled before that.
        if life.goes_on() {
            field.with_value(|f| enter(workspace, f, &text));
        }
    };
    let described = error_id.clone();
    view! {
        <label class="field" class:invalid=refused>
            <span class:visually-hidden=quiet>{label.clone()}</span>
            // The name is the label alone: what is wrong is its description.
            <input
                aria-label=label
                type="text"
                inputmode="decimal"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                enterkeyhint="done"
                readonly=says(is_fixed)
                placeholder=says(move || placeholder.get())
                prop:value=text
                aria-invalid=says(move || refused().then_some("true"))
                aria-describedby=says(move || draft().is_some_and(|d| !d.remark.is_empty()).then(|| described.clone()))
                on:input=move |event| {
                    let input = event_target::<web_sys::HtmlInputElement>(&event);
                    workspace.typing(move |settling| {
                        let typed = input.value();
                        if life.goes_on() {
                            field.with_value(|f| settle(workspace, f, typed, settling));
                        }
                    });
                }
                on:change=move |event| {
                    commit(event_target_value(&event));
                    workspace.typed();
                }
                // A text that is back where it was when the field was entered is no change to the browser.
                on:blur=move |event| {
                    if workspace.is_typing() {
                        commit(event_target_value(&event));
                        workspace.typed();
                    }
                }
                on:keydown=move |event| match event.key().as_str() {
                    _ if is_composing(&event) => {}
                    "Enter" => {
                        commit(event_target_value(&event));
                        workspace.typed();
                    }
                    key @ ("ArrowUp" | "ArrowDown") if field.with_value(|f| f.step > 0.0) => {
                        event.prevent_default();
                        let up = if key == "ArrowUp" { 1.0 } else { -1.0 };
                        commit(event_target_value(&event));
                        field.with_value(|f| nudge(workspace, f, if event.shift_key() { up * 10.0 } else { up }));
                    }
                    // A second one closes the dialog around it.
                    "Escape" if workspace.is_typing() || draft().is_some() => {
                        event.prevent_default();
                        field.with_value(|f| workspace.drop_draft(&f.key));
                        workspace.typed();
                        event_target::<web_sys::HtmlInputElement>(&event).set_value(&untrack(text));
                    }
                    _ => {}
                }
            />
            {live(move || draft().filter(|d| !d.remark.is_empty()).map(|d| view! { <span class="error" class:hint=!d.is_refused() id=error_id.clone()>{d.remark.clone()}</span> }))}
        </label>
    }
}
