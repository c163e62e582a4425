//! Where plans are kept and what deletes them, in plain words.

use crate::state::tasks::Life;
use crate::storage::room::{StorageQuota, room};
use crate::widgets::boxed::live;
use journey_plan::number::pen::Pen;
use leptos::prelude::*;

/// The section of the library that says where plans are kept.
pub fn where_plans_are() -> impl IntoView {
    let answers = RwSignal::new(None::<StorageQuota>);
    Life::here().ask(room(), move |room| answers.set(Some(room)));
    view! {
        <section aria-label="Where your plans are" class="note">
            <h3>"Where your plans are"</h3>
            <p>"In this browser, on this machine, and nowhere else. They are deleted when the browser’s site data are cleared and when a private window is closed; Safari deletes them after seven days of use without a visit, unless the page is installed."</p>
            <p>"The safe copy of a plan is its file: “Save file” in the plan menu."</p>
            {live(move || answers.get().map(|room| view! { <p>{promise(&room)}" "{in_use(&room)}</p> }))}
        </section>
    }
}

fn promise(room: &StorageQuota) -> &'static str {
    match room.persistent {
        Some(true) => "The browser keeps them until you clear them yourself.",
        Some(false) => "The browser has not promised to keep them: when the disk is full it may clear them unasked.",
        None => "The browser does not say whether it may clear them when the disk is full.",
    }
}

fn in_use(room: &StorageQuota) -> String {
    match (room.used, room.most) {
        (Some(used), Some(most)) => format!("About {} of {} are in use.", Pen::PLAIN.size(used), Pen::PLAIN.size(most)),
        _ => String::new(),
    }
}
