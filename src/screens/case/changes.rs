//! What a scenario changes besides its initiatives: everything that it may override, beside what it would be otherwise.

use crate::state::workspace::{Workspace, use_workspace};
use crate::widgets::boxed::{Show, live, memo};
use crate::widgets::{Field, Modal, NumberField, fix};
use journey_engine::model::mix::{Mix, bands, mix_from_mean};
use journey_engine::projection::DriverOrigin;
use journey_plan::number::pen::Pen;
use journey_plan::number::text::NumberUnit;
use journey_plan::{
    BANDS, Command, Driver, Number, NumberId, Plan, PublishedEndPoints, Scenario, ScenarioChange, ScenarioId, ScoreMix,
    SegmentId, StageId,
};
use leptos::prelude::*;

/// The dialog with everything that a scenario may override.
#[component]
pub fn ChangesDialog(
    /// The scenario.
    id: ScenarioId,
    /// Closes the dialog.
    close: Callback<()>,
) -> impl IntoView {
    let workspace = use_workspace();
    let title = workspace
        .with_plan_untracked(|p| p.scenario(id).map(|s| format!("What “{}” changes", s.name)).unwrap_or_default());
    let segments =
        workspace.with_plan_untracked(|p| p.segments.iter().map(|s| (s.id, s.name.clone())).collect::<Vec<_>>());
    let stages = workspace.with_plan_untracked(|p| p.stages.iter().map(|s| (s.id, s.name.clone())).collect::<Vec<_>>());
    let of = Changes { workspace, id };
    let is_agreed = memo(move || workspace.with_plan(|p| p.scenario(id).is_some_and(|s| s.agreed.is_some())));
    fix(move || is_agreed.get());
    view! {
        <Modal title=title class="wide" close=close>
            <p class="quiet">"An empty field follows the plan: its value stands there in grey. Discount, timing, horizon, margins and risk are the same in every scenario."</p>
            <Show when=move || is_agreed.get()><p class="note warn">"The room agreed on this scenario: it is locked. Reopen it on the Case screen, or duplicate it."</p></Show>
            <h3>"Experience effect"</h3>
            <div class="form">{effect(of)}</div>
            <h3>"Conversion per point"</h3>
            <p class="quiet">"Share of new customers more, per point gained on a stage before the purchase; 0 unless you have grounds for it."</p>
            <div class="form">{stages.into_iter().map(|(stage, name)| conversion(of, stage, name)).collect_view()}</div>
            {segments.into_iter().map(|(segment, name)| of_segment(of, segment, &name)).collect_view()}
        </Modal>
    }
}

/// The scenario whose changes are edited.
#[derive(Clone, Copy)]
struct Changes {
    workspace: Workspace,
    id: ScenarioId,
}

impl Changes {
    /// A field that overrides one number under a `key` of its own; `otherwise` is what holds without it.
    fn field(
        self,
        key: &str,
        label: String,
        unit: NumberUnit,
        read: impl Fn(&Scenario) -> Option<Number> + Send + Sync + 'static,
        otherwise: impl Fn(&Plan) -> Option<f64> + Send + Sync + 'static,
        change: impl Fn(Option<Number>) -> ScenarioChange + Send + Sync + 'static,
    ) -> AnyView {
        let Self { workspace, id } = self;
        let field = Field::new(
            format!("change {id} {key}"),
            unit,
            move |w: Workspace| w.with_plan(|p| read(p.scenario(id)?)),
            move |value| Command::Scenario(id, change(value)),
        );
        let placeholder = memo(move || {
            let value = workspace.with_plan(&otherwise)?;
            // What follows from other figures is seldom round; here it only says where one is.
            Some(workspace.pen.get().field((value * 1e4).round() / 1e4, unit))
        });
        view! { <NumberField label=label placeholder=MaybeProp::derive(move || placeholder.get()) field=field/> }
            .into_any()
    }
}

