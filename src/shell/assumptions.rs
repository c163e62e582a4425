//! The assumptions register: everything the figures rest on, who answers for it and how good it is.

use crate::screens::customers::notes::{AnnotatedNumber, NoteDialog};
use crate::state::workspace::{Workspace, use_workspace};
use crate::widgets::Modal;
use crate::widgets::boxed::{Show, live, memo};
use journey_account::assumptions::{Assumption, Subject, assumptions, ungrounded};
use journey_plan::number::text::NumberUnit;
use journey_plan::{Evidence, NumberId};
use leptos::prelude::*;

/// The dialog with the register of assumptions.
#[component]
pub fn AssumptionsDialog(
    /// Closes the dialog.
    close: Callback<()>,
) -> impl IntoView {
    let workspace = use_workspace();
    let register = memo(move || workspace.with_plan(|plan| workspace.projection.with(|p| assumptions(plan, p))));
    let only_open = RwSignal::new(false);
    let noting = RwSignal::new(None::<Subject>);
    let rows = move || {
        let shown =
            register.with(|r| r.iter().filter(|a| !only_open.get() || a.is_ungrounded()).cloned().collect::<Vec<_>>());
        shown.into_iter().map(|assumption| row(assumption, noting)).collect_view()
    };
    view! {
        <Modal title="Assumptions" class="wide" reading=true close=close>
            <p>{live(move || register.with(|r| ungrounded(workspace.pen.get(), r)))}</p>
            <label class="check"><input type="checkbox" on:change=move |_| only_open.update(|o| *o = !*o)/>"Only those without a source"</label>
            <div class="scroll listed register" tabindex="0" role="region" aria-label="Register">
                <table class="figures">
                    <thead><tr>
                        <th scope="col">"Assumption"</th><th scope="col">"Value"</th><th scope="col">"Range"</th><th scope="col">"Grade"</th>
                        <th scope="col">"Source"</th><th scope="col">"Owner"</th><th scope="col">"As of"</th>
                    </tr></thead>
                    <tbody>{live(rows)}</tbody>
                </table>
            </div>
            <Show when=move || noting.with(Option::is_some)>
                {live(move || noting.get().and_then(|subject| {
                    let about = about(workspace, subject, &register.get_untracked())?;
                    Some(view! { <NoteDialog about=about close=Callback::new(move |()| noting.set(None))/> })
                }))}
            </Show>
        </Modal>
    }
}

fn row(assumption: Assumption, noting: RwSignal<Option<Subject>>) -> AnyView {
    let Assumption {
        what,
        where_,
        subject,
        value,
        origin,
        owner,
        source,
        date,
        grade,
        evidence,
        low,
        high,
        remark,
        ..
    } = assumption;
    let end = |end: Option<String>| end.unwrap_or_else(|| "…".to_owned());
    let range = if low.is_some() || high.is_some() { format!("{} to {}", end(low), end(high)) } else { String::new() };
    let evidence =
        evidence.filter(|e| *e != Evidence::Assumption).map(|e| format!(", {}", e.label().to_ascii_lowercase()));
    let source = if remark.is_empty() { source } else { format!("{source} {remark}") };
    let name = match subject {
        Subject::Number(NumberId::Setting(_) | NumberId::Segment(..)) => {
            let label = format!("About {what}, {where_}");
            view! { <button class="link" aria-label=label on:click=move |_| noting.set(Some(subject))>{what}</button> }
                .into_any()
        }
        _ => what.into_any(),
    };
    view! {
        <tr>
            <th scope="row">{name}<small>{where_}</small></th>
            <td>{value}<small>{origin}</small></td>
            <td>{range}</td>
            <td><span class="grade" title=grade.meaning()>{grade.letter()}</span>{evidence}</td>
            <td>{source}</td>
            <td>{owner}</td>
            <td>{date.map(|d| d.to_string())}</td>
        </tr>
    }
    .into_any()
}

/// The note behind a line of the register, where the line has one.
fn about(workspace: Workspace, subject: Subject, register: &[Assumption]) -> Option<AnnotatedNumber> {
    let line = register.iter().find(|a| a.subject == subject)?;
    let unit = |is_share| if is_share { NumberUnit::Percent } else { NumberUnit::Plain };
    let title = format!("{}, {}", line.what, line.where_);
    let value = line.value.clone();
    let Subject::Number(id) = subject else { return None };
    let in_percent = match id {
        NumberId::Setting(setting) => setting.is_share(),
        NumberId::Segment(id, place) => {
            workspace.with_plan_untracked(|p| p.segment(id).is_some_and(|s| s.in_percent(place)))
        }
        _ => return None,
    };
    Some(AnnotatedNumber { id, title, unit: unit(in_percent), value })
}
