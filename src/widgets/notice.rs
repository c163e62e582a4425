//! The bars for what the user should know: the notice at the foot of every page, and why something was not done.

use crate::state::view::{Notice, View};
use crate::widgets::boxed::live;
use leptos::prelude::*;

/// A refusal, or else the notice, if there is one. Behind a dialog a notice waits until that is closed.
#[component]
pub fn NoticeBar() -> impl IntoView {
    let view = expect_context::<View>();
    let shown = move || match view.refusal.get() {
        Some(refusal) => Some(refused(view, refusal)),
        None => view.notice.get().filter(|_| view.dialog.with(Option::is_none)).map(|notice| noted(view, notice)),
    };
    // The region is always there: what is put into a new one is not spoken everywhere.
    view! { <div class="notice" role="status" aria-label="Notice">{live(shown)}</div> }
}

/// A refusal within an open dialog, which covers the foot of the page. One from before it was opened is over.
#[component]
pub fn RefusalBar() -> impl IntoView {
    let view = expect_context::<View>();
    view.refusal.set(None);
    let shown = move || view.refusal.get().map(|refusal| refused(view, refusal));
    view! { <div class="notice within" role="alert">{live(shown)}</div> }
}

fn refused(view: View, refusal: String) -> AnyView {
    bar(refusal, None, Callback::new(move |()| view.refusal.set(None)))
}

fn noted(view: View, notice: Notice) -> AnyView {
    bar(notice.text, notice.act, Callback::new(move |()| view.notice.set(None)))
}

fn bar(text: String, act: Option<(&'static str, Callback<()>)>, close: Callback<()>) -> AnyView {
    let button = act.map(|(label, act)| {
        let act = move |_| {
            close.run(());
            act.run(());
        };
        view! { <button on:click=act>{label}</button> }
    });
    view! {
        <p>{text}</p>
        {button}
        <button class="icon" aria-label="Close the notice" on:click=move |_| close.run(())>"×"</button>
    }
    .into_any()
}
