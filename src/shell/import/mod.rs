//! Importing a table: choose it, say what its columns are, look at what was understood, take it over.

mod columns;
mod outcome;
mod reading;
mod state;

use crate::state::workspace::use_workspace;
use crate::storage::download::text_source;
use crate::widgets::Modal;
use crate::widgets::boxed::{Show, live};
use leptos::prelude::*;
use state::ImportState;
use wasm_bindgen::JsCast;

/// The dialog that imports a table.
#[component]
pub fn ImportDialog(
    /// Closes the dialog.
    close: Callback<()>,
) -> impl IntoView {
    let state = ImportState::new(use_workspace());
    on_cleanup(move || {
        state.round.try_update_value(|r| *r += 1);
    });
    let is_reading = move || state.progress.with(Option::is_some);
    view! {
        <Modal title="Import data" class="wide" close=close>
            <Show when=move || !is_reading() && state.imported.with(Option::is_none)>
                <TableSource state=state/>
            </Show>
            <Show when=move || state.error.with(|e| !e.is_empty())>
                <p class="note warn" role="alert">{state.error}</p>
            </Show>
            <Show when=is_reading>
                <div class="reading" role="status">
                    <progress max="1" value=move || state.progress.get().unwrap_or_default().to_string()></progress>
                    {live(move || format!("Reading {}", state.name.get()))}
                    <button on:click=move |_| state.cancel()>"Cancel"</button>
                </div>
            </Show>
            {live(move || {
                let scan = state.scan.get().filter(|_| !is_reading() && state.imported.with(Option::is_none))?;
                Some(columns::columns(state, &scan))
            })}
            {live(move || {
                let imported = state.imported.get().filter(|_| !is_reading())?;
                Some(outcome::outcome(state, imported, close))
            })}
        </Modal>
    }
}

/// The choice of where the table comes from: a file, or the clipboard.
#[component]
fn TableSource(state: ImportState) -> impl IntoView {
    let chosen = move |event: web_sys::Event| {
        let input: Option<web_sys::HtmlInputElement> = event.target().and_then(|t| t.dyn_into().ok());
        if let Some(file) = input.and_then(|i| i.files()).and_then(|files| files.get(0)) {
            let name = file.name();
            state.begin(file.into(), name);
        }
    };
    let pasted = move |event: web_sys::Event| {
        let text = event_target_value(&event);
        if let (false, Ok(source)) = (text.trim().is_empty(), text_source(&text)) {
            state.begin(source, "The pasted table".to_owned());
        }
    };
    view! {
        <p>"Customers per year, or a retention triangle, as CSV or from a spreadsheet; columns may have any names. "
            "A data engineer gets both tables out of a raw log of transactions with the SQL described under “Importing” in the documentation."</p>
        <div class="form wide">
            <label class="field"><span>"File (CSV, TSV)"</span>
                <input type="file" accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain" on:change=chosen/>
            </label>
            <label class="field"><span>"or paste a table with its headers"</span>
                <textarea rows="2" class="pasted" on:input=pasted></textarea>
            </label>
        </div>
    }
}
