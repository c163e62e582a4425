//! What is known about a number besides its value, for any number of the plan.

use crate::state::workspace::{Workspace, use_workspace};
use crate::widgets::boxed::{memo, says};
use crate::widgets::{Field, Modal, NumberField, Pick, ShapePick, TextField, WantedShape, take_day};
use journey_plan::number::text::NumberUnit;
use journey_plan::{CellNote, Command, Evidence, Grade, Number, NumberId, Shape};
use leptos::prelude::*;
use std::sync::Arc;

/// A number that can be annotated.
#[derive(Clone)]
pub struct AnnotatedNumber {
    /// Address of the number.
    pub id: NumberId,
    /// Title of the dialog: whose number it is, and which.
    pub title: String,
    /// How the number is written.
    pub unit: NumberUnit,
    /// The number, as it is shown.
    pub value: String,
}

impl AnnotatedNumber {
    /// Unique name of the note, under which bad texts are kept.
    fn key(&self) -> String {
        match self.id {
            NumberId::Setting(setting) => format!("note {}", setting.key()),
            NumberId::Segment(id, place) => format!("note {id} {place}"),
            other => format!("note {other:?}"),
        }
    }
}

type NoteSetter<T> = fn(&mut CellNote, T);

/// The dialog with the note about a number.
#[component]
pub fn NoteDialog(
    /// The number.
    about: AnnotatedNumber,
    /// Closes the dialog.
    close: Callback<()>,
) -> impl IntoView {
    let title = about.title.clone();
    let value = (!about.value.is_empty()).then(|| view! { <p class="result">{about.value.clone()}</p> });
    view! {
        <Modal title=title close=close>
            {value}
            <NoteForm about=about/>
        </Modal>
    }
}

/// The fields of a note.
#[component]
fn NoteForm(about: AnnotatedNumber) -> impl IntoView {
    let workspace = use_workspace();
    let (id, unit, key) = (about.id, about.unit, about.key());
    let note = memo(move || workspace.with_plan(|p| p.note(id).cloned().unwrap_or_default()));
    let write = move |note| Command::Note(id, note);
    let change = move |change: &dyn Fn(&mut CellNote)| {
        let mut changed = note.get_untracked();
        change(&mut changed);
        workspace.act(&write(changed));
    };
    let wanted = WantedShape::new();
    let set_shape = move |shape: Shape| {
        let mut changed = note.get_untracked();
        changed.spread.shape = shape;
        write(changed)
    };
    let text = {
        let key = key.clone();
        move |label: &'static str, of: fn(&mut CellNote) -> &mut String| {
            let command = Arc::new(move |text: String| {
                let mut changed = note.get_untracked();
                *of(&mut changed) = text;
                write(changed)
            });
            let read = Arc::new(move |_: Workspace| note.with(|n| of(&mut n.clone()).clone()));
            view! { <label class="field"><span>{label}</span><TextField label=label key=format!("{key} {label}") read=read command=command/></label> }
        }
    };
    let end = |label: &'static str, of: fn(&CellNote) -> Option<Number>, set: NoteSetter<Option<Number>>| {
        let field = Field::new(
            format!("{key} {label}"),
            unit,
            move |_: Workspace| note.with(of),
            move |value| {
                let mut changed = note.get_untracked();
                set(&mut changed, value);
                changed.spread = wanted.joined(changed.spread);
                write(changed)
            },
        );
        view! { <NumberField label=label field=field/> }
    };
    let grades = Grade::ALL.map(|g| (g, format!("{}: {}", g.letter(), g.meaning()))).to_vec();
    let evidence = Evidence::ALL.map(|e| (e, e.label().to_owned())).to_vec();
    view! {
        <div class="form">
            {end("Low", |n| n.spread.low, |n, low| n.spread.low = low)}
            {end("High", |n| n.spread.high, |n, high| n.spread.high = high)}
            <ShapePick value=Signal::derive(move || note.with(|n| n.spread.shape)) wanted=wanted command=set_shape/>
            <Pick label="Grade" none="D: your figure" options=grades value=Signal::derive(move || note.with(|n| n.grade))
                choose=Callback::new(move |g| change(&move |n| n.grade = g))/>
            <Pick label="Evidence" options=evidence value=Signal::derive(move || note.with(|n| Some(n.evidence)))
                choose=Callback::new(move |e: Option<Evidence>| change(&move |n| n.evidence = e.unwrap_or_default()))/>
            {text("Unit", |n| &mut n.unit)}
        </div>
        <div class="form wide">
            {text("Source", |n| &mut n.source)}
            {text("Owner", |n| &mut n.owner)}
            <label class="field"><span>"As of"</span>
                <input type="date" disabled=says(move || workspace.is_read_only()) prop:value=says(move || note.with(|n| n.date.map(|d| d.to_string()).unwrap_or_default()))
                    on:change=move |event| {
                        let now = note.get_untracked();
                        let before = now.date;
                        take_day(workspace, &event, before, |day| write(CellNote { date: day, ..now }));
                    }/>
            </label>
            {text("Note", |n| &mut n.text)}
        </div>
    }
}
