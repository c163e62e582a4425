//! The line of a dialog that says what was done last, and asks before something is done that has no way back.

use crate::state::view::Notice;
use crate::widgets::boxed::live;
use leptos::html;
use leptos::prelude::*;

/// The line of a dialog, and what it says; `Copy`.
#[derive(Clone, Copy)]
pub(super) struct Said {
    notice: RwSignal<Option<Notice>>,
    line: NodeRef<html::P>,
}

impl Said {
    /// A line that says nothing yet.
    pub fn new() -> Self {
        Self { notice: RwSignal::new(None), line: NodeRef::new() }
    }

    /// Says `notice`. The dialog may be closed by now.
    pub fn say(self, notice: Notice) {
        self.notice.try_set(Some(notice));
    }

    /// Says `notice` and takes the focus to the line, as the button that was pressed may be gone.
    pub fn attend(self, notice: Notice) {
        self.say(notice);
        // An empty line is not shown and takes no focus; by the next frame it is not empty any more.
        request_animation_frame(move || {
            if let Some(line) = self.line.try_get_untracked().flatten() {
                let _ = line.focus();
            }
        });
    }

    /// The view of the line.
    pub fn line(self) -> impl IntoView {
        let sentence = move || {
            self.notice.get().map(|notice| {
                let button =
                    notice.act.map(|(label, act)| view! { <button on:click=move |_| act.run(())>{label}</button> });
                view! { <span>{notice.text}</span>{button} }
            })
        };
        view! { <p role="status" tabindex="-1" node_ref=self.line class="said">{live(sentence)}</p> }
    }
}
