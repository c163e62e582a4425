//! What frames the screens: title, headline, tabs, dialogs, and the first page.

mod assumptions;
mod copy_banner;
mod dialog;
mod dialogs;
mod export;
mod first_open;
mod headline;
mod import;
mod lazy;
mod palette;
mod parting;
mod plans;
mod safe;
mod settings;
mod templates;
mod top_bar;
mod updates;
mod working;

use crate::screens::journey::state::{MapState, use_map};
use crate::state::copy;
use crate::state::files;
use crate::state::phase::{Phase, PhaseHandle, UnreadablePlan};
use crate::state::session::{Opened, Session};
use crate::state::shortcut::Shortcut;
use crate::state::tasks::page_task;
use crate::state::view::{Screen, View};
use crate::state::workspace::{Workspace, use_workspace};
use crate::state::{actions, library};
use crate::storage::{host, local};
use crate::widgets::MessageList;
use crate::widgets::boxed::says;
use first_open::FirstOpen;
use headline::HeadlineStrip;
use journey_plan::Plan;
use lazy::{PartsLoaded, ProgramPart};
use leptos::prelude::*;
use top_bar::TopBar;
use updates::UpdateBanner;
use wasm_bindgen::JsCast;

/// The whole app.
#[component]
pub fn App() -> impl IntoView {
    let phase = RwSignal::new(Phase::Loading);
    let stage = PhaseHandle(phase);
    provide_context(stage);
    let view = View::new();
    provide_context(view);
    let parts = PartsLoaded::new();
    provide_context(parts);
    let copy = copy::carried();
    let session = Session::new(view, copy.clone());
    provide_context(session);
    let workspace = Workspace::new(session, view, stage, lazy::carry_out);
    provide_context(workspace);
    provide_context(MapState::new(workspace));
    files::take_drops(view, stage, session);
    actions::follow_keys(stage, session);
    page_task(async move {
        session.connect().await;
        session.watch();
        view.follow_address(move || session.settle_typing());
        if let Some(reason) = host::safe() {
            phase.set(Phase::Safe(reason));
            ready();
            return parts.load_all().await;
        }
        let last = match &copy {
            Some(copy) => copy.key(),
            None => local::preferences().last_plan,
        };
        let first = ProgramPart::of(view.screen.get_untracked());
        if last.is_some() || copy.is_some() {
            // While the plan is being read.
            parts.fetch(first);
        }
        let found = match last {
            Some(id) => session.read(&id).await,
            None => Opened::Nothing,
        };
        phase.set(match found {
            Opened::Plan(stored) => Phase::Open(Box::new(session.enter(*stored))),
            Opened::Nothing => copy.map_or(Phase::FirstOpen, |copy| first_phase(copy.begin(session))),
            Opened::Unreadable(plan) => Phase::Unreadable(plan),
        });
        if phase.with_untracked(|phase| matches!(phase, Phase::Open(_))) {
            parts.load(first).await;
        }
        ready();
        parts.load_all().await;
        library::clear_away(session).await;
    });
    Effect::new(move || {
        phase.track();
        view.focus.mend();
    });
    let page = move || match phase.get() {
        Phase::Loading => view! { <p class="loading">"Opening…"</p> }.into_any(),
        Phase::FirstOpen => view! { <FirstOpen session=session/> }.into_any(),
        Phase::Unreadable(UnreadablePlan { id, text, reason }) => {
            view! { <first_open::Recovery session=session id=id text=text reason=reason/> }.into_any()
        }
        Phase::Open(plan) => view! { <OpenPlanPage plan=*plan session=session/> }.into_any(),
        Phase::Safe(reason) => view! { <safe::SafeStart session=session reason=reason/> }.into_any(),
        Phase::Forgotten { outcome, is_clean } => first_open::forgotten(outcome, is_clean).into_any(),
    };
    view! {
        <UpdateBanner session=session/>
        {page}
        <MessageList/>
    }
}

