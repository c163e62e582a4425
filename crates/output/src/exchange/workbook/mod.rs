//! A plan as a workbook with live formulas.
//!
//! The model is written down a second time, as formulas: [`expr`] holds them, [`book`] lays them into cells and
//! calculates them by the rules of spreadsheets, [`file`](mod@file) makes the XLSX. A cell therefore holds the result
//! of its formula, and agrees with the engine because the formulas are right (`tests/it/workbook.rs`), not because they
//! were told the result.

mod book;
mod case;
mod cohorts;
mod customers;
mod drivers;
mod entry;
mod equity;
mod error;
mod expr;
mod file;
mod forecast;
mod frame;
mod functions;
mod inputs;
mod not_live;
mod options;
mod outputs;
mod past;
mod per_driver;
mod points;
mod read_me;
mod response;
mod scenarios;
mod scores;
mod segments;
mod solving;
mod style;
mod tab;
mod text;
mod timing;
mod value;

pub use error::WorkbookError;
pub use options::WorkbookOptions;

use book::{Book, Content};
use cohorts::RetentionCells;
use expr::{CellAddress, RowAddress};
use file::XlsxWriter;
use frame::{LABEL, YEARS};
use inputs::InputCells;
use journey_engine::project;
use journey_engine::registry::YearFigure;
use journey_plan::{Driver, Plan};
use outputs::{ForecastSources, Sources};
use past::PastCells;
use response::Model;
use scenarios::InUse;
use style::{CellStyle, CellUnit};
use tab::Tab;

/// Writes `plan` as an XLSX file, with the active scenario shown. One plan with one set of options always gives
/// identical bytes.
///
/// # Errors
/// A fault of the workbook's own; every plan has one.
pub fn workbook(plan: &Plan, options: &WorkbookOptions) -> Result<Vec<u8>, WorkbookError> {
    let mut writer = WorkbookWriter::new(plan, options)?;
    while writer.step(options)? {}
    writer.finish()
}

/// A workbook that is being written a sheet at a time, so that a page can live meanwhile and somebody can change their mind.
pub struct WorkbookWriter {
    book: Book,
    file: XlsxWriter,
    tabs: Vec<Tab>,
    written: usize,
}

impl WorkbookWriter {
    /// The workbook of `plan` with all its cells calculated and no sheet written.
    ///
    /// # Errors
    /// A fault of the workbook's own; every plan has one.
    pub fn new(plan: &Plan, options: &WorkbookOptions) -> Result<Self, WorkbookError> {
        let book = lay_out(plan, options)?;
        let tabs = book.tabs().collect();
        Ok(Self { file: XlsxWriter::new(plan, options)?, book, tabs, written: 0 })
    }

    /// Writes the next sheet and says whether there was one.
    ///
    /// # Errors
    /// A fault of the workbook's own.
    pub fn step(&mut self, options: &WorkbookOptions) -> Result<bool, WorkbookError> {
        let Some(tab) = self.tabs.get(self.written) else { return Ok(false) };
        self.file.add(&self.book, *tab, options)?;
        self.written += 1;
        Ok(true)
    }

    /// Share of the sheets that are written.
    pub fn progress(&self) -> f64 {
        self.written as f64 / self.tabs.len().max(1) as f64
    }

    /// The bytes of the file, packed.
    ///
    /// # Errors
    /// A fault of the workbook's own.
    pub fn finish(self) -> Result<Vec<u8>, WorkbookError> {
        self.file.finish(&self.book)
    }
}

/// The entered years of a workbook.
struct Entered {
    /// Entered years that stand on the timeline.
    years: Vec<i32>,
    /// Listed years after the latest complete one, whose place the years ahead take.
    left_out: Vec<i32>,
    /// The column of the year before the first one ahead.
    latest: u16,
    /// The column of the latest complete year.
    complete: Option<u16>,
}

impl Entered {
    fn of(plan: &Plan) -> Self {
        let base = plan.base_year();
        let stays = |year: &i32| base.is_none_or(|base| *year <= base);
        let (years, left_out): (Vec<i32>, Vec<i32>) = plan.listed_years().into_iter().partition(stays);
        let column = |year: Option<i32>| {
            let position = years.iter().position(|listed| Some(*listed) == year)?;
            Some(frame::FIRST + position as u16)
        };
        let (latest, complete) = (column(base).unwrap_or(frame::FIRST), column(plan.latest_entered_year()));
        Self { years, left_out, latest, complete }
    }
}

