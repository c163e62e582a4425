//! What was understood of a table, before it is taken over.

use super::state::ImportState;
use crate::state::session::Occasion;
use crate::widgets::Pick;
use crate::widgets::boxed::live;
use journey_output::exchange::table_import::{Imported, ImportedCohort, ImportedSegment};
use journey_plan::number::pen::{Noun, Pen};
use journey_plan::{Cohort, Command, ImportedFigures, Number, SegmentId};
use leptos::prelude::*;
use std::sync::Arc;

/// For each segment of the table the plan's segment of that name; for a table without segments the first one.
pub(super) fn likely_segments(state: ImportState, imported: &Imported) -> Vec<Option<SegmentId>> {
    state.workspace.with_plan_untracked(|plan| {
        let find = |segment: &ImportedSegment| match &segment.name {
            Some(name) => plan.segments.iter().find(|s| s.name.trim().eq_ignore_ascii_case(name.trim())).map(|s| s.id),
            None => plan.segments.first().map(|s| s.id),
        };
        imported.segments.iter().map(find).collect()
    })
}

/// The outcome of a reading: segments and where they go, problems by row, and the button that takes it over.
pub(super) fn outcome(state: ImportState, imported: Arc<Imported>, close: Callback<()>) -> AnyView {
    let pen = state.workspace.pen.get_untracked();
    let summary = format!(
        "{} of {} understood, {} left out.",
        pen.count(imported.accepted_cells, Noun("cell", "cells")),
        pen.count(imported.rows, Noun("row", "rows")),
        pen.whole(imported.left_out_cells)
    );
    let segments = imported.segments.iter().enumerate().map(|(index, segment)| destination(state, index, segment));
    let segments = segments.collect_view();
    let problems = (!imported.problems.is_empty()).then(|| problems(&imported));
    let is_empty = imported.accepted_cells == 0;
    let take = move |_| {
        let figures = state.into.with_untracked(|into| {
            imported.segments.iter().zip(into).map(|(segment, into)| figures(segment, *into)).collect()
        });
        state.workspace.session.snapshot(Occasion::Importing);
        match state.workspace.dispatch(&Command::Import(figures)) {
            Ok(()) => {
                close.run(());
                let cells = pen.count(imported.accepted_cells, Noun("cell", "cells"));
                state.workspace.say_done(format!("Imported {cells}."));
            }
            Err(error) => state.fail(&error.to_string()),
        }
    };
    // Two of them in one place would overwrite each other.
    let collide = move || {
        state.into.with(|into| {
            into.iter().flatten().enumerate().any(|(i, id)| into.iter().flatten().take(i).any(|other| other == id))
        })
    };
    let warning = move || {
        collide().then(|| view! { <p class="note warn" role="alert">"Two segments of the table go into the same segment: choose another one."</p> })
    };
    view! {
        <p>{summary}</p>
        <table class="figures"><tbody>{segments}</tbody></table>
        {problems}
        {live(warning)}
        <div class="buttons">
            <button class="primary" disabled=move || is_empty || collide() on:click=take>"Import"</button>
            <button on:click=move |_| state.again()>"Back to the columns"</button>
        </div>
    }
    .into_any()
}

/// The row of a segment: what the table holds of it, and where it goes.
fn destination(state: ImportState, index: usize, segment: &ImportedSegment) -> AnyView {
    let name = segment.name.clone().unwrap_or_else(|| "This table".to_owned());
    let pen = state.workspace.pen.get_untracked();
    let mut holds = Vec::new();
    let mut say = |number: usize, one: &'static str, many: &'static str| {
        if number > 0 {
            holds.push(pen.count(number, Noun(one, many)));
        }
    };
    say(segment.years.len(), "year", "years");
    say(segment.cohorts.len(), "cohort", "cohorts");
    let options = state
        .workspace
        .with_plan_untracked(|p| p.segments.iter().map(|s| (s.id, format!("into “{}”", s.name))).collect::<Vec<_>>());
    let value = Signal::derive(move || state.into.with(|into| into.get(index).copied().flatten()));
    let choose = Callback::new(move |id: Option<SegmentId>| {
        state.into.update(|into| {
            if let Some(slot) = into.get_mut(index) {
                *slot = id;
            }
        });
    });
    let label = format!("Where {name} goes");
    view! {
        <tr>
            <th scope="row">{name}<small>{holds.join(", ")}</small></th>
            <td><Pick label=label quiet=true none="as a new segment" options=options value=value choose=choose/></td>
        </tr>
    }
    .into_any()
}

fn problems(imported: &Imported) -> AnyView {
    let rows = imported.problems.iter().map(|p| view! { <li>{p.to_string()}</li> }).collect_view();
    let more = (imported.more_problems > 0)
        .then(|| view! { <li>{format!("and {} more", Pen::PLAIN.whole(imported.more_problems))}</li> });
    view! {
        <div class="scroll listed" tabindex="0" role="region" aria-label="Problems">
            <ul class="list">{rows}{more}</ul>
        </div>
    }
    .into_any()
}

/// The figures as the plan takes them: shares of cohorts as fractions.
fn figures(segment: &ImportedSegment, into: Option<SegmentId>) -> ImportedFigures {
    let cohort = |c: &ImportedCohort| {
        let scale = if c.percent { 100.0 } else { 1.0 };
        let number = |value: Number| Number::new(value.get() / scale).unwrap_or(value);
        Cohort { year: c.year, percent: c.percent, survivors: c.survivors.iter().map(|s| s.map(number)).collect() }
    };
    ImportedFigures {
        into,
        name: segment.name.clone().unwrap_or_else(|| "Imported".to_owned()),
        years: segment.years.clone(),
        cohorts: segment.cohorts.iter().map(cohort).collect(),
    }
}
