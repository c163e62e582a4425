//! Today's experience scores, in four bands.

use crate::app::boxed::{Show, live};
use crate::app::widgets::{Cell, Field, Grid, GridRow};
use crate::app::workspace::{Part, Workspace, use_workspace};
use crate::plan::number_text::{Unit, fixed, percent};
use crate::plan::{Command, Number, ScoreMix, Segment, SegmentChange, SegmentId};
use leptos::prelude::*;
use std::sync::Arc;

const BANDS: [&str; 4] = ["Poor 1–3", "Fair 4–6", "Good 7–8", "Best 9–10"];

/// The grid of a segment.
#[component]
pub fn ScoreMixGrid(id: SegmentId, segment: Part<Segment>, name: Memo<String>) -> impl IntoView {
    let workspace = use_workspace();
    let columns = Signal::derive(|| BANDS.map(str::to_owned).to_vec());
    let rows = Signal::derive(|| vec![GridRow { name: "Share of customers", hint: "today" }]);
    let cell = move |_row: usize, column: usize| {
        let read = move |_: Workspace| bands(segment).and_then(|b| b.get(column).copied());
        Cell::of(Field::required(format!("mix {id} {column}"), Unit::Percent, read, move |share| {
            Command::Segment(id, SegmentChange::Band(column, share))
        }))
    };
    let sum = move || bands(segment).map_or(1.0, |b| b.iter().map(|n| n.get()).sum::<f64>());
    let is_off = move || (sum() - 1.0).abs() > 1e-9;
    let mean = move || {
        let mean = workspace.with_forecast(|f| f.segments.iter().find(|s| s.id == id).map(|s| s.mean_score));
        mean.ok().flatten().map(|m| {
            format!(
                "Mean score {}. Scores are spread evenly within a band (our choice, C).",
                fixed(m, 1, workspace.locale.get())
            )
        })
    };
    let normalise = move |_| {
        let (Some(shares), total) = (untrack(|| bands(segment)), untrack(sum)) else { return };
        let scaled = shares.map(|s| Number::new(s.get() / total).unwrap_or(s));
        workspace.act(&Command::Segment(id, SegmentChange::Mix(ScoreMix::Bands(scaled))));
    };
    view! {
        <div class="block">
            <h2 class="small">"Experience scores today"</h2>
            <Grid name=Signal::derive(move || format!("Score mix: {}", name.get())) columns=columns rows=rows cell=Arc::new(cell)/>
            <Show when=is_off fallback=move || view! { <p class="quiet">{mean}</p> }>
                <p class="note warn" role="status">
                    {live(move || format!("The shares add up to {}.", percent(sum(), 1, workspace.locale.get())))}
                    <button class="link" on:click=normalise>"Scale them to 100 %"</button>
                </p>
            </Show>
        </div>
    }
}

/// The shares of the four bands; `None` where the mix is known in another form.
fn bands(segment: Part<Segment>) -> Option<[Number; 4]> {
    segment.with(|s| match &s.as_ref()?.score_mix {
        ScoreMix::Bands(shares) => Some(*shares),
        ScoreMix::Mean(_) | ScoreMix::Scores(_) => None,
    })
}
