//! A plan file that was dropped on the open plan: which of the two is shown is decided here, and neither is lost.

use crate::state::files::{begin_loaded, remarks};
use crate::state::library::title;
use crate::state::session::Occasion;
use crate::state::tasks::Life;
use crate::state::workspace::{Workspace, use_workspace};
use crate::widgets::Modal;
use journey_output::exchange::plan_file::{self, LoadedPlan};
use journey_plan::Plan;
use leptos::prelude::*;

/// The dialog about a plan file that was dropped on the open plan.
#[component]
#[allow(clippy::needless_pass_by_value)] // a component owns its properties
pub fn DroppedDialog(
    /// Name of the file.
    name: String,
    /// Text of the file.
    text: String,
    /// Closes the dialog.
    close: Callback<()>,
) -> impl IntoView {
    let workspace = use_workspace();
    let content = match plan_file::read(text.as_bytes()) {
        Ok(loaded) => choice(workspace, &name, loaded, close).into_any(),
        Err(error) => {
            view! { <p role="alert">{format!("{name}: {error}. The open plan is untouched.")}</p> }.into_any()
        }
    };
    view! { <Modal title="Open a dropped file" close=close>{content}</Modal> }
}

fn choice(workspace: Workspace, name: &str, loaded: LoadedPlan, close: Callback<()>) -> impl IntoView + use<> {
    let open = workspace.with_plan_untracked(|plan| title(&plan.title));
    let theirs = title(&loaded.plan.title);
    let to_correct = remarks(name, &loaded);
    let of_new = name.to_owned();
    let life = Life::here();
    let loaded = StoredValue::new(loaded);
    let as_new = move |_| {
        // Closing the dialog ends what it holds.
        let of_file = loaded.get_value();
        close.run(());
        begin_loaded(workspace.view, workspace.stage, workspace.session, &of_new, of_file);
    };
    let replaced = format!("“{theirs}” is in the place of “{open}”. Undo takes it back.");
    let in_its_place = move |_| {
        let (replaced, to_correct, plan) = (replaced.clone(), to_correct.clone(), loaded.get_value().plan);
        // What was begun is brought to its end, also where the dialog is closed meanwhile.
        workspace.life().run(async move {
            match replace(workspace, plan).await {
                Ok(()) => {
                    if life.goes_on() {
                        close.run(());
                    }
                    if let Some(remarks) = to_correct {
                        workspace.view.alert(remarks);
                    }
                    workspace.say_done(replaced);
                }
                Err(reason) => workspace.view.refuse(reason),
            }
        });
    };
    view! {
        <p>{format!("{name} holds the plan “{theirs}”. The plan “{open}” is open.")}</p>
        <p class="quiet">{format!("As a new plan it gets a place of its own, and “{open}” is saved before it is left. In the place of “{open}” it is one step that can be undone, and “{open}” is kept as a snapshot.")}</p>
        <div class="buttons">
            <button class="primary" on:click=as_new>"Open as a new plan"</button>
            <button on:click=in_its_place>{format!("Put it in the place of “{open}”")}</button>
            <button on:click=move |_| close.run(())>"Cancel"</button>
        </div>
    }
}

async fn replace(workspace: Workspace, plan: Plan) -> Result<(), String> {
    if let Some(why) = workspace.session.read_only() {
        return Err(why.to_owned());
    }
    let kept = workspace.session.take_snapshot(workspace.plan_now(), Occasion::Replacing, None).await;
    kept.map_err(|error| format!("The open plan could not be kept as a snapshot: {error}. Nothing was changed."))?;
    workspace.restore(plan).map_err(|error| error.to_string())
}
