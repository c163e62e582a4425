//! The workbook as a file: one formula a row, years in equal columns everywhere, nothing empty or broken behind a
//! formula, the user's texts left alone, and identical bytes every time.

use crate::opened_workbook::{Book, FIRST, PLACE, VALUE, YEARS, options};
use calamine::Data;
use journey_engine::simulation::simulate_draws;
use journey_engine::{Projection, project};
use journey_output::exchange::workbook::{WorkbookOptions, workbook};
use journey_plan::Plan;
use std::sync::Arc;

/// Sheets whose empty cells are inputs that are not filled in.
const OF_INPUTS: [&str; 3] = ["Inputs", "Scenarios", "Cohorts"];
/// Sheets without a timeline.
const WITHOUT_YEARS: [&str; 6] = ["Read me", "Scenarios", "Cohorts", "Scores", "Solving", "Not live"];
/// What every spreadsheet program knows, from Excel 2010 on, and calculates without an array formula.
const FUNCTIONS: [&str; 17] = [
    "ABS",
    "AND",
    "CONCATENATE",
    "COUNT",
    "EXP",
    "IF",
    "IFERROR",
    "INDEX",
    "INT",
    "ISNUMBER",
    "LN",
    "MAX",
    "MIN",
    "OR",
    "SIGN",
    "SUM",
    "SUMPRODUCT",
];

fn example() -> Plan {
    journey_plan::library::example::plan()
}

/// A reference as it is written: sheet, if another one; first and last corner.
#[derive(Debug, Clone, PartialEq)]
struct Reference {
    sheet: Option<String>,
    from: Corner,
    to: Corner,
}

/// Column with whether it is fixed, and row.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Corner {
    fixed: bool,
    column: u32,
    row: u32,
}

/// A formula taken apart: its references, the functions it calls, and the text between the references.
#[derive(Debug, Default)]
struct Parts {
    references: Vec<Reference>,
    functions: Vec<String>,
    between: String,
}

/// Reads a formula with a reader of its own.
fn take_apart(formula: &str) -> Parts {
    let mut parts = Parts::default();
    let mut rest = formula;
    while let Some(first) = rest.chars().next() {
        if first == '"' {
            let end = rest[1..].find('"').unwrap() + 2;
            parts.between.push_str(&rest[..end]);
            rest = &rest[end..];
        } else if first == '\'' || first == '$' || first.is_ascii_alphabetic() {
            rest = name(rest, &mut parts);
        } else {
            parts.between.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    parts
}

/// Reads a function's name or a reference from the start of `text` and returns what follows.
fn name<'t>(text: &'t str, parts: &mut Parts) -> &'t str {
    let (sheet, rest) = match text.strip_prefix('\'') {
        Some(quoted) => {
            let (sheet, rest) = quoted.split_once("'!").unwrap();
            (Some(sheet.to_owned()), rest)
        }
        None => match text.split_once('!') {
            Some((sheet, rest)) if sheet.chars().all(|c| c.is_ascii_alphabetic()) => (Some(sheet.to_owned()), rest),
            _ => (None, text),
        },
    };
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '$' || c == ':')).unwrap_or(rest.len());
    let (word, rest) = rest.split_at(end);
    if rest.starts_with('(') {
        parts.functions.push(word.to_owned());
        parts.between.push_str(word);
        return rest;
    }
    let (from, to) = word.split_once(':').unwrap_or((word, word));
    parts.references.push(Reference { sheet, from: corner(from), to: corner(to) });
    parts.between.push('#');
    rest
}

fn corner(text: &str) -> Corner {
    let fixed = text.starts_with('$');
    let letters: String = text.trim_start_matches('$').chars().take_while(char::is_ascii_alphabetic).collect();
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let column = letters.bytes().fold(0, |sum, letter| sum * 26 + u32::from(letter - b'A') + 1) - 1;
    Corner { fixed, column, row: digits.parse::<u32>().unwrap() - 1 }
}

/// A formula with its references relative to the column it stands in.
fn relative(formula: &str, column: u32) -> String {
    let parts = take_apart(formula);
    let from_here = |corner: Corner| {
        let column = if corner.fixed { i64::from(corner.column) } else { i64::from(corner.column) - i64::from(column) };
        (corner.fixed, column, corner.row)
    };
    let references = parts.references.iter().map(|r| (&r.sheet, from_here(r.from), from_here(r.to)));
    format!("{} {:?}", parts.between, references.collect::<Vec<_>>())
}

/// Sheet, row, column and text of every formula.
fn formulas(book: &Book) -> Vec<(&str, u32, u32, &str)> {
    let mut all = Vec::new();
    for (name, range) in &book.formulas {
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, formula) in range.used_cells() {
            all.push((name.as_str(), top + row as u32, left + column as u32, formula.as_str()));
        }
    }
    all
}

