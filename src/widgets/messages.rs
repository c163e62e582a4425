//! The messages of the page: at its foot, or within the dialog that covers it.

use super::boxed::{each, live, memo, says};
use crate::state::clock::pause;
use crate::state::messages::{Message, Messages, Tone};
use crate::state::tasks::Life;
use crate::state::view::View;
use crate::state::work::LongWork;
use leptos::html;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;

/// How long a message is there that need not be closed; longer while the pointer or the focus is in it.
const SHOWN: Duration = Duration::from_secs(8);
/// Time between two looks whether somebody is still in it.
const LOOK: Duration = Duration::from_secs(1);

/// The messages, while nothing covers this place.
#[component]
pub fn MessageList(
    /// Whether this is the place within a dialog.
    #[prop(optional)]
    in_dialog: bool,
) -> impl IntoView {
    let View { messages, work, .. } = expect_context::<View>();
    let place = messages.add_place();
    let alerts = move || messages.at(place, |tone| tone == Tone::Alert);
    let others = move || messages.at(place, |tone| tone != Tone::Alert);
    let bar = move |number| message_bar(messages, number);
    // The status is always there: what is put into a new one is not spoken everywhere. An alert is spoken as it comes.
    view! {
        <div class="messages" class:within=in_dialog>
            {(!in_dialog).then(|| work_bar(work))}
            {each(alerts, bar)}
            <div role="status" aria-label=(!in_dialog).then_some("Notice")>{each(others, bar)}</div>
        </div>
    }
}

/// The work of the page with how far it is, and a way to give it up.
fn work_bar(work: LongWork) -> AnyView {
    let what = memo(move || work.shown().map(|(what, _)| what));
    let share = move || work.shown().map_or(0.0, |(_, share)| share);
    live(move || {
        what.get().map(|what| {
            let (name, of_bar) = (what.clone(), what.clone());
            view! {
                <div class="message work" role="group" aria-label=name>
                    <p>{what}</p>
                    <progress aria-label=of_bar max="1" prop:value=says(share)></progress>
                    <button on:click=move |_| work.give_up()>"Cancel"</button>
                </div>
            }
        })
    })
}

fn message_bar(messages: Messages, number: u32) -> AnyView {
    let Some(Message { tone, text, action, takes_focus }) = messages.get(number) else { return ().into_any() };
    let node = NodeRef::<html::Div>::new();
    if tone == Tone::Done {
        Life::here().run(async move {
            pause(SHOWN).await;
            while is_attended(node) {
                pause(LOOK).await;
            }
            messages.close(number);
        });
    }
    if takes_focus {
        Effect::new(move || {
            if let Some(bar) = node.get() {
                let _ = bar.focus();
            }
        });
    }
    let button = action.map(|(label, act)| {
        let name = format!("{label}: {text}");
        let act = move |_| {
            messages.close(number);
            act();
        };
        view! { <button aria-label=name on:click=act>{label}</button> }
    });
    let class = match tone {
        Tone::Done => "message",
        Tone::Note => "message note",
        Tone::Refused => "message refused",
        Tone::Alert => "message alert",
    };
    view! {
        <div class=class node_ref=node tabindex=takes_focus.then_some("-1") role=(tone == Tone::Alert).then_some("alert") aria-label=(tone == Tone::Alert).then_some("Please note")>
            <p>{text}</p>
            {button}
            <button class="icon" aria-label="Dismiss the notice" on:click=move |_| messages.close(number)>"×"</button>
        </div>
    }
    .into_any()
}

/// Whether the pointer or the focus is in a message.
fn is_attended(node: NodeRef<html::Div>) -> bool {
    let is_in = |bar: web_sys::HtmlDivElement| {
        let bar: &web_sys::Element = bar.unchecked_ref();
        // A selector that a browser does not know holds nothing there.
        bar.matches(":hover, :focus-within").unwrap_or(false)
    };
    node.get_untracked().is_some_and(is_in)
}
