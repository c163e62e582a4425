//! The grids of the Customers screen: what they show, and blocks of cells that come from and go to spreadsheets.

use journey_output::exchange::tsv;
use journey_output::sheet::paste::plan_paste;
use journey_output::sheet::{CellRange, MixForm, Sheet, in_form, retention, score_mix, yearly};
use journey_plan::library::example;
use journey_plan::number::locale::Locale;
use journey_plan::number::pen::Pen;
use journey_plan::number::text::{NumberUnit, parse_inert, write_plain};
use journey_plan::{
    CellNote, Command, CommandError, Driver, ExistingBasis, Number, NumberId, Place, Plan, ScoreMix, Segment,
    SegmentChange, SegmentId, Spread, YearlyFigure,
};
use journey_samples::plans::n;
use proptest::prelude::*;
use std::sync::Arc;

fn segment(plan: &Plan) -> &Segment {
    &plan.segments[0]
}

fn put(plan: &Plan, change: SegmentChange) -> Result<Plan, CommandError> {
    plan.apply(&Command::Segment(plan.segments[0].id, change))
}

fn texts(sheet: &Sheet, row: &str) -> Vec<String> {
    let row = sheet.rows.iter().find(|r| r.name == row).unwrap_or_else(|| panic!("no row “{row}”"));
    row.cells.iter().map(|c| c.text.clone()).collect()
}

fn block(text: &str) -> Vec<Vec<String>> {
    tsv::read(text)
}

#[test]
fn the_past_years_show_what_follows_from_them() {
    let plan = example::plan();
    let sheet = yearly(segment(&plan), Pen::new(Locale::EnGb, "EUR"));
    assert_eq!(sheet.columns, ["2023", "2024", "2025", "2026"]);
    assert_eq!(texts(&sheet, "New customers"), ["10,000"; 4]);
    // 10 000 + 10 000 − 2 000, …: each year starts with what the year before closed with.
    assert_eq!(texts(&sheet, "Customers at the end"), ["18,000", "25,600", "32,983", "40,218"]);
    // 2 000 / 10 000; 2 400 / 18 000; 2 617 / 25 600; 2 765 / 32 983.
    assert_eq!(texts(&sheet, "Churn rate"), ["20.0\u{a0}%", "13.3\u{a0}%", "10.2\u{a0}%", "8.4\u{a0}%"]);
    assert!(sheet.rows.iter().flat_map(|r| &r.cells).all(|c| c.warning.is_none()));
    let editable = |row: &str| sheet.rows.iter().find(|r| r.name == row).unwrap().cells[0].place.is_some();
    assert!(editable("Churned customers") && !editable("Churn rate"));
}

#[test]
fn a_year_that_starts_elsewhere_is_flagged_in_its_cell() {
    let plan = put(
        &example::plan(),
        SegmentChange::put(Place::Figure(2025, YearlyFigure::ExistingCustomers), Some(n(25_000.0))),
    )
    .unwrap();
    let sheet = yearly(segment(&plan), Pen::new(Locale::EnGb, "EUR"));
    let warnings: Vec<_> = sheet.rows.iter().flat_map(|r| &r.cells).filter_map(|c| c.warning.clone()).collect();
    // 2025 then closes with 32 383, so 2026 is off as well.
    assert_eq!(
        warnings,
        ["2024 closed with 25,600: 600 are unexplained.", "2025 closed with 32,383: 600 are unexplained."]
    );
    // On retained basis the start is O + C.
    let plan = put(&plan, SegmentChange::Basis(ExistingBasis::Retained)).unwrap();
    assert_eq!(texts(&yearly(segment(&plan), Pen::new(Locale::EnGb, "EUR")), "Customers at the start")[0], "12,000");
}

#[test]
fn a_ratio_without_a_base_says_why() {
    let plan = put(&example::plan(), SegmentChange::put(Place::Figure(2024, YearlyFigure::NewCustomers), Some(n(0.0))))
        .unwrap();
    let sheet = yearly(segment(&plan), Pen::new(Locale::EnGb, "EUR"));
    let row = sheet.rows.iter().find(|r| r.name == "Acquisition cost per new customer").unwrap();
    assert_eq!(row.cells[1].text, "n/a");
    assert_eq!(row.cells[1].reason.as_deref(), Some("No customer was won in 2024."));
}

