//! From one year's equity to another's, by cause.

use crate::state::workspace::use_workspace;
use crate::widgets::boxed::{live, memo};
use crate::widgets::format::change;
use crate::widgets::working::figure;
use crate::widgets::{ChartFigure, Pick, drawn};
use journey_engine::answers::bridge::{Bridge as Causes, bridge};
use journey_engine::registry::FigureId;
use journey_output::chart::equity_bridge;
use journey_plan::Grade;
use leptos::prelude::*;

/// The bridge between two years the user chooses.
#[component]
pub fn BridgePanel() -> impl IntoView {
    let workspace = use_workspace();
    let chosen = RwSignal::new((None::<i32>, None::<i32>));
    let years = memo(move || workspace.projection.with(|p| p.years()));
    // The two latest entered years, unless others are chosen.
    let ends = memo(move || {
        years.with(|years| {
            let listed = |year: &i32| years.iter().any(|(y, _)| y == year);
            let (from, to) = chosen.get();
            let last = years.iter().rposition(|(_, ahead)| !ahead).unwrap_or_default();
            let (first, second) = if last > 0 { (last - 1, last) } else { (last, last + 1) };
            let usual = |at: usize| years.get(at).map(|(year, _)| *year);
            Some((from.filter(listed).or(usual(first))?, to.filter(listed).or(usual(second))?))
        })
    });
    let built = memo(move || {
        let (from, to) = ends.get()?;
        Some(workspace.projection.with(|projection| workspace.with_plan(|plan| bridge(plan, projection, from, to))))
    });
    let chart = drawn(move |context| built.with(|b| b.as_ref()?.as_ref().ok().map(|b| equity_bridge(b, context))));
    let missing = Signal::derive(move || match built.get() {
        Some(Err(reason)) => workspace.why(&reason),
        _ => "A bridge needs two years.".to_owned(),
    });
    let pick = move |label: &'static str, is_end: bool| {
        let value = Signal::derive(move || ends.get().map(|(from, to)| if is_end { to } else { from }));
        let choose = Callback::new(move |year: Option<i32>| {
            chosen.update(|(from, to)| *(if is_end { to } else { from }) = year);
        });
        move || {
            let options = years
                .get()
                .into_iter()
                .map(|(year, ahead)| (year, if ahead { format!("{year} forecast") } else { year.to_string() }));
            view! { <Pick label=label of_view=true options=options.collect() value=value choose=choose/> }
        }
    };
    view! {
        <div class="columns wide-left">
            <ChartFigure chart=chart missing=missing/>
            <section class="card" aria-label="Bridge by cause">
                <div class="bridge-years">{live(pick("From", false))}{live(pick("To", true))}</div>
                {live(move || built.with(|b| b.as_ref().and_then(|b| b.as_ref().ok()).map(|b| causes(b, workspace))))}
            </section>
        </div>
    }
}

/// Each cause with the quantities behind it.
fn causes(bridge: &Causes, workspace: crate::state::workspace::Workspace) -> AnyView {
    let rows = bridge.causes.iter().map(|cause| {
        let amount = workspace.with_plan(|p| change(p, cause.value));
        let id = FigureId::Cause { cause: cause.kind, from: bridge.from, to: bridge.to };
        view! { <tr><th scope="row">{cause.kind.label()}<small>{cause.sentence.clone()}</small></th><td>{figure(workspace, id, amount)}</td></tr> }
    });
    view! {
        <table class="figures causes"><tbody>{rows.collect_view()}</tbody></table>
        <p>{format!("Every change is counted at the mean of both years, so that the steps close exactly (our choice, {}).", Grade::C.letter())}</p>
    }
    .into_any()
}