#[test]
fn every_row_has_one_formula_for_all_of_its_columns() {
    let book = Book::of(&example());
    let opening = FIRST + 3; // the latest of four entered years
    let mut rows = std::collections::BTreeMap::new();
    for (sheet, row, column, formula) in formulas(&book) {
        let balance = column == opening && ["Forecast", "Customers", "Case"].contains(&sheet);
        if column >= FIRST && !balance {
            rows.entry((sheet, row)).or_insert_with(Vec::new).push(relative(formula, column));
        }
    }
    assert!(rows.len() > 300);
    for ((sheet, row), forms) in rows {
        assert!(forms.iter().all(|form| form == &forms[0]), "{sheet}, row {}: {forms:?}", row + 1);
    }
}

#[test]
fn the_reader_of_formulas_tells_rows_apart() {
    assert_eq!(relative("G$3*$C$5+'Past years'!G$9", 6), relative("H$3*$C$5+'Past years'!H$9", 7));
    assert_ne!(relative("G$3*$C$5", 6), relative("G$3*$C$5", 7));
    assert_ne!(relative("SUM($G$3:G$3)", 6), relative("SUM($G$3:$H$3)", 7));
}

#[test]
fn years_stand_in_the_same_columns_on_every_sheet() {
    let book = Book::of(&example());
    let years = |sheet: &str| (FIRST..FIRST + 9).map(|c| book.value(sheet, YEARS, c).clone()).collect::<Vec<_>>();
    assert_eq!(years("Inputs"), (2023..=2031).map(|year| Data::Float(f64::from(year))).collect::<Vec<_>>());
    for sheet in book.names.iter().filter(|name| !WITHOUT_YEARS.contains(&name.as_str())) {
        assert_eq!(years(sheet), years("Inputs"), "{sheet}");
        assert_eq!(book.value(sheet, YEARS, FIRST + 9), &Data::Empty, "{sheet}");
    }
}

#[test]
fn formulas_use_what_every_spreadsheet_knows_and_refer_to_what_is_there() {
    let book = Book::of(&example());
    for (sheet, row, column, formula) in formulas(&book) {
        let parts = take_apart(formula);
        for function in &parts.functions {
            assert!(FUNCTIONS.contains(&function.as_str()), "{sheet}!{row},{column}: {function}");
        }
        for reference in &parts.references {
            let target = reference.sheet.as_deref().unwrap_or(sheet);
            if OF_INPUTS.contains(&target) {
                continue;
            }
            for row in reference.from.row..=reference.to.row {
                for column in reference.from.column..=reference.to.column {
                    let there = book.value(target, row, column) != &Data::Empty;
                    assert!(there, "{sheet}: {formula} refers to {target}, row {}, column {column}", row + 1);
                }
            }
        }
    }
}

#[test]
fn no_cell_shows_an_error() {
    for plan in [example(), Plan::empty("nothing")] {
        let book = Book::of(&plan);
        for (name, range) in &book.values {
            let errors = range.used_cells().filter(|(.., cell)| matches!(cell, Data::Error(_)));
            assert_eq!(errors.count(), 0, "{name}");
        }
    }
}

/// Texts that a spreadsheet or a browser would like to act on.
const HOSTILE: [&str; 9] = [
    "=cmd|'/c calc'!A1",
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "<img src=x onerror=alert(1)>",
    "https://example.com/?a=b&c=d",
    "mailto:a@example.com",
    "_x0041_ \" ' & </t> שלום 🎉",
];

#[test]
fn texts_arrive_as_they_are_and_in_no_formula() {
    for hostile in HOSTILE {
        let mut plan = example();
        plan.title = hostile.to_owned();
        Arc::make_mut(&mut plan.stages[0]).name = hostile.to_owned();
        Arc::make_mut(&mut plan.segments[0]).name = hostile.to_owned();
        Arc::make_mut(&mut plan.initiatives[0]).name = hostile.to_owned();
        Arc::make_mut(&mut plan.initiatives[0]).source = hostile.to_owned();
        plan.scenarios[0].name = hostile.to_owned();
        let book = Book::of(&plan);
        let text = Data::String(hostile.to_owned());
        let cells = book.values.iter().flat_map(|(name, range)| {
            let (top, left) = range.start().unwrap_or_default();
            range.used_cells().map(move |(row, column, cell)| (name, top + row as u32, left + column as u32, cell))
        });
        let mut found = 0;
        for (name, row, column, _) in cells.filter(|(.., cell)| **cell == text) {
            let formula = book.formulas[name].get_value((row, column)).map_or("", String::as_str);
            assert_eq!(formula, "", "{name}!{row},{column}");
            found += 1;
        }
        assert!(found >= 5, "{hostile} was found {found} times");
        assert!(formulas(&book).iter().all(|(.., formula)| !formula.contains(hostile)), "{hostile}");
    }
}