/// The fields of the effect: κ, φ, R, lo and hi.
fn effect(of: Changes) -> AnyView {
    let share = of.field(
        "causal share",
        "Causal share".to_owned(),
        NumberUnit::Percent,
        |s| s.overrides.causal_share,
        |p| Some(p.settings.causal_share.get()),
        ScenarioChange::CausalShare,
    );
    let Changes { workspace, id } = of;
    let phase = (0..3).map(|year| {
        let change = move |value: Option<Number>| {
            workspace.with_plan_untracked(|p| {
                let own = p.scenario(id).and_then(|s| s.overrides.phase_in.clone());
                let mut shares = own.unwrap_or_else(|| p.settings.phase_in.clone());
                let usual = p.settings.phase_in.get(year).copied();
                if let (Some(slot), Some(value)) = (shares.get_mut(year), value.or(usual)) {
                    *slot = value;
                }
                ScenarioChange::PhaseIn((shares != p.settings.phase_in).then_some(shares))
            })
        };
        of.field(
            &format!("phase-in {year}"),
            format!("Phase-in, year {}", Pen::PLAIN.whole(year + 1)),
            NumberUnit::Percent,
            move |s| s.overrides.phase_in.as_ref()?.get(year).copied(),
            move |p| Some(p.settings.phase_in.get(year)?.get()),
            change,
        )
    });
    let ends: [(&str, NumberUnit, EndPointField); 3] = [
        ("Spend, best over poorest", NumberUnit::Plain, |e| &mut e.spend_ratio),
        ("Retention after the poorest", NumberUnit::Percent, |e| &mut e.retention_poorest),
        ("Retention after the best", NumberUnit::Percent, |e| &mut e.retention_best),
    ];
    let ends = ends.map(|(label, unit, of_end)| {
        let change = move |value: Option<Number>| {
            workspace.with_plan_untracked(|p| {
                let mut usual = p.settings.end_points;
                let mut own = p.scenario(id).and_then(|s| s.overrides.end_points).unwrap_or(usual);
                *of_end(&mut own) = value.unwrap_or(*of_end(&mut usual));
                ScenarioChange::EndPoints((own != usual).then_some(own))
            })
        };
        of.field(
            label,
            label.to_owned(),
            unit,
            move |s| s.overrides.end_points.map(|mut e| *of_end(&mut e)),
            move |p| Some(of_end(&mut p.settings.end_points.clone()).get()),
            change,
        )
    });
    view! { {share} {phase.collect_view()} {ends.into_iter().collect_view()} }.into_any()
}

/// The access to one of the three published end points.
type EndPointField = fn(&mut PublishedEndPoints) -> &mut Number;

fn conversion(of: Changes, stage: StageId, name: String) -> AnyView {
    of.field(
        &format!("conversion {stage}"),
        name,
        NumberUnit::Percent,
        move |s| s.overrides.conversion.iter().find(|(id, _)| *id == stage).map(|(_, share)| *share),
        move |p| Some(p.stage(stage)?.conversion.map_or(0.0, Number::get)),
        move |value| ScenarioChange::Conversion(stage, value),
    )
}

/// The fields of a segment: drivers and score mix.
fn of_segment(of: Changes, segment: SegmentId, name: &str) -> AnyView {
    let drivers = Driver::ALL.map(|driver| {
        of.field(
            &format!("{segment} {}", driver.key()),
            driver.label().to_owned(),
            if driver.is_rate() { NumberUnit::Percent } else { NumberUnit::Plain },
            move |s| s.overrides.drivers.iter().find(|(id, d, _)| *id == segment && *d == driver).map(|(.., v)| *v),
            move |p| resolved(of.workspace, p, segment, driver),
            move |value| ScenarioChange::Driver(segment, driver, value),
        )
    });
    let heading = format!("{name}: drivers");
    view! {
        <h3>{heading.clone()}</h3>
        <div class="form" role="group" aria-label=heading>{drivers.into_iter().collect_view()}</div>
        <h3>{format!("{name}: score mix set by hand")}</h3>
        {live(move || mix(of, segment))}
    }
    .into_any()
}

/// Value of a driver without the override: typed, or as the forecast resolved it where nothing overrides it.
fn resolved(workspace: Workspace, plan: &Plan, segment: SegmentId, driver: Driver) -> Option<f64> {
    if let Some(typed) = plan.segment(segment)?.drivers.get(&driver) {
        return Some(typed.get());
    }
    let of_forecast = |f: &journey_engine::Forecast| {
        f.segment(segment)?.driver(driver).filter(|d| d.origin == DriverOrigin::Follows).map(|d| d.value)
    };
    workspace.with_forecast(of_forecast).ok().flatten()
}