#[test]
fn the_triangle_is_blank_where_it_lies_ahead() {
    let plan = example::plan();
    let sheet = retention(segment(&plan), plan.base_year(), false, Pen::new(Locale::EnGb, "EUR"));
    assert_eq!(sheet.columns, ["Won", "1", "2", "3", "4"]);
    assert_eq!(texts(&sheet, "2022"), ["10,000", "8,000", "7,600", "7,383", "7,235"]);
    assert_eq!(texts(&sheet, "2025"), ["10,000", "8,000", "", "", ""]);
    assert!(sheet.rows[3].cells[1].place.is_some() && sheet.rows[3].cells[2].place.is_none());
    let shares = retention(segment(&plan), plan.base_year(), true, Pen::new(Locale::EnGb, "EUR"));
    assert_eq!(texts(&shares, "2023"), ["10,000", "80.0\u{a0}%", "76.0\u{a0}%", "73.8\u{a0}%", ""]);
    // What is shown as a share is still edited as a count.
    assert_eq!(shares.rows[1].cells[1].value, Some(n(8_000.0)));
    let shade = |row: usize, column: usize| sheet.rows[row].cells[column].shade.unwrap();
    assert!(shade(0, 1) > shade(0, 4), "more is left after one year than after four");
}

#[test]
fn odd_cells_of_the_triangle_are_named() {
    let hole = put(&example::plan(), SegmentChange::put(Place::Survivors(2022, 2), None)).unwrap();
    let rise = put(&example::plan(), SegmentChange::put(Place::Survivors(2022, 2), Some(n(8_100.0)))).unwrap();
    let warning = |plan: &Plan| {
        let sheet = retention(segment(plan), plan.base_year(), false, Pen::new(Locale::EnGb, "EUR"));
        sheet.rows[0].cells[2].warning.clone().unwrap()
    };
    assert_eq!(warning(&hole), "Empty, though a later year is entered.");
    assert_eq!(warning(&rise), "More than the year before; a cohort can only shrink.");
    let reason = |plan: &Plan| journey_engine::project(plan, None).forecast.unwrap_err().written(Pen::PLAIN);
    assert_eq!(reason(&hole), "Subscriptions: Enter “cohort 2022, left after 2 years”.");
    assert_eq!(
        reason(&rise),
        "Subscriptions: Survivors rise at “cohort 2022, left after 2 years”; a cohort can only shrink."
    );
}

#[test]
fn a_cohort_of_shares_fits_as_its_counts_do() {
    let counts = example::plan();
    let mut shares = counts.clone();
    let segment = std::sync::Arc::make_mut(&mut shares.segments[0]);
    for cohort in &mut segment.cohorts {
        cohort.percent = true;
        cohort.survivors = cohort.survivors.iter().map(|s| s.map(|s| n(s.get() / 10_000.0))).collect();
    }
    let curve = |plan: &Plan| journey_engine::project(plan, None).forecast.unwrap();
    // Equal cohorts: the curve does not depend on how many there are, only the base's ages are unknown.
    let (a, b) = (curve(&counts), curve(&shares));
    assert_eq!(a.base_values.len(), 1);
    assert!(b.base_values.is_empty(), "shares of an unknown count have no value in currency");
    assert!(
        b.notes.iter().any(|note| note.written(Pen::PLAIN).contains("the opening base keeps the pooled rate")),
        "{:?}",
        b.notes
    );
}

#[test]
fn a_block_is_pasted_where_it_fits_and_the_rest_is_counted() {
    let plan = example::plan();
    let sheet = yearly(segment(&plan), Pen::new(Locale::EnGb, "EUR"));
    let paste = plan_paste(&sheet, (6, 2), &block("1\t2\t3\n(4)\tx\t6\n7\t8\t9"), Locale::EnGb, None);
    // Rows 6 and 7 take numbers, row 8 is computed, the third column lies outside.
    assert_eq!(
        paste.writes,
        [
            (Place::Figure(2025, YearlyFigure::ChurnedCustomers), Some(n(1.0))),
            (Place::Figure(2026, YearlyFigure::ChurnedCustomers), Some(n(2.0))),
        ]
    );
    assert_eq!((paste.outside, paste.locked, paste.refused_count), (3, 2, 2));
    let why: Vec<_> = paste.refused.iter().map(|r| (r.row, r.column, r.text.as_str(), r.why.as_str())).collect();
    assert_eq!(why[0], (2, 1, "(4)", "Revenue per churned customer cannot be negative."));
    assert_eq!((why[1].0, why[1].1, why[1].2), (2, 2, "x"));
    assert_eq!(paste.left_out(), 7);
}

