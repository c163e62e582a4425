//! The workbook as an XLSX file.

use super::book::{Allowed, Book, Content, StyledCell};
use super::error::WorkbookError;
use super::expr::{CellAddress, ColumnRange};
use super::frame::{BODY, CHECK, FIRST, LABEL, NOTE, PLACE, UNIT, VALUE};
use super::options::WorkbookOptions;
use super::style::{CellStyle, CellUnit};
use super::tab::Tab;
use super::text::{footer, is_active, legible};
use super::value::Value;
use journey_plan::Plan;
use journey_plan::number::pen::Pen;
use journey_plan::number::text::NumberUnit;
use rust_xlsxwriter::{
    DataValidation, DataValidationRule, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula,
    Workbook, Worksheet, XlsxError,
};

impl From<XlsxError> for WorkbookError {
    fn from(error: XlsxError) -> Self {
        Self::File(error.to_string())
    }
}

/// An XLSX file that is being written, a sheet at a time.
pub(super) struct XlsxWriter {
    workbook: Workbook,
    formats: Formats,
}

impl XlsxWriter {
    /// A file without sheets.
    pub(super) fn new(plan: &Plan, options: &WorkbookOptions) -> Result<Self, WorkbookError> {
        let mut workbook = Workbook::new();
        let created = ExcelDateTime::parse_from_str(&options.date.to_string())?;
        let properties = DocProperties::new().set_title(legible(&plan.title)).set_creation_datetime(&created);
        workbook.set_properties(&properties);
        Ok(Self { workbook, formats: Formats::of(plan) })
    }

    /// Adds a sheet of `book`.
    pub(super) fn add(&mut self, book: &Book, tab: Tab, options: &WorkbookOptions) -> Result<(), WorkbookError> {
        let sheet = self.workbook.add_worksheet();
        sheet.set_name(tab.name())?;
        arrange(sheet, tab, options)?;
        for (cell, slot) in book.cells(tab) {
            put(sheet, cell, slot, &self.formats)?;
        }
        for (cell, columns, allowed) in book.allowed(tab) {
            let unit = book.slot(*cell).map_or(CellUnit::None, |slot| slot.unit);
            allow(sheet, book.pen, *cell, *columns, allowed, unit)?;
        }
        Ok(())
    }

    /// The bytes of the file.
    pub(super) fn finish(mut self, book: &Book) -> Result<Vec<u8>, WorkbookError> {
        for name in &book.names {
            self.workbook.define_name(&name.name, &format!("={}", name.cell.name()))?;
        }
        Ok(self.workbook.save_to_buffer()?)
    }
}

