//! Equity: what the customer base is worth, year by year.

mod base_value;

use super::format::money;
use super::view::Place;
use super::widgets::ChartFigure;
use super::workspace::use_workspace;
use crate::app::boxed::memo;
use crate::chart::{Frame, equity_by_year};
use crate::plan::number_text::money_full;
use leptos::prelude::*;

/// The screen.
#[component]
pub fn Equity() -> impl IntoView {
    let workspace = use_workspace();
    let chart = memo(move || {
        let frame = workspace.with_plan(|p| Frame::new(workspace.view.chart_width(Place::WideLeft), p));
        workspace.projection.with(|p| equity_by_year(p, &frame))
    });
    let missing = Signal::derive(move || {
        let reason = workspace.projection.with(|p| p.equity_this_year.as_ref().err().map(ToString::to_string));
        reason.unwrap_or_default()
    });
    let no_forecast = move || {
        let reason = workspace.projection.with(|p| p.forecast.as_ref().err().map(ToString::to_string));
        reason.map(|r| view! { <p class="note warn" role="status">{format!("No forecast yet. {r}")}</p> })
    };
    view! {
        <div class="screen-head">
            <h1>"Equity"</h1>
            <p>"What the customer base is worth, year by year, and where that comes from."</p>
        </div>
        {no_forecast}
        <div class="columns wide-left">
            <ChartFigure chart=chart missing=missing/>
            <div class="stack">
                <Basis/>
                <base_value::BaseValue/>
                <Notes/>
            </div>
        </div>
    }
}

/// As published against reconciled, for the latest entered year.
#[component]
fn Basis() -> impl IntoView {
    let workspace = use_workspace();
    let body = move || {
        let (year, rows) = workspace.projection.with(|p| {
            let rows =
                p.rows.iter().filter(|r| Some(r.year) == p.this_year && !r.forecast).copied().collect::<Vec<_>>();
            (p.this_year, rows)
        });
        let year = year?;
        let published: f64 = rows.iter().map(|r| r.as_published).sum();
        let reconciled: f64 = rows.iter().map(|r| r.reconciled).sum();
        let (currency, locale) = workspace.with_plan(|p| (p.settings.currency.clone(), p.settings.locale));
        let write = |v: f64| money_full(v, &currency, locale);
        let gap = reconciled - published;
        let words = if gap.abs() < 0.5 {
            "Reconciled equals published: existing customers are counted at the start of the year.".to_owned()
        } else {
            format!(
                "{} is counted twice as published: existing customers leave out those who left, and the churn block takes their revenue off again.",
                write(gap)
            )
        };
        let segments = rows.iter().map(|row| {
            let name = workspace.with_plan(|p| p.segment(row.segment).map(|s| s.name.clone()).unwrap_or_default());
            view! { <tr><th scope="row">{name}</th><td>{write(row.as_published)}</td><td>{write(row.reconciled)}</td></tr> }
        });
        Some(view! {
            <section class="card" aria-label="As published and reconciled">
                <h2>{format!("Customer equity {year}")}</h2>
                <table class="figures">
                    <thead><tr><td></td><th scope="col">"As published"</th><th scope="col">"Reconciled"</th></tr></thead>
                    <tbody>
                        {segments.collect_view()}
                        <tr class="sum"><th scope="row">"All segments"</th><td>{write(published)}</td><td>{write(reconciled)}</td></tr>
                    </tbody>
                </table>
                <p>{words}</p>
            </section>
        })
    };
    view! { {body} }
}

/// What the forecast rests on.
#[component]
fn Notes() -> impl IntoView {
    let workspace = use_workspace();
    let notes = move || {
        let notes = workspace.with_forecast(|f| f.notes.clone()).unwrap_or_default();
        let value = workspace.with_forecast(|f| f.present_value).ok();
        let horizon = workspace.with_plan(|p| p.settings.horizon);
        let first = value.map(|v| {
            let v = workspace.with_plan(|p| money(p, v));
            format!("Present value {v} counts {horizon} years and nothing beyond, after gross margin (the bars are as published, before it); no tax; prices are flat unless growth is entered.")
        });
        first.into_iter().chain(notes).map(|n| view! { <li>{n}</li> }).collect_view()
    };
    view! {
        <section class="card" aria-label="What this rests on">
            <h2>"What this rests on"</h2>
            <ul class="list">{notes}</ul>
        </section>
    }
}
