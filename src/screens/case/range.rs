//! How far a number of an initiative may be off: the button that says it and the dialog that changes it.

use crate::state::view::Dialog;
use crate::state::workspace::{PartMemo, Workspace, use_workspace};
use crate::widgets::boxed::{memo, says};
use crate::widgets::{Field, Modal, NumberField, ShapePick, WantedShape};
use journey_plan::number::text::NumberUnit;
use journey_plan::{
    Command, Initiative, InitiativeAmount, InitiativeChange, InitiativeId, Number, Plan, Shape, Spread,
};
use leptos::prelude::*;

/// The button beside an amount that is entered.
pub fn range_button(
    workspace: Workspace,
    part: PartMemo<Initiative>,
    amount: InitiativeAmount,
    label: impl Fn() -> String + Send + 'static,
) -> AnyView {
    let text = range_text(workspace, part, amount);
    let missing = move || text.with(Option::is_none);
    let id = part.with_untracked(|i| i.as_ref().map(|i| i.id));
    let open = move |_| workspace.view.dialog.set(id.map(|id| Dialog::Range(id, amount)));
    view! {
        <button class="link range" hidden=missing aria-label=says(move || format!("Range: {}, {}", label(), text.get().unwrap_or_default())) on:click=open>
            {move || text.get().unwrap_or_default()}
        </button>
    }
    .into_any()
}

/// The ends of the range as typed, or what stands for them; `None` where no amount is entered.
fn range_text(workspace: Workspace, part: PartMemo<Initiative>, amount: InitiativeAmount) -> Memo<Option<String>> {
    memo(move || {
        let pen = workspace.pen.get();
        part.with(|initiative| {
            let initiative = initiative.as_deref()?;
            let estimate = initiative.amount(amount)?;
            let end = |end: Option<Number>| pen.short(end.unwrap_or(estimate.likely).get());
            Some(match (estimate.spread().is_empty(), amount) {
                (false, _) => format!("{} … {}", end(estimate.low), end(estimate.high)),
                (true, InitiativeAmount::Points(_)) => format!("± {}", pen.share(initiative.evidence.half_width(), 0)),
                (true, _) => "range".to_owned(),
            })
        })
    })
}

/// Name of an amount within a title.
fn name(plan: &Plan, amount: InitiativeAmount) -> String {
    match amount {
        InitiativeAmount::Points(stage) => {
            format!("points gained on {}", plan.stage(stage).map_or("a stage", |s| s.name.as_str()))
        }
        InitiativeAmount::OneOffCost => "one-off cost".to_owned(),
        InitiativeAmount::RunningCost => "running cost a year".to_owned(),
    }
}

/// The dialog for the range of an amount.
#[component]
pub fn RangeDialog(
    /// The initiative.
    id: InitiativeId,
    /// The amount whose range is edited.
    amount: InitiativeAmount,
    /// Closes the dialog.
    close: Callback<()>,
) -> impl IntoView {
    let workspace = use_workspace();
    let part: PartMemo<Initiative> = workspace.part(move |p| p.initiatives.iter().find(|i| i.id == id));
    let spread = move || part.with(|i| i.as_ref()?.amount(amount)).map(|e| e.spread()).unwrap_or_default();
    let wanted = WantedShape::new();
    let put = move |change: &dyn Fn(&mut Spread)| {
        let mut changed = untrack(spread);
        change(&mut changed);
        Command::Initiative(id, InitiativeChange::Spread(amount, changed))
    };
    let end = move |label: &'static str, of: fn(&mut Spread) -> &mut Option<Number>| {
        let read = move |_: Workspace| *of(&mut spread());
        let field = Field::new(format!("range {id} {amount:?} {label}"), NumberUnit::Plain, read, move |value| {
            put(&|spread| {
                *of(spread) = value;
                *spread = wanted.joined(*spread);
            })
        });
        view! { <NumberField label=label field=field/> }
    };
    let title = workspace.with_plan_untracked(|p| {
        let initiative = p.initiative(id).map_or_else(String::new, |i| i.name.clone());
        format!("{initiative}: {}", name(p, amount))
    });
    let likely = move || {
        let pen = workspace.pen.get();
        let likely = part.with(|i| i.as_ref()?.amount(amount)).map(|e| e.likely.get());
        likely.map(|likely| pen.field(likely, NumberUnit::Plain))
    };
    let set_shape = move |shape: Shape| put(&|spread| spread.shape = shape);
    let without = match amount {
        InitiativeAmount::Points(_) => {
            "Without ends the range follows from the evidence level: ±30 % for an assumption, 20 % an anecdote, 10 % a \
             survey, 5 % a measurement."
        }
        _ => "Without ends the simulation takes the amount as it stands.",
    };
    view! {
        <Modal title=title close=close>
            <p class="result">{likely}</p>
            <div class="form">
                {end("Low", |s| &mut s.low)}
                {end("High", |s| &mut s.high)}
                <ShapePick value=Signal::derive(move || spread().shape) wanted=wanted command=set_shape/>
            </div>
            <p class="quiet">{without}</p>
            <p class="quiet">"Of a 90 % range, low and high are the 5 % and the 95 % point; the likely value is then not used by the simulation."</p>
        </Modal>
    }
}
