//! One segment: what it is, and its grids.

use super::segment_form::SegmentForm;
use super::sheets;
use crate::app::boxed::memo;
use crate::app::workspace::use_workspace;
use journey_plan::SegmentId;
use leptos::prelude::*;

/// The card of a segment.
#[component]
pub fn SegmentCard(id: SegmentId) -> impl IntoView {
    let workspace = use_workspace();
    let segment = workspace.part(move |p| p.segments.iter().find(|s| s.id == id));
    let name = memo(move || segment.with(|s| s.as_ref().map(|s| s.name.clone()).unwrap_or_default()));
    view! {
        <section class="card segment" aria-label=name>
            <SegmentForm id=id segment=segment/>
            <div class="segment-grids">
                <sheets::Yearly id=id segment=segment name=name/>
                <sheets::Drivers id=id segment=segment name=name/>
                <sheets::ScoreMix id=id segment=segment name=name/>
                <sheets::Retention id=id segment=segment name=name/>
                <sheets::Transitions id=id segment=segment name=name/>
            </div>
        </section>
    }
}
