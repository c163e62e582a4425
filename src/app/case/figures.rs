//! The NPV and its family, and what would have to be true.

use crate::app::workspace::use_workspace;
use crate::engine::Figure;
use crate::engine::cash_flow::Irr;
use crate::engine::projection;
use crate::plan::Plan;
use crate::plan::number_text::{fixed, money_change, money_short, percent};
use leptos::prelude::*;

/// A row: name, value, and a reason or remark.
type Row = (&'static str, String, String);

/// The card beside the waterfall.
#[component]
pub fn CaseFigures() -> impl IntoView {
    let workspace = use_workspace();
    let body = move || {
        let rows = workspace.projection.with(|p| match p.case() {
            Ok(case) => Ok(workspace.with_plan(|plan| (case_rows(plan, case), break_even_rows(plan, case)))),
            Err(reason) => Err(reason),
        });
        match rows {
            Err(reason) => {
                view! { <p class="note warn" role="status">{format!("Not available: {reason}")}</p> }.into_any()
            }
            Ok((case, true_if)) => view! {
                <table class="figures"><tbody>{case.into_iter().map(row).collect_view()}</tbody></table>
                <h3>"What would have to be true"</h3>
                <table class="figures"><tbody>{true_if.into_iter().map(row).collect_view()}</tbody></table>
            }
            .into_any(),
        }
    };
    view! { <section class="card" aria-label="Business case"><h2>"The business case"</h2>{body}</section> }
}

fn row((name, value, remark): Row) -> impl IntoView {
    view! { <tr><th scope="row">{name}<small>{remark}</small></th><td>{value}</td></tr> }
}

fn case_rows(plan: &Plan, figures: &projection::CaseFigures) -> Vec<Row> {
    let case = &figures.case;
    let (currency, locale) = (&plan.settings.currency, plan.settings.locale);
    let months = |years: Option<f64>| {
        years.map_or_else(|| "never".to_owned(), |y| format!("{} months", fixed((y * 12.0).ceil(), 0, locale)))
    };
    let again = if case.payback.turns_negative_again { "turns negative again later" } else { "" };
    let ratio = (case.pv_costs > 0.0).then(|| fixed(case.pv_benefits / case.pv_costs, 2, locale));
    let no_cost = if case.pv_costs > 0.0 { "" } else { "no programme cost" };
    vec![
        ("NPV", money_change(case.npv, currency, locale), "after risk and programme cost".to_owned()),
        ("Benefits", money_short(case.pv_benefits, currency, locale), "present value after risk".to_owned()),
        ("Programme cost", money_short(case.pv_costs, currency, locale), "present value after risk".to_owned()),
        ("Benefit / cost", ratio.unwrap_or_else(|| "n/a".to_owned()), no_cost.to_owned()),
        ("ROI", case.roi.map_or_else(|| "n/a".to_owned(), |r| percent(r, 0, locale)), no_cost.to_owned()),
        ("Rate of return", irr(case.irr, locale), String::new()),
        ("Payback", months(case.payback.years), again.to_owned()),
        ("Discounted payback", months(case.discounted_payback.years), String::new()),
        ("Peak funding", money_short(-case.payback.lowest, currency, locale), "lowest point, undiscounted".to_owned()),
    ]
}

fn irr(irr: Irr, locale: crate::plan::locale::Locale) -> String {
    match irr {
        Irr::Rate(rate) => percent(rate, 1, locale),
        Irr::None => "none".to_owned(),
        Irr::Multiple => "not unique or undefined".to_owned(),
    }
}

fn break_even_rows(plan: &Plan, figures: &projection::CaseFigures) -> Vec<Row> {
    let (currency, locale) = (&plan.settings.currency, plan.settings.locale);
    let found = |name, figure: &Figure, write: &dyn Fn(f64) -> String| match figure {
        Ok(value) => (name, write(*value), String::new()),
        Err(reason) => (name, "–".to_owned(), reason.to_string()),
    };
    vec![
        found("Effect that is causal", &figures.break_even_causal_share, &|v| format!("≥ {}", percent(v, 0, locale))),
        found("Points gained, against plan", &figures.break_even_points, &|v| format!("≥ {}", percent(v, 0, locale))),
        ("Programme cost", format!("≤ {}", money_short(figures.affordable_cost, currency, locale)), String::new()),
    ]
}
