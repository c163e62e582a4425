//! The initiatives: which stage they lift, from when, at what cost, and whether the scenario has them.

use super::range::range_button;
use crate::state::workspace::{PartMemo, Travelled, Workspace, use_workspace};
use crate::widgets::boxed::{Show, each, in_turn, live, memo, says};
use crate::widgets::working::figure;
use crate::widgets::{Choice, Field, NumberField, TextField, mark_changes, take_tick};
use journey_engine::projection::StageView;
use journey_engine::registry::{ExperienceFigure, FigureId, GainPart};
use journey_plan::number::text::NumberUnit;
use journey_plan::{
    Card, Command, Detail, Evidence, InitiativeAmount, InitiativeChange, InitiativeId, Number, ScenarioChange, StageId,
};
use leptos::prelude::*;
use std::sync::Arc;

/// The card with all initiatives.
#[component]
pub fn Initiatives() -> impl IntoView {
    let workspace = use_workspace();
    let ids = in_turn(30, move || workspace.with_plan(|p| p.initiatives.iter().map(|i| i.id).collect::<Vec<_>>()));
    let scenario = move || workspace.projection.with(|p| p.name.clone());
    let on_baseline = move || workspace.with_plan(|p| p.active_scenario.is_none());
    let room = |s: &StageView| (s.id, 10.0 - s.score_for_cap);
    let rooms: Rooms =
        memo(move || workspace.with_forecast(|f| f.stages.iter().map(room).collect()).unwrap_or_default());
    let add = move |_| {
        let count = workspace.with_plan_untracked(|p| p.initiatives.len());
        workspace.act(&Command::AddInitiative { name: format!("Initiative {}", count + 1) });
    };
    view! {
        <section class="card" aria-label="Initiatives">
            <div class="screen-head">
                <h2>"Initiatives"</h2>
                <p>{live(move || if on_baseline() { "The baseline has none of them.".to_owned() } else { format!("Ticked ones are part of “{}”.", scenario()) })}</p>
                <span class="grow"></span>
                <Show when=on_baseline><button on:click=move |_| workspace.add_scenario()>"New scenario"</button></Show>
                <button on:click=add>"Add initiative"</button>
            </div>
            <ul class="initiatives">
                {each(move || ids.get(), move |id| view! { <InitiativeRow id=id rooms=rooms/> })}
            </ul>
            <Show when=move || ids.with(Vec::is_empty)>
                <p class="quiet">"None yet. An initiative lifts stages by points, from a year on, at a cost."</p>
            </Show>
        </section>
    }
}

/// Points left to a score of 10, by stage.
type Rooms = Memo<Vec<(StageId, f64)>>;

