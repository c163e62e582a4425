//! How sure the case is: the simulation, what it says, and what to find out next.

use crate::state::simulations::{self, Standing};
use crate::state::workspace::{Workspace, use_workspace};
use crate::widgets::boxed::{Show, live, memo, says};
use crate::widgets::working::figure;
use crate::widgets::{ChartFigure, drawn};
use journey_engine::registry::{FigureId, Headline, Percentile, UncertainFigure};
use journey_engine::simulation::Uncertainty;
use journey_output::chart::{Chart, ChartContext, fan, npv_histogram, tornado, variance_shares};
use leptos::prelude::*;
use std::sync::Arc;

/// The region with the simulation and what it found.
#[component]
pub fn UncertaintyRegion() -> impl IntoView {
    let workspace = use_workspace();
    let simulations = workspace.simulations;
    let running = move || simulations.running.get();
    let no_case = memo(move || workspace.projection.with(|p| p.case().err().map(|reason| workspace.why(&reason))));
    let on_baseline = move || workspace.with_plan(|p| p.active_scenario.is_none());
    let hint = move || {
        no_case.get().or_else(|| on_baseline().then(|| "Choose a scenario: the baseline has no case.".to_owned()))
    };
    view! {
        <section class="card uncertainty" role="region" aria-label="Uncertainty">
            <div class="screen-head">
                <h2>"How sure is it?"</h2>
                <p data-took=says(move || simulations.took.get().map(|ms| ms.to_string()))>{live(move || status(workspace))}</p>
                <span class="grow"></span>
                <Show when=move || running().is_some() fallback=move || {
                    view! {
                        <button class="primary" disabled=move || hint().is_some()
                            on:click=move |_| simulations::run(workspace)>"Run simulation"</button>
                    }
                }>
                    <div class="reading">
                        <progress max="1" aria-label="Simulation" value=says(move || running().unwrap_or(0.0).to_string())></progress>
                        <button on:click=move |_| simulations.cancel()>"Cancel"</button>
                    </div>
                </Show>
            </div>
            {live(move || hint().map(|reason| view! { <p class="note">{reason}</p> }))}
            <Show when=move || found(workspace).is_some()>
                <Results/>
            </Show>
        </section>
    }
}

/// The result that is shown: what a run that is going on has found so far, or the latest one.
fn found(workspace: Workspace) -> Option<Arc<Uncertainty>> {
    workspace.simulations.refining.get().or_else(|| workspace.standing.with(|s| s.latest().cloned()))
}

/// Sentence about the simulation: how far it is, that it is out of date, or what stands behind the results.
fn status(workspace: Workspace) -> String {
    let pen = workspace.pen.get();
    if let Some(found) = workspace.simulations.refining.get() {
        return format!("{} draws so far …", pen.number(found.draws as f64, 0));
    }
    workspace.standing.with(|standing| match standing {
        Standing::None => "Every range is drawn many times: how often does it pay, and what decides it?".to_owned(),
        Standing::OutOfDate(_) => "Out of date: the plan was changed since. Run again.".to_owned(),
        Standing::Fresh(found) => {
            let took = workspace.simulations.took.get();
            let took = took.map_or_else(String::new, |ms| format!(" in {} s", pen.number(ms / 1_000.0, 2)));
            let draws = pen.number(found.draws as f64, 0);
            format!("{draws} draws{took}, seed {}; the same file gives the same digits.", pen.id(found.seed))
        }
    })
}

/// Figures, charts, and the next fact to find.
#[component]
fn Results() -> impl IntoView {
    let workspace = use_workspace();
    let standing = workspace.standing;
    let refining = workspace.simulations.refining;
    let stale = move || standing.with(Standing::is_out_of_date) && refining.with(Option::is_none);
    let chart = move |draw: fn(&Uncertainty, &ChartContext) -> Option<Chart>| {
        drawn(move |context| draw(found(workspace)?.as_ref(), context))
    };
    let missing = Signal::derive(String::new);
    view! {
        <div class:stale=says(stale)>
            {live(move || found(workspace).map(|found| figures(workspace, &found)))}
            <div class="columns half">
                <ChartFigure chart=chart(fan) missing=missing class="plain"/>
                <ChartFigure chart=chart(npv_histogram) missing=missing class="plain"/>
            </div>
            <div class="columns half">
                <ChartFigure chart=chart(tornado) missing=missing class="plain"/>
                <ChartFigure chart=chart(variance_shares) missing=missing class="plain"/>
            </div>
            {live(move || found(workspace).map(|found| words(workspace, &found)))}
        </div>
    }
}

/// The percentiles, each an output with its full number.
fn figures(workspace: Workspace, found: &Uncertainty) -> AnyView {
    let pen = workspace.pen.get();
    let uncertain =
        |figure, key, value| (FigureId::Uncertain(figure), FigureId::Uncertain(figure).entry().short, key, value);
    let chance = FigureId::Headline(Headline::ProbabilityPositive);
    let rows = [
        uncertain(UncertainFigure::Npv(Percentile::P10), "p10", found.npv.p10),
        uncertain(UncertainFigure::Npv(Percentile::P50), "p50", found.npv.p50),
        uncertain(UncertainFigure::Npv(Percentile::P90), "p90", found.npv.p90),
        uncertain(UncertainFigure::MeanNpv, "mean", found.mean),
        uncertain(UncertainFigure::LikelyNpv, "likely", found.likely),
        (chance, chance.entry().label, "p_npv_positive", found.probability_positive),
    ];
    let figures = rows.map(|(id, name, key, value)| {
        let shown = figure(workspace, id, id.entry().write(value, pen));
        view! {
            <div><span class="name">{name}</span>
                <output aria-live="off" data-key=key data-value=value.to_string()>{shown}</output></div>
        }
    });
    let error = pen.money(found.standard_error);
    view! {
        <div class="percentiles">{figures.into_iter().collect_view()}</div>
        <p class="quiet">{format!("NPV after programme cost; the mean is known to ± {error} (one standard error).")}</p>
    }
    .into_any()
}

/// The cheapest fact and the notes.
fn words(workspace: Workspace, found: &Uncertainty) -> AnyView {
    let pen = workspace.pen.get();
    let fact = found.cheapest.as_ref().map(|fact| {
        let money = |value: f64| pen.money(value);
        let narrower = pen.share(1.0 - fact.spread_then / fact.spread_now, 0);
        view! {
            <p class="fact"><b>"Cheapest fact to find next: "</b>{format!(
                "{}. With {} instead of {} behind it, eight in ten futures lie {narrower} closer together ({} apart instead of {}).",
                fact.driver.label,
                a(fact.better.label()),
                a(fact.driver.evidence.label()),
                money(fact.spread_then),
                money(fact.spread_now),
            )}</p>
        }
    });
    let pen = workspace.pen.get();
    let notes = found.notes.iter().map(|note| view! { <li>{note.written(pen)}</li> }).collect_view();
    view! { {fact} <ul class="list">{notes}</ul> }.into_any()
}

/// An evidence level with its article: `an anecdote`, `a survey`.
fn a(level: &str) -> String {
    let level = level.to_ascii_lowercase();
    let article = if level.starts_with('a') { "an" } else { "a" };
    if level == "measured" { "a measurement".to_owned() } else { format!("{article} {level}") }
}
