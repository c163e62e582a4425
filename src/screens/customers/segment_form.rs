//! What a segment is: name, business model, margin, and how its numbers are meant.

use super::parts::{PartDialog, SegmentOperation};
use crate::state::workspace::{PartMemo as Followed, Workspace, use_workspace};
use crate::widgets::{Choice, Field, MenuButton, MenuEntry, NumberField, TextField};
use journey_plan::number::text::NumberUnit;
use journey_plan::{
    BusinessModel, Command, CostEntry, ExistingBasis, Place, RetentionModel, Segment, SegmentChange, SegmentId,
    YearlyFigure,
};
use leptos::prelude::*;
use std::sync::Arc;

/// The head of a segment's card.
#[component]
pub fn SegmentForm(id: SegmentId, segment: Followed<Segment>) -> impl IntoView {
    let workspace = use_workspace();
    let change = move |change: SegmentChange| workspace.act(&Command::Segment(id, change));
    // A choice between two values of the segment, by the name of its first value.
    let either = move |label: &'static str,
                       names: [&'static str; 2],
                       is_second: fn(&Segment) -> bool,
                       pick: fn(bool) -> SegmentChange| {
        let value = Signal::derive(move || segment.with(|s| s.as_deref().is_some_and(is_second)).to_string());
        let options = Signal::derive(move || {
            vec![("false".to_owned(), names[0].to_owned()), ("true".to_owned(), names[1].to_owned())]
        });
        let choose = Callback::new(move |key: String| change(pick(key == "true")));
        view! { <Choice label=label options=options value=value choose=choose/> }
    };
    let margin = Field::new(
        format!("margin {id}"),
        NumberUnit::Percent,
        move |_: Workspace| segment.with(|s| s.as_ref()?.gross_margin),
        move |value| Command::Segment(id, SegmentChange::put(Place::GrossMargin, value)),
    );
    let timing = Field::required(
        format!("churn timing {id}"),
        NumberUnit::Percent,
        move |_: Workspace| segment.with(|s| s.as_ref().map(|s| s.churn_timing)),
        move |value| Command::Segment(id, SegmentChange::put(Place::ChurnTiming, Some(value))),
    );
    let part = RwSignal::new(None::<SegmentOperation>);
    let menu_name =
        move || segment.with(|s| s.as_ref().map(|s| format!("Segment menu: {}", s.name)).unwrap_or_default());
    view! {
        <div class="segment-form">
            <TextField label="Segment name" key=format!("segment {id} name") class="segment-name"
                read=Arc::new(move |_: Workspace| segment.with(|s| s.as_ref().map(|s| s.name.clone()).unwrap_or_default()))
                command=Arc::new(move |name| Command::Segment(id, SegmentChange::Name(name)))/>
            {either("Business", ["Subscription", "Transaction"], |s| s.model == BusinessModel::Transaction,
                |second| SegmentChange::Model(if second { BusinessModel::Transaction } else { BusinessModel::Subscription }))}
            {either(YearlyFigure::ExistingCustomers.label(), ["include leavers", "exclude leavers"], |s| s.basis == ExistingBasis::Retained,
                |second| SegmentChange::Basis(if second { ExistingBasis::Retained } else { ExistingBasis::Opening }))}
            {either("Costs are", ["totals", "per customer"], |s| s.costs == CostEntry::PerCustomer,
                |second| SegmentChange::Costs(if second { CostEntry::PerCustomer } else { CostEntry::Total }))}
            {either("Retention", ["one rate", "fitted to cohorts"], |s| s.retention_model == RetentionModel::CohortFit,
                |second| SegmentChange::Retention(if second { RetentionModel::CohortFit } else { RetentionModel::Constant }))}
            <NumberField label="Gross margin" placeholder="not entered" field=margin/>
            <NumberField label="Leaver revenue share" field=timing/>
            <MenuButton label="Segment" name=Signal::derive(menu_name) entries=Signal::derive(move || {
                let alone = workspace.with_plan(|p| p.segments.len() < 2);
                vec![
                    MenuEntry::new("Split…", move || part.set(Some(SegmentOperation::Split))),
                    MenuEntry::new("Merge another into it…", move || part.set(Some(SegmentOperation::Merge))).enabled(!alone),
                    MenuEntry::new("Remove segment", move || change(SegmentChange::Remove)),
                ]
            })/>
            <PartDialog id=id part=part/>
        </div>
    }
}
