//! The six figures that never leave.

use crate::app::boxed::{live, memo, says};
use crate::app::format::{full, short};
use crate::app::working::grade_button;
use crate::app::workspace::{Workspace, use_workspace};
use journey_engine::Figure;
use journey_engine::registry::{FigureId, FigureSpec, HEADLINE, Headline as Named};
use journey_engine::simulation::Uncertainty;
use journey_plan::Timing;
use journey_plan::number::text::{fixed, money_short, percent};
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;

/// Rest after the last change before the headline is spoken.
const REST: Duration = Duration::from_millis(500);

/// The strip under the title.
#[component]
pub fn Headline() -> impl IntoView {
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
            {HEADLINE.iter().map(|spec| view! { <HeadlineFigure spec=spec/> }).collect_view()}
        </section>
        <div class="visually-hidden" aria-live="polite">{spoken}</div>
    }
}

fn value_of(workspace: Workspace, spec: &FigureSpec) -> Figure {
    if spec.figure == Named::ProbabilityPositive {
        return workspace.chance_that_it_pays();
    }
    workspace.projection.with(|p| (spec.value)(p))
}

fn sentence(workspace: Workspace) -> String {
    let part = |spec: &FigureSpec| {
        let value = value_of(workspace, spec);
        value.is_ok().then(|| workspace.with_plan(|plan| format!("{} {}", spec.label, short(plan, spec.unit, &value))))
    };
    HEADLINE.iter().filter_map(part).collect::<Vec<_>>().join(", ")
}

/// The headline as it stands on paper: name, value and the line under it.
pub fn on_paper(workspace: Workspace) -> Vec<[String; 3]> {
    let figure = |spec: &FigureSpec| {
        let value = value_of(workspace, spec);
        let text = workspace.with_plan(|plan| short(plan, spec.unit, &value));
        [label(workspace, spec), text, below(workspace, spec, &value)]
    };
    HEADLINE.iter().map(figure).collect()
}

fn label(workspace: Workspace, spec: &FigureSpec) -> String {
    match spec.id {
        "present_value" => workspace.with_plan(|p| format!("{}, {} years", spec.label, p.settings.horizon)),
        _ => spec.label.to_owned(),
    }
}

/// The line under a figure: how it is meant, or why there is none.
fn below(workspace: Workspace, spec: &FigureSpec, value: &Figure) -> String {
    value.as_ref().err().map_or_else(|| qualifier(workspace, spec), ToString::to_string)
}

#[component]
fn HeadlineFigure(spec: &'static FigureSpec) -> impl IntoView {
    let workspace = use_workspace();
    let value = memo(move || value_of(workspace, spec));
    let text = move || value.with(|v| workspace.with_plan(|plan| short(plan, spec.unit, v)));
    let in_full = move || value.with(|v| workspace.with_plan(|plan| full(plan, spec.unit, v)));
    let label = move || label(workspace, spec);
    let below = move || value.with(|v| below(workspace, spec, v));
    view! {
        <div class="fig">
            <span class="name">{label}</span>
            <output aria-live="off" data-figure=spec.id data-value=says(move || value.with(|v| v.as_ref().ok().map(f64::to_string))) title=in_full>
                {text}
            </output>
            <small>{below}
                {live(move || value.with(Result::is_ok).then(|| {
                    let meaning = format!("Grade {}: {}", spec.grade.letter(), spec.grade.meaning());
                    grade_button(workspace, FigureId::Headline(spec.figure), spec.grade.letter(), meaning)
                }))}
            </small>
        </div>
    }
}

/// How a figure is meant.
fn qualifier(workspace: Workspace, spec: &FigureSpec) -> String {
    let locale = workspace.with_plan(|p| p.settings.locale);
    match spec.id {
        "equity_this_year" => {
            let year = workspace.projection.with(|p| p.this_year).map_or_else(String::new, |y| y.to_string());
            let refined = workspace.with_plan(|p| p.settings.refined);
            if refined { format!("{year}, formula refined") } else { format!("{year}, as published") }
        }
        "present_value" => {
            let timing = workspace.with_plan(|p| p.settings.timing);
            let when = match timing {
                Timing::Start => "start of year",
                Timing::Mid => "mid-year",
                Timing::End => "end of year",
            };
            let rate = workspace.with_plan(|p| percent(p.settings.discount.get(), 0, locale));
            let revenue = workspace.with_forecast(|f| f.in_revenue_terms).unwrap_or(false);
            format!("{rate}, {when}{}", if revenue { ", in revenue terms" } else { "" })
        }
        "scenario_gain" => {
            let range = workspace.standing.with(|s| s.fresh().map(|found| found.gain));
            let money = |v| workspace.with_plan(|p| money_short(v, &p.settings.currency, locale));
            let name = || workspace.projection.with(|p| p.name.clone());
            range.map_or_else(name, |gain| format!("80 %: {} … {}", money(gain.p10), money(gain.p90)))
        }
        "probability_positive" => workspace.standing.with(|s| {
            let said = |found: &Arc<Uncertainty>| {
                format!("{} draws, seed {}", fixed(found.draws as f64, 0, locale), found.seed)
            };
            s.fresh().map(said).unwrap_or_default()
        }),
        "npv" => workspace.projection.with(|p| {
            let month = p.case().ok().and_then(|c| c.case.payback.month());
            let again = p.case().is_ok_and(|c| c.case.payback.turns_negative_again);
            let cost = p.case().is_ok_and(|c| c.case.pv_costs > 0.0);
            match month {
                _ if !cost => "no programme cost".to_owned(),
                Some(month) if again => format!("pays back in {month} months, then turns negative again"),
                Some(month) => format!("pays back in {month} months"),
                None => "does not pay back".to_owned(),
            }
        }),
        "break_even_causal_share" => "break-even causal share".to_owned(),
        _ => String::new(),
    }
}
