//! The first page: three ways to begin, and what to do when the stored plan cannot be shown.

use super::dialogs::Dialogs;
use super::templates::Templates;
use crate::shell::lazy::example;
use crate::shell::updates::offline_words;
use crate::state::clock::past_years;
use crate::state::clock::shown;
use crate::state::files::{begin, open_stored, pick};
use crate::state::library;
use crate::state::phase::PhaseHandle;
use crate::state::session::Session;
use crate::state::tasks::Life;
use crate::state::view::{Dialog, View};
use crate::storage::download::save_file;
use crate::storage::local;
use crate::widgets::boxed::{Show, live};
use journey_plan::Plan;
use journey_plan::library::templates::blank;
use leptos::prelude::*;

/// The first page: three cards, and the plans that are already here.
#[component]
pub fn FirstOpen(session: Session) -> impl IntoView {
    let stage = expect_context::<PhaseHandle>();
    let choosing = RwSignal::new(false);
    let view = expect_context::<View>();
    let start = move |plan: Plan| begin(stage, session, plan);
    let card = |way: AnyView, about: &'static str| view! { <div class="card start">{way}<p>{about}</p></div> };
    let choose = move |_| choosing.update(|c| *c = !*c);
    let start_blank = move |_| start(blank(past_years()));
    view! {
        <main class="first">
            <h1 class="mark">"Journey " <b>"Equity"</b></h1>
            <p class="lead">"What is a better customer experience worth? Map the journey, enter the cohort numbers, and see it stage by stage, with every figure’s working."</p>
            <div class="cards">
                {card(view! { <OpenExample session=session class="link"/> }.into_any(),
                    "A filled plan of an invented software company: five stages, two segments, two scenarios.")}
                {card(view! { <button class="link" on:click=choose>"Start from a template"</button> }.into_any(),
                    "Stages and roles of a usual journey; the numbers are yours.")}
                {card(view! { <button class="link" on:click=start_blank>"Start blank"</button> }.into_any(),
                    "One stage, one segment, three empty years.")}
            </div>
            <Show when=move || choosing.get()>
                <Templates session=session choose=Callback::new(start)/>
            </Show>
            <p class="quiet">
                <button class="link" on:click=move |_| pick(stage, session)>"Open a plan file"</button>
            </p>
            <Library session=session/>
            <p class="quiet">"Your plans stay in this browser, on this machine, and go nowhere. Clearing the browser’s site data deletes them: save a file of what matters. "{live(move || offline_words(view))}</p>
        </main>
        <Dialogs/>
    }
}

/// The button for the example, which is in a part of its own.
#[component]
fn OpenExample(session: Session, #[prop(optional)] class: &'static str) -> impl IntoView {
    let (stage, life) = (expect_context::<PhaseHandle>(), Life::here());
    let open = move |_| {
        life.ask(example(), move |found| match found {
            Ok(plan) => begin(stage, session, plan),
            Err(_) => session.view().alert("The example could not be loaded. Try again, or reload the page."),
        });
    };
    view! { <button class=class on:click=open>"Open the example"</button> }
}

/// The stored plans, the last saved one first, with the way to everything else that can be done with them.
#[component]
fn Library(session: Session) -> impl IntoView {
    let (stage, view) = (expect_context::<PhaseHandle>(), expect_context::<View>());
    let plans = RwSignal::new(Ok(Vec::new()));
    let life = Life::here();
    let look = move || {
        life.ask(library::stored(session), move |found| plans.set(found));
    };
    // At once, and after every dialog: plans are deleted, brought back and renamed there.
    Effect::new(move || {
        if view.dialog.with(Option::is_none) {
            look();
        }
    });
    let entry = move |entry: local::IndexEntry| {
        let (id, title) = (entry.id.clone(), library::title(&entry.title));
        let saved = if entry.saved_at.is_empty() { String::new() } else { format!("saved {}", shown(&entry.saved_at)) };
        view! {
            <li>
                <button class="link" on:click=move |_| open_stored(stage, session, id.clone())>{title}</button>
                <span class="quiet">{saved}</span>
            </li>
        }
    };
    let list = move || {
        match plans.get() {
        Ok(plans) if plans.is_empty() => None,
        Ok(plans) => Some(view! {
            <section aria-label="Your plans">
                <h2>"Your plans"</h2>
                <ul class="list">{plans.into_iter().map(entry).collect_view()}</ul>
            </section>
        }.into_any()),
        Err(reason) => Some(view! {
            <p class="note warn">{format!("Plans cannot be kept here: {reason}. You can work, and keep your work as a file.")}</p>
        }.into_any()),
    }
    };
    let show = move |dialog: Dialog| view.dialog.set(Some(dialog));
    view! {
        {live(list)}
        <p class="quiet links">
            <button class="link" on:click=move |_| show(Dialog::Plans)>"All plans, and those you deleted"</button>
            <button class="link" on:click=move |_| show(Dialog::Forget)>"Forget this device…"</button>
        </p>
    }
}

/// The page about a stored plan that cannot be shown: its bytes stay where they are, and there is a way on.
#[component]
#[allow(clippy::needless_pass_by_value)] // a component owns its properties
pub fn Recovery(session: Session, id: String, text: String, reason: String) -> impl IntoView {
    let stage = expect_context::<PhaseHandle>();
    let download = move |_| {
        // The browser asks where to put it; if it refuses, the text is still stored.
        let _ = save_file("damaged.journey.json", &text, "application/json");
    };
    let good = RwSignal::new(None);
    Life::here().run(async move { good.set(session.last_good_snapshot(&id).await) });
    let snapshot = move || {
        good.get().map(|(snapshot, plan)| {
            let label = format!("Open the snapshot of {}", shown(&snapshot.at));
            view! { <button on:click=move |_| begin(stage, session, plan.clone())>{label}</button> }
        })
    };
    let others = elsewhere(stage, session);
    view! {
        <main class="first">
            <h1 class="mark">"Journey " <b>"Equity"</b></h1>
            <div class="card" role="alert">
                <h2>"The last plan cannot be opened"</h2>
                <p>{format!("{reason}.")}</p>
                <p>"Nothing was changed: it is kept in this browser as it is."</p>
                <p class="buttons">
                    <button on:click=download>"Download it as it is"</button>
                    {live(snapshot)}
                    {others}
                </p>
            </div>
        </main>
    }
}

/// The buttons for what else can be opened: in a copy its own plan alone.
pub fn elsewhere(stage: PhaseHandle, session: Session) -> AnyView {
    match session.copy().and_then(|copy| copy.plan().cloned()) {
        Some(plan) => {
            let open = move |_| begin(stage, session, plan.clone());
            view! { <button on:click=open>"Open the copy as it was saved"</button> }.into_any()
        }
        None => view! {
            <OpenExample session=session/>
            <button on:click=move |_| stage.leave()>"Start another plan"</button>
        }
        .into_any(),
    }
}

/// The last page of a device that was told to forget everything.
pub fn forgotten(outcome: Vec<String>, is_clean: bool) -> impl IntoView {
    let heading = if is_clean { "This device has forgotten everything" } else { "Not everything is gone" };
    let again = |_| {
        // A browser that refuses to load the page again leaves this one, which keeps nothing.
        let _ = window().location().reload();
    };
    view! {
        <main class="first">
            <h1 class="mark">"Journey " <b>"Equity"</b></h1>
            <div class="card" role="alert">
                <h2>{heading}</h2>
                {outcome.into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view()}
                <p class="buttons"><button on:click=again>"Start again"</button></p>
            </div>
        </main>
    }
}
