//! Points per stage and the causal share, as sliders that move every chart while they are dragged.

use crate::state::workspace::{Workspace, use_workspace};
use crate::widgets::Slider;
use crate::widgets::boxed::{Show, each, live, memo, says};
use journey_plan::Grade;
use journey_plan::number::pen::Pen;
use journey_plan::{Command, Number, Overrides, Plan, Scenario, ScenarioChange, Setting, SettingChange, StageId};
use leptos::prelude::*;

/// The panel with the sliders.
#[component]
pub fn Sliders() -> impl IntoView {
    let workspace = use_workspace();
    let stages = memo(move || workspace.with_plan(|p| p.stages.iter().map(|s| s.id).collect::<Vec<_>>()));
    let on_baseline = memo(move || workspace.with_plan(|p| p.active().is_none()));
    let fixed = memo(move || workspace.with_plan(|p| p.active().is_none_or(|s| s.agreed.is_some())));
    let name = move || workspace.projection.with(|p| p.name.clone());
    view! {
        <section class="card sliders" aria-label="Move the journey">
            <h2>"Move the journey"</h2>
            <p class="quiet">{live(move || format!("Points of experience gained, scenario “{}”", name()))}</p>
            <Show when=move || on_baseline.get()>
                <p class="note">"The baseline has no points. "
                    <button class="link" on:click=move |_| workspace.add_scenario()>"New scenario"</button>
                </p>
            </Show>
            <Show when=move || fixed.get() && !on_baseline.get()>
                <p class="note">"The room agreed on this scenario: its points are locked. Reopen it on the Case screen, or duplicate it."</p>
            </Show>
            {each(move || stages.get(), move |id| view! { <PointsSlider id=id fixed=fixed/> })}
            <hr/>
            <CausalShare/>
            {(0..3).map(|year| view! { <PhaseInSlider year=year/> }).collect_view()}
            <CostToServe fixed=fixed/>
        </section>
    }
}

/// Points of one stage: what the scenario's initiatives bring, or what is set by hand.
#[component]
fn PointsSlider(id: StageId, fixed: Memo<bool>) -> impl IntoView {
    let workspace = use_workspace();
    let name = memo(move || workspace.with_plan(|p| p.stage(id).map(|s| s.name.clone()).unwrap_or_default()));
    let view = move || workspace.with_forecast(|f| f.stages.iter().find(|s| s.id == id).copied()).ok().flatten();
    let by_hand = memo(move || workspace.with_plan(|p| p.active().and_then(|s| s.hand_set(id))));
    let value = Signal::derive(move || by_hand.get().map_or_else(|| view().map_or(0.0, |v| v.points), Number::get));
    let max = Signal::derive(move || view().map_or(9.0, |v| ((10.0 - v.score_for_cap) * 10.0).floor() / 10.0));
    let pen = move || workspace.pen.get();
    let text = Signal::derive(move || {
        let points = pen().number(value.get(), 1);
        if value.get() > 0.0 { format!("+{points}") } else { points }
    });
    let moved = Callback::new(move |points: f64| {
        if let (Some(scenario), Ok(points)) = (active(workspace), Number::new(points)) {
            workspace.act(&Command::Scenario(scenario, ScenarioChange::Points(id, Some(points))));
        }
    });
    let reset = move |_| {
        if let Some(scenario) = active(workspace) {
            workspace.act(&Command::Scenario(scenario, ScenarioChange::Points(id, None)));
        }
    };
    view! {
        <Slider name=Signal::derive(move || format!("Points: {}", name.get())) shown=name value=value max=max step=0.1
            text=text disabled=fixed moved=moved/>
        <Show when=move || by_hand.get().is_some() && !fixed.get()>
            <p class="by-hand">"set by hand "
                <button class="link" aria-label=says(move || format!("Reset points: {}", name.get())) on:click=reset>"reset"</button>
            </p>
        </Show>
    }
}

fn active(workspace: Workspace) -> Option<journey_plan::ScenarioId> {
    workspace.with_plan_untracked(|p| p.active_scenario)
}

