//! What is known about a table while it is being imported.

use super::reading::look;
use crate::state::tasks::Life;
use crate::state::workspace::Workspace;
use journey_output::exchange::table_import::{Imported, Mapping, Numbers, Scan, check_size};
use journey_plan::SegmentId;
use leptos::prelude::*;
use std::sync::Arc;

/// What is known about the table so far; `Copy`.
#[derive(Clone, Copy)]
pub struct ImportState {
    pub workspace: Workspace,
    /// Life of the dialog.
    pub life: Life,
    pub source: RwSignal<Option<web_sys::Blob>, LocalStorage>,
    /// The file's name.
    pub name: RwSignal<String>,
    pub scan: RwSignal<Option<Arc<Scan>>>,
    pub mapping: RwSignal<Mapping>,
    /// The decimal sign, where the user was asked.
    pub decimal: RwSignal<Option<char>>,
    pub imported: RwSignal<Option<Arc<Imported>>>,
    /// The plan's segment that each segment of the table goes into.
    pub into: RwSignal<Vec<Option<SegmentId>>>,
    /// Share of the file that has been read, while it is read.
    pub progress: RwSignal<Option<f64>>,
    pub error: RwSignal<String>,
    /// Number of the present reading: an older one that sees a newer stops.
    pub round: StoredValue<u32>,
}

impl ImportState {
    pub fn new(workspace: Workspace) -> Self {
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
    pub fn found_numbers(self) -> Option<Numbers> {
        let plan = self.workspace.pen.get().locale();
        self.scan.with(|s| s.as_ref().map(|s| self.mapping.with(|m| Numbers::detect(s, m, plan))))
    }

    /// How the numbers are read: as the table writes them, and as the user said where that can be read in two ways.
    pub fn numbers(self) -> Option<Numbers> {
        let found = self.found_numbers()?;
        match self.decimal.get().filter(|_| found.is_ambiguous()) {
            Some(sign) => Some(Numbers::with_decimal(sign, self.workspace.pen.get().locale())),
            None => Some(found),
        }
    }

    /// Begins with a table; its size is checked before any of it is read.
    pub fn begin(self, source: web_sys::Blob, name: String) {
        self.cancel();
        self.scan.set(None);
        self.imported.set(None);
        self.decimal.set(None);
        self.error.set(String::new());
        self.name.set(name);
        match check_size(source.size() as u64) {
            Ok(()) => {
                self.source.set(Some(source.clone()));
                look(self, source);
            }
            Err(error) => self.fail(&error.to_string()),
        }
    }

    /// Stops whatever is being read.
    pub fn cancel(self) {
        self.round.update_value(|r| *r += 1);
        self.progress.set(None);
    }

    pub fn fail(self, sentence: &str) {
        let name = self.name.get_untracked();
        self.error.set(format!("{}: {sentence}.", if name.is_empty() { "This table" } else { &name }));
    }

    /// Goes back to the columns.
    pub fn again(self) {
        self.cancel();
        self.error.set(String::new());
        self.imported.set(None);
    }
}
