//! A plan as a workbook with live formulas.
//!
//! The model is written down a second time, as formulas: [`expr`] holds them, [`book`] lays them into cells and
//! calculates them by the rules of spreadsheets, [`file`](mod@file) makes the XLSX. What stands in a cell is therefore
//! what its formula gives, and agrees with the engine because the formulas are right (`tests/workbook.rs`), not because
//! they were told the result.

mod book;
mod case;
mod cohorts;
mod customers;
mod drivers;
mod entry;
mod expr;
mod file;
mod forecast;
mod functions;
mod inputs;
mod not_live;
mod outputs;
mod past;
mod points;
mod read_me;
mod response;
mod scenarios;
mod scores;
mod solving;
mod style;
mod tab;
mod text;
mod timing;
mod value;

use crate::engine::project;
use crate::engine::uncertainty::Uncertainty;
use crate::plan::{Date, Plan};
use book::{Book, Content, LABEL, PLACE, UNIT, VALUE, YEARS};
use expr::{Cell, Line};
use outputs::{Ahead, Sources};
use response::Model;
use style::{Look, Unit};
use tab::Tab;
use thiserror::Error;

/// What a workbook needs to know besides the plan.
#[derive(Debug, Clone)]
pub struct WorkbookOptions<'a> {
    /// The day it is made on, which stands on the first sheet and in the file's properties.
    pub date: Date,
    /// What the footer of every page says about confidentiality; empty for nothing.
    pub confidentiality: String,
    /// A simulation of the active scenario, if there is one.
    pub uncertainty: Option<&'a Uncertainty>,
}

/// Why there is no workbook. None of them is the plan's fault.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WorkbookError {
    /// A formula refers to a cell that does not exist.
    #[error("the workbook could not be made: {cell} refers to {missing}, which is empty")]
    Missing {
        /// The cell that is referred to.
        missing: String,
        /// The cell of the formula.
        cell: String,
    },
    /// A formula refers to itself.
    #[error("the workbook could not be made: {cell} refers to itself")]
    Circular {
        /// The cell of the formula.
        cell: String,
    },
    /// The file could not be written.
    #[error("the workbook could not be written: {0}")]
    File(String),
}

impl WorkbookError {
    fn missing(missing: Cell, cell: Cell) -> Self {
        Self::Missing { missing: missing.name(), cell: cell.name() }
    }
}

/// Writes `plan` as an XLSX file, with the active scenario shown. The same plan and options give the same bytes.
///
/// # Errors
/// A fault of the workbook's own; every plan has one.
pub fn workbook(plan: &Plan, options: &WorkbookOptions) -> Result<Vec<u8>, WorkbookError> {
    file::write(&lay_out(plan, options)?, plan, options)
}

/// All cells of the workbook of `plan`, calculated.
fn lay_out(plan: &Plan, options: &WorkbookOptions) -> Result<Book, WorkbookError> {
    let projection = project(plan, plan.active_scenario);
    let (years, left_out): (Vec<i32>, Vec<i32>) =
        plan.listed_years().into_iter().partition(|year| plan.base_year().is_none_or(|base| *year <= base));
    let horizon = if projection.forecast.is_ok() { plan.settings.horizon as u16 } else { 0 };
    let mut book = Book::new(years.len() as u16, horizon);
    read_me::write(&mut book, plan, &projection, &left_out, options);
    inputs::heads(&mut book, &years, plan.base_year());
    let inputs = inputs::write(&mut book, plan, &years);
    let in_use = scenarios::write(&mut book, plan, &inputs);
    let tenures = cohorts::write(&mut book, plan);
    let past = past::write(&mut book, plan, &inputs);
    let column = |year: Option<i32>| {
        let position = years.iter().position(|listed| Some(*listed) == year)?;
        Some(book::FIRST + position as u16)
    };
    let latest = column(plan.base_year()).unwrap_or(book::FIRST);
    let this_year = column(plan.latest_entered_year());
    let ahead = match &projection.forecast {
        Ok(_) => {
            let drivers = drivers::write(&mut book, plan, &inputs, &in_use, &past, latest);
            let opening: Vec<Cell> =
                drivers.iter().map(|d| d.baseline.get(crate::plan::Driver::OpeningCustomers)).collect();
            solving::heads(&mut book);
            let scores = scores::write(&mut book, plan, &inputs, &in_use);
            let mean = scores::mean_of_all(&mut book.page(Tab::Scores), &scores, &opening);
            let timing = timing::write(&mut book, plan, &inputs, &in_use);
            let points = points::write(&mut book, plan, &inputs, &in_use, &timing, mean);
            let model =
                Model { plan, inputs: &inputs, in_use: &in_use, scores: &scores, timing: &timing, points: &points };
            let forecast = forecast::write(&mut book, &model, &past, &drivers, &tenures);
            let case = case::write(&mut book, plan, &inputs, &in_use, &timing, &forecast);
            Ok(Ahead { forecast, case })
        }
        Err(reason) => Err(reason.clone()),
    };
    let mut problems = vec![inputs.problems, in_use.problems];
    problems.extend(cohorts::problems(&mut book));
    let sources = Sources {
        plan,
        projection: &projection,
        problems,
        past: &past,
        ahead: ahead.as_ref().map_err(Clone::clone),
        this_year,
    };
    let outputs = outputs::write(&mut book, &sources);
    not_live::write(&mut book, plan, &projection, &outputs, options);
    fill_other_years(&mut book, &past, ahead.as_ref().ok());
    finish(&mut book, plan);
    book.calculate()?;
    Ok(book)
}

/// Says of the rows that the outputs join that they have nothing in the other half of the timeline.
fn fill_other_years(book: &mut Book, past: &past::Past, ahead: Option<&Ahead>) {
    let Some(Ahead { forecast, .. }) = ahead else { return };
    let (entered, years) = (book.entered, book.ahead);
    let entered_rows = past.segments.iter().map(|segment| (&segment.rows, years));
    let ahead_rows = forecast.baseline.iter().chain(&forecast.scenario).map(|rows| (rows, entered));
    for (rows, columns) in entered_rows.chain(ahead_rows) {
        for (.., line) in rows.listed() {
            for cell in (columns.first..=columns.last).map(|column| line.at(column)) {
                if book.slot(cell).is_none() {
                    book.put(cell, Content::Text("–".to_owned()), Look::Fixed, Unit::None);
                }
            }
        }
    }
}

/// The title of every sheet and the years of every timeline.
fn finish(book: &mut Book, plan: &Plan) {
    let tabs: Vec<Tab> = book.tabs().collect();
    for tab in tabs {
        read_me::titles(book, plan, tab);
        if tab.has_timeline() {
            timeline(book, tab);
        }
    }
}

/// The calendar years and their numbers, as on the sheet of inputs.
fn timeline(book: &mut Book, tab: Tab) {
    let (entered, ahead) = (book.entered, book.ahead);
    let mut page = book.page(tab);
    for (row, label) in [(YEARS, "Calendar year"), (book::AHEAD, "Year ahead")] {
        let line = Line { tab, row };
        page.text_at(line.at(LABEL), label, Look::Head);
        for column in (entered.first..=entered.last).chain(ahead.first..=ahead.last) {
            if tab != Tab::Inputs {
                page.formula(line.at(column), Line { tab: Tab::Inputs, row }.here(), Unit::Whole);
                page.book.look(line.at(column), Look::Head);
            }
        }
    }
    let heads = [(UNIT, "Unit"), (VALUE, "Value"), (PLACE, "Place")];
    for (column, text) in heads {
        page.text_at(Line { tab, row: YEARS }.at(column), text, Look::Head);
    }
}
