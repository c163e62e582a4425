//! A plain table of figures.

use crate::state::workspace::Workspace;
use crate::widgets::working;
use journey_engine::registry::FigureId;
use journey_output::chart::TableTwin;
use leptos::prelude::*;

/// Shows `table` under a name of its own; its last `sums` rows are totals.
pub fn figures_table(name: &str, table: &TableTwin, sums: usize) -> AnyView {
    table_of(name, table, sums, &|_, _, text| view! { <td>{text}</td> }.into_any())
}

/// Shows `table` with figures that show their working: `figure` tells which one stands at a row and a column of values.
pub fn worked_table(
    workspace: Workspace,
    name: &str,
    table: &TableTwin,
    sums: usize,
    figure: &dyn Fn(usize, usize) -> Option<FigureId>,
) -> AnyView {
    table_of(name, table, sums, &|row, column, text| match figure(row, column) {
        Some(id) => view! { <td>{working::figure(workspace, id, text)}</td> }.into_any(),
        None => view! { <td>{text}</td> }.into_any(),
    })
}

fn table_of(name: &str, table: &TableTwin, sums: usize, value: &dyn Fn(usize, usize, String) -> AnyView) -> AnyView {
    let head = table.columns.iter().map(|c| match c.as_str() {
        "" => view! { <td></td> }.into_any(),
        name => view! { <th scope="col">{name.to_owned()}</th> }.into_any(),
    });
    let head = head.collect_view();
    let first_sum = table.rows.len().saturating_sub(sums);
    let rows = table
        .rows
        .iter()
        .enumerate()
        .map(|(row, cells)| {
            let is_sum = row >= first_sum;
            let cells = cells.iter().enumerate().map(|(index, cell)| {
                let cell = cell.clone();
                if index == 0 { view! { <th scope="row">{cell}</th> }.into_any() } else { value(row, index - 1, cell) }
            });
            view! { <tr class:sum=is_sum>{cells.collect_view()}</tr> }
        })
        .collect_view();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=format!("Table: {name}")>
            <table class="figures">
                <thead><tr>{head}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
