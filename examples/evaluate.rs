//! Prints every figure of every scenario of a plan file as JSON; the keys are documented in `docs/evaluate.md`.
//!
//! `cargo run --no-default-features --example evaluate -- PLAN.json`; with `--simulate` the chance that each scenario pays and
//! what that depends on are simulated. `--example-plan` prints the built-in example's plan file instead, to have one to
//! start from.

use journey_equity::exchange::evaluation::{evaluate, evaluate_simulated};
use journey_equity::exchange::plan_file;
use journey_equity::plan::Plan;
use std::process::ExitCode;

const USAGE: &str = "usage: evaluate [--simulate] PLAN.json | evaluate --example-plan";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments.iter().map(String::as_str).collect::<Vec<_>>()) {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Result<String, String> {
    match arguments {
        ["--example-plan"] => {
            plan_file::write(&journey_equity::plan::example::plan()).map_err(|error| error.to_string())
        }
        ["--simulate", path] | [path, "--simulate"] => print(&evaluate_simulated(&read(path)?)),
        [path] => print(&evaluate(&read(path)?)),
        _ => Err(USAGE.to_owned()),
    }
}

/// Reads a plan and names what is wrong with its values.
fn read(path: &str) -> Result<Plan, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{path}: {error}"))?;
    let loaded = plan_file::read(&bytes).map_err(|error| format!("{path}: {error}"))?;
    for problem in &loaded.problems {
        eprintln!("{}: {}", problem.path, problem.message);
    }
    Ok(loaded.plan)
}

fn print(value: &serde_json::Value) -> Result<String, String> {
    serde_json::to_string_pretty(value).map_err(|error| error.to_string())
}
