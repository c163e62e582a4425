//! The five grids of a segment, each with its controls.

use super::grid::{Grid, toggle};
use crate::state::workspace::{PartMemo, Workspace, use_workspace};
use crate::widgets::boxed::{Show, live, memo, says};
use crate::widgets::{Field, NumberField, Pick, take_tick};
use journey_engine::projection::shares_of;
use journey_output::sheet::{self, MixForm, Sheet};
use journey_plan::Grade;
use journey_plan::number::text::NumberUnit;
use journey_plan::{Command, CustomerState, Place, Plan, ScoreMix as Mix, Segment, SegmentChange, SegmentId};
use leptos::prelude::*;

/// A sheet of a segment, empty while the segment is not there.
fn sheet_of(segment: PartMemo<Segment>, sheet: impl Fn(&Segment) -> Sheet + Send + Sync + 'static) -> Memo<Sheet> {
    memo(move || segment.with(|s| s.as_deref().map(&sheet).unwrap_or_default()))
}

fn named(kind: &'static str, name: Memo<String>) -> Signal<String> {
    Signal::derive(move || format!("{kind}: {}", name.get()))
}

/// The eight Patterson inputs of the past years.
#[component]
pub fn YearlyGrid(id: SegmentId, segment: PartMemo<Segment>, name: Memo<String>) -> impl IntoView {
    let pen = use_workspace().pen;
    let sheet = sheet_of(segment, move |s| sheet::yearly(s, pen.get()));
    view! { <Grid name=named("Yearly figures", name) heading="Past years" id=id segment=segment sheet=sheet/> }
}

/// The drivers of the years ahead.
#[component]
pub fn DriversGrid(id: SegmentId, segment: PartMemo<Segment>, name: Memo<String>) -> impl IntoView {
    let workspace = use_workspace();
    let pen = workspace.pen;
    let resolved = memo(move || {
        let drivers = workspace.with_forecast(|f| f.segment(id).map(|s| s.drivers.clone()));
        drivers.ok().flatten().unwrap_or_default()
    });
    let base_year = memo(move || workspace.with_plan(Plan::base_year));
    let sheet = sheet_of(segment, move |s| resolved.with(|r| sheet::drivers(s, base_year.get(), r, pen.get())));
    view! {
        <div class="column">
            <Grid name=named("Drivers", name) heading="Drivers of the years ahead" id=id segment=segment sheet=sheet/>
            <p class="quiet">{live(move || base_year.get().map(|y| format!("Italic: follows from {y}. Type to replace it.")))}</p>
        </div>
    }
}

/// Today's experience scores.
#[component]
pub fn ScoreMixGrid(id: SegmentId, segment: PartMemo<Segment>, name: Memo<String>) -> impl IntoView {
    let workspace = use_workspace();
    let pen = workspace.pen;
    let sheet = sheet_of(segment, move |s| sheet::score_mix(s, pen.get()));
    let mix = memo(move || segment.with(|s| s.as_ref().map(|s| s.score_mix.clone()).unwrap_or_default()));
    let set = move |mix: Mix| workspace.act(&Command::Segment(id, SegmentChange::Mix(mix)));
    let choose = Callback::new(move |form: Option<MixForm>| {
        let Some(form) = form else { return };
        match mix.with_untracked(|m| sheet::in_form(m, form)) {
            Ok(mix) => set(mix),
            Err(error) => workspace
                .view
                .alert(format!("Correct the scores first: {}.", error.written(workspace.pen.get_untracked()))),
        }
    });
    let sum = move || mix.with(sheet::sum_of).unwrap_or(1.0);
    let is_off = move || (sum() - 1.0).abs() > 1e-9;
    let normalise = move |_| workspace.act(&Command::Segment(id, SegmentChange::NormaliseMix));
    let forms = MixForm::ALL.map(|(form, name)| (form, name.to_owned())).to_vec();
    let controls: Children = Box::new(move || {
        view! { <Pick label="Scores as" quiet=true options=forms value=Signal::derive(move || mix.with(|m| Some(MixForm::of(m)))) choose=choose/> }
            .into_any()
    });
    let note = move || match mix.with(MixForm::of) {
        MixForm::Scores => String::new(),
        MixForm::Bands => format!("Scores are spread evenly within a band (our choice, {}).", Grade::C.letter()),
        MixForm::Mean => {
            format!(
                "Scores around the mean are spread as e to the power of the score (our choice, {}).",
                Grade::C.letter()
            )
        }
    };
    view! {
        <div class="column">
            <Grid name=named("Score mix", name) heading="Experience scores today" id=id segment=segment sheet=sheet controls=controls/>
            <Show when=is_off fallback=move || view! { <p class="quiet">{note}</p> }>
                <p class="note warn" role="status">
                    {live(move || format!("The shares add up to {}.", pen.get().share(sum(), 1)))}
                    {live(move || (sum() > 0.0).then(|| view! { <button class="link" on:click=normalise>"Scale them to 100 %"</button> }))}
                </p>
            </Show>
        </div>
    }
}

