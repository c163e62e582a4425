//! Reading a typed number into the plan: parse, dispatch, and keep a bad text with its error.

use crate::state::typing::Settling;
use crate::state::workspace::{Draft, Workspace};
use journey_plan::number::text::{NumberUnit, is_small_share, parse};
use journey_plan::{Command, Domain, Number};
use leptos::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

/// A number of the plan that can be typed: how to read it and how to change it.
#[derive(Clone)]
pub struct Field {
    /// Unique name of the field, under which a bad text is kept.
    pub key: String,
    /// Unit of the number.
    pub unit: NumberUnit,
    /// The plan's value; empty is not zero.
    pub read: Arc<dyn Fn(Workspace) -> Option<Number> + Send + Sync>,
    /// The command that sets the number. A field that cannot be empty refuses with a sentence.
    pub command: Arc<dyn Fn(Option<Number>) -> Result<Command, String> + Send + Sync>,
    /// How far the up and down keys move the number; 0 leaves them alone.
    pub step: f64,
}

impl Field {
    /// A field that may be empty.
    pub fn new(
        key: impl Into<String>,
        unit: NumberUnit,
        read: impl Fn(Workspace) -> Option<Number> + Send + Sync + 'static,
        command: impl Fn(Option<Number>) -> Command + Send + Sync + 'static,
    ) -> Self {
        Self::checked(key, unit, read, move |value| Ok(command(value)))
    }

    /// A field whose command may be refused before the plan sees it.
    pub fn checked(
        key: impl Into<String>,
        unit: NumberUnit,
        read: impl Fn(Workspace) -> Option<Number> + Send + Sync + 'static,
        command: impl Fn(Option<Number>) -> Result<Command, String> + Send + Sync + 'static,
    ) -> Self {
        Self { key: key.into(), unit, read: Arc::new(read), command: Arc::new(command), step: 0.0 }
    }

    /// Lets the up and down keys move the number by `step`.
    #[must_use]
    pub fn stepped(self, step: f64) -> Self {
        Self { step, ..self }
    }

    /// Refuses a number outside `domain`: the plan keeps it in another form, in which it would be cut.
    #[must_use]
    pub fn within(self, domain: Domain) -> Self {
        let command = self.command;
        let check = move |value: Option<Number>| match value.and_then(|value| domain.problem(value)) {
            Some(problem) => Err(problem),
            None => command(value),
        };
        Self { command: Arc::new(check), ..self }
    }

    /// A field that must hold a number.
    pub fn required(
        key: impl Into<String>,
        unit: NumberUnit,
        read: impl Fn(Workspace) -> Option<Number> + Send + Sync + 'static,
        command: impl Fn(Number) -> Command + Send + Sync + 'static,
    ) -> Self {
        Self::checked(key, unit, read, move |value: Option<Number>| {
            value.map(&command).ok_or_else(|| "A number is needed here.".to_owned())
        })
    }

    /// The bad text in the field, unless the plan's value has changed since.
    pub fn draft(&self, workspace: Workspace) -> Option<Draft> {
        let over = (self.read)(workspace);
        workspace.drafts.with(|drafts| fresh_draft(drafts, &self.key, over))
    }

    /// What the field shows: the bad text, or the value.
    pub fn text(&self, workspace: Workspace) -> String {
        // A text that was taken is shown as the plan writes it now, whatever its locale was.
        let refused = self.draft(workspace).filter(|draft| !draft.accepted);
        refused.map_or_else(|| self.value_text(workspace), |draft| draft.text)
    }

    fn value_text(&self, workspace: Workspace) -> String {
        let pen = workspace.pen.get();
        (self.read)(workspace).map_or_else(String::new, |value| pen.field(value.get(), self.unit))
    }
}

/// The bad text kept under `key`, unless the number it stands beside has changed since.
pub fn fresh_draft(drafts: &HashMap<String, Draft>, key: &str, over: Option<Number>) -> Option<Draft> {
    drafts.get(key).filter(|draft| draft.over == over).cloned()
}

/// Remark on a text in a field, if there is one: an error, or how the text was read.
pub fn remark(draft: Option<Draft>) -> Option<AnyView> {
    let draft = draft.filter(|draft| !draft.remark.is_empty())?;
    let is_hint = !draft.is_refused();
    Some(view! { <span class="error" class:hint=is_hint role="alert">{draft.remark}</span> }.into_any())
}

/// Takes a typed text; a bad one is kept in the field with its error, and the plan stays as it was.
pub fn enter(workspace: Workspace, field: &Field, text: &str) {
    let over = untrack(|| (field.read)(workspace));
    let pen = workspace.pen.get_untracked();
    let outcome = parse(text, pen.locale(), field.unit).map_err(|error| error.to_string()).and_then(|value| {
        if value != over {
            workspace.dispatch(&(field.command)(value)?).map_err(|error| error.to_string())?;
        }
        Ok(value)
    });
    let draft = match outcome {
        Ok(value) => value.and_then(|value| {
            let read = pen.field(value.get(), field.unit);
            let remark = if is_small_share(field.unit, text, value.get()) {
                let meant = pen.field(value.get() * 100.0, field.unit);
                format!("Read as {read}. For {meant} type {}.", meant.trim_end_matches("\u{a0}%"))
            } else {
                // What was typed and what was understood look alike, unless there was something to understand.
                text.trim_start().strip_prefix('=').map(|sum| format!("{read} is {}.", sum.trim()))?
            };
            Some(Draft { text: read, remark, over: Some(value), accepted: true })
        }),
        Err(remark) => Some(Draft { text: text.to_owned(), remark, over, accepted: false }),
    };
    match draft {
        Some(draft) => workspace.put_draft(&field.key, draft),
        None => workspace.drop_draft(&field.key),
    }
}

/// Settles a text that is being typed: while it may be half a number it is kept as it is, with the plan.
pub fn settle(workspace: Workspace, field: &Field, text: String, settling: Settling) {
    if settling == Settling::Finally {
        return enter(workspace, field, &text);
    }
    let over = untrack(|| (field.read)(workspace));
    if text == untrack(|| field.value_text(workspace)) {
        workspace.drop_draft(&field.key);
    } else {
        workspace.keep_draft(&field.key, text, over);
    }
}

/// Moves the number of a field by its step, `up` times; an empty field stays empty.
pub fn nudge(workspace: Workspace, field: &Field, up: f64) {
    let Some(value) = untrack(|| (field.read)(workspace)) else { return };
    let pen = workspace.pen.get_untracked();
    let moved = ((value.get() + up * field.step) / field.step).round() * field.step;
    // As people write it: without the digits that binary fractions leave behind.
    let moved = (moved * 1e9).round() / 1e9;
    enter(workspace, field, &pen.field(moved, field.unit));
}
