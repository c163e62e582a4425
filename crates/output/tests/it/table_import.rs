//! Importing tables: every form, encoding and delimiter, and what is done with cells that are not what they should be.

use journey_output::exchange::table_import::{
    Basis, Delimiter, Encoding, ImportError, Imported, ImportedCohort, Importer, LARGEST_FILE, MOST_PROBLEMS, Mapping,
    MappingError, Numbers, Scan, TableLayout, TableScanner, Target, Why, check_size, import, scan,
};
use journey_plan::YearlyFigure::{self, AcquisitionCost, NewCustomers, RevenuePerNew, ServicingCost};
use journey_plan::number::locale::Locale;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write as _;

fn nothing() -> BTreeMap<String, String> {
    BTreeMap::new()
}

/// Imports as a user would who takes every proposal, in a plan of `locale`.
fn run_in(bytes: &[u8], locale: Locale) -> Result<(Scan, Imported), ImportError> {
    let scan = scan(bytes, 20)?;
    let mapping = Mapping::guess(&scan.headers, &nothing());
    let numbers = Numbers::detect(&scan, &mapping, locale);
    let imported = import(bytes, &scan, &mapping, &numbers)?;
    Ok((scan, imported))
}

fn run(text: &str) -> Imported {
    run_in(text.as_bytes(), Locale::EnGb).unwrap().1
}

fn layout(text: &str) -> Result<TableLayout, MappingError> {
    let scan = scan(text.as_bytes(), 0).unwrap();
    Mapping::guess(&scan.headers, &nothing()).check(&scan.headers)
}

/// The figures of every year of one segment, as plain numbers.
fn years(imported: &Imported, segment: usize) -> Vec<(i32, [Option<f64>; 8])> {
    let figures = |y: &journey_plan::YearFigures| YearlyFigure::ALL.map(|f| y.get(f).map(f64::from));
    imported.segments[segment].years.iter().map(|y| (y.year, figures(y))).collect()
}

fn survivors(cohort: &ImportedCohort) -> (i32, Vec<Option<f64>>, bool) {
    (cohort.year, cohort.survivors.iter().map(|n| n.map(f64::from)).collect(), cohort.percent)
}

fn cohorts(imported: &Imported) -> Vec<(i32, Vec<Option<f64>>, bool)> {
    imported.segments[0].cohorts.iter().map(survivors).collect()
}

fn sentences(imported: &Imported) -> Vec<String> {
    imported.problems.iter().map(ToString::to_string).collect()
}

fn lines(lines: impl Iterator<Item = String>) -> String {
    lines.collect::<Vec<_>>().concat()
}

fn some<const N: usize>(values: [f64; N]) -> Vec<Option<f64>> {
    values.map(Some).to_vec()
}

#[test]
fn the_table_of_the_data_warehouse_comes_back() {
    let text = "year,new_customers,revenue_per_new,existing_customers,revenue_per_existing,churned_customers,\
                revenue_per_churned\n2022,1200,310.5,4000,805.25,600,790\n2023,1300,320,4600,810,650,800\n";
    let imported = run(text);
    let row = |a, b, c, d, e, f| [Some(a), Some(b), None, Some(c), Some(d), None, Some(e), Some(f)];
    assert_eq!(
        years(&imported, 0),
        [(2022, row(1200., 310.5, 4000., 805.25, 600., 790.)), (2023, row(1300., 320., 4600., 810., 650., 800.))]
    );
    assert_eq!((imported.accepted_cells, imported.left_out_cells, imported.rows), (12, 0, 2));
    assert!(imported.problems.is_empty() && imported.segments[0].name.is_none());

    let triangle = run("cohort,age,customers\n2021,0,1000\n2021,1,869\n2021,2,743\n2022,0,1100\n2022,1,955\n");
    assert_eq!(cohorts(&triangle), [(2021, some([1000., 869., 743.]), false), (2022, some([1100., 955.]), false)]);
    assert_eq!((triangle.accepted_cells, triangle.problems.len()), (5, 0));
}

#[test]
fn labels_of_the_grid_and_several_segments_are_read() {
    let labels = YearlyFigure::ALL.map(YearlyFigure::label).join(";");
    let text = format!(
        "Segment;Year;{labels};Comment\nPremium;2024;1;2;3;4;5;6;7;8;fine\nBasic;2024;;;;9;;;;;\npremium ;2023;10;;;;;;;;\n"
    );
    let imported = run(&text);
    let names: Vec<_> = imported.segments.iter().map(|s| s.name.as_deref().unwrap()).collect();
    assert_eq!(names, ["Premium", "Basic"]);
    let all = [1., 2., 3., 4., 5., 6., 7., 8.].map(Some);
    let mut ten = [None; 8];
    ten[0] = Some(10.0);
    assert_eq!(years(&imported, 0), [(2023, ten), (2024, all)]);
    // An empty cell is empty, not zero.
    assert_eq!(imported.segments[1].years[0].get(NewCustomers), None);
    assert_eq!(imported.segments[1].years[0].get(YearlyFigure::ExistingCustomers).map(f64::from), Some(9.0));
}

