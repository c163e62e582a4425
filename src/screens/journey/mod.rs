//! Journey: the map of stages and lanes, its other views, and how ready it is.

mod budget;
mod cell;
mod clipboard;
mod copy_parts;
mod curve;
mod drag;
mod editor;
mod heads;
mod inline;
mod keys;
mod list;
mod map;
mod matrix;
mod menus;
mod money;
mod owners;
mod readiness;
mod roles;
pub mod state;
mod steps;
mod toolbar;
mod weights;

use crate::state::workspace::{Workspace, use_workspace};
use crate::widgets::boxed::{live, memo};
use journey_engine::answers::journey_message::journey_message;
use leptos::prelude::*;
use state::{JourneyDialog, JourneyView, use_map};

/// The Journey screen.
#[component]
pub fn JourneyScreen() -> impl IntoView {
    let (workspace, map) = (use_workspace(), use_map());
    let readiness = readiness::readiness(workspace);
    // A memo, so that asking for the view that is shown does not build it anew.
    let shown = memo(move || map.look.get());
    let look = move || match shown.get() {
        JourneyView::Map => view! { <map::Map/> }.into_any(),
        JourneyView::List => view! { <list::List/> }.into_any(),
        JourneyView::Matrix => view! { <matrix::Matrix/> }.into_any(),
        JourneyView::Owners => view! { <owners::Owners/> }.into_any(),
    };
    let panel = move || {
        map.panel.get().map(|panel| match panel {
            JourneyDialog::Roles => view! { <roles::RolesPanel/> }.into_any(),
            JourneyDialog::Weights => view! { <weights::WeightsPanel/> }.into_any(),
            JourneyDialog::CopyParts => view! { <copy_parts::CopyPanel/> }.into_any(),
            JourneyDialog::Steps(stage) => view! { <steps::StepsPanel stage=stage/> }.into_any(),
        })
    };
    view! {
        <div class="screen-head">
            <h1>{live(move || {
                let dearest = money::dearest(workspace);
                workspace.with_plan(|p| journey_message(p, dearest))
            })}</h1>
            <p>{live(move || journey_score(workspace))}</p>
            <span class="grow"></span>
            <p>"Readiness " <a class="jump" href="#readiness" on:click=move |event| { event.prevent_default(); show_readiness(); }>
                {live(move || readiness.with(|r| readiness::in_short(workspace, r)))}
            </a></p>
        </div>
        <toolbar::Toolbar/>
        {look}
        <readiness::ReadinessPanel readiness=readiness/>
        <editor::CellEditor/>
        <menus::HeadMenu/>
        {panel}
    }
}

/// Shows the readiness panel; the address stays that of the screen.
fn show_readiness() {
    use wasm_bindgen::JsCast;
    let panel = document().get_element_by_id("readiness");
    if let Some(panel) = panel.and_then(|p| p.dyn_into::<web_sys::HtmlElement>().ok()) {
        panel.scroll_into_view();
        let _ = panel.focus();
    }
}

/// Sentence with the journey score beside the customers' own mean.
fn journey_score(workspace: Workspace) -> String {
    let scores = workspace.with_forecast(|f| {
        let customers: f64 = f.segments.iter().map(|s| s.opening_customers).sum();
        let mean = f.segments.iter().map(|s| s.mean_score * s.opening_customers).sum::<f64>() / customers;
        (f.journey_score.clone().ok(), (customers > 0.0).then_some(mean))
    });
    let (pen, scale) = workspace.with_plan(|p| (p.settings.pen(), p.settings.scale));
    match scores {
        Ok((Some(journey), Some(mean))) => {
            let apart = if (journey - mean).abs() > 1.0 { ": more than a point apart, check the scores" } else { "" };
            let word = |score: f64| pen.number(scale.from_ten(score), 1);
            format!("Journey score {} (weighted by stage), mean of all customers {}{apart}", word(journey), word(mean))
        }
        _ => String::new(),
    }
}
