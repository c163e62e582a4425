//! The readiness panel: the two sources' steps, and every gap as a sentence that opens its cell.

use super::state::{MapPosition, use_map};
use crate::state::clock::today;
use crate::state::workspace::{Workspace, use_workspace};
use crate::widgets::TextField;
use crate::widgets::boxed::{Show, each, live, memo};
use journey_engine::answers::readiness::{Readiness, ReadinessGap, ReadinessSource, assess};
use journey_plan::journey::cells::MapRow;
use journey_plan::{Command, SettingChange};
use leptos::prelude::*;
use std::sync::Arc;

/// The readiness of the open plan.
pub fn readiness(workspace: Workspace) -> Memo<Readiness> {
    memo(move || workspace.with_plan(|p| assess(p, today())))
}

/// Readiness in a few words: `72 % · 5 gaps`.
pub fn in_short(workspace: Workspace, readiness: &Readiness) -> String {
    let pen = workspace.pen.get();
    let gaps = match readiness.gaps.len() {
        0 => "no gaps".to_owned(),
        1 => "1 gap".to_owned(),
        n => format!("{n} gaps"),
    };
    readiness.overall.map_or_else(String::new, |share| format!("{} · {gaps}", pen.share(share, 0)))
}

/// The panel with the steps of both sources and every gap.
#[component]
pub fn ReadinessPanel(readiness: Memo<Readiness>) -> impl IntoView {
    let (workspace, map) = (use_workspace(), use_map());
    let steps = move |source: ReadinessSource| {
        readiness.with(|r| {
            let own = r.steps.iter().filter(|s| s.step.source == source);
            own.map(|s| {
                view! {
                    <li class:met=s.met == s.of>
                        <span class="mark">{if s.met == s.of { "✓" } else { "○" }}</span>
                        <span>{format!("{}. {}", s.step.number, s.step.label)}</span>
                        <span class="quiet">{format!("{} of {}", s.met, s.of)}</span>
                    </li>
                }
            })
            .collect_view()
        })
    };
    let gap = move |gap: ReadinessGap| {
        let (stage, lane) = (gap.stage, gap.lane);
        let open = move |_| match stage {
            Some(stage) => map.open(MapPosition::new(MapRow::Lane(lane), stage)),
            None => focus_conductor(),
        };
        view! { <li class:remark=!gap.counts><button class="link" on:click=open>{gap.sentence}</button></li> }
    };
    let gaps = memo(move || readiness.with(|r| r.gaps.clone()));
    let stages = move || {
        let pen = workspace.pen.get();
        readiness.with(|r| {
            let line = |(id, share): &(journey_plan::StageId, f64)| {
                let name = workspace.with_plan(|p| p.stage(*id).map(|s| s.name.clone()).unwrap_or_default());
                view! {
                    <tr>
                        <th scope="row" dir="auto">{name}</th>
                        <td><span class="bar" aria-hidden="true" style:--share=format!("{:.0}%", share * 100.0)></span></td>
                        <td>{pen.share(*share, 0)}</td>
                    </tr>
                }
            };
            r.stages.iter().map(line).collect_view()
        })
    };
    view! {
        <section class="card readiness" role="region" aria-label="Readiness" id="readiness" tabindex="-1">
            <h2>"Readiness " <span class="share">{live(move || readiness.with(|r| in_short(workspace, r)))}</span></h2>
            <div class="readiness-columns">
                <div>
                    <h3>"What is missing"</h3>
                    <ul class="gaps">
                        {each(move || gaps.get(), gap)}
                    </ul>
                    <Show when=move || gaps.with(Vec::is_empty)><p class="quiet">"Nothing."</p></Show>
                </div>
                <div>
                    <h3>"Five steps (Hidalgo)"</h3>
                    <ul class="steps-met">{live(move || steps(ReadinessSource::Hidalgo))}</ul>
                    <h3>"Six steps (Patterson)"</h3>
                    <ul class="steps-met">{live(move || steps(ReadinessSource::Patterson))}</ul>
                </div>
                <div>
                    <h3>"By stage"</h3>
                    <table class="figures"><tbody>{stages}</tbody></table>
                    <label class="field conductor"><span>"Conductor: who makes the stages play together"</span>
                        <TextField label="Conductor" key="conductor"
                            read=Arc::new(|w: Workspace| w.with_plan(|p| p.settings.conductor.clone()))
                            command=Arc::new(|name| Command::Set(SettingChange::Conductor(name)))/>
                    </label>
                    <p class="quiet">"The score is the share of checks that are met; it is ours, the steps are the sources’."</p>
                </div>
            </div>
        </section>
    }
}

fn focus_conductor() {
    use wasm_bindgen::JsCast;
    let field = document().query_selector(".conductor textarea").ok().flatten();
    if let Some(field) = field.and_then(|f| f.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = field.focus();
    }
}
