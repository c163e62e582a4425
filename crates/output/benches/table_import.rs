//! Speed of importing tables: `cargo bench --package journey-output`.

use journey_output::exchange::table_import::{Mapping, Numbers, import, scan};
use journey_plan::number::locale::Locale;
use std::collections::BTreeMap;
use std::hint::black_box;

fn main() {
    divan::main();
}

/// 10 000 rows of 60 cells: quoted line breaks, blanks, percentages and numbers in brackets among plain ones. Every cohort
/// comes once: 100 segments of 100 years.
fn triangle() -> String {
    let cell = |age: usize| match age % 8 {
        3 => format!("\t{}.5", 900 - age),
        5 => format!("\t\"1,{}\"", 999 - age),
        6 => format!("\t{} %", 90 - age),
        7 => "\t(1,200)".to_owned(),
        _ => format!("\t{}", 2000 - age),
    };
    let cells: String = (0..58).map(cell).collect();
    let head: String = (0..58).map(|age| format!("\t{age}")).collect::<Vec<_>>().concat();
    let row = |row: usize| format!("\"Segment\n{}\"\t{}{cells}\n", row / 100, 2000 + row % 100);
    format!("segment\tcohort{head}\n{}", (0..10_000).map(row).collect::<Vec<_>>().concat())
}

#[divan::bench]
fn look_at_10_000_rows_of_60_cells(bencher: divan::Bencher) {
    let text = triangle();
    bencher.bench(|| scan(black_box(text.as_bytes()), 50));
}

#[divan::bench]
fn import_10_000_rows_of_60_cells(bencher: divan::Bencher) {
    let text = triangle();
    let Ok(scan) = scan(text.as_bytes(), 50) else { return };
    let mapping = Mapping::guess(&scan.headers, &BTreeMap::new());
    let numbers = Numbers::detect(&scan, &mapping, Locale::EnGb);
    bencher.bench(|| import(black_box(text.as_bytes()), &scan, &mapping, &numbers));
}
