//! A slider whose moves are one step of the history.

use super::fixed;
use crate::state::workspace::use_workspace;
use crate::widgets::boxed::{live, says};
use leptos::prelude::*;

/// A labelled range input; `moved` is called while it is dragged.
#[component]
pub fn Slider(
    /// Accessible name.
    #[prop(into)]
    name: Signal<String>,
    /// The label that is shown; the name itself if absent.
    #[prop(optional, into)]
    shown: MaybeProp<String>,
    /// The value.
    #[prop(into)]
    value: Signal<f64>,
    /// The largest value.
    #[prop(into)]
    max: Signal<f64>,
    /// The step of one key press.
    step: f64,
    /// The value in words.
    #[prop(into)]
    text: Signal<String>,
    /// Whether the slider cannot be moved.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Takes the new value.
    #[prop(into)]
    moved: Callback<f64>,
) -> impl IntoView {
    let workspace = use_workspace();
    let is_fixed = fixed::is_fixed(workspace);
    let filled = move || {
        let max = max.get();
        format!("{:.2}%", if max > 0.0 { (value.get() / max * 100.0).clamp(0.0, 100.0) } else { 0.0 })
    };
    view! {
        <div class="slider" style:--filled=filled>
            <span aria-hidden="true">{live(move || shown.get().unwrap_or_else(|| name.get()))}</span>
            <output aria-hidden="true">{text}</output>
            <input
                type="range"
                min="0"
                max=move || max.get().to_string()
                step=step.to_string()
                aria-label=name
                aria-valuetext=text
                disabled=says(move || disabled.get() || is_fixed())
                prop:value=says(move || value.get().to_string())
                on:input=move |event| {
                    if let Ok(value) = event_target_value(&event).parse() {
                        moved.run(value);
                    }
                }
                on:change=move |event| {
                    workspace.end_burst();
                    // A move that was refused does not stay.
                    let slider: web_sys::HtmlInputElement = event_target(&event);
                    slider.set_value(&value.get_untracked().to_string());
                }
            />
        </div>
    }
}
