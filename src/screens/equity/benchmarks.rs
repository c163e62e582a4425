//! The plan beside a survey of other firms, and the survey's obstacles as a checklist.

use crate::state::workspace::{Workspace, use_workspace};
use crate::widgets::boxed::{live, memo};
use crate::widgets::format::change;
use crate::widgets::working::figure;
use crate::widgets::{ChartFigure, Pick, TextField, caveat, drawn};
use journey_engine::answers::benchmarks::{CAVEAT, revenue_mix};
use journey_engine::registry::{BudgetFigure, FigureId};
use journey_output::chart::budget_benchmark;
use journey_plan::{Command, Obstacle, ObstacleSeverity, ObstacleState, obstacles_in_words};
use leptos::prelude::*;
use std::sync::Arc;

/// Budget and revenue mix beside the survey, and the checklist.
#[component]
pub fn Benchmarks() -> impl IntoView {
    let workspace = use_workspace();
    let chart = drawn(move |context| {
        workspace.projection.with(|p| p.budget.as_ref().ok().map(|split| budget_benchmark(split, context)))
    });
    let missing = Signal::derive(move || {
        workspace.projection.with(|p| p.budget.as_ref().err().map(|reason| workspace.why(reason))).unwrap_or_default()
    });
    let words = move || {
        workspace.with_plan(|plan| {
            workspace.projection.with(|p| {
                let budget = p.budget.as_ref().map(|split| split.sentence(&plan.settings));
                let mix = revenue_mix(plan, p).map(|mix| mix.sentence(plan.settings.pen()));
                [budget.ok(), Some(mix.unwrap_or_else(|reason| format!("Revenue mix: {}", workspace.why(&reason))))]
            })
        })
    };
    view! {
        <h2 class="section">"Beside other firms"</h2>
        <div class="columns half">
            <ChartFigure chart=chart missing=missing/>
            <section class="card" aria-label="Benchmarks">
                <h2>"Conversation starters, never targets"</h2>
                {live(move || words().into_iter().flatten().map(|text| view! { <p class="said">{text}</p> }).collect_view())}
                {live(move || budget_figures(workspace))}
                {caveat(FigureId::Budget(BudgetFigure::Share).entry().grade, CAVEAT)}
            </section>
        </div>
        <ObstaclesCard/>
    }
}

/// The split and the money that would move, each with its working.
fn budget_figures(workspace: Workspace) -> Option<AnyView> {
    let split = workspace.projection.with(|p| p.budget.clone()).ok()?;
    let pen = workspace.pen.get();
    let shown = |of, text| figure(workspace, FigureId::Budget(of), text);
    let amount = |value| workspace.with_plan(|p| change(p, value));
    Some(view! {
        <table class="figures"><tbody>
            <tr><th scope="row">"Share of retention and expansion"</th>
                <td>{shown(BudgetFigure::Share, pen.share(split.retention_and_expansion_share(), 1))}</td></tr>
            <tr><th scope="row">"Would move to match the average firm"</th><td>{shown(BudgetFigure::ToAverage, amount(split.gap.move_to_average))}</td></tr>
            <tr><th scope="row">"Would move to match top performers"</th><td>{shown(BudgetFigure::ToTop, amount(split.gap.move_to_top))}</td></tr>
        </tbody></table>
    }
    .into_any())
}

/// The seven obstacles with severity and owner.
#[component]
fn ObstaclesCard() -> impl IntoView {
    let workspace = use_workspace();
    let words = move || workspace.with_plan(|p| obstacles_in_words(&p.obstacles));
    view! {
        <section class="card" aria-label="Obstacles">
            <h2>"What stands in the way"</h2>
            <p>{words}</p>
            <div class="scroll"><table class="figures obstacles">
                <thead><tr><th scope="col">"Obstacle, in the survey's order"</th><th scope="col">"Severity"</th><th scope="col">"Owner"</th><th scope="col">"Note"</th></tr></thead>
                <tbody>{Obstacle::ALL.map(|obstacle| row(workspace, obstacle)).collect_view()}</tbody>
            </table></div>
        </section>
    }
}

fn row(workspace: Workspace, obstacle: Obstacle) -> AnyView {
    let state = memo(move || workspace.with_plan(|p| p.obstacles.get(&obstacle).cloned().unwrap_or_default()));
    let changed = move |change: &dyn Fn(&mut ObstacleState)| {
        let mut changed = state.get_untracked();
        change(&mut changed);
        Command::SetObstacle(obstacle, changed)
    };
    let choose = Callback::new(move |severity| workspace.act(&changed(&|s| s.severity = severity)));
    let options = ObstacleSeverity::ALL.map(|s| (s, s.label().to_owned())).to_vec();
    let label = obstacle.label();
    let text = move |what: &str, of: fn(&mut ObstacleState) -> &mut String| {
        let read = Arc::new(move |_: Workspace| state.with(|s| of(&mut s.clone()).clone()));
        let command = Arc::new(move |text: String| changed(&move |s| text.clone_into(of(s))));
        view! { <TextField key=format!("obstacle {label} {what}") label=format!("{what}: {label}") read=read command=command/> }
    };
    view! {
        <tr>
            <th scope="row">{label}</th>
            <td><Pick label=format!("Severity: {label}") quiet=true none="not judged" options=options
                value=Signal::derive(move || state.with(|s| s.severity)) choose=choose/></td>
            <td>{text("Owner", |s| &mut s.owner)}</td>
            <td>{text("Note", |s| &mut s.note)}</td>
        </tr>
    }
    .into_any()
}
