//! What the columns of a table are.

use super::reading::collect;
use super::state::ImportState;
use crate::widgets::Pick;
use crate::widgets::boxed::{live, memo};
use journey_output::exchange::table_import::{Basis, Scan, Target};
use journey_plan::number::pen::Noun;
use leptos::prelude::*;
use std::sync::Arc;

/// A page of the table with a choice over every column, and what is still wrong.
pub(super) fn columns(state: ImportState, scan: &Arc<Scan>) -> AnyView {
    let pen = state.workspace.pen.get_untracked();
    let headers = scan.headers.clone();
    let problems = memo({
        let headers = headers.clone();
        move || state.mapping.with(|m| m.problems(&headers).iter().map(ToString::to_string).collect::<Vec<_>>())
    });
    let question = memo(move || match state.found_numbers().map(|n| n.basis) {
        Some(Basis::Ambiguous(text)) => Some(text),
        _ => None,
    });
    let is_open = move || question.with(Option::is_some) && state.decimal.with(Option::is_none);
    let found = format!(
        "{} of {}, separated by {}, {}.",
        pen.count(scan.rows, Noun("row", "rows")),
        pen.count(headers.len(), Noun("column", "columns")),
        scan.delimiter.label(),
        scan.encoding.label()
    );
    let strange = (scan.unreadable_characters > 0).then(|| {
        let characters = pen.count(scan.unreadable_characters as usize, Noun("character", "characters"));
        format!("{characters} could not be read; save the file as UTF-8 to keep them.")
    });
    let ready = move || problems.with(Vec::is_empty) && !is_open();
    view! {
        <p>{found}</p>
        {strange.map(|text| view! { <p class="note warn">{text}</p> })}
        {page(state, scan)}
        {live(move || question.get().map(|text| decimal_question(state, &text)))}
        {live(move || problems.get().into_iter().map(|p| view! { <p class="note warn" role="status">{p}</p> }).collect_view())}
        <div class="buttons">
            <button class="primary" disabled=move || !ready() on:click=move |_| collect(state)>"Read all rows"</button>
        </div>
    }
    .into_any()
}

fn page(state: ImportState, scan: &Scan) -> AnyView {
    let heads = scan.headers.iter().enumerate().map(|(column, header)| {
        let options = Target::choices(header).into_iter().map(|t| (t, t.label())).collect();
        let value = Signal::derive(move || state.mapping.with(|m| m.columns.get(column).copied()));
        let choose = Callback::new(move |target: Option<Target>| {
            state.mapping.update(|m| {
                if let (Some(slot), Some(target)) = (m.columns.get_mut(column), target) {
                    *slot = target;
                }
            });
        });
        let label = format!("Column {header}");
        view! { <th scope="col">{header.clone()}<Pick label=label quiet=true options=options value=value choose=choose/></th> }
    });
    let rows = scan.preview.iter().map(|row| {
        let cells = row.cells.iter().map(|cell| view! { <td>{cell.clone()}</td> }).collect_view();
        view! { <tr><th scope="row">{row.row}</th>{cells}</tr> }
    });
    let (heads, rows) = (heads.collect_view(), rows.collect_view());
    view! {
        <div class="scroll listed" tabindex="0" role="region" aria-label="First rows">
            <table class="figures page">
                <thead><tr><td></td>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Asks what the sign in `text` means.
fn decimal_question(state: ImportState, text: &str) -> AnyView {
    let choice = |label: String, decimal: char| {
        view! {
            <label class="check"><input type="radio" name="decimal" on:change=move |_| state.decimal.set(Some(decimal))/>{label}</label>
        }
    };
    view! {
        <fieldset class="decimals">
            <legend>{format!("“{text}” can be read in two ways. Which sign stands before decimals?")}</legend>
            {choice("the point: 1,234.5".to_owned(), '.')}
            {choice("the comma: 1.234,5".to_owned(), ',')}
        </fieldset>
    }
    .into_any()
}
