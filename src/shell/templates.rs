//! The templates a plan can begin from.

use crate::state::clock::past_years;
use crate::state::files::begin_from;
use crate::state::phase::PhaseHandle;
use crate::state::session::Session;
use crate::storage::local;
use crate::widgets::boxed::live;
use journey_plan::Plan;
use journey_plan::library::templates::TEMPLATES;
use leptos::prelude::*;

/// The templates, as buttons: ours, then the user's own.
#[component]
pub fn Templates(session: Session, choose: Callback<Plan>) -> impl IntoView {
    let stage = expect_context::<PhaseHandle>();
    let own = RwSignal::new(local::templates());
    let own_entry = move |entry: local::IndexEntry| {
        let (id, title) = (entry.id.clone(), entry.title);
        let remove = entry.id;
        let label = format!("Remove the template {title}");
        view! {
            <li>
                <button class="link" on:click=move |_| begin_from(stage, session, id.clone())>{title}</button>
                <span class="quiet">"your own"</span>
                <button class="icon" aria-label=label on:click=move |_| {
                    session.drop_template(remove.clone());
                    own.set(local::templates());
                }>"×"</button>
            </li>
        }
    };
    let entry = move |template: &'static journey_plan::library::templates::Template| {
        view! {
            <li>
                <button class="link" on:click=move |_| choose.run(template.plan(past_years()))>{template.name}</button>
                <span class="quiet">{template.purpose}</span>
            </li>
        }
    };
    view! {
        <ul class="list">
            {TEMPLATES.iter().map(entry).collect_view()}
            {live(move || own.get().into_iter().map(own_entry).collect_view())}
        </ul>
    }
}
