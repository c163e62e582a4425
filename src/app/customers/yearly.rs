//! The eight Patterson inputs of the past years.

use crate::app::boxed::memo;
use crate::app::widgets::{Cell, Field, Grid, GridRow};
use crate::app::workspace::{Part, Workspace};
use crate::plan::number_text::Unit;
use crate::plan::{Command, CostEntry, Segment, SegmentChange, SegmentId, YearlyFigure};
use leptos::prelude::*;
use std::sync::Arc;

/// The grid of a segment.
#[component]
pub fn Yearly(id: SegmentId, segment: Part<Segment>, name: Memo<String>) -> impl IntoView {
    let years = memo(move || segment.with(|s| s.as_ref().map(|s| s.years.iter().map(|y| y.year).collect::<Vec<_>>())));
    let columns = memo(move || years.get().unwrap_or_default().iter().map(ToString::to_string).collect::<Vec<_>>());
    let rows = memo(move || {
        let per_customer = segment.with(|s| s.as_ref().is_some_and(|s| s.costs == CostEntry::PerCustomer));
        YearlyFigure::ALL.iter().map(|f| GridRow { name: f.label(), hint: hint(*f, per_customer) }).collect::<Vec<_>>()
    });
    let cell = move |row: usize, column: usize| {
        let figure = YearlyFigure::ALL.get(row).copied().unwrap_or(YearlyFigure::NewCustomers);
        let year = years.get_untracked().and_then(|y| y.get(column).copied()).unwrap_or_default();
        Cell::of(Field::new(
            format!("figure {id} {year} {}", figure.label()),
            Unit::Plain,
            move |_: Workspace| segment.with(|s| s.as_ref()?.year(year)?.get(figure)),
            move |value| Command::Segment(id, SegmentChange::Figure(year, figure, value)),
        ))
    };
    view! {
        <div class="block">
            <h2 class="small">"Past years"</h2>
            <Grid name=Signal::derive(move || format!("Yearly figures: {}", name.get())) columns=columns rows=rows cell=Arc::new(cell)/>
        </div>
    }
}

fn hint(figure: YearlyFigure, per_customer: bool) -> &'static str {
    match figure {
        f if f.is_count() => "",
        f if f.is_cost() && per_customer => "per customer",
        f if f.is_cost() => "total",
        _ => "a year",
    }
}
