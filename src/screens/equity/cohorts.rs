//! Cohorts: how customers leave, the curve behind it, what it is worth, and how common trends would have missed it.

use crate::state::slices;
use crate::state::workspace::{Workspace, use_workspace};
use crate::widgets::boxed::{Show, each, in_turn, live, memo};
use crate::widgets::format::money;
use crate::widgets::working::figure;
use crate::widgets::{ChartFigure, drawn, worked_table};
use journey_engine::answers::cohorts::{CohortAnalysis, SurvivalModel, analyse, shortfall_sentence};
use journey_engine::model::sbg::BaseValue;
use journey_engine::model::sbg_bootstrap::{Band, Bootstrap, LEVEL, REFITS};
use journey_engine::model::trend::TrendComparison;
use journey_engine::model::triangle::CohortData;
use journey_engine::projection::triangle::cohort_data;
use journey_engine::registry::{BaseFigure, CurveFigure, FigureId};
use journey_engine::{Figure, NotAvailable};
use journey_output::chart::{Chart, ChartContext, TableTwin, retention_by_tenure, survival_curve, trend_lines};
use journey_plan::number::pen::CUSTOMERS;
use journey_plan::{Command, RetentionModel, SegmentChange, SegmentId};
use leptos::prelude::*;

/// Years over which the curve is drawn.
const YEARS: usize = 10;

/// A block per segment with cohorts.
#[component]
pub fn Cohorts() -> impl IntoView {
    let workspace = use_workspace();
    let ids = in_turn(4, move || {
        let with_cohorts = |p: &journey_plan::Plan| -> Vec<SegmentId> {
            p.segments.iter().filter(|s| s.cohorts.iter().any(|c| !c.survivors.is_empty())).map(|s| s.id).collect()
        };
        workspace.with_plan(with_cohorts)
    });
    each(move || ids.get(), move |id| view! { <SegmentCohorts id=id/> })
}

/// What the block of a segment shows.
#[derive(Clone, PartialEq)]
struct Shown {
    name: String,
    cohorts: Vec<CohortData>,
    analysis: CohortAnalysis,
    seed: u64,
}

#[component]
fn SegmentCohorts(id: SegmentId) -> impl IntoView {
    let workspace = use_workspace();
    let segment = workspace.part(move |p| p.segments.iter().find(|s| s.id == id));
    let settings =
        memo(move || workspace.with_plan(|p| (p.settings.discount.get(), p.settings.pen(), p.settings.seed)));
    let shown = memo(move || -> Figure<Shown> {
        let (discount, pen, seed) = settings.get();
        segment.with(|s| {
            let s = s.as_ref().ok_or_else(|| NotAvailable::because("this segment is gone"))?;
            let cohorts = cohort_data(s)?;
            let analysis = analyse(&cohorts, YEARS, discount, pen);
            Ok(Shown { name: s.name.clone(), cohorts, analysis, seed })
        })
    });
    let band = band_of(shown);
    let draw = move |chart: fn(&CohortAnalysis, Option<&Band>, &str, &ChartContext) -> Option<Chart>| {
        drawn(move |context| {
            shown
                .with(|s| s.as_ref().ok().and_then(|s| band.with(|b| chart(&s.analysis, b.as_ref(), &s.name, context))))
        })
    };
    let (survival, retention) = (draw(survival_curve), draw(retention_by_tenure));
    let missing = Signal::derive(move || {
        shown.with(|s| match s {
            Ok(s) => {
                let pen = workspace.pen.get();
                s.analysis.outlook.as_ref().err().map(|error| error.written(pen)).unwrap_or_default()
            }
            Err(reason) => workspace.why(reason),
        })
    });
    let of = Signal::derive(move || shown.with(|s| s.as_ref().map(|s| s.name.clone()).unwrap_or_default()));
    let title = move || {
        shown.with(|s| s.as_ref().map_or_else(|_| String::new(), |s| format!("How customers of “{}” leave", s.name)))
    };
    view! {
        <section class="stack" aria-label=title>
            <h2 class="section">{title}</h2>
            <div class="columns half">
                <ChartFigure chart=survival missing=missing of=of/>
                <ChartFigure chart=retention missing=missing of=of/>
            </div>
            <div class="columns half short">
                {live(move || shown.with(|s| s.as_ref().ok().map(|s| facts(workspace, id, s))))}
                <div class="stack">
                    {live(move || base_value(workspace, id))}
                    {live(move || shown.with(|s| s.as_ref().ok().and_then(|s| s.analysis.held_out.clone())).map(|own| trends("trends-own", own, of)))}
                </div>
            </div>
        </section>
    }
}