#[test]
fn headers_and_names_of_a_copied_table_find_their_place() {
    let plan = example::plan();
    let sheet = yearly(segment(&plan), Pen::new(Locale::EnGb, "EUR"));
    // Names decide the row and a known header the column, wherever the block is pasted.
    let text = "\t2025\t2026\nServicing cost\t5\t6\nNew customers\t1\t2";
    let paste = plan_paste(&sheet, (0, 0), &block(text), Locale::EnGb, None);
    assert!(paste.headers && paste.names);
    assert_eq!(
        paste.writes,
        [
            (Place::Figure(2025, YearlyFigure::ServicingCost), Some(n(5.0))),
            (Place::Figure(2026, YearlyFigure::ServicingCost), Some(n(6.0))),
            (Place::Figure(2025, YearlyFigure::NewCustomers), Some(n(1.0))),
            (Place::Figure(2026, YearlyFigure::NewCustomers), Some(n(2.0))),
        ]
    );
    // Words above numbers are headers, whatever they say.
    let paste = plan_paste(&sheet, (0, 1), &block("Actual\tBudget\n1\t2"), Locale::EnGb, None);
    assert_eq!(paste.writes[0], (Place::Figure(2024, YearlyFigure::NewCustomers), Some(n(1.0))));
    assert!(paste.headers && !paste.names);
}

#[test]
fn years_of_a_foreign_table_find_their_column_in_any_order() {
    let plan = example::plan();
    let sheet = yearly(segment(&plan), Pen::new(Locale::EnGb, "EUR"));
    let places = |text: &str| {
        let paste = plan_paste(&sheet, (0, 0), &block(text), Locale::EnGb, None);
        let years = paste.writes.iter().filter_map(|(place, value)| match place {
            Place::Figure(year, _) => Some((*year, value.map(Number::get)?)),
            _ => None,
        });
        (years.collect::<Vec<_>>(), paste.outside)
    };
    // The newest first, as finance exports it.
    assert_eq!(places("2025\t2024\t2023\n3\t2\t1"), (vec![(2025, 3.0), (2024, 2.0), (2023, 1.0)], 0));
    // More years than the grid has: the rest finds no place.
    assert_eq!(places("\t2022\t2023\nNew customers\t9\t1"), (vec![(2023, 1.0)], 1));
    // None of its years: nothing is taken for a figure.
    assert_eq!(places("2010\t2011\n5\t6"), (vec![], 2));
}

#[test]
fn survivors_are_not_taken_for_headers() {
    let plan = example::plan();
    let sheet = retention(segment(&plan), plan.base_year(), false, Pen::new(Locale::EnGb, "EUR"));
    let paste = plan_paste(&sheet, (0, 0), &block("5\t4\t3\n6\t5\t4"), Locale::EnGb, None);
    assert!(!paste.headers);
    assert_eq!(paste.writes[0], (Place::Survivors(2022, 0), Some(n(5.0))));
    assert_eq!(paste.writes.len(), 6);
    let paste = plan_paste(&sheet, (0, 0), &block("Won\t1\t2\n6\t5\t4"), Locale::EnGb, None);
    assert!(paste.headers);
    assert_eq!(paste.writes[0], (Place::Survivors(2022, 0), Some(n(6.0))));
}

#[test]
fn a_share_that_must_be_there_is_not_emptied_by_a_paste() {
    let plan = example::plan();
    let sheet = score_mix(segment(&plan), Pen::new(Locale::EnGb, "EUR"));
    let paste = plan_paste(&sheet, (0, 0), &block("10 %\t\t40 %\t50 %"), Locale::EnGb, None);
    assert_eq!((paste.writes.len(), paste.refused_count), (3, 1));
    assert!(put(&plan, SegmentChange::Write(paste.writes)).is_ok());
}

#[test]
fn the_whole_grid_copied_and_pasted_changes_nothing() {
    for locale in Locale::ALL {
        let plan = example::plan();
        let sheets = [
            yearly(segment(&plan), Pen::new(locale, "EUR")),
            retention(segment(&plan), plan.base_year(), false, Pen::new(locale, "EUR")),
        ];
        for sheet in sheets {
            let (rows, columns) = sheet.size();
            let copied = CellRange::between((rows - 1, columns - 1), (0, 0)).copy(&sheet, Pen::new(locale, "EUR"));
            let paste = plan_paste(&sheet, (0, 0), &block(&tsv::write(&copied)), locale, None);
            assert_eq!(paste.refused, [], "{}", locale.tag());
            let after = put(&plan, SegmentChange::Write(paste.writes.clone())).unwrap();
            assert!(after == plan, "{}", locale.tag());
            assert!(paste.writes.len() >= 15);
        }
    }
}