#[test]
fn figures_may_be_rows_and_years_columns() {
    let text = "\tFY2022\tFY23\tNote\nNew customers\t1,200\t1,300\tCRM\nAcquisition cost (GBP)\t(5,000)\t£6,000.50\t\n\
                Gross profit\t7\t8\t\n\nNEW-CUSTOMERS\t1\t2\t\n";
    assert_eq!(layout(text), Ok(TableLayout::FigureRows));
    let imported = run(text);
    let of = |year: usize, figure| imported.segments[0].years[year].get(figure).map(f64::from);
    assert_eq!([of(0, NewCustomers), of(1, NewCustomers)], [Some(1200.0), Some(1300.0)]);
    // A cost may be a refund.
    assert_eq!([of(0, AcquisitionCost), of(1, AcquisitionCost)], [Some(-5000.0), Some(6000.5)]);
    assert_eq!(
        sentences(&imported),
        [
            "Row 4, column 1, “Gross profit”: this is none of the eight yearly figures. The row is left out.",
            "Row 6, column 1, “NEW-CUSTOMERS”: the same came in row 2 already, which counts. This row is left out.",
        ]
    );
    assert_eq!((imported.accepted_cells, imported.left_out_cells), (4, 4));
}

#[test]
fn a_figure_by_any_name_can_be_chosen_and_is_remembered() {
    let text = "Kennzahl,2022\nLeads won,50\n";
    let scan = scan(text.as_bytes(), 5).unwrap();
    let mut mapping = Mapping::guess(&scan.headers, &nothing());
    mapping.figure_names.insert("leads won".into(), NewCustomers);
    let numbers = Numbers::detect(&scan, &mapping, Locale::EnGb);
    let imported = import(text.as_bytes(), &scan, &mapping, &numbers).unwrap();
    assert_eq!(imported.segments[0].years[0].get(NewCustomers).map(f64::from), Some(50.0));
    let mut remembered = nothing();
    mapping.remember(&scan.headers, &mut remembered);
    assert_eq!(Mapping::guess(&scan.headers, &remembered), mapping);
}

#[test]
fn german_tables_are_read() {
    let text = "Geschäftsjahr;Anzahl Neukunden;Umsatz pro Neukunde;Akquisitionskosten;Bestandskunden;\
                Umsatz je Bestandskunde (EUR);Betreuungskosten;Verlorene Kunden;Umsatz je verlorenem Kunden\n\
                2023;1.200;1.234,56;5.000;40.000;12,5;6 000;300;€ 7,25\n";
    let imported = run(text);
    assert_eq!(years(&imported, 0), [(2023, [1200., 1234.56, 5000., 40000., 12.5, 6000., 300., 7.25].map(Some))]);
    let triangle = run("Kohorte;Kunden;Nach 1 Jahr;Nach 2 Jahren\n2021;1000;870;750\n2022;1100;950;\n");
    assert_eq!(cohorts(&triangle), [(2021, some([1000., 870., 750.]), false), (2022, some([1100., 950.]), false)]);
}

#[test]
fn wide_triangles_are_read_in_every_heading() {
    let expected = [(2020, some([1000., 869., 743.]), false), (2021, some([1100., 955.]), false)];
    for head in [
        "cohort,0,1,2",
        "Year,0,1,2",
        "Acquisition year,Year 0,Year 1,Year 2",
        "Cohort,Customers,After 1,After 2 years",
        "Kohorte,Jahr 0,Jahr 1,Jahr 2",
        "cohort_year,y0,y1,y2",
    ] {
        let imported = run(&format!("{head}\n2020,1000,869,743\n2021,1100,955,\n"));
        assert_eq!(cohorts(&imported), expected, "{head}");
        assert_eq!((imported.accepted_cells, imported.problems.len()), (5, 0), "{head}");
    }
    // Short rows are what some programs write for blank cells at the end; a warehouse writes days for years.
    assert_eq!(cohorts(&run("cohort,0,1,2\n2020-01-01,1000,869,743\n2021-01-01 00:00:00,1100,955\n")), expected);
}

