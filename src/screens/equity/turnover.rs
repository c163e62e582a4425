//! Who comes and goes, and what winning a customer costs and brings.

use crate::state::workspace::use_workspace;
use crate::widgets::boxed::{live, memo};
use crate::widgets::{ChartFigure, drawn, worked_table};
use journey_engine::Projection;
use journey_engine::answers::derived::derived_of_all;
use journey_engine::registry::{FigureId, KeyRatio, Measure};
use journey_output::chart::{TableTwin, customers_corkscrew, new_revenue_share};
use journey_plan::Plan;
use leptos::prelude::*;

/// Corkscrew, share of revenue from new customers, and the ratios of the latest entered year.
#[component]
pub fn Turnover() -> impl IntoView {
    let workspace = use_workspace();
    let corkscrew = drawn(move |context| workspace.projection.with(|p| customers_corkscrew(p, context)));
    let share = drawn(move |context| {
        workspace.with_plan(|plan| workspace.projection.with(|p| new_revenue_share(plan, p, context)))
    });
    let ratios = memo(move || workspace.with_plan(|plan| workspace.projection.with(|p| ratios(plan, p))));
    let missing = Signal::derive(|| "Complete a year on the Customers screen.".to_owned());
    view! {
        <div class="columns half">
            <ChartFigure chart=corkscrew missing=missing/>
            <ChartFigure chart=share missing=missing/>
        </div>
        {live(move || ratios.get().map(|(table, years, reasons)| view! {
            <section class="card" aria-label="Ratios">
                <h2>"What winning and keeping a customer takes"</h2>
                {worked_table(workspace, "ratios", &table, 0, &|row, column| {
                    let (ratio, year) = (KeyRatio::ALL.get(row).copied()?, years.get(column).copied()?);
                    Some(FigureId::Derived { ratio, year, segment: None })
                })}
                {reasons.into_iter().map(|reason| view! { <p>{reason}</p> }).collect_view()}
            </section>
        }))}
    }
}

/// The ratios of all segments over the years, and why one is missing.
fn ratios(plan: &Plan, projection: &Projection) -> Option<(TableTwin, Vec<i32>, Vec<String>)> {
    let years = projection.years();
    if years.is_empty() {
        return None;
    }
    let pen = plan.settings.pen();
    let mut reasons = Vec::new();
    let mut cell =
        |figure: KeyRatio, year: i32| match (derived_of_all(figure, plan, projection, year), figure.measure()) {
            (Ok(value), Measure::Share) => pen.share(value, 1),
            (Ok(value), Measure::Money | Measure::Change) => pen.money(value),
            (Ok(value), Measure::Months | Measure::Number(_)) => pen.number(value, 1),
            (Err(reason), _) => {
                let reason = reason.written(pen);
                if !reasons.contains(&reason) {
                    reasons.push(reason);
                }
                "n/a".to_owned()
            }
        };
    let rows = KeyRatio::ALL.into_iter().map(|figure| {
        let name = std::iter::once(figure.label().to_owned());
        name.chain(years.iter().map(|(year, _)| cell(figure, *year))).collect()
    });
    let rows = rows.collect();
    let head = years.iter().map(|(year, ahead)| if *ahead { format!("{year} f") } else { year.to_string() });
    let columns = std::iter::once("All segments".to_owned()).chain(head).collect();
    reasons.truncate(3);
    Some((TableTwin { columns, rows }, years.into_iter().map(|(year, _)| year).collect(), reasons))
}
