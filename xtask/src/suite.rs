//! `cargo xtask test`: everything that must hold.

use crate::run::{TaskResult, cargo, command, output, run_and_read, step};
use crate::workbook::{self, Length};
use crate::{browser, dist, door, facts, floors, reference, size, tools};
use std::path::PathBuf;
use std::time::Instant;

/// Runs the whole suite and ends with a line of counts.
pub fn everything() -> TaskResult {
    let started = Instant::now();
    step("Format");
    cargo(&["fmt", "--all", "--check"])?;
    floors::hold()?;
    facts::hold()?;
    without_browser()?;
    // Where the target comes from Debian, it must be there before anything else is installed from there.
    tools::target()?;
    let (releases, tested) = std::thread::scope(|scope| {
        // The linker of a release keeps one core busy for minutes; the other tests what needs no release meanwhile.
        let releases = scope.spawn(releases);
        let tested = without_release();
        (releases.join().unwrap_or_else(|_| Err("the releases could not be built".to_owned())), tested)
    });
    let mut passed = tested?;
    let unsplit = releases?;
    passed += browser::end_to_end(&dist::folder(), &[])?;
    passed += browser::short(&unsplit)?;
    println!("\nall checks held in {:.1} minutes", started.elapsed().as_secs_f64() / 60.0);
    println!("{passed} passed, 0 failed");
    Ok(())
}

/// Builds the release and Trunk's, weighs the first and returns the folder of the second.
fn releases() -> TaskResult<PathBuf> {
    dist::build()?;
    size::within_budget()?;
    dist::unsplit()
}

/// Lints and tests everything that needs no release, and returns how many tests passed.
fn without_release() -> TaskResult<u32> {
    step("Lints");
    cargo(&["clippy", "--quiet", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"])?;
    step("Tests of everything that needs no browser");
    let mut passed = tests(&["test", "--workspace", "--exclude", "journey-equity"])?;
    door::is_built();
    passed += reference::reproduced(&[])?;
    passed += browser::warehouse()?;
    passed += workbook::recalculated(Length::Short)?;
    Ok(passed)
}

/// Runs cargo's tests and adds up what passed.
fn tests(arguments: &[&str]) -> TaskResult<u32> {
    let lines = run_and_read(command(env!("CARGO")).args(arguments))?;
    let passed = |line: &String| line.split_once("test result: ok. ")?.1.split(' ').next()?.parse::<u32>().ok();
    Ok(lines.iter().filter_map(passed).sum())
}

/// Packages that need a browser; only the page may have them.
const BROWSER_PACKAGES: [&str; 5] = ["leptos", "web-sys", "wasm-bindgen", "js-sys", "gloo-storage"];

/// Fails when a package that needs no browser pulls in one that does.
fn without_browser() -> TaskResult {
    step("Only the page needs a browser");
    for package in ["journey-account", "journey-output", "journey-evaluate"] {
        let arguments = ["tree", "--package", package, "-e", "normal", "--prefix", "none"];
        let tree = output(env!("CARGO"), &arguments).ok_or("`cargo tree` failed")?;
        let found: Vec<&str> =
            tree.lines().filter(|l| BROWSER_PACKAGES.iter().any(|p| l.split(' ').next() == Some(p))).collect();
        if !found.is_empty() {
            return Err(format!("{package} depends on {}", found.join(", ")));
        }
    }
    Ok(())
}