#[test]
fn percentages_make_a_cohort_in_percent() {
    let percent = [(2020, some([100., 87., 74.3]), true)];
    for text in [
        "cohort,0,1,2\n2020,100 %,87 %,74.3%\n",
        "cohort,Year 0 %,Year 1 %,Year 2 %\n2020,100,87,74.3\n",
        // Shares of one, as programs write them; 0.07 · 100 in binary would not be 7.
        "cohort,0,1,2\n2020,1,0.87,0.743\n",
        "cohort,age,retention\n2020,0,1\n2020,1,0.87\n2020,2,0.743\n",
        // All of those acquired were there when they were acquired.
        "cohort,1,2\n2020,87%,74.3%\n",
    ] {
        assert_eq!(cohorts(&run(text)), percent, "{text}");
    }
    assert_eq!(cohorts(&run("cohort,0,1\n2020,1,0.07\n")), [(2020, some([100., 7.]), true)]);
    // A count of those acquired makes counts of the percentages: 87.5 % of 1 000 are 875.
    let counted = run("Cohort,Customers,Year 1 %,Year 2 %\n2020,1000,87.5,50\n2021,800,,\n");
    assert_eq!(cohorts(&counted), [(2020, some([1000., 875., 500.]), false), (2021, some([800.]), false)]);
    // Counts count for more than the percentages beside them.
    let both = run("cohort,age,retention_rate,customers\n2020,0,100,400\n2020,1,50,200\n");
    assert_eq!(cohorts(&both), [(2020, some([400., 200.]), false)]);
    let mixed = run("cohort,0,1,2\n2020,1000,87%,700\n2021,50 %,60 %,120 %\n");
    assert_eq!(cohorts(&mixed), [(2020, vec![Some(1000.), None, Some(700.)], false), (2021, some([50.]), true)]);
    assert_eq!(
        sentences(&mixed),
        [
            "Row 2, 1, “87\u{a0}%”: the cohort has counts and percentages that do not go together. The cell is left out.",
            "Row 3, 1, “60\u{a0}%”: more than the 50 of an earlier age; a cohort can only shrink. The cell is left \
             out.",
            "Row 3, 2, “120\u{a0}%”: more than 100\u{a0}% of those acquired. The cell is left out.",
        ]
    );
    assert_eq!((mixed.accepted_cells, mixed.left_out_cells), (3, 3));
}

#[test]
fn every_encoding_gives_the_same_table() {
    let text = "Segment;Jahr;Neukunden;Umsatz je Neukunde\nGroßkunden – „Süd“;2023;5;€ 1,5\n";
    let utf16 = |unit: fn(u16) -> [u8; 2], mark: [u8; 2]| {
        mark.into_iter().chain(text.encode_utf16().flat_map(unit)).collect::<Vec<u8>>()
    };
    // Windows-1252 by its published table: ß DF, – 96, „ 84, ü FC, “ 93, € 80.
    let windows: Vec<u8> = text
        .chars()
        .map(|c| match c {
            '–' => 0x96,
            '„' => 0x84,
            '“' => 0x93,
            '€' => 0x80,
            c => u8::try_from(u32::from(c)).unwrap(),
        })
        .collect();
    for (bytes, encoding) in [
        (text.as_bytes().to_vec(), Encoding::Utf8),
        ([b"\xEF\xBB\xBF", text.as_bytes()].concat(), Encoding::Utf8),
        (utf16(u16::to_le_bytes, [0xFF, 0xFE]), Encoding::Utf16Le),
        (utf16(u16::to_be_bytes, [0xFE, 0xFF]), Encoding::Utf16Be),
        (windows, Encoding::Windows1252),
    ] {
        let (scan, imported) = run_in(&bytes, Locale::EnGb).unwrap();
        assert_eq!((scan.encoding, scan.unreadable_characters), (encoding, 0));
        assert_eq!(scan.headers, ["Segment", "Jahr", "Neukunden", "Umsatz je Neukunde"]);
        assert_eq!(imported.segments[0].name.as_deref(), Some("Großkunden – „Süd“"));
        assert_eq!(imported.segments[0].years[0].get(RevenuePerNew).map(f64::from), Some(1.5));
    }
    // What is not valid in the encoding is counted, not dropped.
    let broken = [b"year,segment,new customers\n2023,".as_slice(), "é".as_bytes(), b"\xFF,1\n"].concat();
    let (scan, imported) = run_in(&broken, Locale::EnGb).unwrap();
    assert_eq!(scan.unreadable_characters, 1);
    assert_eq!(imported.segments[0].name.as_deref(), Some("é\u{fffd}"));
}

