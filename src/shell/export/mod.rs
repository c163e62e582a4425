//! What leaves the app as a picture or a table. An [`Order`] says what; the work is done in a part of the program that
//! the first page does not wait for.

mod copy;
mod living;
mod options;
mod picture;
mod report;

pub use options::{ExportOptions, NotCopied};
pub use report::Report;

use crate::state::clipboard;
use crate::state::clock::today;
use crate::state::order::{Order, Picture, PictureFormat};
use crate::state::plan_download::{file_name, safe_name};
use crate::state::view::View;
use crate::state::work::WorkUnderWay;
use crate::state::workspace::Workspace;
use crate::storage::download::{save_blob, save_bytes, save_file};
use crate::storage::local::ExportPreferences;
use journey_output::chart::TableTwin;
use journey_output::chart::picture::{Caption, MapOptions, chart_picture, map_picture};
use journey_output::exchange::csv::{self, CsvTable};
use journey_output::exchange::workbook::{WorkbookError, WorkbookOptions, WorkbookWriter};
use journey_output::exchange::{embed, plan_file, tsv};
use journey_plan::Plan;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::Blob;

/// The media type of a workbook.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Carries out `order`: the way into the part that exports.
pub fn carry_out(order: Order, workspace: Workspace) {
    match order {
        Order::Workbook => workspace.life().run(save_workbook(workspace)),
        Order::Csv => table(workspace),
        Order::Living => workspace.life().run(living::save(workspace)),
        Order::Cells(cells) => copy_cells(workspace, cells),
        Order::Map(form) => give(workspace, map(workspace), form),
        Order::Chart(chart, form) => {
            let picture = workspace.with_plan_untracked(|plan| Picture {
                name: name(plan, &chart.title),
                svg: chart_picture(&chart, &caption(workspace.view, plan)).into(),
            });
            give(workspace, picture, form);
        }
        Order::Drawn(picture, form) => give(workspace, picture, form),
    }
}

/// The caption at the foot of everything that leaves the app.
pub fn caption(view: View, plan: &Plan) -> Caption {
    Caption {
        plan: plan.title.clone(),
        date: today(),
        footer: view.export.with_untracked(|export| export.footer.clone()),
    }
}

/// A file name for `what` of a plan.
fn name(plan: &Plan, what: &str) -> String {
    [safe_name(&plan.title, 40), safe_name(what, 60)].map(|part| part.unwrap_or_else(|| "plan".to_owned())).join("-")
}

fn map(workspace: Workspace) -> Picture {
    let ExportPreferences { money, compact, .. } = workspace.view.export.get_untracked();
    let projection = workspace.projection.get_untracked();
    workspace.with_plan_untracked(|plan| {
        let lanes = if money { MapOptions::default() } else { MapOptions::without_money(plan) };
        let options = MapOptions { is_compact: compact, ..lanes };
        Picture {
            name: name(plan, "map"),
            svg: map_picture(plan, &projection, &options, &caption(workspace.view, plan)).into(),
        }
    })
}

/// Begins work that takes a while; where something else is still being done, that is said.
fn begin(workspace: Workspace, what: &str) -> Option<WorkUnderWay> {
    let work = workspace.view.work.begin(what);
    if work.is_none() {
        workspace.view.refuse("Another export is still being made. Wait for it, or cancel it.");
    }
    work
}

async fn save_workbook(workspace: Workspace) {
    let Some(work) = begin(workspace, "Writing the workbook…") else { return };
    let name = workspace.with_plan_untracked(|plan| file_name(&plan.title, "xlsx"));
    let book = written_workbook(workspace, &work).await;
    drop(work);
    let outcome = match book {
        Ok(Some(bytes)) => DownloadOutcome::of(&save_bytes(&name, &bytes, XLSX)),
        Ok(None) => return workspace.view.say("The workbook was given up; nothing is saved."),
        Err(reason) => DownloadOutcome::Not(reason),
    };
    tell(workspace, outcome, &name, "");
}

/// The workbook of the plan as it is now, written a sheet at a time; `None` where it was given up.
async fn written_workbook(workspace: Workspace, work: &WorkUnderWay) -> Result<Option<Vec<u8>>, String> {
    let plan = workspace.plan_now();
    let date = today().ok_or_else(|| "the clock of this machine shows no date".to_owned())?;
    let simulated = workspace.standing.with_untracked(|standing| standing.fresh().cloned());
    let confidentiality = caption(workspace.view, &plan).footer;
    let options = WorkbookOptions { date, confidentiality, uncertainty: simulated.as_deref() };
    if !work.reach(0.0).await {
        return Ok(None);
    }
    let failed = |error: WorkbookError| error.to_string();
    let mut writer = WorkbookWriter::new(&plan, &options).map_err(failed)?;
    loop {
        if !work.reach(0.3 + 0.5 * writer.progress()).await {
            return Ok(None);
        }
        if !writer.step(&options).map_err(failed)? {
            return writer.finish().map(Some).map_err(failed);
        }
    }
}