#[test]
fn a_foreign_way_of_writing_numbers_is_noticed() {
    let plan = example::plan();
    let sheet = yearly(segment(&plan), Pen::new(Locale::EnUs, "EUR"));
    let first = |text: &str, locale, numbers| {
        let paste = plan_paste(&sheet, (1, 0), &block(text), locale, numbers);
        (paste.writes.first().and_then(|(_, v)| v.map(Number::get)), paste.undecided)
    };
    // One cell that can only be German decides for the block.
    assert_eq!(first("1.234\t1.234,56", Locale::EnUs, None), (Some(1_234.0), false));
    // Nothing decides: the user is asked once, for the whole block.
    assert_eq!(first("1.234\t2.345", Locale::EnUs, None), (Some(1.234), true));
    assert_eq!(first("1.234\t2.345", Locale::EnUs, Some(Locale::DeDe)), (Some(1_234.0), false));
    // Thousands as the plan writes them are no question.
    assert_eq!(first("1,234", Locale::EnUs, None), (Some(1_234.0), false));
    assert_eq!(first("1.234", Locale::DeDe, None), (Some(1_234.0), false));
}

#[test]
fn a_huge_block_at_the_last_row_takes_one_row_and_one_undo() {
    // Ten thousand rows of sixty cells with quoted line breaks, blanks, percent and parentheses, and a header row.
    let mut text = (0..60).map(|c| format!("\"Head\n{c}\"")).collect::<Vec<_>>().join("\t");
    for row in 0..10_000 {
        text.push('\n');
        let cell = |c: usize| match (row + c) % 5 {
            0 => "\"1,200\"".to_owned(),
            1 => "(1,200)".to_owned(),
            2 => "12 %".to_owned(),
            3 => String::new(),
            _ => "\"a\nb\"".to_owned(),
        };
        text.push_str(&(0..60).map(cell).collect::<Vec<_>>().join("\t"));
    }
    let plan = example::plan();
    let sheet = yearly(segment(&plan), Pen::new(Locale::EnGb, "EUR"));
    let rows = block(&text);
    assert_eq!(rows.len(), 10_001);
    let last_input = 7;
    let paste = plan_paste(&sheet, (last_input, 0), &rows, Locale::EnGb, None);
    assert!(paste.headers);
    // Of the first row: 1,200 fits; (1,200) is negative revenue, 12 % is no amount; a blank empties.
    assert_eq!(
        paste.writes,
        [
            (Place::Figure(2023, YearlyFigure::RevenuePerChurned), Some(n(1_200.0))),
            (Place::Figure(2026, YearlyFigure::RevenuePerChurned), None),
        ]
    );
    assert_eq!((paste.refused_count, paste.emptied), (2, 1));
    // Every other cell with something in it is counted: 48 of 60 in each of 10 000 rows, less the three above.
    assert_eq!(paste.outside + paste.locked, 48 * 10_000 - 3);
    let after = put(&plan, SegmentChange::Write(paste.writes)).unwrap();
    assert!(after != plan);
}

#[test]
fn filling_repeats_the_first_cells() {
    let plan = example::plan();
    let sheet = yearly(segment(&plan), Pen::new(Locale::EnGb, "EUR"));
    let right = CellRange::between((1, 0), (1, 3)).fill_right(&sheet);
    assert_eq!(right.len(), 3);
    assert!(right.iter().all(|(_, value)| *value == Some(n(590.0))));
    // A single row repeats the one above, and computed rows stay as they are.
    let down = CellRange::between((1, 2), (1, 2)).fill_down(&sheet);
    assert_eq!(down, [(Place::Figure(2025, YearlyFigure::RevenuePerNew), Some(n(10_000.0)))]);
    assert!(CellRange::between((0, 0), (0, 0)).fill_down(&sheet).is_empty());
    assert_eq!(CellRange::between((7, 0), (12, 0)).fill_down(&sheet), []);
}

#[test]
fn a_write_is_whole_or_not_at_all() {
    let plan = example::plan();
    let bad =
        vec![(Place::Driver(Driver::PriceGrowth), Some(n(0.03))), (Place::Driver(Driver::Retention), Some(n(1.5)))];
    let error = put(&plan, SegmentChange::Write(bad)).unwrap_err();
    assert!(error.to_string().starts_with("Retention must be between"), "{error}");
}

