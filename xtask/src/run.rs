//! Running programs, and saying so.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::OnceLock;
use std::time::Instant;

/// A task's result; the error is a sentence for the reader.
pub type TaskResult<T = ()> = Result<T, String>;

/// The project's folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// Announces what happens next, and how many minutes and seconds the task has been running.
pub fn step(what: &str) {
    static BEGAN: OnceLock<Instant> = OnceLock::new();
    let seconds = BEGAN.get_or_init(Instant::now).elapsed().as_secs();
    println!("\n── {:02}:{:02} {what}", seconds / 60, seconds % 60);
}

/// A command in the project's folder.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// Runs a command to its end.
pub fn run(command: &mut Command) -> TaskResult {
    let name = describe(command);
    let status = command.status().map_err(|error| format!("{name} could not be started: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{name} failed ({status})")) }
}

/// Runs a command and shows what it prints only when it fails.
pub fn run_quietly(command: &mut Command) -> TaskResult {
    let name = describe(command);
    let out = command.output().map_err(|error| format!("{name} could not be started: {error}"))?;
    if out.status.success() {
        return Ok(());
    }
    Err(format!("{name} failed ({})\n{}", out.status, String::from_utf8_lossy(&out.stderr)))
}

/// Runs a command, shows what it prints, and returns the lines of its standard output.
pub fn run_and_read(command: &mut Command) -> TaskResult<Vec<String>> {
    let (lines, status) = run_through(command)?;
    if status.success() { Ok(lines) } else { Err(format!("{} failed ({status})", describe(command))) }
}

/// Runs a command, shows what it prints, and returns the lines of its standard output and how it ended.
pub fn run_through(command: &mut Command) -> TaskResult<(Vec<String>, ExitStatus)> {
    let name = describe(command);
    let mut child =
        command.stdout(Stdio::piped()).spawn().map_err(|error| format!("{name} could not be started: {error}"))?;
    let mut lines = Vec::new();
    if let Some(out) = child.stdout.take() {
        for line in BufReader::new(out).lines().map_while(Result::ok) {
            println!("{line}");
            lines.push(line);
        }
    }
    let status = child.wait().map_err(|error| format!("{name}: {error}"))?;
    Ok((lines, status))
}

/// What a command prints, without showing it; `None` when it cannot be run or fails.
pub fn output(program: impl AsRef<OsStr>, arguments: &[&str]) -> Option<String> {
    let out = command(program).args(arguments).stderr(Stdio::null()).output().ok()?;
    out.status.success().then(|| String::from_utf8_lossy(&out.stdout).trim().to_owned())
}

/// Runs cargo.
pub fn cargo(arguments: &[&str]) -> TaskResult {
    run(command(env!("CARGO")).args(arguments))
}

fn describe(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let arguments: Vec<_> = command.get_args().map(OsStr::to_string_lossy).collect();
    format!("`{program} {}`", arguments.join(" "))
}
