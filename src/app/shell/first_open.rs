//! The first page: three ways to begin, and what to do when the stored plan cannot be shown.

use super::Stage;
use super::files::{begin, begin_from, open_stored, pick};
use crate::app::boxed::{Show, live};
use crate::app::session::Session;
use crate::app::updates::offline_words;
use crate::app::view::View;
use crate::plan::templates::{TEMPLATES, blank};
use crate::plan::{Plan, example};
use crate::storage::download::save_file;
use crate::storage::local;
use leptos::prelude::*;

/// The years a new plan asks for: the last three.
pub fn past_years() -> std::ops::RangeInclusive<i32> {
    let now = js_sys::Date::new_0().get_full_year() as i32;
    now - 2..=now
}

/// Three cards, and the plans that are already here.
#[component]
pub fn FirstOpen(session: Session) -> impl IntoView {
    let stage = expect_context::<Stage>();
    let problem = RwSignal::new(String::new());
    let choosing = RwSignal::new(false);
    let view = expect_context::<View>();
    let start = move |plan: Plan| begin(stage, session, plan);
    let card = move |name: &'static str, about: &'static str, act: Callback<()>| {
        view! {
            <div class="card start">
                <button class="link" on:click=move |_| act.run(())>{name}</button>
                <p>{about}</p>
            </div>
        }
    };
    view! {
        <main class="first">
            <h1 class="mark">"Journey " <b>"Equity"</b></h1>
            <p class="lead">"What is a better customer experience worth? Map the journey, enter the cohort numbers, and see it stage by stage, with every figure’s working."</p>
            <div class="cards">
                {card("Open the example", "A filled plan of an invented software company: five stages, two segments, two scenarios.",
                    Callback::new(move |()| start(example::plan())))}
                {card("Start from a template", "Stages and roles of a usual journey; the numbers are yours.",
                    Callback::new(move |()| choosing.update(|c| *c = !*c)))}
                {card("Start blank", "One stage, one segment, three empty years.",
                    Callback::new(move |()| start(blank(past_years()))))}
            </div>
            <Show when=move || choosing.get()>
                <Templates session=session problem=problem choose=Callback::new(start)/>
            </Show>
            <p class="quiet">
                <button class="link" on:click=move |_| pick(stage, session, problem)>"Open a plan file"</button>
            </p>
            <Show when=move || problem.with(|p| !p.is_empty())><p class="error" role="alert">{problem}</p></Show>
            <Library session=session problem=problem/>
            <p class="quiet">"Your plans stay in this browser, on this machine, and go nowhere. Clearing the browser’s site data deletes them: save a file of what matters. "{live(move || offline_words(view))}</p>
        </main>
    }
}

/// The templates, as buttons: ours, then the user's own.
#[component]
pub fn Templates(session: Session, problem: RwSignal<String>, choose: Callback<Plan>) -> impl IntoView {
    let stage = expect_context::<Stage>();
    let own = RwSignal::new(local::templates());
    let own_entry = move |entry: local::IndexEntry| {
        let (id, title) = (entry.id.clone(), entry.title);
        let remove = entry.id;
        let label = format!("Remove the template {title}");
        view! {
            <li>
                <button class="link" on:click=move |_| begin_from(stage, session, id.clone(), problem)>{title}</button>
                <span class="quiet">"your own"</span>
                <button class="icon" aria-label=label on:click=move |_| {
                    session.drop_template(remove.clone());
                    own.set(local::templates());
                }>"×"</button>
            </li>
        }
    };
    let entry = move |template: &'static crate::plan::templates::Template| {
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

/// The stored plans, the last saved one first.
#[component]
pub fn Library(session: Session, problem: RwSignal<String>) -> impl IntoView {
    let stage = expect_context::<Stage>();
    let entries = local::index();
    let entry = move |entry: local::IndexEntry| {
        let (id, title) = (entry.id.clone(), entry.title.clone());
        let saved: String = entry.saved_at.chars().take(16).collect();
        view! {
            <li>
                <button class="link" on:click=move |_| open_stored(stage, session, id.clone(), problem)>
                    {if title.is_empty() { "Untitled plan".to_owned() } else { title }}
                </button>
                <span class="quiet">"saved " {saved.replace('T', " ")}</span>
            </li>
        }
    };
    (!entries.is_empty()).then(|| {
        view! {
            <section aria-label="Your plans">
                <h2>"Your plans"</h2>
                <ul class="list">{entries.into_iter().map(entry).collect_view()}</ul>
            </section>
        }
    })
}

/// The stored plan cannot be shown: its bytes stay where they are, and there is a way on.
#[component]
#[allow(clippy::needless_pass_by_value)] // a component owns its properties
pub fn Recovery(session: Session, text: String, reason: String) -> impl IntoView {
    let stage = expect_context::<Stage>();
    let download = move |_| {
        // The browser asks where to put it; if it refuses, the text is still stored.
        let _ = save_file("damaged.journey.json", &text, "application/json");
    };
    view! {
        <main class="first">
            <h1 class="mark">"Journey " <b>"Equity"</b></h1>
            <div class="card" role="alert">
                <h2>"The last plan cannot be opened"</h2>
                <p>{format!("{reason}.")}</p>
                <p>"Nothing was changed: it is kept in this browser as it is."</p>
                <p class="buttons">
                    <button on:click=download>"Download it as it is"</button>
                    <button on:click=move |_| begin(stage, session, example::plan())>"Open the example"</button>
                    <button on:click=move |_| stage.leave()>"Start another plan"</button>
                </p>
            </div>
        </main>
    }
}
