//! The reference cases: published and independently computed numbers that the engine must reproduce.

use crate::door;
use crate::files::with_extension;
use crate::run::{TaskResult, root, run_through, step};

/// Runs the cases of the files, or of every file of the engine's fixtures, and returns how many passed.
pub fn reproduced(files: &[String]) -> TaskResult<u32> {
    step("The reference cases");
    let fixtures = root().join("crates/engine/tests/fixtures");
    let files = if files.is_empty() { with_extension(&fixtures, "json")? } else { absolute(files)? };
    let arguments: Vec<&str> = std::iter::once("--reference").chain(files.iter().map(String::as_str)).collect();
    let (mut lines, status) = run_through(&mut door::command(&arguments)?)?;
    let last = lines.pop().unwrap_or_default();
    let passed = last.split_once(" passed, ").and_then(|(passed, _)| passed.parse().ok());
    match passed {
        Some(passed) if status.success() => Ok(passed),
        Some(_) => Err(last),
        None => Err("the reference cases did not say how many passed".to_owned()),
    }
}

/// Files named from where the task was called, not from the project's folder.
fn absolute(files: &[String]) -> TaskResult<Vec<String>> {
    let whole = |file: &String| std::path::absolute(file).map(|path| path.to_string_lossy().into_owned());
    files.iter().map(|file| whole(file).map_err(|error| format!("{file}: {error}"))).collect()
}
