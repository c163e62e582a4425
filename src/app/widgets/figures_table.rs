//! A plain table of figures.

use crate::chart::Table;
use leptos::prelude::*;

/// Shows `table`; its last `sums` rows are totals.
pub fn figures_table(table: &Table, sums: usize) -> AnyView {
    let head = table.columns.iter().map(|c| view! { <th scope="col">{c.clone()}</th> }).collect_view();
    let first_sum = table.rows.len().saturating_sub(sums);
    let rows = table
        .rows
        .iter()
        .enumerate()
        .map(|(row, cells)| {
            let is_sum = row >= first_sum;
            let cells = cells.iter().enumerate().map(|(index, cell)| {
                let cell = cell.clone();
                if index == 0 {
                    view! { <th scope="row">{cell}</th> }.into_any()
                } else {
                    view! { <td>{cell}</td> }.into_any()
                }
            });
            view! { <tr class:sum=is_sum>{cells.collect_view()}</tr> }
        })
        .collect_view();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label="Table">
            <table class="figures">
                <thead><tr>{head}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
