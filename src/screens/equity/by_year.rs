//! Customer equity by year: the picture, the blocks, and as published against reconciled.

use crate::state::workspace::use_workspace;
use crate::widgets::boxed::{live, memo};
use crate::widgets::{ChartFigure, drawn, worked_table};
use journey_engine::Projection;
use journey_engine::registry::{EquityPart, FigureId};
use journey_output::chart::{ChartContext, equity_by_year, equity_table};
use journey_plan::Plan;
use leptos::prelude::*;

/// The columns of the table.
const PARTS: [EquityPart; 5] =
    [EquityPart::New, EquityPart::Existing, EquityPart::Churn, EquityPart::AsPublished, EquityPart::Reconciled];

/// Customer equity by year: the first block of the Equity screen.
#[component]
pub fn ByYear() -> impl IntoView {
    let workspace = use_workspace();
    let chart = drawn(move |context| workspace.projection.with(|p| equity_by_year(p, context)));
    let missing = Signal::derive(move || {
        let reason =
            workspace.projection.with(|p| p.equity_this_year.as_ref().err().map(|reason| workspace.why(reason)));
        reason.unwrap_or_default()
    });
    let blocks = memo(move || {
        workspace.projection.with(|projection| {
            workspace.with_plan(|plan| {
                let table = equity_table(projection, &ChartContext::new(0, plan))?;
                let years = projection.years().into_iter().map(|(year, _)| year).collect::<Vec<_>>();
                Some((table, years, counted_twice(plan, projection)))
            })
        })
    });
    view! {
        <div class="columns wide-left">
            <ChartFigure chart=chart missing=missing/>
            {live(move || blocks.get().map(|(table, years, words)| view! {
                <section class="card" aria-label="As published and reconciled">
                    <h2>"As published and reconciled"</h2>
                    {worked_table(workspace, "blocks by year", &table, 0, &|row, column| {
                        let (part, year) = (PARTS.get(column).copied()?, years.get(row).copied()?);
                        Some(FigureId::Equity { part, year, segment: None })
                    })}
                    <p>{words}</p>
                </section>
            }))}
        </div>
    }
}

/// Sentence on how far reconciled differs from published, and why.
fn counted_twice(plan: &Plan, projection: &Projection) -> String {
    let gaps = projection.rows.iter().filter(|row| !row.forecast).map(|row| row.reconciled - row.as_published);
    let gap: f64 = gaps.sum();
    let size: f64 = projection.rows.iter().map(|row| row.reconciled.abs()).sum();
    if gap.abs() <= 1e-9 * size {
        return "Reconciled equals published: existing customers are counted at the start of the year.".to_owned();
    }
    let amount = plan.settings.pen().money_in_full(gap);
    format!(
        "In the entered years {amount} is counted twice as published: existing customers leave out those who left, and the churn block takes their revenue off again. The years ahead count existing customers at the start, so both agree."
    )
}