#[component]
fn InitiativeRow(id: InitiativeId, rooms: Rooms) -> impl IntoView {
    let workspace = use_workspace();
    let part: PartMemo<journey_plan::Initiative> = workspace.part(move |p| p.initiatives.iter().find(|i| i.id == id));
    let name = memo(move || part.with(|i| i.as_ref().map(|i| i.name.clone()).unwrap_or_default()));
    mark_changes(move |Travelled { from, to }| {
        let is_changed = to.initiative(id) != from.initiative(id);
        is_changed.then(|| document().get_element_by_id(&format!("initiative-{id}"))).flatten()
    });
    let from = memo(move || opportunity(workspace, id));
    let enabled = move || workspace.with_plan(|p| p.active().is_some_and(|s| s.initiatives.contains(&id)));
    let fixed =
        move || workspace.is_read_only() || workspace.with_plan(|p| p.active().is_none_or(|s| s.agreed.is_some()));
    let tick = move |event| {
        if let Some(scenario) = workspace.with_plan_untracked(|p| p.active_scenario) {
            take_tick(workspace, &event, |on| Command::Scenario(scenario, ScenarioChange::Enable(id, on)));
        }
    };
    let money = |label: &'static str, amount: InitiativeAmount, set: fn(Option<Number>) -> InitiativeChange| {
        let field = Field::new(
            format!("{label} {id}"),
            NumberUnit::Plain,
            move |_: Workspace| part.with(|i| Some(i.as_ref()?.amount(amount)?.likely)),
            move |value| Command::Initiative(id, set(value)),
        );
        let named = move || format!("{label}, {}", name.get());
        view! { <div class="amount"><NumberField label=label placeholder="none" field=field/>{range_button(workspace, part, amount, named)}</div> }
    };
    let text = |label: &'static str,
                read: fn(&journey_plan::Initiative) -> &String,
                set: fn(String) -> InitiativeChange| {
        let read =
            Arc::new(move |_: Workspace| part.with(|i| i.as_deref().map(|i| read(i).clone()).unwrap_or_default()));
        view! { <label class="field"><span>{label}</span><TextField label=label key=format!("initiative {id} {label}") read=read command=Arc::new(move |text| Command::Initiative(id, set(text)))/></label> }
    };
    view! {
        <li class:off=says(move || !enabled())>
            <label class="check tick">
                <input type="checkbox" aria-label=says(move || format!("In the scenario: {}", name.get()))
                    disabled=fixed prop:checked=enabled on:change=tick/>
            </label>
            <div class="body" role="group" aria-label=name id=format!("initiative-{id}")>
                <div class="line">
                    <TextField label=Signal::derive(move || format!("Initiative: {}", name.get())) key=format!("initiative {id} name") class="name"
                        read=Arc::new(move |_: Workspace| name.get())
                        command=Arc::new(move |name| Command::Initiative(id, InitiativeChange::Name(name)))/>
                    <Worth id=id/>
                </div>
                {live(move || from.get().map(|words| view! { <p class="quiet">{words}</p> }))}
                <div class="line fields">
                    <StartYear id=id part=part/>
                    {money("One-off cost", InitiativeAmount::OneOffCost, InitiativeChange::OneOffCost)}
                    {money("Running cost a year", InitiativeAmount::RunningCost, InitiativeChange::RunningCost)}
                    {text("Owner", |i| &i.owner, InitiativeChange::Owner)}
                    <EvidenceLevel id=id part=part/>
                    {text("Evidence: source", |i| &i.source, InitiativeChange::Source)}
                    <button class="quiet-button" on:click=move |_| workspace.act(&Command::Initiative(id, InitiativeChange::Remove))
                        aria-label=says(move || format!("Remove {}", name.get()))>"Remove"</button>
                </div>
                <Lifts id=id part=part rooms=rooms/>
            </div>
        </li>
    }
}

/// Sentence about the opportunity of the map that the initiative came from.
fn opportunity(workspace: Workspace, id: InitiativeId) -> Option<String> {
    workspace.with_plan(|p| {
        p.stages.iter().find_map(|stage| {
            let came_from =
                |c: &&Card| matches!(c.detail, Detail::Opportunity { initiative: Some(of), .. } if of == id);
            let card = stage.cards.iter().find(came_from)?;
            Some(format!("From the opportunity “{}” on {}", card.text, stage.name))
        })
    })
}

/// Present value of what the initiative brings in the active scenario, before cost.
#[component]
fn Worth(id: InitiativeId) -> impl IntoView {
    let workspace = use_workspace();
    let worth = move || {
        let value = workspace
            .with_forecast(|f| f.shares.by_initiative.iter().find(|v| v.id == id).map(|v| v.value))
            .ok()
            .flatten()
            .filter(|v| v.abs() > 0.0)?;
        Some(workspace.with_plan(|p| p.settings.pen().change(value)))
    };
    let shown = move || {
        let id = FigureId::GainPart(GainPart::Initiative(id));
        worth().map(|worth| view! { {figure(workspace, id, worth)} " present value, before cost" })
    };
    view! { <output aria-live="off" class="worth">{live(shown)}</output> }
}

