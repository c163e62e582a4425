//! Prints every figure of every scenario of a plan file as JSON; the keys are documented in `docs/evaluate.md`.
//!
//! `cargo run --no-default-features --example evaluate -- PLAN.json`; `--example-plan` prints the built-in example's
//! plan file instead, to have one to start from.

use journey_equity::exchange::{evaluation::evaluate, plan_file};
use std::process::ExitCode;

const USAGE: &str = "usage: evaluate PLAN.json | evaluate --example-plan";

fn main() -> ExitCode {
    match run(std::env::args().nth(1).as_deref()) {
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

fn run(argument: Option<&str>) -> Result<String, String> {
    match argument {
        Some("--example-plan") => {
            plan_file::write(&journey_equity::plan::example::plan()).map_err(|error| error.to_string())
        }
        Some(path) => {
            let bytes = std::fs::read(path).map_err(|error| format!("{path}: {error}"))?;
            let loaded = plan_file::read(&bytes).map_err(|error| format!("{path}: {error}"))?;
            for problem in &loaded.problems {
                eprintln!("{}: {}", problem.path, problem.message);
            }
            serde_json::to_string_pretty(&evaluate(&loaded.plan)).map_err(|error| error.to_string())
        }
        None => Err(USAGE.to_owned()),
    }
}