fn table(workspace: Workspace) {
    let table =
        workspace.view.export.with_untracked(|export| CsvTable::from_key(&export.csv)).unwrap_or(CsvTable::Customers);
    let (name, text) =
        workspace.with_plan_untracked(|plan| (format!("{}.csv", name(plan, table.label())), csv::write(plan, table)));
    tell(workspace, DownloadOutcome::of(&save_file(&name, &text, "text/csv")), &name, "");
}

fn copy_cells(workspace: Workspace, TableTwin { columns, rows }: TableTwin) {
    let mut cells = vec![columns];
    cells.extend(rows);
    clipboard::write(&tsv::write(&cells), move |is_copied| {
        if is_copied {
            workspace.view.say("Copied the table.");
        } else {
            let words =
                "The browser did not let the table be copied. Choose “Show as table”, select it and copy it there.";
            workspace.view.alert(words);
        }
    });
}

fn give(workspace: Workspace, picture: Picture, form: PictureFormat) {
    match form {
        PictureFormat::Svg => save_svg(workspace, &picture),
        PictureFormat::Png => workspace.life().run(save_png(workspace, picture)),
        PictureFormat::Copied => {
            // What is pasted somewhere never carries a plan, and the next file is not meant either.
            workspace.view.carry_plan.set(false);
            copy::copy(workspace, picture);
        }
    }
}

fn save_svg(workspace: Workspace, picture: &Picture) {
    let name = format!("{}.svg", picture.name);
    let plan = plan_to_carry(workspace);
    let svg = match &plan {
        Ok(Some(plan)) => embed::into_svg(&picture.svg, plan).map_err(|error| error.to_string()),
        Ok(None) => Ok(picture.svg.to_string()),
        Err(reason) => Err(reason.clone()),
    };
    let outcome = match svg {
        Ok(svg) => DownloadOutcome::of(&save_file(&name, &svg, "image/svg+xml")),
        Err(reason) => DownloadOutcome::Not(reason),
    };
    tell(workspace, outcome, &name, with_plan(&plan));
}

async fn save_png(workspace: Workspace, picture: Picture) {
    let Some(work) = begin(workspace, "Drawing the picture…") else { return };
    let name = format!("{}.png", picture.name);
    let plan = plan_to_carry(workspace);
    let goes_on = work.reach(0.1).await;
    let drawn = if goes_on { png(&picture, &plan).await.map(Some) } else { Ok(None) };
    let goes_on = goes_on && work.reach(0.9).await;
    drop(work);
    match drawn {
        Ok(Some((blob, remark))) if goes_on => {
            let how = format!("{}{remark}", with_plan(&plan));
            tell(workspace, DownloadOutcome::of(&save_blob(&name, &blob)), &name, &how);
        }
        Ok(_) => workspace.view.say("The picture was given up; nothing is saved."),
        Err(reason) => tell(workspace, DownloadOutcome::Not(reason), &name, ""),
    }
}

/// The picture as a PNG file, with the plan in it if there is one, and what is to be said about its size.
async fn png(picture: &Picture, plan: &PlanToCarry) -> Result<(Blob, String), String> {
    let png = picture::draw(&picture.svg).await.map_err(|error| error.to_string())?;
    let remark = png.remark();
    match plan.as_ref().map_err(Clone::clone)? {
        Some(plan) => picture::with_plan(&png.blob, plan).await.map_err(|error| error.to_string()).map(|b| (b, remark)),
        None => Ok((png.blob, remark)),
    }
}

/// The plan file that a picture is to carry, or why there is none.
type PlanToCarry = Result<Option<String>, String>;

/// The plan file, if the next picture is to carry it; the one after it does not.
fn plan_to_carry(workspace: Workspace) -> PlanToCarry {
    let carry = workspace.view.carry_plan;
    if !carry.get_untracked() {
        return Ok(None);
    }
    carry.set(false);
    plan_file::write(&workspace.plan_now()).map(Some).map_err(|error| error.to_string())
}

fn with_plan(plan: &PlanToCarry) -> &'static str {
    if matches!(plan, Ok(Some(_))) { " with the plan inside" } else { "" }
}

/// What became of a file.
enum DownloadOutcome {
    Yes,
    /// The file is not there: why, in a sentence without its full stop.
    Not(String),
}

impl DownloadOutcome {
    fn of(download: &Result<(), JsValue>) -> Self {
        if download.is_ok() { Self::Yes } else { Self::Not("the browser refused the download".to_owned()) }
    }
}

/// Says what became of the file `name`; `how` follows the name.
fn tell(workspace: Workspace, outcome: DownloadOutcome, name: &str, how: &str) {
    match outcome {
        DownloadOutcome::Yes => workspace.view.say(format!("Saved {name}{how}.")),
        DownloadOutcome::Not(reason) => workspace.view.alert(format!("{name} was not saved: {reason}.")),
    }
}
