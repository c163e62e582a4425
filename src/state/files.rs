//! Plan files, new plans and the library.

use super::phase::{PhaseHandle, UnreadablePlan};
use crate::state::plan_download::save_plan;
use crate::state::session::{Opened, Session, few};
use crate::state::tasks::page_task;
use crate::state::typing::Settling;
use crate::state::view::{Dialog, View, on_window};
use crate::state::workspace::Workspace;
use crate::storage::download::read_file;
use journey_output::exchange::embed;
use journey_output::exchange::plan_file::{self, LoadedPlan};
use journey_plan::Plan;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::HtmlInputElement;

/// Shows `plan` as a new one, once the open one is saved.
pub fn begin(stage: PhaseHandle, session: Session, plan: Plan) {
    session.when_saved(move || show_new(stage, session, plan.clone()));
}

/// Shows what was read from the file `name` as a new plan, once the open one is saved; an alert says what was changed
/// or is to be corrected.
pub fn begin_loaded(view: View, stage: PhaseHandle, session: Session, name: &str, loaded: LoadedPlan) {
    let remarks = remarks(name, &loaded);
    let plan = loaded.plan;
    session.when_saved(move || {
        show_new(stage, session, plan.clone());
        if let Some(remarks) = &remarks {
            view.alert(remarks.clone());
        }
    });
}

fn show_new(stage: PhaseHandle, session: Session, plan: Plan) {
    session.leave();
    session.begin();
    stage.show(plan);
}

/// Remarks on what was read from the file `name`: what was changed, what is to be corrected; `None` if nothing is.
pub fn remarks(name: &str, loaded: &LoadedPlan) -> Option<String> {
    let all = loaded.remarks();
    (!all.is_empty()).then(|| format!("{name}: {}", few(&all)))
}

/// Leaves the open plan, once it is saved, for the first page.
pub fn start_over(workspace: Workspace) {
    let (session, stage) = (workspace.session, workspace.stage);
    session.when_saved(move || {
        session.leave();
        stage.leave();
    });
}

/// Opens the stored plan `id` in place of the open one, which is only left when it is saved and the other one is there.
pub fn open_stored(stage: PhaseHandle, session: Session, id: String) {
    if !session.has_open(&id) {
        session.when_saved(move || read_and_enter(stage, session, id.clone()));
    }
}

fn read_and_enter(stage: PhaseHandle, session: Session, id: String) {
    let view = session.view();
    let moment = session.moment();
    page_task(async move {
        let found = session.read(&id).await;
        if session.moment() != moment {
            // Something else was opened meanwhile.
            return;
        }
        match found {
            Opened::Plan(stored) => {
                session.leave();
                stage.show(session.enter(*stored));
            }
            Opened::Nothing => view.alert("This plan is not in this browser any more."),
            Opened::Unreadable(UnreadablePlan { reason, .. }) => {
                view.alert(format!("This plan cannot be opened: {reason}."));
            }
        }
    });
}

/// Downloads the plan file of the open plan.
pub fn save(workspace: Workspace) {
    workspace.settle_typing(Settling::Finally);
    save_plan(workspace.view, &workspace.plan_now());
}

/// Keeps the map, without its numbers, as a template of the user's own.
pub fn save_template(workspace: Workspace) {
    let template = workspace.with_plan_untracked(|p| p.as_template(crate::state::clock::past_years()));
    page_task(async move {
        match workspace.session.keep_template(&template).await {
            Ok(()) => workspace
                .view
                .say(format!("“{}” is a template now, without its numbers; find it under Templates.", template.title)),
            Err(error) => workspace.view.alert(format!("The template was not saved: {error}.")),
        }
    });
}

/// Begins a new plan from a template of the user's own.
pub fn begin_from(stage: PhaseHandle, session: Session, id: String) {
    page_task(async move {
        match session.peek(&id).await {
            Some(template) => begin(stage, session, template.as_template(crate::state::clock::past_years())),
            None => session.view().alert("This template is not in this browser any more."),
        }
    });
}

