//! The drivers of the years ahead; an empty one follows from the latest entered year, and shows what follows.

use crate::app::boxed::{live, memo};
use crate::app::widgets::{Cell, Field, Grid, GridRow};
use crate::app::workspace::{Part, Workspace, use_workspace};
use crate::plan::number_text::{Unit, fixed, percent};
use crate::plan::{Command, Driver, Plan, RetentionModel, Segment, SegmentChange, SegmentId};
use leptos::prelude::*;
use std::sync::Arc;

/// The drivers in use, each with its value and whether it follows from the latest entered year.
type Resolved = Memo<Vec<(Driver, f64, bool)>>;

/// The grid of a segment.
#[component]
pub fn Drivers(id: SegmentId, segment: Part<Segment>, name: Memo<String>) -> impl IntoView {
    let workspace = use_workspace();
    let fitted =
        memo(move || segment.with(|s| s.as_ref().is_some_and(|s| s.retention_model == RetentionModel::CohortFit)));
    let resolved: Resolved = memo(move || {
        let drivers = workspace.with_forecast(|f| f.segments.iter().find(|s| s.id == id).map(|s| s.drivers.clone()));
        drivers.ok().flatten().unwrap_or_default()
    });
    let rows = memo(move || {
        let fitted = fitted.get();
        Driver::ALL.iter().map(|d| GridRow { name: d.label(), hint: hint(*d, fitted) }).collect::<Vec<_>>()
    });
    let first_year = move || workspace.with_plan(Plan::base_year).map_or_else(String::new, |y| (y + 1).to_string());
    let columns = Signal::derive(move || vec![format!("from {}", first_year())]);
    let cell = move |row: usize, _column: usize| {
        let driver = Driver::ALL.get(row).copied().unwrap_or(Driver::NewFirstYear);
        let unit = if driver.is_rate() { Unit::Percent } else { Unit::Plain };
        Cell {
            field: Field::new(
                format!("driver {id} {}", driver.label()),
                unit,
                move |_: Workspace| segment.with(|s| s.as_ref()?.drivers.get(&driver).copied()),
                move |value| Command::Segment(id, SegmentChange::Driver(driver, value)),
            ),
            follows: Arc::new(move |w| follows(w, driver, fitted, resolved)),
        }
    };
    view! {
        <div class="block">
            <h2 class="small">"Drivers of the years ahead"</h2>
            <Grid name=Signal::derive(move || format!("Drivers: {}", name.get())) columns=columns rows=rows cell=Arc::new(cell)/>
            <p class="quiet">{live(move || workspace.with_plan(Plan::latest_entered_year).map(|y| format!("Italic: follows from {y}. Type to replace it.")))}</p>
        </div>
    }
}

/// The value an empty driver takes.
fn follows(workspace: Workspace, driver: Driver, fitted: Memo<bool>, resolved: Resolved) -> Option<String> {
    if driver == Driver::Retention && fitted.get() {
        return Some("by cohort".to_owned());
    }
    let value = resolved.with(|all| all.iter().find(|(d, ..)| *d == driver).map(|(_, value, _)| *value))?;
    let locale = workspace.locale.get();
    Some(match driver {
        d if d.is_rate() => percent(value, 1, locale),
        d if d.is_count() => fixed(value, 0, locale),
        _ => fixed(value, if value.abs() >= 1_000.0 { 0 } else { 2 }, locale),
    })
}

fn hint(driver: Driver, fitted: bool) -> &'static str {
    match driver {
        Driver::Retention if fitted => "from the cohorts",
        d if d.is_rate() => "a year",
        _ => "",
    }
}
