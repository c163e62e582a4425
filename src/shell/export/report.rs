//! The report for the printer: the map on a landscape page, the equity page, the board paper.
//!
//! It stands in the page itself and not in a dialog, because only what flows in the page is divided into sheets of
//! different shape.

use crate::screens::case::{BoardPage, picture};
use crate::shell::headline;
use crate::state::workspace::{Workspace, use_workspace};
use crate::widgets::boxed::{live, memo};
use crate::widgets::{MessageList, SvgPicture, figures_table, give_focus_back};
use journey_output::chart::picture::{MapOptions, map_picture};
use journey_output::chart::{
    Chart, ChartContext, customers_corkscrew, equity_by_year, equity_table, new_revenue_share,
};
use leptos::html;
use leptos::prelude::*;

/// Width at which the charts' text has its natural size on paper, in CSS pixels: the whole text width, and half of it.
const WIDE: u32 = 700;
const HALF: u32 = 345;

/// The report in the place of everything else; it asks for the printer at once.
#[component]
pub fn Report(
    /// Closes the report.
    close: Callback<()>,
) -> impl IntoView {
    let workspace = use_workspace();
    give_focus_back();
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        if event.key() == "Escape" {
            close.run(());
        }
    });
    on_cleanup(move || keys.remove());
    // A browser that cannot print says so itself.
    let print = move || drop(window().print());
    let button = NodeRef::<html::Button>::new();
    Effect::new(move || {
        if let Some(button) = button.get() {
            let _ = button.focus();
            request_animation_frame(print);
        }
    });
    let map = memo(move || {
        workspace.with_plan(|plan| {
            workspace
                .projection
                .with(|p| map_picture(plan, p, &MapOptions::default(), &super::caption(workspace.view, plan)))
        })
    });
    view! {
        <section class="report" role="dialog" aria-label="Report">
            <div class="tools">
                <p class="quiet">"Three sheets: the map, customer equity, and the board paper. For a file, choose “Save as PDF” as the printer."</p>
                <span class="grow"></span>
                <button node_ref=button class="primary" on:click=move |_| print()>"Print"</button>
                <button on:click=move |_| close.run(())>"Back to the plan"</button>
            </div>
            <div class="sheet map"><SvgPicture svg=Signal::from(map)/></div>
            <article class="page" aria-label="Customer equity">{live(move || equity_page(workspace))}</article>
            <BoardPage/>
            <MessageList in_dialog=true/>
        </section>
    }
}

/// What the customers are worth: the headline, the years, who comes and goes.
fn equity_page(workspace: Workspace) -> AnyView {
    let (wide, half) = workspace.with_plan(|p| (ChartContext::low(WIDE, p), ChartContext::low(HALF, p)));
    let caption = workspace.with_plan(|plan| super::caption(workspace.view, plan));
    let [by_year, turnover, share] = workspace.projection.with(|p| {
        let share = workspace.with_plan(|plan| new_revenue_share(plan, p, &half));
        [equity_by_year(p, &wide), customers_corkscrew(p, &half), share]
    });
    let table = workspace.projection.with(|p| equity_table(p, &wide));
    let missing = workspace.projection.with(|p| p.equity_this_year.as_ref().err().map(|reason| workspace.why(reason)));
    let figures = headline::on_paper(workspace).into_iter().map(|[name, value, below]| {
        view! { <div><dt>{name}</dt><dd>{value}<small>{below}</small></dd></div> }
    });
    let scenario = workspace.projection.with(|p| p.name.clone());
    let shown = |chart: Option<Chart>| chart.map(picture);
    view! {
        <p class="head">{format!("{} · {scenario}", caption.line())}</p>
        <h3 class="question">"What the customers are worth"</h3>
        <dl class="headline">{figures.collect_view()}</dl>
        {missing.map(|reason| view! { <p class="answer">{reason}</p> })}
        <div class="band">{shown(by_year)}</div>
        {table.map(|table| view! { <div class="band">{figures_table("Customer equity by year", &table, 0)}</div> })}
        <div class="band two">{shown(turnover)}{shown(share)}</div>
        <p class="legend">{caption.footer}</p>
    }
    .into_any()
}
