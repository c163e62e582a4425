//! Long proofs, outside of `test`: what random numbers, random files and random faults in the code itself find.

use crate::run::{TaskResult, command, root, run, step};
use crate::workbook::{self, Length};
use crate::{browser, dist, door, tools};
use std::path::PathBuf;

/// Number of mutations of each form that `reading` reads where no number is given.
const READINGS: &str = "500";
/// Number of plans that `reopening` grows besides those people met.
const GROWN_PLANS: &str = "200";

/// Proves what `words` name; without words everything but `mutants`.
pub fn prove(words: &[String]) -> TaskResult {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => {
            simulation()?;
            reading("1", READINGS)?;
            workbook::recalculated(Length::Long)?;
            reopening()
        }
        ["simulation"] => simulation(),
        ["reading"] => reading("1", READINGS),
        ["reading", seed, count] => reading(seed, count),
        ["workbook"] => workbook::recalculated(Length::Long).map(|_| ()),
        ["reopening"] => reopening(),
        ["mutants", shard] => mutants(shard),
        _ => Err(USAGE.to_owned()),
    }
}

const USAGE: &str = "\
cargo xtask prove [part]
  simulation             against a million draws and twenty thousand projections
  reading [SEED COUNT]   COUNT random mutations each of plan files, tables and numbers are read or refused in words
  workbook               recalculated by LibreOffice after a change of every input
  reopening              plans of tests/cases and 200 random ones: opened, worked on, saved, opened again in the browser
  mutants K/N            part K (from 0) of N of all small changes to the document and the models: a test must notice each;
                         what was noticed is remembered, so that a run that was stopped goes on
Without a part: all but mutants.";

fn simulation() -> TaskResult {
    step("The simulation against a million draws and twenty thousand projections");
    run(&mut door::release(&["--prove-simulation"]))
}

fn reading(seed: &str, count: &str) -> TaskResult {
    step(&format!("{count} mutations of each form, seed {seed}, and the corpus"));
    // Not the release, where a panic ends the program at once.
    run(&mut door::command(&["--prove-reading", seed, count, "tests/corpus"])?)
}

fn reopening() -> TaskResult {
    dist::build()?;
    step("Plans opened, worked on, saved and opened again");
    let grown = folder("grown-plans")?;
    run(&mut door::command(&["--grown-plans", GROWN_PLANS, &grown.to_string_lossy()])?)?;
    let specs = ["specs/reopening.spec.mjs".to_owned()];
    for plans in [root().join("tests/cases"), grown] {
        browser::end_to_end_over(&dist::folder(), &specs, Some(&plans))?;
    }
    Ok(())
}

fn mutants(shard: &str) -> TaskResult {
    let program = tools::cargo_mutants()?;
    let results = folder(&format!("mutants/{}", shard.replace('/', "-of-")))?;
    step(&format!("Part {shard} of all small changes to the document and the models"));
    let mut mutants = command(program);
    mutants.args(["mutants", "--iterate", "--no-shuffle", "--sharding", "round-robin", "--shard", shard]);
    mutants.args(["--timeout", "600", "--output"]).arg(&results);
    for package in ["journey-plan", "journey-engine"] {
        mutants.args(["--package", package, "--test-package", package]);
    }
    // What words, outputs and the cases of people rest on is tested from there.
    mutants.args(["--test-package", "journey-account", "--test-package", "journey-output"]);
    for files in ["crates/plan/src/**/*.rs", "crates/engine/src/model/**/*.rs"] {
        mutants.args(["--file", files]);
    }
    run(&mut mutants)
        .map_err(|error| format!("{error}\nWhat no test noticed: {}/mutants.out/missed.txt", results.display()))
}

/// A folder for the files that a proof leaves behind.
fn folder(name: &str) -> TaskResult<PathBuf> {
    let folder = root().join("target").join(name);
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(folder)
}
