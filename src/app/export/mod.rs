//! What leaves the app as a picture or a table. An [`Order`] says what; the work is done in a part of the program that the first
//! page does not wait for.

mod copy;
mod living;
mod options;
mod picture;
mod report;

pub use options::{ExportOptions, NotCopied};
pub use report::Report;

use super::clock::today;
use super::lazy;
use super::shell::files::{file_name, safe_name};
use super::workspace::Workspace;
use crate::app::clipboard;
use crate::chart::picture::{Caption, MapOptions, chart_picture, map_picture};
use crate::chart::{Chart, Table};
use crate::exchange::csv::{self, CsvTable};
use crate::exchange::workbook::{WorkbookOptions, workbook};
use crate::exchange::{carried, plan_file, tsv};
use crate::plan::Plan;
use crate::storage::download::{save_blob, save_bytes, save_file};
use crate::storage::local::{self, ExportPreferences};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use wasm_bindgen::JsValue;

/// The media type of a workbook.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What a picture becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A file that any size is drawn from.
    Svg,
    /// A file of pixels.
    Png,
    /// Pixels on the clipboard.
    Copied,
}

/// A picture on its way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The name of its file, without what says its form.
    pub name: String,
    /// The picture.
    pub svg: Arc<str>,
}

/// What is to leave.
#[derive(Debug, Clone)]
pub enum Order {
    /// The workbook with live formulas.
    Workbook,
    /// The chosen table of the plan, as CSV.
    Csv,
    /// The page itself with the plan in it.
    Living,
    /// The map.
    Map(Form),
    /// A chart.
    Chart(Box<Chart>, Form),
    /// The table of a chart, onto the clipboard.
    Cells(Table),
    /// A picture that is drawn already.
    Drawn(Picture, Form),
}

/// Carries out `order`, as soon as the part that can is there.
pub fn export(workspace: Workspace, order: Order) {
    spawn_local(async move {
        if lazy::carry_out(order, workspace).await.is_err() {
            let words = "The part of Journey Equity that exports could not be loaded. Your plan is not affected. Try again, or reload the page.";
            workspace.view.alert.set(words.to_owned());
        }
    });
}

/// Carries out `order`: the way into the part.
pub fn carry_out(order: Order, workspace: Workspace) {
    match order {
        Order::Workbook => save_workbook(workspace),
        Order::Csv => table(workspace),
        Order::Living => spawn_local(living::save(workspace)),
        Order::Cells(cells) => copy_cells(workspace, cells),
        Order::Map(form) => give(workspace, map(workspace), form),
        Order::Chart(chart, form) => {
            let picture = workspace.with_plan_untracked(|plan| Picture {
                name: name(plan, &chart.title),
                svg: chart_picture(&chart, &caption(plan)).into(),
            });
            give(workspace, picture, form);
        }
        Order::Drawn(picture, form) => give(workspace, picture, form),
    }
}

/// What stands at the foot of everything that leaves.
pub fn caption(plan: &Plan) -> Caption {
    Caption { plan: plan.title.clone(), date: today(), footer: local::preferences().export.footer }
}

/// A file name for `what` of a plan.
fn name(plan: &Plan, what: &str) -> String {
    [safe_name(&plan.title, 40), safe_name(what, 60)].map(|part| part.unwrap_or_else(|| "plan".to_owned())).join("-")
}

fn map(workspace: Workspace) -> Picture {
    let ExportPreferences { money, compact, .. } = local::preferences().export;
    let projection = workspace.projection.get_untracked();
    workspace.with_plan_untracked(|plan| {
        let lanes = if money { MapOptions::default() } else { MapOptions::without_money(plan) };
        let options = MapOptions { is_compact: compact, ..lanes };
        Picture { name: name(plan, "map"), svg: map_picture(plan, &projection, &options, &caption(plan)).into() }
    })
}

