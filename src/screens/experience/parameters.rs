//! What the curves run through, and how the chosen segment answers: presets, own figures, anchors, weights.

use super::{Panels, graded};
use crate::state::workspace::{Workspace, use_workspace};
use crate::widgets::boxed::{Show, each, live, memo, says};
use crate::widgets::{Field, NumberField, Pick, take_tick};
use journey_plan::number::text::NumberUnit;
use journey_plan::{
    BusinessModel, Command, PublishedEndPoints, RetentionAnchor, SegmentChange, SegmentId, Setting, SettingChange,
    SpendCurve, StageId,
};
use leptos::prelude::*;

/// The card with the parameters of the curves and of the chosen segment.
#[component]
pub fn Parameters(segment: Memo<Option<SegmentId>>, panels: Panels) -> impl IntoView {
    let workspace = use_workspace();
    let set = move |change: SettingChange| workspace.act(&Command::Set(change));
    let own = memo(move || workspace.with_plan(|p| p.settings.end_points != PublishedEndPoints::default()));
    let overridden =
        memo(move || workspace.with_plan(|p| p.active().is_some_and(|s| s.overrides.end_points.is_some())));
    let curves = vec![(SpendCurve::Geometric, "geometric".to_owned()), (SpendCurve::Linear, "linear".to_owned())];
    let anchors = vec![
        (RetentionAnchor::TopTwo, "the top two scores".to_owned()),
        (RetentionAnchor::EndPoint, "score 10 alone".to_owned()),
    ];
    let curve = Signal::derive(move || Some(workspace.with_plan(|p| p.settings.spend_curve)));
    let anchor = Signal::derive(move || Some(workspace.with_plan(|p| p.settings.retention_anchor)));
    view! {
        <section class="card panel" aria-label="Parameters">
            <div class="screen-head">
                <h2>"What the curves rest on"</h2>
                <span class="grow"></span>
                <button disabled=says(move || !own.get())
                    on:click=move |_| set(SettingChange::EndPoints(PublishedEndPoints::default()))>"Published figures"</button>
            </div>
            <Show when=move || overridden.get()>
                <p class="note">"The active scenario has end points of its own; the fields below are the plan’s."</p>
            </Show>
            <div class="form">
                {Setting::END_POINTS.map(end_point).collect_view()}
                <Pick label="Retention of the best is that of" options=anchors value=anchor
                    choose=Callback::new(move |a: Option<RetentionAnchor>| set(SettingChange::RetentionAnchor(a.unwrap_or_default())))/>
                <Pick label="Spend curve" options=curves value=curve
                    choose=Callback::new(move |c: Option<SpendCurve>| set(SettingChange::SpendCurve(c.unwrap_or_default())))/>
            </div>
            {live(move || panels.get().ok().map(|panels| graded(&panels.end_points)))}
            {live(move || segment.get().map(|id| of_segment(workspace, id)))}
        </section>
    }
}

fn end_point(setting: Setting) -> impl IntoView {
    let label = setting.label();
    let field = Field::required(
        format!("end point {label}"),
        setting.domain().unit,
        move |w: Workspace| w.with_plan(|p| p.settings.at(setting)),
        move |value| Command::Set(SettingChange::Number(setting, value)),
    );
    view! { <NumberField label=label field=field/> }
}

/// The fields of a segment: whether it answers in both ways, and its own weights of the stages.
fn of_segment(workspace: Workspace, id: SegmentId) -> AnyView {
    let part = workspace.part(move |p| p.segments.iter().find(|s| s.id == id));
    let both = move || part.with(|s| s.as_ref().is_some_and(|s| s.both_effects));
    let other = move || match part.with(|s| s.as_ref().map(|s| s.model)) {
        Some(BusinessModel::Transaction) => "A better experience also keeps more of these customers",
        _ => "A better experience also makes these customers spend more",
    };
    let stages = memo(move || workspace.with_plan(|p| p.stages.iter().map(|s| s.id).collect::<Vec<_>>()));
    let own_weights = move || part.with(|s| s.as_ref().is_some_and(|s| !s.stage_weights.is_empty()));
    let weight = move |stage: StageId| {
        let name = workspace.with_plan_untracked(|p| p.stage(stage).map(|s| s.name.clone()).unwrap_or_default());
        let field = Field::new(
            format!("weight {id} {stage}"),
            NumberUnit::Plain,
            move |_: Workspace| {
                part.with(|s| s.as_ref()?.stage_weights.iter().find(|(of, _)| *of == stage).map(|(_, w)| *w))
            },
            move |value| Command::Segment(id, SegmentChange::StageWeight(stage, value)),
        );
        let usual = move || {
            let weight = workspace.with_forecast(|f| f.stages.iter().find(|s| s.id == stage)?.weight);
            Some(workspace.pen.get().share(weight.ok().flatten()?, 0))
        };
        view! { <NumberField label=name placeholder=MaybeProp::derive(usual) field=field/> }
    };
    view! {
        <label class="check">
            <input type="checkbox" disabled=says(move || workspace.is_read_only()) prop:checked=both
                on:change=move |event| take_tick(workspace, &event, |on| Command::Segment(id, SegmentChange::BothEffects(on)))/>
            {other}
        </label>
        <details class="weights">
            <summary>{move || if own_weights() { "Stage weights of this segment (its own)" } else { "Stage weights of this segment (the plan’s)" }}</summary>
            <p class="quiet">"How much a point on a stage counts for these customers. Empty fields follow the plan, whose shares stand in grey; own weights are relative to one another."</p>
            <div class="form">{each(move || stages.get(), weight)}</div>
        </details>
    }
    .into_any()
}