#[test]
fn the_delimiter_is_found_outside_quotation_marks() {
    for (delimiter, sign) in Delimiter::ALL.into_iter().zip(["\t", ";", "|", ","]) {
        let text = "year|\"new; customers\"|\"revenue per new customer\"\n2022|\"1,5\"|\"a ; , \n b\"\n2023|7|8\n";
        let (scan, _) = run_in(text.replace('|', sign).as_bytes(), Locale::EnGb).unwrap();
        assert_eq!(scan.delimiter, delimiter);
        assert_eq!(scan.headers.len(), 3);
    }
    // Decimal commas are more than the semicolons and still not the delimiter; a bare quotation mark is a character.
    let (scan, _) = run_in(b"year;new customers\n2021;1,5,\n2022;5\" pipe\n2023;2,5\n", Locale::DeDe).unwrap();
    assert_eq!((scan.delimiter, scan.preview[1].cells[1].as_str()), (Delimiter::Semicolon, "5\" pipe"));
    // The line that tells a spreadsheet the delimiter is no header.
    let (scan, imported) = run_in(b"sep=|\r\nyear|new customers\r\n2021|4\r\n", Locale::EnGb).unwrap();
    assert_eq!((scan.header_row, scan.preview[0].row, imported.accepted_cells), (2, 3, 1));
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_does() {
    for end in ["\n", "\r\n", "\r"] {
        // Row 2 is blank, row 3 has a cell of two lines and a doubled quotation mark, row 4 is blank.
        let text = "segment,year,new customers\n\n\"the \"\"big\"\"\nones\",2021,1\n\nx,2022,abc\n".replace('\n', end);
        let (scan, imported) = run_in(text.as_bytes(), Locale::EnGb).unwrap();
        assert_eq!(scan.preview.iter().map(|r| r.row).collect::<Vec<_>>(), [3, 5], "{end:?}");
        assert_eq!(imported.segments[0].name, Some(format!("the \"big\"{end}ones")));
        assert_eq!((imported.problems[0].row, imported.problems[0].text.as_str()), (5, "abc"));
    }
}

#[test]
fn remembered_choices_count_for_more_than_words() {
    let headers = |text: &str| scan(text.as_bytes(), 0).unwrap().headers;
    let first = headers("Period,Logos (new),Churn\n1,2,3\n");
    let mut mapping = Mapping::guess(&first, &nothing());
    assert_eq!(mapping.check(&first), Err(MappingError::Missing("year")));
    mapping.columns = vec![Target::Year, Target::Figure(NewCustomers), Target::Ignore];
    assert_eq!(mapping.check(&first), Ok(TableLayout::YearRows));
    let mut remembered = nothing();
    mapping.remember(&first, &mut remembered);
    let kept: Vec<_> = remembered.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    assert_eq!(kept, [("churn", "ignore"), ("logos new", "new_customers"), ("period", "year")]);

    let second = headers("LOGOS_NEW;churn;period;Servicing cost\n1;2;3;4\n");
    let guess = Mapping::guess(&second, &remembered);
    let cost = Target::Figure(ServicingCost);
    assert_eq!(guess.columns, [Target::Figure(NewCustomers), Target::Ignore, Target::Year, cost]);

    // A choice taken back is forgotten; a choice that breaks a table the words make is not followed.
    let mut back = mapping.clone();
    back.columns[2] = Target::Figure(YearlyFigure::ChurnedCustomers);
    back.remember(&first, &mut remembered);
    assert!(!remembered.contains_key("churn"));
    let stale = BTreeMap::from([("customers".to_owned(), "year".to_owned())]);
    let long = headers("cohort,age,customers\n1,2,3\n");
    assert_eq!(Mapping::guess(&long, &stale).check(&long), Ok(TableLayout::AgeRows));
}

#[test]
fn what_the_columns_lack_is_said() {
    let said = |text: &str| layout(text).unwrap_err().to_string();
    assert!(said("a,b\n1,2\n").starts_with("choose what the columns hold"));
    assert_eq!(said("new customers,b\n1,2\n"), "choose the column that holds the year");
    assert_eq!(said("cohort,age\n1,2\n"), "choose the column that holds the customers left");
    assert_eq!(
        said("year,new customers,Neukunden\n1,2,3\n"),
        "“new customers” and “Neukunden” are both chosen as “New customers”; leave one of them out"
    );
    assert!(said("cohort,2021,2022\n2021,5,4\n").starts_with("“2021” is a calendar year"));
    assert!(said("cohort,0,61\n2021,5,4\n").starts_with("“61” is beyond 60 years"));
    // Words of one kind of table in the other do no harm.
    assert_eq!(layout("Year,Segment,New customers,Share,Age\n1,2,3,4,5\n"), Ok(TableLayout::YearRows));
    assert_eq!(layout("Cohort,0,1,Acquisition cost\n1,2,3,4\n"), Ok(TableLayout::CohortRows));
}

/// The decimal sign as found for a column of figures.
fn numbers(cells: &[&str], plan: Locale) -> Numbers {
    let rows = lines(cells.iter().enumerate().map(|(i, cell)| format!("{}\t01.02.2021\t{cell}\n", 2000 + i)));
    let text = format!("year\tdate\trevenue per new customer\n{rows}");
    let scan = scan(text.as_bytes(), 0).unwrap();
    Numbers::detect(&scan, &Mapping::guess(&scan.headers, &nothing()), plan)
}

#[test]
fn the_decimal_sign_is_the_files_or_asked_for() {
    let (gb, us, de, ch) = (Locale::EnGb, Locale::EnUs, Locale::DeDe, Locale::DeCh);
    assert_eq!(numbers(&["1200", "40m"], us), Numbers { locale: us, basis: Basis::Plan });
    for (cells, decimal) in [
        (&["1.234", "1.234,56"][..], ','),
        (&["1.234", "0,5"], ','),
        (&["1.234", "12,3456"], ','),
        (&["1.234.567"], ','),
        (&["1,234", "1 234,5"], ','),
        (&["1,234", "0.125"], '.'),
        (&["1,234", "(€1,200.50)"], '.'),
        (&["1.234", "1'234.567"], '.'),
        (&["12,34,567"], '.'),
    ] {
        for plan in [gb, de] {
            let found = numbers(cells, plan);
            assert_eq!(found.locale.decimal(), decimal, "{cells:?}");
            assert!(matches!(found.basis, Basis::File(_)), "{cells:?}");
        }
    }
    for cells in [&["1.234"][..], &["1,234", "7"], &["1.234", "1,5", "2.5"]] {
        for plan in [gb, de] {
            let found = numbers(cells, plan);
            assert!(found.is_ambiguous() && found.locale == plan, "{cells:?}");
        }
    }
    // Contradicting signs without a doubtful text need no answer.
    assert_eq!(numbers(&["1,5", "2.5"], us), Numbers { locale: us, basis: Basis::Plan });
    assert_eq!(Numbers::with_decimal('.', ch).locale, ch);
    assert_eq!(Numbers::with_decimal(',', ch).locale.decimal(), ',');
}

#[test]
fn the_answer_about_the_decimal_sign_is_followed() {
    let text = "year\tnew customers\n2021\t1.234\n";
    let scan = scan(text.as_bytes(), 5).unwrap();
    let mapping = Mapping::guess(&scan.headers, &nothing());
    for (decimal, value) in [(',', 1234.0), ('.', 1.234)] {
        let numbers = Numbers::with_decimal(decimal, Locale::EnUs);
        let imported = import(text.as_bytes(), &scan, &mapping, &numbers).unwrap();
        assert_eq!(years(&imported, 0)[0].1[0], Some(value));
    }
    // 1.234,56 in an en-US plan: the file decides for all its cells.
    let (_, imported) = run_in(b"year;new customers;revenue per new\n2021;1.234;1.234,56\n", Locale::EnUs).unwrap();
    assert_eq!(years(&imported, 0)[0].1[..2], [Some(1234.0), Some(1234.56)]);
}

#[test]
fn hostile_cells_are_named_and_never_read_as_numbers() {
    for cell in [
        "=1+1",
        "=1200",
        "(=5)",
        "-=5",
        "@SUM(A1)",
        "\u{202e}=5",
        "€=5",
        "+1+1",
        "-1+1",
        "1e309",
        "1e5",
        "NaN",
        "Infinity",
        "0x10",
        "１２",
        "1,234.5.6",
        "🙂",
        "<img src=x onerror=alert(1)>",
        "abc",
        "n/a",
        "N/A",
        "#N/A",
        "#DIV/0!",
        "-",
        "–",
        "null",
        "12 %",
        "%",
        "-5",
        "(1,200)",
        &"9".repeat(400),
    ] {
        let imported = run(&format!("year\tnew customers\n2021\t7\n2022\t{cell}\n"));
        assert_eq!(years(&imported, 0).len(), 1, "{cell}");
        assert_eq!((imported.accepted_cells, imported.left_out_cells, imported.problems.len()), (1, 1, 1), "{cell}");
        let problem = &imported.problems[0];
        assert_eq!((problem.row, problem.column.as_deref()), (3, Some("new customers")), "{cell}");
        assert!(problem.to_string().chars().count() < 400 && problem.to_string().ends_with('.'), "{problem}");
    }
    for (cell, value) in
        [("-0", 0.0_f64), ("\u{200e}12", 12.0), ("+5", 5.0), ("1.2k", 1200.0), ("40m", 4e7), ("0.5", 0.5)]
    {
        let imported = run(&format!("year\tnew customers\n2021\t{cell}\n"));
        let read = years(&imported, 0)[0].1[0].unwrap();
        assert!(read.to_bits() == value.to_bits(), "{cell}");
    }
    // In names they are text.
    for name in ["=1+1", "+x", "-x", "@x", "<script>alert(1)</script>", "שלום 🎉"] {
        let imported = run(&format!("segment\tyear\tnew customers\n{name}\t2021\t7\n"));
        assert_eq!(imported.segments[0].name.as_deref(), Some(name));
    }
    // What an export made inert with an apostrophe is the text again.
    let imported = run("segment\tyear\tnew customers\n'=1+1\t2021\t7\n'ordinary\t2021\t7\n");
    let names: Vec<_> = imported.segments.iter().map(|s| s.name.as_deref().unwrap()).collect();
    assert_eq!(names, ["=1+1", "'ordinary"]);
}

#[test]
fn problems_name_row_column_and_reason() {
    let imported = run("Year,New customers,Revenue per new customer,Note\n\
                        2021,10,5,\n\
                        2021,11,6,\n\
                        Total,21,11,\n\
                        1850,1,1,\n\
                        2022,-3,-4,\n\
                        2023,1,200,7,8\n\
                        ,,,only a note\n\
                        2024,,,\n");
    assert_eq!(
        sentences(&imported),
        [
            "Row 3, Year, “2021”: the same came in row 2 already, which counts. This row is left out.",
            "Row 4, Year, “Total”: this is not a year. The row is left out.",
            "Row 5, Year, “1850”: years from 1900 to 2200 are read. The row is left out.",
            "Row 6, New customers, “-3”: a number of customers cannot be negative. The cell is left out.",
            "Row 6, Revenue per new customer, “-4”: revenue cannot be negative. The cell is left out.",
            "Row 7: the row has 5 cells, the header 4; perhaps a number holds the separator. The row is left out.",
        ]
    );
    assert_eq!((imported.accepted_cells, imported.left_out_cells, imported.rows), (2, 10, 8));
    assert_eq!(years(&imported, 0).len(), 1);
}

#[test]
fn problems_of_cohorts_name_the_cell() {
    let imported = run("segment,cohort,age,customers\n\
                        A,2020,0,1000\n\
                        A,2020,2,950\n\
                        A,2020,3,980\n\
                        A,2020,2,940\n\
                        A,2020,61,1\n\
                        A,2020,1.5,1\n\
                        ,2020,0,1\n\
                        A,2021,1,n/a\n\
                        A,2021,0,500.5\n\
                        A,2021,2,400\n");
    assert_eq!(
        sentences(&imported),
        [
            "Row 2: cohort 2020 has nothing at age 1, but later ones. The age is left empty.",
            "Row 4, customers, “980”: more than the 950 of an earlier age; a cohort can only shrink. The cell is \
             left out.",
            "Row 5, age, “2”: the same came in row 3 already, which counts. This row is left out.",
            "Row 6, age, “61”: ages up to 60 years are read. The row is left out.",
            "Row 7, age, “1.5”: this is not an age in whole years. The row is left out.",
            "Row 8, segment: the row names no segment and is left out.",
            "Row 9, customers, “n/a”: this stands for a missing value, so the figure is left empty.",
        ]
    );
    // Fractions of customers are allowed; a gap stays a gap.
    assert_eq!(
        cohorts(&imported),
        [(2020, vec![Some(1000.), None, Some(950.)], false), (2021, vec![Some(500.5), None, Some(400.)], false)]
    );
    let twice = run("cohort,0,1\n2020,5,4\n2020,6,5\n");
    assert_eq!(twice.problems[0].why, Why::Repeated { first: 2 });
}

#[test]
fn files_beyond_the_limits_are_refused_with_a_sentence() {
    assert_eq!(check_size(LARGEST_FILE), Ok(()));
    assert!(check_size(500 << 20).unwrap_err().to_string().contains("at most 100 MB"));
    let refused = |bytes: &[u8]| scan(bytes, 5).unwrap_err();
    assert_eq!(refused(&vec![b'a'; LARGEST_FILE as usize + 1]), ImportError::TooLarge);
    for (bytes, word) in [
        (&b"PK\x03\x04rest of a workbook"[..], "workbook"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1", "old Excel workbook"),
        (b"%PDF-1.7", "PDF"),
        (b"year,new\n2021,\0\0", "no characters"),
        // UTF-16 without its mark.
        (b"y\0e\0a\0r\0", "no characters"),
    ] {
        let sentence = refused(bytes).to_string();
        assert!(sentence.contains(word) && sentence.contains("save it as CSV"), "{sentence}");
    }
    for empty in [&b""[..], b"\n\n\r\n", b"\xEF\xBB\xBF", b"year,new customers\n", b",,,\n , \n"] {
        assert_eq!(refused(empty), ImportError::Empty);
    }
    assert_eq!(refused("a,".repeat(1_001).as_bytes()), ImportError::TooManyColumns { row: 1 });
    assert!(scan(["a,".repeat(999) + "a\n", "1\n".into()].concat().as_bytes(), 0).is_ok());
    let label = |length: usize| format!("year,segment\n2021,{}\n", "ü".repeat(length));
    assert!(scan(label(10_000).as_bytes(), 1).is_ok());
    assert_eq!(refused(label(10_001).as_bytes()), ImportError::CellTooLong { row: 2 });
    // 10 MB of one bracket, and of a quotation mark that never closes.
    assert_eq!(refused(&vec![b'['; 10 << 20]), ImportError::CellTooLong { row: 1 });
    assert_eq!(refused(&[b"a\n\"".as_slice(), &vec![b'x'; 10 << 20]].concat()), ImportError::CellTooLong { row: 2 });
    assert_eq!(refused(b"year,new\n2021,1\n\"2022,2\n2023,3\n"), ImportError::OpenQuote { row: 3 });
    assert_eq!(refused("\n".repeat(1_000_001).as_bytes()), ImportError::TooManyRows);
    let ids = lines((0..101).map(|i| format!("customer {i},2021,1\n")));
    let many = run_in(format!("segment,year,new customers\n{ids}").as_bytes(), Locale::EnGb);
    assert_eq!(many.unwrap_err(), ImportError::TooManySegments { column: "segment".into() });
    // Slices are counted together.
    let mut reader = TableScanner::new(0, None);
    let slice = "year,new customers\n".repeat(1 << 10).into_bytes();
    let refused = (0..).find_map(|_| reader.push(&slice).err());
    assert_eq!(refused, Some(ImportError::TooManyRows));
}

#[test]
fn many_problems_are_counted_and_a_page_of_them_listed() {
    let rows = lines((0..1_000).map(|_| "x,1\n".to_owned()));
    let imported = run(&format!("year,new customers\n{rows}"));
    assert_eq!((imported.problems.len(), imported.more_problems), (MOST_PROBLEMS, 1_000 - MOST_PROBLEMS));
    assert_eq!((imported.left_out_cells, imported.rows), (1_000, 1_000));
}

#[test]
fn a_hundred_thousand_rows_are_read_and_only_a_page_is_kept() {
    // 20 segments of 100 cohorts with 50 ages: survivors 1000 − 10·age.
    let mut text = "segment,cohort,age,customers\n".to_owned();
    for (segment, cohort) in (0..20).flat_map(|s| (0..100).map(move |c| (s, c))) {
        for age in 0..50 {
            writeln!(text, "Segment {segment},{},{age},{}", 1900 + cohort, 1000 - 10 * age).unwrap();
        }
    }
    let mut reader = TableScanner::new(50, None);
    for slice in text.as_bytes().chunks(1 << 16) {
        reader.push(slice).unwrap();
        assert!(reader.preview().len() <= 50 && reader.bytes() <= text.len() as u64);
    }
    assert_eq!(reader.headers().len(), 4);
    let scan = reader.finish().unwrap();
    assert_eq!((scan.rows, scan.preview.len()), (100_000, 50));
    let imported = run(&text);
    assert_eq!((imported.rows, imported.accepted_cells, imported.problems.len()), (100_000, 100_000, 0));
    assert_eq!(imported.segments.len(), 20);
    let expected: Vec<_> = (0..50).map(|age| Some(1000.0 - 10.0 * f64::from(age))).collect();
    assert!(imported.segments.iter().flat_map(|s| &s.cohorts).all(|c| survivors(c).1 == expected));
}

/// Tables that hold what splitting can go wrong at: quotation marks, line ends, characters of several bytes.
fn tables() -> impl Strategy<Value = String> {
    let cell = prop::sample::select(vec![
        "2021",
        "2022",
        "1",
        "1,5",
        "1.234",
        "",
        "n/a",
        "\"a\"\"b\"",
        "\"two\r\nlines\"",
        "ü€😀",
        "=1",
        "87 %",
        "\"",
        "-4",
    ]);
    let row = prop::collection::vec(cell, 1..6).prop_map(|cells| cells.join(";"));
    let head = prop::sample::select(vec![
        "year;new customers;segment;servicing cost",
        "cohort;0;1;2;3",
        "cohort;age;customers",
        "figure;2021;2022",
        "x\r\ny",
    ]);
    let end = prop::sample::select(vec!["\n", "\r\n", "\r", "\n\n"]);
    (head, prop::collection::vec((row, end), 0..12))
        .prop_map(|(head, rows)| rows.into_iter().fold(format!("{head}\r\n"), |text, (row, end)| text + &row + end))
}

/// The outcome of pushing `bytes` cut at `cuts`, or why they are refused.
fn in_slices(bytes: &[u8], cuts: &[usize]) -> Result<(Scan, Imported), ImportError> {
    let mut ends: Vec<usize> = cuts.iter().map(|cut| cut % (bytes.len() + 1)).collect();
    ends.extend([0, bytes.len()]);
    ends.sort_unstable();
    let slices = || ends.windows(2).map(|w| &bytes[w[0]..w[1]]);
    let mut reader = TableScanner::new(20, None);
    slices().try_for_each(|slice| reader.push(slice))?;
    let scan = reader.finish()?;
    let mapping = Mapping::guess(&scan.headers, &nothing());
    let numbers = Numbers::detect(&scan, &mapping, Locale::EnGb);
    let mut importer = Importer::new(&scan, &mapping, &numbers)?;
    slices().try_for_each(|slice| importer.push(slice))?;
    Ok((scan, importer.finish()?))
}

#[test]
fn slices_give_what_the_whole_gives_in_long_files() {
    // Longer than what is looked at for the delimiter, with characters and cells across every cut.
    let rows = lines((0..9_000).map(|i| format!("\"Süd;\n{}\";{};1,5\n", i % 90, 1950 + i / 90)));
    let text = format!("segment;year;new customers\n{rows}");
    let whole = run_in(text.as_bytes(), Locale::EnGb).unwrap();
    assert!(text.len() > 150_000 && whole.1.accepted_cells == 9_000 && whole.1.segments.len() == 90);
    for size in [1, 3, 1_000, 65_535, 65_536, 65_537, 100_000] {
        let cuts: Vec<usize> = (0..text.len()).step_by(size).collect();
        assert_eq!(in_slices(text.as_bytes(), &cuts).as_ref(), Ok(&whole), "{size}");
    }
}

proptest! {
    #[test]
    fn slices_give_what_the_whole_gives(text in tables(), cuts in prop::collection::vec(any::<usize>(), 0..40), encoding in 0..4) {
        let bytes: Vec<u8> = match encoding {
            0 => text.into_bytes(),
            1 => [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect(),
            2 => text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(0x80)).collect(),
            _ => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        };
        prop_assert_eq!(in_slices(&bytes, &cuts), run_in(&bytes, Locale::EnGb));
        let single: Vec<usize> = (0..bytes.len()).collect();
        prop_assert_eq!(in_slices(&bytes, &single), run_in(&bytes, Locale::EnGb));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400), head in tables()) {
        let _ = run_in(&bytes, Locale::FrFr);
        let _ = run_in(&[head.as_bytes(), &bytes].concat(), Locale::DeCh);
    }

    #[test]
    fn every_figure_is_accepted_or_counted(cells in prop::collection::vec(("[0-9]{4}|x", "|[-0-9.,%=a]{1,6}", "|[0-9]{1,3}"), 1..20)) {
        let rows = lines(cells.iter().map(|(year, a, b)| format!("{year}\t{a}\t{b}\n")));
        let filled = cells.iter().flat_map(|(_, a, b)| [a, b]).filter(|cell| !cell.is_empty()).count();
        let (_, imported) = run_in(format!("year\tnew customers\tservicing cost\n{rows}").as_bytes(), Locale::EnGb).unwrap();
        prop_assert_eq!(imported.accepted_cells + imported.left_out_cells, filled);
        let held: usize = imported.segments.iter().flat_map(|s| &s.years)
            .map(|y| YearlyFigure::ALL.iter().filter(|f| y.get(**f).is_some()).count()).sum();
        prop_assert_eq!(held, imported.accepted_cells);
    }

    #[test]
    fn imported_cohorts_never_rise(cells in prop::collection::vec(prop::collection::vec("|[0-9]{1,3}|[0-9]{1,2}%|0\\.[0-9]|1", 4), 1..6)) {
        let rows = lines(cells.iter().enumerate().map(|(i, row)| format!("{}\t{}\n", 2000 + i, row.join("\t"))));
        let (_, imported) = run_in(format!("cohort\t0\t1\t2\t3\n{rows}").as_bytes(), Locale::EnGb).unwrap();
        let filled = cells.iter().flatten().filter(|cell| !cell.is_empty()).count();
        prop_assert_eq!(imported.accepted_cells + imported.left_out_cells, filled);
        for cohort in imported.segments.iter().flat_map(|s| &s.cohorts) {
            let known: Vec<f64> = cohort.survivors.iter().flatten().map(|n| n.get()).collect();
            prop_assert!(known.windows(2).all(|w| w[1] <= w[0]), "{:?}", known);
            prop_assert!(cohort.survivors.last().is_some_and(Option::is_some));
            prop_assert!(!cohort.percent || known[0] <= 100.0);
        }
    }
}
