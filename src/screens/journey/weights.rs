//! How much each stage counts: all alike, entered, or derived from survey rows.

use super::state::use_map;
use crate::state::workspace::{Workspace, use_workspace};
use crate::widgets::boxed::{Show, each, live, memo, says};
use crate::widgets::{Field, Modal, NumberField, take_choice, take_tick};
use journey_output::exchange::survey::{SurveyOutcome, derive, is_thin};
use journey_plan::Grade;
use journey_plan::number::text::NumberUnit;
use journey_plan::{Command, SettingChange, StageChange, StageId, Survey, WeightSource};
use leptos::html;
use leptos::prelude::*;

/// The dialog with the weights of the stages.
#[component]
pub fn WeightsPanel() -> impl IntoView {
    let (workspace, map) = (use_workspace(), use_map());
    let source = move || workspace.with_plan(|p| p.settings.weights);
    let choice = move |value: WeightSource, name: &'static str, about: String| {
        let has_survey = move || workspace.with_plan(|p| p.survey.is_some());
        let is_off = move || workspace.is_read_only() || (value == WeightSource::Derived && !has_survey());
        view! {
            <label class="check">
                <input type="radio" name="weights" prop:checked=says(move || source() == value) data-now=says(move || (source() == value).to_string()) disabled=is_off
                    on:change=move |event| take_choice(workspace, &event, &Command::Set(SettingChange::Weights(value)))/>
                <span>{name}" "<small>{about}</small></span>
            </label>
        }
    };
    view! {
        <Modal title="Stage weights" close=Callback::new(move |()| map.panel.set(None))>
            <p class="quiet">{format!("How far one more point at a stage moves the whole experience. That one point on every stage is one point overall is our assumption ({}).", Grade::C.letter())}</p>
            <div class="ticks" role="radiogroup" aria-label="Where the weights come from">
                {choice(WeightSource::Equal, "All stages alike", format!("grade {}", Grade::C.letter()))}
                {choice(WeightSource::Entered, "Entered", format!("grade {}: yours", Grade::D.letter()))}
                {choice(WeightSource::Derived, "Derived from a survey", "Johnson’s relative weights (2000)".to_owned())}
            </div>
            <table class="figures">
                <thead><tr><th scope="col">"Stage"</th><th scope="col">"Weight"</th><th scope="col">"Share"</th></tr></thead>
                <tbody>
                    {each(move || map.stages.get(), move |id| view! { <WeightRow id=id/> })}
                </tbody>
            </table>
            <SurveyResult/>
            <SurveyRows/>
        </Modal>
    }
}

#[component]
fn WeightRow(id: StageId) -> impl IntoView {
    let (workspace, map) = (use_workspace(), use_map());
    let source = memo(move || workspace.with_plan(|p| p.settings.weights));
    let pen = move || workspace.pen.get();
    let weight = move || {
        workspace.with_plan(|p| {
            let stage = p.stage(id)?;
            match p.settings.weights {
                WeightSource::Equal => Some(1.0),
                WeightSource::Entered => stage.weight.map(journey_plan::Number::get),
                WeightSource::Derived => p.survey.as_ref()?.weight(id).map(journey_plan::Number::get),
            }
        })
    };
    let share = move || {
        let shares = workspace.with_forecast(|f| f.stages.iter().find(|s| s.id == id)?.weight);
        shares.ok().flatten().map_or_else(|| "–".to_owned(), |s| pen().share(s, 1))
    };
    let interval = move || {
        workspace.with_plan(|p| {
            let found = p.survey.as_ref().filter(|_| p.settings.weights == WeightSource::Derived)?;
            let w = found.weights.iter().find(|w| w.stage == id)?;
            let word = |share: journey_plan::Number| p.settings.pen().share(share.get(), 0);
            Some(format!("90 % interval {} – {}", word(w.low), word(w.high)))
        })
    };
    let field = Field::new(
        format!("weight {id}"),
        NumberUnit::Plain,
        move |w: Workspace| w.with_plan(|p| p.stage(id)?.weight),
        move |weight| Command::Stage(id, StageChange::Weight(weight)),
    );
    view! {
        <tr>
            <th scope="row" dir="auto">{map.stage_name(id)}<small>{interval}</small></th>
            <td>{live(move || match source.get() {
                WeightSource::Entered => view! {
                    <NumberField label=format!("Weight of {}", map.stage_name(id)) quiet=true field=field.clone()/>
                }.into_any(),
                _ => view! { <span>{weight().map_or_else(|| "–".to_owned(), |w| pen().number(w, 3))}</span> }.into_any(),
            })}</td>
            <td>{share}</td>
        </tr>
    }
}

