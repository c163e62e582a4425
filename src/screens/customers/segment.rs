//! One segment: what it is, and its grids.

use super::segment_form::SegmentForm;
use super::sheets;
use crate::state::workspace::use_workspace;
use crate::widgets::boxed::memo;
use journey_plan::SegmentId;
use leptos::prelude::*;

/// The card of a segment.
#[component]
pub fn SegmentCard(id: SegmentId) -> impl IntoView {
    let workspace = use_workspace();
    let segment = workspace.part(move |p| p.segments.iter().find(|s| s.id == id));
    let name = memo(move || segment.with(|s| s.as_ref().map(|s| s.name.clone()).unwrap_or_default()));
    view! {
        <section class="card segment" aria-label=name id=format!("segment-{id}")>
            <SegmentForm id=id segment=segment/>
            <div class="segment-grids">
                <sheets::YearlyGrid id=id segment=segment name=name/>
                <sheets::DriversGrid id=id segment=segment name=name/>
                <sheets::ScoreMixGrid id=id segment=segment name=name/>
                <sheets::RetentionGrid id=id segment=segment name=name/>
                <sheets::TransitionsGrid id=id segment=segment name=name/>
            </div>
        </section>
    }
}
