//! Experience: move a stage, see the money.

mod sliders;

use super::view::Place;
use super::widgets::{ChartFigure, Choice};
use super::workspace::use_workspace;
use crate::app::boxed::memo;
use crate::chart::{Chart, Frame, gain_by_year, retention_against_score, spend_against_score};
use crate::plan::{BusinessModel, SegmentId};
use leptos::prelude::*;

/// The sentence that stands with every chart of the experience effect.
pub const CAVEAT: &str = "Two companies, published end points only; the curve between them is ours. Not an experiment: \
     customers who need you more may also rate you higher. Test on a control group before you bank it.";

/// The screen.
#[component]
pub fn Experience() -> impl IntoView {
    let workspace = use_workspace();
    let chosen = RwSignal::new(None::<SegmentId>);
    // The chosen segment, or the first one.
    let segment = memo(move || {
        workspace.with_plan(|p| {
            let first = p.segments.first().map(|s| s.id);
            chosen.get().filter(|id| p.segment(*id).is_some()).or(first)
        })
    });
    let curve = memo(move || {
        let id = segment.get()?;
        let (frame, name, model, anchor) = workspace.with_plan(|p| {
            let s = p.segment(id)?;
            Some((
                Frame::new(workspace.view.chart_width(Place::Middle), p),
                s.name.clone(),
                s.model,
                p.settings.retention_anchor,
            ))
        })?;
        let draw = |f: &crate::engine::Forecast| -> Option<Chart> {
            let s = f.segments.iter().find(|s| s.id == id)?;
            Some(match model {
                BusinessModel::Transaction => spend_against_score(f, s, &name, &frame),
                BusinessModel::Subscription => retention_against_score(f, s, &name, anchor, &frame),
            })
        };
        workspace.with_forecast(draw).ok().flatten()
    });
    let gain = memo(move || {
        let frame = workspace.with_plan(|p| Frame::new(workspace.view.chart_width(Place::Last), p));
        workspace.with_forecast(|f| gain_by_year(f, &frame)).ok()
    });
    let missing = Signal::derive(move || {
        workspace.with_forecast(|_| ()).err().map_or_else(String::new, |reason| reason.to_string())
    });
    let options = Signal::derive(move || {
        workspace.with_plan(|p| p.segments.iter().map(|s| (s.id.to_string(), s.name.clone())).collect::<Vec<_>>())
    });
    let value = Signal::derive(move || segment.get().map_or_else(String::new, |id| id.to_string()));
    let choose = Callback::new(move |key: String| chosen.set(key.parse().ok().map(SegmentId)));
    view! {
        <div class="screen-head">
            <h1>"Experience"</h1>
            <p>"Move a stage or the causal share; every chart and the headline follow."</p>
            <span class="grow"></span>
            <Choice label="Score chart for" options=options value=value choose=choose/>
        </div>
        <div class="columns experience">
            <sliders::Sliders/>
            <ChartFigure chart=curve missing=missing/>
            <ChartFigure chart=gain missing=missing/>
        </div>
        <p class="caveat"><span class="grade" aria-hidden="true">"C"</span>{CAVEAT}</p>
    }
}
