//! What is spent on a stage, by type: its cell and its editor.

use crate::state::workspace::{Workspace, use_workspace};
use crate::widgets::boxed::memo;
use crate::widgets::format::money;
use crate::widgets::{Field, NumberField};
use journey_plan::number::text::NumberUnit;
use journey_plan::{BudgetType, Command, Stage, StageChange, StageId};
use leptos::prelude::*;
use std::sync::Arc;

/// The budget in a cell: the total, and its parts.
#[component]
pub fn BudgetCell(stage: Memo<Option<Arc<Stage>>>) -> impl IntoView {
    let workspace = use_workspace();
    let budget = memo(move || stage.with(|s| s.as_ref().map(|s| s.budget.clone()).unwrap_or_default()));
    let total = move || budget.with(|b| b.total().map(|total| workspace.with_plan(|p| money(p, total))));
    let parts = move || {
        budget.with(|b| {
            let words = BudgetType::ALL.into_iter().filter_map(|kind| {
                let amount = workspace.with_plan(|p| Some(money(p, b.get(kind)?.get())))?;
                Some(format!("{amount} {}", kind.label().to_ascii_lowercase()))
            });
            words.collect::<Vec<_>>().join(" · ")
        })
    };
    move || {
        total().map(|total| {
            view! { <span class="money">{total}</span><small>{parts}</small> }
        })
    }
}

/// The editor of a stage's budget: three amounts.
#[component]
pub fn BudgetEditor(id: StageId) -> impl IntoView {
    let field = move |kind: BudgetType| {
        let field = Field::new(
            format!("budget {id} {}", kind.label()),
            NumberUnit::Plain,
            move |w: Workspace| w.with_plan(|p| p.stage(id)?.budget.get(kind)),
            move |amount| Command::Stage(id, StageChange::Budget(kind, amount)),
        );
        view! { <NumberField label=format!("{} a year", kind.label()) field=field/> }
    };
    view! { <div class="form">{BudgetType::ALL.map(field).collect_view()}</div> }
}
