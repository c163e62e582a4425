//! Experience: move a stage, see the money.

mod sliders;

use super::view::Place;
use super::widgets::{ChartFigure, Choice};
use super::workspace::use_workspace;
use crate::app::boxed::memo;
use crate::chart::{Frame, gain_by_year, retention_against_score, spend_against_score};
use crate::engine::Forecast;
use crate::engine::experience_view::{CAVEAT, experience_view};
use crate::plan::{BusinessModel, SegmentId};
use leptos::prelude::*;

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
    let view = memo(move || {
        workspace.projection.with(|projection| workspace.with_plan(|plan| experience_view(plan, projection).ok()))
    });
    let curve = memo(move || {
        let id = segment.get()?;
        view.with(|view| {
            let view = view.as_ref()?;
            let shown = view.segment(id)?;
            workspace.with_plan(|plan| {
                let frame = Frame::new(workspace.view.chart_width(Place::Middle), plan);
                Some(match plan.segment(id)?.model {
                    BusinessModel::Transaction => spend_against_score(plan, view, shown, &frame),
                    BusinessModel::Subscription => retention_against_score(plan, view, shown, &frame),
                })
            })
        })
    });
    let gain = memo(move || {
        let frame = workspace.with_plan(|p| Frame::new(workspace.view.chart_width(Place::Last), p));
        let draw = |f: &Forecast| view.with(|view| gain_by_year(f, view.as_ref().map(|v| &v.gain), &frame));
        workspace.with_forecast(draw).ok()
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