#[test]
fn a_note_is_kept_with_its_number_and_its_ends_are_checked() {
    let plan = example::plan();
    let place = Place::Driver(Driver::PriceGrowth);
    let note = |low: f64, high: f64| CellNote {
        source: "Board paper, May".to_owned(),
        spread: Spread { low: Some(n(low)), high: Some(n(high)), ..Spread::default() },
        ..CellNote::default()
    };
    let annotate = |plan: &Plan, note| plan.apply(&Command::Note(NumberId::Segment(segment(plan).id, place), note));
    let noted = annotate(&plan, note(0.0, 0.03)).unwrap();
    assert_eq!(segment(&noted).notes[&place].source, "Board paper, May");
    let refused = annotate(&plan, note(0.02, 0.03)).unwrap_err();
    assert_eq!(refused.to_string(), "The entered value must lie between low and high.");
    // A number that leaves its range later drops the end in its way; a file whose note does not fit is flagged.
    let mut moved = put(&noted, SegmentChange::put(place, Some(n(0.05)))).unwrap();
    assert_eq!(segment(&moved).notes[&place].spread, Spread { low: Some(n(0.0)), high: None, ..Spread::default() });
    Arc::make_mut(&mut moved.segments[0]).notes.insert(place, note(0.0, 0.03));
    let sheet = journey_output::sheet::drivers(segment(&moved), moved.base_year(), &[], Pen::new(Locale::EnGb, "EUR"));
    let cell = &sheet.rows.iter().find(|r| r.name == "Price growth").unwrap().cells[0];
    assert!(cell.noted && cell.warning.is_some());
    assert!(annotate(&noted, CellNote::default()).unwrap() == plan);
}

#[test]
fn scores_change_their_form_without_changing_their_mean() {
    let bands = ScoreMix::Bands([n(0.1), n(0.2), n(0.3), n(0.4)]);
    let scores = in_form(&bands, MixForm::Scores).unwrap();
    let ScoreMix::Scores(shares) = &scores else { panic!("no scores") };
    // Spread evenly: 0.1/3 on each of 1–3, 0.2/3 on 4–6, 0.15 on 7 and 8, 0.2 on 9 and 10.
    assert!((shares[0].get() - 0.1 / 3.0).abs() < 1e-15 && (shares[8].get() - 0.2).abs() < 1e-15);
    let mean = |mix: &ScoreMix| match in_form(mix, MixForm::Mean).unwrap() {
        ScoreMix::Mean(mean) => mean.get(),
        _ => panic!("no mean"),
    };
    // 0.1·2 + 0.2·5 + 0.3·7.5 + 0.4·9.5.
    assert!((mean(&bands) - 7.25).abs() < 1e-12 && (mean(&scores) - 7.25).abs() < 1e-12);
    let back = in_form(&scores, MixForm::Bands).unwrap();
    let ScoreMix::Bands(back) = back else { panic!("no bands") };
    assert!((back[3].get() - 0.4).abs() < 1e-15);
    let mut odd = Segment::empty(SegmentId(1), "Odd", [2025]);
    odd.score_mix = ScoreMix::Bands([n(0.5); 4]);
    assert!(in_form(&odd.score_mix, MixForm::Scores).is_err());
    odd.score_mix = ScoreMix::Scores([n(0.09); 10]);
    assert!(in_form(&odd.score_mix, MixForm::Mean).is_err(), "90 % of the customers have no mean of all");
    odd.score_mix = ScoreMix::Bands([n(0.5); 4]);
    assert_eq!(texts(&score_mix(&odd, Pen::new(Locale::EnGb, "EUR")), "Share of customers")[4], "200.0\u{a0}%");
}

proptest! {
    #[test]
    fn what_is_copied_is_read_back_to_the_last_bit(bits in any::<u64>(), locale in 0usize..8, percent in any::<bool>()) {
        let value = f64::from_bits(bits);
        prop_assume!(value.is_finite() && (value.abs() > 1e-300 || value == 0.0));
        let unit = if percent { NumberUnit::Percent } else { NumberUnit::Plain };
        let locale = Locale::ALL[locale];
        let back = parse_inert(&write_plain(value, locale, unit), locale, unit).unwrap().unwrap().get();
        prop_assert_eq!(back.to_bits(), (value + 0.0).to_bits());
    }

    #[test]
    fn pasting_never_breaks_a_plan(cells in proptest::collection::vec(proptest::collection::vec("[ -~]{0,8}|[0-9.,]{1,9}", 0..7), 0..6), row in 0usize..20, column in 0usize..6) {
        let plan = example::plan();
        let sheet = yearly(segment(&plan), Pen::new(Locale::EnGb, "EUR"));
        let paste = plan_paste(&sheet, (row, column), &cells, Locale::EnGb, None);
        let filled = cells.iter().flatten().filter(|t| !t.trim().is_empty()).count();
        prop_assert!(paste.writes.iter().filter(|(_, v)| v.is_some()).count() + paste.left_out() <= filled);
        prop_assert!(put(&plan, SegmentChange::Write(paste.writes)).is_ok());
    }
}
