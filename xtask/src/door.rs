//! The auditor's door, the program `journey-evaluate`.

use crate::run::{self, TaskResult, run};
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

const PACKAGE: &str = "journey-evaluate";

/// The command that builds the auditor's door as fast as the page, and runs it.
pub fn release(arguments: &[&str]) -> Command {
    let mut cargo = run::command(env!("CARGO"));
    cargo.args(["run", "--quiet", "--release", "--package", PACKAGE, "--"]).args(arguments);
    cargo
}

/// Whether the program is built already, as it is after cargo's tests of it.
static IS_BUILT: AtomicBool = AtomicBool::new(false);

/// Notes that the program is built.
pub fn is_built() {
    IS_BUILT.store(true, Ordering::Relaxed);
}

/// Path at which suites of other languages look for the program.
fn program() -> PathBuf {
    let folder = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| run::root().join("target"), PathBuf::from);
    folder.join("debug").join(format!("{PACKAGE}{}", std::env::consts::EXE_SUFFIX))
}

/// The command that runs the program for other suites, with `words` as its arguments.
pub fn command(words: &[&str]) -> TaskResult<Command> {
    build()?;
    let mut command = run::command(program());
    command.args(words);
    Ok(command)
}

/// Builds the program where suites of other languages look for it.
pub fn build() -> TaskResult {
    if IS_BUILT.load(Ordering::Relaxed) {
        return Ok(());
    }
    run(run::command(env!("CARGO")).args(["build", "--quiet", "--package", PACKAGE]))
}