/// The survey in numbers, with remarks, and the way to forget it.
#[component]
fn SurveyResult() -> impl IntoView {
    let workspace = use_workspace();
    let survey = memo(move || workspace.with_plan(|p| p.survey.as_deref().cloned()));
    let said = move |s: &Survey| {
        let pen = workspace.pen.get();
        let left =
            if s.incomplete > 0 { format!(", {} incomplete rows left out", s.incomplete) } else { String::new() };
        format!(
            "{} rows{left}. The stages explain {} of the overall score (R²). The weights are shares of R², not slopes; the slopes add up to {}.",
            s.rows,
            pen.share(s.r_squared.get(), 0),
            pen.number(s.slopes.get(), 2)
        )
    };
    let damp = move |event: &web_sys::Event| {
        let Some(mut new) = survey.get_untracked() else { return };
        take_tick(workspace, event, |on| {
            new.damped = on;
            Command::SetSurvey(Some(new))
        });
    };
    move || {
        survey.get().map(|s| {
            let (thin, short, damped) = (is_thin(&s), s.slopes.get() < 1.0, s.damped);
            view! {
                <p class="note">{said(&s)}</p>
                {thin.then(|| view! { <p class="note warn">"Fewer than 20 rows per stage: treat these weights with care."</p> })}
                {short.then(|| view! {
                    <label class="check">
                        <input type="checkbox" disabled=says(move || workspace.is_read_only()) prop:checked=damped on:change=move |event| damp(&event)/>
                        "Multiply every point by the sum of the slopes"
                    </label>
                })}
                <p class="buttons"><button on:click=move |_| workspace.act(&Command::SetSurvey(None))>"Forget the survey"</button></p>
            }
        })
    }
}

/// The field where survey rows are pasted.
#[component]
fn SurveyRows() -> impl IntoView {
    let workspace = use_workspace();
    let node = NodeRef::<html::Textarea>::new();
    let problem = RwSignal::new(String::new());
    let go = move |_| {
        let text = node.get_untracked().map(|n| n.value()).unwrap_or_default();
        let found = workspace.with_plan_untracked(|p| derive(p, &text));
        match found {
            Ok(SurveyOutcome { survey, formulas }) => {
                let left = workspace.pen.get_untracked().whole(formulas);
                let left =
                    format!("Rows left out because formulas are not calculated here: {left}. Paste their values.");
                problem.set(if formulas > 0 { left } else { String::new() });
                workspace.act(&Command::SetSurvey(Some(survey)));
            }
            Err(error) => problem.set(format!("No weights: {error}.")),
        }
    };
    view! {
        <details>
            <summary>"Derive from survey rows"</summary>
            <p class="quiet">"One row per answer: the stages’ scores, then the overall score, or 1 for stayed and 0 for left. A first row with names is understood. At least ten rows per stage; only the result is kept, never the answers."</p>
            <textarea node_ref=node rows="4" class="survey" aria-label="Survey rows" spellcheck="false" autocomplete="off"></textarea>
            <p class="buttons"><button on:click=go>"Derive the weights"</button></p>
            <Show when=move || problem.with(|p| !p.is_empty())><p class="error" role="alert">{problem}</p></Show>
        </details>
    }
}
