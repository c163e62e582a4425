//! The board paper: one page on screen and on paper.

use crate::state::clock::today;
use crate::state::workspace::{Workspace, use_workspace};
use crate::widgets::boxed::{live, memo, says};
use crate::widgets::{Modal, SvgPicture, TextField, legend_keys, take_day, take_tick};
use journey_account::board_paper::{BoardPaper, board_paper};
use journey_output::chart::{Chart, ChartContext, cumulative_cash, fan, gain_by_year, value_waterfall};
use journey_plan::{Command, Paper, PaperChange};
use leptos::prelude::*;
use std::sync::Arc;

/// Width at which the charts' text has its natural size on paper, in CSS pixels: the whole text width, and half of it.
const WIDE: u32 = 700;
const HALF: u32 = 350;

/// The dialog of the board paper: what the room may say in its own words, and the page.
#[component]
pub fn PaperDialog(
    /// Closes the dialog.
    close: Callback<()>,
) -> impl IntoView {
    // What cannot be printed blocks nothing: the browser says so itself.
    let print = move |_| drop(window().print());
    view! {
        <Modal title="Board paper" class="paper" reading=true close=close>
            <div class="tools">
                <p class="quiet">"It writes itself; what you enter here stands instead. Charts and figures follow the plan."</p>
                <span class="grow"></span>
                <button class="primary" on:click=print>"Print"</button>
            </div>
            <OwnWords/>
            <BoardPage/>
        </Modal>
    }
}

/// The page of the board paper, which follows the plan.
#[component]
pub fn BoardPage() -> impl IntoView {
    let workspace = use_workspace();
    let paper = memo(move || {
        workspace.with_plan(|p| {
            workspace.projection.with(|projection| {
                let found = workspace.standing.with(|s| s.fresh().cloned());
                board_paper(p, projection, found.as_deref(), today())
            })
        })
    });
    view! { <article class="page" aria-label="Board paper">{live(move || paper.with(|p| page(workspace, p)))}</article> }
}

/// The texts that the room may write itself.
#[component]
fn OwnWords() -> impl IntoView {
    let workspace = use_workspace();
    let text = |label: &'static str, read: fn(&Paper) -> &String, change: fn(String) -> PaperChange| {
        let read = Arc::new(move |w: Workspace| w.with_plan(|p| read(&p.paper).clone()));
        let command = Arc::new(move |text| Command::Paper(change(text)));
        view! { <label class="field"><span>{label}</span><TextField label=label key=format!("paper {label}") read=read command=command/></label> }
    };
    let day = move || workspace.with_plan(|p| p.paper.decide_on.map(|d| d.to_string()).unwrap_or_default());
    let decide = move |event| {
        let before = workspace.with_plan_untracked(|p| p.paper.decide_on);
        take_day(workspace, &event, before, |day| Command::Paper(PaperChange::DecideOn(day)));
    };
    let mark = move |event| take_tick(workspace, &event, |on| Command::Paper(PaperChange::Confidential(on)));
    view! {
        <details class="own-words">
            <summary>"In your own words"</summary>
            <div class="form">
                {text("Question", |p| &p.question, PaperChange::Question)}
                {text("Risks", |p| &p.risks, PaperChange::Risks)}
                {text("Next step", |p| &p.next_step, PaperChange::NextStep)}
                <label class="field"><span>"Decision on"</span><input type="date" disabled=says(move || workspace.is_read_only()) prop:value=day on:change=decide/></label>
                <label class="check"><input type="checkbox" disabled=says(move || workspace.is_read_only()) prop:checked=says(move || workspace.with_plan(|p| p.paper.confidential)) on:change=mark/>"Confidential"</label>
            </div>
        </details>
    }
}

/// The content of the page.
fn page(workspace: Workspace, paper: &BoardPaper) -> AnyView {
    let [waterfall, cash, sure] = pictures(workspace);
    let conditions = paper.conditions.iter().map(|c| {
        view! { <tr><th scope="row">{c.what}<small>{c.remark.clone()}</small></th><td>{c.value.clone()}</td></tr> }
    });
    let assumptions = paper.assumptions.iter().map(|a| {
        let grade = a.grade;
        view! {
            <tr><th scope="row">{a.what.clone()}</th>
                <td>{a.value.clone()}<span class="grade" title=grade.meaning()>{grade.letter()}</span></td></tr>
        }
    });
    let legend = paper.legend.map(|(grade, meaning)| {
        view! { <span><span class="grade">{grade.letter()}</span>{format!(" {meaning}")}</span> }
    });
    view! {
        <p class="head">{paper.head.clone()}</p>
        {paper.agreed.clone().map(|agreed| view! { <p class="head">{agreed}</p> })}
        <h3 class="question">{paper.question.clone()}</h3>
        <p class="answer">{paper.answer.clone()}</p>
        <div class="band">{waterfall}</div>
        <div class="band two">{cash} {sure}</div>
        <div class="band two">
            <div>
                <h4>"What would have to be true"</h4>
                <table class="figures"><tbody>{conditions.collect_view()}</tbody></table>
                <h4>"Assumptions"</h4>
                <table class="figures"><tbody>{assumptions.collect_view()}</tbody></table>
            </div>
            <div>
                <p><b>"Risks. "</b>{paper.risks.join(" ")}</p>
                <p><b>"Next. "</b>{paper.next_step.clone()}</p>
            </div>
        </div>
        <p class="legend">{legend.into_iter().collect_view()}</p>
    }
    .into_any()
}

/// Three charts: where the gain is made, when it pays back, and how sure that is.
fn pictures(workspace: Workspace) -> [AnyView; 3] {
    let (wide, half) = workspace.with_plan(|p| (ChartContext::low(WIDE, p), ChartContext::low(HALF, p)));
    let waterfall = workspace.with_plan(|p| workspace.with_forecast(|f| value_waterfall(p, f, &wide)).ok());
    let cash = workspace.with_forecast(|f| cumulative_cash(f, &half)).ok().flatten();
    let sure = workspace.standing.with(|s| fan(s.fresh()?, &half));
    // Without a simulation: how the gain depends on what is causal.
    let sure = sure.or_else(|| workspace.with_forecast(|f| gain_by_year(f, None, &half)).ok());
    [waterfall, cash, sure].map(|chart| chart.map_or_else(|| ().into_any(), picture))
}

/// A chart on a page: title, picture, and what its marks mean.
pub fn picture(chart: Chart) -> AnyView {
    let Chart { title, subtitle, svg, legend, .. } = chart;
    let name = title.clone();
    view! {
        <figure class="chart" aria-label=name>
            <figcaption><h4>{title}</h4><p>{subtitle}</p></figcaption>
            <SvgPicture svg=Signal::stored(svg)/>
            <p class="keys">{legend_keys(&legend)}</p>
        </figure>
    }
    .into_any()
}
