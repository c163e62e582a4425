//! The settings of a plan.

use crate::state::workspace::{Workspace, use_workspace};
use crate::widgets::boxed::says;
use crate::widgets::{Choice, Field, NumberField, take_tick};
use journey_plan::number::locale::Locale;
use journey_plan::number::pen::Pen;
use journey_plan::number::text::NumberUnit;
use journey_plan::{Command, Number, NumberId, RetentionAnchor, Setting, SettingChange, SpendCurve, Timing};
use leptos::prelude::*;

/// The field of a setting that is one number.
fn number(setting: Setting) -> Field {
    Field::required(
        format!("setting {}", setting.key().replace('_', " ")),
        setting.domain().unit,
        move |w: Workspace| w.with_plan(|p| p.settings.at(setting)),
        move |value| Command::Set(SettingChange::Number(setting, value)),
    )
}

/// The settings that have their field under their own label, in the order of the dialog: the rest, then the end points.
fn labelled() -> impl Iterator<Item = Setting> {
    let elsewhere = [Setting::Discount, Setting::Horizon, Setting::CausalShare];
    let rest = Setting::ALL.into_iter().filter(|s| s.is_number() && !Setting::END_POINTS.contains(s));
    rest.filter(move |s| !elsewhere.contains(s)).chain(Setting::END_POINTS)
}

/// A whole number among the settings; what cannot become one is refused before it would be cut.
fn whole(
    key: &str,
    about: NumberId,
    read: fn(&journey_plan::Settings) -> Option<Number>,
    change: fn(f64) -> SettingChange,
) -> Field {
    Field::required(
        format!("setting {key}"),
        NumberUnit::Plain,
        move |w: Workspace| w.with_plan(|p| read(&p.settings)),
        move |n| Command::Set(change(n.get())),
    )
    .within(about.domain())
}

/// The fields of the settings.
#[component]
pub fn SettingsDialog() -> impl IntoView {
    let workspace = use_workspace();
    let set = move |change: SettingChange| workspace.act(&Command::Set(change));
    let locales =
        Signal::derive(|| Locale::ALL.iter().map(|l| (l.tag().to_owned(), l.tag().to_owned())).collect::<Vec<_>>());
    let named = |names: &'static [(&'static str, &'static str)]| {
        Signal::derive(move || names.iter().map(|(k, n)| ((*k).to_owned(), (*n).to_owned())).collect::<Vec<_>>())
    };
    let timing = Signal::derive(move || {
        workspace.with_plan(|p| match p.settings.timing {
            Timing::Start => "start".to_owned(),
            Timing::Mid => "mid".to_owned(),
            Timing::End => "end".to_owned(),
        })
    });
    let currencies: &[(&str, &str)] =
        &[("EUR", "EUR €"), ("USD", "USD $"), ("GBP", "GBP £"), ("CHF", "CHF"), ("JPY", "JPY ¥"), ("INR", "INR ₹")];
    let phase = |year: usize| {
        let field = Field::required(
            format!("setting phase-in {}", Pen::PLAIN.whole(year)),
            NumberUnit::Percent,
            move |w: Workspace| w.with_plan(|p| p.settings.phase_in.get(year).copied()),
            move |n| Command::Set(SettingChange::PhaseIn(year, n)),
        );
        view! { <NumberField label=format!("Phase-in, year {}", Pen::PLAIN.whole(year + 1)) field=field/> }
    };
    view! {
        <div class="form">
            <Choice label="Currency" options=named(currencies)
                value=Signal::derive(move || workspace.with_plan(|p| p.settings.currency.clone()))
                choose=Callback::new(move |code| set(SettingChange::Currency(code)))/>
            <Choice label="Numbers as in" options=locales
                value=Signal::derive(move || workspace.with_plan(|p| p.settings.locale.tag().to_owned()))
                choose=Callback::new(move |tag: String| if let Some(l) = Locale::from_tag(&tag) { set(SettingChange::Locale(l)); })/>
            <NumberField label="Discount rate" field=number(Setting::Discount)/>
            <Choice label="Flows count at" options=named(&[("start", "start of year"), ("mid", "middle of year"), ("end", "end of year")])
                value=timing
                choose=Callback::new(move |key: String| set(SettingChange::Timing(match key.as_str() {
                    "start" => Timing::Start,
                    "end" => Timing::End,
                    _ => Timing::Mid,
                })))/>
            <NumberField label="Horizon in years" field=number(Setting::Horizon).within(Setting::Horizon.domain())/>
            <NumberField label="Renew insights after, in months" field=whole("insight renewal", NumberId::InsightRenewal, |s| Number::new(f64::from(s.insight_renewal_months)).ok(), |n| SettingChange::InsightRenewal(n as u32))/>
            <NumberField label="Draws of the simulation" field=whole("draws", NumberId::Draws, |s| Number::new(f64::from(s.draws)).ok(), |n| SettingChange::Draws(n as u32))/>
            <NumberField label="Seed of the simulation" field=whole("seed", NumberId::Seed, |s| Number::new(s.seed as f64).ok(), |n| SettingChange::Seed(n as u64))/>
            {(0..3).map(phase).collect_view()}
            {labelled().map(|s| view! { <NumberField label=s.label() field=number(s)/> }).collect_view()}
            <Choice label="Retention of the best is that of" options=named(&[("top_two", "the top two scores"), ("end_point", "score 10 alone")])
                value=Signal::derive(move || workspace.with_plan(|p| match p.settings.retention_anchor {
                    RetentionAnchor::TopTwo => "top_two".to_owned(),
                    RetentionAnchor::EndPoint => "end_point".to_owned(),
                }))
                choose=Callback::new(move |key: String| set(SettingChange::RetentionAnchor(
                    if key == "end_point" { RetentionAnchor::EndPoint } else { RetentionAnchor::TopTwo })))/>
            <Choice label="Spend curve" options=named(&[("geometric", "geometric"), ("linear", "linear")])
                value=Signal::derive(move || workspace.with_plan(|p| match p.settings.spend_curve {
                    SpendCurve::Geometric => "geometric".to_owned(),
                    SpendCurve::Linear => "linear".to_owned(),
                }))
                choose=Callback::new(move |key: String| set(SettingChange::SpendCurve(
                    if key == "linear" { SpendCurve::Linear } else { SpendCurve::Geometric })))/>
        </div>
        <label class="check">
            <input type="checkbox" disabled=says(move || workspace.is_read_only()) prop:checked=says(move || workspace.with_plan(|p| p.settings.refined))
                on:change=move |event| take_tick(workspace, &event, |on| Command::Set(SettingChange::Refined(on)))/>
            "Use the entered margin and churn timing in Patterson’s formula (refined)"
        </label>
        <label class="check">
            <input type="checkbox" disabled=says(move || workspace.is_read_only()) prop:checked=says(move || workspace.with_plan(|p| p.settings.acquisition_spend_fixed))
                on:change=move |event| take_tick(workspace, &event, |on| Command::Set(SettingChange::AcquisitionSpendFixed(on)))/>
            "Conversion leaves the total acquisition spend unchanged (otherwise the cost per customer)"
        </label>
        <h3>"On this device"</h3>
        <label class="check">
            <input type="checkbox" prop:checked=says(move || workspace.view.single_keys.get())
                on:change=move |event| workspace.view.set_single_keys(event_target_checked(&event))/>
            "Single keys act: 1 to 5 show the screens, ? the help"
        </label>
    }
}
