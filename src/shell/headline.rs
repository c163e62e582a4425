//! The six figures that never leave.

use crate::state::workspace::{Workspace, use_workspace};
use crate::widgets::boxed::{live, memo, says};
use crate::widgets::format::{full, short};
use crate::widgets::working;
use journey_engine::Figure;
use journey_engine::registry::{FigureContext, FigureEntry, FigureId, Headline as Named, NO_COST};
use journey_plan::Timing;
use leptos::prelude::*;
use std::time::Duration;

/// Rest after the last change before the headline is spoken.
const REST: Duration = Duration::from_millis(500);

/// The strip with the headline figures under the title.
#[component]
pub fn HeadlineStrip() -> impl IntoView {
    let workspace = use_workspace();
    let spoken = RwSignal::new(String::new());
    let speak = leptos::leptos_dom::helpers::debounce(REST, move |()| {
        spoken.set(untrack(|| sentence(workspace)));
    });
    let speak = StoredValue::new_local(speak);
    // Speaking is an effect on the page, not on the plan: it writes only what the live region says.
    Effect::watch(move || workspace.projection.get(), move |_, _, _| speak.update_value(|speak| speak(())), false);
    view! {
        <section class="strip" role="region" aria-label="Headline">
            {Named::ALL.map(|figure| view! { <HeadlineFigure figure=figure/> }).into_iter().collect_view()}
        </section>
        <div class="visually-hidden" aria-live="polite">{spoken}</div>
    }
}

fn value_of(workspace: Workspace, figure: Named) -> Figure {
    workspace.with_figures(|context| figure.value(context))
}

fn sentence(workspace: Workspace) -> String {
    let part = |figure: Named| {
        let (value, entry) = (value_of(workspace, figure), figure.entry());
        value.is_ok().then(|| workspace.with_plan(|plan| format!("{} {}", entry.short, short(plan, &entry, &value))))
    };
    Named::ALL.into_iter().filter_map(part).collect::<Vec<_>>().join(", ")
}

/// The headline as it stands on paper: name, value and the line under it.
pub fn on_paper(workspace: Workspace) -> Vec<[String; 3]> {
    let written = |figure: Named| {
        let value = value_of(workspace, figure);
        let text = workspace.with_plan(|plan| short(plan, &figure.entry(), &value));
        [label(workspace, figure), text, below(workspace, figure, &value)]
    };
    Named::ALL.map(written).to_vec()
}

fn label(workspace: Workspace, figure: Named) -> String {
    let short = figure.entry().short;
    match figure {
        Named::PresentValue => workspace.with_plan(|p| format!("{short}, {} years", p.settings.horizon)),
        _ => short.to_owned(),
    }
}

/// The line under a figure: how it is meant, or why there is none.
fn below(workspace: Workspace, figure: Named, value: &Figure) -> String {
    value
        .as_ref()
        .err()
        .map_or_else(|| workspace.with_figures(|c| qualifier(c, figure)), |reason| workspace.why(reason))
}

#[component]
fn HeadlineFigure(figure: Named) -> impl IntoView {
    let workspace = use_workspace();
    let value = memo(move || value_of(workspace, figure));
    let text = move || value.with(|v| workspace.with_plan(|plan| short(plan, &figure.entry(), v)));
    let in_full = move || value.with(|v| workspace.with_plan(|plan| full(plan, &figure.entry(), v)));
    let label = move || label(workspace, figure);
    let below = move || value.with(|v| below(workspace, figure, v));
    view! {
        <div class="fig">
            <span class="name">{label}</span>
            <output aria-live="off" data-figure=figure.key() data-value=says(move || value.with(|v| v.as_ref().ok().map(f64::to_string))) title=in_full>
                {text}
            </output>
            <small>{below}
                {live(move || value.with(Result::is_ok).then(|| grade_button(workspace, figure)))}
            </small>
        </div>
    }
}

/// The grade of a figure, which opens its working. It does not ask for the name that a working has, because the names
/// of all figures would then be loaded with the first page.
fn grade_button(workspace: Workspace, figure: Named) -> AnyView {
    let FigureEntry { grade, short, .. } = figure.entry();
    let label = format!("Show the working: {short}");
    let meaning = format!("Grade {}: {}", grade.letter(), grade.meaning());
    let open = move |_| working::open(workspace, FigureId::Headline(figure));
    view! { <button class="grade" aria-label=label title=meaning on:click=open>{grade.letter()}</button> }.into_any()
}

/// A few words on how a figure is meant.
fn qualifier(context: FigureContext, figure: Named) -> String {
    let FigureContext { plan, projection, .. } = context;
    let settings = &plan.settings;
    let pen = settings.pen();
    match figure {
        Named::EquityThisYear => {
            let year = projection.this_year.map_or_else(String::new, |y| y.to_string());
            if settings.refined { format!("{year}, formula refined") } else { format!("{year}, as published") }
        }
        Named::PresentValue => {
            let when = match settings.timing {
                Timing::Start => "start of year",
                Timing::Mid => "mid-year",
                Timing::End => "end of year",
            };
            let rate = pen.share(settings.discount.get(), 0);
            let revenue = projection.forecast.as_ref().is_ok_and(|f| f.in_revenue_terms);
            format!("{rate}, {when}{}", if revenue { ", in revenue terms" } else { "" })
        }
        Named::ScenarioGain => context.uncertainty().map_or_else(
            |_| projection.name.clone(),
            |found| {
                let [low, high] = [found.gain.p10, found.gain.p90].map(|v| pen.money(v));
                format!("80 %: {low} … {high}")
            },
        ),
        Named::ProbabilityPositive => context.uncertainty().map_or_else(
            |_| String::new(),
            |found| format!("{} draws, seed {}", pen.number(found.draws as f64, 0), pen.id(found.seed)),
        ),
        Named::Npv => {
            let Ok(figures) = projection.case() else { return String::new() };
            let payback = &figures.case.payback;
            match payback.month() {
                _ if figures.case.pv_costs <= 0.0 => NO_COST.to_owned(),
                Some(month) if payback.turns_negative_again => {
                    format!("pays back in {month} months, then turns negative again")
                }
                Some(month) => format!("pays back in {month} months"),
                None => "does not pay back".to_owned(),
            }
        }
        Named::BreakEvenCausalShare => figure.entry().label.to_ascii_lowercase(),
    }
}
