//! The auditor's door: what the product computes and writes, without a browser.
//!
//! ```text
//! journey-evaluate [--simulate] PLAN.json         every figure of every scenario as JSON (docs/evaluate.md)
//! journey-evaluate --example-plan                 the plan file of the built-in example
//! journey-evaluate --workbook PLAN.json OUT.xlsx [DATE]
//!                                                 the workbook with live formulas (docs/workbook.md), made on DATE
//! journey-evaluate --reference CASES.json...      published and independent numbers, reproduced or not
//! journey-evaluate --prove-simulation             the simulation against a million draws and projections, at length
//! journey-evaluate --prove-reading SEED COUNT CORPUS
//!                                                 COUNT mutated plan files, tables and numbers, read or refused in words
//! journey-evaluate --grown-plans COUNT FOLDER     plan files of plans that grew wild
//! journey-evaluate --time-simulation              how long the draws of the example take, in milliseconds
//! ```

mod prove;
mod reference;
mod timing;

use journey_output::exchange::evaluation::{evaluate, evaluate_simulated};
use journey_output::exchange::plan_file;
use journey_output::exchange::workbook::{WorkbookOptions, workbook};
use journey_plan::Plan;
use journey_plan::library::example;
use std::io::{ErrorKind, Write};
use std::process::ExitCode;

const USAGE: &str = "\
usage: journey-evaluate [--simulate] PLAN.json
       journey-evaluate --example-plan
       journey-evaluate --workbook PLAN.json OUT.xlsx [DATE]
       journey-evaluate --reference CASES.json...
       journey-evaluate --prove-simulation | --time-simulation
       journey-evaluate --prove-reading SEED COUNT CORPUS
       journey-evaluate --grown-plans COUNT FOLDER";

/// Text to print, and whether every claim that was to be shown held.
struct Answer {
    text: String,
    held: bool,
}

impl From<String> for Answer {
    fn from(text: String) -> Self {
        Self { text, held: true }
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments.iter().map(String::as_str).collect::<Vec<_>>()).and_then(|answer| print(&answer)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Result<Answer, String> {
    match arguments {
        ["--example-plan"] => plan_file::write(&example::plan()).map(Answer::from).map_err(|error| error.to_string()),
        ["--prove-simulation"] => prove::simulation::run(),
        ["--prove-reading", seed, count, corpus] => prove::reading::run(seed, count, corpus),
        ["--grown-plans", count, folder] => prove::plans::write(count, folder),
        ["--time-simulation"] => timing::simulation().map(Answer::from),
        ["--reference", first, others @ ..] => {
            let files: Vec<&str> = std::iter::once(first).chain(others).copied().collect();
            reference::run(&files).map(|outcome| Answer { text: outcome.report, held: outcome.reproduced })
        }
        ["--workbook", plan, out] => write_workbook(plan, out, "2026-01-01"),
        ["--workbook", plan, out, date] => write_workbook(plan, out, date),
        ["--simulate", path] | [path, "--simulate"] => json(&evaluate_simulated(&read(path)?)),
        [path] if !path.starts_with("--") => json(&evaluate(&read(path)?)),
        _ => Err(USAGE.to_owned()),
    }
}

/// Reads a plan and names what is wrong with its values.
fn read(path: &str) -> Result<Plan, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{path}: {error}"))?;
    let loaded = plan_file::read(&bytes).map_err(|error| format!("{path}: {error}"))?;
    let mended = loaded.mended.iter().map(|m| (&m.path, &m.message));
    for (path, message) in mended.chain(loaded.problems.iter().map(|p| (&p.path, &p.message))) {
        eprintln!("{path}: {message}");
    }
    Ok(loaded.plan)
}

fn json(value: &serde_json::Value) -> Result<Answer, String> {
    serde_json::to_string_pretty(value).map(Answer::from).map_err(|error| error.to_string())
}

/// Writes the workbook of a plan file; `date` is the day it says it was made on, such as 2026-03-31.
fn write_workbook(plan: &str, out: &str, date: &str) -> Result<Answer, String> {
    let plan = read(plan)?;
    let date = date.parse().map_err(|error| format!("{error}"))?;
    let options = WorkbookOptions { date, confidentiality: String::new(), uncertainty: None };
    let file = workbook(&plan, &options).map_err(|error| error.to_string())?;
    std::fs::write(out, file).map_err(|error| format!("{out}: {error}"))?;
    Ok(String::new().into())
}

/// Prints the text, if any. Whoever closes the pipe before its end has read enough.
fn print(answer: &Answer) -> Result<bool, String> {
    let written = if answer.text.is_empty() { Ok(()) } else { writeln!(std::io::stdout(), "{}", answer.text) };
    match written {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(format!("the result could not be written: {error}")),
        _ => Ok(answer.held),
    }
}
