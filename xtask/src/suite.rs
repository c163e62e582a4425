//! `cargo xtask test`: everything that must hold.

use crate::run::{Outcome, cargo, command, run_and_read, step};
use crate::{browser, checks, dist, size, workbook};
use std::time::Instant;

/// Runs it all and ends with a line of counts.
pub fn everything() -> Outcome {
    let started = Instant::now();
    step("Format");
    cargo(&["fmt", "--all", "--check"])?;
    checks::layers()?;
    checks::core_without_browser()?;
    step("Lints, without and with the browser code");
    let core = ["clippy", "--quiet", "--no-default-features", "--all-targets"];
    cargo(&[&core[..], &["--", "-D", "warnings"]].concat())?;
    cargo(&["clippy", "--quiet", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"])?;
    step("Tests of the core, without browser code");
    let mut passed = tests(&["test", "--no-default-features"])?;
    step("Tests with the browser code");
    passed += tests(&["test", "--workspace"])?;
    passed += browser::warehouse()?;
    passed += workbook::recalculated()?;
    dist::build()?;
    size::within_budget()?;
    passed += browser::end_to_end(&[])?;
    println!("\nall checks held in {:.1} minutes", started.elapsed().as_secs_f64() / 60.0);
    println!("{passed} passed, 0 failed");
    Ok(())
}

/// Runs cargo's tests and adds up what passed.
fn tests(arguments: &[&str]) -> Outcome<u32> {
    let lines = run_and_read(command(env!("CARGO")).args(arguments))?;
    let passed = |line: &String| line.split_once("test result: ok. ")?.1.split(' ').next()?.parse::<u32>().ok();
    Ok(lines.iter().filter_map(passed).sum())
}
