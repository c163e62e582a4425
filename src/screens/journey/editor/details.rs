//! The details that a lane asks for besides a card's text.

use crate::state::workspace::{Workspace, use_workspace};
use crate::widgets::boxed::{live, says};
use crate::widgets::{Field, NumberField, Pick, TextField, take_day};
use journey_plan::library::metrics::{SUGGESTIONS, Suggestion};
use journey_plan::number::text::NumberUnit;
use journey_plan::{
    CardChange, CardId, Channel, Command, Detail, Evidence, Insight, Lane, Metric, MetricLevel, Number, PainSeverity,
    StageChange, StageId, TouchpointKind,
};
use leptos::prelude::*;
use std::sync::Arc;

/// A card whose details are edited; `Copy`.
#[derive(Clone, Copy)]
struct Of {
    stage: StageId,
    id: CardId,
}

impl Of {
    fn read(self, w: Workspace) -> Option<Detail> {
        w.with_plan(|p| Some(p.stage(self.stage)?.card(self.id)?.detail.clone()))
    }

    fn command(self, detail: Detail) -> Command {
        Command::Stage(self.stage, StageChange::Card(self.id, CardChange::Detail(detail)))
    }

    /// The command that changes the present details.
    fn changed(self, w: Workspace, change: impl FnOnce(&mut Detail)) -> Command {
        let mut detail = untrack(|| self.read(w)).unwrap_or(Detail::Plain);
        change(&mut detail);
        self.command(detail)
    }
}

fn options<T: Copy>(all: &[T], label: fn(T) -> &'static str) -> Vec<(T, String)> {
    all.iter().map(|value| (*value, label(*value).to_owned())).collect()
}

/// A choice among the details, or none: `part` finds its place in them.
fn choice<T: Copy + PartialEq + Send + Sync + 'static>(
    of: Of,
    label: &'static str,
    none: &'static str,
    options: Vec<(T, String)>,
    part: fn(&mut Detail) -> Option<&mut Option<T>>,
) -> AnyView {
    let workspace = use_workspace();
    let value = Signal::derive(move || part(&mut of.read(workspace)?).and_then(|place| *place));
    let choose = Callback::new(move |new: Option<T>| {
        workspace.act(&of.changed(workspace, |detail| {
            if let Some(place) = part(detail) {
                *place = new;
            }
        }));
    });
    view! { <Pick label=label quiet=true none=none options=options value=value choose=choose/> }.into_any()
}

/// The fields of a card's details.
#[component]
pub fn Details(stage: StageId, lane: Lane, id: CardId) -> impl IntoView {
    let of = Of { stage, id };
    match lane {
        Lane::Touchpoints => view! {
            {choice(of, "Channel", "Channel", options(Channel::ALL, Channel::label), |d| match d {
                Detail::Touchpoint { channel, .. } => Some(channel),
                _ => None,
            })}
            {choice(of, "Kind", "Who speaks", options(TouchpointKind::ALL, TouchpointKind::label), |d| match d {
                Detail::Touchpoint { kind, .. } => Some(kind),
                _ => None,
            })}
        }
        .into_any(),
        Lane::Pains => {
            choice(of, "Severity", "How bad", options(PainSeverity::ALL, PainSeverity::label), |d| match d {
                Detail::Pain { severity } => Some(severity),
                _ => None,
            })
        }
        Lane::Opportunities => view! { <Opportunity of=of/> }.into_any(),
        Lane::Metrics => view! { <MetricFields of=of/> }.into_any(),
        Lane::Insights => view! { <InsightFields of=of/> }.into_any(),
        _ => ().into_any(),
    }
}

#[component]
fn Opportunity(of: Of) -> impl IntoView {
    let workspace = use_workspace();
    let levels = || (1..=5_u8).map(|l| (l, l.to_string())).collect::<Vec<_>>();
    let became = move || match of.read(workspace)? {
        Detail::Opportunity { initiative, .. } => initiative,
        _ => None,
    };
    view! {
        {choice(of, "Impact, 1 to 5", "Impact", levels(), |d| match d {
            Detail::Opportunity { impact, .. } => Some(impact),
            _ => None,
        })}
        {choice(of, "Effort, 1 to 5", "Effort", levels(), |d| match d {
            Detail::Opportunity { effort, .. } => Some(effort),
            _ => None,
        })}
        {live(move || match became() {
            Some(id) => {
                let name = workspace.with_plan(|p| p.initiative(id).map(|i| i.name.clone()).unwrap_or_default());
                view! { <span class="quiet">"Initiative “" {name} "”: points and cost on the Case screen"</span> }.into_any()
            }
            None => view! {
                <button on:click=move |_| workspace.act(&Command::MakeInitiative(of.stage, of.id))>"Make an initiative"</button>
            }.into_any(),
        })}
    }
}

