//! The dialog with the working of a figure.

use crate::state::workspace::use_workspace;
use crate::widgets::boxed::live;
use crate::widgets::working::name;
use crate::widgets::{Modal, figures_table};
use journey_account::workings::{Working, WorkingInput, working as show};
use journey_engine::registry::FigureId;
use journey_output::chart::TableTwin;
use leptos::prelude::*;

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
        <Modal title=format!("Working: {}", untrack(|| name(workspace, id))) class="wide" reading=true close=close>
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
