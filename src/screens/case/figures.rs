//! The NPV and its family, and what would have to be true.

use crate::state::workspace::{Workspace, use_workspace};
use crate::widgets::boxed::live;
use crate::widgets::format::short;
use crate::widgets::working::figure;
use journey_engine::Figure;
use journey_engine::registry::{CaseFigure, FigureContext, FigureId, Headline, Measure};
use journey_plan::{Command, Number, SettingChange, Settings};
use leptos::prelude::*;

/// A row of the card: a figure of the registry, or the headline's.
#[derive(Clone, Copy)]
enum CaseFigureRow {
    Headline(Headline),
    Case(CaseFigure),
}

const OF_THE_CASE: [CaseFigureRow; 10] = [
    CaseFigureRow::Headline(Headline::Npv),
    CaseFigureRow::Case(CaseFigure::PvBenefits),
    CaseFigureRow::Case(CaseFigure::PvCosts),
    CaseFigureRow::Case(CaseFigure::Risk),
    CaseFigureRow::Case(CaseFigure::BenefitCost),
    CaseFigureRow::Case(CaseFigure::Roi),
    CaseFigureRow::Case(CaseFigure::Irr),
    CaseFigureRow::Case(CaseFigure::Payback),
    CaseFigureRow::Case(CaseFigure::DiscountedPayback),
    CaseFigureRow::Case(CaseFigure::PeakFunding),
];

const BREAK_EVENS: [CaseFigureRow; 3] = [
    CaseFigureRow::Headline(Headline::BreakEvenCausalShare),
    CaseFigureRow::Case(CaseFigure::BreakEvenPoints),
    CaseFigureRow::Case(CaseFigure::AffordableCost),
];

/// The card with the figures of the business case, beside the waterfall.
#[component]
pub fn CaseFiguresCard() -> impl IntoView {
    let workspace = use_workspace();
    let body = move || match workspace.projection.with(|p| p.case().map(|_| ())) {
        Err(reason) => {
            view! { <p class="note warn" role="status">{format!("Not available: {}", workspace.why(&reason))}</p> }
                .into_any()
        }
        Ok(()) => view! {
            {table(workspace, &OF_THE_CASE)}
            {risk(workspace)}
            <h3>"What would have to be true"</h3>
            {table(workspace, &BREAK_EVENS)}
        }
        .into_any(),
    };
    view! { <section class="card" aria-label="Business case"><h2>"The business case"</h2>{live(body)}</section> }
}

/// The button that takes the usual adjustment for risk on, or all of it off.
fn risk(workspace: Workspace) -> AnyView {
    let is_set = |share: Number| share > Number::ZERO;
    let adjusted = workspace.with_plan(|p| is_set(p.settings.benefit_risk) || is_set(p.settings.cost_risk));
    let (benefit, cost) = if adjusted { (Number::ZERO, Number::ZERO) } else { Settings::USUAL_RISK };
    let name = if adjusted { "Take the risk adjustment off" } else { "Adjust for risk: benefits −15 %, costs +10 %" };
    let change = move |_| workspace.act(&Command::Set(SettingChange::Risk { benefit, cost }));
    view! { <p><button class="link" on:click=change>{name}</button></p> }.into_any()
}

fn table(workspace: Workspace, rows: &[CaseFigureRow]) -> AnyView {
    let rows = rows.iter().map(|row| workspace.with_figures(|context| row.view(workspace, context)));
    view! { <table class="figures"><tbody>{rows.collect_view()}</tbody></table> }.into_any()
}

impl CaseFigureRow {
    fn id(self) -> FigureId {
        match self {
            Self::Headline(figure) => FigureId::Headline(figure),
            Self::Case(figure) => FigureId::Case(figure),
        }
    }

    fn value(self, context: FigureContext) -> Figure {
        match self {
            Self::Headline(figure) => figure.value(context),
            Self::Case(figure) => figure.value(context),
        }
    }

    /// The figure's name, its text, and a remark or the reason why there is none.
    fn view(self, workspace: Workspace, context: FigureContext) -> AnyView {
        let (entry, value) = (self.id().entry(), self.value(context));
        let text = short(context.plan, &entry, &value);
        let shown = if value.is_ok() { figure(workspace, self.id(), self.bound(text)) } else { text.into_any() };
        let remark = value.as_ref().err().map_or_else(|| self.remark(context), |reason| workspace.why(reason));
        // As in the auditor's evaluation, where a time is in years.
        let in_years = |value: f64| if entry.measure == Measure::Months { value / 12.0 } else { value };
        let number = value.ok().map(|value| in_years(value).to_string());
        let name = entry.short;
        view! { <tr><th scope="row">{name}<small>{remark}</small></th><td data-key=entry.key data-value=number>{shown}</td></tr> }
            .into_any()
    }

    /// The text of a figure with `≥` or `≤` where the figure says what would have to be true.
    fn bound(self, text: String) -> String {
        match self {
            Self::Headline(Headline::BreakEvenCausalShare) | Self::Case(CaseFigure::BreakEvenPoints) => {
                format!("≥ {text}")
            }
            Self::Case(CaseFigure::AffordableCost) => format!("≤ {text}"),
            _ => text,
        }
    }

    fn remark(self, context: FigureContext) -> String {
        let said = match self {
            Self::Headline(Headline::Npv) => "after risk and programme cost",
            Self::Case(CaseFigure::PvBenefits | CaseFigure::PvCosts) => "present value after risk",
            Self::Case(CaseFigure::Risk) => "taken off benefits and added to cost",
            Self::Case(CaseFigure::PeakFunding) => "lowest point, undiscounted",
            Self::Case(CaseFigure::AffordableCost) => "before risk",
            Self::Case(figure) => {
                context.projection.case().ok().and_then(|figures| figure.remark(&figures.case)).unwrap_or_default()
            }
            Self::Headline(_) => "",
        };
        said.to_owned()
    }
}
