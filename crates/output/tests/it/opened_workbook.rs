//! A workbook as a reader finds it: values and formulas of its sheets.

// Every test compiles all of it and uses a part.

use calamine::{Data, Range, Reader, Xlsx};
use journey_engine::model::business_case::{BusinessCase, CaseYear};
use journey_engine::model::cash_flow::Irr;
use journey_engine::projection::{EquityRow, Projection};
use journey_engine::{Figure, project};
use journey_output::exchange::workbook::{WorkbookOptions, workbook};
use journey_plan::number::pen::Pen;
use journey_plan::{Date, Plan};
use std::collections::BTreeMap;
use std::io::Cursor;

/// Columns with one meaning on every sheet.
pub const VALUE: u32 = 2;
pub const PLACE: u32 = 3;
/// First column of a timeline, and the row of its calendar years.
pub const FIRST: u32 = 6;
pub const YEARS: u32 = 2;

pub fn options() -> WorkbookOptions<'static> {
    WorkbookOptions {
        date: Date::new(2026, 11, 26).unwrap(),
        confidentiality: "Confidential".into(),
        uncertainty: None,
    }
}

/// The sheets of a workbook.
pub struct Book {
    pub names: Vec<String>,
    pub values: BTreeMap<String, Range<Data>>,
    pub formulas: BTreeMap<String, Range<String>>,
    pub defined: Vec<(String, String)>,
}

impl Book {
    pub fn of(plan: &Plan) -> Self {
        Self::read(workbook(plan, &options()).unwrap_or_else(|error| panic!("{error}")))
    }

    pub fn read(bytes: Vec<u8>) -> Self {
        let mut file: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let names = file.sheet_names();
        let values = names.iter().map(|name| (name.clone(), file.worksheet_range(name).unwrap())).collect();
        let formulas = names.iter().map(|name| (name.clone(), file.worksheet_formula(name).unwrap())).collect();
        Self { defined: file.defined_names().to_vec(), names, values, formulas }
    }

    pub fn value(&self, sheet: &str, row: u32, column: u32) -> &Data {
        self.values[sheet].get_value((row, column)).unwrap_or(&Data::Empty)
    }

    /// The row of `sheet` with this text in the column of the places.
    pub fn place(&self, sheet: &str, place: &str) -> Option<u32> {
        let range = &self.values[sheet];
        let last = range.end()?.0;
        (0..=last).find(|row| self.value(sheet, *row, PLACE) == &Data::String(place.to_owned()))
    }

    /// The value of an output.
    pub fn output(&self, key: &str) -> &Data {
        let row = self.place("Outputs", key).unwrap_or_else(|| panic!("no output {key}"));
        self.value("Outputs", row, VALUE)
    }

    /// An output of a year.
    pub fn output_of(&self, key: &str, year: i32) -> &Data {
        let row = self.place("Outputs", key).unwrap_or_else(|| panic!("no output {key}"));
        let columns = FIRST..=self.values["Outputs"].end().unwrap().1;
        let year = Data::Float(f64::from(year));
        let column = columns.into_iter().find(|column| self.value("Outputs", YEARS, *column) == &year);
        self.value("Outputs", row, column.unwrap_or_else(|| panic!("no year {year:?}")))
    }
}

/// What the workbook says otherwise than the engine, if anything.
pub fn differences(plan: &Plan) -> Vec<String> {
    let book = Book::of(plan);
    let shown = project(plan, plan.active_scenario);
    let mut found = figures(&book, &shown);
    found.extend(all_segments(&book, &shown));
    found.extend(years(&book, &shown, "scenario"));
    found.extend(years(&book, &project(plan, None), "baseline"));
    found
}