/// All cells of the workbook of `plan`, calculated.
fn lay_out(plan: &Plan, options: &WorkbookOptions) -> Result<Book, WorkbookError> {
    let projection = project(plan, plan.active_scenario);
    let entered = Entered::of(plan);
    // A cell says itself what its scenario lacks; the years ahead are there as long as the baseline has them.
    let computed = projection.forecast.as_ref().map(|_| ()).or_else(|_| project(plan, None).forecast.map(|_| ()));
    let horizon = if computed.is_ok() { plan.settings.horizon as u16 } else { 0 };
    let mut book = Book::new(plan.settings.pen(), entered.years.len() as u16, horizon);
    inputs::heads(&mut book, &entered.years, plan.base_year());
    let inputs = inputs::write(&mut book, plan, &entered.years);
    read_me::write(&mut book, plan, &projection, &inputs, &entered.left_out, options);
    let in_use = scenarios::write(&mut book, plan, &inputs);
    let tenures = cohorts::write(&mut book, plan);
    let past = past::write(&mut book, plan, &inputs);
    let ahead = computed.map(|()| years_ahead(&mut book, plan, (&inputs, &in_use), &past, &tenures, entered.latest));
    let mut problems = vec![inputs.problems, in_use.problems];
    problems.extend(cohorts::problems(&mut book));
    let sources = Sources {
        plan,
        projection: &projection,
        inputs: &inputs,
        problems,
        past: &past,
        ahead: ahead.as_ref().map_err(Clone::clone),
        this_year: entered.complete,
    };
    let outputs = outputs::write(&mut book, &sources);
    not_live::write(&mut book, plan, &projection, &outputs, options);
    fill_other_years(&mut book, &past, ahead.as_ref().ok());
    finish(&mut book, plan);
    book.calculate()?;
    Ok(book)
}

/// Writes everything after the column `latest`.
fn years_ahead(
    book: &mut Book,
    plan: &Plan,
    (inputs, in_use): (&InputCells, &InUse),
    past: &PastCells,
    tenures: &[RetentionCells],
    latest: u16,
) -> ForecastSources {
    let drivers = drivers::write(book, plan, inputs, in_use, past, latest);
    let opening: Vec<CellAddress> = drivers.iter().map(|d| d.baseline.get(Driver::OpeningCustomers)).collect();
    solving::heads(book);
    let scores = scores::write(book, plan, inputs, in_use);
    let mean = scores::mean_of_all(&mut book.page(Tab::Scores), &scores, &opening);
    let timing = timing::write(book, plan, inputs, in_use);
    let points = points::write(book, plan, inputs, in_use, &timing, mean);
    let model = Model { plan, inputs, in_use, scores: &scores, timing: &timing, points: &points };
    let forecast = forecast::write(book, &model, past, &drivers, tenures);
    let case = case::write(book, plan, inputs, in_use, &timing, &forecast);
    ForecastSources { forecast, case }
}

/// Puts a dash into the rows that the outputs join, wherever they have nothing in the other half of the timeline.
fn fill_other_years(book: &mut Book, past: &PastCells, ahead: Option<&ForecastSources>) {
    let Some(ForecastSources { forecast, .. }) = ahead else { return };
    let (entered, years) = (book.entered, book.ahead);
    let entered_rows = past.segments.iter().map(|segment| (&segment.rows, years));
    let ahead_rows = forecast.baseline.iter().chain(&forecast.scenario).map(|rows| (rows, entered));
    for (rows, columns) in entered_rows.chain(ahead_rows) {
        for line in YearFigure::all().map(|figure| rows.of(figure)) {
            for cell in (columns.first..=columns.last).map(|column| line.at(column)) {
                if book.slot(cell).is_none() {
                    book.put(cell, Content::Text("–".to_owned()), CellStyle::Nothing, CellUnit::None);
                }
            }
        }
    }
}

/// Titles, heads and the years of every timeline.
fn finish(book: &mut Book, plan: &Plan) {
    let tabs: Vec<Tab> = book.tabs().collect();
    for tab in tabs {
        read_me::titles(book, plan, tab);
        let heads = RowAddress { tab, row: frame::AHEAD };
        let mut page = book.page(tab);
        for (column, text) in tab.heads() {
            page.text_at(heads.at(*column), text, CellStyle::Head);
        }
        if tab.has_timeline() {
            timeline(book, tab);
        }
    }
}

/// The calendar years and their numbers, as on the sheet of inputs.
fn timeline(book: &mut Book, tab: Tab) {
    let (entered, ahead) = (book.entered, book.ahead);
    let mut page = book.page(tab);
    page.text_at(RowAddress { tab, row: YEARS }.at(LABEL), "Calendar year; below: year ahead", CellStyle::Head);
    if tab == Tab::Inputs {
        return;
    }
    for row in [YEARS, frame::AHEAD] {
        let line = RowAddress { tab, row };
        for column in (entered.first..=entered.last).chain(ahead.first..=ahead.last) {
            page.formula(line.at(column), RowAddress { tab: Tab::Inputs, row }.here(), CellUnit::Whole);
            page.book.look(line.at(column), CellStyle::YearHead);
        }
    }
}
