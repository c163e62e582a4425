//! The auditor's door, the program `journey-evaluate`.

use crate::run::{self, Outcome, run};
use std::process::Command;

const PACKAGE: &str = "journey-evaluate";

/// How it is built.
#[derive(Clone, Copy, PartialEq)]
pub enum Build {
    /// In seconds.
    Debug,
    /// As fast as the page.
    Release,
}

/// The command that builds and runs it.
pub fn command(build: Build, arguments: &[&str]) -> Command {
    let mut cargo = run::command(env!("CARGO"));
    cargo.args(["run", "--quiet", "--package", PACKAGE]);
    if build == Build::Release {
        cargo.arg("--release");
    }
    cargo.arg("--").args(arguments);
    cargo
}

/// Builds it where suites of other languages look for it.
pub fn build() -> Outcome {
    run(run::command(env!("CARGO")).args(["build", "--quiet", "--package", PACKAGE]))
}
