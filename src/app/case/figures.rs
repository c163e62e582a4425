//! The NPV and its family, and what would have to be true.

use crate::app::boxed::live;
use crate::app::working::figure;
use crate::app::workspace::{Workspace, use_workspace};
use journey_engine::model::cash_flow::{Irr, Payback};
use journey_engine::projection;
use journey_engine::registry::{CaseFigure, FigureId, Headline};
use journey_plan::number::text::{fixed, money_change, money_short, percent};
use journey_plan::{Command, Number, Plan, SettingChange, Settings};
use leptos::prelude::*;

/// A figure with its name, its key in the auditor's evaluation, its text and its number, and a remark or the reason why
/// there is none.
struct Row {
    id: FigureId,
    name: &'static str,
    key: &'static str,
    text: String,
    value: Option<f64>,
    remark: String,
}

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
                {table(workspace, case)}
                {risk(workspace)}
                <h3>"What would have to be true"</h3>
                {table(workspace, true_if)}
            }
            .into_any(),
        }
    };
    view! { <section class="card" aria-label="Business case"><h2>"The business case"</h2>{live(body)}</section> }
}

/// Takes the usual adjustment for risk on, or all of it off.
fn risk(workspace: Workspace) -> AnyView {
    let is_set = |share: Number| share > Number::ZERO;
    let adjusted = workspace.with_plan(|p| is_set(p.settings.benefit_risk) || is_set(p.settings.cost_risk));
    let (benefit, cost) = if adjusted { (Number::ZERO, Number::ZERO) } else { Settings::USUAL_RISK };
    let name = if adjusted { "Take the risk adjustment off" } else { "Adjust for risk: benefits −15 %, costs +10 %" };
    let change = move |_| workspace.act(&Command::Set(SettingChange::Risk { benefit, cost }));
    view! { <p><button class="link" on:click=change>{name}</button></p> }.into_any()
}

fn table(workspace: Workspace, rows: Vec<Row>) -> AnyView {
    let rows = rows.into_iter().map(|row| {
        let Row { id, name, key, text, value, remark } = row;
        let shown = if value.is_some() { figure(workspace, id, text) } else { text.into_any() };
        let number = value.map(|v| v.to_string());
        view! { <tr><th scope="row">{name}<small>{remark}</small></th><td data-key=key data-value=number>{shown}</td></tr> }
    });
    view! { <table class="figures"><tbody>{rows.collect_view()}</tbody></table> }.into_any()
}

fn case_rows(plan: &Plan, figures: &projection::CaseFigures) -> Vec<Row> {
    let case = &figures.case;
    let (currency, locale) = (plan.settings.currency.as_str(), plan.settings.locale);
    let no_cost = if case.pv_costs > 0.0 { "" } else { "no programme cost" };
    let again = |back: &Payback| if back.turns_negative_again { "turns negative again later" } else { "" };
    let row = |id, name, key, text: String, value: Option<f64>, remark: &str| Row {
        id: FigureId::Case(id),
        name,
        key,
        text,
        value,
        remark: remark.to_owned(),
    };
    let money = |value: f64| money_short(value, currency, locale);
    let months = |back: &Payback| back.month().map_or_else(|| "never".to_owned(), |month| format!("{month} months"));
    let na = || "n/a".to_owned();
    let ratio = (case.pv_costs > 0.0).then(|| case.pv_benefits / case.pv_costs);
    let (irr_text, irr_value) = match case.irr {
        Irr::Rate(rate) => (percent(rate, 1, locale), Some(rate)),
        Irr::None => ("none".to_owned(), None),
        Irr::Multiple => ("not unique or undefined".to_owned(), None),
    };
    let after_risk = "present value after risk";
    vec![
        Row {
            id: FigureId::Headline(Headline::Npv),
            name: "NPV",
            key: "npv",
            text: money_change(case.npv, currency, locale),
            value: Some(case.npv),
            remark: "after risk and programme cost".to_owned(),
        },
        row(
            CaseFigure::PvBenefits,
            "Benefits",
            "pv_benefits",
            money(case.pv_benefits),
            Some(case.pv_benefits),
            after_risk,
        ),
        row(CaseFigure::PvCosts, "Programme cost", "pv_costs", money(case.pv_costs), Some(case.pv_costs), after_risk),
        row(
            CaseFigure::Risk,
            "Risk",
            "risk",
            money(case.risk()),
            Some(case.risk()),
            "taken off benefits and added to cost",
        ),
        row(
            CaseFigure::BenefitCost,
            "Benefit / cost",
            "benefit_cost",
            ratio.map_or_else(na, |r| fixed(r, 2, locale)),
            ratio,
            no_cost,
        ),
        row(CaseFigure::Roi, "ROI", "roi", case.roi.map_or_else(na, |r| percent(r, 0, locale)), case.roi, no_cost),
        row(CaseFigure::Irr, "Rate of return", "irr", irr_text, irr_value, ""),
        row(
            CaseFigure::Payback,
            "Payback",
            "payback_years",
            months(&case.payback),
            case.payback.years,
            again(&case.payback),
        ),
        row(
            CaseFigure::DiscountedPayback,
            "Discounted payback",
            "discounted_payback_years",
            months(&case.discounted_payback),
            case.discounted_payback.years,
            again(&case.discounted_payback),
        ),
        row(
            CaseFigure::PeakFunding,
            "Peak funding",
            "peak_funding",
            money(-case.payback.lowest),
            Some(-case.payback.lowest),
            "lowest point, undiscounted",
        ),
    ]
}

fn break_even_rows(plan: &Plan, figures: &projection::CaseFigures) -> Vec<Row> {
    let (currency, locale) = (&plan.settings.currency, plan.settings.locale);
    let found = |id, name, key, figure: &journey_engine::Figure| {
        let value = figure.as_ref().ok().copied();
        let text = value.map_or_else(|| "–".to_owned(), |v| format!("≥ {}", percent(v, 0, locale)));
        let remark = figure.as_ref().err().map(ToString::to_string).unwrap_or_default();
        Row { id, name, key, text, value, remark }
    };
    let (share, points) = (&figures.break_even_causal_share, &figures.break_even_points);
    let affordable = figures.affordable_cost;
    let gains = affordable > 0.0;
    vec![
        found(
            FigureId::Headline(Headline::BreakEvenCausalShare),
            "Effect that is causal",
            "break_even_causal_share",
            share,
        ),
        found(FigureId::Case(CaseFigure::BreakEvenPoints), "Points gained, against plan", "break_even_points", points),
        Row {
            id: FigureId::Case(CaseFigure::AffordableCost),
            name: "Programme cost",
            key: "affordable_cost",
            text: if gains { format!("≤ {}", money_short(affordable, currency, locale)) } else { "–".to_owned() },
            value: gains.then_some(affordable),
            remark: if gains { "before risk" } else { "it gains nothing that could be spent" }.to_owned(),
        },
    ]
}