/// Asks for a plan file and shows it as a new plan.
pub fn choose(workspace: Workspace) {
    pick(workspace.stage, workspace.session);
}

/// Asks for a plan file and shows it as a new plan.
pub fn pick(stage: PhaseHandle, session: Session) {
    let Some(input) = document().create_element("input").ok().and_then(|e| e.dyn_into::<HtmlInputElement>().ok())
    else {
        return;
    };
    input.set_type("file");
    input.set_accept(".json,application/json,.svg,.png,.html");
    let chosen = input.clone();
    let handler = Closure::once_into_js(move || {
        let Some(file) = chosen.files().and_then(|files| files.get(0)) else { return };
        page_task(begin_with(stage, session, file));
    });
    input.set_onchange(Some(handler.unchecked_ref()));
    input.click();
}

/// Begins a new plan with what is in `file`, or says why it cannot.
async fn begin_with(stage: PhaseHandle, session: Session, file: web_sys::File) {
    let view = session.view();
    let bytes = match plan_file_in(&file).await {
        Ok(bytes) => bytes,
        Err(reason) => return view.alert(reason),
    };
    let name = file.name();
    match plan_file::read(&bytes) {
        Ok(loaded) => begin_loaded(view, stage, session, &name, loaded),
        Err(error) => view.alert(format!("{name}: {error}.")),
    }
}

/// The plan file in `file`, which may be a picture or a page that carries one.
///
/// # Errors
/// A sentence that says why there is none.
async fn plan_file_in(file: &web_sys::File) -> Result<Vec<u8>, String> {
    let name = file.name();
    let most = embed::largest(&name);
    match read_file(file, most).await {
        Ok(Some(bytes)) => match embed::plan_file_in(&bytes) {
            Ok(plan) => Ok(plan.into_owned()),
            Err(error) => Err(format!("{name}: {error}.")),
        },
        Ok(None) => Err(format!("{name} is larger than any plan ({} MB).", most >> 20)),
        Err(_) => Err(format!("{name} could not be read.")),
    }
}

/// Takes plan files that are dropped anywhere on the page: beside an open plan the user is asked what is to become of it.
pub fn take_drops(view: View, stage: PhaseHandle, session: Session) {
    let is_file = |event: &web_sys::Event| {
        let transfer = event.dyn_ref::<web_sys::DragEvent>().and_then(web_sys::DragEvent::data_transfer);
        let field = event.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok());
        // A field for files takes them itself.
        let is_taken = field.is_some_and(|field| field.type_() == "file");
        transfer.filter(|transfer| !is_taken && transfer.types().includes(&"Files".into(), 0))
    };
    // A browser that is not told otherwise leaves the page for the file.
    on_window("dragover", move |event| {
        if is_file(&event).is_some() {
            event.prevent_default();
        }
    });
    on_window("drop", move |event| {
        let Some(transfer) = is_file(&event) else { return };
        event.prevent_default();
        let file = transfer.files().and_then(|files| files.get(0));
        if let Some(file) = file.filter(|_| view.dialog.with_untracked(Option::is_none)) {
            receive(view, stage, session, file);
        }
    });
}

fn receive(view: View, stage: PhaseHandle, session: Session, file: web_sys::File) {
    page_task(async move {
        if !session.has_library() {
            return view.alert("This page is a copy of one plan. Open the file in Journey Equity itself.");
        }
        if session.workspace().is_none() {
            return begin_with(stage, session, file).await;
        }
        match plan_file_in(&file).await {
            // The plan may be left by now.
            Ok(_) if session.workspace().is_none() => begin_with(stage, session, file).await,
            Ok(bytes) => {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                view.dialog.set(Some(Dialog::Dropped { name: file.name(), text }));
            }
            Err(reason) => view.alert(reason),
        }
    });
}
