//! What the user should know whichever page is shown, at the foot of it.

use crate::app::boxed::live;
use crate::app::view::{Notice, View};
use leptos::prelude::*;

/// The notice, if there is one. Behind a dialog it waits until that is closed.
#[component]
pub fn NoticeBar() -> impl IntoView {
    let view = expect_context::<View>();
    let shown = move || view.notice.get().filter(|notice| notice.is_refusal || view.dialog.with(Option::is_none));
    // The region is always there: what is put into a new one is not spoken everywhere.
    view! { <div class="notice" role="status" aria-label="Notice">{live(move || shown().map(|notice| bar(view, notice)))}</div> }
}

/// A refusal within an open dialog, which covers the foot of the page.
#[component]
pub fn RefusalBar() -> impl IntoView {
    let view = expect_context::<View>();
    let shown = move || view.notice.get().filter(|notice| notice.is_refusal);
    view! { <div class="notice within" role="alert">{live(move || shown().map(|notice| bar(view, notice)))}</div> }
}

fn bar(view: View, notice: Notice) -> impl IntoView {
    let button = notice.act.map(|(label, act)| {
        let act = move |_| {
            view.notice.set(None);
            act.run(());
        };
        view! { <button on:click=act>{label}</button> }
    });
    view! {
        <p>{notice.text}</p>
        {button}
        <button class="icon" aria-label="Close the notice" on:click=move |_| view.notice.set(None)>"×"</button>
    }
}