/// The retention triangle.
#[component]
pub fn RetentionGrid(id: SegmentId, segment: PartMemo<Segment>, name: Memo<String>) -> impl IntoView {
    let workspace = use_workspace();
    let pen = workspace.pen;
    let as_percent = RwSignal::new(false);
    let base_year = memo(move || workspace.with_plan(Plan::base_year));
    let sheet = sheet_of(segment, move |s| sheet::retention(s, base_year.get(), as_percent.get(), pen.get()));
    let add = move |_| {
        let last = segment.with_untracked(|s| s.as_ref().and_then(|s| s.cohorts.last().map(|c| c.year + 1)));
        let Some(year) = last.or_else(|| base_year.get_untracked().map(|y| y - 4)) else { return };
        workspace.act(&Command::Segment(id, SegmentChange::AddCohort(year)));
    };
    let is_empty = move || sheet.with(|s| s.rows.is_empty());
    let controls: Children = Box::new(move || {
        view! {
            {toggle("show as percent", move || as_percent.get(), Callback::new(move |on| as_percent.set(on)))}
            <button class="toggle" on:click=add>"Add cohort"</button>
        }
        .into_any()
    });
    view! {
        <div class="column wide">
            <Grid name=named("Retention", name) heading="Retention of cohorts" id=id segment=segment sheet=sheet controls=controls/>
            <p class="quiet">{live(move || if is_empty() {
                "No cohorts yet. A cohort is the customers won in one year; the columns count those who are left after 1, 2, … renewals. Add one, or import them."
            } else {
                "Customers left after 1, 2, … renewals. Cells that lie ahead are blank."
            })}</p>
        </div>
    }
}

/// Moves between at risk, satisfied, loyal and advocate.
#[component]
pub fn TransitionsGrid(id: SegmentId, segment: PartMemo<Segment>, name: Memo<String>) -> impl IntoView {
    let workspace = use_workspace();
    let pen = workspace.pen;
    let today = memo(move || {
        let shares = workspace.with_forecast(|f| f.segments.iter().find(|s| s.id == id).map(|s| shares_of(&s.mix)));
        shares.ok().flatten().map(|s| s.to_vec()).unwrap_or_default()
    });
    let is_used = memo(move || segment.with(|s| s.as_ref().is_some_and(|s| s.continuum.is_some())));
    let asked = RwSignal::new(false);
    let open = move || asked.get() || is_used.get();
    let counted = memo(move || {
        segment.with(|s| s.as_ref().and_then(|s| s.continuum.as_ref()).is_some_and(|c| c.count_referrals))
    });
    let conversion = StoredValue::new(Field::new(
        format!("{id} {}", Place::ReferralConversion),
        NumberUnit::Percent,
        move |_: Workspace| segment.with(|s| s.as_ref()?.at(Place::ReferralConversion)),
        move |value| Command::Segment(id, SegmentChange::put(Place::ReferralConversion, value)),
    ));
    let sheet =
        sheet_of(segment, move |s| today.with(|t: &Vec<(CustomerState, f64)>| sheet::transitions(s, t, pen.get())));
    view! {
        <div class="column wide">
            <Show when=open fallback=move || view! {
                <button class="link" on:click=move |_| asked.set(true)>"Satisfied, loyal, advocate: enter how customers move between them"</button>
            }>
                <Grid name=named("Transitions", name) heading="Satisfied, loyal, advocate" id=id segment=segment sheet=sheet/>
                <div class="referrals">
                    <label class="check"><input type="checkbox" disabled=says(move || workspace.is_read_only()) prop:checked=counted on:change=move |event| {
                        take_tick(workspace, &event, |on| Command::Segment(id, SegmentChange::CountReferrals(on)));
                    }/>"Count the value of referrals"</label>
                    <Show when=move || counted.get()>
                        <NumberField label="Referrals that become customers" field=conversion.get_value()/>
                    </Show>
                </div>
                <p class="quiet">"Shares of a state's customers that are in each state a year later; the rest leaves. This values the states and does not drive the years ahead."</p>
            </Show>
        </div>
    }
}
