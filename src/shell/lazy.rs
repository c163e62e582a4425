//! Parts of the program that are kept in files of their own and loaded after the first page (docs/decisions/0008).
//!
//! The functions declared with `part!` are the only ways into a part: the build puts the code that nothing else needs
//! into the part's file. A part has one such function, because each keeps its own account of what is loaded. Without
//! the feature `split` all code is in one file.

use super::dialog;
use crate::state::order::Order;
use crate::state::tasks::page_task;
use crate::state::view::{Dialog, Screen};
use crate::state::workspace::Workspace;
use crate::widgets::Modal;
use crate::widgets::boxed::live;
use journey_plan::Plan;
use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// A part of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProgramPart {
    /// The Journey screen, shown first in most plans.
    Journey,
    /// The other screens.
    Screens,
    /// The dialogs.
    Dialogs,
    /// What makes pictures and tables for outside the app.
    Export,
    /// The example plan.
    Example,
}

/// State of loading a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LoadState {
    /// The part is not asked for yet, or on its way.
    Coming,
    Here,
    /// The part could not be loaded.
    Missing,
}

/// The state of loading of every part; `Copy`, given as a context.
#[derive(Clone, Copy)]
pub struct PartsLoaded([RwSignal<LoadState>; ProgramPart::ALL.len()]);

/// What a part returns, usually a view, or why there is none.
pub type PartResult<T = AnyView> = Result<T, SplitLoaderError>;

/// Declares the function that leads into a part, and one that only loads the part. Both are to be awaited.
macro_rules! part {
    ($part:ident, $load:ident, fn $name:ident($($argument:ident: $type:ty),*) -> $made:ty $body:block) => {
        #[cfg(feature = "split")]
        #[leptos::wasm_split::wasm_split($part, wasm_split_path = leptos::wasm_split, preload($load), fallible)]
        fn $name($($argument: $type),*) -> PartResult<$made> {
            Ok($body)
        }

        #[cfg(not(feature = "split"))]
        async fn $name($($argument: $type),*) -> PartResult<$made> {
            Ok($body)
        }

        #[cfg(not(feature = "split"))]
        async fn $load() -> Result<(), SplitLoaderError> {
            Ok(())
        }
    };
}

part!(
    journey,
    load_journey,
    fn journey_view() -> AnyView {
        view! { <crate::screens::journey::JourneyScreen/> }.into_any()
    }
);

part!(
    screens,
    load_screens,
    fn screen_view(screen: Screen) -> AnyView {
        match screen {
            // In a part of its own.
            Screen::Journey => ().into_any(),
            Screen::Customers => view! { <crate::screens::customers::CustomersScreen/> }.into_any(),
            Screen::Equity => view! { <crate::screens::equity::EquityScreen/> }.into_any(),
            Screen::Experience => view! { <crate::screens::experience::ExperienceScreen/> }.into_any(),
            Screen::Case => view! { <crate::screens::case::CaseScreen/> }.into_any(),
        }
    }
);

part!(
    dialogs,
    load_dialogs,
    fn dialog_view(dialog: Dialog, close: Callback<()>) -> AnyView {
        dialog::dialog(&dialog, close)
    }
);

part!(
    export,
    load_export,
    fn export_now(order: Order, workspace: Workspace) -> () {
        super::export::carry_out(order, workspace);
    }
);

part!(
    example,
    load_example,
    fn example_plan() -> Plan {
        journey_plan::library::example::plan()
    }
);

impl ProgramPart {
    const ALL: [Self; 5] = [Self::Journey, Self::Screens, Self::Dialogs, Self::Export, Self::Example];

    /// The part that holds `screen`.
    pub fn of(screen: Screen) -> Self {
        if screen == Screen::Journey { Self::Journey } else { Self::Screens }
    }
}

impl PartsLoaded {
    /// A state in which nothing is loaded.
    pub fn new() -> Self {
        Self(std::array::from_fn(|_| RwSignal::new(LoadState::Coming)))
    }

    fn progress(self, part: ProgramPart) -> RwSignal<LoadState> {
        self.0[part as usize]
    }

    fn note(self, part: ProgramPart, progress: LoadState) {
        // What is shown already must not be drawn again.
        if self.progress(part).get_untracked() != progress {
            self.progress(part).set(progress);
        }
    }

    /// Loads `part`, unless it is there.
    pub async fn load(self, part: ProgramPart) {
        let loaded = match part {
            ProgramPart::Journey => load_journey().await,
            ProgramPart::Screens => load_screens().await,
            ProgramPart::Dialogs => load_dialogs().await,
            ProgramPart::Export => load_export().await,
            ProgramPart::Example => load_example().await,
        };
        self.note(part, if loaded.is_ok() { LoadState::Here } else { LoadState::Missing });
    }

    /// Loads one part after the other, so that nothing has to wait later, with or without a network.
    pub async fn load_all(self) {
        for part in ProgramPart::ALL {
            self.load(part).await;
        }
    }

    /// Begins to load `part`, unless it is there.
    pub fn fetch(self, part: ProgramPart) {
        if self.progress(part).get_untracked() != LoadState::Here {
            self.note(part, LoadState::Coming);
            page_task(self.load(part));
        }
    }
}

/// The view of a screen.
pub fn screen(screen: Screen) -> AnyView {
    let view = move || if screen == Screen::Journey { now(journey_view()) } else { now(screen_view(screen)) };
    lazy(ProgramPart::of(screen), view, |waiting| waiting)
}

/// The view of a dialog.
pub fn dialog(dialog: Dialog, close: Callback<()>) -> AnyView {
    let frame = move |waiting| view! { <Modal title="One moment" close=close>{waiting}</Modal> }.into_any();
    lazy(ProgramPart::Dialogs, move || now(dialog_view(dialog.clone(), close)), frame)
}

/// Carries out `order`, as soon as the part that can is there.
pub fn carry_out(workspace: Workspace, order: Order) {
    workspace.life().run(async move {
        if export_now(order, workspace).await.is_err() {
            let words = "The part of Journey Equity that exports could not be loaded. Your plan is not affected. Try again, or reload the page.";
            workspace.view.alert(words);
        }
    });
}

/// The example plan, as soon as its part is there.
pub async fn example() -> PartResult<Plan> {
    example_plan().await
}

/// Shows `view` at once when its part is there; until then, a sentence in a `frame`.
fn lazy(
    part: ProgramPart,
    view: impl Fn() -> AnyView + Send + Sync + 'static,
    frame: impl Fn(AnyView) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let parts = expect_context::<PartsLoaded>();
    parts.fetch(part);
    live(move || match parts.progress(part).get() {
        LoadState::Here => view(),
        LoadState::Coming => frame(view! { <p class="loading" role="status">"Opening…"</p> }.into_any()),
        LoadState::Missing => frame(missing(parts, part)),
    })
}

fn missing(parts: PartsLoaded, part: ProgramPart) -> AnyView {
    view! {
        <div class="note warn" role="alert">
            <p>"This part of Journey Equity could not be loaded. Your plan is not affected. Try again, or reload the page."</p>
            <button on:click=move |_| parts.fetch(part)>"Try again"</button>
        </div>
    }
    .into_any()
}

/// The view of a part that is there: its function then answers when it is first asked.
fn now(view: impl Future<Output = PartResult>) -> AnyView {
    match pin!(view).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(view)) => view,
        Poll::Ready(Err(_)) | Poll::Pending => ().into_any(),
    }
}
