//! Writes a plan file as a workbook with live formulas; its sheets are documented in `docs/workbook.md`.
//!
//! `cargo run --no-default-features --example workbook -- PLAN.json OUT.xlsx [DATE]`; DATE is the day that the workbook says
//! it was made on, such as 2026-03-31.

use journey_equity::exchange::plan_file;
use journey_equity::exchange::workbook::{WorkbookOptions, workbook};
use std::process::ExitCode;

const USAGE: &str = "usage: workbook PLAN.json OUT.xlsx [DATE]";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments.iter().map(String::as_str).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Result<(), String> {
    let (plan, out, date) = match arguments {
        [plan, out] => (plan, out, "2026-01-01"),
        [plan, out, date] => (plan, out, *date),
        _ => return Err(USAGE.to_owned()),
    };
    let bytes = std::fs::read(plan).map_err(|error| format!("{plan}: {error}"))?;
    let loaded = plan_file::read(&bytes).map_err(|error| format!("{plan}: {error}"))?;
    for problem in &loaded.problems {
        eprintln!("{}: {}", problem.path, problem.message);
    }
    let date = date.parse().map_err(|error| format!("{error}"))?;
    let options = WorkbookOptions { date, confidentiality: String::new(), uncertainty: None };
    let file = workbook(&loaded.plan, &options).map_err(|error| error.to_string())?;
    std::fs::write(out, file).map_err(|error| format!("{out}: {error}"))
}