/// The phase in which a page begins that carries a plan within itself and finds nothing stored.
fn first_phase(carried: Result<Plan, UnreadablePlan>) -> Phase {
    match carried {
        Ok(plan) => Phase::Open(Box::new(plan)),
        Err(plan) => Phase::Unreadable(plan),
    }
}

/// Tells the outside that the page can be used.
fn ready() {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-ready", "1");
    }
}

/// The page of an open plan.
#[component]
fn OpenPlanPage(plan: Plan, session: Session) -> impl IntoView {
    let view = expect_context::<View>();
    // What was asked for another plan does not hold for this one.
    view.carry_plan.set(false);
    let workspace = use_workspace();
    workspace.open(plan, session.take_drafts());
    use_map().begin();
    session.join(workspace, false);
    follow_title(workspace);
    let screen = move || lazy::screen(view.screen.get());
    let skip = move |event: web_sys::MouseEvent| {
        // The address names the screen and must go on doing so.
        event.prevent_default();
        let screen = document().get_element_by_id("screen");
        if let Some(screen) = screen.and_then(|screen| screen.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = screen.focus();
        }
    };
    view! {
        <a class="skip" href="#screen" on:click=skip>"Skip to the screen"</a>
        <TopBar/>
        <HeadlineStrip/>
        <main>
            <Tabs/>
            <div class="screen" id="screen" role="tabpanel" tabindex="-1"
                aria-labelledby=says(move || format!("tab-{}", view.screen.get().slug()))>{screen}</div>
        </main>
        <dialogs::Dialogs/>
    }
}

/// Names the page after its plan and screen, so that tabs and bookmarks can be told apart.
fn follow_title(workspace: Workspace) {
    const PRODUCT: &str = "Journey Equity";
    Effect::new(move || {
        let plan = workspace.with_plan(|plan| library::title(&plan.title));
        document().set_title(&format!("{plan} · {} · {PRODUCT}", workspace.view.screen.get().label()));
    });
    on_cleanup(|| document().set_title(PRODUCT));
}

/// The button of the palette.
#[component]
fn FindButton() -> impl IntoView {
    let workspace = use_workspace();
    actions::find("palette").map(|action| {
        view! {
            <button class="find" on:click=move |_| (action.run)(workspace)>
                <span>{action.label}</span><kbd aria-hidden="true">{action.shortcut.map(Shortcut::label)}</kbd>
            </button>
        }
    })
}

/// The five tabs: arrows, Home and End move between them, as the pattern asks.
#[component]
fn Tabs() -> impl IntoView {
    let view = expect_context::<View>();
    let go = move |screen: Screen| {
        view.go(screen);
        if let Some(tab) = document().get_element_by_id(&format!("tab-{}", screen.slug())) {
            let _ = tab.unchecked_into::<web_sys::HtmlElement>().focus();
        }
    };
    let tab = move |(index, screen): (usize, Screen)| {
        let selected = move || view.screen.get() == screen;
        let count = Screen::ALL.len();
        view! {
            <button role="tab" id=format!("tab-{}", screen.slug()) aria-controls="screen"
                aria-selected=says(move || selected().to_string())
                tabindex=says(move || if selected() { "0" } else { "-1" })
                on:click=move |_| view.go(screen)
                on:keydown=move |event| match event.key().as_str() {
                    "ArrowRight" => go(Screen::ALL[(index + 1) % count]),
                    "ArrowLeft" => go(Screen::ALL[(index + count - 1) % count]),
                    "Home" => go(Screen::ALL[0]),
                    "End" => go(Screen::ALL[count - 1]),
                    _ => {}
                }>
                {screen.label()}<kbd aria-hidden="true">{index + 1}</kbd>
            </button>
        }
    };
    view! {
        <div class="tabs-row">
            <div class="tabs" role="tablist" aria-label="Screens">{Screen::ALL.into_iter().enumerate().map(tab).collect_view()}</div>
            <FindButton/>
        </div>
    }
}