fn figures(book: &Book, projection: &Projection) -> Vec<String> {
    let case = || projection.case().map(|case| &case.case);
    let word = |years: Option<f64>| years.map_or(Expected::Word("never"), Expected::Number);
    let plain = |value: Figure| value.map(Expected::Number);
    // Differences of present values lose the digits that the values have in common.
    let whole = 1e-4 * projection.present_value().map_or(0.0, f64::abs);
    let list: [(&str, Figure<Expected>, f64); 13] = [
        ("equity_this_year", plain(projection.equity_this_year.clone()), 0.0),
        ("present_value", plain(projection.present_value()), 0.0),
        ("scenario_gain", plain(projection.scenario_gain()), whole),
        ("npv", plain(projection.npv()), whole),
        ("pv_benefits", plain(case().map(|c| c.pv_benefits)), whole),
        ("pv_costs", plain(case().map(|c| c.pv_costs)), 0.0),
        ("programme_cost", plain(case().map(|c| c.pv_costs_before_risk)), 0.0),
        ("risk", plain(case().map(BusinessCase::risk)), whole),
        ("affordable_cost", plain(projection.case().map(|c| c.affordable_cost)), whole),
        ("peak_funding", plain(case().map(|c| c.payback.lowest)), whole),
        ("irr", case().map(|c| irr(c.irr)), 1.0),
        ("payback_years", case().map(|c| word(c.payback.years)), 1.0),
        ("discounted_payback_years", case().map(|c| word(c.discounted_payback.years)), 1.0),
    ];
    let found = list.into_iter().filter_map(|(key, expected, scale)| differs(key, book.output(key), expected, scale));
    let roi = case().map(|c| c.roi.map_or(Expected::Word("n/a"), Expected::Number));
    found.chain(differs("roi", book.output("roi"), roi, 1e-4 + whole)).collect()
}

/// What a cell should say.
enum Expected {
    Number(f64),
    Word(&'static str),
}

fn irr(irr: Irr) -> Expected {
    match irr {
        Irr::Rate(rate) => Expected::Number(rate),
        Irr::None => Expected::Word("none"),
        Irr::Multiple => Expected::Word("multiple"),
    }
}

fn differs(key: &str, cell: &Data, expected: Figure<Expected>, scale: f64) -> Option<String> {
    let fine = match (&expected, cell) {
        (Ok(Expected::Number(expected)), Data::Float(value)) => {
            (value - expected).abs() <= 1e-9 * expected.abs().max(scale)
        }
        (Ok(Expected::Word(expected)), Data::String(word)) => word == expected,
        (Err(_), Data::String(word)) => word == "n/a",
        _ => false,
    };
    let said = match expected {
        Ok(Expected::Number(value)) => value.to_string(),
        Ok(Expected::Word(word)) => word.to_owned(),
        Err(reason) => reason.written(Pen::PLAIN),
    };
    (!fine).then(|| format!("{key}: {cell} in the workbook, {said} in the engine"))
}

/// What the case is made of, year by year.
fn all_segments(book: &Book, projection: &Projection) -> Vec<String> {
    let Ok(forecast) = &projection.forecast else { return Vec::new() };
    let mut found = Vec::new();
    for index in 0..forecast.years {
        let year = forecast.first_year + index as i32;
        let case = forecast.case.as_ref().map(|case| case.case.by_year[index]).map_err(Clone::clone);
        let of_case = |pick: fn(&CaseYear) -> f64| case.clone().map(|year| pick(&year));
        let size = 1e-4 * forecast.equity[index].abs();
        for (key, value) in [
            ("baseline.equity", Ok(forecast.baseline_equity[index])),
            ("scenario.equity", Ok(forecast.equity[index])),
            ("benefit", Ok(forecast.benefits[index])),
            ("benefit_after_risk", of_case(|year| year.benefit)),
            ("one_off_cost", of_case(|year| year.one_off_cost)),
            ("running_cost", of_case(|year| year.running_cost)),
            ("net", of_case(CaseYear::net)),
        ] {
            let label = format!("{key} of {year}");
            found.extend(differs(&label, book.output_of(key, year), value.map(Expected::Number), size));
        }
    }
    found
}

fn years(book: &Book, projection: &Projection, world: &str) -> Vec<String> {
    let mut found = Vec::new();
    for row in &projection.rows {
        for (name, value) in listed(row) {
            let key = format!("{world}.segments.{}.{name}", row.segment.0);
            let label = format!("{key} of {}", row.year);
            // Blocks are differences of revenues and costs.
            let terms = &row.terms.figures;
            let size = terms.existing_customers * terms.revenue_per_existing + terms.servicing_cost.abs() + row.opening;
            found.extend(differs(&label, book.output_of(&key, row.year), Ok(Expected::Number(value)), 1e-3 * size));
        }
    }
    found
}

fn listed(row: &EquityRow) -> [(&'static str, f64); 10] {
    [
        ("new_block", row.new_block),
        ("existing_block", row.existing_block),
        ("churn_block", row.churn_block),
        ("as_published", row.as_published),
        ("reconciled", row.reconciled),
        ("equity", row.equity),
        ("opening", row.opening),
        ("new", row.new),
        ("churned", row.churned),
        ("closing", row.closing),
    ]
}
