//! Satisfied, loyal, advocate: what the states of the customers are worth.

use crate::state::workspace::{Workspace, use_workspace};
use crate::widgets::boxed::{each, in_turn, live, memo};
use crate::widgets::format::money;
use crate::widgets::working::figure;
use crate::widgets::{ChartFigure, drawn, worked_table};
use journey_engine::Figure;
use journey_engine::projection::StatesView;
use journey_engine::registry::{FigureId, Headline, StateFigure};
use journey_output::chart::{TableTwin, states_outlook};
use journey_plan::Grade;
use journey_plan::SegmentId;
use leptos::prelude::*;

/// A block per segment with a continuum.
#[component]
pub fn States() -> impl IntoView {
    let workspace = use_workspace();
    let ids = in_turn(4, move || {
        let of = workspace.with_forecast(|f| f.states.iter().map(|(id, _)| *id).collect::<Vec<_>>());
        of.unwrap_or_default()
    });
    each(move || ids.get(), move |id| view! { <SegmentStates id=id/> })
}

#[component]
fn SegmentStates(id: SegmentId) -> impl IntoView {
    let workspace = use_workspace();
    let view = memo(move || -> Option<Figure<StatesView>> {
        let find =
            |f: &journey_engine::Forecast| f.states.iter().find(|(of, _)| *of == id).map(|(_, view)| view.clone());
        workspace.with_forecast(find).ok().flatten()
    });
    let name = memo(move || workspace.with_plan(|p| p.segment(id).map(|s| s.name.clone()).unwrap_or_default()));
    let chart = drawn(move |context| {
        let first_year = workspace.with_forecast(|f| f.first_year).ok()?;
        view.with(|v| name.with(|n| states_outlook(v.as_ref()?.as_ref().ok()?, n, first_year, context)))
    });
    let missing = Signal::derive(move || match view.get() {
        Some(Err(reason)) => workspace.why(&reason),
        _ => String::new(),
    });
    view! {
        <div class="columns half">
            <ChartFigure chart=chart missing=missing of=name/>
            {live(move || view.with(|v| v.as_ref().and_then(|v| v.as_ref().ok()).map(|v| facts(workspace, id, &name.get(), v))))}
        </div>
    }
}

/// The worth of a customer of each state, and what the whole implies.
fn facts(workspace: Workspace, id: SegmentId, name: &str, view: &StatesView) -> AnyView {
    let pen = workspace.pen.get();
    let write = |v| workspace.with_plan(|p| money(p, v));
    let missing = || "n/a".to_owned();
    let row = |(index, state): (usize, &journey_plan::CustomerState)| {
        vec![
            state.label().to_owned(),
            pen.number(view.customers[index], 0),
            pen.share(view.leaving[index], 1),
            view.expected_years().map_or_else(|_| missing(), |years| pen.number(years[index], 2)),
            view.present_values().map_or_else(|_| missing(), |values| write(values[index])),
        ]
    };
    let columns = ["State", "Today", "Leave a year", "Years ahead", Headline::PresentValue.entry().short]
        .map(str::to_owned)
        .to_vec();
    let table = TableTwin { columns, rows: view.states.iter().enumerate().map(row).collect() };
    let own = workspace
        .with_forecast(|f| f.segment(id)?.driver(journey_plan::Driver::Retention).map(|retention| retention.value));
    let implied = view.implied_retention.map(|rate| {
        let own = own.ok().flatten().map_or_else(
            || "the segment's own retention goes by tenure".to_owned(),
            |own| format!("the segment's own is {}", pen.share(own, 1)),
        );
        format!(
            "The moves imply that {} of today's customers stay a year; {own}. They do not drive the years ahead.",
            pen.share(rate, 1)
        )
    });
    let moving = match &view.value_of_moving_up {
        Ok(value) => {
            let value = figure(workspace, FigureId::States(StateFigure::MovingUp, id), write(*value));
            view! { <p>"Moving 1 % of the customers of each state up to the next is worth "{value}"."</p> }.into_any()
        }
        Err(reason) => view! { <p>{format!("Present value: {}", workspace.why(reason))}</p> }.into_any(),
    };
    let endless = view.expected_years().err().map(|reason| format!("Years ahead: {}", workspace.why(&reason)));
    let referrals = view.referral_value.as_ref().map(|value| match value {
        Ok(value) => format!("A year's referrals are worth {}. They are counted twice where the new customers include those who were referred.", write(*value)),
        Err(reason) => format!("Referral value: {}", workspace.why(reason)),
    });
    view! {
        <section class="card" aria-label=format!("States of {name}")>
            <h2>{format!("What a customer of “{name}” is worth in each state")}</h2>
            {worked_table(workspace, &format!("states of {name}"), &table, 0, &|row, column| {
                let state = view.states.get(row).copied()?;
                match column {
                    2 => Some(FigureId::States(StateFigure::ExpectedYears(state), id)),
                    3 => Some(FigureId::States(StateFigure::PresentValue(state), id)),
                    _ => None,
                }
            })}
            {moving}
            {endless.map(|text| view! { <p>{text}</p> })}
            {implied.map(|text| view! { <p>{text}</p> })}
            {referrals.map(|text| view! { <p>{text}</p> })}
            <p>{format!("Present value of the state's revenue, today's included, start of year, without horizon (SiriusDecisions/Forrester practice note; states from scores are our choice, {}).", Grade::C.letter())}</p>
        </section>
    }
    .into_any()
}