#[component]
fn StartYear(id: InitiativeId, part: PartMemo<journey_plan::Initiative>) -> impl IntoView {
    let workspace = use_workspace();
    let start = memo(move || part.with(|i| i.as_ref().map_or(1, |i| i.start_year)));
    // A memo: thirty lists of twenty years each are too many to draw anew for every edit.
    let options = memo(move || {
        workspace.with_plan(|p| {
            let base = p.base_year().unwrap_or_default();
            let name = |k: u32| (k.to_string(), (i64::from(base) + i64::from(k)).to_string());
            let mut years: Vec<_> = p.settings.years_to_list().map(name).collect();
            // One that starts later says so.
            if start.get() > p.settings.horizon {
                let (key, year) = name(start.get());
                years.push((key, format!("{year}, after the horizon")));
            }
            years
        })
    });
    let value = Signal::derive(move || start.get().to_string());
    let choose = Callback::new(move |key: String| {
        if let Ok(year) = key.parse() {
            workspace.act(&Command::Initiative(id, InitiativeChange::Start(year)));
        }
    });
    view! { <Choice label="Start" options=options value=value choose=choose/> }
}

#[component]
fn EvidenceLevel(id: InitiativeId, part: PartMemo<journey_plan::Initiative>) -> impl IntoView {
    let workspace = use_workspace();
    let options = Signal::derive(|| {
        Evidence::ALL.iter().map(|e| (e.label().to_owned(), e.label().to_owned())).collect::<Vec<_>>()
    });
    let value = Signal::derive(move || {
        part.with(|i| i.as_ref().map_or(Evidence::Assumption, |i| i.evidence)).label().to_owned()
    });
    let choose = Callback::new(move |key: String| {
        if let Some(level) = Evidence::ALL.into_iter().find(|e| e.label() == key) {
            workspace.act(&Command::Initiative(id, InitiativeChange::Evidence(level)));
        }
    });
    view! { <Choice label="Evidence" options=options value=value choose=choose/> }
}

/// The points that the initiative gains, stage by stage.
#[component]
fn Lifts(id: InitiativeId, part: PartMemo<journey_plan::Initiative>, rooms: Rooms) -> impl IntoView {
    let workspace = use_workspace();
    let stages = memo(move || workspace.with_plan(|p| p.stages.iter().map(|s| s.id).collect::<Vec<_>>()));
    view! {
        <div class="lifts" role="group" aria-label="Points per stage">
            <span class="quiet">{ExperienceFigure::Lift.entry().label}</span>
            {each(move || stages.get(), move |stage| view! { <LiftField id=id stage=stage part=part rooms=rooms/> })}
        </div>
    }
}

#[component]
fn LiftField(
    id: InitiativeId,
    stage: StageId,
    part: PartMemo<journey_plan::Initiative>,
    rooms: Rooms,
) -> impl IntoView {
    let workspace = use_workspace();
    let name = workspace.with_plan(|p| p.stage(stage).map(|s| s.name.clone()).unwrap_or_default());
    let field = Field::new(
        format!("lift {id} {stage}"),
        NumberUnit::Plain,
        move |_: Workspace| part.with(|i| i.as_ref()?.points(stage)),
        move |value| Command::Initiative(id, InitiativeChange::Points(stage, value)),
    );
    let room = move || {
        let room = rooms.with(|rooms| rooms.iter().find(|(id, _)| *id == stage).map(|(_, room)| *room));
        room.map(|room| format!("up to {}", workspace.pen.get().number(room, 1)))
    };
    let placeholder = MaybeProp::derive(room);
    let initiative = move || part.with(|i| i.as_ref().map(|i| i.name.clone()).unwrap_or_default());
    let named = {
        let stage = name.clone();
        move || format!("points on {stage}, {}", initiative())
    };
    let range = range_button(workspace, part, InitiativeAmount::Points(stage), named);
    view! { <div class="amount"><NumberField label=name placeholder=placeholder field=field/>{range}</div> }
}