fn save_workbook(workspace: Workspace) {
    let simulated = workspace.standing.with_untracked(|standing| standing.fresh().cloned());
    let (name, book) = workspace.with_plan_untracked(|plan| {
        let book = today().ok_or_else(|| "the clock of this machine shows no date".to_owned()).and_then(|date| {
            let confidentiality = caption(plan).footer;
            let options = WorkbookOptions { date, confidentiality, uncertainty: simulated.as_deref() };
            workbook(plan, &options).map_err(|error| error.to_string())
        });
        (file_name(&plan.title, "xlsx"), book)
    });
    let outcome = match book {
        Ok(bytes) => Saved::of(&save_bytes(&name, &bytes, XLSX)),
        Err(reason) => Saved::Not(reason),
    };
    tell(workspace, outcome, &name, "");
}

fn table(workspace: Workspace) {
    let table = CsvTable::from_key(&local::preferences().export.csv).unwrap_or(CsvTable::Customers);
    let (name, text) =
        workspace.with_plan_untracked(|plan| (format!("{}.csv", name(plan, table.label())), csv::write(plan, table)));
    tell(workspace, Saved::of(&save_file(&name, &text, "text/csv")), &name, "");
}

fn copy_cells(workspace: Workspace, Table { columns, rows }: Table) {
    let mut cells = vec![columns];
    cells.extend(rows);
    clipboard::write(&tsv::write(&cells), move |is_copied| {
        if is_copied {
            workspace.view.say("Copied the table.");
        } else {
            let words =
                "The browser did not let the table be copied. Choose “Show as table”, select it and copy it there.";
            workspace.view.alert.set(words.to_owned());
        }
    });
}

fn give(workspace: Workspace, picture: Picture, form: Form) {
    match form {
        Form::Svg => save_svg(workspace, &picture),
        Form::Png => spawn_local(save_png(workspace, picture)),
        Form::Copied => copy::copy(workspace, picture),
    }
}

fn save_svg(workspace: Workspace, picture: &Picture) {
    let name = format!("{}.svg", picture.name);
    let plan = plan_to_carry(workspace);
    let svg = plan.as_ref().map_or_else(|| Ok(picture.svg.to_string()), |plan| carried::into_svg(&picture.svg, plan));
    let outcome = match svg {
        Ok(svg) => Saved::of(&save_file(&name, &svg, "image/svg+xml")),
        Err(error) => Saved::Not(error.to_string()),
    };
    tell(workspace, outcome, &name, with_plan(plan.as_deref()));
}

async fn save_png(workspace: Workspace, picture: Picture) {
    let name = format!("{}.png", picture.name);
    let plan = plan_to_carry(workspace);
    let png = match picture::draw(&picture.svg).await {
        Ok(png) => png,
        Err(error) => return tell(workspace, Saved::Not(error.to_string()), &name, ""),
    };
    let blob = match &plan {
        Some(plan) => picture::with_plan(&png.blob, plan).await,
        None => Ok(png.blob.clone()),
    };
    match blob {
        Ok(blob) => {
            let how = format!("{}{}", with_plan(plan.as_deref()), png.remark());
            tell(workspace, Saved::of(&save_blob(&name, &blob)), &name, &how);
        }
        Err(error) => tell(workspace, Saved::Not(error.to_string()), &name, ""),
    }
}

/// The plan file, if the next picture is to carry it; the one after it does not.
fn plan_to_carry(workspace: Workspace) -> Option<String> {
    let carry = workspace.view.carry_plan;
    if !carry.get_untracked() {
        return None;
    }
    carry.set(false);
    plan_file::write(&workspace.plan_now()).ok()
}

fn with_plan(plan: Option<&str>) -> &'static str {
    if plan.is_some() { " with the plan inside" } else { "" }
}

/// What became of a file.
enum Saved {
    Yes,
    /// Why it is not there, without the full stop.
    Not(String),
}

impl Saved {
    fn of(download: &Result<(), JsValue>) -> Self {
        if download.is_ok() { Self::Yes } else { Self::Not("the browser refused the download".to_owned()) }
    }
}

/// Says what became of a file; `how` goes behind its name.
fn tell(workspace: Workspace, outcome: Saved, name: &str, how: &str) {
    match outcome {
        Saved::Yes => workspace.view.say(format!("Saved {name}{how}")),
        Saved::Not(reason) => workspace.view.alert.set(format!("{name} was not saved: {reason}.")),
    }
}
