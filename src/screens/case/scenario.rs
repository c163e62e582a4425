//! The scenarios side by side, and what can be done with the active one.

use crate::state::clock::{time_of_day, today};
use crate::state::view::Dialog;
use crate::state::workspace::{Workspace, use_workspace};
use crate::widgets::boxed::{Show, live, memo};
use crate::widgets::{ChartFigure, Pick, TextField, drawn, fix, worked_table};
use journey_engine::answers::comparison::{Against, Compared, compare};
use journey_output::chart::{ChartContext, compared_figure, comparison_table, scenario_slopes};
use journey_plan::limits::fitted;
use journey_plan::{Agreed, Command, Number, Scenario, ScenarioChange, ScenarioId};
use leptos::prelude::*;
use std::sync::Arc;

/// The card with the scenarios side by side.
#[component]
pub fn Scenarios() -> impl IntoView {
    let workspace = use_workspace();
    let comparison = memo(move || compare(&workspace.settled.get()));
    let against = RwSignal::new(None::<Against>);
    let followed = RwSignal::new(Compared::Npv);
    let table = move || {
        let context = workspace.with_plan(|p| ChartContext::new(0, p));
        let active = workspace.with_plan(|p| p.active_scenario);
        comparison.with(|c| {
            let figure = |row, column| compared_figure(c, active, row, column);
            worked_table(workspace, "Scenarios", &comparison_table(c, against.get(), &context), 0, &figure)
        })
    };
    let slopes = drawn(move |context| comparison.with(|c| scenario_slopes(c, followed.get(), context)));
    let bases =
        vec![(Against::Baseline, "the baseline".to_owned()), (Against::Active, "the active scenario".to_owned())];
    let lines = SLOPES.map(|c| (c, c.entry().short.to_owned())).to_vec();
    view! {
        <section class="card" aria-label="Scenarios">
            <div class="screen-head">
                <h2>"Scenarios side by side"</h2>
                <p>"One is active everywhere; each is compared with the baseline."</p>
                <span class="grow"></span>
                <button on:click=move |_| workspace.add_scenario()>"New scenario"</button>
            </div>
            <ActiveScenario/>
            <div class="columns wide-left">
                <div class="comparison">
                    <Pick label="Differences to" of_view=true none="none" options=bases value=against choose=Callback::new(move |a| against.set(a))/>
                    {live(table)}
                </div>
                <div class="comparison">
                    <Pick label="Slopes of" of_view=true options=lines value=Signal::derive(move || Some(followed.get()))
                        choose=Callback::new(move |c: Option<Compared>| followed.set(c.unwrap_or(Compared::Npv)))/>
                    <ChartFigure chart=slopes missing=Signal::derive(String::new) class="plain"/>
                </div>
            </div>
        </section>
    }
}

/// The figures that the slopes may show.
const SLOPES: [Compared; 3] = [Compared::Npv, Compared::ScenarioGain, Compared::PresentValue];

/// Name, changes, agreement, copy and removal of the active scenario.
#[component]
fn ActiveScenario() -> impl IntoView {
    let workspace = use_workspace();
    let active = memo(move || workspace.with_plan(|p| p.active_scenario));
    let tools = move || {
        let Some(id) = active.get() else {
            return view! { <p class="quiet">"The baseline is active: nothing is changed in it. Choose a scenario above, or begin a new one."</p> }.into_any();
        };
        tools_of(workspace, id)
    };
    live(tools)
}

fn tools_of(workspace: Workspace, id: ScenarioId) -> AnyView {
    let act = move |change: ScenarioChange| workspace.act(&Command::Scenario(id, change));
    let scenario = move |read: fn(&Scenario) -> bool| workspace.with_plan(|p| p.scenario(id).is_some_and(read));
    let agreed = memo(move || workspace.with_plan(|p| p.scenario(id).and_then(|s| s.agreed.clone())));
    let is_agreed = move || agreed.with(Option::is_some);
    fix(is_agreed);
    let changes = move || {
        let any = scenario(|s| s.overrides != journey_plan::Overrides::default());
        if any { "Changes… (some)" } else { "Changes…" }
    };
    let duplicate = move |_| {
        let name = workspace.with_plan_untracked(|p| p.scenario(id).map(|s| s.name.clone()).unwrap_or_default());
        workspace.act(&Command::AddScenario { name: fitted(&name, ", copy"), copy_of: Some(id) });
    };
    let remove = move |_| act(ScenarioChange::Remove);
    let note = move || agreed.with(|a| a.as_ref().map(|a| format!("Agreed on {} at {}; it is locked.", a.on, a.at)));
    view! {
        <div class="tools" role="group" aria-label="Active scenario">
            <label class="field scenario-name"><span>"Active"</span>
                <TextField label="Scenario name" key=format!("scenario {id} name")
                    read=Arc::new(move |w: Workspace| w.with_plan(|p| p.scenario(id).map(|s| s.name.clone()).unwrap_or_default()))
                    command=Arc::new(move |name| Command::Scenario(id, ScenarioChange::Name(name)))/>
            </label>
            <button on:click=move |_| workspace.view.dialog.set(Some(Dialog::Changes(id)))>{changes}</button>
            <button on:click=duplicate>"Duplicate"</button>
            <Show when=is_agreed fallback=move || {
                view! { <button on:click=move |_| act(ScenarioChange::Agree(agreement(workspace)))>"Lock as agreed"</button> }
            }>
                <button on:click=move |_| act(ScenarioChange::Agree(None))>"Reopen"</button>
            </Show>
            <button class="quiet-button" disabled=is_agreed on:click=remove>"Remove scenario"</button>
            <span class="quiet">{note}</span>
        </div>
    }
    .into_any()
}

/// The agreement of this moment, with the figures as they stand.
fn agreement(workspace: Workspace) -> Option<Agreed> {
    let projection = workspace.projection.get_untracked();
    let known = |figure: journey_engine::Figure| figure.ok().and_then(|value| Number::new(value).ok());
    Some(Agreed {
        on: today()?,
        at: time_of_day(),
        present_value: known(projection.present_value()),
        scenario_gain: known(projection.scenario_gain()),
        npv: known(projection.npv()),
    })
}
