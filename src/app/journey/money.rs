//! The money lane: what one more point is worth, and what the scenario gains, stage by stage.

use crate::app::format::money;
use crate::app::workspace::{Workspace, use_workspace};
use crate::plan::StageId;
use crate::plan::number_text::money_change;
use leptos::prelude::*;

/// Value at stake or scenario gain of every stage, drawn on one scale.
#[component]
pub fn MoneyLane(at_stake: bool, stages: Memo<Vec<StageId>>, dearest: Memo<Option<StageId>>) -> impl IntoView {
    let workspace = use_workspace();
    let (name, hint) = if at_stake { ("Value at stake", "one more point") } else { ("Scenario gain", "before cost") };
    let largest = Memo::new(move |_| {
        stages.get().iter().filter_map(|id| value(workspace, *id, at_stake)).map(f64::abs).fold(0.0, f64::max)
    });
    let horizon = move || workspace.with_plan(|p| p.settings.horizon);
    let cell = move |id: StageId| {
        let of_stage = Memo::new(move |_| value(workspace, id, at_stake));
        let text = move || {
            of_stage.get().map_or_else(
                || "–".to_owned(),
                |v| {
                    workspace.with_plan(|p| {
                        if at_stake { money(p, v) } else { money_change(v, &p.settings.currency, p.settings.locale) }
                    })
                },
            )
        };
        let remark = move || {
            let dearest = if at_stake && dearest.get() == Some(id) { " · dearest to leave" } else { "" };
            format!("PV, {} years{dearest}", horizon())
        };
        let share = move || {
            let largest = largest.get();
            let share = of_stage.get().map_or(0.0, |v| if largest > 0.0 { v.abs() / largest } else { 0.0 });
            format!("{:.1}%", share * 100.0)
        };
        view! {
            <td role="gridcell" class:hot=move || dearest.get() == Some(id)
                data-stage=id.to_string() data-value=move || of_stage.get().map(|v| v.to_string())>
                <span class="money">{text}</span>
                <small>{remark}</small>
                <span class="bar" class:negative=move || of_stage.get().is_some_and(|v| v < 0.0)
                    aria-hidden="true" style:--share=share></span>
            </td>
        }
    };
    view! {
        <tr role="row" class="money-lane">
            <th scope="row" role="rowheader" aria-label=name>{name}<small>{hint}</small></th>
            <For each=move || stages.get() key=|id| *id children=cell/>
        </tr>
    }
}

fn value(workspace: Workspace, id: StageId, at_stake: bool) -> Option<f64> {
    workspace
        .with_forecast(|f| {
            let values = if at_stake { &f.value_at_stake } else { &f.shares.by_stage };
            values.iter().find(|v| v.id == id).map(|v| v.value)
        })
        .ok()
        .flatten()
}
