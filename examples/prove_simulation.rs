//! Holds the simulation against what it must agree with, at full length: `cargo run --release --no-default-features
//! --example prove_simulation` (a minute or two). Exits with 1 where a figure lies more than four standard errors off.

#[path = "../tests/common/drawing.rs"]
mod drawing;

use drawing::{against_projections, everything_ranged};
use journey_equity::engine::uncertainty::simulate_draws;
use std::process::ExitCode;

/// Projections of the independent loop.
const PROJECTIONS: usize = 20_000;
/// Draws of the engine's own.
const DRAWS: u32 = 1_000_000;

fn main() -> ExitCode {
    let mut plan = everything_ranged();
    let mut proved = true;
    for draws in [plan.settings.draws, DRAWS] {
        plan.settings.draws = draws;
        let outcome = match simulate_draws(&plan, plan.active_scenario) {
            Ok(outcome) => outcome,
            Err(reason) => {
                eprintln!("{reason}");
                return ExitCode::FAILURE;
            }
        };
        let off = against_projections(&plan, &outcome, PROJECTIONS);
        println!("{draws} draws against {PROJECTIONS} projections, in standard errors:");
        for (what, errors) in ["mean", "chance that it pays", "P10", "P50", "P90"].into_iter().zip(off) {
            println!("  {what}: {errors:+.2}");
            proved &= errors.abs() < 4.0;
        }
    }
    if proved { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
