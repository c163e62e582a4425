//! Experience: move a stage, see the money.

mod parameters;
mod sliders;

use crate::state::workspace::{Workspace, use_workspace};
use crate::widgets::boxed::{live, memo};
use crate::widgets::{ChartFigure, Choice, caveat, drawn};
use journey_account::experience_panels::{ExperiencePanel, ExperiencePanels, PanelRow, experience_panels};
use journey_engine::Figure;
use journey_engine::answers::experience_view::{ExperienceView, SegmentExperience, experience_view};
use journey_engine::registry::Headline;
use journey_output::chart::{
    Chart, ChartContext, effect_by_year, gain_by_year, retention_against_score, spend_against_score,
};
use journey_plan::{Plan, SegmentId};
use leptos::prelude::*;
use std::sync::Arc;

pub use journey_engine::answers::experience_view::CAVEAT;

/// The Experience screen.
#[component]
pub fn ExperienceScreen() -> impl IntoView {
    let workspace = use_workspace();
    let chosen = RwSignal::new(None::<SegmentId>);
    // The chosen segment, or the first one.
    let segment = memo(move || {
        workspace.with_plan(|p| {
            let first = p.segments.first().map(|s| s.id);
            chosen.get().filter(|id| p.segment(*id).is_some()).or(first)
        })
    });
    let seen = follow(workspace);
    let panels = follow_panels(workspace);
    let nth = move |draw: DrawSegment, index: usize| {
        drawn(move |context| charts(workspace, seen, segment.get(), draw, context).into_iter().nth(index))
    };
    let gain = drawn(move |context| {
        let band = seen.get().ok().map(|view| view.gain.clone());
        workspace.with_forecast(|f| gain_by_year(f, band.as_ref(), context)).ok()
    });
    let missing = Signal::derive(move || {
        workspace.with_forecast(|_| ()).err().map_or_else(String::new, |reason| workspace.why(&reason))
    });
    let both = memo(move || {
        let view = seen.get().ok();
        let of = view.as_ref().and_then(|view| view.segment(segment.get()?));
        of.is_some_and(|of| of.spend.is_some() && of.retention.is_some())
    });
    let options = Signal::derive(move || {
        workspace.with_plan(|p| p.segments.iter().map(|s| (s.id.to_string(), s.name.clone())).collect::<Vec<_>>())
    });
    let value = Signal::derive(move || segment.get().map_or_else(String::new, |id| id.to_string()));
    let choose = Callback::new(move |key: String| chosen.set(key.parse().ok().map(SegmentId)));
    let second = move || {
        let figures = |curve, effect| {
            view! { <ChartFigure chart=curve missing=missing/> <ChartFigure chart=effect missing=missing/> }
        };
        both.get()
            .then(|| view! { <div class="columns half">{figures(nth(against_score, 1), nth(effect_by_year, 1))}</div> })
    };
    view! {
        <div class="screen-head">
            <h1>"Experience"</h1>
            <p>"Move a stage or the causal share; every chart and the headline follow."</p>
            <span class="grow"></span>
            <Choice label="Score chart for" of_view=true options=options value=value choose=choose/>
        </div>
        {live(move || warnings(seen))}
        <div class="columns experience">
            <sliders::Sliders/>
            <ChartFigure chart=nth(against_score, 0) missing=missing/>
            <ChartFigure chart=gain missing=missing/>
        </div>
        {caveat(Headline::ScenarioGain.entry().grade, CAVEAT)}
        {live(second)}
        <div class="columns half">
            <ChartFigure chart=nth(effect_by_year, 0) missing=missing/>
            <parameters::Parameters segment=segment panels=panels/>
        </div>
        <div class="columns half">
            {live(move || panels.get().ok().and_then(|panels| Some(panel(panels.plausible(segment.get()?)?))))}
            {live(move || panels.get().ok().map(|panels| panel(&panels.six_years)))}
        </div>
    }
}

/// The view that the parts of the screen share.
pub type ExperienceMemo = Memo<Figure<Arc<ExperienceView>>>;

/// The view of the active scenario's effect, made anew when a figure moves.
fn follow(workspace: Workspace) -> ExperienceMemo {
    memo(move || {
        let projection = workspace.projection.get();
        experience_view(&workspace.plan_now(), &projection).map(Arc::new)
    })
}

/// The panels on what to make of the published figures, shared by the parts of the screen.
pub type Panels = Memo<Figure<Arc<ExperiencePanels>>>;

/// The panels of the active scenario, made anew when a figure moves.
fn follow_panels(workspace: Workspace) -> Panels {
    memo(move || {
        let projection = workspace.projection.get();
        experience_panels(&workspace.plan_now(), &projection).map(Arc::new)
    })
}

/// Draws the charts of a segment, one for each way in which it answers.
type DrawSegment = fn(&Plan, &ExperienceView, &SegmentExperience, &ChartContext) -> Vec<Chart>;

/// The charts of a segment.
fn charts(
    workspace: Workspace,
    seen: ExperienceMemo,
    segment: Option<SegmentId>,
    draw: DrawSegment,
    context: &ChartContext,
) -> Vec<Chart> {
    let Ok(view) = seen.get() else { return Vec::new() };
    let Some(of) = segment.and_then(|id| view.segment(id)) else { return Vec::new() };
    workspace.with_plan(|p| draw(p, &view, of, context))
}

/// One curve for each way in which the segment answers.
fn against_score(plan: &Plan, view: &ExperienceView, segment: &SegmentExperience, frame: &ChartContext) -> Vec<Chart> {
    let spend = segment.spend.as_ref().map(|_| spend_against_score(plan, view, segment, frame));
    let retention = segment.retention.as_ref().map(|_| retention_against_score(plan, view, segment, frame));
    spend.into_iter().chain(retention).collect()
}

fn warnings(seen: ExperienceMemo) -> Option<AnyView> {
    let view = seen.get().ok()?;
    let sentences = view.warnings.iter().map(|w| view! { <li>{w.sentence.clone()}</li> }).collect_view();
    (!view.warnings.is_empty())
        .then(|| view! { <ul class="note warn list" role="status" aria-label="Warnings">{sentences}</ul> }.into_any())
}

/// A question with its figures and its answer.
fn panel(panel: &ExperiencePanel) -> AnyView {
    let remarks = panel.remarks.iter().map(|r| view! { <li>{r.clone()}</li> }).collect_view();
    view! {
        <section class="card panel" aria-label=panel.title.clone()>
            <h2>{panel.title.clone()}</h2>
            {graded(&panel.rows)}
            <ul class="list">{remarks}</ul>
        </section>
    }
    .into_any()
}

/// Figures with who they come from and how good they are.
pub fn graded(rows: &[PanelRow]) -> AnyView {
    let row = |row: &PanelRow| {
        let grade = row.grade;
        view! {
            <tr><th scope="row">{row.label.clone()}<small>{row.source.clone()}</small></th>
                <td>{row.value.clone()}<span class="grade" title=grade.meaning()>{grade.letter()}</span></td></tr>
        }
    };
    let rows = rows.iter().map(row).collect_view();
    view! { <table class="figures"><tbody>{rows}</tbody></table> }.into_any()
}