#[test]
fn what_a_cell_cannot_hold_is_shortened_or_marked() {
    let mut plan = example();
    plan.title = "a\u{0}b\u{b}c\u{fffe}d".to_owned();
    plan.scenarios[0].name = "x".repeat(40_000);
    let book = Book::of(&plan);
    let title = (0..20).map(|row| book.value("Read me", row, VALUE)).find(|cell| cell.to_string().starts_with('a'));
    assert_eq!(title.unwrap(), &Data::String("a\u{fffd}b\u{fffd}c\u{fffd}d".to_owned()));
    let name = book.value("Scenarios", YEARS, FIRST + 1).to_string();
    assert!(name.ends_with(" … (shortened)") && name.chars().count() <= 32_767);
}

/// Time and date in the header of every part of a ZIP file, in the form of DOS.
fn dates_of_parts(zip: &[u8]) -> Vec<[u8; 4]> {
    let headers = zip.windows(14).filter(|bytes| bytes.starts_with(b"PK\x03\x04"));
    headers.map(|header| header[10..14].try_into().unwrap()).collect()
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    let plan = example();
    let bytes = workbook(&plan, &options()).unwrap();
    assert!(bytes == workbook(&plan, &options()).unwrap());
    // Two writings within one second would share their clock: midnight of 1 January 1980 is no clock's.
    let dates = dates_of_parts(&bytes);
    assert!(dates.len() > 16, "{} parts", dates.len());
    assert!(dates.iter().all(|date| *date == [0, 0, 0x21, 0]), "{dates:?}");
}

#[test]
fn names_lead_to_the_key_inputs_and_outputs() {
    let book = Book::of(&example());
    for (name, sheet, place) in [
        ("discount", "Inputs", "settings.discount"),
        ("causal_share", "Inputs", "settings.causal_share"),
        ("scenario_shown", "Inputs", "active_scenario"),
        ("present_value", "Outputs", "present_value"),
        ("npv", "Outputs", "npv"),
    ] {
        let row = book.place(sheet, place).unwrap() + 1;
        let target = format!("{sheet}!$C${row}");
        assert!(
            book.defined.contains(&(name.to_owned(), target.clone())),
            "{name} should be {target}: {:?}",
            book.defined
        );
    }
}

#[test]
fn a_simulation_stands_there_where_there_is_one() {
    let mut plan = example();
    plan.settings.draws = 200;
    let simulated = simulate_draws(&plan, plan.active_scenario).unwrap();
    let options = WorkbookOptions { uncertainty: Some(&simulated), ..options() };
    let book = Book::read(workbook(&plan, &options).unwrap());
    let shown = |key: &str| book.value("Not live", book.place("Not live", key).unwrap(), VALUE).clone();
    assert_eq!(shown("uncertainty.p50"), Data::Float(simulated.npv.p50));
    assert_eq!(shown("probability_positive"), Data::Float(simulated.probability_positive));
}

#[test]
fn what_is_not_live_is_said_with_the_figures_of_the_engine() {
    let plan = example();
    let book = Book::of(&plan);
    let projection: Projection = project(&plan, plan.active_scenario);
    let forecast = projection.forecast.as_ref().unwrap();
    let shown = |key: &str| {
        let row = book.place("Not live", key).unwrap_or_else(|| panic!("no {key}"));
        book.value("Not live", row, VALUE).clone()
    };
    assert_eq!(shown("break_even_causal_share"), Data::Float(projection.break_even_causal_share().unwrap()));
    for part in &forecast.shares.by_stage {
        assert_eq!(shown(&format!("value_by_stage.{}", part.id.0)), Data::Float(part.value));
    }
    for part in &forecast.value_at_stake {
        assert_eq!(shown(&format!("value_at_stake.{}", part.id.0)), Data::Float(part.value));
    }
    let remarks = book.values["Not live"].used_cells().map(|(.., cell)| cell.to_string());
    let remarks: Vec<String> = remarks.collect();
    assert_eq!(remarks.iter().filter(|text| *text == "As when the workbook was made.").count(), 5);
    assert!(remarks.iter().any(|text| text.contains("26 November 2026") && text.contains("does not recalculate")));
    assert_eq!(book.value("Not live", 3, PLACE), &Data::String("Key".to_owned()));
}