/// A text among the details.
fn text_field(of: Of, label: &'static str, read: fn(&Detail) -> &str, set: fn(&mut Detail, String)) -> AnyView {
    let workspace = use_workspace();
    view! {
        <label class="field"><span>{label}</span>
        <TextField label=label key=format!("card {} {label}", of.id)
            read=Arc::new(move |w| of.read(w).map(|d| read(&d).to_owned()).unwrap_or_default())
            command=Arc::new(move |text: String| of.changed(workspace, |d| set(d, text)))/></label>
    }
    .into_any()
}

fn metric(detail: &mut Detail, change: impl FnOnce(&mut Metric)) {
    if let Detail::Metric(metric) = detail {
        change(metric);
    }
}

fn insight(detail: &mut Detail, change: impl FnOnce(&mut Insight)) {
    if let Detail::Insight(insight) = detail {
        change(insight);
    }
}

#[component]
fn MetricFields(of: Of) -> impl IntoView {
    let workspace = use_workspace();
    let level = Signal::derive(move || match of.read(workspace)? {
        Detail::Metric(m) => Some(m.level),
        _ => None,
    });
    let choose = Callback::new(move |new: Option<MetricLevel>| {
        let Some(new) = new else { return };
        workspace.act(&of.changed(workspace, |d| metric(d, |m| m.level = new)));
    });
    let number =
        move |name: &'static str, read: fn(&Metric) -> Option<Number>, set: fn(&mut Metric, Option<Number>)| {
            let field = Field::new(
                format!("metric {} {name}", of.id),
                NumberUnit::Plain,
                move |w: Workspace| match of.read(w) {
                    Some(Detail::Metric(m)) => read(&m),
                    _ => None,
                },
                move |value| of.changed(workspace, |d| metric(d, |m| set(m, value))),
            );
            view! { <NumberField label=name field=field/> }
        };
    view! {
        <Pick label="Level" options=options(MetricLevel::ALL, MetricLevel::label) value=level choose=choose/>
        {number("Baseline", |m| m.baseline, |m, v| m.baseline = v)}
        {number("Now", |m| m.now, |m, v| m.now = v)}
        {number("Target", |m| m.target, |m, v| m.target = v)}
        {text_field(of, "Unit", |d| if let Detail::Metric(m) = d { &m.unit } else { "" }, |d, t| metric(d, |m| m.unit = t))}
        {text_field(of, "Owner", |d| if let Detail::Metric(m) = d { &m.owner } else { "" }, |d, t| metric(d, |m| m.owner = t))}
    }
}

#[component]
fn InsightFields(of: Of) -> impl IntoView {
    let workspace = use_workspace();
    let read = move || match of.read(workspace) {
        Some(Detail::Insight(insight)) => insight,
        _ => Insight::default(),
    };
    let day = move || read().date.map(|d| d.to_string()).unwrap_or_default();
    let choose = Callback::new(move |new: Option<Evidence>| {
        let Some(new) = new else { return };
        workspace.act(&of.changed(workspace, |d| insight(d, |i| i.evidence = new)));
    });
    view! {
        {text_field(of, "Source", |d| if let Detail::Insight(i) = d { &i.source } else { "" }, |d, t| insight(d, |i| i.source = t))}
        <input type="date" aria-label="Learned on" disabled=says(move || workspace.is_read_only()) prop:value=day
            on:change=move |event| {
                let before = untrack(read).date;
                take_day(workspace, &event, before, |day| of.changed(workspace, |d| insight(d, |i| i.date = day)));
            }/>
        <Pick label="Evidence" quiet=true options=options(&Evidence::ALL, Evidence::label)
            value=Signal::derive(move || Some(read().evidence)) choose=choose/>
    }
}

/// Metrics other companies count, to be added with a click.
#[component]
pub fn MetricLibrary(stage: StageId) -> impl IntoView {
    let workspace = use_workspace();
    let add = move |suggestion: &'static Suggestion| {
        let metric = Metric { level: suggestion.level, unit: suggestion.unit.to_owned(), ..Metric::default() };
        let card = StageChange::AddCard(Lane::Metrics, suggestion.name.to_owned(), Detail::Metric(metric));
        workspace.act(&Command::Stage(stage, card));
    };
    let chip = move |suggestion: &'static Suggestion| {
        view! {
            <button class="suggestion" title=format!("{}: {}", suggestion.phase, suggestion.level.label())
                on:click=move |_| add(suggestion)>{suggestion.name}</button>
        }
    };
    view! {
        <details class="library">
            <summary>"Suggestions by phase"</summary>
            <div class="suggestions">{SUGGESTIONS.iter().map(chip).collect_view()}</div>
        </details>
    }
}
