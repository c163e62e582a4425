//! Quick levers: what one small change each would be worth.

use crate::state::workspace::{Workspace, use_workspace};
use crate::widgets::boxed::{live, memo};
use crate::widgets::format::change;
use crate::widgets::working::figure;
use journey_engine::answers::levers::{Lever, RENEWED, levers};
use journey_engine::registry::{FigureId, Headline, LeverFigure};
use journey_plan::Grade;
use leptos::prelude::*;

/// The card with the quick levers.
#[component]
pub fn Levers() -> impl IntoView {
    let workspace = use_workspace();
    let found = memo(move || {
        let plan = workspace.settled.get();
        levers(&plan, plan.active_scenario, RENEWED)
    });
    let body = move || match found.get() {
        Ok(found) => table(workspace, &found),
        Err(reason) => view! { <p>{workspace.why(&reason)}</p> }.into_any(),
    };
    view! {
        <section class="card" aria-label="Quick levers">
            <h2>"Quick levers"</h2>
            {live(body)}
            <p>{format!("Each alone, from year 1, on the baseline's drivers; they do not add up (our reading, {}).", Grade::C.letter())}</p>
        </section>
    }
}

fn table(workspace: Workspace, found: &[Lever]) -> AnyView {
    let rows = found.iter().map(|lever| {
        let cells = LeverFigure::ALL.map(|of| {
            let Ok(changed) = &lever.change else { return "n/a".into_any() };
            let value = if of == LeverFigure::Equity { changed.equity } else { changed.present_value };
            figure(workspace, FigureId::Lever(lever.kind, of), workspace.with_plan(|p| change(p, value)))
        });
        let reason = lever.change.as_ref().err().map(|reason| workspace.why(reason));
        let note = lever.note.as_ref().map(|note| format!(" {note}"));
        let words = format!("{}{}", reason.unwrap_or_else(|| lever.sentence.clone()), note.unwrap_or_default());
        let cells = cells.map(|cell| view! { <td>{cell}</td> }).collect_view();
        view! { <tr><th scope="row">{lever.label.clone()}<small>{words}</small></th>{cells}</tr> }
    });
    let rows = rows.collect_view();
    view! {
        <table class="figures causes levers">
            <thead><tr><td></td><th scope="col">"Equity, year 1"</th><th scope="col">{Headline::PresentValue.entry().short}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
