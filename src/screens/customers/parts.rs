//! Dividing a segment in two, and making one of two.

use crate::state::workspace::{Workspace, use_workspace};
use crate::widgets::boxed::{Show, live, memo};
use crate::widgets::{Modal, Pick};
use journey_engine::merge::merge_segments;
use journey_plan::number::text::{NumberUnit, parse};
use journey_plan::{Command, SegmentId};
use leptos::prelude::*;

/// An operation on a whole segment.
#[derive(Clone, Copy, PartialEq)]
pub enum SegmentOperation {
    /// The segment is divided in two.
    Split,
    /// Another segment is merged into this one.
    Merge,
}

/// The dialog for `part`, while it is open.
#[component]
pub fn PartDialog(
    /// The segment.
    id: SegmentId,
    /// The operation whose dialog is open.
    part: RwSignal<Option<SegmentOperation>>,
) -> impl IntoView {
    let close = Callback::new(move |()| part.set(None));
    view! {
        <Show when=move || part.get() == Some(SegmentOperation::Split)><SplitDialog id=id close=close/></Show>
        <Show when=move || part.get() == Some(SegmentOperation::Merge)><MergeDialog id=id close=close/></Show>
    }
}

fn name_of(workspace: Workspace, id: SegmentId) -> String {
    workspace.with_plan_untracked(|p| p.segment(id).map(|s| s.name.clone()).unwrap_or_default())
}

#[component]
fn SplitDialog(id: SegmentId, close: Callback<()>) -> impl IntoView {
    let workspace = use_workspace();
    let name = name_of(workspace, id);
    let (share, new_name) = (RwSignal::new("50 %".to_owned()), RwSignal::new(format!("{name}, part 2")));
    let error = RwSignal::new(String::new());
    let go = move |_| {
        let locale = workspace.pen.get_untracked().locale();
        let outcome =
            parse(&share.get_untracked(), locale, NumberUnit::Percent).map_err(|e| e.to_string()).and_then(|share| {
                let share = share.ok_or_else(|| "enter the share of customers".to_owned())?;
                let command = Command::SplitSegment { segment: id, share, name: new_name.get_untracked() };
                workspace.dispatch(&command).map_err(|e| e.to_string())
            });
        match outcome {
            Ok(()) => close.run(()),
            Err(reason) => error.set(reason),
        }
    };
    view! {
        <Modal title=format!("Split “{name}”") close=close>
            <p>"Customers, costs and cohorts are divided; everything per customer is copied. No figure of the plan changes."</p>
            <div class="form">
                <label class="field"><span>"Share of the customers"</span>
                    <input type="text" inputmode="decimal" prop:value=share on:input=move |e| share.set(event_target_value(&e))/></label>
                <label class="field"><span>"Name of the new segment"</span>
                    <input type="text" prop:value=new_name on:input=move |e| new_name.set(event_target_value(&e))/></label>
            </div>
            {live(move || Some(error.get()).filter(|e| !e.is_empty()).map(|e| view! { <p class="note warn" role="alert">{e}</p> }))}
            <div class="buttons"><button class="primary" on:click=go>"Split"</button><button on:click=move |_| close.run(())>"Cancel"</button></div>
        </Modal>
    }
}

#[component]
fn MergeDialog(id: SegmentId, close: Callback<()>) -> impl IntoView {
    let workspace = use_workspace();
    let others: Vec<(SegmentId, String)> = workspace
        .with_plan_untracked(|p| p.segments.iter().filter(|s| s.id != id).map(|s| (s.id, s.name.clone())).collect());
    let from = RwSignal::new(others.first().map(|(id, _)| *id));
    let preview = memo(move || {
        let from = from.get()?;
        Some(workspace.with_plan(|p| merge_segments(p, id, from)))
    });
    let can = move || preview.with(|p| matches!(p, Some(Ok(_))));
    let go = move |_| {
        let Some(Ok(merged)) = preview.get_untracked() else { return };
        let outcome = workspace.dispatch(&merged.command());
        close.run(());
        if let Err(error) = outcome {
            workspace.view.alert(error.to_string());
        }
    };
    let sentences = move || match preview.get() {
        None => view! { <p>"There is no other segment."</p> }.into_any(),
        Some(Err(reason)) => view! { <p class="note warn" role="alert">{reason.to_string()}</p> }.into_any(),
        Some(Ok(merged)) => {
            let remarks = merged.remarks.iter().map(|remark| view! { <li>{remark.to_string()}</li> });
            view! { <ul class="list">{remarks.collect_view()}</ul> }.into_any()
        }
    };
    view! {
        <Modal title=format!("Merge into “{}”", name_of(workspace, id)) close=close>
            <Pick label="The segment that goes" options=others value=Signal::derive(move || from.get()) choose=Callback::new(move |id| from.set(id))/>
            {live(sentences)}
            <div class="buttons"><button class="primary" disabled=move || !can() on:click=go>"Merge"</button><button on:click=move |_| close.run(())>"Cancel"</button></div>
        </Modal>
    }
}
