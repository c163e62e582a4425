//! CSV files as a spreadsheet and our own import read them.

use journey_engine::project;
use journey_output::exchange::csv::{CsvTable, write};
use journey_output::exchange::evaluation::evaluate;
use journey_output::exchange::table_import::{Imported, Mapping, Numbers, import, scan};
use journey_output::exchange::tsv::without_mark;
use journey_plan::journey::cells::MapRow;
use journey_plan::library::example;
use journey_plan::number::locale::Locale;
use journey_plan::number::text::{NumberUnit, parse_inert};
use journey_plan::{Lane, LaneKind, Number, Plan, Segment, ViewChange, YearFigures, YearlyFigure};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The cells of a file, as any reader of CSV finds them.
fn rows(file: &str, delimiter: u8) -> Vec<Vec<String>> {
    let text = file.strip_prefix('\u{feff}').expect("a byte order mark");
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Imports as a user would who takes every proposal.
fn imported(file: &str, locale: Locale) -> Imported {
    let scan = scan(file.as_bytes(), 20).unwrap();
    let mapping = Mapping::guess(&scan.headers, &BTreeMap::new());
    let numbers = Numbers::detect(&scan, &mapping, locale);
    import(file.as_bytes(), &scan, &mapping, &numbers).unwrap()
}

/// Two segments with names that look like formulas, and numbers whose every bit counts.
fn exacting(locale: Locale) -> Plan {
    let mut plan = Plan::empty("Numbers");
    plan.settings.locale = locale;
    let names = ["=SUM(A1)", "-2+3; \"quoted\", and\nbroken", "Müller & Söhne, 日本"];
    let values: [f64; 8] = [0.1 + 0.2, 1_234.567_890_123_4, 1e-7, 12.0, 1e15 / 7.0, -1234.5, 1.234, 0.0];
    for (index, name) in names.into_iter().enumerate() {
        let mut segment: Segment = Segment::clone(&example::plan().segments[0]);
        segment.id.0 += 1_000 * index as u32;
        segment.name = String::from(name);
        segment.years = (2024..2027).map(YearFigures::empty).collect();
        for (year, figures) in segment.years.iter_mut().enumerate() {
            for (place, figure) in YearlyFigure::ALL.into_iter().enumerate() {
                // A refund is the only figure that may be negative.
                let value = values[(place + year) % values.len()];
                let value = if figure == YearlyFigure::AcquisitionCost { value } else { value.abs() };
                *figures.slot(figure) = (place != year).then(|| Number::new(value).unwrap());
            }
        }
        plan.segments.push(Arc::new(segment));
    }
    plan
}

#[test]
fn customers_come_back_to_the_last_bit_in_every_locale() {
    for locale in Locale::ALL {
        let plan = exacting(locale);
        let back = imported(&write(&plan, CsvTable::Customers), locale);
        assert_eq!((back.left_out_cells, back.problems.len()), (0, 0), "{} {:?}", locale.tag(), back.problems);
        assert_eq!(back.segments.len(), plan.segments.len());
        for (got, own) in back.segments.iter().zip(&plan.segments) {
            assert_eq!(got.name.as_deref(), Some(own.name.as_str()), "{}", locale.tag());
            for (got, own) in got.years.iter().zip(&own.years) {
                assert_eq!(got.year, own.year);
                for figure in YearlyFigure::ALL {
                    // What is empty stays empty.
                    assert_eq!(got.get(figure), own.get(figure), "{} {} {}", locale.tag(), own.year, figure.label());
                }
            }
        }
    }
}

#[test]
fn a_file_is_what_a_spreadsheet_expects() {
    let mut plan = example::plan();
    for (locale, delimiter, revenue) in [
        (Locale::EnGb, ',', "10000.5"),
        (Locale::DeDe, ';', "10000,5"),
        (Locale::DeCh, ';', "10000.5"),
        (Locale::FrFr, ';', "10000,5"),
    ] {
        plan.settings.locale = locale;
        let segment = Arc::make_mut(&mut plan.segments[0]);
        *segment.years[0].slot(YearlyFigure::RevenuePerNew) = Some(Number::new(10_000.5).unwrap());
        let file = write(&plan, CsvTable::Customers);
        assert!(file.starts_with("\u{feff}Segment"));
        assert!(file.ends_with("\r\n") && !file.replace("\r\n", "").contains('\n'));
        let rows = rows(&file, delimiter as u8);
        let headers: Vec<&str> =
            ["Segment", "Year"].into_iter().chain(YearlyFigure::ALL.map(YearlyFigure::label)).collect();
        assert_eq!(rows[0], headers);
        assert_eq!(rows[1][3], revenue, "{}", locale.tag());
        assert_eq!(rows.len(), 1 + plan.segments.iter().map(|s| s.years.len()).sum::<usize>());
    }
}

#[test]
fn the_equity_table_is_the_auditors() {
    let plan = example::plan();
    let rows = rows(&write(&plan, CsvTable::Equity), b',');
    let evaluated = evaluate(&plan);
    let scenarios = evaluated["scenarios"].as_array().unwrap();
    let shown = scenarios.iter().enumerate().filter(|(i, s)| *i == 0 || s["active"] == true).map(|(_, s)| s);
    let mut own = rows.iter().skip(1);
    for scenario in shown {
        for expected in scenario["equity"].as_array().unwrap() {
            let row = own.next().unwrap();
            let kind = if expected["forecast"] == true { "forecast" } else { "actual" };
            let texts = [&scenario["name"], &expected["segment"]].map(|v| v.as_str().unwrap());
            assert_eq!([&row[0], &row[2], &row[3]], [texts[0], texts[1], kind]);
            assert_eq!(row[1], expected["year"].to_string());
            let keys = ["new_block", "existing_block", "churn_block", "as_published", "reconciled", "equity"];
            for (cell, key) in row[4..].iter().zip(keys.into_iter().chain(["opening", "new", "churned", "closing"])) {
                assert_eq!(cell.parse::<f64>().unwrap().to_bits(), expected[key].as_f64().unwrap().to_bits(), "{key}");
            }
            assert_eq!(row.len(), 14);
        }
    }
    assert_eq!(own.count(), 0);
}

#[test]
fn the_map_comes_back_cell_by_cell() {
    let mut plan = example::plan();
    let hostile = ["=1+1", "+cmd|' /C calc'!A0", "-two\n- three", "@SUM(A1)", "say \"hi\", then go; or not\ttab"];
    for (stage, name) in plan.stages.iter_mut().zip(hostile) {
        let stage = Arc::make_mut(stage);
        stage.name = name.to_owned();
        stage.cards[0].text = name.to_owned();
    }
    let forecast = project(&plan, plan.active_scenario).forecast.unwrap();
    for locale in [Locale::EnGb, Locale::DeDe] {
        plan.settings.locale = locale;
        let delimiter = if locale == Locale::DeDe { b';' } else { b',' };
        let file = write(&plan, CsvTable::Map);
        let rows = rows(&file, delimiter);
        let names: Vec<&str> = rows[0][1..].iter().map(|cell| without_mark(cell)).collect();
        assert_eq!(names, hostile);
        let lanes: Vec<_> = plan.lanes.iter().filter(|row| row.lane.kind() != LaneKind::Rule).collect();
        assert_eq!(rows.len(), 1 + lanes.len());
        for (row, lane) in rows[1..].iter().zip(lanes) {
            assert_eq!(row[0], lane.label());
            for (cell, stage) in row[1..].iter().zip(&plan.stages) {
                assert!(!cell.starts_with(['=', '+', '@', '\t', '\r']), "{cell} is calculated");
                let value = match lane.lane {
                    Lane::ValueAtStake => forecast.value_at_stake.iter().find(|v| v.id == stage.id),
                    Lane::ScenarioGain => forecast.shares.by_stage.iter().find(|v| v.id == stage.id),
                    _ => None,
                };
                match value {
                    Some(value) => {
                        let read = parse_inert(cell, locale, NumberUnit::Plain).unwrap().unwrap().get();
                        assert_eq!(read.to_bits(), (value.value + 0.0).to_bits());
                    }
                    None => assert_eq!(without_mark(cell), MapRow::Lane(lane.lane).text(&plan, stage)),
                }
            }
        }
    }
}

#[test]
fn what_is_missing_is_empty_and_hidden_lanes_stay_behind() {
    let mut plan = Plan::empty("Bare");
    assert_eq!(rows(&write(&plan, CsvTable::Equity), b',').len(), 1);
    assert_eq!(rows(&write(&plan, CsvTable::Customers), b',').len(), 1);
    for lane in Lane::BUILT_IN.into_iter().filter(|lane| *lane != Lane::Goal) {
        plan = plan.seen(&ViewChange::Hide(lane, true));
    }
    assert_eq!(rows(&write(&plan, CsvTable::Map), b','), [["Lane"], ["Customer goal"]]);
    for table in CsvTable::ALL {
        assert_eq!(CsvTable::from_key(table.key()), Some(table));
    }
    assert_eq!(CsvTable::from_key("Customers"), None);
}
