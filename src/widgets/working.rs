//! The working of a figure: the button that asks for it and the dialog that shows it.

use crate::state::view::Dialog;
use crate::state::workspace::Workspace;
use journey_account::workings::title;
use journey_engine::registry::FigureId;
use leptos::prelude::*;

/// Name of a figure on its button and on its dialog.
pub fn name(workspace: Workspace, id: FigureId) -> String {
    if let FigureId::Headline(headline) = id {
        return headline.entry().short.to_owned();
    }
    workspace.with_plan(|plan| workspace.projection.with(|p| title(plan, p, id)))
}

/// A figure that shows how it comes about when it is pressed.
pub fn figure(workspace: Workspace, id: FigureId, text: String) -> AnyView {
    let label = format!("Show the working: {}", untrack(|| name(workspace, id)));
    worked(label, text, "0", move || open(workspace, id))
}

/// A text under a button without one of its own: what a figure says and what pressing it does are two things.
pub fn worked(
    label: String,
    text: impl IntoView + 'static,
    tab: &'static str,
    open: impl Fn() + Send + Sync + 'static,
) -> AnyView {
    view! { <span class="worked">{text}<button class="working" tabindex=tab aria-label=label on:click=move |_| open()></button></span> }
        .into_any()
}

/// Opens the dialog of a figure.
pub fn open(workspace: Workspace, id: FigureId) {
    workspace.view.dialog.set(Some(Dialog::Working(id)));
}
