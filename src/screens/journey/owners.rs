//! The owners' dashboard: what each owner answers for, now against target, and what the stage is worth.

use super::state::{MapPosition, use_map};
use crate::state::workspace::use_workspace;
use crate::widgets::boxed::{each, in_turn, live, memo};
use crate::widgets::format::money;
use crate::widgets::working::figure;
use journey_plan::journey::cells::MapRow;
use journey_plan::{Detail, Lane, Metric, Number, Plan, StageId};
use leptos::prelude::*;

/// An owner with their stages, in the order of the journey.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Owned {
    owner: String,
    stages: Vec<StageId>,
}

fn owners(plan: &Plan) -> Vec<Owned> {
    let mut owners: Vec<Owned> = Vec::new();
    for stage in &plan.stages {
        let name = stage.owner();
        match owners.iter_mut().find(|o| o.owner == name) {
            Some(owned) => owned.stages.push(stage.id),
            None => owners.push(Owned { owner: name.to_owned(), stages: vec![stage.id] }),
        }
    }
    owners
}

/// The dashboard with a card for each owner.
#[component]
pub fn Owners() -> impl IntoView {
    let workspace = use_workspace();
    let owners = memo(move || workspace.with_plan(owners));
    let card = |owned: Owned| {
        let name = if owned.owner.is_empty() { "No owner".to_owned() } else { owned.owner };
        let label = name.clone();
        let stages = in_turn(40, move || owned.stages.clone());
        view! {
            <section class="card owner" aria-label=label>
                <h2 dir="auto">{name}</h2>
                {each(move || stages.get(), |id| view! { <OwnedStage id=id/> })}
            </section>
        }
    };
    view! { <div class="owners">{live(move || owners.get().into_iter().map(card).collect_view())}</div> }
}

#[component]
fn OwnedStage(id: StageId) -> impl IntoView {
    let (workspace, map) = (use_workspace(), use_map());
    let name = move || workspace.with_plan(|p| p.stage(id).map(|s| s.name.clone()).unwrap_or_default());
    let worth = move || {
        let at_stake = super::money::value(workspace, id, Lane::ValueAtStake)?;
        let whole = workspace.projection.with(|p| p.present_value().ok())?;
        workspace.with_plan(|p| {
            let share = (whole > 0.0).then(|| p.settings.pen().share(at_stake / whole, 1));
            let share = share.map(|s| format!(", {s} of the present value of customer equity")).unwrap_or_default();
            Some((money(p, at_stake), share))
        })
    };
    let metrics = move || {
        workspace.with_plan(|p| {
            let metric = |c: &journey_plan::Card| match &c.detail {
                Detail::Metric(m) => Some((c.text.clone(), m.clone())),
                _ => None,
            };
            p.stage(id).map(|s| s.cards_of(Lane::Metrics).filter_map(metric).collect::<Vec<_>>()).unwrap_or_default()
        })
    };
    let row = move |(name, metric): (String, Metric)| {
        let pen = workspace.pen.get();
        let number = |n: Option<Number>| n.map_or_else(|| "–".to_owned(), |n| pen.short(n.get()));
        let way = progress(&metric).map(|share| format!("{:.0}%", share * 100.0));
        view! {
            <tr>
                <th scope="row" dir="auto">{name}<small>{metric.level.label()}" · "{metric.unit.clone()}</small></th>
                <td>{number(metric.baseline)}</td>
                <td>{number(metric.now)}</td>
                <td>{number(metric.target)}</td>
                <td>{way.map(|way| view! { <span class="bar" aria-hidden="true" style:--share=way></span> })}</td>
            </tr>
        }
    };
    let table = move || {
        let rows = metrics();
        if rows.is_empty() {
            return view! { <p class="quiet">"No metrics yet."</p> }.into_any();
        }
        view! {
            <table class="figures">
                <thead><tr><th scope="col">"Metric"</th><th scope="col">"Baseline"</th><th scope="col">"Now"</th><th scope="col">"Target"</th><th scope="col">"On the way"</th></tr></thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        }
        .into_any()
    };
    view! {
        <h3><button class="link" on:click=move |_| map.open(MapPosition::new(MapRow::Lane(Lane::Metrics), id))>{name}</button></h3>
        <p class="quiet">{live(move || worth().map(|(value, share)| {
            let value = figure(workspace, super::money::figure(Lane::ValueAtStake, id), value);
            view! { "One more point here: " {value} {share} }
        }))}</p>
        {table}
    }
}

/// How far a metric has come from baseline to target; `None` where one of the three values is missing.
fn progress(metric: &Metric) -> Option<f64> {
    let (from, now, to) = (metric.baseline?.get(), metric.now?.get(), metric.target?.get());
    let way = to - from;
    (way.abs() > 0.0).then(|| ((now - from) / way).clamp(0.0, 1.0))
}