#[component]
fn CausalShare() -> impl IntoView {
    let workspace = use_workspace();
    let share = move |s: &Scenario| s.overrides.causal_share;
    let value = Signal::derive(move || {
        workspace.with_plan(|p| p.active().and_then(share).unwrap_or(p.settings.causal_share).get())
    });
    let text = Signal::derive(move || workspace.with_plan(|p| p.settings.pen().share(value.get(), 0)));
    let moved = Callback::new(move |share: f64| {
        let Ok(share) = Number::new(share) else { return };
        // A scenario that overrides the plan's causal share keeps its own.
        let own =
            workspace.with_plan_untracked(|p| p.active().filter(|s| s.overrides.causal_share.is_some()).map(|s| s.id));
        workspace.act(&match own {
            Some(id) => Command::Scenario(id, ScenarioChange::CausalShare(Some(share))),
            None => Command::Set(SettingChange::Number(Setting::CausalShare, share)),
        });
    });
    let held = held(workspace, |o| o.causal_share.is_some());
    view! { <Slider name="Causal share" value=value max=1.0 step=0.01 text=text disabled=held moved=moved/> }
}

/// φ of one of the first years. The other years make way: the phase-in never falls.
#[component]
fn PhaseInSlider(year: usize) -> impl IntoView {
    let workspace = use_workspace();
    let own = |p: &Plan| p.active().and_then(|s| s.overrides.phase_in.clone());
    let in_use = move |p: &Plan| own(p).unwrap_or_else(|| p.settings.phase_in.clone());
    let value = Signal::derive(move || workspace.with_plan(|p| in_use(p).get(year).map_or(1.0, |s| s.get())));
    let text = Signal::derive(move || workspace.with_plan(|p| p.settings.pen().share(value.get(), 0)));
    let moved = Callback::new(move |share: f64| {
        let Ok(share) = Number::new(share) else { return };
        let command = workspace.with_plan_untracked(|p| {
            let mut shares = in_use(p);
            for (index, other) in shares.iter_mut().enumerate() {
                let in_the_way = if index < year { *other > share } else { *other < share };
                if index == year || in_the_way {
                    *other = share;
                }
            }
            // A scenario that overrides the plan's phase-in keeps its own.
            match p.active().filter(|s| s.overrides.phase_in.is_some()) {
                Some(scenario) => Command::Scenario(scenario.id, ScenarioChange::PhaseIn(Some(shares))),
                None => Command::Set(SettingChange::WholePhaseIn(shares)),
            }
        });
        workspace.act(&command);
    });
    let held = held(workspace, |o| o.phase_in.is_some());
    let name = format!("Phase-in, year {}", Pen::PLAIN.whole(year + 1));
    view! { <Slider name=name value=value max=1.0 step=0.01 text=text disabled=held moved=moved/> }
}

/// Whether a scenario that is locked as agreed has a value of its own.
fn held(workspace: Workspace, own: fn(&Overrides) -> bool) -> Signal<bool> {
    Signal::derive(move || workspace.with_plan(|p| p.active().is_some_and(|s| s.agreed.is_some() && own(&s.overrides))))
}

#[component]
fn CostToServe(fixed: Memo<bool>) -> impl IntoView {
    let workspace = use_workspace();
    let value = Signal::derive(move || {
        workspace.with_plan(|p| p.active().and_then(|s| s.cost_to_serve).map_or(0.0, Number::get))
    });
    let text = Signal::derive(move || workspace.with_plan(|p| p.settings.pen().share(value.get(), 0)));
    let moved = Callback::new(move |share: f64| {
        if let (Some(scenario), Ok(share)) = (active(workspace), Number::new(share)) {
            workspace.act(&Command::Scenario(scenario, ScenarioChange::CostToServe(Some(share))));
        }
    });
    view! {
        <Slider name="Saving in cost to serve" value=value max=0.33 step=0.01 text=text disabled=fixed moved=moved/>
        <p class="quiet">{format!("Published remark: one operator cut care cost by as much as 33 % ({}).", Grade::B.letter())}</p>
    }
}
