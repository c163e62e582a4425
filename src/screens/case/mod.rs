//! Case: what it costs, what it brings, how sure that is, and where the gain is made.

mod changes;
mod figures;
mod initiatives;
mod levers;
mod paper;
mod range;
mod scenario;
mod uncertainty;

pub use changes::ChangesDialog;
pub use paper::{BoardPage, PaperDialog, picture};
pub use range::RangeDialog;

use super::experience::CAVEAT;
use crate::state::view::Dialog;
use crate::state::workspace::use_workspace;
use crate::widgets::boxed::{live, memo};
use crate::widgets::{ChartFigure, caveat, drawn, worked_table};
use journey_engine::Forecast;
use journey_engine::registry::{CaseYearPart, FigureId, Headline};
use journey_output::chart::{
    Chart, ChartContext, case_by_year, case_table, cumulative_cash, value_by_initiative, value_waterfall,
};
use journey_plan::Plan;
use leptos::prelude::*;

/// The Case screen.
#[component]
pub fn CaseScreen() -> impl IntoView {
    let workspace = use_workspace();
    let chart = move |draw: fn(&Plan, &Forecast, &ChartContext) -> Option<Chart>| {
        drawn(move |context| workspace.with_plan(|p| workspace.with_forecast(|f| draw(p, f, context)).ok().flatten()))
    };
    let missing = Signal::derive(move || {
        let reason = workspace.projection.with(|p| p.case().err().map(|reason| workspace.why(&reason)));
        reason.unwrap_or_default()
    });
    let by_stage = chart(|p, f, frame| Some(value_waterfall(p, f, frame)));
    let by_initiative = chart(|p, f, frame| Some(value_by_initiative(p, f, frame)));
    let cash = chart(|_, f, frame| cumulative_cash(f, frame));
    let yearly = chart(|_, f, frame| case_by_year(f, frame));
    let years = memo(move || {
        let frame = workspace.with_plan(|p| ChartContext::new(0, p));
        workspace.with_forecast(|f| Some((case_table(f, &frame)?, f.first_year))).ok().flatten()
    });
    view! {
        <div class="screen-head">
            <h1>"Case"</h1>
            <p>"What it costs, what it brings, and what would have to be true."</p>
            <span class="grow"></span>
            <button class="primary" on:click=move |_| workspace.view.dialog.set(Some(Dialog::Paper))>"Board paper"</button>
        </div>
        <div class="columns wide-left">
            <ChartFigure chart=by_stage missing=missing/>
            <figures::CaseFiguresCard/>
        </div>
        <div class="columns half">
            <ChartFigure chart=cash missing=missing/>
            <ChartFigure chart=yearly missing=missing/>
        </div>
        {live(move || years.get().map(|(table, first)| view! {
            <section class="card" aria-label="Year by year">
                <h2>"Year by year, after risk"</h2>
                {worked_table(workspace, "case by year", &table, 0, &|row, column| {
                    Some(FigureId::CaseYear { part: *CaseYearPart::ALL.get(row)?, year: first + column as i32 })
                })}
            </section>
        }))}
        <uncertainty::UncertaintyRegion/>
        <scenario::Scenarios/>
        <initiatives::Initiatives/>
        <div class="columns half">
            <ChartFigure chart=by_initiative missing=missing/>
            <levers::Levers/>
        </div>
        {caveat(Headline::ScenarioGain.entry().grade, CAVEAT)}
    }
}