/// Columns, panes and pages of a sheet.
fn arrange(sheet: &mut Worksheet, tab: Tab, options: &WorkbookOptions) -> Result<(), WorkbookError> {
    let places = matches!(tab, Tab::Inputs | Tab::Scenarios | Tab::Cohorts | Tab::Outputs | Tab::NotLive);
    let narrow = if places { [44.0, 9.0, 30.0] } else { [4.0, 4.0, 12.0] };
    let [place, check, note] = narrow;
    let first = if tab == Tab::ReadMe { 24.0 } else { 50.0 };
    for (column, width) in [(LABEL, first), (UNIT, 13.0), (VALUE, 16.0), (PLACE, place), (CHECK, check), (NOTE, note)] {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_column_range_width(FIRST, FIRST + 80, 14.0)?;
    if tab != Tab::ReadMe {
        sheet.set_freeze_panes(BODY - 1, PLACE)?;
        sheet.set_repeat_rows(0, BODY - 2)?;
    }
    // A formula whose result is an empty text keeps that text; without this it would keep 0.
    sheet.set_formula_result_default("");
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_footer(format!("&L{}&C&A&RPage &P of &N", footer(&options.confidentiality)));
    Ok(())
}

fn put(sheet: &mut Worksheet, cell: CellAddress, slot: &StyledCell, formats: &Formats) -> Result<(), WorkbookError> {
    let CellAddress { row, column, .. } = cell;
    match &slot.content {
        Content::Empty => {
            sheet.write_blank(row, column, formats.of_cell(slot, false))?;
        }
        Content::Number(value) => {
            sheet.write_number_with_format(row, column, *value, formats.of_cell(slot, false))?;
        }
        Content::Text(text) => {
            let text = formats.text(slot, text);
            sheet.write_string_with_format(row, column, &text, formats.of_cell(slot, is_active(&text)))?;
        }
        Content::Formula(formula) => {
            let formula = Formula::new(formula.formula(cell)).set_result(result(slot.shown()));
            sheet.write_formula_with_format(row, column, formula, formats.of_cell(slot, false))?;
        }
    }
    Ok(())
}

/// Text of the result that is kept in the cell of a formula.
fn result(value: &Value) -> String {
    match value {
        Value::Number(number) => number.to_string(),
        Value::Text(text) => legible(text),
        Value::Truth(yes) => yes.to_string().to_uppercase(),
        Value::Blank | Value::List(_) => "0".to_owned(),
        Value::Fault => "#VALUE!".to_owned(),
    }
}

/// Refuses every other value in a cell and says what belongs there, as the unit is written.
fn allow(
    sheet: &mut Worksheet,
    pen: Pen,
    cell: CellAddress,
    columns: ColumnRange,
    allowed: &Allowed,
    unit: CellUnit,
) -> Result<(), WorkbookError> {
    let number_unit = if unit == CellUnit::Share { NumberUnit::Percent } else { NumberUnit::Plain };
    let shown = |value: f64| pen.field(value, number_unit);
    let decimal = |rule| DataValidation::new().allow_decimal_number(rule);
    let (validation, belongs) = match *allowed {
        Allowed::Between(low, high) => {
            let text = format!("A number between {} and {}", shown(low), shown(high));
            (decimal(DataValidationRule::Between(low, high)), text)
        }
        Allowed::AtLeast(low) => {
            (decimal(DataValidationRule::GreaterThanOrEqualTo(low)), format!("A number of {} or more", shown(low)))
        }
        Allowed::Above(low) => {
            (decimal(DataValidationRule::GreaterThan(low)), format!("A number above {}", shown(low)))
        }
        Allowed::Whole(low, high) => {
            let whole = DataValidation::new().allow_whole_number(DataValidationRule::Between(low, high));
            (whole, format!("A whole number between {low} and {high}"))
        }
        Allowed::Words(words) => {
            (DataValidation::new().allow_list_strings(words)?, format!("One of these: {}", words.join(", ")))
        }
    };
    let validation = validation.set_error_message(format!("{belongs}."))?;
    sheet.add_data_validation(cell.row, columns.first, cell.row, columns.last, &validation)?;
    Ok(())
}

/// The format of every look and unit, and the currency.
struct Formats {
    /// Look by look, unit by unit; plain ones and those of texts that stay texts when they are edited.
    plain: Vec<Format>,
    quoted: Vec<Format>,
    empty: Format,
    currency: String,
}

impl Formats {
    fn of(plan: &Plan) -> Self {
        let currency = legible(&plan.settings.currency);
        let all = CellStyle::ALL.into_iter().flat_map(|look| CellUnit::ALL.map(|unit| (look, unit)));
        let plain: Vec<Format> = all.map(|(look, unit)| format(look, unit)).collect();
        let quoted = plain.iter().cloned().map(Format::set_quote_prefix).collect();
        Self { plain, quoted, empty: Format::new(), currency }
    }

    fn of_cell(&self, slot: &StyledCell, quoted: bool) -> &Format {
        let list = if quoted { &self.quoted } else { &self.plain };
        let at = slot.look as usize * CellUnit::ALL.len() + slot.unit as usize;
        list.get(at).unwrap_or(&self.empty)
    }

    /// A text as it is shown; units of money name the plan's currency.
    fn text(&self, slot: &StyledCell, text: &str) -> String {
        match (slot.look, text) {
            (CellStyle::Remark, "currency") => self.currency.clone(),
            (CellStyle::Remark, "currency each") => format!("{} each", self.currency),
            _ => legible(text),
        }
    }
}

fn format(look: CellStyle, unit: CellUnit) -> Format {
    let format = Format::new().set_num_format(unit.format());
    let grey = 0x59_59_59;
    match look {
        CellStyle::Title => format.set_bold().set_font_size(14),
        CellStyle::Heading => format.set_bold().set_font_color(0x1F_3A_5F),
        CellStyle::Head => format.set_bold().set_border_bottom(FormatBorder::Thin),
        CellStyle::YearHead => {
            format.set_bold().set_border_bottom(FormatBorder::Thin).set_align(FormatAlign::Right).set_text_wrap()
        }
        CellStyle::Label | CellStyle::Formula => format,
        CellStyle::Sentence => format.set_font_color(grey),
        CellStyle::Remark => format.set_font_color(grey).set_indent(1),
        CellStyle::Input => {
            format.set_font_color(0x00_00_FF).set_background_color(0xFF_FB_E0).set_border(FormatBorder::Hair)
        }
        CellStyle::Result => format.set_bold().set_background_color(0xEA_F2_EA),
        CellStyle::Fixed => format.set_font_color(grey).set_background_color(0xF2_F2_F2),
        CellStyle::Nothing => format.set_font_color(0xA6_A6_A6).set_align(FormatAlign::Right),
    }
}