/// The band around the fitted curve: 200 refits, computed in slices after every change of the cohorts.
fn band_of(shown: Memo<Figure<Shown>>) -> RwSignal<Option<Band>> {
    let band = RwSignal::new(None);
    let round = StoredValue::new(0_u32);
    Effect::new(move || {
        round.update_value(|r| *r += 1);
        let this = round.get_value();
        band.set(None);
        let started = shown.with(|s| {
            let s = s.as_ref().ok()?;
            let Ok(outlook) = &s.analysis.outlook else { return None };
            let SurvivalModel::Curve(found) = &outlook.estimate else { return None };
            Bootstrap::new(found, &s.cohorts, s.seed, REFITS).ok()
        });
        let Some(mut refits) = started else { return };
        slices::run_in_turn(move || {
            // A newer round has begun, or the screen is gone.
            if round.try_get_value() != Some(this) {
                return true;
            }
            let failed = refits.advance(1).is_err();
            if refits.is_done() && !failed {
                let _ = band.try_set(refits.band(YEARS, LEVEL).ok());
            }
            failed || refits.is_done()
        });
    });
    band
}

/// The estimate and what it promises, with its doubts.
fn facts(workspace: Workspace, id: SegmentId, shown: &Shown) -> AnyView {
    let Ok(outlook) = &shown.analysis.outlook else { return ().into_any() };
    let pen = workspace.pen.get();
    let mut rows = match &outlook.estimate {
        SurvivalModel::Curve(found) => vec![
            ("α of the churn propensity", pen.number(found.curve.alpha(), 4)),
            ("β of the churn propensity", pen.number(found.curve.beta(), 4)),
            ("Log-likelihood", pen.number(found.log_likelihood, 2)),
        ],
        SurvivalModel::Constant { rate, .. } => vec![("Constant rate", pen.share(*rate, 2))],
    };
    let is_curve = outlook.estimate.curve().is_some();
    let parameters = [CurveFigure::Alpha, CurveFigure::Beta];
    let years = |value: &Result<f64, journey_engine::EngineError>| match value {
        Ok(years) => format!("{} years", pen.number(*years, 2)),
        Err(_) => "infinite".to_owned(),
    };
    rows.push(("Mean lifetime", years(&outlook.mean_lifetime)));
    let discounted = |value: &Result<f64, journey_engine::EngineError>| {
        value.as_ref().map_or_else(|_| "n/a".to_owned(), |v| pen.number(*v, 2))
    };
    rows.push(("Discounted lifetime of a new customer, first year counting 1", discounted(&outlook.lifetime)));
    let made = outlook
        .residual_renewals
        .iter()
        .enumerate()
        .map(|(n, value)| vec![format!("Discounted renewals ahead after {n} made"), discounted(value)]);
    let rows: Vec<Vec<String>> =
        rows.into_iter().map(|(name, value)| vec![name.to_owned(), value]).chain(made).collect();
    let warnings =
        shown.analysis.warnings.iter().map(|w| view! { <p class="note warn">{w.clone()}</p> }).collect_view();
    view! {
        <section class="card" aria-label=format!("Retention curve: {}", shown.name)>
            <h2>"The curve behind it"</h2>
            {worked_table(workspace, &format!("curve of {}", shown.name), &TableTwin { columns: Vec::new(), rows }, 0, &|row, _| (row < 2).then(|| FigureId::Curve(parameters[row], id)).filter(|_| is_curve))}
            {warnings}
            <p>{format!("Shifted-beta-geometric: everybody has a churn propensity of their own and keeps it, so those who stay are the loyal ones (Fader & Hardie 2007, 2010; {}). Band: 90 % of 200 refits to redrawn cohorts.", CurveFigure::Alpha.entry().grade.letter())}</p>
            <Feeds id=id/>
        </section>
    }
    .into_any()
}

