//! The working of a figure: the button that asks for it and the dialog that shows it.

use super::view::Dialog;
use super::widgets::{Modal, figures_table};
use super::workspace::{Workspace, use_workspace};
use crate::app::boxed::live;
use journey_account::workings::{Working, WorkingInput, title, working as show};
use journey_engine::registry::FigureId;
use journey_output::chart::TableTwin;
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

/// The dialog with the working of a figure, which follows the plan while it is open.
#[component]
pub fn WorkingDialog(
    /// The figure.
    id: FigureId,
    /// Closes the dialog.
    close: Callback<()>,
) -> impl IntoView {
    let workspace = use_workspace();
    let shown = move || workspace.with_figures(|context| show(context, id));
    view! {
        <Modal title=format!("Working: {}", untrack(|| name(workspace, id))) class="wide" close=close>
            {live(move || body(shown()))}
        </Modal>
    }
}

fn body(working: Working) -> AnyView {
    let Working { title, result, formula, steps, calculation, table, grade, source, remarks, .. } = working;
    let lines = calculation.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    let table = table.map(|t| TableTwin { columns: t.columns.iter().map(|c| (*c).to_owned()).collect(), rows: t.rows });
    let remarks = remarks.into_iter().map(|r| view! { <li>{r}</li> }).collect_view();
    view! {
        <p class="quiet">{title}</p>
        <p class="result">{result}</p>
        <p class="formula">{formula}</p>
        <ol class="lines">{lines}</ol>
        {table.map(|t| figures_table("calculation", &t, 1))}
        {(!steps.is_empty()).then(|| inputs(&steps))}
        <dl class="facts">
            <dt>"Source"</dt><dd>{source}</dd>
            <dt>"Grade"</dt><dd>{format!("{}, {}", grade.letter(), grade.meaning())}</dd>
        </dl>
        <ul class="list">{remarks}</ul>
    }
    .into_any()
}

/// The table of what enters the figure.
fn inputs(steps: &[WorkingInput]) -> AnyView {
    let row = |step: &WorkingInput| {
        let origin = step.noted.as_ref().map_or_else(|| step.source.clone(), |note| format!("{}; {note}", step.source));
        vec![step.label.clone(), step.value.clone(), origin, step.grade.letter().to_owned()]
    };
    let columns = ["What enters", "Value", "Where it comes from", "Grade"].map(str::to_owned).to_vec();
    figures_table("what enters", &TableTwin { columns, rows: steps.iter().map(row).collect() }, 0)
}
