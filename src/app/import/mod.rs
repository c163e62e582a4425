//! Importing a table: choose it, say what its columns are, look at what was understood, take it over.

mod columns;
mod outcome;
mod reading;

use crate::app::boxed::{Show, live};
use crate::app::tasks::Life;
use crate::app::widgets::Modal;
use crate::app::workspace::{Workspace, use_workspace};
use crate::storage::download::text_source;
use crate::storage::local;
use journey_output::exchange::table_import::{Imported, Mapping, Numbers, Scan, check_size};
use journey_plan::SegmentId;
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// What is known about the table so far; `Copy`.
#[derive(Clone, Copy)]
struct ImportState {
    workspace: Workspace,
    /// Life of the dialog.
    life: Life,
    source: RwSignal<Option<web_sys::Blob>, LocalStorage>,
    /// The file's name.
    name: RwSignal<String>,
    scan: RwSignal<Option<Arc<Scan>>>,
    mapping: RwSignal<Mapping>,
    /// The decimal sign, where the user was asked.
    decimal: RwSignal<Option<char>>,
    imported: RwSignal<Option<Arc<Imported>>>,
    /// The plan's segment that each segment of the table goes into.
    into: RwSignal<Vec<Option<SegmentId>>>,
    /// Share of the file that has been read, while it is read.
    progress: RwSignal<Option<f64>>,
    error: RwSignal<String>,
    /// Number of the present reading: an older one that sees a newer stops.
    round: StoredValue<u32>,
}

impl ImportState {
    fn new(workspace: Workspace) -> Self {
        Self {
            workspace,
            life: Life::here(),
            source: RwSignal::new_local(None),
            name: RwSignal::new(String::new()),
            scan: RwSignal::new(None),
            mapping: RwSignal::new(Mapping::default()),
            decimal: RwSignal::new(None),
            imported: RwSignal::new(None),
            into: RwSignal::new(Vec::new()),
            progress: RwSignal::new(None),
            error: RwSignal::new(String::new()),
            round: StoredValue::new(0),
        }
    }

    /// How the table itself writes numbers, as far as it tells.
    fn found_numbers(self) -> Option<Numbers> {
        let plan = self.workspace.pen.get().locale();
        self.scan.with(|s| s.as_ref().map(|s| self.mapping.with(|m| Numbers::detect(s, m, plan))))
    }

    /// How the numbers are read: as the table writes them, and as the user said where that can be read in two ways.
    fn numbers(self) -> Option<Numbers> {
        let found = self.found_numbers()?;
        match self.decimal.get().filter(|_| found.is_ambiguous()) {
            Some(sign) => Some(Numbers::with_decimal(sign, self.workspace.pen.get().locale())),
            None => Some(found),
        }
    }

    /// Begins with a table; its size is checked before any of it is read.
    fn begin(self, source: web_sys::Blob, name: String) {
        self.cancel();
        self.scan.set(None);
        self.imported.set(None);
        self.decimal.set(None);
        self.error.set(String::new());
        self.name.set(name);
        match check_size(source.size() as u64) {
            Ok(()) => {
                self.source.set(Some(source.clone()));
                reading::look(self, source);
            }
            Err(error) => self.fail(&error.to_string()),
        }
    }

    /// Stops whatever is being read.
    fn cancel(self) {
        self.round.update_value(|r| *r += 1);
        self.progress.set(None);
    }

    fn fail(self, sentence: &str) {
        let name = self.name.get_untracked();
        self.error.set(format!("{}: {sentence}.", if name.is_empty() { "This table" } else { &name }));
    }

    /// Goes back to the columns.
    fn again(self) {
        self.cancel();
        self.error.set(String::new());
        self.imported.set(None);
    }
}

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

/// Remembers for next time what the columns are.
fn remember(state: ImportState) {
    state.scan.with_untracked(|scan| {
        if let Some(scan) = scan {
            local::change_preferences(|p| state.mapping.with_untracked(|m| m.remember(&scan.headers, &mut p.columns)));
        }
    });
}
