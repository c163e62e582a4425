//! The project's chores: `cargo xtask <task>`. Every task installs what it needs and says what it is doing.

mod browser;
mod code;
mod dist;
mod door;
mod facts;
mod files;
mod floors;
mod page;
mod parallel;
mod portable;
mod prove;
mod reference;
mod run;
mod serve;
mod size;
mod slim;
mod suite;
mod tools;
mod workbook;

use run::TaskResult;
use std::process::ExitCode;
use workbook::Length;

const USAGE: &str = "\
cargo xtask <task>
  serve   install what is missing, build the release and serve it on http://127.0.0.1:8080
  facts   what may be written in one place only: names of figures
  floors  layers and floors of the sources, held on parsed code
  test    everything that must hold: format, lints, tests, release build, size, end-to-end tests
  dev     serve a development build that reloads on every change
  dist    build the release into dist/
  e2e     the end-to-end tests alone, over a fresh release; further words are passed to Playwright
  unsplit a few of them over the release in one file, as Trunk builds it
  reference [FILE] published and independent numbers against the engine: the cases of a file, or all of its fixtures
  workbook the workbook recalculated by LibreOffice after a change of every input
  bench   benchmarks of the engine and of the edit cost in the browser
  prove [PART] long proofs: of the simulation, of reading, of the workbook, of reopening; `prove mutants K/N`
  size    first load against its budget
  shots   screenshots of every screen into tests/e2e/shots/";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match task(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("\n{message}");
            ExitCode::FAILURE
        }
    }
}

fn task(words: &[String]) -> TaskResult {
    let (task, rest) = words.split_first().map_or(("", words), |(task, rest)| (task.as_str(), rest));
    match task {
        "serve" => {
            dist::build()?;
            serve::forever(&dist::folder(), 8080)
        }
        "test" => suite::everything(),
        "facts" => facts::hold(),
        "floors" => floors::hold(),
        "unsplit" => browser::short(&dist::unsplit()?).map(|_| ()),
        "dev" => dist::develop(),
        "dist" => dist::build(),
        "e2e" => {
            dist::build()?;
            browser::end_to_end(&dist::folder(), rest).map(|_| ())
        }
        "reference" => reference::reproduced(rest).map(|_| ()),
        "workbook" => workbook::recalculated(Length::Long).map(|_| ()),
        "bench" => {
            run::step("Benchmarks of the engine");
            run::cargo(&["bench", "--package", "journey-engine", "--bench", "engine"])?;
            dist::build()?;
            browser::script("bench.mjs", &[native_draws()?])
        }
        "size" => {
            dist::build()?;
            size::within_budget()
        }
        "shots" => {
            dist::build()?;
            browser::script("shots.mjs", rest)
        }
        "prove" => prove::prove(rest),
        _ => Err(USAGE.to_owned()),
    }
}

/// Milliseconds that the draws of the example take outside the browser, built like the release.
fn native_draws() -> TaskResult<String> {
    run::step("The draws of the example without a browser, at the release's optimisation level");
    let lines = run::run_and_read(&mut door::release(&["--time-simulation"]))?;
    lines.last().cloned().ok_or_else(|| "the simulation was not timed".to_owned())
}
