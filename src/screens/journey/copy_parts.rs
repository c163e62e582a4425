//! Copying roles, lanes and stages from another plan of the library.

use super::state::use_map;
use crate::state::tasks::Life;
use crate::state::workspace::use_workspace;
use crate::storage::local;
use crate::widgets::boxed::{live, says};
use crate::widgets::{Choice, Modal};
use journey_plan::{Command, JourneyParts, Lane, RoleId, StageId};
use leptos::prelude::*;
use std::collections::HashSet;

/// A part of another plan that can be ticked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum CopyChoice {
    Role(RoleId),
    Lane(Lane),
    Stage(StageId),
}

/// The panel that copies roles, lanes and stages from another plan.
#[component]
pub fn CopyPanel() -> impl IntoView {
    let (workspace, map) = (use_workspace(), use_map());
    let here = workspace.session.id.get_untracked();
    let plans: Vec<(String, String)> = [local::index(), local::templates()]
        .concat()
        .into_iter()
        .filter(|entry| entry.id != here)
        .map(|entry| (entry.id, entry.title))
        .collect();
    let chosen = RwSignal::new(String::new());
    let parts = RwSignal::new(None::<JourneyParts>);
    let ticked = RwSignal::new(HashSet::<CopyChoice>::new());
    let life = Life::here();
    let choose = Callback::new(move |id: String| {
        chosen.set(id.clone());
        parts.set(None);
        ticked.update(HashSet::clear);
        life.run(async move {
            let plan = workspace.session.peek(&id).await;
            if chosen.get_untracked() == id {
                parts.set(plan.map(|p| JourneyParts::of(&p)));
            }
        });
    });
    let options: Vec<(String, String)> =
        std::iter::once((String::new(), "Choose a plan".to_owned())).chain(plans.clone()).collect();
    let copy = move |_| {
        let Some(all) = parts.get_untracked() else { return };
        let wanted = ticked.get_untracked();
        let stages: Vec<_> = all.stages.into_iter().filter(|s| wanted.contains(&CopyChoice::Stage(s.id))).collect();
        // A stage brings the roles that are active in it.
        let needed =
            |id: RoleId| wanted.contains(&CopyChoice::Role(id)) || stages.iter().any(|s| s.score(id).is_some());
        let lane_needed =
            |lane: Lane| wanted.contains(&CopyChoice::Lane(lane)) || stages.iter().any(|s| !s.text(lane).is_empty());
        let roles = all.roles.into_iter().filter(|r| needed(r.id)).collect();
        let lanes = all.lanes.into_iter().filter(|l| lane_needed(l.lane)).collect();
        // A refused copy leaves the panel open: what is ticked can be changed.
        if workspace.takes(&Command::AddParts(JourneyParts { roles, lanes, stages })) {
            map.panel.set(None);
        }
    };
    view! {
        <Modal title="Copy from another plan" close=Callback::new(move |()| map.panel.set(None))>
            {if plans.is_empty() {
                view! { <p>"There is no other plan in this browser. Open its file first; it then stays in the library."</p> }.into_any()
            } else {
                view! {
                    <Choice label="Plan" of_view=true options=Signal::derive(move || options.clone()) value=chosen choose=choose/>
                }.into_any()
            }}
            {live(move || parts.get().map(|p| ticks(&p, ticked)))}
            <p class="buttons"><button disabled=says(move || ticked.with(HashSet::is_empty)) on:click=copy>"Copy"</button></p>
        </Modal>
    }
}

fn ticks(parts: &JourneyParts, ticked: RwSignal<HashSet<CopyChoice>>) -> AnyView {
    let group = move |title: &'static str, entries: Vec<(CopyChoice, String)>| {
        let tick = move |(part, name): (CopyChoice, String)| {
            view! {
                <label class="check">
                    <input type="checkbox" prop:checked=says(move || ticked.with(|t| t.contains(&part)))
                        on:change=move |event| ticked.update(|t| {
                            if event_target_checked(&event) { t.insert(part); } else { t.remove(&part); }
                        })/>
                    <span dir="auto">{name}</span>
                </label>
            }
        };
        (!entries.is_empty()).then(|| {
            view! { <h3>{title}</h3><div class="ticks">{entries.into_iter().map(tick).collect_view()}</div> }
        })
    };
    let stages = parts.stages.iter().map(|s| (CopyChoice::Stage(s.id), s.name.clone())).collect();
    let roles = parts.roles.iter().map(|r| (CopyChoice::Role(r.id), r.name.clone())).collect();
    let lanes = parts.lanes.iter().map(|l| (CopyChoice::Lane(l.lane), l.label().to_owned())).collect();
    view! { {group("Stages", stages)}{group("Roles", roles)}{group("Lanes", lanes)} }.into_any()
}
