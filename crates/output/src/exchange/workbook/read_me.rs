//! The first sheet: what the workbook is and how it is read.

use super::book::{Book, Page};
use super::expr::RowAddress;
use super::frame::{LABEL, VALUE};
use super::inputs::InputCells;
use super::options::WorkbookOptions;
use super::style::{CellStyle, CellUnit};
use super::tab::Tab;
use journey_engine::Projection;
use journey_plan::Plan;

/// How the workbook works.
const HOW: [&str; 7] = [
    "Blue figures on a pale yellow ground are inputs: change them, and everything else follows. Black figures are calculated; grey ones stay as they are.",
    "Years stand in the same columns on every sheet: the entered years first, then the years ahead. A row has one formula for all of its years; a balance that a row starts from stands in the column before the first year ahead.",
    "The scenario that is shown is chosen by its number on the sheet Inputs; what each scenario changes stands on the sheet Scenarios.",
    "An input outside what it may be is marked in the column Check, and the results then say n/a instead of a wrong figure. n/a also stands where a figure cannot be computed.",
    "An empty input is not zero. A driver that is not typed follows from the latest entered year.",
    "Present values stop at the horizon: nothing is counted beyond it, and no tax. The horizon can be shortened here, not lengthened.",
    "The column Place names every input as the plan file does.",
];

/// What the workbook does not recalculate.
const NOT_LIVE: [&str; 4] = [
    "Break-even causal share and points, value by stage and by initiative, value at stake, quick levers, other scenarios side by side, and the simulation: they stand on the sheet Not live, as they were when the workbook was made.",
    "Whether the cohorts identify a retention curve. A curve that was found follows when cohorts are changed; one that was not is not found here.",
    "Whether a year counts as entered: the years ahead start after the same year. Stages, segments, initiatives and scenarios are neither added nor removed here.",
    "The curves between the published end points of experience are Journey Equity's interpolation: two companies, published end points only, not an experiment.",
];

/// Writes the sheet; `left_out` are listed years that stand on no timeline.
pub(super) fn write(
    book: &mut Book,
    plan: &Plan,
    projection: &Projection,
    inputs: &InputCells,
    left_out: &[i32],
    options: &WorkbookOptions,
) {
    let mut page = book.page(Tab::ReadMe);
    let facts = [
        ("Plan", plan.title.clone()),
        ("Made on", options.date.in_words()),
        ("Currency", plan.settings.currency.clone()),
        ("Confidentiality", options.confidentiality.clone()),
    ];
    for (label, text) in facts.iter().filter(|(_, text)| !text.is_empty()) {
        let line = page.label(label, CellUnit::None);
        page.text_at(line.at(VALUE), text, CellStyle::Sentence);
    }
    inputs.shown(&mut page);
    page.paragraphs("How it is read", HOW.iter().copied());
    page.paragraphs("What does not recalculate", NOT_LIVE.iter().copied());
    let pen = page.book.pen;
    let mut remarks: Vec<String> = projection.problems.iter().map(|problem| problem.written(pen)).collect();
    if let Ok(forecast) = &projection.forecast {
        remarks.extend(forecast.notes.iter().map(|note| note.written(pen)));
    }
    if let Err(reason) = &projection.forecast {
        remarks.push(format!(
            "There are no years ahead in this workbook. {} Complete the plan and export it again.",
            reason.written(pen)
        ));
    }
    if !left_out.is_empty() {
        let years: Vec<String> = left_out.iter().map(ToString::to_string).collect();
        remarks.push(format!("Years after the latest complete one are left out: {}.", years.join(", ")));
    }
    if !remarks.is_empty() {
        page.paragraphs("About this plan", remarks.iter().map(String::as_str));
    }
    page.heading("The sheets");
    for tab in Tab::ALL {
        let line = page.label(tab.name(), CellUnit::None);
        page.text_at(line.at(VALUE), tab.purpose(), CellStyle::Sentence);
    }
}

impl Page<'_> {
    fn paragraphs<'t>(&mut self, heading: &str, texts: impl Iterator<Item = &'t str>) {
        self.heading(heading);
        for text in texts {
            let line = self.next();
            self.text_at(line.at(LABEL), text, CellStyle::Sentence);
        }
    }
}

/// Title and purpose of a sheet.
pub(super) fn titles(book: &mut Book, plan: &Plan, tab: Tab) {
    let mut page = book.page(tab);
    let line = |row| RowAddress { tab, row };
    page.text_at(line(0).at(LABEL), &format!("{}: {}", tab.name(), plan.title), CellStyle::Title);
    page.text_at(line(1).at(LABEL), tab.purpose(), CellStyle::Sentence);
}
