//! What the figures of a screen rest on, with how well they are founded.

use journey_plan::Grade;
use leptos::prelude::*;

/// The caveat of a screen.
pub fn caveat(grade: Grade, text: &'static str) -> impl IntoView {
    view! { <p class="caveat"><span class="grade" aria-hidden="true">{grade.letter()}</span>{text}</p> }
}