/// Says whether the years ahead follow the curve, and lets the user change it.
#[component]
fn Feeds(id: SegmentId) -> impl IntoView {
    let workspace = use_workspace();
    let follows = memo(move || {
        workspace.with_plan(|p| p.segment(id).is_some_and(|s| s.retention_model == RetentionModel::CohortFit))
    });
    let set = move |model| workspace.act(&Command::Segment(id, SegmentChange::Retention(model)));
    view! {
        <Show when=move || follows.get() fallback=move || view! {
            <p>"The years ahead use one rate. "<button class="link" on:click=move |_| set(RetentionModel::CohortFit)>"Let them follow this curve"</button></p>
        }>
            <p>"The years ahead follow this curve. "<button class="link" on:click=move |_| set(RetentionModel::Constant)>"Use one rate instead"</button></p>
        </Show>
    }
}

/// What today's base is worth by cohorts, beside what one pooled retention rate says.
fn base_value(workspace: Workspace, id: SegmentId) -> Option<AnyView> {
    let find = |values: &[(SegmentId, BaseValue)]| values.iter().find(|(of, _)| *of == id).map(|(_, value)| *value);
    let value = workspace.with_forecast(|f| find(&f.base_values)).ok().flatten()?;
    let shortfall = value.shortfall()?;
    let name = workspace.with_plan(|p| p.segment(id).map(|s| s.name.clone()).unwrap_or_default());
    let pen = workspace.pen.get();
    let write = |v| workspace.with_plan(|p| money(p, v));
    let shown = |of, text| figure(workspace, FigureId::BaseValue(of, id), text);
    let direction = if shortfall >= 0.0 { "too low" } else { "too high" };
    Some(view! {
        <section class="card" aria-label=format!("Base value: {name}")>
            <h2>{format!("One pooled rate values “{name}” {} {direction}", pen.share(shortfall.abs(), 2))}</h2>
            <table class="figures"><tbody>
                <tr><th scope="row">"Cohort by cohort"</th><td>{shown(BaseFigure::Cohorts, write(value.cohort_value))}</td></tr>
                <tr><th scope="row">{format!("Pooled at {}", pen.share(value.pooled_retention, 1))}</th><td>{shown(BaseFigure::Pooled, write(value.pooled_value))}</td></tr>
                <tr><th scope="row">"The second is lower by"</th><td>{shown(BaseFigure::Shortfall, pen.share(shortfall, 2))}</td></tr>
            </tbody></table>
            <p>{shortfall_sentence(&value, pen)}</p>
            <p>{format!("{} over their whole remaining life, after margin and servicing (Fader & Hardie 2010).", pen.people(value.customers, CUSTOMERS))}</p>
        </section>
    }
    .into_any())
}

/// Common trends on the segment's own longest cohort, and on the published example.
fn trends(id: &'static str, own: TrendComparison, of: Signal<String>) -> AnyView {
    let published = RwSignal::new(false);
    let chart = drawn(move |context| {
        if published.get() {
            TrendComparison::published().ok().map(|c| trend_lines("trends-published", &c, context))
        } else {
            Some(trend_lines(id, &own, context))
        }
    });
    view! {
        <div class="stack">
            <ChartFigure chart=chart missing=Signal::derive(String::new) of=of/>
            <label class="check"><input type="checkbox" prop:checked=published on:change=move |_| published.update(|p| *p = !*p)/>
                "Show it on the published example (High End, Fader & Hardie 2007) instead"</label>
        </div>
    }
    .into_any()
}