/// The fields of a score mix, the four bands and the first year, or a button that begins a mix.
fn mix(of: Changes, segment: SegmentId) -> AnyView {
    let Changes { workspace, id } = of;
    let edited = move |p: &Plan| {
        let mixes = &p.scenario(id)?.overrides.mixes;
        mixes.iter().find(|(of, ..)| *of == segment).map(|(_, mix, first)| (mix.clone(), *first))
    };
    if workspace.with_plan(edited).is_none() {
        let begin = move |_| {
            let today = workspace.with_plan_untracked(|p| p.segment(segment).map(|s| s.score_mix.clone()));
            let change = ScenarioChange::Mix(segment, today.map(|mix| (ScoreMix::Bands(bands_of(&mix)), 1)));
            workspace.act(&Command::Scenario(id, change));
        };
        return view! { <p><button on:click=begin>"Set the mix by hand"</button></p> }.into_any();
    }
    let band = move |index: usize| {
        let change = move |value: Option<Number>| {
            let now = workspace.with_plan_untracked(edited);
            ScenarioChange::Mix(
                segment,
                now.map(|(mix, first)| {
                    let mut bands = bands_of(&mix);
                    bands[index] = value.unwrap_or(Number::ZERO);
                    (ScoreMix::Bands(bands), first)
                }),
            )
        };
        let read = move |s: &Scenario| {
            let (_, mix, _) = s.overrides.mixes.iter().find(|(of, ..)| *of == segment)?;
            bands_of(mix).get(index).copied()
        };
        of.field(
            &format!("{segment} band {}", Pen::PLAIN.whole(index)),
            BANDS[index].to_owned(),
            NumberUnit::Percent,
            read,
            |_| None,
            change,
        )
    };
    let first = Field::new(
        format!("change {id} {segment} first year"),
        NumberUnit::Plain,
        move |w: Workspace| {
            let first = |s: &Scenario| Some(s.overrides.mixes.iter().find(|(of, ..)| *of == segment)?.2);
            w.with_plan(|p| first(p.scenario(id)?)).map(|first| Number::of(f64::from(first)))
        },
        move |value| {
            let year = value.map_or(1, |v| v.get() as u32);
            let mix = workspace.with_plan_untracked(edited).map(|(mix, _)| (mix, year));
            Command::Scenario(id, ScenarioChange::Mix(segment, mix))
        },
    )
    .within(NumberId::MixStart(id, segment).domain());
    let back = move |_| workspace.act(&Command::Scenario(id, ScenarioChange::Mix(segment, None)));
    view! {
        <div class="form">{(0..BANDS.len()).map(band).collect_view()} <NumberField label="From forecast year" field=first/></div>
        <p class="quiet">{move || sum_of(workspace, edited)}<button class="link" on:click=back>"Back to the segment’s mix"</button></p>
    }
    .into_any()
}

/// Sentence about bands that do not add up to 100 %; empty where they do.
fn sum_of(workspace: Workspace, edited: impl Fn(&Plan) -> Option<(ScoreMix, u32)>) -> String {
    let sum: f64 = workspace.with_plan(edited).map_or(1.0, |(mix, _)| bands_of(&mix).iter().map(|b| b.get()).sum());
    if (sum - 1.0).abs() < 1e-9 {
        return String::new();
    }
    let sum = workspace.pen.get().share(sum, 1);
    format!("The bands add up to {sum}; the forecast waits until they add up to 100 %. ")
}

/// A mix in the four bands, whatever it was entered as.
fn bands_of(mix: &ScoreMix) -> [Number; 4] {
    let of_scores = |mix: Mix| bands(&mix).map(|share| Number::new(share).unwrap_or(Number::ZERO));
    match mix {
        ScoreMix::Bands(bands) => *bands,
        ScoreMix::Scores(shares) => of_scores(shares.map(Number::get)),
        ScoreMix::Mean(mean) => mix_from_mean(mean.get()).map_or([Number::ZERO; 4], of_scores),
    }
}
